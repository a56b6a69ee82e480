"""Amounts as a sentence says them, in figures or in words: counts, shares, sums of money, ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.understanding.number_words import NUMBERS, ONES, TENS


class Sort(StrEnum):
    COUNT = "count"
    SHARE = "share"  # a part of a whole: 0.31 of "31%", 0.2 of "one in five"
    MONEY = "money"  # in pounds
    ORDINAL = "ordinal"


class Bound(StrEnum):
    """What is said of a number that is not exact."""

    MORE = "more"  # "more than 25", "at least 25"
    LESS = "less"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Amount:
    """``text[start:end]``; ``unit`` is given where the words of the number hold it ("a fortnight": 2 weeks)."""

    start: int
    end: int
    sort: Sort
    value: float
    bound: Bound = Bound.NONE
    unit: str | None = None

    def equals(self, other: Amount) -> bool:
        if self.sort is not other.sort and {self.sort, other.sort} != {Sort.COUNT, Sort.ORDINAL}:
            return False
        if self.sort is Sort.SHARE:
            return abs(self.value - other.value) < 0.004
        return abs(self.value - other.value) < 1e-9


_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
    "sixth": 6, "sixths": 6, "tenth": 10, "tenths": 10,
}  # fmt: skip
_BIG = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_BIG_LETTER = {"k": 1000, "m": 1_000_000, "bn": 1_000_000_000}
_TENS_WORDS = rf"(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(ONES[1:10])}))?"
_UP_TO_99 = rf"(?:{_TENS_WORDS}|{'|'.join(sorted(ONES, key=len, reverse=True))})"
_WORDS = (
    rf"(?:{_UP_TO_99}(?: (?:hundred|thousand|million)(?: and {_UP_TO_99})?)?|(?:a|one) (?:hundred|thousand|million))"
)
_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ANY = rf"(?:{_WORDS}|\d+)"
_AMOUNT = re.compile(
    rf"(?<![\w.])(?:"
    rf"(?P<in>{_ANY}) (?:in|out of)(?: every)? (?P<every>{_ANY})(?![\w%]|[.,]\d)"
    rf"|(?P<halfyear>(?:half[- ]year|half a year))"
    rf"|(?P<fortnight>(?<!each )(?<!every )(?<!per )(?<! a )fortnight\b|"
    rf"(?<=than a )fortnight\b|(?<=within a )fortnight\b|(?<=over a )fortnight\b|(?<=for a )fortnight\b)"
    rf"|(?:(?P<parts>{_ANY}|a)[- ])?(?P<part>half|halves|thirds?|quarters?|fifths?|sixths?|tenths?)"
    rf"(?= of\b| the\b| all\b|[,;.)]| \(|$| (?:were|was|are|is|have|had|do|did|say|said)\b)"
    rf"|(?P<twice>twice)\b"
    rf"|(?:(?P<dozen>(?:a|two|three) dozen))"
    rf"|(?P<ordinal>{'|'.join(_ORDINALS)})\b(?! (?:and foremost|of all))"
    rf"|(?P<nth>\d+)(?:st|nd|rd|th)\b"
    rf"|(?P<money>£\s?)?(?P<figures>{_FIGURES})(?P<big>\s?(?:million|billion|thousand|hundred|bn\b|m\b|k\b))?"
    rf"(?P<cent>\s?%|\s?per ?cent\b)?(?P<pounds> pounds\b)?"
    rf"|(?P<words>{_WORDS})(?P<cent2>\s?%| per ?cent\b)?(?P<pounds2> pounds\b)?(?![\w])"
    rf")",
    re.IGNORECASE,
)
_BEFORE = (
    (
        Bound.MORE,
        r"(?:more than|longer than|older than|over|above|exceeding|at least|no fewer than|no less than|upwards of|"
        r"in excess of)",
    ),
    (Bound.LESS, r"(?:fewer than|less than|under|below|up to|at most|no more than|a maximum of)"),
)
_BOUNDS = [(bound, re.compile(rf"\b{words} (?:the age of |a )?$", re.IGNORECASE)) for bound, words in _BEFORE]


def amounts_in(text: str) -> list[Amount]:
    """The amounts of a text, in order. Dates are not told apart here: blank them out first."""
    return list(_amounts(text))


def _amounts(text: str) -> Iterator[Amount]:
    for match in _AMOUNT.finditer(text):
        said = match.groupdict()
        start, end = match.span()
        bound = next((bound for bound, words in _BOUNDS if words.search(text[max(0, start - 30) : start])), Bound.NONE)
        if said["in"]:
            whole = _value(said["every"])
            if whole and _value(said["in"]) <= whole:
                yield Amount(start, end, Sort.SHARE, _value(said["in"]) / whole, bound)
        elif said["halfyear"]:
            yield Amount(start, end, Sort.COUNT, 6, bound, "month")
        elif said["fortnight"]:
            yield Amount(start, end, Sort.COUNT, 2, bound, "week")
        elif said["part"]:
            parts = 1.0 if said["parts"] in (None, "a", "A") else _value(said["parts"])
            yield Amount(start, end, Sort.SHARE, parts / _PARTS[said["part"].casefold()], bound)
        elif said["twice"]:
            yield Amount(start, end, Sort.COUNT, 2, bound, "time")
        elif said["dozen"]:
            yield Amount(start, end, Sort.COUNT, 12 * _value(said["dozen"].split()[0].replace("a", "one", 1)), bound)
        elif said["ordinal"]:
            yield Amount(start, end, Sort.ORDINAL, _ORDINALS[said["ordinal"].casefold()])
        elif said["nth"]:
            yield Amount(start, end, Sort.ORDINAL, float(said["nth"]))
        else:
            value = _value(said["figures"] or said["words"]) * _scale(said["big"])
            if said["cent"] or said["cent2"]:
                yield Amount(start, end, Sort.SHARE, value / 100, bound)
            elif said["money"] or said["pounds"] or said["pounds2"]:
                yield Amount(start, end, Sort.MONEY, value, bound)
            else:
                yield Amount(start, end, Sort.COUNT, value, bound)


def _scale(written: str | None) -> int:
    word = (written or "").strip().casefold()
    return _BIG.get(word) or _BIG_LETTER.get(word) or 1


def _value(written: str) -> float:
    """The value of a number in figures or words: "1,480", "thirty-eight", "two hundred and six"."""
    if written[0].isdigit():
        return float(written.replace(",", ""))
    total, current = 0, 0
    for word in re.findall(r"[a-z]+", written.casefold()):
        if word == "a":
            current = 1
        elif word in NUMBERS:
            current += NUMBERS[word]
        elif word in _BIG:
            total, current = total + max(current, 1) * _BIG[word], 0
    return float(total + current)
