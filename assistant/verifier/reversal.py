"""What a claim denies or turns round against its source: negations, opposites, directions of change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.verifier.claims import Claim
from assistant.verifier.reasons import Around, Check, Reason

FOCUS = 3  # words of substance nearest to a negation


STRICT = frozenset({"course", "amount", "effect", "time", "strength", "quality", "enough", "steady", "safe"})


DIRECTIONS = frozenset({"course", "amount"})


def polarity_differences(claim: Claim, source: Claim, places: Mapping[int, int], around: Around) -> Iterator[Reason]:
    near = {i for focus in claim.focus for i in focus[:FOCUS]}
    taken = set(places.values())
    theirs = {j for focus in source.focus if set(focus[:2]) & taken for j in focus[:FOCUS]}
    excused = _excused(claim, source, places)
    turned = _turned(claim, source, places, near | {i for i, j in places.items() if j in theirs})
    beside = {i for focus in claim.focus if turned & set(focus) for i in focus}
    around_turned = {j for focus in source.focus if {places[i] for i in turned} & set(focus) for j in focus}
    beside |= {i for i, j in places.items() if j in around_turned}
    for i, word in enumerate(claim.words):
        sides = dict(word.sides)
        j = places.get(i)
        if j is None:
            strict = i not in claim.aside and not word.grade and STRICT & sides.keys()
            if strict and not _follows_from_numbers(claim, source, i):
                yield Reason(Check.DIRECTION, word.text, f"“{word.text}” is not said in what is cited.")
            continue
        other = dict(source.words[j].sides)
        flipped = any(pair in other and other[pair] != sign for pair, sign in sides.items())
        flipped = flipped and word.folded != source.words[j].folded
        denied = claim.denied[i] != source.denied[j]
        at_cue = i in near or j in theirs
        if i in turned or (denied and not flipped and (i in beside or i in excused)):
            continue
        if flipped:
            yield Reason(Check.DIRECTION, word.text, f"What is cited says “{source.words[j].text}”.")
        elif denied and at_cue and not _elsewhere(claim, source, places, i):
            way = "denies" if source.denied[j] else "does not deny"
            yield Reason(Check.NEGATION, word.text, f"What is cited {way} “{source.words[j].text}”.")
    yield from _cues(claim, source, places, turned)


def _excused(claim: Claim, source: Claim, places: Mapping[int, int]) -> set[int]:
    """The places of words that stand by a negation which both sides have of the same word: in a passive sentence a
    word may come before it ("the reforms were not made", "leaders did not make the reforms")."""
    excused: set[int] = set()
    for focus in claim.focus:
        for other in source.focus:
            shared = {i for i in focus[:FOCUS] if places.get(i) in other[:FOCUS]}
            if shared:
                excused |= {i for i, j in places.items() if j in other}
    return excused


def _turned(claim: Claim, source: Claim, places: Mapping[int, int], at_cue: set[int]) -> set[int]:
    """The places of words that say the same by a negation and an opposite: "not timely" of "late". What has not
    improved need not have become worse."""
    turned = set()
    for i, j in places.items():
        sides, other = dict(claim.words[i].sides), dict(source.words[j].sides)
        flipped = any(pair in other and other[pair] != sign for pair, sign in sides.items())
        if flipped and i in at_cue and claim.denied[i] != source.denied[j] and not DIRECTIONS & sides.keys():
            turned.add(i)
    return turned


def _elsewhere(claim: Claim, source: Claim, places: Mapping[int, int], place: int) -> bool:
    """Whether a word denied in the claim is what "none" of the next sentence stands for, or stopped in the source."""
    for cue, focus in zip(claim.cues, claim.focus, strict=True):
        if place in focus:
            if _is_no_longer(claim, cue) and any(("begin", -1) in w.sides for w in source.words):
                return True
            others = [places[i] for i in focus if i in places and i != place]
            if any(source.denied[j] and source.words[j].clause != source.words[places[place]].clause for j in others):
                return True
    return False


def _is_no_longer(claim: Claim, cue: int) -> bool:
    return claim.text[claim.words[cue].start :].casefold().startswith("no longer")


def _cues(claim: Claim, source: Claim, places: Mapping[int, int], turned: set[int]) -> Iterator[Reason]:
    """Each negation of one side must have one of its own on the other, about the same words."""
    free = list(source.focus)
    for cue, focus in zip(claim.cues, claim.focus, strict=True):
        if _is_no_longer(claim, cue) and any(("begin", -1) in w.sides for w in source.words):
            continue
        images = [places[i] for i in focus if i in places]
        if not images or turned & set(focus):
            continue
        match = max(free, key=lambda f: len(set(f) & set(images)), default=())
        if set(match) & set(images):
            free.remove(match)
        elif places.keys() & set(focus[:FOCUS]):
            said = claim.words[focus[0]].text
            yield Reason(Check.NEGATION, said, f"What is cited does not deny “{said}”.")
    back = {j: i for i, j in places.items()}
    for focus in free:
        hit = [j for j in focus[:FOCUS] if j in back and back[j] not in claim.aside]
        if hit and (hit[0] == focus[0] or len(hit) > 1) and not turned & {back[j] for j in hit}:
            said = source.words[hit[0]].text
            yield Reason(Check.NEGATION, said, f"What is cited denies “{said}”.")


def _follows_from_numbers(claim: Claim, source: Claim, place: int) -> bool:
    """ "Up from five" and "fell to 18% from 24%" are so where both numbers are cited and go that way."""
    sign = dict(claim.words[place].sides).get("amount")
    amounts = [(i, w.amount) for i, w in enumerate(claim.words) if w.amount]
    if sign is None or len(amounts) < 2:
        return False
    start = next((a.value for i, a in amounts if claim.words[i - 1].folded in {"from", "up from", "down from"}), None)
    end = next((a.value for i, a in amounts if claim.words[i - 1].folded not in {"from", "up from", "down from"}), None)
    return start is not None and end is not None and (end - start) * sign > 0
