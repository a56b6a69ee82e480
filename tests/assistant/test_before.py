"""The inspection before one, and the one that was promised after it."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answer import Answer, Standing

Ask = Callable[..., Answer]


def test_an_inspection_that_is_held_is_named_with_its_own_dates(ask_sample: Ask) -> None:
    answer = ask_sample("Which inspection came before the 2017 one?")
    assert answer.lead and "2014" in answer.lead
    assert {c.inspected_to[:4] for s in answer.statements for c in s.citations if c.inspected_to} == {"2014"}


def test_where_none_is_held_each_account_of_an_earlier_one_is_shown(ask_harrowmere: Ask) -> None:
    answer = ask_harrowmere("What was the inspection before September 2018?")
    seen = " ".join(s.text for s in answer.statements)
    assert answer.standing is Standing.ANSWERED
    assert "November 2014" in seen
    assert "May 2016" in seen
    assert any("No paper of an earlier inspection is held" in note.text for note in answer.notes)


def test_a_figure_before_a_date_is_no_question_of_an_inspection(ask_sample: Ask) -> None:
    answer = ask_sample("How many care leavers were in hotels before the November 2019 inspection?")
    assert "ix care leavers" in " ".join(s.text for s in answer.statements)
