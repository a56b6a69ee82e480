"""The tables of a sheet: rows of cells in columns, from a workbook or a file of separated values."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.paper import BlockKind
from ingest.readers.page_draft import PageDraft
from ingest.readers.word_blocks import TableRow, add_table, header_of

MOST_ROWS = 20_000  # of a whole workbook
LONGEST_TITLE = 20  # words
MOST_TITLES = 2  # lines above a table: more of them are a text


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A cell for each column of the sheet, "" where it is empty."""

    cells: tuple[str, ...]
    bold: tuple[bool, ...] = ()  # for each cell, or nothing
    header: bool = False  # the file itself says that it names the columns

    def part(self, columns: Sequence[int]) -> TableRow:
        cells = tuple(self.cells[i] for i in columns)
        bold = tuple(self.bold[i] for i in columns if self.cells[i]) if self.bold else ()
        return TableRow(cells, bold, self.header)


def add_sheet(draft: PageDraft, rows: Sequence[SheetRow]) -> None:
    """Titles as headings, and each table under the names of its columns. Empty rows part tables."""
    width = max((len(row.cells) for row in rows), default=0)
    rows = [SheetRow(row.cells + ("",) * (width - len(row.cells)), row.bold, row.header) for row in rows]
    names: dict[int, str] = {}  # of the columns of the last table
    marked = False  # did its header stand out?
    bands = list(_bands(rows))
    for i, band in enumerate(bands):
        titles = list(itertools.takewhile(lambda row: sum(map(bool, row.cells)) == 1, band))
        body = band[len(titles) :]
        followed = bool(body) or (i + 1 < len(bands) and any(sum(map(bool, row.cells)) > 1 for row in bands[i + 1]))
        _add_titles(draft, titles, followed)
        for columns in _tables(body, width):
            table = [row.part(columns) for row in body]
            head = header_of(table)
            own = head is not None and (not marked or table[head].header or all(table[head].bold or (False,)))
            known = () if own or titles or not names.keys() >= set(columns) else tuple(names[k] for k in columns)
            found = add_table(draft, table, known)
            if found and not known:
                names = dict(zip(columns, found, strict=True))
                marked = head is not None and (table[head].header or (any(table[head].bold) and all(table[head].bold)))


def _add_titles(draft: PageDraft, titles: Sequence[SheetRow], followed: bool) -> None:
    """Lines above a table are its headings if they are short; others are paragraphs."""
    level = 2
    for row in titles:
        text = next(cell for cell in row.cells if cell)
        bold = any(row.bold[i] for i, cell in enumerate(row.cells) if cell) if row.bold else False
        short = len(text.split()) <= LONGEST_TITLE and not text.endswith((".", ";", ",")) and "://" not in text
        if short and (bold or (followed and len(titles) <= MOST_TITLES)):
            draft.add(BlockKind.HEADING, text, level=level)
            level = min(level + 1, 6)
        else:
            draft.add(BlockKind.PARAGRAPH, text)


def _bands(rows: Sequence[SheetRow]) -> Iterator[list[SheetRow]]:
    """Runs of rows that are not empty."""
    for filled, run in itertools.groupby(rows, key=lambda row: any(row.cells)):
        if filled:
            yield list(run)


def _tables(band: Sequence[SheetRow], width: int) -> list[list[int]]:
    """The columns of each table of the band. An empty column parts two tables only if both name their columns."""
    used = [i for i in range(width) if any(row.cells[i] for row in band)]
    if not used:
        return []
    parts: list[list[int]] = []
    for i in used:
        if parts and i == parts[-1][-1] + 1:
            parts[-1].append(i)
        else:
            parts.append([i])
    tables = [[row.part(part) for row in band] for part in parts]
    apart = all(len(part) > 1 and header_of(table) is not None for part, table in zip(parts, tables, strict=True))
    return parts if apart else [used]
