"""An embedding model chosen by setting, through sentence-transformers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from corpus.tokens import Tokens, Vectors, unit

if TYPE_CHECKING:
    import torch


class ChosenModel:
    """Any sentence-transformers model, by folder or name. Raises OSError, ValueError where it cannot be loaded."""

    def __init__(self, folder: str) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import transformers
        from sentence_transformers import SentenceTransformer

        transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._model = SentenceTransformer(folder, device="cpu").to(fastest_type())
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise ValueError("it does not say its dimension")
        self.dimension = dimension

    @property
    def takes_means(self) -> bool:
        """Whether the model's vector of a text is the plain mean of its tokens, whose places in the text are known."""
        pooling = [module for module in self._model if type(module).__name__ == "Pooling"]
        return len(pooling) == 1 and pooling[0].pooling_mode == "mean" and bool(self._model.tokenizer.is_fast)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, of length 1."""
        rows = self._model.encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
        return unit(np.asarray(rows, np.float32))

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        read = self._model.tokenizer(
            list(texts), truncation=True, max_length=self._model.max_seq_length, return_offsets_mapping=True
        )
        return [
            Tokens(ids, np.array(places, np.int64))
            for ids, places in zip(read["input_ids"], read["offset_mapping"], strict=True)
        ]

    def vectors(self, batch: Sequence[Tokens]) -> Vectors:
        import torch

        torch.set_num_threads(1)  # of this thread: each core has a batch of its own
        padded = self._model.tokenizer.pad({"input_ids": [list(tokens.ids) for tokens in batch]}, return_tensors="pt")
        with torch.inference_mode():
            found: Vectors = self._model[0](dict(padded))["token_embeddings"].float().numpy()
        return found


def fastest_type() -> torch.dtype:
    """bfloat16 where the processor multiplies its matrices in hardware; without that it is the slower type."""
    import torch

    supported = getattr(torch.cpu, "_is_amx_tile_supported", None)
    return torch.bfloat16 if supported and supported() else torch.float32
