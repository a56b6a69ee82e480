"""The text of an OpenDocument file's XML as it is shown: deletions and comments out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.readers.word_blocks import plain

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "presentation": "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}


def name(short: str) -> str:
    """The whole name for one such as "text:p"."""
    prefix, _, local = short.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


_LEFT_OUT = {
    name("text:note"),
    name("office:annotation"),
    name("draw:frame"),
    name("draw:custom-shape"),
    name("text:ruby-text"),
}
_WHITE = {name("text:s"), name("text:tab"), name("text:line-break")}
SHAPES = {name("draw:frame"), name("draw:custom-shape")}


def text_of(element: Any) -> str:
    """The words of a paragraph, or of several set apart by spaces; notes and text boxes inside it are left out."""
    pieces: list[str] = []

    def walk(node: Any) -> None:
        pieces.append(node.text or "")
        for child in node:
            if isinstance(child.tag, str):
                if child.tag in _WHITE:
                    pieces.append(" ")
                elif child.tag not in _LEFT_OUT:
                    if child.tag in (name("text:p"), name("text:h")):
                        pieces.append(" ")
                    walk(child)
            pieces.append(child.tail or "")

    walk(element)
    return plain("".join(pieces))


def boxes_in(paragraph: Any) -> Iterator[Any]:
    """The text boxes that are tied to the paragraph."""
    for shape in paragraph.iter(*SHAPES):
        if not any(
            above.tag in SHAPES
            for above in shape.iterancestors()
            if above is not paragraph and paragraph in above.iterancestors()
        ):
            yield shape


def notes_in(element: Any) -> Iterator[tuple[str, str]]:
    """The mark and the text of each footnote and endnote."""
    for note in element.iter(name("text:note")):
        citation, body = note.find(name("text:note-citation")), note.find(name("text:note-body"))
        if body is not None:
            yield (text_of(citation) if citation is not None else ""), text_of(body)
