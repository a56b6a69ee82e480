"""Brings the corpus level with files and folders: plan, read what is new, put it in whole, withdraw what is gone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.changes import (
    HELD,
    FileState,
    NewPaper,
    NewPassage,
    forget_duplicates,
    move_paper,
    note_duplicate,
    replacements_are_due,
    save_paper,
    settle_replacements,
    withdraw_paper,
)
from corpus.corpus import Corpus
from corpus.kept import FileChanged, digest_of, keep_file, stray_files
from corpus.paper import Access
from corpus.teller import Teller
from ingest.ahead import ReadAhead, reading_ahead
from ingest.duplicates import STATED, Twins, twins_of
from ingest.embedding import PassageEmbedding
from ingest.known import Known, known_duplicates, known_files
from ingest.plan import READ, Outcome, Step, new_paper_id, plan, reader_digest
from ingest.reading import Reading
from ingest.replaces import replacements
from ingest.report import FileOutcome, Progress, Report
from ingest.stopping import Stopped, Stopping
from ingest.unreadable import UnreadablePaper
from ingest.worker import ReadingWorkers

LOCK_SECONDS = 1.0  # the screens hold the lock for an instant to see whether it is free
CHANGES = READ | {Outcome.WITHDRAWN}


class IngestBusy(Exception):
    """Another ingest is at work on this home folder."""


def sync(
    corpus: Corpus,
    paths: Iterable[Path],
    *,
    corrections: Mapping[str, str] | None = None,
    manifest: Path | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
    workers: ReadingWorkers | None = None,
    stopping: Stopping | None = None,
) -> Report:
    """Ingests files and folders. A file that cannot be read is reported by name, and the others go on.

    ``corrections`` are facts that outrank what the papers say: authority, kind, access. ``workers`` read, if they are
    started already. ``stopping`` ends it between two papers or in the middle of one, which is then as it was before;
    the report says that it was stopped.
    Raises IngestBusy while another ingest is at work, NothingToIngest and ManifestError for bad input.
    """
    started = time.monotonic()
    report, stopping = Report(), stopping or Stopping()
    with only_one(corpus):
        for file in stray_files(corpus.settings.files_folder, corpus.catalogue.stored_files()):
            file.unlink()
        try:
            with report.stage("looking at the files"):
                steps = plan_steps(corpus, paths, corrections or {}, manifest, stopping)
            run_steps(corpus, steps, report, on_progress, stopping, workers)
        except Stopped:
            report.stopped = True
        with report.stage("settling"):
            settle(corpus)
        with report.stage("chroma"):
            corpus.mend_vectors()
    report.seconds = round(time.monotonic() - started, 3)
    return report


@contextmanager
def only_one(corpus: Corpus) -> Iterator[None]:
    """Holds the lock of the home folder: one process at a time changes the corpus. Raises IngestBusy."""
    lock = FileLock(corpus.settings.home / "ingest.lock")
    try:
        # who looks whether an ingest is at work holds the lock for a moment
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout as error:
        raise IngestBusy(
            f"Another ingest is at work on {corpus.settings.home}. Wait until it has finished, then try again."
        ) from error
    try:
        yield
    finally:
        lock.release()


def plan_steps(
    corpus: Corpus,
    paths: Iterable[Path],
    corrections: Mapping[str, str],
    manifest: Path | None,
    stopping: Stopping,
) -> list[Step]:
    return plan(corpus.catalogue, paths, corrections, manifest, corpus.embedder.name, stopping.check)


def settle(corpus: Corpus) -> None:
    """Settles which paper replaces which, where papers have come, changed or gone."""
    if replacements_are_due(corpus.catalogue):
        settle_replacements(corpus.catalogue, replacements(corpus.catalogue))
        gone = [path for path in known_duplicates(corpus.catalogue) if not Path(path).exists()]
        forget_duplicates(corpus.catalogue, gone)


def run_steps(
    corpus: Corpus,
    steps: Sequence[Step],
    report: Report,
    on_progress: Callable[[Progress], None],
    stopping: Stopping,
    workers: ReadingWorkers | None = None,
) -> None:
    """Carries the steps out, and adds to the report what became of each file."""
    for step in steps:
        if step.outcome is Outcome.MOVED and step.paper:
            move_paper(corpus.catalogue, step.paper, step.state)
    with ExitStack() as stack:
        run = Run(corpus, report, stack.enter_context(PassageEmbedding(corpus, stopping)))
        if any(step.outcome in READ for step in steps):
            # first of all: the process that reads takes a while to start, and everything else waits for it
            run.ahead = stack.enter_context(reading_ahead(corpus.settings, steps, stopping, workers))
            run.taken = {known.id: known.path for known in known_files(corpus.catalogue)}
            run.changing = {step.paper for step in steps if step.outcome in READ and step.paper}
        teller = stack.enter_context(Teller(corpus)) if any(step.outcome in CHANGES for step in steps) else None
        if any(has_new_bytes(step) for step in steps):
            with report.stage("loading the model"):
                corpus.embedder.load()  # while the first file is read
        try:
            for done, step in enumerate(steps):
                stopping.check()
                on_progress(Progress(step.state.file, done, len(steps)))
                if teller:
                    teller.raise_trouble()
                run.carry_out(step)
        finally:
            name_originals(report, steps)
    if steps:
        on_progress(Progress("", len(steps), len(steps)))


def has_new_bytes(step: Step) -> bool:
    return step.outcome in READ and (step.held is None or step.held.digest != step.state.digest)


@dataclass(slots=True)
class Run:
    """An ingest at work."""

    corpus: Corpus
    report: Report
    embedding: PassageEmbedding
    ahead: ReadAhead | None = None
    taken: dict[str, str] = field(default_factory=dict)  # ids in use -> the paths of their files
    changing: set[str] = field(default_factory=set)  # papers that a step to come reads anew
    taken_over: set[str] = field(default_factory=set)  # papers whose file is gone and whose text another file has

    def carry_out(self, step: Step) -> None:
        if step.outcome in READ:
            self.report.files.append(self.read(step))
        elif step.outcome is not Outcome.WITHDRAWN:
            self.report.files.append(as_held(step, step.outcome, step.reason))
        elif step.paper and step.paper not in self.taken_over:
            withdraw_paper(self.corpus.catalogue, step.paper)
            self.report.files.append(FileOutcome(step.state.file, step.outcome, step.reason, step.paper))

    def read(self, step: Step) -> FileOutcome:
        """Reads a file and puts it in; what cannot be read leaves its paper as it was."""
        assert self.ahead is not None
        self.changing.discard(step.paper or "")
        try:
            with self.report.stage("waiting for the reader"):
                reading = kept_closed(self.ahead.next(), step.held)
            twins = Twins()
            if step.outcome is Outcome.CREATED:
                twins = twins_of(self.corpus.catalogue, reading, step.state, self.changing)
            twin = twins.paper
            if twin and twin.status in HELD and Path(twin.path).exists():
                note_duplicate(self.corpus.catalogue, step.state, twin.id)
                sizes = len(reading.pages.pages), len(reading.passages)
                return FileOutcome(step.state.file, Outcome.DUPLICATE, f"the same text as {twin.file}", twin.id, *sizes)
            if twin and step.paper is None and not Path(twin.path).exists():
                # the file of that paper is gone, and this one goes on with it, corrections and all
                given = {**twin.corrections, **step.state.corrections}
                reader = reader_digest(step.manifest, given, self.corpus.embedder.name)
                outcome = Outcome.UPDATED if twin.status in HELD else Outcome.CREATED
                reason = f"the same text as {twin.file}, which is gone"
                state = replace(step.state, corrections=given, reader=reader)
                step = replace(step, state=state, outcome=outcome, paper=twin.id, reason=reason)
                if twin.corrections:
                    reading = kept_closed(self.ahead.again(step, state), step.held)
                self.taken_over.add(twin.id)
            return self.save(step, reading, twins.concerns)
        except UnreadablePaper as error:
            # what was read of a file that somebody writes to is neither its old bytes nor its new ones
            reason = changed(step.state) if has_changed(step.state) else str(error)
            return as_held(step, Outcome.FAILED, reason)

    def save(self, step: Step, reading: Reading, concerns: Sequence[str]) -> FileOutcome:
        """Raises UnreadablePaper where the file is not what it was when it was looked at first."""
        paper = step.paper or new_paper_id(step.state, self.taken)
        with self.report.stage("embedding"):
            passages, embedded = self.embedding.passages(reading, self.ahead.ready if self.ahead else tuple)
        new = new_paper(step.state, reading, passages)
        with self.report.stage("catalogue"):
            keep_copy(self.corpus, step.state)
            save_paper(self.corpus.catalogue, new, paper, self.corpus.embedder.name)
        self.taken[paper] = step.state.path
        self.report.embedded += embedded
        sizes = len(new.pages.pages), len(new.passages)
        said = (*concerns, *reading.quality.concerns)
        return FileOutcome(step.state.file, step.outcome, step.reason, paper, *sizes, said)


def kept_closed(reading: Reading, held: Known | None) -> Reading:
    """The reading, closed as the paper was before unless somebody says that it is public.

    A manifest that was left out this time, or a marking gone from a new version, opens nothing by itself.
    """
    facts = reading.facts
    said_public = facts.known.get("access") in STATED
    if held is None or held.access == Access.PUBLIC or facts.access is not Access.PUBLIC or said_public:
        return reading
    concern = (
        f"It was {held.access} before, and nothing says so any more. It stays {held.access}: "
        "if it is public now, correct its access."
    )
    facts = replace(facts, access=Access(held.access), known={**facts.known, "access": "inferred"})
    return replace(
        reading, facts=facts, quality=replace(reading.quality, concerns=(concern, *reading.quality.concerns))
    )


def as_held(step: Step, outcome: Outcome, reason: str | None) -> FileOutcome:
    """What is said of a file that changes nothing: its paper is as it was."""
    held = step.held if step.held and step.held.is_held else None
    sizes = (held.pages, held.passages, tuple(held.concerns)) if held else ()
    return FileOutcome(step.state.file, outcome, reason, step.paper, *sizes)


def name_originals(report: Report, steps: Sequence[Step]) -> None:
    """Gives copies of a file of this run the paper that was made of it.

    The outcomes are in the order of the steps; only withdrawals, which come last, may be missing between them.
    """
    digests = {step.state.path: step.state.digest for step in steps}
    made = {}
    for step, outcome in zip(steps, report.files, strict=False):
        if outcome.paper and outcome.outcome is not Outcome.DUPLICATE:
            made[digests[step.state.path]] = outcome
    for i, (step, outcome) in enumerate(zip(steps, report.files, strict=False)):
        original = made.get(step.state.digest)
        if outcome.outcome is Outcome.DUPLICATE and outcome.paper is None and original:
            sizes = original.paper, original.pages, original.passages
            report.files[i] = FileOutcome(outcome.file, outcome.outcome, outcome.reason, *sizes)


def keep_copy(corpus: Corpus, state: FileState) -> None:
    try:
        keep_file(corpus.settings.files_folder, Path(state.path), state.digest)
    except FileChanged as error:
        raise UnreadablePaper(changed(state)) from error
    except FileNotFoundError as error:
        raise UnreadablePaper(f"{state.file} went away while it was read.") from error


def has_changed(state: FileState) -> bool:
    """Whether the file holds other bytes than it did when it was looked at first; not so where it cannot be opened."""
    try:
        return digest_of(Path(state.path)) != state.digest
    except OSError:
        return False


def changed(state: FileState) -> str:
    return f"{state.file} was changed while it was read. Ingest it again."


def new_paper(state: FileState, reading: Reading, passages: Sequence[NewPassage]) -> NewPaper:
    """A reading with its embedded passages as a paper ready for the corpus."""
    return NewPaper(
        state,
        reading.facts,
        reading.pages,
        passages,
        reading.judgements,
        reading.recommendations,
        reading.quality,
        reading.text_digest,
    )
