"""Does a claim say more than its source: a plan told as done, "all" of what is said of some?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from assistant.verifier.alignment import NEAR, same_figure
from assistant.verifier.claims import Claim
from assistant.verifier.hedges import LICENSED, NEEDS, Hedge
from assistant.verifier.numbers import Sort
from assistant.verifier.quantifiers import Quantifier
from assistant.verifier.reasons import Around, Check, Reason
from assistant.verifier.words import AUXILIARIES

FOCUS = 3  # words of substance nearest to a negation


_LIGHT = frozenset("continue ensure make seek start begin help take further keep work".split())  # "should continue to"
_HEDGE_SHOWN = {
    Hedge.PLANNED: "planned or expected",
    Hedge.FUTURE: "still to come",
    Hedge.POSSIBLE: "possible or apparent",
    Hedge.BEGUN: "only begun",
    Hedge.REQUIRED: "required",
}


def hedge_differences(claim: Claim, source: Claim, places: Mapping[int, int], around: Around) -> Iterator[Reason]:
    back: dict[int, list[int]] = {}
    for i, j in places.items():
        back.setdefault(j, []).append(i)
    for hedge, first, last in source.hedges:
        hit = [j for j in range(first, last) if source.words[j].counts and not source.words[j].amount]
        hit = [j for n, j in enumerate(hit) if n or source.words[j].folded not in _LIGHT][:FOCUS]
        if hit and hit[0] not in back:
            hit = []  # what is planned is not what is claimed
        taken = [i for j in hit for i in back.get(j, ()) if i not in claim.aside and claim.words[i].counts]
        if taken and not any(claim.under[i] & LICENSED[hedge] for i in taken):
            said = claim.words[taken[0]].text
            yield Reason(Check.HEDGE, said, f"What is cited says it as {_HEDGE_SHOWN[hedge]}.")
        if hedge in (Hedge.PLANNED, Hedge.FUTURE):
            numbers = [source.words[j] for j in range(first, last) if source.words[j].amount or source.words[j].date]
            for i, word in enumerate(claim.words):
                if not any(same_figure(word, n) for n in numbers) or claim.under[i] & LICENSED[hedge]:
                    continue
                if any(same_figure(word, w) for j, w in enumerate(source.words) if not first <= j < last):
                    continue
                if not any(claim.under[k] & LICENSED[hedge] for k in range(len(claim.words))):
                    yield Reason(Check.HEDGE, word.text, f"What is cited says it as {_HEDGE_SHOWN[hedge]}.")
    if around.asks and places and _states(claim, places) and not any(claim.under) and not _states(source, back):
        said = next((w.text for i, w in enumerate(claim.words) if i in places), claim.words[0].text)
        yield Reason(Check.HEDGE, said, f"What is cited says it as {_HEDGE_SHOWN[Hedge.REQUIRED]}.")
    for hedge, first, last in claim.hedges:
        if hedge not in NEEDS or around.asks or _is_own_need(claim, first):
            continue
        hit = [i for i in range(first, last) if i in places and claim.words[i].counts][:4]
        there = {source.sentence[places[i]] for i in hit}
        if any(
            h in NEEDS[hedge] and source.sentence[min(at, len(source.words) - 1)] in there for h, at, _ in source.hedges
        ):
            continue  # in a passive sentence it comes after its subject
        if hit and not any(source.under[places[i]] & NEEDS[hedge] for i in hit):
            said = claim.words[hit[0]].text
            yield Reason(Check.HEDGE, said, f"What is cited does not say it as {_HEDGE_SHOWN[hedge]}.")


def _states(claim: Claim, shared: Iterable[int]) -> bool:
    """Whether the sentence with most of the words shared has a finite verb of its own, and is more than "the quality of
    plans" or "improve plans so that they are clear"."""
    numbers = [claim.sentence[i] for i in shared]
    main = max(set(numbers), key=numbers.count)
    return any(
        w.folded in AUXILIARIES
        and claim.sentence[i] == main
        and i not in claim.aside
        and not any(b.folded in _THAT for b in claim.words[max(0, i - SUBORDINATE) : i])
        for i, w in enumerate(claim.words)
    )


_THAT = frozenset("that which who when where what how if whether".split())
SUBORDINATE = 6  # words of a conjunction within which its verb stands


def _is_own_need(claim: Claim, place: int) -> bool:
    """Whether a clause says of a thing that somebody needs it: "the information they need to act"."""
    before = claim.text[: claim.words[place].start]
    return bool(re.search(r"[a-z] (?:they|it|he|she|people) needs? to $", before))


def quantifier_differences(claim: Claim, source: Claim, places: Mapping[int, int], around: Around) -> Iterator[Reason]:
    """Where a statement counts more than its source does, and where it leaves off that its source counts few."""
    for mine in claim.quantifiers:
        if said := _overstates(claim, mine, source, places):
            yield Reason(Check.QUANTIFIER, mine.text, said)
    floating = [q.strength for q in claim.quantifiers if not any(i in places for i in q.counted)]  # "in some cases"
    for theirs in source.quantifiers:
        is_matched = bool(floating) and min(floating) <= theirs.strength
        if not is_matched and (dropped := _left_off(claim, theirs, source, places)):
            yield Reason(Check.QUANTIFIER, dropped, f"What is cited says “{theirs.text}”.")


def _overstates(claim: Claim, mine: Quantifier, source: Claim, places: Mapping[int, int]) -> str | None:
    """What the source says instead of a quantifier of the statement; None where it says no less."""
    spots = [places[i] for i in mine.counted if i in places]
    theirs = _counting(source, spots)
    unsaid = f"What is cited does not say “{mine.text}”."
    if mine.strength <= 0.2 and _is_low(source, places):
        return None  # "very few", of a number that is low
    if not spots and (most := max((q.strength for q in source.quantifiers), default=None)):
        return unsaid if not mine.negated and mine.strength > most + 0.01 else None
    if theirs is None:
        told = mine.text.casefold()
        if any(q.strength >= mine.strength and q.text.casefold() == told for q in source.quantifiers):
            return None
        alike = _counting_alike(claim, mine, source)
        stronger = bool(alike) and not mine.negated and mine.strength > max([*alike, MANY - 0.01]) + 0.01
        return unsaid if stronger or (spots and _too_strong_alone(mine, source)) else None
    if mine.negated != theirs.negated:
        return f"What is cited says “{theirs.text}”."
    if mine.negated:
        return f"What is cited says “not {theirs.text}”." if mine.strength < theirs.strength - 0.01 else None
    return None if _is_borne_out(mine.strength, theirs.strength) else f"What is cited says “{theirs.text}”."


def _left_off(claim: Claim, theirs: Quantifier, source: Claim, places: Mapping[int, int]) -> str | None:
    """The word of the statement that the source counts by ``theirs`` and the statement by nothing; None if it may."""
    if theirs.strength == 0.1 and any(("enough", -1) in source.words[j].sides for j in places.values()):
        return None  # "too few", said as "not enough"
    if theirs.strength > 0.8 or theirs.negated or not theirs.counted:
        return None
    if theirs.text.casefold() in _AT_TIMES and _CAN.search(claim.text):
        return None  # what is sometimes hard can be hard
    counted = [i for i, j in places.items() if j == theirs.counted[0] and i not in claim.aside]
    first = next((i for i in counted if claim.words[i].counts), None)
    if first is None or any(first in q.counted for q in claim.quantifiers) or _is_counted(claim, first):
        return None
    return claim.words[first].text


def _is_low(source: Claim, places: Mapping[int, int]) -> bool:
    """Whether a source says of a number that it is small, or that there is not enough of something."""
    return any(("level", -1) in w.sides or ("enough", -1) in w.sides for w in source.words) or bool(
        re.search(r"\bnot enough\b", source.text, re.IGNORECASE)
    )


def _counting(source: Claim, spots: Iterable[int]) -> Quantifier | None:
    """The quantifier of the source that counts the first of these words that any does, the nearest to it."""
    for j in spots:
        if counting := [q for q in source.quantifiers if j in q.counted]:
            return min(counting, key=lambda q: q.counted.index(j))
    return None


MANY = 0.5
_AT_TIMES = frozenset(
    ["sometimes", "often", "at times", "occasionally", "in some cases", "on occasion", "on occasions"]
)
_CAN = re.compile(r"\b(?:can|could|may|might)\b", re.IGNORECASE)


def _counting_alike(claim: Claim, mine: Quantifier, source: Claim) -> list[float]:
    """How strong the quantifiers of the source are that count a thing of the same name."""
    if not mine.counted:
        return []
    meanings = claim.words[mine.counted[0]].meanings
    return [q.strength for q in source.quantifiers if any(source.words[j].meanings & meanings for j in q.counted[:1])]


def _is_borne_out(mine: float, theirs: float) -> bool:
    if mine <= 0.2 and theirs >= 0.3:
        return False  # "a few" is not said of what is said of most
    return mine <= theirs + 0.01


def _too_strong_alone(mine: Quantifier, source: Claim) -> bool:
    """Whether a quantifier says more than a source that has none, or gives a share."""
    shares = [w.amount.value for w in source.words if w.amount and w.amount.sort is Sort.SHARE]
    if mine.negated:
        return False
    if mine.strength >= 0.9:
        return not any(share >= 0.95 for share in shares)
    return mine.strength <= 0.15


def _is_counted(claim: Claim, place: int) -> bool:
    """Whether an amount or a negation stands before the word: it says itself how many."""
    clause = claim.words[place].clause
    near = claim.words[max(0, place - NEAR) : place]
    return any(w.clause == clause and (w.amount or w.folded in {"no", "none", "more", "fewer"}) for w in near)
