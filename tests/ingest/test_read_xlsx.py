import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table

from corpus.paper import BlockKind, Pages
from ingest.readers.read import reader_of
from ingest.readers.read_xlsx import read_xlsx
from ingest.unreadable import UnreadablePaper
from tests.ingest.blocks import check, of_kind, rows, shown


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def plan() -> Pages:
    book = openpyxl.Workbook()
    book.properties.title = "Improvement plan"
    sheet = book.active
    sheet.title = "Actions"
    sheet["B2"] = "Actions of the improvement board"
    for row in (
        ("Priority", "Action", "Due", "Done", "Cost", "Share"),
        ("Front door", "Hire social workers", dt.date(2024, 5, 3), 3, 12500.5, 0.25),
        (None, "Train managers", dt.datetime(2024, 6, 1, 14, 30), 2023.0, 7, 0.5),
    ):
        sheet.append((None, *row))
    sheet.merge_cells("B4:B5")
    for cell, form in (("F4", "£#,##0.00"), ("G4", "0%"), ("G5", "0.0%"), ("D4", "dd/mm/yyyy")):
        sheet[cell].number_format = form
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    sheet["A8"], sheet["B8"] = "Risk", "Money is short"
    secret = book.create_sheet("Names")
    secret["A1"] = "Do not print"
    secret.sheet_state = "hidden"
    risks = book.create_sheet("Risks")
    for row in (
        ("Risk", "Owner", "Staff number"),
        ("Money", "Ann", "17"),
        ("Staff", "Bo", "18"),
        ("Closed", "Cy", "19"),
    ):
        risks.append(row)
    risks.column_dimensions["C"].hidden = True
    risks.row_dimensions[4].hidden = True
    data = saved(book)
    assert reader_of(data) is read_xlsx
    return read_xlsx(data)


def test_each_sheet_that_is_shown_is_a_page_under_its_name(plan: Pages) -> None:
    check(plan)
    assert [of_kind(plan, BlockKind.HEADING, n)[0] for n in (1, 2)] == ["Actions", "Risks"]
    assert len(plan.pages) == 2
    assert not plan.paged
    assert plan.title == "Improvement plan"


def test_the_title_of_a_table_is_its_heading(plan: Pages) -> None:
    assert of_kind(plan, BlockKind.HEADING) == ["Actions", "Actions of the improvement board"]


def test_values_are_read_as_excel_shows_them(plan: Pages) -> None:
    first, second = rows(plan)[:2]
    assert first == {
        "Priority": "Front door",
        "Action": "Hire social workers",
        "Due": "3 May 2024",
        "Done": "3",
        "Cost": "£12,500.50",
        "Share": "25%",
    }
    assert (second["Due"], second["Done"], second["Share"]) == ("1 June 2024 14:30", "2023", "50.0%")


def test_a_cell_merged_over_rows_belongs_to_each(plan: Pages) -> None:
    assert rows(plan)[1]["Priority"] == "Front door"


def test_what_is_hidden_is_left_out_and_counted(plan: Pages) -> None:
    text = " ".join(page.text for page in plan.pages)
    assert not any(words in text for words in ("Do not print", "Staff number", "17", "Closed"))
    assert of_kind(plan, BlockKind.FURNITURE, 2) == [
        "Left out: 1 hidden row.",
        "Left out: 1 hidden column.",
        "Left out: the hidden sheet Names.",
    ]
    assert rows(plan, 2) == [{"Risk": "Money", "Owner": "Ann"}, {"Risk": "Staff", "Owner": "Bo"}]


def test_tables_beside_and_below_each_other_are_told_apart() -> None:
    book = openpyxl.Workbook()
    for row in (
        ("Area", "Grade", None, "Year", "Visits"),
        ("Front door", "Good", None, 2023, 4),
        (None,),
        ("Team", "Lead"),
        ("North", "Ann"),
    ):
        book.active.append(row)
    assert rows(read_xlsx(saved(book))) == [
        {"Area": "Front door", "Grade": "Good"},
        {"Year": "2023", "Visits": "4"},
        {"Team": "North", "Lead": "Ann"},
    ]


def test_empty_rows_inside_a_table_do_not_end_it() -> None:
    book = openpyxl.Workbook()
    for row in (("Action", "Owner"), ("Visit", "Ann"), (None,), ("Report", "Bo"), ("Close", "Cy")):
        book.active.append(row)
    for cell in book.active[1]:
        cell.font = Font(bold=True)
    assert [row["Action"] for row in rows(read_xlsx(saved(book)))] == ["Visit", "Report", "Close"]


def test_names_under_a_name_of_their_group_say_both() -> None:
    book = openpyxl.Workbook()
    for row in (("Action", "RAG", None), (None, "Action", "Impact"), ("Visit", "Green", "Amber")):
        book.active.append(row)
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("B1:C1")
    for r in (1, 2):
        for cell in book.active[r]:
            cell.font = Font(bold=True)
    assert rows(read_xlsx(saved(book)))[-1] == {"Action": "Visit", "RAG: Action": "Green", "RAG: Impact": "Amber"}


def test_an_excel_table_says_itself_where_its_names_stand() -> None:
    book = openpyxl.Workbook()
    for row in (("1", "2"), ("a", "b"), ("c", "d")):
        book.active.append(row)
    book.active.add_table(Table(displayName="Plan", ref="A1:B3"))
    assert rows(read_xlsx(saved(book))) == [{"1": "a", "2": "b"}, {"1": "c", "2": "d"}]


def test_too_many_rows_are_refused_with_their_number() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for i in range(20_001):
        sheet.append((i,))
    with pytest.raises(UnreadablePaper, match="20,001 filled rows"):
        read_xlsx(saved(book))


def test_a_cell_merged_over_a_whole_sheet_is_refused_and_not_unfolded() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old, zipfile.ZipFile(data, "w") as new:
        for part in old.infolist():
            xml = old.read(part)
            merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            new.writestr(part, xml.replace(b"</sheetData>", merged))
    with pytest.raises(UnreadablePaper, match="cells, more than"):
        read_xlsx(data.getvalue())


def test_a_workbook_without_text_says_so() -> None:
    with pytest.raises(UnreadablePaper, match="no text"):
        read_xlsx(saved(openpyxl.Workbook()))


def test_a_sheet_of_notes_is_read_line_by_line() -> None:
    book = openpyxl.Workbook()
    for line in ("Guidance", "Fill in each row before the panel meets.", "Ask Ann Lea", "Send it by Friday."):
        book.active.append((line,))
    assert [text for kind, text in shown(read_xlsx(saved(book))) if kind == "paragraph"] == [
        "Guidance",
        "Fill in each row before the panel meets.",
        "Ask Ann Lea",
        "Send it by Friday.",
    ]
