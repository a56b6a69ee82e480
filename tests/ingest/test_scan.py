import io
import math
from collections.abc import Iterable

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.paper import Page
from ingest.readers.read_image import read_image
from ingest.readers.read_pdf import read_pdf
from ingest.readers.scan import looks_like_words
from ingest.unreadable import UnreadablePaper

WIDTH, HEIGHT = 400.0, 160.0
LEFT = [
    "Care leavers in Brackenford receive",
    "help from their personal advisers.",
    "The council has opened nine flats.",
]
RIGHT = ["Foster carers told inspectors that", "training has improved since March.", "Reviews are held on time."]
NEAR = 3.0  # points


def printed(left: Iterable[str] = LEFT, right: Iterable[str] = ()) -> bytes:
    """A PDF page with text, in one column or two."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT))
    for x, lines in ((30, left), (220, right)):
        for i, line in enumerate(lines):
            canvas.setFont("Helvetica", 10)
            canvas.drawString(x, HEIGHT - 60 - 14 * i, line)
    canvas.save()
    return buffer.getvalue()


def picture(data: bytes) -> Image.Image:
    """The first page of a PDF as a scanner sees it, 200 dots an inch."""
    return pdfium.PdfDocument(data)[0].render(scale=200 / 72).to_pil().convert("RGB")


def scanned(image: Image.Image, layer: Iterable[str] = (), invisible: bool = False) -> bytes:
    """A PDF page that shows the picture, under a layer of text."""
    width, height = image.width * 72 / 200, image.height * 72 / 200
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height))
    canvas.drawImage(ImageReader(image), 0, 0, width, height)
    for i, line in enumerate(layer):
        text = canvas.beginText(30, height - 20 - 14 * i)
        text.setTextRenderMode(3 if invisible else 0)
        text.textLine(line)
        canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def page_of(data: bytes) -> Page:
    return read_pdf(data).pages[0]


def middles(page: Page) -> list[tuple[str, float, float]]:
    return [(page.text[w.start : w.end], (w.x0 + w.x1) / 2, (w.y0 + w.y1) / 2) for w in page.words]


def check_words(page: Page, expected: list[tuple[str, float, float]], near: float = NEAR) -> None:
    """The words in reading order, each with the middle of its box where the word is."""
    assert page.ocr
    found = middles(page)
    assert [text for text, *_ in found] == [text for text, *_ in expected]
    for (text, x, y), (_, true_x, true_y) in zip(found, expected, strict=True):
        assert math.hypot(x - true_x, y - true_y) < near, text


def test_words_of_a_scan_stand_in_their_boxes() -> None:
    data = printed()
    page = page_of(scanned(picture(data)))
    check_words(page, middles(page_of(data)))
    assert all(0 < w.x0 < w.x1 < WIDTH and w.y1 - w.y0 < 16 for w in page.words)


def test_columns_of_a_scan_are_read_one_after_the_other() -> None:
    page = page_of(scanned(picture(printed(LEFT, RIGHT))))
    assert " ".join(page.text.split()) == " ".join(LEFT + RIGHT)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_scan_may_lie_on_its_side_or_head(turns: int) -> None:
    data = printed()
    image = picture(data)
    page = page_of(scanned(Image.fromarray(np.rot90(np.asarray(image), turns).copy())))
    places = {
        1: lambda x, y: (y, WIDTH - x),
        2: lambda x, y: (WIDTH - x, HEIGHT - y),
        3: lambda x, y: (HEIGHT - y, x),
    }
    assert (page.width, page.height) == pytest.approx((HEIGHT, WIDTH) if turns % 2 else (WIDTH, HEIGHT), abs=1)
    check_words(page, [(text, *places[turns](x, y)) for text, x, y in middles(page_of(data))])


@pytest.mark.parametrize("degrees", [-4.0, 2.5])
def test_a_scan_may_lie_askew(degrees: float) -> None:
    data = printed(LEFT, RIGHT)
    tilted = picture(data).rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor="white")
    page = page_of(scanned(tilted))
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))

    def place(x: float, y: float) -> tuple[float, float]:
        across, down = x - WIDTH / 2, y - HEIGHT / 2
        return WIDTH / 2 + across * cosine - down * sine, HEIGHT / 2 + across * sine + down * cosine

    check_words(page, [(text, *place(x, y)) for text, x, y in middles(page_of(data))])


def test_debris_laid_over_a_scan_gives_way_to_what_is_read() -> None:
    debris = ["C@r3 l*av~rs 1n Br#ck^nf0rd r|c|1v|", "h=lp fr0~ th<ir p>rs0n#l @dv1s|rs"]
    page = page_of(scanned(picture(printed()), debris, invisible=True))
    assert page.ocr
    assert " ".join(page.text.split()) == " ".join(LEFT)


def test_a_good_layer_laid_over_a_scan_is_kept() -> None:
    layer = ["Care leavers in Brackenford receive help from their advisers.", "The council has opened nine flats."]
    page = page_of(scanned(picture(printed()), layer, invisible=True))
    assert not page.ocr
    assert "receive help from their advisers" in page.text


def test_a_stamp_does_not_hide_the_scan_under_it() -> None:
    page = page_of(scanned(picture(printed()), ["Page 3"]))
    assert page.ocr
    assert LEFT[0] in page.text
    assert "Page 3" in page.text


def test_pages_with_text_and_scanned_pages_stand_in_one_paper() -> None:
    paper = pdfium.PdfDocument.new()
    for data in (printed(), scanned(picture(printed(RIGHT))), printed()):
        paper.import_pages(pdfium.PdfDocument(data))
    buffer = io.BytesIO()
    paper.save(buffer)
    pages = read_pdf(buffer.getvalue()).pages
    assert [page.ocr for page in pages] == [False, True, False]
    assert RIGHT[0] in pages[1].text


@pytest.mark.parametrize(
    ("text", "wordlike"),
    [
        ("Children wait too long, and 12% of reviews (n=41) were late in 2023–24.", True),
        ("Mae plant yng Nghymru’n cael cymorth cynnar", True),
        ("NHS ICB SEND JTAI ILACS EHCP", True),
        ("£1,250,000 3.5% 17/18 Q3", True),
        ("C@r3 l*av~rs 1n Br#ck^nf0rd", False),
        ("Xqzrt kprtv bdfgh mnpqr", False),
        (", - ./ +.( #", False),
    ],
)
def test_debris_is_told_from_words(text: str, wordlike: bool) -> None:
    assert looks_like_words(text.split()) is wordlike


def as_bytes(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"])
def test_a_picture_is_read_whatever_its_format(kind: str) -> None:
    data = printed(LEFT[:2])
    pages = read_image(as_bytes(picture(data), kind, dpi=(200, 200)))
    page = pages.pages[0]
    assert pages.paged
    assert " ".join(page.text.split()) == " ".join(LEFT[:2])
    if kind in ("PNG", "JPEG", "TIFF", "BMP"):  # which say how many dots an inch have
        assert (page.width, page.height) == pytest.approx((WIDTH, HEIGHT), abs=1)
        check_words(page, middles(page_of(data)))
    assert page.width / page.height == pytest.approx(WIDTH / HEIGHT, abs=0.01)


def test_each_frame_of_a_tiff_is_a_page() -> None:
    first, second = picture(printed(LEFT[:1])), picture(printed(RIGHT[:1]))
    data = as_bytes(first.convert("1"), "TIFF", save_all=True, append_images=[second.convert("1")], dpi=(200, 200))
    pages = read_image(data).pages
    assert [page.text for page in pages] == [LEFT[0], RIGHT[0]]
    assert [page.number for page in pages] == [1, 2]


def test_a_photo_is_read_the_way_its_camera_was_held() -> None:
    exif = Image.Exif()
    exif[274] = 6  # the camera was turned: to be shown a quarter turn clockwise
    lying = picture(printed(LEFT[:1])).rotate(90, expand=True)
    page = read_image(as_bytes(lying, "JPEG", exif=exif, dpi=(200, 200))).pages[0]
    assert (page.width, page.height) == pytest.approx((WIDTH, HEIGHT), abs=1)
    assert page.text == LEFT[0]
    assert all(word.x1 - word.x0 < 120 and word.y1 < 80 for word in page.words)


def test_letters_on_a_clear_ground_are_read() -> None:
    black = picture(printed(LEFT[:1])).convert("L")
    clear = Image.new("RGBA", black.size, (0, 0, 0, 0))
    clear.putalpha(black.point(lambda value: 255 - value))
    assert read_image(as_bytes(clear, "PNG")).pages[0].text == LEFT[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (as_bytes(Image.new("RGB", (300, 200), "green"), "PNG"), "holds no text that can be read: give a sharper"),
        (as_bytes(Image.new("RGB", (300, 200)), "PNG")[:60], "damaged and cannot be opened: save it anew"),
        (as_bytes(Image.new("1", (20_000, 15_000)), "PNG"), "too large to be opened .*: save it at 300 dots"),
        (as_bytes(Image.new("1", (11_000, 10_000)), "PNG"), r"too large to be opened \(11,000 by 10,000 dots\)"),
    ],
)
def test_a_picture_that_cannot_be_read_has_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePaper, match=reason):
        read_image(data)
