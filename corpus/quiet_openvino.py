"""OpenVINO without its telemetry: as it comes, its package tells its maker over the network of each import.

And without what converts models of other makers, which takes half the time of its import.
"""

from __future__ import annotations

import sys

# import then fails for these modules alone, and OpenVINO does without them
sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
sys.modules.setdefault("openvino.tools.ovc", None)  # type: ignore[arg-type]

from openvino import Core, Model, Node  # noqa: E402
from openvino import opset13 as graph  # noqa: E402

__all__ = ["Core", "Model", "Node", "graph"]
