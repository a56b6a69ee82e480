"""Council papers as PDF: committee reports, their appendices and minutes."""

from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, Paragraph, Spacer

from corpus.sample.pdf import WIDTH, Look, build, ruled_table, story
from corpus.sample.source import Source

LOOK = Look(size=11, number_indent=34, heading_size=11.5)


def committee_report(source: Source) -> bytes:
    """The box of decision-maker, subject, date, author and contacts, then the sections."""
    facts = source.facts
    front: list[Flowable] = [
        _pairs([(label.upper() + ":", text) for label, text in facts["box"].items()]),
        Paragraph("CONTACT DETAILS", LOOK.heading(11, spaceAfter=4)),
        _pairs([(label.upper() + ":", text) for label, text in facts["contacts"].items()]),
        Spacer(1, 4),
    ]
    return build(front + story(source.blocks, LOOK), facts["title"], "Brackenford City Council", footer=[])


def plain_paper(source: Source) -> bytes:
    """An appendix or minutes; facts["header"], where given, stands at the top of every page."""
    line = source.facts.get("header", "")

    def header(canvas: Any) -> None:
        canvas.setFont("Helvetica-Bold", 8.5)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, line)

    return build(
        story(source.blocks, LOOK),
        source.facts["title"],
        "Brackenford City Council",
        footer=[],
        header=header if line else None,
    )


def _pairs(rows: list[tuple[str, str]]) -> Flowable:
    cells = [[f"**{label}**", text] for label, text in rows]
    return ruled_table(cells, LOOK, [WIDTH * 0.34, WIDTH * 0.66], headed=False)
