import io
import re
import zipfile

import docx
import pytest
from docx.document import Document as DocxDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part as OpcPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from corpus.paper import BlockKind, Pages
from ingest.passages import passages_of
from ingest.readers.read_docx import read_docx
from ingest.unreadable import UnreadablePaper

MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def blocks(pages: Pages, kind: BlockKind) -> list[str]:
    page = pages.pages[0]
    return [page.text[b.label_end : b.end] for b in page.blocks if b.kind is kind]


@pytest.fixture(scope="module")
def plan() -> Pages:
    document = docx.Document()
    document.core_properties.title = "Improvement plan"
    document.add_heading("Improvement plan", 0)
    document.add_heading("Actions", 2)
    document.add_paragraph("4.1 The council will act at once.")
    document.add_paragraph("Leaders will:")
    document.add_paragraph("visit each team", style="List Bullet")
    document.add_paragraph("report to the panel", style="List Bullet")
    table = document.add_table(rows=1, cols=3)
    for cell, name in zip(table.rows[0].cells, ("Issue", "Owner", "RAG of impact"), strict=True):
        cell.text = name
    for row in (("Late visits", "Ann Lea", "Amber"), ("Private fostering", "Bo Carr", "")):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.add_paragraph().add_run("Risks to the plan").bold = True
    document.add_paragraph("Money is short.")
    document.add_paragraph("Monday", style="List Number")
    document.add_paragraph("Tuesday", style="List Number")
    return read_docx(saved(document))


def test_a_word_file_is_one_page_without_a_number(plan: Pages) -> None:
    assert len(plan.pages) == 1
    assert not plan.paged
    assert plan.title == "Improvement plan"


def test_headings_come_from_styles_and_from_short_bold_lines(plan: Pages) -> None:
    page = plan.pages[0]
    headings = {page.text[b.start : b.end]: b.level for b in page.blocks if b.kind is BlockKind.HEADING}
    assert headings["Improvement plan"] == 1
    assert headings["Actions"] == 2
    assert headings["Risks to the plan"] > 2


def test_a_row_knows_its_columns_and_cells(plan: Pages) -> None:
    page = plan.pages[0]
    rows = [b for b in page.blocks if b.kind is BlockKind.ROW]
    assert [tuple(page.text[s:e] for s, e in row.cells) for row in rows[1:]] == [
        ("Late visits", "Ann Lea", "Amber"),
        ("Private fostering", "Bo Carr", ""),
    ]
    assert {row.columns for row in rows} == {("Issue", "Owner", "RAG of impact")}


def test_the_table_stands_where_it_does_in_the_file(plan: Pages) -> None:
    text = plan.pages[0].text
    assert text.index("report to the panel") < text.index("Late visits") < text.index("Risks to the plan")


def test_printed_numbers_and_bullets_are_known(plan: Pages) -> None:
    assert blocks(plan, BlockKind.BULLET) == ["visit each team", "report to the panel"]
    numbered = [(b.number, plan.pages[0].text[b.label_end : b.end]) for b in plan.pages[0].blocks if b.number]
    assert numbered == [("4.1", "The council will act at once."), ("1", "Monday"), ("2", "Tuesday")]


def test_bullets_stand_with_their_lead_in(plan: Pages) -> None:
    assert "Leaders will: visit each team report to the panel" in [p.text for p in passages_of(plan)]


def test_tracked_changes_are_read_as_accepted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The grade is ")
    for tag, text_tag, words in (("w:ins", "w:t", "good"), ("w:del", "w:delText", "inadequate")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        change.set(qn("w:id"), "1")
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    assert read_docx(saved(document)).pages[0].text == "The grade is good"


def test_a_word_file_without_text_says_so() -> None:
    with pytest.raises(UnreadablePaper, match="no text"):
        read_docx(saved(docx.Document()))


def test_a_damaged_word_file_says_so() -> None:
    with pytest.raises(UnreadablePaper, match="damaged"):
        read_docx(b"PK\x03\x04 no more than this")


def made(*paragraphs: str) -> DocxDocument:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return document


def add(parent: object, xml: str) -> None:
    """Puts WordprocessingML at the end of an element."""
    tag, rest = re.match(r"<[\w:]+", xml)[0], re.sub(r"^<[\w:]+", "", xml)  # type: ignore[index]
    parent.append(parse_xml(f"{tag} {nsdecls('w')} {MATHS}{rest}"))  # type: ignore[attr-defined]


def with_part(document: DocxDocument, kind: str, xml: str) -> None:
    """Adds a part such as that of the footnotes."""
    name = PackURI(f"/word/{kind}.xml")
    part = OpcPart(name, f"{WORD_TYPE}.{kind}+xml", xml.encode(), document.part.package)
    document.part.relate_to(part, f"{OFFICE}/{kind}")


def test_notes_stand_at_the_end_of_the_section_that_refers_to_them() -> None:
    document = docx.Document()
    document.add_heading("Findings", 1)
    first = document.add_paragraph("Visits are late.")
    add(first._p, '<w:r><w:footnoteReference w:id="2"/></w:r>')
    document.add_paragraph("Plans are good.")
    document.add_heading("Next", 1)
    add(document.add_paragraph("More to do.")._p, '<w:r><w:endnoteReference w:id="5"/></w:r>')
    for kind, number, words in (("footnote", 2, "In March."), ("endnote", 5, "By the board.")):
        note = f'<w:{kind} w:id="{number}"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{kind}>'
        with_part(document, f"{kind}s", f"<w:{kind}s {nsdecls('w')}>{note}</w:{kind}s>")
    pages = read_docx(saved(document))
    assert [(b.kind.value, pages.pages[0].text[b.start : b.end]) for b in pages.pages[0].blocks] == [
        ("heading", "Findings"),
        ("paragraph", "Visits are late."),
        ("paragraph", "Plans are good."),
        ("footnote", "1 In March."),
        ("heading", "Next"),
        ("paragraph", "More to do."),
        ("footnote", "1 By the board."),
    ]


def test_headers_footers_and_contents_are_furniture() -> None:
    document = made("The council is good.")
    document.sections[0].header.paragraphs[0].text = "Brackenford City Council"
    document.sections[0].footer.paragraphs[0].text = "Not for publication"
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("Findings 4", style="toc 1")
    pages = read_docx(saved(document))
    assert blocks(pages, BlockKind.FURNITURE) == ["Brackenford City Council", "Findings 4", "Not for publication"]
    assert [p.text for p in passages_of(pages)] == ["The council is good."]


def test_what_word_does_not_print_is_left_out() -> None:
    document = made("The grade is good.")
    paragraph = document.add_paragraph("Seen. ")
    paragraph.add_run("Hidden. ").font.hidden = True
    paragraph.add_run("Seen too.")
    document.add_comment(paragraph.runs, text="A comment", author="Ann")
    table = document.add_table(rows=2, cols=2)
    for i, words in enumerate(("Area", "Grade", "Deleted", "row")):
        table.cell(i // 2, i % 2).text = words
    add(table.rows[1]._tr.get_or_add_trPr(), '<w:del w:id="9"/>')
    text = read_docx(saved(document)).pages[0].text
    assert "Seen. Seen too." in text
    assert not any(words in text for words in ("Hidden", "comment", "Deleted"))


def test_controls_text_boxes_and_formulas_are_read() -> None:
    document = made("First.")
    body = document.element.body
    add(body, "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict>"
    add(body, f"<w:p><w:r><w:t>Beside it.</w:t></w:r><w:r>{box}</w:r></w:p>")
    add(body, "<w:p><w:r><w:t>The sum is </w:t></w:r><m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath></w:p>")
    assert read_docx(saved(document)).pages[0].text.splitlines() == [
        "First.",
        "In a control.",
        "Beside it.",
        "In a box.",
        "The sum is E=mc",
    ]


def test_merged_cells_keep_the_columns_in_line() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    for i, words in enumerate(
        ("Issue", "Action", "Owner", "Late visits", "Hire", "Ann", "", "Train", "Bo", "Staff", "", "Cy")
    ):
        table.cell(i // 3, i % 3).text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 1))
    page = read_docx(saved(document)).pages[0]
    found = [tuple(page.text[s:e] for s, e in b.cells) for b in page.blocks if b.kind is BlockKind.ROW]
    assert found[1:] == [("Late visits", "Hire", "Ann"), ("Late visits", "Train", "Bo"), ("Staff", "", "Cy")]
    assert {b.columns for b in page.blocks} == {("Issue", "Action", "Owner")}


def test_a_frame_around_part_of_the_text_is_read_as_text() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "The council must:"
    cell.add_paragraph("visit each team", style="List Bullet")
    inner = cell.add_table(rows=2, cols=2)
    for i, words in enumerate(("Area", "Grade", "Front door", "Good")):
        inner.cell(i // 2, i % 2).text = words
    pages = read_docx(saved(document))
    assert blocks(pages, BlockKind.PARAGRAPH) == ["The council must:"]
    assert blocks(pages, BlockKind.BULLET) == ["visit each team"]
    assert blocks(pages, BlockKind.ROW) == ["Area Grade", "Front door Good"]


def test_the_number_that_word_prints_in_a_cell_is_read() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for i, words in enumerate(("No", "Action", "Owner", "", "Hire", "Ann", "", "Train", "Bo")):
        table.cell(i // 3, i % 3).text = words
    for row in (1, 2):
        table.cell(row, 0).paragraphs[0].style = document.styles["List Number"]
    assert blocks(read_docx(saved(document)), BlockKind.ROW)[1:] == ["1. Hire Ann", "2. Train Bo"]


def test_pairs_of_name_and_value_lose_no_row_to_a_header() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for i, words in enumerate(("Decision-maker:", "Cabinet", "Date:", "3 May 2024")):
        table.cell(i // 2, i % 2).text = words
    assert [p.text for p in passages_of(read_docx(saved(document)))] == ["Decision-maker: Cabinet", "Date: 3 May 2024"]


def test_a_caption_is_known() -> None:
    document = made("The council is good.")
    document.add_paragraph("Figure 1: visits", style="Caption")
    assert blocks(read_docx(saved(document)), BlockKind.CAPTION) == ["Figure 1: visits"]


def test_a_file_with_macros_is_read_without_them() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(made("The council is good.")))) as old, zipfile.ZipFile(data, "w") as new:
        for part in old.infolist():
            kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
            new.writestr(part, old.read(part).replace(kind, macros))
    assert read_docx(data.getvalue()).pages[0].text == "The council is good."
