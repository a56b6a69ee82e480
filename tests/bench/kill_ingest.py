"""Kills an ingest at random moments, and looks whether each paper is then as before or as after, and mended next time.

    python -m tests.bench.kill_ingest --rounds 200 --seed 1

Each round starts an ingest of papers that are new, changed, moved, copied, replaced and withdrawn, in a process of its
own with the reading process that it starts, and kills it (kill -9) early, late or anywhere; in every fifth round the
vector server dies with it. Whatever it had started must then be gone too. Then the corpus is checked, the ingest is
run again, and it is checked once more. So that a round takes seconds, the vectors of the papers are made once before
(what is tested is how they are kept), and the second ingest reads in its own process. With --office one of the papers
is an old Word file, which LibreOffice converts.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from sqlalchemy import select

import ingest.ahead
import ingest.read_whole
import ingest.sync
from corpus.catalogue import Catalogue
from corpus.changes import queue_everything
from corpus.corpus import Corpus
from corpus.embedding import PACKAGED_NAME, Embedder, Vectors
from corpus.paper import Role
from corpus.schema import EmbeddingRow, VectorChangeRow
from corpus.scope import Scope
from corpus.settings import Settings
from corpus.teller import Teller
from corpus.vector_server import read_address
from corpus.vectors import VectorStore
from ingest.check import check
from ingest.sync import sync
from ingest.unreadable import UnreadablePaper
from tests.bench.kill_papers import OFFICE, PREPARE

ROOT = Path(__file__).resolve().parents[2]
OFFICER = Scope(Role.OFFICER)
EVERY = 5  # rounds, of which one kills the vector server too
GONE_SECONDS = 60.0  # within which all that a killed ingest had started is gone
MARK = "SCRUTINY_KILL_ROUND"  # in the surroundings of an ingest and of all that it starts
# status, digest of its file, digest of its text, keys of its passages
State = tuple[str, str, str, tuple[str, ...]]


class Remembered(Catalogue):
    """A catalogue that has each vector already, so that no model is loaded."""

    def __init__(self, file: Path, vectors: Mapping[str, Vectors]) -> None:
        super().__init__(file)
        self.vectors = vectors

    def embeddings(self, digests: Iterable[str], model: str) -> dict[str, Vectors]:
        return {digest: self.vectors[digest] for digest in digests}


class NoModel(Embedder):
    def load(self) -> Any:
        return None

    def embed_one(self, text: str) -> Vectors:
        return np.zeros(384, np.float32)


class ReadHere:
    """Reads in the process itself, which has the readers imported; the process that is killed is the ingest's."""

    def __init__(self, *_: object) -> None:
        pass

    def __enter__(self) -> ReadHere:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, path: Path, file: str, manifest: Mapping[str, Any], corrections: Mapping[str, str]) -> Any:
        future: Future[Any] = Future()
        try:
            future.set_result(ingest.read_whole.reading_of(path, file, manifest, corrections))
        except UnreadablePaper as error:
            future.set_exception(error)
        return future


@dataclass
class Tally:
    """What came of the rounds. A paper is half-written if it is neither as before nor as after."""

    rounds: int = 0
    killed_in_time: int = 0  # the ingest was still at work
    lost: list[str] = field(default_factory=list)
    half_written: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    not_mended: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)  # processes that outlived their ingest

    @property
    def faults(self) -> list[str]:
        return [*self.lost, *self.half_written, *self.duplicated, *self.not_mended, *self.stray]

    def __str__(self) -> str:
        counted = f"{len(self.lost)} lost, {len(self.half_written)} half-written, {len(self.duplicated)} duplicated"
        killed = f"{self.rounds} rounds, {self.killed_in_time} of them killed at work"
        after = f"{len(self.not_mended)} not mended, {len(self.stray)} stray processes"
        return "\n".join([f"{killed}: {counted}, {after}", *self.faults])


@dataclass(frozen=True, slots=True)
class Moment:
    """When to kill an ingest: ``seconds`` after it has taken up that many files."""

    files: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.seconds:.3f} s after {f'file {self.files}' if self.files else 'the start'}"


@dataclass(frozen=True, slots=True)
class Started:
    """An ingest at work, and what it says at each file."""

    pid: int
    said: int

    def __enter__(self) -> Started:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.said)

    def next_file(self) -> bool:
        """Waits until it takes up the next file, or has none."""
        return bool(os.read(self.said, 1))

    def end(self) -> int:
        """Waits for its end, and gives its status."""
        return os.waitpid(self.pid, 0)[1]


class Bench:
    """A home with the papers as before, to which each round returns, and the papers as after to be ingested."""

    def __init__(self, folder: Path, read_here: bool, office: bool) -> None:
        self.folder, self.papers = folder, folder / "papers"
        self.home, self.template = folder / "home", folder / "template"
        self.read_here = read_here
        self.mark = uuid.uuid4().hex
        self.vectors: Mapping[str, Vectors] = {}
        # in a process of its own: one that has computed with torch cannot be forked safely
        command = [sys.executable, "-m", PREPARE, str(folder), *([OFFICE] if office else [])]
        subprocess.run(command, cwd=ROOT, check=True)
        self.after = self.states()
        self.before = self.states(self.template)
        corpus = self.open()
        with corpus.catalogue.session() as session:
            digests = list(session.scalars(select(EmbeddingRow.digest)))
        self.vectors = Catalogue.embeddings(corpus.catalogue, digests, PACKAGED_NAME)
        assert check(corpus).faults == ()
        for file in self.papers.rglob("*.*"):
            ingest.read_whole.reading_of(file, file.name, {}, {})  # what a reader loads at first use is loaded now

    def open(self) -> Corpus:
        settings = Settings(home=self.home)
        catalogue = Remembered(settings.catalogue_file, self.vectors)
        store = VectorStore(settings.chroma_folder, PACKAGED_NAME, None, catalogue.home_id())
        return Corpus(settings, catalogue, store, NoModel())

    def reset(self) -> None:
        """The home as before: catalogue and files are put back, and Chroma is told again."""
        for part in ("catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm"):
            (self.home / part).unlink(missing_ok=True)
        shutil.rmtree(self.home / "files")
        shutil.copytree(self.template, self.home, dirs_exist_ok=True)
        corpus = self.open()
        due = corpus.catalogue.current_keys()
        corpus.vectors.drop(sorted(corpus.vectors.keys() - due))
        queue_everything(corpus.catalogue)
        corpus.tell_chroma()
        assert corpus.vectors.keys() == due
        corpus.catalogue.engine.dispose()

    def states(self, home: Path | None = None) -> dict[str, State]:
        """Each paper held, by its file."""
        catalogue = Catalogue((home or self.home) / "catalogue.sqlite")
        found = {}
        for paper in catalogue.papers(OFFICER, current=False):
            assert paper.file not in found, f"{paper.file} is held twice"
            text = hashlib.sha256("\f".join(catalogue.texts(paper)).encode()).hexdigest()
            keys = tuple(held.key for held in catalogue.passages_of(paper))
            found[paper.file] = (paper.status, catalogue.stored_file(paper), text, keys)
        catalogue.engine.dispose()
        return found

    def ingest(self, read_here: bool) -> Started:
        """Starts an ingest in a process of its own."""
        sys.stdout.flush()
        hear, say = os.pipe()
        child = os.fork()
        if child:
            os.close(say)
            return Started(child, hear)
        os.setpgid(0, 0)
        os.environ[MARK] = self.mark
        if read_here:
            ingest.ahead.ReadingWorkers = ReadHere  # type: ignore[misc, assignment]
        ingest.sync.Teller = partial(Teller, seconds=0.05)  # type: ignore[misc, assignment]
        try:
            report = sync(self.open(), [self.papers], on_progress=lambda _: os.write(say, b".") and None)
            os._exit(1 if report.failed else 0)
        finally:
            os._exit(3)

    def pace(self) -> list[float]:
        """Seconds after its start at which an ingest that nobody kills takes up each file, and ends."""
        self.reset()
        started = time.monotonic()
        with self.ingest(self.read_here) as running:
            times = []
            while running.next_file():
                times.append(time.monotonic() - started)
            status = running.end()
        assert status == 0, f"the ingest ended with status {status}"
        assert self.states() == self.after
        return [*times, time.monotonic() - started]

    def round(self, moment: Moment, kill_server: bool, tally: Tally, name: str) -> None:
        self.reset()
        with self.ingest(self.read_here) as running:
            for _ in range(moment.files):
                running.next_file()
            time.sleep(moment.seconds)
            os.kill(running.pid, signal.SIGKILL)
            status = running.end()
        tally.rounds += 1
        tally.killed_in_time += os.WIFSIGNALED(status)
        if kill_server and (address := read_address(self.home / "chroma")):
            psutil.Process(address.server_pid).kill()
        for command in self.outliving():
            tally.stray.append(f"{name}: {command}")
        self.look_after_the_kill(tally, name)
        with self.ingest(read_here=True) as running:
            status = running.end()
        if status:
            tally.not_mended.append(f"{name}: the next ingest ended with status {status}")
        self.look_after_the_next(tally, name)

    def outliving(self) -> list[str]:
        """What an ingest has started and is there still, but for the vector server of the home, which is to stay."""
        until = time.monotonic() + GONE_SECONDS
        while left := [command for command in commands_marked(self.mark) if str(self.home / "chroma") not in command]:
            if time.monotonic() > until:
                return left
            time.sleep(0.02)
        return []

    def look_after_the_kill(self, tally: Tally, name: str) -> None:
        corpus, now = self.open(), self.states()
        for file in self.before.keys() | self.after.keys():
            allowed = [states.get(file) for states in (self.before, self.after)]
            if file not in now and None not in allowed:
                tally.lost.append(f"{name}: {file} is gone")
            elif now.get(file) not in allowed:
                tally.half_written.append(f"{name}: {file} is neither as before nor as after")
        with corpus.catalogue.session() as session:
            waiting = set(session.scalars(select(VectorChangeRow.key)))
        held, due = corpus.vectors.fields(), corpus.catalogue.current_fields()
        untold = {key for key in held.keys() | due.keys() if held.get(key) != due.get(key)} - waiting
        if untold:
            tally.half_written.append(f"{name}: Chroma would never be told of {len(untold)} passages")
        for fault in check(corpus).faults:
            unfinished = fault.part in ("chroma", "unfinished") or "belong to no paper" in fault.what
            if not unfinished:
                tally.half_written.append(f"{name}: {fault.what}")
        corpus.catalogue.engine.dispose()

    def look_after_the_next(self, tally: Tally, name: str) -> None:
        corpus, now = self.open(), self.states()
        if now != self.after:
            differing = sorted(f for f in now.keys() | self.after.keys() if now.get(f) != self.after.get(f))
            tally.not_mended.append(f"{name}: not as after: {', '.join(differing)}")
        tally.not_mended += [f"{name}: {fault.what}" for fault in check(corpus).faults]
        keys = [key for state in now.values() if state[0] == "current" for key in state[3]]
        if sorted(keys) != sorted(corpus.vectors.keys()) or len(keys) != len(set(keys)):
            tally.duplicated.append(f"{name}: Chroma holds {corpus.vectors.count()} passages, the papers {len(keys)}")
        corpus.catalogue.engine.dispose()


def commands_marked(mark: str) -> list[str]:
    """Of each process, zombies apart, that has the mark in its surroundings."""
    marked = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get(MARK) == mark and process.status() != psutil.STATUS_ZOMBIE:
                marked.append(" ".join(process.cmdline()))
    return marked


def moments(rounds: int, pace: Sequence[float], seed: int) -> list[Moment]:
    """When to kill: anywhere between start and end, and at one of the files or after the last of them, in turn."""
    chosen = random.Random(seed)
    spans = [later - earlier for earlier, later in pairwise(pace)]
    found = []
    for i in range(rounds):
        if i % 3 == 0:
            found.append(Moment(0, chosen.uniform(0.0, 1.05 * pace[-1])))
        else:
            file = chosen.randrange(len(spans))
            found.append(Moment(file + 1, chosen.uniform(0.0, spans[file])))
    return found


def kill_rounds(
    folder: Path, rounds: int, seed: int, *, read_here: bool, office: bool, say: Any = lambda _: None
) -> Tally:
    bench = Bench(folder, read_here, office)
    pace = bench.pace()
    tally = Tally()
    for i, moment in enumerate(moments(rounds, pace, seed)):
        name = f"seed {seed}, round {i + 1}, {moment}"
        bench.round(moment, i % EVERY == EVERY - 1, tally, name)
        say(f"{name}, of {pace[-1]:.3f} s and {len(pace) - 1} files; {len(tally.faults)} faults so far")
    return tally


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--read-here", action="store_true", help="read in the ingest's own process, which is quicker")
    parser.add_argument(OFFICE, action="store_true", help="with an old Word file, where LibreOffice is installed")
    given = parser.parse_args(argv)
    print(f"seed {given.seed}")
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_rounds(
            Path(folder), given.rounds, given.seed, read_here=given.read_here, office=given.office, say=print
        )
        if address := read_address(Path(folder) / "home" / "chroma"):
            psutil.Process(address.server_pid).terminate()
    print(tally)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
