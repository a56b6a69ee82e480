"""An EPUB book -> a page for each part of its spine."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from corpus.paper import Page, Pages
from ingest.readers.html_main import add_main
from ingest.readers.page_draft import PageDraft
from ingest.readers.read_text import decoded
from ingest.readers.safe_xml import parsed
from ingest.readers.word_blocks import plain
from ingest.unreadable import UnreadablePaper

CONTAINER = "META-INF/container.xml"


def read_epub(data: bytes) -> Pages:
    """Raises UnreadablePaper for a locked or damaged book, and for one without any text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "META-INF/encryption.xml" in archive.namelist() and "META-INF/rights.xml" in archive.namelist():
                raise UnreadablePaper("the book is locked: ask its publisher for a copy that is not")
            package = str(parsed(archive.read(CONTAINER)).xpath("string(//*[local-name()='rootfile']/@full-path)"))
            root = parsed(archive.read(package))
            names = _spine(root, posixpath.dirname(package))
            sources = [decoded(archive.read(name)) for name in names if name in archive.namelist()]
    except (zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise UnreadablePaper("the book is damaged and cannot be opened: fetch it again") from error
    pages: list[Page] = []
    for source in sources:
        draft = PageDraft(len(pages) + 1)
        body = LexborHTMLParser(source).body
        if body is not None:
            add_main(draft, body)
        if draft.blocks:
            pages.append(draft.page())
    if not pages:
        raise UnreadablePaper("the book holds no text: if it holds pictures of pages, save it as PDF")
    title = plain(str(root.xpath("string(//*[local-name()='title'])"))) or None
    return Pages(tuple(pages), paged=False, title=title)


def _spine(root: Any, folder: str) -> list[str]:
    """The names of the parts in reading order."""
    items = {item.get("id"): item.get("href") or "" for item in root.xpath("//*[local-name()='item']")}
    order = [item.get("idref") for item in root.xpath("//*[local-name()='itemref']")]
    return [posixpath.normpath(posixpath.join(folder, unquote(items[each]))) for each in order if each in items]
