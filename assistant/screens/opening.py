"""The papers and what people have made of them, opened once for all who read."""

from __future__ import annotations

from threading import Thread

import streamlit as st

from assistant.screens.trouble import STORE_ERRORS
from corpus.corpus import Corpus, open_corpus
from corpus.scope import Scope
from corpus.settings import Settings
from corpus.workbench import Workbench


@st.cache_resource(show_spinner=False)
def opened() -> tuple[Corpus, Workbench]:
    """The corpus and the workbench of the home folder; the model and the search are made ready meanwhile."""
    settings = Settings()
    corpus = open_corpus(settings)
    Thread(target=warm_up, args=[corpus], daemon=True).start()
    return corpus, Workbench(settings.workbench_file)


def warm_up(corpus: Corpus) -> None:
    try:
        search_once(corpus)
    except STORE_ERRORS:
        # the first question meets the same fault, and says it to whoever asks
        return


@st.cache_resource(show_spinner=False)
def search_once(_corpus: Corpus) -> bool:
    """Whoever comes first loads the model and reaches Chroma; others wait for it here rather than load it again."""
    _corpus.vectors.nearest(_corpus.embedder.embed_one("ready"), Scope(), None, 1)
    return True
