"""Papers and passages as the corpus holds them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from corpus.paper import Access, Facts, Passage, Quality, Voice
from corpus.printed_dates import months_told
from corpus.tokens import Vectors


@dataclass(frozen=True, slots=True)
class HeldPaper:
    id: str
    file: str
    status: str  # current, superseded or withdrawn
    version: int
    pages: int
    paged: bool
    facts: Facts
    replaced_by: str | None = None  # the id of the paper that supersedes it
    replaced_on: str | None = None  # of an earlier version: the day, as ISO, on which other bytes took its place
    quality: Quality = field(default_factory=lambda: Quality(0))

    @property
    def said(self) -> str:
        """When it speaks: the end of the inspection, or else the day of publication; "" where neither is known."""
        return self.facts.inspected_to or self.facts.published or ""

    @property
    def tells_of(self) -> tuple[str, str] | None:
        """The first and the last month or year of the inspection that a paper of others tells of; None where its keeper
        has not said which."""
        return months_told(self.facts.about_inspection) if self.facts.about_inspection else None

    @property
    def is_public(self) -> bool:
        return self.facts.access is Access.PUBLIC

    def as_json(self) -> dict[str, Any]:
        """The paper as ``scrutiny papers --json`` prints it."""
        facts = self.facts
        return {
            "paper": self.id,
            "file": self.file,
            "title": facts.title,
            "kind": facts.kind,
            "authority": facts.authority,
            "framework": facts.framework,
            "inspected_from": facts.inspected_from,
            "inspected_to": facts.inspected_to,
            "published": facts.published,
            "publisher": facts.publisher,
            "about_inspection": facts.about_inspection,
            "voice": facts.voice,
            "access": facts.access,
            "marking": facts.marking,
            "pages": self.pages if self.paged else None,
            "status": self.status,
            "known": facts.known,
            "authorities": list(facts.authorities),
            "meeting_date": facts.meeting_date,
            "licence": facts.licence,
            "language": facts.language,
            "sources": {name: asdict(source) for name, source in facts.sources.items()},
            "replaced_by": self.replaced_by,
            "quality": asdict(self.quality),
        }


@dataclass(frozen=True, slots=True)
class HeldPassage:
    """A passage of ``paper``, which may be an earlier version. ``ordinal`` counts from 0 in the order of reading."""

    key: str
    ordinal: int
    paper: HeldPaper
    passage: Passage
    context: str
    digest: str

    def voice_of(self, sentence: int) -> Voice:
        return self.passage.sentences[sentence].voice or self.passage.voice or self.paper.facts.voice


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """``passage`` has shape (dimension,), ``sentences`` (number of sentences, dimension); all of length 1."""

    passage: Vectors
    sentences: Vectors
