"""What papers do not agree on: figures, and a council's claim beside what inspectors found."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answer import Answer
from corpus.paper import Voice


def test_both_figures_of_a_dispute_are_shown(ask_sample: Callable[..., Answer]) -> None:
    answer = ask_sample("How many care leavers stayed in bed and breakfast between August 2024 and January 2025?")
    seen = " ".join(statement.text for statement in answer.statements)
    assert "nine" in seen
    assert "four" in seen
    assert any(note.kind == "conflict" for note in answer.notes)


def test_figures_of_other_years_are_no_dispute(ask_sample: Callable[..., Answer]) -> None:
    answer = ask_sample("What share of Brackenford's social workers came from agencies in 2014?")
    assert not any(note.kind == "conflict" for note in answer.notes)


def test_a_claim_of_the_council_has_what_inspectors_found_before_it(ask_sample: Callable[..., Answer]) -> None:
    answer = ask_sample("Was the use of bed and breakfast for care leavers over by January 2024?")
    voices = [statement.voice for statement in answer.statements]
    assert voices[0] is Voice.INSPECTOR
    assert Voice.COUNCIL in voices
    assert any(note.kind == "conflict" for note in answer.notes)


def test_a_claim_asked_for_as_the_councils_own_stands_by_itself(ask_sample: Callable[..., Answer]) -> None:
    answer = ask_sample("What did the council say in January 2024 about bed and breakfast?")
    assert not any(note.kind == "conflict" for note in answer.notes)
