import email.policy
from email.message import EmailMessage

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.paper import BlockKind, Pages
from ingest.readers.read import reader_of
from ingest.readers.read_mail import is_mail, read_mail
from ingest.readers.read_text import read_text
from ingest.unreadable import UnreadablePaper
from tests.ingest.blocks import check, of_kind, shown
from tests.ingest.test_read_docx import saved

MEMO = "From: Ann Lea\nTo: Cabinet\nDate: 3 May 2024\nSubject: Progress\n\nThe council is good.\n"


def message(text: str | None = "The council is good.\n\n- Thresholds are understood\n") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Zoë Lea <zoe@brackenford.example>"
    mail["To"] = "panel@brackenford.example"
    mail["Date"] = "Fri, 03 May 2024 10:00:00 +0100"
    mail["Subject"] = "Progress – May"
    mail["Received"] = "from a secret server"
    if text is not None:
        mail.set_content(text)
    return mail


def read(mail: EmailMessage | bytes) -> Pages:
    data = mail if isinstance(mail, bytes) else mail.as_bytes(policy=email.policy.SMTP)
    return reader_of(data)(data)


def test_headers_are_lines_before_the_text() -> None:
    pages = read(message())
    check(pages)
    assert shown(pages) == [
        ("paragraph", "From: Zoë Lea <zoe@brackenford.example>"),
        ("paragraph", "To: panel@brackenford.example"),
        ("paragraph", "Date: Fri, 03 May 2024 10:00:00 +0100"),
        ("paragraph", "Subject: Progress – May"),
        ("paragraph", "The council is good."),
        ("bullet", "Thresholds are understood"),
    ]
    assert pages.title == "Progress – May"
    assert not pages.paged


def test_the_plain_text_is_preferred_and_html_read_where_there_is_none() -> None:
    mail = message("Plain words.")
    mail.add_alternative("<p>Other words.</p>", subtype="html")
    assert "Other words" not in read(mail).pages[0].text
    mail = message(None)
    mail.set_content("<h2>Actions</h2><ul><li>Visit</li></ul>", subtype="html")
    assert shown(read(mail))[-2:] == [("heading", "Actions"), ("bullet", "Visit")]


def test_attached_papers_are_pages_under_their_names() -> None:
    document = docx.Document()
    document.add_heading("Plan", 1)
    document.add_paragraph("The plan is new.")
    mail = message()
    mail.add_attachment(saved(document), maintype="application", subtype="octet-stream", filename="Action plan.docx")
    mail.add_attachment(b"\x00\x01\x02" * 50, maintype="application", subtype="octet-stream", filename="video.bin")
    pages = read(mail)
    check(pages)
    assert shown(pages, 2) == [("heading", "Action plan.docx"), ("heading", "Plan"), ("paragraph", "The plan is new.")]
    assert [b.level for b in pages.pages[1].blocks if b.kind is BlockKind.HEADING] == [1, 2]
    (left_out,) = of_kind(pages, BlockKind.FURNITURE)
    assert left_out.startswith("Left out: video.bin: ")


def test_an_attached_email_is_read_with_what_is_attached_to_it() -> None:
    inner = message("The inner words.")
    inner.add_attachment("The note.", filename="note.txt")
    outer = message("The outer words.")
    outer.add_attachment(inner)
    pages = read(outer)
    assert [page.text.splitlines()[0] for page in pages.pages[1:]] == ["Progress – May", "note.txt"]
    assert "The inner words." in pages.pages[1].text
    assert "The inner words." not in pages.pages[0].text


def test_emails_in_emails_come_to_an_end() -> None:
    mail = message("The innermost words.")
    for _ in range(6):
        outer = message("Around it.")
        outer.add_attachment(mail)
        mail = outer
    pages = read(mail)
    assert len(pages.pages) == 3
    assert any("too deep" in line for page in (1, 2, 3) for line in of_kind(pages, BlockKind.FURNITURE, page))


def test_a_memo_is_no_email() -> None:
    assert not is_mail(MEMO)
    assert reader_of(MEMO.encode()) is read_text
    assert is_mail("Message-ID: <1@x>\n" + MEMO)


@pytest.mark.parametrize(
    ("mail", "reason"),
    [
        (message("\n"), "no text"),
        (
            b"From: a@x\nTo: b@x\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime; name=smime.p7m\n\nMII",
            "encrypted",
        ),
        (
            b"From: a@x\nTo: b@x\nMIME-Version: 1.0\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\n1\n",
            "encrypted",
        ),
    ],
)
def test_what_cannot_be_read_says_why(mail: EmailMessage | bytes, reason: str) -> None:
    with pytest.raises(UnreadablePaper, match=reason):
        read(mail)


LINES = st.sampled_from(
    [
        "From: a@x", "To: =?utf-8?q?=C3?= <b", "Date: yesterday", "Subject: =?x?b?!!?=",
        "Content-Type: multipart/mixed; boundary=x",
        "Content-Type: message/rfc822", "Content-Type: text/plain; charset=nope", "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment; filename*=x''%ff", "", "--x", "--x--", "text", "\u00e9\ud7ff",
        "Content-Type: text/html",
        "Content-Type: ;;;", "<p>x", "Content-Transfer-Encoding: quoted-printable", "=ZZ=", " folded", "Cc: ,;:<>",
        "Content-Type: image/png; name=x", "Content-Type: message/partial",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(LINES, st.text(max_size=8)), max_size=25))
def test_any_lines_are_pages_or_a_reason(lines: list[str]) -> None:
    data = "\n".join(["From: a@x", "To: b@x", "MIME-Version: 1.0", *lines]).encode()
    try:
        check(read_mail(data, read_text))
    except UnreadablePaper as error:
        assert ": " in str(error)
