"""Corrects facts of a paper that is held: kept for every later ingest, and in force at once in every store.

The paper is read again, from the corpus's own copy of its file and by the way of every ingest, so that all that
follows from its facts follows: context lines, voices, registers, embeddings, and who may read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path, PurePosixPath
from typing import Any

from corpus.changes import FileState, save_paper
from corpus.corpus import Corpus
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.kept import digest_of
from corpus.paper import Facts, Role
from corpus.scope import Scope
from ingest.ahead import reading_ahead
from ingest.embedding import PassageEmbedding
from ingest.facts.corrections import DATES, BadCorrection, check_order, checked_correction
from ingest.facts.manifest import ManifestError
from ingest.known import Known, known_files
from ingest.manifests import manifest_entries, remembered_manifests
from ingest.plan import Outcome, Step, reader_digest
from ingest.reading import Reading
from ingest.stopping import Stopping
from ingest.sync import new_paper, only_one, settle
from ingest.unreadable import UnreadablePaper

NAMED_AT_MOST = 8  # papers, in a message
_OFFICER = Scope(Role.OFFICER)


class NoSuchPaper(Exception):
    """No paper, or more than one, has the id or the file given: the message says which there are."""


@dataclass(frozen=True, slots=True)
class Change:
    """A fact before and after, each with how it is known."""

    field: str
    before: Any
    after: Any
    known_before: str | None
    known_after: str | None

    @property
    def in_words(self) -> str:
        """ "published: 3 May 2024 (in text) -> 4 May 2024 (officer)"."""
        before, after = (
            f"{value_in_words(self.field, value)} ({how})" if how else value_in_words(self.field, value)
            for value, how in ((self.before, self.known_before), (self.after, self.known_after))
        )
        return f"{self.field.replace('_', ' ')}: {before} -> {after}"


def value_in_words(field: str, value: Any) -> str:
    if value is None or value == ():
        return "none"
    if field in DATES:
        return date_in_words(str(value))
    return "; ".join(value) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction changed: the facts given, and those that followed from them."""

    paper: HeldPaper
    changes: tuple[Change, ...]
    embedded: int = 0  # passages that had to be embedded anew


def correct(corpus: Corpus, paper: str, given: Mapping[str, str]) -> Corrected:
    """Corrects the facts of the paper with that id or file; an empty value takes the correction of a field back.

    Raises NoSuchPaper, BadCorrection, IngestBusy and UnreadablePaper; the paper is then as it was.
    """
    with only_one(corpus):
        known = known_paper(corpus, paper)
        before = held_paper(corpus, known)
        kept = merged(known.corrections, given)
        free: dict[str, Any] = {name: None for name in DATES if name in known.corrections and name not in kept}
        check_order(replace(before.facts, **free), kept)
        if kept == dict(known.corrections):
            return Corrected(before, ())
        entry = manifest_entry(corpus, known, before)
        reader = reader_digest(entry, kept, corpus.embedder.name)
        state = FileState(known.source, known.file, known.path, known.digest, reader, kept)
        reading = read_again(corpus, before, state, entry)
        with PassageEmbedding(corpus, Stopping()) as embedding:
            passages, embedded = embedding.passages(reading)
        save_paper(corpus.catalogue, new_paper(state, reading, passages), known.id, corpus.embedder.name)
        settle(corpus)
        corpus.mend_vectors()
    after = held_paper(corpus, known)
    return Corrected(after, changes_between(before.facts, after.facts), embedded)


def merged(kept: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """The corrections of a paper with those given. Raises BadCorrection."""
    result = dict(kept)
    for name, value in given.items():
        if value.strip():
            result[name] = checked_correction(name, value)
        elif result.pop(name, None) is None:
            so_far = f"Corrected so far: {', '.join(sorted(kept))}." if kept else "Nothing of this paper is corrected."
            raise BadCorrection(f"{name} has no correction that could be taken back. {so_far}")
    return result


def known_paper(corpus: Corpus, wanted: str) -> Known:
    """The paper with that id, that file below its folder, that path or, if it is the only one, that file name."""
    papers = known_files(corpus.catalogue)
    path = str(Path(wanted).expanduser().resolve())
    found = [known for known in papers if wanted == known.id]
    found = found or [known for known in papers if wanted == known.file or path == known.path]
    found = found or [known for known in papers if wanted.casefold() == PurePosixPath(known.file).name.casefold()]
    held = [known for known in found if known.is_held]
    if len(held) == 1:
        return held[0]
    if held:
        listed = "; ".join(f"{known.id} ({known.file})" for known in held[:NAMED_AT_MOST])
        raise NoSuchPaper(f"{wanted!r} names {len(held)} papers. Give the id of one: {listed}.")
    if found:
        raise NoSuchPaper(f"{found[0].file} has been withdrawn. Ingest its file again before you correct it.")
    raise NoSuchPaper(f"No paper has the id or the file {wanted!r}. List them with: scrutiny papers --role officer")


def held_paper(corpus: Corpus, known: Known) -> HeldPaper:
    paper = corpus.catalogue.paper(known.id, _OFFICER)
    assert paper is not None
    return paper


def manifest_entry(corpus: Corpus, known: Known, paper: HeldPaper) -> Mapping[str, Any]:
    """What a manifest stated of the paper when it was read.

    That manifest may be gone: then what the paper's facts took from it.
    """
    try:
        named = remembered_manifests(corpus.catalogue)
        entry = manifest_entries(Path(known.path), Path(known.source), named).get(known.path, {})
    except ManifestError:
        return stated_facts(paper.facts)
    same = reader_digest(entry, known.corrections, corpus.embedder.name) == known.reader
    return entry if entry or same else stated_facts(paper.facts)


def stated_facts(facts: Facts) -> dict[str, Any]:
    """The facts that came from a manifest, as its entry would state them."""
    entry = {name: getattr(facts, name) for name, how in facts.known.items() if how == "manifest"}
    published = facts.sources.get("published")
    if published and published.page is None and published.how in ("in text", "inferred"):
        entry |= {"published": facts.published, "published_how": published.how}
    return entry


def read_again(corpus: Corpus, paper: HeldPaper, state: FileState, entry: Mapping[str, Any]) -> Reading:
    """Raises UnreadablePaper where neither the corpus's copy nor the file itself has the bytes that were read."""
    for path in (corpus.file_of(paper), Path(state.path)):
        if path.is_file() and digest_of(path) == state.digest:
            step = Step(replace(state, path=str(path)), Outcome.UPDATED, paper.id, entry)
            with reading_ahead(corpus.settings, [step], Stopping()) as ahead:
                return ahead.next()
    raise UnreadablePaper(
        f"The corpus's copy of {state.file} is missing or damaged, and the file itself has changed. "
        "Ingest it again, then correct it."
    )


def changes_between(before: Facts, after: Facts) -> tuple[Change, ...]:
    names = [one.name for one in fields(Facts) if one.name not in ("known", "sources")]
    return tuple(
        Change(name, getattr(before, name), getattr(after, name), before.known.get(name), after.known.get(name))
        for name in names
        if (getattr(before, name), before.known.get(name)) != (getattr(after, name), after.known.get(name))
    )
