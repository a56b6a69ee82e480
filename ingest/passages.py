"""Blocks gathered into passages: the unit that is embedded, found and cited.

The embedding model reads 256 word pieces, a context line of some 40 among them, so a passage has about 150 words at
most. Every character of the pages is in one passage, or is a label, furniture, a heading or the white space between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.paper import BlockKind, Page, Pages, Passage, Segment, Sentence
from ingest.sentences import sentence_spans

MOST_WORDS = 150
TOGETHER_WORDS = 130  # short paragraphs are put together up to this
LONGEST_CAPTION = 40  # words
LONGEST_SENTENCE = 200  # words: text without full stops is cut here


ASIDE = (BlockKind.FOOTNOTE, BlockKind.CAPTION)  # text goes on after it as if it were not there
_TABLE = re.compile(r"(?:table|figure|chart) \d", re.IGNORECASE)
_CUT_WORD = re.compile(r"(\w[\w’'-]*)-$")

Spelt = Callable[[str], bool]


@dataclass(slots=True)
class Unit:
    """A paragraph, bullet or row, with its part on the next page."""

    kind: BlockKind
    segments: list[Segment]
    text: str
    number: str | None = None
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[int, int, int], ...] = ()  # of a row: column, start and end in ``text``
    caption: str = ""  # of a row: what is printed over the table
    words: int = field(init=False)  # how many there are in the text

    def __post_init__(self) -> None:
        self.words = len(self.text.split())

    @property
    def aside(self) -> bool:
        return self.kind in ASIDE

    def go_on(self, segment: Segment, text: str, spelt: Spelt, cells: Sequence[tuple[int, int, int]] = ()) -> None:
        """Its next part, with its cells. A word that the page break cut is put together; a hyphen that only cut it is
        left out."""
        cut = _CUT_WORD.search(self.text)
        follows = re.match(r"[a-z][\w’'-]*", text)
        gone_before = len(self.text) + 1
        self.cells += tuple((column, gone_before + start, gone_before + end) for column, start, end in cells)
        if self.kind is BlockKind.ROW or not cut or not follows:
            self.text += " " + text
        elif spelt(cut[1] + follows[0]) and not spelt(f"{cut[1]}-{follows[0]}"):
            last = self.segments[-1]
            self.segments[-1] = Segment(last.page, last.start, last.end - 1)
            self.text = self.text[:-1] + text
        else:
            self.text += text
        self.words = len(self.text.split())
        self.segments.append(segment)


@dataclass(slots=True)
class Heading:
    level: int
    segments: list[Segment]
    text: str
    units: list[Unit] = field(default_factory=list)  # what stands under it, up to the next heading
    path: tuple[str, ...] = ()
    leads: bool = False  # a lower heading stands under it


def passages_of(pages: Pages) -> list[Passage]:
    """The passages of a paper in reading order, with their sentences; none mixes two headings."""
    passages: list[Passage] = []
    for heading in _headings(pages):
        if heading.units:
            passages.extend(_grouped(heading))
        elif heading.segments and not heading.leads:
            unit = Unit(BlockKind.HEADING, heading.segments, heading.text)
            passages.append(_passage([unit], heading.path[:-1]))
    return passages


def dropped(pages: Pages, passages: Iterable[Passage]) -> list[Segment]:
    """Every range of the pages' text that is in no passage, in order."""
    taken: dict[int, list[Segment]] = {}
    for passage in passages:
        for segment in passage.segments:
            taken.setdefault(segment.page, []).append(segment)
    left: list[Segment] = []
    for page in pages.pages:
        at = 0
        for segment in sorted(taken.get(page.number, []), key=lambda s: s.start):
            if at < segment.start:
                left.append(Segment(page.number, at, segment.start))
            at = max(at, segment.end)
        if at < len(page.text):
            left.append(Segment(page.number, at, len(page.text)))
    return left


def _headings(pages: Pages) -> list[Heading]:
    """Each heading with the units under it; text before the first heading stands under one without text."""
    current = Heading(0, [], "")
    found, stack = [current], [current]
    body: Unit | None = None  # what a block that continues goes on from

    def spelt(word: str) -> bool:
        """Does the paper print the word elsewhere?"""
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])", re.IGNORECASE)
        return any(pattern.search(page.text) for page in pages.pages)

    last: BlockKind | None = None
    for page in pages.pages:
        for block in page.blocks:
            segment = _trimmed(page, block.label_end, block.end)
            if block.kind is BlockKind.FURNITURE or segment is None:
                continue
            text = page.text[segment.start : segment.end]
            if block.kind is BlockKind.HEADING:
                if block.continues and last is BlockKind.HEADING:
                    current.segments.append(segment)
                    current.text += " " + text
                    current.path = (*current.path[:-1], current.text)
                    continue
                level = max(block.level, 1)
                while stack[-1].level >= level:
                    stack.pop()
                current = Heading(level, [segment], text)
                if stack[-1].segments:
                    stack[-1].leads = True
                current.path = (*stack[-1].path, text)
                stack.append(current)
                found.append(current)
                body = None
            elif block.continues and (before := _before(block.kind, body, current)):
                before.go_on(segment, text, spelt, _cells(page, block.cells, segment))
            else:
                aside = block.kind in ASIDE
                number = None if aside else block.number  # the mark of a footnote is no paragraph
                cells = _cells(page, block.cells, segment)
                unit = Unit(block.kind, [segment], text, number, block.columns, cells)
                if block.kind is BlockKind.ROW and _names_columns(page, block.cells, block.columns):
                    last = block.kind
                    continue
                current.units.append(unit)
                if not aside:
                    body = unit
            last = block.kind
    return found


def _before(kind: BlockKind, body: Unit | None, heading: Heading) -> Unit | None:
    """What a block of this kind goes on from: a row from a row, a footnote from a footnote, text from text."""
    if kind in ASIDE:
        last = heading.units[-1] if heading.units else None
        return last if last and last.kind is kind else None
    return body if body and (kind is BlockKind.ROW) == (body.kind is BlockKind.ROW) else None


def _trimmed(page: Page, start: int, end: int) -> Segment | None:
    text = page.text[start:end]
    stripped = text.strip()
    if not stripped:
        return None
    start += len(text) - len(text.lstrip())
    return Segment(page.number, start, start + len(stripped))


def _cells(page: Page, cells: Sequence[tuple[int, int]], segment: Segment) -> tuple[tuple[int, int, int], ...]:
    """Of each cell with words its column, and where it stands in the text of the segment."""
    found = []
    for column, (start, end) in enumerate(cells):
        cell = _trimmed(page, max(start, segment.start), min(end, segment.end))
        if cell:
            found.append((column, cell.start - segment.start, cell.end - segment.start))
    return tuple(found)


def _names_columns(page: Page, cells: Sequence[tuple[int, int]], columns: Sequence[str]) -> bool:
    """The header row of a table: its words stand in ``columns`` of every row below."""
    return bool(columns) and tuple(page.text[start:end] for start, end in cells) == tuple(columns)


def _grouped(heading: Heading) -> Iterator[Passage]:
    group: list[Unit] = []
    before: Unit | None = None
    for unit in heading.units:
        if group and not _belongs(unit, group):
            yield from _split(group, heading.path)
            group = []
        if unit.kind is BlockKind.ROW and before:
            goes_on = before.kind is BlockKind.ROW and before.columns == unit.columns
            unit.caption = before.caption if goes_on else _caption(before)
        group.append(unit)
        before = unit
    yield from _split(group, heading.path)


def _caption(unit: Unit) -> str:
    """What a unit directly over a table says that the table is of; empty where it does not speak of it."""
    if unit.kind is BlockKind.ROW:
        return ""
    if unit.kind is BlockKind.CAPTION or _TABLE.match(unit.text):
        return unit.text if unit.words <= LONGEST_CAPTION else ""
    if not unit.text.endswith(":"):
        return ""
    start, end = sentence_spans(unit.text)[-1]
    last = unit.text[start:end]
    return last if len(last.split()) <= LONGEST_CAPTION else ""


def _belongs(unit: Unit, group: Sequence[Unit]) -> bool:
    """Does the unit stand in the same passage as those before it?"""
    first, last = group[0], group[-1]
    if BlockKind.ROW in (unit.kind, last.kind) or unit.aside or last.aside:
        return False
    words = unit.words + sum(u.words for u in group)
    if unit.kind is BlockKind.BULLET:
        return words <= MOST_WORDS and (
            last.kind is BlockKind.BULLET or last.text.endswith(":") or first.number is not None
        )
    if unit.number is not None:
        listed = first.number is not None and first.number[0].isdigit() and not unit.number[0].isdigit()
        return listed and words <= MOST_WORDS and (len(group) > 1 or last.text.endswith(":"))
    if last.kind is BlockKind.BULLET or last.number is not None or last.text.endswith(":"):
        return False
    return words <= TOGETHER_WORDS


def _split(group: list[Unit], path: tuple[str, ...]) -> Iterator[Passage]:
    """One passage, or several cut at sentence ends where there are too many words for one."""
    words = sum(unit.words for unit in group)
    if words <= MOST_WORDS + 10:
        if group:
            yield _passage(group, path)
        return
    whole = _passage(group, path)
    count = -(-words // MOST_WORDS)
    start, taken = 0, 0
    for i, sentence in enumerate(whole.sentences):
        taken += len(whole.text[sentence.start : sentence.end].split())
        after = whole.sentences[i + 1] if i + 1 < len(whole.sentences) else None
        following = len(whole.text[after.start : after.end].split()) if after else 0
        if after is None or taken + following / 2 > words / count or taken + following > MOST_WORDS + 10:
            yield _part(whole, start, i + 1)
            start, taken = i + 1, 0


def _part(whole: Passage, first: int, beyond: int) -> Passage:
    sentences = whole.sentences[first:beyond]
    start, end = sentences[0].start, sentences[-1].end
    return Passage(
        text=whole.text[start:end],
        segments=tuple(place for place, _ in whole.parts(start, end)),
        headings=whole.headings,
        paragraph=whole.paragraph,
        kind=whole.kind,
        columns=whole.columns,
        caption=whole.caption,
        cells=tuple(
            (c, max(s, start) - start, min(e, end) - start) for c, s, e in whole.cells if s < end and start < e
        ),
        sentences=tuple(Sentence(s.start - start, s.end - start) for s in sentences),
    )


def _passage(units: Sequence[Unit], path: tuple[str, ...]) -> Passage:
    sentences: list[Sentence] = []
    at = 0
    for unit in units:
        spans = [(0, len(unit.text))] if unit.kind is BlockKind.ROW else sentence_spans(unit.text)
        for start, end in spans:
            sentences.extend(Sentence(at + s, at + e) for s, e in _cut(unit.text, start, end))
        at += len(unit.text) + 1
    bullets = all(unit.kind is BlockKind.BULLET for unit in units)
    return Passage(
        text=" ".join(unit.text for unit in units),
        segments=tuple(segment for unit in units for segment in unit.segments),
        headings=path,
        paragraph=units[0].number,
        kind=BlockKind.BULLET if bullets else units[0].kind,
        columns=units[0].columns,
        cells=units[0].cells,
        caption=units[0].caption,
        sentences=tuple(sentences),
    )


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run of words without a full stop that is too long to be a sentence, cut between words."""
    if end - start < 2 * LONGEST_SENTENCE:  # characters, too few for so many words
        yield start, end
        return
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    for i in range(0, len(words), LONGEST_SENTENCE):
        part = words[i : i + LONGEST_SENTENCE]
        yield part[0][0], part[-1][1]
