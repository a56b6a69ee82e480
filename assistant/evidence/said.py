"""What each sentence of a passage says to a reader: a row of a table is read out with the names of its columns."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import RowCell
from assistant.evidence.stated import times_in
from assistant.quoting.row import cells_of
from corpus.held import HeldPassage


def said_in(held: HeldPassage) -> list[str]:
    """A text for each sentence, in order. A row of figures says nothing without the names of its columns."""
    passage = held.passage
    texts = [passage.text[own.start : own.end] for own in passage.sentences]
    if not any(passage.columns):
        return texts
    cells = [cells_of(passage, own.start, own.end) for own in passage.sentences]
    over = f"{passage.caption.rstrip(':.')}: " if passage.caption else ""
    return [over + read_out(own) if own else text for own, text in zip(cells, texts, strict=True)]


def read_out(cells: Sequence[RowCell]) -> str:
    """ "Residential home, £3,410 in 2017/18, £3,905 in 2018/19.", "S3, Open a home, owner Head of Homes, by when May".

    The cross-encoder has learnt from sentences: a row that is read out like one it knows far better.
    """
    first, *others = cells
    return ", ".join([first.text, *map(cell_read_out, others)]) + ("" if cells[-1].text.endswith(".") else ".")


def cell_read_out(cell: RowCell) -> str:
    if not cell.column:
        return cell.text
    if times_in(cell.column):
        return f"{cell.text} in {cell.column}"
    name = cell.column if cell.column[:2].isupper() else cell.column[:1].lower() + cell.column[1:]
    return f"{name} {cell.text}"
