"""What a reader is told when the search itself does not work."""

from __future__ import annotations

import logging

from corpus.corpus import STORE_ERRORS
from corpus.embedding import EmbeddingModelError
from corpus.vector_server import VectorServerError
from corpus.vectors import VectorStoreError
from corpus.workbench import WorkbenchError

__all__ = ["STORE_ERRORS", "in_plain_words"]
log = logging.getLogger(__name__)


def in_plain_words(error: Exception) -> str:
    """One or two sentences without paths or addresses; those go to the log, for whoever runs the service."""
    log.error("%s", error)
    if isinstance(error, EmbeddingModelError):
        what = "The model that the search needs could not be loaded."
    elif isinstance(error, WorkbenchError):
        what = "The conversations cannot be kept or read."
    elif isinstance(error, (VectorStoreError, VectorServerError)):
        what = "The search index is not answering."
    else:
        what = "The store of papers could not be read."
    return f"{what} Try again in a minute. If it still fails, tell whoever runs this service: its log says why."
