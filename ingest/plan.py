"""What an ingest has to do: which files are new, changed, unchanged, moved, copies of another, or gone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import select

from corpus.catalogue import Catalogue
from corpus.changes import FileState
from corpus.schema import PaperRow, SourceRow
from ingest.manifest import ManifestError, read_manifest

MANIFEST = "manifest.json"
# Raised when readers, splitter or registers change what they make of the same bytes: every paper is then read again.
READER_VERSION = 1


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    MOVED = "moved"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


class NothingToIngest(Exception):
    """A path given does not exist: the message names it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One file and what becomes of it; ``paper`` is None until a new paper has its id."""

    state: FileState
    outcome: Outcome
    paper: str | None = None
    manifest: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A file to look at, the folder it was found in, and its manifest entry."""

    path: Path
    source: Path
    manifest: Mapping[str, Any]

    @property
    def file(self) -> str:
        return self.path.relative_to(self.source).as_posix()


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue says of a paper's file."""

    id: str
    source: str
    file: str
    path: str
    digest: str
    reader: str
    status: str
    corrections: Mapping[str, str]


def plan(
    catalogue: Catalogue,
    paths: Iterable[Path],
    corrections: Mapping[str, str],
    manifest: Path | None = None,
    model: str = "",
) -> list[Step]:
    """The steps that bring the corpus level with the files, in the order of reading.

    A folder is synchronised: what it has lost is withdrawn. A single file withdraws nothing.
    Raises NothingToIngest for a path that does not exist, ManifestError for a bad manifest.
    """
    known = known_files(catalogue)
    roots = [path.expanduser().resolve() for path in paths]
    listed: dict[Path, Listed] = {}  # by path: a file may be named twice, or stand in two of the folders
    for path in roots:
        if not path.exists():
            raise NothingToIngest(f"{path} does not exist. Name a file or a folder of papers.")
        source = path if path.is_dir() else source_of(path, known)
        entries = manifest_entries(manifest, path, source)
        for file in papers_below(path) if path.is_dir() else [path]:
            if manifest is None or file != manifest.expanduser().resolve():
                listed.setdefault(file, Listed(file, source, entries.get(str(file), {})))
    steps = plan_files(listed.values(), known, corrections, model)
    taken = {step.paper for step in steps}
    folders = [path for path in roots if path.is_dir()]
    return steps + [
        Step(FileState(k.source, k.file, k.path, k.digest, k.reader), Outcome.WITHDRAWN, k.id)
        for k in known
        if k.status == "current" and k.id not in taken and was_below(k, folders) and not Path(k.path).exists()
    ]


def was_below(known: Known, folders: Iterable[Path]) -> bool:
    return any(Path(known.path).is_relative_to(folder) for folder in folders)


def papers_below(folder: Path) -> list[Path]:
    """Every file that may be a paper, by name; hidden ones and manifests are none."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST and not is_hidden(path.relative_to(folder))
    )


def is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def source_of(file: Path, known: Iterable[Known]) -> Path:
    """The ingested folder that a single file belongs to: the nearest above it, or else its own folder."""
    above = [Path(k.source) for k in known if file.is_relative_to(k.source)]
    return max(above, key=lambda folder: len(folder.parts), default=file.parent)


def manifest_entries(given: Path | None, path: Path, source: Path) -> dict[str, Mapping[str, Any]]:
    """Manifest entries by the whole path of the file they are about.

    For a folder those of every manifest below it count, for a single file those from its source down to it. The
    nearest manifest outranks those above it, and the one of the command line them all.
    """
    if path.is_dir():
        found = [file for file in path.rglob(MANIFEST) if not is_hidden(file.relative_to(path))]
    else:
        above = [folder for folder in path.parents if folder.is_relative_to(source)]
        found = [folder / MANIFEST for folder in above if (folder / MANIFEST).is_file()]
    found.sort(key=lambda file: len(file.parts))
    entries: dict[str, Mapping[str, Any]] = {}
    for file in [*found, *([given.expanduser()] if given else [])]:
        try:
            stated = read_manifest(file)
        except OSError as error:
            raise ManifestError(f"{file}: the manifest cannot be opened ({error.strerror}); check its name") from error
        for name, entry in stated.items():
            entries[str((file.parent / name).resolve())] = entry
    return entries


def plan_files(
    files: Iterable[Listed], known: Sequence[Known], corrections: Mapping[str, str], model: str
) -> list[Step]:
    digests, steps = digests_of(files)
    by_path = {k.path: k for k in known}
    by_digest: dict[str, Known] = {}
    for k in known:
        if k.status == "current" or k.digest not in by_digest:
            by_digest[k.digest] = k
    now = {str(listed.path): digest for listed, digest in digests.items()}
    claimed: dict[str, str] = {}  # digest -> the file of this run that has it
    for listed, digest in digests.items():
        path, entry, file = listed.path, listed.manifest, listed.file
        held = by_path.get(str(path))
        twin = by_digest.get(digest)
        if twin and now.get(twin.path, digest) != digest:
            twin = None  # its file has other bytes now
        if held is None and twin and not Path(twin.path).exists() and digest not in claimed:
            held = twin
        given = {**(held.corrections if held else {}), **corrections}
        state = FileState(str(listed.source), file, str(path), digest, reader_digest(entry, given, model), given)
        if held is None and digest in claimed:
            steps.append(Step(state, Outcome.DUPLICATE, None, entry, f"the same file as {claimed[digest]}"))
            continue
        if held is None and twin and twin.status == "current":
            steps.append(Step(state, Outcome.DUPLICATE, twin.id, entry, f"the same file as {twin.file}"))
            continue
        claimed[digest] = file
        steps.append(Step(state, outcome_of(held, state), held.id if held else None, entry))
    return steps


def digests_of(files: Iterable[Listed]) -> tuple[dict[Listed, str], list[Step]]:
    """The digest of each file, and a failed step for each that cannot be opened."""
    digests: dict[Listed, str] = {}
    failed: list[Step] = []
    for listed in files:
        try:
            digests[listed] = digest_of(listed.path)
        except OSError as error:
            state = FileState(str(listed.source), listed.file, str(listed.path), "", "")
            reason = f"{listed.file}: the file cannot be opened ({error.strerror}): check its rights and its place"
            failed.append(Step(state, Outcome.FAILED, reason=reason))
    return digests, failed


def outcome_of(held: Known | None, state: FileState) -> Outcome:
    if held is None or held.status != "current":
        return Outcome.CREATED
    if (held.digest, held.reader) != (state.digest, state.reader):
        return Outcome.UPDATED
    return Outcome.UNCHANGED if (held.path, held.file) == (state.path, state.file) else Outcome.MOVED


def known_files(catalogue: Catalogue) -> list[Known]:
    with catalogue.session() as session:
        rows = session.execute(select(PaperRow, SourceRow.path).join(SourceRow, SourceRow.id == PaperRow.source_id))
        return [
            Known(row.id, source, row.file, row.path, row.digest, row.reader, row.status, row.corrections)
            for row, source in rows
        ]


def digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def reader_digest(entry: Mapping[str, Any], corrections: Mapping[str, str], model: str) -> str:
    """Of all that decides what is made of a file besides its bytes."""
    said = json.dumps([READER_VERSION, model, dict(entry), dict(corrections)], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def new_paper_id(state: FileState, taken: Mapping[str, str]) -> str:
    """The id of a new paper, from its file's name below its folder: the same again when the corpus is rebuilt.

    ``taken`` maps ids in use to the paths of their files. Where two folders hold the same name, the second paper's
    id takes in the name of its folder, and then its bytes.
    """
    for name in (state.file, f"{Path(state.source).name}/{state.file}", f"{state.digest}/{state.file}"):
        paper_id = hashlib.sha256(name.casefold().encode()).hexdigest()[:12]
        if taken.get(paper_id, state.path) == state.path:
            return paper_id
    raise AssertionError(f"two papers with the same name and bytes: {state.path}")
