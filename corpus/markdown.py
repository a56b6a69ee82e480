"""Text of papers, sites and people as Markdown that shows it as it is: no word of it becomes a link or a picture."""

from __future__ import annotations

import re


def as_markdown(text: str) -> str:
    """The text on one line."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&])", r"\\\1", " ".join(text.split()))


def lines_as_markdown(text: str) -> str:
    """The text with its lines as they are."""
    return "  \n".join(as_markdown(line) for line in text.splitlines())
