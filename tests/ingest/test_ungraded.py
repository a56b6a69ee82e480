"""Letters and visits without a grade, and the outcomes of area SEND inspections."""

from __future__ import annotations

import pytest

from corpus.paper import Kind
from tests.ingest.printed import paper, rows

DEAR = ["14 March 2025", "# Focused visit to Brackenford children’s services"]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (Kind.FOCUSED_VISIT, "This letter summarises the findings of the focused visit to Brackenford on 3 March."),
        (Kind.MONITORING_VISIT, "This letter summarises the findings of the second monitoring visit to Brackenford."),
        (Kind.JTAI, "Between 3 and 7 March 2025, Ofsted undertook a joint inspection of the response to neglect."),
    ],
)
def test_a_letter_carries_no_grade_and_quotes_what_it_is(kind: Kind, sentence: str) -> None:
    pages = paper(
        [*DEAR, "Dear Ms Green", f"{sentence} Inspectors met social workers.", "Overall effectiveness", "Good"]
    )
    (row,) = rows(pages, kind=kind, title="Focused visit to Brackenford children’s services")
    assert (row.area, row.grade, row.quote, row.page) == ("overall", None, sentence, 1)
    assert "no" in (row.why or "")
    assert not row.not_read


def test_a_letter_that_says_itself_that_it_gives_no_grade_is_quoted_so() -> None:
    said = "Focused visits do not result in a graded judgement."
    pages = paper([*DEAR, f"This letter summarises the findings of the focused visit. {said}"])
    (row,) = rows(pages, kind=Kind.FOCUSED_VISIT)
    assert row.quote == said


def test_a_letter_that_says_nothing_of_itself_quotes_its_title() -> None:
    (row,) = rows(paper([*DEAR, "Staff are good."]), kind=Kind.FOCUSED_VISIT, title=DEAR[1].removeprefix("# "))
    assert (row.quote, row.page) == ("Focused visit to Brackenford children’s services", 1)


def test_an_inspection_that_gave_no_grade_of_any_kind() -> None:
    pages = paper(["# Unannounced inspection of contact, referral and assessment arrangements", "Practice is good."])
    (row,) = rows(pages, framework="contact, referral and assessment inspection", inspected_to="2010-03-03")
    assert (row.area, row.grade) == ("overall", None)
    assert "gave no grade" in (row.why or "")
    assert not row.not_read


POSITIVE = "The local area partnership’s arrangements typically lead to positive experiences and outcomes for children."
MIXED = "The local area partnership’s arrangements lead to inconsistent experiences and outcomes for children."
FAILINGS = "There are widespread and/or systemic failings leading to significant concerns about children’s experiences."
SEND = ["# Area SEND inspection of Brackenford Local Area Partnership", "Dates of previous inspection: 5 July 2021"]


@pytest.mark.parametrize(
    ("outcome", "grade"),
    [
        (POSITIVE, "typically positive"),
        (MIXED, "inconsistent"),
        (FAILINGS, "systemic failings"),
        ("The partnership works.", None),
        ("At the last inspection there were widespread and/or systemic failings.", None),
        ("There are not widespread and/or systemic failings.", None),
    ],
)
@pytest.mark.parametrize("heading", ["# Inspection outcome", "INSPECTION OUTCOMES"])
def test_the_outcome_of_an_area_send_inspection(outcome: str, grade: str | None, heading: str) -> None:
    (row,) = rows(paper([*SEND, heading, f"{outcome} More follows.", "# What it is like"]), kind=Kind.AREA_SEND)
    assert (row.area, row.grade) == ("send", grade)
    assert row.not_read == (grade is None)
    if grade:
        assert (row.label, row.quote) == (heading.removeprefix("# "), outcome)


def test_an_outcome_whose_heading_was_lost_is_still_read() -> None:
    (row,) = rows(paper([*SEND, MIXED]), kind=Kind.AREA_SEND)
    assert row.grade == "inconsistent"


def test_two_outcomes_in_one_report_are_none() -> None:
    (row,) = rows(paper([*SEND, "# Inspection outcome", MIXED, FAILINGS]), kind=Kind.AREA_SEND)
    assert row.grade is None
    assert "inconsistent (page 1), systemic failings (page 1)" in (row.why or "")
    assert row.not_read


def test_an_outcome_told_of_elsewhere_is_not_this_one() -> None:
    pages = paper(
        [*SEND, "# Inspection outcome", "The next inspection follows.", "# The area", f"In short: {FAILINGS}"]
    )
    (row,) = rows(pages, kind=Kind.AREA_SEND)
    assert row.grade is None


def test_a_monitoring_inspection_of_send_gives_no_new_outcome() -> None:
    progress = "The partnership has taken effective action to address some of the areas."
    pages = paper(["# Area SEND monitoring inspection of Brackenford", "# Inspection outcome", FAILINGS, progress])
    (row,) = rows(pages, kind=Kind.AREA_SEND)
    assert (row.grade, row.quote) == (None, progress)
    assert "monitoring inspections give no new outcome" in (row.why or "")
    assert not row.not_read


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("HMCI has determined that a written statement of action is required because of weaknesses.", True),
        (
            "The council and the CCG are jointly required to submit a Written Statement of Action to Ofsted.",
            True,
        ),
        ("A written statement of action is not required.", False),
        ("Leaders know the area well.", False),
    ],
)
def test_an_area_send_letter_of_before_2023_has_no_outcome(sentence: str, says: bool) -> None:
    pages = paper(["# Joint area SEND inspection in Brackenford", sentence])
    (row,) = rows(pages, kind=Kind.AREA_SEND, inspected_to="2022-03-25")
    assert row.grade is None
    assert "before 2023" in (row.why or "")
    assert not row.not_read
    assert ("statement of action was required" in (row.why or "")) == says
    assert (row.quote == sentence) == says
