"""Whether there is enough to answer, seen from the answers over the sample papers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer, Standing


@pytest.mark.parametrize(
    "asked",
    [
        "What did Baroness Tilda Quennell say about Brackenford's care leavers?",
        "What does the Families First Charter mean for fostering in Brackenford?",
        "How did Brackenford do in the XQTR review of fostering?",
    ],
)
def test_a_name_that_no_paper_holds_is_not_answered_about(ask_sample: Callable[..., Answer], asked: str) -> None:
    assert ask_sample(asked).standing is Standing.NOT_IN_PAPERS


def test_a_name_that_a_paper_holds_is_answered_about(ask_sample: Callable[..., Answer]) -> None:
    answer = ask_sample("What did Councillor Beth Lowther say about bed and breakfast in Brackenford?")
    assert answer.standing is Standing.ANSWERED
    assert any("Lowther" in (statement.speaker or statement.text) for statement in answer.statements)


@pytest.mark.parametrize(
    "asked",
    [
        "Which prison do personal advisers in Brackenford visit?",
        "Which home in Brackenford is the most expensive?",
        "What did the trade unions say about bed and breakfast in Brackenford?",
        "Who was the whistleblower in Brackenford?",
        "Who is the ombudsman for Brackenford?",
        "Was compensation paid to care leavers in Brackenford?",
        "Care leavers in Brackenford were put in hotels: which ones?",
    ],
)
def test_what_the_papers_do_not_say_is_not_answered(ask_sample: Callable[..., Answer], asked: str) -> None:
    answer = ask_sample(asked)
    assert answer.standing is Standing.NOT_IN_PAPERS
    assert not answer.statements


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("What was the bill for refurbishing Quarry Rise in Brackenford?", "£385,000"),
        ("What were we paying per week in Brackenford for spot-bought places for kids with complex needs?", "£7,480"),
    ],
)
def test_a_sum_in_other_words_than_the_question_is_found(
    ask_sample: Callable[..., Answer], asked: str, given: str
) -> None:
    answer = ask_sample(asked)
    assert any(given in statement.text for statement in answer.statements)


def test_a_force_with_the_name_of_another_county_is_no_council_without_papers(
    ask_sample: Callable[..., Answer],
) -> None:
    answer = ask_sample("How well did the Hampshire force share information about children in Brackenford?")
    assert not any("No paper on Hampshire" in note.text for note in answer.notes)
