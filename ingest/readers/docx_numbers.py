"""The numbers that Word prints before paragraphs of a list but does not keep in their text."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from ingest.readers.word_blocks import BULLET

DEEPEST_STYLE = 20  # styles that build on each other
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbers:
    """Counts the lists of a document; ask for each paragraph once, in order."""

    def __init__(self, numbering: Any | None) -> None:
        self._numbering = numbering
        self._counts: dict[int, dict[int, int]] = {}  # abstract list -> level -> the number last printed
        self._restarted: set[int] = set()
        self._lists: dict[int, tuple[Any, int, dict[int, Any]] | None] = {}  # what is known of each list
        self._of_styles: dict[str, tuple[int, int] | None] = {}

    def label(self, element: Any, style: Any | None) -> str:
        """The number that is printed before a paragraph's element ("4.", "(ii)"), BULLET, or "" for nothing."""
        found = self._list_of(element, style)
        if found is None or self._numbering is None:
            return ""
        number, level = found
        if number not in self._lists:
            self._lists[number] = self._list(number)
        known = self._lists[number]
        if known is None:
            return ""
        listed, abstract, by_level = known
        if level not in by_level:
            return ""
        if _value(by_level[level], "numFmt") == "bullet":
            return BULLET
        counts = self._counts.setdefault(abstract, {})
        if number not in self._restarted:
            self._restarted.add(number)
            for override in listed.xpath("./w:lvlOverride[w:startOverride]"):
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
                text = text.replace(f"%{k + 1}", printed_number(count, _value(each, "numFmt")))
        return text.strip()

    def _list(self, number: int) -> tuple[Any, int, dict[int, Any]] | None:
        """The list, the number of its definition, and the form of each level."""
        assert self._numbering is not None
        listed = self._numbering.xpath(f"./w:num[@w:numId='{number}']")
        if not listed:
            return None
        abstract = int(listed[0].xpath("string(./w:abstractNumId/@w:val)") or -1)
        levels = self._numbering.xpath(f"./w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl")
        return listed[0], abstract, {int(each.get(qn("w:ilvl"))): each for each in levels}

    def _list_of(self, element: Any, style: Any | None) -> tuple[int, int] | None:
        """The list and the level of a paragraph, its own or those of its style."""
        listed = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if listed is not None or style is None:
            return _number_and_level(listed)
        if style.style_id not in self._of_styles:
            self._of_styles[style.style_id] = _list_of_style(style)
        return self._of_styles[style.style_id]


def _list_of_style(style: Any | None) -> tuple[int, int] | None:
    for _ in range(DEEPEST_STYLE):
        if style is None:
            return None
        listed = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if listed is not None:
            return _number_and_level(listed)
        style = style.base_style
    return None


def _number_and_level(listed: Any | None) -> tuple[int, int] | None:
    number, level = (_value(listed, "numId"), _value(listed, "ilvl")) if listed is not None else ("", "")
    return (int(number), int(level or 0)) if number and int(number) else None


def _value(element: Any, name: str) -> str:
    child = element.find(qn(f"w:{name}"))
    return "" if child is None else child.get(qn("w:val")) or ""


def printed_number(count: int, form: str) -> str:
    """``form`` is Word's name for it: "decimal", "lowerLetter", "upperRoman"."""
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
