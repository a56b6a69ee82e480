"""What changes the catalogue, each change one transaction, and how Chroma follows it.

A change writes what Chroma must be told beside the rows themselves; ``tell_chroma`` carries that out afterwards, and
again after a crash. Until then a search may miss a new passage, but never shows one that is gone: what Chroma finds
is looked up in the catalogue.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, literal, select, text
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from corpus.catalogue import Catalogue, pack_vectors, unpack_vectors
from corpus.pagestore import pack_words
from corpus.paper import Facts, Judgement, Pages, Passage, Quality, Recommendation
from corpus.schema import (
    Base,
    DuplicateRow,
    EmbeddingRow,
    JudgementRow,
    PageRow,
    PaperRow,
    PassageRow,
    RecommendationRow,
    SourceRow,
    StateRow,
    VectorChangeRow,
    VersionRow,
)
from corpus.tokens import Vectors
from corpus.vectors import VectorStore

CHANGES_AT_ONCE = 2000
HELD = ("current", "superseded")  # the status of a paper whose file is there
DUE = StateRow.name == "replacements"  # the row that says that replacements are to be settled


@dataclass(frozen=True, slots=True)
class FileState:
    """The file that a paper was read from."""

    source: str  # the ingested folder
    file: str  # below it, with forward slashes
    path: str
    digest: str
    reader: str  # digest of what else decides how it is read
    corrections: Mapping[str, str] = field(default_factory=dict)  # facts given by officers


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage as it is put into the corpus. ``vectors``: row 0 the passage, then one row for each sentence."""

    passage: Passage
    context: str
    digest: str
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class NewPaper:
    state: FileState
    facts: Facts
    pages: Pages
    passages: Sequence[NewPassage]
    judgements: Sequence[Judgement] = field(default_factory=tuple)
    recommendations: Sequence[Recommendation] = field(default_factory=tuple)
    quality: Quality = field(default_factory=lambda: Quality(0))
    text_digest: str = ""


def save_paper(catalogue: Catalogue, new: NewPaper, paper_id: str, model: str) -> None:
    """Puts a new or changed paper into the catalogue; the passages of its version before are current no more."""
    with catalogue.session() as session:
        source = source_id(session, new.state.source)
        row = session.get(PaperRow, paper_id)
        if row:
            retire_passages(session, row)
        row = row or PaperRow(id=paper_id)
        describe_row(row, new, source)
        session.add(row)
        session.flush()
        version = VersionRow(
            paper_id=paper_id,
            digest=new.state.digest,
            suffix=Path(new.state.file).suffix.lower(),
            title=new.facts.title,
            pages=len(new.pages.pages),
            paged=new.pages.paged,
            access=new.facts.access,
            ingested=datetime.now(UTC),
        )
        session.add(version)
        session.flush()
        row.version_id = version.id
        pages = [
            {
                "version_id": version.id,
                "number": page.number,
                "text": page.text,
                "width": page.width,
                "height": page.height,
                "ocr": page.ocr,
                "words": pack_words(page.words),
            }
            for page in new.pages.pages
        ]
        of_version = {"version_id": version.id, "paper_id": paper_id}
        add_rows(session, PageRow, pages)
        add_rows(session, JudgementRow, [of_version | judgement_fields(j) for j in new.judgements])
        add_rows(session, RecommendationRow, [of_version | recommendation_fields(r) for r in new.recommendations])
        add_passages(session, row, new.passages, model)
        session.execute(delete(DuplicateRow).where(DuplicateRow.path == new.state.path))
        ask_to_settle(session)


def withdraw_paper(catalogue: Catalogue, paper_id: str) -> None:
    """Takes a paper out of every search; it stays readable for old citations."""
    with catalogue.session() as session:
        row = session.get_one(PaperRow, paper_id)
        row.status, row.replaced_by = "withdrawn", None
        retire_passages(session, row)
        ask_to_settle(session)


def replacements_are_due(catalogue: Catalogue) -> bool:
    """Whether papers have come, changed or gone since it was last settled which replaces which."""
    with catalogue.session() as session:
        return session.scalar(select(StateRow.value).where(DUE)) is not None


def ask_to_settle(session: Session) -> None:
    due = {"name": "replacements", "value": "due"}
    session.execute(sqlite_insert(StateRow).on_conflict_do_nothing(), [due])


def settle_replacements(catalogue: Catalogue, replaced_by: Mapping[str, str]) -> None:
    """Papers of the mapping are superseded by the paper it names, and all others held are current, in one transaction.

    A superseded paper is in no search, as a withdrawn one, and stays readable.
    """
    with catalogue.session() as session:
        for row in session.scalars(select(PaperRow).where(PaperRow.status.in_(HELD))):
            replaced = row.id in replaced_by
            if replaced and row.status == "current":
                retire_passages(session, row)
            elif not replaced and row.status == "superseded":
                enter_passages(session, row.version_id)
            row.status = "superseded" if replaced else "current"
            row.replaced_by = replaced_by.get(row.id)
        session.execute(delete(StateRow).where(DUE))


def note_duplicate(catalogue: Catalogue, state: FileState, paper_id: str) -> None:
    """Remembers that a file is a paper held already, so that it need not be read again to see that."""
    with catalogue.session() as session:
        paper_digest = session.get_one(PaperRow, paper_id).digest
        session.merge(
            DuplicateRow(
                path=state.path,
                digest=state.digest,
                reader=state.reader,
                paper_id=paper_id,
                paper_digest=paper_digest,
            )
        )


def forget_duplicates(catalogue: Catalogue, paths: Sequence[str]) -> None:
    with catalogue.session() as session:
        session.execute(delete(DuplicateRow).where(DuplicateRow.path.in_(paths)))


def move_paper(catalogue: Catalogue, paper_id: str, state: FileState) -> None:
    """The same bytes under another name: only where the file stands changes."""
    with catalogue.session() as session:
        row = session.get_one(PaperRow, paper_id)
        row.source_id = source_id(session, state.source)
        row.file, row.path = state.file, state.path


def describe_row(row: PaperRow, new: NewPaper, source: int) -> None:
    facts, state = new.facts, new.state
    row.source_id = source
    row.file, row.path, row.digest, row.reader = state.file, state.path, state.digest, state.reader
    row.status, row.replaced_by = "current", None
    row.title, row.kind, row.authority, row.framework = facts.title, facts.kind, facts.authority, facts.framework
    row.inspected_from, row.inspected_to = facts.inspected_from, facts.inspected_to
    row.published, row.publisher = facts.published, facts.publisher
    row.about_inspection = facts.about_inspection
    row.voice, row.access, row.marking = facts.voice, facts.access, facts.marking
    row.meeting_date, row.licence, row.language = facts.meeting_date, facts.licence, facts.language
    row.authorities = list(facts.authorities or ([facts.authority] if facts.authority else []))
    row.known, row.corrections = dict(facts.known), dict(state.corrections)
    row.sources = {name: asdict(source) for name, source in facts.sources.items()}
    row.quality, row.text_digest = asdict(new.quality), new.text_digest
    row.pages, row.paged = len(new.pages.pages), new.pages.paged
    row.version_id = row.version_id or 0


def judgement_fields(judgement: Judgement) -> dict[str, Any]:
    names = ("area", "label", "grade", "why", "page", "quote")
    return {name: getattr(judgement, name) for name in names}


def recommendation_fields(recommendation: Recommendation) -> dict[str, Any]:
    return {own.name: getattr(recommendation, own.name) for own in fields(recommendation)}


def add_rows(session: Session, kind: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Adds the rows in one statement, past the mapper, which takes longer over each row than SQLite does."""
    if rows:
        session.execute(insert(Base.metadata.tables[kind.__tablename__]), rows)


def source_id(session: Session, path: str) -> int:
    row = session.scalar(select(SourceRow).where(SourceRow.path == path))
    if row is None:
        row = SourceRow(path=path)
        session.add(row)
        session.flush()
    return row.id


def retire_passages(session: Session, row: PaperRow) -> None:
    """Takes the passages of the current version out of the full text and, by and by, out of Chroma."""
    old = session.execute(select(PassageRow.id, PassageRow.key).where(PassageRow.version_id == row.version_id)).all()
    if old:
        session.execute(text("DELETE FROM passage_words WHERE rowid = :id"), [{"id": id_} for id_, _ in old])
        session.execute(insert(VectorChangeRow), [{"key": key, "drop": True} for _, key in old])


def add_passages(session: Session, row: PaperRow, passages: Sequence[NewPassage], model: str) -> None:
    if not passages:
        return
    keys = passage_keys(row.id, [new.passage.text for new in passages])
    rows = [
        {
            "version_id": row.version_id,
            "paper_id": row.id,
            "key": key,
            "ordinal": ordinal,
            "text": new.passage.text,
            "context": new.context,
            "headings": list(new.passage.headings),
            "paragraph": new.passage.paragraph,
            "kind": new.passage.kind,
            "columns": columns_as_row(new.passage),
            "voice": new.passage.voice or row.voice,
            "segments": [[s.page, s.start, s.end] for s in new.passage.segments],
            "sentences": [[s.start, s.end, s.voice, s.speaker, s.quoted_by] for s in new.passage.sentences],
            "digest": new.digest,
        }
        for ordinal, (key, new) in enumerate(zip(keys, passages, strict=True))
    ]
    add_rows(session, PassageRow, rows)
    cached = [{"digest": new.digest, "model": model, "vectors": pack_vectors(new.vectors)} for new in passages]
    session.execute(sqlite_insert(Base.metadata.tables[EmbeddingRow.__tablename__]).on_conflict_do_nothing(), cached)
    enter_passages(session, row.version_id)


def columns_as_row(passage: Passage) -> list[str | list[int] | dict[str, str]]:
    """What a row of a table has beyond its text: the names of its columns, its cells, and the caption over it."""
    captioned = [{"caption": passage.caption}] if passage.caption else []
    return [*passage.columns, *map(list, passage.cells), *captioned]


def enter_passages(session: Session, version_id: int) -> None:
    """Puts the passages of a version into the full text and, by and by, into Chroma."""
    session.execute(
        text(
            "INSERT INTO passage_words (rowid, text, context) "
            "SELECT id, text, context FROM passages WHERE version_id = :version"
        ),
        {"version": version_id},
    )
    keys = select(PassageRow.key).where(PassageRow.version_id == version_id)
    session.execute(insert(VectorChangeRow).from_select(["key", "drop"], keys.add_columns(literal(False))))


def passage_keys(paper_id: str, texts: Sequence[str]) -> list[str]:
    """Ids that stay the same while the text does, wherever in the paper it stands."""
    seen: dict[str, int] = {}
    keys = []
    for passage in texts:
        digest = hashlib.sha256(passage.encode()).hexdigest()[:10]
        seen[digest] = seen.get(digest, 0) + 1
        keys.append(f"{paper_id}-{digest}" + (f"-{seen[digest]}" if seen[digest] > 1 else ""))
    return keys


def tell_chroma(catalogue: Catalogue, vectors: VectorStore, model: str) -> int:
    """Carries the waiting changes out in Chroma and strikes them off; safe to do twice. Returns how many."""
    done = 0
    while True:
        with catalogue.session() as session:
            waiting = list(session.scalars(select(VectorChangeRow).order_by(VectorChangeRow.id).limit(CHANGES_AT_ONCE)))
            if not waiting:
                return done
            # the last word on a key counts; both orders of drop and put meet within one change of a paper
            last = {change.key: change.drop for change in waiting}
            keys, rows, fields = rows_for_chroma(session, [key for key, drop in last.items() if not drop], model)
            through = waiting[-1].id
        vectors.drop([key for key in last if key not in keys])
        if keys:
            vectors.put(keys, rows, fields)
        with catalogue.session() as session:
            session.execute(delete(VectorChangeRow).where(VectorChangeRow.id <= through))
        done += len(waiting)


def rows_for_chroma(session: Session, keys: Sequence[str], model: str) -> tuple[list[str], Any, list[dict[str, Any]]]:
    """Keys that are current, their vectors and filter fields; keys that have since gone are left out."""
    import numpy as np

    wanted = (
        select(PassageRow.key, PaperRow.id, PaperRow.access, EmbeddingRow.vectors)
        .join(PaperRow, PaperRow.version_id == PassageRow.version_id)
        .join(EmbeddingRow, EmbeddingRow.digest == PassageRow.digest)
        .where(PassageRow.key.in_(list(keys)), PaperRow.status == "current", EmbeddingRow.model == model)
    )
    found = session.execute(wanted).all()
    rows = np.stack([unpack_vectors(blob)[0] for *_, blob in found]) if found else np.zeros((0, 0), np.float32)
    return [key for key, *_ in found], rows, [{"paper": paper, "access": access} for _, paper, access, _ in found]


def queue_everything(catalogue: Catalogue) -> None:
    """Has Chroma told of every current passage, as after its folder was lost."""
    with catalogue.session() as session:
        session.execute(delete(VectorChangeRow))
        current = (
            select(PassageRow.key)
            .join(PaperRow, PaperRow.version_id == PassageRow.version_id)
            .where(PaperRow.status == "current")
        )
        keys = [{"key": key, "drop": False} for key in session.scalars(current)]
        if keys:
            session.execute(insert(VectorChangeRow), keys)
