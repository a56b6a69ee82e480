"""Whose voice a named speaker has, and whom a later mention means."""

from __future__ import annotations

import pytest

from corpus.paper import Kind, Voice
from tests.ingest.test_voices import said


@pytest.mark.parametrize(
    ("speaker", "voice"),
    [
        ("Councillor Ann Bell, cabinet member for children", Voice.COUNCIL),
        ("Councillor Ann Bell, leader of the opposition", Voice.OTHER),
        ("Councillor Ann Bell, shadow cabinet member for children", Voice.OTHER),
        ("Councillor Ann Bell, leader of the Labour group", Voice.OTHER),
        ("Labour councillor Ann Bell, cabinet member for children", Voice.COUNCIL),
        ("Ann Bell, director of children’s services", Voice.COUNCIL),
        ("Ann Bell, director of policy at Become", Voice.OTHER),
        ("Ann Bell, former director of children’s services", Voice.OTHER),
        ("Ann Bell, Unison branch secretary at Brackenford Council", Voice.OTHER),
        ("Ann Bell, independent chair of the safeguarding partnership", Voice.OTHER),
        ("Ann Bell, Ofsted’s national director for social care", Voice.INSPECTOR),
        ("Chief Inspector Ann Bell, of Brackenford Police", Voice.OTHER),
        ("Councillor Ann Bell, responding to the Ofsted report", Voice.COUNCIL),
    ],
)
def test_whose_voice_a_person_has(speaker: str, voice: Voice) -> None:
    found = said(Kind.NEWS, f"{speaker}, said: “It is a long road. We have begun.”")
    heard, name, quoted_by = found["We have begun.”"]
    assert (heard, quoted_by) == (voice, Voice.PRESS)
    assert name is not None
    assert "Ann Bell" in name


def test_two_people_of_one_surname_are_two() -> None:
    found = said(
        Kind.NEWS,
        "Kelly Marsh, a foster carer, said: “Nobody rang me back.”",
        "Tom Marsh said: “They rang me every week.”",
        "Ms Marsh added: “I gave up.”",
    )
    assert found["Tom Marsh said: “They rang me every week.”"][1] == "Tom Marsh"


def test_another_bodys_report_is_not_the_inspectors() -> None:
    found = said(
        Kind.NEWS,
        "Ofsted came in May. An independent report on the death of a baby came out in June.",
        "“Signs of neglect were missed by everybody,” the report said.",
    )
    assert found["“Signs of neglect were missed by everybody,” the report said."][0] is Voice.OTHER


DIRECTOR = (
    "Alan Reed, director of children’s services, said: “Every child has now been seen. That is the least we owe them.”"
)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Opposition councillor Nora Vale disagreed.", "Nora Vale"),
        ("Its former chair, Nora Vale, was not convinced.", "Nora Vale"),
        ("But Nora Vale, who leads the Green group, shook her head.", "Nora Vale"),
        ("Nora Vale was in the public gallery.", None),  # it is not said who she is
        ("The letter went to Councillor Nora Vale last week.", None),
        ("A mother in the gallery was in tears.", None),
        ("One officer of the union was angry.", None),
        ("Mrs Vale was less sure.", "Mrs Vale"),
    ],
)
def test_she_is_the_person_spoken_of_last_or_nobody_known(sentence: str, speaker: str | None) -> None:
    found = said(
        Kind.NEWS, DIRECTOR, f"{sentence} “We have heard all of this before,” she said. “It never lasts long.”"
    )
    for words in ("“We have heard all of this before,” she said.", "“It never lasts long.”"):
        voice, name, quoted_by = found[words]
        assert (voice, quoted_by) == (Voice.OTHER if "Mrs" not in sentence else voice, Voice.PRESS)
        assert "Alan Reed" not in (name or "")
        assert (speaker or "") in (name or "")
        assert (name is None) == (speaker is None)


@pytest.mark.parametrize(
    "sentence",
    [
        "The director was hopeful.",
        "Mr Reed took up the post in May.",
        "He met families on Monday.",
        "It was a hard year.",
    ],
)
def test_he_stays_the_one_whom_a_sentence_goes_on_about(sentence: str) -> None:
    found = said(Kind.NEWS, DIRECTOR, f"{sentence} “We will get there before the winter,” he said.")
    assert "Alan Reed" in (found["“We will get there before the winter,” he said."][1] or "")


def test_she_is_nobody_who_is_called_mr() -> None:
    found = said(
        Kind.NEWS,
        "Mr Tom Field, regional organiser for Unison, said: “Our members have warned of this for years.”",
        "“Nobody listened to a word of it,” she said.",
    )
    assert found["“Nobody listened to a word of it,” she said."][1] is None


def test_who_disagrees_before_a_colon_speaks() -> None:
    found = said(
        Kind.NEWS, "Councillor Ann Bell, leader of the opposition, disagreed: “We were never shown the figures.”"
    )
    (heard,) = found.values()
    assert heard[0] is Voice.OTHER
    assert "Ann Bell" in (heard[1] or "")


@pytest.mark.parametrize(
    "said_by",
    [
        "says the latest monitoring report, the second of its kind, after a visit in May.",
        "the damning 20-page report said.",
        "according to the watchdog's latest letter.",
        "says the report.",
    ],
)
def test_the_inspectors_report_by_whatever_name(said_by: str) -> None:
    sentence = f"“Leaders have made too little headway for children in care,” {said_by}"
    found = said(Kind.NEWS, "Ofsted came back to Brackenford in May.", sentence)
    assert found[sentence] == (Voice.INSPECTOR, None, Voice.PRESS)


def test_what_was_described_after_inspectors_spoke_is_in_their_words() -> None:
    found = said(
        Kind.NEWS,
        "Inspectors found that the service was “inadequate”, the report says.",
        "Plans were described as papers “that nobody reads and that change nothing for a child”.",
    )
    sentence = "Plans were described as papers “that nobody reads and that change nothing for a child”."
    assert found[sentence] == (Voice.INSPECTOR, None, Voice.PRESS)


def test_a_part_of_the_writers_own_sentence_is_nobody_elses() -> None:
    sentence = "The new hub is “for anybody who needs somebody to talk to at any hour of the day”."
    assert said(Kind.NEWS, "A hub has opened in Brackenford.", sentence)[sentence] == (Voice.PRESS, None, None)
