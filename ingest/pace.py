"""How a reader that takes long says that it gets on."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

# called after each page of a scan: its pages are slow, and a long one is no endless one
on_page: ContextVar[Callable[[], None]] = ContextVar("on_page", default=lambda: None)
