"""An answer: statements, each cited; the shape that ``scrutiny ask --json`` prints."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.paper import Voice


class Standing(StrEnum):
    ANSWERED = "answered"
    PARTLY = "partly"
    PREMISE_CORRECTED = "premise_corrected"
    NOT_IN_PAPERS = "not_in_papers"
    NEEDS_DETAIL = "needs_detail"
    REFUSED = "refused"


class Citation(BaseModel):
    """Where a quotation stands: ``quote`` is verbatim on ``page`` of the paper."""

    model_config = ConfigDict(frozen=True)

    file: str
    paper: str
    title: str
    authority: str | None
    inspected_to: str | None
    published: str | None
    page: int | None
    paragraph: str | None
    quote: str
    passage: str


class RowCell(BaseModel):
    """A cell of a row of a table, verbatim; ``column`` is the name of its column, None where the table has none."""

    model_config = ConfigDict(frozen=True)

    column: str | None
    text: str


class Statement(BaseModel):
    """``cells`` are those of a row of a table, which ``text`` then gives with the names of their columns."""

    model_config = ConfigDict(frozen=True)

    text: str
    voice: Voice
    speaker: str | None = None
    quoted_by: Voice | None = None
    kind: Literal["register", "quote", "written"] = "quote"
    # the heading of the list of demands in which it stands, without which it reads as a finding, or the caption of its
    # table, without which nobody knows what a row is of
    under: str | None = None
    cells: tuple[RowCell, ...] = ()
    citations: list[Citation]


class Note(BaseModel):
    model_config = ConfigDict(frozen=True)

    kind: Literal["currency", "conflict", "not_like_for_like", "premise", "coverage", "inferred_date"]
    text: str


class Searched(BaseModel):
    model_config = ConfigDict(frozen=True)

    papers: int
    passages: int
    filters: dict[str, str | list[str]]


class Answer(BaseModel):
    """``closest`` holds the nearest passages of an unanswered question: offered as such, never as an answer."""

    id: str | None = None
    question: str
    standing: Standing
    lead: str | None = None
    statements: list[Statement] = Field(default_factory=list)
    notes: list[Note] = Field(default_factory=list)
    closest: list[Statement] = Field(default_factory=list)
    searched: Searched
    model: str = "quote"
    seconds: float = 0.0
