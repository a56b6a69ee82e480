"""The conversation: a question box, example questions from the papers at hand, and the answers."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import Page as Screen

from assistant.answer import Statement
from assistant.conversations import Conversations
from assistant.evidence.retrieve import authorities_of
from assistant.plaintext import dated, who_says
from assistant.screens.about_answer import show_doings
from assistant.screens.browser import announce
from assistant.screens.conversation import (
    OPEN,
    Turn,
    open_conversation,
    opened,
    readable_turn,
    shown_turn,
    take_turn,
    turns,
)
from assistant.screens.examples import example_questions, latest_inspection, themes
from assistant.screens.kept import DELETED, show_kept, show_naming, show_undo
from assistant.screens.opening import search_once
from assistant.screens.own_council import place_of_own
from assistant.screens.shown_answer import announcement, show_turn, show_words
from assistant.screens.trouble import STORE_ERRORS, in_plain_words
from assistant.understanding.personal import PERSONAL_WARNING, seems_personal
from assistant.writing.chat_model import ChatModelError
from assistant.writing.writer import Writer, open_writer
from corpus.audit import Action, record
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.markdown import as_markdown
from corpus.reader import Reader
from corpus.settings import Settings
from corpus.workbench import Workbench

LONGEST_QUESTION = 1000  # characters
ANY_COUNCIL = "Every council held"
DOUBTED = "doubted question"
NO_SUCH_ANSWER = "There is no such answer, or you may not read the papers that it was made from."
log = logging.getLogger(__name__)


def show_ask(corpus: Corpus, workbench: Workbench, reader: Reader, viewer: Screen) -> None:
    """The screen; ``viewer`` is the one that shows a page."""
    conversations = Conversations(workbench)
    held = corpus.catalogue.papers(reader.scope(), current=False)
    papers = [paper for paper in held if paper.status == "current"]
    by_id = {paper.id: paper for paper in held}
    if linked := st.query_params.get("answer"):
        show_linked(corpus, conversations, reader, linked, by_id, viewer)
        return
    open_linked(corpus, conversations, reader)
    show_kept(corpus, conversations, reader)
    show_heading(corpus, papers)
    show_undo(conversations, reader.id)
    last = turns()[-1] if turns() else None
    announce(announcement(last.answer) if last and not last.withheld else "", f"question-{len(turns())}")
    authority = chosen_authority(papers, corpus.settings)
    picked = None if turns() else picked_example(corpus, papers)
    answers, pending, box = st.container(), st.container(), st.container(key="question-box")
    # before the answers are drawn, so that the next question can be typed meanwhile
    question = typed_question(box) or picked
    with answers:
        show_turns(corpus, conversations, reader, by_id, viewer)
    if question and seems_personal(question):
        st.session_state[DOUBTED] = question.strip()
        question = None
    question = after_doubt(pending) or question
    if question:
        with pending:
            answer_and_show(corpus, conversations, question.strip(), authority, reader, len(papers))
    else:
        make_ready(corpus)


def show_turns(
    corpus: Corpus, conversations: Conversations, reader: Reader, papers: Mapping[str, HeldPaper], viewer: Screen
) -> None:
    """The conversation so far; ``papers`` by id are those that the reader may see."""
    for number, turn in enumerate(turns(), 1):
        earlier = [before.answer.question for before in turns()[: number - 1]]

        def about(turn: Turn, number: int = number, earlier: Sequence[str] = earlier) -> None:
            show_doings(corpus, turn, number, earlier, reader, conversations)

        show_turn(number, readable_turn(turn, papers), papers, viewer, about)
    if turns():
        show_naming(conversations, reader.id)


def open_linked(corpus: Corpus, conversations: Conversations, reader: Reader) -> None:
    """Opens the conversation that the address names, as after a reload, and names in the address the one that is
    open."""
    named = st.query_params.get(OPEN)
    if named and named != opened():
        open_conversation(corpus, conversations, reader, named)
    if identity := opened():
        st.query_params[OPEN] = identity
    elif named:
        del st.query_params[OPEN]


def show_linked(
    corpus: Corpus,
    conversations: Conversations,
    reader: Reader,
    identity: str,
    papers: Mapping[str, HeldPaper],
    viewer: Screen,
) -> None:
    """One answer that a link was sent to. A link carries no rights: what the reader may not read is not shown."""
    kept = conversations.turn(identity)
    if kept is None or not kept.may_be_read(reader.role, papers.keys()):
        st.html(f"<h1>Answer</h1><p>{NO_SUCH_ANSWER}</p>")
    else:
        st.html("<h1>An answer from the papers</h1>")
        show_turn(1, shown_turn(corpus, kept, reader, papers.keys()), papers, viewer)
    if st.button("Ask your own question"):
        st.query_params.clear()
        st.rerun()


def after_doubt(place: DeltaGenerator) -> str | None:
    """Warns of a question that seems to tell of a child; returns it once the reader has said that it does not."""
    doubted = st.session_state.get(DOUBTED)
    if not doubted:
        return None
    with place:
        st.html(f'<p class="banner" role="alert">{escape(PERSONAL_WARNING)} It was not asked and is not kept.</p>')
        with st.container(horizontal=True):
            go_on = st.button("It names no child or family: ask it", key="ask doubted")
            drop = st.button("Do not ask it", key="drop doubted")
    if go_on or drop:
        del st.session_state[DOUBTED]
    if drop:
        st.rerun()
    return str(doubted) if go_on else None


def typed_question(box: DeltaGenerator) -> str | None:
    """The question box, kept at the foot of the screen by the style sheet.

    It stands in a container because Streamlit would otherwise pin it itself, and scroll each answer to its end.
    """
    label = "Ask a follow-up question" if turns() else "Ask a question about the papers"
    return box.chat_input(label, max_chars=LONGEST_QUESTION)


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


def chosen_authority(papers: Sequence[HeldPaper], settings: Settings) -> str | None:
    """The reader's own council, asked for only where papers on several are held."""
    names = authorities_of(papers)
    if len(names) < 2:
        return None
    own = place_of_own(names, settings)
    chosen = st.selectbox("Your council", [ANY_COUNCIL, *names], 0 if own is None else own + 1, key="council")
    return None if chosen == ANY_COUNCIL else chosen


def picked_example(corpus: Corpus, papers: Sequence[HeldPaper]) -> str | None:
    """The example question, or the theme, that was just pressed."""
    latest = latest_inspection(papers)
    has_several = len(authorities_of(papers)) > 1
    headings = [h for p in corpus.catalogue.passages_of(latest) for h in p.passage.headings] if latest else []
    questions = example_questions(papers, headings, name_council=has_several)
    if not questions:
        return None
    st.html("<h2>For example</h2>")
    pressed = [question for question in questions if st.button(question, key=f"example: {question}")]
    if latest and (found := themes_of(corpus, latest, has_several)):
        council = f" of {latest.facts.authority}" if latest.facts.authority else ""
        st.html(f"<h2>What the latest inspection{escape(council)} says needs to improve</h2>")
        pressed += [question for text, question in found if st.button(as_markdown(text), key=f"theme: {text}")]
    return pressed[0] if pressed else None


def themes_of(corpus: Corpus, latest: HeldPaper, has_several: bool) -> list[tuple[str, str]]:
    required = [item for _, item in corpus.catalogue.recommendations([latest])]
    return themes(required, (latest.facts.authority or "") if has_several else "")


def answer_and_show(
    corpus: Corpus, conversations: Conversations, question: str, authority: str | None, reader: Reader, papers: int
) -> None:
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
            turn = take_turn(corpus, conversations, question, authority, reader, showing)
            record(conversations.workbench, reader, Action.ASKED, f"answer {turn.id}", question)
            st.session_state.pop(DELETED, None)
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
