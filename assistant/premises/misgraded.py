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
from assistant.premises.presupposed import GENERIC, Assumed
from assistant.understanding.grades import GRADES
from assistant.understanding.periods import AFTER_YEAR
from assistant.understanding.question import Question, substance
from corpus.catalogue import Catalogue
from corpus.context import kind_name, when
from corpus.held import HeldPaper
from corpus.paper import Judgement

Row = tuple[HeldPaper, Judgement]
# each as the grade itself, and not as a word of praise or blame
SIGNS = {
    "outstanding": r"\boutstanding\b(?! (?:features?|elements?|aspects?|practice|work|actions?|issues?))",
    "requires improvement": r"\b(?:requir(?:es?|ed|ing)|needs?|needed) improvement(?: to be good)?\b",
    "inadequate": r"\binadequate\b",
    "good": r"(?<!improvement to be )(?<!not yet )(?<!how )\bgood\b"
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
    r"los(?:e|ing)|almost|nearly|\w+n't|no|below|above|beyond|until|before|prior to|"
    r"previous(?:ly)?|ceas\w+|out of|away from|towards?)\b",
    re.IGNORECASE,
)
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
    outright ever since lose loses lost losing loss longer stripped forfeit forfeited cease ceased stop stopped
    standard verdict result mark score scored award awarded given come out came label branded deemed
    brackets straightaway landed performance weak ended winding wound picked handed slapped""".split()
)

# The provision for an area is the area itself where its rating is spoken of: "support for care leavers".
PROVIDED = frozenset({"support", "provision"})
LOSES = re.compile(
    r"\b(?:los(?:es?|t|ing|s of)|stripped of|forfeit(?:s|ed)?|no longer|(?:stop(?:s|ped)?|ceas(?:es?|ed)) "
    r"(?:to be|being)|(?:f[ae]lls?|fallen|drop(?:s|ped)?|slip(?:s|ped)?|slid|slides?|go|went|gone|downgraded|"
    rf"knocked) (?:down |back )?(?:from|out of|below))\b[^,;.]{{0,40}}?(?:{ANY})",
    re.IGNORECASE,
)
LEFT_OPEN = re.compile(
    r"\b(?:not|never|almost|nearly|\w+n't|risk\w*|danger|fear\w*|avoid\w*|could|might|would|may|will|if|whether|"
    r"without|threat\w*|close to)\b",
    re.IGNORECASE,
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
            or wrong_loss(question, part, rows)
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
        rest = re.sub(rf"(?:{AREA_SIGNS[area]})\w*", " ", rest)
    rest = re.sub(ANY, " ", rest, flags=re.IGNORECASE)
    names = {word.casefold() for sign in part.signs for word in sign.word.split()}
    beside = BESIDE | OF_AREAS | names | (PROVIDED if GRADING.search(part.text) else frozenset())
    return any(word.casefold() not in beside for word in substance(rest) if len(word) > 1 and word[0].isalpha())


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
        if len(set(named)) != 1 or NOT.search(part.text) or AFTER_YEAR.search(part.text):
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


def lost_grade(part: Assumed) -> str | None:
    """The one grade that a clause takes to have been lost: "Why did it lose its outstanding rating?"."""
    named = set(grades_in(part.text))
    return named.pop() if len(named) == 1 and LOSES.search(part.text) and not LEFT_OPEN.search(part.text) else None


def wrong_loss(question: Question, part: Assumed, rows: Sequence[Row]) -> Misgraded | None:
    """A grade taken to have been lost that the inspection meant gave, and none after it took away."""
    graded = sorted((row for row in rows if row[1].grade or row[1].not_read), key=lambda row: row[0].said)
    grade = lost_grade(part)
    if grade is None or not graded:
        return None
    if question.periods:
        meant = [row for row in graded if is_in_period(question, row[0])]
    else:  # "Why is it no longer good?": of now; when it was lost otherwise, nobody says
        meant = [row for row in graded if row[0].said == graded[-1][0].said] if PRESENT.search(part.text) else []
    since = [row for row in graded if meant and row[0].said >= meant[0][0].said]
    if not since or any(judgement.grade != grade for _, judgement in since):
        return None
    said = "; ".join(f"{plain_area(j)}: {shown(grade, j.quote)} ({when(p.facts)})" for p, j in meant)
    return Misgraded(tuple(meant), f"That grade was not lost: {said}.")


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
