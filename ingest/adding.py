"""An ingest at work behind the screens: how far it is, how long it may take, and a way to stop it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.corpus import STORE_ERRORS, Corpus
from ingest.facts.manifest import ManifestError
from ingest.plan import NothingToIngest
from ingest.report import Progress, Report
from ingest.stopping import Stopped, Stopping
from ingest.sync import IngestBusy, sync
from ingest.unreadable import UnreadablePaper
from ingest.worker import NoWorker

if TYPE_CHECKING:
    from ingest.sources.fetch import FetchReport
    from ingest.sources.source import Source

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Adding:
    """One run. ``report`` is there when the papers have been read, ``trouble`` where it could not go on."""

    started: float = field(default_factory=time.monotonic)
    fetching: str | None = None  # the source that is asked just now
    fetched: FetchReport | None = None
    progress: Progress | None = None
    report: Report | None = None
    trouble: str | None = None
    stopping: Stopping = field(default_factory=Stopping)
    thread: threading.Thread | None = None

    @property
    def is_running(self) -> bool:
        return self.thread is not None and self.thread.is_alive()

    def seconds_left(self) -> float | None:
        """As the files done so far let expect; None before the first is done."""
        done = self.progress
        if done is None or not done.files or not done.total:
            return None
        return (time.monotonic() - self.started) / done.files * (done.total - done.files)

    def stop(self) -> None:
        """Ends it soon: the file in hand stays as it was, what is done is kept."""
        self.stopping.ask()

    def wait(self, seconds: float | None = None) -> None:
        if self.thread:
            self.thread.join(seconds)


def start_adding(corpus: Corpus, paths: Sequence[Path]) -> Adding:
    """Ingests the paths in a thread of its own."""
    return start(Adding(), lambda adding: ingest(corpus, paths, adding))


def start_fetching(corpus: Corpus, source: Source, folder: Path) -> Adding:
    """Fetches what is new at a source in a thread of its own, and ingests the folder."""

    def work(adding: Adding) -> None:
        fetch_into(corpus, source, folder, adding)
        if adding.trouble is None and not adding.stopping.is_asked:
            adding.started = time.monotonic()
            ingest(corpus, [folder], adding)

    return start(Adding(fetching=source.name), work)


def start(adding: Adding, work: Callable[[Adding], None]) -> Adding:
    adding.thread = threading.Thread(target=work, args=[adding], name="adding papers", daemon=True)
    adding.thread.start()
    return adding


def ingest(corpus: Corpus, paths: Iterable[Path], adding: Adding) -> None:
    def note(progress: Progress) -> None:
        adding.progress = progress

    try:
        adding.report = sync(corpus, paths, on_progress=note, stopping=adding.stopping)
    except (IngestBusy, NothingToIngest, ManifestError) as error:
        adding.trouble = str(error)
    except (*STORE_ERRORS, NoWorker, UnreadablePaper, OSError) as error:
        log.exception("An ingest from the screens has failed")
        adding.trouble = f"The papers could not be added. Its log says more: {type(error).__name__}."


def fetch_into(corpus: Corpus, source: Source, folder: Path, adding: Adding) -> None:
    # here, because only a fetch needs what these load
    from ingest.sources.fetch import DocumentOutcome, fetch, web_of
    from ingest.sources.source import SourceError
    from ingest.sources.web import FetchError

    def note(outcome: DocumentOutcome) -> None:
        adding.fetching = outcome.title
        adding.stopping.check()

    try:
        with web_of(corpus.settings, source) as web:
            adding.fetched = fetch(source, folder, web, today=datetime.now(UTC).date(), on_progress=note)
        adding.stopping.check()
    except Stopped:
        adding.trouble = "Stopped. The files fetched so far are kept, but are not added yet. Fetch again to go on."
    except (FetchError, SourceError) as error:
        adding.trouble = str(error)
    finally:
        adding.fetching = None
