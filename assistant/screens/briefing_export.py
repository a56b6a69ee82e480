"""A briefing as a file: Word or HTML, with or without what is not public."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import streamlit as st

from assistant.briefing.briefing import Briefing
from assistant.briefing.printed import LOCAL_ADDRESS, picture_of
from assistant.briefing.rights import public_only
from assistant.briefing.web import briefing_as_html
from assistant.briefing.word import briefing_as_word
from assistant.briefing.word_document import MEDIA_TYPE
from assistant.screens.export import noted
from corpus.corpus import Corpus
from corpus.paper import Role
from corpus.reader import Reader
from corpus.scope import Scope
from corpus.workbench import Workbench


def show_export(corpus: Corpus, workbench: Workbench, reader: Reader, briefing: Briefing) -> None:
    shown, scope = briefing, reader.scope()
    if not briefing.is_public and st.checkbox("Leave out what is not public"):
        # the warnings and the picture, too, as a member of the public would have them
        shown, scope = public_only(briefing).model_copy(update={"warnings": ()}), Scope(Role.PUBLIC)
    address = address_of(str(st.context.url or LOCAL_ADDRESS))
    name = re.sub(r"[^a-z0-9]+", "-", shown.title.lower()).strip("-")[:60] or "briefing"

    def word() -> bytes:
        return briefing_as_word(shown, picture_of(shown, corpus, scope), address)

    def web() -> bytes:
        return briefing_as_html(shown, picture_of(shown, corpus, scope), address).encode()

    as_word = noted(workbench, reader, shown.title, "briefing as Word", word)
    as_html = noted(workbench, reader, shown.title, "briefing as HTML", web)
    with st.container(horizontal=True):
        st.download_button("Save as Word", as_word, f"{name}.docx", MEDIA_TYPE, on_click="ignore")
        st.download_button("Save as HTML", as_html, f"{name}.html", "text/html", on_click="ignore")


def address_of(url: str) -> str:
    """Where the service is reached, from the address of a screen."""
    parts = urlsplit(url)
    folder = parts.path.rsplit("/", 1)[0]
    return f"{parts.scheme}://{parts.netloc}{folder}"
