"""Markdown -> one page of blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from corpus.paper import BlockKind, Pages
from ingest.readers.html_main import add_main
from ingest.readers.labels import printed_label
from ingest.readers.page_draft import PageDraft
from ingest.readers.read_text import decoded
from ingest.readers.word_blocks import BULLET, earlier_number, plain
from ingest.unreadable import UnreadablePaper

if TYPE_CHECKING:
    from markdown_it.token import Token

SAMPLE = 50_000  # characters that show what a text is
_FENCE = re.compile(r"^(```|~~~)[\s\S]*?^\1", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6}) [^#\s]", re.MULTILINE)
_OTHER_MARKS = (
    re.compile(r"\[[^\]\n]+\]\((https?:|[\w./#-]+\))"),  # a link
    re.compile(r"(?<!\*)\*\*[^\s*][^*\n]*\*\*|(?<!_)__[^\s_][^_\n]*__"),  # strong emphasis
    re.compile(r"^ {0,3}[-*+] \S", re.MULTILINE),
    re.compile(r"^\|?[ :]*-{3,}[ :]*\|[-| :]*$", re.MULTILINE),  # the rule below the head of a table
    re.compile(r"`[^`\n]+`"),
)
_FRONT_MATTER = re.compile(r"\A---\n([\s\S]*?)\n---\n")


def is_markdown(text: str) -> bool:
    """Does the text have a heading with a number sign, and another of Markdown's marks?

    Comments of a program begin with the same sign: its headings stand apart, on lines of their own.
    """
    text = _FENCE.sub("", text[:SAMPLE])
    headings = [match for match in _HEADING.finditer(text) if _stands_apart(text, match)]
    others = sum(bool(mark.search(text)) for mark in _OTHER_MARKS)
    levels = {match[1] for match in headings}
    return len(headings) >= 1 and len(headings) >= 0.5 * len(_HEADING.findall(text)) and others + len(levels) >= 2


def _stands_apart(text: str, heading: re.Match[str]) -> bool:
    """An empty line before it, or after it where it is the first line."""
    if text[: heading.start()].strip():
        return re.search(r"\n[ \t]*\r?\n$", text[: heading.start()]) is not None
    return re.match(r"[^\n]*\n[ \t]*\r?\n", text[heading.end() :]) is not None


def read_markdown(data: bytes) -> Pages:
    """Raises UnreadablePaper where there is no text."""
    text = re.sub(r"\r\n?", "\n", decoded(data))
    draft = PageDraft()
    front = _FRONT_MATTER.match(text)
    if front:
        for line in front[1].splitlines():
            draft.add(BlockKind.FURNITURE, plain(line))
        text = text[front.end() :]
    from markdown_it import MarkdownIt  # not above: is_markdown is asked of every text

    _add_tokens(draft, MarkdownIt("commonmark", {"html": True}).enable("table").parse(text))
    if all(block.kind is BlockKind.FURNITURE for block in draft.blocks):
        raise UnreadablePaper("the file holds no text: fetch it again")
    headings = [b for b in draft.blocks if b.kind is BlockKind.HEADING]
    title = next((draft.text[b.start : b.end] for b in headings if b.level == 1), None)
    return Pages((draft.page(),), paged=False, title=title)


def _add_tokens(draft: PageDraft, tokens: Sequence[Token]) -> None:
    lists: list[int | None] = []  # the number of the next item of each open list, None for bullets
    item = ""  # what is printed before the next paragraph
    level = 0
    row: list[str] = []
    columns: list[str] = []
    in_table = False
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            start = token.attrGet("start")
            lists.append(int(1 if start is None else start) if token.type == "ordered_list_open" else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            item = BULLET if lists[-1] is None else f"{lists[-1]}."
            lists[-1] = lists[-1] + 1 if lists[-1] is not None else None
        elif token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "table_open":
            in_table, columns = True, []
        elif token.type == "table_close":
            in_table = False
        elif token.type == "tr_open":
            row = []
        elif token.type == "thead_close":
            columns = row
        elif token.type == "tr_close":
            draft.add_row(row, columns or row)
        elif token.type == "inline" and in_table:
            row.append(_text(token))
        elif token.type == "inline":
            _add_inline(draft, _text(token), level, item)
            level, item = 0, ""
        elif token.type in ("fence", "code_block"):
            draft.add(BlockKind.PARAGRAPH, plain(token.content))
        elif token.type == "html_block":
            body = LexborHTMLParser(token.content).body
            if body is not None:
                add_main(draft, body)


def _add_inline(draft: PageDraft, text: str, level: int, item: str) -> None:
    if level:
        draft.add(BlockKind.HEADING, text, level=level)
    elif item == BULLET:
        draft.add(BlockKind.BULLET, text)
    elif item and text:
        draft.add(BlockKind.PARAGRAPH, f"{item} {text}", label=len(item) + 1, number=item.strip("."))
    else:
        length, number = printed_label(text, earlier_number(draft)) or (0, None)
        kind = BlockKind.BULLET if length and number is None else BlockKind.PARAGRAPH
        draft.add(kind, text, label=length, number=number)


def _text(inline: Token) -> str:
    """The words without their marks; pictures are left out."""
    pieces: list[str] = []
    for token in inline.children or []:
        if token.type in ("text", "code_inline"):
            pieces.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
    return plain("".join(pieces))
