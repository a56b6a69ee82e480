"""Files read in processes of their own, with a time and a memory limit: a bad file costs itself and nothing else.

No library fits: concurrent.futures and loky know no limit for one task, and pebble, which does, is under the LGPL.
The child is a program of its own and not one of multiprocessing's, which runs the parent's main module again in each
child: a script without a main guard, or the whole app where that is Streamlit.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import IO, Any

import psutil

from corpus.cores import cores
from ingest.reading import Reading
from ingest.unreadable import SAVE_ANEW, UnreadablePaper

READ_WHOLE = "ingest.read_whole:reading_of"
POLL_SECONDS = 0.2
MOST_BETWEEN_LOOKS = 1.0  # seconds; what is over was spent asleep, as a laptop that is shut, and by the child too
GRACE_SECONDS = 2.0  # for a process that has closed its output to be gone
START_SECONDS = 120.0  # to import the readers, on a machine that is busy
LARGE = 0.75  # of the memory limit
MOST_ALLOWANCES = 60  # a scan has the time limit for each of its pages, and this many times the limit in all

ENDED = "The reading was ended before the file was read."


class NoWorker(Exception):
    """There is no process to read with: it does not start, or was ended. No fault of a file."""


class ReadingWorkers:
    """``count`` processes that read files in the order in which they are submitted; started when there is work.

    A file may take ``seconds`` (a scan: for each page) and ``megabytes`` of memory, the readers themselves included.
    ``job`` is the function that reads, as "module:name".
    """

    def __init__(self, seconds: float = 60, megabytes: int = 1200, count: int = 1, job: str = READ_WHOLE) -> None:
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._pending: list[Future[Reading]] = []
        threads = max(1, cores() // count)
        self._workers = [Worker(self._tasks, Limits(seconds, megabytes, threads), job) for _ in range(count)]

    def __enter__(self) -> ReadingWorkers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the processes; what is not read yet is cancelled."""
        for future in self._pending:
            future.cancel()
        for _ in self._workers:
            self._tasks.put(None)
        for worker in self._workers:
            worker.end()

    def wake(self) -> None:
        """Starts the processes ahead of the first file."""
        for worker in self._workers:
            worker.wake = True
            worker.start()

    def submit(
        self, path: Path, file: str, manifest: Mapping[str, Any], corrections: Mapping[str, str]
    ) -> Future[Reading]:
        """What ``ingest.read_whole.reading_of`` gives; ``result()`` raises UnreadablePaper or NoWorker."""
        task = Task(path, file, dict(manifest), dict(corrections), Future())
        self._pending = [*(future for future in self._pending if not future.done()), task.future]
        self._tasks.put(task)
        for worker in self._workers:
            worker.start()
        return task.future


@dataclass(frozen=True, slots=True)
class Task:
    path: Path
    file: str
    manifest: dict[str, Any]
    corrections: dict[str, str]
    future: Future[Reading]


@dataclass(frozen=True, slots=True)
class Limits:
    seconds: float
    megabytes: int
    threads: int

    @property
    def most_seconds(self) -> float:
        return MOST_ALLOWANCES * self.seconds

    def passed(self, on_page: float, in_all: float) -> float | None:
        """The number of seconds that was passed, if one was, by a file that has been read for so long."""
        if on_page > self.seconds:
            return max(self.seconds, in_all - on_page)
        return self.most_seconds if in_all > self.most_seconds else None


class Broke(Exception):
    """The process died over a file, or had too much memory: perhaps for what an earlier file left behind."""


class Worker:
    """A thread of this process that keeps a child process, hands it one file at a time, and watches it."""

    def __init__(self, tasks: SimpleQueue[Task | None], limits: Limits, job: str) -> None:
        self.tasks = tasks
        self.limits = limits
        processor_seconds = limits.most_seconds * limits.threads
        self.command = [sys.executable, "-P", "-m", "ingest.worker_child"]
        self.command += [job, str(processor_seconds), str(limits.megabytes)]
        self.surroundings = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path),
            "OMP_NUM_THREADS": str(limits.threads),
        }
        self.child: Child | None = None
        self.ended = False
        self.wake = False  # whether the child is started ahead of the first task
        self.lock = threading.Lock()  # over child and ended, which end() needs from another thread
        self.thread = threading.Thread(target=self.work, name="reading", daemon=True)

    def start(self) -> None:
        if not self.thread.is_alive():
            self.thread.start()

    def end(self) -> None:
        with self.lock:
            self.ended = True
            if self.child is not None:
                self.child.kill()
        if self.thread.is_alive():
            self.thread.join()

    def work(self) -> None:
        if self.wake:
            with contextlib.suppress(NoWorker, OSError):  # whoever submits a task is told
                self.ready_child()
        while (task := self.tasks.get()) is not None:
            if not task.future.set_running_or_notify_cancel():
                continue
            try:
                task.future.set_result(self.read(task))
            except Exception as error:  # noqa: BLE001 - it goes to whoever asks for the result
                task.future.set_exception(error)

    def read(self, task: Task) -> Reading:
        """Raises UnreadablePaper, NoWorker."""
        used = self.child is not None and self.child.alive and self.child.files > 0
        try:
            return self.read_once(task)
        except Broke as error:
            if self.ended:
                raise NoWorker(ENDED) from error
            if not used:
                raise UnreadablePaper(str(error)) from error
        # an earlier file may have left the child in disorder: this one gets a fresh child before it is blamed
        return self.read(task)

    def read_once(self, task: Task) -> Reading:
        child = self.ready_child()
        child.send((task.path, task.file, task.manifest, task.corrections))
        said, value = self.answer(task, child)
        # what a large file leaves allocated is not counted against the next
        if said == "memory" or child.megabytes() > LARGE * self.limits.megabytes:
            child.kill()
        if said == "memory":
            raise Broke(self.too_large(task))
        if said == "unreadable":
            raise UnreadablePaper(value)
        reading: Reading = value
        return reading

    def answer(self, task: Task, child: Child) -> tuple[str, Any]:
        """What the child says of the file, within the limits. Raises UnreadablePaper, Broke."""
        looked = time.monotonic()
        on_page = in_all = 0.0
        while True:
            said, value = child.hear(min(POLL_SECONDS, self.limits.seconds))
            now = time.monotonic()
            took, looked = min(now - looked, MOST_BETWEEN_LOOKS), now
            on_page, in_all = on_page + took, in_all + took
            if said == "died":
                raise Broke(f"{task.file}: the reader broke down on it ({child.kill(GRACE_SECONDS)}): {SAVE_ANEW}")
            if said == "page":
                on_page = 0.0
            elif said != "nothing":
                return said, value
            if passed := self.limits.passed(on_page, in_all):
                child.kill()
                raise UnreadablePaper(
                    f"{task.file}: it could not be read within {passed:,.0f} seconds: "
                    "split it into smaller files, or allow more with SCRUTINY_READ_SECONDS"
                )
            if child.megabytes() > self.limits.megabytes:
                child.kill()
                raise Broke(self.too_large(task))

    def too_large(self, task: Task) -> str:
        return (
            f"{task.file}: it needed more than {self.limits.megabytes:,} megabytes of memory: "
            "split it, save it with smaller pictures, or allow more with SCRUTINY_READ_MEGABYTES"
        )

    def ready_child(self) -> Child:
        """The child, started where there is none alive, once it is ready to read. Raises NoWorker."""
        if self.child is not None and self.child.alive:
            return self.child
        with self.lock:
            if self.ended:
                raise NoWorker(ENDED)
            self.child = child = Child(self.command, self.surroundings)
        if child.hear(START_SECONDS)[0] != "ready":
            raise NoWorker(
                f"The process that reads papers does not start ({child.kill(GRACE_SECONDS)}). "
                f"What is wrong stands in the log above; try it by hand: {' '.join(self.command)}"
            )
        return child


class Child:
    """A reading process and what it says."""

    def __init__(self, command: list[str], surroundings: dict[str, str]) -> None:
        self.files = 0
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings)
        self.heard: SimpleQueue[tuple[str, Any]] = SimpleQueue()
        threading.Thread(target=self.listen, name="reading-answers", daemon=True).start()

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def send(self, arguments: tuple[Any, ...]) -> None:
        self.files += 1
        with contextlib.suppress(BrokenPipeError):  # of a dead process: that is heard
            pickle.dump(arguments, stream_of(self.process.stdin))
            stream_of(self.process.stdin).flush()

    def hear(self, seconds: float) -> tuple[str, Any]:
        try:
            return self.heard.get(timeout=seconds)
        except Empty:
            return "nothing", None

    def listen(self) -> None:
        with stream_of(self.process.stdout) as stream:
            try:
                while True:
                    self.heard.put(pickle.load(stream))
            except (EOFError, pickle.UnpicklingError):  # it ended, perhaps in the middle of a word
                self.heard.put(("died", None))

    def megabytes(self) -> float:
        try:
            return float(psutil.Process(self.process.pid).memory_info().rss) / 1e6
        except psutil.NoSuchProcess:
            return 0.0

    def kill(self, grace: float = 0.0) -> str:
        """Ends it, if it does not end by itself within ``grace`` seconds, and says how: "signal 11", "exit code 1"."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(grace)
        self.process.kill()
        status = self.process.wait()
        with contextlib.suppress(BrokenPipeError):
            stream_of(self.process.stdin).close()
        return f"signal {-status}" if status < 0 else f"exit code {status}"


def stream_of(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream
