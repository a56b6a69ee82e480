"""Pages of a paper as a test writes them down."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.paper import BlockKind, Facts, Kind, Page, Pages, Recommendation
from ingest.passages import passages_of
from ingest.readers.labels import printed_label
from ingest.readers.page_draft import PageDraft
from ingest.registers.recommendations import recommendations_of

Line = str | tuple[str, ...]


def drafted(*pages: Sequence[Line]) -> Pages:
    """A tuple is a row of cells; "#" to "####" begin headings; printed numbers and bullets are labels.

    "..." begins what goes on from the page before.
    """
    made: list[Page] = []
    for number, lines in enumerate(pages, 1):
        draft = PageDraft(number)
        columns: tuple[str, ...] = ()
        for line in lines:
            if isinstance(line, tuple):
                columns = columns if columns and len(columns) == len(line) else line
                draft.add_row(line, columns)
                continue
            columns = ()
            text = line.lstrip("#").strip()
            level = len(line) - len(line.lstrip("#"))
            label = printed_label(text) or (0, None)
            if level:
                draft.add(BlockKind.HEADING, text, level=level)
            elif text.startswith("..."):
                draft.add(BlockKind.PARAGRAPH, text[3:], continues=True)
            elif label[0] and label[1] is None:
                draft.add(BlockKind.BULLET, text, label=label[0])
            else:
                draft.add(BlockKind.PARAGRAPH, text, label=label[0], number=label[1])
        made.append(draft.page())
    return Pages(tuple(made), paged=True)


def rows_of(pages: Pages, kind: Kind, title: str = "A paper", published: str | None = None) -> list[Recommendation]:
    """The register of a paper; every quotation must stand on its page."""
    facts = Facts(title=title, kind=kind, published=published)
    rows = recommendations_of(pages, passages_of(pages), facts)
    for row in rows:
        assert row.quote in pages.pages[row.page - 1].text
        assert row.text
    return rows
