"""Action plans and minutes as Word files."""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt, RGBColor

from corpus.sample.pdf import FICTIONAL
from corpus.sample.source import Block, Source

FIXED = datetime(2020, 1, 1, tzinfo=UTC)
HEADINGS = {"title": 1, "heading": 2, "subheading": 3}


def word_file(source: Source) -> bytes:
    """A .docx in Word's own styles, with a real table where the text has rows."""
    document = Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(10)
    for level in (1, 2, 3):
        font = document.styles[f"Heading {level}"].font
        font.name, font.color.rgb = "Arial", RGBColor(0, 0, 0)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if source.facts.get("landscape"):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.left_margin = section.right_margin = Cm(2)
    section.footer.paragraphs[0].text = FICTIONAL
    rows: list[list[str]] = []
    for block in [*source.blocks, Block("end", "")]:
        if rows and block.kind != "row":
            _table(document, rows, source.facts.get("widths"))
            rows = []
        if block.kind == "row":
            rows.append(block.cells)
        elif block.kind != "end":
            _add(document, block)
    properties = document.core_properties
    properties.title, properties.author = source.facts["title"], "Brackenford City Council"
    properties.created = properties.modified = FIXED
    out = BytesIO()
    document.save(out)
    return _dated(out.getvalue())


def _add(document: Any, block: Block) -> None:
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", block.text)
    if block.kind in HEADINGS:
        document.add_heading(text, HEADINGS[block.kind])
    elif block.kind == "bullet":
        document.add_paragraph(text, style="List Bullet")
    elif block.kind == "labelled":
        document.add_paragraph(f"{block.label} {text}").paragraph_format.left_indent = Cm(1)
    else:
        document.add_paragraph(text)


def _table(document: Any, rows: list[list[str]], widths: list[float] | None) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for i, row in enumerate(rows):
        for j, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            run = cell.paragraphs[0].add_run(text)
            run.bold, run.font.size = i == 0, Pt(9)
            if widths:
                cell.width = Cm(widths[j])
    document.add_paragraph()


def _dated(made: bytes) -> bytes:
    """The same zip with one fixed date on every part, so that its bytes do not change from run to run."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, FIXED.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
