"""When a question is about: years, months, seasons, and the stretch of time from one to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

EARLIEST_YEAR, LATEST_YEAR = 2000, 2040
MONTH_NAMES = "january february march april may june july august september october november december".split()
SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "winter": (12, 12),
    "early": (1, 4),
    "late": (9, 12),
    "start of": (1, 3),
    "beginning of": (1, 3),
    "end of": (10, 12),
    "first quarter": (1, 3),
    "second quarter": (4, 6),
    "third quarter": (7, 9),
    "fourth quarter": (10, 12),
    "last quarter": (10, 12),
}
MONTH = "|".join(f"{month}|{month[:4]}|{month[:3]}" for month in MONTH_NAMES)
SEASON = r"early|late|mid|spring|summer|autumn|winter|(?:the )?(?:start|beginning|end) of"


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or some of its months, that a question names. ``last_year`` is the year of the last month where that is
    another: a financial year ends in the March of the next."""

    year: int
    first_month: int = 1
    last_month: int = 12
    last_year: int | None = None

    @property
    def is_whole_year(self) -> bool:
        return (self.first_month, self.last_month, self.last_year) == (1, 12, None)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, as months in ISO text (YYYY-MM), that a story of change is asked for; None leaves it open."""

    first: str | None = None
    last: str | None = None


def periods_in(text: str) -> tuple[Period, ...]:
    """The periods that a text names: years, and months or seasons of a year."""
    found: list[Period] = []
    lower = text.casefold()
    for match in DATE_SIGNS.finditer(lower):
        if month := match["month"]:
            if found:  # "in February 2019 and again that July"
                number = month_number(month)
                found.append(Period(found[-1].year, number, number))
            continue
        year = int(match["year"] or 2000 + int(match["short"]))
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            continue
        ending = match["ending"] or match["short_ending"]
        if ending and int(ending[-2:]) == (year + 1) % 100:
            found.append(quarter_beside(year, lower, match.start(), match.end()) or Period(year, 4, 3, year + 1))
            continue
        if match["short"]:
            continue  # a ratio, and no year
        before = lower[max(0, match.start() - 24) : match.start()]
        found.append(period_of(year, before))
    return tuple(dict.fromkeys(found))


DATE_SIGNS = re.compile(
    rf"\b(?P<year>20\d\d)(?:[/–-](?P<ending>(?:20)?\d\d))?\b(?![/-]\d)|"
    rf"(?<![\d/£.])\b(?P<short>\d\d)/(?P<short_ending>\d\d)\b(?!/)|"
    rf"\b(?:that|the same|again in|the following) (?P<month>{MONTH})\b(?! 20\d\d)"
)


QUARTER_NUMBERS = {
    name: number
    for number, names in enumerate(
        ("1 one first 1st", "2 two second 2nd", "3 three third 3rd", "4 four fourth 4th last"), 1
    )
    for name in names.split()
}
QUARTER = (
    r"(?:q(?:tr|uarter)?[ .]?(?P<number>[1-4])\b|quarter (?P<word>one|two|three|four)\b|"
    r"(?P<ordinal>first|1st|second|2nd|third|3rd|fourth|4th|last) quarter\b|"
    r"(?P<ends>year[- ]end|(?:the )?end of the (?:financial )?year)\b)"
)
QUARTER_BEFORE = re.compile(rf"\b{QUARTER}(?: (?:of|in|for))?(?: the)?(?: (?:financial )?year)?,? ?\(?$", re.IGNORECASE)
QUARTER_AFTER = re.compile(rf"^\)?[,:]? ?\(?{QUARTER}(?! ?(?:-|–|to|and|&) ?q)", re.IGNORECASE)
# "Q1 to Q3 2016/17"
AND_QUARTER = re.compile(r"\b(?:q[1-4]|quarters? \w+|first|second|third) ?(?:-|–|to|and|&) ?$", re.IGNORECASE)


def quarter_beside(year: int, text: str, start: int, end: int) -> Period | None:
    """The quarter that stands beside a financial year printed at ``text[start:end]``: "Q1 2016/17" is April to June
    2016. None where no quarter does, or several."""
    before = text[max(0, start - 60) : start]
    match = QUARTER_BEFORE.search(before)
    if match and AND_QUARTER.search(before[: match.start()]):
        return None
    match = match or QUARTER_AFTER.match(text[end : end + 20])
    if not match:
        return None
    quarter = QUARTER_NUMBERS[(match["number"] or match["word"] or match["ordinal"] or "last").casefold()]
    if quarter == 4:
        return Period(year + 1, 1, 3)
    return Period(year, 3 * quarter + 1, 3 * quarter + 3)


def month_number(name: str) -> int:
    return next(number for number, month in enumerate(MONTH_NAMES, 1) if month.startswith(name[:3]))


PANDEMIC = "2020-03"  # from when to when life in England was not as before
PANDEMIC_END = "2021-07"
# "so strong after 2014", "a good grade after the May 2014 one": not of that year itself
AFTER_YEAR = re.compile(r"\bafter (?:[a-z]+ ){0,2}(?P<year>20\d\d)\b", re.IGNORECASE)
SINCE = re.compile(
    r"\b(since|onwards?|from (then )?on|than (it |they |we )?(was |were |did |had )?in|compared (with|to)|"
    r"ever since|starting (in|from)|from (the )?20\d\d|from \w+ 20\d\d|(going|dating|stretching|way|"
    r"right) back to)\b|\b20\d\d (up )?(to|until|till|and|through to) (now|today|"
    r"date|the (latest|last|present|most recent))\b",
    re.IGNORECASE,
)
UNTIL = re.compile(r"\b(before|until|till|up to|prior to) (the )?(\w+ ){0,2}20\d\d", re.IGNORECASE)
BETWEEN = re.compile(
    r"\bfrom\b.*\b(to|until|till|through)\b|\bbetween\b.*\band\b|20\d\d\s?(to|through|[-–])\s?20\d\d", re.IGNORECASE
)


def span_in(text: str, periods: Sequence[Period]) -> Span | None:
    """The stretch of time that a text names: since a year, from one to another, before or since the pandemic."""
    if match := re.search(r"\b(before|since|after|during) (the )?(pandemic|covid|coronavirus|lockdowns?)", text, re.I):
        when = match[1].casefold()
        if when == "during":
            return Span(PANDEMIC, PANDEMIC_END)
        return Span(last=PANDEMIC) if when == "before" else Span(first=PANDEMIC)
    if len(periods) == 1:
        (period,) = periods
        if SINCE.search(text):
            return Span(first=f"{period.year}-{period.first_month:02}")
        return Span(last=f"{period.year}-{period.first_month:02}") if UNTIL.search(text) else None
    if len(periods) > 1 and BETWEEN.search(text):
        first, last = min(periods, key=first_month), max(periods, key=last_month)
        return Span(first_month(first), last_month(last))
    return None


def first_month(period: Period) -> str:
    return f"{period.year}-{period.first_month:02}"


def last_month(period: Period) -> str:
    return f"{period.last_year or period.year}-{period.last_month:02}"


COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "couple of": 2}
YEARS_OFF = re.compile(
    rf"\b(?P<count>an?|one|the|{'|'.join(COUNTS)}|\d\d?) (?:year|yr)s? "
    r"(?P<way>earlier|before|previously|later|after|on)\b",
    re.IGNORECASE,
)


def moved_from(periods: Sequence[Period], text: str) -> Period | None:
    """The year so many years before or after the last of the periods spoken of: "and two years earlier?"."""
    match = YEARS_OFF.search(text)
    if not match or not periods:
        return None
    said = match["count"].casefold()
    years = int(said) if said.isdigit() else COUNTS.get(said, 1)
    ahead = match["way"].casefold() in ("later", "after", "on")
    return Period(periods[-1].year + (years if ahead else -years))


LAST_FEW = re.compile(
    rf"\b(?:last|past|latest|most recent) ({'|'.join(COUNTS)}|\d) (?:full |ofsted |ilacs )*(?:inspections?|reports?|"
    rf"visits?)",
    re.IGNORECASE,
)


def inspections_in(text: str) -> int | None:
    """How many of the last inspections a text names: "over the last three"."""
    match = LAST_FEW.search(text)
    return (COUNTS.get(match[1].casefold()) or int(match[1])) if match else None


def period_of(year: int, before: str) -> Period:
    """The period that a year and the words before it name."""
    tail = before.rstrip(" ,'").removesuffix(" of")
    for number, month in enumerate(MONTH_NAMES, 1):
        if re.search(rf"\b({month}|{month[:4]}|{month[:3]})$", tail):
            return Period(year, number, number)
    for name, (first, last) in SEASONS.items():
        if re.search(rf"\b{name}( (in|of))?$", before.rstrip(" ,")):
            return Period(year, first, last)
    return Period(year)
