"""Then and now: what inspectors said on one matter at each inspection, the council's words under them, what changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Statement
from assistant.evidence.boilerplate import is_boilerplate, is_grade_line
from assistant.evidence.evidence import Evidence, asked_of, find_evidence
from assistant.evidence.gate import is_enough
from assistant.evidence.procedure import is_procedure
from assistant.evidence.retrieve import Found, PassageRetriever
from assistant.judgement_views.judgement_grid import Cell, Inspection, grid_of
from assistant.lookups.judgements import COMBINED, NUMBERED, PARTS
from assistant.quoting.quoted import Quoted, as_statement
from assistant.quoting.spread import (
    EVALUATES,
    asks,
    is_demand,
    of_the_service,
    on_subject,
    without_repeats,
    worth,
)
from assistant.stories.paired import Column, Pair, graded_pairs, pairs_of
from assistant.stories.verdicts import Said
from assistant.understanding.question import Question, substance, understand
from assistant.understanding.stems import stems_of
from assistant.understanding.subject import subject_of
from assistant.understanding.wants import Wants
from corpus.corpus import Corpus
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import INSPECTIONS, BlockKind, Role, Voice
from corpus.scope import Scope

MOST_SAID = 3  # sentences of an inspection that are shown
MOST_LOOKED_AT = 20  # that are held against those of the next
MOST_OF_COUNCIL = 2  # of the council between two inspections
NEAR_OWN = 0.6  # share of the best sentence of its paper, from which a further one is shown
# What is looked for where an area is picked, and not a topic typed: as reports word it.
AREA_TOPICS = {
    "leaders": "leaders, leadership and management oversight",
    "help_and_protection": "children in need of help and protection",
    "in_care": "children in care",
    "care_leavers": "care leavers",
    "adoption": "adoption",
    "lscb": "local safeguarding children board",
    "send": "special educational needs and disabilities",
}


SUMMARY = re.compile(r"summary\W*", re.IGNORECASE)
# "The graded judgement for adoption performance is that it is good": a section with a judgement of its own.
GRADED = re.compile(r"\W*(?:\d+\W+)?the graded judge?ments?\b", re.IGNORECASE)
GRADE_AFTER = re.compile(
    r"\W*(?:(?:is|are) (?:judged )?(?:to be )?)?"
    r"(?:outstanding|good|adequate|inadequate|requires? improvement(?: to be good)?)?\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """One inspection: what inspectors said, and what the council said from then to the next. ``grade`` is that of the
    area, where one was picked. Nothing found is no proof that the paper is silent."""

    inspection: Inspection
    said: tuple[Statement, ...]
    council: tuple[Statement, ...] = ()
    grade: Cell | None = None

    @property
    def is_judged_together(self) -> bool:
        """Whether the grade is of children in care and care leavers together, where one of them is asked for."""
        return self.grade is not None and self.grade.area == COMBINED

    @property
    def paper(self) -> HeldPaper:
        return self.inspection.paper


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """``moments`` in the order of time, one for each inspection held; ``pairs`` for what changed between them."""

    council: str
    topic: str
    moments: tuple[Moment, ...]
    pairs: tuple[Pair, ...]

    @property
    def is_found(self) -> bool:
        return any(moment.said for moment in self.moments)


def then_and_now(
    corpus: Corpus, role: Role, council: str, topic: str, area: str | None = None, named: frozenset[str] = frozenset()
) -> ThenAndNow:
    """What the papers say of a topic over the inspections of a council: those that the role may read, and ``named``.

    ``area``, of the register, adds its grades; with it ``topic`` may be left empty. All columns are empty where the
    papers do not say enough on the topic, as for a question that they do not answer.
    """
    topic = topic.strip() or AREA_TOPICS.get(area or "", "")
    scope = Scope(role, frozenset({council}), named=named)
    papers = corpus.catalogue.papers(scope)
    question = understand(topic, held=[council], authority=council)
    question = replace(question, periods=(), kinds=frozenset(), span=None, before=None, wants=frozenset({Wants.TEXT}))
    inspections = [
        paper for paper in of_the_service(question, papers) if paper.facts.kind in INSPECTIONS and paper.said
    ]
    columns = columns_of(corpus, inspections)
    if not substance(question.topic) or not columns:
        return ThenAndNow(council, topic, tuple(Moment(column, ()) for column in columns), ())
    about = replace(question, topic=subject_of(question))
    others = [paper for paper in papers if paper.facts.kind not in INSPECTIONS and paper.said]
    retriever = PassageRetriever(corpus=corpus, scope=scope)
    evidence = find_evidence(corpus, about, retriever.find_share(about, [*inspections, *others]))
    if not area and not is_enough(question, evidence):
        evidence = []
    found = [e for e in on_subject(evidence) if not is_grade_line(e.text)]
    said: list[Column] = []
    moments = []
    for number, column in enumerate(columns):
        until = columns[number + 1].paper.said if number + 1 < len(columns) else "9999"
        after = [paper for paper in others if column.paper.said <= paper.said < until]
        grade = grade_of(column, area)
        in_section = of_section(corpus, about, grade) if grade else []
        own = chosen_of([*found, *in_section], [column.paper], Voice.INSPECTOR, MOST_LOOKED_AT)
        elsewhere = chosen_of(found, [column.paper], Voice.INSPECTOR, MOST_SAID)
        shown = without_repeats([*in_section, *elsewhere])[:MOST_SAID]
        said.append(Column(column.paper, as_said(own), as_said(shown)))
        replies = chosen_of(found, after, Voice.COUNCIL, MOST_OF_COUNCIL)
        moments.append(Moment(column, statements(in_order(shown)), statements(in_order(replies)), grade))
    grades = graded_pairs([moment.grade for moment in moments if moment.grade])
    pairs = pairs_of(corpus, asked_of(corpus, about), said)
    return ThenAndNow(council, topic, tuple(moments), (*grades, *pairs))


def grade_of(column: Inspection, area: str | None) -> Cell | None:
    """The judgement of an area, or of children in care and care leavers together where one of them is asked for."""
    own = column.cells.get(area or "")
    return own or (column.cells.get(COMBINED) if area in PARTS else None)


def of_section(corpus: Corpus, about: Question, grade: Cell) -> list[Evidence]:
    """The best findings of the section that a judgement heads; none where the report has no such heading."""
    section = section_of(corpus.catalogue.passages_of(grade.paper), grade.label)
    found = find_evidence(corpus, about, [Found(held, 1.0, 0.0, 1.0) for held in section])
    if grade.area == COMBINED:  # the section is of more than what is asked for
        found = on_subject(found)
    telling = [
        e
        for e in found
        if EVALUATES.search(e.text)
        and not GRADED.match(e.text)
        and not (is_boilerplate(e.text) or is_grade_line(e.text) or is_procedure(e.text))
    ]
    return chosen_of([e for e in telling if not is_demand(e)], [grade.paper], Voice.INSPECTOR, MOST_LOOKED_AT)


def section_of(passages: Sequence[HeldPassage], label: str) -> list[HeldPassage]:
    """The passages under the heading of a judgement; or after a row of a table that gives it by itself, or a sentence
    that does, as in reports of 2013 to 2017 ("Key judgement", its grade, then "Summary"). In reading order."""
    section = []
    under: tuple[str, ...] | None = None  # the headings under which such a row stands, while its section goes on
    was_row = False
    for held in passages:
        own = held.passage
        is_row = own.kind is BlockKind.ROW and is_grade_line(own.text)
        if is_row or GRADED.match(own.text):
            is_opening = gives(own.text, label) and not (is_row and was_row)  # rows together are a table of all areas
            under = without_last(own.headings) if is_opening else None
        elif under is not None and (own.headings[: len(under)] != under or GRADED.match(" ".join(own.headings[-1:]))):
            under = None
        was_row = is_row
        is_headed = any(heads(NUMBERED.sub("", heading), label) for heading in own.headings)
        if is_headed or (under is not None and not is_row and own.kind is not BlockKind.FOOTNOTE):
            section.append(held)
    return section


def heads(heading: str, label: str) -> bool:
    """Whether a section is headed by the label of a judgement, with its grade or without."""
    heading, label = " ".join(heading.casefold().split()), " ".join(label.casefold().split())
    if GRADED.match(heading):
        return gives(heading, label)
    return heading.startswith(label) and bool(GRADE_AFTER.fullmatch(heading, len(label)))


def gives(text: str, label: str) -> bool:
    """Whether a line has every word of the label of a judgement, whatever stands around them."""
    words = set(stems_of(label))
    return bool(words) and words <= set(stems_of(text))


def without_last(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The headings without that of the section before: "Summary" stands under each judgement anew."""
    is_of_section = headings and (SUMMARY.fullmatch(headings[-1].strip()) or GRADED.match(headings[-1]))
    return headings[:-1] if is_of_section else headings


def columns_of(corpus: Corpus, inspections: Sequence[HeldPaper]) -> list[Inspection]:
    """An inspection for each paper, with its judgements where the register has any."""
    rows = corpus.catalogue.judgements(inspections)
    graded = {i.paper.id: i for c in grid_of(rows).councils for i in c.inspections}
    return [graded.get(paper.id) or Inspection(paper, {}) for paper in inspections]


def chosen_of(found: Sequence[Evidence], papers: Sequence[HeldPaper], voice: Voice, most: int) -> list[Evidence]:
    """The best sentences of these papers in one voice, the best first."""
    ids = {paper.id for paper in papers}
    own = [e for e in found if e.passage.paper.id in ids and e.passage.voice_of(e.sentence) is voice]
    own = sorted(own, key=lambda e: -worth(e, False))
    near = [e for e in own if worth(e, False) >= NEAR_OWN * worth(own[0], False)]
    return without_repeats(near)[:most]


def in_order(chosen: Sequence[Evidence]) -> list[Evidence]:
    """In the order of time and of reading."""
    return sorted(chosen, key=lambda e: (e.passage.paper.said, e.passage.ordinal, e.sentence))


def statements(chosen: Sequence[Evidence]) -> tuple[Statement, ...]:
    return tuple(as_statement([Quoted(e.passage, e.sentence)]) for e in chosen)


def as_said(chosen: Sequence[Evidence]) -> tuple[Said, ...]:
    return tuple(Said(Quoted(e.passage, e.sentence), e.text, asks(e)) for e in chosen)
