import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.paper import BlockKind, Pages
from ingest.readers.read import reader_of
from ingest.readers.read_msg import read_msg
from ingest.readers.read_text import read_text
from ingest.unreadable import UnreadablePaper
from tests.ingest.blocks import check, of_kind, shown
from tests.ingest.compound import compound, properties

SUBJECT, BODY, HTML, CLASS, SENDER, ADDRESS = 0x0037, 0x1000, 0x1013, 0x001A, 0x0C1A, 0x0C1F
FILE, DATA, METHOD, CONTENT_ID = 0x3707, 0x3701, 0x3705, 0x3712
NAME, EMAIL = 0x3001, 0x39FE
MESSAGE = {SUBJECT: "Progress – May", CLASS: "IPM.Note", SENDER: "Zoë Lea", ADDRESS: "zoe@brackenford.example"}


def outlook(values: dict[int, str | bytes | int], *attached: dict[int, str | bytes | int]) -> bytes:
    storages = {
        f"__attach_version1.0_#{i:08X}": properties(8, {METHOD: 1, **values}) for i, values in enumerate(attached)
    }
    recipient = properties(8, {NAME: "The panel", EMAIL: "panel@brackenford.example"})
    return compound({**properties(32, values), "__recip_version1.0_#00000000": recipient, **storages})


def read(data: bytes) -> Pages:
    return reader_of(data)(data)


def test_headers_are_lines_before_the_text() -> None:
    pages = read(outlook({**MESSAGE, BODY: "The council is good.\r\n\r\n- Thresholds are understood"}))
    check(pages)
    assert shown(pages) == [
        ("paragraph", 'From: "Zoë Lea" <zoe@brackenford.example>'),
        ("paragraph", "To: The panel <panel@brackenford.example>"),
        ("paragraph", "Subject: Progress – May"),
        ("paragraph", "The council is good."),
        ("bullet", "Thresholds are understood"),
    ]
    assert pages.title == "Progress – May"


def test_html_is_read_where_there_is_no_plain_text() -> None:
    pages = read(outlook({**MESSAGE, HTML: b"<html><body><h2>Actions</h2><p>Visit each team.</p></body></html>"}))
    assert shown(pages)[-2:] == [("heading", "Actions"), ("paragraph", "Visit each team.")]


def test_attached_papers_are_pages_under_their_names() -> None:
    note = {FILE: "note.txt", DATA: b"The plan is new, and it was agreed in May by the board."}
    logo = {FILE: "logo.png", DATA: b"\x89PNG\r\n\x1a\n", CONTENT_ID: "logo"}
    pages = read(outlook({**MESSAGE, BODY: "See the note."}, note, logo, {FILE: "linked.docx"}))
    check(pages)
    assert of_kind(pages, BlockKind.HEADING, 2)[0] == "note.txt"
    assert [line.partition(": ")[2][:9] for line in of_kind(pages, BlockKind.FURNITURE)] == ["logo.png:", "linked.do"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (outlook({**MESSAGE, CLASS: "IPM.Note.SMIME"}), "encrypted"),
        (outlook(MESSAGE, {FILE: "msg.asc", DATA: b"-----BEGIN PGP MESSAGE-----\n"}), "encrypted"),
        (outlook(MESSAGE), "no text"),
        (compound({"__properties_version1.0": properties(32, MESSAGE)["__properties_version1.0"]}), "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePaper, match=reason):
        read(data)


WHOLE = outlook({**MESSAGE, BODY: "The council is good."}, {FILE: "note.txt", DATA: b"The plan is new."})


@given(st.lists(st.tuples(st.integers(8, len(WHOLE) - 1), st.integers(0, 255)), max_size=6))
def test_any_damage_ends_as_pages_or_a_reason(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, byte in changes:
        data[at] = byte
    try:
        check(read_msg(bytes(data), read_text))
    except UnreadablePaper as error:
        assert ": " in str(error)
