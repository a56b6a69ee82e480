"""Sentences of the papers as statements: verbatim, under who says them, with a citation for each place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Citation, Statement
from assistant.quoting.demands import demanded_under
from assistant.quoting.row import cells_of
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import Voice


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence to quote, by its number within the passage."""

    passage: HeldPassage
    sentence: int


def text_of(quoted: Quoted) -> str:
    sentence = quoted.passage.passage.sentences[quoted.sentence]
    return quoted.passage.passage.text[sentence.start : sentence.end]


def runs_of(quoted: Sequence[Quoted]) -> list[list[Quoted]]:
    """Sentences that follow one another on the page, in one voice, stay together."""
    runs: list[list[Quoted]] = []
    for item in quoted:
        if runs and follows(runs[-1][-1], item):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def follows(first: Quoted, second: Quoted) -> bool:
    """Whether both stand in one piece of a page, the second next after the first, and are said by the same."""
    if (first.passage.key, first.sentence + 1) != (second.passage.key, second.sentence):
        return False
    passage = first.passage.passage
    start, end = passage.sentences[first.sentence].start, passage.sentences[second.sentence].end
    return len(passage.parts(start, end)) == 1 and said_by(first) == said_by(second)


def said_by(quoted: Quoted) -> tuple[Voice, str | None, Voice | None]:
    sentence = quoted.passage.passage.sentences[quoted.sentence]
    return quoted.passage.voice_of(quoted.sentence), sentence.speaker, sentence.quoted_by


def as_statement(run: Sequence[Quoted]) -> Statement:
    """Sentences of one passage that follow one another, as one statement with a citation for each place."""
    passage = run[0].passage
    sentences = passage.passage.sentences
    start, end = sentences[run[0].sentence].start, sentences[run[-1].sentence].end
    voice, speaker, quoted_by = said_by(run[0])
    return Statement(
        text=passage.passage.text[start:end],
        voice=voice,
        speaker=speaker,
        quoted_by=quoted_by,
        kind="quote",
        under=demanded_under(passage.passage) or passage.passage.caption or None,
        cells=cells_of(passage.passage, start, end),
        citations=cite(passage, start, end),
    )


def cite(passage: HeldPassage, start: int, end: int) -> list[Citation]:
    """Citations of ``passage.text[start:end]``: one for each unbroken piece of a page, quoting that piece."""
    return [
        citation(passage.paper, place.page, words, passage.passage.paragraph, passage.key)
        for place, words in passage.passage.parts(start, end)
    ]


def citation(paper: HeldPaper, page: int, quote: str, paragraph: str | None, passage: str) -> Citation:
    return Citation(
        file=paper.file,
        paper=paper.id,
        title=paper.facts.title,
        authority=paper.facts.authority,
        inspected_to=paper.facts.inspected_to,
        published=paper.facts.published,
        page=page if paper.paged else None,
        paragraph=paragraph,
        quote=quote,
        passage=passage,
    )
