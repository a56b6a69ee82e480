"""Inspection reports of both frameworks: SIF (2013 to early 2018) and ILACS (from 2018)."""

import re
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle

from corpus.sample.pdf import MARGIN, WIDTH, Look, build, inline, ruled_table, story
from corpus.sample.source import Source, typographic

LOOK = Look()
SIF_FOOTNOTES = [
    "<super>1</super> This report joins the inspection of the local authority's functions with the review of the "
    "local safeguarding children board, which was carried out in the same weeks under its own regulations.",
    "<super>2</super> What each of the grades means is set out on the last page of this report.",
]


def ilacs_report(source: Source) -> bytes:
    """Title, dates, lead inspector and the grade table, then the body."""
    facts = source.facts
    front: list[Flowable] = [
        Paragraph(inline(facts["title"]), LOOK.style(fontSize=20, leading=24, spaceAfter=12)),
        Paragraph(f"<b>Inspection dates:</b> {inline(facts['inspected'])}", LOOK.style()),
        Paragraph(f"<b>Lead inspector:</b> {inline(facts['lead'])}", LOOK.style(spaceAfter=12)),
        ruled_table([["Judgement", "Grade"], *facts["grades"]], LOOK, [WIDTH * 0.52, WIDTH * 0.32]),
        Spacer(1, 6),
    ]
    return build(
        front + story(source.blocks, LOOK),
        title=facts["title"],
        author="Fictional inspectorate",
        footer=[facts["title"], facts["inspected"]],
    )


def sif_report(source: Source) -> bytes:
    """The crowded front page with footnotes, and a second title for the board's review."""
    facts = source.facts
    bold = LOOK.heading(11.5, spaceAfter=8)
    front: list[Flowable] = [
        Paragraph(inline(facts["council"]), LOOK.style(fontSize=20, leading=24, spaceAfter=10)),
        Paragraph(
            "Inspection of services for children in need of help and protection, "
            "children looked after and care leavers",
            bold,
        ),
        Paragraph("and", LOOK.style()),
        Paragraph(
            "Review of the effectiveness of the Local Safeguarding Children Board<super>1</super>",
            bold,
        ),
        Paragraph(f"<b>Inspection date: {inline(facts['inspected'])}</b>", LOOK.style()),
        Paragraph(f"<b>Report published: {inline(facts['published'])}</b>", LOOK.style(spaceAfter=12)),
        ruled_table([[facts["overall"]], [facts["expectation"]]], LOOK, [WIDTH]),
        _grade_table(facts["grades"]),
    ]
    return build(
        front + story(source.blocks, LOOK),
        title=facts["title"],
        author="Fictional inspectorate",
        footer=[],
        footnotes=_footnotes,
        footnotes_height=52,
    )


def _grade_table(grades: list[list[str]]) -> Flowable:
    """Sub-judgements (2.1, 2.2) stand further in than the judgement they belong to."""
    intro = "The judgements on areas of the service that contribute to overall effectiveness are:"
    rows: list[list[Any]] = [[Paragraph(intro, LOOK.style(spaceAfter=0)), ""]]
    for label, grade in grades:
        indent = 28 if re.match(r"\d\.\d", label) else 0
        bold = LOOK.style(spaceAfter=0, fontName="Helvetica-Bold", leftIndent=indent)
        rows.append([Paragraph(inline(label), bold), Paragraph(grade, LOOK.heading(LOOK.size, spaceAfter=0))])
    table = Table(rows, colWidths=[WIDTH * 0.76, WIDTH * 0.24], spaceBefore=6, hAlign="LEFT")
    grid = ("GRID", (0, 0), (-1, -1), 0.6, colors.black)
    table.setStyle(TableStyle([grid, ("SPAN", (0, 0), (1, 0)), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]))
    return table


def _footnotes(canvas: Any) -> None:
    small = LOOK.style(fontSize=8.5, leading=10)
    y = 128.0
    canvas.line(MARGIN, y, MARGIN + 140, y)
    for note in SIF_FOOTNOTES:
        paragraph = Paragraph(typographic(note), small)
        _, height = paragraph.wrap(WIDTH, A4[1])
        y -= height + 3
        paragraph.drawOn(canvas, MARGIN, y)
