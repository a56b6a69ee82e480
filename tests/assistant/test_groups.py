"""Whom, where and of what body a question asks, and whether a sentence speaks of others."""

from __future__ import annotations

import pytest

from assistant.understanding.groups import ages_in, is_of_others
from assistant.understanding.values import Ask


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("over-16s", [(16, 99)]),
        ("children under five years old", [(0, 4)]),
        ("16- and 17-year-olds", [(16, 17)]),
        ("Sixteen and seventeen year olds", [(16, 17)]),
        ("pupils aged 11 to 16", [(11, 16)]),
        ("a 19 year-old mentor", [(19, 19)]),
        ("over 20 adopters", []),
        ("under 12 months", []),
        ("more than 20 miles", []),
        ("caseloads of between 15 and 18", []),
    ],
)
def test_ages(text: str, ages: list[tuple[int, int]]) -> None:
    assert list(ages_in(text)) == ages


@pytest.mark.parametrize(
    ("ask", "asked", "others", "own"),
    [
        (
            Ask.DURATION,
            "How long do over-fives wait for a mentor?",
            "Children under five wait nine weeks for a mentor.",
            "Children aged six to eleven wait nine weeks for a mentor.",
        ),
        (
            Ask.NUMBER,
            "What is the average caseload of personal advisers?",
            "Social workers carry 19 cases on average.",
            "Every PA carries 22 cases, more than a social worker does.",
        ),
        (
            Ask.SHARE,
            "What was turnover in the north team?",
            "Turnover is highest in the east team, at 27%.",
            "In the northern team it was 27%.",
        ),
        (
            Ask.SHARE,
            "What share of girls have a mentor?",
            "A mentor was found for 40% of children.",
            "A mentor was found for 40% of girls.",
        ),
        (
            Ask.SHARE,
            "What share of primary pupils have a mentor?",
            "Of secondary pupils 12% have a mentor.",
            "In primary schools 12% have a mentor.",
        ),
        (
            Ask.PERSON,
            "Who was the deputy lead inspector?",
            "Lead inspector: Rosa Whitlam",
            "Deputy lead inspector: Rosa Whitlam",
        ),
        (
            Ask.PERSON,
            "Who was CQC's lead inspector?",
            "Rosa Whitlam, Ofsted lead inspector",
            "Rosa Whitlam, CQC lead inspector",
        ),
        (
            Ask.DATE,
            "Since when has the chief executive been in post?",
            "The director of children’s services has been in post since July 2016.",
            "The chief executive has been in post since July 2016.",
        ),
    ],
)
def test_a_sentence_of_others(ask: Ask, asked: str, others: str, own: str) -> None:
    assert is_of_others(ask, asked, others, "")
    assert not is_of_others(ask, asked, own, "")


def test_a_heading_says_of_whom_a_sentence_speaks() -> None:
    asked, sentence = "What share of girls have a mentor?", "A mentor was found for 40%."
    assert not is_of_others(Ask.SHARE, asked, sentence, "Girls in the city")


def test_a_sentence_of_all_ages_may_be_of_those_asked_about() -> None:
    asked = "How many 16 and 17 year olds are homeless?"
    assert not is_of_others(Ask.NUMBER, asked, "There are nine homeless young people.", "")


def test_a_question_of_both_sides_is_answered_by_either() -> None:
    asked = "What share of boys and girls have a mentor?"
    assert not is_of_others(Ask.SHARE, asked, "A mentor was found for 40% of children.", "")


@pytest.mark.parametrize(
    ("ask", "asked", "text"),
    [
        (Ask.AGENT, "Who visits foster carers?", "Carers are visited by their supervising social workers."),
        (Ask.AGENT, "Who challenges social workers about drift?", "Independent reviewing officers challenge drift."),
        (
            Ask.DURATION,
            "How soon does a social worker visit?",
            "Health visitors refer, and a visit follows in 24 hours.",
        ),
        (Ask.SHARE, "What share of care leavers have a personal adviser?", "All but 3% have a PA."),
    ],
)
def test_another_profession_is_no_other_where_no_work_of_one_is_counted(ask: Ask, asked: str, text: str) -> None:
    assert not is_of_others(ask, asked, text, "")


@pytest.mark.parametrize(
    ("ask", "asked", "text"),
    [
        (Ask.DATE, "When did the interim director say the hub would open?", "The hub opened in September 2017."),
        (Ask.NUMBER, "How many staff did the deputy head say had left?", "Nine staff had left by then."),
        (Ask.SHARE, "According to the acting chief executive, what share was late?", "A fifth of visits were late."),
    ],
)
def test_who_says_it_is_not_what_it_is_about(ask: Ask, asked: str, text: str) -> None:
    assert not is_of_others(ask, asked, text, "")


def test_whose_day_in_office_is_asked_is_what_it_is_about() -> None:
    asked = "When did the interim director take up the post?"
    assert is_of_others(Ask.DATE, asked, "The head of care started in May 2017.", "")
