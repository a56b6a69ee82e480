"""The passages of the strongest sentences, read again together with the question by the cross-encoder.

Nogueira and Cho 2019, "Passage re-ranking with BERT", arXiv:1901.04085: the search finds what is near, and a model that
sees the question and the passage at once tells which sentence answers it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence.evidence import ODDS, Evidence
from assistant.evidence.retrieve import expanded
from assistant.understanding.question import Question
from corpus.corpus import Corpus
from corpus.held import HeldPassage

STRONGEST = 12  # sentences, whose passages are read
SOFT = 2.0  # what the odds are divided by, of a model that is surer than right
WORDS = 2  # a start and an end, each of which has odds of its own
FOR_ANSWER, FOR_WORDS = 0.4, 0.4  # what either share counts beside the score of the search, whose largest weight is 1


def rerank(corpus: Corpus, question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, the strongest first, with what the cross-encoder says of the sentences that it has read."""
    passages = list({e.passage.key: e.passage for e in evidence[:STRONGEST]}.values())
    texts, spans = zip(*(as_read(held) for held in passages), strict=True) if passages else ((), ())
    readings = corpus.cross_encoder.read(expanded(question, question.search), texts, spans)
    read = {held.key: reading for held, reading in zip(passages, readings, strict=True)}
    again = []
    for e in evidence:
        if reading := read.get(e.passage.key):
            answers, words = odds(reading.sentences[e.sentence]), odds(reading.words[e.sentence] / WORDS)
            e = replace(e, score=e.score + by_reading(answers, words), answers=answers, holds_words=words)
        again.append(e)
    return sorted(again, key=lambda e: (-e.score, e.passage.key, e.sentence))


def as_read(held: HeldPassage) -> tuple[str, list[tuple[int, int]]]:
    """A passage under its context line, and where its sentences stand in that."""
    before = f"{held.context}\n"
    return before + held.passage.text, [
        (len(before) + own.start, len(before) + own.end) for own in held.passage.sentences
    ]


def by_reading(answers: float, words: float) -> float:
    """What the two odds add to a sentence's score."""
    return FOR_ANSWER * share(answers / SOFT) + FOR_WORDS * share(words / SOFT)


def odds(said: float) -> float:
    return -ODDS if math.isnan(said) else min(max(float(said), -ODDS), ODDS)


def share(odds: float) -> float:
    """The probability, from 0 to 1."""
    return 1 / (1 + math.exp(-odds))
