"""A cross-encoder chosen by setting, through sentence-transformers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from corpus.cross_encoder import Reading
from corpus.embedding import EmbeddingModelError
from corpus.tokens import Span

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class ChosenCrossEncoder:
    """Any sentence-transformers cross-encoder that gives one number, which scores a sentence at a time.

    Raises EmbeddingModelError where it cannot be loaded.
    """

    def __init__(self, folder: str) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import CrossEncoder
        from torch.nn import Identity

        remedy = "Set SCRUTINY_CROSS_ENCODER to the folder of a sentence-transformers cross-encoder, or unset it."
        try:
            self._model: CrossEncoder = CrossEncoder(folder, device="cpu", activation_fn=Identity())
        except (OSError, ValueError) as error:
            raise EmbeddingModelError(f"The cross-encoder {folder!r} cannot be loaded ({error}). {remedy}") from error
        if self._model.num_labels != 1:
            raise EmbeddingModelError(
                f"The cross-encoder {folder!r} gives {self._model.num_labels} numbers for a pair and not one. {remedy}"
            )

    def read(self, question: str, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[Reading]:
        pairs = [(question, text[a:b]) for text, own in zip(texts, spans, strict=True) for a, b in own]
        scores = np.zeros(0, np.float32)
        if pairs:
            scores = np.asarray(self._model.predict(pairs, show_progress_bar=False), np.float32)
        ends = np.cumsum([len(own) for own in spans])[:-1]
        return [Reading(own, own) for own in np.split(scores, ends)]
