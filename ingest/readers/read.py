"""A file -> the pages of a paper. The bytes decide what a file is, not the ending of its name.

A reader is imported when a file needs it: all of them with their libraries take half a second, and most papers are PDF.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from corpus.paper import Pages
from corpus.picture import is_picture
from ingest.readers.ole import OleKind, ole_kind
from ingest.readers.package import PackageKind, package_kind
from ingest.readers.read_pdf import read_pdf
from ingest.unreadable import UnreadablePaper

__all__ = ["Reader", "UnreadablePaper", "read", "reader_of"]

ASK_FOR_PDF = "save it as PDF or Word (.docx) and try again"
DEEPEST = 3  # papers in archives or e-mails in e-mails
_SIGNATURES = (
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
)
_RTF = b"{\\rtf"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # the second is that of an empty one
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(r"<!doctype html|<(html|head|body)[\s>]", re.IGNORECASE)
_PART_OF_HTML = re.compile(r"<(div|table|h1|p|article|main)[\s>][\s\S]*</\1>", re.IGNORECASE)


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


def reader_of(data: bytes, depth: int = 0) -> Reader:
    """The reader for these bytes. ``depth`` says in how many archives and e-mails they stood."""
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadablePaper("the file is empty: fetch it again")
    if b"%PDF-" in data[:1024]:
        return read_pdf
    if data.startswith(_ZIP):
        return _packed(data, depth)
    if data.startswith(_OLE):
        kind = ole_kind(data)
        if kind is OleKind.MSG:
            from ingest.readers.read_msg import read_msg

            return partial(read_msg, read_part=_part_reader(depth))
        from ingest.readers.read_office import read_office

        return partial(read_office, kind=kind)
    if data.startswith(_RTF):
        from ingest.readers.read_rtf import read_rtf

        return read_rtf
    if is_picture(data):
        from ingest.readers.read_image import read_image

        return read_image
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadablePaper(f"this is {name}, which is not read: {ASK_FOR_PDF}")
    return _written(data, depth)


def _written(data: bytes, depth: int) -> Reader:
    """The reader for text: its own marks tell what it is."""
    from ingest.readers.read_csv import delimiter_of, read_csv
    from ingest.readers.read_html import read_html
    from ingest.readers.read_mail import is_mail, read_mail
    from ingest.readers.read_markdown import is_markdown, read_markdown
    from ingest.readers.read_text import decoded, read_text

    text = decoded(data)
    start = text[:4000]
    if is_mail(text):
        return partial(read_mail, read_part=_part_reader(depth))
    if _HTML.search(start) or (_PART_OF_HTML.search(start) and not is_markdown(text)):
        return read_html
    if start.lstrip("\ufeff \r\n").startswith("<?xml"):
        raise UnreadablePaper(f"this is an XML data file, which is not read: {ASK_FOR_PDF}")
    if is_markdown(text):
        return read_markdown
    return read_csv if delimiter_of(text) else read_text


def _packed(data: bytes, depth: int) -> Reader:
    """The reader for what is a zip inside."""
    kind = package_kind(data)
    if kind is PackageKind.DOCX:
        from ingest.readers.read_docx import read_docx

        return read_docx
    if kind is PackageKind.XLSX:
        from ingest.readers.read_xlsx import read_xlsx

        return read_xlsx
    if kind is PackageKind.PPTX:
        from ingest.readers.read_pptx import read_pptx

        return read_pptx
    if kind is PackageKind.EPUB:
        from ingest.readers.read_epub import read_epub

        return read_epub
    if kind is PackageKind.ARCHIVE:
        from ingest.readers.read_zip import read_zip

        return partial(read_zip, read_part=_part_reader(depth))
    from ingest.readers.read_odf import read_odp, read_ods, read_odt

    readers: dict[PackageKind, Reader] = {
        PackageKind.ODT: read_odt,
        PackageKind.ODS: read_ods,
        PackageKind.ODP: read_odp,
    }
    return readers[kind]


def _part_reader(depth: int) -> Callable[[bytes], Pages]:
    """Reads what stands in an archive or in an e-mail."""

    def read_part(data: bytes) -> Pages:
        if depth + 1 >= DEEPEST:
            raise UnreadablePaper("it stands too deep inside other files: take it out and give it by itself")
        return reader_of(data, depth + 1)(data)

    return read_part
