"""Words gathered into lines, and the lines of a page put into reading order."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from ingest.readers.pdf_rules import Rule
from ingest.readers.pdf_words import Token

WIDE_GAP = 1.5  # of the size of the type: a gap that no justified text shows


class Line:
    """Words on one line, left to right."""

    # of its box; marks do not make a line higher
    x0: float
    y0: float
    x1: float
    y1: float
    size: float  # in which most of the line is set
    gap: float  # the widest between two words

    def __init__(self, tokens: list[Token] | None = None, cells: list[list[Line]] | None = None) -> None:
        self.cells = cells if cells is not None else []  # a row of a table stands in the order as one line
        self.column: int | None = None  # where it alone fills a row of a table
        self.underlined = False
        self.set_tokens(tokens if tokens is not None else [])

    @classmethod
    def of_words_alike(cls, tokens: list[Token], x0: float, x1: float, gap: float) -> Line:
        """Of words of one size and one height, none of which is a mark."""
        line = cls()
        line.tokens = line.upright = tokens
        line.x0, line.x1, line.gap = x0, x1, gap
        line.y0, line.y1, line.size = tokens[0].y0, tokens[0].y1, tokens[0].size
        return line

    def set_tokens(self, tokens: list[Token]) -> None:
        """Other words in the place of those it has; all is measured anew."""
        # these are told when they are first asked for; a cached_property would take a lock each time
        self._text: str | None = None
        self._bold: bool | None = None
        self._slanted: bool | None = None
        self.tokens = tokens
        if not tokens:
            return
        self.upright = upright = [t for t in tokens if not t.mark] or tokens
        self.x0 = min([t.x0 for t in tokens])
        self.x1 = max([t.x1 for t in tokens])
        self.y0 = min([t.y0 for t in upright])
        self.y1 = max([t.y1 for t in upright])
        self.gap = max([right.x0 - left.x1 for left, right in itertools.pairwise(tokens)], default=0.0)
        sizes = dict.fromkeys([t.size for t in upright], 0)
        if len(sizes) > 1:
            for token in upright:
                sizes[token.size] += len(token.text)
        self.size = max(sizes, key=lambda size: sizes[size])

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = " ".join([t.text for t in self.tokens])
        return self._text

    @property
    def bold(self) -> bool:
        """Every word with letters is bold."""
        if self._bold is None:
            lettered = (t.bold for t in self.upright if not t.symbol and _has_letters(t.text))
            self._bold = next(lettered, False) and all(lettered)
        return self._bold

    @property
    def slanted(self) -> bool:
        """Every word with letters is italic."""
        if self._slanted is None:
            lettered = (t.slanted for t in self.upright if _has_letters(t.text))
            self._slanted = next(lettered, False) and all(lettered)
        return self._slanted

    def level_with(self, other: Line) -> bool:
        shared = min(self.y1, other.y1) - max(self.y0, other.y0)
        return shared > 0.5 * min(self.y1 - self.y0, other.y1 - other.y0)


def _has_letters(text: str) -> bool:
    return text.isalpha() or any(map(str.isalpha, text))


def fragments_of(tokens: Iterable[Token]) -> list[Line]:
    """Words that follow each other on one line without a wide gap, in the order given."""
    fragments: list[Line] = []
    run: list[Token] = []  # of the fragment so far
    left, right, widest, alike = 0.0, 0.0, 0.0, True  # of the run
    x1, y0, y1, size, region = 0.0, 0.0, 0.0, 0.0, None  # of the last word
    for token in tokens:
        x0, low, high = token.x0, token.y0, token.y1
        step = x0 - x1
        # nearly always a word is set exactly as the one before it
        same = low == y0 < high == y1 and token.size == size
        if (
            run
            and token.region == region
            and -0.3 * token.size < step
            and (step < WIDE_GAP * 4 or step < WIDE_GAP * max(token.size, size))
            and (same or min(y1, high) - max(y0, low) > 0.5 * min(y1 - y0, high - low))
        ):
            run.append(token)
            # for every word: min and max would take twice as long
            if x0 < left:
                left = x0
            if token.x1 > right:
                right = token.x1
            if step > widest:
                widest = step
            if not same or token.mark:
                alike = False
        else:
            if run:
                fragments.append(Line.of_words_alike(run, left, right, widest) if alike else Line(run))
            run, left, right, widest, alike = [token], x0, token.x1, 0.0, not token.mark
        x1, y0, y1, size, region = token.x1, low, high, token.size, token.region
    if run:
        fragments.append(Line.of_words_alike(run, left, right, widest) if alike else Line(run))
    return fragments


def lines_of(fragments: Sequence[Line]) -> list[Line]:
    """Fragments that stand side by side and follow each other become one line: a label and its text, a tabbed line."""
    lines: list[Line] = []
    for fragment in fragments:
        last = lines[-1] if lines else None
        apart = last is None or fragment.cells or last.cells or not last.level_with(fragment)
        if last is not None and not apart and fragment.x0 >= last.x1 - 1:
            last.set_tokens(last.tokens + fragment.tokens)
        elif last is not None and not apart and fragment.x1 <= last.x0 + 1:
            last.set_tokens(fragment.tokens + last.tokens)
        else:
            lines.append(fragment)
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


def with_entries(lines: list[Line], entries: Sequence[Line]) -> list[Line]:
    """What was entered in the fields of a form, beside its label or, where there is none, at its height."""
    for entry in entries:
        labels = [x for x in lines if not x.cells and x.level_with(entry) and x.x1 <= entry.x0 + 1]
        if labels:
            label = max(labels, key=lambda x: x.x1)
            label.set_tokens(label.tokens + entry.tokens)
        else:
            lines.insert(next((i for i, x in enumerate(lines) if x.y0 > entry.y0), len(lines)), entry)
    return lines


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
