"""A statement that repeats a sentence word for word, save for some that stand in the place of others.

Where nearly all is repeated, what was put in the place of what shows by itself: "most of which" for "some of which",
one subject for another, two figures that have changed places. Otherwise words that the sentence does not hold are
taken for the writer's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.verifier.claims import Claim
from assistant.verifier.hedges import Hedge
from assistant.verifier.quantifiers import Quantifier
from assistant.verifier.reasons import Around, Check, Reason
from assistant.verifier.subjects import ANYONE
from assistant.verifier.words import AUXILIARIES, HELPERS, NEUTRAL, STOP, Word

LEAST_REPEATED = 0.5  # of the words of a statement, stop words included
LEAST_WORDS = 3  # repeated one after another or not
HEDGED = frozenset({Hedge.PLANNED, Hedge.FUTURE, Hedge.POSSIBLE, Hedge.REQUIRED})


@dataclass(frozen=True, slots=True)
class Exchange:
    """The words of the claim at ``mine`` stand where those of the source at ``theirs`` do; either may be none."""

    mine: range
    theirs: range


def exchange_differences(
    claim: Claim, source: Claim, places: Mapping[int, int], around: Around
) -> tuple[float, list[Reason]]:
    """The share of a claim that one sentence repeats, 0 for less than LEAST_REPEATED; what else the rest says."""
    share, found = exchanges(claim, source)
    return share, list(_reasons(claim, source, places, around, found))


def _reasons(
    claim: Claim, source: Claim, places: Mapping[int, int], around: Around, found: Sequence[Exchange]
) -> Iterator[Reason]:
    for exchange in found:
        mine = [claim.words[i] for i in exchange.mine]
        theirs = [source.words[j] for j in exchange.theirs]
        if not (reason := _figures(mine, theirs) or _names(mine, theirs)):
            reason = _weight(claim, source, exchange) or _content(claim, source, exchange, places, around)
        if reason:
            yield reason
    if said := _turned_round(claim, source, places):
        yield Reason(Check.CONTENT, said, f"What is cited has it the other way round from “{said}”.")


def repeated_at_most(claim: Claim, source: Claim) -> float:
    """The share of the words of a claim that a sentence has in any order."""
    theirs = source.forms
    return sum(form in theirs for form in claim.forms) / max(1, len(claim.forms))


def exchanges(claim: Claim, source: Claim) -> tuple[float, tuple[Exchange, ...]]:
    """The share of a claim that a sentence repeats, and what differs between them."""
    mine, theirs = claim.forms, source.forms
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    if same < LEAST_WORDS or same < LEAST_REPEATED * len(mine):
        return 0.0, ()
    return same / len(mine), tuple(
        Exchange(range(i1, i2), range(j1, j2)) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"
    )


def _figures(mine: Sequence[Word], theirs: Sequence[Word]) -> Reason | None:
    """One number, or one grade, in the place of another."""
    if len(mine) > MOST_WORDS or len(theirs) > MOST_WORDS:
        return None
    amounts = [(w, w.amount) for w in mine if w.amount], [w.amount for w in theirs if w.amount]
    if len(amounts[0]) == 1 and len(amounts[1]) == 1:
        (word, amount), other = amounts[0][0], amounts[1][0]
        if other and amount and amount.sort is other.sort and not amount.equals(other) and len(mine) == len(theirs):
            return Reason(Check.NUMBER, word.text, f"What is cited gives another number than “{word.text}”.")
    dates = [(w, w.date) for w in mine if w.date], [w.date for w in theirs if w.date]
    if len(dates[0]) == 1 and len(dates[1]) == 1 and len(mine) == len(theirs):
        said, (word, date) = dates[1][0], dates[0][0]
        if said and date and said.year and date.year and said.year != date.year:
            return Reason(Check.DATE, word.text, f"What is cited gives {said.said} and not {word.text}.")
    grades = [w for w in mine if w.grade], [w for w in theirs if w.grade]
    if grades[0] and grades[1] and not {w.grade for w in grades[0]} & {w.grade for w in grades[1]}:
        return Reason(Check.GRADE, grades[0][0].text, f"What is cited says “{grades[1][0].text}”.")
    return None


def _names(mine: Sequence[Word], theirs: Sequence[Word]) -> Reason | None:
    """One name in the place of another: words with a capital, on both sides and none of them the same."""
    sides = [[w for w in side if w.folded not in STOP] for side in (mine, theirs)]
    if not all(side and all(w.start and w.text[0].isupper() for w in side) for side in sides):
        return None
    meanings = [frozenset[str]().union(*(w.meanings | w.parts | {w.folded} for w in side)) for side in sides]
    if meanings[0] & meanings[1]:
        return None
    said, other = (" ".join(w.text for w in side) for side in sides)
    return Reason(Check.NAME, said, f"What is cited names {other}.")


MOST_WORDS = 4  # on either side, for a number to stand for a number


def _weight(claim: Claim, source: Claim, exchange: Exchange) -> Reason | None:
    """A stronger word of how many, or a plain verb where the source has "may", "will" or "should"."""
    mine, theirs = _quantified(claim, exchange.mine), _quantified(source, exchange.theirs)
    if mine and theirs and mine.negated == theirs.negated:
        stronger = mine.strength > theirs.strength + 0.01 and not mine.negated
        if stronger:
            return Reason(Check.QUANTIFIER, mine.text, f"What is cited says “{theirs.text}”.")
    hedges = {h for h, first, _ in source.hedges if h in HEDGED and first - 1 in exchange.theirs}
    verbs = [claim.words[i] for i in exchange.mine if claim.words[i].folded in _PLAIN]
    reach = range(exchange.mine[0], min(exchange.mine[-1] + 4, len(claim.words))) if exchange.mine else ()
    short = max(len(exchange.mine), len(exchange.theirs)) <= MOST_WORDS
    if hedges and verbs and short and not any(claim.under[i] for i in reach):
        return Reason(Check.HEDGE, verbs[0].text, "What is cited does not say it as a fact.")
    # one negation put in or left out, and nothing else
    if {len(exchange.mine), len(exchange.theirs)} == {0, 1}:
        at, other = (exchange.mine, claim) if exchange.mine else (exchange.theirs, source)
        word = other.words[at[0]]
        if word.folded in {"not", "never", "cannot"} and not any(
            o.words[at[0] + 1].folded in {"always", "all"} for o in (other,) if at[0] + 1 < len(o.words)
        ):
            return Reason(Check.NEGATION, word.text, f"“{word.text}” turns what is cited.")
    return None


_PLAIN = frozenset("is are was were has have had do does did".split())


def _quantified(claim: Claim, places: range) -> Quantifier | None:
    if not places:
        return None
    start, end = claim.words[places[0]].start, claim.words[places[-1]].end
    found = [q for q in claim.quantifiers if q.start < end and start < q.start + len(q.text)]
    return max(found, key=lambda q: q.strength, default=None)


def _content(
    claim: Claim, source: Claim, exchange: Exchange, places: Mapping[int, int], around: Around
) -> Reason | None:
    """Words in the place of others that mean something else: of another area, or taken from elsewhere in what is
    cited."""
    mine = [i for i in exchange.mine if claim.is_content(i)]
    theirs = [j for j in exchange.theirs if source.is_content(j)]
    if not mine or not 0 < len(exchange.theirs) <= len(exchange.mine) + MOST_WORDS:
        return None
    words, others = [claim.words[i] for i in mine], [source.words[j] for j in theirs]
    areas, instead = {w.area for w in words if w.area}, {w.area for w in others if w.area}
    if instead and areas and not instead & areas:
        return Reason(Check.AREA, words[0].text, f"What is cited says it of {', '.join(sorted(instead))}.")
    if (turned := _opposite(claim, source, mine, theirs)) is not None:
        return Reason(Check.DIRECTION, words[0].text, f"What is cited says “{source.words[turned].text}”.")
    meanings = frozenset[str]().union(*(w.meanings | w.parts | _pairs(w) for w in words))
    if meanings & frozenset[str]().union(*(w.meanings | w.parts | _pairs(w) for w in others)):
        return None
    said = " ".join(w.text for w in words)
    inside = {m for j, w in enumerate(source.words) if j not in exchange.theirs for m in w.meanings | w.parts}
    if meanings & inside:
        return None  # said in the same sentence, in another order
    short = max(len(exchange.mine), len(exchange.theirs)) <= MOST_WORDS
    if short and instead - HELPERS - claim.areas and not meanings & around.meanings:
        return Reason(Check.AREA, said, f"What is cited says it of {', '.join(sorted(instead))}.")
    if exchange.mine == exchange.theirs == range(1) and others and not areas and " " not in said:
        return Reason(Check.CONTENT, said, f"What is cited says it of {others[0].text}.")
    if areas and others and all(w.meanings & ANYONE for w in others) and areas <= around.areas | around.nearby_areas:
        return None  # "young people", in a passage about care leavers
    heads = [i for i in mine if claim.words[i].area not in around.areas]
    heads = [i for i in heads if not claim.words[i].meanings & (around.council if theirs else around.meanings)]
    known = around.elsewhere | (around.nearby if theirs else around.nearby - around.before)
    borrowed = [i for i in heads if claim.words[i].meanings & known]
    if borrowed and len(borrowed) * 2 >= len(heads) and _is_main(claim, exchange, source):
        return Reason(Check.CONTENT, said, f"What is cited says it of something other than “{said}”.")
    return None


_BE = frozenset("is are was were be been being".split())
ARGUMENT = 4  # words of a verb within which its subject and its object stand


def _turned_round(claim: Claim, source: Claim, places: Mapping[int, int]) -> str | None:
    """The subject of a verb that is its object in the source: "the police challenged the director" of "the director
    challenged the police"."""
    for i, word in enumerate(claim.words):
        j = places.get(i)
        if j is None or not word.folded.endswith("ed") or word.folded != source.words[j].folded:
            continue
        if any(_is_passive(side, at) for side, at in ((claim, i), (source, j))):
            continue
        before = _next(claim, range(i - 1, max(-1, i - 1 - ARGUMENT), -1), places)
        after = _next(claim, range(i + 1, min(len(claim.words), i + 1 + ARGUMENT)), places)
        if before is None or after is None:
            continue
        subject, thing = places[before], places[after]
        if thing < j < subject and j - thing <= ARGUMENT and subject - j <= ARGUMENT:
            return claim.words[before].text
    return None


def _is_passive(claim: Claim, verb: int) -> bool:
    near = {w.folded for w in claim.words[max(0, verb - 3) : verb]}
    return bool(near & _BE) or any(w.folded == "by" for w in claim.words[verb + 1 : verb + 3])


def _next(claim: Claim, among: range, places: Mapping[int, int]) -> int | None:
    """The first of these places that is of content, adverbs aside, if the source has it."""
    for k in among:
        if claim.is_content(k) and not claim.words[k].folded.endswith("ly"):
            return k if k in places else None
    return None


def _pairs(word: Word) -> frozenset[str]:
    return frozenset(pair for pair, _ in word.sides)


def _opposite(claim: Claim, source: Claim, mine: Sequence[int], theirs: Sequence[int]) -> int | None:
    """The place in the source of the opposite of one of these words, where both sides deny it or neither does."""
    for i in mine:
        for j in theirs:
            flipped = any((pair, -sign) in source.words[j].sides for pair, sign in claim.words[i].sides)
            same = claim.words[i].meanings & source.words[j].meanings
            if flipped and not same and claim.denied[i] == source.denied[j] and bool(claim.cues) == bool(source.cues):
                return j
    return None


def _is_main(claim: Claim, exchange: Exchange, source: Claim) -> bool:
    """Whether the words are the whole subject, or all that is said of it after "is" or "are"."""
    after = exchange.mine[-1] + 1
    before = claim.words[exchange.mine[0] - 1].folded if exchange.mine[0] else ""
    if after == len(claim.words) and before in _BE and exchange.theirs[-1] + 1 == len(source.words):
        return True
    begins = all(not claim.is_content(i) for i in range(exchange.mine[0]))
    if not begins or after >= len(claim.words):
        return False
    return any(w.folded in AUXILIARIES for w in claim.words[after : after + 2]) or not any(
        source.words[j].folded not in NEUTRAL and source.is_content(j) for j in exchange.theirs
    )
