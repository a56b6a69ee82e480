"""Fits the gate of a given passage: whether there is enough in it to answer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import SplineTransformer, StandardScaler

from assistant.passagegate import FEATURES, read_passage
from assistant.questions import read_questions
from corpus.corpus import open_corpus
from corpus.settings import settings_for

KNOTS = 5  # points of the line that stands for a feature of a given passage


def closed_rows(shared: Path, work: Path) -> tuple[np.ndarray, np.ndarray]:
    """Features and answers of the questions that bring their own passage."""
    embedder = open_corpus(settings_for(work / "ofsted_dev")).embedder
    lines = read_questions(shared / "eval" / "clapnq_dev.jsonl")
    x = [read_passage(embedder, line.asked, line.title or "", line.sentences or [])[0] for line in lines]
    return np.array(x), np.array([bool(line.answerable) for line in lines])


def fit_passages(x: np.ndarray, y: np.ndarray) -> dict[str, object]:
    """Intercept, threshold and, for each feature, a line through KNOTS points: an additive logistic regression.

    The threshold of each fold is found in the nine others, by folds within them: no row takes part in what it is
    measured by.
    """
    right: dict[bool, list[bool]] = {True: [], False: []}
    for seed in range(3):
        for train, test in StratifiedKFold(10, shuffle=True, random_state=seed).split(x, y):
            threshold = balance(within(x[train], y[train]), y[train])
            kept = passage_model().fit(x[train], y[train]).predict_proba(x[test])[:, 1] >= threshold
            for answer in (True, False):
                right[answer] += list(kept[y[test] == answer] == answer)
    kept, refused = np.mean(right[True]), np.mean(right[False])
    print(f"gate closed: kept {kept:.3f}, refused {refused:.3f}, rows and thresholds held out")
    chance = within(x, y)
    threshold = balance(chance, y)
    kept, refused = (chance[y] >= threshold).mean(), (chance[~y] < threshold).mean()
    print(f"  rows held out, one threshold for all: kept {kept:.3f}, refused {refused:.3f}")
    model = passage_model().fit(x, y)
    base = np.median(x, axis=0)
    lines = {}
    for i, name in enumerate(FEATURES):
        at = np.unique(np.quantile(x[:, i], np.linspace(0, 1, KNOTS)))
        points = np.tile(base, (len(at) + 1, 1))
        points[:-1, i] = at
        z = model.decision_function(points)
        lines[name] = {"at": [round(float(a), 4) for a in at], "weight": [round(float(w), 4) for w in z[:-1] - z[-1]]}
    return {
        "threshold": round(threshold, 4),
        "intercept": round(float(model.decision_function(base[None])[0]), 4),
        "lines": lines,
    }


def passage_model() -> Pipeline:
    bends = SplineTransformer(n_knots=KNOTS, degree=1, knots="quantile")
    return make_pipeline(bends, StandardScaler(), LogisticRegression(C=0.03, max_iter=3000))


def within(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    return np.asarray(cross_val_predict(passage_model(), x, y, cv=folds, method="predict_proba")[:, 1])


def balance(chance: np.ndarray, y: np.ndarray) -> float:
    """The threshold at which the smaller of both shares of right answers is largest."""
    return float(max(np.unique(chance), key=lambda t: min((chance[y] >= t).mean(), (chance[~y] < t).mean())))
