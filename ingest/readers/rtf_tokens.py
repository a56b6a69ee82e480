"""The tokens of a rich text file: groups, control words, and text in its own characters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|(?P<end>[\r\n]+)|(?P<text>[^\\{}\r\n]+)"
)
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_SIGNS = {"~": " ", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\"}
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
    return _Tokens().of(data.decode("latin-1"))


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds within the braces of a group and is as before after them."""

    font: int | None = None
    unicode_skip: int = 1  # characters that follow a ``\\u`` for readers that do not know it


class _Tokens:
    """Reads one file: what its words have said so far of characters and fonts."""

    def __init__(self) -> None:
        self.page = "cp1252"
        self.fonts: dict[int, str] = {}  # the code page of each font
        self.naming: int | None = None  # the font that the font table describes just now
        self.group = _Group()
        self.outer: list[_Group] = []
        self.pending = bytearray()  # a character may take several ``\\'hh``
        self.skip = 0

    def of(self, source: str) -> Iterator[Token]:
        at = 0
        while match := _TOKEN.match(source, at):
            at = match.end()
            if match["hex"]:
                self._take_byte(int(match["hex"], 16))
                continue
            if match["end"] is None:
                yield from self._pending_text()
            if match["word"]:
                number = int(match["number"]) if match["number"] else None
                if match["word"] == "bin":
                    at += max(number or 0, 0)
                else:
                    yield from self._of_word(match["word"], number)
            elif match["text"]:
                yield from self._of_text(match["text"])
            elif match["brace"]:
                yield from self._of_brace(match["brace"])
            elif match["sign"]:
                yield from self._of_sign(match["sign"])
        yield from self._pending_text()

    def _decoded(self, text: bytes | bytearray) -> str:
        font = self.group.font
        return text.decode(self.page if font is None else self.fonts.get(font, self.page), "replace")

    def _take_byte(self, byte: int) -> None:
        if self.skip:
            self.skip -= 1
        else:
            self.pending.append(byte)

    def _pending_text(self) -> Iterator[Token]:
        if self.pending:
            yield Token("text", self._decoded(self.pending))
            self.pending.clear()

    def _of_text(self, text: str) -> Iterator[Token]:
        shown = text[self.skip :]
        self.skip = max(self.skip - len(text), 0)
        if shown:
            yield Token("text", shown if shown.isascii() else self._decoded(shown.encode("latin-1")))

    def _of_brace(self, brace: str) -> Iterator[Token]:
        self.skip = 0
        if brace == "{" and len(self.outer) < DEEPEST:
            self.outer.append(self.group)
            yield Token("open")
        elif brace == "}" and self.outer:
            self.group = self.outer.pop()
            yield Token("close")

    def _of_sign(self, sign: str) -> Iterator[Token]:
        if sign == "*":
            yield Token("star")
        elif sign in "\r\n":
            yield Token("word", "par")
        elif sign in _SIGNS:
            yield Token("text", _SIGNS[sign])

    def _of_word(self, word: str, number: int | None) -> Iterator[Token]:
        if word == "u" and number is not None:
            self.skip = self.group.unicode_skip
            yield Token("text", _character(number))
        elif word == "uc":
            self.group = replace(self.group, unicode_skip=min(max(number or 0, 0), 10))
        elif word == "ansicpg":
            self.page = _known(f"cp{number}") or self.page
        elif word == "mac":
            self.page = "mac_roman"
        elif word in _WORDS:
            yield Token("text", _WORDS[word])
        else:
            self._set_font(word, number)
            yield Token("word", word, number)

    def _set_font(self, word: str, number: int | None) -> None:
        if word == "f":
            self.naming = number
        if word in ("f", "deff"):
            self.group = replace(self.group, font=number)
        elif word == "fcharset" and self.naming is not None and number in _CHARSETS and number:
            self.fonts[self.naming] = _CHARSETS[number]


def _character(number: int) -> str:
    """A negative number stands for one above 32,767; a half of a pair is left to be put together by the reader."""
    number += 0x10000 if number < 0 else 0
    return chr(number) if 0 < number < 0x110000 else ""


def _known(name: str) -> str | None:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
