"""The manifests that an ingest goes by: those that lie in its folders, and those that were named for them.

A manifest named on the command line is remembered for the folders and files that it was named for: a later ingest of
them without it would else read what it said as taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from corpus.catalogue import Catalogue
from corpus.schema import StateRow
from ingest.facts.manifest import ManifestError, read_manifest

MANIFEST = "manifest.json"
REMEDY = "put it back, name another with --manifest, or go on without it with --forget-manifest"
_NAME = "manifest of "  # and the path of a folder or file, in the table of states


def remembered_manifests(catalogue: Catalogue) -> dict[Path, Path]:
    """By the folder or file that each was named for; what is not there any more has none."""
    with catalogue.session() as session:
        rows = session.execute(select(StateRow.name, StateRow.value).where(StateRow.name.startswith(_NAME)))
        named = {Path(name.removeprefix(_NAME)): Path(value) for name, value in rows}
    return {path: manifest for path, manifest in named.items() if path.exists()}


def remember_manifest(catalogue: Catalogue, manifest: Path, paths: Iterable[Path]) -> None:
    """In place of the one remembered before."""
    rows = [{"name": f"{_NAME}{path}", "value": str(manifest)} for path in paths]
    row = sqlite_insert(StateRow)
    with catalogue.session() as session:
        session.execute(row.on_conflict_do_update(["name"], set_={"value": row.excluded.value}), rows)


def forget_manifests(catalogue: Catalogue, paths: Iterable[Path]) -> list[Path]:
    """Forgets those named for these paths or for what is below them, and says which."""
    above = list(paths)
    named = remembered_manifests(catalogue)
    forgotten = {path: file for path, file in named.items() if any(path.is_relative_to(one) for one in above)}
    with catalogue.session() as session:
        session.execute(delete(StateRow).where(StateRow.name.in_([f"{_NAME}{path}" for path in forgotten])))
    return sorted(set(forgotten.values()))


def concerning(path: Path, named: Mapping[Path, Path]) -> dict[Path, Path]:
    """The named manifests that state something of a path: named for it, for a folder above it, or for what is in it."""
    return {
        root: manifest for root, manifest in named.items() if path.is_relative_to(root) or root.is_relative_to(path)
    }


def manifest_entries(path: Path, source: Path, named: Mapping[Path, Path]) -> dict[str, Mapping[str, Any]]:
    """What manifests say, by the whole path of the file that it is said of.

    For a folder those of every manifest below it count, for a single file those from its source down to it; then
    those named. Where two state the same fact of a file, the named one outranks the other, and the nearer the farther.
    Raises ManifestError.
    """
    if path.is_dir():
        found = [file for file in path.rglob(MANIFEST) if not is_hidden(file.relative_to(path))]
    else:
        above = [folder for folder in path.parents if folder.is_relative_to(source)]
        found = [folder / MANIFEST for folder in above if (folder / MANIFEST).is_file()]
    entries: dict[str, Mapping[str, Any]] = {}
    for file in sorted(found, key=lambda file: len(file.parts)):
        merge(entries, opened(file, "check its rights"))
    for root, file in sorted(concerning(path, named).items(), key=lambda one: len(one[0].parts)):
        stated = opened(file, f"check its name, or if it was named for {root} before: {REMEDY}")
        merge(entries, {name: entry for name, entry in stated.items() if Path(name).is_relative_to(root)})
    return entries


def opened(manifest: Path, remedy: str) -> dict[str, Mapping[str, Any]]:
    """Its entries, by the whole path of the file that each is about. Raises ManifestError."""
    try:
        stated = read_manifest(manifest)
    except OSError as error:
        why = f"{manifest}: the manifest cannot be opened ({error.strerror}); {remedy}"
        raise ManifestError(why) from error
    return {str((manifest.parent / name).resolve()): entry for name, entry in stated.items()}


def merge(entries: dict[str, Mapping[str, Any]], over: Mapping[str, Mapping[str, Any]]) -> None:
    """Puts what is said ``over`` them into entries, fact by fact: one manifest's silence takes nothing back."""
    for name, entry in over.items():
        under = dict(entries.get(name, {}))
        if "published" in entry:
            under.pop("published_how", None)  # it was said of another date
        entries[name] = {**under, **entry}


def is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
