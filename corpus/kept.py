"""The corpus's own copies of the papers' files, each under the digest of its bytes: whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Container
from pathlib import Path

CHUNK = 1 << 20  # bytes
KEPT_NAME = re.compile(r"[0-9a-f]{64}(\..*)?", re.DOTALL)
PARTIAL = ".partial"


class FileChanged(Exception):
    """A file holds other bytes than it did when it was looked at first."""


def keep_file(folder: Path, path: Path, digest: str, suffix: str | None = None) -> None:
    """Keeps a copy of the file at ``path``, whose bytes have the SHA-256 ``digest``; its suffix unless one is given.

    Raises FileChanged, keeping nothing, where they have another.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{digest}{path.suffix.lower() if suffix is None else suffix}"
    partial = folder / f"{digest}{PARTIAL}"
    found = hashlib.sha256()
    with path.open("rb") as source, partial.open("wb") as copy:
        while part := source.read(CHUNK):
            found.update(part)
            copy.write(part)
        copy.flush()
        os.fsync(copy.fileno())
    if found.hexdigest() != digest:
        partial.unlink()
        raise FileChanged(str(path))
    partial.replace(kept)


def stray_files(folder: Path, wanted: Container[str]) -> list[Path]:
    """What a run that was killed has left: half copies, and copies that no version of a paper refers to.

    ``wanted`` are the names that versions refer to. Files of other names are none of the corpus's, and not listed.
    """
    if not folder.is_dir():
        return []
    return sorted(
        file
        for file in folder.iterdir()
        if KEPT_NAME.fullmatch(file.name) and (file.suffix == PARTIAL or file.name not in wanted)
    )


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
