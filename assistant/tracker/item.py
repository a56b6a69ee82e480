"""A row of the register of recommendations with its place in the papers: what the tracker follows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Citation, Statement
from assistant.quoting.passage_link import VERSION_LETTERS, PassageLink
from assistant.quoting.quoted import citation
from corpus.catalogue import Catalogue
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import Recommendation, RecommendationKind, Voice

# "that the report be noted", "to approve the minutes": nothing that could be followed up
FORMAL = re.compile(
    r"^\W*(?:that |to )?(?:(?:the |this )?(?:\w+[’']?s? ){0,4}(?:report|presentation|update|position|outcome|contents?|"
    r"minutes|apologies|progress\w*)\b.{0,60}\b(?:be |was |were |is )?(?:noted|received|approved|signed|agreed)|"
    r"(?:note|receive|comment|consider)\b|(?:the )?(?:press and )?public be excluded|.{0,40}\bbe (?:thanked|noted)"
    r"\W*$)",
    re.IGNORECASE,
)
KEY_LETTERS = 10
BY_INSPECTORS = frozenset({RecommendationKind.IMPROVEMENT, RecommendationKind.PRIORITY_ACTION})
VOICES = {RecommendationKind.RESOLVED: Voice.DECISION}


@dataclass(frozen=True, slots=True)
class Item:
    """``passage.text[start:end]`` is the row's text, where it stands in one passage; ``key`` outlasts a re-ingest."""

    key: str
    paper: HeldPaper
    row: Recommendation
    passage: HeldPassage | None
    start: int = 0
    end: int = 0
    version: str | None = None

    @property
    def said(self) -> str:
        """The day from which later papers count, as ISO; "" where the paper has no date."""
        return said_on(self.paper)

    @property
    def voice(self) -> Voice:
        return VOICES.get(self.row.kind, self.paper.facts.voice)

    @property
    def is_by_inspectors(self) -> bool:
        return self.row.kind in BY_INSPECTORS

    @property
    def is_formal(self) -> bool:
        return bool(FORMAL.search(self.row.text))

    @property
    def citation(self) -> Citation:
        held = self.passage
        words = held.passage.text[self.start : self.end] if held else self.row.quote
        paragraph = held.passage.paragraph if held else None
        return citation(self.paper, self.row.page, words, paragraph, held.key if held else "")

    @property
    def link(self) -> PassageLink:
        if self.passage is None:
            return PassageLink(self.paper.id, self.row.page, version=self.version)
        return PassageLink(self.paper.id, self.row.page, self.passage.key, self.start, self.end, self.version)

    def as_statement(self) -> Statement:
        cited = self.citation
        return Statement(text=cited.quote, voice=self.voice, citations=[cited])


def said_on(paper: HeldPaper) -> str:
    """When a paper speaks: the end of an inspection, else the meeting, else its publication; "" where none is known."""
    facts = paper.facts
    return facts.inspected_to or facts.meeting_date or facts.published or ""


def items_of(catalogue: Catalogue, papers: Sequence[HeldPaper]) -> list[Item]:
    """Every row of the register of these papers, which must be ones that the reader may see."""
    rows: dict[str, list[Recommendation]] = {}
    for paper, row in catalogue.recommendations(papers):
        rows.setdefault(paper.id, []).append(row)
    return [item for paper in papers if paper.id in rows for item in placed(catalogue, paper, rows[paper.id])]


def placed(catalogue: Catalogue, paper: HeldPaper, rows: Iterable[Recommendation]) -> Iterator[Item]:
    passages = catalogue.passages_of(paper)
    version = catalogue.stored_file(paper)[:VERSION_LETTERS]
    seen: dict[str, int] = {}
    for row in rows:
        digest = hashlib.sha256(" ".join(row.text.split()).casefold().encode()).hexdigest()[:KEY_LETTERS]
        seen[digest] = seen.get(digest, 0) + 1
        key = f"{paper.id}-{digest}" + (f"-{seen[digest]}" if seen[digest] > 1 else "")
        held, start, end = place_of(row, passages)
        yield Item(key, paper, row, held, start, end, version)


def place_of(row: Recommendation, passages: Sequence[HeldPassage]) -> tuple[HeldPassage | None, int, int]:
    """The passage on the row's page that holds its words, and where in it they stand."""
    on_page = [p for p in passages if any(segment.page == row.page for segment in p.passage.segments)]
    for words in dict.fromkeys((row.text, row.quote)):
        for held in on_page:
            start = held.passage.text.find(words)
            if start >= 0:
                return held, start, start + len(words)
    return None, 0, 0
