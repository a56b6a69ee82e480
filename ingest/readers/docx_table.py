"""The rows of a Word table on the grid of its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from docx.oxml.ns import qn

from ingest.readers.docx_text import is_bold, parts_of
from ingest.readers.word_blocks import REPEATED_WORDS, TableRow


def rows_of(table: Any, cell_text: Callable[[Any], str]) -> Iterator[tuple[TableRow, list[Any]]]:
    """Each row that is not deleted, and its cells that hold something. A merged cell belongs to every row it spans."""
    above: dict[int, str] = {}
    for row in table.iter(qn("w:tr")):
        if (
            next(row.iterancestors(qn("w:tbl")), None) is not table
            or row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None
        ):
            continue
        texts = [""] * _number(row, "w:trPr", "w:gridBefore", 0)
        bold: list[bool] = []
        holding: list[Any] = []
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr")), None) is not row:
                continue
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            at = len(texts)
            if merge is not None and merge.get(qn("w:val")) != "restart":
                text = above.get(at, "")
            else:
                text = cell_text(cell)
                above[at] = text if merge is not None and len(text.split()) <= REPEATED_WORDS else ""
                if text:
                    holding.append(cell)
                    bold.append(all(is_bold(part) for part in parts_of(cell) if part.tag == qn("w:p") and len(part)))
            texts += [text] + [""] * (_number(cell, "w:tcPr", "w:gridSpan", 1) - 1)
        header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        yield TableRow(tuple(texts), tuple(bold), header), holding


def _number(element: Any, properties: str, name: str, default: int) -> int:
    found = element.find(f"{qn(properties)}/{qn(name)}")
    value = (found.get(qn("w:val")) or "") if found is not None else ""
    return min(int(value), 100) if value.isdigit() else default
