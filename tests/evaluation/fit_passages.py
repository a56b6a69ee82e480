"""Fits what is made of a given passage: whether there is enough in it to answer, and which sentences do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import SplineTransformer, StandardScaler

from assistant.closed_passage import passagechoice
from assistant.closed_passage.passagechoice import choice_features, read_windows
from assistant.closed_passage.passagegate import FEATURES, read_passage
from assistant.evaluation.questions import read_questions
from corpus.corpus import open_corpus
from corpus.settings import settings_for

KNOTS = 5  # points of the line that stands for a feature of a given passage


@dataclass(frozen=True)
class PassageRow:
    """A question that brings its own passage."""

    features: tuple[float, ...]  # of the passage, in the order of assistant/closed_passage/passagegate.py
    sentences: np.ndarray  # features of each, as assistant/closed_passage/passagechoice.py has them
    selected: np.ndarray  # whether each belongs to the answer
    is_answerable: bool
    texts: tuple[str, ...]  # of the sentences
    answer: str  # the reference


def closed_rows(shared: Path, work: Path) -> list[PassageRow]:
    corpus = open_corpus(settings_for(work / "ofsted_dev"))
    rows = []
    for line in read_questions(shared / "eval" / "clapnq_dev.jsonl"):
        sentences, title = line.sentences or [], line.title or ""
        reading = read_windows(corpus.cross_encoder, line.asked, title, sentences)
        features, near = read_passage(corpus.embedder, line.asked, title, sentences, reading)
        marked = line.model_extra or {}
        own = set(marked.get("selected_sentences") or [])
        chosen = choice_features(line.asked, sentences, near, reading)
        selected = np.array([sentence in own for sentence in sentences])
        answer = str(marked.get("answer") or "")
        rows.append(PassageRow(features, chosen, selected, bool(line.answerable), tuple(sentences), answer))
    return rows


def fit_choice(rows: list[PassageRow]) -> dict[str, object]:
    """Intercept and weights by feature of a logistic regression that tells the sentences of an answer from others."""
    answered = [row for row in rows if row.is_answerable]
    weights, intercept = fit_sentences(answered)
    named = zip(passagechoice.FEATURES, weights, strict=True)
    return {"intercept": round(intercept, 4), "weights": {name: round(float(w), 4) for name, w in named}}


def fit_sentences(rows: list[PassageRow]) -> tuple[np.ndarray, float]:
    x, y = np.vstack([row.sentences for row in rows]), np.concatenate([row.selected for row in rows])
    scaled = StandardScaler().fit(x)
    model = LogisticRegression(C=0.05, max_iter=3000).fit(scaled.transform(x), y)
    weights = model.coef_[0] / scaled.scale_
    return weights, float(model.intercept_[0] - weights @ scaled.mean_)


def fit_passages(x: np.ndarray, y: np.ndarray) -> dict[str, object]:
    """Intercept, threshold and, for each feature, a line through KNOTS points: an additive logistic regression."""
    chance = within(x, y)
    threshold = balance(chance, y)
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
