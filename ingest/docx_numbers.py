"""The numbers that Word prints before paragraphs of a list but does not keep in their text."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

BULLET = "\u2022"
DEEPEST_STYLE = 20  # styles that build on each other
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbers:
    """Counts the lists of a document; ask for each paragraph once, in order."""

    def __init__(self, numbering: Any | None) -> None:
        self._numbering = numbering
        self._counts: dict[int, dict[int, int]] = {}  # abstract list -> level -> the number last printed
        self._restarted: set[int] = set()

    def label(self, paragraph: Paragraph) -> str:
        """The number as printed ("4.", "(ii)"), BULLET, or "" where nothing is printed."""
        found = _list_of(paragraph)
        if found is None or self._numbering is None:
            return ""
        number, level = found
        listed = self._numbering.xpath(f"./w:num[@w:numId='{number}']")
        if not listed:
            return ""
        abstract = int(listed[0].xpath("string(./w:abstractNumId/@w:val)") or -1)
        levels = self._numbering.xpath(f"./w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl")
        by_level = {int(each.get(qn("w:ilvl"))): each for each in levels}
        if level not in by_level:
            return ""
        if _value(by_level[level], "numFmt") == "bullet":
            return BULLET
        counts = self._counts.setdefault(abstract, {})
        if number not in self._restarted:
            self._restarted.add(number)
            for override in listed[0].xpath("./w:lvlOverride[w:startOverride]"):
                at = int(override.get(qn("w:ilvl")))
                counts[at] = int(override.xpath("string(./w:startOverride/@w:val)")) - 1
        start = int(_value(by_level[level], "start") or 1)
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        text = _value(by_level[level], "lvlText")
        for k, each in by_level.items():
            if f"%{k + 1}" in text:
                count = counts.get(k, int(_value(each, "start") or 1))
                text = text.replace(f"%{k + 1}", _printed(count, _value(each, "numFmt")))
        return text.strip()


def _list_of(paragraph: Paragraph) -> tuple[int, int] | None:
    """The list and the level of a paragraph, its own or those of its style."""
    properties: Any = paragraph._p.pPr
    style: Any = paragraph.style
    for _ in range(DEEPEST_STYLE):
        listed = properties.find(qn("w:numPr")) if properties is not None else None
        if listed is not None:
            number, level = _value(listed, "numId"), _value(listed, "ilvl")
            return (int(number), int(level or 0)) if number and int(number) else None
        if style is None:
            return None
        properties = style.element.find(qn("w:pPr"))
        style = style.base_style
    return None


def _value(element: Any, name: str) -> str:
    child = element.find(qn(f"w:{name}"))
    return "" if child is None else child.get(qn("w:val")) or ""


def _printed(count: int, form: str) -> str:
    if not 0 < count < 1000:
        return str(count)
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman"):
        text, left = "", count
        for value, sign in _ROMAN:
            text += sign * (left // value)
            left %= value
        return text if form == "lowerRoman" else text.upper()
    return str(count)
