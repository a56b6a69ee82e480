"""The packaged model, all-MiniLM-L6-v2, computed by torch's own encoder.

sentence-transformers computes the same vectors (a test compares them) and is used for every other model, but takes 3 to
5 seconds and 300 megabytes to import: too long for somebody who has one question, or one paper to add.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from corpus.tokens import ROWS, Tokens

LAYERS, HEADS, DIMENSION, INNER, EPSILON = 6, 12, 384, 1536, 1e-12
LONGEST = 256  # tokens: what the published model was trained to read
LENGTHS = 16  # tokens are filled up to a multiple: torch prepares something for each shape that it meets, and keeps it

# the names of the published weights by those of torch, for each layer
PARTS = {
    "self_attn.out_proj": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "linear1": "intermediate.dense",
    "linear2": "output.dense",
    "norm2": "output.LayerNorm",
}
ATTENTION = ("query", "key", "value")


class MiniLM:
    """Reads ``model.safetensors`` and ``tokenizer.json`` of the folder. Raises OSError, ValueError, KeyError."""

    dimension = DIMENSION

    def __init__(self, folder: Path, dtype: torch.dtype) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.no_padding()
        weights = {name: weight.to(dtype) for name, weight in load_file(folder / "model.safetensors").items()}
        self._words = weights["embeddings.word_embeddings.weight"]
        # every text is of type 0: its vector belongs to each position
        types = weights["embeddings.token_type_embeddings.weight"]
        self._positions = weights["embeddings.position_embeddings.weight"] + types[0]
        self._norm = weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"]
        layer = nn.TransformerEncoderLayer(DIMENSION, HEADS, INNER, 0.0, "gelu", EPSILON, batch_first=True, dtype=dtype)
        self._encoder = nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False)
        self._encoder.load_state_dict(encoder_weights(weights))
        self._encoder.eval()
        # torch's "fast path" is slower on a processor: a third of the speed in bfloat16, three quarters in float32
        torch.backends.mha.set_fastpath_enabled(False)

    @property
    def dtype(self) -> torch.dtype:
        return self._words.dtype

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        return [
            Tokens(read.ids, np.array(read.offsets, np.int64)) for read in self._tokenizer.encode_batch(list(texts))
        ]

    def vectors(self, batch: Sequence[Tokens]) -> Tensor:
        """float32 of shape (texts, tokens of the longest, dimension). What stands beyond the end of a text is noise."""
        length = filled_up(max(len(tokens.ids) for tokens in batch), LENGTHS)
        ids = np.zeros((filled_up(len(batch), ROWS), length), np.int64)
        padding = np.ones(ids.shape, np.bool_)
        padding[:, 0] = False  # a row of nothing but padding has no mean
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens.ids)] = tokens.ids
            padding[row, : len(tokens.ids)] = False
        with torch.inference_mode():
            first = self._words[torch.from_numpy(ids)] + self._positions[:length]
            normed = nn.functional.layer_norm(first, (DIMENSION,), *self._norm, EPSILON)
            found: Tensor = self._encoder(normed, src_key_padding_mask=torch.from_numpy(padding))
            return found[: len(batch)].float()


def filled_up(count: int, to: int) -> int:
    return -(-count // to) * to


def encoder_weights(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """The published weights of the layers under the names that torch's encoder has for them."""
    named = {}
    for i in range(LAYERS):
        theirs, ours = f"encoder.layer.{i}.", f"layers.{i}."
        for kind in ("weight", "bias"):
            together = [weights[f"{theirs}attention.self.{part}.{kind}"] for part in ATTENTION]
            named[f"{ours}self_attn.in_proj_{kind}"] = torch.cat(together)
            for part, published in PARTS.items():
                named[f"{ours}{part}.{kind}"] = weights[f"{theirs}{published}.{kind}"]
    return named
