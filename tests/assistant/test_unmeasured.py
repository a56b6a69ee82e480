"""A figure that the papers speak around and do not give."""

from __future__ import annotations

from typing import cast

import pytest

from assistant.evidence.evidence import FEATURES, Evidence
from assistant.evidence.unmeasured import is_left_unmeasured
from assistant.understanding.question import understand
from corpus.held import HeldPassage

WAIT = "What is the average wait for a mentor?"


def told(text: str, value: float, overlap: float, answers: float = -3.0) -> Evidence:
    features = tuple({"value": value, "sentence_overlap": overlap}.get(name, 0.0) for name in FEATURES)
    return Evidence(cast(HeldPassage, None), 0, text, features, 0.0, answers)


def is_left(asked: str, *evidence: Evidence) -> bool:
    return is_left_unmeasured(understand(asked, held=[]), evidence)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (WAIT, "The wait for a mentor is too long."),
        ("How many children have a mentor?", "The number of children with a mentor is rising."),
        ("What does a mentor cost a week?", "The weekly cost of a mentor is too high."),
    ],
)
def test_what_is_said_to_be_too_much_is_not_measured(asked: str, sentence: str) -> None:
    other = told("Court cases take 32 weeks.", 1.0, 0.2)
    assert is_left(asked, told(sentence, 0.0, 0.8), other)


def test_how_long_something_else_takes_is_no_answer_even_where_it_reads_like_one() -> None:
    assert is_left(
        WAIT, told("The wait for a mentor is too long.", 0.0, 0.8), told("It takes 32 weeks.", 1.0, 0.1, 2.0)
    )


def test_what_is_measured_is_told() -> None:
    long, weeks = told("The wait for a mentor is too long.", 0.0, 0.8), "The wait for a mentor is 9 weeks."
    assert not is_left(WAIT, told(weeks, 1.0, 0.8), long)
    assert not is_left(WAIT, long, told(weeks, 1.0, 0.8))
    assert not is_left(WAIT, long, told("A young person is seen in 9 weeks.", 1.0, 0.4, 3.0))


def test_how_many_may_be_told_in_words() -> None:
    assert not is_left("How many children have a mentor?", told("Most children have a mentor.", 0.0, 0.8))


def test_where_no_figure_is_asked_for_none_is_lacking() -> None:
    assert not is_left("What is said of the wait for a mentor?", told("The wait for a mentor is too long.", 0.0, 0.8))
