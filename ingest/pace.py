"""How many cores a reader may use, and how one that takes long says that it gets on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextvars import ContextVar

# called after each page of a scan: its pages are slow, and a long one is no endless one
on_page: ContextVar[Callable[[], None]] = ContextVar("on_page", default=lambda: None)


def cores() -> int:
    """The cores that this process may use, or fewer where OMP_NUM_THREADS says so."""
    allowed = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    stated = os.environ.get("OMP_NUM_THREADS", "")
    return max(1, min(allowed, int(stated))) if stated.isdigit() else allowed
