"""What a council has, of which no paper is held and which the passages found do not name."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from assistant.evidence.elsewhere import is_of_elsewhere
from assistant.evidence.evidence import FEATURES, Evidence
from assistant.understanding.question import Question, understand
from corpus.held import HeldPassage


def told(text: str) -> Evidence:
    paper = SimpleNamespace(facts=SimpleNamespace(authority="Brackenford"))
    held = SimpleNamespace(paper=paper, passage=SimpleNamespace(text=text, headings=()))
    return Evidence(cast(HeldPassage, held), 0, text, (0.0,) * len(FEATURES), 0.0)


def asked(text: str) -> Question:
    return understand(text, held=("Brackenford", "Ashmere and Tarn"))


HOMES = "Children in care live in good homes."


@pytest.mark.parametrize(
    "question",
    [
        "What does Ashmere and Tarn's new home mean for Brackenford?",
        "Will Brackenford place children in Ashmere & Tarn’s new home?",
        "Does Ashmere and Tarn Council's new home take children of Brackenford?",
    ],
)
def test_what_another_council_has_is_not_told_by_papers_that_never_name_it(question: str) -> None:
    assert is_of_elsewhere(asked(question), [told(HOMES)])
    assert not is_of_elsewhere(asked(question), [told("A home in Ashmere takes children of the city.")])


@pytest.mark.parametrize(
    "question",
    [
        "What was said of Brackenford's and Ashmere and Tarn's homes?",
        "What was said of homes in Brackenford and in Ashmere and Tarn?",
        "How do Ashmere and Tarn's homes compare with Brackenford?",
        "What do the new homes mean for Brackenford?",
    ],
)
def test_two_councils_asked_about_alike_are_not_refused(question: str) -> None:
    assert not is_of_elsewhere(asked(question), [told(HOMES)])
