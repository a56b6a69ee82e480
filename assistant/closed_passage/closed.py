"""A question about one given passage, answered from its sentences alone."""

from __future__ import annotations

import time
from collections.abc import Sequence

from assistant.answer import Answer, Citation, Note, Searched, Standing, Statement
from assistant.closed_passage.passagechoice import choice_features, choose, read_windows
from assistant.closed_passage.passagegate import passage_suffices, read_passage
from corpus.corpus import Corpus
from corpus.paper import Voice


def ask_closed(corpus: Corpus, text: str, title: str, sentences: Sequence[str]) -> Answer:
    """Answers from the sentences given, in their order; the quotes of its citations are the sentences chosen."""
    started = time.perf_counter()
    chosen: list[int] = []
    if sentences:
        reading = read_windows(corpus.cross_encoder, text, title, sentences)
        features, near = read_passage(corpus.embedder, text, title, sentences, reading)
        if passage_suffices(features):
            chosen = choose(choice_features(text, sentences, near, reading))
    return Answer(
        question=text,
        standing=Standing.ANSWERED if chosen else Standing.NOT_IN_PAPERS,
        statements=[closed_statement(title, sentences[i]) for i in chosen],
        notes=[] if chosen else [Note(kind="coverage", text="The passage given does not say.")],
        searched=Searched(papers=1, passages=1, filters={"title": title}),
        seconds=round(time.perf_counter() - started, 4),
    )


def closed_statement(title: str, sentence: str) -> Statement:
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
        passage="closed",
    )
    return Statement(text=sentence, voice=Voice.OTHER, citations=[citation])
