"""``scrutiny recommendations``, as people and other programs call it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from corpus.corpus import Corpus
from ingest.recommendations_command import FIELDS
from ingest.sync import sync
from scrutiny import app
from tests.conftest import write_word

Run = Callable[..., Result]
MINUTES = [
    "Brackenford City Council",
    "Minutes of the Children and Families Scrutiny Panel",
    "23 January 2024",
    "Present: Councillors Marsh and Pike",
    "The panel heard that the number of agency social workers had fallen from 41 to 17.",
    "RESOLVED: that the report be noted.",
]
SECRET = [*MINUTES[:-1], "RESOLVED: that the contract go to the bidder named in the appendix."]


@pytest.fixture
def run(tmp_path: Path, chroma_url: str, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("SCRUTINY_CHROMA_URL", chroma_url)
    monkeypatch.setenv("SCRUTINY_HOME", str(corpus.settings.home))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("corpus.corpus.Embedder", lambda model: corpus.embedder)
    return lambda *args: CliRunner().invoke(app, ["recommendations", *args])


@pytest.fixture
def held(tmp_path: Path, corpus: Corpus) -> None:
    (tmp_path / "papers").mkdir()
    write_word(tmp_path / "papers" / "minutes.docx", MINUTES)
    write_word(tmp_path / "secret.docx", SECRET)
    sync(corpus, [tmp_path / "papers"])
    sync(corpus, [tmp_path / "secret.docx"], corrections={"access": "exempt", "kind": "minutes"})


def listed(done: Result) -> list[tuple[str, str, str]]:
    assert done.exit_code == 0, done.output
    return [(row["file"], row["kind"], row["text"]) for row in json.loads(done.stdout)]


PUBLIC = ("minutes.docx", "resolved", "that the report be noted.")


@pytest.mark.usefixtures("held")
def test_the_public_never_sees_a_row_of_an_exempt_paper(run: Run) -> None:
    for role in ([], ["--role", "member"]):
        assert listed(run("--json", *role)) == [PUBLIC]
        assert "bidder" not in run(*role).stdout + run("--csv", *role).stdout
    assert len(listed(run("--json", "--role", "officer"))) == 2


@pytest.mark.usefixtures("held")
def test_json_has_every_field_and_the_paper(run: Run) -> None:
    (row,) = json.loads(run("--json").stdout)
    assert tuple(row) == FIELDS
    assert (row["authority"], row["quote"], row["page"]) == ("Brackenford", "that the report be noted.", None)
    assert row["due"] is row["action_rag"] is None


@pytest.mark.usefixtures("held")
def test_rows_of_one_council_or_kind(run: Run) -> None:
    assert listed(run("--json", "--authority", "brackenford council", "--kind", "resolved")) == [PUBLIC]
    assert listed(run("--json", "--authority", "Southampton")) == []
    assert listed(run("--json", "--kind", "action")) == []
    assert "No recommendations are held" in run("--kind", "action").stdout


@pytest.mark.usefixtures("held")
def test_csv_for_a_spreadsheet_and_a_list_for_people(run: Run) -> None:
    (row,) = csv.DictReader(io.StringIO(run("--csv").stdout))
    assert (row["file"], row["text"], row["due_date"]) == ("minutes.docx", "that the report be noted.", "")
    lines = [line.strip() for line in run().stdout.splitlines()]
    assert lines == ["Brackenford, 23 January 2024: minutes.docx", "Resolved", "that the report be noted."]


PLAN = """Brackenford City Council: improvement plan, March 2019

Action                                  Owner                  By when        RAG
Fill the two vacant posts in the team   Head of Safeguarding   30 April 2019  Amber
Agree a protocol with every school      Head of Inclusion      July 2019      Red
"""


def test_a_narrow_terminal_shows_who_does_what_by_when_in_whole_words(
    run: Run, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.txt").write_text(PLAN)
    sync(corpus, [tmp_path / "plan.txt"], corrections={"kind": "action_plan"})
    monkeypatch.setenv("COLUMNS", "60")
    lines = [line.strip() for line in run("--kind", "action").stdout.splitlines()]
    assert lines[1:] == [
        "Action",
        "Fill the two vacant posts in the team",
        "owner Head of Safeguarding; due 30 April 2019; action",
        "amber",
        "Agree a protocol with every school",
        "owner Head of Inclusion; due July 2019; action red",
    ]


@pytest.mark.parametrize("args", [["--csv", "--json"], ["--kind", "wish"], ["--role", "mayor"]])
def test_wrong_usage_is_code_2(run: Run, args: list[str]) -> None:
    done = run(*args)
    assert (done.exit_code, done.stdout) == (2, "")
