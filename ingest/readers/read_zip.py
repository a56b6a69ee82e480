"""A zip archive of papers -> the pages of each, one after another by name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from corpus.paper import Pages
from ingest.readers.bundle import Bundle, ReadPart
from ingest.readers.package import LARGEST_UNPACKED, PackageKind, package_kind
from ingest.unreadable import UnreadablePaper

DEEPEST = 2  # archives inside each other
MOST_MEMBERS = 1_000
_JUNK = {"__MACOSX", "Thumbs.db", "desktop.ini"}


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file, by name, those of archives inside it under that archive's name.

    Nothing is written. Hidden files are left out. Raises UnreadablePaper for an archive that is damaged, locked or too
    large, that holds archives in archives in archives, or names that lead outside it.
    """
    left = [LARGEST_UNPACKED, MOST_MEMBERS]
    yield from _unpacked(data, "", 1, left)


def _unpacked(data: bytes, folder: str, depth: int, left: list[int]) -> Iterator[tuple[str, bytes]]:
    if depth > DEEPEST:
        raise UnreadablePaper(f"{folder.rstrip('/')} is an archive in an archive in an archive: unpack it first")
    package_kind(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name_of(member): member for member in archive.infolist() if not member.is_dir()}
        for name, member in sorted(members.items()):
            path = PurePosixPath(name)
            if any((part.startswith(".") and part != "..") or part in _JUNK for part in path.parts):
                continue
            if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
                raise UnreadablePaper(f"the archive holds a name that leads outside it, {name}: pack it anew")
            left[0] -= member.file_size
            left[1] -= 1
            if min(left) < 0:
                raise UnreadablePaper(
                    f"the archive unpacks to over {MOST_MEMBERS:,} files or 500 megabytes: give its papers one by one"
                )
            content = archive.read(member)
            if is_archive(content):
                yield from _unpacked(content, f"{folder}{name}/", depth + 1, left)
            else:
                yield f"{folder}{name}", content


def is_archive(data: bytes) -> bool:
    """Is it a zip of other files, and not one of the formats that are zips inside?"""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        return package_kind(data) is PackageKind.ARCHIVE
    except UnreadablePaper:
        return False


def name_of(member: zipfile.ZipInfo) -> str:
    """The name with forward slashes. Many programs write UTF-8 without saying so."""
    name = member.filename
    if not member.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = member.filename
    return name.replace("\\", "/")


def read_zip(data: bytes, read_part: ReadPart) -> Pages:
    """Raises UnreadablePaper where none of its files can be read, with the reason for each."""
    bundle = Bundle(read_part)
    for name, content in unpacked(data):
        bundle.add(name, content)
    if not bundle.pages:
        reasons = "; ".join(line.removeprefix("Left out: ") for line in bundle.left_out[:5])
        raise UnreadablePaper(f"no paper in this archive can be read ({reasons or 'it is empty'}): pack it anew")
    return bundle.finished()
