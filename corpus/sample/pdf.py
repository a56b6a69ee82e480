"""What every sample PDF shares: type, numbered paragraphs, bullets, tables, and a footer on each page."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from corpus.sample.source import Block

FICTIONAL = "Fictional paper: Brackenford is an invented council. Nothing here was written by a real body."
MARGIN = 71.0
WIDTH = A4[0] - 2 * MARGIN
BULLET = "•"


@dataclass(frozen=True)
class Look:
    """Type of one kind of paper: sizes in points."""

    size: float = 12
    number_indent: float = 30.0
    heading_size: float = 14.0

    def style(self, **changes: Any) -> ParagraphStyle:
        base: dict[str, Any] = {
            "fontName": "Helvetica",
            "fontSize": self.size,
            "leading": self.size * 1.25,
            "spaceAfter": self.size * 0.85,
            "alignment": TA_LEFT,
            "embeddedHyphenation": 1,
            "allowWidows": 1,
            "allowOrphans": 1,
        }
        return ParagraphStyle("sample", **(base | changes))

    def heading(self, size: float, **changes: Any) -> ParagraphStyle:
        bold = {"fontName": "Helvetica-Bold", "fontSize": size, "leading": size * 1.2, "keepWithNext": 1}
        return self.style(**(bold | changes))


def inline(text: str) -> str:
    """Text as reportlab markup: **bold**, and ^1^ for a footnote mark."""
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text, quote=False))
    return re.sub(r"\^(\d)\^", r"<super>\1</super>", text)


def story(blocks: list[Block], look: Look) -> list[Flowable]:
    made: list[Flowable] = []
    rows: list[list[str]] = []
    for block in [*blocks, Block("end", "")]:
        if rows and block.kind != "row":
            made.append(ruled_table(rows, look, headed=not rows[0][0].startswith("**")))
            rows = []
        if block.kind == "row":
            rows.append(block.cells)
        elif block.kind != "end":
            made.append(_flowable(block, look))
    return made


def _flowable(block: Block, look: Look) -> Flowable:
    text = inline(block.text)
    hang = {"leftIndent": look.number_indent, "bulletIndent": 0, "bulletFontSize": look.size}
    match block.kind:
        case "title":
            return Paragraph(text, look.heading(20, spaceAfter=14))
        case "heading":
            return Paragraph(text, look.heading(look.heading_size, spaceBefore=6, spaceAfter=8))
        case "subheading":
            return Paragraph(text, look.heading(look.size, spaceBefore=2, spaceAfter=6))
        case "numbered":
            return Paragraph(text, look.style(**hang), bulletText=block.label)
        case "labelled":
            hang = {"leftIndent": look.number_indent + 24, "bulletIndent": look.number_indent}
            return Paragraph(text, look.style(**hang, bulletFontSize=look.size), bulletText=block.label)
        case "bullet":
            hang = {"leftIndent": 14, "bulletIndent": 0}
            return Paragraph(text, look.style(**hang, spaceAfter=4), bulletText=BULLET)
        case "quotation":
            return Paragraph(text, look.style(leftIndent=look.number_indent + 14, rightIndent=14))
        case "contents":
            return _contents_line(block.cells, look)
        case "judgement":
            return _judgement_box(block.cells, look)
        case "page":
            return PageBreak()
        case _:
            return Paragraph(text, look.style())


def ruled_table(rows: list[list[str]], look: Look, widths: list[float] | None = None, headed: bool = True) -> Flowable:
    plain, bold = look.style(spaceAfter=0), look.style(spaceAfter=0, fontName="Helvetica-Bold")
    styles = [bold if headed else plain] + [plain] * len(rows)
    cells = [[Paragraph(inline(c), style) for c in row] for row, style in zip(rows, styles, strict=False)]
    table = Table(cells, colWidths=widths, spaceBefore=4, spaceAfter=10, hAlign="LEFT")
    return _ruled(table)


def _contents_line(cells: list[str], look: Look) -> Flowable:
    plain = look.style(spaceAfter=0)
    return Table([[Paragraph(inline(cell), plain) for cell in cells]], colWidths=[WIDTH * 0.92, WIDTH * 0.08])


def _judgement_box(cells: list[str], look: Look) -> Flowable:
    """The SIF box: key judgement and grade, then a summary over both columns."""
    bold, plain = look.style(spaceAfter=0, fontName="Helvetica-Bold"), look.style(spaceAfter=0)
    label, grade, summary = cells
    rows = [
        [Paragraph("Key judgement", bold), Paragraph("Judgement grade", bold)],
        [Paragraph(inline(label), plain), Paragraph(inline(grade), plain)],
        [[Paragraph("Summary", bold), Paragraph(inline(summary), plain)], ""],
    ]
    table = Table(rows, colWidths=[WIDTH * 0.68, WIDTH * 0.32], spaceAfter=10, hAlign="LEFT")
    table.setStyle(TableStyle([("SPAN", (0, 2), (1, 2))]))
    return _ruled(table)


def _ruled(table: Any) -> Flowable:
    whole = (0, 0), (-1, -1)
    grid = [("GRID", *whole, 0.6, colors.black), ("VALIGN", *whole, "TOP")]
    table.setStyle(TableStyle([*grid, ("TOPPADDING", *whole, 4), ("BOTTOMPADDING", *whole, 5)]))
    return table


Decorate = Callable[[Any], None]


def build(
    flowables: list[Flowable],
    title: str,
    author: str,
    footer: list[str],
    letterhead: Decorate | None = None,
    header: Decorate | None = None,
    footnotes: Decorate | None = None,
    footnotes_height: float = 0.0,
) -> bytes:
    """The PDF's bytes, the same on every run.

    Letterhead and footnotes stand on page 1, the header on every page. As in files made by a word processor, footer
    and header come before a page's text in the file, and footnotes after it. footnotes_height is in points.
    """

    def before(canvas: Any, document: Any) -> None:
        _footer(canvas, footer, document.page)
        if letterhead and document.page == 1:
            letterhead(canvas)
        if header:
            header(canvas)

    def after(canvas: Any, document: Any) -> None:
        if footnotes:
            footnotes(canvas)

    bottom, top = 84.0, 80.0
    height = A4[1] - bottom - top
    first = Frame(MARGIN, bottom + footnotes_height, WIDTH, height - footnotes_height, 0, 0, 0, 0, id="first")
    later = Frame(MARGIN, bottom, WIDTH, height, 0, 0, 0, 0, id="later")
    out = BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, title=title, author=author, invariant=1)
    document.addPageTemplates(
        [
            PageTemplate("first", [first], onPage=before, onPageEnd=after),
            PageTemplate("later", [later], onPage=before),
        ]
    )
    document.build([NextPageTemplate("later"), *flowables])
    return out.getvalue()


def _footer(canvas: Any, lines: list[str], page: int) -> None:
    """The page number stands on the last running line; below it, in small type, that the paper is fictional."""
    canvas.saveState()
    canvas.setFont("Helvetica", 8)
    for i, line in enumerate(lines):
        canvas.drawString(MARGIN, 50 - 10 * i, line)
    canvas.setFont("Helvetica", 11)
    canvas.drawRightString(A4[0] - MARGIN, 40, str(page))
    canvas.setFont("Helvetica", 7)
    canvas.drawString(MARGIN, 26, FICTIONAL)
    canvas.restoreState()
