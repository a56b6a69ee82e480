"""A PDF -> pages of blocks with the boxes of their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.paper import Pages
from ingest.pdf_columns import with_rows
from ingest.pdf_lines import Line, fragments_of, in_reading_order, lines_of, underline
from ingest.pdf_pages import Sheet, pages_of
from ingest.pdf_tables import Table, place, tables_of
from ingest.pdf_words import Rule, Token, rules_of, tokens_of
from ingest.scan import is_scan, scanned_words
from ingest.unreadable import UnreadablePaper


def read_pdf(data: bytes) -> Pages:
    """Raises UnreadablePaper for a locked or damaged PDF and for one without any text."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadablePaper("the PDF is locked with a password: save a copy without one") from error
        raise UnreadablePaper("the PDF is damaged and cannot be opened: fetch it again") from error
    try:
        sheets = [_sheet(document, i) for i in range(len(document))]
        title = (document.get_metadata_dict().get("Title") or "").strip() or None
    except pdfium.PdfiumError as error:
        raise UnreadablePaper("the PDF is damaged, a page cannot be read: fetch it again") from error
    finally:
        document.close()
    if not any(sheet.lines or sheet.tilted for sheet in sheets):
        raise UnreadablePaper("the PDF has no text and no scan that can be read: ask for a copy with text")
    return Pages(tuple(pages_of(sheets)), paged=True, title=title)


def _sheet(document: pdfium.PdfDocument, index: int) -> Sheet:
    page = document[index]
    try:
        width, height = page.get_size()
        tokens = tokens_of(page)
        ocr = not tokens and is_scan(page)
        if ocr:
            upright, turn = scanned_words(page)
            return Sheet(width, height, turn, _lines(upright, []), [], ocr=True)
        turns = Counter({0: 1})
        for token in tokens:
            turns[token.turn] += len(token.text)
        turn = max((0, 1, 2, 3), key=lambda t: turns[t])
        sheet = Sheet(width, height, turn, [], [t for t in tokens if t.turn != turn])
        upright = [t for t in tokens if t.turn == turn]
        for token in upright:
            token.x0, token.y0, token.x1, token.y1 = sheet.upright(token.x0, token.y0, token.x1, token.y1)
        rules = [Rule(*sheet.upright(r.x0, r.y0, r.x1, r.y1)) for r in rules_of(page)] if upright else []
        sheet.lines = _lines(upright, tables_of(rules))
        underline(sheet.lines, rules)
        return sheet
    finally:
        page.close()


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
            flat.extend(filled[0])
        else:
            flat.append(unit)
    return with_rows(lines_of(in_reading_order(lines_of(flat))))
