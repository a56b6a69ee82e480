"""The SQL catalogue: papers, versions, pages, passages, their words and cached vectors.

One transaction holds a paper and everything derived from it. Chroma can be filled again from here.
"""

from __future__ import annotations

import json
import math
import secrets
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import URL, Connection, Engine, create_engine, event, func, insert, or_, select, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from corpus.held import HeldPaper, HeldPassage, PassageVectors
from corpus.pagestore import unpack_words
from corpus.paper import Judgement, Page, Recommendation
from corpus.rows import held_paper, held_passage, held_version, recommendation
from corpus.schema import (
    MIGRATIONS,
    SCHEMA_VERSION,
    Base,
    EmbeddingRow,
    JudgementRow,
    PageRow,
    PaperRow,
    PassageRow,
    RecommendationRow,
    StateRow,
    VectorChangeRow,
    VersionRow,
)
from corpus.scope import Scope
from corpus.tokens import Vectors

# passages whose words are not counted for everyone
HIDDEN = "SELECT id FROM passages WHERE paper_id IN (SELECT id FROM papers WHERE access != 'public')"
INSTANCES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.passage_instances USING fts5vocab('main', 'passage_words', 'instance')"
)
BUSY = 30  # seconds that one who writes is waited for
CONTEXT_WEIGHT = 0.5  # of a word found in the context line, against 1 in the passage itself


class CatalogueError(Exception):
    """The catalogue cannot be used: the message names the file and the remedy."""


class Catalogue:
    """Reads the catalogue. What writes it stands in corpus/changes.py."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.engine = open_engine(file)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction: committed at the end, undone when anything is raised."""
        with Session(self.engine) as session, session.begin():
            yield session

    def papers(self, scope: Scope, *, current: bool = True) -> list[HeldPaper]:
        """The papers within a scope, oldest first; with ``current`` false also withdrawn and superseded ones."""
        wanted = select(PaperRow).where(
            or_(PaperRow.access.in_(sorted(scope.access)), PaperRow.id.in_(sorted(scope.named)))
        )
        if current:
            wanted = wanted.where(PaperRow.status == "current")
        if scope.authorities:
            names = [name.casefold() for name in scope.authorities]
            about = func.json_each(PaperRow.authorities).table_valued("value")
            wanted = wanted.where(select(about.c.value).where(func.lower(about.c.value).in_(names)).exists())
        if scope.kinds:
            wanted = wanted.where(PaperRow.kind.in_(sorted(scope.kinds)))
        if scope.papers:
            wanted = wanted.where(PaperRow.id.in_(sorted(scope.papers)))
        with self.session() as session:
            held = [held_paper(row) for row in session.scalars(wanted)]
        return sorted(held, key=lambda paper: (paper.said, paper.file))

    def paper(self, paper_id: str, scope: Scope) -> HeldPaper | None:
        """One paper of any status; None where there is none that the scope's reader may see."""
        with self.session() as session:
            row = session.get(PaperRow, paper_id)
            return held_paper(row) if row and scope.opens(row.id, row.access) else None

    def versions(self, paper_id: str, scope: Scope) -> list[HeldPaper]:
        """The versions of a paper that the scope's reader may see, the newest first.

        A version is open to those whom both its own access and the paper's present one let in.
        """
        with self.session() as session:
            row = session.get(PaperRow, paper_id)
            if row is None or not scope.opens(row.id, row.access):
                return []
            wanted = select(VersionRow).where(VersionRow.paper_id == paper_id).order_by(VersionRow.id.desc())
            rows = list(session.scalars(wanted))
            return [
                held_version(row, version, replaced_on(version, rows, row.digest))
                for version in rows
                if scope.opens(row.id, version.access)
            ]

    def count_passages(self, papers: Sequence[HeldPaper]) -> int:
        with self.session() as session:
            versions = [paper.version for paper in papers]
            rows = text("SELECT count(*) FROM passages WHERE version_id IN (SELECT value FROM json_each(:ids))")
            return int(session.execute(rows, {"ids": json.dumps(versions)}).scalar_one())

    def find_words(self, match: str, papers: Iterable[HeldPaper], limit: int) -> list[tuple[str, float]]:
        """Keys and scores (more is better) of passages of these papers by Okapi BM25.

        ``match`` is an FTS5 query. The papers are the filter, so they must be ones that the reader may see.
        """
        if not match:
            return []
        rows = text(
            "SELECT p.key, -bm25(passage_words, 1.0, :weight) AS score "
            "FROM passage_words JOIN passages p ON p.id = passage_words.rowid "
            "WHERE passage_words MATCH :match AND p.paper_id IN (SELECT value FROM json_each(:ids)) "
            "ORDER BY score DESC, p.id LIMIT :limit"
        )
        asked = {"match": match, "ids": json.dumps([p.id for p in papers]), "limit": limit, "weight": CONTEXT_WEIGHT}
        with self.session() as session:
            return [(key, score) for key, score in session.execute(rows, asked)]

    def rarity(self, stems: Iterable[str]) -> dict[str, float]:
        """The inverse document frequency of word stems over the passages of public papers.

        That is ln(passages / passages with the stem). It is the same for every reader, and tells nothing of papers that
        are not public.
        """
        wanted = list(stems)
        asked = {"terms": json.dumps(wanted)}
        among = "WHERE term IN (SELECT value FROM json_each(:terms))"
        with self.session() as session:
            total = session.execute(text("SELECT count(*) FROM passage_words")).scalar_one()
            rows = session.execute(text(f"SELECT term, doc FROM passage_terms {among}"), asked)
            held = Counter({term: count for term, count in rows})  # noqa: C416
            # the passages of earlier versions have no words here
            hidden = session.execute(text(f"SELECT count(*) FROM passage_words WHERE rowid IN ({HIDDEN})")).scalar_one()
            if hidden:
                session.execute(text(INSTANCES))
                counted = f"SELECT term, count(DISTINCT doc) FROM temp.passage_instances {among} AND doc IN ({HIDDEN})"
                rows = session.execute(text(f"{counted} GROUP BY term"), asked)
                held.subtract({term: count for term, count in rows})  # noqa: C416
        return {stem: math.log((total - hidden + 1) / (held[stem] + 0.5)) for stem in wanted}

    def stems(self, least: int) -> list[str]:
        """The word stems that stand in at least so many passages."""
        rows = text("SELECT term FROM passage_terms WHERE doc >= :least ORDER BY doc DESC")
        with self.session() as session:
            return list(session.execute(rows, {"least": least}).scalars())

    def keys_of_stem(self, stem: str, papers: Iterable[HeldPaper], limit: int) -> list[str]:
        """Keys of passages of these papers in which a word stem stands, in no order."""
        rows = text(
            "SELECT DISTINCT p.key FROM temp.passage_instances i JOIN passages p ON p.id = i.doc "
            "WHERE i.term = :stem AND p.paper_id IN (SELECT value FROM json_each(:ids)) LIMIT :limit"
        )
        with self.session() as session:
            session.execute(text(INSTANCES))
            asked = {"stem": stem, "ids": json.dumps([paper.id for paper in papers]), "limit": limit}
            return list(session.execute(rows, asked).scalars())

    def passages(self, keys: Sequence[str], papers: Iterable[HeldPaper]) -> dict[str, HeldPassage]:
        """Passages by key, of these papers in these versions alone: other keys are left out."""
        by_version = {paper.version: paper for paper in papers}
        with self.session() as session:
            rows = session.scalars(select(PassageRow).where(PassageRow.key.in_(list(keys))))
            return {
                row.key: held_passage(row, by_version[row.version_id]) for row in rows if row.version_id in by_version
            }

    def passages_of(self, paper: HeldPaper) -> list[HeldPassage]:
        """Every passage of a paper, in the order of reading."""
        with self.session() as session:
            wanted = select(PassageRow).where(PassageRow.version_id == paper.version).order_by(PassageRow.ordinal)
            return [held_passage(row, paper) for row in session.scalars(wanted)]

    def vectors_of(self, passages: Iterable[HeldPassage], model: str) -> dict[str, PassageVectors]:
        """The cached vectors of passages, by passage key.

        Raises CatalogueError where the papers were ingested with another model.
        """
        passages = list(passages)
        # a paper may hold the same words twice under the same headings: then two keys share a digest
        cached = self.embeddings({passage.digest for passage in passages}, model)
        missing = sum(passage.digest not in cached for passage in passages)
        if missing:
            raise CatalogueError(
                f"{missing} passages in {self.file} have no vectors of the embedding model {model!r}. "
                "Ingest the papers again with that model, or set SCRUTINY_EMBEDDING_MODEL to the one used before."
            )
        return {p.key: PassageVectors(cached[p.digest][0], cached[p.digest][1:]) for p in passages}

    def judgements(self, papers: Sequence[HeldPaper]) -> list[tuple[HeldPaper, Judgement]]:
        """The register of these papers, in the order of the papers given and of each report's own table."""
        by_version = {paper.version: paper for paper in papers}
        order = {paper.version: i for i, paper in enumerate(papers)}
        with self.session() as session:
            rows = session.scalars(select(JudgementRow).where(JudgementRow.version_id.in_(list(by_version))))
            found = [
                (by_version[r.version_id], r.id, Judgement(r.area, r.label, r.grade, r.why, r.page, r.quote))
                for r in rows
            ]
        found.sort(key=lambda item: (order[item[0].version], item[1]))
        return [(paper, judgement) for paper, _, judgement in found]

    def recommendations(self, papers: Sequence[HeldPaper]) -> list[tuple[HeldPaper, Recommendation]]:
        """What these papers require, recommend, resolve or plan, in the order of the papers given and of each paper."""
        by_version = {paper.version: paper for paper in papers}
        order = {paper.version: i for i, paper in enumerate(papers)}
        with self.session() as session:
            rows = session.scalars(select(RecommendationRow).where(RecommendationRow.version_id.in_(list(by_version))))
            found = [(by_version[row.version_id], row.id, recommendation(row)) for row in rows]
        found.sort(key=lambda item: (order[item[0].version], item[1]))
        return [(paper, item) for paper, _, item in found]

    def page(self, paper: HeldPaper, number: int) -> Page | None:
        """A page with its text and words; its blocks are not kept."""
        with self.session() as session:
            row = session.get(PageRow, (paper.version, number))
            if row is None:
                return None
            return Page(row.number, row.text, (), unpack_words(row.words), row.width, row.height, row.ocr)

    def texts(self, paper: HeldPaper) -> list[str]:
        """The text of each page."""
        with self.session() as session:
            wanted = select(PageRow.text).where(PageRow.version_id == paper.version).order_by(PageRow.number)
            return list(session.scalars(wanted))

    def stored_file(self, paper: HeldPaper) -> str:
        """The name, below the folder of files, of the copy of this version of the paper."""
        with self.session() as session:
            version = session.get_one(VersionRow, paper.version)
            return f"{version.digest}{version.suffix}"

    def stored_files(self) -> set[str]:
        """The names of the copies of all versions of all papers."""
        with self.session() as session:
            return {digest + suffix for digest, suffix in session.execute(select(VersionRow.digest, VersionRow.suffix))}

    def embeddings(self, digests: Iterable[str], model: str) -> dict[str, Vectors]:
        """Cached vectors by digest: row 0 the passage, the others its sentences."""
        with self.session() as session:
            rows = session.execute(
                select(EmbeddingRow.digest, EmbeddingRow.vectors).where(
                    EmbeddingRow.digest.in_(list(digests)), EmbeddingRow.model == model
                )
            )
            return {digest: unpack_vectors(blob) for digest, blob in rows}

    def current_keys(self) -> set[str]:
        """The key of every passage that Chroma should hold."""
        with self.session() as session:
            wanted = (
                select(PassageRow.key)
                .join(PaperRow, PaperRow.version_id == PassageRow.version_id)
                .where(PaperRow.status == "current")
            )
            return set(session.scalars(wanted))

    def current_fields(self) -> dict[str, dict[str, str]]:
        """What Chroma should hold of each passage to filter by."""
        with self.session() as session:
            wanted = (
                select(PassageRow.key, PaperRow.id, PaperRow.access)
                .join(PaperRow, PaperRow.version_id == PassageRow.version_id)
                .where(PaperRow.status == "current")
            )
            return {key: {"paper": paper, "access": access} for key, paper, access in session.execute(wanted)}

    def home_id(self) -> str:
        """The random id of this catalogue: two of them may share a Chroma server."""
        with self.session() as session:
            return session.get_one(StateRow, "home").value

    def waiting_changes(self) -> int:
        """How many changes Chroma has yet to be told."""
        with self.session() as session:
            return int(session.scalar(select(func.count()).select_from(VectorChangeRow)) or 0)

    def fingerprint(self) -> str:
        """Changes whenever the catalogue does: what was derived from it under another one is stale."""
        with self.session() as session:
            count, latest = session.execute(select(func.count(), func.max(VersionRow.id))).one()
            states = session.execute(select(PaperRow.id, PaperRow.status, PaperRow.access, PaperRow.version_id)).all()
        return f"{count}-{latest}-{hash(tuple(map(tuple, states)))}"


def replaced_on(version: VersionRow, newest_first: Sequence[VersionRow], current: str) -> str | None:
    """The day on which other bytes took the place of this version's; None where the paper has these bytes now."""
    later = [row.ingested for row in newest_first if row.id > version.id and row.digest != version.digest]
    return None if version.digest == current or not later else min(later).date().isoformat()


def open_engine(file: Path) -> Engine:
    """The engine of a catalogue file, made where there is none.

    Raises CatalogueError for a file of another schema version, and for one that is no catalogue.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CatalogueError(f"The folder {file.parent} cannot be made ({error.strerror}): choose another.") from error
    engine = create_engine(URL.create("sqlite", database=str(file)))

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA busy_timeout={1000 * BUSY}")
        turn_to_wal(connection)
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    try:
        with engine.begin() as connection:
            if schema_version(connection) == 0:
                # two processes may open a new home at once: the second waits here, and finds the tables made
                connection.execute(text("BEGIN IMMEDIATE"))
                if schema_version(connection) == 0:
                    Base.metadata.create_all(connection)
                    connection.execute(insert(StateRow), [{"name": "home", "value": secrets.token_hex(6)}])
                    connection.execute(text(f"PRAGMA user_version={SCHEMA_VERSION}"))
            if schema_version(connection) in MIGRATIONS:
                connection.execute(text("BEGIN IMMEDIATE"))
                while (version := schema_version(connection)) in MIGRATIONS:
                    connection.execute(text(MIGRATIONS[version]))
                    connection.execute(text(f"PRAGMA user_version={version + 1}"))
            version = schema_version(connection)
    except OperationalError as error:
        raise CatalogueError(f"{file} cannot be opened ({error.orig}): check its folder and its rights.") from error
    except DatabaseError as error:
        raise CatalogueError(
            f"{file} is no catalogue ({error.orig}). Move the folder {file.parent} away and ingest the papers again."
        ) from error
    if version != SCHEMA_VERSION:
        raise CatalogueError(
            f"{file} has schema version {version}; this program writes {SCHEMA_VERSION}. "
            f"Move the folder {file.parent} away and ingest the papers again."
        )
    return engine


def turn_to_wal(connection: sqlite3.Connection) -> None:
    """Has the chat read on while an ingest writes. Of two processes that turn a new file at once SQLite refuses one,
    and does not have it wait as it has with every other lock."""
    refused_until = time.monotonic() + BUSY
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > refused_until:
                raise
        time.sleep(0.02)


def schema_version(connection: Connection) -> int:
    return int(connection.execute(text("PRAGMA user_version")).scalar_one())


def pack_vectors(vectors: Vectors) -> bytes:
    """Rows of unit vectors as little-endian 16-bit floats, the dimension before them."""
    return np.uint32(vectors.shape[1]).tobytes() + vectors.astype("<f2").tobytes()


def unpack_vectors(blob: bytes) -> Vectors:
    dimension = int(np.frombuffer(blob[:4], "<u4")[0])
    return np.frombuffer(blob[4:], "<f2").astype(np.float32).reshape(-1, dimension)
