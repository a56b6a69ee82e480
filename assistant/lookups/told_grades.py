"""Grades of an inspection of which no paper is held, as a later report tells them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Note, Statement
from assistant.evidence.focus import in_focus
from assistant.lookups.before import DATED, OF_OTHERS, TELLS
from assistant.lookups.judgements import AREA_SIGNS, RANGE, areas_asked
from assistant.premises.contrary import Line, lines_of
from assistant.premises.misgraded import grades_in
from assistant.premises.told_grade import GIVES, GRADES_IT, first_of, grades_told, plainly
from assistant.quoting.quoted import Quoted, as_statement
from assistant.understanding.periods import periods_in
from assistant.understanding.question import Question
from assistant.understanding.wants import Wants
from corpus.catalogue import Catalogue
from corpus.context import when
from corpus.held import HeldPaper
from corpus.paper import Judgement, Voice

REACH = 8  # sentences after the one that names the inspection in which its grade may stand


@dataclass(frozen=True, slots=True)
class Told:
    statements: tuple[Statement, ...] = ()
    notes: tuple[Note, ...] = ()


def told_grades(
    catalogue: Catalogue,
    question: Question,
    papers: Sequence[HeldPaper],
    rows: Sequence[tuple[HeldPaper, Judgement]],
) -> Told:
    """For a question of grades over several years: of the years it names without an inspection held, what the later
    reports tell, the oldest first, and that no paper of those years is held."""
    years = years_without(question, rows)
    if not years:
        return Told()
    found = told_of(catalogue, question, papers, years)
    named = sorted({period.year for period in question.periods} & set(years))
    of = ", ".join(map(str, named)) if named else ""
    first = when(min((paper for paper, _ in rows), key=lambda paper: paper.said).facts)
    note = f"No inspection of {of} is held. " if of else ""
    if found:
        note += "What a later report tells of an inspection before those held is quoted from it."
    elif note:
        note += f"The first held of the time asked about is that of {first}."
    notes = (Note(kind="coverage", text=note.strip()),) if note else ()
    return Told(tuple(as_statement(found[year]) for year in sorted(found)), notes)


def told_where_none_is_held(catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper]) -> list[Statement]:
    """What the reports of one council tell of its inspections in the years that a question names; no judgement of these
    years is held."""
    if len({paper.facts.authority for paper in papers if paper.facts.authority}) != 1:
        return []
    found = told_of(catalogue, question, papers, [period.year for period in question.periods])
    return [as_statement(found[year]) for year in sorted(found)]


def told_of_its_time(catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper]) -> list[Statement]:
    """The grade of an area at a time that a question names, as the papers of that time tell it: those on one council,
    of which the register holds no judgement. None where they tell more than one grade, or only what somebody says of
    it."""
    if Wants.GRADE not in question.wants or len(question.periods) != 1 or question.span:
        return []
    if len({paper.facts.authority for paper in papers}) != 1:
        return []
    of_time = in_focus(question, papers)
    lines = [line for paper in of_time for line in lines_of(catalogue.passages_of(paper))]
    graded = [line for line in lines if GRADES_IT.search(line.text) or GIVES.search(line.text)]  # "a good job" is none
    graded = [line for line in graded if not is_of_another_year(question.periods[0].year, line.text)]
    told = plainly(grades_told(graded, areas_asked(question) or {"overall"}))
    if len({grades[0] for grades, _ in told}) != 1:
        return []
    return [as_statement([first_of([line for _, line in told]).quoted])]


def is_of_another_year(year: int, text: str) -> bool:
    years = {period.year for period in periods_in(text)}
    return bool(years) and year not in years


def told_of(
    catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper], years: Sequence[int]
) -> dict[int, list[Quoted]]:
    """For each of the years of which a later report tells a grade, the sentences that do: those that name the area
    before others."""
    found: dict[int, tuple[bool, list[Quoted]]] = {}
    for paper in papers:
        if paper.facts.voice is not Voice.INSPECTOR:
            continue
        for year, is_by_area, run in told_in(question, lines_of(catalogue.passages_of(paper))):
            if year in years and year < int(paper.said[:4] or 0) and (year not in found or is_by_area > found[year][0]):
                found[year] = is_by_area, run
    return {year: run for year, (_, run) in found.items()}


def years_without(question: Question, rows: Sequence[tuple[HeldPaper, Judgement]]) -> list[int]:
    """The years that a question names, or reaches back to, before the first inspection held or between two."""
    if not question.periods or Wants.CHANGE not in question.wants or not rows:
        return []
    if len({paper.facts.authority for paper, _ in rows}) != 1:
        return []
    held = {int(paper.said[:4] or 0) for paper, _ in rows}
    asked = {period.year for period in question.periods}
    if RANGE.search(question.text):
        asked |= set(range(min(asked), min(held)))
    return sorted(asked - held)


def told_in(question: Question, lines: Sequence[Line]) -> list[tuple[int, bool, list[Quoted]]]:
    """The year of each earlier inspection that lines tell a grade of, whether the line names the area asked about, and
    the sentences that tell it."""
    areas = areas_asked(question) or {"overall"}
    found = []
    for i, line in enumerate(lines):
        if not TELLS.search(line.text) or not DATED.search(line.text) or OF_OTHERS.search(line.text):
            continue
        years = {period.year for period in periods_in(line.text)}
        if len(years) != 1:
            continue
        reach = [other for other in lines[i : i + 1 + REACH] if other.passage is line.passage]
        for n, other in enumerate(reach):
            if n and (OF_OTHERS.search(other.text) or TELLS.search(other.text)):
                break
            if not grades_in(other.text):
                continue
            named = {area for area, sign in AREA_SIGNS.items() if re.search(sign, other.text.casefold())}
            if named & areas or (not named and "overall" in areas):
                found.append((years.pop(), bool(named), [one.quoted for one in reach[: n + 1]]))
                break
    return found
