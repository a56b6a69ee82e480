"""Printed labels at the start of a block: paragraph numbers and bullets."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

_NUMBER = re.compile(
    r"""
      \(?(?P<digits>\d{1,3}(?:\.\d{1,3}){0,3})(?P<after>[.):]?)   # 15.  4.2  (3)  7)
    | \((?P<bracketed>[a-z]{1,2}|[ivxl]{1,6}|[A-Z])\)             # (a) (ii)
    | (?P<letter>[a-z]|[ivxl]{2,5}|[A-Z])(?P<stop>[.)])           # a.  iv)
    """,
    re.VERBOSE,
)
_SURE_BULLETS = "•◼■▪●○◦‣⁃∙·□▫◾◘➢➤►▶✓✔❖♦◆"
_DASHES = "-–—*o§"


@dataclass(frozen=True, slots=True)
class Label:
    number: str | None  # None for a bullet
    sure: bool  # False where the same characters also begin plain text ("o", a dash, a bare number)


@functools.lru_cache(maxsize=10_000)  # it is asked of the first word of every line
def label_of(word: str) -> Label | None:
    """Is the word a printed label? "15." and "(ii)" are numbers, a box or a private-use glyph is a bullet."""
    if not word:
        return None
    if all(c in _SURE_BULLETS or "\ue000" <= c <= "\uf8ff" for c in word) and len(word) <= 2:
        return Label(None, True)
    if word in _DASHES:
        return Label(None, False)
    match = _NUMBER.fullmatch(word)
    if not match:
        return None
    if match["digits"]:
        opened, closed = word.startswith("("), match["after"] == ")"
        if opened and not closed:
            return None
        stopped = bool(match["after"]) or "." in match["digits"]
        return Label(match["digits"], stopped)
    return Label(match["bracketed"] or match["letter"], bool(match["bracketed"]))


def follows(number: str, earlier: str | None) -> bool:
    """Does one printed number come next after another in a list? "4.3" after "4.2", "c" after "b", "iv" after "iii"."""
    if earlier is None:
        return number in {"1", "a", "A", "i", "1.1"}
    a, b = earlier.split("."), number.split(".")
    if all(part.isdigit() for part in a + b):
        if len(a) == len(b):
            return a[:-1] == b[:-1] and int(b[-1]) == int(a[-1]) + 1
        return (len(b) == len(a) + 1 and b[-1] == "1") or (len(b) < len(a) and int(b[-1]) == int(a[len(b) - 1]) + 1)
    if len(number) == len(earlier) == 1 and number.isalpha() and earlier.isalpha():
        return ord(number) == ord(earlier) + 1
    return roman(number) == roman(earlier) + 1 > 1


def roman(number: str) -> int:
    """The value of a small Roman number; -9 where it is none."""
    values = {"i": 1, "v": 5, "x": 10, "l": 50}
    total, largest = 0, 0
    for character in reversed(number.lower()):
        value = values.get(character)
        if value is None:
            return -9
        total += value if value >= largest else -value
        largest = max(largest, value)
    return total


def printed_label(text: str, earlier: str | None = None) -> tuple[int, str | None] | None:
    """Where a line of plain text begins with a label: the length of label and gap, and the number (None for a bullet).

    ``earlier`` is the last printed number before it. Without positions on a page only the shape of the text tells.
    """
    match = re.match(r"(\S+)(\s+|$)", text)
    label = label_of(match[1]) if match else None
    if match is None or label is None:
        return None
    rest = text[match.end() :]
    if label.number is None:
        return (match.end(), None) if rest and (label.sure or match[1] != "o") else None
    expected = follows(label.number, earlier)
    if match[1][0].isdigit() and not label.sure:
        return (match.end(), label.number) if expected and len(match[2]) > 1 and rest[:1].isupper() else None
    if "." in label.number and not (expected or rest[:1].isupper()):
        return None
    if label.number.isupper() and not expected and not match[1].startswith("("):
        return None  # "A. Smith" is a name
    return match.end(), label.number
