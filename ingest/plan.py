"""What an ingest has to do: which files are new, changed, unchanged, moved, copies of another, or gone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus.authorities import common_name
from corpus.catalogue import Catalogue
from corpus.changes import FileState
from corpus.kept import digest_of
from corpus.paper import Access
from ingest.known import Known, KnownDuplicate, known_duplicates, known_files
from ingest.manifests import MANIFEST, is_hidden, manifest_entries, remember_manifest, remembered_manifests

# Raised when readers, splitter or registers change what they make of the same bytes: every paper is then read again.
READER_VERSION = 10


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    MOVED = "moved"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


READ = frozenset({Outcome.CREATED, Outcome.UPDATED})


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
    held: Known | None = None  # the paper as it was before this run


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A file to look at, the folder it was found in, and its manifest entry."""

    path: Path
    source: Path
    manifest: Mapping[str, Any]

    @property
    def file(self) -> str:
        return self.path.relative_to(self.source).as_posix()


def plan(
    catalogue: Catalogue,
    paths: Iterable[Path],
    corrections: Mapping[str, str],
    manifest: Path | None = None,
    model: str = "",
    look: Callable[[], None] = lambda: None,
) -> list[Step]:
    """The steps that bring the corpus level with the files, in the order of reading.

    ``look`` is called before each file is opened, and may raise to end it: nothing is changed here but what is
    remembered of manifests.

    A folder is synchronised: what it has lost is withdrawn. A single file withdraws nothing. A manifest that is given
    is remembered for the paths, if there is nothing wrong with it.
    Raises NothingToIngest for a path that does not exist, ManifestError for a bad manifest.
    """
    known = known_files(catalogue)
    roots = [path.expanduser().resolve() for path in paths]
    named = remembered_manifests(catalogue)
    if manifest is not None:
        manifest = manifest.expanduser().resolve()
        named |= dict.fromkeys(roots, manifest)
    listed: dict[Path, Listed] = {}  # by path: a file may be named twice, or stand in two of the folders
    for path in roots:
        if not path.exists():
            raise NothingToIngest(f"{path} does not exist. Name a file or a folder of papers.")
        source = path if path.is_dir() else source_of(path, known)
        entries = manifest_entries(path, source, named)
        for file in papers_below(path, catalogue.file.parent) if path.is_dir() else [path]:
            if file not in named.values():
                listed.setdefault(file, Listed(file, source, entries.get(str(file), {})))
    if manifest is not None:
        remember_manifest(catalogue, manifest, roots)
    steps = plan_files(listed.values(), known, known_duplicates(catalogue), corrections, model, look)
    taken = {step.paper for step in steps}
    folders = [path for path in roots if path.is_dir()]
    return steps + [
        Step(FileState(k.source, k.file, k.path, k.digest, k.reader), Outcome.WITHDRAWN, k.id, held=k)
        for k in known
        if k.is_held and k.id not in taken and was_below(k, folders) and not Path(k.path).exists()
    ]


def was_below(known: Known, folders: Iterable[Path]) -> bool:
    return any(Path(known.path).is_relative_to(folder) for folder in folders)


def papers_below(folder: Path, home: Path) -> list[Path]:
    """Every file that may be a paper, by name; hidden ones, manifests and what a home folder in it holds are none."""
    own = home if home.is_relative_to(folder) and home != folder else None
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.name != MANIFEST
        and not is_hidden(path.relative_to(folder))
        and not (own and path.is_relative_to(own))
    )


def source_of(file: Path, known: Iterable[Known]) -> Path:
    """The ingested folder that a single file belongs to: the nearest above it, or else its own folder."""
    above = [Path(k.source) for k in known if file.is_relative_to(k.source)]
    return max(above, key=lambda folder: len(folder.parts), default=file.parent)


def plan_files(
    files: Iterable[Listed],
    known: Sequence[Known],
    noted: Mapping[str, KnownDuplicate],
    corrections: Mapping[str, str],
    model: str,
    look: Callable[[], None],
) -> list[Step]:
    digests, failed = digests_of(files, look)
    now = {str(listed.path): digest for listed, digest in digests.items()}
    # of equal files the one that is said to be closed is the paper, and the others open nothing
    by_closed = sorted(digests, key=lambda listed: stated(listed.manifest, corrections).access in (None, Access.PUBLIC))
    by_path = {k.path: k for k in known}
    by_id = {k.id: k for k in known}
    by_digest: dict[str, Known] = {}
    for k in known:
        if k.is_held or k.digest not in by_digest:
            by_digest[k.digest] = k
    steps: dict[Listed, Step] = {}
    claimed: dict[str, tuple[str, Stated]] = {}  # digest -> the file of this run that has it, and what is said of it
    for listed in by_closed:
        path, entry, digest = str(listed.path), listed.manifest, digests[listed]
        held = by_path.get(path)
        twin = by_digest.get(digest)
        if twin and now.get(twin.path, digest) != digest:
            twin = None  # its file has other bytes now
        if held is None and twin and not Path(twin.path).exists() and digest not in claimed:
            held = twin
        given = {**(held.corrections if held else {}), **corrections}
        state = FileState(str(listed.source), listed.file, path, digest, reader_digest(entry, given, model), given)
        said = stated(entry, given)
        if held is None or not held.is_held:
            if digest in claimed and said.adds_nothing_to(claimed[digest][1]):
                reason = f"the same file as {claimed[digest][0]}"
                steps[listed] = Step(state, Outcome.DUPLICATE, None, entry, reason)
                continue
            if twin and twin.is_held and said.adds_nothing_to(Stated(twin.access, twin.authority)):
                steps[listed] = Step(state, Outcome.DUPLICATE, twin.id, entry, f"the same file as {twin.file}", twin)
                continue
            if original := still_original(noted.get(path), state, by_id, now):
                reason = f"the same text as {original.file}"
                steps[listed] = Step(state, Outcome.DUPLICATE, original.id, entry, reason, original)
                continue
        claimed[digest] = listed.file, said
        steps[listed] = Step(state, outcome_of(held, state), held.id if held else None, entry, held=held)
    return [*failed, *(steps[listed] for listed in digests)]


@dataclass(frozen=True, slots=True)
class Stated:
    """What a manifest or an officer says of a file that decides who may read it and whom it is about."""

    access: str | None
    authority: str | None

    def adds_nothing_to(self, other: Stated) -> bool:
        """Whether all that is said here holds of the other too; where nothing is said here, it does."""
        return self.access in (None, other.access) and (
            self.authority is None or self.authority.casefold() == (other.authority or "").casefold()
        )


def stated(entry: Mapping[str, Any], corrections: Mapping[str, str]) -> Stated:
    authority = corrections.get("authority") or entry.get("authority")
    return Stated(corrections.get("access") or entry.get("access"), common_name(authority) if authority else None)


def still_original(
    noted: KnownDuplicate | None, state: FileState, known: Mapping[str, Known], now: Mapping[str, str]
) -> Known | None:
    """The paper of which the file was a duplicate when it was read, if neither has changed since."""
    if noted is None or (noted.digest, noted.reader) != (state.digest, state.reader):
        return None
    paper = known.get(noted.paper)
    if paper is None or not paper.is_held or not Path(paper.path).exists():
        return None
    return paper if paper.digest == noted.paper_digest == now.get(paper.path, paper.digest) else None


def digests_of(files: Iterable[Listed], look: Callable[[], None]) -> tuple[dict[Listed, str], list[Step]]:
    """The digest of each file, and a failed step for each that cannot be opened."""
    digests: dict[Listed, str] = {}
    failed: list[Step] = []
    for listed in files:
        look()
        try:
            digests[listed] = digest_of(listed.path)
        except OSError as error:
            state = FileState(str(listed.source), listed.file, str(listed.path), "", "")
            reason = f"{listed.file}: the file cannot be opened ({error.strerror}): check its rights and its place"
            failed.append(Step(state, Outcome.FAILED, reason=reason))
    return digests, failed


def outcome_of(held: Known | None, state: FileState) -> Outcome:
    if held is None or not held.is_held:
        return Outcome.CREATED
    if (held.digest, held.reader) != (state.digest, state.reader):
        return Outcome.UPDATED
    return Outcome.UNCHANGED if (held.path, held.file) == (state.path, state.file) else Outcome.MOVED


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
