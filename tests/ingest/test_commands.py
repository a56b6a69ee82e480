"""The commands that bring papers in and list them, as another program calls them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from corpus.corpus import Corpus
from corpus.paper import Kind
from scrutiny import app
from tests.conftest import ROOT

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
    assert set(report) == {"files", "embedded", "seconds"}
    assert report["embedded"] > 0
    assert report["seconds"] > 0
    for file in report["files"]:
        assert set(file) == {"file", "outcome", "reason", "paper", "pages", "passages"}
    files = {file["file"]: file for file in report["files"]}
    assert files["report.txt"]["outcome"] == "created"
    assert (files["report.txt"]["reason"], files["report.txt"]["pages"]) == (None, 1)
    assert files["empty.pdf"]["outcome"] == "failed"
    assert "empty" in files["empty.pdf"]["reason"]
    assert done.exit_code == 1
    (small_papers / "empty.pdf").unlink()
    again = run("ingest", small_papers, "--json")
    assert {file["outcome"] for file in json.loads(again.stdout)["files"]} == {"unchanged"}
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


def test_people_read_a_table_and_a_summary(run: Run, small_papers: Path) -> None:
    assert "No papers are held yet. Add some with: scrutiny ingest" in run("papers").stdout
    (small_papers / "empty.pdf").touch()
    done = run("ingest", small_papers)
    assert done.stdout == ""
    assert "4 created, 1 failed" in done.stderr
    assert "failed: empty.pdf" in done.stderr
    table = run("papers").stdout
    assert "18 to 29 September 2023" in table
    assert "minutes.docx" in table


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
        timeout=120,
    )
    assert (done.returncode, done.stderr.strip()) == (0, "")
    assert json.loads(done.stdout)["files"][0]["outcome"] == "created"
