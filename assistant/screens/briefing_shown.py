"""The parts of a briefing on the screen, each statement with links to its pages."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.navigation.page import Page as Screen

from assistant.briefing.briefing import Briefing, Line, Numbered, Place, numbered_sources, numbers_of
from assistant.briefing.printed import groups_of, marks_of, number_text, parts_of, shown_text
from corpus.markdown import as_markdown


def show_parts(briefing: Briefing, viewer: Screen) -> None:
    sources = numbered_sources(briefing)
    for title, empty, lines in parts_of(briefing):
        st.html(f"<h2>{escape(title)}</h2>" + (f"<p>{escape(empty)}</p>" if empty else ""))
        for under, group in groups_of(lines):
            if under:
                st.html(f"<h3>{escape(under)}</h3>")
            for line in group:
                show_line(line, sources, viewer)


def show_line(line: Line, sources: dict[Place, Numbered], viewer: Screen) -> None:
    with st.container(gap=None):
        st.html(line_as_html(line))
        if numbers := numbers_of(line, sources):
            with st.container(horizontal=True, gap="small"):
                for numbered in numbers:
                    query = numbered.reference.link.as_query()
                    st.page_link(viewer, label=as_markdown(number_text(numbered)), query_params=query)


def line_as_html(line: Line) -> str:
    marks = f"<strong>{escape(marks_of(line))}:</strong> " if marks_of(line) else ""
    detail = f'<br><span class="facts">{escape(line.detail)}</span>' if line.detail else ""
    doubts = "".join(f'<p class="note">{escape(doubt)}</p>' for doubt in line.doubts)
    if line.kind == "quote":
        words = f"<blockquote>{marks}{escape(shown_text(line))}{detail}</blockquote>"
    else:
        words = f'<p class="finding">{marks}{escape(line.text)}{detail}</p>'
    voice = line.voice if line.kind == "quote" and line.voice else "other"
    return f'<div class="said said-{voice} kind-{line.kind}">{words}{doubts}</div>'
