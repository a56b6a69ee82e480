"""Grades that a question takes for granted, held against what sentences say where the register holds no judgement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.lookups.judgements import shown
from assistant.premises.contrary import MOST, Line
from assistant.premises.misgraded import (
    ANY,
    FROM_TO,
    NOT,
    PRESENT,
    areas_in,
    grade_of,
    grades_in,
    lost_grade,
    unexplained,
)
from assistant.premises.polarity import clauses_of
from assistant.premises.presupposed import Assumed
from assistant.quoting.quoted import Quoted
from corpus.context import when
from corpus.paper import Voice

GIVES = re.compile(rf": |\s*[:–—-]\s+(?=[‘'“\"]?(?:{ANY}))", re.IGNORECASE)  # "Care leavers – Good"
# "Of children who need help and protection, which requires improvement to be good, Ofsted said": the clause grades what
# stands before it, in a clause of its own else
WHICH = re.compile(r",\s+which\s+(?=(?:also |still |now )?(?:requires?|required|is|are|was|were|remains?|has been)\b)")
# "The council's services were judged good": overall, where no area is named.
OF_WHOLE = re.compile(
    r"\b(?:its|the|their|our|children['’]s|these) (?:(?:social care|children['’]s) )?"
    r"(?:services?|department)(?! for)\b|"
    r"\b(?:council|authority|department)\b",
    re.IGNORECASE,
)
GRADES_IT = re.compile(
    r"\b(?:judge[sd]?|rate[sd]?|grade[sd]?|labelled|rating|found to be|requires? improvement|required improvement)\b",
    re.IGNORECASE,
)
LEADER = re.compile(r"\bleader\b", re.IGNORECASE)  # a person: the area is of leaders
RATING = r"(?:rating|grade|grading|judge?ment)"
LOST_RATING = re.compile(
    rf"\b(?:lose|lost|losing|loss of)\b[^,;]{{0,30}}\b(?P<grade>good|outstanding)\b[^,;]{{0,10}}\b{RATING}\b",
    re.IGNORECASE,
)
FROM_GRADE = re.compile(
    r"\bfrom\W+(?:good|outstanding)\b[^.;]{0,30}\bto\W+(?:\w+ )?(?:good|requir\w+|inadequate)\b", re.IGNORECASE
)
OF_RATING = re.compile(rf"\b{RATING}s?\b|\b(?:down|re-?)graded\b", re.IGNORECASE)
RATING_LOST = re.compile(
    rf"\bdowngraded\b|\b(?:lost|loses|losing)\b[^.;]{{0,40}}\b{RATING}\b|"
    rf"\b{RATING}\b[^.;]{{0,40}}\b(?:was|has been) (?:lost|lowered|withdrawn|replaced)\b|"
    rf"\b{RATING}\b[^.;]{{0,40}}\b(?:fell|dropped|slipped)\b",
    re.IGNORECASE,
)
RATING_KEPT = re.compile(
    rf"\b(?:keeps?|kept|retain(?:s|ed)?|holds? on to|held on to)\b[^.;]{{0,30}}\b{RATING}\b|"
    rf"\b{RATING}\b[^.;]{{0,50}}\b(?:(?:is|was|has|were|does|did) not (?:been )?"
    r"(?:chang|alter|affect)\w*|unchanged|unaffected|still stands)\b",
    re.IGNORECASE,
)


def grades_told(lines: Sequence[Line], areas: set[str]) -> list[tuple[tuple[str, ...], bool, Line]]:
    """The grades that clauses give one of the areas, with whether the clause denies or sets aside something."""
    told = []
    for line in lines:
        for clause in clauses_of(WHICH.sub(" ", GIVES.sub(" was ", line.text))):
            turn = FROM_TO.search(clause.text)
            found = [grade_of(turn["then"])] if turn else grades_in(clause.text)
            named = areas_in(LEADER.sub(" ", clause.text))
            if not named and OF_WHOLE.search(clause.text) and GRADES_IT.search(clause.text):
                named = {"overall"}
            if found and areas & named:
                told.append((tuple(found), bool(NOT.search(clause.text)), line))
    return told


def find_misgraded_in_text(assumed: Sequence[Assumed], lines: Sequence[Line]) -> tuple[str, Quoted] | None:
    """A grade taken for granted that sentences contradict, where the register holds no judgement of that inspection:
    the correction, and the sentence that gives another grade of the very area. None where any gives that grade.

    An inspector's sentence is quoted before another's, and a short one before a long; a remark proves nothing.
    """
    for part in assumed:
        areas, named = areas_in(part.text), set(grades_in(part.text))
        if turn := FROM_TO.search(part.text):
            named = {grade_of(turn["then"])}
        if part.counts or len(named) != 1 or (NOT.search(part.text) and not turn) or unexplained(part, areas):
            continue
        grade = named.pop()
        told = grades_told(lines, areas or {"overall"})
        if any(grade in found for found, _, _ in told):
            return None
        other = [(found[0], line) for found, line in plainly(told)]
        if other and len({found for found, _ in other}) == 1:
            line = first_of([line for _, line in other])
            return f"Not {shown(grade)}: {shown(other[0][0])} ({named_of(line)}).", line.quoted
    return None


def plainly(told: Sequence[tuple[tuple[str, ...], bool, Line]]) -> list[tuple[tuple[str, ...], Line]]:
    """Those that give one grade, and neither set it aside nor are a remark."""
    return [
        (found, line)
        for found, is_set_aside, line in told
        if len(set(found)) == 1 and not is_set_aside and not is_remark(line)
    ]


def first_of(lines: Sequence[Line]) -> Line:
    return min(lines, key=lambda line: (line.voice is not Voice.INSPECTOR, len(line.text)))


def named_of(line: Line) -> str:
    facts = line.passage.paper.facts
    return when(facts) or facts.title


def is_remark(line: Line) -> bool:
    """Whether somebody other than the inspectors says a sentence about them in their own words."""
    sentence = line.passage.passage.sentences[line.sentence]
    return line.voice is not Voice.INSPECTOR and (line.voice is Voice.OTHER or sentence.speaker is not None)


def find_misgraded_now(assumed: Sequence[Assumed], papers: Sequence[Sequence[Line]]) -> tuple[str, Quoted] | None:
    """The same of a grade that is said to be so now, by the latest paper that gives the area a grade; ``papers`` are
    the sentences of each, the latest first."""
    now = [part for part in assumed if PRESENT.search(part.text)]
    areas = {area for part in now for area in areas_in(part.text)} or {"overall"}
    latest = next((lines for lines in papers if grades_told(lines, areas)), None) if now else None
    return find_misgraded_in_text(now, latest) if latest else None


def find_loss_in_text(
    assumed: Sequence[Assumed], lines: Sequence[Line], since: Sequence[Line]
) -> tuple[str, Quoted] | None:
    """A grade taken to have been lost that sentences of that time give the very area, and none of the papers since
    then gives it another or tells of a loss."""
    for part in assumed:
        areas, grade = areas_in(part.text), lost_grade(part)
        if part.counts or grade is None or unexplained(part, areas):
            continue
        areas = areas or {"overall"}
        fell = [line for line in since if RATING_LOST.search(line.text) or FROM_GRADE.search(line.text)]
        if any((areas_in(LEADER.sub(" ", line.text)) or {"overall"}) & areas for line in fell):
            return None
        kept = [line for _, line in plainly(grades_told(lines, areas))]
        if kept and all(grade in found for found, _, _ in grades_told(since, areas)):
            line = first_of(kept)
            return f"That grade was not lost: {shown(grade)} ({named_of(line)}).", line.quoted
    return None


def find_rating_kept(assumed: Assumed, lines: Sequence[Line]) -> list[Quoted]:
    """Sentences that say that a rating was kept, where a question takes it to have been lost; none where any sentence
    tells of a loss."""
    match = LOST_RATING.search(assumed.text)
    if not match:
        return []
    named = re.compile(rf"\b{match['grade']}\b", re.IGNORECASE)
    telling = [line for line in lines if OF_RATING.search(line.text) or FROM_GRADE.search(line.text)]
    if any(RATING_LOST.search(line.text) or FROM_GRADE.search(line.text) for line in telling):
        return []
    kept = [line for line in telling if RATING_KEPT.search(line.text) and named.search(line.text)]
    return [line.quoted for line in kept[:MOST]]
