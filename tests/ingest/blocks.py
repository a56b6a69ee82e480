"""What a reader made of a file, in a form that a test can compare."""

from __future__ import annotations

from corpus.paper import Block, BlockKind, Page, Pages
from ingest.passages import dropped, passages_of


def shown(pages: Pages, number: int = 1) -> list[tuple[str, str]]:
    """Kind and text, without its label, of each block of a page."""
    page = pages.pages[number - 1]
    return [(block.kind.value, page.text[block.label_end : block.end]) for block in page.blocks]


def of_kind(pages: Pages, kind: BlockKind, number: int = 1) -> list[str]:
    return [text for found, text in shown(pages, number) if found == kind.value]


def rows(pages: Pages, number: int = 1) -> list[dict[str, str]]:
    """The rows that have column names, as column -> cell; not the row of the names itself."""
    page = pages.pages[number - 1]
    found = [(block, cells(page, block)) for block in page.blocks if block.kind is BlockKind.ROW and block.columns]
    return [dict(zip(block.columns, texts, strict=True)) for block, texts in found if tuple(texts) != block.columns]


def cells(page: Page, block: Block) -> list[str]:
    return [page.text[start:end] for start, end in block.cells]


def check(pages: Pages) -> None:
    """Pages are counted from 1, blocks stand in order, and every character is in one passage or known as dropped."""
    assert [page.number for page in pages.pages] == list(range(1, len(pages.pages) + 1))
    for page in pages.pages:
        at = 0
        for block in page.blocks:
            assert at <= block.start <= block.label_end <= block.end <= len(page.text)
            assert all(block.start <= start <= end <= block.end for start, end in block.cells)
            at = block.end
        page.text.encode()
    passages = passages_of(pages)
    counted = sum(s.end - s.start for p in passages for s in p.segments)
    assert counted + sum(s.end - s.start for s in dropped(pages, passages)) == sum(len(p.text) for p in pages.pages)
