"""Tables of judgements: cells as the reader saw them, or words where it saw no cells.

A row is read where one cell is a heading and one a grade, both from the first letter to the last. What tells of an
earlier inspection is left alone: a column, a caption or a heading that says so.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from corpus.paper import Block, BlockKind, Facts, Judgement, Page
from ingest.registers.judgement_areas import GRADE_WORD, area_of, grade_of, names_columns
from ingest.registers.judgement_words import Pair, PrintedWord, pairs_in, table_words

_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|last|earlier|prior|former(?:ly)?|past|recent|history|historical|before|progress since)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b20\d\d\b")
_SPEAKS_OF_GRADE = re.compile(rf"{GRADE_WORD.pattern}|judged|graded|applicable", re.IGNORECASE)
_LONGEST_ROW = 3  # rows that one row of the print may be cut into
_LOOKED_BACK = 25  # blocks


def table_judgements(page: Page, facts: Facts, wanted: Callable[[Block], bool]) -> Iterator[Judgement]:
    """The graded rows of the tables of a page, and the rows whose grade cannot be told; ``wanted`` says which blocks
    may be read as a table without cells."""
    blocks = [block for block in page.blocks if block.kind not in (BlockKind.FURNITURE, BlockKind.FOOTNOTE)]
    for is_table, group in itertools.groupby(enumerate(blocks), lambda item: len(item[1].cells) > 1):
        found = list(group)
        if is_table:
            if not of_earlier_inspection(page, blocks, found[0][0]):
                yield from _rows(page, [block for _, block in found], facts)
        else:
            yield from _runs(page, blocks, [at for at, _ in found], wanted)


def of_earlier_inspection(page: Page, blocks: Sequence[Block], at: int) -> bool:
    """Does what leads up to a block, back to its heading, say that it tells of an inspection before this one?"""
    for block in reversed(blocks[max(0, at - _LOOKED_BACK) : at]):
        text = page.text[block.start : block.end].strip()
        leads = block.kind in (BlockKind.HEADING, BlockKind.CAPTION) or text.endswith(":")
        if leads and _EARLIER.search(text) and area_of(text.rstrip(":")) is None:
            return True
        if block.kind is BlockKind.HEADING and not grade_of(text) and area_of(text) is None:
            return False
    return False


def is_bullet(block: Block) -> bool:
    return block.kind is BlockKind.BULLET and block.number is None


def _cells(page: Page, block: Block) -> list[str]:
    if block.kind is not BlockKind.ROW:
        return []
    return [text for start, end in block.cells if (text := " ".join(page.text[start:end].split()))]


def _rows(page: Page, rows: Sequence[Block], facts: Facts) -> Iterator[Judgement]:
    at = 0
    while at < len(rows):
        for count in range(min(_LONGEST_ROW, len(rows) - at), 0, -1):
            part = rows[at : at + count]
            judgement = _row(page, part[0], _columns(page, rows, part[0]), facts) if count == 1 else _cut(page, part)
            if judgement:
                if count == 1 and at + 1 < len(rows) and _goes_on(page, rows[at + 1]):
                    judgement = _unread(page, part[0], judgement, "its heading goes on in a row that fits no heading")
                if count == 1 and at and _begins_above(page, rows[at - 1], part[0]):
                    judgement = _unread(page, part[0], judgement, "its grade may begin in the row above")
                yield judgement
                at += count - 1
                break
        at += 1


def _cut(page: Page, rows: Sequence[Block]) -> Judgement | None:
    """One row of the print that the reader cut into several: its cells put together again."""
    if names_columns(page.text[rows[0].start : rows[0].end]) or any(len(row.cells) != 2 for row in rows):
        return None
    if any(re.match(r"\s*\d", page.text[slice(*row.cells[0])]) for row in rows[1:]):
        return None  # a number begins the heading of the next row
    columns = [" ".join(page.text[slice(*row.cells[column])] for row in rows).strip() for column in (0, 1)]
    area, grade = area_of(columns[0]), grade_of(columns[1])
    if not area or not grade:
        return None
    label = " ".join(columns[0].split())
    return Judgement(area, label, grade, None, page.number, page.text[rows[0].start : rows[-1].end])


def _goes_on(page: Page, row: Block) -> bool:
    """A row that holds the end of a heading alone: "and those who have left care"."""
    cells = _cells(page, row)
    return len(cells) == 1 and cells[0][:1].islower()


def _begins_above(page: Page, above: Block, row: Block) -> bool:
    """ "good" in small letters, under a row that holds "Requires improvement to be"."""
    small = any(cell.islower() and grade_of(cell) for cell in _cells(page, row))
    return small and any(re.search(r"improvement\b", cell) and not grade_of(cell) for cell in _cells(page, above))


def _row(page: Page, block: Block, columns: Sequence[str], facts: Facts) -> Judgement | None:
    spans = [(at, text) for at, span in enumerate(block.cells) if (text := " ".join(page.text[slice(*span)].split()))]
    labels = [(text, area) for _, text in spans if (area := area_of(text))]
    if len(labels) != 1:
        return None if len(labels) > 1 else _run_in_row(page, block)
    label, area = labels[0]
    others = [(at, text) for at, text in spans if text != label and re.search(r"[^\W\d]", text)]
    graded = [(at, text) for at, text in others if grade_of(text)]
    now = [(at, text) for at, text in graded if not _is_earlier(columns, at, facts)]
    judgement = Judgement(area, label, None, None, page.number, page.text[block.start : block.end])
    if len(now) == 1 and (len(others) == len(graded) or _is_grade_column(columns, now[0][0])):
        return _graded(judgement, grade_of(now[0][1]))
    if not others or (graded and not now):
        return None  # no grade at all, or only that of an earlier inspection
    if len(now) > 1:
        return _unread(page, block, judgement, "two grades stand beside this heading")
    said = "; ".join(text for at, text in others if not _is_earlier(columns, at, facts))[:80]
    if not _SPEAKS_OF_GRADE.search(said):
        return None  # a table of something else
    return _unread(page, block, judgement, f"beside this heading stands “{said}”, which is not a grade alone")


def _run_in_row(page: Page, block: Block) -> Judgement | None:
    """A row whose cells were cut in the wrong places: read as words, if they are one heading and one grade."""
    words = table_words(page, block.start, block.end)
    found = list(_judgements(page, words)) if words else []
    return found[0] if len(found) == 1 else None


def _columns(page: Page, rows: Sequence[Block], block: Block) -> list[str]:
    """The names of a row's columns, as the reader knows them or as the first row of the table has them."""
    if len(block.columns) == len(block.cells):
        return list(block.columns)
    first = [page.text[start:end] for start, end in rows[0].cells]
    is_head = len(first) == len(block.cells) and not any(area_of(cell) or grade_of(cell) for cell in first)
    return first if is_head and rows[0] is not block else []


def _is_earlier(columns: Sequence[str], at: int, facts: Facts) -> bool:
    name = columns[at] if at < len(columns) else ""
    years = _YEAR.findall(name)
    ours = (facts.inspected_to or "")[:4]
    return bool(_EARLIER.search(name)) or bool(years and ours and ours not in years)


def _is_grade_column(columns: Sequence[str], at: int) -> bool:
    return at < len(columns) and bool(re.fullmatch(r"\W*(?:grade|judge?ment|rating)s?\W*", columns[at], re.IGNORECASE))


def _graded(judgement: Judgement, grade: str | None) -> Judgement:
    return Judgement(judgement.area, judgement.label, grade, None, judgement.page, judgement.quote)


def _unread(page: Page, block: Block, judgement: Judgement, why: str) -> Judgement:
    quote = page.text[block.start : block.end]
    return Judgement(judgement.area, judgement.label, None, f"{why} (page {page.number})", page.number, quote)


def _runs(
    page: Page, blocks: Sequence[Block], places: Sequence[int], wanted: Callable[[Block], bool]
) -> Iterator[Judgement]:
    """Blocks one after another that hold nothing but words of headings and grades."""
    run: list[tuple[int, list[PrintedWord]]] = []
    for at in places:
        block = blocks[at]
        words = table_words(page, block.start, block.end) if wanted(block) and not is_bullet(block) else None
        if words == [] or (words and names_columns(page.text[block.start : block.end])):
            continue  # a number alone, or the head of the table
        if words:
            run.append((at, words))
        else:
            yield from _run(page, blocks, run)
            run = []
    yield from _run(page, blocks, run)


def _run(page: Page, blocks: Sequence[Block], run: Sequence[tuple[int, list[PrintedWord]]]) -> Iterator[Judgement]:
    if not run or of_earlier_inspection(page, blocks, run[0][0]):
        return
    words = [word for _, block_words in run for word in _without_head(block_words)]
    whole = list(_judgements(page, words))
    after = run[-1][0] + 1
    if whole and after < len(blocks) and _is_lower(page, blocks[after]):
        whole.pop()  # what looked whole goes on in the next block
    if whole:
        yield from whole
        return
    for place, (at, block_words) in enumerate(run):
        found = list(_judgements(page, block_words))
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        begins_with_heading = grade_of(block_words[0].bare) is None and not _is_lower(page, blocks[at])
        if found and begins_with_heading and not (following and _is_lower(page, following)):
            before = run[place - 1][1] if place else []
            if not before or _judgements_or_title(page, before):
                yield from found


def _judgements_or_title(page: Page, words: Sequence[PrintedWord]) -> bool:
    """Is a block complete in itself, so that the one after it begins anew?"""
    return pairs_in(words) is not None


def _without_head(words: list[PrintedWord]) -> list[PrintedWord]:
    """The words without "Judgement Grade" before them, and without the number of the heading that follows."""
    if [word.bare for word in words[:2]] not in (["judgement", "grade"], ["judgment", "grade"]):
        return words
    return words[3:] if words[2:] and words[2].bare.isdigit() else words[2:]


def _is_lower(page: Page, block: Block) -> bool:
    return (
        block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ROW)
        and page.text[block.start : block.end].lstrip()[:1].islower()
    )


def _judgements(page: Page, words: Sequence[PrintedWord]) -> Iterator[Judgement]:
    pairs = pairs_in(words) or []
    side_by_side = len(pairs) > 1 and pairs[0].beyond == pairs[1].beyond
    above = {pair.first not in pair.label for pair in pairs} if not side_by_side else set()
    if above == {True, False} or (above == {True} and len(pairs) == 1):
        return  # a grade above a heading may belong to what stood before it, unless all of them stand so
    if any(_begins_inside(page, words, pair) for pair in pairs):
        return
    for pair in pairs:
        printed = dict.fromkeys((words[i].start, words[i].end) for i in pair.label)
        label = " ".join(page.text[start:end] for start, end in printed).rstrip(" :.")
        start, end = words[pair.first].start, words[pair.beyond - 1].end
        yield Judgement(pair.area, label, pair.grade, None, page.number, page.text[start:end])


def _begins_inside(page: Page, words: Sequence[PrintedWord], pair: Pair) -> bool:
    """A small letter without a colon or dash before it: "good" may be the end of "Requires improvement to be good"."""
    start = next(words[i].start for i in range(pair.first, pair.beyond) if i not in pair.label)
    return page.text[start].islower() and not page.text[:start].rstrip().endswith((":", "-", "–", "—"))
