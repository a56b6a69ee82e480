"""What committees resolved, and what reports recommend to them."""

from __future__ import annotations

import pytest

from corpus.paper import Kind, RecommendationKind
from tests.ingest.drafted import Line, drafted, rows_of


def resolved(*lines: Line) -> list[tuple[str | None, str]]:
    rows = rows_of(drafted(["# Minutes", *lines]), Kind.MINUTES)
    assert {row.kind for row in rows} <= {RecommendationKind.RESOLVED}
    return [(row.number, row.text) for row in rows]


def test_each_lettered_item_is_a_row_and_what_was_noted_is_none() -> None:
    assert resolved(
        "The Panel noted:",
        "• that a home would open",
        "RESOLVED:",
        "(i) that the report be noted;",
        "(ii) that the Director report on:",
        "(a) visits; and",
        "(b) plans.",
        "The Chair thanked officers.",
        "(iii) this belongs to something else",
    ) == [("(i)", "that the report be noted;"), ("(ii)", "that the Director report on: visits; and plans.")]


@pytest.mark.parametrize(
    "line",
    [
        "RESOLVED: that the minutes be approved.",
        "RESOLVED that the minutes be approved.",
        "It was RESOLVED that the minutes be approved.",
        "RESOLVED (unanimously) – that the minutes be approved.",
        "Resolved: that the minutes be approved.",
    ],
)
def test_the_ways_to_resolve(line: str) -> None:
    assert resolved(line, "Councillor Pike left the meeting.") == [(None, "that the minutes be approved.")]


def test_items_in_one_paragraph_and_the_list_after_it() -> None:
    assert resolved("RESOLVED (i) that A be noted; and (ii) that B be agreed;", "(iii) that C be paid.") == [
        ("(i)", "that A be noted; and"),
        ("(ii)", "that B be agreed;"),
        ("(iii)", "that C be paid."),
    ]


def test_the_next_minute_is_no_item() -> None:
    assert resolved("RESOLVED that the report be noted.", "27. The Panel considered the budget.") == [
        (None, "that the report be noted.")
    ]
    assert resolved("RESOLVED that:", "1. the report be noted", "2. officers be thanked", "48. Urgent business") == [
        ("1", "the report be noted"),
        ("2", "officers be thanked"),
    ]


@pytest.mark.parametrize(
    "line", ["Officers said that the complaint was resolved.", "In March the Cabinet resolved that fees should rise."]
)
def test_a_report_of_something_resolved_is_no_decision(line: str) -> None:
    assert resolved(line) == []


def test_minutes_recommend_to_others() -> None:
    (row,) = rows_of(drafted(["RECOMMENDED: that Council approve the plan."]), Kind.MINUTES)
    assert (row.kind, row.text) == (RecommendationKind.RECOMMENDATION, "that Council approve the plan.")


def recommended(*lines: Line) -> list[tuple[str | None, str]]:
    rows = rows_of(drafted(list(lines)), Kind.COMMITTEE_REPORT)
    assert {row.kind for row in rows} <= {RecommendationKind.RECOMMENDATION}
    return [(row.number, row.text) for row in rows]


def test_recommendations_of_a_report_end_where_their_reasons_begin() -> None:
    assert recommended(
        "# RECOMMENDATIONS:",
        "The Panel is recommended:",
        "(i) To note the report.",
        "(ii) To comment on the plan.",
        "# REASONS FOR REPORT RECOMMENDATIONS",
        "1. The law requires it.",
        "# Recommendations",
        "1. Ofsted’s own, quoted.",
    ) == [("(i)", "To note the report."), ("(ii)", "To comment on the plan.")]


def test_recommendations_set_as_a_table_or_as_one_paragraph() -> None:
    assert recommended("# 2. Recommendation", "That the report be noted.", "# 3. Background") == [
        (None, "That the report be noted.")
    ]
    assert recommended(("RECOMMENDATIONS", "(i) That A be noted. (ii) That B be agreed.")) == [
        ("(i)", "That A be noted."),
        ("(ii)", "That B be agreed."),
    ]


def test_the_numbered_recommendations_of_an_inquiry() -> None:
    assert recommended(
        "Recommendation 1: The council should publish its waiting times.",
        "Recommendation 2",
        "The Panel should hear from care leavers.",
        "Recommendation 1 was accepted by the Cabinet in May.",
    ) == [
        ("1", "The council should publish its waiting times."),
        ("2", "The Panel should hear from care leavers."),
    ]
