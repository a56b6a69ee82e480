"""The judgements as a picture and as a table: areas by inspection, one council or several beside each other."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st
from streamlit.navigation.page import Page as Screen

from assistant.judgement_views.judgement_grid import NO_COUNCIL, Cell, Grid, Row, grid_of
from assistant.judgement_views.judgement_picture import judgement_picture, picture_in_words
from assistant.judgement_views.judgement_table import as_csv, as_html
from assistant.quoting.passage_link import PassageLink, address_of, links_to_quotes
from assistant.screens.browser import scroll_by_keyboard
from assistant.screens.chart import chart_of, picked_cell
from assistant.screens.own_council import own_and_neighbours
from corpus.corpus import Corpus
from corpus.reader import Reader
from corpus.scope import Scope

Links = dict[tuple[str, str, int], PassageLink]  # by paper, quotation and page

MOST = 6  # councils beside each other


def show_judgements(corpus: Corpus, reader: Reader, viewer: Screen) -> None:
    """The screen; ``viewer`` is the one that shows a page."""
    st.html(
        "<h1>Judgements</h1><p>What inspectors judged, inspection by inspection, from the papers held. "
        "Choose a judgement to open the page where it is printed. Check the page before you quote it.</p>"
    )
    state = corpus.catalogue.fingerprint()
    rows, links = register_for(corpus, reader.scope(), state)
    councils = sorted({paper.facts.authority or NO_COUNCIL for paper, _ in rows})
    if not councils:
        st.html("<p>The papers held have no inspection with judgements. Add inspection reports to see them here.</p>")
        return
    chosen = chosen_councils(councils, own_and_neighbours(councils, corpus.settings))
    visits = st.toggle("Show visits and joint inspections, which carry no grades", value=True, key="visits")
    grid = grid_of(rows, chosen, visits=visits)
    if not grid.councils:
        st.html("<p>Choose a council to see its judgements.</p>")
        return

    def link(cell: Cell) -> PassageLink:
        return links[cell.paper.id, cell.judgement.quote, cell.judgement.page]

    show_picture(grid, link, viewer)
    show_notes(grid)
    st.html(f"<h2>The same as a table</h2>{as_html(grid, lambda cell: address_of(viewer.url_path, link(cell)))}")
    show_downloads(grid, rows, chosen, visits, lambda cell: address_of(viewer.url_path, link(cell)))


@st.cache_data(max_entries=8, show_spinner=False)
def register_for(_corpus: Corpus, scope: Scope, state: str) -> tuple[list[Row], Links]:
    """The register within the scope, and where each of its quotations leads; ``state`` is the catalogue's."""
    rows = _corpus.catalogue.judgements(_corpus.catalogue.papers(scope))
    quotes = [(paper, judgement.page, judgement.quote) for paper, judgement in rows]
    return rows, links_to_quotes(_corpus, quotes)


def chosen_councils(councils: list[str], at_first: list[str]) -> list[str]:
    """The councils of the address or ``at_first``, or those chosen since; all where only one is held."""
    if len(councils) == 1:
        return councils
    linked = [name for name in st.query_params.get_all("council") if name in councils]
    chosen = st.multiselect(
        "Councils, in the order in which they are shown",
        councils,
        default=(linked or at_first)[:MOST],
        max_selections=MOST,
        key="councils of judgements",
    )
    st.query_params["council"] = chosen
    return chosen


def show_picture(grid: Grid, link: Callable[[Cell], PassageLink], viewer: Screen) -> None:
    chart, cells = chart_of(grid)
    with st.container(key="judgement-picture"):
        state = st.altair_chart(
            chart, width="content", theme=None, key="judgements", on_select="rerun", alt=picture_in_words(grid)
        )
    scroll_by_keyboard("judgement-picture", "Picture of the judgements. The same follows as a table.")
    if cell := picked_cell(state, cells):
        st.switch_page(viewer, query_params=link(cell).as_query())


def show_notes(grid: Grid) -> None:
    notes = grid.notes()
    if notes:
        items = "".join(f"<li>{escape(note)}</li>" for note in notes)
        st.html(f'<h2>Before you compare</h2><ul class="notes">{items}</ul>')


def show_downloads(
    grid: Grid, rows: list[Row], councils: list[str], visits: bool, address: Callable[[Cell], str]
) -> None:
    with st.container(horizontal=True):
        st.download_button(
            "Download the table (CSV)",
            # the mark by which a spreadsheet knows UTF-8
            "\ufeff" + as_csv(grid, address),
            "judgements.csv",
            "text/csv",
            on_click="ignore",
        )
        st.download_button(
            "Download the picture (PNG)",
            lambda: judgement_picture(rows, councils, visits=visits),
            "judgements.png",
            "image/png",
            on_click="ignore",
        )
