"""The conversation of one reader: kept for as long as the browser's tab is open, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from assistant.answer import Answer, Citation
from assistant.ask import ask
from assistant.screens.link import PassageLink, link_to
from assistant.writing.writer import Writer
from corpus.corpus import Corpus
from corpus.reader import Reader


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, its answer, and where each of its citations leads."""

    answer: Answer
    links: dict[Citation, PassageLink] = field(default_factory=dict)


def turns() -> list[Turn]:
    """The turns so far, the oldest first."""
    kept: list[Turn] = st.session_state.setdefault("turns", [])
    return kept


def take_turn(
    corpus: Corpus, question: str, authority: str | None, reader: Reader, writer: Writer | None = None
) -> Turn:
    """Asks the question as the next of the conversation; a ``writer`` shows its statements as they come.

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
    said = [*answer.statements, *answer.closest]
    links = {
        citation: link_to(corpus, citation, reader.scope()) for statement in said for citation in statement.citations
    }
    turn = Turn(answer, links)
    turns().append(turn)
    return turn


def begin_again() -> None:
    turns().clear()
