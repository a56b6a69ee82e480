"""The way in from the browser: who is reading, and which screens there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Thread

import streamlit as st
from streamlit.navigation.page import Page

import assistant.screens
from assistant.screens.ask import show_ask
from assistant.screens.drawing import tab_icon
from assistant.screens.page import link_to_paper, show_page
from assistant.screens.trouble import STORE_ERRORS, in_plain_words
from corpus.corpus import Corpus, open_corpus
from corpus.paper import Role
from corpus.reader import LOCAL_OFFICER, Reader
from corpus.settings import Settings
from corpus.workbench import Workbench
from ingest.screens.papers import holds_papers, show_how_to_add, show_papers, show_state_of_ingest

STYLE = Path(assistant.screens.__file__).parent / "style.css"
EVERYONE = frozenset(Role)
OFFICERS = frozenset({Role.OFFICER})


@dataclass(frozen=True, slots=True)
class Desk:
    """What a screen is given: the papers, what people have made of them, who reads, and the ways to other screens."""

    corpus: Corpus
    workbench: Workbench
    reader: Reader
    ways: Mapping[str, Page]  # by the path of the screen

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


# In the order of the bar; the first is where a reader comes in. The tests visit every one of them.
SCREENS = (
    Screen("ask", "Ask", lambda desk: show_ask(desk.corpus, desk.reader, desk.viewer)),
    Screen(
        "papers",
        "Papers",
        lambda desk: show_papers(desk.corpus, desk.reader, partial(link_to_paper, viewer=desk.viewer)),
    ),
    Screen(
        "page",
        "Page",
        lambda desk: show_page(desk.corpus, desk.reader, desk.viewer, desk.ways["ask"]),
        needs_papers=False,
        is_listed=False,
    ),
)


def main() -> None:
    st.set_page_config(page_title="Scrutiny assistant", page_icon=tab_icon(), layout="wide")
    st.html(STYLE)
    reader = reader_now()
    try:
        corpus, workbench = opened()
        ways: dict[str, Page] = {}
        desk = Desk(corpus, workbench, reader, ways)
        bar: dict[str, list[Page]] = {}
        for screen in SCREENS:
            if reader.role in screen.roles:
                ways[screen.path] = page_of(screen, desk, is_first=not ways)
                bar.setdefault(screen.group, []).append(ways[screen.path])
        chosen = st.navigation(bar, position="top")
        show_state_of_ingest(corpus)
        chosen.run()
    except STORE_ERRORS as error:
        st.error(in_plain_words(error))


def page_of(screen: Screen, desk: Desk, *, is_first: bool) -> Page:
    def show() -> None:
        if screen.needs_papers and not holds_papers(desk.corpus, desk.reader):
            show_how_to_add()
        else:
            screen.show(desk)

    return st.Page(
        show,
        title=screen.title,
        url_path=screen.path,
        default=is_first,
        visibility="visible" if screen.is_listed else "hidden",
    )


def reader_now() -> Reader:
    """Who reads: with no sign-in, whoever sits at this computer."""
    return replace(LOCAL_OFFICER, role=Settings().role)


@st.cache_resource(show_spinner="Opening the papers")
def opened() -> tuple[Corpus, Workbench]:
    settings = Settings()
    corpus = open_corpus(settings)
    Thread(target=warm_up, args=[corpus], daemon=True).start()
    return corpus, Workbench(settings.workbench_file)


def warm_up(corpus: Corpus) -> None:
    # the first question meets the same fault, and says it to whoever asks
    with suppress(*STORE_ERRORS):
        corpus.warm_up()


# not where a test imports it to learn which screens there are
if __name__ == "__main__":
    main()
