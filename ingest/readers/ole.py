"""What a compound file is, the container of old Office and Outlook files, and whether it is locked."""

from __future__ import annotations

import io
import struct
from enum import StrEnum

import olefile

from ingest.unreadable import UnreadablePaper

LOCKED = "the file is locked with a password: save a copy without one"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORD_ENCRYPTED = 0x0100  # a flag of the file information block
_EXCEL_PASSWORD = 0x002F  # a record of the workbook
_POWERPOINT_ENCRYPTED = 0xF3D1C4DF


class OleKind(StrEnum):
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    MSG = "msg"


def ole_kind(data: bytes) -> OleKind:
    """Raises UnreadablePaper for what is damaged, locked, or none of the kinds."""
    if _ENCRYPTED_PACKAGE in data:  # before it is taken apart: a lock is the more helpful reason
        raise UnreadablePaper(LOCKED)
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists("__properties_version1.0"):
                return OleKind.MSG
            if ole.exists("WordDocument"):
                start = ole.openstream("WordDocument").read(12)
                kind, locked = OleKind.DOC, len(start) == 12 and struct.unpack("<H", start[10:])[0] & _WORD_ENCRYPTED
            elif book := next((name for name in ("Workbook", "Book") if ole.exists(name)), None):
                kind, locked = OleKind.XLS, _has_record(ole.openstream(book).read(4000), _EXCEL_PASSWORD)
            elif ole.exists("PowerPoint Document"):
                user = ole.openstream("Current User").read(16) if ole.exists("Current User") else b""
                kind, locked = (
                    OleKind.PPT,
                    len(user) == 16 and struct.unpack("<I", user[12:])[0] == _POWERPOINT_ENCRYPTED,
                )
            else:
                raise UnreadablePaper(
                    "this is an old Office file, but no document, workbook, presentation or e-mail: "
                    "save it as PDF or Word (.docx) and try again"
                )
    except (OSError, ValueError, IndexError, TypeError, struct.error, AttributeError, OverflowError) as error:
        raise UnreadablePaper("the old Office file is damaged and cannot be opened: save it again as .docx") from error
    if locked:
        raise UnreadablePaper(LOCKED)
    return kind


def _has_record(stream: bytes, wanted: int) -> bool:
    at = 0
    while at + 4 <= len(stream):
        record, length = struct.unpack("<HH", stream[at : at + 4])
        if record == wanted:
            return True
        at += 4 + length
    return False
