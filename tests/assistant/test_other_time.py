"""What came of something that the papers only call for, or say is to be held."""

from __future__ import annotations

from typing import cast

import pytest

from assistant.evidence.evidence import FEATURES, Evidence
from assistant.evidence.other_time import is_told_of_another_time
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
    ],
)
def test_what_has_yet_to_be_held_has_no_result(asked: str, sentence: str) -> None:
    assert is_told_of_another_time(understand(asked, held=[]), told(sentence, "Caseloads fell to 15."))


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
    assert not is_told_of_another_time(understand(asked, held=[]), told(*sentences))
