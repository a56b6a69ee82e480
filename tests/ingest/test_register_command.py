"""`scrutiny register`: the judgements held, for programs, spreadsheets and people, as each reader may see them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from corpus.catalogue import Catalogue
from corpus.corpus import Corpus
from corpus.embedding import Embedder
from corpus.settings import Settings
from corpus.vectors import VectorStore
from ingest.sync import sync
from scrutiny import app
from tests.ingest.printed import BOTH, CARE, HELP, LEADERS, LEAVERS, OVERALL

Run = Callable[..., Result]
COLUMNS = [
    "authority", "file", "framework", "inspected_from", "inspected_to", "published", "area", "label", "grade", "why",
    "page", "quote", "paper", "kind", "title",
]  # fmt: skip
REPORT = """<!doctype html><html><head><title>{title}</title></head><body><main><h1>{title}</h1>
<p>Inspection dates: {dates}</p><p>Lead inspector: Ada Green, His Majesty’s Inspector</p>
<table><tr><th>Judgement</th><th>Grade</th></tr>{rows}</table>
<p>Services for children in {council} have changed since the last inspection, and leaders know what is still to do.</p>
</main></body></html>"""
LETTER = """{title}

This letter summarises the findings of the focused visit to Brackenford children’s services on 4 and 5 March 2025.

His Majesty’s Inspectors for this visit were Ada Green and Ben Brown. They looked at the front door.
"""


def report(path: Path, council: str, dates: str, grades: dict[str, str]) -> None:
    rows = "".join(f"<tr><td>{label}</td><td>{grade}</td></tr>" for label, grade in grades.items())
    title = f"Inspection of {council} local authority children’s services"
    path.parent.mkdir(exist_ok=True)
    path.write_text(REPORT.format(title=title, dates=dates, rows=rows, council=council), encoding="utf-8")


@pytest.fixture(scope="module")
def two_councils(tmp_path_factory: pytest.TempPathFactory, chroma_url: str, embedder: Embedder) -> Corpus:
    """Two inspections of one council in two forms, one of another council, and a letter that the public may not see."""
    settings = Settings(home=tmp_path_factory.mktemp("home"), chroma_url=chroma_url)
    catalogue = Catalogue(settings.catalogue_file)
    store = VectorStore(settings.chroma_folder, embedder.name, chroma_url, catalogue.home_id())
    corpus = Corpus(settings, catalogue, store, embedder)
    folder = tmp_path_factory.mktemp("reports")
    ri = "Requires improvement to be good"
    before = {LEADERS: "Good", HELP: "Inadequate", BOTH: ri, OVERALL: "Inadequate"}
    after = {LEADERS: "Outstanding", HELP: "Good", CARE: "Good", LEAVERS: ri, OVERALL: "Good"}
    report(folder / "2019.html", "Brackenford", "18 to 29 November 2019", before)
    report(folder / "2023.html", "Brackenford", "5 to 16 June 2023", after)
    report(folder / "other.html", "Surrey", "3 to 14 July 2023", after)
    secret = tmp_path_factory.mktemp("secret") / "letter.txt"
    secret.write_text(LETTER.format(title="Focused visit to Brackenford children’s services"), encoding="utf-8")
    assert sync(corpus, [folder]).failed == []
    assert sync(corpus, [secret], corrections={"access": "exempt"}).failed == []
    return corpus


def command_line(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("SCRUTINY_CHROMA_URL", str(corpus.settings.chroma_url))
    monkeypatch.setenv("SCRUTINY_HOME", str(corpus.settings.home))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("corpus.corpus.Embedder", lambda model: corpus.embedder)
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def held(two_councils: Corpus, monkeypatch: pytest.MonkeyPatch) -> Run:
    return command_line(two_councils, monkeypatch)


def rows(run: Run, *args: str) -> list[dict[str, Any]]:
    done = run("register", "--json", *args)
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def test_register_prints_the_contract(held: Run) -> None:
    found = rows(held)
    assert all(list(row) == COLUMNS for row in found)
    first = found[0]
    assert (first["authority"], first["file"], first["framework"]) == ("Brackenford", "2019.html", "ILACS")
    assert (first["inspected_from"], first["inspected_to"]) == ("2019-11-18", "2019-11-29")
    assert (first["area"], first["label"], first["grade"], first["why"]) == ("leaders", LEADERS, "good", None)
    assert (first["page"], first["kind"]) == (None, "inspection_report")
    assert first["quote"].split() == [*LEADERS.split(), "Good"]
    in_2023 = {row["area"]: row["grade"] for row in found if row["file"] == "2023.html"}
    assert in_2023 == {
        "leaders": "outstanding",
        "help_and_protection": "good",
        "in_care": "good",
        "care_leavers": "requires improvement",
        "overall": "good",
    }


def test_register_of_one_council(held: Run) -> None:
    assert {row["authority"] for row in rows(held)} == {"Brackenford", "Surrey"}
    assert {row["authority"] for row in rows(held, "--authority", "brackenford city council")} == {"Brackenford"}
    assert rows(held, "--authority", "Medway") == []
    nothing = held("register", "--authority", "Medway")
    assert "No judgements of Medway are held" in nothing.stdout
    empty = held("register", "--authority", " ")
    assert (empty.exit_code, "--authority is empty" in empty.stderr) == (2, True)


def test_what_is_exempt_is_for_officers_alone(held: Run) -> None:
    for role in ("public", "member"):
        assert "focused_visit" not in {row["kind"] for row in rows(held, "--role", role)}
        assert "letter.txt" not in held("register", "--csv", "--role", role).stdout
        assert "focused" not in held("register", "--role", role).stdout
    (letter,) = [row for row in rows(held, "--role", "officer") if row["kind"] == "focused_visit"]
    assert (letter["grade"], letter["why"]) == (None, "focused visits carry no grade")
    assert letter["quote"].startswith("This letter summarises the findings of the focused visit")


def test_register_for_a_spreadsheet_says_the_same(held: Run) -> None:
    printed = list(csv.DictReader(io.StringIO(held("register", "--csv").stdout)))
    found = rows(held)
    assert [{name: "" if value is None else str(value) for name, value in row.items()} for row in found] == printed
    both = held("register", "--csv", "--json")
    assert (both.exit_code, both.stdout) == (2, "")


def test_register_for_people_marks_what_cannot_be_compared(held: Run) -> None:
    shown = held("register").stdout
    lines = [" ".join(line.replace("│", " ").split()) for line in shown.splitlines()]
    assert "ILACS inspection report, 18 to 29 November 2019 Leaders good" in lines
    assert "Children in care and care leavers together * requires improvement" in lines
    assert "Care leavers * requires improvement" in lines
    assert shown.count("Not like for like") == 1
    alone = held("register", "--authority", "Surrey").stdout
    assert "Care leavers" in alone
    assert "*" not in alone


def test_an_empty_register_says_what_to_do(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    run = command_line(corpus, monkeypatch)
    assert "register" in run("--help").stdout
    assert json.loads(run("register", "--json").stdout) == []
    assert "scrutiny ingest" in run("register").stdout
