"""A picture of a paper (PNG, JPEG, TIFF, GIF, BMP, WebP) -> pages of blocks with the boxes of their words."""

from __future__ import annotations

import numpy as np
from PIL import Image

from corpus.paper import Pages
from corpus.picture import BadPicture, page_images, page_size
from ingest.readers.pdf_columns import with_rows
from ingest.readers.pdf_lines import fragments_of, in_reading_order, lines_of
from ingest.readers.pdf_pages import Sheet, pages_of
from ingest.readers.scan import LONGEST_SIDE, scan_of
from ingest.unreadable import UnreadablePaper


def read_image(data: bytes) -> Pages:
    """Raises UnreadablePaper for a damaged or vast picture, and for one that shows no text."""
    try:
        sheets = [sheet_of(image) for image in page_images(data)]
    except BadPicture as error:
        raise UnreadablePaper(str(error)) from error
    if not any(sheet.lines for sheet in sheets):
        raise UnreadablePaper("the picture holds no text that can be read: give a sharper one, or the paper it shows")
    return Pages(tuple(pages_of(sheets)), paged=True)


def sheet_of(image: Image.Image) -> Sheet:
    width, height = page_size(image)
    smaller = image.copy()
    smaller.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    blue_green_red = np.asarray(smaller)[:, :, ::-1]
    scan = scan_of(np.ascontiguousarray(blue_green_red), width / smaller.width)
    lines = with_rows(lines_of(in_reading_order(lines_of(lines_of(fragments_of(scan.tokens))))))
    return Sheet(width, height, scan.turn, lines, [], ocr=True, skew=scan.skew)
