"""What was read of one paper, for an officer to confirm or to correct."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from corpus.audit import Action, record
from corpus.context import KIND_NAMES
from corpus.corpus import Corpus
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.markdown import as_markdown, lines_as_markdown
from corpus.paper import Access, Kind, Sure, Voice
from corpus.reader import Reader
from corpus.workbench import Workbench
from ingest.checked import confirm_paper, paper_check
from ingest.correct import NoSuchPaper, correct
from ingest.facts.corrections import NONE, BadCorrection
from ingest.facts.manifest import ManifestError
from ingest.sync import IngestBusy
from ingest.unreadable import UnreadablePaper

LinkToPage = Callable[[HeldPaper, int, str], None]  # paper, page, what the link says
DATES = {
    "inspected_from": "First day of the inspection",
    "inspected_to": "Last day of the inspection",
    "meeting_date": "Day of the meeting",
    "published": "Published",
}
OF_INSPECTION = ("inspected_from", "inspected_to")
HOW = {"in text": "printed", "file name": "from the file’s name", "manifest": "stated", "officer": "corrected"}
SURE = {Sure.CERTAIN: "certain", Sure.LIKELY: "likely", Sure.UNSURE: "not sure: look at it"}


def show_read_paper(
    corpus: Corpus, workbench: Workbench, reader: Reader, paper_id: str, link_to_page: LinkToPage
) -> None:
    paper = corpus.catalogue.paper(paper_id, reader.scope())
    if paper is None:
        st.html("<p>It is not public, and you have not been named for it.</p>")
        return
    link_to_page(paper, 1, paper.facts.title)
    for concern in paper.quality.concerns:
        st.html(f'<p class="note">{escape(concern)}</p>')
    show_grades(corpus, paper, link_to_page)
    for said in st.session_state.pop(f"corrected {paper.id}", ()):
        st.success(as_markdown(said))
    check = paper_check(workbench, paper.id, paper.version)
    if check:
        day = date_in_words(check.at.date().isoformat())
        st.html(f"<p><strong>Confirmed</strong> by {escape(check.name)}, {day}.</p>")
    given, pressed = form_of(paper, confirmed=check is not None)
    if pressed:
        save(corpus, workbench, reader, paper, given)


def show_grades(corpus: Corpus, paper: HeldPaper, link_to_page: LinkToPage) -> None:
    rows = [judgement for _, judgement in corpus.catalogue.judgements([paper])]
    if not rows:
        return
    st.html("<p><strong>Grades read from it.</strong> They cannot be typed in. If one is wrong, withdraw the paper and "
            "tell whoever runs this service.</p>")  # fmt: skip
    for row in rows:
        said = row.grade or f"no grade ({row.why})"
        where = f", page {row.page}" if paper.paged else ""
        link_to_page(paper, row.page, f"{row.area.replace('_', ' ').capitalize()}: {said}{where}")


def form_of(paper: HeldPaper, *, confirmed: bool) -> tuple[dict[str, str], bool]:
    """What stands in the form, by field as corrections are written, and whether it was sent."""
    facts = paper.facts
    is_by_inspectors = facts.voice is Voice.INSPECTOR
    with st.form(f"facts {paper.id} {paper.version}"):
        kinds, marks = list(Kind), list(Access)
        kind = st.selectbox(
            label("Kind of paper", paper, "kind"),
            kinds,
            kinds.index(facts.kind),
            format_func=name_of,
            key=key(paper, "kind"),
        )
        authority = st.text_input(
            label("Council", paper, "authority"), facts.authority or "", key=key(paper, "authority")
        )
        title = st.text_input(label("Title", paper, "title"), facts.title, key=key(paper, "title"))
        days = {
            name: st.text_input(
                label(f"{said} (as 2023-06-16)", paper, name), getattr(facts, name) or "", key=key(paper, name)
            )
            for name, said in DATES.items()
            if name not in OF_INSPECTION or is_by_inspectors or getattr(facts, name)
        }
        about = facts.about_inspection or ""
        if not is_by_inspectors or about:
            about = st.text_input(
                label("Inspection that it tells of (as ILACS 18-29 November 2019)", paper, "about_inspection"),
                about,
                key=key(paper, "about_inspection"),
            )
        access = st.selectbox(
            label("Access", paper, "access"),
            marks,
            marks.index(facts.access),
            format_func=str.capitalize,
            key=key(paper, "access"),
        )
        pressed = st.form_submit_button("Save" if confirmed else "Confirm or correct", key=key(paper, "send"))
    given = {"kind": kind, "authority": authority.strip(), "title": title.strip(), "access": access}
    given["about_inspection"] = about.strip()
    return {**given, **{name: value.strip() for name, value in days.items()}}, pressed


def label(said: str, paper: HeldPaper, field: str) -> str:
    """The name of a fact, and how it is known: "Published (printed, page 1; certain)"."""
    source = paper.facts.sources.get(field)
    if source is None:
        return said
    page = f", page {source.page}" if source.page and paper.paged else ""
    return f"{said} ({HOW.get(source.how, source.how)}{page}; {SURE[source.sure]})"


def key(paper: HeldPaper, name: str) -> str:
    return f"{name} {paper.id} {paper.version}"


def name_of(kind: Kind) -> str:
    return KIND_NAMES[kind][:1].upper() + KIND_NAMES[kind][1:]


def save(corpus: Corpus, workbench: Workbench, reader: Reader, paper: HeldPaper, given: dict[str, str]) -> None:
    """Corrects what is other than was read, and notes that an officer has looked."""
    changed = {name: value or NONE for name, value in given.items() if value != str(getattr(paper.facts, name) or "")}
    version, lines = paper.version, ["Confirmed."]
    if changed:
        try:
            with st.spinner("Reading it again with these facts"):
                made = correct(corpus, paper.id, changed)
        except (BadCorrection, NoSuchPaper, IngestBusy, UnreadablePaper, ManifestError) as error:
            st.error(lines_as_markdown(str(error)))
            return
        version, lines = made.paper.version, [f"Corrected {change.in_words}" for change in made.changes]
        record(workbench, reader, Action.CORRECTED, made.paper.facts.title, "; ".join(lines))
    confirm_paper(workbench, reader, paper.id, version)
    st.session_state[f"corrected {paper.id}"] = lines
    st.rerun()
