"""The conversations that a reader has kept, beside the one that is open: to find, name, delete and bring back."""

from __future__ import annotations

from html import escape

import streamlit as st

from assistant.conversations import LONGEST_NAME, Conversations
from assistant.screens.conversation import OPEN, begin_again, open_conversation, opened
from corpus.corpus import Corpus
from corpus.dates import date_in_words
from corpus.markdown import as_markdown
from corpus.reader import Reader

DELETED = "deleted conversation"
AT_ONCE = 30


def show_kept(corpus: Corpus, conversations: Conversations, reader: Reader) -> None:
    """The list, at the side of a wide screen and behind a button on a phone."""
    if not conversations.of(reader.id):
        return
    with st.sidebar:
        st.html("<h2>Your conversations</h2>")
        words = st.text_input("Find a conversation", key="find conversation")
        found = conversations.of(reader.id, words)
        if not found:
            st.html("<p>No conversation has all of these words.</p>" if words.split() else "<p>None is kept.</p>")
        for kept in found[:AT_ONCE]:
            is_open = kept.id == opened()
            day = date_in_words(kept.changed.date().isoformat())
            if st.button(
                as_markdown(kept.name),
                key=f"open {kept.id}",
                type="primary" if is_open else "tertiary",
                width="stretch",
            ):
                open_conversation(corpus, conversations, reader, kept.id)
                st.query_params[OPEN] = kept.id
                st.rerun()
            count = "1 question" if kept.turns == 1 else f"{kept.turns} questions"
            st.html(f'<p class="facts">{day}, {count}{", open now" if is_open else ""}</p>')
        if len(found) > AT_ONCE:
            st.html(f"<p>{len(found) - AT_ONCE:,} older ones are not listed. Find them by their words.</p>")


def show_undo(conversations: Conversations, reader: str) -> None:
    """What was deleted just now, and the way to have it back, until the next question is asked."""
    if deleted := st.session_state.get(DELETED):
        identity, name = deleted
        st.html(f'<p class="banner" role="status">Deleted: “{escape(name)}”.</p>')
        if st.button("Undo the deletion", key="undo"):
            conversations.restore(reader, identity)
            del st.session_state[DELETED]
            st.rerun()


def show_naming(conversations: Conversations, reader: str) -> None:
    """The ways to begin another conversation, and to name or delete the one that is open."""
    identity = opened()
    with st.container(horizontal=True, key="of-conversation"):
        st.button("New conversation", on_click=begin_again)
        if identity is None or not conversations.is_of(reader, identity):
            return
        with st.popover("Rename this conversation"):
            name = conversations.name(reader, identity)
            named = st.text_input(
                "Name of this conversation", value=name, max_chars=LONGEST_NAME, key=f"name {identity}"
            )
            if st.button("Keep the name", key="keep name") and named.strip():
                conversations.rename(reader, identity, named)
                st.rerun()
        if st.button("Delete this conversation", key="delete conversation"):
            name = conversations.name(reader, identity)
            conversations.delete(reader, identity)
            begin_again()
            st.session_state[DELETED] = (identity, name)
            st.rerun()
