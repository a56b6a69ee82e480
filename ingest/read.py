"""A file -> the pages of a paper. The bytes decide what a file is, not the ending of its name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import Protocol

from corpus.paper import Pages
from ingest.read_docx import read_docx
from ingest.read_html import read_html
from ingest.read_pdf import read_pdf
from ingest.read_text import decoded, read_text
from ingest.unreadable import UnreadablePaper

__all__ = ["Reader", "UnreadablePaper", "read", "reader_of"]

ASK_FOR_PDF = "save it as PDF or Word (.docx) and try again"
LARGEST_UNPACKED = 500_000_000  # bytes
_SIGNATURES = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"BM", "a picture (BMP)"),
    (b"{\\rtf", "a rich text file (RTF)"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
)
_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIPPED = (
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
    ("META-INF/container.xml", "an EPUB book"),
    ("content.xml", "an OpenDocument file"),
)
_HTML = re.compile(
    r"<!doctype html|<(html|head|body)[\s>]|<(div|table|h1|p|article|main)[\s>][\s\S]*</\2>", re.IGNORECASE
)
_MAIL_HEADER = re.compile(
    r"^(From|To|Subject|Date|Received|Message-ID|Return-Path|MIME-Version|Content-Type): ",
    re.IGNORECASE | re.MULTILINE,
)


class Reader(Protocol):
    """Reads one format. Raises UnreadablePaper."""

    def __call__(self, data: bytes) -> Pages: ...


def read(path: Path) -> Pages:
    """The pages of the file at ``path``.

    Raises UnreadablePaper, which names the file, what is wrong with it and the remedy.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadablePaper(f"{path.name}: the file cannot be opened ({error.strerror}): check its place") from error
    try:
        return reader_of(data)(data)
    except UnreadablePaper as error:
        raise UnreadablePaper(f"{path.name}: {error}") from error


def reader_of(data: bytes) -> Reader:
    """The reader for these bytes."""
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadablePaper("the file is empty: fetch it again")
    if b"%PDF-" in data[:1024]:
        return read_pdf
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(_OFFICE):
        if _ENCRYPTED in data:
            raise UnreadablePaper("the file is locked with a password: save a copy without one")
        raise UnreadablePaper(f"this is an old Office or Outlook file (.doc, .xls, .ppt or .msg): {ASK_FOR_PDF}")
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadablePaper(f"this is {name}, which is not read: {ASK_FOR_PDF}")
    text = decoded(data)
    start = text[:4000]
    if len({match[1].lower() for match in _MAIL_HEADER.finditer(start)}) >= 3 and "mime-version:" in start.lower():
        raise UnreadablePaper(f"this is an e-mail, which is not read: take out the attached paper, or {ASK_FOR_PDF}")
    if _HTML.search(start):
        return read_html
    if start.lstrip().startswith("<?xml"):
        raise UnreadablePaper(f"this is an XML data file, which is not read: {ASK_FOR_PDF}")
    return read_text


def _zipped(data: bytes) -> Reader:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise UnreadablePaper("the file unpacks to over 500 megabytes: save it without its pictures")
            damaged = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise UnreadablePaper("the file is damaged and cannot be unpacked: fetch it again") from error
    except RuntimeError as error:  # how zipfile says that a part is encrypted
        raise UnreadablePaper("the file is locked with a password: save a copy without one") from error
    if damaged is not None:
        raise UnreadablePaper(f"the file is damaged, its part {damaged} cannot be unpacked: fetch it again")
    if "word/document.xml" in names:
        return read_docx
    for start, name in _ZIPPED:
        if any(n.startswith(start) for n in names):
            raise UnreadablePaper(f"this is {name}, which is not read: {ASK_FOR_PDF}")
    raise UnreadablePaper("this is a zip archive: unpack it and give the papers inside")
