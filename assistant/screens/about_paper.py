"""Under a page: search inside its paper, what cites it, how well it was read, and its versions."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import streamlit as st
from streamlit.navigation.page import Page as Screen

from assistant.briefing.rights import for_reader
from assistant.briefing.store import Briefings
from assistant.lookups.judgements import plain_area, shown
from assistant.quoting.passage_link import VERSION_LETTERS, PassageLink, link_from, version_of
from assistant.tracker.item import items_of
from assistant.tracker.tracked import KINDS
from corpus.corpus import Corpus
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.markdown import as_markdown
from corpus.reader import Reader
from corpus.workbench import Workbench

MOST_FOUND = 20
AROUND = 60  # characters on each side of what was found
HOW = {
    "in text": "printed in the paper",
    "file name": "from the name of its file",
    "manifest": "stated when it was added",
    "inferred": "inferred, not printed",
    "officer": "corrected by an officer",
}
FACTS = {
    "title": "Title",
    "kind": "Kind",
    "authority": "Council",
    "framework": "Framework",
    "inspected_from": "First day of the inspection",
    "inspected_to": "Last day of the inspection",
    "meeting_date": "Meeting",
    "published": "Published",
    "publisher": "Publisher",
    "about_inspection": "About the inspection",
    "access": "Access",
    "licence": "Licence",
}


def show_about_paper(corpus: Corpus, workbench: Workbench, reader: Reader, viewer: Screen, briefings: Screen) -> None:
    """For the paper in the address; nothing where the reader may not see it."""
    link = link_from(st.query_params)
    found = version_of(corpus, link, reader.scope()) if link else None
    if found is None:
        return
    paper, _ = found
    st.html("<h2>About this paper</h2>")
    show_search(corpus, paper, viewer)
    with st.expander("Statements that cite it"):
        show_citing(corpus, workbench, reader, paper, viewer, briefings)
    with st.expander("What is known of it"):
        show_facts(paper)
    with st.expander("How well it was read"):
        show_quality(paper)
    with st.expander("Versions"):
        show_versions(corpus, reader, paper, viewer)


def show_search(corpus: Corpus, paper: HeldPaper, viewer: Screen) -> None:
    wanted = st.text_input("Search inside this paper", key=f"inside {paper.id} {paper.version}").strip()
    if not wanted:
        return
    hits = list(occurrences(corpus, paper, wanted))
    many = f" The first {MOST_FOUND} are shown." if len(hits) > MOST_FOUND else ""
    count = "1 place" if len(hits) == 1 else f"{len(hits)} places"
    st.html(f'<p role="status">Found in {count}.{many}</p>')
    for words, place in hits[:MOST_FOUND]:
        where = f"Page {place.page}" if paper.paged else "Open"
        st.page_link(viewer, label=as_markdown(f"{where}: {words}"), query_params=place.as_query())


def occurrences(corpus: Corpus, paper: HeldPaper, wanted: str) -> Iterator[tuple[str, PassageLink]]:
    """Each place where the words stand in a row, with some words around and the link that marks it."""
    version = corpus.catalogue.stored_file(paper)[:VERSION_LETTERS]
    folded = wanted.lower()
    for held in corpus.catalogue.passages_of(paper):
        text = held.passage.text
        start = text.lower().find(folded)
        while start >= 0:
            end = min(start + len(wanted), len(text))
            page = held.passage.parts(start, end)[0][0].page
            around = text[max(0, start - AROUND) : end + AROUND]
            yield f"… {around} …", PassageLink(paper.id, page, held.key, start, end, version)
            start = text.lower().find(folded, end)


def show_citing(
    corpus: Corpus, workbench: Workbench, reader: Reader, paper: HeldPaper, viewer: Screen, briefings: Screen
) -> None:
    """The registers' rows that stand in it, and the statements of briefings that the reader may see."""
    rows = corpus.catalogue.judgements([paper])
    items = items_of(corpus.catalogue, [paper])
    for _, judgement in rows:
        grade = shown(judgement.grade, judgement.quote) if judgement.grade else f"no grade ({judgement.why})"
        area = plain_area(judgement)
        label = f"Judgement, {area}: {grade}"
        st.page_link(viewer, label=as_markdown(label), query_params=PassageLink(paper.id, judgement.page).as_query())
    for item in items:
        st.page_link(
            viewer, label=as_markdown(f"{KINDS[item.row.kind]}: {item.row.text}"), query_params=item.link.as_query()
        )
    citing = list(in_briefings(corpus, workbench, reader, paper))
    for number, title, text in citing:
        label = f"Briefing “{title}”: {text}"
        st.page_link(briefings, label=as_markdown(label), query_params={"briefing": str(number)})
    if not (rows or items or citing):
        st.html("<p>None.</p>")


def in_briefings(
    corpus: Corpus, workbench: Workbench, reader: Reader, paper: HeldPaper
) -> Iterator[tuple[int, str, str]]:
    for number, whole in Briefings(workbench).citing(reader, paper.id):
        briefing = for_reader(whole, corpus.catalogue, reader.scope())
        texts = [line.text for line in briefing.lines() if any(r.citation.paper == paper.id for r in line.references)]
        for text in dict.fromkeys(texts):
            yield number, briefing.title, text


def show_facts(paper: HeldPaper) -> None:
    facts = paper.facts
    lines = []
    for field, name in FACTS.items():
        value = getattr(facts, field)
        if not value:
            continue
        source = facts.sources.get(field)
        how = HOW.get(source.how if source else facts.known.get(field, ""), "")
        where = f", page {source.page}" if source and source.page and paper.paged else ""
        quote = f": “{source.quote}”" if source and source.quote and source.page else ""
        said = (
            date_in_words(value) if field in ("inspected_from", "inspected_to", "meeting_date", "published") else value
        )
        told = f" ({how}{where}{quote})" if how else ""
        lines.append(f"<p><strong>{name}:</strong> {escape(str(said).replace('_', ' '))}{escape(told)}</p>")
    st.html("".join(lines))


def show_quality(paper: HeldPaper) -> None:
    quality = paper.quality
    pages = "1 page" if quality.pages == 1 else f"{quality.pages} pages"
    lines = [f"<p>{pages} read. {quality.boilerplate} running headers, footers and the like left out.</p>"]
    if quality.ocr_pages:
        numbers = ", ".join(str(page) for page in quality.ocr_pages)
        lines.append(f"<p>Read from a picture by OCR: page {numbers}.</p>")
    lines += [f'<p class="note">{escape(concern)}</p>' for concern in quality.concerns]
    if not quality.concerns:
        lines.append("<p>Nothing that an officer should look at was found.</p>")
    st.html("".join(lines))


def show_versions(corpus: Corpus, reader: Reader, paper: HeldPaper, viewer: Screen) -> None:
    for version in corpus.catalogue.versions(paper.id, reader.scope()):
        name = corpus.catalogue.stored_file(version)[:VERSION_LETTERS]
        said = f"until {date_in_words(version.replaced_on)}" if version.replaced_on else "as it is now"
        pages = f", {version.pages} pages" if version.paged else ""
        label = f"{version.facts.title}, {said}{pages}"
        st.page_link(viewer, label=as_markdown(label), query_params=PassageLink(paper.id, version=name).as_query())
