"""An ingest that is asked to stop, by Ctrl-C or from a screen, ends where nothing is half done.

Ctrl-C by itself raises KeyboardInterrupt between any two instructions: in the middle of an import, or of a library's
own bookkeeping of a transaction, what follows fails in ways that nobody can foresee.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")
BETWEEN_LOOKS = 0.1  # seconds


class Stopped(Exception):
    """The ingest was asked to stop: the paper in hand stays as it was."""


class Stopping:
    """Whether an ingest is asked to stop. Any thread may ask; the ingest looks while it waits."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def ask(self) -> None:
        self._asked.set()

    @property
    def is_asked(self) -> bool:
        return self._asked.is_set()

    def check(self) -> None:
        """Raises Stopped where it is asked."""
        if self.is_asked:
            raise Stopped

    def result(self, future: Future[T]) -> T:
        """What the future gives or raises. Raises Stopped while it is waited for."""
        while not self.is_any_done([future]):
            pass
        return future.result()

    def is_any_done(self, futures: Collection[Future[Any]]) -> bool:
        """Whether one of them is done within a moment. Raises Stopped."""
        self.check()
        done = wait(futures, BETWEEN_LOOKS, FIRST_COMPLETED).done
        self.check()  # what failed in that moment may have failed by the stopping itself
        return bool(done)


@contextmanager
def stopping_by_ctrl_c(tell: Callable[[], None] = lambda: None) -> Iterator[Stopping]:
    """The first Ctrl-C asks to stop, after which ``tell`` is called; the second does what Ctrl-C does elsewhere.

    Where Ctrl-C is ignored already, as in what a shell has started in the background, it stays so.
    """
    stopping = Stopping()
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or before in (signal.SIG_IGN, None):
        yield stopping
        return

    def ask(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)
        stopping.ask()
        tell()

    signal.signal(signal.SIGINT, ask)
    try:
        yield stopping
    finally:
        signal.signal(signal.SIGINT, before)
