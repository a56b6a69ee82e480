"""A document that a site offers, before it is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_NAME = 120  # characters, well below what file systems bear


@dataclass(frozen=True, slots=True)
class Offered:
    """``key`` names it on its site; ``stamp`` changes when the site says that the document has."""

    key: str
    url: str
    title: str
    stamp: str = ""
    published: str | None = None  # ISO
    meeting_date: str | None = None  # ISO
    publisher: str | None = None
    restricted: bool = False
    marking: str | None = None  # why it is restricted, verbatim
    ending: str = ".pdf"

    @property
    def name(self) -> str:
        """A file name that a person can read and that no other document of the site has."""
        day = self.meeting_date or self.published or ""
        words = re.sub(r"[^\w ,&()'-]+", " ", f"{day} {self.title}")
        readable = " ".join(words.split())[:LONGEST_NAME].strip(" .")
        # the site says what its keys are: none may lead into another folder
        key = re.sub(r"[^\w.%-]+", "-", self.key)[:LONGEST_NAME]
        return f"{readable} {key}{self.ending}".strip()
