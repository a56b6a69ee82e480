"""Questions written in a spreadsheet and saved as CSV: a row each, the same fields as in JSON under the same names."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

LISTS = ("must_include", "must_not_include", "also_right", "turns")  # ; between their parts
REQUIRED = ("id", "question")


class SheetError(Exception):
    """A sheet without a heading row that names the columns needed."""


def rows_of(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row as the object that a JSON line would hold, with its number as a spreadsheet counts it.

    ``;`` parts what a cell lists; in ``any_of`` ``|`` parts alternatives. ``file`` and ``page`` name the sources, each
    of which a full answer cites. An empty cell is a key left out. Raises SheetError.
    """
    reader = csv.DictReader(StringIO(text), dialect=_dialect_of(text))
    headings = [str(name).strip().casefold() for name in reader.fieldnames or ()]
    if missing := [name for name in REQUIRED if name not in headings]:
        raise SheetError(
            f"the first row must name the columns, and has no “{'” or “'.join(missing)}”. Copy the first row of the "
            "template."
        )
    reader.fieldnames = headings
    for number, row in enumerate(reader, 2):
        cells = {name: value.strip() for name, value in row.items() if name and isinstance(value, str)}
        cells = {name: value for name, value in cells.items() if value}
        if cells:
            yield number, _as_object(cells)


def _dialect_of(text: str) -> type[csv.Dialect]:
    heading = text.split("\n", 1)[0]
    return _Semicolons if heading.count(";") > heading.count(",") else csv.excel


class _Semicolons(csv.excel):
    delimiter = ";"


def _as_object(cells: dict[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {name: value for name, value in cells.items() if name not in ("file", "page")}
    for name in LISTS:
        if name in made:
            made[name] = _parts(made[name], ";")
    if "any_of" in made:
        made["any_of"] = [_parts(group, "|") for group in _parts(made["any_of"], ";")]
    if "file" in cells:
        files, pages = _parts(cells["file"], ";"), _parts(cells.get("page", ""), ";")
        pages += [""] * (len(files) - len(pages))
        made["gold"] = [
            {"file": file, "page": page or None, "group": number}
            for number, (file, page) in enumerate(zip(files, pages, strict=False), 1)
        ]
    return made


def _parts(text: str, mark: str) -> list[str]:
    return [part.strip() for part in text.split(mark) if part.strip()]
