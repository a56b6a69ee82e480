"""Fits the order of the sentences that the cross-encoder has read: what it says of each beside what the search does."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.evidence.evidence import FEATURES, ODDS, Evidence, sentence_weights
from assistant.evidence.rerank import READ, what_is_known
from tests.evaluation.councillor_questions import sentences_named
from tests.evaluation.gate_rows import Row

PENALTY = 0.01  # of the squared weights
# What the best and the fifth sentence score on average, so that what is said of scores elsewhere holds: quote.py quotes
# at most five, and none far from the best.
BEST, FIFTH = 2.0, 1.5
NAMES = (*FEATURES, *READ)

Numbers = NDArray[np.float64]
Known = tuple[Numbers, NDArray[np.bool_]]  # what is known of each sentence, and whether it answers


def fit_reading(rows: list[Row]) -> dict[str, object]:
    """Weights by name and what is added to them, with which the sentences that answer come first.

    The likelihood that a sentence drawn by the exponents of the scores is one that answers, as in ListNet (Cao et al.
    2007, "Learning to rank: from pairwise approach to listwise approach", ICML), of the best place alone.
    """
    known = [known_of(row) for row in rows]
    councils = np.array([" ".join(row.question.authorities) or row.set for row in rows])
    learnable = np.array([answers.any() for _, answers in known])
    print(f"reading: {len(rows)} questions, {learnable.sum()} with a sentence that answers among those read")
    held_out: list[Numbers] = [np.zeros(0)] * len(rows)
    for council in sorted(set(councils)):
        seen = [one for one, other, fits in zip(known, councils, learnable, strict=True) if other != council and fits]
        weights, intercept = fit_listwise(seen)
        for i in np.where(councils == council)[0]:
            held_out[i] = known[i][0] @ weights + intercept
    for what, scores in (
        ("search alone", [rows[:, : len(FEATURES)] @ sentence_weights() for rows, _ in known]),
        ("council held out", held_out),
    ):
        places = [place_of(own, answers) for own, (_, answers) in zip(scores, known, strict=True)]
        among = {first: round(float(np.mean([place < first for place in places])), 3) for first in (1, 3, 5)}
        print(f"  {what}: among the first {among}")
    weights, intercept = fit_listwise([one for one, fits in zip(known, learnable, strict=True) if fits])
    return {
        "intercept": round(intercept, 4),
        "weights": {name: round(float(w), 4) for name, w in zip(NAMES, weights, strict=True)},
    }


def known_of(row: Row) -> Known:
    read = [e for e in row.evidence if e.answers > -ODDS]
    known = np.array([what_is_known(e) for e in read]).reshape(-1, len(NAMES))
    return known, np.array([answers(row, e) for e in read], bool)


def answers(row: Row, e: Evidence) -> bool:
    return e.sentence in sentences_named(row.line.gold, e.passage)


def place_of(scores: Numbers, answers: NDArray[np.bool_]) -> float:
    """Of the first sentence that answers, from 0; infinite where there is none."""
    order = np.argsort(-scores, kind="stable")
    return float(np.argmax(answers[order])) if answers.any() else np.inf


def fit_listwise(known: list[Known]) -> tuple[Numbers, float]:
    """Weights and intercept, such that the best scores BEST and the fifth FIFTH on average."""
    every = np.vstack([rows for rows, _ in known])
    mean, spread = every.mean(0), np.where(every.std(0) == 0, 1, every.std(0))
    x = np.zeros((len(known), max(len(rows) for rows, _ in known), every.shape[1]))
    is_there, is_answer = np.zeros(x.shape[:2], bool), np.zeros(x.shape[:2], bool)
    for i, (rows, right) in enumerate(known):
        x[i, : len(rows)] = (rows - mean) / spread
        is_there[i, : len(rows)] = True
        is_answer[i, : len(rows)] = right

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        z = x @ weights
        all_, right = softmax(np.where(is_there, z, -np.inf)), softmax(np.where(is_answer, z, -np.inf))
        slope = ((all_[0] - right[0])[..., None] * x).sum((0, 1)) / len(known)
        value = (all_[1] - right[1]).mean() + PENALTY * (weights**2).sum()
        return float(value), slope + 2 * PENALTY * weights

    weights = minimize(loss, np.zeros(x.shape[2]), jac=True, method="L-BFGS-B").x / spread
    ranked = [np.sort(rows @ weights)[::-1] for rows, _ in known]
    first, fifth = (np.mean([own[min(place, len(own) - 1)] for own in ranked]) for place in (0, 4))
    weights = weights * (BEST - FIFTH) / (first - fifth)
    return weights, float(BEST - first * (BEST - FIFTH) / (first - fifth))


def softmax(z: Numbers) -> tuple[Numbers, Numbers]:
    """Of each row, and the logarithm of what it is divided by."""
    most = z.max(1, keepdims=True)
    raised = np.exp(z - most)
    total = raised.sum(1, keepdims=True)
    return raised / total, (np.log(total) + most)[:, 0]
