"""OpenVINO without its telemetry: as it comes, its package tells its maker over the network of each import.

And without what converts models of other makers, which takes half the time of its import.
"""

from __future__ import annotations

import sys
from functools import lru_cache

# import then fails for these modules alone, and OpenVINO does without them
sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
sys.modules.setdefault("openvino.tools.ovc", None)  # type: ignore[arg-type]

from openvino import Core, Model, Node  # noqa: E402
from openvino import opset13 as graph  # noqa: E402

__all__ = ["Model", "Node", "core", "graph"]


@lru_cache
def core() -> Core:
    """The one of this process.

    Each has signals handled on a stack of its own, which it takes away when it goes, and puts back the one that it
    found: of two that go in the order in which they came, the second puts back one that is gone, and the next signal,
    Ctrl-C among them, ends the process by a fault.
    """
    return Core()
