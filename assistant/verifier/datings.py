"""Dates as a sentence says them, whole or in part, and whether one bears out another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.dates import MONTHS

_SHORT = {month[:3].casefold(): number for number, month in enumerate(MONTHS, 1)}
_MONTH = "|".join(f"{month}|{month[:3]}(?:t(?=\\b))?\\.?(?= \\d)" for month in MONTHS)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?<![\w£.,/])(?:"
    rf"(?P<iso>{_YEAR}-\d\d(?:-\d\d)?)"
    rf"|(?P<slashed>\d\d?/\d\d?/{_YEAR})"
    rf"|(?P<span>{_YEAR})[-–/](?P<till>(?:20)?\d\d)(?!\d)"
    rf"|(?:(?P<first>{_DAY})\s*(?:to|and|until|-|–)\s*)?(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH}),?"
    rf"(?:\s+(?P<year>{_YEAR}))?"
    rf"|(?P<month2>{_MONTH})(?:\s+(?P<day2>{_DAY}),)?,?\s+(?:of\s+)?(?P<year2>{_YEAR})"
    rf"|(?<=[a-z] )(?P<month3>{_MONTH})(?=\b(?!\s+[A-Z]))"
    rf"|(?P<alone>{_YEAR})(?!\d|[%,]\d| ?%| per ?cent)"
    rf")(?!\w)"
)
_AFTER_WHICH_MAY_IS_A_MONTH = re.compile(r"\b(in|of|by|since|until|from|to|last|and|during|between) $")


@dataclass(frozen=True, slots=True)
class Dating:
    """``text[start:end]`` names a year, a month, a day, or less; ``till`` is the second year of "2019/20"."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    till: int | None = None

    def bears_out(self, other: Dating, years: Iterable[int] = ()) -> bool:
        """Whether what ``other`` says is said here, a year left unsaid here being one of ``years``."""
        if other.till is not None or self.till is not None:
            return (self.year, self.till) == (other.year, other.till)
        return (
            (other.year is None or other.year == self.year or (self.year is None and other.year in years))
            and (other.month is None or other.month == self.month)
            and (other.day is None or other.day == self.day)
        )

    @property
    def said(self) -> str:
        parts = (self.day, MONTHS[self.month - 1] if self.month else None, self.year, self.till)
        return " ".join(str(part) for part in parts if part is not None)


def dates_in(text: str) -> list[Dating]:
    """The dates of a text, in order. Of "5 to 16 June 2023" both days, each with the month and year."""
    return list(_dates(text))


def dating_of(iso: str | None) -> Dating | None:
    """A date of a paper's facts: whole, or YYYY-MM, or YYYY."""
    if not iso:
        return None
    parts = [int(part) for part in iso.split("-")]
    return Dating(0, 0, *parts)


def _dates(text: str) -> Iterator[Dating]:
    for match in _DATE.finditer(text):
        said = match.groupdict()
        start, end = match.span()
        if said["iso"]:
            year, *rest = (int(part) for part in said["iso"].split("-"))
            if len(rest) == 1 and (year + 1) % 100 == rest[0]:
                yield Dating(start, end, year, till=rest[0])  # "2019-20"
                continue
            if rest[0] > 12:
                continue
            yield Dating(start, end, *(int(part) for part in said["iso"].split("-")))
        elif said["slashed"]:
            day, month, year = (int(part) for part in said["slashed"].split("/"))
            yield Dating(start, end, year, month, day)
        elif said["span"]:
            year, till = int(said["span"]), int(said["till"][-2:])
            if (year + 1) % 100 == till:
                yield Dating(start, end, year, till=till)
            else:
                yield Dating(start, match.end("span"), year)
        elif said["alone"]:
            yield Dating(start, end, int(said["alone"]))
        elif said["month3"]:
            if said["month3"] != "May" or _AFTER_WHICH_MAY_IS_A_MONTH.search(text[:start]):
                yield Dating(start, end, month=_number(said["month3"]))
        else:
            month = _number(said["month"] or said["month2"])
            stated = said["year"] or said["year2"]
            whole_year = int(stated) if stated else None
            if said["first"]:
                yield Dating(start, match.end("first"), whole_year, month, _day(said["first"]))
                start = match.start("day")
            on = said["day"] or said["day2"]
            yield Dating(start, end, whole_year, month, _day(on) if on else None)


def _number(month: str) -> int:
    return _SHORT[month[:3].casefold()]


def _day(written: str) -> int:
    return int(re.sub(r"\D", "", written))
