"""Whether there is enough to answer, seen from the answers over the sample papers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer, Standing


@pytest.mark.parametrize(
    "asked",
    [
        "What did Baroness Tilda Quennell say about Brackenford's care leavers?",
        "What does the Families First Charter mean for fostering in Brackenford?",
        "How did Brackenford do in the XQTR review of fostering?",
    ],
)
def test_a_name_that_no_paper_holds_is_not_answered_about(ask_sample: Callable[..., Answer], asked: str) -> None:
    assert ask_sample(asked).standing is Standing.NOT_IN_PAPERS


def test_a_name_that_a_paper_holds_is_answered_about(ask_sample: Callable[..., Answer]) -> None:
    answer = ask_sample("What did Councillor Beth Lowther say about bed and breakfast in Brackenford?")
    assert answer.standing is Standing.ANSWERED
    assert any("Lowther" in (statement.speaker or statement.text) for statement in answer.statements)
