"""A row of a table as it is quoted: cell by cell, each under the name of its column."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import RowCell, Statement
from corpus.paper import Passage


def cells_of(passage: Passage, start: int, end: int) -> tuple[RowCell, ...]:
    """The cells of ``passage.text[start:end]``, in order; empty where it is no row, or a row of one cell.

    Where no column has a name, the first cell of two names the second: forms print "KEY DECISION?" so.
    """
    within = [(c, passage.text[max(s, start) : min(e, end)]) for c, s, e in passage.cells if s < end and start < e]
    if len(within) < 2:
        return ()
    named = any(passage.columns)
    if len(within) == 2 and not named:
        return (RowCell(column=within[0][1].rstrip(" :"), text=within[1][1]),)
    names = [passage.columns[c] if c < len(passage.columns) else "" for c, _ in within]
    return tuple(RowCell(column=name or None, text=text) for name, (_, text) in zip(names, within, strict=True))


def by_cell(statement: Statement) -> Statement:
    """The statement with the names of the columns in its text, each cell in quotation marks; its citations stay
    verbatim."""
    if not statement.cells:
        return statement
    return statement.model_copy(update={"text": in_words(statement.cells)})


def in_words(cells: Sequence[RowCell]) -> str:
    """ "Action: “Recruit two nurses”; Due: “May 2024”"."""
    return "; ".join(cell_in_words(cell) for cell in cells)


def cell_in_words(cell: RowCell) -> str:
    return f"{cell.column}: “{cell.text}”" if cell.column else f"“{cell.text}”"
