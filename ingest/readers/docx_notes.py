"""What stands outside the body of a Word file: footnotes and endnotes, running headers and footers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ingest.readers.docx_text import parts_of, text_of
from ingest.readers.page_draft import PageDraft
from ingest.readers.word_blocks import add_footnote

_KINDS = (("footnote", RELATIONSHIP_TYPE.FOOTNOTES), ("endnote", RELATIONSHIP_TYPE.ENDNOTES))


class Notes:
    """Numbers the notes in the order in which the text refers to them, as Word does."""

    def __init__(self, document: Document) -> None:
        self._texts = {kind: _texts(document, kind, relation) for kind, relation in _KINDS}
        self._counts = dict.fromkeys(self._texts, 0)
        self._waiting: list[tuple[str, str]] = []  # mark and text

    def refer(self, element: Any) -> None:
        """Takes up the notes that the element refers to."""
        for kind, texts in self._texts.items():
            for reference in element.iter(qn(f"w:{kind}Reference")):
                self._counts[kind] += 1
                text = texts.get(reference.get(qn("w:id")) or "")
                if text:
                    self._waiting.append((str(self._counts[kind]), text))

    def write(self, draft: PageDraft) -> None:
        """Adds the notes taken up since the last time."""
        for mark, text in self._waiting:
            add_footnote(draft, mark, text)
        self._waiting.clear()


def _texts(document: Document, kind: str, relation: str) -> dict[str, str]:
    for found in document.part.rels.values():
        if found.reltype == relation and not found.is_external:
            root: Any = parse_xml(found.target_part.blob)
            return {note.get(qn("w:id")) or "": text_of(note) for note in root.iter(qn(f"w:{kind}"))}
    return {}


def running(document: Document, name: str) -> Iterator[str]:
    """The lines of every running header ("header") or footer ("footer"), each once."""
    seen: set[str] = set()
    relation = RELATIONSHIP_TYPE.HEADER if name == "header" else RELATIONSHIP_TYPE.FOOTER
    for found in document.part.rels.values():
        if found.reltype != relation or found.is_external:
            continue
        root: Any = parse_xml(found.target_part.blob)
        for part in parts_of(root):
            text = text_of(part)
            if text and text not in seen:
                seen.add(text)
                yield text
