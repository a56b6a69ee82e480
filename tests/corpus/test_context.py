"""The line that a passage is found under."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.context import KIND_NAMES, LONGEST_HEADING, context_line, embedded_line
from corpus.paper import Facts, Kind

REPORT = Facts(
    "Inspection of Brackenford",
    Kind.INSPECTION_REPORT,
    "Brackenford",
    "ILACS",
    "2023-09-18",
    "2023-09-29",
    "2023-11-17",
)
HEADINGS = ("What is it like", "Care leavers", "Housing")


@pytest.mark.parametrize(
    ("facts", "headings", "line"),
    [
        (REPORT, HEADINGS, "Brackenford · ILACS inspection report · 18 to 29 September 2023 · Care leavers · Housing"),
        (REPORT, (), "Brackenford · ILACS inspection report · 18 to 29 September 2023"),
        (replace(REPORT, inspected_from=None), (), "Brackenford · ILACS inspection report · 29 September 2023"),
        (
            replace(REPORT, kind=Kind.MINUTES, inspected_from=None, inspected_to=None, published="2024-01"),
            (),
            "Brackenford · minutes · published January 2024",
        ),
        (Facts("A note", Kind.OTHER), ("Note",), "paper · Note"),
        (
            replace(REPORT, framework="LAC inspection"),
            (),
            "Brackenford · LAC inspection report · 18 to 29 September 2023",
        ),
    ],
)
def test_a_passage_stands_under_council_kind_date_and_headings(
    facts: Facts, headings: tuple[str, ...], line: str
) -> None:
    assert context_line(facts, headings) == line


STORY = Facts("Nine put in hotels", Kind.NEWS, "Brackenford", published="2025-03-04")


@pytest.mark.parametrize(
    ("facts", "headings", "line"),
    [
        (REPORT, HEADINGS, "Brackenford ILACS inspection report September 2023 Care leavers Housing"),
        (
            REPORT,
            ("Inspection of Brackenford.", "Care leavers"),
            "Brackenford ILACS inspection report September 2023 Care leavers",
        ),
        (STORY, ("Nine put in hotels",), "Brackenford news story March 2025 Nine put in hotels"),
        (STORY, ("Nine put in hotels", "What next"), "Brackenford news story March 2025 What next"),
        (replace(STORY, published="2025"), (), "Brackenford news story 2025"),
        (Facts("A note", Kind.OTHER), ("Note",), "paper Note"),
    ],
)
def test_a_passage_is_embedded_under_no_day_and_under_the_title_only_where_nothing_else_stands_over_it(
    facts: Facts, headings: tuple[str, ...], line: str
) -> None:
    assert embedded_line(facts, headings) == line


def test_a_row_stands_under_the_caption_of_its_table_and_all_its_columns() -> None:
    line = context_line(REPORT, HEADINGS, "Table 2: Plans by quarter", ["Quarter", "", "Plans issued", "Target"])
    assert line.endswith(" · Care leavers · Housing · Table 2: Plans by quarter · Quarter, Plans issued, Target")


def test_a_long_heading_leaves_room_for_the_passage() -> None:
    line = context_line(REPORT, ["x" * 500, "y" * 500])
    assert line.endswith(" · " + "x" * LONGEST_HEADING + " · " + "y" * LONGEST_HEADING)


def test_every_kind_has_a_name_that_people_use() -> None:
    assert set(KIND_NAMES) == set(Kind)
    assert not any("_" in name for name in KIND_NAMES.values())
