"""What goes with an answer: its sources, a copy with citations, a link, why it is so, what the reader thinks of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st
from streamlit.navigation.page import Page as Screen

from assistant.answer import Answer, Citation, Standing
from assistant.conversations import Conversations
from assistant.explain import Explained, explain
from assistant.plaintext import answer_as_text
from assistant.quoting.passage_link import PassageLink
from assistant.screens.browser import copy_button
from assistant.screens.conversation import Turn
from corpus.audit import Action, record
from corpus.context import kind_name, when
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.markdown import as_markdown
from corpus.reader import Reader

BEFORE_PUBLIC = "Before you use a quotation in public, open its page and check the words and who says them."
LONGEST_REASON = 500  # characters


def show_sources(papers: Mapping[str, HeldPaper], numbers: Mapping[Citation, int], viewer: Screen) -> None:
    """The papers that the answer cites, in the order of their first citation."""
    cited: dict[str, list[int]] = {}
    for citation, number in numbers.items():
        cited.setdefault(citation.paper, []).append(number)
    if not cited:
        return
    st.html("<h3>Sources</h3>")
    for identity, own in cited.items():
        paper = papers.get(identity)
        if paper is None:
            continue
        kind = kind_name(paper.facts)
        facts = " · ".join(p for p in (kind[:1].upper() + kind[1:], paper.facts.authority, when(paper.facts)) if p)
        marks = " ".join(f"[{number}]" for number in own)
        is_old = (
            "" if paper.status == "current" else f' <strong class="tag">{escape(paper.status.capitalize())}</strong>'
        )
        with st.container(gap=None):
            title = as_markdown(paper.facts.title)
            st.page_link(viewer, label=title, query_params=PassageLink(paper.id).as_query())
            st.html(f'<p class="facts">{escape(facts)}{is_old}<br>Cited here as {marks}</p>')


def show_doings(
    corpus: Corpus, turn: Turn, number: int, earlier: Sequence[str], reader: Reader, kept: Conversations
) -> None:
    """Copy, link, why, and what the reader thinks."""
    answer = turn.answer
    has_why = False
    with st.container(horizontal=True, vertical_alignment="center", key=f"doings-{number}"):
        if answer.statements:
            copy_button("Copy with citations", as_copied(answer), f"Copied. {BEFORE_PUBLIC}", key=f"copy-{number}")
        if turn.id:
            address = f"?answer={turn.id}"
            copy_button("Copy link to this answer", address, "Link copied", key=f"link-{number}", is_link=True)
            show_thoughts(turn.id, reader, kept)
        if answer.standing is not Standing.REFUSED:
            has_why = st.toggle("Why this answer", key=f"why {turn.id or number}")
    if has_why:
        show_why(explain(corpus, answer, earlier, turn.authority, reader))


def as_copied(answer: Answer) -> str:
    """The answer as plain text to paste: question, statements, each with paper, page and paragraph."""
    return f"{answer.question}\n\n{answer_as_text(answer)}\n\n{BEFORE_PUBLIC}"


def show_why(why: Explained) -> None:
    left = "".join(
        f"<li>“{escape(item.text)}” <small>({escape(item.source)}: {escape(item.why)})</small></li>"
        for item in why.left_out
    )
    st.html(
        f'<div class="why"><h3>What was understood</h3>{as_list(why.understood)}<h3>What was searched</h3>'
        f"{as_list(why.searched)}<h3>What was kept</h3><p>{escape(why.kept)}</p>"
        + (f"<h3>What was found and left out</h3><ul>{left}</ul>" if left else "")
        + "</div>"
    )


def as_list(lines: Sequence[tuple[str, str]]) -> str:
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in lines)
    return f"<dl>{items}</dl>"


def show_thoughts(turn: str, reader: Reader, kept: Conversations) -> None:
    """Useful or not, and why: kept for those who run the service."""
    thought = kept.thought(reader.id, turn)
    with st.popover("Was this useful?" if thought is None else "Thank you: change what you said"):
        options = ["Yes", "No"]
        before = None if thought is None else 0 if thought[0] else 1
        useful = st.radio("Was this answer useful?", options, index=before, key=f"useful {turn}", horizontal=True)
        reason = st.text_area(
            "Why? Do not name a child or a family.",
            value=thought[1] if thought else "",
            key=f"reason {turn}",
            max_chars=LONGEST_REASON,
        )
        if st.button("Send this", key=f"send {turn}", disabled=useful is None):
            kept.think(reader.id, turn, useful == "Yes", reason)
            said = f"{'useful' if useful == 'Yes' else 'not useful'}: {reason}"
            record(kept.workbench, reader, Action.GAVE_FEEDBACK, f"answer {turn}", said)
            st.rerun()
