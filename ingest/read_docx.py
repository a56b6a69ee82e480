"""A Word file -> one page of blocks, tables in their place."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from corpus.paper import BlockKind, Pages
from ingest.docx_numbers import BULLET, Numbers
from ingest.labels import printed_label
from ingest.page_draft import PageDraft
from ingest.unreadable import UnreadablePaper

_LEFT_OUT = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:txbxContent"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_WHITE = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
_INSIDE = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:smartTag"), qn("w:customXml")}
BOLD_LEVEL = 5  # a short bold line below the headings that have a style
LONGEST_HEADING = 20  # words


def read_docx(data: bytes) -> Pages:
    """Raises UnreadablePaper for a damaged file and for one without any text."""
    try:
        document = docx.Document(io.BytesIO(data))
        draft = _draft(document)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise UnreadablePaper("the Word file is damaged and cannot be opened: save it again from Word") from error
    if not draft.blocks:
        raise UnreadablePaper("the Word file holds no text: if it holds pictures of pages, save it as PDF")
    return Pages((draft.page(),), paged=False, title=_title(document))


def _draft(document: Document) -> PageDraft:
    draft = PageDraft()
    numbers = Numbers(_numbering(document))
    for part in _parts(document.element.body):
        if part.tag == qn("w:p"):
            _add_paragraph(draft, Paragraph(part, document._body), numbers)
        else:
            _add_table(draft, Table(part, document._body))
    return draft


def _numbering(document: Document) -> Any | None:
    """The definitions of the lists, None where the file has none."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            part: Any = relation.target_part
            return part.element
    return None


def _title(document: Document) -> str | None:
    return (document.core_properties.title or "").strip() or None


def _parts(body: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also in content controls and tracked insertions; text boxes after their line."""
    for child in body:
        if child.tag == qn("w:p"):
            yield child
            for box in child.iter(qn("w:txbxContent")):
                if not any(a.tag in _LEFT_OUT for a in box.iterancestors() if a is not box):
                    yield from _parts(box)
        elif child.tag == qn("w:tbl"):
            yield child
        elif child.tag in _INSIDE:
            yield from _parts(child)


def text_of(element: Any) -> str:
    """The text as Word shows it: tracked insertions in, deletions out."""
    pieces: list[str] = []

    def walk(node: Any) -> None:
        for child in node:
            if child.tag in _LEFT_OUT:
                continue
            if child.tag == qn("w:t"):
                pieces.append(child.text or "")
            elif child.tag in _WHITE:
                pieces.append(_WHITE[child.tag])
            elif child.tag == qn("w:p") and pieces:
                pieces.append(" ")
                walk(child)
            elif isinstance(child.tag, str):
                walk(child)

    walk(element)
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x08\x0e-\x1f\u00ad]", "", "".join(pieces))).strip()


def _add_paragraph(draft: PageDraft, paragraph: Paragraph, numbers: Numbers) -> None:
    text = text_of(paragraph._p)
    counted = numbers.label(paragraph)
    if not text:
        return
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    level = _level(paragraph, style, text)
    earlier = next((b.number for b in reversed(draft.blocks) if b.number), None)
    length, number = printed_label(text, earlier) or (0, None)
    if counted and counted != BULLET and not length:
        text, length, number = f"{counted} {text}", len(counted) + 1, counted.strip("().: ") or None
    if level:
        draft.add(BlockKind.HEADING, text, level=level, label=length if number else 0)
    elif number is not None:
        draft.add(BlockKind.PARAGRAPH, text, label=length, number=number)
    elif length or counted == BULLET or style.startswith("List Bullet"):
        draft.add(BlockKind.BULLET, text, label=length)
    else:
        draft.add(BlockKind.PARAGRAPH, text)


def _level(paragraph: Paragraph, style: str, text: str) -> int:
    """The level of a heading, 0 for what is none."""
    match = re.fullmatch(r"heading (\d)", style, re.IGNORECASE)
    if match:
        return int(match[1])
    if style in ("Title", "Subtitle"):
        return 1
    runs = [run for run in paragraph.runs if run.text.strip()]
    bold = bool(runs) and all(run.bold for run in runs)
    short = len(text.split()) <= LONGEST_HEADING and not re.search(r"[.;,]$", text)
    capitals = re.fullmatch(r"[^a-z]*[A-Z]{3}[^a-z]*(\([^)]*\))?[:?]?", text) is not None
    return BOLD_LEVEL if short and (bold or capitals) else 0


def _add_table(draft: PageDraft, table: Table) -> None:
    rows = [_cells(row) for row in table._tbl.iter(qn("w:tr")) if _nearest(row, qn("w:tbl")) is table._tbl]
    rows = [row for row in rows if any(row)]
    columns: tuple[str, ...] = ()
    if len(rows) > 1 and len(rows[0]) > 1 and all(cell and len(cell.split()) <= 8 for cell in rows[0]):
        columns = tuple(rows[0])
    for cells in rows:
        filled = [cell for cell in cells if cell]
        label = printed_label(f"{filled[0]} {filled[1]}") if len(filled) == 2 else None
        if len(filled) == 1:
            draft.add(BlockKind.PARAGRAPH, filled[0])
        elif label is not None and label[0] == len(filled[0]) + 1:
            kind = BlockKind.BULLET if label[1] is None else BlockKind.PARAGRAPH
            draft.add(kind, " ".join(filled), label=label[0], number=label[1])
        else:
            draft.add_row(cells, columns if len(cells) == len(columns) else ())


def _nearest(element: Any, tag: str) -> Any | None:
    return next(element.iterancestors(tag), None)


def _cells(row: Any) -> list[str]:
    """A cell that was merged over several columns is one cell."""
    return [text_of(cell) for cell in row.iter(qn("w:tc")) if _nearest(cell, qn("w:tr")) is row]
