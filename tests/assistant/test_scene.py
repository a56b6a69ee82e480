"""What is told before a question says which inspection it is asked of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer
from assistant.understanding.periods import Period
from assistant.understanding.scene import inspection_told, told_and_asked

Ask = Callable[..., Answer]
MAY = Period(2021, 5, 5)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("inspectors came about children in care in may 2021. what do we still need to fix?", MAY),
        ("In May 2021 Ofsted visited us, so what must we put right?", MAY),
        ("We had a focused visit in May 2021: what were we told to improve?", MAY),
        ("Ofsted looked at our front door in May 2021 - what did they find about delays?", MAY),
        ("We were inspected in 2021. What did they say about private fostering?", Period(2021)),
        ("We were inspected in 2021. What has been done since?", None),
        ("Inspectors came in 2021. How many children were in care?", None),  # a later paper may give it
        ("Inspectors came in 2021. What did the council say?", None),
        ("Inspectors visited in May 2021 and found delays. Is that still so?", None),
        ("We opened a home in May 2021. What did inspectors say about it?", None),
        ("Inspectors came in 2021. What did they find in 2023?", None),
        ("What did inspectors say when they came in 2021?", None),
    ],
)
def test_when_inspectors_came_is_read_from_what_is_told_first(text: str, period: Period | None) -> None:
    assert inspection_told(text) == period


def test_a_question_that_tells_nothing_first_is_asked_whole() -> None:
    text = "What, if anything, did inspectors say in May 2021?"
    assert told_and_asked(text) == ("", text)


def test_what_must_be_done_is_the_list_of_the_inspection_told_of(ask_sample: Ask) -> None:
    told = ask_sample("Inspectors came about the front door in May 2021. What do we still need to fix?")
    asked = ask_sample("What did the May 2021 visit say needs to improve?")
    assert told.standing == "answered"
    assert {s.text for s in asked.statements} <= {s.text for s in told.statements}
    assert {c.paper for s in told.statements for c in s.citations} == {asked.statements[0].citations[0].paper}


@pytest.mark.parametrize("year", ["2014", "2019"])
def test_what_they_said_is_quoted_of_the_inspection_told_of_alone(ask_sample: Ask, year: str) -> None:
    answer = ask_sample(f"Inspectors were here in {year}. What did they say about care leavers?")
    assert {(c.inspected_to or c.published or "")[:4] for s in answer.statements for c in s.citations} == {year}
