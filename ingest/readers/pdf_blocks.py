"""Lines of a page told apart into headings, numbered paragraphs, bullets, captions, footnotes and plain paragraphs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.paper import BlockKind
from ingest.readers.labels import follows, label_of
from ingest.readers.pdf_lines import Line

LONGEST_HEADING = 32  # words
SMALL_PRINT = 0.88  # of the size of the body
SHORT_HEADING = 12  # in italics or underlined
_STOPS = (".", ":", ";", "?", "!")
_CLOSING_MARKS = "'\"’”)]"
_NUMBER_AND_WORD = re.compile(r"(\d{1,3})([.)])([A-Z‘“].*)")
_FACT = re.compile(
    r"(?!(Appendix|Annex|Part|Section|Chapter|Theme|Priority|Item|Stage)\b)[A-Z][\w’' ]{2,30}: +[A-Z0-9]"
)
_CAPTION = re.compile(
    r"(?:Figure|Fig\.?|Table|Chart|Graph|Diagram|Map|Image|Photograph) +(?:\d{1,3}(?:\.\d{1,2})?[a-z]?|[A-Z])"
    r"(?: *[:.–—-] *(?=[\w‘“(])| +(?=[A-Z‘“(])| *$)|Source *: +\S"
)
_CAPITALS = re.compile(r"[^a-z]*[A-Z]{3}[^a-z]*")


@dataclass(slots=True)
class Style:
    """How the body of a paper is set: sizes in points."""

    size: float
    bold: bool
    slanted: bool
    leading: dict[float, float]  # size of type -> usual distance between the feet of two lines

    def leading_of(self, size: float) -> float:
        return self.leading.get(size, 1.25 * size)


@dataclass(slots=True)
class Piece:
    """A block before it is written."""

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    labelled: bool = False  # the first word is the label
    number: str | None = None
    level: int = 0
    continues: bool = False
    columns: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def text_x0(self) -> float:
        """Where its text begins, past a label; the second line tells it best."""
        if len(self.lines) > 1:
            return self.lines[1].x0
        tokens = self.lines[0].tokens
        return tokens[1].x0 if self.labelled and len(tokens) > 1 else tokens[0].x0

    @property
    def look(self) -> tuple[float, bool]:
        return self.lines[0].size, self.lines[0].bold


def style_of(pages: Sequence[Sequence[Line]]) -> Style:
    """The size and weight in which most characters of the paper are set, and its usual line spacing."""
    looks: Counter[tuple[float, bool, bool]] = Counter()
    steps: defaultdict[float, Counter[float]] = defaultdict(Counter)
    for lines in pages:
        for i, line in enumerate(lines):
            looks[line.size, line.bold, line.slanted] += len(line.text)
            if i and lines[i - 1].size == line.size:
                step = round((line.y1 - lines[i - 1].y1) * 2) / 2
                if 0.9 * line.size < step < 2.2 * line.size:
                    steps[line.size][step] += 1
    if not looks:
        return Style(12.0, False, False, {})
    size, bold, slanted = looks.most_common(1)[0][0]
    leading = {}
    for at, counts in steps.items():
        common = counts.most_common(3)
        # where paragraphs of one line are as frequent as wrapped ones, the tighter step is the line spacing
        leading[at] = min(step for step, count in common if count >= 0.3 * common[0][1])
    return Style(size, bold, slanted, leading)


def pieces_of(lines: Sequence[Line], style: Style, height: float, number: str | None = None) -> list[Piece]:
    """Lines in reading order, without furniture, made into blocks.

    ``number`` is the last one printed before the page.
    """
    pieces: list[Piece] = []
    ends = sorted(line.x1 for line in lines if not line.cells)
    right = ends[int(0.97 * (len(ends) - 1))] if ends else 0.0
    last: Line | None = None
    for line in lines:
        numbered = _numbered_row(line)
        if numbered is not None:
            number = numbered.number or number
            pieces.append(numbered)
            last = numbered.lines[-1]
            continue
        if line.cells:
            pieces.append(Piece(BlockKind.ROW, [line]))
            last = None
            continue
        piece = pieces[-1] if pieces and last is not None else None
        apart = last is None or piece is None or _apart(line, last, style)
        fresh = apart or last is None or _ended(last)
        note = _is_footnote(line, style, height)
        label = None if note else _label(line, piece, fresh, number)
        if note:
            pieces.append(Piece(BlockKind.FOOTNOTE, [line], labelled=True, number=line.tokens[0].text.strip("()[].")))
        elif fresh and label is None and _CAPTION.match(line.text) and len(line.tokens) <= LONGEST_HEADING:
            pieces.append(Piece(BlockKind.CAPTION, [line]))
        elif label is not None:
            kind = BlockKind.PARAGRAPH if label else BlockKind.BULLET
            number = label or number
            pieces.append(Piece(kind, [line], labelled=True, number=label or None))
        elif apart or piece is None or last is None or _begins(line, last, piece, right):
            kind = BlockKind.BULLET if piece and _is_item(line, pieces) else BlockKind.PARAGRAPH
            pieces.append(Piece(kind, [line]))
        else:
            piece.lines.append(line)
        last = line
    for piece in pieces:
        if piece.kind is BlockKind.PARAGRAPH and _is_heading(piece, style):
            piece.kind = BlockKind.HEADING
    return _headings_joined(pieces)


def _headings_joined(pieces: Sequence[Piece]) -> list[Piece]:
    """A heading that begins in small letters goes on from the one above it."""
    joined: list[Piece] = []
    for piece in pieces:
        above = joined[-1] if joined else None
        both = above is not None and above.kind is piece.kind is BlockKind.HEADING
        if above is not None and both and piece.text[0].islower() and not piece.labelled:
            near = piece.lines[0].y1 - above.lines[-1].y1 < 3 * piece.lines[0].size
            if near and abs(piece.lines[0].size - above.lines[-1].size) < 0.25 * piece.lines[0].size:
                above.lines.extend(piece.lines)
                continue
        joined.append(piece)
    return joined


def _numbered_row(line: Line) -> Piece | None:
    """A row of a number and a text is a numbered paragraph that was set in a table."""
    filled = [cell for cell in line.cells if cell]
    if len(filled) != 2 or len(filled[0]) != 1 or len(filled[0][0].tokens) != 1:
        return None
    label = label_of(filled[0][0].text)
    if label is None or not (label.sure or label.number):
        return None
    first, *rest = filled[1]
    kind = BlockKind.PARAGRAPH if label.number else BlockKind.BULLET
    lines = [Line([*filled[0][0].tokens, *first.tokens]), *rest]
    return Piece(kind, lines, labelled=True, number=label.number)


def _is_item(line: Line, pieces: Sequence[Piece]) -> bool:
    """An indented line below "...:" is an item of a list whose bullets are pictures or missing."""
    before = pieces[-1]
    if before.kind is BlockKind.BULLET and not before.labelled:
        return abs(line.x0 - before.lines[0].x0) < 2
    indented = line.x0 > before.text_x0 + 0.8 * line.size
    lead_in = before.kind is BlockKind.PARAGRAPH and before.lines[-1].text.endswith(":")
    return lead_in and indented and line.text[:1].islower()


def _ended(line: Line) -> bool:
    """Does the line end as a sentence does, whatever quotation marks and brackets close behind it?"""
    return line.text.rstrip(_CLOSING_MARKS).endswith(_STOPS)


def _apart(line: Line, last: Line, style: Style) -> bool:
    """Is there more white above the line than between two lines of a paragraph?"""
    step = line.y1 - last.y1
    return step > 1.3 * max(style.leading_of(line.size), style.leading_of(last.size)) or step < -0.5 * line.size


def _begins(line: Line, last: Line, piece: Piece, right: float) -> bool:
    """Does an unlabelled line begin a new block, with no more white above it than between two of a paragraph?"""
    size = line.size
    if piece.kind is BlockKind.FOOTNOTE:
        return size > 1.1 * last.size
    if abs(size - last.size) > 0.08 * max(size, last.size) or line.bold != last.bold:
        return not (line.bold != last.bold and abs(size - last.size) < 0.5 and _runs_on(line, last, right))
    ended = _ended(last)
    starts_low = line.tokens[0].text[:1].islower()
    if ended and line.x0 > piece.text_x0 + 0.8 * size and len(piece.lines) > 1:
        return True
    # below a number that its text does not hang from, the second line stands under the number
    under_label = piece.labelled and len(piece.lines) == 1 and abs(line.x0 - piece.lines[0].x0) < 2
    if line.x0 < piece.text_x0 - 0.8 * size and len(piece.lines) > (0 if piece.labelled else 1) and not under_label:
        return not starts_low or ended
    room = right - last.x1 - (line.tokens[0].x1 - line.tokens[0].x0) - 0.3 * size
    return not starts_low and room > (1 if ended else 4) * size and not last.tokens[-1].broken


def _runs_on(line: Line, last: Line, right: float) -> bool:
    """A change of weight within a paragraph: the line before is full and its sentence goes on."""
    full = right - last.x1 < (line.tokens[0].x1 - line.tokens[0].x0) + line.size
    mixed = any(t.bold for t in last.tokens) != all(t.bold for t in last.tokens) or not last.bold
    return full and mixed and not _ended(last) and not line.bold


def _is_footnote(line: Line, style: Style, height: float) -> bool:
    first = line.tokens[0]
    if line.size > 0.93 * style.size or line.y0 < 0.4 * height or len(line.tokens) < 2:
        return False
    numbered = first.text.isdigit() and len(first.text) <= 2
    return first.mark or (numbered and min(first.size / 0.82, line.size) < SMALL_PRINT * max(line.size, style.size))


def _label(line: Line, piece: Piece | None, fresh: bool, number: str | None) -> str | None:
    """The printed number of a line, "" for a bullet, None where it has no label."""
    if len(line.tokens) > 2 and line.tokens[0].text.isdigit() and line.tokens[1].text in (".", ")"):
        number_alone, stop, *others = line.tokens  # a number with its full stop set apart
        line.set_tokens([number_alone.part(number_alone.text + stop.text, number_alone.x0, stop.x1), *others])
    _part_label(line, number)
    if len(line.tokens) < 2:
        return None
    first, second = line.tokens[0], line.tokens[1]
    if first.mark:
        return None
    if first.symbol and len(first.text) <= 2:
        return ""
    label = label_of(first.text)
    if label is None:
        return None
    gap = (second.x0 - first.x1) / max(line.size, 1)
    outdented = piece is not None and line.x0 < piece.text_x0 - 0.8 * line.size
    if label.number is None:
        listed = fresh and piece is not None and piece.kind is BlockKind.BULLET
        return "" if label.sure or gap > 0.55 or listed else None
    expected = follows(label.number, number)
    if label.sure:
        accepted = gap > 0.55 or ((fresh or outdented) and (expected or gap > 0.4))
    elif first.text[0].isdigit():
        accepted = gap > 0.9 and (fresh or outdented) and (expected or number is None)
    else:
        accepted = gap > 0.55 or (fresh and expected)
    return label.number if accepted else None


def _part_label(line: Line, number: str | None) -> None:
    """ "43.The" is the number 43 and a word, where 43 comes next."""
    first = line.tokens[0]
    match = _NUMBER_AND_WORD.fullmatch(first.text)
    if match and follows(match[1], number):
        cut = first.x0 + (first.x1 - first.x0) * match.end(2) / len(first.text)
        label, word = first.part(match[1] + match[2], first.x0, cut), first.part(match[3], cut, first.x1)
        line.set_tokens([label, word, *line.tokens[1:]])


def _is_heading(piece: Piece, style: Style) -> bool:
    size, _ = piece.look
    bold = all(line.bold for line in piece.lines) and not style.bold
    text = piece.text
    words = text.split()
    plain = [t.text for t in piece.lines[-1].tokens if not t.mark]
    if len(words) > LONGEST_HEADING or len(piece.lines) > 5 or not any(c.isalpha() for c in text) or not plain:
        return False
    if re.search(r"[.;,]$", plain[-1]) and not (size > 1.3 * style.size):
        return False
    if _FACT.match(text) or size < 0.85 * style.size:
        return False
    marked = all(line.slanted or line.underlined for line in piece.lines) and not style.slanted
    short = len(words) <= SHORT_HEADING and text[0].isupper() and plain[-1][-1] not in ":)”’"
    minor = marked and short and not piece.labelled
    capitals = _CAPITALS.fullmatch(text) is not None and len(piece.lines) <= 2 and not piece.labelled
    return bold or size > 1.12 * style.size or capitals or minor


def set_levels(pages: Sequence[Sequence[Piece]]) -> None:
    """Larger type is a higher heading, bold is higher than plain of the same size."""
    headings = [piece for pieces in pages for piece in pieces if piece.kind is BlockKind.HEADING]
    looks = sorted({piece.look for piece in headings}, reverse=True)
    for piece in headings:
        piece.level = min(looks.index(piece.look) + 1, 6)
