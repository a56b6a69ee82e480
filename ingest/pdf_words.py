"""The words of a PDF page, each with its box, size and weight, and the ruling lines drawn on the page.

Coordinates are points from the top left of the page as it is shown: its own rotation and crop box are applied.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
LINE_END_HYPHENS = {0x02, 0xFFFE}  # what PDFium puts for a hyphen that ends a line
SOFT_HYPHEN = 0xAD
SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "zapfdingbats")
BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
THICKEST_LINE = 3.5  # points
SMALL = 0.86  # of the size of the type beside it: a raised mark
MOST_RULES = 4_000  # a drawing with more lines than this on a page is a picture, not a table


@dataclass(slots=True)
class Token:
    """A word, or the part of a word that stands on one line."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False
    slanted: bool = False  # italic
    symbol: bool = False  # set in a font of symbols
    mark: bool = False  # a raised footnote mark
    broken: bool = False  # ends in a hyphen at the end of its line
    soft: bool = False  # ... which is a soft hyphen and not part of the word
    turn: int = 0  # quarter turns clockwise from upright, -1 where it is set aslant
    breaks: bool = False  # PDFium begins a new line here
    region: tuple[int, int, int] | None = None  # table, row, column

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, level or upright."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0


Mapping = Callable[[float, float], tuple[float, float]]


def mapping_of(page: pdfium.PdfPage) -> Mapping:
    """PDF user space to points from the top left of the page as shown."""
    width, height = page.get_size()
    scale = 1000
    x, y = ctypes.c_int(), ctypes.c_int()

    def corner(px: float, py: float) -> tuple[float, float]:
        raw.FPDF_PageToDevice(page, 0, 0, int(width * scale), int(height * scale), 0, px, py, x, y)
        return x.value / scale, y.value / scale

    (ex, ey), (ax, ay), (bx, by) = corner(0, 0), corner(100, 0), corner(0, 100)
    a, b, c, d = (ax - ex) / 100, (ay - ey) / 100, (bx - ex) / 100, (by - ey) / 100
    return lambda px, py: (a * px + c * py + ex, b * px + d * py + ey)


class _Glyphs:
    """Reads the characters of a text page one by one into reused buffers."""

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        self.page = textpage.raw
        self.count = raw.FPDFText_CountChars(textpage.raw)
        self.loose = raw.FS_RECTF()
        self.left, self.right = ctypes.c_double(), ctypes.c_double()
        self.bottom, self.top = ctypes.c_double(), ctypes.c_double()
        self.name = ctypes.create_string_buffer(256)
        self.flags = ctypes.c_int()
        self.matrix = raw.FS_MATRIX()

    def box(self, i: int) -> tuple[float, float, float, float] | None:
        if not raw.FPDFText_GetLooseCharBox(self.page, i, self.loose):
            return None
        box = self.loose
        return box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)

    def tight(self, i: int) -> tuple[float, float, float, float]:
        raw.FPDFText_GetCharBox(self.page, i, self.left, self.right, self.bottom, self.top)
        return self.left.value, self.bottom.value, self.right.value, self.top.value

    def size(self, i: int) -> float:
        size = float(raw.FPDFText_GetFontSize(self.page, i))
        if raw.FPDFText_GetMatrix(self.page, i, self.matrix):
            size *= (self.matrix.c**2 + self.matrix.d**2) ** 0.5
        return round(size * 2) / 2

    def font(self, i: int) -> str:
        length = raw.FPDFText_GetFontInfo(self.page, i, self.name, 256, self.flags)
        return self.name.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace").lower()

    def weight(self, i: int) -> int:
        return int(raw.FPDFText_GetFontWeight(self.page, i))

    def leans(self, i: int) -> bool:
        """Is an upright font sheared to look italic?"""
        if not raw.FPDFText_GetMatrix(self.page, i, self.matrix):
            return False
        m = self.matrix
        return bool(abs(m.a * m.c + m.b * m.d) > 0.15 * (m.a**2 + m.b**2) ** 0.5 * (m.c**2 + m.d**2) ** 0.5)

    def turn(self, i: int, to_page: Mapping) -> int:
        """The direction of the line of type on the page as shown, in quarter turns clockwise; -1 for aslant."""
        if not raw.FPDFText_GetMatrix(self.page, i, self.matrix):
            return 0
        (x0, y0), (x1, y1) = to_page(0, 0), to_page(self.matrix.a, self.matrix.b)
        quarters = math.atan2(y1 - y0, x1 - x0) / (math.pi / 2)
        return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.25 else -1


def tokens_of(page: pdfium.PdfPage) -> list[Token]:
    """The page's words in the order of its content stream."""
    textpage = page.get_textpage()
    try:
        tokens = list(_tokens(_Glyphs(textpage), mapping_of(page)))
        _find_marks(tokens)
        return tokens
    finally:
        textpage.close()


def _tokens(glyphs: _Glyphs, to_page: Mapping) -> Iterator[Token]:
    letters: list[str] = []
    box = [0.0, 0.0, 0.0, 0.0]
    first = 0
    breaks = broken = soft = mark = False

    def token() -> Token:
        nonlocal breaks
        font = glyphs.font(first)
        size = glyphs.size(first)
        ends = (to_page(box[0], box[1]), to_page(box[2], box[3]))
        x0, x1 = sorted((ends[0][0], ends[1][0]))
        y0, y1 = sorted((ends[0][1], ends[1][1]))
        made = Token(
            "".join(letters), x0, y0, x1, y1, size,
            bold=any(name in font for name in BOLD_NAMES) or (glyphs.weight(first) >= 700 and not font),
            slanted=any(name in font for name in ("italic", "oblique")) or glyphs.leans(first),
            symbol=any(name in font for name in SYMBOL_FONTS),
            mark=mark, broken=broken, soft=soft, turn=glyphs.turn(first, to_page), breaks=breaks,
        )  # fmt: skip
        breaks = False
        letters.clear()
        return made

    for i in range(glyphs.count):
        code = int(raw.FPDFText_GetUnicode(glyphs.page, i))
        character = chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""
        if character.isspace() or not character:
            if letters:
                yield token()
            mark = broken = soft = False
            breaks = breaks or character in ("\n", "\r")
            continue
        hyphen = code in LINE_END_HYPHENS or code == SOFT_HYPHEN
        if not hyphen and (code < 0x20 or 0x7F <= code < 0xA0 or code in (0xFFFF, 0xFFFD, 0xFEFF, 0x200B)):
            continue
        here = glyphs.box(i)
        if here is None:
            continue
        if letters and _jumps(box, here):
            yield token()
            mark = broken = soft = False
            breaks = True
        raised = mark and bool(letters)
        if character.isdigit() or character in "*†‡":
            if letters and not mark:
                size = glyphs.size(first)
                raised = glyphs.size(i) < SMALL * size and glyphs.tight(i)[1] > box[1] + 0.3 * size
                if raised:
                    yield token()
        else:
            raised = False
        if letters and mark and not raised:
            yield token()
        if not letters:
            first, box[:] = i, here
            mark = raised
        else:
            box[:] = min(box[0], here[0]), min(box[1], here[1]), max(box[2], here[2]), max(box[3], here[3])
        broken, soft = hyphen, code == SOFT_HYPHEN
        letters.append("-" if hyphen else LIGATURES.get(code, character))
    if letters:
        yield token()


def _find_marks(tokens: list[Token]) -> None:
    """A small number beside larger type on its line is a footnote mark, also where a space parts the two."""
    for i, token in enumerate(tokens):
        if token.mark or not ((token.text.isdigit() and len(token.text) <= 2) or token.text in "*†‡"):
            continue
        for other in tokens[max(i - 1, 0) : i] + tokens[i + 1 : i + 2]:
            level = min(token.y1, other.y1) - max(token.y0, other.y0) > 0.4 * (token.y1 - token.y0)
            near = max(token.x0, other.x0) - min(token.x1, other.x1) < other.size
            if level and near and token.size < SMALL * other.size and token.y1 < other.y1 - 0.05 * other.size:
                token.mark = True


def _jumps(box: list[float], here: tuple[float, float, float, float]) -> bool:
    """Does the character stand on another line than the word so far?"""
    level = min(box[3], here[3]) - max(box[1], here[1])
    upright = min(box[2], here[2]) - max(box[0], here[0])
    height, width = here[3] - here[1], here[2] - here[0]
    if level > 0.1 * height:
        return False
    return upright < -2 * width or level < -0.5 * height or (level <= 0 and here[0] < box[0])


def rules_of(page: pdfium.PdfPage) -> list[Rule]:
    """The level and upright lines of the page's drawings: borders of tables, edges of boxes."""
    to_page = mapping_of(page)
    rules: list[Rule] = []
    for i in range(raw.FPDFPage_CountObjects(page)):
        shape = raw.FPDFPage_GetObject(page, i)
        if raw.FPDFPageObj_GetType(shape) == raw.FPDF_PAGEOBJ_PATH:
            if _is_drawn_line(shape):
                rules.extend(_edges(shape, to_page))
            if len(rules) > MOST_RULES:
                return []
    return rules


def _is_drawn_line(shape: raw.FPDF_PAGEOBJECT) -> bool:
    """A stroked path, or a filled one so thin that it is a line; a filled box is a highlight or a shaded cell."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(shape, fill, stroke)
    if stroke.value:
        return True
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(shape, left, bottom, right, top)
    return bool(fill.value) and min(right.value - left.value, top.value - bottom.value) < THICKEST_LINE


def _edges(shape: raw.FPDF_PAGEOBJECT, to_page: Mapping) -> Iterator[Rule]:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(shape, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[int, float, float]] = []
    for k in range(min(raw.FPDFPath_CountSegments(shape), MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(shape, k)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(
            (
                raw.FPDFPathSegment_GetType(segment),
                *to_page(
                    matrix.a * x.value + matrix.c * y.value + matrix.e,
                    matrix.b * x.value + matrix.d * y.value + matrix.f,
                ),
            )
        )
    for (_, ax, ay), (kind, bx, by) in itertools.pairwise(points):
        if kind == raw.FPDF_SEGMENT_LINETO and (abs(ax - bx) < 1 or abs(ay - by) < 1):
            edge = Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            if edge.x1 - edge.x0 > 4 or edge.y1 - edge.y0 > 4:
                yield edge
