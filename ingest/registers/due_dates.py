"""When an action is due: a date where the words of the plan are one, and nothing where they are not."""

from __future__ import annotations

import re

from corpus.printed_dates import find_dates, find_months

_AROUND = re.compile(
    r"\b(?:by|end|of|the|before|due|date|target|deadline|no|later|than|at|latest|on|in|revised|to|be|completed?|close"
    r"|during|early|mid|late|beginning|from|now)\b|00:00(?::00)?",
    re.IGNORECASE,
)
_NOT_DUE = re.compile(
    r"^(?:complet\w+|done|closed|achieved|started|commenced|began|since|ongoing|review\w*|from)\b", re.IGNORECASE
)
_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_NAME = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_SHORT_DAY = re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{2})(?!\d)")
_SHORT_NAMED_DAY = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_NAME}[ -](?P<year>\d{{4}}|\d{{2}})(?!\d)", re.IGNORECASE
)
_SHORT_MONTH = re.compile(rf"{_NAME}[ -]?[’']?(?P<year>\d{{4}}|\d{{2}})(?!\d)", re.IGNORECASE)
_NUMBERED_MONTH = re.compile(r"(?<![\d/.])(?P<month>\d{1,2})/(?P<year>20\d{2})(?!\d)")
_YEAR = re.compile(r"(?<![\d/–-])20\d{2}(?![\d/–-])")
NEAREST_YEARS = 6  # a year of two figures is believed this near to the paper's own


def due_date_of(due: str | None, said_in: int | None = None) -> str | None:
    """ISO, whole or as YYYY-MM or YYYY, where the words are one date and no more than that.

    "31/03/2024" -> "2024-03-31", "by the end of March 2024" -> "2024-03"; None for "Ongoing", "Q2 2023/24",
    "Completed May 2020", two dates, or a day without a year. ``said_in`` is the year of the paper.
    """
    text = " ".join((due or "").split())
    if not text or _NOT_DUE.match(text):
        return None
    dates = find_dates(text)
    if dates:
        one = len(dates) == 1 and dates[0].days == 1
        return dates[0].first.isoformat() if one and _alone(text, dates[0].start, dates[0].end) else None
    for shape in (_SHORT_DAY, _SHORT_NAMED_DAY):
        if match := shape.search(text):
            month, year = _month(match["month"]), _year(match["year"], said_in)
            named = find_dates(f"{match['day']}/{month}/{year}") if month and year else []
            return named[0].first.isoformat() if named and _alone(text, *match.span()) else None
    months = set(find_months(text))
    for shape in (_SHORT_MONTH, _NUMBERED_MONTH):
        if match := shape.search(text):
            month, year = _month(match["month"]), _year(match["year"], said_in)
            single = len(months) <= 1 and month and year and _alone(text, *match.span())
            return f"{year}-{month:02d}" if single else None
    match = _YEAR.search(text)
    return match.group() if match and _alone(text, *match.span()) else None


def _alone(text: str, start: int, end: int) -> bool:
    """Is there nothing beside the date that could change what it means?"""
    return not re.sub(r"[\W_]+", "", _AROUND.sub(" ", text[:start] + " " + text[end:]))


def _month(said: str) -> int | None:
    number = int(said) if said.isdigit() else _MONTHS[said.casefold()[:3]]
    return number if 1 <= number <= 12 else None


def _year(said: str, said_in: int | None) -> int | None:
    if len(said) == 4:
        return int(said)
    year = 2000 + int(said)
    return year if said_in is not None and abs(year - said_in) <= NEAREST_YEARS else None
