"""The judgements of an inspection paper: each graded cell with its heading, its page and its words.

A grade is only given where this inspection's own pages print it beside its heading, and nothing in the paper
contradicts it; every other judgement that the framework makes has a row without a grade that says why: one of NoGrade
where the inspectors gave none, or else what kept the grade from being read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.paper import Block, BlockKind, Facts, Judgement, Kind, NoGrade, Page, Pages, Passage
from ingest.registers.judgement_areas import grades_of
from ingest.registers.judgement_services import TWO_SERVICES, two_services
from ingest.registers.judgement_statements import statements
from ingest.registers.judgement_table import table_judgements
from ingest.registers.send_outcomes import send_judgement
from ingest.registers.ungraded import NO_OVERALL_SINCE, UNGRADED, no_overall, ungraded_letter, without_grade

_FRONT_PAGES = 3
_FRONT_LENGTH = 6000  # characters, of a paper without pages
_CARE_LEAVERS_APART_SINCE = "2023"
_COMBINED, _APART = "in_care_and_care_leavers", ("in_care", "care_leavers")
_BOARD_TITLE = r"review of the effectiveness of the local safeguarding children board"
_NOT_FOUND = "the grade for {area} was not found in the paper"
_PLAIN = {
    "overall": "overall effectiveness",
    "help_and_protection": "help and protection",
    "in_care": "children in care",
    "care_leavers": "care leavers",
    _COMBINED: "children in care and care leavers",
    "leaders": "leaders",
    "adoption": "adoption",
    "lscb": "the local safeguarding children board",
}
_WITHOUT_GRADES = {
    "contact, referral and assessment inspection": NoGrade.CONTACT_AND_REFERRAL,
    TWO_SERVICES: NoGrade.TWO_SERVICES,
}


def judgements_of(pages: Pages, passages: Sequence[Passage], facts: Facts) -> list[Judgement]:
    """The register rows of a paper, in the paper's order; none for papers of the council or the press.

    One row an area. A paper without an overall grade has a row for the area "overall" that says why, and so has each
    area that its framework judges and whose grade was not found. Where two cells of an area disagree, or a heading in
    the body contradicts the table, the area has no grade.
    """
    if facts.kind in UNGRADED:
        return [ungraded_letter(pages, facts)]
    if facts.kind is Kind.AREA_SEND:
        return [send_judgement(pages, facts)]
    if facts.kind is not Kind.INSPECTION_REPORT:
        return []
    rows = _one_for_each_area(_readings(pages, facts))
    if "overall" not in {row.area for row in rows}:
        rows.insert(0, _overall_missing(pages, facts, rows))
    missing = [area for area in _expected(facts, rows) if area not in {row.area for row in rows}]
    return rows + [without_grade(area, _NOT_FOUND.format(area=_PLAIN[area]), pages, facts) for area in missing]


def _readings(pages: Pages, facts: Facts) -> list[Judgement]:
    """Everything that says a grade: the front pages first, then what the body adds to or says against them.

    The reports of before the single inspection have their table at the end, so all their pages are front pages.
    """
    whole_paper = facts.framework not in ("ILACS", "SIF", None)
    front: list[Judgement] = []
    body: list[Judgement] = []
    if facts.framework == TWO_SERVICES:
        return list(_with_known_grades(two_services(pages, facts), facts))
    for page in pages.pages:
        ahead = whole_paper or page.number <= _FRONT_PAGES
        for part, is_front in _parts(page, pages.paged, ahead):
            wanted: Callable[[Block], bool] = _any_block if is_front else _is_heading
            found = [*statements(part, front=is_front), *table_judgements(part, facts, wanted)]
            (front if is_front else body).extend(_with_known_grades(found, facts))
    areas = {reading.area for reading in front if reading.grade}
    if _COMBINED in areas and not areas & set(_APART):
        body = [reading for reading in body if reading.area not in _APART]
    elif areas & set(_APART) and _COMBINED not in areas:
        body = [reading for reading in body if reading.area != _COMBINED]
    return front + body


def _parts(page: Page, paged: bool, ahead: bool) -> Iterator[tuple[Page, bool]]:
    """The page, in one or two parts, and whether each is in front."""
    if paged or not ahead:
        yield page, ahead
        return
    yield replace(page, blocks=tuple(block for block in page.blocks if block.start < _FRONT_LENGTH)), True
    yield replace(page, blocks=tuple(block for block in page.blocks if block.start >= _FRONT_LENGTH)), False


def _any_block(block: Block) -> bool:
    return True


def _is_heading(block: Block) -> bool:
    return block.kind is BlockKind.HEADING


def _with_known_grades(found: Iterable[Judgement], facts: Facts) -> Iterator[Judgement]:
    """A grade that the framework does not know is no grade."""
    known = grades_of(facts.framework)
    for reading in found:
        if reading.grade is None or reading.grade in known:
            yield reading
        else:
            why = f"“{reading.grade}” is no grade of this framework (page {reading.page})"
            yield replace(reading, grade=None, why=why)


def _one_for_each_area(found: Sequence[Judgement]) -> list[Judgement]:
    """One row for each area, in the paper's order; an area whose readings disagree loses its grade."""
    rows: dict[str, Judgement] = {}
    for reading in found:
        row = rows.get(reading.area)
        if row is None or (row.grade is None and reading.grade and not _is_disputed(row)):
            rows[reading.area] = reading
        elif reading.grade and row.grade and reading.grade != row.grade:
            why = f"the paper gives two: {row.grade} (page {row.page}), {reading.grade} (page {reading.page})"
            rows[reading.area] = replace(row, grade=None, why=why)
    return sorted(rows.values(), key=lambda row: row.page)


def _is_disputed(row: Judgement) -> bool:
    return (row.why or "").startswith("the paper gives two")


def _overall_missing(pages: Pages, facts: Facts, rows: Sequence[Judgement]) -> Judgement:
    if (facts.inspected_to or facts.published or "") >= NO_OVERALL_SINCE:
        return no_overall(pages, facts)
    if _is_of_board_alone(facts) or [row.area for row in rows] == ["lscb"]:
        return without_grade("overall", NoGrade.BOARD_ALONE, pages, facts)
    why: str | None = _WITHOUT_GRADES.get(facts.framework or "")
    if why is None:
        why = "no overall grade was found in the report" if rows else "no grades were found in the report"
    return without_grade("overall", why, pages, facts)


def _expected(facts: Facts, rows: Sequence[Judgement]) -> list[str]:
    """The areas beside the overall one that the framework judges, in the form of the inspection's time."""
    areas = {row.area for row in rows}
    if facts.framework == "SIF":
        if _is_of_board_alone(facts):
            return ["lscb"]
        board = ["lscb"] if re.search(_BOARD_TITLE, facts.title, re.IGNORECASE) else []
        return ["help_and_protection", "in_care", "adoption", "care_leavers", "leaders", *board]
    if facts.framework != "ILACS":
        return []
    said = facts.inspected_to or facts.published
    if areas & set(_APART) or (_COMBINED not in areas and said and said >= _CARE_LEAVERS_APART_SINCE):
        care = list(_APART)
    else:
        care = [_COMBINED] if _COMBINED in areas or said else []
    return ["leaders", "help_and_protection", *care]


def _is_of_board_alone(facts: Facts) -> bool:
    return re.match(_BOARD_TITLE, facts.title.split(": ", 1)[-1], re.IGNORECASE) is not None
