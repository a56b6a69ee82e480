"""What minutes say was decided: what follows RESOLVED, to the end of its paragraph, and the list under it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.paper import BlockKind, Passage

_RESOLVED = re.compile(
    r"\bRESOLVED\b(?!\s+(?:issues|matters|cases)\b)"
    r"|^\W*(?:[Ii]t\s+was\s+|[Tt]he\s+\w+(?:\s+\w+)?\s+|[Aa]nd\s+)?[Rr]esolved\b"
    r"(?=\s*(?:[-–—:.(]|$|that\b|to\b|unanimously\b|by\b))"
)
_GOES_ON = re.compile(r"(?:[:;–—-]|\band|\bthat|\bor)$", re.IGNORECASE)
_FEWEST_WORDS = 4  # behind RESOLVED: what was decided stands in the next paragraph where there are fewer
_DECIDES = re.compile(r"(?:that|to)\b", re.IGNORECASE)


class Resolutions:
    """Goes through the paragraphs of minutes in order; only what is resolved is a decision."""

    def __init__(self) -> None:
        self.goes_on = False  # the last paragraph was a decision that the next belongs to
        self.listing = False  # the last was one, so that a list item after it may be another
        self.headings: tuple[str, ...] = ()
        self.number = 0  # of the last numbered item of a decision

    def decides(self, text: str, spans: Sequence[tuple[int, int]], passage: Passage) -> list[bool]:
        """Of each sentence of a paragraph, whether it is a decision."""
        if passage.headings != self.headings:
            self.headings, self.goes_on, self.listing, self.number = passage.headings, False, False, 0
        under = bool(passage.headings) and bool(_RESOLVED.match(passage.headings[-1]))
        decided = under or self.goes_on or (self.listing and self._is_item(passage, text))
        went_on = decided
        found = []
        for start, end in spans:
            resolved = _RESOLVED.search(text[start:end])
            decided = decided or bool(resolved)
            found.append(decided)
        ending = text.rstrip()
        resolved = _RESOLVED.search(text)
        short = resolved is not None and len(ending[resolved.end() :].split()) < _FEWEST_WORDS
        self.goes_on = decided and (short or bool(_GOES_ON.search(ending)))
        self.listing = decided
        if decided and not went_on:
            self.number = 0
        if decided and passage.paragraph and passage.paragraph.isdigit() and went_on:
            self.number = int(passage.paragraph)
        return found

    def _is_item(self, passage: Passage, text: str) -> bool:
        number = passage.paragraph
        if number is None:
            return passage.kind is BlockKind.BULLET or bool(_DECIDES.match(text))
        return int(number) == self.number + 1 if number.isdigit() else not number[0].isdigit()
