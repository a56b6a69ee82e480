import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.paper import BlockKind
from ingest.passages import passages_of
from ingest.readers.read import reader_of
from ingest.readers.read_zip import unpacked
from ingest.unreadable import UnreadablePaper
from tests.ingest.blocks import check, of_kind
from tests.ingest.test_read import pdf


def packed(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


PAPERS = packed(
    **{
        "b report.pdf": pdf(),
        "a minutes.txt": b"MINUTES\nThe panel met in May and heard the report of the director.\n",
        "__MACOSX/._a minutes.txt": b"x",
        ".DS_Store": b"x",
        "broken.docx": b"PK\x03\x04 broken",
        "more/inner.zip": packed(**{"c.txt": b"The letter says that visits are late, and why this is so.\n"}),
    }
)


def test_each_paper_is_read_under_its_name_in_order_of_names() -> None:
    pages = reader_of(PAPERS)(PAPERS)
    check(pages)
    assert [of_kind(pages, BlockKind.HEADING, n)[0] for n in (1, 2, 3)] == [
        "a minutes.txt",
        "b report.pdf",
        "more/inner.zip/c.txt",
    ]
    assert not pages.paged


def test_what_cannot_be_read_is_named_and_not_cited() -> None:
    pages = reader_of(PAPERS)(PAPERS)
    (line,) = of_kind(pages, BlockKind.FURNITURE, 1)
    assert line.startswith("Left out: broken.docx: the file is damaged")
    assert not any("broken" in passage.text for passage in passages_of(pages))


def test_the_boxes_of_a_pdf_page_move_with_its_text() -> None:
    page = reader_of(PAPERS)(PAPERS).pages[1]
    assert page.width
    assert " ".join(page.text[word.start : word.end] for word in page.words) == "The council is good."


def test_unpacked_gives_names_and_bytes() -> None:
    assert [name for name, _ in unpacked(PAPERS)] == [
        "a minutes.txt", "b report.pdf", "broken.docx", "more/inner.zip/c.txt"
    ]  # fmt: skip


def test_names_in_utf8_that_do_not_say_so_are_read() -> None:
    data = packed(**{"Bericht - xx.txt": b"The council is good."}).replace(b"xx.txt", "é.txt".encode())
    assert [name for name, _ in unpacked(data)] == ["Bericht - é.txt"]


def nested(depth: int) -> bytes:
    data = packed(**{"a.txt": b"The council is good."})
    for _ in range(depth - 1):
        data = packed(**{"in.zip": data})
    return data


def test_archives_are_opened_two_deep_and_no_deeper() -> None:
    assert [name for name, _ in unpacked(nested(2))] == ["in.zip/a.txt"]
    with pytest.raises(UnreadablePaper, match="archive in an archive in an archive"):
        list(unpacked(nested(3)))


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "x/../../a.txt", "C:/a.txt", "..\\a.txt"])
def test_names_that_lead_outside_are_refused(name: str) -> None:
    with pytest.raises(UnreadablePaper, match="leads outside"):
        list(unpacked(packed(**{name: b"x"})))


def test_an_archive_that_unpacks_too_large_is_refused_unread() -> None:
    bomb = packed(**{f"{i}.txt": b"\0" * 60_000_000 for i in range(9)})
    assert len(bomb) < 1_000_000
    with pytest.raises(UnreadablePaper, match="500 megabytes"):
        reader_of(bomb)


def test_an_archive_with_a_password_says_so() -> None:
    data = bytearray(packed(**{"a.txt": b"The council is good."}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    with pytest.raises(UnreadablePaper, match="password"):
        reader_of(bytes(data))


def test_an_archive_of_nothing_that_is_read_gives_the_reasons() -> None:
    data = packed(**{"a.xml": b"<?xml version='1.0'?><row/>"})
    with pytest.raises(UnreadablePaper, match=r"a\.xml: this is an XML data file"):
        reader_of(data)(data)


@given(st.integers(0, len(PAPERS) - 1), st.binary(min_size=1, max_size=8))
def test_any_damage_ends_as_pages_or_a_reason(at: int, noise: bytes) -> None:
    data = PAPERS[:at] + noise + PAPERS[at + len(noise) :]
    try:
        check(reader_of(data)(data))
    except UnreadablePaper as error:
        assert ": " in str(error)
