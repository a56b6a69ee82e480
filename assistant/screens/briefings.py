"""Briefings: asked for, listed, opened, changed, kept with versions and exported."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st
from streamlit.navigation.page import Page as Screen

from assistant.briefing.briefing import Asked, Briefing
from assistant.briefing.compose import NoBriefing, compose
from assistant.briefing.currency import with_warnings
from assistant.briefing.rights import for_reader
from assistant.briefing.store import Briefings, NoSuchBriefing, Version
from assistant.evidence.retrieve import authorities_of
from assistant.quoting.passage_link import number_in
from assistant.screens.briefing_change import show_change
from assistant.screens.briefing_export import show_export
from assistant.screens.briefing_shown import show_parts
from assistant.screens.own_council import place_of_own
from assistant.tracker.followed import Followed
from corpus.audit import Action, record
from corpus.corpus import Corpus
from corpus.dates import is_partial_date, moment_in_words
from corpus.held import HeldPaper
from corpus.markdown import as_markdown
from corpus.reader import Reader
from corpus.workbench import Workbench

LONGEST_TOPIC = 200  # characters
NO_DATE = "{} is no date: write a year, such as 2023, or a day as 2023-06-16."


def show_briefings(corpus: Corpus, workbench: Workbench, reader: Reader, viewer: Screen, here: Screen) -> None:
    """The screen at ``here``: the list, or the briefing that the address names; ``viewer`` shows a page."""
    kept = Briefings(workbench)
    wanted = number_in(st.query_params.get("briefing", ""))
    if wanted is not None:
        show_one(corpus, workbench, reader, viewer, here, kept, wanted)
        return
    st.html(
        "<h1>Briefings</h1><p>A briefing gathers what the papers say on a topic, each statement quoted with its page, "
        "what is still to be done and what is not known. You can change it, and save it as a Word file.</p>"
    )
    papers = corpus.catalogue.papers(reader.scope())
    if made := asked_for(corpus, workbench, reader, papers):
        st.query_params["briefing"] = str(kept.add(reader, made))
        record(workbench, reader, Action.WROTE, made.title, "made")
        st.rerun()
    show_list(kept, reader, here)


def asked_for(corpus: Corpus, workbench: Workbench, reader: Reader, papers: Sequence[HeldPaper]) -> Briefing | None:
    """The form, and the briefing that was just asked for."""
    names = authorities_of(papers)
    with st.form("new briefing"):
        st.html("<h2>Make a briefing</h2>")
        topic = st.text_input("Topic", max_chars=LONGEST_TOPIC, placeholder="Such as: homes for care leavers")
        own = place_of_own(names, corpus.settings) or 0
        authority = st.selectbox("Council", names, own) if len(names) > 1 else next(iter(names), None)
        audience = st.text_input("Whom it is for", placeholder="Such as: the Children and Families Scrutiny Panel")
        first, last = st.columns(2)
        since = first.text_input("From (a year, or a day as 2023-06-16)").strip()
        until = last.text_input("Until (a year, or a day as 2023-06-16)").strip()
        titles = {paper.id: f"{paper.facts.title} ({paper.file})" for paper in reversed(papers)}
        chosen = st.multiselect("Only these papers (leave empty for all)", list(titles), format_func=titles.__getitem__)
        pressed = st.form_submit_button("Make the briefing", type="primary")
    if not pressed:
        return None
    wrong = [value for value in (since, until) if value and not is_partial_date(value)]
    if not topic.strip() or wrong:
        st.error(NO_DATE.format(wrong[0]) if wrong else "Write what the briefing is about.")
        return None
    asked = Asked(
        topic=" ".join(topic.split()),
        authority=authority,
        since=since or None,
        until=until or None,
        audience=" ".join(audience.split()) or None,
        papers=tuple(chosen),
    )
    try:
        with st.spinner("Reading the papers"):
            return compose(corpus, asked, reader.scope(), Followed(workbench).statuses())
    except NoBriefing as error:
        st.error(str(error))
        return None


def show_list(kept: Briefings, reader: Reader, here: Screen) -> None:
    listed = kept.listed(reader)
    st.html("<h2>Briefings kept</h2>" + ("" if listed else "<p>None yet.</p>"))
    for one in listed:
        with st.container(gap=None):
            st.page_link(here, label=as_markdown(one.title), query_params={"briefing": str(one.id)})
            versions = "1 version" if one.versions == 1 else f"{one.versions} versions"
            st.html(f'<p class="facts">{versions}, saved {escape(moment_in_words(one.saved))}</p>')


def show_one(
    corpus: Corpus,
    workbench: Workbench,
    reader: Reader,
    viewer: Screen,
    here: Screen,
    kept: Briefings,
    number: int,
) -> None:
    st.page_link(here, label="All briefings", query_params={})
    version = number_in(st.query_params.get("version", ""))
    scope = reader.scope()
    try:
        whole = kept.get(reader, number, version)
        versions = kept.versions(reader, number)
    except NoSuchBriefing as error:
        st.html(f"<h1>Briefing</h1><p>{escape(str(error))}</p>")
        return
    briefing = with_warnings(for_reader(whole, corpus.catalogue, scope), corpus, scope)
    is_latest = version in (None, versions[0].number)
    st.html(f'<h1>{escape(briefing.title)}</h1><p class="facts">{escape(standing(versions, version))}</p>')
    if not briefing.is_public:
        st.html('<p class="restricted" role="note"><strong>Not for publication.</strong> It quotes papers that are '
                "exempt or confidential. Each such statement is marked.</p>")  # fmt: skip
    show_warnings(briefing)
    if not is_latest:
        st.warning("This is an earlier version.")
        st.page_link(here, label="Open the latest version", query_params={"briefing": str(number)})
    show_export(corpus, workbench, reader, briefing)
    # a reader who may not see all of it cannot save it: that would leave out what they do not see
    changeable = is_latest and len(list(briefing.lines())) == len(list(whole.lines()))
    if changeable and st.toggle("Change this briefing", key=f"change {number}"):
        if changed := show_change(corpus, scope, briefing):
            kept.save(reader, number, changed, "changed")
            record(workbench, reader, Action.WROTE, changed.title, "changed")
            st.rerun()
    else:
        st.html(f"<h2>Purpose</h2><p>{escape(briefing.purpose)}</p><p>{escape(briefing.corpus_date)}</p>")
        show_parts(briefing, viewer)
    show_versions(kept, workbench, reader, here, number, briefing)


def show_warnings(briefing: Briefing) -> None:
    if not briefing.warnings:
        return
    items = "".join(f"<li>{escape(warning)}</li>" for warning in briefing.warnings)
    st.html(
        '<div class="restricted" role="alert"><p><strong>This briefing is out of date.</strong> Check these, or make '
        f"it again:</p><ul>{items}</ul></div>"
    )


def show_versions(
    kept: Briefings, workbench: Workbench, reader: Reader, here: Screen, number: int, briefing: Briefing
) -> None:
    st.html("<h2>Versions</h2>")
    for version in kept.versions(reader, number):
        label = f"Version {version.number}, {version.change} {moment_in_words(version.saved)}"
        query = {"briefing": str(number), "version": str(version.number)}
        st.page_link(here, label=as_markdown(label), query_params=query)
    sure = st.checkbox("I want to delete this briefing with all its versions", key=f"sure {number}")
    if st.button("Delete", key=f"delete {number}", disabled=not sure):
        kept.delete(reader, number)
        record(workbench, reader, Action.DELETED, briefing.title, "briefing")
        st.query_params.clear()
        st.rerun()


def standing(versions: Sequence[Version], version: int | None) -> str:
    shown = len(versions) if version is None else version
    return f"Version {shown} of {len(versions)}. Check each paper before you quote it."
