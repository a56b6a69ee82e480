"""Paragraphs and tables of a word-processed paper: what Word, OpenDocument and rich text files have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.paper import BlockKind
from ingest.readers.labels import printed_label
from ingest.readers.page_draft import PageDraft

BULLET = "\u2022"
BOLD_LEVEL = 5  # a short bold line below the headings that have a style
LONGEST_HEADING = 20  # words
LONGEST_COLUMN_NAME = 8
REPEATED_WORDS = 40  # a cell merged over several rows is said in each of them, a longer one in the first alone
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\u00ad\u200b\ufeff]|[\ud800-\udfff]")
_CAPITALS = re.compile(r"[^a-z]*[A-Z]{3}[^a-z]*(\([^)]*\))?[:?]?")

_LETTER = re.compile(r"[^\W\d_]")
_YEAR = re.compile(r"(19|20)\d\d([-/–]\d{2,4})?")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A cell for each column of the table: "" where a merged cell goes on to the right."""

    cells: tuple[str, ...]
    bold: tuple[bool, ...] = ()
    header: bool = False  # the file itself says that it names the columns

    @property
    def filled(self) -> list[str]:
        return [cell for cell in self.cells if cell]


def plain(text: str) -> str:
    """White space made single, characters that print nothing left out."""
    return re.sub(r"\s+", " ", _CONTROL.sub("", text)).strip()


def add_paragraph(draft: PageDraft, text: str, *, level: int = 0, printed: str = "", bold: bool = False) -> None:
    """``level`` is that of a heading's style; ``printed`` the number or BULLET put before the text."""
    if not text:
        return
    length, number = printed_label(text, earlier_number(draft)) or (0, None)
    if printed and printed != BULLET and not length:
        text, length, number = f"{printed} {text}", len(printed) + 1, printed.strip("().: ") or None
    level = level or (0 if printed == BULLET else level_by_look(text, bold))
    if level:
        draft.add(BlockKind.HEADING, text, level=level, label=length if number else 0)
    elif number is not None:
        draft.add(BlockKind.PARAGRAPH, text, label=length, number=number)
    elif length or printed == BULLET:
        draft.add(BlockKind.BULLET, text, label=length)
    else:
        draft.add(BlockKind.PARAGRAPH, text)


def earlier_number(draft: PageDraft) -> str | None:
    """The last paragraph number printed before this place."""
    return next((block.number for block in reversed(draft.blocks) if block.number), None)


def level_by_look(text: str, bold: bool) -> int:
    """The level of a heading without a style: a short line that is bold or in capitals. 0 for what is none."""
    short = len(text.split()) <= LONGEST_HEADING and not re.search(r"[.;,]$", text)
    return BOLD_LEVEL if short and (bold or _CAPITALS.fullmatch(text)) else 0


def add_footnote(draft: PageDraft, mark: str, text: str) -> None:
    if text:
        draft.add(BlockKind.FOOTNOTE, f"{mark} {text}".strip(), label=len(mark) + 1 if mark else 0)


def add_table(
    draft: PageDraft, rows: Sequence[TableRow], columns: Sequence[str] = (), *, guess: bool = True
) -> tuple[str, ...]:
    """Rows under the names of their columns, which are returned. ``columns`` are the names where no row gives them.

    Without ``guess`` only a row that is marked, by the file or by its look, names columns.
    """
    rows = [row for row in rows if row.filled]
    head = header_of(rows)
    if head is not None and (columns or not guess) and not _is_marked(rows[head]):
        head = None
    columns = tuple(columns)
    for i, row in enumerate(rows):
        if i == head:
            columns = names_in(rows, i)
        filled = row.filled
        label = printed_label(f"{filled[0]} {filled[1]}") if len(filled) == len(row.cells) == 2 else None
        if len(filled) == 1 and (len(row.cells) == 1 or not columns or row.cells[0]):
            add_paragraph(draft, filled[0], bold=all(row.bold) if row.bold else False)
        elif label is not None and label[0] == len(filled[0]) + 1 and head is None and not columns:
            kind = BlockKind.BULLET if label[1] is None else BlockKind.PARAGRAPH
            draft.add(kind, " ".join(filled), label=label[0], number=label[1])
        else:
            draft.add_row(row.cells, columns if len(row.cells) == len(columns) else ())
    return columns


def header_of(rows: Sequence[TableRow]) -> int | None:
    """Which row names the columns: the first with several cells, if it looks like names and has rows below it.

    Where that row groups columns (merged cells), the row below it is the one.
    """
    first = next((i for i, row in enumerate(rows) if len(row.filled) > 1), None)
    if first is None:
        return None
    if not all(rows[first].cells[1:]) and first + 1 < len(rows):
        below = rows[first + 1]
        first += 1 if _is_marked(rows[first]) and _is_marked(below) and all(below.cells[1:]) else 0
    row = rows[first]
    if not any(len(below.filled) > 1 for below in rows[first + 1 :]):
        return None
    if not all(row.cells[1:]) and not (_is_marked(row) and row.cells[0]):
        return None
    if row.header:
        return first
    if not all(_can_be_name(cell) for cell in row.filled) or not any(_LETTER.search(cell) for cell in row.filled):
        return None
    if any(row.bold):
        return first if all(row.bold) and not all(_is_marked(below) for below in rows[first:]) else None
    paired = len(row.cells) == 2 and any(cell.endswith(":") or re.search(r"\d", cell) for cell in row.cells)
    return None if paired else first


def names_in(rows: Sequence[TableRow], head: int) -> tuple[str, ...]:
    """The names, with that of the group of columns before them: "RAG: action". A merged name is that of each column."""
    names: list[str] = []
    for cell in rows[head].cells:
        names.append(cell or (names[-1] if names else ""))
    above = rows[head - 1] if head else None
    if above is None or len(above.filled) < 2 or len(above.cells) != len(names):
        return tuple(names)
    grouped, group = [], ""
    for name, cell in zip(names, above.cells, strict=True):
        group = cell or group
        grouped.append(name if group in ("", name) else f"{group}: {name}")
    return tuple(grouped)


def _is_marked(row: TableRow) -> bool:
    return row.header or (bool(row.bold) and all(row.bold))


def _can_be_name(cell: str) -> bool:
    named = _LETTER.search(cell) is not None or _YEAR.fullmatch(cell) is not None
    return len(cell.split()) <= LONGEST_COLUMN_NAME and named
