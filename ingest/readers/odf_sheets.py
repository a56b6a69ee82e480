"""The tables of OpenDocument files, in texts and in spreadsheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from corpus.paper import BlockKind
from ingest.readers.odf_styles import Styles
from ingest.readers.odf_text import name, text_of
from ingest.readers.page_draft import PageDraft
from ingest.readers.sheet import MOST_ROWS, SheetRow, add_sheet
from ingest.readers.word_blocks import REPEATED_WORDS
from ingest.unreadable import UnreadablePaper

WIDEST = 200  # columns
_CELLS = {name("table:table-cell"), name("table:covered-table-cell")}
_HIDDEN = {"collapse", "filter"}


def sheet_pages(body: Any, styles: Styles) -> list[PageDraft]:
    """A page for each sheet that is shown, under its name. Raises UnreadablePaper where there are too many rows."""
    drafts: list[PageDraft] = []
    hidden: list[str] = []
    total = 0
    for table in body.iterchildren(name("table:table")):
        title = table.get(name("table:name")) or ""
        if any(
            p.get(name("table:display")) == "false"
            for s in styles.chain(table.get(name("table:style-name")))
            for p in s
        ):
            hidden.append(title)
            continue
        draft = PageDraft(len(drafts) + 1)
        draft.add(BlockKind.HEADING, title, level=1)
        rows = [row for row, _ in table_rows(table, styles)]
        total += sum(any(row.cells) for row in rows)
        if total > MOST_ROWS:
            raise UnreadablePaper(f"the workbook has more than {MOST_ROWS:,} filled rows: keep the rows that matter")
        add_sheet(draft, rows)
        drafts.append(draft)
    if not any(
        block.kind not in (BlockKind.HEADING, BlockKind.FURNITURE) for draft in drafts for block in draft.blocks
    ):
        raise UnreadablePaper("the OpenDocument spreadsheet holds no text on sheets that are shown: show its sheets")
    for title in hidden:
        drafts[-1].add(BlockKind.FURNITURE, f"Left out: the hidden sheet {title}.")
    return drafts


def table_rows(table: Any, styles: Styles) -> Iterator[tuple[SheetRow, list[Any]]]:
    """The rows that are shown, and the cells of each that hold something.

    A cell merged over several rows belongs to each, if it is short.
    """
    down: dict[int, tuple[int, str]] = {}  # column -> how many more rows, and the text
    for row in table.iter(name("table:table-row")):
        if next(row.iterancestors(name("table:table")), None) is not table:
            continue
        if row.get(name("table:visibility")) in _HIDDEN:
            continue
        cells: list[str] = []
        bold: list[bool] = []
        holding: list[Any] = []
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            at = len(cells)
            text = cell_text(cell)
            if cell.tag == name("table:covered-table-cell"):
                left, above = down.get(at, (0, ""))
                text = above if left else ""
                down[at] = (left - 1, above) if left else (0, "")
            elif (spanned := _number(cell, "table:number-rows-spanned")) > 1:
                down[at] = (spanned - 1, text if len(text.split()) <= REPEATED_WORDS else "")
            repeated = min(_number(cell, "table:number-columns-repeated"), max(WIDEST - at, 0))
            holding += [cell] if cell_text(cell) else []
            cells += [text] * repeated
            bold += [bool(text) and _is_bold(cell, styles)] * repeated
        while cells and not cells[-1]:
            cells.pop()
        header = row.getparent().tag == name("table:table-header-rows")
        times = min(_number(row, "table:number-rows-repeated"), MOST_ROWS + 1) if cells else 1
        for _ in range(times):
            yield SheetRow(tuple(cells), tuple(bold[: len(cells)]), header), holding


def cell_text(cell: Any) -> str:
    """The text as shown; a date in words."""
    date = cell.get(name("office:date-value"))
    if date and len(date) >= 10:
        try:
            value = dt.date.fromisoformat(date[:10])
        except ValueError:
            return text_of(cell)
        return f"{value.day} {value:%B %Y}"
    return text_of(cell)


def _number(element: Any, short: str) -> int:
    value = element.get(name(short)) or "1"
    return int(value) if value.isdigit() else 1


def _is_bold(cell: Any, styles: Styles) -> bool:
    paragraph = cell.find(name("text:p"))
    own = styles.is_bold(cell.get(name("table:style-name")))
    said = styles.is_bold(paragraph.get(name("text:style-name"))) if paragraph is not None else None
    spans = [styles.is_bold(span.get(name("text:style-name"))) for span in cell.iter(name("text:span"))]
    return bool(said if said is not None else own) or (bool(spans) and all(spans))
