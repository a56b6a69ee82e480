"""How often a thing is done: a frequency that a question takes for granted, where papers give another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.premises.attributed import AskedOf, Otherwise
from assistant.premises.contrary import Line
from assistant.premises.figured import SUPPOSED, WHOLE
from assistant.premises.polarity import DENIES, UNSURE, clauses_of
from assistant.premises.presupposed import Assumed
from assistant.quoting.quoted import Quoted
from assistant.understanding.number_words import UP_TO_TWENTY
from assistant.understanding.question import STOP_WORDS, substance, words_of
from assistant.understanding.stems import stem, stems_of
from corpus.context import when

DAYS = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.4, "quarter": 91.0, "term": 120.0, "year": 365.0}
ADVERBS = {
    "daily": 1.0,
    "weekly": 7.0,
    "fortnightly": 14.0,
    "monthly": 30.4,
    "quarterly": 91.0,
    "termly": 120.0,
    "annually": 365.0,
    "yearly": 365.0,
}
TIMES = {"once": 1, "twice": 2, "thrice": 3}
NUMBER = rf"(?:{'|'.join(sorted(UP_TO_TWENTY, key=len, reverse=True))}|\d{{1,2}})"
UNIT = rf"(?P<unit>{'|'.join(DAYS)})s?"
OFTEN = re.compile(
    rf"\b(?:(?:(?P<times>once|twice|thrice)|(?P<count>{NUMBER}) times) (?:(?:in )?(?:a|an|each|every|per) )"
    rf"(?:(?P<span>{NUMBER}) )?{UNIT}\b|"
    rf"every (?P<other>other )?(?:(?P<each>{NUMBER}) )?(?P<every>{'|'.join(DAYS)})s?\b|"
    rf"(?P<per>each|per) (?P<one>day|week|fortnight|month|quarter)\b|"
    rf"(?P<six>{NUMBER})[ -]?(?P<of>weekly|monthly)\b|(?P<adverb>{'|'.join(ADVERBS)})\b)",
    re.IGNORECASE,
)
AT_LEAST = re.compile(r"\b(?:at least|no less (?:often )?than|a minimum of|not less than|more than)\s*$", re.IGNORECASE)
AT_MOST = re.compile(r"\b(?:at most|no more (?:often )?than|up to|a maximum of|less than)\s*$", re.IGNORECASE)
APART = 1.4  # times as long as the other, from which two intervals differ: a month is four weeks as well
NEAR_WORDS = 3  # words of substance before a frequency, one of which is of the thing that is done so often
JOINS = frozenset("and or but by with in at for to from on when where as so since if the of their they it".split())


@dataclass(frozen=True, slots=True)
class Often:
    """``days`` from one time to the next; ``least`` where it is at least so often, ``most`` where at most."""

    days: float
    shown: str
    start: int
    end: int
    least: bool
    most: bool

    def excludes(self, taken: Often) -> bool:
        """Whether a thing done so often is not done as often as is taken for granted."""
        if self.least:
            return taken.days > self.days * APART
        if self.most:
            return taken.days * APART < self.days
        return max(self.days, taken.days) > min(self.days, taken.days) * APART


def often_in(text: str) -> list[Often]:
    found = []
    for match in OFTEN.finditer(text):
        if match["times"] or match["count"]:
            times = TIMES.get((match["times"] or "").casefold()) or number_of(match["count"])
            days = DAYS[match["unit"].casefold()] * number_of(match["span"]) / times
        elif match["every"]:
            days = DAYS[match["every"].casefold()] * (2 if match["other"] else number_of(match["each"]))
        elif match["one"]:
            days = DAYS[match["one"].casefold()]
        elif match["of"]:
            days = ADVERBS[match["of"].casefold()] * number_of(match["six"])
        else:
            days = ADVERBS[match["adverb"].casefold()]
        before = text[: match.start()]
        least, most = bool(AT_LEAST.search(before)), bool(AT_MOST.search(before))
        found.append(Often(days, match.group(), match.start(), match.end(), least, most))
    return found


def number_of(word: str | None) -> float:
    return 1.0 if word is None else float(UP_TO_TWENTY.get(word.casefold()) or word)


def wrong_frequency(part: Assumed, lines: Sequence[Line], asked_of_words: AskedOf) -> Otherwise | None:
    """A single frequency in what is taken for granted, where sentences that have all of its subject give another, and
    none gives it or one that allows for it."""
    every = often_in(part.text)
    if len(every) != 1 or DENIES.search(part.text) or every[0].days == 0:
        return None
    (taken,) = every
    own = {word.casefold() for word in words_of(taken.shown)}
    subject = substance(" ".join(word for word in part.subject if word.casefold() not in own))
    asked = asked_of_words(" ".join(subject))
    if len(asked.groups) < 2:
        return None
    stems = {one for group in asked.groups for name in group for one in name}
    other: list[tuple[Often, Quoted]] = []
    for line in lines:
        near = asked.overlap([*stems_of(line.text), *line.around])
        said = often_in(line.text)
        if near < WHOLE / 2 or not said:
            continue
        if any(not often.excludes(taken) for often in said):
            return None
        for clause in clauses_of(line.text):
            given = often_in(clause.text)
            if len(given) != 1 or asked.overlap(stems_of(clause.text)) < WHOLE or DENIES.search(clause.text):
                continue
            is_fact = not UNSURE.search(clause.text) and not SUPPOSED.search(clause.text[: given[0].start])
            if is_fact and is_of_subject(given[0], clause.text, stems):
                other.append((given[0], line.quoted))
    if not other:
        return None
    often, quoted = other[0]
    facts = quoted.passage.paper.facts
    bound = "at least " if often.least else "at most " if often.most else ""
    said_so = f"Not {taken.shown}: the papers say {bound}{often.shown} ({when(facts) or facts.title})."
    return Otherwise((quoted,), said_so)


def is_of_subject(often: Often, text: str, stems: set[str]) -> bool:
    """Whether it is the subject that is done so often: not "workers who visit children have weekly supervision"."""
    after = words_of(text[often.end :])[:1]
    if after and re.match(r"\s+\w", text[often.end :]) and after[0].casefold() not in JOINS | STOP_WORDS:
        return stem(after[0]) in stems
    before = [word for word in words_of(text[: often.start]) if word.casefold() not in STOP_WORDS]
    return any(stem(word) in stems for word in before[-NEAR_WORDS:])
