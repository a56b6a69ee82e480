"""Does a sentence hold the sort of thing that a question asks for: an amount of it, a date, a person, a name?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.understanding.grades import ANY_GRADE
from assistant.understanding.periods import MONTH_NAMES
from assistant.understanding.question import Question, substance
from assistant.understanding.stems import stems_of
from assistant.understanding.wants import Wants

NUMBER_WORDS = r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twice|half|thirds?|quarters?|fifths?"
AMOUNT = re.compile(rf"\d|^({NUMBER_WORDS})$")
NOTHING = frozenset({"no", "none", "zero"})
BEFORE, AFTER = 6, 3  # words that may stand between an amount and the thing that it counts
THINGS = 3  # words of substance after "how many" that may name the thing to be counted
COUNTED = re.compile(
    r"(?:how many|(?:number|percentage|proportion|fraction|share|per ?cent|rate) of)((?:\s+[\w'&-]+){1,7})",
    re.IGNORECASE,
)
AHEAD = re.compile(r"\b(next|due|going to|will)\b", re.IGNORECASE)  # in a question: what is asked has yet to come
AHEAD_SIGNS = re.compile(r"\b(next|due|will|shall|expect(s|ed)?|planned|plans?|by|within)\b", re.IGNORECASE)
# An amount by the week is no answer to what something costs in all, and the other way about.
RATES = {
    "night": r"nightly|(a|an|per|each|every) night",
    "day": r"daily|(a|an|per|each|every) day",
    "week": r"weekly|(a|an|per|each|every) week",
    "month": r"monthly|(a|an|per|each|every) month",
    "year": r"yearly|annual(ly)?|(a|an|per|each|every) year",
    "hour": r"hourly|(a|an|per|each|every) hour",
}
SIGNS: Mapping[Wants, re.Pattern[str]] = {
    Wants.NUMBER: re.compile(rf"\d|\b({NUMBER_WORDS})\b", re.IGNORECASE),
    Wants.SHARE: re.compile(
        r"\d\s*%|per ?cent|\b(half|thirds?|quarters?|fifths?|majority|minority|all|most|few|one in)\b", re.IGNORECASE
    ),
    Wants.MONEY: re.compile(r"£\s*\d|\d\s*(million|pounds)|\bno [\w ]*costs?\b", re.IGNORECASE),
    Wants.DATE: re.compile(
        rf"\b(20\d\d|{'|'.join(MONTH_NAMES)})\b|(\d|\b({NUMBER_WORDS}))[- ]*\d* (days|weeks|months|years)",
        re.IGNORECASE,
    ),
    Wants.PERSON: re.compile(r"\b[A-Z][a-z'’-]+ [A-Z][\w'’-]*[a-z]"),
    Wants.NAME: re.compile(r"(?<=[a-z,] )[‘“'\"]?[A-Z][\w’'-]{2,}|[‘“][A-Z]\w+|\b[A-Z]{3,}\b"),
    Wants.GRADE: ANY_GRADE,
}


def is_typed(question: Question) -> bool:
    """Whether the question asks for something that can be told by its looks."""
    return bool(question.wants & SIGNS.keys())


def has_type(question: Question, text: str) -> bool:
    """Whether a sentence holds something of a type that the question asks for. False where it asks for none."""
    return any(fits(want, question, text) for want in question.wants & SIGNS.keys())


def fits(want: Wants, question: Question, text: str) -> bool:
    """Whether a sentence holds something of one type."""
    if want is Wants.DATE and AHEAD.search(question.text) and not AHEAD_SIGNS.search(text):
        return False
    if want is Wants.MONEY and not has_rate(question.text, text):
        return False
    for place in question.authorities:  # the council's own name is no answer
        text = text.replace(place, "")
    return bool(SIGNS[want].search(text))


def has_rate(asked: str, text: str) -> bool:
    """Whether a sentence names the rate that a question asks for: by the week, by the year."""
    signs = (rf"\b({sign})\b" for sign in RATES.values())
    return all(re.search(sign, text, re.IGNORECASE) for sign in signs if re.search(sign, asked, re.IGNORECASE))


def rates_in(text: str) -> list[str]:
    """The rates that a text gives an amount by."""
    return [rate for rate, sign in RATES.items() if re.search(rf"\b({sign})\b", text, re.IGNORECASE)]


def counted_in(question: Question) -> frozenset[str]:
    """Stems of the thing of which a question asks how many or what share, by all its names; empty where it asks
    neither."""
    match = COUNTED.search(question.topic)
    if not match:
        return frozenset()
    words = substance(match.group(1))[:THINGS]
    said = {stem for word in words for stem in stems_of(word)}
    other_names = [name for term in question.terms if said & set(stems_of(term.found)) for name in term.others]
    return frozenset(said | {stem for name in other_names for word in substance(name) for stem in stems_of(word)})


def is_counted(counted: frozenset[str], stems: Sequence[str]) -> bool:
    """Whether an amount, or the word that says there are none, stands close to the thing to be counted."""
    things = [i for i, stem in enumerate(stems) if stem in counted]
    for i, stem in enumerate(stems):
        if AMOUNT.search(stem) and any(-AFTER <= thing - i <= BEFORE for thing in things):
            return True
        if stem in NOTHING and any(0 < thing - i <= 2 for thing in things):
            return True
    return False
