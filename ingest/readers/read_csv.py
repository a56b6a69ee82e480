"""Separated values -> one page of rows under the names of their columns."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from corpus.paper import Pages
from ingest.readers.page_draft import PageDraft
from ingest.readers.read_text import decoded
from ingest.readers.sheet import MOST_ROWS, SheetRow, add_sheet
from ingest.readers.word_blocks import plain
from ingest.unreadable import UnreadablePaper

DELIMITERS = ",\t;|"
SAMPLE = 200_000  # characters
SAMPLE_LINES = 200
FEWEST_LINES = 3
_STATED = re.compile(r"sep=(.)\s*[\r\n]+", re.IGNORECASE)  # Excel's own first line


def delimiter_of(text: str) -> str | None:
    """What separates the values; None for text that is no table. Prose has commas, but not as many in each line."""
    stated = _STATED.match(text)
    if stated:
        return stated[1]
    sample = "\n".join(text[:SAMPLE].splitlines()[:SAMPLE_LINES])
    for delimiter in DELIMITERS:
        rows = _rows(sample, delimiter)
        widths = Counter(len(row) for row in rows)
        if len(rows) < FEWEST_LINES:
            continue
        width, count = widths.most_common(1)[0]
        if width < 2 or count < 0.9 * len(rows):
            continue
        head = rows[_head(rows)]
        if len(head) != width:
            continue
        fields = [field for row in rows for field in row[1:] if field]
        spaced = sum(field.startswith(" ") for field in fields)
        named = all(field.strip() and len(field.split()) <= 12 for field in head) and len({*head}) == width
        if named and (delimiter == "\t" or spaced <= 0.2 * len(fields)):
            return delimiter
    return None


def read_csv(data: bytes) -> Pages:
    """Raises UnreadablePaper for what has too many rows, and for what is no table."""
    text = decoded(data).lstrip("\ufeff")
    delimiter = delimiter_of(text)
    if delimiter is None:
        raise UnreadablePaper("the values are not separated in the same way in each line: save the file as .xlsx")
    rows = _rows(_STATED.sub("", text, count=1), delimiter)
    if len(rows) > MOST_ROWS:
        raise UnreadablePaper(f"the file has {len(rows):,} rows, more than {MOST_ROWS:,}: keep the rows that matter")
    draft = PageDraft()
    cells = [tuple(plain(field) for field in row) for row in rows]
    head = _head(rows)
    add_sheet(draft, [SheetRow(row, header=i == head) for i, row in enumerate(cells)])
    if not draft.blocks:
        raise UnreadablePaper("the file holds no values: save it again")
    return Pages((draft.page(),), paged=False)


def _head(rows: Sequence[Sequence[str]]) -> int:
    """The row that names the columns: the first, but for lines of a title above it."""
    return next((i for i, row in enumerate(rows) if sum(bool(field.strip()) for field in row) > 1), 0)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """Rows that are not empty. Raises UnreadablePaper for a value of over a million characters."""
    csv.field_size_limit(1_000_000)
    try:
        rows = list(csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadablePaper("a value never ends, a quotation mark is missing: save the file as .xlsx") from error
    return [row for row in rows if any(field.strip() for field in row)]
