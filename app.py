"""The way in from the browser: who is reading, and which screens there are."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NoReturn

import streamlit as st
from streamlit.navigation.page import Page

import assistant.screens
from assistant.screens.about import show_about, show_accessibility, show_privacy, show_transparency
from assistant.screens.about_paper import show_about_paper
from assistant.screens.access import show_access
from assistant.screens.ask import show_ask
from assistant.screens.audit import show_audit
from assistant.screens.briefings import show_briefings
from assistant.screens.drawing import tab_icon
from assistant.screens.frame import show_frame, show_way_in
from assistant.screens.judgements import show_judgements
from assistant.screens.library import show_library
from assistant.screens.opening import opened
from assistant.screens.page import link_to_page, show_page
from assistant.screens.recommendations import show_recommendations
from assistant.screens.settings import show_settings
from assistant.screens.then_and_now import show_then_and_now
from assistant.screens.trouble import STORE_ERRORS, in_plain_words
from assistant.screens.whats_new import show_whats_new
from corpus.audit import Action, record
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.identities import SessionOver, known_reader
from corpus.kept_settings import current_settings
from corpus.paper import Role
from corpus.reader import ANYBODY, LOCAL_OFFICER, Reader
from corpus.settings import Settings
from corpus.sign_in import has_sign_in, is_over, is_this_machine, role_of
from corpus.workbench import Workbench, WorkbenchError
from ingest.screens.add_papers import show_add_papers
from ingest.screens.papers import holds_papers, show_how_to_add, show_state_of_ingest

STYLE = Path(assistant.screens.__file__).parent / "style.css"
EVERYONE = frozenset(Role)
OFFICERS = frozenset({Role.OFFICER})
OFFICE, ABOUT = "For officers", "About"
VISIT = "visit"
NO_SUCH_SCREEN = "There is no such screen, or you may not open it."


@dataclass(frozen=True, slots=True)
class Desk:
    """What a screen is given: the papers, what people have made of them, who reads, and the ways to other screens."""

    corpus: Corpus
    workbench: Workbench
    reader: Reader
    settings: Settings  # with those that were changed on a screen
    ways: dict[str, Page]  # by the path of the screen

    @property
    def viewer(self) -> Page:
        """The screen that shows a page of a paper."""
        return self.ways["page"]


@dataclass(frozen=True, slots=True)
class Screen:
    path: str
    title: str
    show: Callable[[Desk], None]
    roles: frozenset[Role] = EVERYONE
    group: str = ""  # the menu that it stands in; "" is the bar itself
    needs_papers: bool = True  # while none is held, it says how to add some
    is_listed: bool = True
    is_open: bool = False  # to those who have not signed in


# In the order of the bar; the first is where a reader comes in. The tests visit every one of them.
SCREENS = (
    Screen("ask", "Ask", lambda desk: show_ask(desk.corpus, desk.workbench, desk.reader, desk.viewer)),
    Screen("judgements", "Judgements", lambda desk: show_judgements(desk.corpus, desk.reader, desk.viewer)),
    Screen("then-and-now", "Then and now", lambda desk: show_then_and_now(desk.corpus, desk.reader, desk.viewer)),
    Screen(
        "recommendations",
        "Recommendations",
        lambda desk: show_recommendations(desk.corpus, desk.workbench, desk.reader, desk.viewer),
    ),
    Screen(
        "briefings",
        "Briefings",
        lambda desk: show_briefings(desk.corpus, desk.workbench, desk.reader, desk.viewer, desk.ways["briefings"]),
        roles=frozenset({Role.MEMBER, Role.OFFICER}),
    ),
    Screen("papers", "Papers", lambda desk: show_library(desk.corpus, desk.reader, desk.viewer)),
    Screen("new", "What is new", lambda desk: show_whats_new(desk.corpus, desk.reader, desk.viewer)),
    Screen(
        "add",
        "Add papers",
        lambda desk: show_add_papers(desk.corpus, desk.workbench, desk.reader, partial(link_to_page, desk.viewer)),
        roles=OFFICERS,
        group=OFFICE,
        needs_papers=False,
    ),
    Screen(
        "page",
        "Page",
        lambda desk: show_page_and_paper(desk),
        needs_papers=False,
        is_listed=False,
    ),
    Screen(
        "audit",
        "Audit trail",
        lambda desk: show_audit(desk.workbench, desk.reader, desk.settings),
        roles=OFFICERS,
        group=OFFICE,
        needs_papers=False,
    ),
    Screen(
        "access",
        "Who may read what",
        lambda desk: show_access(desk.corpus, desk.workbench, desk.reader, desk.viewer),
        roles=OFFICERS,
        group=OFFICE,
        needs_papers=False,
    ),
    Screen(
        "settings",
        "Settings",
        lambda desk: show_settings(desk.workbench, desk.reader, Settings()),
        roles=OFFICERS,
        group=OFFICE,
        needs_papers=False,
    ),
    Screen(
        "about",
        "About this service",
        lambda desk: show_about(desk.corpus, desk.reader, desk.settings),
        group=ABOUT,
        needs_papers=False,
        is_open=True,
    ),
    Screen(
        "your-data",
        "Your data",
        lambda desk: show_privacy(desk.corpus, desk.reader, desk.settings),
        group=ABOUT,
        needs_papers=False,
        is_open=True,
    ),
    Screen(
        "transparency",
        "Transparency record",
        lambda desk: show_transparency(desk.corpus, desk.reader, desk.settings),
        group=ABOUT,
        needs_papers=False,
        is_open=True,
    ),
    Screen(
        "accessibility",
        "Accessibility",
        lambda desk: show_accessibility(desk.corpus, desk.reader, desk.settings),
        group=ABOUT,
        needs_papers=False,
        is_open=True,
    ),
)


def show_page_and_paper(desk: Desk) -> None:
    show_page(desk.corpus, desk.reader, desk.viewer, desk.ways["ask"], partial(note_restricted, desk))
    show_about_paper(desk.corpus, desk.workbench, desk.reader, desk.viewer, desk.ways["briefings"])


def main() -> None:
    st.set_page_config(page_title="Scrutiny assistant", page_icon=tab_icon(), layout="wide")
    st.html(STYLE)
    try:
        corpus, workbench = opened()
        reader = reader_now(workbench)
        forget_another_reader(reader)
        settings = current_settings(Settings(), workbench)
        show_frame(settings, workbench, reader)
        desk = Desk(replace(corpus, settings=settings), workbench, reader, settings, {})
        chosen = navigation(desk)
        if is_let_in(desk):
            show_state_of_ingest(corpus)
        chosen.run()
    except (*STORE_ERRORS, WorkbenchError) as error:
        st.error(in_plain_words(error))


def navigation(desk: Desk) -> Page:
    """The bar of the screens that this reader may open, and the one that was opened."""
    bar: dict[str, list[Page]] = {}
    for screen in SCREENS:
        desk.ways[screen.path] = page_of(screen, desk, is_first=not desk.ways)
        bar.setdefault(screen.group, []).append(desk.ways[screen.path])
    return st.navigation(bar, position="top")


def page_of(screen: Screen, desk: Desk, *, is_first: bool) -> Page:
    """The screen, or at its address what is said to those who may not open it."""
    is_shown = is_for(screen, desk)
    return st.Page(
        lambda: show_screen(screen, desk),
        title=screen.title if is_shown else "Scrutiny assistant",
        url_path=screen.path,
        default=is_first,
        visibility="visible" if screen.is_listed and is_shown else "hidden",
    )


def is_for(screen: Screen, desk: Desk) -> bool:
    return desk.reader.role in screen.roles and (is_let_in(desk) or screen.is_open)


def show_screen(screen: Screen, desk: Desk) -> None:
    if not (is_let_in(desk) or screen.is_open):
        show_way_in(desk.settings, is_over=is_signed_in())
    elif not is_for(screen, desk):
        st.html(f"<h1>Not for you</h1><p>{NO_SUCH_SCREEN}</p>")
    elif screen.needs_papers and not holds_papers(desk.corpus, desk.reader):
        show_how_to_add()
    else:
        screen.show(desk)


def is_let_in(desk: Desk) -> bool:
    return not desk.reader.is_anybody or desk.settings.open_to_public


def is_signed_in() -> bool:
    """Whether the browser holds a sign-in, be its time over or not."""
    return bool(st.user.get("is_logged_in"))


def note_restricted(desk: Desk, paper: HeldPaper) -> None:
    """Enters, once for each sitting, that a paper was opened that is not public."""
    noted: set[str] = st.session_state.setdefault("restricted papers opened", set())
    if paper.id not in noted:
        noted.add(paper.id)
        record(desk.workbench, desk.reader, Action.OPENED_RESTRICTED, paper.facts.title, paper.id)


def forget_another_reader(reader: Reader) -> None:
    """What the tab holds was made for the reader of before, whose rights were others."""
    before = st.session_state.get("reader", reader)
    if (before.id, before.role) != (reader.id, reader.role) or not before.named <= reader.named:
        visit = st.session_state.get(VISIT)
        st.session_state.clear()
        st.session_state[VISIT] = visit
    st.session_state["reader"] = reader


def reader_now(workbench: Workbench) -> Reader:
    """Who reads: the person signed in, or with no sign-in whoever sits at this computer.

    It is asked at every step, so that a session ends where it is: nothing further is shown to whom it was.
    """
    settings = Settings()
    if not has_sign_in(settings):
        if not is_this_machine(str(st.get_option("server.address"))) or came_through_a_proxy():
            show_stopped("This service has no sign-in, so it may be opened only at the computer that it runs on.")
        return replace(LOCAL_OFFICER, role=settings.role)
    if "is_logged_in" not in st.user:
        show_stopped("Sign-in is set, but this service was not started with: scrutiny serve")
    claims = st.user.to_dict()
    try:
        if is_signed_in() and not is_over(claims, settings):
            return known_reader(workbench, claims, role_of(claims, settings))
    except SessionOver:
        pass
    # a visit of its own, so that no visitor finds what another asked
    visit = st.session_state.get(VISIT) or secrets.token_hex(8)
    st.session_state[VISIT] = visit
    return replace(ANYBODY, id=f"{ANYBODY.id}-{visit}")


def came_through_a_proxy() -> bool:
    return any(name in st.context.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via"))


def show_stopped(words: str) -> NoReturn:
    st.error(words)
    st.stop()


# not where a test imports it to learn which screens there are
if __name__ == "__main__":
    main()
