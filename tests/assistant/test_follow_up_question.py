"""What a follow-up takes from the turns before it, and what it does not."""

from __future__ import annotations

import pytest

from assistant.understanding.periods import Period
from assistant.understanding.wants import Wants
from tests.assistant.test_question import read


def test_a_follow_up_takes_its_subject_from_the_turn_before() -> None:
    then = read("and B&B?", "What did inspectors say about care leavers in Southampton in 2019?")
    assert then.authorities == ("Southampton",)
    assert then.periods == (Period(2019),)
    assert {"care", "leavers", "B&B"} <= set(then.search.replace("?", "").split())


def test_a_follow_up_can_change_council_or_year_and_keeps_the_rest() -> None:
    before = "What did inspectors say about foster carers in Southampton in 2019?"
    elsewhere = read("and in Portsmouth?", before)
    assert (elsewhere.authorities, elsewhere.periods) == (("Portsmouth",), (Period(2019),))
    assert "foster carers" in elsewhere.search
    assert "Southampton" not in elsewhere.search
    later = read("what about in 2023?", before)
    assert (later.authorities, later.periods) == (("Southampton",), (Period(2023),))
    assert "foster carers" in later.topic


def test_a_follow_up_of_a_follow_up_reaches_back_to_the_subject() -> None:
    third = read("and in 2023?", "How was Southampton doing on adoption in 2019?", "and in Portsmouth?")
    assert (third.authorities, third.periods) == (("Portsmouth",), (Period(2023),))
    assert "adoption" in third.topic


@pytest.mark.parametrize("text", ["And the one before that?", "what about the one before", "how is it now?"])
def test_another_time_is_not_the_time_of_the_turn_before(text: str) -> None:
    assert read(text, "Who was the lead inspector in 2023?").periods == ()


def test_so_many_years_earlier_counts_from_the_year_before() -> None:
    before = "How did inspectors find foster care in Southampton at the January 2026 visit?"
    assert read("and five years earlier?", before).periods == (Period(2021),)
    assert read("and two years later?", before).periods == (Period(2028),)
    both = read("was it any better two years earlier?", before).periods
    assert [period.year for period in both] == [2026, 2024]


def test_a_follow_up_that_asks_what_was_said_asks_no_grade() -> None:
    question = read("and what did inspectors say about their health?", "What grade did care leavers get in 2023?")
    assert Wants.GRADE not in question.wants
    assert "grade" not in question.topic


def test_a_follow_up_asks_for_the_same_sort_of_thing() -> None:
    assert Wants.PERSON in read("and in 2019?", "Who was the lead inspector in 2023?").wants
    assert Wants.GRADE in read("and Portsmouth?", "What grade did Southampton get in 2019?").wants


def test_the_one_before_steps_back_from_the_dates_of_the_turn_before() -> None:
    question = read("and the one before that?", "What grade did Southampton get in 2023?")
    assert (question.before, question.periods) == ((Period(2023),), ())
    assert Wants.GRADE in question.wants
    assert read("What did the previous inspection of Southampton say about foster carers?").before == ()
    assert read("What did the 2019 inspection of Southampton say about foster carers?").before is None


def test_a_question_with_a_subject_of_its_own_does_not_lean_on_the_turn_before() -> None:
    after = read("How many foster carers resigned or retired in 2023?", "What was the adoption grade in 2014?")
    assert after.periods == (Period(2023),)
    assert "adoption" not in after.search


def test_a_follow_up_on_another_subject_asks_for_no_sum_of_it() -> None:
    assert Wants.MONEY not in read("what about caseloads?", "How much did agency staff cost in 2023?").wants
    assert Wants.MONEY in read("and in 2024?", "How much did agency staff cost in 2023?").wants


def test_the_one_after_steps_on_from_the_dates_of_the_turn_before() -> None:
    question = read("and at the one after that?", "What grade did Southampton get in 2019?")
    assert (question.after, question.before, question.periods) == ((Period(2019),), None, ())
    assert Wants.GRADE in question.wants
    assert read("and in 2023?", "What grade did Southampton get in 2019?").after is None


def test_a_follow_up_on_another_subject_is_asked_of_the_same_inspection() -> None:
    before = "What did Southampton's early 2024 inspection say about private fostering?"
    then = read("what about young carers?", before)
    assert then.authorities == ("Southampton",)
    assert then.periods == (Period(2024, 1, 4),)
    assert "young carers" in then.topic
    assert "fostering" not in then.search
    later = read("and what about children in care in 2019?", before)
    assert (later.periods, "fostering" in later.search) == ((Period(2019),), False)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("What did inspectors say about private fostering?", "what about the cost?"),
        ("What did inspectors say about private fostering?", "what about Labour?"),
        ("What did inspectors say about private fostering?", "what about 2021?"),
        ("How many private fostering arrangements were there?", "what about visits?"),
        ("What did inspectors say about delays for those in private fostering?", "what about disabled children?"),
    ],
)
def test_a_side_of_the_subject_or_another_speaker_keeps_it(before: str, text: str) -> None:
    assert "fostering" in read(text, before).topic
