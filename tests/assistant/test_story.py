"""What has happened with an area over the years: grades, inspectors' words and the council's, in the order of time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer, Statement
from assistant.plaintext import answer_as_text
from corpus.paper import Voice

Ask = Callable[..., Answer]
SINCE_2014 = "what's happened with care leavers since 2014?"


def times(statements: list[Statement]) -> list[str]:
    return [s.citations[0].inspected_to or s.citations[0].published or "" for s in statements]


@pytest.mark.parametrize(
    "question",
    [SINCE_2014, "How has support for care leavers changed?", "Have services for care leavers got better since 2014?"],
)
def test_an_area_has_its_grades_and_the_words_of_each_inspection_in_order(ask_sample: Ask, question: str) -> None:
    answer = ask_sample(question)
    assert answer.standing == "answered"
    graded = [s for s in answer.statements if s.kind == "register"]
    assert [s.citations[0].inspected_to[:4] for s in graded if s.citations[0].inspected_to] == [
        "2014", "2017", "2019", "2023", "2026",
    ]  # fmt: skip
    inspectors = [s for s in answer.statements if s.voice is Voice.INSPECTOR]
    assert times(inspectors) == sorted(times(inspectors))
    assert len({s.citations[0].paper for s in inspectors if s.kind == "quote"}) >= 6
    assert answer.lead and answer.lead.startswith("Care leavers: requires improvement (March 2014), then inadequate")
    assert all(s.citations and s.citations[0].quote for s in answer.statements)


def test_what_cannot_be_compared_is_said(ask_sample: Ask) -> None:
    answer = ask_sample(SINCE_2014)
    notes = " ".join(note.text for note in answer.notes if note.kind == "not_like_for_like")
    assert "children in care and care leavers together" in notes
    assert "different frameworks (ILACS, SIF)" in notes
    assert "(November 2019, together with children in care)" in (answer.lead or "")


def test_the_councils_words_stand_apart_from_the_findings(ask_sample: Ask) -> None:
    answer = ask_sample(SINCE_2014)
    council = [s for s in answer.statements if s.voice is Voice.COUNCIL]
    assert council
    assert answer.statements[-len(council) :] == council
    assert all(s.kind == "quote" for s in council)


def test_only_the_time_asked_about_is_told(ask_sample: Ask) -> None:
    answer = ask_sample("How did services for care leavers change between 2017 and 2019?")
    years = {time[:4] for time in times([s for s in answer.statements if s.voice is Voice.INSPECTOR])}
    assert years == {"2017", "2019"}


@pytest.mark.parametrize(
    "question",
    [
        "How has the number of personal advisers for care leavers changed since 2014?",
        "Why have services for care leavers changed?",
        "What grade did care leavers get in each inspection?",
    ],
)
def test_a_matter_within_an_area_is_no_story_of_the_whole(ask_sample: Ask, question: str) -> None:
    answer = ask_sample(question)
    both = {s.kind for s in answer.statements if s.voice is Voice.INSPECTOR}
    assert both != {"register", "quote"}


def test_a_follow_up_turns_to_another_area(ask_sample: Ask) -> None:
    answer = ask_sample("and children in care?", SINCE_2014)
    assert answer.lead and answer.lead.startswith("Children in care: ")


def test_a_line_of_the_register_is_no_quotation_in_plain_text(ask_sample: Ask) -> None:
    text = answer_as_text(ask_sample(SINCE_2014))
    assert "\n  Brackenford, inspected 3 to 26 March 2014: " in text
    assert "“Brackenford, inspected" not in text
