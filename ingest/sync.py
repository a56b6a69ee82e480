"""Brings the corpus level with files and folders: plan, read what is new, put it in whole, withdraw what is gone."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
from filelock import FileLock, Timeout

from corpus.changes import FileState, NewPaper, NewPassage, keep_file, move_paper, save_paper, withdraw_paper
from corpus.context import context_line
from corpus.corpus import Corpus
from corpus.embedding import Vectors
from corpus.paper import Passage
from ingest.plan import Outcome, Step, digest_of, known_files, new_paper_id, plan
from ingest.reading import reading_of
from ingest.unreadable import UnreadablePaper

LOCK_SECONDS = 1.0  # the screens hold the lock for an instant to see whether it is free
READ = frozenset({Outcome.CREATED, Outcome.UPDATED})


class IngestBusy(Exception):
    """Another ingest is at work on this home folder."""


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file, as ``scrutiny ingest --json`` prints it."""

    file: str
    outcome: Outcome
    reason: str | None = None
    paper: str | None = None
    pages: int = 0
    passages: int = 0


@dataclass(slots=True)
class Report:
    files: list[FileOutcome] = field(default_factory=list)
    embedded: int = 0
    seconds: float = 0.0

    @property
    def failed(self) -> list[FileOutcome]:
        return [file for file in self.files if file.outcome is Outcome.FAILED]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: ``pages`` of ``total`` read and embedded, ``file`` next."""

    file: str
    pages: int
    total: int


def sync(
    corpus: Corpus,
    paths: Iterable[Path],
    *,
    corrections: Mapping[str, str] | None = None,
    manifest: Path | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Report:
    """Ingests files and folders. A file that cannot be read is reported by name, and the others go on.

    ``corrections`` are facts that outrank what the papers say: authority, kind, access.
    Raises IngestBusy while another ingest is at work, NothingToIngest and ManifestError for bad input.
    """
    started = time.monotonic()
    try:
        # who looks whether an ingest is at work holds the lock for a moment
        with FileLock(corpus.settings.home / "ingest.lock", timeout=LOCK_SECONDS):
            corpus.mend_vectors()
            report = run_steps(corpus, plan_steps(corpus, paths, corrections or {}, manifest), on_progress)
            corpus.mend_vectors()
    except Timeout as error:
        raise IngestBusy(
            f"Another ingest is at work on {corpus.settings.home}. Wait until it has finished, then try again."
        ) from error
    report.seconds = round(time.monotonic() - started, 3)
    return report


def plan_steps(
    corpus: Corpus, paths: Iterable[Path], corrections: Mapping[str, str], manifest: Path | None
) -> list[Step]:
    return plan(corpus.catalogue, paths, corrections, manifest, corpus.embedder.name)


def run_steps(corpus: Corpus, steps: Sequence[Step], on_progress: Callable[[Progress], None]) -> Report:
    report = Report()
    sizes = {step.state.path: page_count(Path(step.state.path)) for step in steps if step.outcome in READ}
    taken = {known.id: known.path for known in known_files(corpus.catalogue)}
    done, total = 0, sum(sizes.values())
    for step in steps:
        on_progress(Progress(step.state.file, done, total))
        paper = step.paper
        if step.outcome in READ:
            paper = paper or new_paper_id(step.state, taken)
            taken[paper] = step.state.path
        outcome, embedded = run_step(corpus, step, paper)
        report.files.append(outcome)
        report.embedded += embedded
        done += sizes.get(step.state.path, 0)
    if total:
        on_progress(Progress("", done, total))
    return report


def run_step(corpus: Corpus, step: Step, paper: str | None) -> tuple[FileOutcome, int]:
    state = step.state
    if step.outcome in READ:
        assert paper is not None
        try:
            new, embedded = read_paper(corpus, state, step.manifest)
        except UnreadablePaper as error:
            return FileOutcome(state.file, Outcome.FAILED, str(error), step.paper), 0
        keep_file(corpus.settings.files_folder, Path(state.path), state.digest)
        save_paper(corpus.catalogue, new, paper, corpus.embedder.name)
        pages, passages = len(new.pages.pages), len(new.passages)
        return FileOutcome(state.file, step.outcome, step.reason, paper, pages, passages), embedded
    if step.outcome is Outcome.WITHDRAWN:
        assert paper is not None
        withdraw_paper(corpus.catalogue, paper)
    elif step.outcome is Outcome.MOVED:
        assert paper is not None
        move_paper(corpus.catalogue, paper, state)
    return FileOutcome(state.file, step.outcome, step.reason, paper), 0


def read_paper(corpus: Corpus, state: FileState, manifest: Mapping[str, Any]) -> tuple[NewPaper, int]:
    """A file as a paper ready for the corpus, and how many of its passages had to be embedded.

    Raises UnreadablePaper.
    """
    reading = reading_of(Path(state.path), state.file, manifest, state.corrections)
    if digest_of(Path(state.path)) != state.digest:
        raise UnreadablePaper(f"{state.file} was changed while it was read. Ingest it again.")
    passages = reading.passages
    contexts = [context_line(reading.facts, [*p.headings, *p.columns]) for p in passages]
    digests = [embedding_digest(c, p) for c, p in zip(contexts, passages, strict=True)]
    vectors, embedded = embed_passages(corpus, contexts, passages, digests)
    new = [NewPassage(p, c, d, vectors[d]) for p, c, d in zip(passages, contexts, digests, strict=True)]
    made = NewPaper(
        state,
        reading.facts,
        reading.pages,
        new,
        reading.judgements,
        reading.recommendations,
        reading.quality,
        reading.text_digest,
    )
    return made, embedded


def embedding_digest(context: str, passage: Passage) -> str:
    spans = [(s.start, s.end) for s in passage.sentences]
    return hashlib.sha256(f"{context}\n{passage.text}\n{spans}".encode()).hexdigest()


def embed_passages(
    corpus: Corpus, contexts: Sequence[str], passages: Sequence[Passage], digests: Sequence[str]
) -> tuple[dict[str, Vectors], int]:
    """Vectors by digest (row 0 the passage under its context, then its sentences), and how many were made anew."""
    vectors = corpus.catalogue.embeddings(digests, corpus.embedder.name)
    fresh = {d: i for i, d in enumerate(digests) if d not in vectors}
    texts = [f"{contexts[i]}\n{passages[i].text}" for i in fresh.values()]
    offsets = [len(contexts[i]) + 1 for i in fresh.values()]
    sentences = [
        [(offset + s.start, offset + s.end) for s in passages[i].sentences]
        for i, offset in zip(fresh.values(), offsets, strict=True)
    ]
    made = corpus.embedder.embed_with_parts(texts, sentences)
    return vectors | dict(zip(fresh, made, strict=True)), len(fresh)


def page_count(path: Path) -> int:
    """Pages of a PDF, to tell how far an ingest is; 1 for anything else, also where a PDF does not open."""
    with path.open("rb") as stream:
        if stream.read(5) != b"%PDF-":
            return 1
    try:
        with pypdfium2.PdfDocument(path) as document:
            return max(1, len(document))
    except pypdfium2.PdfiumError:
        return 1
