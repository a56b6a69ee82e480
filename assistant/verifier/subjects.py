"""Whom and what a claim is about against its source: names, areas and their grades, and content left over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.verifier.alignment import NEAR
from assistant.verifier.claims import Claim
from assistant.verifier.reasons import Around, Check, Reason
from assistant.verifier.words import AUXILIARIES, HELPERS, NEUTRAL, STOP, Word, words_of

MOST_UNSAID = 0.34  # share of the words of substance that may be the writer's own


_GRADING = re.compile(r"\b(?:judg\w+|rat(?:ed|es|ing)|grad\w+|found|inspect\w+|effectiveness)\b", re.IGNORECASE)


def name_differences(claim: Claim, source: Claim, places: Mapping[int, int], around: Around) -> Iterator[Reason]:
    for i, word in enumerate(claim.words):
        if not word.is_name or i in claim.aside or i in places:
            continue
        if not word.meanings & around.meanings:
            yield Reason(Check.NAME, word.text, f"{word.text} is not named in what is cited.")


def grade_differences(claim: Claim, source: Claim, places: Mapping[int, int], around: Around) -> Iterator[Reason]:
    for i, word in enumerate(claim.words):
        if word.grade is None:
            continue
        others = {w.grade for w in source.words if w.grade}
        if word.grade == "good" and not _is_graded(claim, i) and (not others or "good" in others):
            continue  # a word like any other
        mine = _area_beside(claim, i)
        found = [(j, w) for j, w in enumerate(source.words) if w.grade == word.grade]
        if word.grade == "good" and _is_graded(claim, i):
            found = [(j, w) for j, w in found if not _is_ordinary(source, j)]
        if found:
            theirs = [_area_beside(source, j) for j, _ in found]
            if not mine or any(mine & t for t in theirs) or (any(not t for t in theirs) and _may_be_of(mine, around)):
                continue
        elif not others and any(grade == word.grade and _is_of(area, mine) for area, grade in around.grades):
            continue
        yield Reason(Check.GRADE, word.text, f"“{word.text}” is not the grade that is cited.")


def _is_ordinary(source: Claim, place: int) -> bool:
    """Whether "good" is said of the thing it stands before, as in "good help", and is no grade."""
    after = source.words[place + 1] if place + 1 < len(source.words) else None
    here = source.words[place]
    return bool(after and after.counts and not after.after_comma and after.clause == here.clause and not after.grade)


def _may_be_of(areas: frozenset[str], around: Around) -> bool:
    """Whether a grade without an area beside it can be of these: those that the headings or the sentences around
    name."""
    return areas == {"overall effectiveness"} or bool(areas & (around.areas | around.nearby_areas))


def _is_of(area: str | None, areas: frozenset[str]) -> bool:
    """Whether the grade of a heading is of these areas: where it names none, it is of the services as a whole."""
    return area in areas if area and areas else not areas or areas == {"overall effectiveness"}


def _is_graded(claim: Claim, place: int) -> bool:
    before = claim.text[max(0, claim.words[place].start - 40) : claim.words[place].start]
    return bool(_GRADING.search(before)) and not _is_ordinary(claim, place)


def _area_beside(claim: Claim, place: int) -> frozenset[str]:
    """The areas of the clause of a word; of the clause before where its own names none."""
    clause = claim.words[place].clause
    for near in (clause, clause - 1):
        if found := frozenset(w.area for w in claim.words if w.area and w.clause == near):
            return found
    return frozenset()


def area_differences(claim: Claim, source: Claim, places: Mapping[int, int], around: Around) -> Iterator[Reason]:
    mine, theirs = claim.areas, frozenset(w.area for w in source.words if w.area)
    for area in sorted(mine - theirs):
        place = next(i for i, w in enumerate(claim.words) if w.area == area)
        # a helper for those who are helped, where the source has only the others: not in who says so
        instead = {other for other in theirs - mine if (other in HELPERS) == (area in HELPERS)}
        instead |= source.areas - mine if place not in places else frozenset()
        licensed = place in places or area in around.areas or _is_overall(area, source)
        # "social work assessments" are those of social workers
        licensed = licensed or (area in HELPERS and _all_said(claim.words[place], source))
        licensed = licensed or (area in around.nearby_areas and not _narrows(source, places, place))
        if licensed and not instead:
            continue
        said = claim.words[place].text
        yield Reason(Check.AREA, said, f"What is cited is not about {said}.")
    for i, word in enumerate(claim.words):
        if word.area is None or i not in places or i in claim.aside:
            continue
        beside = [
            source.sentence[places[k]]
            for k in range(max(0, i - NEAR), i + NEAR)
            if k in places and claim.is_content(k) and not claim.words[k].area
        ]
        if not beside:
            continue
        main = max(set(beside), key=beside.count)
        there = {w.area for j, w in enumerate(source.words) if w.area and source.sentence[j] == main}
        if word.area not in there and any((a in HELPERS) == (word.area in HELPERS) for a in there - mine):
            yield Reason(
                Check.AREA, word.text, f"What is cited says it of {', '.join(sorted(a for a in there - mine if a))}."
            )


def _all_said(word: Word, source: Claim) -> bool:
    """Whether a source has the words of an area, be it in other forms: "social work" of "social workers"."""
    said = {w.folded[:STEM] for w in source.words}
    return bool(word.parts) and all(part[:STEM] in said for part in word.parts)


STEM = 4  # letters


def _is_overall(area: str | None, source: Claim) -> bool:
    """Whether a source grades the services as a whole: "children's services require improvement"."""
    services = any(w.folded == "services" for w in source.words)
    return area == "overall effectiveness" and services and not source.areas and any(w.grade for w in source.words)


_BACK = frozenset("they them their these those this such who".split())


def _narrows(source: Claim, places: Mapping[int, int], place: int) -> bool:
    """Whether a sentence speaks of children or families at large, where the claim names some of them, and does not
    point back to those that its neighbours name."""
    if any(w.folded in _BACK for w in source.words):
        return False
    taken = set(places.values())
    beside = [source.sentence[j] for i, j in places.items() if abs(i - place) <= NEAR]
    if not beside:
        return False
    begins = _begins(source, max(set(beside), key=beside.count))
    return any(source.words[j].meanings & ANYONE and not source.words[j].area and j not in taken for j in begins)


def _begins(source: Claim, sentence: int) -> list[int]:
    """The places of the first words of substance of a sentence."""
    return [j for j, n in enumerate(source.sentence) if n == sentence and source.words[j].counts][:2]


def unsaid(claim: Claim, source: Claim, places: Mapping[int, int], around: Around) -> list[Reason]:
    """Words of substance that nothing cited says, or that only another passage says."""
    content = [i for i in range(len(claim.words)) if claim.is_content(i)]
    if not content:
        return []
    missing = [i for i in content if i not in places and not _is_overall(claim.words[i].area, source)]
    by_context = [i for i in missing if claim.words[i].meanings & (around.meanings | around.nearby)]
    own = [i for i in missing if i not in by_context]
    share = (len(own) + 0.5 * len(by_context)) / len(content)
    elsewhere = [i for i in own if claim.words[i].meanings & around.elsewhere]
    reasons = [
        Reason(Check.CONTENT, claim.words[i].text, f"“{claim.words[i].text}” is said only in another passage.")
        for i in elsewhere
    ]
    if not reasons and (said := _of_another(claim, source, places, around)):
        reasons.append(Reason(Check.CONTENT, said, f"What is cited says it of something other than “{said}”."))
    if not reasons and (said := _narrowed(claim, own)):
        reasons.append(Reason(Check.CONTENT, said, f"What is cited does not say it of “{said}”."))
    if share > MOST_UNSAID and not reasons:
        words = ", ".join(claim.words[i].text for i in own[:6])
        reasons.append(Reason(Check.CONTENT, words, f"What is cited does not say: {words}."))
    return reasons


_OF_WHICH = frozenset("in at from with without on under outside after before aged leaving".split())
_ARTICLES = frozenset("a an the their its his her this that these those".split())


def _narrowed(claim: Claim, unsaid: Sequence[int]) -> str | None:
    """The subject of a claim, where a word after a preposition makes it a narrower one than is spoken of: "children in
    custody are visited", of "children are visited"."""
    verb = next((i for i, w in enumerate(claim.words) if w.folded in AUXILIARIES and i not in claim.aside), 0)
    for i in unsaid:
        at = i - 1
        while at > 0 and claim.words[at].folded in _ARTICLES:
            at -= 1
        named = at - 1
        if i >= verb or named < 0 or claim.words[at].folded not in _OF_WHICH:
            continue
        if claim.is_content(named) and claim.words[named].clause == claim.words[i].clause:
            return claim.text[claim.words[named].start : claim.words[i].end]
    return None


def _of_another(claim: Claim, source: Claim, places: Mapping[int, int], around: Around) -> str | None:
    """The subject of a claim, where the sentence that says the rest of it has a subject of its own."""
    subject = subject_of(claim.words, range(len(claim.words)), claim)
    first = next((i for i in range(len(claim.words)) if claim.is_content(i)), None)
    if first is not None and first not in places:
        known = around.meanings | around.nearby
        begins = claim.words[first]
        after = claim.words[first + 1] if first + 1 < len(claim.words) else begins
        is_name = after.is_name or not claim.is_content(first + 1) if first + 1 < len(claim.words) else True
        if is_name and begins.text[0].isupper() and not begins.sides and not begins.meanings & known:
            return claim.words[first].text
    rest = [places[i] for i in sorted(places) if i > max(subject, default=0) and claim.is_content(i)]
    if subject and all(_is_overall(claim.words[i].area, source) for i in subject):
        return None
    if not subject or not rest or all(claim.words[i].meanings & around.council for i in subject):
        return None
    main = source.sentence[rest[0]]
    if any(source.sentence[places[i]] == main for i in subject if i in places):
        return None
    here = [j for j in range(len(source.words)) if source.sentence[j] == main]
    theirs = subject_of(source.words, here, source)
    if not theirs and not any(claim.words[i].meanings & around.meanings for i in subject):
        theirs = _before_verb(source, here)
    leans = leans_back([source.words[j] for j in here])
    if theirs and set(theirs) <= set(places.values()):
        return None  # what the claim says of it: "few are admitted", of "rates of admission are low"
    if not theirs or (leans and (main > 0 or around.leans)):
        return None
    if any(claim.words[i].area in around.areas for i in subject if claim.words[i].area):
        own = [j for j in theirs if not source.words[j].meanings & ANYONE]
        if not own or set(own) & set(places.values()):
            return None
    return " ".join(claim.words[i].text for i in subject)


def _before_verb(source: Claim, here: Sequence[int]) -> list[int]:
    """The places of the words before the first auxiliary of a sentence, whatever stands between: "Most children,
    including those in care, are"."""
    verb = next((n for n, j in enumerate(here) if source.words[j].folded in AUXILIARIES), 0)
    before = [j for j in here[:verb] if (w := source.words[j]).counts and not w.amount and not w.date]
    return [j for j in before if source.words[j].folded not in NEUTRAL - {"inspectors", "inspector"}]


ANYONE = frozenset(m for name in ("children", "young people", "families") for w in words_of(name) for m in w.meanings)


_PRONOUNS = frozenset("others they it this these those that he she their its his her such others more".split())
_HOW_MANY = frozenset("each both some other all most many none several few one".split())


def leans_back(words: Sequence[Word]) -> bool:
    """Whether a sentence begins by pointing to what was said before it: "They", "This team", "Most are", "Some of"."""
    if not words:
        return False
    first, second = words[0].folded, words[1].folded if len(words) > 1 else ""
    if first in _HOW_MANY:
        return second in STOP
    return first in _PRONOUNS and second != "majesty's"


def subject_of(words: Sequence[Word], among: Iterable[int], claim: Claim) -> list[int]:
    """The places of the words of substance before the first auxiliary: of whom or what is spoken."""
    subject: list[int] = []
    for i in among:
        if subject and words[i].clause != words[subject[0]].clause:
            return []
        if words[i].folded in AUXILIARIES:
            return subject
        if claim.is_content(i):
            subject.append(i)
    return []
