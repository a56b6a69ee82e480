"""Dates as the papers print them: single days, ranges in some twenty shapes, months."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in list(_MONTHS.items())} | {"sept": 9}


def _misprints(month: str) -> Iterator[str]:
    """The month with a letter left out, doubled or changed with the next, and no other word: "Febuary", "Septmeber"."""
    for at in range(1, len(month)):
        yield month[:at] + month[at + 1 :]
        yield month[:at] + month[at] + month[at:]
        yield month[:at] + month[at + 1 : at + 2] + month[at] + month[at + 2 :]


_SAFE_TO_MEND = 6  # letters: a slip in "March" or "June" may be another word
for _name in [name for name in _MONTHS if len(name) >= _SAFE_TO_MEND]:
    for _slip in _misprints(_name):
        _MONTHS.setdefault(_slip, _MONTHS[_name])

_MONTH = r"(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b,?\s*)?"
_DAY = r"(?<![\d.,/£])\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d{2}(?!\d)"
_PART = rf"{_WEEKDAY}{_DAY}(?:(?:\s+day)?\s+(?:of\s+)?{_MONTH})?(?:(?<!\d),?\s*{_YEAR})?"
_JOINT = (
    r"(?:\s*[-‐‑‒–—−]\s*|\s*,\s*(?:and\s+)?|\s*,?\s+(?:to|and|until|till|through|up\s+to|&)\s+)"
    r"(?:on\s+|from\s+|between\s+)?"
)
_WORDS = re.compile(rf"(?<!\w){_PART}(?:{_JOINT}{_PART})*(?!\w)", re.IGNORECASE)
_PART_FIELDS = re.compile(
    rf"{_WEEKDAY}(?P<day>{_DAY})(?:(?:\s+day)?\s+(?:of\s+)?(?P<month>{_MONTH}))?(?:(?<!\d),?\s*(?P<year>{_YEAR}))?",
    re.IGNORECASE,
)
_NUMBERS = (
    r"(?:(?P<y{0}>\d{{4}})-(?P<m{0}>\d{{2}})-(?P<d{0}>\d{{2}})"
    r"|(?P<e{0}>\d{{1,2}})[/.](?P<n{0}>\d{{1,2}})[/.](?P<z{0}>\d{{4}}))"
)
_FIGURES = re.compile(
    r"(?<![\d/.-])" + _NUMBERS.format(1) + r"(?:\s*(?:[-–—]|to|and|until)\s*" + _NUMBERS.format(2) + r")?(?![\d/-])",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>{_YEAR})", re.I)
_DIGIT = re.compile(r"\d")
_MONTH_ONLY = re.compile(rf"\b(?P<month>{_MONTH})\s+(?P<year>{_YEAR})", re.IGNORECASE)

_MONTH_BEFORE = re.compile(rf"\b(?P<month>{_MONTH}){_JOINT}(?={_MONTH}\s+{_YEAR})", re.IGNORECASE)
_YEAR_ONLY = re.compile(rf"(?<!\d){_YEAR}")


@dataclass(frozen=True, slots=True)
class Dates:
    """Days named in a text at ``text[start:end]``: from ``first`` to ``last``, which are one for a single day."""

    first: date
    last: date
    start: int
    end: int

    @property
    def days(self) -> int:
        """How many days it spans, the first and the last included."""
        return (self.last - self.first).days + 1


def find_dates(text: str) -> list[Dates]:
    """All days and ranges named in a text with their year, in order.

    Days joined by "to", "and", a dash or a comma are one range from the first to the last of them. A month or year
    left out is that of the next one named. Days that no calendar has are left out.
    """
    return list(_found(text)) if _DIGIT.search(text) else []


@lru_cache(maxsize=1_000)  # each fact that is a date looks through the same first blocks
def _found(text: str) -> tuple[Dates, ...]:
    found = [*_in_words(text), *_in_figures(text)]
    taken = [(dates.start, dates.end) for dates in found]
    for match in _MONTH_FIRST.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            day = _day(match["year"], match["month"], match["day"])
            if day:
                found.append(Dates(day, day, *match.span()))
    return tuple(sorted(found, key=lambda dates: dates.start))


def find_months(text: str) -> list[str]:
    """The months named with their year, as YYYY-MM, in order; months of whole dates among them."""
    return [f"{match['year']}-{_month_number(match['month']):02d}" for match in _MONTH_ONLY.finditer(text)]


@lru_cache(maxsize=1_000)  # each question asks it of every paper
def months_told(text: str) -> tuple[str, str] | None:
    """The first and the last month of the days or months that a text names, as YYYY-MM, or its years where it names no
    month of one: "JTAI 28 November 2022 to 9 January 2023" -> ("2022-11", "2023-01"). None where it names no year."""
    if days := find_dates(text):
        return f"{days[0].first:%Y-%m}", f"{days[-1].last:%Y-%m}"
    if months := find_months(text):
        first, before = months[0], _MONTH_BEFORE.search(text)
        if before:  # the year of "November to January 2023" is that of the last
            number = _month_number(before["month"])
            first = f"{int(first[:4]) - (number > int(first[5:]))}-{number:02}"
        return first, months[-1]
    years = _YEAR_ONLY.findall(text)
    return (years[0], years[-1]) if years else None


def _in_words(text: str) -> Iterator[Dates]:
    for match in _WORDS.finditer(text):
        parts = list(_PART_FIELDS.finditer(text, match.start(), match.end()))
        named = [i for i, part in enumerate(parts) if part["month"]]
        if not named:
            continue
        del parts[named[-1] + 1 :]  # "3 May 2021 and 12 schools"
        days = _filled(parts)
        if days:
            yield Dates(days[0], days[-1], parts[0].start(), parts[-1].end())


def _filled(parts: list[re.Match[str]]) -> list[date]:
    """The days of a phrase; what is left out comes from the part after it. Nothing where a part is no day."""
    month, year = None, None
    later: date | None = None
    days: list[date] = []
    for part in reversed(parts):
        month = part["month"] or month
        said_year = part["year"] is not None
        year = part["year"] or year
        if month is None or year is None:
            return []
        day = _day(year, month, part["day"])
        if day is not None and later is not None and day > later and part["month"] and not said_year:
            day = _day(str(int(year) - 1), month, part["day"])  # "30 November to 4 January 2024"
        if day is None:
            return []
        days.insert(0, day)
        later = day
    return days


def _in_figures(text: str) -> Iterator[Dates]:
    for match in _FIGURES.finditer(text):
        days = []
        for n in "12":
            year, month, day = match["y" + n], match["m" + n], match["d" + n]
            if match["z" + n]:
                year, month, day = match["z" + n], match["n" + n], match["e" + n]
            if year:
                days.append(_calendar_day(int(year), int(month), int(day)))
        if days and all(days):
            whole = [day for day in days if day]
            yield Dates(whole[0], whole[-1], *match.span())


def _month_number(name: str) -> int:
    return _MONTHS[name.rstrip(".").lower()]


def _day(year: str, month: str, day: str) -> date | None:
    return _calendar_day(int(year), _month_number(month), int(re.sub(r"\D", "", day)))


def _calendar_day(year: int, month: int, day: int) -> date | None:
    if not (1900 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)
