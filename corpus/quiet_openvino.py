"""OpenVINO without its telemetry: as it comes, its package tells its maker over the network of each import."""

from __future__ import annotations

import sys

# import then fails for that module alone, and OpenVINO does without it
sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]

from openvino import Core, Model, Node  # noqa: E402
from openvino import opset13 as graph  # noqa: E402

__all__ = ["Core", "Model", "Node", "graph"]
