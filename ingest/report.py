"""What an ingest says of itself: how far it is, what became of each file, and what needs an officer's eye."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from ingest.plan import Outcome


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file, as ``scrutiny ingest --json`` prints it.

    ``pages`` and ``passages`` are those of the paper as it is held now; 0 where the file adds none and is none.
    """

    file: str
    outcome: Outcome
    reason: str | None = None
    paper: str | None = None
    pages: int = 0
    passages: int = 0
    concerns: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    files: list[FileOutcome] = field(default_factory=list)
    embedded: int = 0
    seconds: float = 0.0
    stopped: bool = False  # somebody ended it before the last file
    stages: dict[str, float] = field(default_factory=dict)  # seconds of the process that writes, by what it did

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Adds the time of the block to the stage."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] = round(self.stages.get(name, 0.0) + time.perf_counter() - started, 3)

    @property
    def failed(self) -> list[FileOutcome]:
        return [file for file in self.files if file.outcome is Outcome.FAILED]

    @property
    def counts(self) -> dict[str, int]:
        """How many files had each outcome."""
        return {outcome.value: sum(file.outcome is outcome for file in self.files) for outcome in Outcome}

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "counts": self.counts}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: ``files`` of ``total`` are done, ``file`` is next."""

    file: str
    files: int
    total: int
