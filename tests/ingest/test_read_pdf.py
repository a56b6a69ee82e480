import io
import re
from itertools import pairwise

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.paper import Block, BlockKind, Page, Pages
from ingest.passages import passages_of
from ingest.readers.read_pdf import read_pdf
from ingest.unreadable import UnreadablePaper
from tests.ingest.typist import FOOTER, GRADES, HEIGHT, LEFT, PARAGRAPHS, RIGHT, WIDTH, Typist


@pytest.fixture(scope="module")
def report() -> Pages:
    typist = Typist()
    typist.lines(
        ["Inspection of Brackenford local authority", "children’s services"], size=20, font="Helvetica-Bold", step=24
    )
    typist.lines(["Inspection dates: 5 to 16 June 2023"], font="Helvetica-Bold")
    typist.grades()
    typist.lines(
        ["The experiences and progress of children who need help and", "protection: requires improvement to be good"],
        font="Helvetica-Bold",
        size=14,
        step=17,
    )
    typist.wrapped(PARAGRAPHS[0], "1.")
    rest = typist.wrapped(PARAGRAPHS[2], "2.", until=2)
    typist.y = 120
    typist.lines(["1 Inspectors read the records of thirty children."], size=8)
    typist.page(1)
    typist.lines(rest, LEFT + 30)
    typist.wrapped(PARAGRAPHS[1], "3.")
    typist.lines(["What needs to improve?"], font="Helvetica-Bold", size=14)
    typist.wrapped("The timeliness of reviews, so that no child waits longer than the law allows.", "•", indent=15)
    typist.wrapped("Support for carers.", "•", indent=15)
    typist.page(2)
    typist.lines(["Leaders work in a multi-", "agency team. They use the infor-", "mation that they hold."], LEFT)
    typist.lines(["A new paragraph stands here on its own."], LEFT)
    typist.page(3)
    return read_pdf(typist.data())


def text(page: Page, block: Block) -> str:
    return page.text[block.label_end : block.end]


def blocks(pages: Pages, kind: BlockKind) -> list[str]:
    return [text(page, block) for page in pages.pages for block in page.blocks if block.kind is kind]


def test_blocks_cover_the_text_of_their_page(report: Pages) -> None:
    for page in report.pages:
        assert page.blocks[0].start == 0
        assert page.blocks[-1].end == len(page.text)
        assert all(page.text[a.end : b.start] == "\n" for a, b in pairwise(page.blocks))


def test_each_word_has_its_box_on_the_page(report: Pages) -> None:
    for page in report.pages:
        assert (page.width, page.height) == pytest.approx((WIDTH, HEIGHT))
        boxed = "".join(page.text[word.start : word.end] for word in page.words)
        assert boxed == re.sub(r"\s", "", page.text)
        assert all(0 <= w.x0 < w.x1 <= WIDTH and 0 <= w.y0 < w.y1 <= HEIGHT for w in page.words)


def test_box_is_where_the_word_is_drawn(report: Pages) -> None:
    page = report.pages[1]
    at = page.text.index("What needs to improve?")
    word = next(w for w in page.words if w.start == at)
    assert word.x0 == pytest.approx(LEFT, abs=2)
    assert word.x1 == pytest.approx(LEFT + stringWidth("What", "Helvetica-Bold", 14), abs=2)
    assert word.y1 - word.y0 < 20


def test_a_wrapped_heading_is_one_heading(report: Pages) -> None:
    headings = blocks(report, BlockKind.HEADING)
    assert "Inspection of Brackenford local authority children’s services" in headings
    assert (
        "The experiences and progress of children who need help and protection: requires improvement to be good"
        in headings
    )


def test_larger_headings_are_higher(report: Pages) -> None:
    levels = {text(p, b): b.level for p in report.pages for b in p.blocks if b.kind is BlockKind.HEADING}
    assert levels["Inspection of Brackenford local authority children’s services"] < levels["What needs to improve?"]


def test_dates_in_bold_stay_citable_text(report: Pages) -> None:
    assert "Inspection dates: 5 to 16 June 2023" in blocks(report, BlockKind.PARAGRAPH)


def test_a_grade_table_has_a_row_for_each_judgement(report: Pages) -> None:
    page = report.pages[0]
    rows = [block for block in page.blocks if block.kind is BlockKind.ROW]
    assert [tuple(page.text[s:e] for s, e in row.cells) for row in rows] == [
        (" ".join(label), " ".join(grade)) for label, grade in GRADES
    ]
    assert {row.columns for row in rows} == {("Judgement", "Grade")}


def test_numbers_are_labels_and_not_text(report: Pages) -> None:
    numbered = [
        (b.number, text(p, b)[:9]) for p in report.pages for b in p.blocks if b.number and b.kind is BlockKind.PARAGRAPH
    ]
    assert numbered == [("1", "Children "), ("2", "Plans are"), ("3", "Strategy ")]
    page = report.pages[0]
    first = next(b for b in page.blocks if b.number == "1")
    assert page.text[first.start : first.label_end] == "1. "


def test_a_paragraph_broken_over_two_pages_goes_on(report: Pages) -> None:
    first = report.pages[1].blocks[0]
    assert first.continues
    assert first.kind is BlockKind.PARAGRAPH
    passage = next(p for p in passages_of(report) if p.paragraph == "2")
    assert passage.text == PARAGRAPHS[2]
    assert [segment.page for segment in passage.segments] == [1, 2]


def test_the_second_line_of_a_numbered_paragraph_may_stand_under_its_number() -> None:
    typist = Typist()
    typist.lines(["1. Homes"], font="Helvetica-Bold")
    typist.lines(
        [
            "1.1 There are more brothers and sisters who need a home than homes that take them. Of the",
            "63 families in care, 27 are split between two homes.",
        ]
    )
    typist.y -= 8
    typist.lines(
        [
            "1.2 For the first time fewer than a third of our children live with the council’s own carers.",
            "Their place has been taken by agencies.",
        ]
    )
    passages = passages_of(read_pdf(typist.data()))
    assert [(p.paragraph, p.text.split(". ")[-1]) for p in passages if p.paragraph] == [
        ("1.1", "Of the 63 families in care, 27 are split between two homes."),
        ("1.2", "Their place has been taken by agencies."),
    ]


def test_running_footers_and_page_numbers_are_furniture(report: Pages) -> None:
    furniture = blocks(report, BlockKind.FURNITURE)
    assert furniture.count(FOOTER) == 3
    assert not any(FOOTER in passage.text or "16 June 2023 2" in passage.text for passage in passages_of(report))


def test_a_footnote_is_a_block_of_its_own(report: Pages) -> None:
    assert blocks(report, BlockKind.FOOTNOTE) == ["Inspectors read the records of thirty children."]
    notes = [p for p in passages_of(report) if p.kind is BlockKind.FOOTNOTE]
    assert [(p.text, p.paragraph) for p in notes] == [("Inspectors read the records of thirty children.", None)]


def test_bullets_are_told_from_text(report: Pages) -> None:
    assert blocks(report, BlockKind.BULLET) == [
        "The timeliness of reviews, so that no child waits longer than the law allows.",
        "Support for carers.",
    ]


def test_a_hyphen_stays_where_the_word_has_one(report: Pages) -> None:
    paragraphs = blocks(report, BlockKind.PARAGRAPH)
    assert "Leaders work in a multi-agency team. They use the information that they hold." in paragraphs
    assert "A new paragraph stands here on its own." in paragraphs


def test_footnote_marks_do_not_break_words() -> None:
    typist = Typist()
    typist.lines(["Review of the safeguarding board"], x=LEFT)
    typist.canvas.setFont("Helvetica", 12)
    typist.canvas.drawString(LEFT, 600, "The board meets often.")
    end = LEFT + stringWidth("The board meets often.", "Helvetica", 12)
    typist.canvas.setFont("Helvetica", 7)
    typist.canvas.drawString(end, 605, "3")
    typist.canvas.setFont("Helvetica", 12)
    typist.canvas.drawString(end + 8, 600, "It has a new chair.")
    pages = read_pdf(typist.data())
    passage = next(p for p in passages_of(pages) if "chair" in p.text)
    assert "The board meets often. It has a new chair." in passage.text
    assert "3" in blocks(pages, BlockKind.FURNITURE)


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    typist = Typist()
    left = [f"Left column line {n} of the leaflet" for n in range(1, 6)]
    right = [f"right column line {n} of the leaflet" for n in range(1, 6)]
    for x, column in ((60, left), (330, right)):
        for k, line in enumerate(column):
            typist.canvas.drawString(x, 700 - 15 * k, line)
    page = read_pdf(typist.data()).pages[0]
    assert page.text.index(left[-1]) < page.text.index(right[0])


def test_contents_lines_are_furniture() -> None:
    typist = Typist()
    typist.lines(["Contents"], size=16, font="Helvetica-Bold")
    for n, name in enumerate(["Summary of findings", "Help and protection", "Children in care", "Leaders"], 3):
        typist.canvas.drawString(LEFT, typist.y, name)
        typist.canvas.drawRightString(RIGHT, typist.y, str(n))
        typist.y -= 16
    typist.page(1)
    typist.wrapped(PARAGRAPHS[0], "1.")
    passages = passages_of(read_pdf(typist.data()))
    assert [p.text for p in passages if "Help and protection" in p.text] == []


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_is_read_upright_and_boxed_as_shown(rotation: int) -> None:
    typist = Typist()
    typist.wrapped(PARAGRAPHS[0], "1.")
    turned = io.BytesIO()
    with pdfium.PdfDocument(typist.data()) as document:
        document[0].set_rotation(rotation)
        document.save(turned)
    page = read_pdf(turned.getvalue()).pages[0]
    assert page.text == f"1. {PARAGRAPHS[0]}"
    assert (page.width, page.height) == pytest.approx((HEIGHT, WIDTH) if rotation != 180 else (WIDTH, HEIGHT))
    upright = page.words[0]  # the label, near the top left of the page before it was turned
    assert (upright.x0 > page.width / 2) == (rotation in (90, 180))
    assert (upright.y0 > page.height / 2) == (rotation in (180, 270))


def test_a_scanned_page_is_read_with_its_boxes() -> None:
    typist = Typist()
    typist.wrapped(PARAGRAPHS[0], "1.")
    with pdfium.PdfDocument(typist.data()) as drawn:
        image = drawn[0].render(scale=2).to_pil()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT))
    canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)
    canvas.save()
    page = read_pdf(buffer.getvalue()).pages[0]
    assert page.ocr
    assert "Children in Brackenford receive help early." in page.text
    word = next(w for w in page.words if page.text[w.start : w.end] == "Brackenford")
    x = LEFT + 30 + stringWidth("Children in ", "Helvetica", 12)
    assert (word.x0 + word.x1) / 2 == pytest.approx(x + stringWidth("Brackenford", "Helvetica", 12) / 2, abs=6)
    assert word.y0 < 80 < word.y1 + 4


def test_a_locked_pdf_says_so() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret"))
    canvas.drawString(100, 700, "Exempt information")
    canvas.save()
    with pytest.raises(UnreadablePaper, match="password"):
        read_pdf(buffer.getvalue())


def test_a_truncated_pdf_says_so() -> None:
    typist = Typist()
    typist.wrapped(PARAGRAPHS[0], "1.")
    with pytest.raises(UnreadablePaper, match="damaged"):
        read_pdf(typist.data()[:300])


def test_a_pdf_without_text_or_scan_says_so() -> None:
    typist = Typist()
    typist.canvas.rect(100, 100, 200, 200)
    with pytest.raises(UnreadablePaper, match="no text"):
        read_pdf(typist.data())


@pytest.mark.parametrize(("start", "whole"), [("infor-", "information"), ("multi-", "multi-agency")])
def test_a_word_cut_by_a_page_break_is_found_whole(start: str, whole: str) -> None:
    typist = Typist()
    typist.wrapped("Good information is shared. The right information matters to every child.")
    typist.wrapped(f"Leaders of all the teams that work with families use the {start}")
    typist.turn()
    rest = whole.removeprefix(start.removesuffix("-")).removeprefix("-")
    typist.wrapped(f"{rest} they hold. They act on it.")
    pages = read_pdf(typist.data())
    passage = next(p for p in passages_of(pages) if "Leaders" in p.text)
    assert f"use the {whole} they hold." in passage.text
    texts = {page.number: page.text for page in pages.pages}
    parts = passage.parts(0, len(passage.text))
    assert [texts[place.page][place.start : place.end] for place, _ in parts] == [words for _, words in parts]
    assert [place.page for place, _ in parts][-1] == 2


def test_a_contents_entry_of_two_lines_is_furniture() -> None:
    typist = Typist()
    typist.lines(["Contents"], size=16, font="Helvetica-Bold")
    for n, name in enumerate(["Summary", "The experiences of children who need", "help and protection", "Leaders"], 3):
        typist.canvas.setFont("Helvetica", 12)
        typist.canvas.drawString(LEFT, typist.y, name)
        if n != 4:
            typist.canvas.drawRightString(RIGHT, typist.y, str(n))
        typist.y -= 16
    typist.turn()
    typist.wrapped(PARAGRAPHS[0], "1.")
    assert [p.text for p in passages_of(read_pdf(typist.data()))] == [PARAGRAPHS[0]]


def test_what_was_entered_in_a_form_is_read_beside_its_label() -> None:
    typist = Typist()
    typist.canvas.drawString(100, 700, "Chair of the committee:")
    typist.canvas.acroForm.textfield(name="chair", value="Ann Lea", x=250, y=692, width=200, height=20)
    typist.canvas.drawString(100, 600, "Signed in the chamber of the council.")
    page = read_pdf(typist.data()).pages[0]
    assert page.text == "Chair of the committee: Ann Lea\nSigned in the chamber of the council."
    entered = next(w for w in page.words if page.text[w.start : w.end] == "Lea")
    assert 250 < entered.x0 < 450
    assert 842 - 712 < entered.y1 < 842 - 690
