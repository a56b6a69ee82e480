"""Rows for a spreadsheet, which opens them as they were meant: as text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

# A cell that begins with one of these is worked out as a formula, and can send what stands beside it elsewhere:
# OWASP, "CSV Injection". The wide forms are read as the plain ones by some programs.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(out: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Comma-separated values with a head; ``rows`` hold nothing beside the columns, and None is an empty cell."""
    writer = csv.DictWriter(out, columns)  # its line ends, \r\n, are what it puts in quotation marks inside a cell
    writer.writeheader()
    writer.writerows({name: as_cell(value) for name, value in row.items()} for row in rows)


def as_cell(value: Any) -> Any:
    """The value; text that a spreadsheet would take for a formula has an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULAS) else value
