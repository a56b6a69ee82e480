"""Rows of an action plan, by their colour, their owner and their due date."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assistant.answer import Answer, Standing
from assistant.lookups.actions import Colours, colours_in
from corpus.paper import Rag

Ask = Callable[..., Answer]
EITHER_RED = Colours(frozenset({Rag.RED}), frozenset({Rag.RED}), either=True)


def numbers(answer: Answer) -> list[str]:
    return [match.group() for s in answer.statements if (match := re.match(r"[AP]\d\b", s.citations[0].quote))]


@pytest.mark.parametrize(
    ("text", "colours"),
    [
        ("Which actions are red?", EITHER_RED),
        ("Which actions are red for the action?", Colours(frozenset({Rag.RED}), None)),
        ("Which actions are red for impact?", Colours(None, frozenset({Rag.RED}))),
        ("Which are green but red for impact?", Colours(frozenset({Rag.GREEN}), frozenset({Rag.RED}))),
        ("Which were green but made no difference?", Colours(frozenset({Rag.GREEN}), frozenset({Rag.RED}))),
        ("Which actions are on track?", Colours(frozenset({Rag.GREEN, Rag.BLUE}), None)),
        ("Which actions made a difference?", None),
    ],
)
def test_a_colour_is_of_the_action_of_the_impact_or_of_either(text: str, colours: Colours | None) -> None:
    assert colours_in(text) == colours


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Which actions in the improvement plan are red for the action?", ["A3"]),
        ("Which actions are red?", ["A3", "A4", "A9"]),
        ("In the plan, which actions were done, green, but made no difference to children?", ["A4"]),
        ("Which actions does Farah Iqbal own?", ["A3", "A9"]),
        ("Which actions is the Service Manager, Permanence responsible for?", ["A5", "A7"]),
        ("Which actions in the plan were due before June 2020?", ["A6", "A1", "A9"]),
        ("Which actions were due in September 2020?", ["A3"]),
        ("Who is in charge of the action on life story work?", ["A5"]),
        ("Who owns the B&B action, and when was it due?", ["A2"]),
        ("When was the respite scheme due, and who owned it?", ["A7"]),
    ],
)
def test_the_rows_asked_for_are_shown_and_no_others(ask_sample: Ask, text: str, rows: list[str]) -> None:
    answer = ask_sample(text)
    assert answer.standing is Standing.ANSWERED
    assert numbers(answer) == rows


def test_a_colour_that_does_not_say_of_what_is_told_of_both(ask_sample: Ask) -> None:
    lead = ask_sample("Which actions are red?").lead
    assert lead == "Red for the action: A3; red for the impact: A3, A4, A9."


def test_one_row_is_told_in_full_and_as_of_its_plan(ask_sample: Ask) -> None:
    answer = ask_sample("Who owned the bed and breakfast action in the 2020 improvement plan and when was it due?")
    assert answer.lead and "Tom Birtles" in answer.lead and "31 March 2021" in answer.lead
    assert any("12 March 2020" in note.text for note in answer.notes)


def test_every_row_is_quoted_word_for_word(ask_sample: Ask) -> None:
    answer = ask_sample("Which actions are overdue?")
    assert numbers(answer) == ["A9", "A3", "A7", "A5", "A2"]
    assert all(s.cells and all(cell.text in s.citations[0].quote for cell in s.cells) for s in answer.statements)


@pytest.mark.parametrize(
    "text",
    [
        "What priority actions did the 2021 visit set out?",
        "What action did the council take on private fostering?",
        "What came of the action to set up a respite scheme for foster carers?",
        "Was legal action taken against the council?",
    ],
)
def test_other_actions_are_none_of_the_plans_rows(ask_sample: Ask, text: str) -> None:
    answer = ask_sample(text)
    assert answer.lead is None or not re.match(r"A\d", answer.lead)
