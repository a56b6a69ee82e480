"""Dates as the corpus keeps them (ISO, whole or YYYY-MM or YYYY) and as people read them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def is_partial_date(value: str) -> bool:
    """Whether it is a day of the calendar as YYYY-MM-DD, or a month or year of it as YYYY-MM or YYYY."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", value)
    try:
        return match is not None and bool(date(int(match[1]), int(match[2] or 1), int(match[3] or 1)))
    except ValueError:
        return False


def date_in_words(iso: str) -> str:
    """ "2023-06-16" -> "16 June 2023"; "2023-06" -> "June 2023"; "2023" -> "2023"."""
    year, *rest = iso.split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def range_in_words(start: str | None, end: str) -> str:
    """ "5 to 16 June 2023", saying the month and year once where both days share them."""
    last = date_in_words(end)
    if not start or start == end:
        return last
    first = date_in_words(start)
    if start.count("-") == end.count("-") == 2:
        if start[:7] == end[:7]:
            first = first.split(" ")[0]
        elif start[:4] == end[:4]:
            first = first.rsplit(" ", 1)[0]
    return f"{first} to {last}"


def moment_in_words(moment: datetime) -> str:
    """UTC, as it is kept, in the words and the time of here: "22 November 2026, 4:41pm"."""
    here = moment.replace(tzinfo=UTC).astimezone()
    hour = here.hour % 12 or 12
    return f"{date_in_words(here.date().isoformat())}, {hour}:{here:%M}{'am' if here.hour < 12 else 'pm'}"
