import io
import zipfile

import pytest

from ingest.readers.read import reader_of
from ingest.readers.read_epub import CONTAINER, read_epub
from ingest.unreadable import UnreadablePaper
from tests.ingest.blocks import shown

OPF = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>The review</dc:title></metadata><manifest><item id="b" href="two.xhtml"/><item id="a" href="one%20a.xhtml"/>
</manifest><spine><itemref idref="a"/><itemref idref="b"/><itemref idref="gone"/></spine></package>"""


def book(**chapters: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            CONTAINER, '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
        )
        archive.writestr("OEBPS/book.opf", OPF)
        for name, text in chapters.items():
            archive.writestr(f"OEBPS/{name}.xhtml", f"<html><body>{text}</body></html>")
    return buffer.getvalue()


def test_the_parts_are_pages_in_reading_order() -> None:
    data = book(**{"two": "<p>Then this.</p>", "one a": "<h1>First</h1>"})
    assert reader_of(data) is read_epub
    pages = read_epub(data)
    assert [shown(pages, n) for n in (1, 2)] == [[("heading", "First")], [("paragraph", "Then this.")]]
    assert pages.title == "The review"


def test_a_book_without_text_says_so() -> None:
    with pytest.raises(UnreadablePaper, match="no text"):
        read_epub(book())
