"""An e-mail as Outlook keeps it (.msg) -> a page with its headers and text, then the pages of the papers attached."""

from __future__ import annotations

import struct
from typing import Any

from oxmsg import Message
from oxmsg.domain.model import UnrecognizedCodePageError, UnsupportedEncodingError

from corpus.paper import Pages
from ingest.readers.bundle import Bundle, ReadPart
from ingest.readers.mail_page import add_body, add_headers
from ingest.readers.page_draft import PageDraft
from ingest.readers.read_text import decoded
from ingest.readers.word_blocks import plain
from ingest.unreadable import UnreadablePaper

_ERRORS = (
    OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, LookupError, struct.error,
    OverflowError, RecursionError,
    UnrecognizedCodePageError,
    UnsupportedEncodingError,
)  # fmt: skip
_HTML = 0x1013
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


def read_msg(data: bytes, read_part: ReadPart) -> Pages:
    """Raises UnreadablePaper for an encrypted or damaged e-mail, and for one without text or readable attachments."""
    try:
        message = Message.load(data)
        if "SMIME" in message.message_class.upper() and "MULTIPARTSIGNED" not in message.message_class.upper():
            raise UnreadablePaper("the e-mail is encrypted: open it in Outlook and save it as PDF")
        draft = PageDraft()
        add_headers(draft, _headers(message))
        headers = len(draft.blocks)
        add_body(draft, message.body, _html(message))
        bundle = Bundle(read_part)
        bundle.pages.append(draft.page())
        for attachment in message.attachments:
            _add(bundle, attachment)
        title = plain(message.subject) or None
    except _ERRORS as error:
        raise UnreadablePaper("the e-mail is damaged and cannot be taken apart: save it again from Outlook") from error
    if len(draft.blocks) == headers:
        bundle.check_whole()
    return bundle.finished(title)


def _headers(message: Message) -> list[tuple[str, str]]:
    sent = message.sent_date
    stated = {name.lower(): value for name, value in message.message_headers.items()}
    to = stated.get("to") or "; ".join(f"{each.name} <{each.email_address}>" for each in message.recipients)
    return [
        ("From", message.sender or ""),
        ("To", to),
        ("Cc", stated.get("cc", "")),
        ("Date", stated.get("date") or (f"{sent.day} {sent:%B %Y %H:%M} UTC" if sent else "")),
        ("Subject", message.subject),
    ]


def _html(message: Message) -> str | None:
    raw = message.properties.binary_prop_value(_HTML)
    return decoded(raw) if raw else message.html_body


def _add(bundle: Bundle, attachment: Any) -> None:
    name = plain(attachment.file_name or "") or "Attachment without a name"
    data = attachment.file_bytes
    if not data:
        bundle.leave_out(name, "it is linked or an item of Outlook: save it as a file")
    elif attachment.properties.str_prop_value(0x3712) and data.startswith(_PICTURES):
        bundle.leave_out(name, "a picture in the text of the e-mail")
    else:
        bundle.add(name, data)
