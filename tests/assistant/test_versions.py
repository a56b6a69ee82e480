"""An old citation opens the page that it cited, as it was printed then, for those who may still see it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from assistant.answer import Citation
from assistant.ask import ask
from assistant.quoting.passage_link import PassageLink, link_to, marked_by, version_of
from assistant.quoting.quoted import citation
from assistant.screens.drawing import draw_page
from corpus.corpus import Corpus
from corpus.paper import Role
from corpus.reader import Reader
from corpus.schema import VersionRow
from corpus.scope import Scope
from ingest.sync import sync
from tests.conftest import PATIENCE, write_pdf

QUESTION = "What will the attendance service do before the summer holiday?"
BEFORE = "The attendance service will visit every secondary school before the summer holiday."
AFTER = "The attendance service will telephone four primary schools in the autumn term."
HEAD = ["Brackenford City Council", "Letter to schools, 12 March 2024"]


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    return tmp_path / "papers" / "letter.pdf"


@pytest.fixture
def cited(corpus: Corpus, letter: Path) -> Citation:
    """A citation of the letter as it was, before other bytes took its place on 3 May 2024."""
    write_pdf(letter, [*HEAD, BEFORE])
    sync(corpus, [letter.parent])
    (citation,) = [c for s in ask(corpus, QUESTION).statements for c in s.citations][:1]
    assert citation.quote == BEFORE
    write_pdf(letter, [*HEAD, AFTER])
    sync(corpus, [letter.parent])
    with corpus.catalogue.session() as session:
        newest = corpus.catalogue.versions(citation.paper, Scope())[0].version
        day = datetime(2024, 5, 3, 9, tzinfo=UTC)
        session.execute(update(VersionRow).where(VersionRow.id == newest).values(ingested=day))
    return citation


def shown(corpus: Corpus, link: PassageLink, role: Role = Role.PUBLIC) -> tuple[str, list[str]]:
    """What the screen says for the link in the address, and the labels of the links on it."""

    def script(corpus, reader):  # type: ignore[no-untyped-def]  # Streamlit runs its source by itself
        import streamlit as st

        from assistant.screens.page import show_page

        viewer = st.Page(lambda: None, title="Page", url_path="page")
        asker = st.Page(lambda: None, title="Ask", url_path="ask", default=True)
        st.navigation([asker, viewer], position="hidden")
        show_page(corpus, reader, viewer, asker)

    screen = AppTest.from_function(script, args=(corpus, Reader("r", "A reader", role)), default_timeout=PATIENCE)
    for name, value in link.as_query().items():
        screen.query_params[name] = value
    ran = screen.run()
    assert not ran.exception
    html = "".join(element.proto.body for element in ran.get("html"))
    said = LexborHTMLParser(html).text() + " ".join(warning.value for warning in ran.warning)
    return said, [item.proto.label for item in ran.get("page_link")]


@pytest.mark.parametrize("made", ["when it was cited", "from the citation alone", "from its address of old"])
def test_an_old_citation_opens_what_it_cited(corpus: Corpus, cited: Citation, made: str) -> None:
    link = link_to(corpus, cited, Scope(Role.PUBLIC))
    if made == "from the citation alone":
        link = PassageLink(cited.paper, cited.page or 1, cited.passage, 0, len(BEFORE))
    if made == "from its address of old":
        link = PassageLink(cited.paper, cited.page or 1, version=link.version)
    said, links = shown(corpus, link)
    assert BEFORE in said
    assert AFTER not in said
    assert "This is an earlier version of the paper, replaced on 3 May 2024." in said
    assert "Open the current version" in links


def test_the_page_of_an_earlier_version_is_drawn_from_its_own_file(corpus: Corpus, cited: Citation) -> None:
    found = version_of(corpus, link_to(corpus, cited, Scope(Role.PUBLIC)), Scope(Role.PUBLIC))
    assert found is not None
    before, link = found
    (now, _) = corpus.catalogue.versions(cited.paper, Scope())
    marked = marked_by(corpus, link, before)
    page = corpus.catalogue.page(before, 1)
    assert marked is not None
    assert page is not None
    assert marked.quote == BEFORE
    drawn = draw_page(corpus.file_of(before), page)
    assert drawn != draw_page(corpus.file_of(now), page)
    assert marked.spans_on(1)


def test_the_current_version_says_nothing_of_the_others(corpus: Corpus, cited: Citation) -> None:
    said, links = shown(corpus, PassageLink(cited.paper))
    assert AFTER in said
    assert "earlier version" not in said
    assert "Open the current version" not in links


def test_a_paper_that_was_read_anew_is_no_earlier_version(corpus: Corpus, cited: Citation, letter: Path) -> None:
    link = PassageLink(cited.paper, version=link_to(corpus, cited, Scope(Role.PUBLIC)).version)
    write_pdf(letter, [*HEAD, BEFORE])
    sync(corpus, [letter.parent], corrections={"title": "A letter"})
    assert "earlier version" not in shown(corpus, link)[0]


@pytest.mark.parametrize("closed", ["the version", "the paper"])
def test_both_the_version_and_the_paper_must_be_open(
    corpus: Corpus, cited: Citation, closed: str, letter: Path
) -> None:
    link = link_to(corpus, cited, Scope(Role.PUBLIC))
    if closed == "the paper":
        sync(corpus, [letter.parent], corrections={"access": "exempt"})
    else:
        oldest = corpus.catalogue.versions(cited.paper, Scope())[-1].version
        with corpus.catalogue.session() as session:
            session.execute(update(VersionRow).where(VersionRow.id == oldest).values(access="exempt"))
    for role in (Role.PUBLIC, Role.MEMBER):
        said, _ = shown(corpus, link, role)
        assert BEFORE not in said
        assert ("you may not read it" in said) == (closed == "the paper")
        assert "earlier version" not in said
    assert BEFORE in shown(corpus, link, Role.OFFICER)[0]


def test_a_link_that_names_a_version_survives_its_address() -> None:
    link = PassageLink("abc", 3, "abc-77", 10, 42, "0123456789ab")
    assert PassageLink(**{**link.as_query(), "page": 3, "start": 10, "end": 42}) == link  # type: ignore[arg-type]


def test_the_sheets_of_a_workbook_are_turned_over_like_pages(corpus: Corpus, tmp_path: Path) -> None:
    """A workbook has no page numbers; its sheets are parts of it, and a citation may stand in any of them."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Plan"  # type: ignore[union-attr]
    for name in ("Plan", "Visits", "Carers"):
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        sheet.append(["Issue", "Action"])
        sheet.append([f"{name} are late", f"Report what is late about {name} to the board each week"])
    (tmp_path / "plans").mkdir()
    book.save(tmp_path / "plans" / "plan.xlsx")
    sync(corpus, [tmp_path / "plans"])
    (paper,) = corpus.catalogue.papers(Scope())
    assert (paper.paged, paper.pages) == (False, 3)
    way = {"Next part", "Previous part"}
    for number, name, links in ((1, "Plan", {"Next part"}), (2, "Visits", way), (3, "Carers", {"Previous part"})):
        said, labels = shown(corpus, PassageLink(paper.id, number))
        assert f"part {number} of 3" in said
        assert f"what is late about {name}" in said
        assert way & set(labels) == links
    for held in corpus.catalogue.passages_of(paper):
        if "board" not in held.passage.text:
            continue
        number, quote = held.passage.segments[0].page, held.passage.text
        link = link_to(corpus, citation(paper, number, quote, None, held.key), Scope())
        assert (link.page, link.end - link.start) == (number, len(quote))
        assert "To the passage" not in " ".join(shown(corpus, link)[1])
