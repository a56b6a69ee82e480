"""The conversation: a question box, example questions from the papers at hand, and the answers."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st
from streamlit.navigation.page import Page as Screen

from assistant.answer import Statement
from assistant.plaintext import dated, who_says
from assistant.retrieve import authorities_of
from assistant.screens.browser import announce
from assistant.screens.conversation import begin_again, take_turn, turns
from assistant.screens.examples import example_questions, latest_inspection
from assistant.screens.shown_answer import announcement, show_turn, show_words
from assistant.screens.trouble import STORE_ERRORS, in_plain_words
from assistant.writing.chat_model import ChatModelError
from assistant.writing.writer import Writer, open_writer
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.reader import Reader
from corpus.scope import Scope
from corpus.settings import Settings

LONGEST_QUESTION = 1000  # characters
ANY_COUNCIL = "Every council held"
log = logging.getLogger(__name__)


def show_ask(corpus: Corpus, reader: Reader, viewer: Screen) -> None:
    """The screen; ``viewer`` is the one that shows a page."""
    held = corpus.catalogue.papers(reader.scope(), current=False)
    papers = [paper for paper in held if paper.status == "current"]
    show_heading(corpus, papers)
    last = turns()[-1].answer if turns() else None
    announce(announcement(last) if last else "", f"question-{len(turns())}")
    authority = chosen_authority(papers)
    picked = None if turns() else picked_example(corpus, papers)
    by_id = {paper.id: paper for paper in held}
    for number, turn in enumerate(turns(), 1):
        show_turn(number, turn, by_id, viewer)
    if turns():
        st.button("New conversation", on_click=begin_again)
    pending = st.container()
    if question := (typed_question() or picked):
        with pending:
            answer_and_show(corpus, question.strip(), authority, reader, len(papers))
    else:
        make_ready(corpus)


def typed_question() -> str | None:
    """The question box, kept at the foot of the screen by the style sheet.

    It stands in a container because Streamlit would otherwise pin it itself, and scroll each answer to its end.
    """
    label = "Ask a follow-up question" if turns() else "Ask a question about the papers"
    with st.container(key="question-box"):
        return st.chat_input(label, max_chars=LONGEST_QUESTION)


def show_heading(corpus: Corpus, papers: Sequence[HeldPaper]) -> None:
    names = authorities_of(papers)
    about = f" about {escape(names[0])}" if len(names) == 1 else f" about {len(names)} councils" if names else ""
    st.html(
        "<h1>Ask the papers</h1>"
        f"<p>Answers are quotations from the {len(papers):,} papers held{about}, each with a link to its page. "
        f"{written_line(corpus)}"
        "Do not type anything about a child or a family.</p>"
    )


def written_line(corpus: Corpus) -> str:
    """HTML: that a language model is set, and what is sent to it; or that the one set is out of order."""
    name = corpus.settings.model
    if not name:
        return ""
    if writer_of(corpus) is None:
        return "The language model that is set for this service cannot be used, so nothing is written by it. "
    return (
        f"The language model {escape(name)} may word them: your question and the quotations are sent to it, and what "
        "it writes is checked against the papers before it is shown. "
    )


def chosen_authority(papers: Sequence[HeldPaper]) -> str | None:
    """The reader's own council, asked for only where papers on several are held."""
    names = authorities_of(papers)
    if len(names) < 2:
        return None
    chosen = st.selectbox("Your council", [ANY_COUNCIL, *names], key="council")
    return None if chosen == ANY_COUNCIL else chosen


def picked_example(corpus: Corpus, papers: Sequence[HeldPaper]) -> str | None:
    """The example question that was just pressed."""
    latest = latest_inspection(papers)
    headings = [h for p in corpus.catalogue.passages_of(latest) for h in p.passage.headings] if latest else []
    questions = example_questions(papers, headings, name_council=len(authorities_of(papers)) > 1)
    if not questions:
        return None
    st.html("<h2>For example</h2>")
    pressed = [question for question in questions if st.button(question, key=f"example: {question}")]
    return pressed[0] if pressed else None


def answer_and_show(corpus: Corpus, question: str, authority: str | None, reader: Reader, papers: int) -> None:
    st.html(f'<h2 class="question"><small>You asked</small> {escape(question)}</h2>')
    coming = st.container(key="coming", gap="xsmall")

    def show_as_it_comes(statement: Statement) -> None:
        said = f"{who_says(statement)}, {dated(statement.citations[0])}"
        with coming:
            st.html(f'<p class="source"><strong>{escape(said)}</strong></p>')
            show_words(statement)

    writer = writer_of(corpus)
    try:
        with st.spinner(f"Looking through {papers:,} papers"):
            search_once(corpus)
            showing = replace(writer, on_statement=show_as_it_comes) if writer else None
            take_turn(corpus, question, authority, reader, showing)
    except STORE_ERRORS as error:
        st.error(in_plain_words(error))
        return
    st.rerun()


def make_ready(corpus: Corpus) -> None:
    """Loads the model and reaches Chroma while the reader is still typing the first question."""
    try:
        search_once(corpus)
    except STORE_ERRORS as error:
        st.error(in_plain_words(error))


def writer_of(corpus: Corpus) -> Writer | None:
    """The chat model of the settings; None where none is set, or, as the log then says why, it cannot be used."""
    settings = corpus.settings
    return opened_writer(settings.model, settings.model_url, settings) if settings.model else None


@st.cache_resource(show_spinner=False)
def opened_writer(model: str, url: str | None, _settings: Settings) -> Writer | None:
    try:
        return open_writer(_settings)
    except ChatModelError as error:
        log.error("%s", error)
        return None


@st.cache_resource(show_spinner=False)
def search_once(_corpus: Corpus) -> bool:
    """Whoever comes first loads the model; others wait for it here rather than load it again."""
    _corpus.vectors.nearest(_corpus.embedder.embed_one("ready"), Scope(), None, 1)
    return True
