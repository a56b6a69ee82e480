"""An e-mail as it is sent (.eml) -> a page with its headers and text, then the pages of the papers attached to it."""

from __future__ import annotations

import email
import email.policy
import re
from email.errors import MessageError
from email.message import EmailMessage

from corpus.paper import Pages
from ingest.readers.bundle import Bundle, ReadPart
from ingest.readers.mail_page import add_body, add_headers
from ingest.readers.page_draft import PageDraft
from ingest.readers.read_text import decoded
from ingest.readers.word_blocks import plain
from ingest.unreadable import UnreadablePaper

LONGEST_HEADER = 50_000  # characters
_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_LINE = re.compile(r"[!-9;-~]+:([ \t]|$)")
# that a program wrote: a memo begins with From, To and Subject too
_BY_PROGRAM = re.compile(
    r"(MIME-Version|Message-ID|Received|Return-Path|Content-Type|X-[\w-]+|Delivered-To):", re.IGNORECASE
)
_BY_PERSON = re.compile(r"(From|To|Subject|Date|Sender):", re.IGNORECASE)
_LOCKED = {"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"}
_ERRORS = (MessageError, LookupError, ValueError, TypeError, AttributeError, UnicodeError)


def is_mail(text: str) -> bool:
    """Does the text begin with the headers of an e-mail, up to the first empty line?"""
    lines = text[:LONGEST_HEADER].lstrip("\ufeff\r\n").splitlines()
    if lines and lines[0].startswith("From "):  # as mail boxes keep them
        lines = lines[1:]
    header: list[str] = []
    for line in lines:
        if not line.strip():
            break
        if not (_LINE.match(line) or (header and line[0] in " \t")):
            return False
        header.append(line)
    return sum(bool(_BY_PERSON.match(line)) for line in header) >= 2 and any(_BY_PROGRAM.match(line) for line in header)


def read_mail(data: bytes, read_part: ReadPart) -> Pages:
    """Raises UnreadablePaper for an encrypted e-mail, and for one without text or readable attachments."""
    data = data.lstrip(b"\xef\xbb\xbf\r\n")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = decoded(data).encode()
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        if message.get_content_type() in _LOCKED and "signed" not in str(message.get("Content-Type", "")):
            raise UnreadablePaper("the e-mail is encrypted: open it in your mail program and save it as PDF")
        draft = PageDraft()
        add_headers(draft, [(name, _header(message, name)) for name in _HEADERS])
        headers = len(draft.blocks)
        text, html = _body(message, "plain"), _body(message, "html")
        add_body(draft, text, html)
        bundle = Bundle(read_part)
        bundle.pages.append(draft.page())
        _add_attachments(bundle, message)
        title = plain(_header(message, "Subject")) or None
    except _ERRORS as error:
        raise UnreadablePaper("the e-mail is damaged and cannot be taken apart: save it again as .eml") from error
    if len(draft.blocks) == headers:
        bundle.check_whole()
    return bundle.finished(title)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return ", ".join(str(value) for value in message.get_all(name, []))
    except _ERRORS:  # a header that its parser cannot take apart is still there as it was written
        return next((str(value) for key, value in message._headers if key.lower() == name.lower()), "")  # type: ignore[attr-defined]


def _body(message: EmailMessage, kind: str) -> str | None:
    part = message.get_body(preferencelist=(kind,))
    return _text(part) if isinstance(part, EmailMessage) else None


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset()
    try:
        return payload.decode(charset) if charset else decoded(payload)
    except (LookupError, UnicodeDecodeError):
        return decoded(payload)


def _add_attachments(bundle: Bundle, message: EmailMessage) -> None:
    body = {id(message.get_body(preferencelist=(kind,))) for kind in ("plain", "html")}
    for part in _parts(message):
        if id(part) in body or (part.is_multipart() and part.get_content_type() != "message/rfc822"):
            continue
        name = plain(part.get_filename() or "")
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            subject = plain(str(inner.get("Subject", ""))) if isinstance(inner, EmailMessage) else ""
            data = inner.as_bytes() if isinstance(inner, EmailMessage) else b""
            bundle.add(name or subject or "Attached e-mail", data)
        elif part.get_content_maintype() == "image" and not part.is_attachment():
            bundle.leave_out(name or "a picture", "a picture in the text of the e-mail")
        elif name or part.is_attachment():
            payload = part.get_payload(decode=True)
            bundle.add(name or "Attachment without a name", payload if isinstance(payload, bytes) else b"")


def _parts(message: EmailMessage) -> list[EmailMessage]:
    """Every part, but not those of an e-mail that is attached."""
    found: list[EmailMessage] = []
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        found.append(part)
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            payload = part.get_payload()
            waiting += [each for each in payload if isinstance(each, EmailMessage)] if isinstance(payload, list) else []
    return found
