"""The recommendations tracker: what was required, recommended or resolved, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

import streamlit as st
from streamlit.navigation.page import Page as Screen

from assistant.briefing.word_document import MEDIA_TYPE
from assistant.plaintext import dated, place
from assistant.quoting.passage_link import link_to
from assistant.screens.export import noted
from assistant.screens.markup import quotation
from assistant.tracker.followed import LONGEST_NOTE, STATUS_NAMES, Followed, Status
from assistant.tracker.item import Item, items_of
from assistant.tracker.later import Later, later_evidence
from assistant.tracker.tracked import (
    KINDS,
    RAGS,
    Tracked,
    Wanted,
    as_csv,
    as_word,
    closest_text,
    narrowed,
    source_name,
    tracked,
)
from corpus.audit import Action, record
from corpus.corpus import Corpus
from corpus.dates import date_in_words, moment_in_words
from corpus.markdown import as_markdown
from corpus.paper import Recommendation
from corpus.reader import Reader
from corpus.scope import Scope
from corpus.workbench import Workbench

AT_ONCE = 20  # rows shown together


def show_recommendations(corpus: Corpus, workbench: Workbench, reader: Reader, viewer: Screen) -> None:
    """The screen; officers set status and note, everyone else reads. ``viewer`` shows a page."""
    st.html(
        "<h1>Recommendations</h1><p>All that the papers require, recommend, resolve or plan, and what later papers "
        "say of it. The newest come first.</p>"
    )
    followed = Followed(workbench)
    items, later = items_and_later(corpus, reader)
    everything = tracked(items, later, followed.latest())
    if not everything:
        st.html("<p>The papers held contain none.</p>")
        return
    rows = narrowed(everything, chosen(everything))
    count = "1 recommendation" if len(rows) == 1 else f"{len(rows):,} recommendations"
    st.html(f'<p role="status"><strong>{count}</strong> of {len(everything):,}.</p>')
    if not rows:
        return
    show_export(workbench, reader, rows)
    first = 0
    if len(rows) > AT_ONCE:
        first = (st.pagination(-(-len(rows) // AT_ONCE), key="recommendations page") - 1) * AT_ONCE
    for row in rows[first : first + AT_ONCE]:
        show_row(corpus, workbench, reader, viewer, followed, row)


def items_and_later(corpus: Corpus, reader: Reader) -> tuple[list[Item], dict[str, Later]]:
    """Found anew only when the papers, or the reader's rights, are others; read it, do not write to it."""
    scope = reader.scope()
    rights = f"{sorted(scope.access)} {sorted(scope.named)}"
    return found_for(corpus, f"{corpus.catalogue.home_id()} {corpus.catalogue.fingerprint()} {rights}", scope)


@st.cache_resource(show_spinner="Looking through later papers", max_entries=8)
def found_for(_corpus: Corpus, stamp: str, _scope: Scope) -> tuple[list[Item], dict[str, Later]]:
    papers = _corpus.catalogue.papers(_scope)
    items = items_of(_corpus.catalogue, papers)
    return items, later_evidence(_corpus, items, papers)


def chosen(rows: Sequence[Tracked]) -> Wanted:
    """The filters as they are set."""
    names = sorted({row.item.paper.facts.authority for row in rows if row.item.paper.facts.authority})
    left, right = st.columns(2)
    words = left.text_input("Find by words, owner or paper", key="find recommendation")
    authority = right.selectbox("Council", ["Every council", *names]) if len(names) > 1 else None
    kinds = left.multiselect("Kind", list(KINDS), format_func=KINDS.__getitem__, placeholder="Every kind")
    status: list[Status | None] = list(STATUS_NAMES)
    statuses = right.multiselect("Status", status, format_func=STATUS_NAMES.__getitem__, placeholder="Every status")
    silent = left.checkbox("Only those on which nothing clear was found in later papers")
    formal = right.checkbox("Also what was only noted or received")
    return Wanted(
        words,
        None if authority == "Every council" else authority,
        frozenset(kinds),
        frozenset(statuses),
        silent,
        formal,
    )


def show_export(workbench: Workbench, reader: Reader, rows: Sequence[Tracked]) -> None:
    today = datetime.now(UTC).date().isoformat()

    name, count = f"recommendations-{today}", f"{len(rows)} rows as"
    table = noted(workbench, reader, "recommendations", f"{count} CSV", lambda: as_csv(rows))
    word = noted(workbench, reader, "recommendations", f"{count} Word", lambda: as_word(rows, today))
    with st.container(horizontal=True):
        st.download_button("Save as CSV", table, f"{name}.csv", "text/csv", on_click="ignore")
        st.download_button("Save as Word", word, f"{name}.docx", MEDIA_TYPE, on_click="ignore")


def show_row(
    corpus: Corpus, workbench: Workbench, reader: Reader, viewer: Screen, followed: Followed, row: Tracked
) -> None:
    item = row.item
    with st.container(border=True, key=f"recommendation {item.key}", gap="xsmall"):
        closed = (
            "" if item.paper.is_public else f' <strong class="tag">{escape(item.paper.facts.access.title())}</strong>'
        )
        number = f"{item.row.number} " if item.row.number else ""
        status = f'<strong class="tag">{escape(STATUS_NAMES[row.status])}</strong>'
        st.html(
            f'<p class="facts">{escape(heading_of(item))} {status}{closed}</p>'
            f'<div class="said said-{item.voice} kind-quote"><blockquote>{escape(number)}“{escape(item.row.text)}”'
            f"</blockquote></div>{facts_of(item.row)}"
        )
        label = place(item.citation) or "Open the paper"
        st.page_link(viewer, label=as_markdown(f"{label}: {source_name(item)}"), query_params=item.link.as_query())
        show_later(corpus, reader, viewer, row.later)
        if row.note:
            st.html(f'<p class="note"><strong>Note:</strong> {escape(row.note)}</p>')
        if reader.is_officer:
            show_follow_up(workbench, reader, followed, row)


def heading_of(item: Item) -> str:
    said = date_in_words(item.said) if item.said else "no date"
    return " · ".join(part for part in (KINDS[item.row.kind], item.paper.facts.authority, said) if part)


def facts_of(row: Recommendation) -> str:
    """HTML: what the paper prints of owner, date, action and RAG, each in words."""
    due = date_in_words(row.due_date) if row.due_date else row.due
    said = {
        "Answers": row.issue,
        "Owner": row.owner,
        "Due": due,
        "Action taken": row.progress,
        "The action": RAGS[row.action_rag] if row.action_rag else None,
        "Its impact": RAGS[row.impact_rag] if row.impact_rag else None,
    }
    return "".join(
        f'<p class="facts"><strong>{name}:</strong> {escape(text)}</p>' for name, text in said.items() if text
    )


def show_later(corpus: Corpus, reader: Reader, viewer: Screen, later: Later) -> None:
    if later.silence:
        st.html(f"<p><strong>Since then:</strong> {escape(later.silence)}</p>")
    else:
        st.html("<p><strong>Since then:</strong></p>")
    for statement in later.statements():
        cited = statement.citations[0]
        st.html(quotation(statement.text, statement.voice))
        label = ", ".join(part for part in (place(cited), cited.title, dated(cited)) if part)
        st.page_link(viewer, label=as_markdown(label), query_params=link_to(corpus, cited, reader.scope()).as_query())
    if later.closest:
        st.html(f'<p class="note">The nearest that a later paper comes to it: “{escape(closest_text(later))}”</p>')


def show_follow_up(workbench: Workbench, reader: Reader, followed: Followed, row: Tracked) -> None:
    key = row.item.key
    with st.expander("Set status and note"), st.form(f"follow up {key}", border=False):
        statuses: list[Status | None] = list(STATUS_NAMES)
        status = st.selectbox(
            "Status", statuses, statuses.index(row.status), format_func=STATUS_NAMES.__getitem__, key=f"status {key}"
        )
        note = st.text_area("Note", row.note, max_chars=LONGEST_NOTE, key=f"note {key}")
        if st.form_submit_button("Save", key=f"save {key}") and followed.set(reader, key, status, note):
            record(workbench, reader, Action.TRACKED, row.item.paper.facts.title, STATUS_NAMES[status])
            st.rerun()
        for one in followed.history(key):
            said = f"{moment_in_words(one.at)}, {one.name}: {STATUS_NAMES[one.status]}"
            st.html(f'<p class="facts">{escape(said)}{f". {escape(one.note)}" if one.note else ""}</p>')
