"""The commands that bring papers in and list them, as another program calls them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from typer.testing import CliRunner, Result

from corpus.corpus import Corpus
from corpus.paper import Kind
from ingest.ingest_command import is_something_newer
from ingest.plan import Outcome
from scrutiny import COMMANDS, app
from tests.conftest import PATIENCE, ROOT

Run = Callable[..., Result]
PAPER = {
    "paper", "file", "title", "kind", "authority", "framework", "inspected_from", "inspected_to", "published",
    "publisher", "voice", "access", "pages", "status", "known",
}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, chroma_url: str, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in this process, with the model that is loaded already."""
    monkeypatch.setenv("SCRUTINY_CHROMA_URL", chroma_url)
    monkeypatch.setenv("SCRUTINY_HOME", str(corpus.settings.home))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("corpus.corpus.Embedder", lambda model: corpus.embedder)
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args])


def test_ingest_prints_the_contract_and_nothing_else(run: Run, small_papers: Path) -> None:
    (small_papers / "empty.pdf").touch()
    done = run("ingest", small_papers, "--json")
    report = json.loads(done.stdout)
    assert set(report) == {"files", "embedded", "seconds", "stopped", "counts", "stages"}
    assert report["counts"] == dict.fromkeys(Outcome, 0) | {"created": 4, "failed": 1}
    assert report["embedded"] > 0
    assert report["seconds"] > 0
    assert 0.5 * report["seconds"] < sum(report["stages"].values()) <= report["seconds"]
    for file in report["files"]:
        assert set(file) == {"file", "outcome", "reason", "paper", "pages", "passages", "concerns"}
    files = {file["file"]: file for file in report["files"]}
    assert files["report.txt"]["outcome"] == "created"
    assert (files["report.txt"]["reason"], files["report.txt"]["pages"]) == (None, 1)
    assert files["empty.pdf"]["outcome"] == "failed"
    assert "empty" in files["empty.pdf"]["reason"]
    assert done.exit_code == 1
    (small_papers / "empty.pdf").unlink()
    again = run("ingest", small_papers, "--json")
    assert {file["outcome"] for file in json.loads(again.stdout)["files"]} == {"unchanged"}
    sizes = {name: (file["pages"], file["passages"]) for name, file in files.items() if name != "empty.pdf"}
    assert all(pages and passages for pages, passages in sizes.values())
    assert {f["file"]: (f["pages"], f["passages"]) for f in json.loads(again.stdout)["files"]} == sizes
    assert (json.loads(again.stdout)["embedded"], again.exit_code) == (0, 0)


def test_papers_prints_the_contract(run: Run, small_papers: Path) -> None:
    run("ingest", small_papers)
    (small_papers / "news" / "hotels.html").unlink()
    run("ingest", small_papers)
    papers = {paper["file"]: paper for paper in json.loads(run("papers", "--json").stdout)}
    assert set(papers) == {"letter.pdf", "minutes.docx", "news/hotels.html", "report.txt"}
    for paper in papers.values():
        assert set(paper) >= PAPER
        assert paper["kind"] in set(Kind)
        assert set(paper["known"].values()) <= {"in text", "file name", "manifest", "inferred", "officer"}
    assert {file: paper["status"] for file, paper in papers.items() if paper["status"] != "current"} == {
        "news/hotels.html": "withdrawn"
    }
    report = papers["report.txt"]
    assert (report["authority"], report["access"], report["pages"]) == ("Brackenford", "public", None)
    assert papers["letter.pdf"]["pages"] == 1


def test_papers_of_one_council_in_whatever_way_it_is_written(run: Run, small_papers: Path) -> None:
    run("ingest", small_papers / "report.txt")
    run("ingest", small_papers / "letter.pdf", "--authority", "Milton Keynes City Council")
    for name in ("milton keynes", "Milton Keynes Council"):
        assert listed(run("papers", "--authority", name, "--json")) == ["letter.pdf"]
    assert listed(run("papers", "--authority", "Southampton", "--json")) == []


def listed(done: Result) -> list[str]:
    return [paper["file"] for paper in json.loads(done.stdout)]


def test_facts_given_on_the_command_line_are_the_officers(run: Run, small_papers: Path) -> None:
    run("ingest", small_papers / "letter.pdf", "--kind", "action_plan", "--access", "exempt")
    assert listed(run("papers", "--json")) == listed(run("papers", "--role", "member", "--json")) == []
    (paper,) = json.loads(run("papers", "--role", "officer", "--json").stdout)
    assert (paper["kind"], paper["access"], paper["voice"]) == ("action_plan", "exempt", "council")
    assert (paper["known"]["kind"], paper["known"]["access"]) == ("officer", "officer")


def test_people_read_a_list_and_a_summary(run: Run, small_papers: Path) -> None:
    assert "No papers are held yet. Add some with: scrutiny ingest" in run("papers").stdout
    (small_papers / "empty.pdf").touch()
    done = run("ingest", small_papers)
    assert done.stdout == ""
    assert "4 created, 1 failed" in done.stderr
    assert "failed: empty.pdf" in done.stderr
    listing = run("papers").stdout
    assert "18 to 29 September 2023" in listing
    assert "minutes.docx" in listing


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["ingest", "no-such-folder"], "no-such-folder does not exist. Name a file or a folder of papers."),
        (["ingest", ".", "--manifest", "no-such.json"], "no-such.json: the manifest cannot be opened"),
        (["ingest", ".", "--authority", " "], "--authority is empty"),
        (["ingest", ".", "--kind", "leaflet"], "leaflet"),
        (["ingest", ".", "--access", "secret"], "secret"),
        (["ingest"], "Missing argument"),
        (["papers", "--role", "mayor"], "mayor"),
    ],
)
def test_wrong_usage_is_code_2_and_says_what_to_do(
    run: Run, args: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    done = run(*args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr.replace("\n", "")


@pytest.mark.parametrize("trouble", ["chroma", "catalogue", "model"])
def test_a_store_that_cannot_be_used_is_code_1_and_named(
    trouble: str, tmp_path: Path, small_papers: Path, monkeypatch: pytest.MonkeyPatch, chroma_url: str
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("SCRUTINY_CHROMA_URL", "http://127.0.0.1:9" if trouble == "chroma" else chroma_url)
    if trouble == "catalogue":
        (home / "catalogue.sqlite").write_text("no catalogue " * 100)
    if trouble == "model":
        monkeypatch.setenv("SCRUTINY_EMBEDDING_MODEL", str(tmp_path / "no-model"))
    done = CliRunner().invoke(app, ["ingest", str(small_papers), "--home", str(home), "--json"])
    assert (done.exit_code, done.stdout) == (1, "")
    named = {"chroma": "http://127.0.0.1:9", "catalogue": "catalogue.sqlite", "model": "no-model"}[trouble]
    assert named in done.stderr.replace("\n", "")


def test_the_installed_command_keeps_stdout_for_json(small_papers: Path, tmp_path: Path, chroma_url: str) -> None:
    environment: dict[str, Any] = {**os.environ, "SCRUTINY_CHROMA_URL": chroma_url}
    command = [sys.executable, "-m", "scrutiny", "ingest", str(small_papers / "report.txt"), "--json"]
    done = subprocess.run(
        [*command, "--home", str(tmp_path / "h")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stderr.strip()) == (0, "")
    assert json.loads(done.stdout)["files"][0]["outcome"] == "created"


def test_check_says_that_the_corpus_is_whole_or_what_is_wrong(run: Run, corpus: Corpus, small_papers: Path) -> None:
    run("ingest", small_papers)
    done = run("check")
    assert done.exit_code == 0
    assert "The corpus is whole: 4 papers and" in done.stderr
    copy = next(file for file in corpus.settings.files_folder.iterdir() if file.suffix == ".pdf")
    copy.unlink()
    broken = run("check", "--json")
    assert broken.exit_code == 1
    (fault,) = json.loads(broken.stdout)["faults"]
    assert "letter.pdf is missing" in fault["what"]
    mended = run("check", "--mend")
    assert mended.exit_code == 0
    assert "copied again from" in mended.stderr.replace("\n", " ")
    assert run("check").exit_code == 0


def test_a_superseded_paper_says_by_which(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    body = "\n\n".join(f"{n}. Inspectors saw {n} plans that say who will do what by when." for n in range(1, 9))
    facts = {"kind": "focused_visit", "authority": "Brackenford", "inspected_to": "2023-06-14"}
    for name in ("visit", "visit revised"):
        (folder / f"{name}.txt").write_text(f"Letter\n\n{name}\n\n{body}\n")
    entries = [{"file": f"{name}.txt", "title": name, **facts} for name in ("visit", "visit revised")]
    (folder / "manifest.json").write_text(json.dumps(entries))
    run("ingest", folder)
    papers = {paper["file"]: paper for paper in json.loads(run("papers", "--json").stdout)}
    assert papers["visit.txt"]["status"] == "superseded"
    assert papers["visit.txt"]["replaced_by"] == papers["visit revised.txt"]["paper"]
    assert papers["visit revised.txt"]["status"] == "current"
    assert "superseded by visit revised.txt" in " ".join(run("papers").stdout.split())


QUICK = """
import sys
from scrutiny import app
try:
    app(sys.argv[1:])
except SystemExit as ended:
    slow = {"torch", "sentence_transformers", "chromadb", "streamlit", "langchain_core", "openvino"}
    slow.add("ingest.read_whole")
    sys.exit(ended.code or ", ".join(slow & sys.modules.keys()) or 0)
"""


def test_a_name_nearly_that_of_a_command_is_answered_with_the_command(run: Run) -> None:
    done = run("ingst")
    assert done.exit_code == 2
    assert "Did you mean 'ingest'?" in done.stderr
    listed = run("--help").stdout
    assert all(f" {name} " in listed for name in COMMANDS)


def test_the_reader_is_started_ahead_where_a_file_has_come_since(run: Run, corpus: Corpus, small_papers: Path) -> None:
    catalogue = corpus.settings.catalogue_file
    assert is_something_newer([small_papers], catalogue.with_name("none.sqlite"))
    run("ingest", small_papers)
    later = time.time() + 60
    os.utime(catalogue, (later, later))
    assert not is_something_newer([small_papers], catalogue)
    os.utime(small_papers / "report.txt", (later + 60, later + 60))
    assert is_something_newer([small_papers], catalogue)
    assert is_something_newer([small_papers / "report.txt"], catalogue)
    assert is_something_newer([small_papers / "gone.txt"], catalogue)


def test_where_nothing_has_changed_nothing_slow_is_loaded_or_started(
    run: Run, corpus: Corpus, small_papers: Path
) -> None:
    run("ingest", small_papers)
    home = corpus.settings.home
    (home / "chroma" / "data").mkdir(parents=True)
    (home / "chroma" / "data" / "chroma.sqlite3").touch()
    environment = {name: value for name, value in os.environ.items() if name != "SCRUTINY_CHROMA_URL"}
    command = [sys.executable, "-c", QUICK, "ingest", str(small_papers), "--home", str(home)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    assert "4 unchanged" in done.stderr
    assert not (home / "chroma" / "address.json").exists()


def test_a_second_ingest_is_told_to_wait(run: Run, corpus: Corpus, small_papers: Path) -> None:
    with FileLock(corpus.settings.home / "ingest.lock"):
        done = run("ingest", small_papers)
    assert done.exit_code == 1
    assert "Another ingest is at work" in done.stderr


def test_ctrl_c_ends_with_a_summary_and_code_1(tmp_path: Path, small_papers: Path, chroma_url: str) -> None:
    home = tmp_path / "h"
    notes = 3000  # more than are read while this process is kept waiting for its turn
    for i in range(notes):
        (small_papers / f"note {i}.txt").write_text(f"Brackenford City Council\n\nNote {i} on hotels, number {i}.\n")
    command = [sys.executable, "-m", "scrutiny", "ingest", str(small_papers), "--json", "--home", str(home)]
    environment = {**os.environ, "SCRUTINY_CHROMA_URL": chroma_url}
    started = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # where the tests are started in the background of a shell, Ctrl-C is ignored, by what they start as well
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + PATIENCE
    while len(list((home / "files").glob("*"))) < 2:  # then the first paper is in
        assert started.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    started.send_signal(signal.SIGINT)
    said, complained = started.communicate(timeout=PATIENCE)
    assert started.returncode == 1, complained
    report = json.loads(said)
    assert report["stopped"]
    assert 0 < len(report["files"]) < notes
    assert "Traceback" not in complained


def test_a_manifest_that_is_remembered_is_named_and_can_be_forgotten(run: Run, small_papers: Path) -> None:
    named = small_papers.parent / "facts.json"
    named.write_text('[{"file": "papers/report.txt", "title": "As named"}]')
    assert "remembered" in run("ingest", small_papers, "--manifest", named).stderr
    again = run("ingest", small_papers, "--json")
    assert f"The manifest {named} counts" in again.stderr.replace("\n", "")
    assert json.loads(again.stdout)["counts"]["unchanged"] == 4
    both = run("ingest", small_papers, "--manifest", named, "--forget-manifest")
    assert (both.exit_code, "exclude each other" in both.stderr) == (2, True)
    without = run("ingest", small_papers, "--forget-manifest")
    assert f"The manifest {named} is forgotten" in without.stderr.replace("\n", "")
    assert {paper["title"] for paper in json.loads(run("papers", "--json").stdout)} & {"As named"} == set()
    assert "No manifest was remembered" in run("ingest", small_papers, "--forget-manifest").stderr
