"""Text of papers and of people, made safe for the two languages that the screens are written in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape


def marked_text(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """HTML of a text with ``<mark>`` round ``text[start:end]`` of each span; the first has the id "passage"."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        opening = "<mark>" if parts else '<mark id="passage">'
        parts.append(f"{escape(text[done:start])}{opening}{escape(text[start:end])}</mark>")
        done = end
    return "".join(parts) + escape(text[done:])


def as_markdown(text: str) -> str:
    """The text as Markdown that shows it as it is, on one line."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&])", r"\\\1", " ".join(text.split()))
