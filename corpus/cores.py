"""How many cores there are to work with."""

from __future__ import annotations

import os
import sys


def cores() -> int:
    """The cores that this process may use, or fewer where OMP_NUM_THREADS says so."""
    allowed = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    stated = os.environ.get("OMP_NUM_THREADS", "")
    return max(1, min(allowed, int(stated))) if stated.isdigit() else allowed
