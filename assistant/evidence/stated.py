"""The times that a sentence says its figures are of: "At 31 March 2014, 12 children", "from 49 in 2011/12"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understanding.periods import MONTH, Period, first_month, last_month, month_number, quarter_beside

TIME = re.compile(
    rf"\b(?:(?P<month>{MONTH})\.? )?(?P<year>(?:19|20)\d\d)(?:\s?[-/–—]\s?(?P<ending>(?:20)?\d\d))?(?!\d|[-/–]\d)|"
    r"(?<![\d/£.])(?P<short>\d\d)/(?P<short_ending>\d\d)\b(?!/)",
    re.IGNORECASE,
)
# A time at the beginning of a sentence is that of what follows, ...
OPENS = re.compile(
    r"^\W*(?:\d+\.\s*)?(?:(?:in|at|on|during|for|by|as (?:of|at)|between|from) )?(?:the )?(?:end of |year to |year |"
    r"academic year |financial year |period |autumn |spring |summer |winter |\d{1,2}(?:st|nd|rd|th)? )*$",
    re.IGNORECASE,
)
# ... and one behind a number is the number's: "8% in 2012", "337 at 31 March 2013".
OF_NUMBER = re.compile(
    r"\d[\d,.]*\s?(?:%|per ?cent)?\)?(?: [a-z-]+){0,3} (?:in|at|for|during|as (?:of|at)|by)(?: the)?"
    r"(?: end of| year to| (?:academic |financial )?year| autumn| spring| summer| winter| \d\d?(?:st|nd|rd|th)?)*\s*$",
    re.IGNORECASE,
)
YEAR_BEFORE = re.compile(
    r"\b(?:a|one|the) year (?:before|earlier|ago)\b|\b(?:the )?(?:previous|preceding|last) year\b", re.IGNORECASE
)

STRETCH = re.compile(
    r"\b(?:between|from) [^,;]{0,20}(?:19|20)\d\d[^,;]{0,12} (?:and|to|until) [^,;]{0,20}\d\d", re.IGNORECASE
)
# Of a stretch whose figure rose or fell, the two ends are told and not what lies between.
CHANGE = re.compile(
    r"\b(?:fall\w*|fell|increas\w*|declin\w*|decreas\w*|drop\w*|reduc\w*|ris\w+|rose|improv\w*|grew|grown|doubl\w+)\b|"
    r"\bfrom £?\d[\d,.]*%? (?!to \w+ 20)[^.;]{0,30}\bto\b",
    re.IGNORECASE,
)
# "260 had been waiting in March": the only time that a sentence gives, at one of its ends, and of no year told.
MONTH_ALONE = re.compile(
    rf"^\W*(?:in|during|at the end of|(?:on|at|by) \d{{1,2}}(?:st|nd|rd|th)?) (?P<opens>{MONTH})\b(?!\.? \d)|"
    rf"\b(?:in|during|at the end of|(?:on|at) \d{{1,2}}(?:st|nd|rd|th)?) (?P<ends>{MONTH})\W*$",
    re.IGNORECASE,
)
ONWARDS = re.compile(r"\b(?:after|before|between|by|following|from|since|till|until)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """Months as ISO text (YYYY-MM), the first and the last; ``is_own`` where the time is that of a figure beside it.

    Both are empty where a sentence names a ``month``, from 1 to 12, of no year: it tells only of which months its
    figures are not.
    """

    first: str
    last: str
    is_own: bool = False
    month: int = 0


def times_in(text: str) -> tuple[Stated, ...]:
    """Every time that a text names, and the year before it where the text speaks of that."""
    found: list[Stated] = []
    for match in TIME.finditer(text):
        before = text[: match.start()]
        is_own = bool(OPENS.search(before) or OF_NUMBER.search(before))
        ending = match["ending"] or match["short_ending"]
        year = int(match["year"] or f"20{match['short']}")
        if ending and int(ending[-2:]) == (year + 1) % 100:
            whole = quarter_beside(year, text, match.start(), match.end()) or Period(year, 4, 3, year + 1)
            found.append(Stated(first_month(whole), last_month(whole), is_own or not match["short"]))
        elif match["short"]:
            continue  # a ratio, and no year
        elif ending and len(ending) == 4:  # 2013–2016
            found.append(Stated(f"{year}-01", f"{ending}-12"))
        elif month := match["month"]:
            at = f"{year}-{month_number(month.casefold()):02}"
            found.append(Stated(at, at, is_own))
        else:
            found.append(Stated(f"{year}-01", f"{year}-12", is_own))
    if len(found) == 2 and STRETCH.search(text) and not CHANGE.search(text):
        found = [Stated(found[0].first, found[1].last, True)]
    if not found and (month := month_alone(text)):
        return (Stated("", "", True, month),)
    if YEAR_BEFORE.search(text):
        found += [Stated(year_back(time.first), year_back(time.last)) for time in found]
    return tuple(found)


def month_alone(text: str) -> int:
    """The one month that a sentence gives its figures of without a year, from 1 to 12; 0 where there is none."""
    months = [match["opens"] or match["ends"] for match in MONTH_ALONE.finditer(text)]
    return month_number(months[0].casefold()) if len(months) == 1 and not ONWARDS.search(text) else 0


def year_back(month: str) -> str:
    return f"{int(month[:4]) - 1}{month[4:]}"


def overlaps(times: Sequence[Stated], period: Period) -> bool:
    """Whether any of the times has a month in common with a period."""
    dated = (time for time in times if not time.month)
    return any(time.first <= last_month(period) and first_month(period) <= time.last for time in dated)


def is_month(period: Period) -> bool:
    return not period.is_whole_year and period.last_year is None


def fits_closely(times: Sequence[Stated], period: Period) -> bool:
    """Whether one of the times that has a month in common with a period of some months is shorter than a year."""
    return not is_month(period) or any(overlaps([time], period) and months_of(time) < 12 for time in times)


def months_of(time: Stated) -> int:
    first, last = (12 * int(month[:4]) + int(month[5:]) for month in (time.first, time.last))
    return last - first + 1


def is_of_other_times(times: Sequence[Stated], period: Period) -> bool:
    """Whether a sentence gives the times of its figures, and none of them is within a period."""
    own = [time for time in times if time.is_own and not (time.month and may_be_in(time.month, period))]
    return bool(own) and not overlaps(times, period)


def may_be_in(month: int, period: Period) -> bool:
    """Whether a month of no year told may be one of a period's."""
    first, last = int(first_month(period)[5:]), int(last_month(period)[5:])
    return not is_month(period) or (first <= month <= last if first <= last else month >= first or month <= last)
