"""A picture file as pages: what a scanner, a fax or a camera makes. To read it, and to show its pages.

A page of a TIFF is a frame. Of an animation (GIF, WebP) the first frame alone counts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, ImageOps

FORMATS = ("BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP")
LONGEST_PAGE = 1200.0  # points: A3, with a margin; a file that says it is larger states no true dots an inch
SHORTEST_PAGE = 100.0  # points, of the longer side
USUAL_PAGE = 842.0  # points of the longer side of A4, where the file does not say how large it was
LARGEST = 90_000_000  # dots: A3 at 600 an inch and a bit
TOO_LARGE = "the picture is too large to be opened ({}): save it at 300 dots an inch or fewer"
_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")


class BadPicture(Exception):
    """The file is no picture that can be opened; the message says why and what to do."""


def is_picture(data: bytes) -> bool:
    """By its first bytes."""
    if data[:4] == b"RIFF":
        return data[8:12] == b"WEBP"
    if data[:2] == b"BM":
        return data[6:10] == b"\0\0\0\0"  # reserved; a text may begin with these two letters
    return data.startswith(_STARTS)


def page_images(data: bytes) -> Iterator[Image.Image]:
    """Each page in colours red green blue, upright as its camera says, on white. Raises BadPicture."""
    Image.init()  # else Pillow knows only the commonest formats by name
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            for number in range(getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1):
                picture.seek(number)
                yield _page_image(picture)
    except Image.DecompressionBombError as error:
        raise BadPicture(TOO_LARGE.format("more than 180 million dots")) from error
    # what Pillow raises for damaged files: its plugins have no class of their own
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise BadPicture("the picture is damaged and cannot be opened: save it anew, or fetch it again") from error


def page_image(data: bytes, number: int) -> Image.Image:
    """The page ``number``, from 1. Raises BadPicture, also where there is no such page."""
    for at, image in enumerate(page_images(data), 1):
        if at == number:
            return image
    raise BadPicture(f"the picture has no page {number}")


def page_size(image: Image.Image) -> tuple[float, float]:
    """Width and height in points, from the dots an inch that the file states, if those make a sheet of paper."""
    dots = image.info.get("dpi", (0, 0))[0]
    longer = max(image.size)
    points = longer * 72 / float(dots) if dots and dots > 0 else 0.0
    if not SHORTEST_PAGE <= points <= LONGEST_PAGE:
        points = USUAL_PAGE
    return image.width * points / longer, image.height * points / longer


def _page_image(picture: Image.Image) -> Image.Image:
    if picture.width * picture.height > LARGEST:
        raise BadPicture(TOO_LARGE.format(f"{picture.width:,} by {picture.height:,} dots"))
    upright = ImageOps.exif_transpose(picture)
    if upright.has_transparency_data:
        clear = upright.convert("RGBA")
        image = Image.new("RGB", clear.size, "white")
        image.paste(clear, mask=clear)
    elif upright.mode.startswith("I;16"):
        image = upright.point(lambda value: value / 256).convert("L").convert("RGB")
    else:
        image = upright.convert("RGB")
    image.info = {name: value for name, value in picture.info.items() if name == "dpi"}
    return image
