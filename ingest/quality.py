"""How well a paper was read, and what needs an officer's eye."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.paper import Facts, Judgement, Pages, Passage, Quality


def quality_of(pages: Pages, passages: Sequence[Passage], facts: Facts, judgements: Sequence[Judgement]) -> Quality:
    """What an officer should know of the reading of one paper."""
    return Quality(
        pages=len(pages.pages),
        pages_without_text=tuple(page.number for page in pages.pages if not page.text.strip()),
        ocr_pages=tuple(page.number for page in pages.pages if page.ocr),
        markings=(facts.marking,) if facts.marking else (),
    )
