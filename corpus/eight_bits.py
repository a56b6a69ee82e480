"""The matrices of a model rounded to bytes, where the processor multiplies bytes faster than anything else it has.

A byte stands for a place between the least and the greatest of GROUP neighbouring weights (zero point and scale, as in
Jacob et al. 2018, arXiv:1712.05877). OpenVINO rounds what comes in likewise, as it comes, by as many numbers of
one token.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.quiet_openvino import Model, Node, graph

GROUP = 384  # numbers that share a scale
SETTINGS = {"DYNAMIC_QUANTIZATION_GROUP_SIZE": GROUP}
NEEDED = frozenset({"avx512_vnni", "avx512_bf16"})
BETTER = "amx_tile"  # then bfloat16 is as fast
PROCESSOR = Path("/proc/cpuinfo")


def pays(processor: Path = PROCESSOR) -> bool:
    """Whether this processor gains by bytes. Where it does not say what it can do, the answer is no."""
    if not processor.is_file():
        return False
    lines = processor.read_text(errors="replace").splitlines()
    able = {word for line in lines if line.startswith("flags") for word in line.partition(":")[2].split()}
    return able >= NEEDED and BETTER not in able


def round_weights(model: Model, but: str) -> None:
    """Every matrix of the model, except where the product's name ends with ``but``."""
    for product in model.get_ops():
        if product.get_type_name() != "MatMul" or product.get_friendly_name().endswith(but):
            continue
        weights = product.input_value(1).get_node()
        if weights.get_type_name() == "Constant":
            product.input(1).replace_source_output(rounded(np.array(weights.data, np.float32)).output(0))


def rounded(weights: NDArray[np.float32]) -> Node:
    """Of shape (out, in), where in is a multiple of the group."""
    rows, columns = weights.shape
    groups = weights.reshape(rows, columns // GROUP, GROUP)
    # nought stands among them: it has a byte of its own
    least = groups.min(axis=2, keepdims=True, initial=0)
    scale = (groups.max(axis=2, keepdims=True, initial=0) - least) / 255
    scale[scale < np.finfo(np.float32).tiny] = 1
    zero = np.round(-least / scale)
    stored = np.clip(np.round(groups / scale) + zero, 0, 255)
    moved = graph.subtract(number(stored), number(zero))
    scaled = graph.multiply(moved, graph.constant(scale.astype(np.float32)))
    return graph.reshape(scaled, graph.constant(np.array(weights.shape, np.int64)), False)


def number(values: NDArray[np.float32]) -> Node:
    return graph.convert(graph.constant(values.astype(np.uint8)), np.float32)
