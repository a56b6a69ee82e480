"""The audit trail, for officers: who did what and when, as a table and as CSV; and the readers, to be erased."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from assistant.conversations import Conversations
from assistant.screens.markup import as_csv, as_table
from assistant.writing.record import written_as_json
from corpus.audit import Action, AuditEvent, events, record, tidy
from corpus.dates import moment_in_words
from corpus.identities import ERASED, erase, names_of, people
from corpus.reader import Reader
from corpus.settings import Settings
from corpus.workbench import Workbench

AT_ONCE = 100  # entries on the screen
HEADS = ("When", "Who", "As", "What", "Of", "In words")
ALL = "Everybody"
PERIODS = {"The last 7 days": 7, "The last 30 days": 30, "The last 12 months": 365, "All that is kept": None}


def show_audit(workbench: Workbench, reader: Reader, settings: Settings) -> None:
    tidy(workbench, kept_days=settings.audit_days, words_days=settings.words_days)
    st.html(
        "<h1>Audit trail</h1><p>Who asked, added, corrected and exported what. Nobody can change an entry. Entries are "
        f"kept for {settings.audit_days} days, the words of questions for {settings.words_days}.</p>"
    )
    names = names_of(workbench)
    since, actions, who = chosen_filters(names)
    found = events(workbench, since=since, actions=actions, reader=who)
    rows = [as_row(event, names) for event in found]
    if not rows:
        st.html("<p>There is no such entry.</p>")
    else:
        shown = f"The newest {AT_ONCE} of {len(rows):,} entries" if len(rows) > AT_ONCE else f"Entries: {len(rows)}"
        st.html(as_table(shown, HEADS, rows[:AT_ONCE]))
        st.download_button(
            "Download all of these as CSV",
            as_csv(HEADS, rows),
            "audit trail.csv",
            "text/csv",
            on_click=note_export,
            args=(workbench, reader, len(rows)),
        )
    show_written(workbench, reader)
    show_thoughts(workbench, names)
    show_people(workbench, reader)


def show_written(workbench: Workbench, reader: Reader) -> None:
    """What was sent to a chat model, what it replied, and what was found of each statement: as a file."""
    kept = written_as_json(workbench)
    if not kept:
        return
    st.html("<h2>What the language model was sent</h2><p>The newest requests, with the replies and their checks. "
            "They may quote papers that are not public: keep the file as you keep those.</p>")  # fmt: skip
    st.download_button(
        "Download these requests (JSON)",
        kept,
        "language model.json",
        "application/json",
        on_click=note_written,
        args=(workbench, reader),
    )


def note_written(workbench: Workbench, reader: Reader) -> None:
    record(workbench, reader, Action.EXPORTED, "language model.json", "requests to the language model")


def show_thoughts(workbench: Workbench, names: dict[str, str]) -> None:
    """What readers think of answers, each with its question and what was answered."""
    st.html("<h2>What readers think of answers</h2>")
    rows = [
        (
            moment_in_words(thought.given),
            names.get(thought.reader, ERASED),
            "Useful" if thought.useful else "Not useful",
            thought.reason,
            thought.turn.answer.question if thought.turn else "Deleted by its reader",
            "\n".join(s.text for s in thought.turn.answer.statements) or "No answer was found" if thought.turn else "",
        )
        for thought in Conversations(workbench).thoughts()
    ]
    if rows:
        heads = ("When", "Who", "What they think", "Why", "Question", "Answer")
        st.html(as_table(f"Feedback: {len(rows)}", heads, rows[:AT_ONCE]))
    else:
        st.html("<p>Nobody has said what they think of an answer.</p>")


def note_export(workbench: Workbench, reader: Reader, entries: int) -> None:
    record(workbench, reader, Action.EXPORTED, "audit trail.csv", f"{entries} entries")


def chosen_filters(names: dict[str, str]) -> tuple[datetime | None, list[Action], str | None]:
    """Since when (UTC), actions, reader."""
    with st.container(horizontal=True, key="audit filters"):
        # the parts of a date field of Streamlit are too small to touch: WCAG 2.2, 2.5.8
        period = st.selectbox("Period", list(PERIODS), 1)
        who = st.selectbox("Who", [None, *names], format_func=lambda key: names[key] if key else ALL)
    actions = st.multiselect(
        "What", list(Action), format_func=lambda action: str(action).capitalize(), placeholder="Everything"
    )
    days = PERIODS[period]
    since = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=days) if days else None
    return since, actions, who


def as_row(event: AuditEvent, names: dict[str, str]) -> tuple[str, ...]:
    detail = ERASED if event.detail is None else event.detail
    who = names.get(event.reader.partition("-")[0]) or f"{ERASED} ({event.reader})"
    return moment_in_words(event.at), who, event.role, event.action, event.subject, detail


def show_people(workbench: Workbench, reader: Reader) -> None:
    """Those who have signed in; an officer may erase one."""
    known = people(workbench)
    st.html("<h2>People who have signed in</h2>")
    if not known:
        st.html("<p>Nobody has signed in.</p>")
        return
    rows = [(p.name, p.address or "none given", p.role, moment_in_words(p.seen)) for p in known]
    st.html(as_table("People by name", ("Name", "E-mail address", "Role at the last sign-in", "Last signed in"), rows))
    with st.form("erase", clear_on_submit=True):
        st.html(
            "<p>Erasing a person removes the name, the address, every question and conversation, and "
            "feedback. What was done stays in the trail, under a number. It cannot be undone.</p>"
        )
        names = {p.id: f"{p.name}, {p.address}" if p.address else p.name for p in known}
        chosen = st.selectbox("Person to erase", list(names), index=None, format_func=names.__getitem__)
        sure = st.checkbox("I have checked that this person's data should be erased")
        if st.form_submit_button("Erase this person's data"):
            if chosen and sure:
                Conversations(workbench).erase(chosen)
                erase(workbench, chosen, reader)
                st.rerun()
            st.error("Choose a person, and tick the box.")
