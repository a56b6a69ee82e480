"""A briefing: parts made of lines, each line a quotation, a line of the register, a named gap or an officer's words."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Citation
from assistant.quoting.passage_link import PassageLink
from corpus.dates import date_in_words
from corpus.paper import Access, Voice

REMINDER = "Check the paper before you quote it."


class Part(StrEnum):
    KEY_POINTS = "key_points"
    INSPECTOR = "inspector"
    COUNCIL = "council"
    OTHERS = "others"
    ACTIONS = "actions"
    GAPS = "gaps"
    CONFLICTS = "conflicts"
    THEMES = "themes"


TITLES = {
    Part.KEY_POINTS: "Key points",
    Part.INSPECTOR: "What the inspector found",
    Part.COUNCIL: "What the council said and did",
    Part.OTHERS: "What others said",
    Part.ACTIONS: "Outstanding actions",
    Part.GAPS: "Gaps in the evidence",
    Part.CONFLICTS: "Where the papers do not agree",
    Part.THEMES: "Themes for lines of enquiry",
}
EMPTY = {
    Part.KEY_POINTS: "None.",
    Part.INSPECTOR: "No inspection paper held speaks of this.",
    Part.COUNCIL: "No paper of the council that is held speaks of this.",
    Part.ACTIONS: "No action on this is held whose completion is not on record.",
    Part.GAPS: "None was found.",
    Part.CONFLICTS: "None was found. Figures are compared where two papers count the same thing.",
    Part.THEMES: "None.",
}


class Reference(BaseModel):
    """A citation, and the link that opens it in the version of the paper that was cited."""

    model_config = ConfigDict(frozen=True)

    citation: Citation
    link: PassageLink


class Line(BaseModel):
    """One statement of a briefing.

    "quote" is verbatim from what it cites, "register" a line from the register of judgements, "written" an officer's
    wording that the verifier found borne out by what it cites, "officer" an officer's own words, "gap" what the papers
    held do not show, "question" a theme's open question. ``access`` is the strictest of the papers it draws on.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    kind: Literal["quote", "register", "written", "officer", "gap", "question"] = "quote"
    under: str | None = None  # the heading that lines in a row share
    label: str | None = None  # what it is to the line before: "Since then"
    detail: str | None = None  # owner, due date and RAG, as the paper prints them
    voice: Voice | None = None
    speaker: str | None = None
    quoted_by: Voice | None = None
    references: tuple[Reference, ...] = ()
    access: Access = Access.PUBLIC
    doubts: tuple[str, ...] = ()  # of an officer's words: why what it cites does not bear them out

    @property
    def is_public(self) -> bool:
        return self.access is Access.PUBLIC


class Section(BaseModel):
    model_config = ConfigDict(frozen=True)

    part: Part
    lines: tuple[Line, ...] = ()

    @property
    def title(self) -> str:
        return TITLES[self.part]


class Asked(BaseModel):
    """What a briefing was asked for. ``since`` and ``until`` are ISO, whole or in part; ``papers`` are ids."""

    model_config = ConfigDict(frozen=True)

    topic: str
    authority: str | None = None
    since: str | None = None
    until: str | None = None
    audience: str | None = None
    papers: tuple[str, ...] = ()


class Briefing(BaseModel):
    """``made_on`` is the day of which the papers held are meant, ISO; ``graded`` the ids of the papers pictured."""

    model_config = ConfigDict(frozen=True)

    asked: Asked
    title: str
    purpose: str
    made_on: str
    papers_held: int  # public ones among those searched
    closed_held: int = 0  # exempt and confidential ones
    latest_held: str | None = None  # when the latest of them speaks, ISO: a later one makes it out of date
    sections: tuple[Section, ...] = ()
    graded: tuple[str, ...] = Field(default=())
    areas: tuple[str, ...] = Field(default=())  # of the register, that the topic is about
    warnings: tuple[str, ...] = ()  # what has become of cited papers since

    def lines(self) -> Iterator[Line]:
        return (line for section in self.sections for line in section.lines)

    @property
    def is_public(self) -> bool:
        return all(line.is_public for line in self.lines())

    @property
    def corpus_date(self) -> str:
        held = self.papers_held + self.closed_held
        papers = "1 paper" if held == 1 else f"{held:,} papers"
        closed = f" ({self.closed_held:,} of them not public)" if self.closed_held else ""
        return f"Made from the {papers}{closed} held on {date_in_words(self.made_on)} for this topic and time."


Place = tuple[str, int | None, str | None, str | None]  # paper, page, paragraph, version


class Numbered(BaseModel):
    """A numbered source: one place in one paper, and every reference to it."""

    number: int
    reference: Reference


def place_of(reference: Reference) -> Place:
    cited = reference.citation
    return cited.paper, cited.page, cited.paragraph, reference.link.version


def numbered_sources(briefing: Briefing) -> dict[Place, Numbered]:
    """The places cited, numbered in the order in which they are first cited."""
    sources: dict[Place, Numbered] = {}
    for line in briefing.lines():
        for reference in line.references:
            place = place_of(reference)
            if place not in sources:
                sources[place] = Numbered(number=len(sources) + 1, reference=reference)
    return sources


def numbers_of(line: Line, sources: dict[Place, Numbered]) -> list[Numbered]:
    """The sources of a line, each once."""
    return list({place_of(r): sources[place_of(r)] for r in line.references}.values())
