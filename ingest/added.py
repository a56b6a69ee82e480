"""Files that officers add in the browser: kept in a folder of the home, under safe names, and ingested like any."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

from corpus.settings import Settings

FOLDER = "added"
MOST_MEGABYTES = 100  # a file
MOST_FILES = 50  # at once
LONGEST_NAME = 120  # characters
RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)  # names that Windows keeps for itself
MANIFEST = "manifest.json"


class BadUpload(ValueError):
    """A file that is not taken: the message names it, and says why and what to do."""


def added_folder(settings: Settings) -> Path:
    return settings.home / FOLDER


def safe_name(given: str) -> str:
    """The name of an uploaded file without folders, hidden dots or signs that a file system has its own use for.

    Raises BadUpload where nothing of a name is left, or where it would be no paper.
    """
    name = PurePosixPath(PureWindowsPath(given).as_posix()).name
    name = unicodedata.normalize("NFC", name)
    name = "".join(character for character in name if unicodedata.category(character)[0] != "C")
    name = re.sub(r'[<>:"/\\|?*]', " ", name)
    name = " ".join(name.split()).strip(" .")
    path = PurePosixPath(name)
    stem, suffix = path.stem.strip(" .")[: LONGEST_NAME - len(path.suffix)].strip(" ."), path.suffix
    if not stem or len(suffix) > 10:
        raise BadUpload(f"{given!r} is no name for a file. Give it another, and add it again.")
    if not suffix:
        raise BadUpload(f"{given!r} has no ending, such as .pdf or .docx. Give it one, and add it again.")
    name = f"{stem}{suffix}"
    if name.casefold() == MANIFEST or RESERVED.match(name):
        raise BadUpload(f"{name} is the name of no paper. Give it another, and add it again.")
    return name


def keep_upload(settings: Settings, given: str, data: bytes) -> Path:
    """Writes an uploaded file whole or not at all. One of the same name is replaced: a new version of its paper.

    Raises BadUpload for a bad name, and for a file that is empty or too large.
    """
    name = safe_name(given)
    if not data:
        raise BadUpload(f"{name} is empty. Save it again, and add it then.")
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise BadUpload(
            f"{name} has {len(data) / 1_000_000:,.0f} megabytes; a file may have {MOST_MEGABYTES}. Make it smaller, or "
            "ask whoever runs this service to ingest it from a folder."
        )
    folder = added_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    # hidden while it is written, so that no ingest takes half of it for a paper
    partial = folder / f".{name}.partial"
    with partial.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)
    return path
