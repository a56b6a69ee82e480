"""Reads a question and a passage together, and says of each sentence how well it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.tokens import Span

if TYPE_CHECKING:
    from corpus.chosen_cross_encoder import ChosenCrossEncoder
    from corpus.minilm_cross_encoder import MiniLMCrossEncoder

LOADING = Lock()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a passage reads beside a question: for each sentence, by how much "this answers" fits better than "the
    passage does not tell", as the logarithm of odds; and the same of the best few words in it.

    NaN where a sentence stands beyond what the model reads.
    """

    sentences: NDArray[np.float32]
    words: NDArray[np.float32]


class SentenceReader:
    """The packaged cross-encoder, or one chosen by setting. Loaded at first use, once for all readers of a process."""

    def __init__(self, chosen: str | None = None) -> None:
        self._setting = chosen

    def load(self) -> MiniLMCrossEncoder | ChosenCrossEncoder:
        """Raises EmbeddingModelError where it cannot be loaded."""
        with LOADING:
            return loaded(self._setting)

    def read(self, question: str, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[Reading]:
        """``spans`` are the characters of each sentence of each text; what stands before the first is its context."""
        return self.load().read(question, texts, spans) if texts else []


@lru_cache(2)
def loaded(chosen: str | None) -> MiniLMCrossEncoder | ChosenCrossEncoder:
    if chosen:
        from corpus.chosen_cross_encoder import ChosenCrossEncoder

        return ChosenCrossEncoder(chosen)
    from corpus.minilm_cross_encoder import MiniLMCrossEncoder

    return MiniLMCrossEncoder()
