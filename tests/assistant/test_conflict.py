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


def text_of(answer: Answer) -> str:
    return " ".join(statement.text for statement in answer.statements)


def test_a_figure_that_a_paper_quotes_and_gives_otherwise_is_followed_to_its_own(
    ask_sample: Callable[..., Answer],
) -> None:
    answer = ask_sample("How many initial health assessments were on time in the last three months of 2023?")
    assert "92%" in text_of(answer)
    assert "That is 54%." in text_of(answer)
    assert any(note.kind == "conflict" for note in answer.notes)


def test_the_figure_that_the_council_had_reported_stands_beside_what_was_found(
    ask_sample: Callable[..., Answer],
) -> None:
    answer = ask_sample("How many children were in unregistered homes in spring 2021?")
    assert "Nine children" in text_of(answer)
    assert "had reported seven" in text_of(answer)


def test_a_figure_disputed_further_on_in_a_story_is_shown_with_who_disputes_it(
    ask_harrowmere: Callable[..., Answer],
) -> None:
    answer = ask_harrowmere("How many children had no allocated social worker in January 2018?")
    assert "64 children" in text_of(answer)
    assert "The true figure is 19" in text_of(answer)


def test_figures_of_other_months_are_not_set_against_each_other(ask_harrowmere: Callable[..., Answer]) -> None:
    answer = ask_harrowmere("What share of assessments was completed on time in August 2018?")
    assert "88%" in text_of(answer)
    assert not any(note.kind == "conflict" for note in answer.notes)


def test_a_reply_in_minutes_is_quoted_with_what_was_asked(ask_sample: Callable[..., Answer]) -> None:
    answer = ask_sample("Who asked why private fostering had been weak in three inspections, and what was she told?")
    assert "Councillor Adeleke asked" in text_of(answer)
    assert "The Cabinet Member replied that money for an officer had now been found." in text_of(answer)
