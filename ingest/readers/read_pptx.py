"""A PowerPoint presentation -> a page a slide: title, text, tables, charts as rows, and the speaker's notes last."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pptx
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.oxml.ns import qn

from corpus.paper import BlockKind, Page, Pages
from ingest.readers.labels import printed_label
from ingest.readers.page_draft import PageDraft
from ingest.readers.word_blocks import TableRow, add_table, earlier_number, plain
from ingest.unreadable import UnreadablePaper

NOTES = "Speaker notes"
_DIAGRAM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"
_FURNITURE = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.HEADER}
_LISTED = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY, PP_PLACEHOLDER.VERTICAL_OBJECT}
_ROW_HEIGHT = 300_000  # EMU, a third of an inch: shapes nearer than this stand beside each other
_DAMAGED = (
    PythonPptxError,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    OSError,
    NotImplementedError,
)


def read_pptx(data: bytes) -> Pages:
    """Raises UnreadablePaper for a damaged presentation and for one without any text."""
    try:
        deck: Any = pptx.Presentation(io.BytesIO(data))
        pages = tuple(_page(slide, number) for number, slide in enumerate(deck.slides, start=1))
        title = plain(deck.core_properties.title or "") or None
    except _DAMAGED as error:
        raise UnreadablePaper(
            "the PowerPoint file is damaged and cannot be opened: save it again from PowerPoint"
        ) from error
    if all(block.kind is BlockKind.FURNITURE for page in pages for block in page.blocks):
        raise UnreadablePaper("the slides hold no text: if they are pictures, save them as PDF")
    return Pages(pages, paged=True, title=title)


def _page(slide: Any, number: int) -> Page:
    draft = PageDraft(number)
    if slide._element.get("show") in ("0", "false"):
        draft.add(BlockKind.FURNITURE, f"Left out: slide {number} is hidden.")
        return draft.page()
    title = slide.shapes.title
    if title is not None:
        draft.add(BlockKind.HEADING, plain(title.text_frame.text), level=1)
    for shape in _in_order(slide.shapes):
        if title is None or shape.shape_id != title.shape_id:
            _add_shape(draft, shape)
    for relation in slide.part.rels.values():
        if relation.reltype == _DIAGRAM and not relation.is_external:
            _add_diagram(draft, relation.target_part.blob)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        notes = [plain(paragraph.text) for paragraph in slide.notes_slide.notes_text_frame.paragraphs]
        if any(notes):
            draft.add(BlockKind.HEADING, NOTES, level=2)
        for text in notes:
            draft.add(BlockKind.PARAGRAPH, text)
    return draft.page()


def _in_order(shapes: Any) -> Iterator[Any]:
    """From top to bottom, what stands beside each other from left to right; a group where it stands."""

    def place(shape: Any) -> tuple[int, int]:
        return (shape.top or 0) // _ROW_HEIGHT, shape.left or 0

    yield from sorted(shapes, key=place)


def _add_shape(draft: PageDraft, shape: Any) -> None:
    kind = shape.placeholder_format.type if shape.is_placeholder else None
    if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
        for inner in _in_order(shape.shapes):
            _add_shape(draft, inner)
    elif getattr(shape, "has_table", False):
        _add_table(draft, shape.table)
    elif getattr(shape, "has_chart", False):
        _add_chart(draft, shape.chart)
    elif shape.has_text_frame:
        for paragraph in shape.text_frame.paragraphs:
            text = plain(paragraph.text)
            if kind in _FURNITURE:
                draft.add(BlockKind.FURNITURE, text)
            elif text:
                _add_paragraph(draft, paragraph, text, listed=kind in _LISTED)


def _add_paragraph(draft: PageDraft, paragraph: Any, text: str, listed: bool) -> None:
    """The text of a body placeholder is a list unless it says otherwise, that of other shapes only if it says so."""
    properties = paragraph._p.pPr
    names = {child.tag for child in properties} if properties is not None else set()
    bullet = bool(names & {qn("a:buChar"), qn("a:buAutoNum"), qn("a:buBlip")}) or (
        listed and qn("a:buNone") not in names
    )
    length, number = printed_label(text, earlier_number(draft)) or (0, None)
    if number is not None:
        draft.add(BlockKind.PARAGRAPH, text, label=length, number=number)
    else:
        draft.add(BlockKind.BULLET if bullet or length else BlockKind.PARAGRAPH, text, label=length)


def _add_table(draft: PageDraft, table: Any) -> None:
    rows = []
    for i, row in enumerate(table.rows):
        cells = tuple("" if cell.is_spanned else plain(cell.text) for cell in row.cells)
        rows.append(TableRow(cells, header=i == 0 and bool(table.first_row) and all(cells)))
    add_table(draft, rows)


def _add_chart(draft: PageDraft, chart: Any) -> None:
    """A row for each category, with its value in each series."""
    if chart.has_title and chart.chart_title.has_text_frame:
        draft.add(BlockKind.CAPTION, plain(chart.chart_title.text_frame.text))
    for plot in chart.plots:
        series = [(plain(s.name or ""), list(s.values)) for s in plot.series]
        columns = ("Category", *(name or f"Series {i}" for i, (name, _) in enumerate(series, start=1)))
        for i, category in enumerate(plot.categories):
            values = [values[i] if i < len(values) else None for _, values in series]
            draft.add_row(
                [plain(str(category)), *("" if value is None else f"{value:.10g}" for value in values)], columns
            )


def _add_diagram(draft: PageDraft, blob: bytes) -> None:
    """The texts of SmartArt, in the order of its outline."""
    for paragraph in pptx.oxml.parse_xml(blob).iter(qn("a:p")):
        draft.add(BlockKind.BULLET, plain("".join(text.text or "" for text in paragraph.iter(qn("a:t")))))
