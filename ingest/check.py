"""Is the corpus whole? Every paper complete in the catalogue, the full text, the kept files and Chroma alike.

What is found wrong is said in plain sentences, and mended where it can be: the catalogue holds all that the full text
and Chroma are made of, and the source folder may still hold a file of which the copy is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from corpus.changes import queue_everything
from corpus.corpus import Corpus
from corpus.kept import FileChanged, digest_of, keep_file, stray_files
from ingest.sync import only_one, settle

NAMED_AT_MOST = 3  # of the things that a sentence is about


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be. ``mended`` says what was done about it; None if nothing was."""

    part: str  # of the corpus: catalogue, papers, full text, files, unfinished, chroma
    what: str  # a plain sentence
    mended: str | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """``whole``: nothing was wrong, or nothing is any more."""

    whole: bool
    papers: int
    passages: int
    faults: tuple[Fault, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


Mend = Callable[[], str | None]


def check(corpus: Corpus, *, mend: bool = False) -> Findings:
    """Looks through the whole corpus; with ``mend`` repairs what can be repaired, and looks again.

    Raises IngestBusy while an ingest is at work: what it is in the middle of is no fault.
    """
    with only_one(corpus):
        if damaged := [Fault("catalogue", what) for what, _ in look_at_database(corpus)]:
            return Findings(False, 0, 0, tuple(damaged))
        faults = tuple(Fault(part, what, repair() if mend else None) for part, what, repair in look(corpus))
        whole = not faults or (mend and not any(look(corpus)))
        with corpus.catalogue.session() as session:
            papers = session.execute(text("SELECT count(*) FROM papers WHERE status != 'withdrawn'")).scalar_one()
        return Findings(whole, papers, len(corpus.catalogue.current_keys()), faults)


def look(corpus: Corpus) -> Iterator[tuple[str, str, Mend]]:
    """What is wrong: in which part of the corpus, in a sentence, and what would mend it."""
    parts = {
        "papers": look_at_papers,
        "full text": look_at_words,
        "files": look_at_files,
        "unfinished": look_at_rest,
        "chroma": look_at_chroma,
    }
    for part, look_at in parts.items():
        for what, repair in look_at(corpus):
            yield part, what, repair


def look_at_database(corpus: Corpus) -> Iterator[tuple[str, None]]:
    """SQLite's own two checks: a damaged file, and a row that refers to none. Nothing can be built on either."""
    remedy = f"Move {corpus.settings.home} away and ingest the papers again."
    try:
        with corpus.catalogue.session() as session:
            said = [row[0] for row in session.execute(text("PRAGMA integrity_check(5)"))]
            orphans = session.execute(text("PRAGMA foreign_key_check")).all()
    except DatabaseError as error:
        said, orphans = [str(error.orig)], []
    if said != ["ok"]:
        yield f"The catalogue file is damaged: {'; '.join(said)}. {remedy}", None
    for table in sorted({row[0] for row in orphans}):
        count = sum(row[0] == table for row in orphans)
        yield f"{count} rows of the table {table} belong to no paper or version. {remedy}", None


# Each finds the files of papers of which a part is missing or too much.
WHOLE_PAPERS = {
    "has no version": """
        SELECT file FROM papers p WHERE NOT EXISTS
        (SELECT 1 FROM versions v WHERE v.id = p.version_id AND v.paper_id = p.id AND v.digest = p.digest)""",
    "lacks some of its pages": """
        SELECT p.file FROM papers p JOIN versions v ON v.paper_id = p.id
        WHERE v.pages != (SELECT count(*) FROM pages WHERE version_id = v.id AND number BETWEEN 1 AND v.pages)""",
    "holds no passages": """
        SELECT p.file FROM papers p JOIN versions v ON v.paper_id = p.id
        WHERE NOT EXISTS (SELECT 1 FROM passages WHERE version_id = v.id)""",
    "lacks some of its passages, or holds one twice": """
        SELECT p.file FROM papers p JOIN passages s ON s.paper_id = p.id GROUP BY s.version_id
        HAVING count(DISTINCT s.ordinal) != count(*) OR count(DISTINCT s.key) != count(*)
        OR max(s.ordinal) + 1 != count(*)""",
    "has a register row on a page that it does not have": """
        SELECT p.file FROM papers p
        JOIN (SELECT version_id, paper_id, page FROM judgements
              UNION SELECT version_id, paper_id, page FROM recommendations) r ON r.paper_id = p.id
        LEFT JOIN pages g ON g.version_id = r.version_id AND g.number = r.page WHERE g.number IS NULL""",
    "is said to be replaced by a paper that is not held": """
        SELECT file FROM papers p WHERE (status = 'superseded') != (replaced_by IS NOT NULL)
        OR (replaced_by IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM papers q WHERE q.id = p.replaced_by AND q.status != 'withdrawn'))""",
}
CURRENT = "passages s JOIN papers p ON p.version_id = s.version_id WHERE p.status = 'current'"
WORDS = {
    "are missing from the full text": f"""
        SELECT s.id FROM {CURRENT} AND s.id NOT IN (SELECT rowid FROM passage_words)""",
    "stand in the full text, though they are not current": f"""
        SELECT rowid FROM passage_words WHERE rowid NOT IN (SELECT s.id FROM {CURRENT})""",
    "stand in the full text with other words": """
        SELECT s.id FROM passages s JOIN passage_words w ON w.rowid = s.id
        WHERE w.text != s.text OR w.context != s.context""",
}


def look_at_papers(corpus: Corpus) -> Iterator[tuple[str, Mend]]:
    for what, wanted in WHOLE_PAPERS.items():
        with corpus.catalogue.session() as session:
            files = sorted(set(session.execute(text(wanted)).scalars()))
        for file in files:
            yield f"{file} {what}.", partial(read_anew, corpus, [file])
    if missing := unembedded(corpus):
        yield (
            f"Vectors of the model in use are missing: those of {named(missing)}.",
            partial(read_anew, corpus, missing),
        )


def unembedded(corpus: Corpus) -> list[str]:
    """The files of papers with current passages that have no vectors of the present model."""
    wanted = (
        f"SELECT DISTINCT p.file FROM {CURRENT} AND NOT EXISTS "
        "(SELECT 1 FROM embeddings e WHERE e.digest = s.digest AND e.model = :model)"
    )
    with corpus.catalogue.session() as session:
        return sorted(session.execute(text(wanted), {"model": corpus.embedder.name}).scalars())


def read_anew(corpus: Corpus, files: list[str]) -> str:
    """Has the next ingest read papers again, whatever their digests."""
    with corpus.catalogue.session() as session:
        session.execute(text("UPDATE papers SET reader = '' WHERE file = :file"), [{"file": file} for file in files])
    return "it will be read again at the next ingest of its folder"


def look_at_words(corpus: Corpus) -> Iterator[tuple[str, Mend]]:
    def rebuild() -> str:
        with corpus.catalogue.session() as session:
            session.execute(text("DELETE FROM passage_words"))
            session.execute(
                text(f"INSERT INTO passage_words (rowid, text, context) SELECT s.id, s.text, s.context FROM {CURRENT}")
            )
        return "the full text was built anew from the passages"

    for what, wanted in WORDS.items():
        with corpus.catalogue.session() as session:
            count = len(session.execute(text(wanted)).all())
        if count:
            yield f"{count} passages {what}.", rebuild
    try:
        with corpus.catalogue.session() as session:
            session.execute(text("INSERT INTO passage_words (passage_words) VALUES ('integrity-check')"))
    except DatabaseError as error:
        yield f"The index of the full text is damaged ({error.orig}).", rebuild


def look_at_files(corpus: Corpus) -> Iterator[tuple[str, Mend]]:
    """The kept copies: each there, with the bytes that its name says, and no others."""
    folder = corpus.settings.files_folder
    wanted = (
        "SELECT DISTINCT v.digest, v.suffix, p.file, p.path, v.id = p.version_id AND p.status != 'withdrawn' "
        "FROM versions v JOIN papers p ON p.id = v.paper_id ORDER BY v.id"
    )
    with corpus.catalogue.session() as session:
        versions = session.execute(text(wanted)).all()
    for digest, suffix, file, path, is_current in versions:
        kept = folder / f"{digest}{suffix}"
        if kept.is_file() and digest_of(kept) == digest:
            continue
        state = "is damaged" if kept.is_file() else "is missing"
        which = "The copy" if is_current else "The copy of an earlier version"
        source = Path(path)
        yield (
            f"{which} of {file} {state}, so its pages cannot be drawn.",
            partial(restore, folder, source, digest, suffix),
        )
    strays = stray_files(folder, corpus.catalogue.stored_files())
    if strays:

        def remove() -> str:
            for stray in strays:
                stray.unlink()
            return "they were removed"

        yield f"{len(strays)} files in {folder} belong to no paper.", remove


def restore(folder: Path, source: Path, digest: str, suffix: str) -> str | None:
    """Copies the file from where it was ingested, if it is still the same there."""
    try:
        keep_file(folder, source, digest, suffix)
    except (FileChanged, FileNotFoundError):
        return None
    return f"it was copied again from {source}"


def look_at_rest(corpus: Corpus) -> Iterator[tuple[str, Mend]]:
    orphans = "FROM embeddings WHERE digest NOT IN (SELECT digest FROM passages)"
    with corpus.catalogue.session() as session:
        count = session.execute(text(f"SELECT count(*) {orphans}")).scalar_one()

    def drop() -> str:
        with corpus.catalogue.session() as session:
            session.execute(text(f"DELETE {orphans}"))
        return "they were dropped"

    if count:
        yield f"{count} stored vectors belong to no passage.", drop

    def settled() -> str:
        settle(corpus)
        return "it was settled"

    with corpus.catalogue.session() as session:
        due = session.execute(text("SELECT 1 FROM state WHERE name = 'replacements'")).first()
    if due:
        yield "It is not settled yet which papers replace which: an ingest was ended before it could be.", settled


def look_at_chroma(corpus: Corpus) -> Iterator[tuple[str, Mend]]:
    """Chroma's ids and filter fields beside the catalogue's."""

    def tell() -> str:
        corpus.tell_chroma()
        return "Chroma was told"

    if waiting := corpus.catalogue.waiting_changes():
        yield f"Chroma has yet to be told of {waiting} changes: an ingest was ended before it could be.", tell
    held, due = corpus.vectors.fields(), corpus.catalogue.current_fields()
    missing, extra = sorted(due.keys() - held.keys()), sorted(held.keys() - due.keys())
    wrong = sorted(key for key in due.keys() & held.keys() if held[key] != due[key])

    def tell_all() -> str:
        corpus.vectors.drop(extra)
        queue_everything(corpus.catalogue)
        corpus.tell_chroma()
        return "Chroma was told of every passage again"

    if missing:
        yield f"{len(missing)} passages are missing from Chroma, so a search by meaning does not find them.", tell_all
    if extra:
        yield f"Chroma holds {len(extra)} passages that no current paper has.", tell_all
    if wrong:
        yield f"Chroma holds {len(wrong)} passages under another paper or access than the catalogue.", tell_all


def named(files: list[str]) -> str:
    rest = len(files) - NAMED_AT_MOST
    return ", ".join(files[:NAMED_AT_MOST]) + (f" and {rest} more" if rest > 0 else "")
