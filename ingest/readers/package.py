"""What a file that is a zip really is, and whether it is safe to open: Office and OpenDocument files are zips too."""

from __future__ import annotations

import io
import zipfile
import zlib
from enum import StrEnum

from ingest.unreadable import UnreadablePaper

LARGEST_UNPACKED = 500_000_000  # bytes
LARGEST_XML = 200_000_000  # bytes: what a parser takes apart in memory
MOST_PARTS = 20_000
PIECE = 1 << 20
# no program that makes such files declares any; a text about them has "&lt;" in its place
_ENTITIES = tuple("<!ENTITY".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


class PackageKind(StrEnum):
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    EPUB = "epub"
    ARCHIVE = "archive"  # of other files


_OPEN_DOCUMENT = {"text": PackageKind.ODT, "spreadsheet": PackageKind.ODS, "presentation": PackageKind.ODP}


def package_kind(data: bytes) -> PackageKind:
    """Raises UnreadablePaper for what is damaged, locked, too large, or a trap for XML parsers."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind = _kind(archive)
            _check(archive, kind)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise UnreadablePaper("the file is damaged and cannot be unpacked: fetch it again") from error
    except RuntimeError as error:  # how zipfile says that a part is encrypted
        raise UnreadablePaper("the file is locked with a password: save a copy without one") from error
    return kind


def _kind(archive: zipfile.ZipFile) -> PackageKind:
    names = archive.namelist()
    if "[Content_Types].xml" in names:
        for start, kind in (
            ("word/document", PackageKind.DOCX),
            ("xl/", PackageKind.XLSX),
            ("ppt/", PackageKind.PPTX),
        ):
            if any(name.startswith(start) for name in names):
                return kind
    if "META-INF/container.xml" in names:
        return PackageKind.EPUB
    if "content.xml" in names and "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        stated = archive.read("mimetype").decode("ascii", "replace")
        for name, kind in _OPEN_DOCUMENT.items():
            if f"opendocument.{name}" in stated:
                return kind
    return PackageKind.ARCHIVE


def _check(archive: zipfile.ZipFile, kind: PackageKind) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise UnreadablePaper(
            "the file unpacks to over 500 megabytes or 20,000 parts: give its papers one by one, without their pictures"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadablePaper("the file is locked with a password: save a copy without one")
    texts = [part for part in parts if kind is not PackageKind.ARCHIVE and part.filename.endswith((".xml", ".rels"))]
    if sum(part.file_size for part in texts) > LARGEST_XML:
        raise UnreadablePaper("the file unpacks to over 200 megabytes of text: save it in parts")
    for part in parts:
        _check_part(archive, part, part in texts)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, is_xml: bool) -> None:
    """Reads the part to its end, which checks it against its checksum."""
    before = b""
    try:
        with archive.open(part) as stream:
            while piece := stream.read(PIECE):
                if is_xml and any(entity in before + piece for entity in _ENTITIES):
                    raise UnreadablePaper(
                        "the file declares XML entities, which may be a trap: save it again from Office"
                    )
                before = piece[-20:]
    except zipfile.BadZipFile as error:
        raise UnreadablePaper(
            f"the file is damaged, its part {part.filename} cannot be unpacked: fetch it again"
        ) from error
