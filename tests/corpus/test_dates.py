"""Dates as people read them."""

from __future__ import annotations

import pytest

from corpus.dates import date_in_words, range_in_words


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2023-06-16", "16 June 2023"), ("2023-06-05", "5 June 2023"), ("2023-06", "June 2023"), ("2023", "2023")],
)
def test_a_date_in_words(iso: str, words: str) -> None:
    assert date_in_words(iso) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2023-06-05", "2023-06-16", "5 to 16 June 2023"),
        ("2023-05-30", "2023-06-09", "30 May to 9 June 2023"),
        ("2023-12-18", "2024-01-12", "18 December 2023 to 12 January 2024"),
        ("2023-06-16", "2023-06-16", "16 June 2023"),
        (None, "2023-06-16", "16 June 2023"),
        ("2023-05", "2023-06", "May 2023 to June 2023"),
        ("2023", "2023-06-16", "2023 to 16 June 2023"),
        (None, "2023", "2023"),
    ],
)
def test_a_range_in_words(start: str | None, end: str, words: str) -> None:
    assert range_in_words(start, end) == words
