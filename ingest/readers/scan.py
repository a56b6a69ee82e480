"""Reads the picture of a page (OCR). The models come with rapidocr; nothing is fetched."""

from __future__ import annotations

import functools
import math
import re
import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.cores import cores
from ingest.pace import on_page
from ingest.readers.pdf_words import Token
from ingest.readers.scan_columns import reading_order

DOTS_PER_INCH = 200
LONGEST_SIDE = 3400  # dots: A3 at 200 an inch; what is larger is read smaller
LONGEST_SEARCHED = 1280  # dots: where the lines stand is found on a smaller picture, in half the time and memory
SMALLEST_PICTURE = 0.05  # of the area of the page: less is a logo
PAGE_PICTURE = 0.5  # of the area of the page: more is the page itself, and its text may be a layer laid over it
FEW_WORDS = 10  # on a page that is a picture: a stamp or a page number
STOPS = ".,:;?!()[]'\"‘’“”•●-–—"
WORDLIKE = 0.6  # share of a layer's words that look like words; less is the debris of a poor recognition
DEBRIS_PIECES = 4  # of one word, at most
SURE = 0.8  # mean score of lines that were read the right way up
LEGIBLE = 0.5  # a line below this is a picture, a stamp or handwriting
TYPE_SIZE = 0.85  # of the height of a line's box
LONG_LINE = 25  # letters
SLIGHT = 0.3  # degrees: less needs no straightening
STEEPEST = 20.0  # degrees: more is not how a sheet lies in a scanner

Image = npt.NDArray[np.uint8]
Box = npt.NDArray[np.float64]  # four corners, clockwise from the top left of the words
_NUMBER = re.compile(r"[£€$]?[\d.,:]+%?")
_JOINT = re.compile(r"[-–—/’'&@.]")  # of one word with the next
_VOWEL = re.compile(r"[aeiouyw]", re.IGNORECASE)


@dataclass(slots=True)
class Scan:
    """What is read from a picture. Boxes are in points of the page turned upright and set straight.

    ``turn`` counts the quarter turns clockwise by which the words are set on the page as shown; ``skew`` the degrees
    clockwise by which their lines slope once it is turned upright.
    """

    tokens: list[Token]
    turn: int
    skew: float


def is_scan(page: pdfium.PdfPage, tokens: Sequence[Token] = ()) -> bool:
    """Must the picture of the page be read, because its text (``tokens``) is missing, a mere stamp, or debris?

    Debris is what a poor recognition or a font without names for its signs leaves.
    """
    if not tokens:
        return _has_picture(page, SMALLEST_PICTURE)
    if not looks_like_words(token.text for token in tokens):
        return True
    return len(tokens) < FEW_WORDS and _has_picture(page, PAGE_PICTURE)


def is_better(scan: Scan, tokens: Sequence[Token]) -> bool:
    """Is what was read of the picture to take the place of the page's own text?"""
    if not tokens:
        return True
    read, layer = [[token.text for token in each] for each in (scan.tokens, tokens)]
    # debris falls into more pieces than the words it stands for
    least = len(layer) if looks_like_words(layer) else len(layer) / DEBRIS_PIECES
    return len(read) >= least and looks_like_words(read)


def looks_like_words(texts: Iterable[str]) -> bool:
    """A word is of letters alone, with a vowel if it is long and in the plain alphabet; a number is one too."""
    bare = [text.strip(STOPS) for text in texts]
    said = [_is_word(text) for text in bare if text]
    return bool(said) and statistics.fmean(said) > WORDLIKE


@functools.lru_cache(maxsize=1 << 15)
def _is_word(text: str) -> bool:
    if not text.isascii():
        text = "".join(c for c in text if not unicodedata.category(c).startswith("M"))  # vowel signs of many scripts
    parts = [part for part in _JOINT.split(text) if part]
    if not all(part.isalpha() or (part.isascii() and part.isalnum()) or _NUMBER.fullmatch(part) for part in parts):
        return False
    return len(text) < 4 or not (text.isascii() and text.isalpha()) or text.isupper() or bool(_VOWEL.search(text))


def _has_picture(page: pdfium.PdfPage, least: float) -> bool:
    width, height = page.get_size()
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        try:
            left, bottom, right, top = shape.get_bounds()
        except pdfium.PdfiumError:
            continue  # a picture without bounds is not drawn
        if abs((right - left) * (top - bottom)) > least * width * height:
            return True
    return False


def scan_of_page(page: pdfium.PdfPage) -> Scan:
    scale = min(DOTS_PER_INCH / 72, LONGEST_SIDE / max(page.get_size()))
    return scan_of(page.render(scale=scale, rev_byteorder=False).to_numpy(), 1 / scale)


def scan_of(image: Image, point: float) -> Scan:
    """The words of a picture (height, width, colours blue green red) whose dots are ``point`` points apart."""
    best: tuple[float, int, list[Any]] = (-1.0, 0, [])
    turns = [0]
    for turn in turns:
        lines = _read(np.ascontiguousarray(np.rot90(image, turn)))
        on_page.get()()
        score = statistics.fmean(line[2] for line in lines) if lines else 0.0
        sideways = turn == 0 and _on_its_side(lines)
        best = max(best, (0.0 if sideways else score, turn, lines), key=lambda found: found[0])
        if turn == 0:
            turns += (1, 3) if sideways else (2,) if lines and score < SURE else ()
        elif score >= SURE:
            break
    _, turn, lines = best
    skew = _skew(lines)
    return Scan(list(_tokens(lines, point, skew)), turn, skew)


def turned(x: float, y: float, degrees: float) -> tuple[float, float]:
    """A point turned clockwise, as it is seen (y counts downwards), about the top left corner."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return x * cosine - y * sine, x * sine + y * cosine


def _on_its_side(lines: Sequence[Any]) -> bool:
    """Most lines are taller than they are wide."""
    return bool(lines) and statistics.fmean(np.ptp(box[:, 1]) > 1.5 * np.ptp(box[:, 0]) for box, *_ in lines) > 0.5


def _read(image: Image) -> list[tuple[Box, str, float, Any]]:
    """Box, text, score and words of each line."""
    found = _engine()(image, use_det=True, use_cls=False, use_rec=True, return_word_box=True)
    if found.boxes is None or not found.txts:
        return []
    lines = zip(found.boxes, found.txts, found.scores, found.word_results, strict=True)
    return [line for line in lines if line[2] >= LEGIBLE and line[1].strip()]


def _skew(lines: Sequence[Any]) -> float:
    """The slope that half of the long lines have at least, in degrees clockwise; 0 where it is slight."""
    sides = [box[1] - box[0] for box, *_ in lines]
    longest = max((float(np.hypot(*side)) for side in sides), default=0.0)
    slopes = [math.degrees(math.atan2(y, x)) for x, y in sides if math.hypot(x, y) > longest / 2]
    slope = statistics.median(slopes) if slopes else 0.0
    return slope if SLIGHT < abs(slope) < STEEPEST else 0.0


def _tokens(lines: Sequence[Any], point: float, skew: float) -> Iterable[Token]:
    straight = [_straight(box, point, skew) for box, *_ in lines]
    order = reading_order(straight)
    sizes = _sizes([straight[i] for i in order], [lines[i][1] for i in order])
    for i, size in zip(order, sizes, strict=True):
        (left, top, right, bottom), (_, text, _, words) = straight[i], lines[i]
        parts = [(part, *_straight(np.asarray(box, np.float64), point, skew)[::2]) for part, _, box in words]
        edges = _edges(text, parts, left, right)
        at = 0
        for piece in text.split():
            yield Token(piece, edges[at][0], top, edges[at + len(piece) - 1][1], bottom, size)
            at += len(piece)


def _sizes(boxes: Sequence[tuple[float, float, float, float]], texts: Sequence[str]) -> list[float]:
    """The size of type of each line, in reading order.

    Lines of nearly the usual height, or long ones of nearly the usual width of letter, are of one size, and so are
    lines that follow each other at nearly one height: that of a box depends on what hangs below the line, and on a
    coarse picture on chance.
    """
    heights = [bottom - top for _, top, _, bottom in boxes]
    letters = [(right - left) / len(text) for (left, _, right, _), text in zip(boxes, texts, strict=True)]
    long = [len(text) >= LONG_LINE for text in texts]
    height = statistics.median(heights) if heights else 0.0
    letter = statistics.median([width for width, is_long in zip(letters, long, strict=True) if is_long] or [0.0])
    sizes: list[float] = []
    before = height
    for own_height, own_letter, is_long in zip(heights, letters, long, strict=True):
        usual = abs(own_height - height) < 0.2 * height or (is_long and abs(own_letter - letter) < 0.12 * letter)
        if usual:
            before = height
        elif abs(own_height - before) > 0.2 * before:
            before = own_height
        sizes.append(round(2 * TYPE_SIZE * before) / 2)
    return sizes


def _straight(box: Box, point: float, skew: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a box, set straight; the corners of a box of no skew may still differ a little."""
    corners = [turned(float(x) * point, float(y) * point, -skew) for x, y in box]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(down), max(across), max(down)


def _edges(
    text: str, parts: Sequence[tuple[str, float, float]], left: float, right: float
) -> list[tuple[float, float]]:
    """Left and right of each character but the spaces.

    The engine cuts a line into other parts than words: a character has its share of its part, or, where the parts
    are not the text, of the line.
    """
    plain = "".join(text.split())
    if "".join("".join(part.split()) for part, _, _ in parts) != plain:
        step = (right - left) / len(text)
        return [(left + i * step, left + (i + 1) * step) for i, c in enumerate(text) if not c.isspace()]
    edges: list[tuple[float, float]] = []
    for part, x0, x1 in parts:
        count = len("".join(part.split()))
        edges += [(x0 + (x1 - x0) * i / count, x0 + (x1 - x0) * (i + 1) / count) for i in range(count)]
    return edges


@functools.cache
def _engine() -> Any:
    import cv2  # with the models of rapidocr a hundred megabytes: only where a page is a scan
    from rapidocr import RapidOCR

    cv2.setNumThreads(cores())
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.max_side_len": LONGEST_SIDE,
            "Det.limit_type": "max",
            "Det.limit_side_len": LONGEST_SEARCHED,
            "Rec.rec_batch_num": 1,  # as fast as six lines at once, in 200 megabytes less
            "EngineConfig.onnxruntime.intra_op_num_threads": cores(),
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
