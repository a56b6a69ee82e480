"""How a paper begins, and where in it words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.paper import BlockKind, Page, Pages

_OPENING_BLOCKS = 80  # of a paper without pages
_BARE_COVER = 12  # words: a first page with fewer is a cover that says next to nothing


@dataclass(frozen=True, slots=True)
class Opening:
    """The blocks of the first page, without its running lines, each on one line; ``text`` joins them by line ends.

    A cover that says next to nothing is taken together with the page after it.
    """

    blocks: tuple[str, ...]
    headings: frozenset[str]
    rows: frozenset[str] = frozenset()  # of tables

    @property
    def text(self) -> str:
        return "\n".join(self.blocks)


def opening_of(pages: Pages) -> Opening:
    """How a paper begins."""
    texts: list[str] = []
    headings: set[str] = set()
    rows: set[str] = set()
    for page in [page for page in pages.pages if page.text.strip()][:2]:
        blocks = [block for block in page.blocks if block.kind is not BlockKind.FURNITURE]
        for block in blocks if pages.paged else blocks[:_OPENING_BLOCKS]:
            text = one_line(page, block.start, block.end)
            if text:
                texts.append(text)
                if block.kind is BlockKind.HEADING:
                    headings.add(text)
                elif block.kind is BlockKind.ROW:
                    rows.add(text)
        if sum(len(text.split()) for text in texts) >= _BARE_COVER:
            break
    return Opening(tuple(texts), frozenset(headings), frozenset(rows))


def one_line(page: Page, start: int, end: int) -> str:
    return " ".join(page.text[start:end].split())


def lines_of(pages: Pages, *, running: bool = False) -> list[str]:
    """Every block of a paper on one line each; ``running``: headers and footers, too."""
    return [
        one_line(page, block.start, block.end)
        for page in pages.pages
        for block in page.blocks
        if running or block.kind is not BlockKind.FURNITURE
    ]


def site_of(pages: Pages, opening: Opening) -> str | None:
    """The name of the site behind the title of a web page: "Council praised | Camden News" -> "Camden News"."""
    title, _, site = (pages.title or "").replace(" – ", " | ").replace(" - ", " | ").rpartition(" | ")
    shown = {block.casefold() for block in opening.blocks[:4]}
    return site.strip() or None if " ".join(title.split()).casefold() in shown else None


def verbatim(pages: Pages, words: str) -> tuple[int, str] | None:
    """The first page on which ``words`` stand, whatever the line ends between them, and how they stand there."""
    parts = words.split()
    if not parts:
        return None
    for page in pages.pages:
        start = page.text.find(parts[0])
        while start >= 0:
            end = _end_of(parts, page.text, start)
            if end is not None:
                return page.number, page.text[start:end]
            start = page.text.find(parts[0], start + 1)
    return None


def _end_of(parts: Sequence[str], text: str, at: int) -> int | None:
    """Where the words end that stand at ``text[at:]``, with white space between them; None where they do not.

    A pattern would say the same, but is not used often enough to be worth compiling.
    """
    for number, part in enumerate(parts):
        gap = at
        while number and text[at : at + 1].isspace():
            at += 1
        if (number and at == gap) or not text.startswith(part, at):
            return None
        at += len(part)
    return at
