"""What is a decision in minutes, and what was only said."""

from __future__ import annotations

import pytest

from corpus.paper import Kind, Voice
from tests.ingest.test_voices import COUNCIL, DECISION, said


def test_in_minutes_only_what_is_resolved_is_a_decision() -> None:
    found = said(
        Kind.MINUTES,
        "# CARE LEAVERS",
        "The Panel noted that the dispute with the landlord had been resolved. Members said: “Well done.”",
        "RESOLVED: that the report be noted.",
        "# PRIVATE FOSTERING",
        "The Director said that a post was empty. RESOLVED that:",
        "(a) the post be filled; and",
        "(b) the Director report in July.",
        "The meeting closed at 8 pm.",
        "# RESOLVED:",
        "(a) that the plan be agreed.",
        "# NEXT MEETING",
        "The next meeting is in May.",
    )
    assert found["The Panel noted that the dispute with the landlord had been resolved."] == COUNCIL
    assert found["RESOLVED: that the report be noted."] == DECISION
    assert found["The Director said that a post was empty."] == COUNCIL
    assert found["the post be filled; and"] == DECISION
    assert found["the Director report in July."] == DECISION
    assert found["The meeting closed at 8 pm."] == COUNCIL
    assert found["that the plan be agreed."] == DECISION
    assert found["The next meeting is in May."] == COUNCIL


@pytest.mark.parametrize(
    "decided",
    [
        "It was unanimously resolved that the plan be adopted.",
        "The Children and Families Scrutiny Committee therefore resolved to write to the minister.",
        "Upon being put to the vote it was resolved that the plan be adopted.",
        "The Committee agreed unanimously that the letter be sent.",
        "AGREED: That the plan be adopted.",
        "The motion to defer the item was put to the vote and declared carried.",
        "The recommendations in the report were carried unanimously.",
    ],
)
def test_the_ways_in_which_minutes_say_that_something_was_decided(decided: str) -> None:
    found = said(Kind.MINUTES, "The Chair thanked officers.", decided, "The Chair moved to the next item.")
    assert list(found.values()) == [COUNCIL, DECISION, COUNCIL]


@pytest.mark.parametrize(
    "talk",
    [
        "Members agreed that recruitment was the greatest risk.",
        "It was agreed that the service had improved.",
        "The Cabinet had resolved in May to close the home.",
        "Officers said that the work was carried out in June.",
        "Councillor Bell asked how the dispute was resolved by the contract.",
        "The amendment was lost.",
    ],
)
def test_what_members_think_or_once_decided_is_no_decision(talk: str) -> None:
    assert said(Kind.MINUTES, talk)[talk] == COUNCIL


def test_a_lettered_list_is_resolved_to_its_end() -> None:
    found = said(
        Kind.MINUTES,
        "RESOLVED:",
        "A. That the action plan be noted.",
        "B. That a report be brought to the May meeting.",
        "C. That the Chair write to staff.",
        "D. Field left the meeting at this point.",
    )
    assert [voice for voice, _, _ in found.values()] == [Voice.DECISION] * 4 + [Voice.COUNCIL]
    found = said(Kind.MINUTES, "RESOLVED:", "A. That the plan be noted.", "The Chair thanked all.", "B. Bell left.")
    assert [voice for voice, _, _ in found.values()] == [Voice.DECISION] * 2 + [Voice.COUNCIL] * 2


def test_a_page_of_a_committee_system_has_decisions_under_a_label() -> None:
    found = said(
        Kind.MINUTES,
        "Decision:",
        "That:",
        "(a) Cabinet note the letter from the inspectors.",
        "The leader thank the staff.",
        "Minutes:",
        "The leader said that staff had worked hard.",
        "Alternative options considered:",
        "1. There were none.",
    )
    assert [voice for voice, _, _ in found.values()] == [Voice.DECISION] * 4 + [Voice.COUNCIL] * 4


def test_without_another_label_only_the_paragraph_after_decision_is_one() -> None:
    found = said(Kind.MINUTES, "Decision:", "The plan was approved.", "The Chair turned to the budget.")
    assert [voice for voice, _, _ in found.values()] == [Voice.DECISION, Voice.DECISION, Voice.COUNCIL]
