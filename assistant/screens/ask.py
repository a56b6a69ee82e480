"""The conversation: a question box, example questions from the papers at hand, and the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import Page as Screen

from assistant.conversations import LOCAL, Conversations
from assistant.personal import PERSONAL_WARNING, seems_personal
from assistant.retrieve import authorities_of
from assistant.screens.about_answer import show_doings
from assistant.screens.browser import announce
from assistant.screens.conversation import (
    OPEN,
    Turn,
    belong_to,
    kept_conversations,
    open_conversation,
    opened,
    readable_turn,
    shown_turn,
    take_turn,
    turns,
)
from assistant.screens.examples import example_questions, latest_inspection, themes
from assistant.screens.kept import show_kept, show_naming
from assistant.screens.markup import as_markdown
from assistant.screens.shown_answer import announcement, show_turn
from assistant.screens.trouble import STORE_ERRORS, in_plain_words
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.paper import Role
from corpus.scope import Scope
from corpus.workbench import WorkbenchError

LONGEST_QUESTION = 1000  # characters
ANY_COUNCIL = "Every council held"
DOUBTED = "doubted question"
NO_SUCH_ANSWER = "There is no such answer, or you may not read the papers that it was made from."


def show_ask(corpus: Corpus, role: Role, viewer: Screen, reader: str = LOCAL) -> None:
    """The screen; ``viewer`` is the one that shows a page, ``reader`` is whose conversations are kept."""
    try:
        conversations = kept_conversations(corpus)
    except WorkbenchError as error:
        st.error(in_plain_words(error))
        return
    held = corpus.catalogue.papers(Scope(role), current=False)
    papers = [paper for paper in held if paper.status == "current"]
    by_id = {paper.id: paper for paper in held}
    if linked := st.query_params.get("answer"):
        show_linked(corpus, conversations, role, linked, by_id, viewer)
        return
    belong_to(reader, role)
    open_linked(corpus, reader, role)
    show_kept(corpus, conversations, role, reader)
    show_heading(papers)
    last = turns()[-1] if turns() else None
    announce(announcement(last.answer) if last and not last.withheld else "", f"question-{len(turns())}")
    authority = chosen_authority(papers)
    picked = None if turns() else picked_example(corpus, papers)
    for number, turn in enumerate(turns(), 1):
        earlier = [before.answer.question for before in turns()[: number - 1]]

        def about(turn: Turn, number: int = number, earlier: Sequence[str] = earlier) -> None:
            show_doings(corpus, turn, number, earlier, role, reader, conversations)

        show_turn(number, readable_turn(turn, by_id), by_id, viewer, about)
    if turns():
        show_naming(conversations, reader)
    pending = st.container()
    question = typed_question() or picked
    if question and seems_personal(question):
        st.session_state[DOUBTED] = question.strip()
        question = None
    question = after_doubt(pending) or question
    if question:
        with pending:
            answer_and_show(corpus, question.strip(), authority, role, len(papers), reader)
    else:
        make_ready(corpus)


def open_linked(corpus: Corpus, reader: str, role: Role) -> None:
    """Opens the conversation that the address names, as after a reload, and names in the address the one that is
    open."""
    named = st.query_params.get(OPEN)
    if named and named != opened():
        open_conversation(corpus, reader, role, named)
    if identity := opened():
        st.query_params[OPEN] = identity
    elif named:
        del st.query_params[OPEN]


def show_linked(
    corpus: Corpus,
    conversations: Conversations,
    role: Role,
    identity: str,
    papers: Mapping[str, HeldPaper],
    viewer: Screen,
) -> None:
    """One answer that a link was sent to. A link carries no rights: what the reader may not read is not shown."""
    kept = conversations.turn(identity)
    if kept is None or not kept.may_be_read(role, papers.keys()):
        st.html(f"<h1>Answer</h1><p>{NO_SUCH_ANSWER}</p>")
    else:
        st.html("<h1>An answer from the papers</h1>")
        show_turn(1, shown_turn(corpus, kept, role, set(papers)), papers, viewer)
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


def typed_question() -> str | None:
    """The question box, kept at the foot of the screen by the style sheet.

    It stands in a container because Streamlit would otherwise pin it itself, and scroll each answer to its end.
    """
    label = "Ask a follow-up question" if turns() else "Ask a question about the papers"
    with st.container(key="question-box"):
        return st.chat_input(label, max_chars=LONGEST_QUESTION)


def show_heading(papers: Sequence[HeldPaper]) -> None:
    names = authorities_of(papers)
    about = f" about {escape(names[0])}" if len(names) == 1 else f" about {len(names)} councils" if names else ""
    st.html(
        "<h1>Ask the papers</h1>"
        f"<p>Answers are quotations from the {len(papers):,} papers held{about}, each with a link to its page. "
        "Do not type anything about a child or a family.</p>"
    )


def chosen_authority(papers: Sequence[HeldPaper]) -> str | None:
    """The reader's own council, asked for only where papers on several are held."""
    names = authorities_of(papers)
    if len(names) < 2:
        return None
    chosen = st.selectbox("Your council", [ANY_COUNCIL, *names], key="council")
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


def answer_and_show(corpus: Corpus, question: str, authority: str | None, role: Role, papers: int, reader: str) -> None:
    st.html(f'<h2 class="question"><small>You asked</small> {escape(question)}</h2>')
    try:
        with st.spinner(f"Looking through {papers:,} papers"):
            search_once(corpus)
            take_turn(corpus, question, authority, role, reader)
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


@st.cache_resource(show_spinner=False)
def search_once(_corpus: Corpus) -> bool:
    """Whoever comes first loads the model; others wait for it here rather than load it again."""
    _corpus.vectors.nearest(_corpus.embedder.embed_one("ready"), Scope(), None, 1)
    return True
