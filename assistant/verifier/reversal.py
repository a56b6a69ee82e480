"""What a claim denies or turns round against its source: negations, opposites, directions of change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.verifier.claims import Claim
from assistant.verifier.figures import SWAPPED, company
from assistant.verifier.negation import REACH
from assistant.verifier.reasons import Around, Check, Reason
from assistant.verifier.words import Word

FOCUS = 3  # words of substance nearest to a negation


STRICT = frozenset({"aid", "course", "amount", "effect", "time", "strength", "quality", "enough", "steady", "safe"})


DIRECTIONS = frozenset({"course", "amount"})


def polarity_differences(claim: Claim, source: Claim, places: Mapping[int, int], around: Around) -> Iterator[Reason]:
    excused_cues = _blamed(claim, source, places)
    near = {i for focus in claim.focus for i in focus[:FOCUS]}
    taken = set(places.values())
    theirs = {j for focus in source.focus if set(focus[:2]) & taken for j in focus[:FOCUS]}
    excused = _excused(claim, source, places)
    excused |= {i for cue, focus in _scopes(claim) if cue in excused_cues for i in focus}
    reached = {i for focus in claim.focus for i in focus} | {i for i, _ in enumerate(claim.words) if claim.denied[i]}
    turned = _turned(claim, source, places, near | reached | {i for i, j in places.items() if j in theirs})
    beside = {i for focus in claim.focus if turned & set(focus) for i in focus}
    around_turned = {j for focus in source.focus if {places[i] for i in turned} & set(focus) for j in focus}
    beside |= {i for i, j in places.items() if j in around_turned}
    for i, word in enumerate(claim.words):
        sides = dict(word.sides)
        j = places.get(i)
        if j is None:
            strict = i not in claim.aside and not word.grade and STRICT & sides.keys()
            if word.folded == "enough" and claim.denied[i]:
                continue  # "not critical enough": no more than not critical
            if strict and not _follows_from_numbers(claim, source, i) and not _valued_alike(claim, source, places, i):
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
        elif not denied and _is_of_other(claim, source, places, i):
            yield Reason(Check.DIRECTION, word.text, f"What is cited says “{word.text}” of something else.")
        elif denied and at_cue and not _elsewhere(claim, source, places, i):
            way = "denies" if source.denied[j] else "does not deny"
            yield Reason(Check.NEGATION, word.text, f"What is cited {way} “{source.words[j].text}”.")
    yield from _cues(claim, source, places, turned, excused_cues)


def _scopes(claim: Claim) -> Iterator[tuple[int, tuple[int, ...]]]:
    return zip(claim.cues, claim.focus, strict=True)


def _blamed(claim: Claim, source: Claim, places: Mapping[int, int]) -> set[int]:
    """The negations of the claim that say of a thing that it is not good or not enough, where the source, without a
    negation, blames it: "not applied well" of "deficiencies in the application"."""
    taken = set(places.values())
    blame = [
        j
        for j, w in enumerate(source.words)
        if not source.denied[j] and j not in taken and (w.folded in DEFICITS or _judges(w, -1))
    ]
    found = set()
    for cue, focus in _scopes(claim):
        praised = any(claim.words[i].folded in _QUALIFIED or _judges(claim.words[i], 1) for i in focus)
        praised = praised or any(w.folded in {"well", "enough"} for w in claim.words[cue : cue + REACH])
        beside = [places[i] for i in focus if i in places]
        if any(set(beside) & set(other) for other in source.focus):
            continue
        if praised and any(abs(j - b) <= BLAMED_NEAR for j in blame for b in beside):
            found.add(cue)
    return found


def _judges(word: Word, sign: int) -> bool:
    """Whether a word praises (1) or blames (-1)."""
    return any(their_sign == sign and pair in VALUES | STRICT for pair, their_sign in word.sides)


BLAMED_NEAR = 5  # words
DEFICITS = frozenset(
    """deficiency deficiencies deficit deficits gap gaps shortfall shortfalls weakness weaknesses failing failings lack
    limited underdeveloped undeveloped perfunctory""".split()
)


def _is_of_other(claim: Claim, source: Claim, places: Mapping[int, int], place: int) -> bool:
    """Whether the other word of a pair stands nearer, in the same sentence, to what the claim says it of: "adequate"
    where leadership is adequate and provision inadequate."""
    own = places[place]
    for pair, sign in claim.words[place].sides:
        for j, word in enumerate(source.words):
            if source.sentence[j] != source.sentence[own] or (pair, -sign) not in word.sides:
                continue
            if company(claim, place, source, j, places) > company(claim, place, source, own, places) + SWAPPED:
                return True
    return False


def _excused(claim: Claim, source: Claim, places: Mapping[int, int]) -> set[int]:
    """The places of words that stand by a negation which both sides have of the same word: in a passive sentence a
    word may come before it ("the reforms were not made", "leaders did not make the reforms")."""
    excused: set[int] = set()
    for focus in claim.focus:
        for other in source.focus:
            shared = {i for i in focus[:FOCUS] if places.get(i) in other[:FOCUS]}
            if shared:
                excused |= {i for i, j in places.items() if j in other}
            if any(places.get(i) in other for i in focus) and _alone(claim, focus) and _alone(source, other):
                # the one negation of either clause: what of the clause it reaches is a matter of word order
                clauses = claim.words[focus[0]].clause, source.words[other[0]].clause
                excused |= {i for i, j in places.items() if (claim.words[i].clause, source.words[j].clause) == clauses}
    return excused


def _alone(claim: Claim, focus: Sequence[int]) -> bool:
    """Whether a negation is the only one of its clause."""
    clause = claim.words[focus[0]].clause
    return sum(claim.words[cue].clause == clause for cue in claim.cues) == 1


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


def _cues(
    claim: Claim, source: Claim, places: Mapping[int, int], turned: set[int], excused: set[int]
) -> Iterator[Reason]:
    """Each negation of one side must have one of its own on the other, about the same words."""
    free = list(source.focus)
    for cue, focus in zip(claim.cues, claim.focus, strict=True):
        if _is_no_longer(claim, cue) and any(("begin", -1) in w.sides for w in source.words):
            continue
        images = [places[i] for i in focus if i in places]
        if not images or turned & set(focus) or cue in excused:
            continue
        match = max(free, key=lambda f: len(set(f) & set(images)), default=())
        if set(match) & set(images):
            free.remove(match)
            theirs = source.cues[source.focus.index(match)]
            if _is_partial(source, theirs) and _is_whole(claim, cue):
                said = source.text[source.words[max(0, theirs - 3)].start : source.words[theirs].end]
                yield Reason(Check.QUANTIFIER, claim.words[cue].text, f"What is cited says it in part: “{said} ...”.")
        elif places.keys() & set(focus[:FOCUS]):
            said = claim.words[focus[0]].text
            yield Reason(Check.NEGATION, said, f"What is cited does not deny “{said}”.")
    back = {j: i for i, j in places.items()}
    for focus in free:
        hit = [j for j in focus[:FOCUS] if j in back and back[j] not in claim.aside]
        hit = [j for j in hit if source.words[j].folded not in _PARTLY]
        if source.words[source.cues[source.focus.index(focus)]].folded == "or":
            hit = [j for j in hit if not claim.denied[back[j]]]
        if hit and (hit[0] == focus[0] or len(hit) > 1) and not turned & {back[j] for j in hit}:
            said = source.words[hit[0]].text
            yield Reason(Check.NEGATION, said, f"What is cited denies “{said}”.")


VALUES = frozenset({"effect", "strength", "quality", "fit", "suit", "success", "positive", "well"})
VALUED_NEAR = 5  # words of the claim, and of the source, within which a word of praise or blame is of the same thing


def _valued_alike(claim: Claim, source: Claim, places: Mapping[int, int], place: int) -> bool:
    """Whether the source praises or blames the same thing in another word: "well" of "effectively"."""
    sign = next((sign for pair, sign in claim.words[place].sides if pair in VALUES), None)
    if sign is None:
        return False
    sign = -sign if claim.denied[place] else sign
    beside = [places[k] for k in places if abs(k - place) <= VALUED_NEAR]
    signs = [
        -their_sign if source.denied[j] else their_sign
        for j, word in enumerate(source.words)
        for pair, their_sign in word.sides
        if pair in VALUES and any(abs(j - p) <= VALUED_NEAR for p in beside)
    ]
    if any(w.folded in DEFICITS and any(abs(j - p) <= VALUED_NEAR for p in beside) for j, w in enumerate(source.words)):
        signs.append(-1)
    return sign in signs and -sign not in signs


_PARTLY = frozenset(
    "all every each everyone everybody always consistently routinely invariably fully completely entirely".split()
)
_QUALIFIED = _PARTLY | frozenset(
    """some many most several often sometimes usually generally occasionally too enough sufficiently sufficient
    regularly regular well yet few inconsistent inconsistently consistent always""".split()
)


def _is_partial(source: Claim, cue: int) -> bool:
    """Whether a negation is of a whole, or said of some, and leaves a part: "not always", "most are not"."""
    if source.words[cue].folded not in {"not", "cannot"}:
        return False
    clause = source.words[cue].clause
    if any(
        q.strength < 1 and not q.negated and any(k < cue and source.words[k].clause == clause for k in q.counted)
        for q in source.quantifiers
    ):
        return True
    after = {w.folded for w in source.words[cue + 1 : cue + 3] if w.clause == source.words[cue].clause}
    return bool(after & _PARTLY)


def _is_whole(claim: Claim, cue: int) -> bool:
    """Whether a negation leaves nothing: "never", "no", or "not" with no word that says how much or how often."""
    clause = claim.words[cue].clause
    counted = any(not q.negated for q in claim.quantifiers) or any(w.amount for w in claim.words)
    return not counted and not any(w.folded in _QUALIFIED for w in claim.words if w.clause == clause)


def _follows_from_numbers(claim: Claim, source: Claim, place: int) -> bool:
    """ "Up from five" and "fell to 18% from 24%" are so where both numbers are cited and go that way."""
    sign = dict(claim.words[place].sides).get("amount")
    amounts = [(i, w.amount) for i, w in enumerate(claim.words) if w.amount]
    if sign is None or len(amounts) < 2:
        return False
    start = next((a.value for i, a in amounts if claim.words[i - 1].folded in {"from", "up from", "down from"}), None)
    end = next((a.value for i, a in amounts if claim.words[i - 1].folded not in {"from", "up from", "down from"}), None)
    return start is not None and end is not None and (end - start) * sign > 0
