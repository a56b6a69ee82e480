"""Tells Chroma every few seconds of what an ingest has saved, so that the chat finds new papers meanwhile."""

from __future__ import annotations

import threading
from types import TracebackType

from corpus.corpus import STORE_ERRORS, Corpus

SECONDS = 2.0


class Teller:
    """A thread beside the ingest, for as long as the ``with`` block runs. What is left is told by the ingest itself."""

    def __init__(self, corpus: Corpus, seconds: float = SECONDS) -> None:
        self._corpus = corpus
        self._seconds = seconds
        self._over = threading.Event()
        self._trouble: BaseException | None = None
        self._thread = threading.Thread(target=self._tell, name="teller", daemon=True)

    def __enter__(self) -> Teller:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def raise_trouble(self) -> None:
        """Raises what has kept Chroma from being told: better after the first paper than after the last."""
        if self._trouble is not None:
            raise self._trouble

    def _tell(self) -> None:
        try:
            # the server starts while the first paper is read
            self._corpus.vectors.wake()
            while not self._over.wait(self._seconds):
                self._corpus.tell_chroma()
        except STORE_ERRORS as error:
            self._trouble = error
