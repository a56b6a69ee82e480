"""What each sentence of a passage says to a reader: that of a table's row with the names of its columns."""

from __future__ import annotations

from assistant.quoting.row import cells_of
from corpus.held import HeldPassage


def said_in(held: HeldPassage) -> list[str]:
    """A text for each sentence, in order. A row of figures says nothing without the names of its columns."""
    passage = held.passage
    texts = [passage.text[own.start : own.end] for own in passage.sentences]
    if not any(passage.columns):
        return texts
    cells = [cells_of(passage, own.start, own.end) for own in passage.sentences]
    return [
        "; ".join(f"{cell.column}: {cell.text}" if cell.column else cell.text for cell in own) or text
        for own, text in zip(cells, texts, strict=True)
    ]
