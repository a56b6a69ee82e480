"""A question for a grade is known by what it leaves to ask, whatever its words; one on any matter is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer, Standing
from assistant.understanding.question import understand
from assistant.understanding.wants import Wants

Ask = Callable[..., Answer]
HELD = ("Brackenford", "Ashmere")


def wants(text: str, *earlier: str) -> frozenset[Wants]:
    return understand(text, held=HELD, earlier=earlier, authority=None).wants


@pytest.mark.parametrize(
    "text",
    [
        "Where did Brackenford's leaders end up at the last full inspection?",
        "How did Brackenford come out in 2017?",
        "How did the safeguarding children board get on in 2014?",
        "Brackenford's overall result at each full inspection from 2014 to now?",
        "Did Brackenford score anything better than requires improvement in autumn 2019?",
        "How bad were the results in 2014?",
        "What did the 2023 inspection give care leavers?",
        "Where did 2023 leave us for help and protection?",
        "How's leadership regarded, as of 2023?",
        "Say how care leavers were classed in 2019.",
        "Care leavers in 2023: how did Brackenford fare next to Ashmere?",
        "Who came top for help and protection in 2023, Brackenford or Ashmere?",
        "What was concluded about Brackenford in the area SEND inspection of 2021?",
    ],
)
def test_a_grade_is_asked_for_in_any_words(text: str) -> None:
    assert Wants.GRADE in wants(text)


@pytest.mark.parametrize(
    "text",
    [
        "What did the council give care leavers?",
        "What rating did the action on late visits get?",
        "Which actions are rated red in the plan?",
        "How did Brackenford do on private fostering in 2017?",
        "How did care leavers get on with their landlords in 2019?",
        "What were the results of the housing survey in 2023?",
        "How good were personal education plans in 2019?",
        "Who was the lead member in 2023, Hart or Pike?",
        "What did the council have to do better in 2019?",
        "Why did the review find that Brackenford failed children?",
        "How have services for care leavers changed since 2014?",
        "What was the outcome of the focused visit in 2021?",
        "What did inspectors say about leadership in 2023?",
    ],
)
def test_a_question_on_a_matter_asks_for_no_grade(text: str) -> None:
    assert Wants.GRADE not in wants(text)


@pytest.mark.parametrize(
    ("question", "day", "grade"),
    [
        ("How did Brackenford do overall in 2017?", "2017-03-09", "requires improvement to be good"),
        ("Where did 2014 leave us for help and protection?", "2014-03-26", "inadequate"),
        ("How did services for care leavers come out in 2017?", "2017-03-09", "inadequate"),
        ("How did the safeguarding children board get on in 2014?", "2014-03-26", "inadequate"),
    ],
)
def test_the_register_answers_it(ask_sample: Ask, question: str, day: str, grade: str) -> None:
    answer = ask_sample(question)
    assert answer.standing is Standing.ANSWERED
    assert [(s.kind, s.citations[0].inspected_to) for s in answer.statements] == [("register", day)]
    assert answer.statements[0].text.endswith(f": {grade}.")


def test_a_series_of_results_is_given_whole(ask_sample: Ask) -> None:
    answer = ask_sample("Our overall result at each full inspection from 2014 to now?")
    days = [s.citations[0].inspected_to for s in answer.statements if s.kind == "register"]
    assert len(days) >= 5
    assert days == sorted(days)
    assert {"2014-03-26", "2026-06-12"} <= set(days)
