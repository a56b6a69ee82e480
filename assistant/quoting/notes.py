"""What a reader must know beside an answer: what is not held, whose dates are inferred, what is the latest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Note, Statement
from assistant.understanding.question import COMPARES, Question
from corpus.context import KIND_NAMES, kind_name, when
from corpus.held import HeldPaper
from corpus.paper import Kind

# Kinds that answer for themselves alone: what a SEND inspection found stands in no other paper's findings.
APART = frozenset({Kind.AREA_SEND, Kind.JTAI, Kind.MONITORING_VISIT})
SIDE_BY_SIDE = re.compile(
    rf"{COMPARES.pattern}|\b(?:v|more|fewer|less|which|who|whose|each|either|between|similar|same)\b", re.IGNORECASE
)


def missing_note(question: Question, papers: Sequence[HeldPaper], readable: Sequence[HeldPaper]) -> Note | None:
    """Why the papers held cannot answer, where that is plain before any search."""
    if not readable:
        return Note(kind="coverage", text="No papers are held yet.")
    held = {paper.facts.authority.casefold() for paper in readable if paper.facts.authority}
    absent = [name for name in question.authorities if name.casefold() not in held]
    if absent and (len(absent) == len(question.authorities) or SIDE_BY_SIDE.search(question.text)):
        names = sorted({paper.facts.authority for paper in readable if paper.facts.authority})
        return Note(
            kind="coverage", text=f"No paper on {' or '.join(absent)} is held. Papers are held on {listed(names)}."
        )
    wanted = question.kinds & APART
    if wanted and wanted == question.kinds and not any(paper.facts.kind in wanted for paper in papers):
        kinds = listed([KIND_NAMES[kind] for kind in sorted(wanted)], "or")
        of = f" on {listed(list(question.authorities), 'or')}" if question.authorities else ""
        return Note(kind="coverage", text=f"No {kinds}{of} is held, so the papers do not say.")
    return None


def nothing_of(year: int, papers: Sequence[HeldPaper]) -> Note:
    """That no paper of a year is held, and of which years papers are."""
    years = sorted({paper.said[:4] for paper in papers if paper.said})
    held = f" Papers are held of {listed(years)}." if years else ""
    return Note(kind="coverage", text=f"No paper of {year} is held on this council.{held}")


def silent_in(year: int, papers: Sequence[HeldPaper]) -> Note:
    """That the papers held of a year do not say, and which these are."""
    names = listed([f"{kind_name(paper.facts)} ({when(paper.facts)})" for paper in papers])
    return Note(kind="coverage", text=f"The papers held of {year} do not say this. Searched: {names}.")


def notes_on(question: Question, statements: Sequence[Statement], papers: Sequence[HeldPaper]) -> list[Note]:
    cited = {citation.paper for statement in statements for citation in statement.citations}
    notes = []
    held = {paper.facts.authority.casefold() for paper in papers if paper.facts.authority}
    absent = [name for name in question.authorities if name.casefold() not in held]
    if statements and held and absent:
        notes.append(Note(kind="coverage", text=f"No paper on {' or '.join(absent)} is held."))
    inferred = [p for p in papers if p.id in cited and "inferred" in {p.facts.known.get(f) for f in ("published",)}]
    if inferred:
        titles = listed([f"“{paper.facts.title}”" for paper in inferred])
        notes.append(Note(kind="inferred_date", text=f"The date of {titles} is inferred, not printed in the paper."))
    if question.latest and not question.periods:
        latest = max((p for p in papers if p.id in cited), key=lambda p: p.said, default=None)
        if latest:
            name = kind_name(latest.facts)
            notes.append(
                Note(kind="currency", text=f"The latest {name} cited is of {when(latest.facts) or 'no date'}.")
            )
    return notes


def listed(items: Sequence[str], conjunction: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    *rest, last = items
    return f"{', '.join(rest)} {conjunction} {last}" if rest else last
