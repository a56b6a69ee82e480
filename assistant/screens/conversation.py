"""The conversation that a reader has open: as the session holds it, and as the workbench keeps it."""

from __future__ import annotations

from collections.abc import Container, Set
from dataclasses import dataclass, field, replace

import streamlit as st

from assistant.answer import Answer, Citation
from assistant.ask import ask
from assistant.conversations import Conversations, KeptTurn
from assistant.quoting.passage_link import PassageLink, link_to
from assistant.writing.writer import Writer
from corpus.corpus import Corpus
from corpus.reader import Reader

OPEN = "conversation"  # the id, in the session and in the address
TURNS = "turns"


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, its answer, and where each of its citations leads. ``id`` is None for one that is not kept."""

    answer: Answer
    links: dict[Citation, PassageLink] = field(default_factory=dict)
    id: str | None = None
    authority: str | None = None  # that the reader had set
    withheld: bool = False  # answered under rights that the reader has no more


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


def open_conversation(corpus: Corpus, conversations: Conversations, reader: Reader, conversation: str) -> None:
    """Makes it the one that is open; a new one where the reader has none such."""
    kept = conversations.turns(reader.id, conversation)
    readable = {paper.id for paper in corpus.catalogue.papers(reader.scope(), current=False)}
    st.session_state[TURNS] = [shown_turn(corpus, turn, reader, readable) for turn in kept]
    st.session_state[OPEN] = conversation if kept else None


def shown_turn(corpus: Corpus, kept: KeptTurn, reader: Reader, readable: Set[str]) -> Turn:
    withheld = not kept.may_be_read(reader.role, readable)
    links = {} if withheld else links_of(corpus, kept.answer, reader)
    return Turn(kept.answer, links, kept.id, kept.authority, withheld)


def links_of(corpus: Corpus, answer: Answer, reader: Reader) -> dict[Citation, PassageLink]:
    said = [*answer.statements, *answer.closest]
    scope = reader.scope()
    return {citation: link_to(corpus, citation, scope) for statement in said for citation in statement.citations}


def take_turn(
    corpus: Corpus,
    conversations: Conversations,
    question: str,
    authority: str | None,
    reader: Reader,
    writer: Writer | None = None,
) -> Turn:
    """Asks the question as the next of the conversation, and keeps it; a ``writer`` shows its statements as they come.

    Raises one of ``trouble.STORE_ERRORS`` where the search does not work: then no turn is taken.
    """
    earlier = [turn.answer.question for turn in turns()]
    answer = ask(
        corpus,
        question,
        earlier=earlier,
        authority=authority,
        role=reader.role,
        named=reader.named,
        writer=writer,
    )
    conversation = opened()
    if conversation is None or not conversations.is_of(reader.id, conversation):
        conversation = conversations.begin(reader.id, question)
        st.session_state[OPEN] = conversation
    kept = conversations.add(reader, conversation, answer, authority)
    turn = Turn(answer, links_of(corpus, answer, reader), kept.id, authority)
    turns().append(turn)
    return turn


def begin_again() -> None:
    turns().clear()
    st.session_state[OPEN] = None
    st.query_params.clear()
