"""A file that repeats the text of a paper is named as its copy, and no copy opens or loses what somebody has closed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.corpus import Corpus
from corpus.paper import Access
from corpus.scope import Scope
from ingest.sync import sync
from tests.ingest.synced import assert_agrees, finds, held, outcomes, reason, write_manifest

TEXT = "\n\n".join(
    f"{n}. Panel {n} heard from carers, advisers and schools about hotels and homes." for n in range(1, 9)
)
SHORT = "Appendix 1\n\nThis appendix is not published."


def write(path: Path, text: str = TEXT, *, ending: str = "\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.replace("\n", ending).encode())
    return path


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return tmp_path / "papers"


def public(corpus: Corpus) -> set[str]:
    return {paper.file for paper in corpus.catalogue.papers(Scope())}


def test_the_same_text_in_other_bytes_is_a_copy_and_is_read_once(corpus: Corpus, papers: Path) -> None:
    write(papers / "a.txt")
    write(papers / "b.txt", ending="\r\n")
    first = sync(corpus, [papers])
    assert outcomes(first) == {"a.txt": "created", "b.txt": "duplicate"}
    assert reason(first, "b.txt") == "the same text as a.txt"
    assert first.files[1].paper == first.files[0].paper
    assert (first.files[1].pages, first.files[1].passages) == (first.files[0].pages, first.files[0].passages)
    assert finds(corpus, '"carers"') == {"a.txt"}
    again = sync(corpus, [papers])
    assert outcomes(again) == {"a.txt": "unchanged", "b.txt": "duplicate"}
    assert reason(again, "b.txt") == "the same text as a.txt"


def test_a_copy_whose_original_changes_becomes_a_paper(corpus: Corpus, papers: Path) -> None:
    write(papers / "a.txt")
    write(papers / "b.txt", ending="\r\n")
    sync(corpus, [papers])
    write(papers / "a.txt", TEXT.replace("hotels", "caravans"))
    assert outcomes(sync(corpus, [papers])) == {"a.txt": "updated", "b.txt": "created"}
    assert finds(corpus, '"hotels"') == {"b.txt"}
    assert_agrees(corpus)


def test_a_copy_goes_on_with_the_paper_whose_file_is_gone(corpus: Corpus, papers: Path) -> None:
    write(papers / "a.txt")
    sync(corpus, [papers], corrections={"access": "exempt"})
    before = held(corpus)["a.txt"]
    (papers / "a.txt").unlink()
    write(papers / "b.txt", ending="\r\n")
    report = sync(corpus, [papers])
    assert outcomes(report) == {"b.txt": "updated"}
    assert "a.txt, which is gone" in reason(report, "b.txt")
    after = held(corpus)["b.txt"]
    assert (after.id, after.facts.access) == (before.id, Access.EXEMPT)
    assert outcomes(sync(corpus, [papers])) == {"b.txt": "unchanged"}
    assert public(corpus) == set()
    assert_agrees(corpus)


def test_short_texts_and_signs_that_differ_are_papers_of_their_own(corpus: Corpus, papers: Path) -> None:
    write(papers / "a.txt", SHORT)
    write(papers / "b.txt", SHORT, ending="\r\n")
    write(papers / "c.txt", TEXT + "\n\nThe change was +5.")
    write(papers / "d.txt", TEXT + "\n\nThe change was −5.")
    assert set(outcomes(sync(corpus, [papers])).values()) == {"created"}


@pytest.mark.parametrize("bytes_too", [True, False], ids=["same bytes", "same text"])
@pytest.mark.parametrize("closed", ["a.txt", "b.txt"])
def test_a_copy_that_is_said_to_be_closed_keeps_its_marking(
    corpus: Corpus, papers: Path, bytes_too: bool, closed: str
) -> None:
    write(papers / "a.txt")
    write(papers / "b.txt", ending="\n" if bytes_too else "\r\n")
    write_manifest(papers, {"file": closed, "access": "exempt"})
    sync(corpus, [papers])
    papers_held = held(corpus)
    assert papers_held[closed].facts.access is Access.EXEMPT
    assert closed not in public(corpus)
    if bytes_too or closed == "a.txt":
        assert public(corpus) == set(), "a copy of which nothing is said opens nothing"


def test_a_copy_of_a_paper_that_an_officer_closed_opens_nothing(corpus: Corpus, papers: Path) -> None:
    write(papers / "a.txt")
    sync(corpus, [papers], corrections={"access": "exempt"})
    shutil.copy(papers / "a.txt", papers / "b.txt")
    write(papers / "c.txt", ending="\r\n")
    assert outcomes(sync(corpus, [papers])) == {"a.txt": "unchanged", "b.txt": "duplicate", "c.txt": "duplicate"}
    assert public(corpus) == set()


def test_a_copy_that_is_said_to_be_public_is_a_paper_and_an_officer_is_told(corpus: Corpus, papers: Path) -> None:
    write(papers / "a.txt")
    sync(corpus, [papers], corrections={"access": "exempt"})
    write(papers / "b.txt", ending="\r\n")
    write_manifest(papers, {"file": "b.txt", "access": "public"})
    report = sync(corpus, [papers])
    assert outcomes(report) == {"a.txt": "unchanged", "b.txt": "created"}
    assert "The same text is held as exempt in a.txt" in " ".join(report.files[1].concerns)
    assert public(corpus) == {"b.txt"}


def test_a_copy_comes_back_as_a_copy(corpus: Corpus, papers: Path) -> None:
    write(papers / "a.txt")
    sync(corpus, [papers])
    (papers / "a.txt").rename(papers.parent / "kept.txt")
    sync(corpus, [papers])
    write(papers / "b.txt")
    assert outcomes(sync(corpus, [papers])) == {"b.txt": "created"}
    shutil.copy(papers / "b.txt", papers / "a.txt")
    assert outcomes(sync(corpus, [papers])) == {"a.txt": "duplicate", "b.txt": "unchanged"}
    assert finds(corpus, '"carers"') == {"b.txt"}
