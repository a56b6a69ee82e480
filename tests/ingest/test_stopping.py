"""An ingest that is asked to stop leaves every paper whole, at whatever moment it is asked."""

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

import corpus.embedding as corpus_embedding
from corpus.cores import cores
from corpus.corpus import Corpus
from corpus.paper import Role
from corpus.scope import Scope
from ingest.plan import plan
from ingest.stopping import Stopped, Stopping, stopping_by_ctrl_c
from ingest.sync import sync
from ingest.worker import ReadingWorkers
from tests.conftest import PATIENCE


@pytest.fixture(autouse=True)
def ctrl_c_counts() -> Iterator[None]:
    """Where the tests are started in the background of a shell, Ctrl-C is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_a_file_that_is_being_read_is_not_waited_for(corpus: Corpus, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "loop.txt").write_text("Brackenford City Council")
    stopping = Stopping()
    # were it waited for, it would end as a file that took too long
    with ReadingWorkers(seconds=5, job="tests.ingest.bad_jobs:job") as workers:
        report = sync(corpus, [papers], workers=workers, stopping=stopping, on_progress=lambda _: stopping.ask())
    assert report.stopped
    assert report.files == []
    assert corpus.catalogue.papers(Scope(Role.OFFICER)) == []


def test_passages_that_are_being_embedded_are_not_waited_for(
    corpus: Corpus, small_papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopping = Stopping()
    batches = []

    def vectors(*args: object) -> object:
        batches.append(args)
        stopping.ask()
        return means(*args)

    means = corpus_embedding.means
    (small_papers / "long.txt").write_text("\n\n".join(f"Home {n} cares for {n} children." for n in range(2000)))
    monkeypatch.setattr(corpus_embedding, "means", vectors)
    report = sync(corpus, [small_papers], stopping=stopping)
    assert report.stopped
    assert len(batches) <= 2 * cores()
    monkeypatch.undo()
    assert not sync(corpus, [small_papers]).stopped
    assert len(corpus.catalogue.papers(Scope(Role.OFFICER))) == 5


def test_no_further_file_is_opened_to_be_looked_at(corpus: Corpus, small_papers: Path) -> None:
    stopping = Stopping()
    stopping.ask()
    with pytest.raises(Stopped):
        plan(corpus.catalogue, [small_papers], {}, look=stopping.check)
    assert sync(corpus, [small_papers], stopping=stopping).stopped


def test_the_first_ctrl_c_asks_and_the_second_ends_at_once() -> None:
    told: list[str] = []
    with stopping_by_ctrl_c(lambda: told.append("told")) as stopping:
        assert not stopping.is_asked
        os.kill(os.getpid(), signal.SIGINT)
        assert stopping.is_asked
        assert told == ["told"]
        with pytest.raises(Stopped):
            stopping.result(Future())
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_is_as_it_was_afterwards() -> None:
    with stopping_by_ctrl_c() as stopping:
        pass
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
    assert not stopping.is_asked


def test_where_ctrl_c_is_ignored_it_stays_so() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with stopping_by_ctrl_c() as stopping:
        os.kill(os.getpid(), signal.SIGINT)
        assert not stopping.is_asked
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_a_screen_in_a_thread_asks_in_its_own_way() -> None:
    before = signal.getsignal(signal.SIGINT)

    found = []

    def work() -> None:
        with stopping_by_ctrl_c():
            found.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(PATIENCE)
    assert found == [before]


def test_what_a_future_gives_or_raises_comes_through() -> None:
    stopping, given, failed = Stopping(), Future[int](), Future[int]()
    given.set_result(3)
    failed.set_exception(TimeoutError("the file's own"))
    assert stopping.result(given) == 3
    with pytest.raises(TimeoutError, match="the file's own"):
        stopping.result(failed)
