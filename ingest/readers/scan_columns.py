"""The lines of a scan in the order in which they are read: one column after the other.

A band is a run of lines from the top down with a gutter through all of them, as in a cut of the page into columns
(Nagy and Seth, 1984). A band of a table, or of numbers beside their paragraphs, is left as it is: row by row.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

Box = tuple[float, float, float, float]  # left, top, right, bottom

GUTTER = 0.45  # of the height of a line's box, at least
NEW_BAND = 0.5  # of it too: the gap above a heading that stands below all columns
FEWEST_LINES = 3  # of a column
NARROWEST = 0.25  # of the width of a band, that of a column
FULL = 0.7  # of the width of its column, that of the usual line: the cells of a table are seldom as full


def reading_order(lines: Sequence[Box]) -> list[int]:
    """The numbers of the lines, as they are read."""
    order: list[int] = []
    band: list[int] = []
    for i in rows_of(lines):
        if band and not gutters_of([lines[k] for k in (*band, i)]):
            order += columns_first(lines, band)
            band = []
        band.append(i)
    return order + columns_first(lines, band)


def rows_of(lines: Sequence[Box]) -> list[int]:
    """From the top down; lines that stand side by side from left to right."""
    rows: list[list[int]] = []
    for i in sorted(range(len(lines)), key=lambda k: lines[k][1] + lines[k][3]):
        middle = (lines[i][1] + lines[i][3]) / 2
        if rows and middle < lines[rows[-1][0]][3] and lines[i][1] < sum(lines[rows[-1][0]][1::2]) / 2:
            rows[-1].append(i)
        else:
            rows.append([i])
    return [i for row in rows for i in sorted(row, key=lambda k: lines[k][0])]


def gutters_of(lines: Sequence[Box]) -> list[float]:
    """Where, from left to right, nothing stands from the top of the band to its foot."""
    least = GUTTER * statistics.median(bottom - top for _, top, _, bottom in lines)
    gutters: list[float] = []
    right = min(line[0] for line in lines)
    for x0, _, x1, _ in sorted(lines):
        if x0 - right > least:
            gutters.append((right + x0) / 2)
        right = max(right, x1)
    return gutters


def columns_first(lines: Sequence[Box], band: Sequence[int]) -> list[int]:
    """The band column by column, if its gutters part columns of text."""
    if not band:
        return []
    edges = [*gutters_of([lines[i] for i in band]), float("inf")]
    columns: list[list[int]] = [[] for _ in edges]
    for i in band:
        columns[next(n for n, edge in enumerate(edges) if lines[i][0] < edge)].append(i)
    below = below_columns(lines, columns)
    columns = [column[: len(column) - len(below)] if column[-1:] == below[-1:] else column for column in columns]
    width = max(lines[i][2] for i in band) - min(lines[i][0] for i in band)
    text = all(is_text([lines[i] for i in column], width) for column in columns)
    return [i for column in columns for i in column] + below if text else list(band)


def below_columns(lines: Sequence[Box], columns: Sequence[list[int]]) -> list[int]:
    """The last lines of a column, after a gap, that stand below the feet of all others: what comes after the columns.

    Without a gap the column is merely the longest.
    """
    longest = max(columns, key=lambda column: lines[column[-1]][3])
    foot = max((lines[i][3] for column in columns if column is not longest for i in column), default=float("inf"))
    for at in range(1, len(longest)):
        _, top, _, bottom = lines[longest[at]]
        if top > foot and top - lines[longest[at - 1]][3] > NEW_BAND * (bottom - top):
            return longest[at:]
    return []


def is_text(lines: Sequence[Box], band_width: float) -> bool:
    if len(lines) < FEWEST_LINES:
        return False
    width = max(line[2] for line in lines) - min(line[0] for line in lines)
    usual = statistics.median(line[2] - line[0] for line in lines)
    return width > NARROWEST * band_width and usual > FULL * width
