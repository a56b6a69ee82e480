import io

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corpus.paper import BlockKind, Pages
from ingest.passages import passages_of
from ingest.read_docx import read_docx
from ingest.unreadable import UnreadablePaper


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
