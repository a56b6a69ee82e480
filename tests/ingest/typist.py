"""A hand that sets type: PDF pages as inspectorates and councils lay them out."""

from __future__ import annotations

import io

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT = 85.0, 510.0
FOOTER = "Inspection of Brackenford local authority children’s services"
GRADES = [
    (["Judgement"], ["Grade"]),
    (["The impact of leaders on social work", "practice with children and families"], ["Outstanding"]),
    (
        ["The experiences and progress of", "children who need help and protection"],
        ["Requires improvement to", "be good"],
    ),
    (["Overall effectiveness"], ["Good"]),
]
PARAGRAPHS = [
    "Children in Brackenford receive help early. Information about each family is shared well, and every agency "
    "knows what the others are doing.",
    "Strategy meetings are multi-agency and prompt. Managers record the information that they rely on and say why "
    "they decided as they did. Few children wait.",
    "Plans are reviewed on time, and most are specific. In a small number of cases the plan does not say what should "
    "happen if things do not improve, and this leaves families unsure of what is expected of them and by what date.",
]


class Typist:
    """Sets lines on a page from the top down."""

    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(WIDTH, HEIGHT))
        self.y = HEIGHT - 80

    def lines(
        self, lines: list[str], x: float = LEFT, size: float = 12, font: str = "Helvetica", step: float = 14.5
    ) -> None:
        for line in lines:
            self.canvas.setFont(font, size)
            self.canvas.drawString(x, self.y, line)
            self.y -= step
        self.y -= 0.7 * step

    def wrapped(
        self, text: str, label: str = "", x: float = LEFT, indent: float = 30, until: int | None = None
    ) -> list[str]:
        """Writes the first ``until`` lines and gives back the others."""
        lines, line = [], ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if stringWidth(longer, "Helvetica", 12) > RIGHT - x - indent:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
        if label:
            self.canvas.setFont("Helvetica", 12)
            self.canvas.drawString(x, self.y, label)
        self.lines(lines[:until], x + indent)
        return lines[until:] if until is not None else []

    def footer(self, number: int) -> None:
        self.canvas.setFont("Helvetica", 8)
        self.canvas.drawString(LEFT, 45, FOOTER)
        self.canvas.drawString(LEFT, 35, "5 to 16 June 2023")
        self.canvas.drawRightString(RIGHT, 35, str(number))

    def page(self, number: int) -> None:
        self.footer(number)
        self.canvas.showPage()
        self.y = HEIGHT - 80

    def turn(self) -> None:
        """To a new page, without a footer."""
        self.canvas.showPage()
        self.y = HEIGHT - 80

    def grades(self) -> None:
        """A ruled table of two columns; each grade stands in the middle of the height of its row."""
        middle = 305.0
        self.canvas.line(LEFT, self.y + 14, RIGHT, self.y + 14)
        for i, (label, grade) in enumerate(GRADES):
            tall = max(len(label), len(grade))
            foot = self.y + 14 - 14.5 * tall - 8
            for cell, x in ((label, LEFT + 5), (grade, middle + 5)):
                start = self.y - 14.5 * (tall - len(cell)) / 2
                for k, line in enumerate(cell):
                    self.canvas.setFont("Helvetica-Bold" if i == 0 else "Helvetica", 12)
                    self.canvas.drawString(x, start - 14.5 * k, line)
            self.canvas.line(LEFT, foot, RIGHT, foot)
            for x in (LEFT, middle, RIGHT):
                self.canvas.line(x, self.y + 14, x, foot)
            self.y = foot - 14
        self.y -= 20

    def data(self) -> bytes:
        self.canvas.save()
        return self.buffer.getvalue()
