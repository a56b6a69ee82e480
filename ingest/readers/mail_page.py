"""The first page of an e-mail: its headers as lines, then what it says."""

from __future__ import annotations

from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

from corpus.paper import BlockKind
from ingest.readers.html_main import add_main
from ingest.readers.page_draft import PageDraft
from ingest.readers.read_text import add_plain_lines
from ingest.readers.word_blocks import plain


def add_headers(draft: PageDraft, headers: Iterable[tuple[str, str]]) -> None:
    for name, value in headers:
        if value := plain(value):
            draft.add(BlockKind.PARAGRAPH, f"{name}: {value}")


def add_body(draft: PageDraft, text: str | None, html: str | None) -> None:
    """The plain text is preferred; where there is none, the HTML is read."""
    if text and text.strip():
        add_plain_lines(draft, text)
    elif html:
        body = LexborHTMLParser(html).body
        if body is not None:
            add_main(draft, body)
