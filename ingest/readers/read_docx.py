"""A Word file -> one page of blocks, tables in their place, notes at the end of the section that refers to them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from corpus.paper import BlockKind, Pages
from ingest.readers.docx_notes import Notes, running
from ingest.readers.docx_numbers import Numbers
from ingest.readers.docx_table import rows_of
from ingest.readers.docx_text import is_bold, parts_of, text_of
from ingest.readers.page_draft import PageDraft
from ingest.readers.word_blocks import BULLET, TableRow, add_paragraph, add_table, plain
from ingest.unreadable import UnreadablePaper

# python-docx opens plain documents only; those with macros and templates differ in nothing but this name
_SAME_AS_PLAIN = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_CONTENT_TYPES = "[Content_Types].xml"


def read_docx(data: bytes) -> Pages:
    """Raises UnreadablePaper for a damaged file and for one without any text."""
    try:
        document = docx.Document(io.BytesIO(_as_plain(data)))
        draft = _Body(document).draft()
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        OSError,
        SyntaxError,
        AttributeError,
        TypeError,
    ) as error:
        raise UnreadablePaper("the Word file is damaged and cannot be opened: save it again from Word") from error
    if all(block.kind is BlockKind.FURNITURE for block in draft.blocks):
        raise UnreadablePaper("the Word file holds no text: if it holds pictures of pages, save it as PDF")
    return Pages((draft.page(),), paged=False, title=_title(document))


class _Body:
    """Writes the body of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._numbers = Numbers(_numbering(document))
        self._notes = Notes(document)
        self._draft = PageDraft()
        self._styles: dict[str | None, Any] = {}

    def draft(self) -> PageDraft:
        for line in running(self._document, "header"):
            self._draft.add(BlockKind.FURNITURE, line)
        self._add_parts(self._document.element.body)
        self._notes.write(self._draft)
        for line in running(self._document, "footer"):
            self._draft.add(BlockKind.FURNITURE, line)
        return self._draft

    def _add_parts(self, parent: Any) -> None:
        for part in parts_of(parent):
            if part.tag == qn("w:p"):
                self._add_paragraph(part)
            else:
                self._add_table(part)

    def _add_paragraph(self, element: Any) -> None:
        found = self._style_of(element)
        text, printed = text_of(element), self._numbers.label(element, found)
        style = (found.name or "") if found is not None else ""
        level = _level(style)
        if level and text:
            self._notes.write(self._draft)
        self._notes.refer(element)
        if style.lower().startswith("toc ") and text:
            self._draft.add(BlockKind.FURNITURE, text)
        elif style == "Caption":
            self._draft.add(BlockKind.CAPTION, text)
        else:
            printed = BULLET if not printed and style.startswith("List Bullet") else printed
            add_paragraph(self._draft, text, level=level, printed=printed, bold=is_bold(element))

    def _add_table(self, table: Any) -> None:
        """A row that is one cell with several paragraphs frames a part of the text and is read like any other part."""
        rows: list[TableRow] = []
        columns: tuple[str, ...] = ()
        for row, cells in rows_of(table, self._cell_text):
            if len(cells) == len(row.filled) == 1 and len(list(parts_of(cells[0]))) > 1:
                columns = add_table(self._draft, rows, columns)
                rows = []
                self._add_parts(cells[0])
            else:
                rows.append(row)
        self._notes.refer(table)
        add_table(self._draft, rows, columns)

    def _style_of(self, element: Any) -> Any | None:
        """Kept, because each look-up goes through all the styles of the file."""
        if element.style not in self._styles:
            self._styles[element.style] = Paragraph(element, self._document._body).style
        return self._styles[element.style]

    def _cell_text(self, cell: Any) -> str:
        pieces = []
        for part in parts_of(cell):
            if part.tag == qn("w:p"):
                number = self._numbers.label(part, self._style_of(part))
                pieces += [number if number != BULLET else "", text_of(part)]
            else:
                pieces += [text for row, _ in rows_of(part, self._cell_text) for text in row.filled]
        return " ".join(piece for piece in pieces if piece)


def _as_plain(data: bytes) -> bytes:
    """The same file under the content type of a plain document."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read(_CONTENT_TYPES)
        if not any(name in types for name in _SAME_AS_PLAIN):
            return data
        for name in _SAME_AS_PLAIN:
            types = types.replace(name, CONTENT_TYPE.WML_DOCUMENT_MAIN.encode())
        renamed = io.BytesIO()
        with zipfile.ZipFile(renamed, "w") as written:
            for part in archive.infolist():
                written.writestr(part, types if part.filename == _CONTENT_TYPES else archive.read(part))
    return renamed.getvalue()


def _numbering(document: Document) -> Any | None:
    """The definitions of the lists, None where the file has none."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            part: Any = relation.target_part
            return part.element
    return None


def _title(document: Document) -> str | None:
    try:
        return plain(document.core_properties.title or "") or None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None  # damaged properties: the text is whole all the same


def _level(style: str) -> int:
    """The level of a heading's style, 0 for any other."""
    name, _, number = style.lower().partition(" ")
    if name == "heading" and number[:1].isdigit():
        return int(number[0])
    return 1 if style in ("Title", "Subtitle") else 0
