"""Reads the picture of a page (OCR). The models come with rapidocr; nothing is fetched."""

from __future__ import annotations

import functools
import statistics
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.pdf_words import Token

DOTS_PER_INCH = 200
SMALLEST_PICTURE = 0.05  # of the area of the page: less is a logo
SURE = 0.8  # mean score of lines that were read the right way up
LEGIBLE = 0.5  # a line below this is a picture, a stamp or handwriting
TYPE_SIZE = 0.85  # of the height of a line's box

Image = npt.NDArray[np.uint8]


def is_scan(page: pdfium.PdfPage) -> bool:
    """Does a page without text show a picture that may be one of text?"""
    width, height = page.get_size()
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        try:
            left, bottom, right, top = shape.get_bounds()
        except pdfium.PdfiumError:
            continue  # a picture without bounds is not drawn
        if abs((right - left) * (top - bottom)) > SMALLEST_PICTURE * width * height:
            return True
    return False


def scanned_words(page: pdfium.PdfPage) -> tuple[list[Token], int]:
    """The words read from the picture of a page, and by how many quarter turns clockwise they are set on it.

    Boxes are in points of the page turned upright.
    """
    image = page.render(scale=DOTS_PER_INCH / 72).to_numpy()
    best: tuple[float, int, list[Any]] = (-1.0, 0, [])
    turns = [0]
    for turn in turns:
        lines = _read(np.ascontiguousarray(np.rot90(image, turn)))
        score = statistics.fmean(line[2] for line in lines) if lines else 0.0
        sideways = turn == 0 and _on_its_side(lines)
        best = max(best, (0.0 if sideways else score, turn, lines), key=lambda found: found[0])
        if turn == 0:
            turns += (1, 3) if sideways else (2,) if lines and score < SURE else ()
        elif score >= SURE:
            break
    return list(_tokens(best[2])), best[1]


def _on_its_side(lines: Sequence[Any]) -> bool:
    """Most lines are taller than they are wide."""
    return bool(lines) and statistics.fmean(np.ptp(box[:, 1]) > 1.5 * np.ptp(box[:, 0]) for box, *_ in lines) > 0.5


def _read(image: Image) -> list[tuple[Any, str, float, Any]]:
    """Box, text, score and words of each line."""
    found = _engine()(image, use_det=True, use_cls=False, use_rec=True, return_word_box=True)
    if found.boxes is None or not found.txts:
        return []
    lines = zip(found.boxes, found.txts, found.scores, found.word_results, strict=True)
    return [line for line in lines if line[2] >= LEGIBLE and line[1].strip()]


def _tokens(lines: list[Any]) -> Iterable[Token]:
    """Lines of nearly one height are set in one size: their boxes differ by what hangs below the line."""
    point = 72 / DOTS_PER_INCH
    heights = [float(np.ptp(box[:, 1])) * point for box, *_ in lines]
    usual = statistics.median(heights) if heights else 0.0
    for (box, text, _, words), height in zip(lines, heights, strict=True):
        size = round(2 * TYPE_SIZE * (usual if abs(height - usual) < 0.2 * usual else height)) / 2
        top, bottom = float(box[:, 1].min()) * point, float(box[:, 1].max()) * point
        left, right = float(box[:, 0].min()) * point, float(box[:, 0].max()) * point
        pieces = text.split()
        boxes = [np.asarray(word[2]) for word in words]
        for k, piece in enumerate(pieces):
            if len(boxes) == len(pieces):
                x0, x1 = float(boxes[k][:, 0].min()) * point, float(boxes[k][:, 0].max()) * point
            else:  # the engine cut the line into other words: each takes its share of the line
                before = sum(len(p) + 1 for p in pieces[:k])
                x0 = left + (right - left) * before / len(text)
                x1 = left + (right - left) * (before + len(piece)) / len(text)
            yield Token(piece, x0, top, x1, bottom, size, breaks=k == 0)


@functools.cache
def _engine() -> Any:
    from rapidocr import RapidOCR  # loads its models: only where a page is a scan

    return RapidOCR(params={"Global.log_level": "error"})
