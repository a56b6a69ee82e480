"""Figures on which papers disagree."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answer import Answer


def test_both_figures_of_a_dispute_are_shown(ask_sample: Callable[..., Answer]) -> None:
    answer = ask_sample("How many care leavers stayed in bed and breakfast between August 2024 and January 2025?")
    seen = " ".join(statement.text for statement in answer.statements)
    assert "nine" in seen
    assert "four" in seen
    assert any(note.kind == "conflict" for note in answer.notes)


def test_figures_of_other_years_are_no_dispute(ask_sample: Callable[..., Answer]) -> None:
    answer = ask_sample("What share of Brackenford's social workers came from agencies in 2014?")
    assert not any(note.kind == "conflict" for note in answer.notes)
