"""A text as a model reads it: tokens, where each stands, and the means over some of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Span = tuple[int, int]  # characters of a text

TOKENS_PER_BATCH = 2048  # padding included; what one core's cache holds
ROWS = 4  # the texts of a batch are a multiple of these where there are enough


@dataclass(frozen=True, slots=True)
class Tokens:
    ids: Sequence[int]  # a special token at each end included
    places: NDArray[np.int64]  # (tokens, 2): the characters at which each begins and ends


class TokenModel(Protocol):
    """A model whose vector of a text is the plain mean of the vectors of its tokens."""

    @property
    def dimension(self) -> int: ...

    def tokens(self, texts: Sequence[str]) -> list[Tokens]: ...

    def vectors(self, batch: Sequence[Tokens]) -> Vectors:
        """Of shape (texts, at least the tokens of the longest, dimension)."""
        ...


def means(
    model: TokenModel, batch: Sequence[Tokens], texts: Sequence[str], spans: Sequence[Sequence[Span]]
) -> list[Vectors]:
    """For each text a row for the whole of it, then one for each of its spans: a row of zeros where a span was not read
    to its end."""
    vectors = model.vectors(batch)
    return [
        unit(sums(row[: len(tokens.ids)], tokens, text, own))
        for row, tokens, text, own in zip(vectors, batch, texts, spans, strict=True)
    ]


def sums(vectors: Vectors, tokens: Tokens, text: str, spans: Sequence[Span]) -> Vectors:
    """Of a text's tokens and of those of each span: what a mean is but for its length.

    Rows are added, and no matrix is multiplied: for that NumPy wakes threads of its own, which then spin for a while
    on cores that others have work for.
    """
    found = np.zeros((1 + len(spans), vectors.shape[1]), np.float32)
    vectors.sum(axis=0, out=found[0])
    # the special tokens at both ends stand nowhere in the text
    starts, ends = tokens.places[1:-1].T
    read_to = ends[-1] if len(ends) else 0
    begins, stops = np.array(spans, np.int64).reshape(-1, 2).T
    firsts, lasts = np.searchsorted(starts, begins), np.searchsorted(ends, stops, side="right")
    for row, (first, last), (_, end) in zip(found[1:], zip(firsts, lasts, strict=True), spans, strict=True):
        if last > first and read_to >= len(text[:end].rstrip()):
            vectors[1 + first : 1 + last].sum(axis=0, out=row)
    return found


def batches_by_tokens(counts: Sequence[int], budget: int = TOKENS_PER_BATCH) -> Iterator[list[int]]:
    """Indices of texts of like length, the longest first, padded tokens within the budget."""
    order = sorted(range(len(counts)), key=lambda i: -counts[i])
    while order:
        size = max(1, budget // max(1, counts[order[0]]))
        size -= size % ROWS if size > ROWS else 0
        yield order[:size]
        order = order[size:]


def unit(vectors: Vectors) -> Vectors:
    """The rows scaled to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), np.float32)
