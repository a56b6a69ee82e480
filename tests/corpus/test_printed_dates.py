"""Dates as papers print them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.printed_dates import find_dates, find_months, months_told

LAST_DAY = date(2099, 12, 31)  # that is read as a date
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=LAST_DAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("5 to 16 June 2023", "2023-06-05", "2023-06-16"),
        ("5-16 June 2023", "2023-06-05", "2023-06-16"),
        ("5 – 16 June 2023", "2023-06-05", "2023-06-16"),
        ("5 June to 16 June 2023", "2023-06-05", "2023-06-16"),
        ("5 June 2023 to 16 June 2023", "2023-06-05", "2023-06-16"),
        ("8 July 2014 - 30 July 2014", "2014-07-08", "2014-07-30"),
        ("26 February 2018–22 March 2018", "2018-02-26", "2018-03-22"),
        ("14 September to 8 October 2015", "2015-09-14", "2015-10-08"),
        ("29 January 2024 to 2 February 2024", "2024-01-29", "2024-02-02"),
        ("30 November to 11 January 2019", "2018-11-30", "2019-01-11"),
        ("on 5 and 6 May 2021", "2021-05-05", "2021-05-06"),
        ("5 & 6 May 2021", "2021-05-05", "2021-05-06"),
        ("30 April and 1 May 2025", "2025-04-30", "2025-05-01"),
        ("between 4 and 8 December 2017", "2017-12-04", "2017-12-08"),
        ("from 18 to 22 November 2024", "2024-11-18", "2024-11-22"),
        ("5, 6 and 7 May 2021", "2021-05-05", "2021-05-07"),
        ("2 to 6 March and 16 to 20 March 2020", "2020-03-02", "2020-03-20"),
        ("Monday 5 June to Friday 16 June 2023", "2023-06-05", "2023-06-16"),
        ("THURSDAY, 20TH NOVEMBER, 2014", "2014-11-20", "2014-11-20"),
        ("5th - 16th June 2023", "2023-06-05", "2023-06-16"),
        ("27 and\n28 February 2018", "2018-02-27", "2018-02-28"),
        ("27 February 2019", "2019-02-27", "2019-02-27"),
        ("1 Sept 2020", "2020-09-01", "2020-09-01"),
        ("June 5, 2023", "2023-06-05", "2023-06-05"),
        ("05/06/2023 to 16/06/2023", "2023-06-05", "2023-06-16"),
        ("16.06.2023", "2023-06-16", "2023-06-16"),
        ("2023-06-16", "2023-06-16", "2023-06-16"),
        ("14 May 2021 and 12 schools", "2021-05-14", "2021-05-14"),
        ("on 31 March 2014, 400 children", "2014-03-31", "2014-03-31"),
        ("3 to 14 Febuary 2020", "2020-02-03", "2020-02-14"),
        ("3 Septmeber 2019 to 4 Ocotber 2019", "2019-09-03", "2019-10-04"),
        ("28 November–2 December and 12–16 December 2022", "2022-11-28", "2022-12-16"),
        ("page 1 13 January 2023", "2023-01-13", "2023-01-13"),
    ],
)
def test_shapes_of_dates(text: str, first: str, last: str) -> None:
    (found,) = find_dates(text)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text", ["31 June 2020", "29 February 2023", "5 May", "June 2023", "in 2014", "32 May 2020", "0300 123 1231"]
)
def test_what_is_no_whole_date(text: str) -> None:
    assert find_dates(text) == []


def test_a_range_printed_backwards_is_kept_as_printed() -> None:
    (found,) = find_dates("24 October 2023 to 25 October 2022")
    assert found.first > found.last


def test_a_range_printed_backwards_within_a_month_is_kept_as_printed() -> None:
    (found,) = find_dates("16 to 5 June 2023")
    assert (found.first, found.last) == (date(2023, 6, 16), date(2023, 6, 5))


def test_two_dates_apart_are_two() -> None:
    found = find_dates("9 May 2017, 08:40 | Updated: 12 June 2018, 17:15")
    assert [dates.first for dates in found] == [date(2017, 5, 9), date(2018, 6, 12)]


def test_says_where_the_date_stands() -> None:
    text = "The visit was on 5 and 6 May 2021, by two inspectors."
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "5 and 6 May 2021"
    assert found.days == 2


def test_months_with_their_year() -> None:
    assert find_months("in March 2020 and on 5 June 2021") == ["2020-03", "2021-06"]


def _month(day: date) -> str:
    return calendar.month_name[day.month]


@given(
    DAYS, st.integers(0, 60), st.sampled_from([" to ", " - ", "-", " – ", "–", " and ", " until "]), st.integers(0, 2)
)
def test_a_range_reads_back_as_it_was_written(first: date, days: int, joint: str, left_out: int) -> None:
    last = min(first + timedelta(days=days), LAST_DAY)
    whole = f"{last.day} {_month(last)} {last.year}"
    if left_out == 2 and first.year == last.year and first.month == last.month:
        written = f"{first.day}{joint}{whole}"
    elif left_out >= 1 and (first.year == last.year or (first.month, first.day) > (last.month, last.day)):
        written = f"{first.day} {_month(first)}{joint}{whole}"
    else:
        written = f"{first.day} {_month(first)} {first.year}{joint}{whole}"
    (found,) = find_dates(f"Inspection dates: {written}.")
    assert (found.first, found.last) == (first, last)


@given(
    DAYS,
    st.sampled_from(
        ["{0.day} {1} {0.year}", "{0:%d/%m/%Y}", "{0:%Y-%m-%d}", "{1} {0.day}, {0.year}", "{0:%A} {0.day} {1} {0.year}"]
    ),
)
def test_a_day_reads_back_as_it_was_written(day: date, shape: str) -> None:
    (found,) = find_dates("It was on " + shape.format(day, _month(day)) + ".")
    assert found.first == found.last == day


@given(st.text(alphabet="0123456789 -–/.,MayJuneto and&\n", max_size=80))
def test_any_text_is_survived(text: str) -> None:
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ILACS 5-16 June 2023", ("2023-06", "2023-06")),
        ("Focused visit 20 April - 6 May 2021 (no grades)", ("2021-04", "2021-05")),
        ("JTAI 28 November 2022 to 9 January 2023", ("2022-11", "2023-01")),
        ("JTAI 28 November to 9 January 2023", ("2022-11", "2023-01")),
        ("ILACS 18/11/2019 to 29/11/2019", ("2019-11", "2019-11")),
        ("the visit of Nov 2019", ("2019-11", "2019-11")),
        ("SIF January-February 2015", ("2015-01", "2015-02")),
        ("SIF November to January 2015", ("2014-11", "2015-01")),
        ("SIF 2014", ("2014", "2014")),
        ("the inspection before the last", None),
        ("none", None),
    ],
)
def test_the_months_that_words_tell_of(text: str, told: tuple[str, str] | None) -> None:
    assert months_told(text) == told
