"""Tables without ruling lines: neighbouring lines that a wide gap parts at the same places."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ingest.readers.labels import label_of
from ingest.readers.pdf_lines import WIDE_GAP, Line

ALIGNED = 4.0  # points
TIGHT = 1.55  # of the size of the type: a step between two lines of one cell


def with_rows(lines: Sequence[Line]) -> list[Line]:
    """Runs of at least two such lines become rows with cells; all other lines stay as they are."""
    parts = [_parts(line) for line in lines]
    made: list[Line] = []
    i = 0
    while i < len(lines):
        end = _run(lines, parts, i)
        if end > i:
            made.extend(_rows(lines[i:end], parts[i:end]))
            i = end
        else:
            made.append(lines[i])
            i += 1
    return made


def _parts(line: Line) -> list[Line]:
    """The line cut at its wide gaps."""
    if line.cells:
        return []
    if line.gap <= WIDE_GAP * line.size:
        return [line]
    runs = [[line.tokens[0]]]
    for before, token in itertools.pairwise(line.tokens):
        if token.x0 - before.x1 > WIDE_GAP * line.size:
            runs.append([])
        runs[-1].append(token)
    parts = [Line(run) for run in runs]
    first = parts[0]
    if len(first.tokens) == 1 and (label_of(first.text) or first.tokens[0].symbol):
        return [line]
    return parts


def _run(lines: Sequence[Line], parts: Sequence[list[Line]], start: int) -> int:
    """Where the table that begins at ``start`` ends; ``start`` where there is none."""
    columns = [part.x0 for part in parts[start]]
    if len(columns) < 2:
        return start
    end, paired = start + 1, 1
    for i in range(start + 1, len(lines)):
        step = lines[i].y1 - lines[i - 1].y1
        if not parts[i] or not 0 < step < 4 * lines[i].size:
            break
        if len(parts[i]) == len(columns) and all(
            abs(part.x0 - x) < ALIGNED for part, x in zip(parts[i], columns, strict=True)
        ):
            paired += 1
            end = i + 1
        elif len(parts[i]) > 1 or _column(parts[i][0], columns) is None or step > TIGHT * lines[i].size:
            break
        elif parts[i][0].text[:1].islower():
            end = i + 1
    numbers = all(part[-1].text.isdigit() for part in parts[start:end] if len(part) > 1)
    return start if paired < 2 or numbers else end


def _column(part: Line, columns: Sequence[float]) -> int | None:
    """The column that a wrapped line stands in, if it does not run into the next."""
    for k, x in enumerate(columns):
        beyond = columns[k + 1] if k + 1 < len(columns) else float("inf")
        if abs(part.x0 - x) < ALIGNED and part.x1 < beyond:
            return k
    return None


def _rows(lines: Sequence[Line], parts: Sequence[list[Line]]) -> list[Line]:
    """A line begins a row unless it stands close under the last and goes on in small letters."""
    columns = [part.x0 for part in parts[0]]
    rows: list[Line] = []
    for i, line in enumerate(lines):
        step = line.y1 - lines[i - 1].y1 if i else 0.0
        goes_on = i > 0 and step < TIGHT * line.size and any(part.text[:1].islower() for part in parts[i])
        if not goes_on:
            rows.append(Line(cells=[[] for _ in columns]))
        row = rows[-1]
        row.set_tokens(row.tokens + line.tokens)
        for part in parts[i]:
            column = min(range(len(columns)), key=lambda k: abs(part.x0 - columns[k]))
            row.cells[column].append(part)
    return rows
