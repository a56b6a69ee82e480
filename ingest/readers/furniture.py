"""Furniture of a paged paper: running headers and footers, page numbers, the lines of a contents page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.readers.pdf_lines import Line

EDGE = 0.14  # of the height of the page, at its top and at its foot
_NUMBER_ONLY = re.compile(r"(page\s*)?[-–|(]?\s*(\d{1,4}|[ivxl]{1,6})\s*[-–|)]?(\s*(of|/)\s*\d{1,4})?", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\W\d_]+")
_LEADER = re.compile(r"(\.{4,}|…{2,}|(\. ){4,}|_{4,})\s*\d{1,4}\s*$")
LONGEST_TITLE = 40  # characters, for the line that says "Contents"
_CONTENTS = re.compile(r"(table of )?contents( page)?:?", re.IGNORECASE)
_ENTRY = re.compile(r"\D.*\s\d{1,3}")


def furniture_of(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[set[int]]:
    """For each page, the positions in its lines of those that are furniture."""
    found: list[set[int]] = [set() for _ in pages]
    seen: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for p, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for i, line in enumerate(lines):
            if not _at_edge(line, height):
                continue
            key = _NO_LETTERS.sub("", line.text).lower()
            for band in {round(line.y0 / 8), round(line.y0 / 8 + 0.5)}:
                seen[key, band].append((p, i))
    for (key, _), places in seen.items():
        on = {p for p, _ in places}
        if len(on) >= 3 or (len(on) == 2 and len(pages) <= 4 and len(key) >= 8):
            for p, i in places:
                if key or _NUMBER_ONLY.fullmatch(pages[p][i].text.strip()):
                    found[p].add(i)
    for p, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for i in _outermost(lines):
            if _at_edge(lines[i], height) and _NUMBER_ONLY.fullmatch(lines[i].text.strip()):
                found[p].add(i)
        found[p] |= _contents(lines)
    return found


def _at_edge(line: Line, height: float) -> bool:
    return line.y1 < EDGE * height or line.y0 > (1 - EDGE) * height


def _outermost(lines: Sequence[Line]) -> set[int]:
    if not lines:
        return set()
    by_height = sorted(range(len(lines)), key=lambda i: lines[i].y0)
    return {by_height[0], by_height[-1]}


def _contents(lines: Sequence[Line]) -> set[int]:
    """Dotted leaders anywhere; under a line that says "Contents", the entries that end in a page number."""
    found = {i for i, line in enumerate(lines) if line.text[-1].isdigit() and _LEADER.search(line.text)}
    for i, line in enumerate(lines):
        if len(line.text) < LONGEST_TITLE and _CONTENTS.fullmatch(line.text.strip()):
            rest = range(i + 1, len(lines))
            entries = {k for k in rest if _ENTRY.fullmatch(lines[k].text) and lines[k].gap > 2 * lines[k].size}
            if len(entries) >= 3 and len(entries) >= 0.5 * len(rest):
                found |= set(range(i, max(entries) + 1))  # an entry may run over two lines or three
    return found
