"""Which numbers of a sentence can be the figure asked for, and a part of what the sentence before it counts."""

from __future__ import annotations

import pytest

from assistant.evidence.given import value_in
from assistant.evidence.requirement import requirement_of
from assistant.understanding.question import understand


def given(asked: str, sentence: str, near: str = "") -> float:
    question = understand(asked, held=("Brackenford",))
    return value_in(requirement_of(question), question, sentence, None, near)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("How many of the 12 new mentors have started?", "The council is to hire 12 more mentors."),
        ("How many of our twelve homes are full?", "Inspectors visited 12 homes."),
        ("Out of 40 files, how many were poor?", "Managers sampled 40 files."),
        ("How many of the 40 sampled files in Brackenford fell short?", "Managers in Brackenford sampled 40 files."),
        ("What share of the 40 files were poor?", "Managers sampled 40 files."),
        ("How many of the 12 new mentors have been recruited?", "There is a drive to recruit 12 mentors."),
    ],
)
def test_the_whole_that_a_question_names_is_not_the_part_it_asks_for(asked: str, sentence: str) -> None:
    assert given(asked, sentence) == 0


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("How many of the 12 new mentors have started?", "Seven of the 12 mentors have started."),
        ("How many of the 12 new mentors have started?", "All 12 mentors have started."),
        ("How many of the 12 new mentors have been recruited?", "The council has recruited 12 mentors."),
        ("How many of the 12 new mentors started in May?", "In May 12 mentors started."),
        ("How many of the 40 files were poor?", "Of the files sampled 40 of 40 were poor."),
        ("How many children had two mentors?", "Two children had mentors."),
        ("How many mentors were hired, 12 or 15?", "The council hired 12 mentors."),
    ],
)
def test_a_part_or_the_whole_of_it_where_that_is_what_is_told_is_given(asked: str, sentence: str) -> None:
    assert given(asked, sentence) >= 0.8


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("How many children are in care?", "The number of children in care has gone up by 38%."),
        ("How many referrals were there?", "The hub took 27% more referrals."),
        ("How many children are in care?", "There are a third fewer children in care."),
        ("How many children are in care?", "The number of children in care rose by 60."),
        ("What share of posts are vacant?", "Vacant posts have fallen by 5 per cent."),
        ("What is the average wait for a mentor?", "The average wait for a mentor fell by three weeks."),
    ],
)
def test_how_far_a_figure_moved_does_not_tell_what_it_is(asked: str, sentence: str) -> None:
    assert given(asked, sentence) == 0


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("By how much has the number of children in care risen?", "Children in care have gone up by 38%."),
        ("What was the percentage increase in referrals?", "The hub took 27% more referrals."),
        ("How many more children are in care than last year?", "The number of children in care rose by 60."),
        ("How many children are in care?", "The number of children in care rose by 60 to 212."),
        ("How many children are in care?", "The number of children in care rose to 212, up 38%."),
        ("What share of posts are vacant?", "Vacant posts have fallen by 5 per cent to 12%."),
        ("How many mentors did the council hire?", "The council increased its mentors by 20."),
        ("What is the average wait for a mentor?", "The average wait for a mentor fell by three weeks to 9 weeks."),
    ],
)
def test_a_rise_is_told_where_it_is_asked_for_and_a_figure_beside_it(asked: str, sentence: str) -> None:
    assert given(asked, sentence) >= 0.8


@pytest.mark.parametrize(
    "sentence",
    [
        "Of these, 26 were below the standard.",
        "Of the 30, 26 were below the standard.",
        "Twenty of them were below the standard.",
        "Most of those seen, 26, were below the standard.",
    ],
)
def test_a_part_is_of_what_the_sentence_before_it_counts(sentence: str) -> None:
    asked, before = "Of the plans that auditors read, how many weren't good enough?", "Auditors read 30 plans."
    assert given(asked, sentence, before) >= 0.8
    assert given(asked, sentence, "Auditors met 30 mentors.") == 0


def test_a_part_of_something_else_that_is_named_is_not() -> None:
    asked, before = "How many plans were poor?", "Auditors read 30 plans."
    assert given(asked, "Of these mentors, 26 were new.", before) <= 0.5


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        ("Out of the plans read in 2022, how many weren't good enough?", "plan"),
        ("Of 30 plans, how many were late?", "plan"),
        ("Of the plans read, how many mentors had one?", "mentor"),
    ],
)
def test_what_a_part_is_asked_of_is_what_is_counted(asked: str, counts: str) -> None:
    assert counts in requirement_of(understand(asked, held=("Brackenford",))).thing
