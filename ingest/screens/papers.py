"""Whether any papers are held, and whether more are being added just now."""

from __future__ import annotations

import streamlit as st
from filelock import FileLock, Timeout

from corpus.corpus import Corpus
from corpus.reader import Reader

ADDING = "Papers are being added now; answers may not include them yet."


def show_state_of_ingest(corpus: Corpus) -> None:
    """A line for as long as papers are being added."""
    if is_ingesting(corpus):
        st.html(f'<p class="banner" role="status">{ADDING}</p>')


def is_ingesting(corpus: Corpus) -> bool:
    """Whether an ingest holds the lock of the home folder."""
    try:
        # another screen that looks holds it for an instant
        with FileLock(corpus.settings.home / "ingest.lock", timeout=0.1, poll_interval=0.02):
            return False
    except Timeout:
        return True


def holds_papers(corpus: Corpus, reader: Reader) -> bool:
    return bool(corpus.catalogue.papers(reader.scope(), current=False))


def show_how_to_add() -> None:
    """What an empty corpus says instead of a list or a question box."""
    st.html(
        "<h1>No papers are held yet</h1>"
        "<p>Put the inspection reports and committee papers that you want to ask about into a folder, "
        "then run this on the computer that serves this page:</p>"
        "<pre><code>scrutiny ingest FOLDER</code></pre>"
        "<p>PDF, Word, web page and plain text files are read. Scanned pages are read by OCR. "
        "Load this page again when it has finished.</p>"
    )
