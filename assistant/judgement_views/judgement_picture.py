"""The picture of the judgements as a PNG, drawn without a browser: for a briefing, or to save."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from assistant.judgement_views.judgement_grid import Grid, Row, area_name, described, grid_of
from assistant.judgement_views.judgement_layout import SHAPE, Layout, Line, Shape, Words, layout_of

SCALE = 2  # pixels of the file for one of the layout: sharp in print
DOTS_PER_INCH = 96 * SCALE
DASH = 5


def judgement_picture(judgements: Sequence[Row], councils: Sequence[str] = (), *, visits: bool = False) -> bytes:
    """The judgements (as ``Catalogue.judgements`` gives them) as PNG, at ``DOTS_PER_INCH``.

    ``councils`` narrows to those and sets their order; ``visits`` adds what carries no grade by its nature. Raises
    ValueError where that leaves nothing to draw.
    """
    grid = grid_of(judgements, councils, visits=visits)
    if not grid.councils:
        raise ValueError("There are no judgements to draw a picture of: choose councils with inspection papers.")
    return as_png(layout_of(grid))


def picture_in_words(grid: Grid) -> str:
    """What the picture shows, for those who cannot see it: a sentence an inspection, in the order of time."""
    sentences = []
    for council in grid.councils:
        for inspection in council.inspections:
            said = "; ".join(f"{area_name(area)}: {cell.words}" for area, cell in inspection.cells.items())
            sentences.append(f"{council.name}, {described(inspection)}: {said}.")
    return " ".join(sentences)


def as_png(layout: Layout) -> bytes:
    size = round(layout.width * SCALE), round(layout.height * SCALE)
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for box in layout.boxes:
        corners = [n * SCALE for n in (box.x, box.y, box.x + box.width, box.y + box.height)]
        draw.rounded_rectangle(corners, 4 * SCALE, fill=box.fill, outline=box.outline, width=SCALE)
    for line in layout.lines:
        draw_line(draw, line)
    for shape in layout.shapes:
        draw_shape(draw, shape)
    for words in layout.words:
        draw_words(draw, words)
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return stream.getvalue()


def draw_line(draw: ImageDraw.ImageDraw, line: Line) -> None:
    ends = [n * SCALE for n in (line.x, line.y, line.x2, line.y2)]
    if not line.dashed:
        draw.line(ends, fill=line.colour, width=SCALE)
        return
    y = line.y
    while y < line.y2:
        stop = min(y + DASH, line.y2)
        draw.line([line.x * SCALE, y * SCALE, line.x * SCALE, stop * SCALE], fill=line.colour, width=SCALE)
        y += 2 * DASH


def draw_shape(draw: ImageDraw.ImageDraw, shape: Shape) -> None:
    x, y, r = shape.x * SCALE, shape.y * SCALE, SHAPE / 2 * SCALE
    around = [x - r, y - r, x + r, y + r]
    if shape.shape == "circle":
        draw.ellipse(around, fill=shape.colour)
    elif shape.shape == "ring":
        draw.ellipse(around, outline=shape.colour, width=2 * SCALE)
    elif shape.shape == "square":
        draw.rectangle([x - r * 0.88, y - r * 0.88, x + r * 0.88, y + r * 0.88], fill=shape.colour)
    elif shape.shape == "cross":
        draw.line([x - r, y - r, x + r, y + r], fill=shape.colour, width=3 * SCALE)
        draw.line([x - r, y + r, x + r, y - r], fill=shape.colour, width=3 * SCALE)
    else:
        draw.polygon([(x + dx * r, y + dy * r) for dx, dy in CORNERS[shape.shape]], fill=shape.colour)


CORNERS = {
    "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "triangle-down": ((-1.1, -0.9), (1.1, -0.9), (0, 1.1)),
    "triangle-up": ((-1.1, 0.9), (1.1, 0.9), (0, -1.1)),
}


def draw_words(draw: ImageDraw.ImageDraw, words: Words) -> None:
    draw.text(
        (words.x * SCALE, words.y * SCALE),
        words.text,
        fill=words.colour,
        font=font_of(words.size * SCALE),
        anchor="mm" if words.centred else "lm",
        stroke_width=0.45 * SCALE if words.bold else 0,
    )


@lru_cache
def font_of(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The font that comes with Pillow: it is the same on every machine."""
    return ImageFont.load_default(size)
