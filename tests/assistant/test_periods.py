"""Stretches of time as councillors say them, and what of a question is its subject."""

from __future__ import annotations

import pytest

from assistant.understanding.periods import Period, Span, inspections_in, periods_in, span_in
from assistant.understanding.question import understand
from assistant.understanding.subject import subject_of
from assistant.understanding.unclear import which_council
from assistant.understanding.wants import Wants, wants_of

HELD = ("Ferndale", "Moorby", "Brackenford")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("What has improved since 2019?", Span("2019-01")),
        ("Are fewer children waiting than in 2021?", Span("2021-01")),
        ("How have things moved from 2018 to 2024?", Span("2018-01", "2024-12")),
        ("What changed between March 2021 and the autumn of 2023?", Span("2021-03", "2023-11")),
        ("caseloads 2018-2023", None),
        ("How was early help before the pandemic?", Span(last="2020-03")),
        ("How were visits during lockdown?", Span("2020-03", "2021-07")),
        ("What has changed since covid?", Span("2020-03")),
        ("What was said before 2020?", Span(last="2020-01")),
        ("from 2014 up to the latest inspection", Span("2014-01")),
        ("How did it do in 2019?", None),
        ("What happened after the 2019 inspection?", None),
        ("2019 vs 2021 vs 2023", None),
        ("what about foster carers", None),
    ],
)
def test_a_stretch_of_time_is_read(text: str, span: Span | None) -> None:
    assert span_in(text, periods_in(text)) == span


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("the budget in 2023/24", (Period(2023, 4, 3, 2024),)),
        ("what we paid in 24/25", (Period(2024, 4, 3, 2025),)),
        ("in the last quarter of 2023", (Period(2023, 10, 12),)),
        ("in February 2019 and again that July", (Period(2019, 2, 2), Period(2019, 7, 7))),
        ("on 12/05/2021", (Period(2021),)),
        ("vacancies in Q1 2023/24", (Period(2023, 4, 6),)),
        ("q3 18/19", (Period(2018, 10, 12),)),
        ("in the fourth quarter of 2023-24", (Period(2024, 1, 3),)),
        ("Quarter 2 (2023/24)", (Period(2023, 7, 9),)),
        ("2023/24 Q4", (Period(2024, 1, 3),)),
        ("between Q1 2023/24 and Q2 2023/24", (Period(2023, 4, 6), Period(2023, 7, 9))),
        ("at year end 2023/24", (Period(2024, 1, 3),)),
        ("Q1 to Q3 2023/24", (Period(2023, 4, 3, 2024),)),
        ("nine of 24 children", ()),
        ("the ratio was 12/25", ()),
    ],
)
def test_financial_years_and_quarters_are_read(text: str, periods: tuple[Period, ...]) -> None:
    assert periods_in(text) == periods


def test_a_quarter_says_where_to_look_and_not_what_for() -> None:
    assert understand("vacancy rate in the first quarter of 2023/24?", held=HELD).topic == "vacancy rate ?"
    assert understand("cost per week in 22/23?", held=HELD).topic == "cost per week ?"
    assert understand("Was it 12/25 or 3/4?", held=HELD).topic == "Was it 12/25 or 3/4?"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("over the last three inspections", 3),
        ("in the past two full inspections", 2),
        ("the most recent 4 reports", 4),
        ("the last inspection", None),
        ("the last three years", None),
    ],
)
def test_the_last_few_inspections_are_counted(text: str, count: int | None) -> None:
    assert inspections_in(text) == count


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("How has Moorby's work on private fostering changed since 2019?", "private fostering"),
        ("Have caseloads in Moorby come down over the years?", "caseloads"),
        ("What's the trend on missing children?", "missing children"),
        ("Has supervision got better or worse?", "supervision"),
        ("Compare Moorby and Ferndale on care leavers in custody", "care leavers in custody"),
        ("What came of the respite scheme?", "respite scheme"),
        ("What has been done about late health assessments?", "late health assessments"),
    ],
)
def test_the_subject_is_what_is_left_of_the_framing(text: str, subject: str) -> None:
    assert subject in subject_of(understand(text, held=HELD))
    assert "chang" not in subject_of(understand(text, held=HELD))


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("What came of the promise on hotels?", Wants.OUTCOME),
        ("Did the council ever deliver the new home?", Wants.OUTCOME),
        ("Is there any update on the language schools?", Wants.OUTCOME),
        ("What do later reports say about it?", Wants.OUTCOME),
        ("Has the council stopped using hotels?", Wants.OUTCOME),
        ("Are there fewer agency staff than there were in 2019?", Wants.CHANGE),
        ("Has the number of visits gone down?", Wants.CHANGE),
        ("How have visits gone, inspection by inspection?", Wants.CHANGE),
        ("Which of the two got the better outcome?", Wants.GRADE),
        ("Who did better in its last inspection?", Wants.GRADE),
    ],
)
def test_what_is_wanted_is_told_by_the_words(text: str, wants: Wants) -> None:
    assert wants in wants_of(text)


@pytest.mark.parametrize("text", ["What does the improvement plan say?", "Who chairs the improvement board?"])
def test_a_plan_for_improvement_is_no_story_of_change(text: str) -> None:
    assert Wants.CHANGE not in wants_of(text)


def test_neighbours_are_the_other_councils_held() -> None:
    question = understand("How do we compare with our neighbours on adoption?", held=HELD, authority="moorby")
    assert question.authorities[0] == "Moorby"
    assert set(question.authorities) == set(HELD)
    alone = understand("What did our neighbours complain about?", held=HELD, authority="Moorby")
    assert alone.authorities == ("Moorby",)


@pytest.mark.parametrize(
    "text", ["How are we doing on adoption?", "What grade did the council get?", "What grade in 2023?"]
)
def test_a_question_of_one_council_that_names_none_is_asked_back(text: str) -> None:
    note = which_council(understand(text, held=HELD), HELD)
    assert note is not None
    assert all(name in note.text for name in HELD)


@pytest.mark.parametrize(
    "text", ["Which councils were judged good?", "Who was judged inadequate?", "What is said of adoption?"]
)
def test_a_question_of_any_council_is_not_asked_back(text: str) -> None:
    assert which_council(understand(text, held=HELD), HELD) is None


def test_a_reader_with_a_council_is_never_asked_which() -> None:
    assert which_council(understand("How are we doing?", held=HELD, authority="Moorby"), HELD) is None
    assert which_council(understand("How are we doing?", held=HELD[:1]), HELD[:1]) is None
