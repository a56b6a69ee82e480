"""Who says it: a claim held against the grades of the inspection that it speaks of, and whose figure a figure is.

"Good in every area" is settled by the register; a council's word on a judged area stands beside the judgement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer import Statement
from assistant.evidence.evidence import Evidence
from assistant.evidence.focus import SOON_AFTER, period_weight
from assistant.lookups.judgements import AREA_SIGNS, COMBINED, PARTS, judgement_statements, plain_area, shown
from assistant.quoting.quote import as_statements
from assistant.quoting.quoted import Quoted, as_statement
from assistant.understanding.question import Question
from corpus.catalogue import Catalogue
from corpus.context import when
from corpus.held import HeldPaper
from corpus.paper import Judgement, Kind, Voice

LOOKED_AT = 60  # sentences, from the strongest, for the words of the claim itself
OF_MATTER = 0.5  # of the question's words, by rarity, in a passage that gives its figure
MOST_GIVING = 4
EVERY_AREA = re.compile(
    r"\b(?:every|each|all) (?:of )?(?:the )?(?:\w+ )?(?:areas?|categor(?:y|ies)|judge?ments?|respects?)\b|"
    r"\ball (?:our |its |their |the )?services\b|"
    r"\bacross the board\b|\bin everything\b",
    re.IGNORECASE,
)
GRADE = re.compile(r"\b(outstanding|good)\b", re.IGNORECASE)
WHY = re.compile(r"^\W*(?:and |so |but )?(?:why|how)\b", re.IGNORECASE)
WHOSE = re.compile(
    r"\bwhose (?:\w+ )?(?:figures?|numbers?|count|percentage|estimate|total|claim|statistics?|data)\b|"
    r"\bwho (?:gave|gives|came up with|produced|quoted|claimed|said|reported|published) (?:the|that|this)?\b|"
    r"\bwhere (?:does|did|do) (?:the|that|this)\b[^?]*\bcome from\b",
    re.IGNORECASE,
)
FIGURE = re.compile(r"£\s?\d[\d,.]*\d?(?: ?(?:m|million|k))?|\b\d[\d,.]*\s?%|\b\d[\d,]*(?:\.\d+)?\b")
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Held:
    """A claim and the judgements it is held against, with the line that says how they agree."""

    lead: str
    statements: list[Statement]


def against_grades(
    catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper], find: Callable[[], Sequence[Evidence]]
) -> Held | None:
    """The judgements of the inspection of which a question says that every area had one grade; None where it says no
    such thing, or no inspection of that time was read. ``find`` searches for the evidence."""
    claimed = GRADE.search(question.text)
    if not claimed or not EVERY_AREA.search(question.text) or WHY.search(question.text):
        return None
    grade = claimed.group().casefold()
    said = [
        e
        for e in find()[:LOOKED_AT]
        if e.passage.voice_of(e.sentence) is not Voice.INSPECTOR
        and EVERY_AREA.search(e.text)
        and grade in e.text.casefold()
    ][:1]
    rows = judged_by(catalogue, question, papers, said[0].passage.paper if said else None)
    if len(rows) < 2:
        return None
    others = [(paper, row) for paper, row in rows if row.grade and row.grade != grade]
    of = when(rows[0][0].facts)
    unread = any(row.grade is None for _, row in rows)
    if others:
        listed = "; ".join(f"{plain_area(row)}: {shown(row.grade or '', row.quote)}" for _, row in others)
        lead = f"Not every judgement was {grade} ({of}): {listed}."
    elif unread:
        return None
    else:
        lead = f"Every judgement was {grade} ({of})."
    quoted = [as_statement([Quoted(e.passage, e.sentence)]) for e in said]
    return Held(lead, [*judgement_statements(catalogue, rows), *quoted])


def judged_by(
    catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper], claim: HeldPaper | None
) -> list[tuple[HeldPaper, Judgement]]:
    """The judgements of the last full inspection of the time asked about, and before the paper that makes a claim."""
    full = [paper for paper in papers if paper.facts.kind is Kind.INSPECTION_REPORT]
    if len({paper.facts.authority for paper in full}) != 1:
        return []
    full = [paper for paper in full if period_weight(question.periods, paper) >= SOON_AFTER]
    if claim and claim.said:
        full = [paper for paper in full if paper.said <= claim.said]
    register = catalogue.judgements(full)
    last = max((paper.said for paper, _ in register), default="")
    return [(paper, row) for paper, row in register if paper.said == last]


def judgements_beside(
    catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper], shown_from: HeldPaper | None
) -> list[Statement]:
    """What inspectors judged of the area that a question names, at the inspection that the council's words are of."""
    text = question.text.casefold()
    areas = {area for area, sign in AREA_SIGNS.items() if re.search(sign, text)}
    wanted = areas | ({COMBINED} if areas & PARTS else set())
    rows = [row for row in judged_by(catalogue, question, papers, shown_from) if row[1].area in wanted]
    return judgement_statements(catalogue, rows)


def giving_figure(question: Question, evidence: Sequence[Evidence]) -> list[Statement]:
    """Where a question asks whose figure one is: each paper's sentence that gives it, the oldest first, with what it
    says of how it was counted; empty where it asks something else."""
    asks = WHOSE.search(question.text)
    figures = {f.group().strip() for f in FIGURE.finditer(question.text) if not YEAR.fullmatch(f.group())}
    if not asks or len(figures) != 1:
        return []
    sign = re.compile(rf"(?<![\d.,£]){re.escape(figures.pop())}(?![\d%]|[.,]\d)")
    first: dict[str, Evidence] = {}
    for e in evidence[:LOOKED_AT]:
        if sign.search(e.text) and e.feature("passage_overlap") >= OF_MATTER:
            first.setdefault(e.passage.paper.id, e)
    quoted = [Quoted(e.passage, e.sentence) for e in list(first.values())[:MOST_GIVING]]
    return as_statements(quoted, quoted)
