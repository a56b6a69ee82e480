"""The numbers and dates of a claim against those of its source: the same, and of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.verifier.alignment import NEAR
from assistant.verifier.claims import Claim
from assistant.verifier.numbers import Amount, Bound, Sort
from assistant.verifier.reasons import Around, Check, Reason
from assistant.verifier.words import AUXILIARIES, STOP

SWAPPED = 0.6


_UNITS = {
    name: unit
    for unit, names in {
        "day": "day days", "night": "night nights", "week": "week weeks", "month": "month months",
        "year": "year years", "hour": "hour hours", "minute": "minute minutes", "mile": "mile miles",
        "point": "point points",
    }.items()
    for name in names.split()
}  # fmt: skip


_SCENE = frozenset("inspection inspections visit report letter inspectors ofsted re-inspection reinspection".split())


def number_differences(claim: Claim, source: Claim, places: Mapping[int, int], around: Around) -> Iterator[Reason]:
    """Amounts of a statement that its source does not give, or gives of something else, or for something else."""
    theirs = {j: word.amount for j, word in enumerate(source.words) if word.amount}
    for i, word in enumerate(claim.words):
        if word.amount is None or _is_no_number(claim, i, source):
            continue
        if said := _difference(claim, i, word.amount, source, theirs, places):
            yield Reason(Check.NUMBER, word.text, said)


def _is_no_number(claim: Claim, i: int, source: Claim) -> bool:
    """Whether "one" and "first" number nothing: "one of them", "one for 23 nights", "helped first"."""
    word = claim.words[i]
    after = claim.words[i + 1] if i + 1 < len(claim.words) else None
    if word.folded == "one":
        return after is None or after.folded in STOP
    if word.folded == "first":
        is_initial = any(w.folded.startswith("initial") for w in source.words)
        return is_initial or after is None or after.clause != word.clause or after.folded in STOP
    return False


def _difference(
    claim: Claim, i: int, amount: Amount, source: Claim, theirs: Mapping[int, Amount], places: Mapping[int, int]
) -> str | None:
    """What is wrong with the amount at a place of the statement; ``theirs`` are the amounts of the source by place."""
    told, unit = claim.words[i].text, _unit(claim, i)
    same = [j for j, other in theirs.items() if amount.equals(other)]
    if not same:
        is_rounded = any(_rounds(claim, i, other) and unit == _unit(source, j) for j, other in theirs.items())
        return None if is_rounded else f"“{told}” is not in what is cited."
    fitting = [j for j in same if not unit or _unit(source, j) == unit]
    if not fitting:
        return f"“{told}” is of something else in what is cited."
    if _is_share_turned(claim, i, source):
        return f"What is cited gives “{told}” as the whole."
    exact = [j for j in fitting if theirs[j].bound is amount.bound]
    if not exact:
        return f"“{told}” is more or less than what is cited says."
    own = max(company(claim, i, source, j, places) for j in exact)
    others = [
        company(claim, i, source, j, places)
        for j, other in theirs.items()
        if other.sort is amount.sort
        and not amount.equals(other)
        and _unit(source, j) == _unit(source, exact[0])
        and not _in_order(claim, i, source, exact[0], j)
    ]
    if (others and max(others) > own + SWAPPED) or _counts_other(claim, i, source, exact, places):
        return f"What is cited gives “{told}” for something else."
    if (way := _way(claim, i)) and all((theirs_way := _way(source, j)) and theirs_way != way for j in exact):
        return f"“{told}” stands at the other end of the change."
    return None


_NEARLY = re.compile(r"\b(?:nearly|almost|just under|just below|not quite|close to) $", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:about|around|some|roughly|approximately|or so|in the region of|something like)(?: an?)? $", re.IGNORECASE
)
_JUST_OVER = re.compile(r"\b(?:just over|just above|slightly more than|a little over) $", re.IGNORECASE)
MOST_ROUNDED = 0.15  # of the number, that "more than" may leave off
ROUNDED = 0.07  # that "about" and "nearly" may


def _is_round(amount: Amount) -> bool:
    """Whether a number is one that others are rounded to: a simple fraction, or of two figures at most and noughts."""
    if amount.sort is Sort.SHARE and any(
        abs(amount.value * parts - round(amount.value * parts)) < 1e-6 for parts in _PARTS
    ):
        return True
    value = f"{amount.value:.0f}"
    return amount.sort is not Sort.SHARE and len(value.rstrip("0")) <= max(1, len(value) - 1)


def _as_round(mine: Amount, theirs: Amount) -> bool:
    """Whether the number that is cited is itself one that others are rounded to, so that nobody would round it."""
    written = f"{mine.value:.0f}"
    step = 0.05 if mine.sort is Sort.SHARE else 10.0 ** (len(written) - len(written.rstrip("0")))
    return abs(theirs.value / step - round(theirs.value / step)) < 1e-6


_PARTS = (2, 3, 4, 5, 10, 20)


def _rounds(claim: Claim, place: int, theirs: Amount) -> bool:
    """Whether a number said to be about so much is near the one that is cited: "more than two thirds" of 69%."""
    mine = claim.words[place].amount
    if mine is None or mine.sort is not theirs.sort or mine.sort is Sort.ORDINAL or theirs.bound is not Bound.NONE:
        return False
    if not _is_round(mine):
        return False
    before = claim.text[max(0, claim.words[place].start - 30) : claim.words[place].start]
    off = (theirs.value - mine.value) / mine.value if mine.value else 1.0
    if _JUST_OVER.search(before):
        return 0 < off <= ROUNDED
    if mine.bound is Bound.MORE:
        return 0 < off <= MOST_ROUNDED
    if mine.bound is Bound.LESS:
        return -MOST_ROUNDED <= off < 0
    if _NEARLY.search(before):
        return -ROUNDED <= off < 0
    return bool(_ABOUT.search(before)) and abs(off) <= ROUNDED and not _as_round(mine, theirs)


def _unit(claim: Claim, place: int) -> str | None:
    amount = claim.words[place].amount
    if amount and amount.unit:
        return amount.unit
    at, steps = place + 1, 2
    while at < len(claim.words) and steps:
        word = claim.words[at]
        if unit := _UNITS.get(word.folded):
            after = claim.words[at + 1].folded if at + 1 < len(claim.words) else ""
            return None if after in {"old", "olds"} else unit  # an age: "aged 18"
        steps = 2 if word.amount else steps - 1  # "five to ten days"
        at += 1
    return None


def _way(claim: Claim, place: int) -> str | None:
    """ "from" or "to", before a number or as far as WAY words before it: "from a base of 53"."""
    for at in range(place - 1, max(-1, place - 1 - WAY), -1):
        word = claim.words[at]
        if word.folded in {"from", "to"}:
            follows = claim.words[at + 1].folded
            return None if word.folded == "to" and at + 1 < place and follows not in _ARTICLES else word.folded
        if word.amount or word.date or word.clause != claim.words[place].clause:
            return None
    return None


WAY = 7
_ARTICLES = frozenset("a an the only just about around over under nearly almost".split())


def _is_elliptic(source: Claim, place: int) -> bool:
    """Whether a number stands without the thing that it counts: "some hold more than 25"."""
    after = source.words[place + 1 : place + 3]
    return not any(w.clause == source.words[place].clause and w.counts for w in after)


def _is_of_those(source: Claim, place: int, places: Mapping[int, int]) -> bool:
    """Whether a number without a thing of its own is of the thing before it, and the claim says what of them: "13 of
    which were late" bears out that 13 were late."""
    if not _is_elliptic(source, place):
        return False
    rest = [
        k
        for k in range(place + 1, len(source.words))
        if source.sentence[k] == source.sentence[place] and source.is_content(k)
    ]
    return not rest or bool(set(rest[:4]) & set(places.values()))


def _is_share_turned(claim: Claim, place: int, source: Claim) -> bool:
    """Whether a part and its whole have changed places: "212 of the 45"."""
    whole = _whole_of(claim, place)
    if whole is None:
        return False
    part_here, whole_here = claim.words[place].amount, claim.words[whole].amount
    for j, word in enumerate(source.words):
        other = _whole_of(source, j) if word.amount else None
        if other is None or not word.amount or not part_here or not whole_here:
            continue
        theirs = source.words[other].amount
        if theirs and word.amount.equals(whole_here) and theirs.equals(part_here):
            return not part_here.equals(whole_here)
    return False


def _whole_of(claim: Claim, place: int) -> int | None:
    """The place of the amount of which the one here is a part: of 212 in "45 of the 212"."""
    at = place + 1
    while at < len(claim.words) and claim.words[at].folded in {"of", "out", "the", "these", "those", "all"}:
        at += 1
    return at if place + 1 < at < len(claim.words) and claim.words[at].amount else None


def company(claim: Claim, i: int, source: Claim, j: int, places: Mapping[int, int]) -> float:
    """How much of the company of a number, or a date, in the claim is its company in the source."""
    score = 0.0
    for k in range(max(0, i - NEAR), min(len(claim.words), i + NEAR + 1)):
        if k in places and claim.words[k].counts and claim.words[k].clause == claim.words[i].clause:
            gap = abs(places[k] - j)
            crossing = 1 if source.words[places[k]].clause == source.words[j].clause else 0.5
            if gap <= NEAR:
                score += crossing / (1 + 0.25 * gap) / (1 + 0.25 * abs(i - k))
    return score


def _in_order(claim: Claim, i: int, source: Claim, own: int, other: int) -> bool:
    """Whether the claim has another amount of the source, too, and on the same side of its own."""
    theirs = source.words[other].amount
    return any(
        w.amount and theirs and w.amount.equals(theirs) and (k < i) == (other < own) for k, w in enumerate(claim.words)
    )


def _counts_other(claim: Claim, place: int, source: Claim, theirs: list[int], places: Mapping[int, int]) -> bool:
    """Whether the thing that a number counts is counted by another number in the source."""
    here = claim.words[place]
    for k in range(place + 1, min(place + 5, len(claim.words))):
        word = claim.words[k]
        if word.amount or word.clause != here.clause or word.folded in AUXILIARIES:
            return False
        if claim.is_content(k):
            break
    else:
        return False
    if k not in places:
        return False
    thing = places[k]
    for j in range(thing - 1, max(-1, thing - 5), -1):
        amount = source.words[j].amount
        if amount and here.amount and amount.sort is here.amount.sort:
            both = any(w.amount and w.amount.equals(amount) for w in claim.words)
            if not both and any(_is_of_those(source, t, places) for t in theirs):
                return False
            # a number after a comma begins another thing: "71% in reading, 64% in writing"
            near = [t for t in theirs if t < thing or not source.words[t].after_comma]
            return j not in theirs and all(abs(t - thing) > thing - j for t in near)
    return False


def date_differences(claim: Claim, source: Claim, places: Mapping[int, int], around: Around) -> Iterator[Reason]:
    theirs = [(j, w.date) for j, w in enumerate(source.words) if w.date]
    years = around.years | {d.year for _, d in theirs if d.year}
    mine = [(i, w) for i, w in enumerate(claim.words) if w.date]
    kept = {j for j, d in theirs for _, w in mine if w.date and d.bears_out(w.date, years)}
    for i, word in mine:
        assert word.date is not None
        same = [j for j, d in theirs if d.bears_out(word.date, years)]
        if same and _is_of_saying(claim, i):
            same = [j for j in same if _tells_when(source, j, places)]
        if same and _sets_the_scene(claim, i) and not _is_since(claim, i) and all(_is_since(source, j) for j in same):
            if not any(d.bears_out(word.date, years) for d in around.dates):
                yield Reason(Check.DATE, word.text, f"What is cited says it of the time since {word.text}.")
            continue
        if same:
            others = [j for j, d in theirs if j not in same]
            own = max(company(claim, i, source, j, places) for j in same)
            if others and max(company(claim, i, source, j, places) for j in others) > own + SWAPPED:
                yield Reason(Check.DATE, word.text, f"What is cited gives {word.text} for something else.")
            continue
        of_paper = any(d.bears_out(word.date, years) for d in around.dates)
        free = all(j in kept or j > NEAR + max(places.values(), default=0) for j, d in theirs)
        if not of_paper or not (free or _sets_the_scene(claim, i)):
            yield Reason(Check.DATE, word.text, f"{word.text} is not in what is cited.")


def _is_since(claim: Claim, place: int) -> bool:
    """Whether a date is that from which on something is said: "Since the inspection in 2019, plans have improved"."""
    before = claim.words[max(0, place - 5) : place]
    return any(w.folded in _SINCE and w.clause == claim.words[place].clause for w in before)


_SINCE = frozenset(["since", "after", "following"])


def _is_of_saying(claim: Claim, place: int) -> bool:
    """Whether a date says when somebody said or found what follows: "In 2019, inspectors found that"."""
    return place <= 1 and any(0 <= a.start - claim.words[place].end <= 2 for a in claim.attributions)


def _tells_when(source: Claim, place: int, places: Mapping[int, int]) -> bool:
    """Whether a date of the source is of an inspection, and of the one that what the claim says was found at: named in
    the same sentence, or in the one before where that points back to it ("That inspection judged")."""
    numbers = [source.sentence[j] for j in places.values()]
    main = max(set(numbers), key=numbers.count) if numbers else 0
    begins = next((w.folded for w, n in zip(source.words, source.sentence, strict=True) if n == main), "")
    near = {w.folded for w in source.words[max(0, place - 5) : place + 4]}
    back = 1 if begins in {"that", "this", "it", "they"} else 0
    return main - back <= source.sentence[place] <= main and bool(near & _SCENE)


def _sets_the_scene(claim: Claim, place: int) -> bool:
    """Whether a date says when the paper speaks: "In 2019 ...", "the 2019 inspection", "Ofsted said in 2019 that"."""
    if place <= 2 or place in claim.aside:
        return True
    beside = {w.folded for w in claim.words[max(0, place - 5) : place + 3]}
    return bool(beside & _SCENE) and not beside & {"last", "previous", "since"}
