"""The conversation that a reader has open: as the session holds it, and as the workbench keeps it."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace

import streamlit as st

from assistant.answer import Answer, Citation
from assistant.ask import ask
from assistant.conversations import Conversations, KeptTurn
from assistant.screens.link import PassageLink, link_to
from corpus.corpus import Corpus
from corpus.paper import Role
from corpus.scope import Scope
from corpus.workbench import Workbench

OPEN = "conversation"  # the id, in the session and in the address
TURNS = "turns"
READER = "reader"


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, its answer, and where each of its citations leads. ``id`` is None for one that is not kept."""

    answer: Answer
    links: dict[Citation, PassageLink] = field(default_factory=dict)
    id: str | None = None
    authority: str | None = None  # that the reader had set
    withheld: bool = False  # answered under rights that the reader has no more


@st.cache_resource(show_spinner=False)
def kept_conversations(_corpus: Corpus) -> Conversations:
    """Raises WorkbenchError where conversations cannot be kept."""
    return Conversations(Workbench(_corpus.settings.workbench_file))


def belong_to(reader: str, role: Role) -> None:
    """Empties the session where it was another reader's, or of other rights."""
    if st.session_state.get(READER, (reader, role)) != (reader, role):
        begin_again()
    st.session_state[READER] = (reader, role)


def readable_turn(turn: Turn, readable: Container[str]) -> Turn:
    """The turn, withheld where it cites a paper that the reader may no longer read."""
    said = [*turn.answer.statements, *turn.answer.closest]
    cited = {citation.paper for statement in said for citation in statement.citations}
    return turn if all(paper in readable for paper in cited) else replace(turn, withheld=True)


def turns() -> list[Turn]:
    """The turns so far, the oldest first."""
    kept: list[Turn] = st.session_state.setdefault(TURNS, [])
    return kept


def opened() -> str | None:
    """The id of the conversation that is open; None for one that nothing was asked in yet."""
    return st.session_state.get(OPEN)


def open_conversation(corpus: Corpus, reader: str, role: Role, conversation: str) -> None:
    """Makes it the one that is open; a new one where the reader has none such."""
    kept = kept_conversations(corpus).turns(reader, conversation)
    readable = {paper.id for paper in corpus.catalogue.papers(Scope(role), current=False)}
    st.session_state[TURNS] = [shown_turn(corpus, turn, role, readable) for turn in kept]
    st.session_state[OPEN] = conversation if kept else None


def shown_turn(corpus: Corpus, kept: KeptTurn, role: Role, readable: set[str]) -> Turn:
    withheld = not kept.may_be_read(role, readable)
    links = {} if withheld else links_of(corpus, kept.answer, role)
    return Turn(kept.answer, links, kept.id, kept.authority, withheld)


def links_of(corpus: Corpus, answer: Answer, role: Role) -> dict[Citation, PassageLink]:
    said = [*answer.statements, *answer.closest]
    return {citation: link_to(corpus, citation, role) for statement in said for citation in statement.citations}


def take_turn(corpus: Corpus, question: str, authority: str | None, role: Role, reader: str) -> Turn:
    """Asks the question as the next of the conversation, and keeps it.

    Raises one of ``trouble.STORE_ERRORS`` where the search does not work: then no turn is taken.
    """
    earlier = [turn.answer.question for turn in turns()]
    answer = ask(corpus, question, earlier=earlier, authority=authority, role=role)
    conversations = kept_conversations(corpus)
    conversation = opened()
    if conversation is None or not conversations.is_of(reader, conversation):
        conversation = conversations.begin(reader, question)
        st.session_state[OPEN] = conversation
    kept = conversations.add(reader, conversation, answer, role, authority)
    turn = Turn(answer, links_of(corpus, answer, role), kept.id, authority)
    turns().append(turn)
    return turn


def begin_again() -> None:
    turns().clear()
    st.session_state[OPEN] = None
    st.query_params.clear()
