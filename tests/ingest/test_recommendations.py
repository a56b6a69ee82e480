"""What inspection papers say must improve, in the ways in which they have listed it since 2009."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from corpus.paper import Kind, Recommendation, RecommendationKind
from ingest.facts.describe import describe
from ingest.passages import passages_of
from ingest.readers.read import read
from ingest.registers.recommendations import recommendations_of
from tests.conftest import SHARED
from tests.ingest.drafted import drafted, rows_of

IMPROVEMENT, PRIORITY = RecommendationKind.IMPROVEMENT, RecommendationKind.PRIORITY_ACTION


def texts(rows: list[Recommendation], kind: RecommendationKind = IMPROVEMENT) -> list[str]:
    return [row.text for row in rows if row.kind is kind]


def test_an_ilacs_list_ends_at_the_next_heading() -> None:
    pages = drafted(
        [
            "# Inspection of Brackenford",
            "## What needs to improve?",
            "• Homes for care leavers.",
            "• The timeliness of health assessments.",
            "## The experiences and progress of children in care: good",
            "• This bullet is a finding.",
        ]
    )
    rows = rows_of(pages, Kind.INSPECTION_REPORT)
    assert texts(rows) == ["Homes for care leavers.", "The timeliness of health assessments."]
    assert {row.number for row in rows} == {None}


def test_a_bullet_over_two_pages_is_one_row_cited_where_it_begins() -> None:
    pages = drafted(
        ["# What needs to improve", "• Visits to children who", "• Plans for children, which"],
        ["...should be written with them.", "• Supervision.", "# Findings", "Leaders know."],
    )
    rows = rows_of(pages, Kind.FOCUSED_VISIT)
    assert texts(rows) == [
        "Visits to children who",
        "Plans for children, which should be written with them.",
        "Supervision.",
    ]
    assert [(row.page, row.quote) for row in rows][1:] == [(1, "Plans for children, which"), (2, "Supervision.")]


def test_priority_actions_stand_apart_and_the_line_before_them_is_no_row() -> None:
    pages = drafted(
        [
            "# Areas for priority action",
            "The local authority needs to take swift action to address the following weaknesses:",
            "• delays in seeing children at risk of harm",
            "• oversight by managers.",
            "# What needs to improve in this area of social work practice",
            "• Audits.",
            "# Main findings",
        ]
    )
    rows = rows_of(pages, Kind.FOCUSED_VISIT)
    assert texts(rows, PRIORITY) == ["delays in seeing children at risk of harm", "oversight by managers."]
    assert texts(rows) == ["Audits."]


def test_sif_lists_are_numbered_and_run_under_headings_of_any_size() -> None:
    pages = drafted(
        [
            "### What does the local authority need to improve?",
            "##### Priority and immediate action",
            "#### Care leavers",
            "9. Find every care leaver.",
            "##### Areas for improvement",
            "#### Adoption",
            "10. Improve the work of panels, particularly in relation to:",
            "• reports",
            "• matching.",
            "11.Train elected members.",
            "### The local authority’s strengths",
            "12. Foster carers are trained.",
            "### What does the LSCB need to improve?",
            "##### Priority and immediate action",
            "13. No areas were identified for immediate improvement.",
        ]
    )
    rows = rows_of(pages, Kind.INSPECTION_REPORT)
    assert [(row.kind, row.number, row.text) for row in rows] == [
        (PRIORITY, "9", "Find every care leaver."),
        (IMPROVEMENT, "10", "Improve the work of panels, particularly in relation to: reports matching."),
        (IMPROVEMENT, "11", "Train elected members."),
    ]


def test_the_oldest_reports_say_by_when() -> None:
    pages = drafted(
        [
            "## Areas for improvement",
            "20. To improve services the local authority should take the following action.",
            "### Immediately:",
            "• assess the risks for every child",
            "### Within three months:",
            "• complete every health assessment.",
            "## Outcomes",
            "21. Outcomes are adequate.",
        ]
    )
    rows = rows_of(pages, Kind.INSPECTION_REPORT)
    assert [(row.text, row.due, row.due_date) for row in rows] == [
        ("assess the risks for every child", "Immediately", None),
        ("complete every health assessment.", "Within three months", None),
    ]


def test_area_send_areas_are_boxes_with_their_bullets_and_name_who_is_responsible() -> None:
    pages = drafted(
        [
            "## Areas for priority action",
            ("Responsible body", "Areas for priority action"),
            ("Brackenford City Council", "Leaders should assess needs early."),
            "## Areas for improvement",
            "### Areas for improvement",
            "Leaders should improve communication to:",
            "• families; and",
            "• schools.",
            "Health leaders should reduce waiting times across all services.",
            "## Local area partnership details",
            "Leaders should be listed here.",
        ]
    )
    rows = rows_of(pages, Kind.AREA_SEND)
    assert [(row.kind, row.text, row.owner) for row in rows] == [
        (PRIORITY, "Leaders should assess needs early.", "Brackenford City Council"),
        (IMPROVEMENT, "Leaders should improve communication to: families; and schools.", None),
        (IMPROVEMENT, "Health leaders should reduce waiting times across all services.", None),
    ]


@pytest.mark.parametrize(("title", "count"), [("Joint area SEND inspection", 2), ("Joint area SEND revisit", 0)])
def test_weaknesses_of_a_written_statement_of_action_but_not_those_of_last_time(title: str, count: int) -> None:
    pages = drafted(
        [
            "The area is required to produce a Written Statement of Action on the following areas of weakness:",
            "• late plans",
            "• long waits.",
            "Yours sincerely",
        ]
    )
    assert len(texts(rows_of(pages, Kind.AREA_SEND, title=title), PRIORITY)) == count


@pytest.mark.parametrize(
    "heading",
    [
        "The local authority’s strengths",
        "Case study: area for improvement",
        "Progress since the last inspection",
        "What is working well?",
        "Recommendations from the inspection of 2012 that were met",
    ],
)
def test_other_lists_are_not_taken(heading: str) -> None:
    lines = ["# Recommendations", "1. Train managers.", f"## {heading}", "2. This is something else.", "• And this."]
    alone = [f"## {heading}", "• This is something else."]
    assert texts(rows_of(drafted(alone), Kind.INSPECTION_REPORT)) == []
    if not heading.startswith("Recommendations"):
        assert texts(rows_of(drafted(lines), Kind.INSPECTION_REPORT)) == ["Train managers."]


def test_a_line_of_the_contents_is_no_recommendation() -> None:
    pages = drafted(["Recommendations", "Summary for children and young people 9", "Information about the area 10"])
    assert rows_of(pages, Kind.INSPECTION_REPORT) == []


@pytest.mark.parametrize("kind", [Kind.NEWS, Kind.PRESS_RELEASE, Kind.COMMITTEE_REPORT, Kind.OTHER])
def test_only_an_inspection_paper_says_what_must_improve(kind: Kind) -> None:
    assert rows_of(drafted(["## What needs to improve?", "• Homes for care leavers."]), kind) == []


@pytest.mark.shared
def test_the_lists_of_the_trial_papers() -> None:
    """Counted and looked at on the pages: rows of each kind, and the page on which the first stands."""
    if not (SHARED / "papers").is_dir():
        pytest.skip("the trial papers are not beside the repository")
    expected: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    with Path(__file__).with_name("recommendations_trial.csv").open(newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            expected[line["file"]] |= (
                {line["kind"]: (int(line["count"]), int(line["first_page"]))} if line["first_page"] else {}
            )
    assert len(expected) >= 25
    wrong = []
    for file, lists in expected.items():
        pages = read(SHARED / "papers" / file)
        passages = passages_of(pages)
        found: dict[str, tuple[int, int]] = {}
        for row in recommendations_of(pages, passages, describe(pages, passages, file)):
            assert row.quote in pages.pages[row.page - 1].text
            count, first = found.get(row.kind, (0, row.page))
            found[row.kind] = (count + 1, first)
        if found != lists:
            wrong.append(f"{file}: {found}, on the pages {lists}")
    assert wrong == []
