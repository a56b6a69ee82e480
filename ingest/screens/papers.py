"""The papers held, and whether more are being added just now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st
from filelock import FileLock, Timeout

from corpus.context import kind_name, when
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.paper import Role
from corpus.reader import Reader

AT_ONCE = 50  # papers listed together
ADDING = "Papers are being added now; answers may not include them yet."


def show_papers(corpus: Corpus, reader: Reader, link_to_paper: Callable[[HeldPaper], None]) -> None:
    """The screen; ``link_to_paper`` puts a link to a paper's first page."""
    papers = corpus.catalogue.papers(reader.scope(), current=False)
    st.html(f"<h1>Papers held</h1><p>{counted(papers)} The newest come first.</p>")
    wanted = st.text_input("Find a paper by its title, council, kind or year", key="find").casefold().split()
    found = [paper for paper in reversed(papers) if all(word in described(paper).casefold() for word in wanted)]
    if not found:
        st.html("<p>No paper held has all of these words in its title, council, kind or date.</p>")
        return
    first = 0
    if len(found) > AT_ONCE:
        pages = -(-len(found) // AT_ONCE)
        first = (st.pagination(pages, key="papers page") - 1) * AT_ONCE
    for paper in found[first : first + AT_ONCE]:
        with st.container(gap=None, key=f"paper {paper.id}"):
            link_to_paper(paper)
            st.html(f'<p class="facts">{facts_line(paper, reader)}</p>')


def counted(papers: Sequence[HeldPaper]) -> str:
    current = sum(paper.status == "current" for paper in papers)
    gone = len(papers) - current
    rest = f", and {gone:,} withdrawn or superseded" if gone else ""
    return f"{current:,} {'paper' if current == 1 else 'papers'}{rest}."


def described(paper: HeldPaper) -> str:
    """All that a reader may look a paper up by."""
    facts = paper.facts
    return " ".join(part for part in (facts.title, facts.authority, kind_name(facts), when(facts)) if part)


def facts_line(paper: HeldPaper, reader: Reader) -> str:
    """HTML: council, kind, date in words, pages; what is not current, and for officers what is not public."""
    facts = paper.facts
    kind = kind_name(facts)
    parts = [facts.authority, kind[:1].upper() + kind[1:], when(facts) or "no date"]
    if paper.paged:
        parts.append("1 page" if paper.pages == 1 else f"{paper.pages} pages")
    line = escape(" · ".join(part for part in parts if part))
    if paper.status != "current":
        line += f' <strong class="tag">{escape(paper.status.capitalize())}</strong>'
    if reader.role is Role.OFFICER:
        line += f' <strong class="tag">{escape(facts.access.capitalize())}</strong>'
    return line


def show_state_of_ingest(corpus: Corpus) -> None:
    """A line for as long as papers are being added."""
    if is_ingesting(corpus):
        st.html(f'<p class="banner" role="status">{ADDING}</p>')


def is_ingesting(corpus: Corpus) -> bool:
    """Whether an ingest holds the lock of the home folder."""
    try:
        with FileLock(corpus.settings.home / "ingest.lock", timeout=0):
            return False
    except Timeout:
        return True


def holds_papers(corpus: Corpus, reader: Reader) -> bool:
    return bool(corpus.catalogue.papers(reader.scope(), current=False))


def show_how_to_add() -> None:
    """What an empty corpus says instead of a list or a question box."""
    st.html(
        "<h1>No papers are held yet</h1>"
        "<p>Put the inspection reports and committee papers that you want to ask about into a folder, "
        "then run this on the computer that serves this page:</p>"
        "<pre><code>scrutiny ingest FOLDER</code></pre>"
        "<p>PDF, Word, web page and plain text files are read. Scanned pages are read by OCR. "
        "Load this page again when it has finished.</p>"
    )
