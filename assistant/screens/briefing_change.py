"""Changing a briefing: its words, what is left out, and an officer's own notes."""

from __future__ import annotations

from html import escape

import streamlit as st

from assistant.briefing.briefing import Briefing, Line, Part, Section
from assistant.briefing.edit import LONGEST, BadEdit, checked, edited_line, with_note
from corpus.corpus import Corpus
from corpus.scope import Scope

EXPLAINED = (
    "Change the words of a statement, or take it out. What is no longer a quotation is checked against the page that "
    "it cites: if that bears it out, it stands as it is; if not, it is marked as the officer’s words."
)


def show_change(corpus: Corpus, scope: Scope, briefing: Briefing) -> Briefing | None:
    """The form, and the briefing as it was just changed; None until it is saved."""
    with st.form("change"):
        st.html(f"<p>{EXPLAINED}</p>")
        title = st.text_input("Title", briefing.title, max_chars=200)
        purpose = st.text_area("Purpose", briefing.purpose, max_chars=LONGEST)
        wanted = {section.part: show_section(section) for section in briefing.sections}
        st.html("<h2>Add a note of your own</h2>")
        part = st.selectbox("Part", [section.part for section in briefing.sections], format_func=title_of)
        note = st.text_area("Note", max_chars=LONGEST)
        pressed = st.form_submit_button("Save as a new version", type="primary")
    if not pressed:
        return None
    try:
        sections = []
        for section in briefing.sections:
            kept = [
                (line, text) for line, (text, out) in zip(section.lines, wanted[section.part], strict=True) if not out
            ]
            lines = tuple(edited_line(corpus, scope, line, text) for line, text in kept)
            sections.append(section.model_copy(update={"lines": lines}))
        words = {"title": checked(title), "purpose": checked(purpose)}
        changed = briefing.model_copy(update={**words, "sections": tuple(sections)})
        return with_note(changed, part, note) if note.strip() else changed
    except BadEdit as error:
        st.error(str(error))
        return None


def show_section(section: Section) -> list[tuple[str, bool]]:
    """The words of each line as they stand in the form, and whether it is to be taken out."""
    st.html(f"<h2>{escape(section.title)}</h2>")
    return [show_line(section.part, number, line) for number, line in enumerate(section.lines, 1)]


def show_line(part: Part, number: int, line: Line) -> tuple[str, bool]:
    key = f"{part} {number}"
    label = f"{number}. {line.under or 'Statement'}"
    text = st.text_area(label, line.text, max_chars=LONGEST, key=f"text {key}", height="content")
    out = st.checkbox(f"Take out statement {number}", key=f"out {key}")
    return text, out


def title_of(part: Part) -> str:
    return Section(part=part).title
