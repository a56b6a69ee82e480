"""Several papers in one file, an archive or an e-mail with attachments: the pages of each under its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from corpus.paper import Block, BlockKind, Page, Pages, Word
from ingest.readers.page_draft import PageDraft
from ingest.unreadable import UnreadablePaper

ReadPart = Callable[[bytes], Pages]
MOST_PAGES = 5_000
_PGP = b"-----BEGIN PGP MESSAGE-----"


class Bundle:
    """Pages are counted on from one paper to the next; they have no numbers of their own that could be cited."""

    def __init__(self, read_part: ReadPart) -> None:
        self._read_part = read_part
        self.pages: list[Page] = []
        self.left_out: list[str] = []

    def add(self, name: str, data: bytes) -> None:
        """Reads a part and adds its pages; what cannot be read is noted with the reason.

        Raises UnreadablePaper for the secret part of an encrypted e-mail.
        """
        if _PGP in data[:200]:
            raise UnreadablePaper("the e-mail is encrypted: open it in your mail program and save it as PDF")
        try:
            part = self._read_part(data)
        except UnreadablePaper as error:
            self.leave_out(name, str(error))
        else:
            self.add_pages(name, part)

    def check_whole(self) -> None:
        """For an e-mail that says nothing itself. Raises UnreadablePaper where nothing attached was read either."""
        if len(self.pages) <= 1:
            reasons = "; ".join(line.removeprefix("Left out: ") for line in self.left_out[:5])
            raise UnreadablePaper(f"the e-mail holds no text ({reasons or 'and no attachment'}): save it as PDF")

    def add_pages(self, name: str, part: Pages) -> None:
        """Raises UnreadablePaper where there are too many pages for one file."""
        if len(self.pages) + len(part.pages) > MOST_PAGES:
            raise UnreadablePaper(f"the papers inside have over {MOST_PAGES:,} pages: give them one by one")
        for i, page in enumerate(part.pages):
            page = replace(page, number=len(self.pages) + 1)
            self.pages.append(under(name, page) if i == 0 else _lowered(page))

    def leave_out(self, name: str, reason: str) -> None:
        self.left_out.append(f"Left out: {name}: {reason}")

    def finished(self, title: str | None = None) -> Pages:
        """What was left out is said at the end of the first page, as furniture: it is no one's words to be cited."""
        first = self.pages[0]
        draft = PageDraft(first.number, first.text, list(first.blocks), list(first.words))
        for line in self.left_out:
            draft.add(BlockKind.FURNITURE, line)
        self.pages[0] = draft.page(first.width, first.height, first.ocr)
        return Pages(tuple(self.pages), paged=False, title=title)


def under(name: str, page: Page) -> Page:
    """The page with a heading above all of its own."""
    by = len(name) + 1
    heading = Block(BlockKind.HEADING, 0, len(name), level=1)
    words = tuple(Word(w.start + by, w.end + by, w.x0, w.y0, w.x1, w.y1) for w in page.words)
    blocks = tuple(_moved(block, by) for block in _lowered(page).blocks)
    return replace(page, text=f"{name}\n{page.text}", blocks=(heading, *blocks), words=words)


def _lowered(page: Page) -> Page:
    """Its headings a level below that of the paper's name."""
    blocks = (replace(b, level=b.level + 1) if b.kind is BlockKind.HEADING else b for b in page.blocks)
    return replace(page, blocks=tuple(blocks))


def _moved(block: Block, by: int) -> Block:
    return replace(
        block,
        start=block.start + by,
        end=block.end + by,
        label_end=block.label_end + by,
        cells=tuple((start + by, end + by) for start, end in block.cells),
    )
