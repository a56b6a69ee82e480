"""Grades from the judgement register: looked up, never searched for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Citation, Note, Statement
from assistant.evidence.focus import IN_YEAR, latest_of, one_period_weight
from assistant.quoting.quoted import citation
from assistant.understanding.areas import AREA_SIGNS as AREA_SIGNS
from assistant.understanding.number_words import ONES
from assistant.understanding.question import Question
from assistant.understanding.wants import Wants
from corpus.catalogue import Catalogue
from corpus.context import when
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import Judgement, Kind, Voice

Row = tuple[HeldPaper, Judgement]
YEAR = 366  # days
IN_WORDS = 10  # a number up to this is told as a word
COMBINED = "in_care_and_care_leavers"
PARTS = frozenset({"in_care", "care_leavers"})
SEVERAL = re.compile(
    r"\b(which|lowest|highest|weakest|strongest|all|list|grades|judgements|judgments|everything|each|areas?|"
    r"differ)\b",
    re.IGNORECASE,
)
# "each time", "in which year": of inspections, and of no areas
OF_INSPECTIONS = re.compile(
    r"\b(?:which|each|every|all|list)(?: of)?(?: (?:the|its|our|their|these|those|them))*(?: (?:single|full|one|"
    r"last|past|"
    r"ofsted|ilacs|two|three|four|five|six))* (?:times?|inspections?|years?|reports?|visits?|occasions?|rounds?|"
    r"councils?|authorit(?:y|ies)|boroughs?|places?)\b",
    re.IGNORECASE,
)
# "list our overall results": of each inspection the one
ONE_OVERALL = re.compile(
    r"\boverall (?:ofsted |inspection )?(?:effectiveness|grad(?:e|es|ing)|ratings?|judge?ments?|results?|verdicts?|"
    r"outcomes?|"
    r"marks?|scores?)\b(?!.*\b(?:areas?|differ|lowest|highest|weakest|strongest|everything|(?:and|or|plus) (?:all|"
    r"each|every|the rest|"
    r"others?)|which (?!time|year|inspection|council|authority)))",
    re.IGNORECASE,
)
RANGE = re.compile(
    r"\b(since|onwards?|up to|between|from|back to (?=(?:\w+ ){0,2}(?:20\d\d|first|start|beginning))|as far back|"
    r"(?:start|begin)n?(?:ing|s)? (?:with|from|in|at))\b|"
    r"20\d\d (to|and|-|–) 20\d\d|"
    r"20\d\d (to|until|till|through to) (now|date|today|the (latest|last|present|most recent))\b",
    re.IGNORECASE,
)
ASSUMES = re.compile(
    r"^\s*(so )?(why|what (made|drove|led|caused)|now that|given that|after\b|what happened after|seeing that)|"
    r"\b(wasn't|weren't|isn't|didn't) (it|we|they|you)\W*$",
    re.IGNORECASE,
)
# Others are graded too, and pupils: the register holds none of it.
OF_OTHERS = re.compile(
    r"\b(hmip|probation|police|youth (justice|offending)|gcses?|exams?|"
    r"(school|academy|college|nurser(y|ie)|hospital|(children'?s |residential |care )?home|provider)(s|'s|s')?)\b",
    re.IGNORECASE,
)
GRADE_SHOWN = {"requires improvement": "requires improvement to be good"}
OUTCOMES = {
    "typically positive": "arrangements typically lead to positive experiences and outcomes",
    "inconsistent": "arrangements lead to inconsistent experiences and outcomes",
    "systemic failings": "widespread and/or systemic failings",
}
NUMBERED = re.compile(r"^[\d.]+\s*")


@dataclass(frozen=True, slots=True)
class Judged:
    """What the register says to a question; ``gap`` says that it holds the council but not the inspection meant."""

    rows: tuple[tuple[HeldPaper, Judgement], ...] = ()
    gap: str | None = None


def look_up(catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper]) -> Judged:
    """The judgements that answer a question about grades; nothing where it is about something else."""
    if Wants.GRADE not in question.wants or (not question.authorities and len(authorities(papers)) != 1):
        return Judged()
    if OF_OTHERS.search(question.text.replace("’", "'")):
        return Judged()
    register = catalogue.judgements([paper for paper in papers if fits_kind(question, paper)])
    if not register:
        return Judged()
    dated = [row for row in register if is_in_period(question, row[0])]
    if not dated:
        held = sorted({when(paper.facts) or "" for paper, _ in register})
        return Judged(gap=f"No inspection of that date is held. Judgements are held of {', '.join(held)}.")
    if not question.periods and Wants.CHANGE not in question.wants:
        latest = latest_of([paper for paper, _ in dated], set())
        dated = [row for row in dated if row[0].id in latest or is_among_last(row[0], question.inspections, register)]
    dated += [row for name in question.authorities for row in nearest_of(name, register, dated)]
    rows = tuple(row for row in dated if is_asked(question, row[1]))
    return Judged(rows)


def is_among_last(paper: HeldPaper, count: int | None, register: Sequence[Row]) -> bool:
    """Whether a paper is of the last so many inspections of its council that the register holds."""
    said = {own.said for own, _ in register if own.facts.authority == paper.facts.authority}
    return count is not None and paper.said in sorted(said)[-count:]


def nearest_of(authority: str, register: Sequence[Row], dated: Sequence[Row]) -> list[Row]:
    """Of a council compared with others by the date of their inspection ("and Medway's some weeks later"), the rows of
    its own inspection nearest to theirs, where that is at most a year away."""
    said = {date.fromisoformat(paper.said) for paper, _ in dated if len(paper.said) == len("2024-01-01")}
    own = [row for row in register if row[0].facts.authority == authority and len(row[0].said) == len("2024-01-01")]
    if not said or any(paper.facts.authority == authority for paper, _ in dated):
        return []
    away = {paper.id: min(abs((date.fromisoformat(paper.said) - day).days) for day in said) for paper, _ in own}
    nearest = min(away.values(), default=YEAR + 1)
    return [row for row in own if away[row[0].id] == nearest] if nearest <= YEAR else []


def authorities(papers: Sequence[HeldPaper]) -> set[str | None]:
    return {paper.facts.authority for paper in papers}


def fits_kind(question: Question, paper: HeldPaper) -> bool:
    """The kind of paper named; where none is, only full inspections carry the grades that are meant."""
    if question.kinds:
        return paper.facts.kind in question.kinds
    return paper.facts.kind is (Kind.AREA_SEND if areas_asked(question) == {"send"} else Kind.INSPECTION_REPORT)


def is_in_period(question: Question, paper: HeldPaper) -> bool:
    if not question.periods:
        return True
    is_from_to = question.span is not None and len(question.periods) > 1
    if is_from_to or (Wants.CHANGE in question.wants and RANGE.search(question.text)):
        years = [period.year for period in question.periods]
        last = max(years) if len(years) > 1 else 9999
        return min(years) <= int(paper.said[:4] or 0) <= last
    return any(one_period_weight(period, paper) >= IN_YEAR for period in question.periods)


def areas_asked(question: Question) -> set[str]:
    lower = question.text.casefold()
    if not any(re.search(sign, lower) for sign in AREA_SIGNS.values()):
        lower = question.search.casefold()  # a follow-up may leave the area to the turn before
    return {area for area, sign in AREA_SIGNS.items() if re.search(sign, lower)}


def is_asked(question: Question, judgement: Judgement) -> bool:
    areas = areas_asked(question)
    if judgement.label.casefold() in question.text.casefold():
        return True
    several = SEVERAL.search(OF_INSPECTIONS.sub(" ", question.text))
    if not areas or (several and areas <= {"overall"} and not ONE_OVERALL.search(question.text)):
        return True
    return judgement.area in areas or (judgement.area == COMBINED and bool(areas & PARTS))


def shown(grade: str, quote: str | None = None) -> str:
    """A grade as it is said; ``quote``, where given, settles which of its wordings the report has."""
    if quote is not None and "to be good" not in " ".join(quote.casefold().split()):
        return OUTCOMES.get(grade, grade)
    return OUTCOMES.get(grade) or GRADE_SHOWN.get(grade, grade)


def judgement_statements(catalogue: Catalogue, rows: Sequence[tuple[HeldPaper, Judgement]]) -> list[Statement]:
    passages = {paper.id: catalogue.passages_of(paper) for paper, _ in rows}
    return [
        Statement(
            text=judgement_text(paper, judgement),
            voice=Voice.INSPECTOR,
            kind="register",
            citations=[cite_judgement(paper, judgement, passages[paper.id])],
        )
        for paper, judgement in rows
    ]


def cite_judgement(paper: HeldPaper, judgement: Judgement, passages: Sequence[HeldPassage]) -> Citation:
    """The cell as it stands in its passage; the printed number before a heading is in no passage and is left out."""
    on_page = [p for p in passages if any(segment.page == judgement.page for segment in p.passage.segments)]
    for quote in (judgement.quote, NUMBERED.sub("", judgement.quote)):
        for held in on_page:
            if quote in held.passage.text:
                return citation(paper, judgement.page, quote, held.passage.paragraph, held.key)
    return citation(paper, judgement.page, judgement.quote, None, "")


def judgement_text(paper: HeldPaper, judgement: Judgement) -> str:
    of = f"{paper.facts.authority}, inspected {when(paper.facts)}" if paper.facts.inspected_to else paper.facts.title
    if judgement.not_read:
        return f"{of}: {plain_area(judgement)}: {not_read(judgement)}."
    if judgement.grade is None:
        return f"{of}: no grade given ({judgement.why})."
    label = NUMBERED.sub("", judgement.label)
    return f"{of}: {label}: {shown(judgement.grade, judgement.quote)}."


def not_read(judgement: Judgement) -> str:
    """What is said in the place of a grade that the paper may give."""
    return f"the grade could not be read from the paper: look at the page ({judgement.why})"


def judgement_lead(judged: Judged) -> str | None:
    """One line that says what the statements say."""
    graded = [(paper, j) for paper, j in judged.rows if j.grade]
    inspections = {paper.id for paper, _ in judged.rows}
    grades = {j.grade for _, j in graded}
    unread = any(j.not_read for _, j in judged.rows)
    if len(inspections) == 1 and len(graded) > 2 and len(grades) == 1 and not unread:
        paper, judgement = graded[0]
        count = ONES[len(graded)] if len(graded) <= IN_WORDS else str(len(graded))
        return f"All {count} judgements were {shown(judgement.grade or '', judgement.quote)} ({when(paper.facts)})."
    if len(judged.rows) == 1:
        paper, judgement = judged.rows[0]
        if judgement.not_read:
            return f"{paper.facts.authority}: {plain_area(judgement)}: {not_read(judgement)} ({when(paper.facts)})."
        if judgement.grade is None:
            return f"No grade was given: {judgement.why}."
        area, grade = plain_area(judgement), shown(judgement.grade, judgement.quote)
        return f"{paper.facts.authority}: {area}: {grade} ({when(paper.facts)})."
    return None


def plain_area(judgement: Judgement) -> str:
    return {
        "overall": "overall effectiveness",
        "leaders": "leadership",
        "help_and_protection": "help and protection",
        "in_care": "children in care",
        "care_leavers": "care leavers",
        COMBINED: "children in care and care leavers together",
        "lscb": "the local safeguarding children board",
        "send": "the area SEND inspection's outcome",
    }.get(judgement.area, judgement.area.replace("_", " "))


def like_for_like(rows: Sequence[tuple[HeldPaper, Judgement]]) -> list[Note]:
    """Warns where judgements side by side were not made of the same thing."""
    notes = []
    areas = {j.area for _, j in rows}
    if COMBINED in areas and areas & PARTS:
        papers = sorted({when(p.facts) or p.facts.title for p, j in rows if j.area == COMBINED})
        notes.append(
            Note(
                kind="not_like_for_like",
                text=f"The judgement of {', '.join(papers)} covers children in care and care leavers together; "
                "it cannot be compared directly with a judgement of either alone.",
            )
        )
    frameworks = {p.facts.framework for p, _ in rows if p.facts.framework}
    if len(frameworks) > 1:
        notes.append(
            Note(
                kind="not_like_for_like",
                text=f"These inspections were made under different frameworks ({', '.join(sorted(frameworks))}).",
            )
        )
    return notes
