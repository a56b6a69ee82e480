"""Kills an ingest at random moments, and looks whether each paper is then as before or as after, and mended next time.

    python -m tests.bench.kill_ingest --rounds 200 --seed 1

Each round starts an ingest of papers that are new, changed, moved, copied, replaced and withdrawn, in a process of its
own, and kills it (kill -9) early, late or anywhere; in every fifth round the vector server dies with it. Then the
corpus is checked, the ingest is run again, and it is checked once more. The vectors of the papers are made once
before, so that a round takes seconds: what is tested is how they are kept.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from sqlalchemy import select

import ingest.ahead
import ingest.reading
import ingest.sync
from corpus.catalogue import Catalogue
from corpus.changes import queue_everything
from corpus.corpus import Corpus, open_corpus
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

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "corpus" / "sample" / "papers"
OFFICER = Scope(Role.OFFICER)
MODULE, PREPARE = "tests.bench.kill_ingest", "--prepare"
EVERY = 5  # rounds, of which one kills the vector server too
NOTE = "Brackenford City Council\n\n{title}\n\nFocused visit on 14 June 2023\n\n"
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
            future.set_result(ingest.reading.reading_of(path, file, manifest, corrections))
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

    @property
    def faults(self) -> list[str]:
        return [*self.lost, *self.half_written, *self.duplicated, *self.not_mended]

    def __str__(self) -> str:
        counted = f"{len(self.lost)} lost, {len(self.half_written)} half-written, {len(self.duplicated)} duplicated"
        killed = f"{self.rounds} rounds, {self.killed_in_time} of them killed at work"
        return "\n".join([f"{killed}: {counted}, {len(self.not_mended)} not mended", *self.faults])


class Bench:
    """A home with the papers as before, to which each round returns, and the papers as after to be ingested."""

    def __init__(self, folder: Path, read_here: bool) -> None:
        self.folder, self.papers = folder, folder / "papers"
        self.home, self.template = folder / "home", folder / "template"
        self.read_here = read_here
        self.vectors: Mapping[str, Vectors] = {}
        # in a process of its own: one that has computed with torch cannot be forked safely
        subprocess.run([sys.executable, "-m", MODULE, PREPARE, folder], cwd=ROOT, check=True)
        self.after = self.states()
        self.before = self.states(self.template)
        corpus = self.open()
        with corpus.catalogue.session() as session:
            digests = list(session.scalars(select(EmbeddingRow.digest)))
        self.vectors = Catalogue.embeddings(corpus.catalogue, digests, PACKAGED_NAME)
        assert check(corpus).faults == ()
        for file in self.papers.rglob("*.*"):
            ingest.reading.reading_of(file, file.name, {}, {})  # what a reader loads at first use is loaded now

    vectors: Mapping[str, Vectors] = {}

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

    def ingest(self) -> int:
        """Starts an ingest in a process of its own, and gives its number."""
        sys.stdout.flush()
        child = os.fork()
        if child:
            return child
        os.setpgid(0, 0)
        if self.read_here:
            ingest.ahead.ReadingWorkers = ReadHere  # type: ignore[misc, assignment]
        ingest.sync.Teller = partial(Teller, seconds=0.05)  # type: ignore[misc, assignment]
        try:
            report = sync(self.open(), [self.papers])
            os._exit(1 if report.failed else 0)
        finally:
            os._exit(3)

    def seconds(self) -> float:
        """How long an ingest takes that nobody kills."""
        self.reset()
        started = time.monotonic()
        _, status = os.waitpid(self.ingest(), 0)
        seconds = time.monotonic() - started
        assert status == 0, f"the ingest ended with status {status}"
        assert self.states() == self.after
        return seconds

    def round(self, seconds: float, kill_server: bool, tally: Tally, name: str) -> None:
        self.reset()
        child = self.ingest()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        tally.rounds += 1
        tally.killed_in_time += os.WIFSIGNALED(status)
        if kill_server and (address := read_address(self.home / "chroma")):
            psutil.Process(address.server_pid).kill()
        self.look_after_the_kill(tally, name)
        _, status = os.waitpid(self.ingest(), 0)
        if status:
            tally.not_mended.append(f"{name}: the next ingest ended with status {status}")
        self.look_after_the_next(tally, name)

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


def write_before(folder: Path) -> None:
    note(folder, "changed.txt", "A note on hotels", 1)
    note(folder, "withdrawn.txt", "A note on caravans", 2)
    note(folder, "visit.txt", "Letter on a visit", 3)
    note(folder, "moved.txt", "A note on buses", 4)
    shutil.copy(next((SAMPLE / "ofsted").glob("*focused visit - 25 june 2021.pdf")), folder / "letter.pdf")


def write_after(folder: Path) -> None:
    note(folder, "changed.txt", "A note on hotels, later", 5)
    (folder / "withdrawn.txt").unlink()
    note(folder, "visit revised.txt", "Letter on a visit (revised)", 3)
    (folder / "sub").mkdir()
    (folder / "moved.txt").rename(folder / "sub" / "moved.txt")
    shutil.copy(folder / "visit.txt", folder / "zz copy of visit.txt")
    shutil.copy(next((SAMPLE / "ofsted").glob("*focused visit - 14 march 2025.pdf")), folder / "letter.pdf")
    shutil.copy(next((SAMPLE / "press").glob("Nine care leavers*.html")), folder / "new.html")
    note(folder, "new.txt", "A note on trams", 6)


def note(folder: Path, file: str, title: str, seed: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    words = "inspectors children plans carers visits schools homes councils records panels advisers months".split()
    chosen = random.Random(seed)
    lines = [f"{n}. {' '.join(chosen.choices(words, k=12)).capitalize()}." for n in range(1, 13)]
    (folder / file).write_text(NOTE.format(title=title) + "\n\n".join(lines) + "\n", encoding="utf-8")


def prepare(folder: Path) -> None:
    """Ingests the papers as before, copies that home to ``template``, and ingests them as after."""
    papers, home = folder / "papers", folder / "home"
    corpus = open_corpus(Settings(home=home))
    for write in (write_before, write_after):
        write(papers)
        assert sync(corpus, [papers]).failed == []
        if write is write_before:
            with corpus.catalogue.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copytree(
                home, folder / "template", ignore=shutil.ignore_patterns("chroma", "*.lock", "*-wal", "*-shm")
            )


def moments(rounds: int, seconds: float, seed: int) -> list[float]:
    """When to kill, in seconds after the start: early, late and anywhere in turn."""
    chosen = random.Random(seed)
    parts = [(0.0, 0.3), (0.7, 1.05), (0.0, 1.05)]
    return [seconds * chosen.uniform(*parts[i % len(parts)]) for i in range(rounds)]


def kill_rounds(folder: Path, rounds: int, seed: int, *, read_here: bool, say: Any = lambda _: None) -> Tally:
    bench = Bench(folder, read_here)
    seconds = min(bench.seconds() for _ in range(2))
    tally = Tally()
    for i, moment in enumerate(moments(rounds, seconds, seed)):
        bench.round(moment, i % EVERY == EVERY - 1, tally, f"seed {seed}, round {i + 1}, {moment:.3f} s")
        say(f"round {i + 1}: killed after {moment:.3f} of {seconds:.3f} s; {len(tally.faults)} faults so far")
    return tally


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--read-here", action="store_true", help="read in the ingest's own process, which is quicker")
    parser.add_argument(PREPARE, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(argv)
    if given.prepare:
        prepare(given.prepare)
        return 0
    print(f"seed {given.seed}")
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_rounds(Path(folder), given.rounds, given.seed, read_here=given.read_here, say=print)
        if address := read_address(Path(folder) / "home" / "chroma"):
            psutil.Process(address.server_pid).terminate()
    print(tally)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
