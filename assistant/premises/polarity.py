"""Whether a clause speaks well or ill of its subject: opposites of the field, from polarity.csv, and what denies them.

A line of polarity.csv names a matter, then the words of its good or upper side, then those of the other. A cue of
negation reaches forward to the end of its clause, as in NegEx (Chapman et al. 2001, "A simple algorithm for
identifying negated findings and diseases in discharge summaries").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

BREAKS = re.compile(
    r"[;:()–—]|\.(?=\s)|\b(?:but|while|whilst|although|though|however|whereas|yet|despite|except|unless|until|"
    r"which|because|so that|even when)\b",
    re.IGNORECASE,
)
SOFT = re.compile(r",|\band (?=(?:this|these|they|it|there|the|leaders|inspectors|some|too)\b)", re.IGNORECASE)
# A comma, or "and", parts two clauses only where each has a verb of its own; in a list it parts nothing.
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|remains?|cannot|can|receives?|benefits?|needs?|waits?|takes?|provides?|"
    r"makes?|gives?|knows?|feels?|includes?|means|leads|led|comes?|came|rose|fell|[a-z]+(?<!ss)es)\b|\w+n't\b",
    re.IGNORECASE,
)
ACRONYM = re.compile(r"\s*\([A-Z][A-Za-z&-]{1,9}\)")
DENIES = re.compile(
    r"\b(?:no longer|not|never|no|none|nor|neither|without|seldom|rarely|hardly|cannot|unable|\w+n't|"
    r"fail(?:s|ed|ing)? to|lack(?:s|ed|ing)?(?: of)?|far from|too few|few|little|less|insufficient(?:ly)?|"
    r"barely|scarcely|negligible|minimal|refus(?:e|es|ed|ing) to|declin(?:e|es|ed|ing) to|failure to|absence of|"
    r"free (?:of|from)|zero)\b",
    re.IGNORECASE,
)
# Said after its subject, and so of the signs before it: "delays are rare".
DENIES_AFTER = re.compile(
    r"\b(?:is|are|was|were|be|been|being|remain(?:s|ed)?|becom(?:e|es|ing)|became)"
    r"(?: \w+ly| now| almost| all but| very| so){0,2} "
    r"(?:non-?existent|minimal|negligible|rare|absent|uncommon|unusual|unheard of|a thing of the past|the exception|"
    r"eliminated|eradicated)\b",
    re.IGNORECASE,
)
# "Waits for a dentist are too long", "waiting times are short": the length says it, and not the wait.
WAITS = r"(?:\b(?:waits?|waiting(?: times?| lists?| periods?)?|wait times?)\b(?P<of>[^.;]*?)\b"
LONG_WAIT = re.compile(
    rf"{WAITS}(?:(?:so|too|very|unacceptably|unduly|as) )?(?P<word>long|lengthy|longer))\b", re.IGNORECASE
)
SHORT_WAIT = re.compile(
    rf"{WAITS}(?P<word>short|shorter|brief|non-?existent|minimal|negligible|eliminated))\b", re.IGNORECASE
)
KEEPS = re.compile(r"\b(?:not (?:only|just|merely|least)|no doubt|a (?:few|little)|no (?:less|fewer))\b", re.IGNORECASE)
# What has yet to be, or might be, is no finding; what was overcome is no weakness any more.
UNSURE = re.compile(
    r"\b(?:should|must|could|would|might|may|needs? to|need(?:s|ed)? (?:further )?(?:improving|improvement)|if|whether|"
    r"plan(?:s|ned)? (?:to|for)|aims? to|intend(?:s|ed)?|expect(?:s|ed)?|hopes?|will|in order to|seek(?:s|ing)? to|"
    r"due to open|recommend(?:s|ed)?|overcame|overcome|put right|resol(?:ve|ved|ving)|address(?:es|ed|ing)?|"
    r"tackl(?:e|ed|es|ing)|eliminat\w+|prevent(?:s|ed|ing)?|avoid(?:s|ed|ing)?|minimis\w+|"
    r"reduc(?:e|es|ed|ing) (?:the )?(?:delays?|drift)|"
    # what is worked for is not done yet
    r"(?:work(?:s|ed|ing)?|tr(?:y|ies|ied|ying)|actions?|efforts?|steps)\b[^,;]{0,30}? to (?:further )?"
    r"(?:improve|strengthen|increase))\b",
    re.IGNORECASE,
)
# What was so at another time: of a turn since then it is the very point, of a state it is none.
BEFORE = re.compile(
    r"\b(?:previous(?:ly)?|formerly|last inspection|since (?:the|their|20\d\d)|historic(?:al)?|in the past|used to)\b",
    re.IGNORECASE,
)
_SET = r"(?:statutory|national(?:ly)?|set|required|expected|prescribed|legal|target)"
SET_TIME = re.compile(  # "within the nationally set timescale" is "within timescale"
    rf"\b(?:{_SET}|the|their|our|its|relevant) (?=(?:{_SET} )*(?:deadlines?|timescales?|time frames?|limits?)\b)",
    re.IGNORECASE,
)


# "Caseloads that were once high": so it was, and is no more.
ONCE = re.compile(r"\b(?:once|formerly|previously|historically|used to be)\s+(?:\w+ly )?$", re.IGNORECASE)
_FIGURE = r"£?(?P<{}>\d[\d,]*(?:\.\d+)?)\s?(?:%|per cent|percent|m\b|million|weeks|days|months)?"
# "26 per cent ..., against 48 per cent in the summer": which way it went.
AGAINST = re.compile(
    rf"(?<![\w.]){_FIGURE.format('came')}[^.;]*?(?:,|\band\b)? ?(?:as )?"
    rf"\b(?:against|compared (?:with|to)|in contrast (?:with|to)|"
    rf"(?:up|down) from) (?:(?:about|around|some|nearly|almost|over|just|only|a) )*{_FIGURE.format('was')}",
    re.IGNORECASE,
)


# What a thing is called by says nothing of how it is.
NAMES = re.compile(
    r"(?<!feel )(?<!feels )(?<!felt )\bsupported "
    r"(?=(?:accommodation|housing|living|lodgings?|internships?|employment)\b)|"
    r"\bmixed (?=econom(?:y|ies)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One side of one matter, said or denied: ``good`` is True for the first side of the matter's line."""

    matter: str
    good: bool
    word: str


@dataclass(frozen=True, slots=True)
class Clause:
    """``text`` with the signs in it. ``sure`` is False where it speaks of what should or may be, ``before`` True
    where it names an earlier time."""

    text: str
    signs: tuple[Sign, ...]
    sure: bool
    before: bool


@lru_cache(1)
def opposites() -> dict[str, tuple[tuple[str, bool], ...]]:
    """Each word of the file, in lower case, with the sides that it stands for."""
    found: dict[str, tuple[tuple[str, bool], ...]] = {}
    source = files("assistant.premises").joinpath("polarity.csv").read_text(encoding="utf-8")
    for line in filter(None, source.splitlines()):
        first, second = line.split("|")
        matter, *good = first.split(";")
        for words, side in ((good, True), (second.split(";"), False)):
            for word in filter(None, words):
                found[word] = (*found.get(word, ()), (matter, side))
    return found


@lru_cache(1)
def _words() -> re.Pattern[str]:
    longest_first = sorted(opposites(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


def signs_in(text: str) -> tuple[Sign, ...]:
    """The signs of one clause, each turned round where it is denied an odd number of times before it."""
    plain = NAMES.sub("", SET_TIME.sub("", text.replace("’", "'")))
    denials = [
        m.span()
        for m in DENIES.finditer(plain)
        if not any(k.start() <= m.start() < k.end() for k in KEEPS.finditer(plain))
    ]
    found: list[Sign] = []
    places: list[int] = []
    last, side = -2, True
    for match in _words().finditer(plain):
        if ONCE.search(plain[: match.start()]):
            continue
        denied = sum(end <= match.start() for _, end in denials) % 2 == 1
        manner = match.start() == last + 1  # "poorly supported", "well managed": the first word says how
        for matter, good in opposites()[match.group().casefold()]:
            found.append(Sign(matter, side if manner else good is not denied, match.group()))
            places.append(match.start())
        last = match.end() if match.group().casefold().endswith(("ly", "well")) else -2
        side = found[-1].good
    if after := DENIES_AFTER.search(plain):
        found = [turned(sign) if place < after.start() else sign for sign, place in zip(found, places, strict=True)]
    return (*found, *waits_in(plain), *turn_of_figures(plain))


def turn_of_figures(text: str) -> list[Sign]:
    """Whether there is more or less of a thing, where a clause sets a figure against the one before."""
    match = AGAINST.search(text)
    if not match:
        return []
    came, was = (float(match[name].replace(",", "")) for name in ("came", "was"))
    return [Sign("amount", came > was, match.group())] if came != was else []


def turned(sign: Sign) -> Sign:
    return Sign(sign.matter, not sign.good, sign.word)


def waits_in(text: str) -> list[Sign]:
    """How long one waits, where a clause says it."""
    signs = ((LONG_WAIT.search(text), False), (SHORT_WAIT.search(text), True))
    return [Sign("time", good is not bool(DENIES.search(match["of"])), match["word"]) for match, good in signs if match]


def clauses_of(text: str) -> list[Clause]:
    """The clauses of a sentence, in order."""
    parts: list[str] = []
    for part in BREAKS.split(ACRONYM.sub("", text)):
        pieces: list[str] = []
        for piece in SOFT.split(part or ""):
            if pieces and not (FINITE.search(piece) and FINITE.search(pieces[-1])):
                pieces[-1] += f",{piece}"
            else:
                pieces.append(piece)
        parts += [piece.strip() for piece in pieces if piece.strip()]
    return [Clause(part, signs_in(part), not UNSURE.search(part), bool(BEFORE.search(part))) for part in parts]
