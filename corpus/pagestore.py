"""The words of a page as bytes, and the boxes of a quotation."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import overload

import numpy as np

from corpus.paper import Word

LAYOUT = np.dtype([("start", "<u4"), ("end", "<u4"), ("box", "<f4", 4)])
SAME_LINE = 0.5  # share of the lower box's height by which two boxes must overlap to stand on one line


class PackedWords(Sequence[Word]):
    """The words of a page as the catalogue keeps them, unpacked when somebody looks at one.

    Who only passes them on, from the process that reads to the catalogue, is spared making each of them.
    """

    def __init__(self, packed: bytes) -> None:
        self.packed = packed

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return unpack_words(self.packed)

    def __len__(self) -> int:
        return len(self.words)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, at: int | slice) -> Word | tuple[Word, ...]:
        return self.words[at]


def pack_words(words: Sequence[Word]) -> bytes:
    if isinstance(words, PackedWords):
        return words.packed
    # one after another, as each is a tuple: an array of rows takes four times as long to make
    numbers = np.fromiter(itertools.chain.from_iterable(words), np.float64, 6 * len(words)).reshape(-1, 6)
    rows = np.empty(len(numbers), LAYOUT)
    rows["start"], rows["end"], rows["box"] = numbers[:, 0], numbers[:, 1], numbers[:, 2:]
    return zlib.compress(rows.tobytes(), 1)


def unpack_words(blob: bytes) -> tuple[Word, ...]:
    rows = np.frombuffer(zlib.decompress(blob), LAYOUT)
    return tuple(Word(int(r["start"]), int(r["end"]), *(float(x) for x in r["box"])) for r in rows)


def boxes_of(words: Iterable[Word], start: int, end: int) -> list[tuple[float, float, float, float]]:
    """One box (x0, y0, x1, y1, in points from the top left) for each line that ``text[start:end]`` runs over."""
    lines: list[list[float]] = []
    for word in words:
        if word.end <= start or word.start >= end:
            continue
        if lines and on_one_line(lines[-1], word):
            last = lines[-1]
            last[:] = min(last[0], word.x0), min(last[1], word.y0), max(last[2], word.x1), max(last[3], word.y1)
        else:
            lines.append([word.x0, word.y0, word.x1, word.y1])
    return [(x0, y0, x1, y1) for x0, y0, x1, y1 in lines]


def on_one_line(line: Sequence[float], word: Word) -> bool:
    overlap = min(line[3], word.y1) - max(line[1], word.y0)
    height = min(line[3] - line[1], word.y1 - word.y0)
    return word.x0 >= line[0] and overlap > SAME_LINE * height
