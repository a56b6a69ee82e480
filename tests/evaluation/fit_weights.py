"""Fits the weights of the evidence step and the gate, and writes them to assistant/evidence/weights.json.

    python -m tests.evaluation.fit_weights --work DIR [--shared ../shared]

The question sets are ingested into homes below DIR, which are kept and used again. Sentences are weighed by a
logistic regression that tells the sentences that a set names as gold from the others that the search found; once the
cross-encoder has read them, by a ranking that puts first those that answer questions which it had not learnt; the gate
by a regression that tells answerable questions from the rest, helped by questions of our own and made by rule; that of
given passages by an additive one. All are cross-validated, and what that gives is printed: figures on the rows that a
fit has seen say nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.evaluation.questions import QuestionLine
from assistant.evidence import evidence as evidence_step
from assistant.evidence import gate
from assistant.evidence.rerank import reading_weights
from tests.evaluation.councillor_questions import PROJECT
from tests.evaluation.fit_passages import closed_rows, fit_choice, fit_passages
from tests.evaluation.fit_reading import fit_reading
from tests.evaluation.gate_rows import GateRows, Row, rescored
from tests.evaluation.passage_figures import figures_of, print_figures

PARTS = ("sentences", "reading", "gate", "passages")
WEIGHTS = PROJECT / "assistant" / "evidence" / "weights.json"
KEPT = 0.97  # share of the answerable questions of the trial sets that the gate must let through, in cross-validation
PAIRS = 200  # of a question, to learn the order of sentences from
MADE = 0.3  # weight of a question made by rule, against 1 for a real one
PENALTY = 3.0  # of the gate's squared weights


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--shared", type=Path, default=PROJECT.parent / "shared")
    options.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="what is fitted anew; unset: all")
    given = options.parse_args()
    settings = json.loads(WEIGHTS.read_text())
    asked = GateRows(given.work, given.shared)
    if {"sentences", "gate"} & set(given.only):
        rows = asked.of_trial()
    if "sentences" in given.only:
        settings["sentence"] = fit_sentences(rows)
        WEIGHTS.write_text(json.dumps(settings, indent=2) + "\n")
        evidence_step.sentence_weights.cache_clear()
    if "reading" in given.only:
        settings["reading"] = fit_reading(asked.unlearnt())
        WEIGHTS.write_text(json.dumps(settings, indent=2) + "\n")
        reading_weights.cache_clear()
    if "gate" in given.only:
        # the gate looks at the sentences in the order that the new weights give
        rows = [rescored(row) for row in [*rows, *asked.of_own()]]
        settings["gate"]["papers"] = fit_gate(rows, [rescored(row) for row in asked.made()])
    if "passages" in given.only:
        passages = closed_rows(given.shared, given.work)
        print_figures(figures_of(passages))
        answers = np.array([row.is_answerable for row in passages])
        settings["gate"]["closed"] = fit_passages(np.array([row.features for row in passages]), answers)
        settings["passage_sentences"] = fit_choice(passages)
    WEIGHTS.write_text(json.dumps(settings, indent=2) + "\n")
    return 0


def fit_sentences(rows: list[Row]) -> dict[str, float]:
    """Weights by feature name, scaled so that the largest is 1: only the order they give matters.

    Fitted on pairs: in each, a gold sentence should come before another of the same question (Joachims, "Optimizing
    search engines using clickthrough data", KDD 2002).
    """
    pairs = {name: pairs_of([row for row in rows if row.set == name]) for name in {row.set for row in rows}}
    print("sentences:", {name: len(own) for name, own in pairs.items()}, "pairs")
    for name in sorted(pairs):
        weights = fit_pairs(np.vstack([own for other, own in pairs.items() if other != name]))
        print(f"  {name} held out: gold among the first 3 {first_ranks(rows, name, weights):.3f}")
    weights = fit_pairs(np.vstack(list(pairs.values())))
    weights = weights / np.abs(weights).max()
    return {name: round(float(w), 3) for name, w in zip(evidence_step.FEATURES, weights, strict=True)}


def pairs_of(rows: list[Row]) -> np.ndarray:
    """Differences of features, gold less other: at most PAIRS for a question, drawn at random."""
    draw = np.random.default_rng(0)
    differences = []
    for row in rows:
        gold = [squash(quote) for quote in gold_quotes(row.line)]
        is_hit = np.array([is_gold(squash(e.text), gold) for e in row.evidence])
        if not row.line.answerable or not is_hit.any() or is_hit.all():
            continue
        features = np.array([e.features for e in row.evidence])
        others = features[~is_hit]
        others = others[draw.permutation(len(others))[:60]]
        own = (features[is_hit][:, None, :] - others[None]).reshape(-1, features.shape[1])
        differences.append(own[draw.permutation(len(own))[:PAIRS]])
    return np.vstack(differences)


def fit_pairs(differences: np.ndarray) -> np.ndarray:
    spread = np.where(differences.std(0) == 0, 1, differences.std(0))
    both = np.vstack([differences / spread, -differences / spread])
    labels = np.r_[np.ones(len(differences)), np.zeros(len(differences))]
    return LogisticRegression(C=0.001, fit_intercept=False, max_iter=2000).fit(both, labels).coef_[0] / spread


def first_ranks(rows: list[Row], name: str, weights: np.ndarray) -> float:
    """The share of the questions of a set with a gold sentence among the first three."""
    hits = []
    for row in rows:
        gold = [squash(quote) for quote in gold_quotes(row.line)]
        if row.set == name and row.line.answerable and gold:
            ranked = sorted(row.evidence, key=lambda e: -float(np.dot(weights, e.features)))
            hits.append(any(is_gold(squash(e.text), gold) for e in ranked[:3]))
    return float(np.mean(hits))


def gold_quotes(line: QuestionLine) -> list[str]:
    extra = [source.model_extra or {} for source in [*line.gold, *line.sources]]
    return [str(fields["quote"]) for fields in extra if fields.get("quote")]


def squash(text: str) -> str:
    return re.sub(r"[^a-z0-9%£]", "", text.casefold())


def is_gold(sentence: str, gold: list[str]) -> bool:
    return any(len(s := min(sentence, quote, key=len)) > 12 and s in max(sentence, quote, key=len) for quote in gold)


def fit_gate(rows: list[Row], made: list[Row]) -> dict[str, object]:
    """Intercept, weights by feature name and a threshold for either kind of question.

    Few unanswerable questions reach the gate, so questions made by rule are learnt from too, at less weight; they are
    never measured on.
    """
    # what is ruled out before anything is weighed up is refused, whatever the weights
    ruled_out = np.array([gate.is_ruled_out(row.question, row.evidence) for row in [*rows, *made]])
    x = np.array([gate.gate_features(row.question, row.evidence) for row in [*rows, *made]])
    y = np.array([bool(row.line.answerable) for row in [*rows, *made]])
    weight = np.where(ruled_out, 0.0, [1.0] * len(rows) + [MADE] * len(made))
    real = np.arange(len(y)) < len(rows)
    sets = np.array([row.set for row in [*rows, *made]])
    councils = np.array([" ".join(row.question.authorities) for row in [*rows, *made]])
    kinds = np.array([gate.kind_of(row.question) for row in [*rows, *made]])
    apart = {
        what: np.where(ruled_out, 0.0, held_out(x, y, weight, np.where(real)[0], groups))
        for what, groups in (("questions", np.arange(len(y))), ("whole sets", sets), ("whole councils", councils))
    }
    thresholds = best_thresholds(apart["questions"][real], y[real], kinds[real], sets[real] != "own")
    print(f"gate papers: {real.sum()} questions, {(real & ~y).sum()} unanswerable; thresholds {thresholds}")
    least = np.array([thresholds[kind] for kind in kinds])
    for what, chance in apart.items():
        for name in sorted(set(sets[real])):
            own = (sets == name) & real
            kept, refused = (chance >= least)[own & y].mean(), (chance < least)[own & ~y].mean()
            print(f"  {name}, {what} held out: answerable kept {kept:.3f}, unanswerable refused {refused:.3f}")
    weights, intercept = fit_monotone(x, y, weight)
    return {
        "thresholds": thresholds,
        "intercept": round(intercept, 4),
        "weights": {name: round(float(w), 4) for name, w in zip(gate.FEATURES, weights, strict=True)},
    }


def best_thresholds(chance: np.ndarray, y: np.ndarray, kinds: np.ndarray, is_trial: np.ndarray) -> dict[str, float]:
    """For each kind of question the threshold at which KEPT of the answerable questions of the trial sets are let
    through and the most of all the others are not: midway between the two probabilities that it parts.
    """
    steps = {kind: np.unique(np.r_[0.0, chance[kinds == kind]]) for kind in ("value", "text")}
    best = (-1.0, -1.0, 0.0, 0.0)
    for i, value in enumerate(steps["value"]):
        for j, text in enumerate(steps["text"]):
            passes = chance >= np.where(kinds == "value", value, text)
            if passes[y & is_trial].mean() >= KEPT:
                best = max(best, ((~passes)[~y].mean(), passes[y].mean(), i, j))
    at = {"value": int(best[2]), "text": int(best[3])}
    return {kind: round(float((own[max(at[kind] - 1, 0)] + own[at[kind]]) / 2), 4) for kind, own in steps.items()}


def held_out(x: np.ndarray, y: np.ndarray, weight: np.ndarray, measured: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """The probability for each question measured, by a fit that has seen none of its group (0 for the others).

    ``groups`` of single questions are put together in ten folds.
    """
    chance = np.zeros(len(y))
    folds = min(10, len(set(groups[measured])))
    for _, test in GroupKFold(folds).split(measured, groups=groups[measured]):
        held = measured[test]
        seen = ~np.isin(groups, groups[held])
        weights, intercept = fit_monotone(x[seen], y[seen], weight[seen])
        chance[held] = 1 / (1 + np.exp(-(x[held] @ weights + intercept)))
    return chance


def fit_monotone(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and intercept of a logistic regression whose weights are at least 0 but for those of gate.FREE.

    Both answers weigh the same in all, however many rows there are of either.
    """
    mean, spread = x.mean(0), np.where(x.std(0) == 0, 1, x.std(0))
    scaled = (x - mean) / spread
    balanced = np.where(y, weight / weight[y].sum(), weight / weight[~y].sum()) * weight.sum() / 2

    def loss(p: np.ndarray) -> tuple[float, np.ndarray]:
        z = scaled @ p[:-1] + p[-1]
        slope = balanced * (1 / (1 + np.exp(-z)) - y)
        value = (balanced * (np.logaddexp(0, z) - y * z)).sum() + PENALTY * (p[:-1] ** 2).sum() / 2
        return float(value), np.r_[scaled.T @ slope + PENALTY * p[:-1], slope.sum()]

    bounds = [(None if name in gate.FREE else 0.0, None) for name in gate.FEATURES]
    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, bounds=[*bounds, (None, None)], method="L-BFGS-B").x
    weights = found[:-1] / spread
    return weights, float(found[-1] - (weights * mean).sum())


if __name__ == "__main__":
    sys.exit(main())
