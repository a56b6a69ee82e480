"""Plain text -> one page of blocks: a paragraph a line, or lines that were wrapped at a fixed width."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.paper import BlockKind, Pages
from ingest.readers.datelines import TOP_LINES, dateline_length, is_bare_label
from ingest.readers.labels import printed_label
from ingest.readers.page_draft import PageDraft
from ingest.readers.site_text import is_aside, is_between, is_committee_page, is_cue, site_lines
from ingest.readers.text_tables import RawLine, TextTable, text_tables
from ingest.unreadable import UnreadablePaper

_ENDED = re.compile(r"[.:;?!…]['\"’”)\]]*$")
_SPACE = re.compile(r"[^\S\n]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff\u200b\u00ad]")
_CAPITALS = re.compile(r"[^a-z]*[A-Z]{3}[^a-z]*(\([^)]*\))?[:?]?")
# An item of a committee system's page, by the file that hangs on it, and the labels of its parts.
_IS_ITEM = re.compile(r"^\d{1,3}\.?\s+[A-Z][^.;]*\bpdf icon(?: PDF [\d.]+ [KM]B)?$")
_OF_ITEM = re.compile(r"(?:Minutes|Decisions?|Additional documents|Supporting documents):")
_ENDS_IN_GRADE = re.compile(
    r"\s(?:Outstanding|Good|Requires improvement(?: to be good)?|Adequate|Inadequate)$", re.IGNORECASE
)
WIDEST_WRAP = 130  # characters: longer lines are paragraphs
_REFERENCE = re.compile(r"(?P<series>[A-Z]{1,3})(?P<at>[1-9]\d?)[.:]?\s+[A-Z]")
FEWEST_ROWS = 3
SHORT_HEADING = 9  # words
FEWEST_LETTERS = 4  # of a heading: "5. SEND" is one
FOREIGN = 0.25  # of the letters stand outside ASCII: no text in English


@dataclass(frozen=True, slots=True)
class TextLine:
    text: str
    blanks: int  # empty lines before it
    raw: str  # with its white space


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 or Windows-1252 as text. Raises UnreadablePaper for what is no text."""
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8-sig", "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    sample = data[:4000]
    if len(sample) >= 4 and is_half_empty(sample[1::2], sample[::2]):
        return data.decode("utf-16-le", "replace")
    if len(sample) >= 4 and is_half_empty(sample[::2], sample[1::2]):
        return data.decode("utf-16-be", "replace")
    strange = sum(byte < 32 and byte not in b"\t\n\r\f\x0b\x1b" for byte in sample)
    if strange > 0.01 * len(sample):
        raise UnreadablePaper("this is no kind of paper that is read: save it as PDF or Word (.docx) and try again")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_eight_bit(data), "replace")


def is_half_empty(high: bytes, low: bytes) -> bool:
    """Whether these are the two halves of the characters of English text in 16 bits, and not a data file."""
    return high.count(0) > 0.4 * len(high) and low.count(0) < 0.01 * len(low)


def _eight_bit(data: bytes) -> str:
    """What is not UTF-8 was mostly written on Windows, unless most of it is in other than English letters."""
    sample = data[:100_000]
    if sum(byte > 127 for byte in sample) < FOREIGN * sum(chr(byte).isalpha() or byte > 127 for byte in sample):
        return "cp1252"
    import charset_normalizer

    best = charset_normalizer.from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"


def read_text(data: bytes) -> Pages:
    """Raises UnreadablePaper where there is no text."""
    lines = lines_of(decoded(data))
    if not lines:
        raise UnreadablePaper("the file holds no text: fetch it again")
    draft = PageDraft()
    first, beyond = site_lines([line.text for line in lines])
    for line in lines[:first]:
        draft.add(BlockKind.FURNITURE, line.text)
    article = lines[first:beyond]
    tables = list(text_tables([RawLine(line.raw, line.blanks) for line in article]))
    prose = [article[start:end] for start, end in _between(tables, len(article))]
    told = [line for part in prose for line in part]
    wrapped, width = is_wrapped(told), _width_of(told)
    titled = not wrapped or (first > 0 and not (article and is_committee_page(article[0].text)))
    before = 0
    for part, table in zip(prose, [*tables, None], strict=True):
        if wrapped and part:
            _add_wrapped(draft, part, width, titled)
        elif part:
            _add_article(draft, part, before)
        for row in (list(table.columns), *table.rows) if table else ():
            draft.add_row(row, table.columns if table else ())
        before += len(part) + (table.beyond - table.first if table else 0)
    for line in lines[beyond:]:
        draft.add(BlockKind.FURNITURE, line.text)
    title = next((draft.text[b.start : b.end] for b in draft.blocks if b.kind is BlockKind.HEADING), None)
    return Pages((draft.page(),), paged=False, title=title)


def _between(tables: Sequence[TextTable], length: int) -> Iterator[tuple[int, int]]:
    """The lines before the first table, between any two, and after the last; empty where nothing stands there."""
    return zip([0, *(table.beyond for table in tables)], [*(table.first for table in tables), length], strict=True)


def _add_wrapped(draft: PageDraft, lines: Sequence[TextLine], width: int, titled: bool) -> None:
    blocks, rows = list(_unwrapped(lines, width, _last_number(draft))), set(_rows_by_reference(lines))
    for together, after in zip(blocks, [*(block[0].text for block in blocks[1:]), ""], strict=True):
        _add(draft, together, titled, after, is_row=together[0].text in rows)


def _add_article(draft: PageDraft, lines: Sequence[TextLine], before: int) -> None:
    """A paragraph a line. Datelines and bylines are kept for the facts of the paper, and are no part of its text.

    ``before`` is the number of lines that stand before these.
    """
    for at, line in enumerate(lines):
        top = before + at < TOP_LINES
        length = dateline_length(line.text) if top else 0
        rest = line.text[length:]
        if length and (not rest or is_aside(rest)):
            draft.add(BlockKind.PARAGRAPH, line.text, label=len(line.text))
        elif length:
            draft.add(BlockKind.PARAGRAPH, line.text, label=length)
        elif is_committee_page(line.text):
            draft.add(BlockKind.PARAGRAPH, line.text, label=len(line.text))
        elif (
            is_aside(line.text)
            or is_cue(line.text)
            or (top and is_bare_label(line.text) and not (lines[at + 1 :] and dateline_length(lines[at + 1].text)))
        ):
            draft.add(BlockKind.FURNITURE, line.text)
        else:
            _add(draft, [line], titled=True)


def add_plain_lines(draft: PageDraft, text: str) -> None:
    """The paragraphs and list items of a text that has no headings, such as a letter."""
    lines = lines_of(text)
    for together in _unwrapped(lines, _width_of(lines)) if is_wrapped(lines) else ([line] for line in lines):
        joined = _joined(together)
        length, number = printed_label(joined, _last_number(draft)) or (0, None)
        kind = BlockKind.BULLET if length and number is None else BlockKind.PARAGRAPH
        draft.add(kind, joined, label=length, number=number)


def lines_of(text: str) -> list[TextLine]:
    """Lines that are not empty, white space made plain."""
    lines: list[TextLine] = []
    blanks = 0
    for raw in re.split(r"\r\n|[\n\r\f\v\x85\u2028\u2029]", text):
        printed = _CONTROL.sub("", raw)
        line = _SPACE.sub(" ", printed).strip()
        if line:
            lines.append(TextLine(line, blanks, printed))
        blanks = 0 if line else blanks + 1
    return lines


def is_wrapped(lines: Sequence[TextLine]) -> bool:
    """Were the lines cut at a fixed width? Then most that do not end a sentence are about equally long."""
    lengths = sorted(len(line.text) for line in lines)
    if len(lengths) < 6 or lengths[int(0.98 * (len(lengths) - 1))] > WIDEST_WRAP or lengths[-1] < 40:
        return False
    low = sum(line.text[:1].islower() for line in lines[1:])
    return low >= 0.15 * len(lines)


def _width_of(lines: Sequence[TextLine]) -> int:
    """At which lines were cut, in characters."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0


def _unwrapped(lines: Sequence[TextLine], width: int, number: str | None = None) -> Iterator[list[TextLine]]:
    """Lines gathered into blocks. Empty lines part two blocks only where the sentence before them has ended.

    ``number`` is the last that was printed before them.
    """
    block: list[TextLine] = []
    rows = set(_rows_by_reference(lines))
    for i, line in enumerate(lines):
        label = printed_label(line.text, number)
        if label is not None:
            number = label[1] or number
        after = lines[i + 1] if i + 1 < len(lines) else None
        if block and (label is not None or line.text in rows or _begins(line, block, width, after)):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _rows_by_reference(lines: Sequence[TextLine]) -> Iterator[str]:
    """The lines with which the rows of a table begin that was printed as text: each has the next reference ("P1",
    "P2"), and there are at least FEWEST_ROWS of them."""
    found: list[tuple[str, int, str]] = []
    for line in lines:
        match = _REFERENCE.match(line.text)
        series, at = (match["series"], int(match["at"])) if match else ("", 0)
        if found and match and (series, at) == (found[-1][0], found[-1][1] + 1):
            found.append((series, at, line.text))
        elif at == 1:
            if len(found) >= FEWEST_ROWS:
                yield from (text for _, _, text in found)
            found = [(series, at, line.text)]
    if len(found) >= FEWEST_ROWS:
        yield from (text for _, _, text in found)


def _begins(line: TextLine, block: Sequence[TextLine], width: int, after: TextLine | None) -> bool:
    last = block[-1]
    if _CAPITALS.fullmatch(line.text) or _CAPITALS.fullmatch(last.text) or _OF_ITEM.fullmatch(line.text):
        return True
    if is_between(line.text) or is_between(last.text):
        return True
    ended = bool(_ENDED.search(last.text))
    low = line.text[:1].islower()
    room = width - len(last.text) - 1 - len(line.text.split(" ", 1)[0])
    if line.blanks and ended:
        return True
    if low and not ended:
        return False
    if ended:
        return room > 12
    return room > (0.35 if not line.blanks else 0.15) * width


def _add(draft: PageDraft, lines: Sequence[TextLine], titled: bool, after: str = "", *, is_row: bool = False) -> None:
    text = _joined(lines)
    label = printed_label(text, _last_number(draft))
    first = all(block.kind is BlockKind.FURNITURE or block.label_end == block.end for block in draft.blocks)
    if is_between(text) or text.isdigit():  # the number of a page
        draft.add(BlockKind.FURNITURE, text)
    elif is_row:
        draft.add_row([text])
    elif label is not None and label[1] and label[1].isdigit() and _IS_ITEM.search(text):
        draft.add(BlockKind.HEADING, text, level=1)
    elif label is not None and label[1] and _is_section(label[1], text[label[0] :], after):
        draft.add(BlockKind.HEADING, text, level=1, label=label[0], number=label[1])
    elif label is not None:
        kind = BlockKind.BULLET if label[1] is None else BlockKind.PARAGRAPH
        draft.add(kind, text, label=label[0], number=label[1])
    elif _is_capitals(text) or (titled and first and _is_title(text)):
        draft.add(BlockKind.HEADING, text, level=1)
    elif not titled and _is_heading(text):
        draft.add(BlockKind.HEADING, text, level=2)
    else:
        draft.add(BlockKind.PARAGRAPH, text)


def _last_number(draft: PageDraft) -> str | None:
    return next((block.number for block in reversed(draft.blocks) if block.number), None)


def _is_section(number: str, name: str, after: str) -> bool:
    """Whether a numbered line heads a section: "3. BACKGROUND", or "3. Background" before a paragraph 3.1."""
    section = number.removesuffix(".0")
    if not section.isdigit() or len(name) < FEWEST_LETTERS:
        return False
    return _is_capitals(name) or (_is_heading(name) and after.startswith(f"{section}.1"))


def _is_capitals(text: str) -> bool:
    return _CAPITALS.fullmatch(text) is not None and len(text.split()) <= 20


def _is_title(text: str) -> bool:
    return len(text.split()) <= 25 and not re.search(r"[.;,:]$", text)


def _is_heading(text: str) -> bool:
    """A short line that stands alone in wrapped text, such as "Legal implications:"."""
    words = text.split()
    plain = sum(w[0].isalpha() for w in words) >= 0.6 * len(words)
    return (
        len(words) <= SHORT_HEADING
        and len(text) > 5
        and text[0].isupper()
        and plain
        and not _ENDS_IN_GRADE.search(text)  # the row of a table
        and not re.search(r"[.;,)”\"]$", text)
    )


def _joined(lines: Sequence[TextLine]) -> str:
    """A hyphen at the end of a line stays: without a dictionary it is as likely part of the word."""
    text = ""
    for line in lines:
        broken = len(text) > 1 and text[-1] == "-" and text[-2].isalnum() and line.text[:1].isalnum()
        text += line.text if broken or not text else " " + line.text
    return text
