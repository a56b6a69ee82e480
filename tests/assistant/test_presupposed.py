"""What a question takes for granted is found wherever in the question it is said."""

from __future__ import annotations

import pytest

from assistant.premises.figured import figures_in
from assistant.premises.polarity import clauses_of, signs_in
from assistant.premises.presupposed import presupposed
from assistant.understanding.question import understand

COUNCILS = ["Brackenford"]


def taken(text: str) -> list[str]:
    return [one.text for one in presupposed(understand(text, held=COUNCILS), tuple(COUNCILS))]


@pytest.mark.parametrize(
    "question",
    [
        "Why were visits late in 2019?",
        "In the November 2019 visit why were visits late?",
        "In the November 2019 visit, why were visits late?",
        "November 2019 visit: why were visits late?",
        "According to the 2019 letter, what is the reason visits were late?",
        "Can you explain why visits were late?",
        "How come visits were late?",
        "Visits were late in 2019, why is that?",
        "Visits were late in 2019. Why?",
        "Why were visits late, and what did the director say?",
    ],
)
def test_the_clause_is_found_however_it_is_asked(question: str) -> None:
    (one, *_) = presupposed(understand(question, held=COUNCILS), tuple(COUNCILS))
    assert [(sign.matter, sign.good) for sign in one.signs] == [("time", False)]
    assert "visits" in [word.casefold() for word in one.subject]
    assert not {"time", "director", "letter"} & {word.casefold() for word in one.subject}


@pytest.mark.parametrize(
    "question",
    [
        "Were visits late in 2019?",
        "When were the visits made?",
        "Who wrote the 2019 letter?",
        "If caseloads rise, who pays?",
    ],
)
def test_what_is_asked_or_supposed_is_not_taken_for_granted(question: str) -> None:
    assert taken(question) == []


def test_a_grade_that_a_noun_carries_is_taken_for_granted() -> None:
    assert any("inadequate" in text for text in taken("Who resigned over the inadequate rating of 2019?"))
    assert taken("Was the inadequate rating of 2019 fair?") == []


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Delays are now rare", {("time", True)}),
        ("Waiting times for a dentist are virtually non-existent", {("time", True)}),
        ("Waits for a dentist were so long", {("time", False)}),
        ("Waits are not long", {("time", True)}),
        ("Weak planning", {("value", False)}),
        ("30 per cent of posts were held by agencies, against 45 per cent in the spring", {("amount", False)}),
        ("Caseloads that were once high are manageable", {("level", False)}),
        ("The council gave no extra money", {("extra", False)}),
        ("The panel rejected the plan", {("agree", False)}),
    ],
)
def test_what_is_said_after_its_subject_turns_it(text: str, sides: set[tuple[str, bool]]) -> None:
    assert {(sign.matter, sign.good) for sign in signs_in(text)} == sides


def test_a_row_of_one_side_makes_no_sign_of_nothing() -> None:
    assert signs_in("and, the") == ()
    assert [clause.signs for clause in clauses_of("The panel met; it rained.")] == [(), ()]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("the board met 12 times", [12.0]),
        ("£1.5 million was found", [1_500_000.0]),
        ("ninety-four per cent of homes are suitable", [94.0]),
        ("it was published in 2019 on 4 May", []),
        ("one of the homes", []),
        ("the number reached 640, the highest so far", [640.0]),
    ],
)
def test_a_figure_is_what_counts_something(text: str, values: list[float]) -> None:
    assert [figure.value for figure in figures_in(text)] == values
