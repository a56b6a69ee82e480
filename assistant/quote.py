"""An answer by quotation: the fewest sentences that answer, verbatim, in date order, under who says each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Citation, Statement
from assistant.answertype import SIGNS, fits
from assistant.evidence import Evidence
from assistant.focus import IN_YEAR, in_focus
from assistant.question import Question, Wants
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import BlockKind, Voice

MOST = 3  # statements for a plain question
NEAR_BEST = 0.8  # share of the best score from which a further sentence is quoted
MOST_PAPERS = 6  # for a question about change or a comparison
LONGEST_LIST = 14
LOOKED_AT = 30  # sentences, from the strongest, for a part of the question that the first few leave open


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence to quote, by its number within the passage."""

    passage: HeldPassage
    sentence: int


def quote_answer(question: Question, evidence: Sequence[Evidence], papers: Sequence[HeldPaper]) -> list[Statement]:
    """The statements of a quoting answer, the oldest paper first and in the order of reading within each."""
    chosen = [Quoted(e.passage, e.sentence) for e in choose(question, evidence, papers)]
    chosen.sort(key=lambda q: (q.passage.paper.said, q.passage.paper.file, q.passage.ordinal, q.sentence))
    return [as_statement(run) for run in runs_of(chosen)]


def quote_list(items: Sequence[Quoted]) -> list[Statement]:
    """A statement for each item of a list that a paper makes."""
    return [as_statement([item]) for item in items[:LONGEST_LIST]]


def choose(question: Question, evidence: Sequence[Evidence], papers: Sequence[HeldPaper]) -> list[Evidence]:
    """The sentences to quote: a whole list, one share for each paper compared, or the best few."""
    if not evidence:
        return []
    if spread := papers_to_spread(question, papers):
        per_paper = [best_of(evidence, paper, 2) for paper in spread]
        chosen = [e for few in per_paper for e in few]
        if chosen:
            return chosen
    best = evidence[0]
    if Wants.LIST in question.wants and best.passage.passage.kind is BlockKind.BULLET:
        return [e for e in evidence if e.passage.key == best.passage.key][:LONGEST_LIST]
    # what a paper of another year or kind says is quoted beside the best only where the best is of another itself
    fitting = min(IN_YEAR, best.feature("paper_weight"))
    near = [e for e in evidence if e.score >= NEAR_BEST * best.score and e.feature("paper_weight") >= fitting]
    first = without_repeats(near)[:MOST]
    return first + for_each_part(question, first, evidence)


def for_each_part(question: Question, chosen: Sequence[Evidence], evidence: Sequence[Evidence]) -> list[Evidence]:
    """For each further thing asked ("who led it, and when?"), the best sentence that holds one, if none does yet."""
    further: list[Evidence] = []
    for want in sorted(question.wants & SIGNS.keys()):
        if not any(fits(want, question, e.shown) for e in [*chosen, *further]):
            holding = (e for e in evidence[:LOOKED_AT] if fits(want, question, e.shown))
            further += [e for e in [next(holding, None)] if e]
    return further


def papers_to_spread(question: Question, papers: Sequence[HeldPaper]) -> list[HeldPaper]:
    """The papers that each need a share of the answer: of several periods or councils, or of a story of change."""
    several = len(question.periods) > 1 or len(question.authorities) > 1
    if not several and not (Wants.CHANGE in question.wants and not question.periods):
        return []
    focused = in_focus(question, papers)
    return focused[-MOST_PAPERS:] if len(focused) > 1 else []


def best_of(evidence: Sequence[Evidence], paper: HeldPaper, most: int) -> list[Evidence]:
    own = [e for e in evidence if e.passage.paper.id == paper.id]
    if not own or own[0].score < 0.6 * evidence[0].score:
        return []
    return without_repeats([e for e in own if e.score >= NEAR_BEST * own[0].score])[:most]


def without_repeats(evidence: Iterable[Evidence]) -> list[Evidence]:
    seen: set[str] = set()
    return [e for e in evidence if not (e.text.casefold() in seen or seen.add(e.text.casefold()))]  # type: ignore[func-returns-value]


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
