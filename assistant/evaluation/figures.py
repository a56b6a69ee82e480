"""The figures of a run: shares, means and medians, each with its interval of 95%, whole and by kind of question."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import median, quantiles
from typing import Any

from assistant.evaluation.faults import Stage
from assistant.evaluation.intervals import bootstrap, median_of, wilson
from assistant.evaluation.marks import Marked

Interval = tuple[float, float] | None
SHARES = ("answered_right", "refused_right", "false_refusals", "premises_corrected")
MEANS = ("page_recall", "page_precision")


def figures(marked: Sequence[Marked]) -> dict[str, Any]:
    """Shares from 0 to 1, counts, and seconds; None for what the questions give no means to tell.

    ``intervals`` holds [low, high] by figure, and ``counts`` how many questions bear on it.
    """
    values = values_of(marked)
    seconds = [m.answer.seconds for m in marked]
    words = [float(m.words) for m in marked]
    kinds: dict[str, list[Marked]] = defaultdict(list)
    for m in marked:
        kinds[m.line.kind].append(m)
    right = {kind: [float(m.right) for m in own if m.right is not None] for kind, own in sorted(kinds.items())}
    intervals = {name: share_interval(values[name]) for name in SHARES}
    intervals |= {name: bootstrap(values[name]) for name in MEANS}
    intervals |= {"words_median": bootstrap(words, median_of), "seconds_median": bootstrap(seconds, median_of)}
    stages = Counter(m.fault.stage for m in marked if m.fault)
    return {
        "questions": len(marked),
        **{name: mean(values[name]) for name in SHARES},
        "wrong_assertions": sum(m.asserts_wrong for m in marked),
        **{name: mean(values[name]) for name in MEANS},
        "quotes": sum(m.quotes for m in marked),
        "quotes_not_verbatim": sum(m.quotes_not_verbatim for m in marked),
        "words_median": round(median(words)) if words else None,
        "seconds_median": round(median(seconds), 3) if seconds else None,
        "seconds_95": round(quantiles(seconds, n=20)[-1], 3) if len(seconds) > 1 else None,
        "standings": dict(sorted(Counter(str(m.answer.standing) for m in marked).items())),
        "right_by_kind": {kind: mean(own) for kind, own in right.items() if own},
        "counts": {name: len(values[name]) for name in (*SHARES, *MEANS)},
        "intervals": {name: rounded(each) for name, each in intervals.items()},
        "by_kind": {kind: kind_figures(own, right[kind]) for kind, own in sorted(kinds.items())},
        "faults": {str(stage): stages[stage] for stage in Stage if stages[stage]},
        "wrong": [
            {"id": m.line.id, "kind": m.line.kind, "question": m.line.asked, "stage": m.fault.stage, "why": m.fault.why}
            for m in marked
            if m.fault
        ],
    }


def values_of(marked: Iterable[Marked]) -> dict[str, list[float]]:
    """For each share and mean, the value of each question that bears on it."""
    found: dict[str, list[float]] = {name: [] for name in (*SHARES, *MEANS)}
    for m in marked:
        for name, value in values_of_one(m).items():
            found[name].append(value)
    return found


def values_of_one(m: Marked) -> dict[str, float]:
    found: dict[str, float | None] = {"page_recall": m.recall, "page_precision": m.precision}
    if m.line.answerable:
        found |= {"answered_right": m.right, "false_refusals": m.refused, "premises_corrected": m.corrected}
    elif m.line.answerable is False:
        found["refused_right"] = m.refused if m.right is None else m.right
    return {name: float(value) for name, value in found.items() if value is not None}


def kind_figures(own: Sequence[Marked], right: Sequence[float]) -> dict[str, Any]:
    values = values_of(own)
    return {
        "questions": len(own),
        "right": mean(right),
        "interval": rounded(share_interval(right)),
        "page_recall": mean(values["page_recall"]),
        "page_precision": mean(values["page_precision"]),
        "refused": mean([float(m.refused) for m in own]),
        "words_median": round(median(m.words for m in own)),
        "seconds_median": round(median(m.answer.seconds for m in own), 3),
        "seconds_most": round(max(m.answer.seconds for m in own), 3),
    }


def share_interval(values: Sequence[float]) -> Interval:
    return wilson(int(sum(values)), len(values))


def mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 3) if values else None


def rounded(interval: Interval) -> list[float] | None:
    return [round(end, 4) for end in interval] if interval else None
