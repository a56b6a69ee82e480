"""Grades that a question takes for granted, held against the judgement register.

A grade that could not be read from its paper may be the very one that is taken for granted: where a row like that is
among those that a correction would rest on, there is no correction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lookups.judgements import (
    AREA_SIGNS,
    COMBINED,
    OF_OTHERS,
    PARTS,
    fits_kind,
    is_in_period,
    plain_area,
    shown,
)
from assistant.premises.contrary import Line
from assistant.premises.polarity import clauses_of
from assistant.premises.presupposed import GENERIC, Assumed
from assistant.quoting.quoted import Quoted
from assistant.understanding.grades import GRADES
from assistant.understanding.question import Question, substance
from corpus.catalogue import Catalogue
from corpus.context import kind_name, when
from corpus.held import HeldPaper
from corpus.paper import Judgement, Voice

Row = tuple[HeldPaper, Judgement]
# each as the grade itself, and not as a word of praise or blame
SIGNS = {
    "outstanding": r"\boutstanding\b(?! (?:features?|elements?|aspects?|practice|work|actions?|issues?))",
    "requires improvement": r"\b(?:requir(?:es?|ed|ing)|needs?|needed) improvement(?: to be good)?\b",
    "inadequate": r"\binadequate\b",
    "good": r"(?<!improvement to be )(?<!not yet )\bgood\b"
    r"(?! (?:quality|practice|enough|progress|at|relationships?|work|standard))",
}
# words of the areas' names that their signs leave over
OF_AREAS = frozenset(
    "adoption board care child children help improvement leaver leavers looked need people protect protection requires "
    "safeguarding send services young".split()
)
RANK = {grade: rank for rank, grade in enumerate(GRADES)}
ANY = "|".join(SIGNS.values())
FROM_TO = re.compile(
    rf"\bfrom (?:a |an )?(?P<first>{ANY})(?: \w+)? (?:up |down |back )?to (?:a |an )?(?P<then>{ANY})", re.IGNORECASE
)
NOT = re.compile(
    r"\b(?:not|never|no longer|nor|none|without|miss(?:ed)? (?:out on )?|short of|instead of|rather than|lost?|"
    r"los(?:e|ing)|almost|nearly|\w+n't|no|below|above|beyond|until|before|previous(?:ly)?|ceas\w+|out of|away from|"
    r"towards?)\b",
    re.IGNORECASE,
)
GIVES = re.compile(rf": |\s*[:–—-]\s+(?=[‘'“\"]?(?:{ANY}))", re.IGNORECASE)  # "Care leavers – Good"
PRESENT = re.compile(r"\b(?:now|is|are|we're|it's|has been|have been|currently|today|latest)\b", re.IGNORECASE)
DOWN = re.compile(
    r"\b(?:f[ae]ll|fallen|drop(?:ped)?|slip(?:ped)?|declined?|downgraded?|worse|worsen\w*|(?:went|go|gone) down|"
    r"deteriorat\w*|lower)\b",
    re.IGNORECASE,
)
UP = re.compile(
    r"\b(?:rise|rose|risen|improved?|upgraded?|better|(?:went|go|gone) up|climb(?:ed)?|higher)\b", re.IGNORECASE
)
GRADING = re.compile(r"\b(?:grade|rating|judge?ment|overall effectiveness|overall)\b", re.IGNORECASE)
STRONG = frozenset("strong stronger strongest excellent exceptional effective robust best impressive".split())
WEAK = frozenset(
    {"weak", "weak spot", "weaker", "weakest", "weakness", "poor", "poorest", "failing", "failed", "worst"}
)
# Words that may stand in a clause about a grade without making it a clause about something else.
BESIDE = GENERIC | frozenset(
    """overall effectiveness again first second third fourth time times row straight down back up last best worst whole
    judgement judgment judgements impact leaders leadership experiences progress fall fell dropped drop slip slipped
    decline declined downgraded upgraded improve improved improvement rise rose jump jumped move moved despite council's
    outright ever since standard verdict result mark score scored award awarded given come out came label branded deemed
    brackets straightaway landed performance weak ended winding wound picked handed slapped""".split()
)


@dataclass(frozen=True, slots=True)
class Misgraded:
    """Rows of the register that contradict a question; ``said`` is the correction in a line."""

    rows: tuple[Row, ...]
    said: str


def find_misgraded(
    catalogue: Catalogue, question: Question, assumed: Sequence[Assumed], papers: Sequence[HeldPaper]
) -> Misgraded | None:
    """The first grade or turn of grades that a question takes for granted and the register contradicts."""
    if OF_OTHERS.search(question.text.replace("’", "'")):
        return None
    register: list[Row] = []
    for part in assumed:
        if part.counts:
            continue
        areas = areas_in(part.text)
        if unexplained(part, areas):
            continue
        register = register or catalogue.judgements([p for p in papers if fits_kind(question, p)])
        if len({paper.facts.authority for paper, _ in register}) != 1:
            return None
        rows = [row for row in register if is_of(row[1], areas or {"overall"})]
        dated = [row for row in register if is_in_period(question, row[0])] if question.periods else []
        if dated and all(judgement.grade is None for _, judgement in dated) and not any_unread(dated):
            rows = dated  # a visit grades no area
        found = (
            wrong_grade(question, part, rows)
            or wrong_turn(question, part, rows)
            or wrong_side(question, part, rows if areas else [])
        )
        if found:
            return found
    return None


def areas_in(text: str) -> set[str]:
    lower = text.casefold()
    return {area for area, sign in AREA_SIGNS.items() if re.search(sign, lower)}


def is_of(judgement: Judgement, areas: set[str]) -> bool:
    return judgement.area in areas or (judgement.area == COMBINED and bool(areas & PARTS))


def unexplained(part: Assumed, areas: set[str]) -> bool:
    """Whether a clause is about more than an area and its grade: "relationships with schools were good"."""
    rest = " ".join(part.subject).casefold()
    for area in areas:
        rest = re.sub(AREA_SIGNS[area], " ", rest)
    rest = re.sub(ANY, " ", rest, flags=re.IGNORECASE)
    names = {word.casefold() for sign in part.signs for word in sign.word.split()}
    return any(
        word.casefold() not in BESIDE | OF_AREAS | names
        for word in substance(rest)
        if len(word) > 1 and word[0].isalpha()
    )


def grades_in(text: str) -> list[str]:
    found = sorted((m.start(), grade) for grade, sign in SIGNS.items() for m in re.finditer(sign, text, re.IGNORECASE))
    return [grade for _, grade in found]


def has_grade(part: Assumed) -> bool:
    return bool(grades_in(part.text))


def grade_of(text: str) -> str:
    return grades_in(text)[0]


def wrong_grade(question: Question, part: Assumed, rows: Sequence[Row]) -> Misgraded | None:
    """A grade that no judgement meant has: those of the period named, or the latest, or any ever made."""
    turn = FROM_TO.search(part.text)
    if turn:
        grade = grade_of(turn["then"])
    else:
        named = grades_in(part.text)
        if len(set(named)) != 1 or NOT.search(part.text):
            return None
        grade = named[0]
    meant = [row for row in rows if is_in_period(question, row[0])] if question.periods else list(rows)
    if not question.periods and PRESENT.search(part.text) and meant:
        last = max(paper.said for paper, _ in meant)
        meant = [row for row in meant if row[0].said == last]
    if not meant or any_unread(meant) or any(judgement.grade == grade for _, judgement in meant):
        return None
    if not question.periods and not PRESENT.search(part.text) and len({p.id for p, _ in rows}) < 2:
        return None  # an inspection of before the papers held may have given it
    return Misgraded(tuple(meant), correction(grade, meant))


def wrong_turn(question: Question, part: Assumed, rows: Sequence[Row]) -> Misgraded | None:
    """ "Why did the overall grade fall?" where it rose or stayed."""
    if (
        not GRADING.search(part.text)
        or grades_in(part.text)
        or bool(DOWN.search(part.text)) == bool(UP.search(part.text))
    ):
        return None
    graded = sorted((r for r in rows if r[1].grade in RANK), key=lambda row: row[0].said)
    inside = [row for row in graded if is_in_period(question, row[0])] if question.periods else graded
    if not inside:
        return None
    last = inside[-1]
    before = inside[0] if len(inside) > 1 and len(question.periods) > 1 else previous(graded, last)
    if before is None or not comparable(before[1], last[1]):
        return None
    first_said = min(before[0].said, inside[0][0].said)
    if any_unread([row for row in rows if row[0].said >= first_said]):
        return None
    was, came = RANK[before[1].grade or ""], RANK[last[1].grade or ""]
    if (came < was) if DOWN.search(part.text) else (came > was):
        return None
    grades = "; ".join(f"{graded_as(j, last[1])} ({when(p.facts)})" for p, j in (before, last))
    if before[1].area == last[1].area:
        way = "stayed" if came == was else "rose" if came > was else "fell"
        said = f"The judgement of {plain_area(last[1])} {way}: {grades}."
    else:
        turn = "fall" if DOWN.search(part.text) else "rise"
        said = f"The judgements show no such {turn}: {grades}. {NOT_ALIKE}"
    return Misgraded((before, last), said)


NOT_ALIKE = "A judgement of two areas together cannot be compared directly with a judgement of either alone."


def graded_as(judgement: Judgement, beside: Judgement) -> str:
    """A grade, with its area where that is not the area of the one beside it."""
    grade = shown(judgement.grade or "", judgement.quote)
    return grade if judgement.area == beside.area else f"{grade} for {plain_area(judgement)}"


def any_unread(rows: Sequence[Row]) -> bool:
    return any(judgement.not_read for _, judgement in rows)


def comparable(first: Judgement, second: Judgement) -> bool:
    """Whether two judgements are of one area, or one is of it together with another."""
    areas = {first.area, second.area}
    return len(areas) == 1 or (COMBINED in areas and bool(areas & PARTS))


def previous(graded: Sequence[Row], last: Row) -> Row | None:
    before = [row for row in graded if row[0].said < last[0].said]
    return before[-1] if before else None


def wrong_side(question: Question, part: Assumed, rows: Sequence[Row]) -> Misgraded | None:
    """An area called weak that was judged good or outstanding, or strong that was judged inadequate."""
    if not question.periods or grades_in(part.text):
        return None
    words = {sign.word.casefold() for sign in part.signs}
    side = {sign.good for sign in part.signs if sign.word.casefold() in STRONG | WEAK}
    meant = [row for row in rows if is_in_period(question, row[0])]
    if len(side) != 1 or not words & (STRONG | WEAK) or not meant:
        return None
    denying = {"good", "outstanding"} if side == {False} else {"inadequate"}
    if any(judgement.grade not in denying for _, judgement in meant):
        return None
    said = "; ".join(f"{plain_area(j)}: {shown(j.grade or '', j.quote)} ({when(p.facts)})" for p, j in meant)
    return Misgraded(tuple(meant), f"The judgement was otherwise: {said}.")


def correction(grade: str, meant: Sequence[Row]) -> str:
    named = shown(grade)
    graded = [(paper, judgement) for paper, judgement in meant if judgement.grade]
    if not graded:
        paper, judgement = meant[0]
        return f"No such judgement was made in the {kind_name(paper.facts)} of {when(paper.facts)}: {judgement.why}."
    if len({paper.id for paper, _ in graded}) == 1:
        paper, judgement = graded[0]
        said = "; ".join(f"{plain_area(j)}: {shown(j.grade or '', j.quote)}" for _, j in graded)
        return f"{paper.facts.authority} was not judged {named} in the inspection of {when(paper.facts)}: {said}."
    said = "; ".join(f"{shown(j.grade or '', j.quote)} ({when(p.facts)})" for p, j in graded)
    return f"{graded[0][0].facts.authority} was not judged {named}: {plain_area(graded[0][1])}: {said}."


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


def grades_told(lines: Sequence[Line], areas: set[str]) -> list[tuple[tuple[str, ...], bool, Line]]:
    """The grades that clauses give one of the areas, with whether the clause denies or sets aside something."""
    told = []
    for line in lines:
        for clause in clauses_of(GIVES.sub(" was ", line.text)):
            found = grades_in(clause.text)
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
        if part.counts or len(named) != 1 or NOT.search(part.text) or unexplained(part, areas):
            continue
        grade = named.pop()
        told = grades_told(lines, areas or {"overall"})
        if any(grade in found for found, _, _ in told):
            return None
        other = [
            (found[0], line)
            for found, is_set_aside, line in told
            if len(set(found)) == 1 and not is_set_aside and not is_remark(line)
        ]
        if other and len({found for found, _ in other}) == 1:
            other.sort(key=lambda pair: (pair[1].voice is not Voice.INSPECTOR, len(pair[1].text)))
            facts = other[0][1].passage.paper.facts
            return f"Not {shown(grade)}: {shown(other[0][0])} ({when(facts) or facts.title}).", other[0][1].quoted
    return None


LEADER = re.compile(r"\bleader\b", re.IGNORECASE)  # a person: the area is of leaders


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
