"""Sheets as they are read from a PDF -> pages of blocks."""

from __future__ import annotations

import itertools
import operator
import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from corpus.paper import BlockKind, Page, Word
from ingest.readers.furniture import furniture_of
from ingest.readers.page_draft import PageDraft
from ingest.readers.pdf_blocks import SMALL_PRINT, Piece, pieces_of, set_levels, style_of
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_words import Token
from ingest.readers.scan import turned

LONGEST_COLUMN_NAME = 6  # words
SAME_EDGE = 4.0  # points
_SENTENCE_END = re.compile(r"[.?!:;]['\"’”)\]]*$")


Placed = tuple[int, int, Token]  # where a word begins and ends in the text of its block


@dataclass(slots=True)
class Sheet:
    """A page as it is read: its lines in reading order, in points of the page turned so that they are upright."""

    width: float  # of the page as shown
    height: float
    turn: int  # quarter turns clockwise by which the lines are set on the page as shown
    lines: list[Line]
    tilted: list[Token]  # words set in another direction, in points of the page as shown
    ocr: bool = False
    skew: float = 0.0  # degrees clockwise by which the lines slope on the page turned upright; they are set straight

    @property
    def upright_height(self) -> float:
        return self.width if self.turn % 2 else self.height

    def upright(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A box of the page as shown, on the page turned upright."""
        match self.turn:
            case 1:
                return y0, self.width - x1, y1, self.width - x0
            case 2:
                return self.width - x1, self.height - y1, self.width - x0, self.height - y0
            case 3:
                return self.height - y1, x0, self.height - y0, x1
        return x0, y0, x1, y1

    def shown(self, word: Word) -> Word:
        """A box of the page turned upright, on the page as shown."""
        x0, y0, x1, y1 = word.x0, word.y0, word.x1, word.y1
        if self.skew:
            x, y = turned((x0 + x1) / 2, (y0 + y1) / 2, self.skew)
            half_width, half_height = (x1 - x0) / 2, (y1 - y0) / 2
            x0, y0, x1, y1 = x - half_width, y - half_height, x + half_width, y + half_height
        match self.turn:
            case 1:
                x0, y0, x1, y1 = self.width - y1, x0, self.width - y0, x1
            case 2:
                x0, y0, x1, y1 = self.width - x1, self.height - y1, self.width - x0, self.height - y0
            case 3:
                x0, y0, x1, y1 = y0, self.height - x1, y1, self.height - x0
        return Word(word.start, word.end, x0, y0, x1, y1)


def pages_of(sheets: Sequence[Sheet]) -> Iterable[Page]:
    """The pages of a paper: furniture, blocks and running on from page to page are told from all sheets together."""
    furniture = furniture_of([s.lines for s in sheets], [s.upright_height for s in sheets])
    body = [[x for i, x in enumerate(s.lines) if i not in f] for s, f in zip(sheets, furniture, strict=True)]
    style = style_of(body)
    pages: list[list[Piece]] = []
    printed: str | None = None
    for sheet, lines in zip(sheets, body, strict=True):
        pages.append(pieces_of(lines, style, sheet.upright_height, printed))
        numbers = (piece.number for piece in reversed(pages[-1]) if piece.kind is not BlockKind.FOOTNOTE)
        printed = next(filter(None, numbers), printed)
    set_levels(pages)
    _name_columns(pages)
    _carry_over(pages, SMALL_PRINT * style.size)
    spelt = _spellings(sheets)
    for number, (sheet, found, pieces) in enumerate(zip(sheets, furniture, pages, strict=True), 1):
        draft = PageDraft(number)
        loose = [sheet.lines[i] for i in sorted(found)]
        for line in loose:
            if line.y0 < sheet.upright_height / 2:
                _write(draft, Piece(BlockKind.FURNITURE, [line]), spelt)
        for piece in pieces:
            _write(draft, piece, spelt)
        for line in loose:
            if line.y0 >= sheet.upright_height / 2:
                _write(draft, Piece(BlockKind.FURNITURE, [line]), spelt)
        if sheet.turn or sheet.skew:
            draft.words = [sheet.shown(word) for word in draft.words]
        if sheet.tilted:
            _write(draft, Piece(BlockKind.FURNITURE, [Line(sheet.tilted)]), spelt)
        yield draft.page(sheet.width, sheet.height, sheet.ocr)


def _name_columns(pages: Sequence[Sequence[Piece]]) -> None:
    """A first row of short bold cells names the columns of the rows below it, on the pages after it too."""
    names: tuple[str, ...] = ()
    above: Piece | None = None  # the row above, where the table goes on
    for pieces in pages:
        body = [piece for piece in pieces if piece.kind not in (BlockKind.FOOTNOTE, BlockKind.CAPTION)]
        if body and above is not None:
            _rest_of_row(body[0], above)
        for i, piece in enumerate(body):
            if piece.kind is not BlockKind.ROW:
                names, above = (), None
                continue
            row = piece.lines[0]
            begins = above is None or i == 0
            if above is not None and i == 0 and not _same_columns(row, above.lines[0]):
                names, above = (), None
            filled = [cell for cell in row.cells if cell]
            if len(filled) == len(names) < len(row.cells):
                row.cells = filled
            if begins and _is_header(row.cells):
                names = tuple(" ".join(line.text for line in cell) for cell in row.cells)
            elif above is not None and i == 0:
                piece.continues = _goes_on(above.lines[0].cells, row.cells)
            if len(row.cells) <= len(names):
                row.cells += [[] for _ in names[len(row.cells) :]]
                piece.columns = names
            above = piece
        if not body:
            continue
        if body[-1].kind is not BlockKind.ROW:
            names, above = (), None


def _rest_of_row(piece: Piece, above: Piece) -> None:
    """One cell of a row may go on alone at the top of the next page: that is made a row again."""
    column = piece.lines[0].column
    if piece.kind is not BlockKind.PARAGRAPH or piece.labelled or column is None:
        return
    cells: list[list[Line]] = [*([] for _ in range(column)), piece.lines]
    if column < len(above.lines[0].cells) and _goes_on(above.lines[0].cells, cells):
        tokens = [token for line in piece.lines for token in line.tokens]
        piece.kind, piece.lines = BlockKind.ROW, [Line(tokens, cells)]


def _same_columns(row: Line, above: Line) -> bool:
    """Does a row at the top of a page stand in the columns of the last one of the page before?"""
    starts = [{round(cell[0].x0) for cell in line.cells if cell} for line in (row, above)]
    return len(row.cells) <= len(above.cells) and all(
        any(abs(x - other) < SAME_EDGE for other in starts[1]) for x in starts[0]
    )


def _goes_on(above: Sequence[Sequence[Line]], cells: Sequence[Sequence[Line]]) -> bool:
    """Is a row the rest of one that a page break cut? Some cell breaks off there and goes on here in small letters."""
    pairs = [(a, b) for a, b in zip(above, cells, strict=False) if b]
    broken = [not _SENTENCE_END.search(a[-1].text) and b[0].text[:1].islower() for a, b in pairs if a]
    return bool(broken) and any(broken) and all(a for a, _ in pairs)


def _is_header(cells: Sequence[Sequence[Line]]) -> bool:
    """Short bold cells; a year among them names a column where the others have letters."""
    tokens = [[token for line in cell for token in line.tokens] for cell in cells]
    return all(
        cell and len(cell) <= LONGEST_COLUMN_NAME and all(token.bold or token.symbol for token in cell)
        for cell in tokens
    ) and any(line.bold for line in cells[0])


def _carry_over(pages: Sequence[Sequence[Piece]], least: float) -> None:
    """Marks the first block of a page that goes on from the page before; smaller type than ``least`` is passed by."""
    before: Piece | None = None
    for pieces in pages:
        aside = (BlockKind.FOOTNOTE, BlockKind.CAPTION)
        body = [p for p in pieces if p.kind not in aside and p.lines[0].size >= least]
        first = body[0] if body else None
        if first is not None and before is not None:
            plain = first.kind is BlockKind.PARAGRAPH and not first.labelled
            open_ended = before.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET)
            same = abs(first.lines[0].size - before.lines[-1].size) < 1
            unfinished = not _SENTENCE_END.search(_plain(before))
            hanging = before.number is not None and abs(first.lines[0].x0 - before.text_x0) < 3
            low = first.text[:1].islower()
            first.continues |= plain and open_ended and same and (unfinished or hanging or low)
        if body:
            before = body[-1]


def _plain(piece: Piece) -> str:
    return " ".join(t.text for line in piece.lines for t in line.tokens if not t.mark)


def _spellings(sheets: Sequence[Sheet]) -> set[str]:
    """The words of the paper, those broken at the end of a line left out."""
    printed = {token.text for sheet in sheets for line in sheet.lines for token in line.tokens}
    return {_bare(word) for word in printed if not word.endswith("-")}


def _bare(word: str) -> str:
    return word.strip(".,:;?!()[]'\"‘’“”").removesuffix("’s").lower()


def _write(draft: PageDraft, piece: Piece, spelt: Set[str]) -> None:
    """A footnote mark that ends a sentence becomes furniture, and the block goes on after it."""
    if piece.kind is BlockKind.ROW:
        _write_row(draft, piece, spelt)
        return
    tokens = [token for line in piece.lines for token in line.tokens]
    line_starts = set(itertools.accumulate(len(line.tokens) for line in piece.lines[:-1]))
    cuts = [i for i, token in enumerate(tokens) if token.mark and i > 0 and _ends_text(tokens, i)]
    if piece.kind is BlockKind.FURNITURE:
        cuts = []
    bounds = [0, *(at for i in cuts for at in (i, i + 1)), len(tokens)]
    for i, (start, end) in enumerate(itertools.pairwise(bounds)):
        text, words = _joined(tokens[start:end], {at - start for at in line_starts} if start else line_starts, spelt)
        if i % 2:
            draft.add(BlockKind.FURNITURE, text, words=words)
            continue
        label = 0
        if i == 0 and piece.labelled and words:
            label = min(len(text), words[0][1] + 1)
        draft.add(
            piece.kind, text, label=label, number=piece.number if i == 0 else None, level=piece.level,
            continues=piece.continues or i > 0, words=words,
        )  # fmt: skip


def _ends_text(tokens: Sequence[Token], at: int) -> bool:
    """Does the mark ``tokens[at]`` stand behind a sentence, or behind all?"""
    return at == len(tokens) - 1 or _SENTENCE_END.search(tokens[at - 1].text) is not None


def _write_row(draft: PageDraft, piece: Piece, spelt: Set[str]) -> None:
    """Without names for the columns an empty cell says nothing, and is left out."""
    text, words, cells = "", list[Placed](), []
    filled = [cell for cell in piece.lines[0].cells if cell or piece.columns]
    for cell in filled:
        tokens = [token for line in cell for token in line.tokens]
        part, boxes = _joined(tokens, set(itertools.accumulate(len(line.tokens) for line in cell)), spelt)
        if part and text:
            text += " "
        at = len(text)
        words += [(start + at, end + at, token) for start, end, token in boxes]
        cells.append((at, at + len(part)))
        text += part
    draft.add(BlockKind.ROW, text, columns=piece.columns, cells=cells, continues=piece.continues, words=words)


def _joined(tokens: Sequence[Token], line_starts: set[int], spelt: Set[str]) -> tuple[str, list[Placed]]:
    """Words joined by single spaces; a word broken over two lines is put together again.

    ``line_starts`` holds the positions of tokens that begin a line. The hyphen stays unless it is a soft one, or the
    paper spells the word without it elsewhere and never with it.
    """
    parts = [token.text for token in tokens]
    gaps = [1] * len(parts)
    for i in [i for i, part in enumerate(parts[:-1]) if part[-1] in "-–"]:
        part, after = parts[i], parts[i + 1]
        if (i + 1 in line_starts or tokens[i].broken) and _is_broken(part, after):
            gaps[i] = 0
            if part.endswith("-"):
                whole, hyphened = _bare(part[:-1] + after), _bare(part + after)
                if tokens[i].soft or (whole in spelt and hyphened not in spelt):
                    parts[i] = part[:-1]
    lengths = list(map(len, parts))
    starts = list(itertools.accumulate(map(operator.add, lengths, gaps), initial=0))
    if all(gaps):
        text = " ".join(parts)
    else:
        text = "".join(part + " " * gap for part, gap in zip(parts, gaps, strict=True))[:-1]
    return text, list(zip(starts, map(operator.add, starts, lengths), tokens, strict=False))


def _is_broken(part: str, after: str) -> bool:
    if not after or len(part) < 2 or not part.endswith(("-", "–")) or after in ("and", "or", "to"):
        return False
    if part.endswith("–"):
        return part[-2].isdigit() and after[0].isdigit()
    return part[-2].isalnum() and after[0].isalnum()
