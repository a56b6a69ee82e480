"""What the screens show, short of a browser: Streamlit's own runner draws them."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from selectolax.lexbor import LexborHTMLParser
from streamlit.testing.v1 import AppTest

from assistant.answer import Answer, Citation, Note, Searched, Standing, Statement
from assistant.quoting.passage_link import PassageLink, link_from, number_in
from assistant.screens.about import with_scrolling_tables
from assistant.screens.drawing import FILL, WIDTH, PageNotDrawn, draw_page, mark_boxes
from assistant.screens.examples import example_questions
from assistant.screens.markup import marked_text
from assistant.screens.shown_answer import by_voice, numbered, searched_line, small_print
from assistant.screens.trouble import in_plain_words
from corpus.held import HeldPaper
from corpus.markdown import as_markdown, lines_as_markdown
from corpus.paper import Facts, Kind, Page, Voice, Word
from corpus.vectors import VectorStoreError
from tests.conftest import PATIENCE

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample" / "papers"


def citation(quote: str, page: int | None = 4, paper: str = "abc") -> Citation:
    return Citation(
        file="report.pdf", paper=paper, title="Inspection of <Brackenford>", authority="Brackenford",
        inspected_to="2023-09-29", published=None, page=page, paragraph="15", quote=quote, passage="abc-1",
    )  # fmt: skip


def said(text: str, voice: Voice, quoted_by: Voice | None = None, paper: str = "abc") -> Statement:
    return Statement(text=text, voice=voice, quoted_by=quoted_by, citations=[citation(text, paper=paper)])


def answer(standing: Standing, *statements: Statement, **more: object) -> Answer:
    searched = Searched(papers=14, passages=300, filters={"authority": ["Brackenford"]})
    return Answer.model_validate(
        {"question": "What <of> it?", "standing": standing, "statements": statements, "searched": searched, **more}
    )


def draw_turn(shown: Answer) -> str:
    """The turn as Streamlit draws it, as text."""

    def script(shown):  # type: ignore[no-untyped-def]  # Streamlit runs its source by itself, without our imports
        import streamlit as st

        from assistant.quoting.passage_link import PassageLink
        from assistant.screens.conversation import Turn
        from assistant.screens.shown_answer import show_turn

        viewer = st.Page(lambda: None, title="Page", url_path="page")
        st.navigation([viewer], position="hidden")
        said = [*shown.statements, *shown.closest]
        show_turn(1, Turn(shown, {c: PassageLink(c.paper) for s in said for c in s.citations}), {}, viewer)

    ran = AppTest.from_function(script, args=(shown,), default_timeout=PATIENCE).run()
    assert not ran.exception
    html = "".join(element.proto.body for element in ran.get("html"))
    links = " ".join(link.proto.label for link in ran.get("page_link"))
    return LexborHTMLParser(html).text() + " " + links.replace("\\", "")


def test_an_answer_stands_under_who_says_it() -> None:
    quoted = said("Too slow.", Voice.INSPECTOR, Voice.COUNCIL, "c")
    shown = draw_turn(
        answer(Standing.ANSWERED, said("It got better.", Voice.COUNCIL), said("It got worse.", Voice.INSPECTOR), quoted)
    )
    order = ["Inspectors said", "“It got worse.”", "Inspectors said, as quoted by the council", "The council said"]
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
    assert "[1] page 4, paragraph 15" in shown
    assert "What <of> it?" in shown
    assert "no language model" in shown
    assert "Check the paper before you quote it" in shown


def test_closest_passages_are_no_answer() -> None:
    near = said("Something near.", Voice.COUNCIL)
    shown = draw_turn(answer(Standing.NOT_IN_PAPERS, closest=[near]))
    assert shown.index("The papers do not say") < shown.index("These do not answer the question")
    assert shown.index("These do not answer the question") < shown.index("Something near.")
    assert "14 papers (authority: Brackenford)" in shown


def test_the_standing_is_not_said_twice() -> None:
    note = Note(kind="coverage", text="No JTAI is held, so the papers do not say.")
    shown = draw_turn(answer(Standing.NOT_IN_PAPERS, notes=[note]))
    assert shown.count("do not say") == 1


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing.PARTLY, "only part"),
        (Standing.PREMISE_CORRECTED, "contradict"),
        (Standing.NEEDS_DETAIL, "more than one way"),
        (Standing.REFUSED, "not something"),
    ],
)
def test_every_standing_is_said_in_words(standing: Standing, words: str) -> None:
    lead = "Which inspection do you mean?"
    shown = draw_turn(answer(standing, lead=lead))
    assert words in shown
    assert lead in shown


def test_register_statements_are_lines_and_no_quotations() -> None:
    row = Statement(
        text="Overall effectiveness: good", voice=Voice.INSPECTOR, kind="register", citations=[citation("Good")]
    )
    shown = draw_turn(answer(Standing.ANSWERED, row))
    assert "Overall effectiveness: good" in shown
    assert "“Overall" not in shown


def test_voices_come_once_each_and_in_date_order_within() -> None:
    mixed = [
        said("1", Voice.COUNCIL),
        said("2", Voice.INSPECTOR),
        said("3", Voice.COUNCIL),
        said("4", Voice.INSPECTOR),
    ]
    assert [(heading, [s.text for s in group]) for heading, group in by_voice(mixed)] == [
        ("Inspectors said", ["2", "4"]),
        ("The council said", ["1", "3"]),
    ]
    numbers = numbered(answer(Standing.ANSWERED, *mixed))
    assert [c.quote for c in numbers] == ["2", "4", "1", "3"]
    assert list(numbers.values()) == [1, 2, 3, 4]


def test_what_a_model_wrote_stands_without_quotation_marks_above_the_words_that_bear_it_out() -> None:
    wrote = said("The duty team was slow.", Voice.INSPECTOR).model_copy(
        update={"kind": "written", "citations": [citation("The duty team had been slow to act.")]}
    )
    shown = draw_turn(answer(Standing.ANSWERED, wrote, model="openai:x"))
    assert "“The duty team was slow." not in shown
    assert shown.index("The duty team was slow.") < shown.index("“The duty team had been slow to act.”")
    assert "[1] page 4, paragraph 15" in shown


def test_small_print_names_a_model_that_wrote() -> None:
    assert "language model gpt-x" in small_print(answer(Standing.ANSWERED, said("a", Voice.PRESS), model="gpt-x"))


def test_one_paper_is_one_paper() -> None:
    assert searched_line(Searched(papers=1, passages=3, filters={})) == "Looked through 1 paper."


@given(st.text(), st.integers(0, 30), st.integers(1, 30))
def test_marked_text_shows_all_of_the_text_and_marks_the_span(text: str, start: int, length: int) -> None:
    # a browser reads a carriage return and a NUL as something else; no page has them
    text = text.replace("\r", " ").replace("\0", " ")
    shown = LexborHTMLParser(f"<pre>.{marked_text(text, [(start, start + length)])}</pre>")
    assert [pre.text() for pre in shown.css("pre")] == [f".{text}"]
    assert "".join(mark.text() for mark in shown.css("mark")) == text[start : start + length]


def test_markup_in_a_paper_stays_text() -> None:
    shown = marked_text("<script>alert(1)</script> & so on", [(0, 8)])
    assert "<script" not in shown
    assert as_markdown("[a](b) *c* $d$ :red[e]") == r"\[a\]\(b\) \*c\* \$d\$ \:red\[e\]"
    assert lines_as_markdown("![a](b)\nc") == "\\!\\[a\\]\\(b\\)  \nc"


@given(st.dictionaries(st.sampled_from(["paper", "page", "passage", "start", "end"]), st.text(max_size=8)))
def test_any_address_is_a_link_or_none(query: dict[str, str]) -> None:
    link = link_from(query)
    assert link is None or link_from(link.as_query()) is not None


def test_a_link_survives_its_address() -> None:
    link = PassageLink("abc", 3, "abc-77", 10, 42)
    assert link_from(link.as_query()) == link
    assert link_from({"paper": "abc", "page": "three"}) is None


@pytest.mark.parametrize("written", ["-1", "²", "9" * 20, "9" * 5000, "", "1.5", " 1"])
def test_no_number_in_an_address_is_too_much_for_a_database(written: str) -> None:
    assert number_in(written) is None
    assert link_from({"paper": "abc", "page": written}) is None


def held(kind: Kind, said_on: str, authority: str = "Brackenford", voice: Voice = Voice.INSPECTOR) -> HeldPaper:
    facts = Facts(title="T", kind=kind, authority=authority, published=said_on, voice=voice)
    return HeldPaper(said_on, "f.pdf", "current", 1, 2, True, facts)


def test_examples_name_what_the_papers_hold() -> None:
    papers = [
        held(Kind.INSPECTION_REPORT, "2014-05-09"),
        held(Kind.INSPECTION_REPORT, "2023-11-17"),
        held(Kind.MINUTES, "2024-01-23", voice=Voice.COUNCIL),
    ]
    headings = ["The experiences and progress of care leavers"]
    assert example_questions(papers, headings, name_council=False) == [
        "What did the latest inspection say about care leavers?",
        "What did inspectors say needs to improve in May 2014?",
        "How have the judgements changed since 2014?",
        "What was decided in January 2024?",
    ]
    assert "in Brackenford" in example_questions(papers, headings, name_council=True)[0]


def test_examples_never_ask_for_what_is_not_held() -> None:
    assert example_questions([], [], name_council=False) == []
    only_news = [replace(held(Kind.NEWS, "2020-01"), facts=Facts(title="N", kind=Kind.NEWS, voice=Voice.PRESS))]
    assert example_questions(only_news, [], name_council=False) == []


def test_a_box_is_filled_and_outlined_and_print_stays_black() -> None:
    page = Image.new("RGB", (200, 200), "white")
    page.paste((0, 0, 0), (50, 50, 60, 60))
    marked = np.asarray(mark_boxes(page, [(20.0, 20.0, 40.0, 40.0)], 2.0))
    assert tuple(marked[45, 45]) == FILL
    assert tuple(marked[55, 55]) == (0, 0, 0)
    assert tuple(marked[100, 100]) == (255, 255, 255)
    edge = marked[60, 30:50].astype(int).sum(axis=1)
    assert edge.min() < 200, "the outline is dark, so that the mark does not rest on colour alone"


def test_a_page_whose_file_is_gone_or_no_pdf_is_not_drawn(tmp_path: Path) -> None:
    page = Page(1, "text", (), (), 595.0, 842.0)
    with pytest.raises(PageNotDrawn, match=r"gone\.pdf"):
        draw_page(tmp_path / "gone.pdf", page)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"<html>not found</html>")
    with pytest.raises(PageNotDrawn, match=r"broken\.pdf"):
        draw_page(broken, page)


def test_a_page_is_drawn_at_full_width() -> None:
    file = next(SAMPLE.glob("ofsted/*.pdf"))
    drawn = Image.open(io.BytesIO(draw_page(file, Page(1, "", (), (), 595.0, 842.0))))
    assert drawn.width == pytest.approx(1200, abs=1)
    assert drawn.format == "PNG"


def test_trouble_is_told_without_addresses() -> None:
    words = in_plain_words(VectorStoreError("Chroma at http://10.0.0.7:8000 did not answer"))
    assert "search index" in words
    assert "10.0.0.7" not in words


def test_the_page_of_a_picture_is_drawn_with_its_box(tmp_path: Path) -> None:
    scan = tmp_path / "scan.tiff"
    Image.new("RGB", (620, 877), "white").save(scan, save_all=True, append_images=[Image.new("RGB", (620, 877), "red")])
    page = Page(2, "Minutes", (), (Word(0, 7, 100, 100, 300, 120),), width=595, height=842)
    image = Image.open(io.BytesIO(draw_page(scan, page, [(0, 7)])))
    assert image.size == (WIDTH, round(WIDTH * 877 / 620))
    assert image.getpixel((10, 10)) == (255, 0, 0)
    assert image.getpixel((round(200 * WIDTH / 595), round(110 * WIDTH / 595))) == (FILL[0], 0, 0)
    with pytest.raises(PageNotDrawn, match="no page 3"):
        draw_page(scan, replace(page, number=3))


def test_a_table_that_scrolls_is_named_by_the_heading_above_it() -> None:
    html = with_scrolling_tables("<h1>About</h1><h2>How well</h2><p>x</p><table></table><h2>Else</h2><table></table>")
    assert html.count("</table></div>") == 2
    assert [part.split('"')[0] for part in html.split('aria-label="')[1:]] == ["Table: How well", "Table: Else"]
    assert "<h2>Else</h2>" in html
