"""A PDF -> pages of blocks with the boxes of their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.paper import Pages
from ingest.readers.pdf_columns import with_rows
from ingest.readers.pdf_lines import Line, fragments_of, in_reading_order, lines_of, underline, with_entries
from ingest.readers.pdf_pages import Sheet, pages_of
from ingest.readers.pdf_rules import Rule, rules_of
from ingest.readers.pdf_tables import Table, place, tables_of
from ingest.readers.pdf_words import Token, mapping_of, tokens_of
from ingest.readers.scan import is_better, is_scan, scan_of_page
from ingest.unreadable import UnreadablePaper

SAMPLED = 60  # words of a page, to tell whether its text is the debris of a poor recognition


def read_pdf(data: bytes) -> Pages:
    """Raises UnreadablePaper for a locked or damaged PDF and for one without any text."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadablePaper("the PDF is locked with a password: save a copy without one") from error
        raise UnreadablePaper("the PDF is damaged and cannot be opened: fetch it again") from error
    try:
        filled_in = document.get_formtype() != raw.FORMTYPE_NONE
        if document.get_formtype() == raw.FORMTYPE_ACRO_FORM:
            document.init_forms()  # draws the fields that have no drawing of their own
        sheets = [_sheet(document, i, filled_in) for i in range(len(document))]
        title = (document.get_metadata_dict().get("Title") or "").strip() or None
    except pdfium.PdfiumError as error:
        raise UnreadablePaper("the PDF is damaged, a page cannot be read: fetch it again") from error
    finally:
        document.close()
    if not any(sheet.lines or sheet.tilted for sheet in sheets):
        raise UnreadablePaper("the PDF has no text and no scan that can be read: ask for a copy with text")
    return Pages(tuple(pages_of(sheets)), paged=True, title=title)


def _sheet(document: pdfium.PdfDocument, index: int, filled_in: bool) -> Sheet:
    page = document[index]
    drawn: int | None = None  # how many words the page has without those of its form
    if filled_in:
        drawn = len(tokens_of(page, mapping_of(page)))
        page = _flattened(document, page, index)
    try:
        width, height = page.get_size()
        to_page = mapping_of(page)
        tokens = tokens_of(page, to_page)
        if is_scan(page, tokens[:: len(tokens) // SAMPLED + 1]):
            scan = scan_of_page(page)
            if is_better(scan, tokens):
                return Sheet(width, height, scan.turn, _lines(scan.tokens, []), [], ocr=True, skew=scan.skew)
        turn = _turn_of(tokens)
        sheet = Sheet(width, height, turn, [], [t for t in tokens if t.turn != turn])
        entered = [t for t in tokens[drawn:] if t.turn == turn] if drawn is not None else []
        upright = [t for t in tokens[:drawn] if t.turn == turn]
        for token in upright + entered if turn else ():
            token.x0, token.y0, token.x1, token.y1 = sheet.upright(token.x0, token.y0, token.x1, token.y1)
        rules = [Rule(*sheet.upright(r.x0, r.y0, r.x1, r.y1)) for r in rules_of(page, to_page)] if tokens else []
        sheet.lines = with_entries(_lines(upright, tables_of(rules)), lines_of(fragments_of(entered)))
        underline(sheet.lines, rules)
        return sheet
    finally:
        page.close()


def _turn_of(tokens: Sequence[Token]) -> int:
    """The quarter turns clockwise by which most characters are set."""
    if not any(token.turn for token in tokens):
        return 0
    turns = Counter({0: 1})
    for token in tokens:
        turns[token.turn] += len(token.text)
    return max((0, 1, 2, 3), key=lambda turn: turns[turn])


def _flattened(document: pdfium.PdfDocument, page: pdfium.PdfPage, index: int) -> pdfium.PdfPage:
    """The page with the values of its form fields as text of the page."""
    try:
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    finally:
        page.close()
    return document[index]


def _lines(tokens: Sequence[Token], tables: Sequence[Table]) -> list[Line]:
    """The page's lines in reading order; each row of a table stands among them as one line with cells."""
    place(tokens, tables)
    units: list[Line] = []
    rows: dict[tuple[int, int], Line] = {}
    for fragment in fragments_of(tokens):
        region = fragment.tokens[0].region
        if region is None:
            units.append(fragment)
            continue
        row = rows.get(region[:2])
        if row is None:
            row = rows[region[:2]] = Line()
            units.append(row)
        while len(row.cells) <= region[2]:
            row.cells.append([])
        row.cells[region[2]].append(fragment)
        row.tokens.extend(fragment.tokens)
    flat: list[Line] = []
    for unit in units:
        if unit.cells:
            unit.cells = [lines_of(sorted(cell, key=lambda f: f.y0)) for cell in unit.cells]
        filled = [cell for cell in unit.cells if cell]
        if unit.cells and len(filled) < 2:
            for line in filled[0]:
                line.column = unit.cells.index(filled[0])
            flat.extend(filled[0])
        else:
            flat.append(unit)
            if unit.cells:
                unit.set_tokens(unit.tokens)
    return with_rows(lines_of(in_reading_order(lines_of(flat))))
