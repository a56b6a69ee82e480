"""Files added in the browser: safe names, whole files, an ingest that can be watched and stopped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from corpus.corpus import Corpus
from corpus.paper import Role
from corpus.reader import LOCAL_OFFICER
from corpus.scope import Scope
from corpus.settings import Settings
from corpus.workbench import Workbench
from ingest.added import LONGEST_NAME, BadUpload, added_folder, keep_upload, safe_name
from ingest.adding import Adding, ingest, start_adding, start_fetching
from ingest.checked import confirm_paper, paper_check
from ingest.plan import Outcome
from ingest.screens.add_papers import time_in_words
from ingest.sources.source import Source
from tests.conftest import PATIENCE

from .sites import a_site


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\Minutes – January.docx", "Minutes – January.docx"),
        (".hidden.pdf", "hidden.pdf"),
        ("a\u202ebcd.pdf\n", "abcd.pdf"),
        ("who:what?.pdf", "who what.pdf"),
        ("x" * 400 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_a_name_is_made_safe(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@pytest.mark.parametrize("bad", ["", "..", "/", "noending", "CON.pdf", "manifest.json", "folder/manifest.JSON", ".pdf"])
def test_what_is_no_name_is_refused(bad: str) -> None:
    with pytest.raises(BadUpload):
        safe_name(bad)


@given(st.text())
def test_no_name_leaves_the_folder_or_hides(name: str) -> None:
    try:
        kept = safe_name(f"{name}.pdf")
    except BadUpload:
        return
    assert kept not in (".", "..")
    assert not kept.startswith(".")
    assert not set('/\\\0:*?"<>|') & set(kept)
    assert len(kept) <= LONGEST_NAME
    assert safe_name(kept) == kept


def test_an_empty_file_and_one_too_large_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(home=tmp_path)
    with pytest.raises(BadUpload, match=r"report\.pdf is empty"):
        keep_upload(settings, "report.pdf", b"")
    monkeypatch.setattr("ingest.added.MOST_MEGABYTES", 1)
    with pytest.raises(BadUpload, match="2 megabytes; a file may have 1"):
        keep_upload(settings, "report.pdf", b"x" * 2_000_000)
    assert not added_folder(settings).exists()
    assert keep_upload(settings, "report.pdf", b"first").read_bytes() == b"first"
    assert keep_upload(settings, "report.pdf", b"second").read_bytes() == b"second"
    assert [path.name for path in added_folder(settings).iterdir()] == ["report.pdf"]


def upload(corpus: Corpus, name: str, text: str) -> None:
    keep_upload(corpus.settings, name, f"Brackenford City Council\n\n{text}\n".encode())


def test_uploads_are_ingested_and_a_second_upload_is_a_new_version(corpus: Corpus) -> None:
    folder = added_folder(corpus.settings)
    upload(corpus, "library.txt", "The council opened a library in Mill Street in May 2022.")
    keep_upload(corpus.settings, "broken.pdf", b"%PDF-1.4 but not really")
    adding = start_adding(corpus, [folder])
    adding.wait(PATIENCE)
    assert adding.report is not None
    outcomes = {file.file: file for file in adding.report.files}
    assert outcomes["library.txt"].outcome is Outcome.CREATED
    assert outcomes["broken.pdf"].outcome is Outcome.FAILED
    assert outcomes["broken.pdf"].reason
    assert adding.seconds_left() == 0
    upload(corpus, "library.txt", "The council closed a library in Mill Street in May 2023.")
    again = start_adding(corpus, [folder])
    again.wait(PATIENCE)
    assert again.report is not None
    [changed] = [file for file in again.report.files if file.file == "library.txt"]
    assert (changed.outcome, changed.paper) == (Outcome.UPDATED, outcomes["library.txt"].paper)


def test_it_stops_before_the_first_file_where_it_is_asked_to_before(corpus: Corpus) -> None:
    for number in range(3):
        upload(corpus, f"letter{number}.txt", f"The office moved to Mill Street {number} in the spring of 2022.")
    adding = Adding()
    adding.stop()
    ingest(corpus, [added_folder(corpus.settings)], adding)
    assert adding.report is not None
    assert adding.report.stopped
    assert corpus.catalogue.papers(Scope(Role.OFFICER)) == []


def test_it_says_in_words_that_another_ingest_is_at_work(corpus: Corpus) -> None:
    upload(corpus, "library.txt", "The council opened a library in Mill Street in May 2022.")
    with FileLock(corpus.settings.home / "ingest.lock"):
        adding = start_adding(corpus, [added_folder(corpus.settings)])
        adding.wait(PATIENCE)
    assert "Another ingest is at work" in (adding.trouble or "")


def test_an_address_that_is_typed_opens_no_host_and_one_that_the_home_folder_lists_does(
    corpus: Corpus, tmp_path: Path
) -> None:
    with a_site() as site:
        url = f"{site.url}/ieListMeetings.aspx?CId=130"
        corpus = replace(
            corpus, settings=corpus.settings.model_copy(update={"fetch_private_hosts": frozenset({site.host})})
        )
        typed = start_fetching(corpus, Source(name="typed", url=url), tmp_path / "fetched")
        typed.wait(PATIENCE)
        assert "is not one of the hosts that may be fetched from" in (typed.trouble or "")
        assert site.asked == []
        (corpus.settings.home / "sources.toml").write_text(f'[panel]\nurl = "{url}"\n')
        listed = start_fetching(corpus, Source(name="panel", url=url), tmp_path / "fetched")
        listed.wait(PATIENCE)
        assert "has no such page (404)" in (listed.trouble or ""), "the site was asked"
    assert typed.report is None
    assert listed.report is None


def test_a_confirmation_is_of_one_version(tmp_path: Path) -> None:
    workbench = Workbench(tmp_path / "workbench.sqlite")
    assert paper_check(workbench, "p", 1) is None
    confirm_paper(workbench, LOCAL_OFFICER, "p", 1)
    check = paper_check(workbench, "p", 1)
    assert check is not None
    assert check.name == LOCAL_OFFICER.name
    assert paper_check(workbench, "p", 2) is None


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 second"), (42.4, "42 seconds"), (61, "1 minute"), (200, "3 minutes")]
)
def test_time_is_told_in_words(seconds: float, words: str) -> None:
    assert time_in_words(seconds) == words
