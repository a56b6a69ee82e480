"""Which word of a source a word of a claim answers to: one of its meaning, in like company."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.verifier.claims import Claim
from assistant.verifier.words import Word

NEAR = 7  # words either side that are a word's company


def aligned(claim: Claim, source: Claim) -> dict[int, int]:
    """For each word of the claim that the source has, the place there where it stands in like company."""
    options: dict[int, list[int]] = {}
    by_meaning: dict[str, list[int]] = {}
    for j, word in enumerate(source.words):
        for meaning in word.meanings | word.parts | {pair for pair, _ in word.sides}:
            by_meaning.setdefault(meaning, []).append(j)
    for i, word in enumerate(claim.words):
        if word.amount or word.date:
            continue
        names = word.meanings | {pair for pair, _ in word.sides}
        if found := {j for name in names for j in by_meaning.get(name, ())}:
            options[i] = sorted(found)
    return {i: max(js, key=lambda j: _company(i, j, options, claim, source)) for i, js in options.items()}


def words_to_bear_out(claim: Claim) -> list[int]:
    """The places of the words of a claim that its source should have, figures and dates included."""
    return [i for i, w in enumerate(claim.words) if w.counts and i not in claim.aside]


def borne_out(claim: Claim, source: Claim, places: Mapping[int, int]) -> frozenset[int]:
    """Those of them that the source has."""
    return frozenset(
        i for i in words_to_bear_out(claim) if i in places or any(same_figure(claim.words[i], w) for w in source.words)
    )


def _company(i: int, j: int, options: Mapping[int, list[int]], claim: Claim, source: Claim) -> float:
    """How many of a word's neighbours stand near it in the source, too, and whether it is the very word."""
    score = 0.5 if claim.words[i].folded == source.words[j].folded else 0.0
    for k in range(max(0, i - NEAR), min(len(claim.words), i + NEAR + 1)):
        if k == i or k not in options or not claim.words[k].counts:
            continue
        gap = min((abs((j - other) - (i - k)) for other in options[k] if other != j), default=NEAR)
        if gap < NEAR:
            score += 1 / (1 + gap) / (1 + 0.2 * abs(i - k))
    return score


def same_figure(mine: Word, theirs: Word) -> bool:
    if mine.amount and theirs.amount:
        return mine.amount.equals(theirs.amount)
    return bool(mine.date and theirs.date and theirs.date.bears_out(mine.date))
