"""What stands round every screen: the council's name and colour, the banner, who is reading, the way in and out."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit import config

from assistant.screens.browser import find_way_back, mend_menu
from corpus.identities import end_sessions
from corpus.paper import Role
from corpus.reader import LOCAL_OFFICER, Reader
from corpus.settings import Settings
from corpus.sign_in import has_sign_in
from corpus.workbench import Workbench

ROLE_NAMES = {Role.PUBLIC: "public papers", Role.MEMBER: "councillor", Role.OFFICER: "officer"}


def show_frame(settings: Settings, workbench: Workbench, reader: Reader) -> None:
    """Name, banner and sign-out, above the screen itself."""
    show_colour(settings.colour)
    with st.container(horizontal=True, vertical_alignment="center", key="frame"):
        st.html(f'<p class="council">{escape(settings.council_name or "Scrutiny assistant")}</p>')
        if reader.is_anybody:
            if st.button("Sign in", key="sign in at the top"):
                st.login()
        elif reader.id != LOCAL_OFFICER.id:
            st.html(f'<p class="reader">Signed in: {escape(reader.name)}, {ROLE_NAMES[reader.role]}</p>')
            if st.button("Sign out"):
                end_sessions(workbench, reader)
                st.session_state.clear()
                st.logout()
        mend_menu()
        if has_sign_in(settings):
            find_way_back(is_in=not reader.is_anybody, place=f"{st.context.url} {st.query_params.to_dict()}")
    if settings.banner:
        st.html(f'<p class="banner" role="note">{escape(settings.banner)}</p>')


def show_colour(colour: str) -> None:
    """The council's colour, in place of that of the style sheet and of Streamlit's own buttons and links."""
    if st.get_option("theme.primaryColor") != colour:
        for name in ("theme.primaryColor", "theme.linkColor"):
            config.set_option(name, colour)
        st.rerun()  # what Streamlit draws takes its colours from the beginning of a run
    st.html(f"<style>:root {{ --deep: {escape(colour)}; }}</style>")


def show_way_in(settings: Settings, *, is_over: bool) -> None:
    """What somebody sees who has not signed in."""
    over = "<p><strong>You have been signed out</strong>: your session had lasted its time.</p>" if is_over else ""
    whose = f" of {escape(settings.council_name)}" if settings.council_name else ""
    st.html(
        f"<h1>Sign in to ask the papers</h1>{over}"
        f"<p>This service answers the questions of councillors and officers{whose} from inspection reports and "
        "committee papers. Sign in with your council account.</p>"
        "<p>If somebody sent you a link, it opens when you have signed in. A link opens a paper only to those who may "
        "read it.</p>"
    )
    if st.button("Sign in with your council account", type="primary"):
        st.login()
