"""Copies of the papers' files are whole, and what a killed run has left is told from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.kept import FileChanged, digest_of, keep_file, stray_files


def test_a_kept_copy_is_whole_and_stands_under_its_digest(tmp_path: Path) -> None:
    paper, folder = tmp_path / "Report.PDF", tmp_path / "files"
    paper.write_bytes(b"%PDF- whole")
    digest = digest_of(paper)
    keep_file(folder, paper, digest)
    (folder / f"{digest}.pdf").write_bytes(b"damaged")
    keep_file(folder, paper, digest)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {f"{digest}.pdf": b"%PDF- whole"}


def test_a_file_that_has_changed_is_not_kept_under_the_digest_that_it_had(tmp_path: Path) -> None:
    paper, folder = tmp_path / "report.pdf", tmp_path / "files"
    paper.write_bytes(b"%PDF- whole")
    digest = digest_of(paper)
    paper.write_bytes(b"%PDF- other")
    with pytest.raises(FileChanged, match=r"report\.pdf"):
        keep_file(folder, paper, digest)
    assert list(folder.iterdir()) == []


def test_strays_are_half_copies_and_copies_that_nothing_refers_to(tmp_path: Path) -> None:
    one, two = "a" * 64, "b" * 64
    for name in (f"{one}.pdf", f"{two}.docx", f"{one}.partial", "notes.txt", two):
        (tmp_path / name).touch()
    assert [path.name for path in stray_files(tmp_path, {f"{one}.pdf"})] == [f"{one}.partial", two, f"{two}.docx"]
    assert stray_files(tmp_path / "none", set()) == []
