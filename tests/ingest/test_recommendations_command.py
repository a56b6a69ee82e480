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
def test_csv_for_a_spreadsheet_and_a_table_for_people(run: Run) -> None:
    (row,) = csv.DictReader(io.StringIO(run("--csv").stdout))
    assert (row["file"], row["text"], row["due_date"]) == ("minutes.docx", "that the report be noted.", "")
    table = run().stdout
    assert "that the report be noted." in table
    assert "resolved" in table


@pytest.mark.parametrize("args", [["--csv", "--json"], ["--kind", "wish"], ["--role", "mayor"]])
def test_wrong_usage_is_code_2(run: Run, args: list[str]) -> None:
    done = run(*args)
    assert (done.exit_code, done.stdout) == (2, "")
