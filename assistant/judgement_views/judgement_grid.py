"""The register side by side: areas by inspection, council by council, and what of it cannot be compared.

A grid holds only what its rows hold; whoever makes it sees to it that the reader may read the papers of the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from assistant.lookups.judgements import COMBINED, NUMBERED, PARTS, shown
from corpus.context import KIND_NAMES, when
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.paper import Judgement, Kind

Row = tuple[HeldPaper, Judgement]

VISITS = "visits"  # the row of what carries no grade by its nature: it judges no area
WITHOUT_GRADES = frozenset({Kind.FOCUSED_VISIT, Kind.MONITORING_VISIT, Kind.JTAI})
AREA_NAMES = {
    "overall": "Overall effectiveness",
    "leaders": "Leadership",
    "help_and_protection": "Help and protection",
    "in_care": "Children in care",
    "care_leavers": "Care leavers",
    COMBINED: "Children in care and care leavers, judged together",
    "adoption": "Adoption",
    "lscb": "Safeguarding children board",
    "send": "Area SEND (special needs and disabilities)",
    VISITS: "Visits and joint inspections",
}
SHORT_KINDS = {
    Kind.FOCUSED_VISIT: "Focused visit",
    Kind.MONITORING_VISIT: "Monitoring visit",
    Kind.JTAI: "Joint inspection",
    Kind.AREA_SEND: "Area SEND",
}
NO_COUNCIL = "No council named"
NO_DATE = "No date"
WELL_KNOWN = frozenset({"SIF", "ILACS"})  # frameworks of which it is known what they judge
NO_OVERALL_SINCE = "2026-04"


class Mark(StrEnum):
    GRADED = "graded"
    NO_GRADE = "no grade given"
    UNREAD = "could not be read"


@dataclass(frozen=True, slots=True)
class Cell:
    """One judgement in its place in the grid."""

    area: str
    paper: HeldPaper
    judgement: Judgement

    @property
    def mark(self) -> Mark:
        if self.judgement.grade is not None:
            return Mark.GRADED
        return Mark.UNREAD if self.judgement.not_read else Mark.NO_GRADE

    @property
    def words(self) -> str:
        """ "Requires improvement to be good", "No grade given", "Could not be read: look at the page"."""
        if self.judgement.grade is not None:
            said = shown(self.judgement.grade, self.judgement.quote)
            return said[:1].upper() + said[1:]
        return "Could not be read: look at the page" if self.mark is Mark.UNREAD else "No grade given"

    @property
    def label(self) -> str:
        """The heading as the report prints it."""
        return NUMBERED.sub("", self.judgement.label)


@dataclass(frozen=True, slots=True)
class Inspection:
    """An inspection of one council, with its cells by area. ``breaks`` says why it is not like for like with the full
    inspection before it; it is empty where it is."""

    paper: HeldPaper
    cells: Mapping[str, Cell]
    breaks: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        return self.paper.said[:4]

    @property
    def name(self) -> str:
        """ "ILACS", "Focused visit"."""
        facts = self.paper.facts
        return SHORT_KINDS.get(facts.kind) or facts.framework or "Inspection"

    @property
    def when(self) -> str:
        return when(self.paper.facts) or NO_DATE

    @property
    def month(self) -> str:
        """ "November 2023", for the head of a column."""
        return date_in_words(self.paper.said[:7]) if self.paper.said else NO_DATE

    @property
    def short_month(self) -> str:
        """ "Nov 2023"."""
        month, _, year = self.month.rpartition(" ")
        return f"{month[:3]} {year}".strip()

    def why_empty(self, area: str) -> str | None:
        """Why an area has no judgement here; None where that is not known, and for visits, which judge no area."""
        facts = self.paper.facts
        is_full = facts.kind is Kind.INSPECTION_REPORT and facts.framework in WELL_KNOWN
        if not is_full or area in {"send", VISITS}:
            return None
        if any(cell.mark is Mark.UNREAD for cell in self.cells.values()):
            return None
        if area in PARTS and COMBINED in self.cells:
            return "judged together"
        if area == COMBINED and PARTS & self.cells.keys():
            return "judged apart"
        return "not judged here"


@dataclass(frozen=True, slots=True)
class Council:
    """``inspections`` in the order of time."""

    name: str
    inspections: tuple[Inspection, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """``areas`` are those of which any council has a cell, in the order in which they are shown; ``visits`` says
    whether it has the papers that carry no grades by their nature."""

    councils: tuple[Council, ...]
    areas: tuple[str, ...]
    visits: bool = True

    @property
    def years(self) -> list[str]:
        """The years in which any of the councils was inspected; "" for papers without a date comes last."""
        return sorted({i.year for c in self.councils for i in c.inspections}, key=lambda year: year or "9999")

    def notes(self) -> list[str]:
        """What cannot be compared, and what is not held, a sentence each."""
        return [*like_for_like_notes(self), *gap_notes(self), *unread_notes(self)]


def grid_of(rows: Sequence[Row], councils: Sequence[str] = (), *, visits: bool = True) -> Grid:
    """The grid of the rows, of the councils named (all where none is), with or without what carries no grades."""
    by_council: dict[str, dict[str, list[Row]]] = {}
    for paper, judgement in rows:
        name = paper.facts.authority or NO_COUNCIL
        if (councils and name not in councils) or (not visits and paper.facts.kind in WITHOUT_GRADES):
            continue
        by_council.setdefault(name, {}).setdefault(paper.id, []).append((paper, judgement))
    order = {name: i for i, name in enumerate(councils)}
    made = [
        Council(name, with_breaks([inspection_of(own) for own in by_council[name].values()]))
        for name in sorted(by_council, key=lambda name: (order.get(name, 0), name))
    ]
    found = {area for council in made for inspection in council.inspections for area in inspection.cells}
    known = [area for area in AREA_NAMES if area in found]
    return Grid(tuple(made), (*known, *sorted(found - AREA_NAMES.keys())), visits)


def inspection_of(rows: Sequence[Row]) -> Inspection:
    cells: dict[str, Cell] = {}
    for paper, judgement in rows:
        area = VISITS if paper.facts.kind in WITHOUT_GRADES else judgement.area
        cells.setdefault(area, Cell(area, paper, judgement))
    return Inspection(rows[0][0], cells)


def with_breaks(inspections: Sequence[Inspection]) -> tuple[Inspection, ...]:
    """The inspections in the order of time, each full one held against the full one before it."""
    marked: list[Inspection] = []
    before: Inspection | None = None
    for inspection in sorted(inspections, key=lambda i: (i.paper.said or "9999", i.paper.file)):
        if inspection.paper.facts.kind is not Kind.INSPECTION_REPORT:
            marked.append(inspection)
            continue
        breaks = breaks_between(before, inspection) if before else ()
        marked.append(Inspection(inspection.paper, inspection.cells, breaks))
        before = inspection
    return tuple(marked)


def breaks_between(before: Inspection, after: Inspection) -> tuple[str, ...]:
    """Why two full inspections are not like for like; empty where they are."""
    old, new = before.paper.facts.framework, after.paper.facts.framework
    found = []
    if old != new:
        found.append(f"the framework changed from {old or 'one not named'} to {new or 'one not named'}")
    if COMBINED in before.cells and PARTS & after.cells.keys():
        found.append("children in care and care leavers, judged together before, are judged apart")
    if COMBINED in after.cells and PARTS & before.cells.keys():
        found.append("children in care and care leavers, judged apart before, are judged together")
    if old == new == "ILACS" and before.paper.said < NO_OVERALL_SINCE <= after.paper.said:
        found.append("there is no overall effectiveness grade any more")
    return tuple(found)


def like_for_like_notes(grid: Grid) -> list[str]:
    of = "{}, {}: not like for like with {}, because {}.".format
    notes = []
    for council in grid.councils:
        before: Inspection | None = None
        for inspection in council.inspections:
            if inspection.paper.facts.kind is not Kind.INSPECTION_REPORT:
                continue
            if before and inspection.breaks:
                notes.append(of(council.name, inspection.month, before.month, " and ".join(inspection.breaks)))
            before = inspection
    return notes


def gap_notes(grid: Grid) -> list[str]:
    """The stretches of years within which no paper of an inspection of a council is held."""
    notes = []
    what = "no inspection paper" if grid.visits else "no inspection paper with judgements"
    for council in grid.councils:
        years = sorted({int(i.year) for i in council.inspections if i.year})
        gaps = [stretch(a + 1, b - 1) for a, b in pairwise(years) if b - a > 1]
        if gaps:
            notes.append(f"{council.name}: {what} is held of {in_words(gaps)}.")
    return notes


def unread_notes(grid: Grid) -> list[str]:
    return [
        f"{council.name}, {inspection.month}: {area_name(cell.area)} could not be read ({cell.judgement.why}). "
        "Look at the page."
        for council in grid.councils
        for inspection in council.inspections
        for cell in inspection.cells.values()
        if cell.mark is Mark.UNREAD
    ]


def stretch(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


def in_words(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def area_name(area: str) -> str:
    return AREA_NAMES.get(area) or area.replace("_", " ").capitalize()


def described(inspection: Inspection) -> str:
    """ "ILACS inspection report, 5 to 16 June 2023"."""
    facts = inspection.paper.facts
    framework = f"{facts.framework} " if facts.framework and facts.kind is Kind.INSPECTION_REPORT else ""
    return f"{framework}{KIND_NAMES[facts.kind]}, {inspection.when}"
