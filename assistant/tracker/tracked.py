"""The tracker: each recommendation with what came of it, as a table to filter and to save."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.briefing.word_document import FOOT, NOT_PUBLIC, WordDocument
from assistant.plaintext import place
from assistant.tracker.followed import STATUS_NAMES, FollowUp, Status
from assistant.tracker.item import Item
from assistant.tracker.later import Later
from assistant.tracker.matter import sentence_text
from corpus.context import KIND_NAMES
from corpus.dates import date_in_words
from corpus.paper import Rag, RecommendationKind
from corpus.spreadsheet import write_csv

KINDS = {
    RecommendationKind.IMPROVEMENT: "Needs to improve",
    RecommendationKind.PRIORITY_ACTION: "Priority action",
    RecommendationKind.RECOMMENDATION: "Recommended",
    RecommendationKind.RESOLVED: "Resolved",
    RecommendationKind.ACTION: "Action planned",
}
RAGS = {Rag.RED: "Red", Rag.AMBER: "Amber", Rag.GREEN: "Green", Rag.BLUE: "Blue, complete"}
COLUMNS = (
    "Council", "Source", "Date", "Kind", "Reference", "Recommendation", "Page", "Owner", "Due", "Action taken",
    "Action", "Impact", "Evidence since", "Status", "Note", "Access",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tracked:
    item: Item
    later: Later
    follow_up: FollowUp | None

    @property
    def status(self) -> Status | None:
        return self.follow_up.status if self.follow_up else None

    @property
    def note(self) -> str:
        return self.follow_up.note if self.follow_up else ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the table is narrowed to; empty sets and texts narrow nothing."""

    words: str = ""
    authority: str | None = None
    kinds: frozenset[RecommendationKind] = frozenset()
    statuses: frozenset[Status | None] = frozenset()
    silent: bool = False  # only those on which nothing clear was found in later papers
    formal: bool = False  # also "to note the report"


def tracked(items: Sequence[Item], later: Mapping[str, Later], follow_ups: Mapping[str, FollowUp]) -> list[Tracked]:
    """The newest first."""
    rows = [Tracked(item, later[item.key], follow_ups.get(item.key)) for item in items]
    return sorted(rows, key=lambda row: row.item.said, reverse=True)


def narrowed(rows: Sequence[Tracked], wanted: Wanted) -> list[Tracked]:
    return [row for row in rows if fits(row, wanted)]


def fits(row: Tracked, wanted: Wanted) -> bool:
    item = row.item
    if item.is_formal and not wanted.formal:
        return False
    if wanted.authority and wanted.authority not in (item.paper.facts.authority, *item.paper.facts.authorities):
        return False
    if wanted.kinds and item.row.kind not in wanted.kinds:
        return False
    if wanted.statuses and row.status not in wanted.statuses:
        return False
    if wanted.silent and row.later.found:
        return False
    said = " ".join(
        part or "" for part in (item.row.text, item.row.owner, item.row.issue, item.paper.facts.title, row.note)
    ).casefold()
    return all(word in said for word in wanted.words.casefold().split())


def cells(row: Tracked) -> dict[str, str]:
    """The row in words, by COLUMNS."""
    item, facts = row.item, row.item.paper.facts
    said = item.row
    due = date_in_words(said.due_date) if said.due_date else said.due
    values = (
        facts.authority, source_name(item), date_in_words(item.said) if item.said else "not known",
        KINDS[said.kind], said.number, said.text, place(item.citation), said.owner, due, said.progress,
        RAGS[said.action_rag] if said.action_rag else None, RAGS[said.impact_rag] if said.impact_rag else None,
        evidence_text(row.later), STATUS_NAMES[row.status], row.note, facts.access.value,
    )  # fmt: skip
    return {name: value or "" for name, value in zip(COLUMNS, values, strict=True)}


def source_name(item: Item) -> str:
    kind = KIND_NAMES[item.paper.facts.kind]
    return f"{kind[:1].upper()}{kind[1:]}: {item.paper.facts.title}"


def evidence_text(later: Later) -> str:
    """The quotations with their places, or that there are none."""
    if not later.found:
        return later.silence or ""
    parts = []
    for statement in later.statements():
        cited = statement.citations[0]
        said = cited.inspected_to or cited.published
        where = ", ".join(part for part in (cited.title, date_in_words(said) if said else "", place(cited)) if part)
        parts.append(f"“{statement.text}” ({where})")
    return " ".join(parts)


def closest_text(later: Later) -> str:
    near = later.closest[0].quoted
    return sentence_text(near.passage, near.sentence)


def as_csv(rows: Sequence[Tracked]) -> bytes:
    """For a spreadsheet."""
    stream = io.StringIO()
    write_csv(stream, COLUMNS, map(cells, rows))
    return stream.getvalue().encode("utf-8-sig")


def as_word(rows: Sequence[Tracked], today: str) -> bytes:
    """A list for a committee, paper by paper; ``today`` is ISO."""
    document = WordDocument("Recommendations: what came of them", "Recommendations tracker")
    if any(not row.item.paper.is_public for row in rows):
        document.head(NOT_PUBLIC)
    document.foot(FOOT)
    document.heading("Recommendations: what came of them", 0)
    count = "1 recommendation" if len(rows) == 1 else f"{len(rows):,} recommendations"
    document.paragraph(f"{count}, from the papers held on {date_in_words(today)}.")
    before = None
    for row in rows:
        if row.item.paper.id != before:
            before = row.item.paper.id
            said = date_in_words(row.item.said) if row.item.said else "no date"
            document.heading(f"{row.item.paper.facts.title}, {said}", 1)
        add_row(document, row)
    return document.as_bytes()


def add_row(document: WordDocument, row: Tracked) -> None:
    values = cells(row)
    number = f"{values['Reference']} " if values["Reference"] else ""
    document.paragraph(f"{number}“{values['Recommendation']}” ({values['Page'] or 'no page'})", "Quote")
    for name in ("Kind", "Owner", "Due", "Action taken", "Action", "Impact", "Evidence since", "Status", "Note"):
        if values[name]:
            paragraph = document.paragraph(style="List Bullet")
            document.run(paragraph, f"{name}: ", bold=True)
            document.run(paragraph, values[name])
    if not row.item.paper.is_public:
        document.paragraph(f"{values['Access'].capitalize()}: not public.", bold=True)
