"""What is new since a day or a meeting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import escape

import streamlit as st
from streamlit.navigation.page import Page as Screen

from assistant.lookups.judgements import plain_area, shown
from assistant.quoting.passage_link import PassageLink
from assistant.screens.library import facts_line
from assistant.screens.markup import quotation
from assistant.screens.recommendations import items_and_later
from assistant.tracker.item import Item
from assistant.tracker.tracked import source_name
from assistant.whats_new import GradeChange, News, meetings, news_since
from corpus.context import when
from corpus.corpus import Corpus
from corpus.dates import date_in_words, is_partial_date
from corpus.held import HeldPaper
from corpus.markdown import as_markdown
from corpus.reader import Reader

PERIODS = {7: "The last week", 30: "The last 30 days", 91: "The last three months", 365: "The last twelve months"}
USUAL_DAYS = 30


def show_whats_new(corpus: Corpus, reader: Reader, viewer: Screen) -> None:
    """The screen; ``viewer`` shows a page."""
    st.html("<h1>What is new</h1><p>Papers that came or changed, grades that changed, findings that returned.</p>")
    papers = corpus.catalogue.papers(reader.scope())
    since = chosen_day(papers)
    items, later = items_and_later(corpus, reader)
    news = news_since(corpus.catalogue, papers, items, later, since)
    st.html(f'<p role="status">Since {escape(date_in_words(since))}:</p>')
    show_papers_of(news, reader, viewer)
    st.html("<h2>Changed grades</h2>" + ("" if news.grades else "<p>None.</p>"))
    for change in news.grades:
        show_grade(change, viewer)
    st.html("<h2>Findings that returned</h2>" + ("" if news.returned else "<p>None.</p>"))
    for run in news.returned:
        show_run(run, viewer)


def chosen_day(papers: list[HeldPaper]) -> str:
    """ISO."""
    today = datetime.now(UTC).date()
    periods = {(today - timedelta(days=days)).isoformat(): said for days, said in PERIODS.items()}
    names = {day: f"The meeting of {date_in_words(day)}: {title}" for day, title in meetings(papers)}
    usual = list(PERIODS).index(USUAL_DAYS)
    options = [*periods, *(day for day in names if day not in periods), ""]
    chosen = st.selectbox(
        "Since", options, usual, format_func=lambda day: periods.get(day) or names.get(day) or "A day that I choose"
    )
    if chosen:
        return str(chosen)
    typed = st.text_input("Day (as 2023-06-16)").strip()
    is_day = len(typed) == len("2023-06-16") and is_partial_date(typed)
    if typed and not is_day:
        st.error(as_markdown(f"{typed} is no day: write it as 2023-06-16."))
    return typed if is_day else options[usual]


def show_papers_of(news: News, reader: Reader, viewer: Screen) -> None:
    for title, papers in (("New papers", news.added), ("Changed papers", news.changed)):
        st.html(f"<h2>{title}</h2>" + ("" if papers else "<p>None.</p>"))
        for paper in papers:
            with st.container(gap=None):
                query = PassageLink(paper.id).as_query()
                st.page_link(viewer, label=as_markdown(paper.facts.title), query_params=query)
                st.html(f'<p class="facts">{facts_line(paper, reader)}</p>')


def show_grade(change: GradeChange, viewer: Screen) -> None:
    area = plain_area(change.now)
    grade = shown(change.now.grade or "", change.now.quote)
    of = f"{change.paper.facts.authority or change.paper.facts.title}, {when(change.paper.facts) or 'no date'}"
    before = "no earlier judgement is held"
    if change.before and change.paper_before:
        old = shown(change.before.grade or "", change.before.quote)
        before = f"before, {when(change.paper_before.facts) or 'no date'}: {old}"
    said = f"{area[:1].upper()}{area[1:]}: {grade}"
    st.html(f"<p><strong>{escape(said)}</strong> ({escape(of)}; {escape(before)})</p>")
    with st.container(horizontal=True):
        pairs = ((change.paper, change.now, "Now"), (change.paper_before, change.before, "Before"))
        for paper, judgement, name in pairs:
            if paper and judgement:
                query = PassageLink(paper.id, judgement.page).as_query()
                st.page_link(viewer, label=as_markdown(f"{name}: page {judgement.page}"), query_params=query)


def show_run(run: tuple[Item, ...], viewer: Screen) -> None:
    for item in run:
        st.html(quotation(item.row.text, item.voice))
        label = f"page {item.row.page}, {source_name(item)}, {date_in_words(item.said)}"
        st.page_link(viewer, label=as_markdown(label), query_params=item.link.as_query())
