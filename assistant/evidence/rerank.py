"""The passages of the strongest sentences, read again together with the question by the cross-encoder.

Nogueira and Cho 2019, "Passage re-ranking with BERT", arXiv:1901.04085: the search finds what is near, and a model that
sees the question and the passage at once tells which sentence answers it.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

import numpy as np

from assistant.evidence.evidence import FEATURES, ODDS, Evidence
from assistant.evidence.retrieve import expanded
from assistant.evidence.said import said_in
from assistant.understanding.question import Question
from corpus.context import context_line
from corpus.corpus import Corpus
from corpus.cross_encoder import Reading
from corpus.held import HeldPassage

STRONGEST = 12  # sentences, whose passages are read
MOST_OF_ALL = 18  # sentences, where those of each council are read
SOFT = 2.0  # what the odds are divided by, of a model that is surer than right
WORDS = 2  # a start and an end, each of which has odds of its own
READ = (
    "answers",  # share of the sentence
    "holds_words",  # the same that some words in it are the answer
    # The sentence that brings a matter up is taken for its answer more readily than the one after it, which tells.
    "before",  # share of the sentence before
    "after",  # share of the sentence after
)


def rerank(corpus: Corpus, question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, the strongest first, with what the cross-encoder says of the sentences that it has read."""
    return read_again(corpus, question, evidence, evidence[:STRONGEST])


def rerank_each(corpus: Corpus, question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The same, where what each council's papers say is asked: the strongest of each are read, by turns."""
    of_council: Counter[str | None] = Counter()
    by_turn = []
    for e in evidence:
        council = e.passage.paper.facts.authority
        by_turn.append((of_council[council], e))
        of_council[council] += 1
    by_turn.sort(key=lambda each: each[0])
    return read_again(corpus, question, evidence, [e for _, e in by_turn[:MOST_OF_ALL]])


def read_again(
    corpus: Corpus, question: Question, evidence: Sequence[Evidence], chosen: Sequence[Evidence]
) -> list[Evidence]:
    passages = list({e.passage.key: e.passage for e in chosen}.values())
    texts, spans = zip(*(as_read(held) for held in passages), strict=True) if passages else ((), ())
    readings = corpus.cross_encoder.read(expanded(question, question.search), texts, spans)
    read = {held.key: reading for held, reading in zip(passages, readings, strict=True)}
    again = [as_said(e, read[e.passage.key]) if e.passage.key in read else e for e in evidence]
    return in_order(again)


def as_said(e: Evidence, reading: Reading) -> Evidence:
    said = [odds(one) for one in reading.sentences]
    beside = (said[e.sentence - 1] if e.sentence else -ODDS, *said[e.sentence + 1 : e.sentence + 2], -ODDS)[:2]
    words = odds(reading.words[e.sentence] / WORDS)
    return replace(e, answers=said[e.sentence], holds_words=words, beside=(beside[0], beside[1]))


def in_order(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The strongest first, by all that is known of each: the score weighs up what was read as well."""
    weights, intercept = reading_weights()
    scored = [replace(e, score=float(np.dot(weights, what_is_known(e))) + intercept) for e in evidence]
    return sorted(scored, key=lambda e: (-e.score, e.passage.key, e.sentence))


def what_is_known(e: Evidence) -> tuple[float, ...]:
    """The features of a sentence and, in the order of READ, what was read."""
    return (*e.features, *(share(said / SOFT) for said in (e.answers, e.holds_words, *e.beside)))


@lru_cache(1)
def reading_weights() -> tuple[tuple[float, ...], float]:
    """In the order of FEATURES and then READ, and what is added."""
    fitted = json.loads(files("assistant.evidence").joinpath("weights.json").read_text())["reading"]
    return tuple(fitted["weights"].get(name, 0.0) for name in (*FEATURES, *READ)), float(fitted["intercept"])


def as_read(held: HeldPassage) -> tuple[str, list[tuple[int, int]]]:
    """A passage under its context line, and where its sentences stand in that."""
    passage = held.passage
    if not any(passage.columns):
        before = f"{held.context}\n"
        return before + passage.text, [(len(before) + own.start, len(before) + own.end) for own in passage.sentences]
    # the names of the columns are read out with the cells
    text, spans = f"{context_line(held.paper.facts, passage.headings, passage.caption)}\n", []
    for said in said_in(held):
        spans.append((len(text), len(text) + len(said)))
        text += f"{said} "
    return text, spans


def odds(said: float) -> float:
    return -ODDS if math.isnan(said) else min(max(float(said), -ODDS), ODDS)


def share(odds: float) -> float:
    """The probability, from 0 to 1."""
    return 1 / (1 + math.exp(-odds))
