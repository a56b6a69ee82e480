"""The items of a paper: headings, paragraphs, bullets and rows, each with its part on the pages after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.paper import Block, BlockKind, Page, Pages, Segment
from ingest.readers.labels import follows, label_of, roman

_GLUED = re.compile(r"(\d{1,3})\.(?=[A-Z])")  # "148.Ensure that"
_LEFT_OUT = (BlockKind.FURNITURE, BlockKind.FOOTNOTE, BlockKind.CAPTION)


@dataclass(slots=True)
class Item:
    """``text`` is verbatim and without its label; the parts on several pages are joined by single spaces."""

    kind: BlockKind
    segments: list[Segment]
    text: str
    label: str = ""  # as printed: "(ii)", "4.", "•"
    number: str | None = None  # the number in the label: "ii", "4"
    level: int = 0
    tops_page: bool = False  # the first of its page
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def is_bullet(self) -> bool:
        return self.kind is BlockKind.BULLET

    @property
    def reference(self) -> str | None:
        """The number as a reader would quote it: "(ii)", "4"."""
        return self.label.rstrip(".:") or None if self.number else None

    @property
    def asks(self) -> bool:
        """Does it end in the midst of a sentence that a list goes on with?"""
        return self.text.rstrip().endswith((":", ":-", ": –", "–", " -", "—"))

    def go_on(self, other: Item) -> None:
        self.segments.extend(other.segments)
        self.text += " " + other.text


def items_of(pages: Pages) -> list[Item]:
    """What a paper prints, in order, without running headers, footnotes and captions."""
    items: list[Item] = []
    for page in pages.pages:
        tops_page = True
        for block in page.blocks:
            item = _item(page, block)
            if item is None:
                continue
            item.tops_page = tops_page
            tops_page = False
            before = items[-1] if items else None
            if block.continues and before is not None and before.kind is not BlockKind.ROW:
                before.go_on(item)
            else:
                items.append(item)
    return items


def _item(page: Page, block: Block) -> Item | None:
    footnote = block.kind is BlockKind.PARAGRAPH and block.label_end > block.start and block.number is None
    if block.kind in _LEFT_OUT or footnote:
        return None
    kind, number, start = block.kind, block.number, block.label_end
    label = page.text[block.start : start].strip()
    cells = tuple(page.text[s:e].strip() for s, e in block.cells)
    filled = [(s, e) for s, e in block.cells if page.text[s:e].strip()]
    if kind is BlockKind.ROW and len(filled) == 2 and len(cells) == 2:
        first = label_of(cells[0])
        if first is not None:  # a list that was set as a table
            label, number, start = cells[0], first.number, filled[1][0]
            kind = BlockKind.PARAGRAPH if number else BlockKind.BULLET
    elif kind is BlockKind.PARAGRAPH and not label and (glued := _GLUED.match(page.text, start, block.end)):
        label, number, start = glued.group(), glued[1], glued.end()
    segment = trimmed(page, start, block.end)
    if segment is None:
        return None
    text = page.text[segment.start : segment.end]
    return Item(kind, [segment], text, label, number, block.level, cells=cells, columns=block.columns)


def trimmed(page: Page, start: int, end: int) -> Segment | None:
    """The place without the white space around it; None where there is nothing else."""
    text = page.text[start:end]
    if not text.strip():
        return None
    start += len(text) - len(text.lstrip())
    return Segment(page.number, start, start + len(text.strip()))


def quote_of(pages: Pages, items: Sequence[Item]) -> tuple[int, str]:
    """The page on which the items begin, and their words there, from the first to the last."""
    segments = [segment for item in items for segment in item.segments]
    first = segments[0].page
    here = [segment for segment in segments if segment.page == first]
    page = next(page for page in pages.pages if page.number == first)
    return first, page.text[here[0].start : here[-1].end]


def printed_list(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The entries of one printed list, each with the sub-list that belongs to it.

    The first label says how the entries are marked. A list that begins with plain paragraphs has one entry for each,
    and the bullets after a colon belong to it; in others an unmarked paragraph goes on from the entry on the page
    before, or is no part of the list.
    """
    entry: list[Item] = []
    mark = items[0] if items else None
    last: str | None = None
    for at, item in enumerate(items):
        if mark is None or not entry or _begins(item, mark, last, entry):
            if entry:
                yield entry
            entry = [item]
            last = item.number or last
        elif item.number or item.is_bullet or _goes_on(item, items[at + 1 :]):
            entry.append(item)
    if entry:
        yield entry


def _begins(item: Item, mark: Item, last: str | None, entry: Sequence[Item]) -> bool:
    """Does the item begin an entry of a list whose first entry is marked like ``mark``?"""
    within = entry[0].asks or (len(entry) > 1 and not _ended(entry[-1]))
    if mark.number is not None:
        if item.number is None:
            return item.is_bullet and not within and len(entry) == 1 and _ended(entry[0])
        return _same_numbering(item.number, mark.number, last)
    if mark.is_bullet:
        nested = (item.number is not None or item.label != mark.label) and within
        return (item.is_bullet or item.number is not None) and not nested
    return not (item.is_bullet or item.number is not None) or not within


def _ended(item: Item) -> bool:
    return item.text.rstrip("'’\"” )").endswith((".", "!", "?"))


def _same_numbering(number: str, first: str, last: str | None) -> bool:
    if number[0].isdigit() or first[0].isdigit():
        return number[0].isdigit() and first[0].isdigit() and number.count(".") == first.count(".")
    if last is not None and follows(number, last):
        return True
    return (roman(number) > 0) == (roman(first) > 0) and number.isupper() == first.isupper()


def _goes_on(item: Item, after: Sequence[Item]) -> bool:
    """An unmarked paragraph at the top of a page, in the midst of a list or in the midst of a sentence."""
    return item.tops_page and (item.text[:1].islower() or any(other.is_bullet or other.number for other in after))
