import io
import zipfile
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.passages import passages_of
from ingest.readers.read import UnreadablePaper, read
from tests.ingest.blocks import check

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "corpus" / "sample" / "papers"


def pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(100, 700, "The council is good.")
    canvas.save()
    return buffer.getvalue()


def word() -> bytes:
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("The council is good.")
    document.save(buffer)
    return buffer.getvalue()


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


HTML = b"<!doctype html><html><body><main><p>The council is good.</p></main></body></html>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("report.pdf", pdf()),
        ("report.txt", pdf()),
        ("report.docx", word()),
        ("report.doc", word()),
        ("report.html", HTML),
        ("report.pdf", HTML),
        ("report.txt", b"The council is good.\n"),
        ("report", "The council is good.".encode("utf-16")),
    ],
)
def test_the_bytes_and_not_the_name_say_what_a_file_is(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert read(path).pages[0].text == "The council is good."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old Office file is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (zipped("[Content_Types].xml", "word/document.xml"), "Word file is damaged"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "Excel file is damaged"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint file is damaged"),
        (zipped(), "empty"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"{\\rtf1 }", "rich text file holds no text"),
        (b"<?xml version='1.0'?><row/>", "XML"),
        (b"From: a@b.example\nTo: c@d.example\nSubject: Papers\nMIME-Version: 1.0\n\n", "e-mail holds no text"),
        (pdf()[:200], "damaged"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "report of march.pdf"
    path.write_bytes(data)
    with pytest.raises(UnreadablePaper, match=f"report of march.pdf: .*{reason}"):
        read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePaper, match=r"none\.pdf"):
        read(tmp_path / "none.pdf")


@pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample papers are not made yet")
def test_every_sample_paper_is_read() -> None:
    papers = [path for path in SAMPLE.rglob("*") if path.suffix in {".pdf", ".docx", ".html", ".txt"}]
    assert len(papers) >= 5
    for path in papers:
        pages = read(path)
        check(pages)
        assert passages_of(pages)
