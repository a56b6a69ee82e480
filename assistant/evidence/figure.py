"""Which of the numbers in a sentence can be the figure asked for: not the whole that the question names itself, nor how
far a figure rose or fell where it is asked what it is."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from assistant.evidence.requirement import PLURAL
from assistant.understanding.number_words import NUMBERS
from assistant.understanding.periods import MONTH_NAMES
from assistant.understanding.question import substance
from assistant.understanding.stems import stem, stems_of
from assistant.understanding.values import NO_COUNT, NUMBER, WORDS, Ask

# "How many of the 20 new workers have started?", "Out of thirty files, how many were poor?"
DETERMINER = r"(?:(?:the|these|those|all|its|our|their) )*"
WHOLE = re.compile(
    rf"\b(?:how (?:many|few)|number|percentage|proportion|share|per ?cent) (?:out )?of {DETERMINER}"
    rf"(?:[a-z-]+[a-rt-z] )?(?P<of>\d[\d,]*|{WORDS})\b|"
    rf"(?:^\W*|\bout )of {DETERMINER}(?:[a-z-]+[a-rt-z] )?(?P<out_of>\d[\d,]*|{WORDS})\b",
    re.IGNORECASE,
)
AUXILIARY = re.compile(
    r"\b(?:are|were|is|was|be|been|do|does|did|has|have|had|ca|could|wo|would|should)(?:n't)?\b|\b(?:can|will)\b",
    re.IGNORECASE,
)
NAMED = re.compile(r"\b[A-Z][\w’'-]*")
# The whole is the answer where all of it is meant.
ALL = re.compile(r"\b(?:all|both|each|every one|every|the whole)(?: of)?(?: [a-z]+)?\s*$", re.IGNORECASE)
# What is wanted or planned of a whole has not been done with it.
FORETOLD = re.compile(
    r"\b(?:to [a-z]+|will|would|should|plan\w*|targets?|aim\w*|goal|drive|hop(?:e|es|ed|ing)|pledg\w+|promis\w+|"
    r"want\w*|need\w*|budget\w*|fund(?:s|ed|ing)?|intend\w*|seek\w*)\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
MONTH_STEMS = frozenset(stem(month) for month in MONTH_NAMES)

PERCENT = rf"(?:\d[\d.,]*|{WORDS}) ?(?:%|per ?cent(?:age points?)?)"
PART = r"(?:(?:a|one|two|three)[- ])?(?:half|third|quarter|fifth|tenth)s?\b"
COUNT = rf"(?!(?:19|20)\d\d\b)(?:\d[\d,.]*\d|\d)|\b(?:{WORDS})\b"
NEARLY = (
    r"(?:(?:a further|about|almost|an estimated|another|approximately|around|as much as|at least|just|less than|more "
    r"than|nearly|only|over|roughly|some|under|up to) )*"
)
MOVED = (
    r"(?:(?<!take )(?<!take-)(?<!made )(?<!make )(?<!makes )(?<!making )\b(?:up|down)\b|\b(?:grow\w*|grew|rose|"
    r"ris(?:e|en|es|ing)|increas\w+|climb\w+|jump\w+|soar\w+|fall\w*|fell|drop\w*|declin\w+|decreas\w+|reduc\w+|"
    r"shr[aiu]nk\w*))"
)
RISE = r"(?:rise|increase|growth|jump|fall|drop|decline|decrease|reduction)\b"
FURTHER = r"(?:more|fewer|less|higher|lower|up|down)\b"
BY = rf"(?:{MOVED}(?: [a-z]+){{0,2}}? by|\b{RISE} of) {NEARLY}"
# How far something rose or fell: "has gone up by 38%", "a third fewer", "up 12%", "three times as many".
BY_SHARE = re.compile(
    rf"{BY}(?P<by>{PERCENT}|{PART})|{MOVED} {NEARLY}(?P<direct>{PERCENT})|"
    rf"(?P<before>{PERCENT}|\ba {PART})[ -](?:{FURTHER}|{RISE})|"
    rf"\b(?P<times>{WORDS}|\d+) times (?:as (?:many|much)|{FURTHER}|the (?:number|rate|level|average))",
    re.IGNORECASE,
)
BY_COUNT = re.compile(rf"{BY}(?P<by>{COUNT})|(?P<than>{COUNT}) {FURTHER} (?:\w+ ){{0,5}}?than\b", re.IGNORECASE)
ASKS_CHANGE = re.compile(
    rf"{MOVED}|\b(?:more|fewer|less|extra|additional|added|new|lost|lose|gain\w*|chang\w+|higher|lower|growth|cut|"
    r"difference|by (?:how|what|which)|times)\b",
    re.IGNORECASE,
)
# How many there are: "by 60" tells it not, though it may tell how many were taken on.
ASKS_STANDING = re.compile(
    r"\b(?:are|is|were|was) (?:there|on|in|at|under|subject|looked|now|currently)\b|\bnumber of\b|\bhow (?:long|old)\b|"
    r"\baverage\b",
    re.IGNORECASE,
)


def own_figures(ask: Ask, asked: str, text: str) -> str:
    """A sentence with spaces in the place of the numbers that cannot be the figure asked for."""
    asked = asked.replace("’", "'")
    if ask not in (Ask.NUMBER, Ask.SHARE, Ask.DURATION):
        return text
    if not ASKS_CHANGE.search(asked):
        text = BY_SHARE.sub(blanked, text)
        if ASKS_STANDING.search(asked):
            text = BY_COUNT.sub(blanked, text)
    wholes = wholes_in(asked)
    return without_wholes(wholes, done_with(asked), text) if wholes and ask is not Ask.DURATION else text


def blanked(match: re.Match[str]) -> str:
    """What is matched, without the number of the group that is named."""
    named = next(name for name, found in match.groupdict().items() if found)
    start, end = match.start(named) - match.start(), match.end(named) - match.start()
    return f"{match.group()[:start]}{' ' * (end - start)}{match.group()[end:]}"


def wholes_in(asked: str) -> frozenset[int]:
    """The numbers that a question gives of what it asks a part of."""
    counted = NO_COUNT.sub(lambda m: "_" * len(m.group()), asked)
    found = (number_of(match["of"] or match["out_of"]) for match in WHOLE.finditer(counted))
    return frozenset(number for number in found if number is not None)


def number_of(written: str) -> int | None:
    digits = written.replace(",", "")
    return int(digits) if digits.isdecimal() else NUMBERS.get(written.casefold())


def done_with(asked: str) -> frozenset[str]:
    """The stems of what a question asks to have been done with a part: "been recruited", "were poor"."""
    whole = next(WHOLE.finditer(asked), None)
    tail = NO_COUNT.sub(" ", asked[whole.end() :] if whole else asked)
    said = AUXILIARY.split(tail)[-1]
    if said == tail and (noun := PLURAL.search(tail)):  # "files fell short" has no other verb
        said = tail[noun.end() :]
    said = NAMED.sub(" ", said)
    return frozenset(own for word in substance(said) for own in stems_of(word)) - MONTH_STEMS


def without_wholes(wholes: AbstractSet[int], done: AbstractSet[str], text: str) -> str:
    """A sentence without the numbers that only name again the whole that a part is asked of."""
    places = [m for m in NUMBER.finditer(text) if number_of(m.group()) in wholes and text[m.end() : m.end() + 1] != "-"]
    if len(places) > 1:  # twenty of the twenty
        return text
    for match in places:
        before = text[: match.start()]
        is_done = bool(done & set(stems_of(text))) and not FORETOLD.search(before)
        if not is_done and not ALL.search(before):
            text = f"{before}{' ' * len(match.group())}{text[match.end() :]}"
    return text
