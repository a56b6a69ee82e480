"""The chat in the browser: who is reading, and which screens there are."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread

import streamlit as st

import assistant.screens
from assistant.screens.ask import show_ask
from assistant.screens.drawing import tab_icon
from assistant.screens.judgements import show_judgements
from assistant.screens.page import link_to_paper, show_page
from assistant.screens.then_and_now import show_then_and_now
from assistant.screens.trouble import STORE_ERRORS, in_plain_words
from corpus.corpus import Corpus, open_corpus
from corpus.paper import Role
from corpus.settings import Settings
from ingest.screens.papers import holds_papers, show_how_to_add, show_papers, show_state_of_ingest

STYLE = Path(assistant.screens.__file__).parent / "style.css"


def main() -> None:
    st.set_page_config(page_title="Scrutiny assistant", page_icon=tab_icon(), layout="wide")
    st.html(STYLE)
    role = role_of_reader()
    try:
        corpus = opened_corpus()

        def ask() -> None:
            show_ask(corpus, role, viewer)

        def judgements() -> None:
            show_judgements(corpus, role, viewer)

        def then_and_now() -> None:
            show_then_and_now(corpus, role, viewer)

        def papers() -> None:
            show_papers(corpus, role, partial(link_to_paper, viewer=viewer))

        def page() -> None:
            show_page(corpus, role, viewer, asker)

        asker = st.Page(ask, title="Ask", url_path="ask", default=True)
        viewer = st.Page(page, title="Page", url_path="page", visibility="hidden")
        grades = st.Page(judgements, title="Judgements", url_path="judgements")
        story = st.Page(then_and_now, title="Then and now", url_path="then-and-now")
        lister = st.Page(papers, title="Papers", url_path="papers")
        screen = st.navigation([asker, grades, story, lister, viewer], position="top")
        show_state_of_ingest(corpus)
        if screen.url_path == viewer.url_path or holds_papers(corpus, role):
            screen.run()
        else:
            show_how_to_add()
    except STORE_ERRORS as error:
        st.error(in_plain_words(error))


def role_of_reader() -> Role:
    """Who reads, as the service is set: one role for all who reach it."""
    setting = Settings().role
    try:
        return Role(setting)
    except ValueError:
        st.error(f"SCRUTINY_ROLE is {setting!r}. Set it to public, member or officer, and start the service again.")
        st.stop()


@st.cache_resource(show_spinner="Opening the papers")
def opened_corpus() -> Corpus:
    corpus = open_corpus(Settings())
    Thread(target=warm_up, args=[corpus], daemon=True).start()
    return corpus


def warm_up(corpus: Corpus) -> None:
    # the first question meets the same fault, and says it to whoever asks
    with suppress(*STORE_ERRORS):
        corpus.warm_up()


main()
