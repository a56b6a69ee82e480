"""OpenDocument files -> blocks: a text is one page, a spreadsheet a page a sheet, a presentation a page a slide."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from corpus.paper import BlockKind, Pages
from ingest.readers.odf_sheets import sheet_pages, table_rows
from ingest.readers.odf_styles import Counter, Styles
from ingest.readers.odf_text import SHAPES, boxes_in, name, notes_in, text_of
from ingest.readers.page_draft import PageDraft
from ingest.readers.safe_xml import parsed
from ingest.readers.word_blocks import BULLET, TableRow, add_footnote, add_paragraph, add_table, plain
from ingest.unreadable import UnreadablePaper

_CAPTIONS = {"Caption", "Illustration", "Figure", "Drawing", "Table"}
_SKIPPED = {name("text:tracked-changes"), name("office:forms"), name("text:sequence-decls"), name("office:annotation")}
_PARAGRAPHS = {name("text:p"), name("text:h")}
_CONTENTS = {
    name(f"text:{each}")
    for each in ("table-of-content", "alphabetical-index", "illustration-index", "table-index", "object-index")
}
_NOTES = "Speaker notes"


def read_odt(data: bytes) -> Pages:
    """Raises UnreadablePaper for a locked or damaged file, and for one without any text."""
    return _read(data, "text", lambda root, styles: ([_text_page(root, styles)], False))


def read_ods(data: bytes) -> Pages:
    """Raises UnreadablePaper for a locked, damaged or too large file, and for one without any text."""
    return _read(data, "spreadsheet", lambda root, styles: (sheet_pages(root, styles), False))


def read_odp(data: bytes) -> Pages:
    """Raises UnreadablePaper for a locked or damaged file, and for one without any text."""
    return _read(data, "presentation", lambda root, styles: (list(_slides(root, styles)), True))


def _read(data: bytes, kind: str, pages_of: Callable[[Any, Styles], tuple[list[PageDraft], bool]]) -> Pages:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise UnreadablePaper("the file is locked with a password: save a copy without one")
            content = parsed(archive.read("content.xml"))
            styled = [parsed(archive.read("styles.xml"))] if "styles.xml" in names else []
            meta = parsed(archive.read("meta.xml")) if "meta.xml" in names else None
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        raise UnreadablePaper("the OpenDocument file is damaged: save it again from LibreOffice") from error
    body = content.find(f"{name('office:body')}/{name(f'office:{kind}')}")
    if body is None:
        raise UnreadablePaper("the OpenDocument file is damaged, it has no body: save it again from LibreOffice")
    try:
        drafts, paged = pages_of(body, Styles(content, *styled))
    except ValueError as error:  # a number that is none
        raise UnreadablePaper("the OpenDocument file is damaged: save it again from LibreOffice") from error
    if kind == "text":
        _add_running(drafts[0], styled)
    if all(block.kind is BlockKind.FURNITURE for draft in drafts for block in draft.blocks):
        raise UnreadablePaper("the OpenDocument file holds no text: if it holds pictures of pages, save it as PDF")
    title = meta.find(f".//{name('dc:title')}") if meta is not None else None
    shown = plain(title.text or "") or None if title is not None else None
    return Pages(tuple(draft.page() for draft in drafts), paged=paged, title=shown)


def _text_page(body: Any, styles: Styles) -> PageDraft:
    writer = Writer(PageDraft(), styles)
    writer.add(body)
    writer.write_notes()
    return writer.draft


def _slides(body: Any, styles: Styles) -> Iterator[PageDraft]:
    for number, slide in enumerate(body.iter(name("draw:page")), start=1):
        draft = PageDraft(number)
        writer = Writer(draft, styles)
        shapes = [shape for shape in slide if shape.tag in SHAPES]
        # the title first, wherever it stands
        for shape in sorted(shapes, key=lambda shape: shape.get(name("presentation:class")) != "title"):
            if shape.get(name("presentation:class")) == "title":
                draft.add(BlockKind.HEADING, text_of(shape), level=1)
            else:
                writer.add(shape)
        notes = slide.find(name("presentation:notes"))
        texts = [text_of(p) for p in notes.iter(name("text:p"))] if notes is not None else []
        if any(texts):
            draft.add(BlockKind.HEADING, _NOTES, level=2)
        for text in texts:
            draft.add(BlockKind.PARAGRAPH, text)
        writer.write_notes()
        yield draft


def _add_running(draft: PageDraft, styled: list[Any]) -> None:
    """Running headers and footers stand in the styles of the pages; here they come last."""
    seen: set[str] = set()
    for root in styled:
        for part in root.iter(name("style:header"), name("style:footer")):
            for paragraph in part.iter(name("text:p")):
                text = text_of(paragraph)
                if text not in seen:
                    draft.add(BlockKind.FURNITURE, text)
                seen.add(text)


class Writer:
    """Writes the parts of a text, or of a shape on a slide."""

    def __init__(self, draft: PageDraft, styles: Styles) -> None:
        self.draft = draft
        self._styles = styles
        self._counter = Counter(styles)
        self._notes: list[tuple[str, str]] = []

    def add(self, parent: Any) -> None:
        for child in parent:
            if child.tag in _PARAGRAPHS:
                self._add_paragraph(child, "")
            elif child.tag == name("text:list"):
                self._add_list(child, child.get(name("text:style-name")), 1)
            elif child.tag == name("table:table"):
                self._add_table(child)
            elif child.tag in _CONTENTS:
                for entry in child.iter(name("text:p")):
                    self.draft.add(BlockKind.FURNITURE, text_of(entry))
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self.add(child)

    def _add_table(self, table: Any) -> None:
        """A row that is one cell with several paragraphs frames a part of the text and is read like any other part."""
        rows: list[TableRow] = []
        columns: tuple[str, ...] = ()
        width = 0
        for row, cells in table_rows(table, self._styles):
            if len(cells) == 1 and sum(map(bool, row.cells)) == 1 and len(cells[0]) > 1:
                columns = add_table(self.draft, rows, columns)
                rows = []
                self.add(cells[0])
            else:
                width = max(width, len(row.cells))
                part = row.part(range(len(row.cells)))
                rows.append(replace(part, cells=part.cells + ("",) * (width - len(part.cells))))
        add_table(self.draft, rows, columns)
        self._notes += notes_in(table)

    def write_notes(self) -> None:
        for mark, text in self._notes:
            add_footnote(self.draft, mark, text)
        self._notes.clear()

    def _add_list(self, listed: Any, style: str | None, level: int) -> None:
        go_on = listed.get(name("text:continue-numbering")) == "true" or listed.get(name("text:continue-list"))
        if level == 1 and style is not None and not go_on:
            self._counter.restart(style)
        for item in listed:
            if item.tag == name("text:list-item"):
                printed = ""
                for child in item:
                    if child.tag in _PARAGRAPHS:
                        first = child is next(iter(item), None)
                        if first:
                            own = item.get(name("text:start-value"))
                            printed = self._counter.printed(style, level, own) or (BULLET if style is None else "")
                        self._add_paragraph(child, printed if first else "")
                    elif child.tag == name("text:list"):
                        self._add_list(child, child.get(name("text:style-name")) or style, level + 1)
            elif item.tag == name("text:list-header"):
                self.add(item)

    def _add_paragraph(self, paragraph: Any, printed: str) -> None:
        style = paragraph.get(name("text:style-name"))
        names = self._styles.names(style)
        text = text_of(paragraph)
        level = int(paragraph.get(name("text:outline-level")) or 1) if paragraph.tag == name("text:h") else 0
        level = 1 if names & {"Title", "Subtitle"} else level
        if level and text:
            self.write_notes()
            printed = printed or self._counter.printed("", level)
        self._notes += notes_in(paragraph)
        if names & _CAPTIONS and not level:
            self.draft.add(BlockKind.CAPTION, text)
        else:
            add_paragraph(self.draft, text, level=level, printed=printed, bold=is_bold(paragraph, self._styles))
        for box in boxes_in(paragraph):
            self.add(box)


def is_bold(paragraph: Any, styles: Styles) -> bool:
    """Is every word of the paragraph bold?"""
    own = bool(styles.is_bold(paragraph.get(name("text:style-name"))))
    marks = [own] if (paragraph.text or "").strip() else []
    for child in paragraph.iter(name("text:span")):
        said = styles.is_bold(child.get(name("text:style-name")))
        marks += [own if said is None else said] if (child.text or "").strip() else []
        marks += [own] if (child.tail or "").strip() else []
    return bool(marks) and all(marks)
