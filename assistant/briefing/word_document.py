"""What python-docx leaves to be written by hand: links, bookmarks, page numbers, and words for a picture."""

from __future__ import annotations

import io
from itertools import count
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_PUBLIC = "NOT FOR PUBLICATION: holds information from papers that are exempt or confidential"
FOOT = "Check each paper before you quote it"
FONT = "Arial"
INK, LINK = RGBColor(0x17, 0x21, 0x2E), "0B4F55"
LANGUAGE = "en-GB"


class WordDocument:
    """A document in the making, with real headings, for reading aloud as for print."""

    def __init__(self, title: str, subject: str) -> None:
        self.file = docx.Document()
        self._marks = count(1)
        properties = self.file.core_properties
        properties.title, properties.subject, properties.language = title, subject, LANGUAGE
        properties.author = properties.comments = ""
        self._set_styles()

    def heading(self, text: str, level: int) -> None:
        """``level`` 0 is the title of the document."""
        self.file.add_heading(printable(text), level)

    def paragraph(self, text: str = "", style: str | None = None, *, bold: bool = False) -> Any:
        paragraph = self.file.add_paragraph(style=style)
        if text:
            self.run(paragraph, text, bold=bold)
        return paragraph

    def run(self, paragraph: Any, text: str, *, bold: bool = False, italic: bool = False) -> None:
        run = paragraph.add_run(printable(text))
        run.bold, run.italic = bold or None, italic or None

    def link(self, paragraph: Any, text: str, address: str) -> None:
        """A link to a web address."""
        relation = self.file.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        self._hyperlink(paragraph, text, "r:id", relation)

    def cross_reference(self, paragraph: Any, text: str, mark: str) -> None:
        """A link to a bookmark of this document."""
        self._hyperlink(paragraph, text, "w:anchor", mark)

    def bookmark(self, paragraph: Any, mark: str) -> None:
        number = str(next(self._marks))
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), number)
        start.set(qn("w:name"), mark)
        end.set(qn("w:id"), number)
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
        paragraph._p.append(end)

    def picture(self, png: bytes, words: str) -> None:
        """As wide as the text; ``words`` say what it shows."""
        section = self.file.sections[0]
        width = (section.page_width or Cm(21)) - (section.left_margin or 0) - (section.right_margin or 0)
        shape = self.file.add_picture(io.BytesIO(png), width=width)
        most = Cm(17)
        if shape.height > most:
            shape.width, shape.height = int(shape.width * most / shape.height), most
        shape._inline.docPr.set("descr", printable(words))

    def table(self, header: list[str], rows: list[list[str]]) -> None:
        table = self.file.add_table(rows=1, cols=len(header), style="Table Grid")
        repeat = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeat)
        for cell, text in zip(table.rows[0].cells, header, strict=True):
            self.run(cell.paragraphs[0], text, bold=True)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                self.run(cell.paragraphs[0], text)

    def head(self, text: str) -> None:
        """A line at the head of every page, such as a marking."""
        paragraph = self.file.sections[0].header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.run(paragraph, text, bold=True)

    def foot(self, text: str) -> None:
        """A line at the foot of every page, with its number."""
        paragraph = self.file.sections[0].footer.paragraphs[0]
        self.run(paragraph, f"{text}  ·  Page ")
        for kind, words in (("begin", None), (None, "PAGE"), ("end", None)):
            run = paragraph.add_run()._r
            part = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                part.set(qn("w:fldCharType"), kind)
            else:
                part.text = words
            run.append(part)

    def as_bytes(self) -> bytes:
        stream = io.BytesIO()
        self.file.save(stream)
        return stream.getvalue()

    def _hyperlink(self, paragraph: Any, text: str, attribute: str, target: str) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn(attribute), target)
        run = paragraph.add_run(printable(text))
        run.font.underline = True
        run.font.color.rgb = RGBColor.from_string(LINK)
        link.append(run._r)
        paragraph._p.append(link)

    def _set_styles(self) -> None:
        styles = self.file.styles
        for name, size in (("Normal", 11), ("Title", 22), ("Heading 1", 15), ("Heading 2", 12), ("Quote", 11)):
            font = styles[name].font
            font.name, font.size, font.color.rgb = FONT, Pt(size), INK
            fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(script), FONT)
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(theme), None)
        for name, before, after in (("Heading 1", 18, 6), ("Heading 2", 12, 4)):
            styles[name].paragraph_format.space_before, styles[name].paragraph_format.space_after = (
                Pt(before),
                Pt(after),
            )
        styles["Quote"].font.italic = False
        styles["Quote"].paragraph_format.left_indent = Cm(0.7)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), LANGUAGE)
        styles["Normal"].element.get_or_add_rPr().append(language)
        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.3)


def printable(text: str) -> str:
    """The text without the control characters that XML does not allow, on one line."""
    return "".join(" " if character in "\n\r\t\x0b\x0c" else character for character in text if is_allowed(character))


def is_allowed(character: str) -> bool:
    return character in "\n\r\t\x0b\x0c" or (ord(character) >= 0x20 and not 0xD800 <= ord(character) <= 0xDFFF)
