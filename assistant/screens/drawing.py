"""Pages drawn as printed, with the passage boxed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from corpus.pagestore import boxes_of
from corpus.paper import Page
from corpus.picture import BadPicture, is_picture, page_image

Box = tuple[float, float, float, float]

WIDTH = 1200  # pixels of a drawn page: sharp on a screen that shows two for one
FILL = (255, 236, 120)
OUTLINE = (74, 45, 0)
MARGIN = 1.5  # points round a line of the passage
# PDFium keeps state between calls that threads share
_pdfium = Lock()


class PageNotDrawn(Exception):
    """The page of a paper cannot be drawn: the message names the file."""


def draw_page(file: Path, page: Page, spans: Iterable[tuple[int, int]] = ()) -> bytes:
    """The page as PNG, ``WIDTH`` pixels wide, with ``page.text[start:end]`` of each span boxed.

    Raises PageNotDrawn where the file is gone or does not open.
    """
    image = Image.open(io.BytesIO(printed_page(file, page.number)))
    boxes = boxes_on(page, spans)
    return as_png(mark_boxes(image, boxes, WIDTH / page.width) if boxes else image)


def boxes_on(page: Page, spans: Iterable[tuple[int, int]]) -> list[Box]:
    """The boxes of the spans, line by line, in points from the top left."""
    return [box for start, end in spans for box in boxes_of(page.words, start, end)]


@lru_cache(maxsize=32)
def printed_page(file: Path, number: int) -> bytes:
    """The page without any mark, as PNG."""
    try:
        data = file.read_bytes()
        if is_picture(data):
            image = page_image(data, number)
            return as_png(image.resize((WIDTH, round(WIDTH * image.height / image.width))))
        with _pdfium, pypdfium2.PdfDocument(data) as document:
            page = document[number - 1]
            return as_png(page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB"))
    except (OSError, IndexError, BadPicture, pypdfium2.PdfiumError) as error:
        raise PageNotDrawn(f"Page {number} of {file.name} cannot be drawn: {error}") from error


def mark_boxes(image: Image.Image, boxes: Sequence[Box], scale: float) -> Image.Image:
    """The image with the boxes (in points from the top left) filled as by a highlighter and outlined.

    The fill multiplies what is under it, so that print stays as black as it was.
    """
    tint = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(tint)
    scaled = [grown(box, scale) for box in boxes]
    for box in scaled:
        draw.rectangle(box, fill=FILL)
    marked = ImageChops.multiply(image, tint)
    draw = ImageDraw.Draw(marked)
    for box in scaled:
        draw.rectangle(box, outline=OUTLINE, width=2)
    return marked


def grown(box: Box, scale: float) -> Box:
    x0, y0, x1, y1 = box
    return (x0 - MARGIN) * scale, (y0 - MARGIN) * scale, (x1 + MARGIN) * scale, (y1 + MARGIN) * scale


def as_png(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def tab_icon() -> Image.Image:
    """A page with a marked line, for the browser's tab."""
    image = Image.new("RGB", (64, 64), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((8, 2, 56, 62), outline=OUTLINE, width=4)
    for top in (14, 44):
        draw.rectangle((18, top, 46, top + 4), fill=OUTLINE)
    draw.rectangle((16, 24, 48, 36), fill=FILL, outline=OUTLINE, width=2)
    return image
