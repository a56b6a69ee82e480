"""Words gathered into lines, and the lines of a page put into reading order."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.pdf_words import Rule, Token

WIDE_GAP = 1.5  # of the size of the type: a gap that no justified text shows


@dataclass(slots=True)
class Line:
    """Words on one line, left to right."""

    tokens: list[Token] = field(default_factory=list)
    underlined: bool = False
    cells: list[list[Line]] = field(default_factory=list)  # a row of a table stands in the order as one line

    @property
    def x0(self) -> float:
        return min(t.x0 for t in self.tokens)

    @property
    def x1(self) -> float:
        return max(t.x1 for t in self.tokens)

    @property
    def y0(self) -> float:
        return min(t.y0 for t in self._upright)

    @property
    def y1(self) -> float:
        return max(t.y1 for t in self._upright)

    @property
    def _upright(self) -> list[Token]:
        return [t for t in self.tokens if not t.mark] or self.tokens

    @property
    def size(self) -> float:
        """The size in which most of the line is set."""
        sizes: dict[float, int] = {}
        for token in self._upright:
            sizes[token.size] = sizes.get(token.size, 0) + len(token.text)
        return max(sizes, key=lambda size: sizes[size])

    @property
    def bold(self) -> bool:
        """Every word with letters is bold."""
        lettered = [t for t in self._upright if any(c.isalpha() for c in t.text) and not t.symbol]
        return bool(lettered) and all(t.bold for t in lettered)

    @property
    def slanted(self) -> bool:
        """Every word with letters is italic."""
        lettered = [t for t in self._upright if any(c.isalpha() for c in t.text)]
        return bool(lettered) and all(t.slanted for t in lettered)

    @property
    def text(self) -> str:
        return " ".join(t.text for t in self.tokens)

    @property
    def gap(self) -> float:
        """The widest gap between two words."""
        pairs = itertools.pairwise(self.tokens)
        return max((right.x0 - left.x1 for left, right in pairs), default=0.0)

    def level_with(self, other: Line) -> bool:
        shared = min(self.y1, other.y1) - max(self.y0, other.y0)
        return shared > 0.5 * min(self.y1 - self.y0, other.y1 - other.y0)


def level(a: Token, b: Token) -> bool:
    shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    return shared > 0.5 * min(a.y1 - a.y0, b.y1 - b.y0)


def fragments_of(tokens: Iterable[Token]) -> list[Line]:
    """Words that follow each other on one line without a wide gap, in the order given."""
    fragments: list[Line] = []
    last: Token | None = None
    for token in tokens:
        joined = (
            last is not None
            and last.region == token.region
            and level(last, token)
            and -0.3 * token.size < token.x0 - last.x1 < WIDE_GAP * max(token.size, last.size, 4)
        )
        if joined:
            fragments[-1].tokens.append(token)
        else:
            fragments.append(Line([token]))
        last = token
    return fragments


def lines_of(fragments: Sequence[Line]) -> list[Line]:
    """Fragments that stand side by side and follow each other become one line: a label and its text, a tabbed line."""
    lines: list[Line] = []
    for fragment in fragments:
        last = lines[-1] if lines else None
        apart = last is None or fragment.cells or last.cells or not last.level_with(fragment)
        if last is not None and not apart and fragment.x0 >= last.x1 - 1:
            last.tokens.extend(fragment.tokens)
        elif last is not None and not apart and fragment.x1 <= last.x0 + 1:
            last.tokens[:0] = fragment.tokens
        elif fragment.cells:
            lines.append(fragment)
        else:
            lines.append(Line(list(fragment.tokens)))
    return lines


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Keeps the order of the content stream, save where a run of lines plainly stands above what came before it.

    A run that lies to the right of the earlier lines is a second column and stays after them.
    """
    runs: list[list[Line]] = []
    for line in lines:
        last = runs[-1][-1] if runs else None
        far = last is not None and line.y0 - last.y1 > 3 * max(line.size, last.size)
        if last is None or far or line.y0 < last.y0 - 0.5 * (last.y1 - last.y0):
            runs.append([line])
        else:
            runs[-1].append(line)
    placed: list[Line] = []
    for run in runs:
        below = next((i for i, other in enumerate(placed) if _above(run[0], other)), len(placed))
        above = max((i + 1 for i, other in enumerate(placed) if _above(other, run[0])), default=0)
        at = max(below, above)
        for line in run:
            while at < len(placed) and _above(placed[at], line):
                at += 1
            placed.insert(at, line)
            at += 1
    return placed


def _above(line: Line, other: Line) -> bool:
    """Does a line stand above another and not beside it?"""
    shared = min(line.x1, other.x1) - max(line.x0, other.x0)
    return line.y1 < other.y0 + 2 and shared > 0.1 * min(line.x1 - line.x0, other.x1 - other.x0)


def underline(lines: Iterable[Line], rules: Iterable[Rule]) -> None:
    """Marks lines that have a rule of their own length at their foot."""
    levels = [rule for rule in rules if rule.level]
    for line in lines:
        if line.cells:
            continue
        foot, length = line.y1, line.x1 - line.x0
        at_foot = [r for r in levels if -0.35 * line.size < r.y0 - foot < 3]
        line.underlined = any(
            abs(r.x0 - line.x0) < 4 and 0.8 * length < r.x1 - r.x0 < 1.1 * length + 4 for r in at_foot
        )
