"""The packaged model, all-MiniLM-L6-v2, computed by OpenVINO.

sentence-transformers computes the same vectors (a test compares them) and is used for every other model, but with torch
it takes 3 to 5 seconds and 500 megabytes to import: too long for somebody who has one question, or one paper to add.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import local

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from corpus import eight_bits
from corpus.cores import cores
from corpus.quiet_openvino import Model, Node, core, graph
from corpus.tokens import ROWS, Tokens, Vectors

LAYERS, HEADS, DIMENSION, EPSILON = 6, 12, 384, 1e-12
LONGEST = 256  # tokens: what the published model was trained to read
LENGTHS = 16  # tokens are filled up to a multiple: something is prepared for each shape that is met, and kept
PADDING = -1e9  # added to its score, so that no token attends to it
ATTENTION = ("query", "key", "value")

Weights = dict[str, NDArray[np.float32]]


class MiniLM:
    """Reads ``model.safetensors`` and ``tokenizer.json`` of the folder. Raises OSError, ValueError, KeyError.

    ``precision`` is what OpenVINO computes in, "f32" or "bf16"; without it, the fastest that the processor has, which
    may be bytes for the matrices.
    """

    dimension = DIMENSION

    def __init__(self, folder: Path, precision: str | None = None) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.no_padding()
        # a batch for each core, and none tied to one: other processes work beside this one
        settings: dict[str, object] = {
            "NUM_STREAMS": cores(),
            "INFERENCE_NUM_THREADS": cores(),
            "ENABLE_CPU_PINNING": False,
        }
        model = encoder(load_file(folder / "model.safetensors"))
        if precision:
            settings["INFERENCE_PRECISION_HINT"] = precision
        elif eight_bits.pays():
            # of all the matrices these lose the most by rounding, and cost the least to leave alone
            eight_bits.round_weights(model, but="self.value")
            settings |= eight_bits.SETTINGS
        self._model = core().compile_model(model, "CPU", settings)
        self._requests = local()

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        return [
            Tokens(read.ids, np.array(read.offsets, np.int64)) for read in self._tokenizer.encode_batch(list(texts))
        ]

    def vectors(self, batch: Sequence[Tokens]) -> Vectors:
        """Of shape (texts, tokens of the longest, dimension). What stands beyond the end of a text is noise."""
        length = filled_up(max(len(tokens.ids) for tokens in batch), LENGTHS)
        ids = np.zeros((filled_up(len(batch), ROWS), length), np.int32)
        mask = np.full((len(ids), 1, 1, length), PADDING, np.float32)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens.ids)] = tokens.ids
            mask[row, :, :, : len(tokens.ids)] = 0
        if not hasattr(self._requests, "own"):
            self._requests.own = self._model.create_infer_request()
        found: Vectors = self._requests.own.infer([ids, mask])[0]
        return found[: len(batch)]


def filled_up(count: int, to: int) -> int:
    return -(-count // to) * to


def encoder(weights: Weights) -> Model:
    """The published weights as a graph: from ids and a mask, (texts, tokens) and (texts, 1, 1, tokens), to vectors."""
    ids, mask = inputs()
    return Model([layers(weights, embedded(weights, ids), mask)], [ids, mask])


def inputs() -> tuple[Node, Node]:
    return graph.parameter([-1, -1], np.int32), graph.parameter([-1, 1, 1, -1], np.float32)


def embedded(weights: Weights, ids: Node, more: Node | None = None) -> Node:
    """Each token as a vector that knows its position; ``more``, of the same shape, is added."""
    length = graph.gather(graph.shape_of(ids), whole(1), graph.constant(np.int64(0)))
    words = picked(weights["embeddings.word_embeddings.weight"], ids)
    # every text is of type 0: its vector belongs to each position
    types = weights["embeddings.token_type_embeddings.weight"]
    places = constant(weights["embeddings.position_embeddings.weight"] + types[0])
    x = graph.add(words, graph.slice(places, whole(0), length, whole(1)))
    return norm(weights, "embeddings.LayerNorm", x if more is None else graph.add(x, more))


def picked(rows: NDArray[np.float32], at: Node) -> Node:
    return graph.gather(constant(rows), at, graph.constant(np.int64(0)))


def layers(weights: Weights, x: Node, mask: Node) -> Node:
    for i in range(LAYERS):
        layer = f"encoder.layer.{i}"
        attended = linear(weights, f"{layer}.attention.output.dense", attention(weights, f"{layer}.attention", x, mask))
        x = norm(weights, f"{layer}.attention.output.LayerNorm", graph.add(attended, x))
        inner = graph.gelu(linear(weights, f"{layer}.intermediate.dense", x), "erf")
        x = norm(weights, f"{layer}.output.LayerNorm", graph.add(linear(weights, f"{layer}.output.dense", inner), x))
    return x


def attention(weights: Weights, name: str, x: Node, mask: Node) -> Node:
    turned = whole(0, 2, 1, 3)  # heads before tokens, and back
    each = [
        graph.transpose(
            graph.reshape(linear(weights, f"{name}.self.{part}", x), whole(0, 0, HEADS, DIMENSION // HEADS), True),
            turned,
        )
        for part in ATTENTION
    ]
    found = graph.scaled_dot_product_attention(*each, mask)
    return graph.reshape(graph.transpose(found, turned), whole(0, 0, DIMENSION), True)


def linear(weights: Weights, name: str, x: Node) -> Node:
    product = graph.matmul(x, constant(weights[f"{name}.weight"]), False, True, name=name)
    return graph.add(product, constant(weights[f"{name}.bias"]))


def norm(weights: Weights, name: str, x: Node) -> Node:
    even = graph.mvn(x, whole(-1), True, EPSILON, "inside_sqrt")
    return graph.add(graph.multiply(even, constant(weights[f"{name}.weight"])), constant(weights[f"{name}.bias"]))


def constant(values: NDArray[np.float32]) -> Node:
    # the values are not copied: the graph keeps the array
    return graph.constant(np.ascontiguousarray(values, np.float32), shared_memory=True)


def whole(*numbers: int) -> Node:
    return graph.constant(np.array(numbers, np.int64))
