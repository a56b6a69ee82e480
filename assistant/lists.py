"""Lists that a report itself makes: what must improve, priority actions, recommendations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.demands import IMPROVE, PRIORITY
from assistant.focus import in_focus, latest_of
from assistant.question import Question, Wants, substance, topic_of
from assistant.quote import Quoted
from corpus.catalogue import Catalogue
from corpus.context import kind_name, when
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import BlockKind, Kind, Recommendation, RecommendationKind, Voice

ASKS_PRIORITY = re.compile(r"\bprio\w* actions?\b", re.IGNORECASE)
ASKS = re.compile(
    r"\bprio\w* actions?\b|\bimprov|\brecommend|\bwork on\b|\bget better\b|\bsort out\b|\baddress\b|\bput right\b",
    re.IGNORECASE,
)
# Asked so, the whole list is the answer only where no one matter of it is named.
ASKS_WHOLE = re.compile(
    r"\b(wants?|wanted|expect(ed)?) (to (be|get|see) )?(done|changed|fixed|sorted( out)?|put right|better|improved)\b|"
    r"\b(had|has|have|needs?|needed) to (be|get) (better|done|fixed|put right|addressed)\b",
    re.IGNORECASE,
)
# "What were the main concerns at the 2023 inspection?" asks for the list, if it is of no one matter.
FAULTS = re.compile(
    r"\b(?:what(?:[’']?s)?|which|list)\b.*"
    r"\b(?:biggest|main|greatest|chief|top|worst|key|most (?:serious|pressing)) (?:\w+ )?"
    r"(?:worr(?:y|ies)|concerns?|weakness(?:es)?|problems?|failings?|criticisms?|shortcomings?|issues?)\b",
    re.IGNORECASE,
)
STUDY = re.compile(r"^(?:case|practice) study\b", re.IGNORECASE)
LONG = 60  # sentences: a list of more is told in paragraphs, of which the first sentence names the matter
ASKS_STATEMENT = re.compile(r"\bwritten statement of action\b|\bwsoas?\b", re.IGNORECASE)
_THE_PAPER = (
    r"(?:the|its|their|our|that|this) (?:(?!(?:about|on|of|with|for|to)\b)[\w’'-]+ ){0,5}?"
    r"(?:visit|inspection|letter|report|review)s?\b"
)
OF_PAPER = re.compile(rf"\b(?:(?:after|at|in|from|by|during|following|of) )?{_THE_PAPER}", re.IGNORECASE)
LIST_WORDS = frozenset(
    """want wants wanted expect expected done changed fixed sorted right better improved improve needs need needed had
    has have fix change address addressed things areas asked ask tell told list joint focused full biggest main greatest
    chief top worst key serious pressing worry worries concern concerns weakness weaknesses problem problems failings
    failing criticism criticisms shortcoming shortcomings issue issues found find raised identified""".split()
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
    if Wants.LIST not in question.wants:
        faults = FAULTS.search(question.text) and names_no_matter(question, papers)
        return Listed(whole_list(catalogue, candidates(question, papers))) if faults else Listed()
    if Wants.OUTCOME in question.wants and not names_no_matter(question, papers):
        return Listed()  # what came of one recommendation is told of it alone
    fitting = candidates(question, papers)
    if ASKS_STATEMENT.search(question.text):
        return Listed(register_rows(catalogue, fitting, RecommendationKind.PRIORITY_ACTION))
    if not ASKS.search(question.text):
        whole = ASKS_WHOLE.search(question.text) and names_no_matter(question, papers)
        return Listed(whole_list(catalogue, fitting)) if whole else Listed()
    if not ASKS_PRIORITY.search(question.text):
        return Listed(first_list(catalogue, fitting, IMPROVE))
    for paper in fitting:
        rows = RecommendationKind.PRIORITY_ACTION
        if priority := first_list(catalogue, [paper], PRIORITY) or register_rows(catalogue, [paper], rows):
            return Listed(priority)
    if not question.periods or len(fitting) != 1:
        return Listed()
    paper = fitting[0]
    lacks = f"The {kind_name(paper.facts)} of {when(paper.facts)} lists no area for priority action."
    return Listed(first_list(catalogue, fitting, IMPROVE), lacks)


def names_no_matter(question: Question, papers: Sequence[HeldPaper]) -> bool:
    """Whether a question asks of a whole paper, and not of one matter in it."""
    held = [paper.facts.authority for paper in papers if paper.facts.authority]
    asked = substance(OF_PAPER.sub(" ", topic_of(OF_PAPER.sub(" ", question.text), held)))
    return all(word.casefold() in LIST_WORDS for word in asked)


def whole_list(catalogue: Catalogue, papers: Sequence[HeldPaper]) -> tuple[Quoted, ...]:
    """The priority actions of the first paper that lists anything, and what else it says must improve."""
    for paper in papers:
        found = (*first_list(catalogue, [paper], PRIORITY), *first_list(catalogue, [paper], IMPROVE))
        if items := tuple({(item.passage.key, item.sentence): item for item in found}.values()):
            return items
    return ()


def register_rows(catalogue: Catalogue, papers: Sequence[HeldPaper], kind: RecommendationKind) -> tuple[Quoted, ...]:
    """What the register of recommendations has of a kind in the first of the papers that it has any of, whatever the
    heading over it."""
    for paper in papers:
        rows = [row for _, row in catalogue.recommendations([paper]) if row.kind is kind]
        items = tuple(place for row in rows for place in sentences_of(row, catalogue.passages_of(paper)))
        if items:
            return items
    return ()


def sentences_of(row: Recommendation, passages: Sequence[HeldPassage]) -> list[Quoted]:
    """The sentences of the first passage on the row's page that holds its words."""
    for held in passages:
        start = held.passage.text.find(row.text)
        if start >= 0 and any(segment.page == row.page for segment in held.passage.segments):
            end = start + len(row.text)
            return [Quoted(held, i) for i, s in enumerate(held.passage.sentences) if s.start < end and s.end > start]
    return []


def first_list(catalogue: Catalogue, papers: Sequence[HeldPaper], heading: re.Pattern[str]) -> tuple[Quoted, ...]:
    """What stands under such a heading in the first of the papers that has one, parted by further headings or not.

    Of a report that lists for the council and for its safeguarding board, what stands first: it is the council's.
    """
    for paper in papers:
        lists: dict[tuple[str, ...], list[Quoted]] = {}
        for held in catalogue.passages_of(paper):
            passage = held.passage
            over = next((i for i, said in enumerate(passage.headings) if heading.search(said)), None)
            if over is None or passage.kind is BlockKind.HEADING or passage.voice not in (None, Voice.INSPECTOR):
                continue
            if any(STUDY.search(said) for said in passage.headings[over:]):
                continue
            items = lists.setdefault(tuple(passage.headings[: over + 1]), [])
            items += [Quoted(held, i) for i in range(len(passage.sentences))]
        if lists:
            items = next(iter(lists.values()))
            return tuple(items if len(items) <= LONG else (item for item in items if item.sentence == 0))
    return ()


def candidates(question: Question, papers: Sequence[HeldPaper]) -> list[HeldPaper]:
    """The inspections that fit the question, the latest first; without a date only the latest of the kind."""
    fitting = [paper for paper in in_focus(question, papers) if paper.facts.kind in INSPECTIONS]
    if not question.periods:
        latest = latest_of(fitting, set(question.kinds))
        fitting = [paper for paper in fitting if paper.id in latest]
    return sorted(fitting, key=lambda paper: paper.said, reverse=True)
