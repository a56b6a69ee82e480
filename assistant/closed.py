"""A question about one given passage, answered from its sentences alone."""

from __future__ import annotations

import time
from collections.abc import Sequence

from assistant.answer import Answer, Citation, Note, Searched, Standing, Statement
from assistant.evidence import Evidence, find_evidence
from assistant.gate import is_enough
from assistant.question import Question, understand
from assistant.quote import NEAR_BEST
from assistant.retrieve import Found
from corpus.corpus import Corpus
from corpus.held import HeldPaper, HeldPassage, PassageVectors
from corpus.paper import Facts, Kind, Passage, Segment, Sentence, Voice
from corpus.tokens import Vectors

MOST = 3


def ask_closed(corpus: Corpus, text: str, title: str, sentences: Sequence[str]) -> Answer:
    """Answers from the sentences given, in their order; the quotes of its citations are the sentences chosen."""
    started = time.perf_counter()
    question = understand(text, held=())
    evidence = closed_evidence(corpus, question, title, sentences)
    enough = is_enough(question, evidence, "closed")
    chosen = [e for e in evidence if e.score >= NEAR_BEST * evidence[0].score][:MOST] if enough else []
    chosen.sort(key=lambda e: e.sentence)
    return Answer(
        question=text,
        standing=Standing.ANSWERED if chosen else Standing.NOT_IN_PAPERS,
        statements=[closed_statement(e, title, sentences[e.sentence]) for e in chosen],
        notes=[] if chosen else [Note(kind="coverage", text="The passage given does not say.")],
        searched=Searched(papers=1, passages=1, filters={"title": title}),
        seconds=round(time.perf_counter() - started, 4),
    )


def closed_evidence(corpus: Corpus, question: Question, title: str, sentences: Sequence[str]) -> list[Evidence]:
    passage = closed_passage(title, sentences)
    rows: Vectors = corpus.embedder.embed([passage.passage.text, *sentences])
    vectors = {passage.key: PassageVectors(rows[0], rows[1:])}
    return find_evidence(corpus, question, [Found(passage, 1.0, 0.0, 1.0)], vectors)


def closed_passage(title: str, sentences: Sequence[str]) -> HeldPassage:
    """The sentences as a passage of a paper that no corpus holds."""
    spans, offset = [], 0
    for sentence in sentences:
        spans.append(Sentence(offset, offset + len(sentence)))
        offset += len(sentence) + 1
    text = " ".join(sentences)
    passage = Passage(text, (Segment(1, 0, len(text)),), (title,) if title else (), sentences=tuple(spans))
    paper = HeldPaper("", title, "current", 0, 1, False, Facts(title, Kind.OTHER))
    return HeldPassage("closed", 0, paper, passage, title, "")


def closed_statement(e: Evidence, title: str, sentence: str) -> Statement:
    citation = Citation(
        file=title,
        paper="",
        title=title,
        authority=None,
        inspected_to=None,
        published=None,
        page=None,
        paragraph=None,
        quote=sentence,
        passage=e.passage.key,
    )
    return Statement(text=sentence, voice=Voice.OTHER, citations=[citation])
