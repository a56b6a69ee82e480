"""Who may read the papers that are not public, for officers: each is opened to councillors by name."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.navigation.page import Page as Screen

from assistant.quoting.passage_link import PassageLink
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.identities import name_reader, named_readers, unname_reader
from corpus.markdown import as_markdown
from corpus.reader import Reader
from corpus.workbench import Workbench


def show_access(corpus: Corpus, workbench: Workbench, reader: Reader, viewer: Screen) -> None:
    """The screen; ``viewer`` is the one that shows a page."""
    st.html(
        "<h1>Who may read what</h1><p>Everyone may read public papers. Officers may read every paper. A councillor may "
        "read a paper that is not public only when an officer has named them for it here, by the e-mail address of "
        "their sign-in. It applies at their next step on any screen.</p>"
    )
    papers = [paper for paper in corpus.catalogue.papers(reader.scope(), current=False) if not paper.is_public]
    if not papers:
        st.html("<p>Every paper held is public.</p>")
    named = named_readers(workbench)
    for paper in reversed(papers):
        with st.container(border=True, key=f"access {paper.id}"):
            show_paper(workbench, reader, paper, named.get(paper.id, []), viewer)


def show_paper(
    workbench: Workbench,
    reader: Reader,
    paper: HeldPaper,
    addresses: list[str],
    viewer: Screen,
) -> None:
    """One paper: its marking, those named for it, and a form to name another."""
    title = paper.facts.title
    st.html(f"<h2>{escape(title)}</h2>")
    st.page_link(viewer, label=as_markdown(f"Open {title}"), query_params=PassageLink(paper.id).as_query())
    marking = f", marked “{escape(paper.facts.marking)}”" if paper.facts.marking else ""
    st.html(f'<p class="facts">{escape(paper.facts.access.capitalize())}{marking}</p>')
    if not addresses:
        st.html("<p>No councillor is named for it.</p>")
    for address in addresses:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f"<p>{escape(address)}</p>")
            st.button(
                f"End the right of {address}",
                key=f"unname {paper.id} {address}",
                on_click=unname_reader,
                args=(workbench, paper.id, title, address, reader),
            )
    with st.form(f"name {paper.id}", clear_on_submit=True, border=False):
        address = st.text_input("E-mail address of a councillor", key=f"address {paper.id}", autocomplete="off")
        if st.form_submit_button("Open it to this councillor", key=f"open {paper.id}"):
            if "@" in address and not address.strip().count(" "):
                name_reader(workbench, paper.id, title, address, reader)
                st.rerun()
            st.error(f"{address!r} is no e-mail address. Write it as in name@council.gov.uk.")
