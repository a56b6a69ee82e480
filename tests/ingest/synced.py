"""What a test sees of a sync: outcomes by file, papers held, words found."""

from __future__ import annotations

import json
from pathlib import Path

from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.paper import Role
from corpus.scope import Scope
from ingest.report import Report
from ingest.sync import sync

OFFICER = Scope(Role.OFFICER)
NOTE = "Brackenford City Council\n\nA note on {subject}\n\nThe panel spoke about {subject} at length, and asked why.\n"


def outcomes(report: Report) -> dict[str, str]:
    return {file.file: str(file.outcome) for file in report.files}


def reason(report: Report, file: str) -> str:
    (said,) = [one.reason for one in report.files if one.file == file]
    assert said
    return said


def held(corpus: Corpus, *, current: bool = True) -> dict[str, HeldPaper]:
    return {paper.file: paper for paper in corpus.catalogue.papers(OFFICER, current=current)}


def finds(corpus: Corpus, match: str) -> set[str]:
    """The files in which a word is found."""
    papers = corpus.catalogue.papers(OFFICER)
    keys = [key for key, _ in corpus.catalogue.find_words(match, papers, 50)]
    return {passage.paper.file for passage in corpus.catalogue.passages(keys, papers).values()}


def write_note(path: Path, subject: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(NOTE.format(subject=subject), encoding="utf-8")
    return path


def assert_agrees(corpus: Corpus) -> None:
    assert corpus.vectors.keys() == corpus.catalogue.current_keys()
    assert corpus.catalogue.waiting_changes() == 0


def held_after(corpus: Corpus, *paths: Path) -> dict[str, HeldPaper]:
    sync(corpus, paths)
    return held(corpus)


def write_manifest(folder: Path, *entries: dict[str, object], name: str = "manifest.json") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path
