"""Adding papers: files dropped or fetched, how far they are, what was read of them, and what to do where one failed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from corpus.audit import Action, record
from corpus.corpus import Corpus
from corpus.markdown import lines_as_markdown
from corpus.reader import Reader
from corpus.workbench import Workbench
from ingest.added import MOST_FILES, MOST_MEGABYTES, BadUpload, added_folder, keep_upload
from ingest.adding import Adding, start_adding, start_fetching
from ingest.plan import Outcome
from ingest.report import FileOutcome
from ingest.screens.read_paper import LinkToPage, show_read_paper
from ingest.sources.source import SourceError, read_sources, source_named

EVERY = 1.0  # seconds between two looks at how far it is
SAID = {
    Outcome.CREATED: "Added",
    Outcome.UPDATED: "New version of a paper held",
    Outcome.UNCHANGED: "Held already, unchanged",
    Outcome.MOVED: "Held already under another name",
    Outcome.DUPLICATE: "Held already: the same text as another paper",
    Outcome.WITHDRAWN: "Withdrawn: its file is gone",
    Outcome.FAILED: "Could not be read",
}


def show_add_papers(corpus: Corpus, workbench: Workbench, reader: Reader, link_to_page: LinkToPage) -> None:
    """The screen, for officers; ``link_to_page`` puts a link to a page of a paper."""
    st.html("<h1>Add papers</h1>")
    adding: Adding | None = st.session_state.get("adding")
    if adding and adding.is_running:
        st.fragment(show_progress, run_every=EVERY)(adding)
        return
    if adding:
        show_outcome(corpus, workbench, reader, adding, link_to_page)
    show_drop(corpus, workbench, reader)
    show_fetch(corpus, workbench, reader)


def show_drop(corpus: Corpus, workbench: Workbench, reader: Reader) -> None:
    with st.form("drop", clear_on_submit=True):
        st.html(
            "<h2>From this computer</h2><p>PDF, Word, web pages, spreadsheets, slides, e-mails, pictures of pages and "
            f"plain text, up to {MOST_MEGABYTES} megabytes each and {MOST_FILES} at once. A file of the same name as "
            "one added before is taken as its new version.</p>"
        )
        files = st.file_uploader("Files", accept_multiple_files=True, max_upload_size=MOST_MEGABYTES)
        pressed = st.form_submit_button("Add these papers", type="primary")
    if not pressed:
        return
    if not files:
        st.error("Choose one file or more.")
        return
    if len(files) > MOST_FILES:
        st.error(f"{len(files)} files were chosen. Add {MOST_FILES} at most at once.")
        return
    kept: list[str] = []
    for file in files:
        try:
            kept.append(keep_upload(corpus.settings, file.name, file.getvalue()).name)
        except BadUpload as error:
            st.error(lines_as_markdown(str(error)))
    if kept:
        record(workbench, reader, Action.ADDED, f"{len(kept)} files", ", ".join(kept))
        st.session_state["adding"] = start_adding(corpus, [added_folder(corpus.settings)])
        st.session_state["dropped"] = kept
        st.rerun()


def show_fetch(corpus: Corpus, workbench: Workbench, reader: Reader) -> None:
    st.html(
        "<h2>From a source</h2><p>Ofsted’s page of a council, or a committee on the council’s ModernGov site. What is "
        "new there since the last time is fetched.</p>"
    )
    try:
        sources = read_sources(corpus.settings.home)
    except SourceError as error:
        st.error(lines_as_markdown(str(error)))
        return
    with st.form("fetch"):
        listed = (
            st.selectbox("Source", ["", *sources], format_func=lambda name: name or "An address:") if sources else ""
        )
        address = st.text_input("Address")
        pressed = st.form_submit_button("Fetch and add")
    if not pressed:
        return
    try:
        source = source_named(listed or address.strip(), corpus.settings.home)
    except SourceError as error:
        st.error(lines_as_markdown(str(error)))
        return
    record(workbench, reader, Action.FETCHED, source.name, source.url)
    folder = source.folder or corpus.settings.home / "fetched" / source.name
    st.session_state["adding"] = start_fetching(corpus, source, folder)
    st.session_state["dropped"] = None
    st.rerun()


def show_progress(adding: Adding) -> None:
    """Drawn anew every second while papers are read."""
    if not adding.is_running:
        st.rerun()
    progress = adding.progress
    if adding.stopping.is_asked:
        said = "Stopping. What is done so far is kept"
    elif adding.fetching:
        said = f"Fetching: {adding.fetching}"
    elif progress and progress.file:
        said = f"Reading file {progress.files + 1} of {progress.total}: {progress.file}"
    else:
        said = "Looking at the files" if progress is None else "Finishing"
    left = None if adding.stopping.is_asked else adding.seconds_left()
    time_left = f" About {time_in_words(left)} left." if left is not None and progress and progress.file else ""
    st.html(f'<p role="status">{escape(said)}.{time_left}</p>')
    st.progress(progress.files / progress.total if progress and progress.total else 0.0, text="Files done")
    st.button("Stop", on_click=adding.stop, disabled=adding.stopping.is_asked)


def time_in_words(seconds: float) -> str:
    if seconds < 60:
        return f"{max(1, round(seconds))} seconds" if round(seconds) > 1 else "1 second"
    minutes = round(seconds / 60)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def show_outcome(
    corpus: Corpus, workbench: Workbench, reader: Reader, adding: Adding, link_to_page: LinkToPage
) -> None:
    if adding.trouble:
        st.error(lines_as_markdown(adding.trouble))
    if adding.fetched:
        for reason in [*adding.fetched.failed_pages, *(d.reason for d in adding.fetched.documents if d.reason)]:
            st.warning(lines_as_markdown(str(reason)))
    if adding.report is None:
        return
    if adding.report.stopped:
        if not adding.report.files:
            st.warning("Stopped. No paper was added; the files are kept, and read when papers are added next.")
            return
        st.warning("Stopped. What is listed here is done; the others are kept, and read when papers are added next.")
    files = to_show(adding.report.files, st.session_state.get("dropped"))
    st.html("<h2>What was read</h2>" + ("" if files else "<p>Nothing is new.</p>"))
    for file in files:
        show_file(corpus, workbench, reader, file, link_to_page)


def to_show(files: Sequence[FileOutcome], dropped: Sequence[str] | None) -> list[FileOutcome]:
    """What has changed or failed, and of what was just dropped everything."""
    quiet = (Outcome.UNCHANGED, Outcome.MOVED, Outcome.DUPLICATE)
    return [file for file in files if file.outcome not in quiet or file.file in (dropped or ())]


def show_file(
    corpus: Corpus, workbench: Workbench, reader: Reader, file: FileOutcome, link_to_page: LinkToPage
) -> None:
    with st.container(border=True):
        st.html(f"<h3>{escape(file.file)}</h3><p><strong>{SAID[file.outcome]}.</strong></p>")
        if file.reason:
            st.html(f'<p class="note">{escape(file.reason)}</p>')
        if file.outcome is Outcome.FAILED:
            st.html("<p>Mend what is named here and add the file again; the papers held are as they were.</p>")
        elif file.paper and file.outcome is not Outcome.WITHDRAWN:
            show_read_paper(corpus, workbench, reader, file.paper, link_to_page)
