import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from corpus.pagestore import pack_words, unpack_words
from ingest.read_whole import reading_of
from ingest.reading import Reading
from ingest.unreadable import UnreadablePaper
from ingest.worker import NoWorker, ReadingWorkers
from tests.conftest import PATIENCE, ROOT, write_pdf

JOB = "tests.ingest.bad_jobs:job"
HEAVY = {"torch", "sentence_transformers", "chromadb", "streamlit", "transformers", "sqlalchemy", "langchain_core"}
SENTENCE = "Children in Brackenford wait too long for a social worker."


@pytest.fixture
def workers() -> Iterator[ReadingWorkers]:
    with ReadingWorkers(seconds=2, megabytes=400, job=JOB) as opened:
        yield opened


def result(workers: ReadingWorkers, file: str, path: Path = Path()) -> Any:
    return workers.submit(path, file, {}, {}).result(timeout=PATIENCE)


def why_not(workers: ReadingWorkers, file: str, path: Path = Path()) -> str:
    with pytest.raises(UnreadablePaper) as caught:
        result(workers, file, path)
    return str(caught.value)


def as_kept(reading: Reading) -> Reading:
    """With the boxes of its words as exact as the catalogue keeps them."""
    pages = [replace(page, words=unpack_words(pack_words(page.words))) for page in reading.pages.pages]
    return replace(reading, pages=replace(reading.pages, pages=tuple(pages)))


def test_a_paper_is_read_as_it_is_here(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    write_pdf(path, ["Brackenford City Council", SENTENCE])
    with ReadingWorkers() as workers:
        read = workers.submit(path, "letter.pdf", {"kind": "news"}, {"authority": "Brackenford"}).result(PATIENCE)
    here = reading_of(path, "letter.pdf", {"kind": "news"}, {"authority": "Brackenford"})
    assert as_kept(read) == as_kept(here)
    assert read.facts.kind == "news"
    assert len(read.pages.pages[0].words) == len(f"Brackenford City Council {SENTENCE}".split())


def test_reading_loads_no_model_and_no_store() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, ingest.read_whole, ingest.worker_child; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert HEAVY & set(told.stdout.split()) == set()


TAKES_ONE = """
import sys
from pathlib import Path
from ingest.worker import ReadingWorkers
with ReadingWorkers() as workers:
    workers.submit(Path(sys.argv[1]), "letter.pdf", {}, {}).result()
print(*sys.modules)
"""


def test_who_takes_a_reading_loads_no_readers(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    write_pdf(path, ["Brackenford City Council", SENTENCE])
    told = subprocess.run(
        [sys.executable, "-c", TAKES_ONE, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(told.stdout.split())
    assert "ingest.reading" in loaded
    assert {"ingest.read_whole", "ingest.readers.read", "pypdfium2"} & loaded == set()


def test_results_come_in_order_and_from_one_process(workers: ReadingWorkers) -> None:
    futures = [workers.submit(Path(), f"{i}.pdf", {}, {}) for i in range(5)]
    results: list[Any] = [future.result(PATIENCE) for future in futures]
    assert [r["file"] for r in results] == [f"{i}.pdf" for i in range(5)]
    assert {r["pid"] for r in results} & {os.getpid()} == set()
    assert results[-1]["served"] == [f"{i}.pdf" for i in range(5)]


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("sleep.pdf", "could not be read within 2 seconds: split it"),
        ("loop.pdf", "could not be read within 2 seconds: split it"),
        ("die.pdf", r"broke down on it \(signal 11\): open it, save it anew"),
        ("quit.pdf", r"broke down on it \(exit code 3\): open it, save it anew"),
        ("break.pdf", r"not met before \(ZeroDivisionError\): open it, save it anew"),
        ("refuse.pdf", "locked with a password: save a copy"),
    ],
)
def test_a_bad_file_costs_itself_only(workers: ReadingWorkers, tmp_path: Path, file: str, reason: str) -> None:
    first = workers.submit(tmp_path, "good.pdf", {}, {})
    bad = workers.submit(tmp_path, file, {}, {})
    last = workers.submit(tmp_path, "other.pdf", {}, {})
    with pytest.raises(UnreadablePaper, match=rf"^{file}: .*{reason}"):
        bad.result(PATIENCE)
    others: list[Any] = [first.result(PATIENCE), last.result(PATIENCE)]
    assert [other["file"] for other in others] == ["good.pdf", "other.pdf"]


@pytest.mark.parametrize("file", ["grow.pdf", "bomb.pdf"])
def test_a_file_that_needs_too_much_memory_costs_itself_only(tmp_path: Path, file: str) -> None:
    with ReadingWorkers(seconds=PATIENCE, megabytes=400, job=JOB) as workers:
        assert re.match(rf"{file}: .*needed more than 400 megabytes of memory: split it", why_not(workers, file))
        assert result(workers, "good.pdf")["file"] == "good.pdf"


def test_the_log_keeps_the_trace_of_a_librarys_error(
    workers: ReadingWorkers, capfd: pytest.CaptureFixture[str]
) -> None:
    why_not(workers, "break.pdf")
    assert "ZeroDivisionError: the width of the page is 0" in capfd.readouterr().err


def test_what_a_library_prints_does_no_harm(workers: ReadingWorkers, capfd: pytest.CaptureFixture[str]) -> None:
    assert result(workers, "print.pdf")["file"] == "print.pdf"
    out, err = capfd.readouterr()
    assert out == ""
    assert "a library's own remark" in err


def test_a_scan_has_the_time_for_each_page(workers: ReadingWorkers) -> None:
    started = time.monotonic()
    assert result(workers, "scan.pdf")["file"] == "scan.pdf"
    assert time.monotonic() - started > 2.4  # more than the limit of two seconds


def test_an_endless_scan_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.worker.MOST_ALLOWANCES", 1.5)
    with ReadingWorkers(seconds=2, job=JOB) as workers:
        assert "could not be read within 3 seconds" in why_not(workers, "endless.pdf")


def test_a_file_is_not_blamed_for_what_an_earlier_one_spoilt(workers: ReadingWorkers) -> None:
    assert result(workers, "good.pdf")["served"] == ["good.pdf"]
    assert result(workers, "frail.pdf")["served"] == ["frail.pdf"]


def test_leaving_ends_the_processes_and_cancels_what_waits(tmp_path: Path) -> None:
    with ReadingWorkers(job=JOB) as workers:
        running = workers.submit(tmp_path, "sleep.pdf", {}, {})
        waiting = workers.submit(tmp_path, "good.pdf", {}, {})
        pid = written_pid(tmp_path)
    assert not psutil.pid_exists(pid)
    assert waiting.cancelled()
    with pytest.raises(NoWorker, match="ended before"):
        running.result(PATIENCE)


def test_two_workers_read_at_once(tmp_path: Path) -> None:
    with ReadingWorkers(seconds=PATIENCE, count=2, job=JOB) as workers:
        sleeping = workers.submit(tmp_path, "sleep.pdf", {}, {})
        assert result(workers, "good.pdf")["file"] == "good.pdf"
        assert not sleeping.done()


def test_a_process_that_does_not_start_is_no_fault_of_the_file() -> None:
    with ReadingWorkers(job="no.such.module:job") as workers:
        future = workers.submit(Path(), "good.pdf", {}, {})
        with pytest.raises(NoWorker, match=r"does not start \(exit code 1\)"):
            future.result(PATIENCE)


SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from ingest.worker import ReadingWorkers
print("the script runs")
workers = ReadingWorkers(job={job!r})
print(workers.submit(Path({folder!r}), {file!r}, {{}}, {{}}).result()["file"], flush=True)
"""


def script(tmp_path: Path, file: str) -> list[str]:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT.format(root=str(ROOT), job=JOB, folder=str(tmp_path), file=file))
    return [sys.executable, str(path)]


def test_a_script_without_a_main_guard_may_use_it(tmp_path: Path) -> None:
    told = subprocess.run(script(tmp_path, "good.pdf"), cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE)
    assert told.stdout.split("\n") == ["the script runs", "good.pdf", ""], told.stderr


@pytest.mark.parametrize("file", ["sleep.pdf", "loop.pdf"])
def test_the_process_ends_with_its_parent(tmp_path: Path, file: str) -> None:
    parent = subprocess.Popen(script(tmp_path, file), cwd=tmp_path)
    try:
        child = psutil.Process(written_pid(tmp_path))
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    _, alive = psutil.wait_procs([child], timeout=PATIENCE)
    assert alive == []


def written_pid(folder: Path) -> int:
    """Of the process that says in ``folder`` that it is at work."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if (folder / "pid").exists() and (text := (folder / "pid").read_text()):
            return int(text)
        time.sleep(0.05)
    raise AssertionError("no process has begun")
