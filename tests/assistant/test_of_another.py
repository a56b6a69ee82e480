"""What the papers give for another year, person or body is no answer; that nothing is held is said instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer, Standing

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    "asked",
    [
        "How many children in care were there in 2023?",
        "How much was the placements budget overspent in 2022/23?",
        "What was staff turnover in the north team in 2019?",
        "What was the average wait for an autism assessment for over-16s at the SEND inspection?",
        "How many children lived in unregistered homes in 2017?",
        "Who was the deputy lead inspector in 2023?",
        "Which hotels were they putting care leavers in?",
        "Who won the contract to run the children's home?",
    ],
)
def test_a_value_of_another_is_no_answer(ask_sample: Ask, asked: str) -> None:
    answer = ask_sample(asked)
    assert answer.standing is Standing.NOT_IN_PAPERS
    assert answer.statements == []


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("How many children in care were there in 2017?", "438"),
        ("How much was the placements budget overspent in 2024/25?", "£3.7 million"),
        ("What was turnover in the east team in 2019?", "27%"),
        ("What was the average wait for an autism assessment for a child under 11 at the SEND inspection?", "94 weeks"),
        ("How many children lived in unregistered homes in November 2019?", "five"),
        ("How many children were on child protection plans in January 2013?", "241"),
        ("Who was the lead inspector in 2023?", "Adeyemi Coker"),
    ],
)
def test_the_value_asked_for_is_still_given(ask_sample: Ask, asked: str, value: str) -> None:
    answer = ask_sample(asked)
    assert answer.standing is Standing.ANSWERED
    assert value in " ".join(statement.text for statement in answer.statements)


def test_the_caseload_of_one_profession_is_not_given_for_another(ask_sample: Ask) -> None:
    for asked, is_given in (("personal advisers", False), ("social workers in the safeguarding teams", True)):
        answer = ask_sample(f"What was the average caseload of {asked} in 2019?")
        assert ("19 cases" in " ".join(statement.text for statement in answer.statements)) is is_given


def test_the_paper_that_gives_another_time_is_named(ask_sample: Ask) -> None:
    (note,) = ask_sample("What was the average caseload of personal advisers in 2016?").notes
    assert "do not say this for the time asked about" in note.text
    assert "2026" in note.text
