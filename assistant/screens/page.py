"""A page of a paper as printed, the cited passage boxed on it, and beside it the text to select and copy.

Opened by a citation or by a link that somebody was sent: the reader's rights are looked at anew each time.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from html import escape

import streamlit as st
from streamlit.navigation.page import Page as Screen

from assistant.plaintext import QUOTED_BY, WHO_SAYS
from assistant.quoting.passage_link import Marked, PassageLink, link_from, marked_by, version_of
from assistant.screens.browser import copy_link_button, scroll_to_passage
from assistant.screens.conversation import turns
from assistant.screens.drawing import PageNotDrawn, boxes_on, draw_page
from assistant.screens.markup import marked_text
from corpus.context import kind_name, when
from corpus.corpus import Corpus
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.markdown import as_markdown
from corpus.paper import Page
from corpus.reader import Reader

# one answer for both, so that it does not tell which of them it is
NO_SUCH_PAPER = "There is no such paper, or you may not read it."
STATUS_WARNINGS = {
    "withdrawn": "This paper has been withdrawn. Answers leave it out; it is kept so that old citations open.",
    "superseded": "Another paper has replaced this one. Answers leave it out; it is kept so that old citations open.",
}
CHANGED = (
    "The paper has changed since this link was made: the words that it pointed to no longer stand in it as they did."
)


def show_page(
    corpus: Corpus,
    reader: Reader,
    viewer: Screen,
    asker: Screen,
    note_restricted: Callable[[HeldPaper], None] = lambda paper: None,
) -> None:
    """The screen at ``viewer``, for the link in the address; ``asker`` is where the conversation is.

    ``note_restricted`` is told of each paper opened that is not public.
    """
    st.page_link(asker, label="Back to the conversation" if turns() else "Ask a question")
    link = link_from(st.query_params)
    if link is None:
        st.html("<h1>Page</h1><p>Open a page from a citation in an answer, or from the list of papers.</p>")
        return
    found = version_of(corpus, link, reader.scope())
    if found is None:
        st.html(f"<h1>Page</h1><p>{NO_SUCH_PAPER}</p>")
        return
    paper, link = found
    if not paper.is_public:
        note_restricted(paper)
    marked = marked_by(corpus, link, paper)
    if marked and link.page not in marked.pages() and not corpus.catalogue.page(paper, link.page):
        link = link.on_page(marked.pages()[0])
    page = corpus.catalogue.page(paper, link.page)
    show_heading(paper, link)
    show_standing(corpus, reader, paper, link, viewer)
    if page is None:
        st.warning(f"This paper has no {part_name(paper)} {link.page}. It has {paper.pages}.")
        return
    if link.passage and marked is None:
        st.warning(CHANGED)
    if marked:
        show_quote(marked, page.number, paper)
    show_ways_on(link, paper, marked, viewer)
    show_print_and_text(corpus, paper, page, marked)


def show_heading(paper: HeldPaper, link: PassageLink) -> None:
    """Title, kind, council, date, page; a warning for what is not public or not current."""
    facts = paper.facts
    kind = kind_name(facts)
    parts = [kind[:1].upper() + kind[1:], facts.authority, when(facts) or "no date"]
    parts.append(f"{part_name(paper)} {link.page} of {paper.pages}" if paper.paged or paper.pages > 1 else None)
    line = " · ".join(part for part in parts if part)
    st.html(f'<h1 class="title">{escape(facts.title)}</h1><p class="facts">{escape(line)}</p>')
    if not paper.is_public:
        marking = f" It is marked “{facts.marking}”." if facts.marking else ""
        st.html(
            f'<p class="restricted" role="note"><strong>Not public: {escape(facts.access)}.</strong>'
            f"{escape(marking)} Do not pass it on to anyone who may not read it.</p>"
        )


def part_name(paper: HeldPaper) -> str:
    """A sheet of a workbook, a file of an archive or what is attached to a mail is a part of its paper and no page."""
    return "page" if paper.paged else "part"


def show_standing(corpus: Corpus, reader: Reader, paper: HeldPaper, link: PassageLink, viewer: Screen) -> None:
    """What has come of the paper since: a newer version, another paper in its place, or withdrawal."""
    if paper.replaced_on:
        day = date_in_words(paper.replaced_on)
        st.warning(f"This is an earlier version of the paper, replaced on {day}.")
        st.page_link(viewer, label="Open the current version", query_params=link.to_now().as_query())
    if warning := STATUS_WARNINGS.get(paper.status):
        st.warning(warning)
    replacing = corpus.catalogue.paper(paper.replaced_by, reader.scope()) if paper.replaced_by else None
    if replacing:
        st.page_link(
            viewer,
            label=f"Open the paper that replaced it: {as_markdown(replacing.facts.title)}",
            query_params=PassageLink(replacing.id).as_query(),
        )


def show_quote(marked: Marked, page: int, paper: HeldPaper) -> None:
    """Who says the marked words, and the words."""
    paragraph = marked.held.passage.paragraph
    place = [f"page {page}" if paper.paged else "", f"paragraph {paragraph}" if paragraph else ""]
    heading = ", ".join([who_says_marked(marked), *(part for part in place if part)])
    voice = marked.held.voice_of(sentence_of(marked))
    st.html(
        f'<section class="said said-{voice}" aria-label="The passage"><p class="source"><strong>{escape(heading)}'
        f"</strong></p><blockquote>“{escape(marked.quote)}”</blockquote></section>"
    )


def who_says_marked(marked: Marked) -> str:
    """ "Inspectors said, as quoted by the council"."""
    number = sentence_of(marked)
    said = WHO_SAYS[marked.held.voice_of(number)]
    sentences = marked.held.passage.sentences
    quoted_by = sentences[number].quoted_by if sentences else None
    return f"{said}, {QUOTED_BY[quoted_by]}" if quoted_by else said


def sentence_of(marked: Marked) -> int:
    """The number of the sentence in which the marked words begin."""
    starts = [i for i, s in enumerate(marked.held.passage.sentences) if s.start <= marked.start]
    return starts[-1] if starts else 0


def show_ways_on(link: PassageLink, paper: HeldPaper, marked: Marked | None, viewer: Screen) -> None:
    """To the pages, or parts, before and after, to the rest of the passage, and the link to this view."""
    with st.container(horizontal=True, vertical_alignment="center", key="ways-on"):
        name = part_name(paper)
        if link.page > 1:
            st.page_link(viewer, label=f"Previous {name}", query_params=link.on_page(link.page - 1).as_query())
        if link.page < paper.pages:
            st.page_link(viewer, label=f"Next {name}", query_params=link.on_page(link.page + 1).as_query())
        if marked and link.page not in marked.pages():
            number = marked.pages()[0]
            st.page_link(viewer, label=f"To the passage, {name} {number}", query_params=link.on_page(number).as_query())
        copy_link_button()


def show_print_and_text(corpus: Corpus, paper: HeldPaper, page: Page, marked: Marked | None) -> None:
    spans = marked.spans_on(page.number) if marked else []
    if not (paper.paged and page.width):
        show_text(page, spans)
        if spans:
            scroll_to_passage(str(spans), None)
        return
    printed, text = st.columns([3, 2], gap="medium")
    with printed, st.container(key="print"):
        st.html('<h2 class="only-heard">The page as printed</h2>')
        try:
            image = draw_page(corpus.file_of(paper), page, spans)
        except PageNotDrawn:
            st.warning("The page cannot be drawn: the copy of its file is missing or damaged. Its text is here.")
        else:
            boxed = " The passage is outlined." if spans else ""
            show_picture(image, f"Page {page.number} of {paper.facts.title}.{boxed}", paper.is_public)
    with text:
        show_text(page, spans)
    if boxes := boxes_on(page, spans):
        scroll_to_passage(f"{page.number} {spans}", min(1.0, boxes[-1][3] / page.height))


def show_picture(image: bytes, words: str, is_public: bool) -> None:
    """A picture of a paper that is not public is part of the screen: an address would open it to whoever has that."""
    if is_public:
        st.image(image, width="stretch", output_format="PNG", alt=words)
    else:
        st.html(f'<img class="printed" alt="{escape(words)}" src="data:image/png;base64,{b64encode(image).decode()}">')


def show_text(page: Page, spans: list[tuple[int, int]]) -> None:
    read_by = '<p class="note">Read by OCR from a scan: check the words against the page.</p>' if page.ocr else ""
    heading = f'<h2 class="only-heard">The text of the page</h2>{read_by}'
    st.html(f'{heading}<div class="page-text">{marked_text(page.text, spans)}</div>')


def link_to_page(viewer: Screen, paper: HeldPaper, page: int, label: str) -> None:
    """A link to one page of a paper."""
    st.page_link(viewer, label=as_markdown(label), query_params=PassageLink(paper.id, page).as_query())
