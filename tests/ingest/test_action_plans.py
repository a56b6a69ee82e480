"""Rows of action plans, whatever the council calls its columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.paper import Kind, Rag, Recommendation, RecommendationKind
from ingest.readers.read import read
from ingest.registers.due_dates import due_date_of
from ingest.registers.plan_columns import plan_columns
from ingest.registers.rag import rag_of
from tests.conftest import SAMPLE
from tests.ingest.drafted import Line, drafted, rows_of


def plan(*lines: Line, published: str | None = None) -> list[Recommendation]:
    return rows_of(drafted(list(lines)), Kind.ACTION_PLAN, published=published)


def test_the_sample_plan_keeps_the_two_ratings_apart() -> None:
    path = next((SAMPLE / "council").glob("*improvement plan - March 2020.docx"))
    rows = {row.number: row for row in rows_of(read(path), Kind.ACTION_PLAN)}
    assert list(rows) == [f"A{n}" for n in range(1, 10)]
    health = rows["A4"]
    assert (health.action_rag, health.impact_rag, health.due_date) == (Rag.GREEN, Rag.RED, "2020-07-31")
    assert (health.issue, health.owner) == (
        "Initial health assessments late",
        "Yvonne Stead, Head of Assessment and Safeguarding",
    )
    assert health.progress == "88% requested in time; 55% completed in 20 working days"
    assert (rows["A7"].action_rag, rows["A7"].impact_rag) == (Rag.AMBER, None)
    assert rows["A7"].progress == "Six carers recruited; RAG of impact: Not yet rated"


def test_columns_are_known_by_what_they_mean() -> None:
    (row,) = plan(
        (
            "Area for improvement",
            "What we will do",
            "Who is responsible?",
            "By when",
            "BRAG",
            "What difference has it made?",
        ),
        ("Late visits", "Report weekly", "Team managers", "End of March 2024", "B", "Visits are on time"),
        "Blue = complete. Green = on track.",
    )
    assert (row.issue, row.text, row.owner, row.due, row.due_date) == (
        "Late visits", "Report weekly", "Team managers", "End of March 2024", "2024-03",
    )  # fmt: skip
    assert (row.action_rag, row.impact_rag, row.progress) == (Rag.BLUE, None, "Visits are on time")


def test_what_is_no_colour_stays_as_words() -> None:
    header = ("Action", "Lead", "Deadline", "Status")
    rows = plan(header, ("Train managers", "HR", "Ongoing", "In progress"), ("Hire staff", "HR", "TBC", ""))
    assert [(row.action_rag, row.progress, row.due, row.due_date) for row in rows] == [
        (None, "Status: In progress", "Ongoing", None),
        (None, None, None, None),
    ]
    (row,) = plan("Amber: in progress; Green: done", header, ("Train managers", "HR", "May 2024", "In progress"))
    assert row.action_rag is Rag.AMBER


def test_an_empty_issue_is_that_of_the_row_above_within_one_table() -> None:
    header = ("Ref", "Issue", "Action", "Owner", "Due")
    rows = plan(
        header, ("1", "Late visits", "Report weekly", "A", "May 2024"), ("2", "", "Hold a panel", "B", "June 2024"),
        "# Another part of the plan", header, ("3", "", "Train managers", "C", "July 2024"),
    )  # fmt: skip
    assert [(row.number, row.issue) for row in rows] == [("1", "Late visits"), ("2", "Late visits"), ("3", None)]


def test_a_line_across_the_table_is_the_issue_of_a_plan_without_such_a_column() -> None:
    header = ("Action", "Owner", "By when")
    rows = plan("Recommendation 1: End the use of hotels", header, ("Find ten homes", "T. Birtles", "May 2024"))
    assert [row.issue for row in rows] == ["Recommendation 1: End the use of hotels"]


def test_a_row_that_goes_on_over_the_page_is_one_action() -> None:
    header = ("Action", "Owner", "By when")
    pages = drafted(
        [header, ("Find ten homes for care", "T. Birtles", "May 2024")], [header, ("leavers in the city", "", "")]
    )
    (row,) = rows_of(pages, Kind.ACTION_PLAN)
    assert (row.text, row.page, row.owner) == ("Find ten homes for care leavers in the city", 1, "T. Birtles")


def test_a_tracker_of_recommendations() -> None:
    (row,) = plan(
        ("Ref", "Recommendation", "Lead", "Action taken", "Status"), ("1", "Publish the list", "DCS", "Published", "G")
    )
    assert (row.kind, row.text, row.progress, row.action_rag) == (
        RecommendationKind.RECOMMENDATION, "Publish the list", "Published", Rag.GREEN,
    )  # fmt: skip


@pytest.mark.parametrize(
    "headings",
    [
        ("Risk", "Mitigating action", "Owner", "By when", "RAG"),
        ("Judgement", "2014", "2017"),
        ("Date", "Activity", "Notes"),
        ("Name", "Officer", "Date"),
    ],
)
def test_other_tables_are_no_plans(headings: tuple[str, ...]) -> None:
    assert plan_columns(headings) is None
    assert plan(headings, tuple(f"Some {heading} words" for heading in headings)) == []


def test_an_inspection_report_plans_nothing() -> None:
    pages = drafted([("Action", "Owner", "By when"), ("Find ten homes", "T. Birtles", "May 2024")])
    assert rows_of(pages, Kind.INSPECTION_REPORT) == []


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("31 March 2024", "2024-03-31"),
        ("31/03/2024", "2024-03-31"),
        ("31.03.24", "2024-03-31"),
        ("31st Mar 24", "2024-03-31"),
        ("2024-03-31 00:00:00", "2024-03-31"),
        ("By the end of March 2024", "2024-03"),
        ("Mar-24", "2024-03"),
        ("03/2024", "2024-03"),
        ("By end 2024", "2024"),
        ("Revised: 30 June 2024", "2024-06-30"),
        ("Ongoing", None),
        ("Ongoing from March 2024", None),
        ("Q2 2023/24", None),
        ("2023/24", None),
        ("2023-24", None),
        ("Completed May 2024", None),
        ("31 March", None),
        ("April to June 2024", None),
        ("30 April 2024, then 30 June 2024", None),
        ("Spring 2024", None),
        ("March 2024 and quarterly after", None),
        ("31/02/2024", None),
        ("Mar-31", None),
        ("", None),
        (None, None),
    ],
)
def test_a_due_date_is_read_or_left(said: str | None, iso: str | None) -> None:
    assert due_date_of(said, 2023) == iso


def test_two_figures_are_no_year_where_the_paper_has_none() -> None:
    assert due_date_of("31.03.24") is None


@given(st.text(max_size=40))
def test_any_words_are_a_date_or_none(said: str) -> None:
    iso = due_date_of(said, 2024)
    assert iso is None or iso[:4].isdigit()


@pytest.mark.parametrize(
    ("said", "rag"),
    [
        ("Green", Rag.GREEN), ("RED", Rag.RED), ("a", Rag.AMBER), ("Green (complete)", Rag.GREEN),
        ("Amber to green", None), ("A/G", None), ("B", None), ("On track", None), ("Yellow", None), ("", None),
        ("Nothing has been done about the red book since May", None),
    ],
)  # fmt: skip
def test_a_rating_is_one_colour_or_none(said: str, rag: Rag | None) -> None:
    assert rag_of(said, {}) is rag
