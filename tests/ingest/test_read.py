import io
import zipfile
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.paper import Pages
from ingest.passages import dropped, passages_of
from ingest.readers.read import UnreadablePaper, read

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "corpus" / "sample" / "papers"
SAME_PICTURES = ("rotated_skew", "bitmap-template", "bitmap-refine", "bitmap-s")  # coded in other ways than their like
AWKWARD = ROOT.parent / "shared" / "awkward"


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


def check(pages: Pages) -> None:
    """Every passage stands on its pages, and every character is in one passage or named as dropped."""
    passages = passages_of(pages)
    texts = {page.number: page.text for page in pages.pages}
    for passage in passages:
        assert passage.text == " ".join(texts[s.page][s.start : s.end] for s in passage.segments)
    segments = sorted((s.page, s.start, s.end) for s in dropped(pages, passages))
    segments += [(s.page, s.start, s.end) for p in passages for s in p.segments]
    assert sum(end - start for _, start, end in segments) == sum(map(len, texts.values()))
    for page in pages.pages:
        assert all(0 <= w.start < w.end <= len(page.text) for w in page.words)
        assert all(b.start <= b.label_end <= b.end for b in page.blocks)


@pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample papers are not made yet")
def test_every_sample_paper_is_read() -> None:
    papers = [path for path in SAMPLE.rglob("*") if path.suffix in {".pdf", ".docx", ".html", ".txt"}]
    assert len(papers) >= 5
    for path in papers:
        pages = read(path)
        check(pages)
        assert passages_of(pages)


@pytest.mark.shared
@pytest.mark.skipif(not AWKWARD.is_dir(), reason="the awkward files are not beside the repository")
def test_every_awkward_file_is_read_or_refused_with_a_reason() -> None:
    for path in sorted(AWKWARD.iterdir()):
        if any(name in path.name for name in SAME_PICTURES):
            continue
        try:
            check(read(path))
        except UnreadablePaper as error:
            assert str(error).startswith(path.name)
            assert str(error).count(": ") >= 2
