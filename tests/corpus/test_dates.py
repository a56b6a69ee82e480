"""Dates as people read them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime

import pytest

from corpus.dates import date_in_words, is_partial_date, moment_in_words, range_in_words


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


@pytest.mark.parametrize("iso", ["2024-02-29", "2023-06", "2023"])
def test_a_whole_day_a_month_and_a_year_are_dates(iso: str) -> None:
    assert is_partial_date(iso)


@pytest.mark.parametrize("text", ["", "2023-02-29", "2023-13", "0000", "16 June 2023", "2023-6-1", "2023-06-16 "])
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    assert not is_partial_date(text)


@pytest.fixture
def in_london(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/London")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("in_london")
@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (datetime(2026, 11, 22, 12, 5), "22 November 2026, 12:05pm"),
        (datetime(2026, 7, 1, 23, 30), "2 July 2026, 12:30am"),
        (datetime(2026, 7, 1, 8, 0), "1 July 2026, 9:00am"),
    ],
)
def test_a_moment_is_told_in_the_time_of_here(kept: datetime, words: str) -> None:
    assert moment_in_words(kept) == words
