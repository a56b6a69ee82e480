"""An Excel workbook -> a page a sheet, each table's rows under the names of their columns."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from corpus.paper import BlockKind, Page, Pages
from ingest.readers.page_draft import PageDraft
from ingest.readers.sheet import MOST_ROWS, SheetRow, add_sheet
from ingest.readers.word_blocks import REPEATED_WORDS, plain
from ingest.unreadable import UnreadablePaper

MOST_CELLS = 300_000
WIDEST = 200  # columns
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c[ >]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([^\"']+)")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[ >]")
_DAMAGED = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    OSError,
    ArithmeticError,
)


def read_xlsx(data: bytes) -> Pages:
    """Raises UnreadablePaper for a damaged workbook, one that is too large, and one without any text."""
    _check_size(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about parts that openpyxl does not write back
        try:
            book: Any = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            pages = [_page(sheet, number) for number, sheet in enumerate(_shown(book), start=1)]
            title = plain(book.properties.title or "") or None
        except _DAMAGED as error:
            raise UnreadablePaper("the Excel file is damaged and cannot be opened: save it again from Excel") from error
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    if all(block.kind in (BlockKind.HEADING, BlockKind.FURNITURE) for page in pages for block in page.blocks):
        raise UnreadablePaper(
            "the Excel file holds no text on sheets that are shown: show its sheets, or save its charts as PDF"
        )
    if hidden:
        pages[-1] = _with_left_out(pages[-1], [f"Left out: the hidden sheet {name}." for name in hidden])
    return Pages(tuple(pages), paged=False, title=title)


def _check_size(data: bytes) -> None:
    """Before anything is held in memory."""
    rows = cells = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                xml = archive.read(name)
                # rows that hold something: a sheet may be styled down to its last row
                rows += sum(_VALUE.search(row) is not None for row in _ROW.split(xml)[1:])
                cells += len(_CELL.findall(xml))
                cells += sum(_area(match[1].decode()) for match in _MERGED.finditer(xml))
    if rows > MOST_ROWS or cells > MOST_CELLS:
        raise UnreadablePaper(
            f"the workbook has {rows:,} filled rows and {cells:,} cells, more than {MOST_ROWS:,} or {MOST_CELLS:,}: "
            "keep the rows that matter"
        )


def _area(reference: str) -> int:
    """How many cells a reference such as "A1:C4" covers; 0 for what is none."""
    try:
        left, top, right, bottom = range_boundaries(reference)
    except ValueError:
        return 0
    return ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)


def _shown(book: Any) -> list[Any]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _page(sheet: Any, number: int) -> Page:
    draft = PageDraft(number)
    draft.add(BlockKind.HEADING, plain(sheet.title), level=1)
    hidden_rows = {r for r, row in sheet.row_dimensions.items() if row.hidden}
    hidden_columns = set(_hidden_columns(sheet))
    merged = _merged_down(sheet)
    headers = _header_rows(sheet)
    by_row: dict[int, dict[int, Any]] = {}
    for (r, c), cell in sheet._cells.items():  # the cells that the file has; iter_rows makes those between them too
        if cell.value is not None and c <= WIDEST:
            by_row.setdefault(r, {})[c] = cell
    left_out = set()
    rows: list[SheetRow] = []
    before = 0
    for r in sorted(by_row):
        found = {c: cell for c, cell in by_row[r].items() if c not in hidden_columns}
        left_out |= by_row[r].keys() & hidden_columns
        if r in hidden_rows:
            continue
        if r > before + 1 and not all(k in hidden_rows for k in range(before + 1, min(r, before + 1000))):
            rows.append(SheetRow(()))
        width = max(found, default=0)
        cells = [
            ("", False) if c in hidden_columns else merged.get((r, c)) or _shown_cell(found.get(c))
            for c in range(1, width + 1)
        ]
        rows.append(SheetRow(tuple(text for text, _ in cells), tuple(bold for _, bold in cells), r in headers))
        before = r
    add_sheet(draft, rows)
    skipped = len(hidden_rows & by_row.keys())
    for count, what in ((skipped, "row"), (len(left_out), "column")):
        if count:
            draft.add(BlockKind.FURNITURE, f"Left out: {count} hidden {what}{'s' if count > 1 else ''}.")
    return draft.page()


def _hidden_columns(sheet: Any) -> Iterator[int]:
    for column in sheet.column_dimensions.values():
        if column.hidden:
            yield from range(column.min or 0, min(column.max or 0, WIDEST) + 1)


def _shown_cell(cell: Any | None) -> tuple[str, bool]:
    """The text, and whether it is bold."""
    return (cell_text(cell), cell.has_style and bool(cell.font.b)) if cell is not None else ("", False)


def _merged_down(sheet: Any) -> dict[tuple[int, int], tuple[str, bool]]:
    """Text and look of the cells that were merged over several rows, for the rows below the first."""
    texts: dict[tuple[int, int], tuple[str, bool]] = {}
    for merged in sheet.merged_cells.ranges:
        text, bold = _shown_cell(sheet.cell(merged.min_row, merged.min_col))
        if merged.max_row > merged.min_row and text and len(text.split()) <= REPEATED_WORDS:
            for r in range(merged.min_row + 1, min(merged.max_row, merged.min_row + MOST_ROWS, sheet.max_row) + 1):
                texts[r, merged.min_col] = text, bold
    return texts


def _header_rows(sheet: Any) -> set[int]:
    """The rows that the file itself marks as the names of columns: of Excel tables and of filters."""
    references = [table.ref for table in sheet.tables.values() if table.headerRowCount != 0]
    references += [sheet.auto_filter.ref] if sheet.auto_filter.ref else []
    return {range_boundaries(reference)[1] or 0 for reference in references}


def _with_left_out(page: Page, lines: list[str]) -> Page:
    draft = PageDraft(page.number, page.text, list(page.blocks))
    for line in lines:
        draft.add(BlockKind.FURNITURE, line)
    return draft.page()


def cell_text(cell: Any) -> str:
    """The value about as Excel shows it: dates in words, whole numbers without a point, per cents as such."""
    value = cell.value
    if value is None or isinstance(value, str):
        return plain(value or "")
    form = (cell.number_format or "General").split(";")[0]
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, form)
    if isinstance(value, dt.datetime):
        date = _date(value, form)
        return date if value.time() == dt.time() else f"{date} {value:%H:%M}"
    if isinstance(value, dt.date):
        return _date(value, form)
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return plain(str(value))


def _date(value: dt.date, form: str) -> str:
    has_day = re.search(r"d", re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", form), re.IGNORECASE)
    return f"{value.day} {value:%B %Y}" if has_day or form == "General" else f"{value:%B %Y}"


def _number(value: float, form: str) -> str:
    plain_form = re.sub(r"\"[^\"]*\"|\\.|_.|\*.", "", form)
    decimals = len(match[1]) if (match := re.search(r"0\.(0+)", plain_form)) else 0
    if "%" in plain_form:
        return f"{value * 100:.{decimals}f}%"
    if re.fullmatch(r"(\[[^\]]*\]|[-£$€ ()#,0.])*", plain_form) and "0" in plain_form:
        currency = next((sign for sign in "£$€" if sign in form), "")
        text = f"{abs(value):{',' if ',' in plain_form else ''}.{decimals}f}"
        return f"{'-' if value < 0 else ''}{currency}{text}"
    return f"{value:.10g}" if isinstance(value, float) and abs(value) < 1e10 else str(value)
