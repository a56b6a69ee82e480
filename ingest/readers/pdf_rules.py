"""The ruling lines drawn on a page of a PDF: borders of tables, edges of boxes."""

from __future__ import annotations

import ctypes
import itertools
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers import pdf_calls as calls
from ingest.readers.pdf_words import Mapping

THICKEST_LINE = 3.5  # points
MOST_RULES = 4_000  # a drawing with more lines than this on a page is a picture, not a table


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, level or upright, in points from the top left of the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0


class _Buffers(threading.local):
    """What PDFium writes its answers to."""

    def __init__(self) -> None:
        self.numbers = (ctypes.c_float * 4)()
        self.modes = (ctypes.c_int * 2)()
        self.matrix = raw.FS_MATRIX()
        at = calls.address_of(self.numbers)
        self.places = (at, at + 4, at + 8, at + 12)
        self.mode_places = (calls.address_of(self.modes), calls.address_of(self.modes) + 4)
        self.matrix_place = ctypes.addressof(self.matrix)


_BUFFERS = _Buffers()


def rules_of(page: pdfium.PdfPage, to_page: Mapping) -> list[Rule]:
    """The level and upright lines of the page's drawings."""
    buffers, place = _BUFFERS, ctypes.cast(page.raw, ctypes.c_void_p)
    rules: list[Rule] = []
    shapes = list(map(calls.object_of_page, repeat(place), range(raw.FPDFPage_CountObjects(page))))
    for shape, kind in zip(shapes, map(calls.type_of_object, shapes), strict=True):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            if _is_drawn_line(shape, buffers):
                rules.extend(_edges(shape, to_page, buffers))
            if len(rules) > MOST_RULES:
                return []
    return rules


def _is_drawn_line(shape: int, buffers: _Buffers) -> bool:
    """A stroked path, or a filled one so thin that it is a line; a filled box is a highlight or a shaded cell."""
    calls.draw_mode_of_path(shape, *buffers.mode_places)
    fill, stroke = buffers.modes
    if stroke:
        return True
    if not fill:
        return False
    calls.bounds_of_object(shape, *buffers.places)
    left, bottom, right, top = buffers.numbers
    return min(right - left, top - bottom) < THICKEST_LINE


def _edges(shape: int, to_page: Mapping, buffers: _Buffers) -> Iterator[Rule]:
    calls.matrix_of_object(shape, buffers.matrix_place)
    m = buffers.matrix
    a, b, c, d, e, f = m.a, m.b, m.c, m.d, m.e, m.f
    numbers, (x_place, y_place, *_) = buffers.numbers, buffers.places
    points: list[tuple[int, float, float]] = []
    for k in range(min(calls.segments_of_path(shape), MOST_RULES)):
        segment = calls.segment_of_path(shape, k)
        calls.point_of_segment(segment, x_place, y_place)
        x, y = numbers[0], numbers[1]
        points.append((calls.type_of_segment(segment), *to_page(a * x + c * y + e, b * x + d * y + f)))
    for (_, ax, ay), (kind, bx, by) in itertools.pairwise(points):
        if kind == raw.FPDF_SEGMENT_LINETO and (abs(ax - bx) < 1 or abs(ay - by) < 1):
            edge = Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            if edge.x1 - edge.x0 > 4 or edge.y1 - edge.y0 > 4:
                yield edge
