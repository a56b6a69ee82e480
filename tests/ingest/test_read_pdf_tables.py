"""Tables in PDF files: their columns, their column names, and rows that go on over the page."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from corpus.paper import BlockKind, Pages
from ingest.passages import passages_of
from ingest.readers.read_pdf import read_pdf
from tests.ingest.typist import LEFT, PARAGRAPHS, Typist

PLAN = ("Issue", "Action", "Lead officer", "Due", "RAG")
ACTIONS = [
    ("Plans drift", "Review every plan that is older than six months", "Ann Lea", "May 2024", "Green"),
    ("Visits are late", "Report late visits to the board each week", "Omar Pitt", "June 2024", "Amber"),
    ("Records are thin", "Train each team in recording what children say", "Bo Carr", "July 2024", "Red"),
]
EDGES = (40.0, 140.0, 290.0, 380.0, 460.0, 550.0)


def plan_row(canvas: Canvas, top: float, cells: tuple[str, ...], bold: bool = False) -> float:
    """Draws a ruled row; each cell wraps at three words. Gives back where it ends."""
    wrapped = [[" ".join(words[i : i + 3]) for i in range(0, len(words), 3)] for words in (c.split() for c in cells)]
    foot = top - 12 * max(len(lines) for lines in wrapped) - 8
    canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 9)
    for x, lines in zip(EDGES, wrapped, strict=False):
        for k, line in enumerate(lines):
            canvas.drawString(x + 4, top - 12 - 12 * k, line)
    for y in (top, foot):
        canvas.line(EDGES[0], y, EDGES[-1], y)
    for x in EDGES:
        canvas.line(x, top, x, foot)
    return foot


def rows_of(pages: Pages) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [
        (block.columns, tuple(page.text[s:e] for s, e in block.cells))
        for page in pages.pages
        for block in page.blocks
        if block.kind is BlockKind.ROW
    ]


def test_a_table_without_lines_keeps_its_columns_apart() -> None:
    typist = Typist()
    typist.wrapped("The team of inspectors was made up as follows, and stayed for two weeks in all.", indent=0)
    for left, right in (
        ("Ann Lea, lead inspector", "Omar Pitt, health inspector"),
        ("Bo Carr, inspector", "Di Shaw, inspector"),
    ):
        typist.canvas.drawString(LEFT, typist.y, left)
        typist.canvas.drawString(320, typist.y, right)
        typist.y -= 15
    page = read_pdf(typist.data()).pages[0]
    rows = [[page.text[s:e] for s, e in block.cells] for block in page.blocks if block.kind is BlockKind.ROW]
    assert rows == [
        ["Ann Lea, lead inspector", "Omar Pitt, health inspector"],
        ["Bo Carr, inspector", "Di Shaw, inspector"],
    ]


def printed_as(pages: Pages, kind: BlockKind) -> list[str]:
    return [page.text[b.start : b.end] for page in pages.pages for b in page.blocks if b.kind is kind]


def test_rows_of_a_plan_keep_their_column_names_on_the_next_page() -> None:
    typist = Typist()
    y = plan_row(typist.canvas, 300, PLAN, bold=True)
    plan_row(typist.canvas, y, ACTIONS[0])
    typist.turn()
    y = plan_row(typist.canvas, 780, ACTIONS[1])
    plan_row(typist.canvas, y, ACTIONS[2])
    typist.turn()
    typist.wrapped(PARAGRAPHS[0])
    typist.turn()
    pages = read_pdf(typist.data())
    assert rows_of(pages) == [(PLAN, PLAN), *((PLAN, action) for action in ACTIONS)]
    rows = [p for p in passages_of(pages) if p.kind is BlockKind.ROW]
    assert [(p.text, p.columns) for p in rows] == [(" ".join(action), PLAN) for action in ACTIONS]


def test_another_table_on_the_next_page_does_not_take_the_names_of_the_first() -> None:
    typist = Typist()
    y = plan_row(typist.canvas, 300, PLAN, bold=True)
    plan_row(typist.canvas, y, ACTIONS[0])
    typist.turn()
    typist.wrapped(PARAGRAPHS[0])
    plan_row(typist.canvas, 500, ("North", "12", "14", "15", "9"))
    pages = read_pdf(typist.data())
    assert rows_of(pages)[-1] == ((), ("North", "12", "14", "15", "9"))


def test_a_year_among_bold_names_is_the_name_of_a_column() -> None:
    names, cells = (
        ("Placement", "2022", "2022/23", "RAG May 2024", "Goal"),
        ("Foster care", "120", "131", "Amber", "140"),
    )
    typist = Typist()
    y = plan_row(typist.canvas, 300, names, bold=True)
    plan_row(typist.canvas, y, cells)
    typist.turn()
    typist.wrapped(PARAGRAPHS[0])
    assert rows_of(read_pdf(typist.data())) == [(names, names), (names, cells)]


def test_a_row_cut_by_a_page_break_is_one_passage() -> None:
    first = ("Plans drift", "Review every plan that", "Ann Lea", "May 2024", "Green")
    rest = ("", "is older than six months", "", "", "")
    later = ("Visits drift", "Act", "Bo", "June 2024", "Red")
    typist = Typist()
    y = plan_row(typist.canvas, 300, PLAN, bold=True)
    plan_row(typist.canvas, y, first)
    typist.turn()
    y = plan_row(typist.canvas, 780, rest)
    plan_row(typist.canvas, y, later)
    pages = read_pdf(typist.data())
    passages = [p for p in passages_of(pages) if p.kind is BlockKind.ROW]
    assert [[s.page for s in p.segments] for p in passages] == [[1, 2], [2]]
    assert passages[0].text == " ".join((*first, "is older than six months"))


def test_a_caption_is_a_block_of_its_own_and_no_heading() -> None:
    typist = Typist()
    typist.lines(["Children in care"], font="Helvetica-Bold", size=14)
    typist.wrapped(PARAGRAPHS[0], indent=0)
    typist.y += 9
    typist.lines(["Table 2: Children in care by placement"], font="Helvetica-Bold")
    y = plan_row(typist.canvas, typist.y, ("Placement", "Number", "Share", "Change", "Goal"), bold=True)
    typist.y = plan_row(typist.canvas, y, ("Foster care", "120", "60%", "up", "65%")) - 20
    typist.wrapped("Table 2 shows that more children live with foster carers than a year ago.", indent=0)
    pages = read_pdf(typist.data())
    assert printed_as(pages, BlockKind.CAPTION) == ["Table 2: Children in care by placement"]
    assert printed_as(pages, BlockKind.HEADING) == ["Children in care"]
    passages = passages_of(pages)
    assert [p.text for p in passages if "Table 2" in p.text] == [
        "Table 2: Children in care by placement",
        "Table 2 shows that more children live with foster carers than a year ago.",
    ]
    assert {p.headings for p in passages} == {("Children in care",)}
