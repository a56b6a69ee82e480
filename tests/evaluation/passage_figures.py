"""How well given passages are answered, on rows that took no part in fitting.

    python -m tests.evaluation.passage_figures --work DIR [--shared ../shared]

DIR is that of tests/evaluation/fit_weights.py, which prints the same; nothing is written here. Ten folds, by three
seeds. The weights of each fold, the threshold of its gate and, in the figures called "found", how many sentences are
quoted beside the likeliest are learnt from the nine other folds, by folds within them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.model_selection import KFold, StratifiedKFold

from assistant.closed_passage.passagechoice import NEARLY, chosen_of
from tests.evaluation.councillor_questions import PROJECT
from tests.evaluation.fit_passages import PassageRow, balance, closed_rows, fit_sentences, passage_model, within
from tests.evaluation.rouge import rouge_l

SEEDS, FOLDS = range(3), 10
SHARES = (0.4, 0.5, 0.6, 0.7)  # of the likeliest sentence's probability, from where on others are quoted too

Figures = Mapping[str, list[float]]  # for each seed


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--shared", type=Path, default=PROJECT.parent / "shared")
    given = options.parse_args()
    print_figures(figures_of(closed_rows(given.shared, given.work)))
    return 0


def print_figures(figures: Figures) -> None:
    print(f"given passages, rows held out: mean over {len(SEEDS)} seeds (least to most)")
    for name, values in figures.items():
        print(f"  {name}: {np.mean(values):.3f} ({min(values):.3f} to {max(values):.3f})")


def figures_of(rows: Sequence[PassageRow], seeds: Sequence[int] = SEEDS) -> Figures:
    """Shares kept and refused; RougeL, in which a refusal counts 0 and which is that of answerable rows alone."""
    answered = [row for row in rows if row.is_answerable]
    answers = np.array([row.is_answerable for row in rows])
    found: dict[str, list[float]] = {}
    for seed in seeds:
        kept = kept_of(rows, seed)
        quoted, by_found = rouge_of(answered, [NEARLY], seed), rouge_of(answered, SHARES, seed)
        for name, value in (
            ("answerable kept", kept[answers].mean()),
            ("unanswerable refused", (~kept[~answers]).mean()),
            ("RougeL", (quoted * kept[answers]).mean()),
            ("RougeL, number of sentences found", (by_found * kept[answers]).mean()),
            ("RougeL, were all answered", quoted.mean()),
            ("RougeL, were all answered, number of sentences found", by_found.mean()),
            ("standard error of RougeL, by rows", (quoted * kept[answers]).std() / np.sqrt(len(quoted))),
        ):
            found.setdefault(name, []).append(float(value))
    return found


def kept_of(rows: Sequence[PassageRow], seed: int) -> np.ndarray:
    """Whether the gate lets each row pass."""
    x, y = np.array([row.features for row in rows]), np.array([row.is_answerable for row in rows])
    kept = np.zeros(len(rows), bool)
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(x, y):
        threshold = balance(within(x[train], y[train]), y[train])
        kept[test] = passage_model().fit(x[train], y[train]).predict_proba(x[test])[:, 1] >= threshold
    return kept


def rouge_of(rows: Sequence[PassageRow], shares: Sequence[float], seed: int) -> np.ndarray:
    """RougeL of each row, by the one of the shares that is best within the other folds."""
    found = np.zeros(len(rows))
    for train, test in folds(len(rows), seed):
        known = [rows[i] for i in train]
        share = shares[0] if len(shares) == 1 else best_share(known, shares, seed)
        found[test] = rouge_by(known, [rows[i] for i in test], share)
    return found


def best_share(rows: Sequence[PassageRow], shares: Sequence[float], seed: int) -> float:
    right = np.zeros(len(shares))
    for train, test in folds(len(rows), seed):
        known, held = [rows[i] for i in train], [rows[i] for i in test]
        right += [sum(rouge_by(known, held, share)) for share in shares]
    return shares[int(np.argmax(right))]


def rouge_by(known: list[PassageRow], held: Sequence[PassageRow], share: float) -> list[float]:
    weights, intercept = fit_sentences(known)
    chosen = [chosen_of(row.sentences @ weights + intercept, share) for row in held]
    return [rouge_l(row.answer, " ".join(row.texts[i] for i in own)) for row, own in zip(held, chosen, strict=True)]


def folds(count: int, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    yield from KFold(FOLDS, shuffle=True, random_state=seed).split(np.arange(count))


if __name__ == "__main__":
    sys.exit(main())
