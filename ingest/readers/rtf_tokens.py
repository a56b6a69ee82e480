"""The tokens of a rich text file: groups, control words, and text in its own characters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|(?P<end>[\r\n]+)|(?P<text>[^\\{}\r\n]+)"
)
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_SIGNS = {"~": " ", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\", "\n": "", "\r": ""}
_WORDS = {
    "tab": " ", "line": " ", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip
DEEPEST = 2000  # groups inside each other: more is no text but a trap


@dataclass(frozen=True, slots=True)
class Token:
    kind: str  # "open", "close", "word", "star" (an optional group), "text"
    text: str = ""  # the text, or the name of the word
    number: int | None = None


def tokens_of(data: bytes) -> Iterator[Token]:
    """``\\'hh`` is read in the code page of its font, ``\\u`` replaces the characters that follow it."""
    source = data.decode("latin-1")
    page = "cp1252"
    fonts: dict[int, str] = {}
    font: int | None = None
    naming: int | None = None  # the font that the font table describes just now
    fonts_at: list[int | None] = []
    unicode_skips = [1]
    pending = bytearray()
    skip = at = 0

    def encoding() -> str:
        return fonts.get(font, page) if font is not None else page

    while match := _TOKEN.match(source, at):
        at = match.end()
        if pending and match["hex"] is None and match["end"] is None:
            yield Token("text", pending.decode(encoding(), "replace"))
            pending.clear()
        word, number = match["word"], int(match["number"]) if match["number"] else None
        if match["hex"]:
            if skip:
                skip -= 1
            else:
                pending.append(int(match["hex"], 16))
        elif match["text"]:
            text = match["text"][skip:]
            skip = max(skip - len(match["text"]), 0)
            if text:
                yield Token("text", text if text.isascii() else text.encode("latin-1").decode(encoding(), "replace"))
        elif match["brace"] == "{":
            skip = 0
            if len(fonts_at) < DEEPEST:
                fonts_at.append(font)
                unicode_skips.append(unicode_skips[-1])
                yield Token("open")
        elif match["brace"] == "}":
            skip = 0
            if fonts_at:
                font = fonts_at.pop()
                unicode_skips.pop()
                yield Token("close")
        elif match["sign"] == "*":
            yield Token("star")
        elif match["sign"]:
            if match["sign"] in "\r\n":
                yield Token("word", "par")
            elif match["sign"] in _SIGNS:
                yield Token("text", _SIGNS[match["sign"]])
        elif word == "bin":
            at += max(number or 0, 0)
        elif word == "u" and number is not None:
            skip = unicode_skips[-1]
            yield Token("text", _character(number))
        elif word == "uc":
            unicode_skips[-1] = min(max(number or 0, 0), 10)
        elif word == "ansicpg":
            page = _known(f"cp{number}") or page
        elif word == "mac":
            page = "mac_roman"
        elif word in _WORDS:
            yield Token("text", _WORDS[word])
        elif word:
            if word == "f":
                font = naming = number
            elif word in ("deff", "plain"):
                font = font if word == "plain" else number
            elif word == "fcharset" and naming is not None and number in _CHARSETS and number:
                fonts[naming] = _CHARSETS[number]
            yield Token("word", word, number)
    if pending:
        yield Token("text", pending.decode(encoding(), "replace"))


def _character(number: int) -> str:
    """A negative number stands for one above 32,767; a half of a pair is left to be put together by the reader."""
    number += 0x10000 if number < 0 else 0
    return chr(number) if 0 < number < 0x110000 else ""


def _known(name: str) -> str | None:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
