"""What a sentence plans, allows for, has only begun or requires, rather than states as done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from assistant.verifier.words import Word


class Hedge(StrEnum):
    PLANNED = "planned"  # plans to, intends to, is expected to
    FUTURE = "future"  # will
    POSSIBLE = "possible"  # may, might, appears to
    BEGUN = "begun"  # is beginning to, early signs of
    REQUIRED = "required"  # should, must, needs to


_CUES: tuple[tuple[Hedge, str], ...] = (
    (Hedge.PLANNED, r"(?:have |has |had )?(?:plans?|planned|planning|intend(?:s|ed|ing)?|aim(?:s|ed|ing)?|hop(?:es?|"
        r"ed|ing)|"
     r"expect(?:s|ed|ing)?|propos(?:es?|ed|ing|al|als)|seek(?:s|ing)?|sought|wants?|wanted|promis(?:es?|ed|ing)|"
     r"commit(?:s|ted|ment)?|pledg(?:es?|ed)|ambitions?|intentions?|determined|due|scheduled|set|looking|ready|"
     r"attempt(?:s|ed|ing)?|designed|meant|supposed|intended|"
     r"try|tries|trying|tried|work(?:s|ing)? towards|"
     r"(?:is|are|was|were) working(?: hard| together| closely)*|(?:is|are|was|were) going)(?= to\b| [\w-]+ing\b)|"
     r"(?:expect(?:s|ed|ing)?|want(?:s|ed)?|intend(?:s|ed)?|aim(?:s|ed)?|hop(?:es?|ed))(?= (?:for |that )?(?:[\w']+ "
     r"){1,6}?(?:to|will|would)\b)|"
     r"(?:is|are|was|were|be) (?:planned|proposed|expected|scheduled|intended|under consideration|being considered)|"
     r"(?:is|are|was|were) to(?= [a-z]+\b)|in the process of|expects?|intends?|the aim is|planned|proposed|expected|"
     r"(?:work|action|steps|efforts|measures) (?:is |are |was |were )?(?:being |been )?(?:undertaken|"
     r"underway|under way|taken|in progress|in hand) to|"
     r"under development|in development|being developed|asked for(?! their\b| his\b| her\b| views| feedback| help)|"
     r"under (?:discussion|consideration|review)|recommend(?:ed|s)?|(?:is|are|was|were) considering|invited"),
    (Hedge.FUTURE, r"will|shall|would(?! (?:rather|like|prefer)\b)|'ll|won't"),
    (Hedge.POSSIBLE, r"may|might|possibly|possible|perhaps|potentially|could|likely|appears?|appeared|seems?|seemed|"
        r"suggest(?:s|ed)?|"
     r"probably|arguably|apparently|potential"),
    (Hedge.BEGUN, r"(?:begin(?:s|ning)?|began|begun|start(?:s|ed|ing)?)(?= to\b| [\w-]+ing\b)|early signs?|early days|"
     r"early stages?|still early|early stage|emerging|in its infancy|some signs|"
     r"(?:is|are|being) (?:beginning|starting)|working towards|increasingly|"
     r"(?:is|are|was|were) (?:gradually |slowly )?becoming|some progress|"
     r"(?:is|are|was|were) working (?:hard |together |closely )*on"),
    (Hedge.REQUIRED, r"(?:^|(?<=[.;:] ))(?:Ensure|Make sure|Improve|Strengthen|Develop|Review|Establish|"
     r"Implement|Accelerate|Increase|Reduce|Secure|Embed)(?= that\b| the\b| all\b| how\b| their\b| its\b)|"
     r"should|must|ought|"
     r"(?:it|they|council|authority|service|partnership|leaders) "
     r"needs?(?= (?:a|an|more|enough|better|sufficient|stronger)\b)|"
     r"(?:asked|told|urged|advised|instructed) to|needs? to|needed to|has to|have to|had to|required to|requires? "
        r"(?!improvement)\w+ to"),
)  # fmt: skip
_PATTERNS = tuple((hedge, re.compile(rf"\b(?:{cue})\b", re.IGNORECASE)) for hedge, cue in _CUES)
_MAY_MONTH = re.compile(r"\bMay\b")
# What a statement may say where its source is hedged: the same, or less.
LICENSED = {
    Hedge.PLANNED: frozenset({Hedge.PLANNED, Hedge.POSSIBLE}),
    Hedge.FUTURE: frozenset({Hedge.FUTURE, Hedge.PLANNED, Hedge.POSSIBLE}),
    Hedge.POSSIBLE: frozenset({Hedge.POSSIBLE}),
    Hedge.BEGUN: frozenset({Hedge.BEGUN}),
    Hedge.REQUIRED: frozenset({Hedge.REQUIRED}),
}
# What a source must say where a statement is hedged so; a statement that says less than its source may.
NEEDS = {
    Hedge.PLANNED: frozenset({Hedge.PLANNED, Hedge.FUTURE, Hedge.REQUIRED}),
    Hedge.FUTURE: frozenset({Hedge.FUTURE}),
    Hedge.REQUIRED: frozenset({Hedge.REQUIRED}),
}
REACH = 7  # words of substance to which a hedge reaches


def hedges_in(text: str, words: Sequence[Word]) -> list[tuple[Hedge, int, int, int]]:
    """Each hedge of a text: the places of the words from which and to which its scope reaches, its own length."""
    found = []
    for hedge, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if hedge is Hedge.POSSIBLE and _MAY_MONTH.match(match.group()):
                continue
            if re.match(r" (?:not|no longer)\b|n't", text[match.end() :]) and match.group().casefold() == "could":
                continue  # "could not be assured" states
            if any(w.start < match.start() < w.end for w in words):
                continue  # within a term: "EHC plans"
            first = next((i for i, word in enumerate(words) if word.start >= match.end()), None)
            if first is None:
                continue
            here = next((w.clause for w in words if w.start <= match.start() < w.end), words[first].clause)
            last = first
            while last < len(words) and words[last].clause == here:
                last += 1
            found.append((hedge, first, last, sum(match.start() <= w.start < match.end() for w in words)))
    return found


def hedged(text: str, words: Sequence[Word]) -> tuple[list[frozenset[Hedge]], list[tuple[Hedge, int, int, int]]]:
    """For each word the hedges it stands under, and the hedges themselves."""
    hedges = hedges_in(text, words)
    under: list[set[Hedge]] = [set() for _ in words]
    for hedge, first, last, _ in hedges:
        reached = [i for i in range(first, last) if words[i].counts or words[i].sides][:REACH]
        for i in reached:
            under[i].add(hedge)
    return [frozenset(each) for each in under], hedges
