"""Is there enough evidence to answer? A small classifier, calibrated by tests/evaluation/fit_weights.py."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from assistant.answertype import counted_in, is_typed
from assistant.evidence import Evidence
from assistant.question import Question, Wants

FEATURES = (
    "best_cosine",
    "best_passage_cosine",
    "best_overlap",  # share of the question's words in one sentence
    "best_passage_overlap",
    "top_overlap",  # of the sentence ranked first
    "top_cosine",
    "top_weight",  # how well the paper of the sentence ranked first fits what the question names
    "top_rarest_missed",  # the rarest word of the question that the first passage lacks
    "least_rarest_missed",
    "absent",  # share of the question's words in none of the passages found
    "typed",  # the question asks for an amount, a date, a person: something that can be told by its looks
    "typed_unmet",  # and the first sentences hold none
    "typed_overlap",  # the best share of words among sentences that hold one; best_overlap where none is asked for
    "typed_cosine",
    "amount",
    "count",  # the question asks how many, or what share, of a thing
    "count_unmet",  # and in no sentence looked at an amount stands beside the thing
    "count_cosine",  # the best among sentences in which one does; 0 where the question asks for no count
)
AMOUNTS = frozenset({Wants.NUMBER, Wants.SHARE, Wants.MONEY})
LOOKED_AT = 12  # sentences, from the strongest
FIRST = 4
SUM_OVERLAP, SUM_PASSAGE_OVERLAP = 0.5, 0.6


def gate_features(question: Question, evidence: Sequence[Evidence]) -> tuple[float, ...]:
    """What the gate weighs up, in the order of FEATURES."""
    if not evidence:
        return (0.0,) * len(FEATURES)
    top = evidence[:LOOKED_AT]
    typed = is_typed(question)
    counts = bool(counted_in(question))
    counted = [e for e in top if e.feature("counted")]
    fitting = [e for e in top if e.feature("type_fits") or not typed]
    return (
        max(e.feature("sentence_cosine") for e in top),
        max(e.feature("passage_cosine") for e in top),
        max(e.feature("sentence_overlap") for e in top),
        max(e.feature("passage_overlap") for e in top),
        top[0].feature("sentence_overlap"),
        top[0].feature("sentence_cosine"),
        top[0].feature("paper_weight"),
        top[0].feature("rarest_missed"),
        min(e.feature("rarest_missed") for e in top),
        top[0].feature("absent"),
        float(typed),
        float(typed and not any(e.feature("type_fits") for e in top[:FIRST])),
        max((e.feature("sentence_overlap") for e in fitting), default=0.0),
        max((e.feature("sentence_cosine") for e in fitting), default=0.0),
        float(bool(question.wants & AMOUNTS)),
        float(counts),
        float(counts and not counted),
        max((e.feature("sentence_cosine") for e in counted), default=0.0),
    )


def is_enough(question: Question, evidence: Sequence[Evidence], kind: str = "papers") -> bool:
    """Whether the evidence answers the question; ``kind`` is "papers", or "closed" for one given passage."""
    if Wants.MONEY in question.wants and not holds_sum(evidence):
        return False
    threshold: float = gate_settings()[kind]["threshold"]
    return sufficiency(gate_features(question, evidence), kind) >= threshold


def holds_sum(evidence: Sequence[Evidence]) -> bool:
    """Whether the strongest sentence is a sum of money such as is asked for, or one is that is about most of what the
    question names.

    No sum is better than another one: what a building cost is no answer to what its places cost a week.
    """
    if evidence and evidence[0].feature("type_fits"):
        return True
    return any(
        e.feature("type_fits")
        and (e.feature("sentence_overlap") >= SUM_OVERLAP or e.feature("passage_overlap") >= SUM_PASSAGE_OVERLAP)
        for e in evidence[:LOOKED_AT]
    )


def sufficiency(features: Sequence[float], kind: str = "papers") -> float:
    """The probability, from 0 to 1, that there is enough."""
    fitted = gate_settings()[kind]
    z = fitted["intercept"] + sum(fitted["weights"][name] * x for name, x in zip(FEATURES, features, strict=True))
    return 1 / (1 + math.exp(-z))


@lru_cache(1)
def gate_settings() -> dict[str, Any]:
    return dict(json.loads(files("assistant").joinpath("weights.json").read_text())["gate"])
