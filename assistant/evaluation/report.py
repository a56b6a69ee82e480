"""The figures of a run in plain English, as tables for a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from assistant.evaluation.faults import Stage

WIDTH = 110
SHARES = {
    "answered_right": "Answerable questions answered right",
    "false_refusals": "Answerable questions refused",
    "refused_right": "Unanswerable questions refused",
    "premises_corrected": "False premises corrected",
    "page_recall": "Pages of a full answer that are cited",
    "page_precision": "Pages cited that belong to a full answer",
}
STAGES = {
    Stage.PAPERS: "Papers: what answers it is not held",
    Stage.UNDERSTANDING: "Understanding: the question was misread",
    Stage.RETRIEVAL: "Retrieval: what answers it was not found",
    Stage.GATE: "Gate: answered or refused against the evidence",
    Stage.COMPOSITION: "Composition: found, and not said",
}
SHIFTS = SHARES | {"words": "Words shown", "seconds": "Seconds"}
LIKELY = 0.05  # below this a difference is put down to more than chance


def report_as_text(figures: Mapping[str, Any], about: str) -> str:
    out = io.StringIO()
    print_report(figures, about, Console(file=out, width=WIDTH, color_system=None))
    return out.getvalue()


def print_report(figures: Mapping[str, Any], about: str, console: Console) -> None:
    """``about`` says what was asked of what."""
    console.print(Text(about))
    for part in _parts(figures):
        console.print()
        console.print(part)


def _parts(figures: Mapping[str, Any]) -> Iterator[RenderableType]:
    shares = [name for name in SHARES if figures[name] is not None]
    if shares:
        table = _table("How the answers did", "", "Questions", "Share", "Likely between")
        for name in shares:
            between = _between(figures["intervals"].get(name))
            table.add_row(SHARES[name], str(figures["counts"][name]), percent(figures[name]), between)
        yield table
    yield _plain_figures(figures)
    kinds = {kind: each for kind, each in figures["by_kind"].items() if each["right"] is not None}
    if kinds:
        table = _table("By kind of question", "", "Questions", "Right", "Likely between", "Pages cited", "Seconds")
        for kind, each in kinds.items():
            table.add_row(
                kind.replace("_", " "), str(each["questions"]), percent(each["right"]), _between(each["interval"]),
                percent(each["page_recall"]), f"{each['seconds_median']:.2f}",
            )  # fmt: skip
        yield table
    if figures["faults"]:
        table = _table("Where the wrong answers went wrong", "", "Questions")
        for stage, count in figures["faults"].items():
            table.add_row(STAGES[Stage(stage)], str(count))
        yield table
        table = _table("What went wrong", "Question", "Where", "Why", left=3)
        for wrong in figures["wrong"]:
            table.add_row(Text(wrong["id"]), Text(str(wrong["stage"])), Text(wrong["why"]))
        yield table
    if "against" in figures:
        yield from _against(figures["against"])


def _plain_figures(figures: Mapping[str, Any]) -> Text:
    lines = [
        f"Quotations: {figures['quotes']}, of which {figures['quotes_not_verbatim']} not word for word on their page.",
        f"Answers that say what they must not: {figures['wrong_assertions']}.",
    ]
    if figures["questions"]:
        lines.append(f"Words shown: {figures['words_median']} (median).")
        slowest = f"; 95% within {figures['seconds_95']:.2f}" if figures["seconds_95"] is not None else ""
        lines.append(f"Seconds: {figures['seconds_median']:.2f} (median){slowest}.")
    return Text("\n".join(lines))


def _against(against: Mapping[str, Any]) -> Iterator[RenderableType]:
    better, worse = against["better"], against["worse"]
    table = _table(
        f"Against the earlier run, {against['both']} questions in both",
        "",
        "Before",
        "Now",
        "Difference likely between",
    )
    for name, shift in against["shifts"].items():
        show = percent if name in SHARES else _number
        between = _between(shift["interval"], show, signed=True)
        table.add_row(SHIFTS[name], show(shift["before"]), show(shift["now"]), between)
    yield table
    lines = [
        f"Right now and not before ({len(better)}): {', '.join(better) or 'none'}.",
        f"Right before and not now ({len(worse)}): {', '.join(worse) or 'none'}.",
    ]
    if better or worse:
        chance = against["chance"]
        shown = "less than 1 in 1,000" if chance < 0.001 else f"{chance:.3f}"
        verdict = "more than chance" if chance < LIKELY else "no more than chance might do"
        lines.append(f"A split as uneven comes by chance with a probability of {shown}: {verdict}.")
    for name, said in (
        ("changed", "Asked in other words then, and left out"),
        ("only_now", "Not asked then"),
        ("only_then", "Not asked now"),
    ):
        if against[name]:
            lines.append(f"{said} ({len(against[name])}): {_some(against[name])}.")
    yield Text("\n".join(lines))


def _some(ids: tuple[str, ...], most: int = 10) -> str:
    return ", ".join(ids[:most]) + (" and others" if len(ids) > most else "")


def _table(title: str, *columns: str, left: int = 1) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for place, column in enumerate(columns):
        table.add_column(column, justify="left" if place < left else "right", overflow="fold")
    return table


def percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f}%"


def _number(value: float) -> str:
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.0f}"


def _between(interval: list[float] | None, show: Any = percent, signed: bool = False) -> str:
    if interval is None:
        return ""
    low, high = (f"{'+' if signed and end > 0 else ''}{show(end)}" for end in interval)
    return f"{low} to {high}"
