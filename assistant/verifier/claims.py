"""What a sentence claims: its words, with what it denies, hedges, counts and attributes."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.stems import stem
from assistant.verifier.attribution import Attribution, attributions_in
from assistant.verifier.hedges import Hedge, hedged
from assistant.verifier.negation import cues_in, negated, scope_of
from assistant.verifier.quantifiers import Quantifier, quantifiers_in
from assistant.verifier.words import NEUTRAL, Word, plain, words_of

# Words that belong to the amount after them.
BOUNDS = frozenset(
    ["more than", "less than", "fewer than", "over", "under", "above", "below", "nearly", "almost", "just"]
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A text of one or a few sentences.

    ``denied`` and ``under`` are by word; ``hedges``, ``cues`` and ``focus`` are of places: what each hedge reaches from
    and to, the words that negate, and for each of those what it bears on, nearest first. ``sentence`` numbers the
    sentence of each word from 0.
    """

    text: str
    words: tuple[Word, ...]
    denied: tuple[bool, ...]
    under: tuple[frozenset[Hedge], ...]
    hedges: tuple[tuple[Hedge, int, int], ...]
    cues: tuple[int, ...]
    focus: tuple[tuple[int, ...], ...]
    quantifiers: tuple[Quantifier, ...]
    attributions: tuple[Attribution, ...]
    sentence: tuple[int, ...]
    forms: tuple[str, ...]  # of each word its stem, of figures and dates as written
    aside: frozenset[int]  # places of words that attribute or hedge: they need not be borne out as content

    def is_content(self, place: int) -> bool:
        """Whether the word there must be said by what is cited."""
        word = self.words[place]
        after = self.words[place + 1] if place + 1 < len(self.words) else None
        if after and after.amount and word.end > after.start - 2 and word.folded in BOUNDS:
            return False  # a part of the amount
        return (
            word.counts
            and word.amount is None
            and word.date is None
            and place not in self.aside
            and place not in self.cues
            and word.folded.removesuffix("'s") not in NEUTRAL
        )

    @property
    def areas(self) -> frozenset[str]:
        return frozenset(w.area for i, w in enumerate(self.words) if w.area and i not in self.aside)


@lru_cache(8192)
def claim_of(text: str) -> Claim:
    text = plain(text)
    words = words_of(text)
    under, hedges = hedged(text, words)
    cues = cues_in(words)
    attributions = attributions_in(text)
    aside = {i for i, w in enumerate(words) if any(a.start <= w.start < a.end for a in attributions)}
    aside |= {i for first, last in hedge_spans(hedges) for i in range(first, last)}
    return Claim(
        text,
        words,
        tuple(negated(words)),
        tuple(under),
        tuple((hedge, first, last) for hedge, first, last, _ in hedges),
        tuple(cues),
        tuple(tuple(scope_of(words, cue, cues)) for cue in cues),
        tuple(quantifiers_in(text, words)),
        attributions,
        sentence_of(text, words),
        tuple(w.folded if w.amount or w.date else stem(w.folded.removesuffix("'s")) for w in words),
        frozenset(aside),
    )


def hedge_spans(hedges: list[tuple[Hedge, int, int, int]]) -> list[tuple[int, int]]:
    """The places of the words of each hedge itself."""
    return [(first - length, first) for _, first, _, length in hedges]


_END = re.compile(r"[.!?]['\")]?(?= [\"'(]?[A-Z0-9])")


def sentence_of(text: str, words: Sequence[Word]) -> tuple[int, ...]:
    ends = [match.end() for match in _END.finditer(text)]
    return tuple(bisect(ends, word.start) for word in words)
