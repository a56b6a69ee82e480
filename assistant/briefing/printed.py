"""A briefing as it is printed, whatever the format: its parts, with their lines, marks, numbers and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from assistant.briefing.briefing import EMPTY, REMINDER, Briefing, Line, Numbered, numbered_sources, numbers_of
from assistant.judgement_views.judgement_grid import grid_of
from assistant.judgement_views.judgement_picture import judgement_picture, picture_in_words
from assistant.plaintext import QUOTED_BY, WHO_SAYS, dated, in_quotation_marks, place
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.scope import Scope

LOCAL_ADDRESS = "http://127.0.0.1:8501"
OFFICERS_WORDS = "Officer’s words"


@dataclass(frozen=True, slots=True)
class Picture:
    png: bytes
    words: str


@dataclass(frozen=True, slots=True)
class Source:
    """``cited`` says where, ``address`` opens it there."""

    number: int
    title: str
    cited: str
    address: str
    is_public: bool


def groups_of(lines: Sequence[Line]) -> list[tuple[str | None, list[Line]]]:
    """Lines in a row under one heading."""
    return [(under, list(group)) for under, group in groupby(lines, lambda line: line.under)]


def parts_of(briefing: Briefing) -> list[tuple[str, str | None, Sequence[Line]]]:
    """Title, what is said where it is empty, and lines; a part that may be missing is left out where it is."""
    return [
        (section.title, None if section.lines else EMPTY[section.part], section.lines)
        for section in briefing.sections
        if section.lines or section.part in EMPTY
    ]


def shown_text(line: Line) -> str:
    """Quotations in quotation marks; everything else as it is."""
    return in_quotation_marks(line.text) if line.kind == "quote" else line.text


def marks_of(line: Line) -> str:
    """Who says it and what must be known of it, before the words; "" for nothing."""
    parts = [line.label]
    if line.kind == "officer":
        parts.append(OFFICERS_WORDS)
    if line.kind == "gap" and not line.label:
        parts.append("Gap")
    if line.kind == "quote" and line.quoted_by and line.voice:
        parts.append(f"{WHO_SAYS[line.voice]}, {QUOTED_BY[line.quoted_by]}")
    if line.speaker:
        parts.append(line.speaker)
    if not line.is_public:
        parts.append(f"{line.access.capitalize()}, not public")
    return ". ".join(part for part in parts if part)


def number_text(numbered: Numbered) -> str:
    """ "[3] page 4, paragraph 15"."""
    where = place(numbered.reference.citation)
    return f"[{numbered.number}] {where}" if where else f"[{numbered.number}]"


def sources_of(briefing: Briefing, address: str) -> list[Source]:
    """In the order of their numbers; ``address`` is where the service is reached."""
    closed = {r.citation.paper for line in briefing.lines() if not line.is_public for r in line.references}
    open_ = {r.citation.paper for line in briefing.lines() if line.is_public for r in line.references}
    sources = []
    for numbered in numbered_sources(briefing).values():
        cited = numbered.reference.citation
        where = ", ".join(part for part in (dated(cited), place(cited), cited.file) if part)
        link = f"{address.rstrip('/')}/page?{urlencode(numbered.reference.link.as_query())}"
        sources.append(Source(numbered.number, cited.title, where, link, cited.paper in open_ - closed))
    return sources


def line_numbers(briefing: Briefing, line: Line) -> list[Numbered]:
    return numbers_of(line, numbered_sources(briefing))


def picture_of(briefing: Briefing, corpus: Corpus, scope: Scope) -> Picture | None:
    """The judgements of the inspections that were compared, as the papers have them now; None without any."""
    papers = [paper for paper in readable(corpus, scope) if paper.id in briefing.graded]
    rows = corpus.catalogue.judgements(papers)
    if not rows:
        return None
    return Picture(judgement_picture(rows), picture_in_words(grid_of(rows)))


def readable(corpus: Corpus, scope: Scope) -> list[HeldPaper]:
    return corpus.catalogue.papers(scope, current=False)


def closing_lines(briefing: Briefing) -> list[str]:
    return [
        briefing.corpus_date,
        "Quotations are verbatim. Lines on judgements come from the register of judgements read from the reports. "
        f"“{OFFICERS_WORDS}” marks what an officer wrote and no paper bears out.",
        REMINDER,
    ]
