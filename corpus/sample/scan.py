"""A letter as a scanner leaves it: one image to a page, slightly turned, with specks and no text layer."""

import random
from io import BytesIO
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.sample.source import Source

PAGE = (1240, 1754)  # A4 at 150 dots to the inch
EDGE = 150
FONTS = Path(reportlab.__file__).parent / "fonts"


def scanned_letter(source: Source) -> bytes:
    picture = _specks(_letter(source).rotate(0.7, Image.Resampling.BICUBIC, fillcolor=246))
    jpeg = BytesIO()
    picture.save(jpeg, "JPEG", quality=38)
    jpeg.seek(0)
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle("Scan_20240214_093012")
    canvas.drawImage(ImageReader(jpeg), 0, 0, *A4)
    canvas.save()
    return out.getvalue()


def _letter(source: Source) -> Image.Image:
    picture = Image.new("L", PAGE, 246)
    draw = ImageDraw.Draw(picture)
    y = float(EDGE)
    for block in source.blocks:
        bold = block.text.startswith("**")
        font = ImageFont.truetype(
            str(FONTS / ("VeraBd.ttf" if bold else "Vera.ttf")), 22, layout_engine=ImageFont.Layout.BASIC
        )
        for line in _wrapped(block.text.strip("*"), font):
            draw.text((EDGE, y), line, fill=30, font=font)
            y += 32
        y += 40 if block.text.startswith("Yours") else 18
    return picture.filter(ImageFilter.GaussianBlur(0.5))


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) > PAGE[0] - 2 * EDGE:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _specks(picture: Image.Image) -> Image.Image:
    chance = random.Random(1972)
    draw = ImageDraw.Draw(picture)
    for _ in range(260):
        x, y, r = chance.randrange(PAGE[0]), chance.randrange(PAGE[1]), chance.choice([0.5, 0.5, 1, 1.5])
        draw.ellipse((x - r, y - r, x + r, y + r), fill=chance.randrange(90, 200))
    draw.line((1012, 0, 1015, PAGE[1]), fill=214, width=2)
    return picture
