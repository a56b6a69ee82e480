"""Lists that a report itself makes: what must improve, priority actions, recommendations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.focus import in_focus, latest_of
from assistant.question import Question, Wants
from assistant.quote import Quoted
from corpus.catalogue import Catalogue
from corpus.context import kind_name, when
from corpus.held import HeldPaper
from corpus.paper import Kind, Voice

PRIORITY = re.compile(r"areas? for priority action|priority and immediate action|priority actions?", re.IGNORECASE)
IMPROVE = re.compile(
    r"what (needs|does .* need) to improve|areas? for improvement|recommendations?\b|needs? to improve", re.IGNORECASE
)
ASKS_PRIORITY = re.compile(r"\bprio\w* actions?\b", re.IGNORECASE)
ASKS = re.compile(
    r"\bprio\w* actions?\b|\bimprov|\brecommend|\bwork on\b|\bget better\b|\bsort out\b|\baddress\b|\bput right\b",
    re.IGNORECASE,
)
INSPECTIONS = frozenset({Kind.INSPECTION_REPORT, Kind.FOCUSED_VISIT, Kind.MONITORING_VISIT, Kind.JTAI, Kind.AREA_SEND})


@dataclass(frozen=True, slots=True)
class Listed:
    """The items of a list. ``lacks`` says that the paper asked about has no priority actions: the items are then what
    it lists for improvement instead."""

    items: tuple[Quoted, ...] = ()
    lacks: str | None = None


def find_list(catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper]) -> Listed:
    """The whole list that a question asks for, from the one paper that it is about; empty where there is none."""
    if Wants.LIST not in question.wants or not ASKS.search(question.text):
        return Listed()
    fitting = candidates(question, papers)
    if not ASKS_PRIORITY.search(question.text):
        return Listed(first_list(catalogue, fitting, IMPROVE))
    if priority := first_list(catalogue, fitting, PRIORITY):
        return Listed(priority)
    if not question.periods or len(fitting) != 1:
        return Listed()
    paper = fitting[0]
    lacks = f"The {kind_name(paper.facts)} of {when(paper.facts)} lists no area for priority action."
    return Listed(first_list(catalogue, fitting, IMPROVE), lacks)


def first_list(catalogue: Catalogue, papers: Sequence[HeldPaper], heading: re.Pattern[str]) -> tuple[Quoted, ...]:
    """What stands under such a heading in the first of the papers that has one."""
    for paper in papers:
        items = tuple(
            Quoted(passage, i)
            for passage in catalogue.passages_of(paper)
            if passage.passage.headings
            and heading.search(passage.passage.headings[-1])
            and passage.passage.voice in (None, Voice.INSPECTOR)
            for i in range(len(passage.passage.sentences))
        )
        if items:
            return items
    return ()


def candidates(question: Question, papers: Sequence[HeldPaper]) -> list[HeldPaper]:
    """The inspections that fit the question, the latest first; without a date only the latest of the kind."""
    fitting = [paper for paper in in_focus(question, papers) if paper.facts.kind in INSPECTIONS]
    if not question.periods:
        latest = latest_of(fitting, set(question.kinds))
        fitting = [paper for paper in fitting if paper.id in latest]
    return sorted(fitting, key=lambda paper: paper.said, reverse=True)
