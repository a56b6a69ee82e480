"""Reads the next files while this one is embedded and saved."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from corpus.changes import FileState
from corpus.settings import Settings
from ingest.plan import READ, Step
from ingest.reading import Reading
from ingest.stopping import Stopping
from ingest.worker import ReadingWorkers

FILES_AHEAD = 48  # read and not yet saved: what bounds the memory


@dataclass(slots=True)
class ReadAhead:
    """Files in the order of the steps. Whoever asks for one has the file after the last one submitted."""

    workers: ReadingWorkers
    waiting: Iterator[Step]
    futures: deque[Future[Reading]]
    stopping: Stopping

    def next(self) -> Reading:
        """What is read of the next file. Raises UnreadablePaper, Stopped, and NoWorker where there is none to read."""
        future = self.futures.popleft()
        self.submit_next()
        return self.stopping.result(future)

    def ready(self) -> list[Reading]:
        """The readings to come that are there already, in their order."""
        done = takewhile(Future.done, self.futures)
        return [future.result() for future in done if not future.cancelled() and future.exception() is None]

    def again(self, step: Step, state: FileState) -> Reading:
        """The file once more, with the corrections of ``state``."""
        return self.stopping.result(submit(self.workers, step, state))

    def submit_next(self) -> None:
        if step := next(self.waiting, None):
            self.futures.append(submit(self.workers, step, step.state))


@contextmanager
def reading_ahead(
    settings: Settings, steps: Sequence[Step], stopping: Stopping, workers: ReadingWorkers | None = None
) -> Iterator[ReadAhead]:
    """The first files are submitted at once; processes that are started here end with the block."""
    with nullcontext(workers) if workers else ReadingWorkers(settings.read_seconds, settings.read_megabytes) as reading:
        ahead = ReadAhead(reading, (step for step in steps if step.outcome in READ), deque(), stopping)
        for _ in range(FILES_AHEAD):
            ahead.submit_next()
        yield ahead


def submit(workers: ReadingWorkers, step: Step, state: FileState) -> Future[Reading]:
    return workers.submit(Path(state.path), state.file, step.manifest, state.corrections)
