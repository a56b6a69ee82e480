"""Whatever is amiss with a corpus is found, said in a sentence, and mended where it can be."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import text

from corpus.corpus import Corpus
from ingest.check import Findings, check
from ingest.sync import IngestBusy, sync
from tests.ingest.synced import assert_agrees, finds, held, outcomes


@pytest.fixture
def whole(corpus: Corpus, small_papers: Path) -> Corpus:
    """Four small papers, of which one has an earlier version and one was withdrawn."""
    sync(corpus, [small_papers])
    letter = small_papers / "report.txt"
    letter.write_text(letter.read_text().replace("every month", "each week"))
    (small_papers / "minutes.docx").unlink()
    sync(corpus, [small_papers])
    return corpus


def run_sql(corpus: Corpus, *statements: str) -> None:
    with corpus.catalogue.engine.connect() as connection:
        connection.execute(text("PRAGMA foreign_keys=OFF"))
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()


def said(findings: Findings) -> str:
    return " ".join(fault.what for fault in findings.faults)


def test_a_corpus_with_versions_and_withdrawn_papers_is_whole(whole: Corpus) -> None:
    findings = check(whole)
    assert (findings.whole, findings.faults, findings.papers) == (True, (), 3)
    assert findings.passages == len(whole.catalogue.current_keys())


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("DELETE FROM passage_words WHERE rowid IN (SELECT min(rowid) FROM passage_words)", "missing from the full"),
        ("INSERT INTO passage_words (rowid, text, context) VALUES (9999, 'hotels', '')", "though they are not current"),
        ("UPDATE passage_words SET text = 'caravans'", "stand in the full text with other words"),
        ("INSERT INTO embeddings VALUES ('nothing', 'a model', x'00')", "1 stored vectors belong to no passage"),
        ("INSERT INTO vector_changes (key, \"drop\") VALUES ('gone', 1)", "Chroma has yet to be told of 1 changes"),
        ("INSERT INTO state VALUES ('replacements', 'due')", "not settled yet which papers replace which"),
    ],
)
def test_what_the_catalogue_can_rebuild_is_mended(whole: Corpus, damage: str, sentence: str) -> None:
    words = finds(whole, '"foster"'), finds(whole, '"caravans"')
    run_sql(whole, damage)
    before = check(whole)
    assert not before.whole
    assert sentence in said(before)
    assert all(fault.mended is None for fault in before.faults)
    after = check(whole, mend=True)
    assert after.whole
    assert all(fault.mended for fault in after.faults)
    assert check(whole).faults == ()
    assert (finds(whole, '"foster"'), finds(whole, '"caravans"')) == words
    assert_agrees(whole)


def test_chroma_is_brought_level_with_the_catalogue(whole: Corpus) -> None:
    one, two, *_ = sorted(whole.catalogue.current_keys())
    vector = whole.embedder.embed_one("hotels")[None, :]
    whole.vectors.drop([one])
    whole.vectors.put([two], vector, [{"paper": "other", "access": "exempt"}])
    whole.vectors.put(["nobody's"], vector, [{"paper": "none", "access": "public"}])
    findings = check(whole)
    assert "1 passages are missing from Chroma" in said(findings)
    assert "Chroma holds 1 passages that no current paper has" in said(findings)
    assert "Chroma holds 1 passages under another paper or access" in said(findings)
    assert check(whole, mend=True).whole
    assert whole.vectors.fields() == whole.catalogue.current_fields()


def test_a_lost_chroma_folder_is_filled_again(whole: Corpus) -> None:
    whole.vectors.clear()
    assert "missing from Chroma" in said(check(whole))
    assert check(whole, mend=True).whole
    assert_agrees(whole)


def test_a_lost_or_damaged_copy_comes_back_from_its_source(whole: Corpus, small_papers: Path) -> None:
    report, letter = (whole.file_of(held(whole)[name]) for name in ("report.txt", "letter.pdf"))
    report.unlink()
    letter.write_bytes(b"damaged")
    assert said(check(whole)).count("cannot be drawn") == 2
    assert check(whole, mend=True).whole
    assert report.read_bytes() == (small_papers / "report.txt").read_bytes()
    assert letter.read_bytes() == (small_papers / "letter.pdf").read_bytes()


def test_what_cannot_be_mended_is_not_said_to_be(whole: Corpus) -> None:
    oldest = next(
        file for file in whole.settings.files_folder.glob("*.txt") if file != whole.file_of(held(whole)["report.txt"])
    )
    oldest.unlink()
    findings = check(whole, mend=True)
    assert not findings.whole
    assert "The copy of an earlier version of report.txt is missing" in said(findings)


def test_what_a_killed_run_left_in_the_folder_of_files_is_removed(whole: Corpus) -> None:
    folder = whole.settings.files_folder
    strays = [folder / f"{'a' * 64}.partial", folder / f"{'b' * 64}.pdf"]
    for stray in strays:
        stray.touch()
    assert f"2 files in {folder} belong to no paper" in said(check(whole))
    assert check(whole, mend=True).whole
    assert not any(stray.exists() for stray in strays)


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("DELETE FROM pages WHERE version_id = (SELECT version_id FROM papers WHERE file = 'letter.pdf')", "its pages"),
        ("DELETE FROM passages WHERE paper_id = (SELECT id FROM papers WHERE file = 'letter.pdf')", "no passages"),
        ("DELETE FROM embeddings", "Vectors of the model in use are missing"),
        ("UPDATE papers SET digest = 'other' WHERE file = 'letter.pdf'", "letter.pdf has no version"),
    ],
)
def test_a_paper_that_is_not_whole_is_read_again(whole: Corpus, small_papers: Path, damage: str, sentence: str) -> None:
    run_sql(whole, damage)
    findings = check(whole, mend=True)
    assert sentence in said(findings)
    assert not findings.whole
    report = sync(whole, [small_papers])
    assert outcomes(report)["letter.pdf"] == "updated"
    assert_agrees(whole)
    assert held(whole)["letter.pdf"].id
    assert finds(whole, '"attendance"') == {"letter.pdf"}


def test_rows_of_no_paper_and_a_damaged_file_are_named(whole: Corpus) -> None:
    run_sql(whole, "DELETE FROM versions WHERE id = 1")
    assert "belong to no paper or version" in said(check(whole))
    file = whole.catalogue.file
    whole.catalogue.engine.dispose()
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 12] = b"\xff" * 4096 * 9
    file.write_bytes(content)
    findings = check(whole, mend=True)
    assert not findings.whole
    assert "The catalogue file is damaged" in said(findings)


def test_a_corpus_that_is_being_added_to_is_not_checked(whole: Corpus) -> None:
    with FileLock(whole.settings.home / "ingest.lock"), pytest.raises(IngestBusy):
        check(whole)
