"""What a run leaves behind: its answers, marks and figures beside the settings and the papers that made them."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import urlsplit, urlunsplit

from assistant.evaluation.marks import Marked
from corpus.corpus import Corpus
from corpus.kept import digest_of
from corpus.paper import Role
from corpus.scope import Scope

ANSWERS, MARKS, FIGURES, SETTINGS, REPORT = (
    "answers.jsonl", "marks.jsonl", "figures.json", "settings.json", "report.txt",
)  # fmt: skip
PACKAGES = ("scrutiny-assistant", "sentence-transformers", "openvino", "chromadb", "langchain")


class ResultsFolderError(Exception):
    """A folder that cannot take the results of a run: the message says why and what to do."""


def make_results_folder(folder: Path) -> None:
    """Raises ResultsFolderError where the folder holds something: the results of a run are never written over."""
    if folder.is_file():
        raise ResultsFolderError(f"{folder} is a file. Name a folder for the results.")
    if folder.is_dir() and any(folder.iterdir()):
        held = "the results of a run" if (folder / SETTINGS).exists() else "other files"
        raise ResultsFolderError(f"{folder} already holds {held}. Name another folder, or empty it first.")
    folder.mkdir(parents=True, exist_ok=True)


def write_settings(folder: Path, corpus: Corpus, questions: Path, role: Role, model: str | None = None) -> None:
    """Written before the first question is asked, so that answers cut short have them, too."""
    (folder / SETTINGS).write_text(_json(settings_of(corpus, questions, role, model)), encoding="utf-8")


def write_results(folder: Path, marked: Sequence[Marked], figures: Mapping[str, Any], report: str) -> None:
    rows = (json.dumps(m.as_row(), ensure_ascii=False) for m in marked)
    (folder / MARKS).write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    (folder / FIGURES).write_text(_json(figures), encoding="utf-8")
    (folder / REPORT).write_text(report, encoding="utf-8")


@contextmanager
def answers_files(*files: Path | None) -> Iterator[list[TextIO]]:
    """The files that answers are written to as they come."""
    opened: list[TextIO] = []
    try:
        opened.extend(file.open("w", encoding="utf-8") for file in files if file)
        yield opened
    finally:
        for each in opened:
            each.close()


def settings_of(corpus: Corpus, questions: Path, role: Role, model: str | None = None) -> dict[str, Any]:
    """What the figures depend on, and nothing secret: a password within an address is left out. ``model`` is the chat
    model that the command line names."""
    settings = corpus.settings.model_copy(update={"model": model} if model else {}).model_dump(mode="json")
    papers = corpus.catalogue.papers(Scope(role))
    return {
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "questions": {"file": str(questions.resolve()), "sha256": digest_of(questions)},
        "role": role,
        "settings": {name: _without_password(value) for name, value in settings.items()},
        "embedding_model": corpus.embedder.name,
        "corpus": {
            "papers": len(papers),
            "passages": corpus.catalogue.count_passages(papers),
            "sha256": corpus_digest(corpus, role),
        },
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "packages": {name: _version(name) for name in PACKAGES},
    }


def corpus_digest(corpus: Corpus, role: Role) -> str:
    """The SHA-256 over the papers that a role may read: bytes, what is known of them, passages. Two runs
    of one digest searched the same text."""
    whole = hashlib.sha256()
    for paper in sorted(corpus.catalogue.papers(Scope(role)), key=lambda paper: paper.id):
        known = {name: value for name, value in paper.as_json().items() if name != "paper"}
        passages = [held.digest for held in corpus.catalogue.passages_of(paper)]
        whole.update(_json([corpus.catalogue.stored_file(paper), known, passages]).encode())
    return whole.hexdigest()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _without_password(value: Any) -> Any:
    if not isinstance(value, str) or "@" not in value or "://" not in value:
        return value
    parts = urlsplit(value)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, default=str) + "\n"
