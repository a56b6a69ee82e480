"""The packaged cross-encoder: the packaged embedding model with low-rank changes to its layers.

The changes (Hu et al. 2021, arXiv:2106.09685) and a few numbers on top were learnt from the questions of SQuAD 1.1
(Rajpurkar et al. 2016, arXiv:1606.05250, CC BY-SA 4.0) by tests/evaluation/train_cross_encoder.py, and then from
questions of councillors over council papers by tests/evaluation/adapt_cross_encoder.py. Passages without the answer
were among them, so that it also says how well "the passage does not tell" fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import as_file, files
from pathlib import Path
from threading import local

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Encoding, Tokenizer

from corpus.cores import cores
from corpus.cross_encoder import Reading
from corpus.embedding import packaged_folder
from corpus.minilm import LAYERS, LENGTHS, PADDING, Weights, embedded, filled_up, inputs, layers, linear, picked
from corpus.quiet_openvino import Model, core, graph
from corpus.tokens import ROWS, Span, batches_by_tokens

PARTS = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense")
CHANGED = (*PARTS, "intermediate.dense", "output.dense")  # of a layer
LONGEST = 288  # tokens, of question and passage
LONGEST_QUESTION = 240  # characters, each of which may be a token
BATCH = 1024  # tokens, padding included
SENTENCE, NOTHING, START, END = range(4)  # what is said of each token


class MiniLMCrossEncoder:
    """Raises EmbeddingModelError where the packaged weights are missing or changed.

    ``learnt`` is a file of other changes than the packaged ones.
    """

    def __init__(self, learnt: Path | None = None) -> None:
        folder = packaged_folder()
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST, strategy="only_second")
        self._tokenizer.no_padding()
        self._model = core().compile_model(
            cross_encoder(load_file(folder / "model.safetensors"), weights_of(learnt) if learnt else changes()),
            "CPU",
            {"NUM_STREAMS": cores(), "INFERENCE_NUM_THREADS": cores(), "ENABLE_CPU_PINNING": False},
        )
        self._pool = ThreadPoolExecutor(cores(), "cross-encoder")
        self._requests = local()

    def read(self, question: str, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[Reading]:
        read = self._tokenizer.encode_batch([(question[:LONGEST_QUESTION], text) for text in texts])
        batches = list(batches_by_tokens([len(tokens.ids) for tokens in read], BATCH))
        found: dict[int, Reading] = {}
        scored = self._pool.map(lambda batch: self._said_of([read[i] for i in batch]), batches)
        for batch, said in zip(batches, scored, strict=True):
            for i, scores in zip(batch, said, strict=True):
                found[i] = reading(read[i], scores, spans[i])
        return [found[i] for i in range(len(texts))]

    def _said_of(self, batch: Sequence[Encoding]) -> NDArray[np.float32]:
        length = filled_up(max(len(tokens.ids) for tokens in batch), LENGTHS)
        ids = np.zeros((filled_up(len(batch), ROWS) if len(batch) > ROWS else len(batch), length), np.int32)
        types = np.zeros_like(ids)
        mask = np.full((len(ids), 1, 1, length), PADDING, np.float32)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens.ids)] = tokens.ids
            types[row, : len(tokens.ids)] = tokens.type_ids
            mask[row, :, :, : len(tokens.ids)] = 0
        if not hasattr(self._requests, "own"):
            self._requests.own = self._model.create_infer_request()
        found: NDArray[np.float32] = self._requests.own.infer([ids, mask, types])[0]
        return found[: len(batch)].copy()


def reading(tokens: Encoding, said: NDArray[np.float32], spans: Sequence[Span]) -> Reading:
    """Of one passage, from what is said of its tokens, of shape (tokens, 4)."""
    own = [i for i, part in enumerate(tokens.sequence_ids) if part == 1]
    starts = np.array([tokens.offsets[i][0] for i in own])
    ends = np.array([tokens.offsets[i][1] for i in own])
    sentences = np.full(len(spans), np.nan, np.float32)
    words = np.full(len(spans), np.nan, np.float32)
    for i, (start, end) in enumerate(spans):
        first, last = np.searchsorted(starts, start), np.searchsorted(ends, end, side="right")
        if last <= first:
            continue
        part = said[own[0] + first : own[0] + last]
        sentences[i] = part[:, SENTENCE].mean() - said[0, NOTHING]
        words[i] = best_span(part[:, START], part[:, END]) - said[0, START] - said[0, END]
    return Reading(sentences, words)


def best_span(starts: NDArray[np.float32], ends: NDArray[np.float32]) -> float:
    """The best sum of a start and an end that does not stand before it."""
    return float((starts + np.maximum.accumulate(ends[::-1])[::-1]).max())


def changes() -> Weights:
    with as_file(files("corpus").joinpath("cross_encoder.safetensors")) as path:
        return weights_of(path)


def weights_of(path: Path) -> Weights:
    return {name: np.asarray(values, np.float32) for name, values in load_file(path).items()}


def cross_encoder(weights: Weights, changed: Weights) -> Model:
    """From ids, a mask and the part that each token is of (0 the question, 1 the passage) to 4 numbers a token."""
    weights = dict(weights)
    for i in range(LAYERS):
        for name in CHANGED:
            key = f"encoder.layer.{i}.{name}"
            weights[f"{key}.weight"] = weights[f"{key}.weight"] + changed[f"{key}.up"] @ changed[f"{key}.down"]
    ids, mask = inputs()
    parts = graph.parameter([-1, -1], np.int32)
    x = layers(weights, embedded(weights, ids, picked(changed["parts"], parts)), mask)
    return Model([linear(changed, "said", x)], [ids, mask, parts])
