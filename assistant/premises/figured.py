"""A figure that a question takes for granted, where papers give another of the very thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.premises.attributed import AskedOf, Otherwise
from assistant.premises.contrary import Line
from assistant.premises.polarity import clauses_of
from assistant.premises.presupposed import Assumed
from assistant.understanding.number_words import NUMBERS
from assistant.understanding.periods import MONTH_NAMES
from assistant.understanding.question import STOP_WORDS, substance, words_of
from assistant.understanding.stems import stem, stems_of
from corpus.context import when

LEAVERS = {stem("leavers"), stem("leaving")}
LONGEST_FIRST = "|".join(sorted(NUMBERS, key=len, reverse=True))
SCALE = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "k": 1e3, "thousand": 1e3}
FIGURE = re.compile(
    rf"(?<![\w.,/-])(?P<pound>£\s?)?(?P<number>\d[\d,]*(?:\.\d+)?|(?:{LONGEST_FIRST})\b(?!-))"
    r"(?:\s?(?P<scale>million|billion|thousand|bn|m|k)\b)?\s?(?P<percent>%|per cent\b|percent\b)?(?![\w/]|[.,:]\d)",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d")
# Figures that count nothing: a day, an age, a class, one of several.
NO_COUNT = re.compile(
    rf"^(?:st|nd|rd|th)\b|^\W*(?:(?:{'|'.join(MONTH_NAMES)}|am|pm)\b|"
    r"and (?:\d|over|under)|to \d|or \d|year[- ]olds?|years? old|of (?:the|them|these|those)\b(?! \w+ \w+))",
    re.IGNORECASE,
)
# How long, in days: six months and five weeks are figures of one sort.
DAYS = {"day": 1.0, "week": 7.0, "month": 30.4}
TIME = re.compile(r"[\s-](?:working |calendar |school )?(?P<unit>day|week|month)s?\b", re.IGNORECASE)
# "wait six months for a first assessment": that they wait, and for the first, is said by the time that it takes
WAITING = frozenset("wait waits waited waiting take takes took taken first initial".split())
# "seven of them are care leavers": a part of what another figure counts
OF_THEM = re.compile(r"^\W*of (?:them|these|those) (?:is|are|was|were|ha[ds]|have)\b", re.IGNORECASE)
ABOUT = re.compile(
    r"\b(?:about|around|nearly|almost|more than|over|fewer than|less than|under|up to|at least|some|roughly|"
    r"approximately|just (?:over|under))\W*(?:\w+\W+)?$",
    re.IGNORECASE,
)
SUPPOSED = re.compile(
    r"\b(?:should|could|would|might|may|will|aims?|target|plan(?:s|ned)?|expect(?:s|ed)?|if|whether)\b[^,;]{0,40}$",
    re.I,
)
TOTAL = re.compile(r"\b(?:number|total|count) (?:of|for)\b", re.IGNORECASE)
APART, FAR_APART = 0.1, 0.3  # of the greater, from which two figures differ, and two of which one is approximate
UNIT_REACH = 4  # words after a figure within which the thing stands that it counts
WHOLE = 0.9  # of the subject, by rarity, in the clause that gives the other figure
MOST = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """``unit`` is "%", "£", or the stems of the words after it, the nearest first."""

    value: float
    unit: tuple[str, ...]
    shown: str
    is_about: bool = False
    is_supposed: bool = False
    is_part: bool = False

    def differs(self, other: Figure) -> bool:
        apart = FAR_APART if self.is_about or other.is_about else APART
        return abs(self.value - other.value) > apart * max(self.value, other.value)

    def is_like(self, other: Figure) -> bool:
        """Whether both are figures of one sort of thing: ``other`` counts what stands nearest to this one."""
        if "%" in (*self.unit, *other.unit) or "£" in (*self.unit, *other.unit):
            return self.unit == other.unit
        if LEAVERS.isdisjoint(self.unit) is not LEAVERS.isdisjoint(other.unit):  # they are in care no more
            return False
        return bool(set(self.unit) & set(other.unit))


def figures_in(text: str) -> list[Figure]:
    found = []
    for match in FIGURE.finditer(text):
        if (YEAR.fullmatch(match["number"]) and not match["pound"]) or NO_COUNT.search(text[match.end() :]):
            continue
        number = match["number"].casefold()
        value = NUMBERS[number] if number in NUMBERS else float(number.replace(",", ""))
        value *= SCALE.get((match["scale"] or "").casefold(), 1)
        after = [w for w in words_of(text[match.end() :])[:UNIT_REACH] if w.casefold() not in STOP_WORDS]
        shown = match.group().strip()
        if (time := TIME.match(text[match.end() :])) and not (match["percent"] or match["pound"]):
            value *= DAYS[time["unit"].casefold()]
            after = ["days"]
            shown += time.group()
        unit = ("%",) if match["percent"] else ("£",) if match["pound"] else tuple(stem(w) for w in after)
        if number == "one" and not (match["percent"] or match["pound"]):
            continue
        before = text[: match.start()]
        is_about, is_supposed = bool(ABOUT.search(before)), bool(SUPPOSED.search(before))
        is_part = bool(OF_THEM.search(text[match.end() :]))
        found.append(Figure(value, unit, shown, is_about, is_supposed, is_part))
    return found


def wrong_figure(part: Assumed, lines: Sequence[Line], asked_of_words: AskedOf) -> Otherwise | None:
    """A single figure in what is taken for granted, where sentences that have all of its subject give others, and none
    gives it."""
    figures = figures_in(part.text)
    if len(figures) != 1:
        return None
    (taken,) = figures
    own = set(words_of(taken.shown.casefold()))
    no_part = own | NUMBERS.keys() | SCALE.keys() | {"per", "cent", "percent"}
    subject = [word for word in part.subject if word.casefold() not in no_part and not re.search(r"\d", word)]
    subject = substance(" ".join(subject))
    if not subject:
        return None
    if taken.unit == (stem("days"),):
        subject = [word for word in subject if word.casefold() not in WAITING] or subject
    asked = asked_of_words(" ".join(subject))
    if not asked.groups:
        return None
    is_total = not taken.unit and bool(TOTAL.search(part.text))
    other: list[tuple[Figure, Line]] = []
    for line in lines:
        near = asked.overlap([*stems_of(line.text), *line.around])
        if near < WHOLE / 2:
            continue
        if any(not figure.differs(taken) for figure in figures_in(line.text)):
            return None
        for clause in clauses_of(line.text):
            figures = figures_in(clause.text)
            like = [f for f in figures if taken.is_like(f) or (is_total and TOTAL.search(clause.text))]
            is_other = len(like) == 1 and not (like[0].is_supposed or like[0].is_part)
            if is_other and asked.overlap(stems_of(clause.text)) >= WHOLE:
                other.append((like[0], line))
    if not other:
        return None
    facts = other[0][1].passage.paper.facts
    quoted = tuple({(line.passage.key, line.sentence): line.quoted for _, line in other[:MOST]}.values())
    said = f"The papers give another figure than {taken.shown}: {other[0][0].shown}"
    return Otherwise(quoted, f"{said} ({when(facts) or facts.title}).", goes_on=True)
