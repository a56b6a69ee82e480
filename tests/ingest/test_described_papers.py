"""Kind, authority and dates of the trial papers, under their own names and under names that say nothing."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

import pytest

from corpus.paper import Access, Facts, Pages
from ingest.facts.describe import describe
from ingest.facts.manifest import read_manifest
from ingest.readers.read import read

PAPERS = Path(__file__).resolve().parents[2].parent / "shared" / "papers"
DATES = ("inspected_from", "inspected_to", "published", "meeting_date")
pytestmark = pytest.mark.shared


@functools.cache
def truth() -> list[dict[str, str]]:
    with Path(__file__).with_name("described_papers.csv").open(newline="", encoding="utf-8") as table:
        return list(csv.DictReader(table))


@functools.cache
def pages_of(file: str) -> Pages:
    return read(PAPERS / file)


@pytest.fixture(autouse=True)
def papers_are_there() -> None:
    if not PAPERS.is_dir():
        pytest.skip("the trial papers are not beside the repository")


def differences(facts: Facts, row: dict[str, str], *, dates_may_be_missing: bool) -> list[str]:
    wrong = [name for name in ("kind", "authority") if str(getattr(facts, name) or "") != row[name]]
    for name in DATES:
        said = getattr(facts, name) or ""
        if said != row[name] and (said or not dates_may_be_missing):
            wrong.append(f"{name}: {said}")
    return [f"{row['file']}: {what}" for what in wrong]


def test_all_papers_are_described_rightly() -> None:
    stated = read_manifest(PAPERS / "southampton" / "manifest.json")
    stated = {f"southampton/{file}": entry for file, entry in stated.items()}
    wrong = []
    for row in truth():
        facts = describe(pages_of(row["file"]), [], row["file"], stated.get(row["file"]))
        wrong += differences(facts, row, dates_may_be_missing=False)
        if facts.access is not Access.PUBLIC:
            wrong.append(f"{row['file']}: {facts.marking}")
    assert wrong == []
    assert len(truth()) == 82


def test_without_names_and_manifest_kind_and_authority_are_right_and_no_date_is_wrong() -> None:
    wrong: list[str] = []
    dated = 0
    for number, row in enumerate(truth()):
        facts = describe(pages_of(row["file"]), [], f"a{number}{Path(row['file']).suffix}")
        wrong += differences(facts, row, dates_may_be_missing=True)
        dated += facts.inspected_to == (row["inspected_to"] or None)
    assert wrong == []
    assert dated == 82


def test_every_fact_is_quoted_from_the_page_it_names() -> None:
    for row in truth():
        pages = pages_of(row["file"])
        facts = describe(pages, [], row["file"])
        for name, source in facts.sources.items():
            assert facts.known[name] == source.how
            if source.page is not None:
                assert source.quote, (row["file"], name)
                assert source.quote in pages.pages[source.page - 1].text, (row["file"], name)
