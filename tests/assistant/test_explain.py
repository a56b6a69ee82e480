"""Why this answer: what is told of the way to it, in words that an officer reads, and of no paper closed to them."""

from __future__ import annotations

import pytest

from assistant.ask import ask
from assistant.explain import explain, period_in_words
from assistant.understanding.periods import Period
from corpus.corpus import Corpus
from corpus.paper import Role
from corpus.reader import Reader

MEMBER = Reader("m", "Cllr Mary Member", Role.MEMBER)
OFFICER = Reader("o", "Olu Officer", Role.OFFICER)
CLOSED = "Who is the preferred bidder for the residential home for children with complex needs?"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(2023), "2023"),
        (Period(2023, 6, 6), "June 2023"),
        (Period(2023, 6, 8), "June 2023 to August 2023"),
        (Period(2023, 4, 3, 2024), "April 2023 to March 2024"),
    ],
)
def test_a_period_is_told_by_its_months(period: Period, words: str) -> None:
    assert period_in_words(period) == words


def test_what_was_understood_searched_and_left_out_is_told(sample_corpus: Corpus) -> None:
    question = "How many care leavers were in bed and breakfast in 2023?"
    answer = ask(sample_corpus, question, authority="Brackenford", role=Role.MEMBER)
    told = explain(sample_corpus, answer, (), "Brackenford", MEMBER)
    understood = dict(told.understood)
    assert understood["Council"] == "Brackenford"
    assert understood["Time"] == "2023"
    assert "a number" in understood["What would answer it"]
    assert answer.statements
    assert told.kept.startswith(f"{len(answer.statements)} statement")
    shown = " ".join(statement.text for statement in answer.statements)
    assert told.left_out
    assert not any(left.text in shown for left in told.left_out)


def test_nothing_of_a_closed_paper_is_told_to_a_reader_without_the_right(sample_corpus: Corpus) -> None:
    answer = ask(sample_corpus, CLOSED, authority="Brackenford", role=Role.OFFICER)
    closed = {citation.title for statement in answer.statements for citation in statement.citations}
    assert closed
    told = explain(sample_corpus, answer, (), "Brackenford", MEMBER)
    assert not any(title in left.source for left in told.left_out for title in closed)
