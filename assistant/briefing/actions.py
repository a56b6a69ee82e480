"""What was required, recommended, resolved or planned on a topic, and is not on record as done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.briefing.bearing import FEWEST_WORDS
from assistant.briefing.briefing import Line
from assistant.briefing.lines import LineMaker
from assistant.evidence.evidence import Asked
from assistant.tracker.item import Item, said_on
from assistant.tracker.later import Later
from assistant.understanding.stems import stems_of
from corpus.held import HeldPaper
from corpus.paper import Kind, Rag

ABOUT = 0.5  # share of the topic's words, by rarity, that an item and what it answers hold
MOST = 14
DONE = frozenset({"done", "dropped"})  # the officers' own status


def items_about(asked: Asked, items: Sequence[Item]) -> list[Item]:
    """The items of the topic; all of them where the topic names nothing but a council and a time."""
    live = [item for item in items if not item.is_formal]
    if not asked.groups:
        return live
    return [item for item in live if asked.overlap(stems_of(words_of_item(item))) >= ABOUT]


def words_of_item(item: Item) -> str:
    """The item with the finding that it answers: a short item leans on its heading."""
    headings = " ".join(item.passage.passage.headings[-1:]) if item.passage else ""
    short = len(item.row.text.split()) < FEWEST_WORDS
    return " ".join(part for part in (item.row.text, item.row.issue, headings if short else None) if part)


def outstanding(items: Sequence[Item], papers: Sequence[HeldPaper], status: Mapping[str, str]) -> list[Item]:
    """Of the latest full inspection and after, what inspectors require; what the council set itself since the one
    before. The newest come first, and what an officer or a plan has marked as done is left out."""
    full = sorted({said_on(p) for p in papers if p.facts.kind is Kind.INSPECTION_REPORT and said_on(p)})
    latest, before = full[-1] if full else "", full[-2] if len(full) > 1 else ""
    open_items = [
        item
        for item in items
        if status.get(item.key) not in DONE
        and item.row.action_rag is not Rag.BLUE
        and item.said >= (latest if item.is_by_inspectors else before)
    ]
    return sorted(open_items, key=lambda item: item.said, reverse=True)[:MOST]


def action_lines(maker: LineMaker, items: Sequence[Item], later: Mapping[str, Later]) -> tuple[Line, ...]:
    """Each item, and under it what later papers say of the same matter, or that none does."""
    lines: list[Line] = []
    for item in items:
        lines.append(maker.from_item(item))
        under = lines[-1].under
        since = later[item.key]
        lines += [maker.from_statement(s, under=under, label="Since then") for s in since.statements()]
        if since.silence:
            reference = lines[-1].references
            access = lines[-1].access
            lines.append(Line(text=since.silence, kind="gap", under=under, references=reference, access=access))
    return tuple(lines)
