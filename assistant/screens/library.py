"""The papers held: found by words and filters, each with its kind, date, access and what to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st
from streamlit.navigation.page import Page as Screen

from assistant.evidence.retrieve import authorities_of
from assistant.quoting.passage_link import PassageLink
from assistant.tracker.item import said_on
from corpus.context import KIND_NAMES, kind_name, when
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.markdown import as_markdown
from corpus.paper import Kind
from corpus.reader import Reader

AT_ONCE = 50  # papers listed together
EVERY_COUNCIL = "Every council"
STATUSES = {"current": "In use", "superseded": "Replaced by another", "withdrawn": "Withdrawn"}


@dataclass(frozen=True, slots=True)
class Filters:
    words: tuple[str, ...] = ()
    authority: str | None = None
    kinds: frozenset[Kind] = frozenset()
    since: str = ""  # a year, or ""
    until: str = ""
    statuses: frozenset[str] = frozenset()
    concerns: bool = False  # only papers with something to look at
    closed: bool = False  # only papers that are not public


def show_library(corpus: Corpus, reader: Reader, viewer: Screen) -> None:
    """The screen; ``viewer`` shows a page."""
    papers = corpus.catalogue.papers(reader.scope(), current=False)
    st.html(f"<h1>Papers held</h1><p>{counted(papers)} The newest come first.</p>")
    filters = chosen(papers, reader)
    found = [paper for paper in reversed(papers) if fits(paper, filters)]
    if not found:
        st.html("<p>No paper held has all of these words in its title, council, kind or date.</p>")
        return
    first = 0
    if len(found) > AT_ONCE:
        pages = -(-len(found) // AT_ONCE)
        first = (st.pagination(pages, key="papers page") - 1) * AT_ONCE
    for paper in found[first : first + AT_ONCE]:
        with st.container(gap=None, key=f"paper {paper.id}"):
            query = PassageLink(paper.id).as_query()
            st.page_link(viewer, label=as_markdown(paper.facts.title), query_params=query)
            st.html(f'<p class="facts">{facts_line(paper, reader)}</p>')


def chosen(papers: Sequence[HeldPaper], reader: Reader) -> Filters:
    words = st.text_input("Find a paper by its title, council, kind or year", key="find")
    with st.expander("More filters"):
        names = authorities_of(papers)
        council = st.selectbox("Council", [EVERY_COUNCIL, *names]) if len(names) > 1 else EVERY_COUNCIL
        there = {paper.facts.kind for paper in papers}
        kinds = st.multiselect(
            "Kind of paper", [k for k in Kind if k in there], format_func=name_of, placeholder="Every kind"
        )
        years = sorted({said_on(paper)[:4] for paper in papers if said_on(paper)})
        since = st.selectbox("From the year", ["", *years], format_func=lambda year: year or "Any")
        until = st.selectbox("Until the year", ["", *years], format_func=lambda year: year or "Any")
        statuses = st.multiselect(
            "Standing", list(STATUSES), format_func=STATUSES.__getitem__, placeholder="Every standing"
        )
        concerns = reader.is_officer and st.checkbox("Only papers with something to look at")
        closed = reader.is_officer and st.checkbox("Only papers that are not public")
    authority = None if council == EVERY_COUNCIL else council
    folded = tuple(words.casefold().split())
    return Filters(folded, authority, frozenset(kinds), since, until, frozenset(statuses), concerns, closed)


def fits(paper: HeldPaper, filters: Filters) -> bool:
    facts, year = paper.facts, said_on(paper)[:4]
    return (
        all(word in described(paper).casefold() for word in filters.words)
        and (filters.authority is None or filters.authority in (facts.authority, *facts.authorities))
        and (not filters.kinds or facts.kind in filters.kinds)
        and (not filters.since or year >= filters.since)
        and (not filters.until or (bool(year) and year <= filters.until))
        and (not filters.statuses or paper.status in filters.statuses)
        and (not filters.concerns or bool(paper.quality.concerns))
        and (not filters.closed or not paper.is_public)
    )


def name_of(kind: Kind) -> str:
    return KIND_NAMES[kind][:1].upper() + KIND_NAMES[kind][1:]


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
    """HTML: council, kind, date in words, pages; what is not current, and for officers access and concerns."""
    facts = paper.facts
    kind = kind_name(facts)
    parts = [facts.authority, kind[:1].upper() + kind[1:], when(facts) or "no date"]
    if paper.paged:
        parts.append("1 page" if paper.pages == 1 else f"{paper.pages} pages")
    line = escape(" · ".join(part for part in parts if part))
    if paper.status != "current":
        line += f' <strong class="tag">{escape(paper.status.capitalize())}</strong>'
    if reader.is_officer or not paper.is_public:
        line += f' <strong class="tag">{escape(facts.access.capitalize())}</strong>'
    if reader.is_officer and (count := len(paper.quality.concerns)):
        line += f' <strong class="tag">{count} to look at</strong>'
    return line
