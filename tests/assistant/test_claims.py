"""Who says a thing: claims held against the register, put in the mouth of inspectors, and figures with their source."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assistant.answer import Answer, Standing
from corpus.paper import Voice

Ask = Callable[..., Answer]


def seen(answer: Answer) -> str:
    return " ".join([answer.lead or "", *(f"{s.text} {s.speaker or ''}" for s in answer.statements)])


def test_good_in_every_area_is_held_against_the_judgements_of_that_inspection(ask_sample: Ask) -> None:
    answer = ask_sample("The press release says we're good in every area. Is that what Ofsted found?")
    assert answer.standing is Standing.ANSWERED
    assert answer.lead and answer.lead.startswith("Not every judgement was good")
    assert "care leavers: requires improvement to be good" in answer.lead
    assert answer.statements[-1].voice is Voice.COUNCIL
    assert {c.inspected_to for s in answer.statements[:-1] for c in s.citations} == {"2023-09-29"}


def test_a_claim_that_the_register_denies_of_every_area_lists_them_all(ask_sample: Ask) -> None:
    answer = ask_sample("Were we good across the board in 2019?")
    assert answer.lead and answer.lead.startswith("Not every judgement was good (4 to 15 November 2019)")
    assert answer.lead.count("requires improvement to be good") == 4


def test_a_claim_on_a_judged_area_has_the_judgement_beside_it(ask_sample: Ask) -> None:
    answer = ask_sample("Was it Ofsted that said there was strong leadership at every level in 2017?")
    assert "strong leadership at every level" in seen(answer)
    assert any(s.kind == "register" and "requires improvement" in s.text for s in answer.statements)
    assert any(note.kind == "conflict" for note in answer.notes)


def test_a_claim_put_in_the_mouth_of_inspectors_is_shown_as_the_councils(ask_sample: Ask) -> None:
    answer = ask_sample("Was it Ofsted who said B&B had been ended for good?")
    assert any(s.voice is Voice.COUNCIL and "Lowther" in (s.speaker or "") for s in answer.statements)
    assert any(s.voice is not Voice.COUNCIL and re.search(r"not ended|It had not", s.text) for s in answer.statements)


def test_what_inspectors_did_say_stands_beside_the_claim_whenever_they_said_it(ask_harrowmere: Ask) -> None:
    answer = ask_harrowmere("Did Ofsted say that no child waits for a social worker any more?")
    inspectors = [s.text for s in answer.statements if s.voice is Voice.INSPECTOR]
    assert any("no longer wait" in text for text in inspectors)
    assert "Tench" in seen(answer)


def test_whose_figure_one_is_is_told_by_each_paper_that_gives_it(ask_sample: Ask) -> None:
    answer = ask_sample("Whose figure is the 92% for initial health assessments?")
    papers = {c.file for s in answer.statements for c in s.citations}
    assert len(papers) == 3
    assert "This counts assessments that the council requested" in seen(answer)


@pytest.mark.parametrize(
    "text",
    [
        "Did inspectors themselves say that managers do not know the service well enough, or was it the council?",
        "Did inspectors say that managers do not know the service well enough?",
    ],
)
def test_who_else_may_have_said_it_is_no_part_of_what_is_asked(ask_harrowmere: Ask, text: str) -> None:
    answer = ask_harrowmere(text)
    assert answer.standing is Standing.ANSWERED
    assert any(s.voice is Voice.INSPECTOR and "well enough" in s.text for s in answer.statements)
