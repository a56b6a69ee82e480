"""A folder of papers in, a cited and verbatim quotation out: the whole way through the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from corpus.corpus import open_corpus
from corpus.paper import Role
from corpus.scope import Scope
from corpus.settings import Settings
from tests.conftest import PATIENCE

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "corpus" / "sample"


def scrutiny(home: Path, *arguments: str) -> Any:
    """What ``scrutiny ARGUMENTS --json`` prints on stdout."""
    command = [sys.executable, "-m", "scrutiny", *arguments, "--home", str(home), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=2 * PATIENCE)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_whole_way(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "answers.jsonl"
    first = scrutiny(home, "ingest", str(SAMPLE / "papers"))
    assert {file["outcome"] for file in first["files"]} == {"created"}
    assert len(first["files"]) == 18
    assert first["embedded"] > 300

    papers = scrutiny(home, "papers")
    assert len(papers) == 17, "the exempt appendix is not for the public"
    assert {paper["authority"] for paper in papers} == {"Brackenford"}
    assert {paper["status"] for paper in papers} == {"current"}

    question = "How many contacts had stood unread in the duty team's inbox in 2014?"
    answer = scrutiny(home, "ask", question, "--authority", "Brackenford")
    assert answer["standing"] == "answered"
    quotes = [citation for statement in answer["statements"] for citation in statement["citations"]]
    assert any("143 contacts" in citation["quote"] for citation in quotes)
    assert {citation["paper"] for citation in quotes} <= {paper["paper"] for paper in papers}

    figures = scrutiny(home, "evaluate", str(SAMPLE / "questions.jsonl"), "--answers", str(out))
    asked = [json.loads(line)["id"] for line in (SAMPLE / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [each["id"] for each in answers] == asked
    assert figures["questions"] == len(asked)
    assert figures["quotes_not_verbatim"] == 0

    catalogue = open_corpus(Settings(home=home)).catalogue
    held = {paper.id: paper for paper in catalogue.papers(Scope(Role.PUBLIC))}
    cited = [c for each in (answer, *answers) for s in each["statements"] for c in s["citations"]]
    assert len(cited) > 100
    for citation in cited:
        page = catalogue.page(held[citation["paper"]], citation["page"] or 1)
        assert page is not None
        assert citation["quote"] in page.text

    again = scrutiny(home, "ingest", str(SAMPLE / "papers"))
    assert {file["outcome"] for file in again["files"]} == {"unchanged"}
    assert again["embedded"] == 0
    assert [paper["paper"] for paper in scrutiny(home, "papers")] == [paper["paper"] for paper in papers]
