"""A page while it is being written: blocks are added one after another, and each keeps its place in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from corpus.paper import Block, BlockKind, Page, Word

# Past the constructor of Word, which takes twice as long: words are most of what there is of a page.
_word: Callable[[tuple[int, int, float, float, float, float]], Word] = partial(tuple.__new__, Word)


class Boxed(Protocol):
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class PageDraft:
    """Blocks are set apart by a line end, and cover the text with it."""

    number: int = 1
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        label: int = 0,
        number: str | None = None,
        level: int = 0,
        columns: Sequence[str] = (),
        cells: Iterable[tuple[int, int]] = (),
        continues: bool = False,
        words: Iterable[tuple[int, int, Boxed]] = (),
    ) -> None:
        """Each word is its offsets and what has its box. Blank text is left out.

        Offsets of ``label``, ``cells``, ``words`` count from the start of ``text``.
        """
        if not text.strip():
            return
        if self.text:
            self.text += "\n"
        at = len(self.text)
        self.text += text
        self.words += [_word((s + at, e + at, b.x0, b.y0, b.x1, b.y1)) for s, e, b in words]
        self.blocks.append(
            Block(
                kind,
                at,
                at + len(text),
                label_end=at + label,
                level=level,
                number=number,
                columns=tuple(columns),
                cells=tuple((at + start, at + end) for start, end in cells),
                continues=continues,
            )
        )

    def add_row(self, cells: Sequence[str], columns: Sequence[str] = ()) -> None:
        """One row of a table; cells are set apart by single spaces, an empty cell has no length."""
        text, offsets = "", []
        for cell in cells:
            if cell and text:
                text += " "
            offsets.append((len(text), len(text) + len(cell)))
            text += cell
        self.add(BlockKind.ROW, text, columns=columns, cells=offsets)

    def page(self, width: float = 0.0, height: float = 0.0, ocr: bool = False) -> Page:
        return Page(self.number, self.text, tuple(self.blocks), tuple(self.words), width, height, ocr)
