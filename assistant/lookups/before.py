"""Which inspection came before one, or came of the promise of another: the one held, or else what papers tell of it.

Papers may tell it differently, each of another inspection or assessment: each is shown, under who says it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer import Note, Statement
from assistant.evidence.evidence import Evidence
from assistant.evidence.focus import IN_YEAR, SOON_AFTER, period_weight
from assistant.lookups.cover import first_page, is_days
from assistant.lookups.judgements import judgement_statements
from assistant.premises.contrary import Line, lines_of
from assistant.quoting.quoted import Quoted, as_statement
from assistant.understanding.periods import MONTH_NAMES, Period, first_month, periods_in
from assistant.understanding.question import Question
from assistant.understanding.wants import Wants
from corpus.catalogue import Catalogue
from corpus.context import kind_name, when
from corpus.held import HeldPaper
from corpus.paper import Kind, Voice

# Another inspection to come.
AGAIN = re.compile(r"\bre-?inspect\w*|\binspect\w* again\b", re.IGNORECASE)
LOOKED_AT = 15  # sentences, from the strongest
MONTHS = "|".join(MONTH_NAMES)
MOST, MOST_OF_PAPER = 5, 3
INSPECTION = r"(?:inspections?|inspected|review(?:ed)?|judged|rated|assessed)"
# "Which inspection came before the one of 2019?", "when was it inspected before that?"
ASKS = re.compile(
    r"\b(?:what|which|when)\b[^?.]{0,40}\binspect(?:ion|ed|ions)\b[^?.]{0,30}"
    r"\b(?:before|prior to|preced\w+|ahead of)\b|"
    r"\b(?:the )?(?:previous|last|earlier|preceding) (?:\w+ ){0,2}inspection (?:was )?(?:before|prior to|to)\b",
    re.IGNORECASE,
)
TELLS = re.compile(
    rf"\b(?:previous|last|earlier|preceding) (?:\w+ ){{0,4}}{INSPECTION}\b|\b(?:previously|last|first) inspected\b",
    re.IGNORECASE,
)
ASSESSED = re.compile(
    r"\binspected\b|\binspections? (?:of|in) \w+ ?20\d\d|"
    r"\b(?:assessed|judged|rated|graded)\b[^.]{0,30}\b(?:outstanding|good|adequate|inadequate|poor|"
    r"requir\w+ improvement)\b",
    re.IGNORECASE,
)
DATED = re.compile(rf"\b(?:in|of|on|from|between) (?:\d{{1,2}} )?(?:(?:{MONTHS}) )?20\d\d\b", re.IGNORECASE)
OF_OTHERS = re.compile(
    r"\b(?:children['’]?s homes?|homes|schools?|academ\w+|nurser\w+|colleges?|hospitals?|providers?|"
    r"agency|police|prison)\b",
    re.IGNORECASE,
)
GOES_ON = re.compile(
    r"^\W*(?:(?:the|that) (?:local )?(?:authority|council|service|report|judgement)|it|they|this|services?)\b[^.]{0,60}"
    r"\b(?:judged|rated|graded|assessed|found|declared)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Before:
    lead: str | None
    statements: list[Statement]
    notes: list[Note]


def find_before(catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper]) -> Before | None:
    """None where a question does not ask for the inspection before one of a time it names, or nothing is told."""
    if not ASKS.search(question.text) or len(question.periods) != 1:
        return None
    authorities = {paper.facts.authority for paper in papers if paper.facts.kind is Kind.INSPECTION_REPORT}
    if len(authorities) > 1:
        return None
    full = sorted(
        (p for p in papers if p.facts.kind in (question.kinds or {Kind.INSPECTION_REPORT})), key=lambda p: p.said
    )
    of_time = [paper for paper in full if period_weight(question.periods, paper) >= IN_YEAR]
    earlier = [paper for paper in full if of_time and paper.said < of_time[0].said]
    if earlier:
        return held_before(catalogue, question, earlier[-1])
    telling = [paper for paper in papers if period_weight(question.periods, paper) >= SOON_AFTER]
    found = [told for paper in telling for told in told_in(catalogue, question.periods[0], paper)]
    if not found:
        return None
    note = Note(
        kind="coverage", text="No paper of an earlier inspection is held: this is what the papers of the time tell."
    )
    speaking = {told[0].passage.paper.id for told in found}
    notes = [note]
    if len(speaking) > 1:
        text = (
            "The papers speak of the inspection before in different words: each is shown. They may not mean the same."
        )
        notes.append(Note(kind="conflict", text=text))
    ordered = sorted(found[:MOST], key=lambda told: (told[0].passage.paper.said, told[0].passage.ordinal))
    return Before(None, [as_statement(told) for told in ordered], notes)


def find_again(
    catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper], find: Callable[[], Sequence[Evidence]]
) -> Before | None:
    """When inspectors were to come again after a time that a question names, and when a later paper says they did.
    ``find`` searches for the evidence."""
    asks = AGAIN.search(question.search) and Wants.OUTCOME in question.wants
    if not asks or len(question.periods) != 1 or len({p.facts.authority for p in papers if p.facts.authority}) != 1:
        return None
    (period,) = question.periods
    promised = [e for e in find()[:LOOKED_AT] if AGAIN.search(e.text) and e.feature("time") == 1.0][:1]
    if not promised:
        return None
    said = promised[0].passage.paper.said
    full = [paper for paper in papers if paper.facts.kind is Kind.INSPECTION_REPORT and paper.said > said]
    if full:
        came = held_before(catalogue, question, min(full, key=lambda paper: paper.said)).statements[:1]
    else:
        later = sorted((paper for paper in papers if paper.said > said), key=lambda paper: paper.said)
        lines = [line for paper in later for line in lines_of(catalogue.passages_of(paper))]
        telling = [line for line in lines if TELLS.search(line.text) and str(period.year) in line.text]
        came = [as_statement([line.quoted]) for line in telling[:1]]
    if not came:
        return None
    return Before(None, [as_statement([Quoted(promised[0].passage, promised[0].sentence)]), *came], [])


def held_before(catalogue: Catalogue, question: Question, paper: HeldPaper) -> Before:
    """The inspection held, by its own dates, and its judgements where the question asks how it went."""
    lead = f"The inspection before, of those held: the {kind_name(paper.facts)}, {when(paper.facts)}."
    rows = catalogue.judgements([paper])
    asks_how = Wants.GRADE in question.wants or re.search(
        r"\b(?:say|find|found|result|outcome|how)\b", question.text, re.I
    )
    if rows and asks_how:
        return Before(lead, judgement_statements(catalogue, rows), [])
    days = [
        line for line in lines_of(catalogue.passages_of(paper)) if is_days(line.text) and first_page(line.quoted) <= 2
    ]
    if not days:
        return Before(lead, judgement_statements(catalogue, rows[:1]), [])
    return Before(lead, [as_statement([days[0].quoted])], [])


def told_in(catalogue: Catalogue, period: Period, paper: HeldPaper) -> list[list[Quoted]]:
    """What a paper tells of an inspection or assessment earlier than a time, by its date where it gives one: each with
    the sentence that goes on."""
    telling = [line for line in lines_of(catalogue.passages_of(paper)) if tells(line, period)]
    telling.sort(key=lambda line: TELLS.search(line.text) is None)
    found: list[list[Quoted]] = []
    for line in ([line for line in telling if DATED.search(line.text)] or telling[:1])[:MOST_OF_PAPER]:
        after = Quoted(line.passage, line.sentence + 1)
        sentences = line.passage.passage.sentences
        run = [line.quoted]
        if after.sentence < len(sentences):
            s = sentences[after.sentence]
            if GOES_ON.search(line.passage.passage.text[s.start : s.end]):
                run.append(after)
        found.append(run)
    return found


def tells(line: Line, period: Period) -> bool:
    if OF_OTHERS.search(line.text) or line.voice is Voice.OTHER:
        return False
    named = periods_in(line.text) if DATED.search(line.text) else ()
    is_earlier = bool(named) and all(first_month(one) < first_month(period) for one in named)
    if TELLS.search(line.text):
        return is_earlier or (
            not named and re.search(r"\b(?:was|had been|followed|took place)\b", line.text) is not None
        )
    return is_earlier and ASSESSED.search(line.text) is not None
