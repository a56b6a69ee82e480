"""The words of a PDF page, each with its box, size and weight.

Coordinates are points from the top left of the page as it is shown: its own rotation and crop box are applied.
"""

from __future__ import annotations

import ctypes
import functools
import math
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers import pdf_calls as calls

LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
LINE_END_HYPHENS = {0x02, 0xFFFE}  # what PDFium puts for a hyphen that ends a line
SOFT_HYPHEN = 0xAD
SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "zapfdingbats")
BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
SMALL = 0.86  # of the size of the type beside it: a raised mark

IGNORED = frozenset({*range(0x20), *range(0x7F, 0xA0), 0x200B, 0xFEFF, 0xFFFD, 0xFFFF}) - LINE_END_HYPHENS
MARKS = "*†‡"

SPACE, SPECIAL, RAISABLE = 1, 2, 4

Box = tuple[float, float, float, float]


@dataclass
class Token:
    """A word, or the part of a word that stands on one line.

    What is true of few words belongs to the class until it is set: that halves the time in which one is made.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False
    slanted: bool = False  # italic
    symbol: bool = False  # set in a font of symbols
    turn: int = 0  # quarter turns clockwise from upright, -1 where it is set aslant
    mark: bool = field(default=False, init=False)  # a raised footnote mark
    broken: bool = field(default=False, init=False)  # ends in a hyphen at the end of its line
    soft: bool = field(default=False, init=False)  # ... which is a soft hyphen and not part of the word
    region: tuple[int, int, int] | None = field(default=None, init=False)  # table, row, column

    def part(self, text: str, x0: float, x1: float) -> Token:
        """The word with another text and other sides."""
        part = copy(self)
        part.text, part.x0, part.x1 = text, x0, x1
        return part

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Mapping:
    """PDF user space to points from the top left of the page as shown."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def boxes(self, boxes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Rows of left, bottom, right, top -> rows of x0, y0, x1, y1."""
        left, bottom, right, top = boxes.T
        ax, ay = self.a * left + self.c * bottom + self.e, self.b * left + self.d * bottom + self.f
        bx, by = self.a * right + self.c * top + self.e, self.b * right + self.d * top + self.f
        return np.stack([np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)], axis=1)


def mapping_of(page: pdfium.PdfPage) -> Mapping:
    width, height = page.get_size()
    scale = 1000
    x, y = ctypes.c_int(), ctypes.c_int()

    def corner(px: float, py: float) -> tuple[float, float]:
        raw.FPDF_PageToDevice(page, 0, 0, int(width * scale), int(height * scale), 0, px, py, x, y)
        return x.value / scale, y.value / scale

    (ex, ey), (ax, ay), (bx, by) = corner(0, 0), corner(100, 0), corner(0, 100)
    return Mapping((ax - ex) / 100, (ay - ey) / 100, (bx - ex) / 100, (by - ey) / 100, ex, ey)


def tokens_of(page: pdfium.PdfPage, to_page: Mapping) -> list[Token]:
    """The page's words in the order of its content stream."""
    textpage = page.get_textpage()
    try:
        tokens = _tokens(_Glyphs(textpage, to_page))
        _find_marks(tokens)
        return tokens
    finally:
        textpage.close()


_BOXES, _MATRICES = calls.Rows(4), calls.Rows(6)
Look = tuple[float, bool, bool, bool, int]  # size, bold, slanted, symbol, turn: as in a token


class _Glyphs:
    """The characters of a text page. What all characters of a text object share is asked once."""

    def __init__(self, textpage: pdfium.PdfTextPage, to_page: Mapping) -> None:
        self.page = ctypes.cast(textpage.raw, ctypes.c_void_p)
        self.to_page = to_page
        self.text = _text_of(textpage)
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._box = (ctypes.c_float * 4)()
        self._name, self._flags = ctypes.create_string_buffer(256), ctypes.c_int()
        self.looks: dict[int, Look] = {}  # of each text object
        self._alike: dict[tuple[object, ...], Look] = {}
        self._raw = textpage.raw

    def objects(self, at: list[int]) -> list[int | None]:
        """The addresses of the text objects of characters; None for one that PDFium made itself."""
        return list(map(calls.object_of_character, repeat(self.page), at))

    def boxes(self, at: list[int]) -> tuple[npt.NDArray[np.float64], list[int]]:
        """Left, bottom, right, top of each character, and whether it has a box at all."""
        rows, found = _BOXES.take(len(at))
        held = list(map(calls.box_of_character, repeat(self.page), at, rows))
        left, top, right, bottom = found.astype(np.float64).T  # the order of FS_RECTF
        return np.stack([left, np.minimum(bottom, top), right, np.maximum(bottom, top)], axis=1), held

    def box(self, i: int) -> Box | None:
        if not calls.box_of_character(self.page, i, self._box):
            return None
        left, top, right, bottom = self._box
        return left, min(bottom, top), right, max(bottom, top)

    def foot(self, i: int) -> float:
        """Where the ink of a character ends below."""
        left, right, bottom, top = self._edges
        raw.FPDFText_GetCharBox(self._raw, i, left, right, bottom, top)
        return bottom.value

    def size(self, i: int) -> float:
        return self.look(i, calls.object_of_character(self.page, i))[0]

    def look_at(self, shapes: list[int | None], at: list[int]) -> None:
        """Fills ``looks``; a character of each text object is at the same place in ``at``."""
        characters = {shape: i for shape, i in zip(reversed(shapes), reversed(at), strict=True) if shape}
        at = list(characters.values())
        rows, matrices = _MATRICES.take(len(at))
        held = map(calls.matrix_of_character, repeat(self.page), at, rows)
        sizes = map(calls.size_of_character, repeat(self.page), at)
        fonts = map(calls.font_of_object, characters)
        asked = list(zip(characters.items(), held, sizes, fonts, strict=True))
        for ((shape, i), has_matrix, size, font), matrix in zip(asked, matrices[:, :4].tolist(), strict=True):
            key = (font, size, *matrix) if has_matrix else (font, size)
            look = self._alike.get(key)
            if look is None or font is None:
                look = self._alike[key] = self._made(i, size, matrix if has_matrix else ())
            self.looks[shape] = look

    def look(self, i: int, shape: int | None) -> Look:
        """How a character is set; ``shape`` is its text object."""
        if shape and shape not in self.looks:
            self.look_at([shape], [i])
        if shape:
            return self.looks[shape]
        (row,), matrices = _MATRICES.take(1)
        has_matrix = calls.matrix_of_character(self.page, i, row)
        return self._made(i, calls.size_of_character(self.page, i), matrices[0, :4].tolist() if has_matrix else ())

    def _made(self, i: int, size: float, matrix: Sequence[float]) -> Look:
        length = raw.FPDFText_GetFontInfo(self._raw, i, self._name, 256, self._flags)
        font = self._name.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace").lower()
        bold = any(name in font for name in BOLD_NAMES)
        bold = bold or (not font and int(raw.FPDFText_GetFontWeight(self._raw, i)) >= 700)
        slanted = any(name in font for name in ("italic", "oblique"))
        turn = 0
        if matrix:
            a, b, c, d = matrix
            size *= (c**2 + d**2) ** 0.5
            # an upright font can be sheared to look italic
            slanted = slanted or abs(a * c + b * d) > 0.15 * (a**2 + b**2) ** 0.5 * (c**2 + d**2) ** 0.5
            (x0, y0), (x1, y1) = self.to_page(0, 0), self.to_page(a, b)
            quarters = math.atan2(y1 - y0, x1 - x0) / (math.pi / 2)
            turn = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.25 else -1
        return round(size * 2) / 2, bold, slanted, any(name in font for name in SYMBOL_FONTS), turn


def _text_of(textpage: pdfium.PdfTextPage) -> str:
    """One character for each of the text page."""
    count = raw.FPDFText_CountChars(textpage.raw)
    if count <= 0:
        return ""
    units = np.zeros(count + 1, np.uint16)
    written = calls.text_of_page(calls.address_of(textpage.raw), 0, count, units.ctypes.data)
    text = units[: max(written - 1, 0)].tobytes().decode("utf-16-le", "surrogatepass")
    if written == count + 1 and len(text) == count:
        return text
    codes = (int(raw.FPDFText_GetUnicode(textpage.raw, i)) for i in range(count))  # some take two units, or none
    return "".join(chr(code) if 0 < code <= 0x10FFFF else " " for code in codes)


@functools.cache
def _classes() -> npt.NDArray[np.uint8]:
    """What each character is, by its code: SPACE, SPECIAL, RAISABLE or none of them."""
    classes = np.zeros(0x110000, np.uint8)
    common = range(0x3001)  # no space and no digit that an English paper has stands beyond
    classes[[c for c in common if chr(c).isspace()]] = SPACE
    classes[0xD800:0xE000] = SPACE
    for special in (*IGNORED, *LIGATURES, *LINE_END_HYPHENS, SOFT_HYPHEN):
        if classes[special] != SPACE:
            classes[special] = SPECIAL
    classes[[*map(ord, MARKS), *(c for c in common if chr(c).isdigit())]] = RAISABLE
    return classes


def _tokens(glyphs: _Glyphs) -> list[Token]:
    """Words in one text object, or in several side by side, are made at once; the others are spelt out."""
    classes = _classes()[np.frombuffer(glyphs.text.encode("utf-32-le", "surrogatepass"), np.uint32)]
    edges = np.flatnonzero(np.diff(classes != SPACE, prepend=False, append=False))
    if not len(edges):
        return []
    starts, ends = edges[::2], edges[1::2]
    within = np.bitwise_or.reduceat(classes, starts)
    firsts, lasts = starts.tolist(), (ends - 1).tolist()
    shapes = glyphs.objects(firsts)
    glyphs.look_at(shapes, firsts)
    first_boxes, held = glyphs.boxes(firsts)
    last_boxes, held_too = glyphs.boxes(lasts)
    low, high = np.minimum(first_boxes, last_boxes), np.maximum(first_boxes, last_boxes)
    on_one_line = low[:, 3] - high[:, 1] > 0.5 * (high[:, 3] - low[:, 1])
    plain = np.logical_and(held, held_too) & (within & SPECIAL == 0)
    doubtful = np.flatnonzero(plain & (~on_one_line | (within & RAISABLE != 0)))
    ending_in = glyphs.objects([lasts[k] for k in doubtful.tolist()])
    plain[doubtful] = [shapes[k] == shape for k, shape in zip(doubtful.tolist(), ending_in, strict=True)]
    boxes = glyphs.to_page.boxes(np.concatenate([low[:, :2], high[:, 2:]], axis=1)).tolist()
    tokens: list[Token] = []
    text, looks = glyphs.text, glyphs.looks
    for start, end, shape, (x0, y0, x1, y1), is_plain in zip(
        firsts, ends.tolist(), shapes, boxes, plain.tolist(), strict=True
    ):
        if is_plain and shape:
            size, bold, slanted, symbol, turn = looks[shape]
            tokens.append(Token(text[start:end], x0, y0, x1, y1, size, bold, slanted, symbol, turn))
        else:
            tokens.extend(_spelt_out(glyphs, start, end))
    return tokens


def _spelt_out(glyphs: _Glyphs, start: int, end: int) -> Iterator[Token]:
    """The tokens of characters without a space, taken one by one: they may be on several lines or of several sizes."""
    letters: list[str] = []
    box = [0.0, 0.0, 0.0, 0.0]
    first = start
    broken = soft = mark = False

    def token() -> Token:
        look = glyphs.look(first, calls.object_of_character(glyphs.page, first))
        (ax, ay), (bx, by) = glyphs.to_page(box[0], box[1]), glyphs.to_page(box[2], box[3])
        size, bold, slanted, symbol, turn = look
        made = Token("".join(letters), min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), size, bold, slanted)
        made.symbol, made.turn = symbol, turn
        made.mark, made.broken, made.soft = mark, broken, soft
        letters.clear()
        return made

    for i in range(start, end):
        character = glyphs.text[i]
        code = ord(character)
        hyphen = code in LINE_END_HYPHENS or code == SOFT_HYPHEN
        if code in IGNORED:
            continue
        here = glyphs.box(i)
        if here is None:
            continue
        if letters and _jumps(box, here):
            yield token()
            mark = broken = soft = False
        raised = mark and bool(letters)
        if character.isdigit() or character in MARKS:
            if letters and not mark:
                size = glyphs.size(first)
                raised = glyphs.size(i) < SMALL * size and glyphs.foot(i) > box[1] + 0.3 * size
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
        if len(token.text) > 2 or token.mark or not (token.text.isdigit() or token.text in MARKS):
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
