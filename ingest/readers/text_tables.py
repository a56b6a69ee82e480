"""Tables that were printed as plain text: cells set apart by upright strokes or tabs, or columns ranged by spaces.

Only what stands under a line that can name its columns is taken for a table: each name is short, and none a sentence or
a number. The first column may have no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

FEWEST_COLUMNS = 3
FEWEST_RULED = 2  # columns, where strokes set them apart
FEWEST_ROWS = 2
LONGEST_NAME = 6  # words
ASTRAY = 2  # characters, by which a cell may begin before the name of its column
_RULE = re.compile(r"[\s|+:=_\-–—]*[-–—=_]{3}[\s|+:=_\-–—]*")
_GAP = re.compile(r"\s{2,}|\t")
_NAME = re.compile(
    r"(?:[^\W\d_]|[#%£(]|\d+(?:st|nd|rd|th)?\b.*[^\W\d_]|(?:19|20)\d\d\b).*(?<![.;:!?,'\"’”])|(?:no|ref)\.", re.I
)
_STROKE = re.compile(r"\s*\|\s*")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line as it is printed, and the empty lines before it."""

    text: str
    blanks: int = 0


@dataclass(slots=True)
class TextTable:
    """``lines`` are those it was printed on, from and up to: [first, beyond)."""

    first: int
    beyond: int
    columns: tuple[str, ...]
    rows: list[list[str]] = field(default_factory=list)
    stroked: bool = False


def text_tables(lines: Sequence[RawLine]) -> Iterator[TextTable]:
    """The tables of a text, in order. Every row has as many cells as there are columns, empty ones among them."""
    at = 0
    while at < len(lines):
        table = stroked_table(lines, at) or tabbed_table(lines, at) or ranged_table(lines, at)
        if table and len(table.rows) >= FEWEST_ROWS:
            yield table
            at = table.beyond
        else:
            at += 1


def are_names(cells: Sequence[str], fewest: int) -> bool:
    """Whether the cells of a line can name columns."""
    if len(cells) < fewest or cells[0][:1].islower():
        return False
    named = cells if cells[0] else cells[1:]
    return all(len(name.split()) <= LONGEST_NAME and _NAME.fullmatch(name) for name in named)


def stroked_table(lines: Sequence[RawLine], at: int) -> TextTable | None:
    """A row that was wrapped goes on until it has all its strokes; a line in small letters ends the cell before it."""
    names = stroked(lines[at].text)
    if not are_names(names, FEWEST_RULED):
        return None
    table = TextTable(at, at + 1, tuple(names), stroked=True)
    row: list[str] = []
    for number in range(at + 1, len(lines)):
        line = lines[number]
        text = line.text.strip()
        if line.blanks > 1 or (line.blanks and "|" not in text):
            break
        if _RULE.fullmatch(text):
            table.beyond = number + 1
            continue
        if "|" not in text and not row and (not table.rows or not text[:1].islower()):
            break
        cells = stroked(text)
        is_rest = bool(row) or "|" not in text
        if is_rest:
            before = row or table.rows.pop()
            cells = [*before[:-1], f"{before[-1]} {cells[0]}".strip(), *cells[1:]]
        if len(cells) > len(names):
            break
        row = [] if len(cells) == len(names) else cells
        if not row:
            table.rows.append(cells)
            table.beyond = number + 1
    return table


def stroked(text: str) -> list[str]:
    if "|" not in text:
        return [plain(text)]
    text = text.strip()
    inner = text[text.startswith("|") : len(text) - (text.endswith("|") and len(text) > 1)]
    return [plain(cell) for cell in _STROKE.split(inner)]


def tabbed_table(lines: Sequence[RawLine], at: int) -> TextTable | None:
    names = [plain(cell) for cell in lines[at].text.strip().split("\t")]
    if "\t" not in lines[at].text or not are_names(names, FEWEST_COLUMNS):
        return None
    table = TextTable(at, at + 1, tuple(names))
    for number in range(at + 1, len(lines)):
        cells = [plain(cell) for cell in lines[number].text.strip("\n").split("\t")]
        if lines[number].blanks > 1 or not FEWEST_RULED <= len(cells) <= len(names):
            break
        table.rows.append([*cells, *[""] * (len(names) - len(cells))])
        table.beyond = number + 1
    return table


def ranged_table(lines: Sequence[RawLine], at: int) -> TextTable | None:
    """Each cell is of the column below whose name it begins. A line goes on with the row, or the names, before it where
    its first cell is empty or begins in small letters."""
    heads = ranged(lines[at].text)
    below = ranged(lines[at + 1].text) if at + 1 < len(lines) else []
    if below and heads and below[0][0] < heads[0][0] - ASTRAY:
        heads = [(below[0][0], ""), *heads]
    if not are_names([text for _, text in heads], FEWEST_COLUMNS):
        return None
    starts = [start for start, _ in heads]
    table = TextTable(at, at + 1, tuple(text for _, text in heads))
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if line.blanks <= 1 and _RULE.fullmatch(line.text):
            table.beyond = number + 1
            continue
        cells = in_columns(ranged(line.text), starts)
        if line.blanks > 1 or cells is None:
            break
        if not line.blanks and (not cells[0] or cells[0][0].islower()):
            if table.rows:
                table.rows[-1] = joined(table.rows[-1], cells)
            else:
                table.columns = tuple(joined(table.columns, cells))
        elif cells[0] and sum(map(bool, cells)) >= FEWEST_RULED:
            table.rows.append(cells)
        else:
            break
        table.beyond = number + 1
    return table


def joined(cells: Sequence[str], more: Sequence[str]) -> list[str]:
    return [f"{own} {further}".strip() for own, further in zip(cells, more, strict=True)]


def ranged(text: str) -> list[tuple[int, str]]:
    """The cells of a line that wide gaps set apart, each with where it begins."""
    text = text.expandtabs()
    cells, at = [], len(text) - len(text.lstrip())
    for gap in [*_GAP.finditer(text.rstrip(), at), None]:
        end = gap.start() if gap else len(text.rstrip())
        if end > at:
            cells.append((at, plain(text[at:end])))
        at = gap.end() if gap else end
    return cells


def in_columns(cells: Sequence[tuple[int, str]], starts: Sequence[int]) -> list[str] | None:
    """The cells below the names that begin at ``starts``; None where one runs into the next, or two share a column."""
    row = [""] * len(starts)
    for start, text in cells:
        column = max((i for i, begins in enumerate(starts) if start >= begins - ASTRAY), default=0)
        beyond = starts[column + 1] if column + 1 < len(starts) else None
        if row[column] or (beyond is not None and start + len(text) > beyond):
            return None
        row[column] = text
    return row


def plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
