"""Pages built from lines, as a reader would hand them on, and the judgements read from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus.paper import Block, BlockKind, Facts, Judgement, Kind, Page, Pages
from ingest.passages import passages_of
from ingest.registers.register import judgements_of

LEADERS = "The impact of leaders on social work practice with children and families"
HELP = "The experiences and progress of children who need help and protection"
BOTH = "The experiences and progress of children in care and care leavers"
CARE = "The experiences and progress of children in care"
LEAVERS = "The experiences and progress of care leavers"
OVERALL = "Overall effectiveness"

Line = str | tuple[str, ...]


def page(number: int, lines: Sequence[Line], columns: tuple[str, ...] = (), *, ocr: bool = False) -> Page:
    """A page of lines: a tuple is a row of cells, "# " begins a heading and "* " a bullet."""
    text, blocks = "", []
    for line in lines:
        start = len(text)
        if isinstance(line, tuple):
            cells = []
            for cell in line:
                cells.append((len(text), len(text) + len(cell)))
                text += cell + " "
            text = text[:-1]
            blocks.append(Block(BlockKind.ROW, start, len(text), cells=tuple(cells), columns=columns))
        else:
            kinds = {"# ": BlockKind.HEADING, "* ": BlockKind.BULLET}
            text += line.removeprefix("# ")
            label = start + 2 if line.startswith("* ") else start
            blocks.append(Block(kinds.get(line[:2], BlockKind.PARAGRAPH), start, len(text), label_end=label))
        text += "\n"
    return Page(number, text, tuple(blocks), ocr=ocr)


def paper(*pages: Sequence[Line], columns: tuple[str, ...] = ()) -> Pages:
    return Pages(tuple(page(number, lines, columns) for number, lines in enumerate(pages, 1)), paged=True)


def rows(pages: Pages, **given: Any) -> list[Judgement]:
    """The register of the pages, each quote verbatim from its page and each row with a grade or a reason."""
    stated = {"kind": Kind.INSPECTION_REPORT, "framework": "ILACS", "inspected_to": "2023-06-16"} | given
    stated.setdefault("title", pages.pages[0].text.split("\n")[0])
    found = judgements_of(pages, passages_of(pages), Facts(**stated))
    for row in found:
        assert row.quote in pages.pages[row.page - 1].text
        assert (row.grade is None) == (row.why is not None)
    assert len({row.area for row in found}) == len(found)
    return found


def grades(pages: Pages, **given: Any) -> dict[str, str]:
    """The grades given, by area."""
    return {row.area: row.grade for row in rows(pages, **given) if row.grade}


def reasons(pages: Pages, **given: Any) -> dict[str, str]:
    """Why there is no grade, by area."""
    return {row.area: row.why for row in rows(pages, **given) if row.why}
