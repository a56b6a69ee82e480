"""Tables of a PDF page, found by their ruling lines or by two clear columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.pdf_rules import Rule
from ingest.readers.pdf_words import Token

NEAR = 3.0  # points: lines nearer than this are one line
LOWEST_ROW = 6.0


@dataclass(frozen=True, slots=True)
class Row:
    y0: float
    y1: float
    edges: tuple[float, ...]  # the upright lines, from the left border to the right one


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]

    @property
    def edges(self) -> tuple[float, ...]:
        """The upright lines of the row that has most cells."""
        return max((row.edges for row in self.rows), key=len)


def tables_of(rules: Sequence[Rule]) -> list[Table]:
    """Grids of ruling lines with at least one row of two cells or more."""
    tables = []
    for group in _touching(rules):
        levels = _snapped([r.y0 for r in group if r.level])
        left, right = min(r.x0 for r in group), max(r.x1 for r in group)
        uprights = [r for r in group if not r.level]
        separators = [
            y for y in levels
            if _covered([(r.x0, r.x1) for r in group if r.level and abs(r.y0 - y) <= NEAR], left, right) >= 0.5
        ]  # fmt: skip
        rows = []
        for top, bottom in itertools.pairwise(separators):
            if bottom - top < LOWEST_ROW:
                continue
            edges = tuple(
                x for x in _snapped([r.x0 for r in uprights])
                if _covered([(r.y0, r.y1) for r in uprights if abs(r.x0 - x) <= NEAR], top, bottom) >= 0.6
            )  # fmt: skip
            rows.append(Row(top, bottom, edges))
        if any(len(row.edges) >= 3 for row in rows):
            tables.append(Table(tuple(rows)))
    return tables


def place(tokens: Sequence[Token], tables: Sequence[Table]) -> None:
    """Marks each word that stands in a cell of a row of two cells or more."""
    for t, table in enumerate(tables):
        top, foot = table.rows[0].y0 - 1, table.rows[-1].y1 + 1
        inside = [token for token in tokens if top <= token.middle <= foot]
        for r, row in enumerate(table.rows):
            if len(row.edges) < 3:
                continue
            for token in inside:
                if not (row.y0 - 1 <= token.middle <= row.y1 + 1):
                    continue
                x = (token.x0 + token.x1) / 2
                if row.edges[0] - 1 <= x <= row.edges[-1] + 1:
                    column = sum(x >= edge for edge in row.edges[1:-1])
                    token.region = (t, r, column)


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    bounds: list[list[float]] = []
    for rule in sorted(rules, key=lambda r: (r.y0, r.x0)):
        near = [
            i for i, b in enumerate(bounds)
            if rule.x0 <= b[2] + NEAR and rule.x1 >= b[0] - NEAR and rule.y0 <= b[3] + NEAR and rule.y1 >= b[1] - NEAR
        ]  # fmt: skip
        group, box = [rule], [rule.x0, rule.y0, rule.x1, rule.y1]
        for i in reversed(near):
            group.extend(groups.pop(i))
            b = bounds.pop(i)
            box = [min(box[0], b[0]), min(box[1], b[1]), max(box[2], b[2]), max(box[3], b[3])]
        groups.append(group)
        bounds.append(box)
    return groups


def _snapped(values: Sequence[float]) -> list[float]:
    """Sorted values, those near each other as one."""
    snapped: list[float] = []
    for value in sorted(values):
        if not snapped or value - snapped[-1] > NEAR:
            snapped.append(value)
    return snapped


def _covered(spans: Sequence[tuple[float, float]], low: float, high: float) -> float:
    """The share of low..high that the spans cover."""
    if high <= low:
        return 0.0
    covered, end = 0.0, low
    for start, stop in sorted(spans):
        start, stop = max(start, end), min(stop, high)
        if stop > start:
            covered += stop - start
            end = stop
    return covered / (high - low)
