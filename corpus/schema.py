"""The tables of the catalogue."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, JSON, ForeignKey, Index, LargeBinary, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# kept in SQLite's user_version: a catalogue of a version that no migration starts from is refused, and rebuilt from its
# files
SCHEMA_VERSION = 3
MIGRATIONS = {2: "ALTER TABLE papers ADD COLUMN about_inspection VARCHAR"}  # by version: the SQL that leads to the next


class Base(DeclarativeBase):
    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012


class StateRow(Base):
    """What is known of the catalogue itself: "home", its random id; "replacements", that they are to be settled."""

    __tablename__ = "state"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class SourceRow(Base):
    """A folder that was ingested: what it loses is withdrawn."""

    __tablename__ = "sources"
    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(unique=True)


class PaperRow(Base):
    __tablename__ = "papers"
    id: Mapped[str] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    file: Mapped[str]  # below the source's folder, with forward slashes
    path: Mapped[str] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(default="current")  # current, superseded or withdrawn
    version_id: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(index=True)
    reader: Mapped[str]  # digest of what decides how the file is read besides its bytes: reader version, manifest
    title: Mapped[str]
    kind: Mapped[str] = mapped_column(index=True)
    authority: Mapped[str | None] = mapped_column(index=True)
    authorities: Mapped[list[Any]]
    framework: Mapped[str | None]
    inspected_from: Mapped[str | None]
    inspected_to: Mapped[str | None]
    published: Mapped[str | None]
    publisher: Mapped[str | None]
    about_inspection: Mapped[str | None]
    voice: Mapped[str]
    access: Mapped[str] = mapped_column(index=True)
    marking: Mapped[str | None]
    meeting_date: Mapped[str | None]
    licence: Mapped[str | None]
    language: Mapped[str | None]
    known: Mapped[dict[str, Any]]
    sources: Mapped[dict[str, Any]]
    corrections: Mapped[dict[str, Any]]  # by officers; they outlast every re-ingest
    pages: Mapped[int]
    paged: Mapped[bool]
    text_digest: Mapped[str] = mapped_column(index=True)  # of its words: the same text in another file is a duplicate
    replaced_by: Mapped[str | None]  # the id of the paper that supersedes it
    quality: Mapped[dict[str, Any]]


class VersionRow(Base):
    """One reading of a paper's file. Earlier ones stay, so that an old citation still opens its page."""

    __tablename__ = "versions"
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[str] = mapped_column(ForeignKey("papers.id"), index=True)
    digest: Mapped[str]
    suffix: Mapped[str]
    title: Mapped[str]
    pages: Mapped[int]
    paged: Mapped[bool]
    access: Mapped[str]  # of this version: an old citation opens only where this and the paper's own access allow it
    ingested: Mapped[datetime]


class DuplicateRow(Base):
    """A file that was read and found to be a paper held already: it is not read again while both stay as they are."""

    __tablename__ = "duplicates"
    path: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    reader: Mapped[str]
    paper_id: Mapped[str] = mapped_column(ForeignKey("papers.id"))
    paper_digest: Mapped[str]  # of the file that the paper had then


class PageRow(Base):
    __tablename__ = "pages"
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    width: Mapped[float]
    height: Mapped[float]
    ocr: Mapped[bool]
    words: Mapped[bytes] = mapped_column(LargeBinary)  # compressed rows of start, end, x0, y0, x1, y1


class PassageRow(Base):
    __tablename__ = "passages"
    id: Mapped[int] = mapped_column(primary_key=True)  # rowid of its entry in passage_words
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), index=True)
    paper_id: Mapped[str] = mapped_column(ForeignKey("papers.id"), index=True)
    key: Mapped[str] = mapped_column(index=True)  # the id that citations and Chroma use
    ordinal: Mapped[int]
    text: Mapped[str]
    context: Mapped[str]
    headings: Mapped[list[Any]]
    paragraph: Mapped[str | None]
    kind: Mapped[str]
    columns: Mapped[list[Any]]  # of a row: the names, then each cell as [column, start, end]
    voice: Mapped[str]
    segments: Mapped[list[Any]]
    sentences: Mapped[list[Any]]
    digest: Mapped[str]  # of what is embedded: context, text and sentences


class EmbeddingRow(Base):
    """Vectors of a passage and of its sentences, 16-bit: what has not changed is not embedded again."""

    __tablename__ = "embeddings"
    digest: Mapped[str] = mapped_column(primary_key=True)
    model: Mapped[str] = mapped_column(primary_key=True)
    vectors: Mapped[bytes] = mapped_column(LargeBinary)  # row 0 the passage, then one row for each sentence


class JudgementRow(Base):
    __tablename__ = "judgements"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), index=True)
    paper_id: Mapped[str] = mapped_column(ForeignKey("papers.id"), index=True)
    area: Mapped[str]
    label: Mapped[str]
    grade: Mapped[str | None]
    why: Mapped[str | None]
    page: Mapped[int]
    quote: Mapped[str]


class RecommendationRow(Base):
    __tablename__ = "recommendations"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), index=True)
    paper_id: Mapped[str] = mapped_column(ForeignKey("papers.id"), index=True)
    kind: Mapped[str]
    text: Mapped[str]
    page: Mapped[int]
    quote: Mapped[str]
    number: Mapped[str | None]
    issue: Mapped[str | None]
    owner: Mapped[str | None]
    due: Mapped[str | None]
    due_date: Mapped[str | None]
    action_rag: Mapped[str | None]
    impact_rag: Mapped[str | None]
    progress: Mapped[str | None]


class VectorChangeRow(Base):
    """What Chroma has yet to be told, in the order of ``id``; written in the transaction of the paper itself."""

    __tablename__ = "vector_changes"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    drop: Mapped[bool]


Index("passages_by_version", PassageRow.version_id, PassageRow.ordinal)

event.listen(
    Base.metadata,
    "after_create",
    DDL(  # type: ignore[no-untyped-call]
        "CREATE VIRTUAL TABLE IF NOT EXISTS passage_words "
        # a percent sign of the statement itself is doubled in DDL
        "USING fts5(text, context, tokenize = \"porter unicode61 remove_diacritics 2 tokenchars '%%£'\")"
    ),
)
event.listen(
    Base.metadata,
    "after_create",
    DDL(  # type: ignore[no-untyped-call]
        "CREATE VIRTUAL TABLE IF NOT EXISTS passage_terms USING fts5vocab(passage_words, 'row')"
    ),
)
