"""What came of something that the papers only call for, or say is to be held or done."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from assistant.evidence.evidence import FEATURES, Evidence
from assistant.evidence.yet_to_come import is_only_foretold
from assistant.understanding.question import understand
from corpus.held import HeldPassage


def told(*sentences: str) -> list[Evidence]:
    return [Evidence(cast(HeldPassage, None), 0, text, (0.0,) * len(FEATURES), 0.0) for text in sentences]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("What was the outcome of the strike ballot?", "The branch is to ballot its members on a strike."),
        ("What did the review of the fire find?", "Councillor Ferris called for an independent review of the fire."),
        ("What were the findings of the audit?", "An audit of the files will begin in June."),
        ("How did the staff survey turn out?", "Managers plan to survey the staff again."),
        ("What did the review of the fire find?", "The fire was referred to the board for an independent review."),
        (
            "What did the working group on school routes come up with?",
            "RESOLVED: That a working group of three Members look at the routes to school.",
        ),
    ],
)
def test_what_has_yet_to_be_held_has_no_result(asked: str, sentence: str) -> None:
    assert is_only_foretold(understand(asked, held=[]), told(sentence, "Caseloads fell to 15."))


@pytest.mark.parametrize(
    ("asked", "sentences"),
    [
        ("What was the outcome of the strike ballot?", ["In the ballot 81% of members voted to strike."]),
        (
            "What did the review of the fire find?",
            ["Councillor Ferris called for a review of the fire.", "The review found that doors had been locked."],
        ),
        ("What did the review of the fire find?", ["Doors had been locked.", "He called for a review of the fire."]),
        ("When is the staff survey?", ["Managers plan to survey the staff in June."]),
    ],
)
def test_what_was_held_or_is_asked_otherwise_is_told(asked: str, sentences: list[str]) -> None:
    assert not is_only_foretold(understand(asked, held=[]), told(*sentences))


def near(text: str, overlap: float, answers: float = -3.0) -> Evidence:
    features = tuple(overlap if name == "sentence_overlap" else 0.0 for name in FEATURES)
    return Evidence(cast(HeldPassage, None), 0, text, features, 0.0, answers)


def test_a_review_to_come_may_stand_below_a_sentence_that_is_no_nearer() -> None:
    asked = understand("What did the review of who chairs the board recommend?", held=[])
    foretold = near("He chairs the board and said that a review would report by Easter.", 0.6, 1.5)
    assert is_only_foretold(asked, [near("I want the board to be chaired by a member.", 0.6, 1.8), foretold])
    assert not is_only_foretold(asked, [near("A member from outside should chair the board.", 0.6, 3.0), foretold])
    assert not is_only_foretold(asked, [near("The board was to be chaired from outside.", 0.9, 1.0), foretold])


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("Did the police keep the second sergeant?", "The police will decide in May whether to keep the sergeant."),
        ("Has the hub moved to the police station?", "The hub is expected to move to the police station by May."),
        ("Did cabinet pay for the posts?", "RESOLVED: That Cabinet be asked to fund the two posts."),
        ("So did the trust open the clinic?", "The trust hopes to open a clinic."),
    ],
)
def test_what_was_to_be_done_is_not_told_to_have_been(asked: str, sentence: str) -> None:
    question = understand(asked, held=[])
    assert is_only_foretold(question, [near(sentence, 0.8), near("Caseloads fell to 15.", 0.0)])
    # another sentence about it tells what was done, or one reads like the answer in other words
    assert not is_only_foretold(question, [near(sentence, 0.8), near("In the end nothing came of it.", 0.7)])
    assert not is_only_foretold(question, [near(sentence, 0.8), near("In the end nothing came of it.", 0.1, 2.0)])


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("Did the police keep the second sergeant?", "The police kept the sergeant and will pay for her."),
        ("Did Ofsted say that it would take three years?", "It will take three years."),
        ("Were they planned to open in May?", "The homes are expected to open in May."),
        ("Will the hub move?", "The hub will move in May."),
        ("Has the hub moved?", "The hub has moved, and will be open to all."),
        ("Did staff leave?", "Staff had been told that they would be kept."),
    ],
)
def test_what_was_done_said_or_meant_is_told(asked: str, sentence: str) -> None:
    assert not is_only_foretold(understand(asked, held=[]), [near(sentence, 0.8)])


def minuted(*sentences: str, met: str | None = None) -> list[Evidence]:
    features = tuple(float(name == "time") for name in FEATURES)
    held = cast(HeldPassage, SimpleNamespace(paper=SimpleNamespace(facts=SimpleNamespace(meeting_date=met))))
    return [Evidence(held, 0, text, features, 0.0) for text in sentences]


SPECIAL = "What was decided at the special meeting of council on 4 May 2022?"


@pytest.mark.parametrize(
    "sentence",
    [
        "The plan would also be debated at a special meeting of council on 4 May.",
        "Members noted that the plan will go to the special meeting on 4 May 2022.",
        "Cabinet note any comments from the special council meeting to be held on 4 May 2022.",
        "A special council meeting on 4 May will consider the plan.",
        "A special meeting of council is due on 4 May.",
        "The plan will be taken to an extraordinary meeting on 4 May.",
    ],
)
def test_what_a_meeting_decided_is_not_told_by_what_looks_forward_to_it(sentence: str) -> None:
    question = understand(SPECIAL, held=[])
    assert is_only_foretold(question, minuted(sentence, "The plan was welcomed.", met="2022-04-28"))
    # the minutes of the meeting itself may look back to its calling
    assert not is_only_foretold(question, minuted(sentence, "The plan was agreed.", met="2022-05-04"))


@pytest.mark.parametrize(
    ("asked", "sentences"),
    [
        (SPECIAL, ["At the special meeting on 4 May council agreed that the plan would be published."]),
        (SPECIAL, ["The special meeting of council on 4 May resolved to publish the plan."]),
        (SPECIAL, ["Council held an extraordinary meeting on 4 May and adopted the plan."]),
        (
            SPECIAL,
            [
                "The plan would be debated at a special meeting of council on 4 May.",
                "The special meeting on 4 May rejected the plan.",
            ],
        ),
        (SPECIAL, ["The plan will go to the next meeting of the panel."]),
        ("What did cabinet decide about the plan?", ["The plan will go to a special meeting on 4 May."]),
        ("When is the special meeting of council?", ["A special meeting of council will be held on 4 May."]),
    ],
)
def test_what_a_meeting_did_is_told(asked: str, sentences: list[str]) -> None:
    assert not is_only_foretold(understand(asked, held=[]), minuted(*sentences))
