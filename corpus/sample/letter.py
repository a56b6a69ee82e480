"""Letters of the inspectorate: focused visits and area SEND."""

from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, Paragraph, Spacer

from corpus.sample.pdf import MARGIN, Look, build, inline, story
from corpus.sample.source import Source

LOOK = Look()
SENDER = ["Piccadilly Gate", "Store Street", "Manchester M1 2WD"]
CONTACT = ["T 0300 000 0000", "Textphone 0161 000 0000", "enquiries@ofsted.example", "www.ofsted.example"]


def inspection_letter(source: Source) -> bytes:
    """Sender, date, addressees, salutation, subject line, body, signature. It has no grade table."""
    facts = source.facts
    plain, tight = LOOK.style(), LOOK.style(spaceAfter=0)
    front: list[Flowable] = [Spacer(1, 84), Paragraph(inline(facts["dated"]), LOOK.style(spaceAfter=18))]
    front += [Paragraph(inline(line), tight) for line in facts["addressee"]]
    front += [
        Spacer(1, 18),
        Paragraph(inline(facts["salutation"]), plain),
        Paragraph(inline(facts["subject"]), LOOK.heading(11.5, spaceAfter=9)),
    ]
    end: list[Flowable] = [Paragraph("Yours sincerely", LOOK.style(spaceAfter=26))]
    end += [Paragraph(inline(line), tight) for line in facts["signed"]]
    return build(
        front + story(source.blocks, LOOK) + end,
        title=facts["title"],
        author="Fictional inspectorate",
        footer=facts.get("footer", []),
        letterhead=_letterhead,
    )


def _letterhead(canvas: Any) -> None:
    canvas.setFont("Helvetica-Bold", 9)
    canvas.drawString(MARGIN, A4[1] - 60, "Ofsted")
    canvas.setFont("Helvetica", 9)
    for i, line in enumerate(SENDER):
        canvas.drawString(MARGIN, A4[1] - 71 - 11 * i, line)
    for i, line in enumerate(CONTACT):
        canvas.drawString(MARGIN + 150, A4[1] - 60 - 11 * i, line)
