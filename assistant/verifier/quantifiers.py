"""How many of them, and how often, in words: all, most, some, a few; always, often, sometimes.

A sentence bears out one that says as much or less of the same thing (monotonicity of quantifiers; MacCartney and
Manning 2007, "Natural logic for textual inference"): "most" bears out "many" and "some", and never "all".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.verifier.words import Word

STRENGTH: tuple[tuple[float, str], ...] = (
    (1.0, r"all(?! in all)(?! but)|every(?:one|body|thing)?|each|entire|always|invariably|without exception|"
        r"universally|"
        r"throughout|"
     r"whole(?= (?:of the )?(?:council|service|team|workforce))|both"),
    (0.9, r"(?:almost|nearly|virtually) (?:all|every|always)|(?:the |a )?(?:vast|overwhelming|great|large) "
        r"majority(?: of)?|"
     r"all but"),
    (0.75, r"(?<!the )(?<!their )(?<!matters )(?<!matter )(?<!needed )"
        r"most(?! (?:recent|complex|vulnerable|common|important|serious|effective|"
     r"significant|appropriate|suitable|difficult|senior|experienced|urgent|needed|in need)\b)(?: of)?|most of|mostly|"
     r"(?:the |a )?majority(?: of)?|usually|generally|typically|mainly|largely|"
     r"predominantly|in most cases|more often than not|normally"),
    (0.5, r"(?:too |so |very |a great |a good )?many(?: of)?|much of|a large number of|large numbers of|often|"
        r"a (?:significant|considerable|substantial|sizeable|high|growing|good|large) (?:number|proportion|share) of|"
        r"frequently|"
     r"numerous"),
    (0.3, r"some(?! (?:time|extent|way|point|respects?)\b)(?: of)?|several|others|a number of|various|a proportion of|"
     r"in some cases|"
     r"a (?:significant|considerable|substantial|sizeable|large) minority of|sometimes|at times|on occasions?|"
     r"occasionally|certain(?= \w+s\b)"),
    (0.2, r"(?:only )?a (?:few|handful of|small (?:number|minority|proportion|group) of|minority of)|a small number|"
     r"(?:a |the )?(?:small )?minority(?: of)?|a couple of"),
    (0.1, r"(?<!a )(?<!the )(?<!last )(?<!past )(?:too |very )?few(?!er)(?: of)?|seldom|rarely|hardly (?:any|ever)|"
     r"(?:very )?little"),
)  # fmt: skip
_PATTERNS = [(strength, re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE)) for strength, words in STRENGTH]
_TIME = re.compile(
    r"\s*(?:of )?(?:\w+ )?(?:day|night|week|fortnight|month|quarter|year|morning|evening|term|time|other|monday|"
    r"tuesday|"
    r"wednesday|thursday|friday)s?\b",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r"(?: of)? (?:which|whom)\b")
_DENIED = re.compile(r"(?:\bnot|n't|\bnor) (?:in |for |yet |with )?$", re.IGNORECASE)
_DENIED_WHOLE = re.compile(r"(?:\bnot|n't|\bnor|\byet to)(?: (?!and |as |but |because )\w+){0,4} $", re.IGNORECASE)
NEXT = 3  # words of substance after a quantifier among which stands the one that it counts


@dataclass(frozen=True, slots=True)
class Quantifier:
    """``text`` stands at ``start``. ``strength`` runs from 0.1 for "few" to 1 for "all"; ``counted`` are the places of
    the words it may count."""

    text: str
    start: int
    strength: float
    counted: tuple[int, ...]
    negated: bool


def quantifiers_in(text: str, words: Sequence[Word]) -> list[Quantifier]:
    """The quantifiers of a text; the strongest reading of overlapping ones is the longest."""
    spans: dict[tuple[int, int], float] = {}
    for strength, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if match.group().casefold() in {"each", "every", "most", "many"} and _TIME.match(text[match.end() :]):
                continue
            before = text[max(0, match.start() - 12) : match.start()]
            if before.casefold().endswith(" as ") and match.group().casefold() in {"many", "few", "much", "little"}:
                continue
            if re.search(
                r"\b(?:how|at|after|half of|third of|quarter of|fifth of|% of|cent of|out of|number of) $",
                before,
                re.IGNORECASE,
            ):
                continue
            if match.group().casefold() == "each" and re.match(
                r"\W*(?:$|(?:on|for|in|at|with|and|to|have|had)\b)", text[match.end() :]
            ):
                continue  # "27 young people each"
            spans[match.span()] = strength
    found = []
    for (start, end), strength in sorted(spans.items()):
        if any((a, b) != (start, end) and a <= start and end <= b for a, b in spans):
            continue
        clause = next((w.clause for w in words if w.end > start), None)
        # "some of which are late" counts what is late
        of_which = clause + 1 if clause is not None and _OF_WHICH.match(text, end) else clause
        after: list[int] = []
        for i, word in enumerate(words):
            if word.start >= end and word.clause in (clause, of_which) and len(after) < NEXT:
                if after and word.after_comma:
                    break
                if word.counts:
                    after.append(i)
        # "not in all cases" is not all; "not seen in some cases" is some
        denies = _DENIED if strength < 0.9 else _DENIED_WHOLE
        negated = bool(denies.search(text[max(0, start - 48) : start]))
        found.append(Quantifier(text[start:end], start, strength, tuple(after), negated))
    return found
