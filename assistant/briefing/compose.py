"""Makes a briefing from the papers held: what is verified and cited, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby

from assistant.answer import Statement
from assistant.briefing.actions import action_lines, items_about, outstanding
from assistant.briefing.bearing import Bearing, bearing_on
from assistant.briefing.briefing import Asked, Briefing, Line, Part, Section
from assistant.briefing.conflicts import conflict_lines, conflicts
from assistant.briefing.gaps import gap_lines
from assistant.briefing.lines import LineMaker, detail_of
from assistant.briefing.themes import theme_lines
from assistant.evidence.evidence import Evidence, asked_of
from assistant.evidence.retrieve import authorities_of
from assistant.lookups.judgements import COMBINED, PARTS, areas_asked, judgement_statements
from assistant.quoting.quote import as_statements
from assistant.quoting.quoted import Quoted
from assistant.tracker.item import Item, items_of, said_on
from assistant.tracker.later import later_evidence
from assistant.understanding.question import Question, understand
from corpus.corpus import Corpus
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.paper import INSPECTIONS, Judgement, Kind, Voice
from corpus.scope import Scope

FROM_INSPECTION, FROM_COUNCIL, FROM_OTHERS = 4, 3, 2  # sentences of a paper
MOST_PAPERS = 8  # of a voice
LATEST_JUDGEMENTS = 2  # inspections whose grades are key points
NO_ROW = ("", -1)
Row = tuple[HeldPaper, Judgement, Statement]


class NoBriefing(Exception):
    """No briefing can be made: the message says what is missing and what to do."""


def compose(corpus: Corpus, asked: Asked, scope: Scope, status: Mapping[str, str] | None = None) -> Briefing:
    """A briefing from the papers that the scope opens.

    ``status`` is how far officers say each recommendation is, by its key. Raises NoBriefing where the papers held are
    silent on the topic, or the council is not clear.
    """
    readable = corpus.catalogue.papers(scope)
    question = understand(asked.topic, held=authorities_of(readable), authority=asked.authority)
    authority = council_of(question, readable)
    asked = asked.model_copy(update={"authority": authority})
    scope = replace(scope, authorities=frozenset({authority} if authority else ()), papers=frozenset(asked.papers))
    everything = corpus.catalogue.papers(scope)
    papers = sorted((paper for paper in everything if is_within(asked, paper)), key=lambda p: (said_on(p), p.file))
    if not papers:
        raise NoBriefing(f"No paper {of_what(asked)} is held. Widen the period, or add papers first.")
    # only these papers are searched, also where the period and not the officer has chosen them
    scope = replace(scope, papers=frozenset(paper.id for paper in papers))
    bearing = bearing_on(corpus, question, scope, papers)
    if not bearing.enough or not bearing.by_paper:
        count = "1 paper was" if len(papers) == 1 else f"{len(papers)} papers were"
        raise NoBriefing(
            f"The papers held do not say anything on “{asked.topic}”: {count} searched. Word it otherwise."
        )

    maker = LineMaker(corpus, scope, {paper.id: paper for paper in papers})
    register = register_of(corpus, question, papers)
    items = items_about(asked_of(corpus, question), items_of(corpus.catalogue, papers))
    later = later_evidence(corpus, items, papers)
    undone = outstanding(items, papers, status or {})
    quoted = quotations(maker, papers, bearing, items)
    disputed = conflict_lines(maker, conflicts(corpus, bearing))
    gaps = gap_lines(maker, papers, bearing, undone, later)
    today = datetime.now(UTC).date().isoformat()
    parts: dict[Part, Sequence[Line]] = {
        Part.KEY_POINTS: key_points(maker, register, papers, bearing),
        Part.INSPECTOR: quoted[Part.INSPECTOR],
        Part.COUNCIL: quoted[Part.COUNCIL],
        Part.OTHERS: quoted[Part.OTHERS],
        Part.ACTIONS: action_lines(maker, undone, later),
        Part.GAPS: gaps,
        Part.CONFLICTS: disputed,
        Part.THEMES: theme_lines(maker, items, undone, later, register, disputed, gaps, today),
    }
    return Briefing(
        asked=asked,
        title=f"{asked.topic[:1].upper()}{asked.topic[1:]}" + (f": {authority}" if authority else ""),
        purpose=purpose_of(asked),
        made_on=today,
        papers_held=sum(paper.is_public for paper in papers),
        closed_held=sum(not paper.is_public for paper in papers),
        latest_held=max(map(said_on, papers)) or None,
        sections=tuple(Section(part=part, lines=tuple(lines)) for part, lines in parts.items()),
        graded=tuple(dict.fromkeys(paper.id for paper, _, _ in register)),
        areas=tuple(dict.fromkeys(judgement.area for _, judgement, _ in register)),
    )


def council_of(question: Question, readable: Sequence[HeldPaper]) -> str | None:
    held = authorities_of(readable)
    if len(question.authorities) > 1:
        raise NoBriefing("A briefing is about one council. Name one; compare councils under Judgements.")
    if not question.authorities and len(held) > 1:
        raise NoBriefing(f"Papers on {len(held)} councils are held. Name the one that the briefing is about.")
    return next(iter(question.authorities or held), None)


def is_within(asked: Asked, paper: HeldPaper) -> bool:
    said = said_on(paper)
    if not said:
        return not (asked.since or asked.until)
    since, until = asked.since or "", asked.until or "9999"
    return said >= since[: len(said)] and said[: len(until)] <= until


def of_what(asked: Asked) -> str:
    on = f"on {asked.authority}" if asked.authority else ""
    since = f"from {date_in_words(asked.since)} on" if asked.since else ""
    until = f"until {date_in_words(asked.until)}" if asked.until else ""
    return " ".join(part for part in (on, since, until) if part) or "that may be read"


def purpose_of(asked: Asked) -> str:
    period = ""
    if asked.since or asked.until:
        since = f" from {date_in_words(asked.since)}" if asked.since else ""
        until = f" until {date_in_words(asked.until)}" if asked.until else ""
        period = f",{since}{until}"
    of = f" in {asked.authority}" if asked.authority else ""
    return (
        f"For {asked.audience or 'the members of the committee'}: what the papers held say about {asked.topic}{of}"
        f"{period}, what is still to be done, and what the papers leave open. It offers evidence and themes for "
        "questions, and no view of its own."
    )


def register_of(corpus: Corpus, question: Question, papers: Sequence[HeldPaper]) -> list[Row]:
    """The judgements of the areas that the topic names, or else of the whole, the oldest first."""
    areas = areas_asked(question) or {"overall"}
    wanted = areas | ({COMBINED} if areas & PARTS else set())
    kinds = {Kind.AREA_SEND} if areas == {"send"} else {Kind.INSPECTION_REPORT}
    graded = [paper for paper in papers if paper.facts.kind in kinds]
    rows = [row for row in corpus.catalogue.judgements(graded) if row[1].area in wanted]
    statements = judgement_statements(corpus.catalogue, rows)
    return [(paper, judgement, said) for (paper, judgement), said in zip(rows, statements, strict=True)]


def key_points(
    maker: LineMaker, register: Sequence[Row], papers: Sequence[HeldPaper], bearing: Bearing
) -> tuple[Line, ...]:
    """The latest judgements, then the most telling sentence of the latest inspection, of the council and of a
    decision."""
    latest = list(dict.fromkeys(paper.id for paper, _, _ in register))[-LATEST_JUDGEMENTS:]
    lines = [maker.from_statement(s, under="Judgements") for paper, _, s in register if paper.id in latest]
    inspected = [p for p in papers if p.facts.kind in INSPECTIONS and findings_of(bearing, p, Voice.INSPECTOR)]
    for voice, speaking in (
        (Voice.INSPECTOR, inspected[-1:]),
        (Voice.COUNCIL, [p for p in papers if findings_of(bearing, p, Voice.COUNCIL)][-1:]),
        (Voice.DECISION, [p for p in papers if findings_of(bearing, p, Voice.DECISION)][-1:]),
    ):
        for paper in speaking:
            best = findings_of(bearing, paper, voice)[: 2 if voice is Voice.INSPECTOR else 1]
            lines += [maker.from_statement(s) for s in statements_of(best)]
    return tuple(lines)


def findings_of(bearing: Bearing, paper: HeldPaper, voice: Voice) -> list[Evidence]:
    demands = voice in (Voice.DECISION, Voice.COUNCIL)
    own = bearing.of([paper], 99, demands=demands)
    return [e for e in own if e.passage.voice_of(e.sentence) is voice]


def quotations(
    maker: LineMaker, papers: Sequence[HeldPaper], bearing: Bearing, items: Sequence[Item]
) -> dict[Part, tuple[Line, ...]]:
    """What each voice says, paper by paper in date order. A quotation stands under who said it first."""
    chosen: dict[Part, list[Evidence]] = {Part.INSPECTOR: [], Part.COUNCIL: [], Part.OTHERS: []}
    ways: tuple[tuple[Part, Callable[[HeldPaper], bool], set[Voice], int], ...] = (
        (Part.INSPECTOR, lambda p: p.facts.kind in INSPECTIONS, {Voice.INSPECTOR}, FROM_INSPECTION),
        (Part.COUNCIL, lambda p: p.facts.kind not in INSPECTIONS, {Voice.COUNCIL, Voice.DECISION}, FROM_COUNCIL),
        (Part.OTHERS, lambda p: p.facts.kind not in INSPECTIONS, {Voice.PRESS, Voice.OTHER}, FROM_OTHERS),
    )
    for part, paper_is_of, voices, most in ways:
        speaking: list[list[Evidence]] = []
        for paper in papers:
            own = bearing.of([paper], 99, demands=part is not Part.INSPECTOR) if paper_is_of(paper) else []
            if said := [e for e in own if e.passage.voice_of(e.sentence) in voices][:most]:
                speaking.append(said)
        chosen[part] = [e for said in speaking[-MOST_PAPERS:] for e in said]
    return {part: tuple(lines_of(maker, own, items)) for part, own in chosen.items()}


def lines_of(maker: LineMaker, evidence: Sequence[Evidence], items: Sequence[Item]) -> Iterator[Line]:
    """The sentences as lines. What is a row of a plan's table is given cell by cell, as the register read it."""
    rows = {(i.passage.key, i.start): i for i in items if i.passage and detail_of(i)}

    def row_of(found: Evidence) -> tuple[str, int]:
        sentence = found.passage.passage.sentences[found.sentence]
        inside = (key for key in rows if key[0] == found.passage.key and sentence.start < key[1] < sentence.end)
        return next(inside, NO_ROW)

    for row, own in groupby(evidence, row_of):
        if row == NO_ROW:
            yield from map(maker.from_statement, statements_of(list(own)))
        else:
            yield maker.from_item(rows[row])


def statements_of(evidence: Sequence[Evidence]) -> list[Statement]:
    return as_statements([Quoted(e.passage, e.sentence) for e in evidence], [])
