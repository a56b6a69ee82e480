"""What becomes of each file of a folder: new, changed, unchanged, moved, a copy, or gone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.corpus import Corpus
from ingest.plan import NothingToIngest
from ingest.report import Progress
from ingest.sync import sync
from tests.conftest import REPORT, write_small_papers
from tests.ingest.synced import (
    OFFICER,
    assert_agrees,
    finds,
    held,
    held_after,
    outcomes,
    reason,
    write_note,
)


def test_every_format_is_created_once_and_a_second_run_does_nothing(corpus: Corpus, small_papers: Path) -> None:
    heard: list[Progress] = []
    first = sync(corpus, [small_papers], on_progress=heard.append)
    assert outcomes(first) == dict.fromkeys(["letter.pdf", "minutes.docx", "news/hotels.html", "report.txt"], "created")
    assert first.embedded == sum(file.passages for file in first.files) > 4
    assert all(file.pages == 1 and file.paper for file in first.files)
    assert (heard[0].files, heard[-1].files, heard[-1].total) == (0, 4, 4)
    assert finds(corpus, '"hotels"') == {"report.txt", "news/hotels.html"}
    assert_agrees(corpus)
    second = sync(corpus, [small_papers])
    assert outcomes(second) == dict.fromkeys(outcomes(first), "unchanged")
    assert second.embedded == 0
    assert [file.paper for file in second.files] == [file.paper for file in first.files]
    kept = {path.suffix for path in (corpus.settings.home / "files").iterdir()}
    assert kept == {".pdf", ".docx", ".html", ".txt"}
    for file, paper in held(corpus).items():
        assert corpus.file_of(paper).read_bytes() == (small_papers / file).read_bytes()


def test_a_changed_file_is_updated_and_only_its_new_words_are_embedded(corpus: Corpus, small_papers: Path) -> None:
    paper = sync(corpus, [small_papers]).files[-1].paper
    changed = REPORT.replace("Nine of them live in hotels.", "Two of them live in caravans.")
    (small_papers / "report.txt").write_text(changed, encoding="utf-8")
    report = sync(corpus, [small_papers])
    assert outcomes(report)["report.txt"] == "updated"
    assert list(outcomes(report).values()).count("unchanged") == 3
    assert (report.embedded, report.files[-1].paper) == (1, paper)
    assert finds(corpus, '"caravans"') == {"report.txt"}
    assert finds(corpus, '"nine" AND "hotels"') == {"news/hotels.html"}
    assert_agrees(corpus)


def test_a_moved_file_stays_the_same_paper(corpus: Corpus, small_papers: Path) -> None:
    before = held_after(corpus, small_papers)["report.txt"]
    (small_papers / "2023").mkdir()
    (small_papers / "report.txt").rename(small_papers / "2023" / "renamed.txt")
    report = sync(corpus, [small_papers])
    assert outcomes(report)["2023/renamed.txt"] == "moved"
    assert "report.txt" not in outcomes(report)
    assert report.embedded == 0
    assert held(corpus)["2023/renamed.txt"].id == before.id
    assert finds(corpus, '"foster"') == {"2023/renamed.txt"}


def test_a_copy_is_named_as_one_and_found_once(corpus: Corpus, small_papers: Path) -> None:
    shutil.copy(small_papers / "report.txt", small_papers / "a copy.txt")
    report = sync(corpus, [small_papers])
    assert outcomes(report)["report.txt"] == "duplicate"
    assert "a copy.txt" in reason(report, "report.txt")
    assert finds(corpus, '"foster"') == {"a copy.txt"}
    (small_papers / "a copy.txt").unlink()
    assert outcomes(sync(corpus, [small_papers]))["report.txt"] == "moved"
    assert finds(corpus, '"foster"') == {"report.txt"}


def test_a_copy_of_what_a_file_used_to_say_is_no_copy(corpus: Corpus, tmp_path: Path) -> None:
    note = write_note(tmp_path / "papers" / "a.txt", "hotels")
    sync(corpus, [note.parent])
    note.rename(note.with_name("b.txt"))
    write_note(note, "caravans")
    assert outcomes(sync(corpus, [note.parent])) == {"a.txt": "updated", "b.txt": "created"}
    assert (finds(corpus, '"caravans"'), finds(corpus, '"hotels"')) == ({"a.txt"}, {"b.txt"})


def test_a_file_taken_out_of_the_folder_is_withdrawn_and_comes_back(corpus: Corpus, small_papers: Path) -> None:
    before = held_after(corpus, small_papers)["letter.pdf"]
    (small_papers / "letter.pdf").rename(small_papers.parent / "letter.pdf")
    assert outcomes(sync(corpus, [small_papers]))["letter.pdf"] == "withdrawn"
    assert "letter.pdf" not in held(corpus)
    assert held(corpus, current=False)["letter.pdf"].status == "withdrawn"
    assert finds(corpus, '"attendance"') == set()
    assert corpus.file_of(before).is_file()
    assert_agrees(corpus)
    assert "letter.pdf" not in outcomes(sync(corpus, [small_papers]))
    (small_papers.parent / "letter.pdf").rename(small_papers / "letter.pdf")
    report = sync(corpus, [small_papers])
    assert outcomes(report)["letter.pdf"] == "created"
    assert (report.embedded, held(corpus)["letter.pdf"].id) == (0, before.id)


def test_only_the_synchronised_folder_loses_papers(corpus: Corpus, tmp_path: Path, small_papers: Path) -> None:
    other = write_note(tmp_path / "other" / "note.txt", "hotels")
    sync(corpus, [small_papers, other.parent])
    other.unlink()
    (small_papers / "letter.pdf").unlink()
    single = sync(corpus, [small_papers / "report.txt"])
    assert outcomes(single) == {"report.txt": "unchanged"}
    assert set(held(corpus)) == {"report.txt", "minutes.docx", "letter.pdf", "news/hotels.html", "note.txt"}
    assert "note.txt" not in outcomes(sync(corpus, [small_papers]))
    assert set(held(corpus)) == {"report.txt", "minutes.docx", "news/hotels.html", "note.txt"}


def test_a_paper_that_goes_from_one_folder_to_another_stays(corpus: Corpus, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    note = write_note(here / "note.txt", "hotels")
    write_note(there / "else.txt", "foster carers")
    before = held_after(corpus, here, there)["note.txt"]
    note.rename(there / "note.txt")
    assert outcomes(sync(corpus, [here, there])) == {"else.txt": "unchanged", "note.txt": "moved"}
    assert held(corpus)["note.txt"].id == before.id
    assert finds(corpus, '"hotels"') == {"note.txt"}


def test_files_named_twice_are_read_once(corpus: Corpus, small_papers: Path) -> None:
    report = sync(corpus, [small_papers, small_papers / "report.txt", small_papers / "news"])
    assert sorted(file.file for file in report.files) == [
        "letter.pdf",
        "minutes.docx",
        "news/hotels.html",
        "report.txt",
    ]
    assert set(outcomes(report).values()) == {"created"}


def test_a_path_that_does_not_exist_is_named(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(NothingToIngest, match=r"no-such does not exist. Name a file or a folder"):
        sync(corpus, [tmp_path / "no-such"])


def test_hidden_files_are_no_papers(corpus: Corpus, small_papers: Path) -> None:
    write_note(small_papers / ".git" / "note.txt", "hotels")
    write_note(small_papers / ".hidden.txt", "caravans")
    assert set(outcomes(sync(corpus, [small_papers]))) == {
        "letter.pdf",
        "minutes.docx",
        "news/hotels.html",
        "report.txt",
    }


def test_papers_have_the_same_ids_when_the_home_is_rebuilt(make_corpus: Callable[[], Corpus], tmp_path: Path) -> None:
    papers = write_small_papers(tmp_path / "papers")
    corpus = make_corpus()
    before = held_after(corpus, papers)
    keys = corpus.catalogue.current_keys()
    shutil.rmtree(corpus.settings.home)
    corpus.vectors.clear()
    shutil.move(papers, tmp_path / "elsewhere")
    rebuilt = make_corpus()
    after = held_after(rebuilt, tmp_path / "elsewhere")
    assert {file: paper.id for file, paper in after.items()} == {file: paper.id for file, paper in before.items()}
    assert rebuilt.catalogue.current_keys() == keys == rebuilt.vectors.keys()


def test_two_folders_may_hold_papers_of_the_same_name(corpus: Corpus, tmp_path: Path) -> None:
    one = write_note(tmp_path / "one" / "note.txt", "hotels")
    two = write_note(tmp_path / "two" / "note.txt", "caravans")
    report = sync(corpus, [one.parent, two.parent])
    assert [str(file.outcome) for file in report.files] == ["created", "created"]
    assert len({file.paper for file in report.files}) == 2
    assert len(corpus.catalogue.papers(OFFICER)) == 2
    assert {str(f.outcome) for f in sync(corpus, [two.parent, one.parent]).files} == {"unchanged"}


def test_the_same_file_in_two_folders_is_a_copy(corpus: Corpus, tmp_path: Path) -> None:
    one, two = (write_note(tmp_path / name / f"{name}.txt", "hotels") for name in ("one", "two"))
    report = sync(corpus, [one.parent, two.parent])
    assert outcomes(report) == {"one.txt": "created", "two.txt": "duplicate"}
    assert outcomes(sync(corpus, [two.parent])) == {"two.txt": "duplicate"}


def test_a_home_folder_inside_the_ingested_one_holds_no_papers(corpus: Corpus, tmp_path: Path) -> None:
    assert corpus.settings.home.is_relative_to(tmp_path)
    write_note(tmp_path / "note.txt", "care leavers")
    assert outcomes(sync(corpus, [tmp_path])) == {"note.txt": "created"}


def test_a_folder_inside_the_home_folder_may_be_ingested(corpus: Corpus) -> None:
    added = corpus.settings.home / "added"
    write_note(added / "note.txt", "care leavers")
    assert outcomes(sync(corpus, [added])) == {"note.txt": "created"}
