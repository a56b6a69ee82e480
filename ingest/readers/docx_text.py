"""The text of a Word file's XML as Word shows it: insertions in; deletions, hidden text and comments out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from ingest.readers.word_blocks import plain

MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
LEFT_OUT = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:txbxContent"),
    f"{_COMPATIBLE}Fallback",
}
_TEXT = {qn("w:t"), f"{MATHS}t"}
_WHITE = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
_INSIDE = {
    qn("w:sdt"),
    qn("w:sdtContent"),
    qn("w:ins"),
    qn("w:moveTo"),
    qn("w:smartTag"),
    qn("w:customXml"),
    f"{_COMPATIBLE}AlternateContent",
    f"{_COMPATIBLE}Choice",
}
_OFF = {"0", "false", "off"}


def parts_of(body: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also in content controls and tracked insertions; text boxes after their line."""
    for child in body:
        if child.tag == qn("w:p"):
            yield child
            for box in child.iter(qn("w:txbxContent")):
                if not any(above.tag in LEFT_OUT for above in box.iterancestors() if above is not box):
                    yield from parts_of(box)
        elif child.tag == qn("w:tbl"):
            yield child
        elif child.tag in _INSIDE:
            yield from parts_of(child)


def text_of(element: Any) -> str:
    """The text of a paragraph, or of several set apart by spaces."""
    pieces: list[str] = []

    def walk(node: Any) -> None:
        for child in node:
            if child.tag in LEFT_OUT or (child.tag == qn("w:r") and _is_hidden(child)):
                continue
            if child.tag in _TEXT:
                pieces.append(child.text or "")
            elif child.tag in _WHITE:
                pieces.append(_WHITE[child.tag])
            elif child.tag == qn("w:p") and pieces:
                pieces.append(" ")
                walk(child)
            elif isinstance(child.tag, str):
                walk(child)

    walk(element)
    return plain("".join(pieces))


def is_bold(paragraph: Any) -> bool:
    """Is every run with words set bold?"""
    runs = [run for run in paragraph.iter(qn("w:r")) if text_of(run)]
    return bool(runs) and all(_is_on(run, "b") for run in runs)


def _is_hidden(run: Any) -> bool:
    return _is_on(run, "vanish")


def _is_on(run: Any, name: str) -> bool:
    found = run.find(f"{qn('w:rPr')}/{qn(f'w:{name}')}")
    return found is not None and (found.get(qn("w:val")) or "1").lower() not in _OFF
