"""Fits the weights of the evidence step and the gate, and writes them to assistant/weights.json.

    python -m tests.evaluation.fit_weights --work DIR [--shared ../shared]

The question sets are ingested into homes below DIR, which are kept and used again. Sentences are weighed by a
logistic regression that tells the sentences that a set names as gold from the others that the search found; the gate
by one that tells answerable questions from the rest. Both are cross-validated, and what that gives is printed: figures
on the rows that a fit has seen say nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant import evidence as evidence_step
from assistant import gate
from assistant.bounds import out_of_bounds
from assistant.closed import closed_evidence
from assistant.evidence import Evidence, find_evidence
from assistant.judgements import look_up
from assistant.lists import find_list
from assistant.notes import missing_note
from assistant.question import Question, understand
from assistant.questions import QuestionLine, read_questions
from assistant.retrieve import PassageRetriever, authorities_of
from assistant.spelling import mend_question
from corpus.corpus import Corpus, open_corpus
from corpus.paper import Role
from corpus.scope import Scope
from corpus.settings import settings_for
from ingest.sync import sync

PROJECT = Path(__file__).resolve().parents[2]
WEIGHTS = PROJECT / "assistant" / "weights.json"
KEPT = 0.91  # share of the answerable questions that the gate must let through, in cross-validation
PAIRS = 200  # of a question, to learn the order of sentences from
COPY = 0.25  # weight of a made unanswerable question, against 1 for a real one
ONE_FACT = frozenset({"single_fact", "numeric_or_date", "numeric", "who_said"})


@dataclass(frozen=True)
class Row:
    """A question that reaches the gate, with its evidence."""

    set: str
    line: QuestionLine
    question: Question
    evidence: list[Evidence]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--shared", type=Path, default=PROJECT.parent / "shared")
    given = options.parse_args()
    rows = paper_rows(given.work, given.shared)
    closed = closed_rows(given.work, given.shared / "eval" / "clapnq_dev.jsonl")
    settings = json.loads(WEIGHTS.read_text())
    settings["sentence"] = fit_sentences(rows)
    WEIGHTS.write_text(json.dumps(settings, indent=2) + "\n")
    evidence_step.sentence_weights.cache_clear()
    # the gate looks at the sentences in the order that the new weights give
    rows = [rescored(row) for row in rows]
    closed = [rescored(row) for row in closed]
    settings["gate"] = {"papers": fit_gate(rows, "papers"), "closed": fit_gate(closed, "closed")}
    WEIGHTS.write_text(json.dumps(settings, indent=2) + "\n")
    return 0


def paper_rows(work: Path, shared: Path) -> list[Row]:
    sample = PROJECT / "corpus" / "sample"
    news = work / "news_papers"
    news.mkdir(parents=True, exist_ok=True)
    for file in (shared / "papers" / "southampton").iterdir():
        if file.suffix in (".txt", ".json"):
            (news / file.name).write_bytes(file.read_bytes())
    sets = {
        "ofsted_dev": (shared / "papers", shared / "eval" / "ofsted_dev.jsonl"),
        "southampton_news_dev": (news, shared / "eval" / "southampton_news_dev.jsonl"),
        "sample": (sample / "papers", sample / "questions.jsonl"),
    }
    rows = []
    for name, (papers, questions) in sets.items():
        corpus = open_corpus(settings_for(work / name))
        sync(corpus, [papers])
        rows += [row for line in read_questions(questions) if (row := row_of(corpus, name, line))]
    return rows


def row_of(corpus: Corpus, name: str, line: QuestionLine) -> Row | None:
    """The question with its evidence; None where the answer is plain before the gate, as in assistant/ask.py."""
    if out_of_bounds(line.asked):
        return None
    readable = corpus.catalogue.papers(Scope(Role.PUBLIC))
    question = understand(line.asked, held=authorities_of(readable), earlier=line.earlier, authority=line.scope)
    question = mend_question(question, corpus.catalogue, readable)
    scope = Scope(Role.PUBLIC, frozenset(question.authorities))
    papers = corpus.catalogue.papers(scope)
    looked = look_up(corpus.catalogue, question, papers)
    if missing_note(question, papers, readable) or looked.rows or looked.gap:
        return None
    if find_list(corpus.catalogue, question, papers).items:
        return None
    found = PassageRetriever(corpus=corpus, scope=scope).find(question, papers)
    return Row(name, line, question, find_evidence(corpus, question, found))


def closed_rows(work: Path, questions: Path) -> list[Row]:
    corpus = open_corpus(settings_for(work / "closed"))
    rows = []
    for line in read_questions(questions):
        question = understand(line.asked, held=())
        rows.append(
            Row("clapnq", line, question, closed_evidence(corpus, question, line.title or "", line.sentences or []))
        )
    return rows


def rescored(row: Row) -> Row:
    weights = evidence_step.sentence_weights()
    again = [
        Evidence(e.passage, e.sentence, e.text, e.features, float(np.dot(weights, e.features))) for e in row.evidence
    ]
    again.sort(key=lambda e: (-e.score, e.passage.key, e.sentence))
    return Row(row.set, row.line, row.question, again)


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


def fit_gate(rows: list[Row], kind: str) -> dict[str, object]:
    """Intercept, weights by feature name and threshold; the threshold keeps KEPT of the answerable questions.

    Few unanswerable questions reach the gate. So each question about one fact is also learnt from without the
    passages that answer it, as an unanswerable one of less weight; these copies are never measured on.
    """
    copies = [copy for row in rows if (copy := without_gold(row))] if kind == "papers" else []
    learnt = [*rows, *copies]
    x = np.array([gate.gate_features(row.question, row.evidence) for row in learnt])
    y = np.array([bool(row.line.answerable) for row in rows] + [False] * len(copies))
    weight = np.array([1.0] * len(rows) + [COPY] * len(copies))
    real = np.arange(len(learnt)) < len(rows)
    names = {row.line.id: i for i, row in enumerate(rows)}
    question = np.array([names[row.line.id] for row in learnt])
    sets = np.array([row.set for row in learnt])
    mean, spread = x.mean(0), np.where(x.std(0) == 0, 1, x.std(0))
    scaled = (x - mean) / spread
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=3000)
    chance = np.zeros(len(learnt))
    for train, test in GroupKFold(10).split(scaled, y, question):
        model.fit(scaled[train], y[train], sample_weight=weight[train])
        chance[test] = model.predict_proba(scaled[test])[:, 1]
    if kind == "closed":
        # one mistake weighs as much as the other: the best balance of both shares
        threshold = float(max(np.unique(chance), key=lambda t: min((chance[y] >= t).mean(), (chance[~y] < t).mean())))
    else:
        threshold = float(np.quantile(chance[y], 1 - KEPT))
    print(f"gate {kind}: {real.sum()} questions, {(real & ~y).sum()} unanswerable; threshold {threshold:.3f}")
    for name in sorted(set(sets)):
        own = (sets == name) & real
        kept, refused = (chance[own & y] >= threshold).mean(), (chance[own & ~y] < threshold).mean()
        print(f"  {name}, questions held out: answerable kept {kept:.3f}, unanswerable refused {refused:.3f}")
    if len(set(sets)) > 1:
        for name in sorted(set(sets)):
            own = sets == name
            model.fit(scaled[~own], y[~own], sample_weight=weight[~own])
            apart = model.predict_proba(scaled)[:, 1]
            kept, refused = (apart[own & real & y] >= threshold).mean(), (apart[own & real & ~y] < threshold).mean()
            print(f"  {name}, the whole set held out: kept {kept:.3f}, refused {refused:.3f}")
    model.fit(scaled, y, sample_weight=weight)
    weights = model.coef_[0] / spread
    intercept = float(model.intercept_[0] - (weights * mean).sum())
    return {
        "threshold": round(threshold, 4),
        "intercept": round(intercept, 4),
        "weights": {name: round(float(w), 4) for name, w in zip(gate.FEATURES, weights, strict=True)},
    }


def without_gold(row: Row) -> Row | None:
    """A question about one fact without the passages that answer it; None where it is no such question."""
    gold = [squash(quote) for quote in gold_quotes(row.line)]
    holding = {e.passage.key for e in row.evidence if is_gold(squash(e.text), gold)}
    if not row.line.answerable or row.line.kind not in ONE_FACT or not holding:
        return None
    return Row(row.set, row.line, row.question, [e for e in row.evidence if e.passage.key not in holding])


if __name__ == "__main__":
    sys.exit(main())
