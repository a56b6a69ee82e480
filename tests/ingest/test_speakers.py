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
