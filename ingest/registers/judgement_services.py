"""Inspections of safeguarding and looked after children services, 2009 to 2012: two services graded apart.

Both tables have the same headings, so a grade counts only under the name of its service, and its area bears that name:
"safeguarding_overall", "looked_after_overall".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.paper import Block, BlockKind, Facts, Judgement, Page, Pages
from ingest.registers.judgement_areas import area_of
from ingest.registers.judgement_table import table_judgements

TWO_SERVICES = "safeguarding and LAC inspection"
_SERVICE = re.compile(
    r"(?:the )?(?:inspection outcomes?\W+)?(?:(?P<looked_after>(?:services for )?looked[- ]after children(?: services)?"
    r"(?: and young people)?)|(?P<safeguarding>safeguarding(?: services)?))\W*",
    re.IGNORECASE,
)
_LONGEST_NAME = 10  # words


def two_services(pages: Pages, facts: Facts) -> Iterator[Judgement]:
    """The graded rows under the name of a service, and none that stand before one."""
    service: str | None = None
    for page in pages.pages:
        part: list[Block] = []
        for block in (*page.blocks, None):
            begins = _service(page, block) if block else service
            if block is None or begins:
                if service:
                    yield from _graded(replace(page, blocks=tuple(part)), facts, service)
                part, service = [], begins
            if block:
                part.append(block)


def _graded(page: Page, facts: Facts, service: str) -> Iterator[Judgement]:
    for reading in table_judgements(page, facts, lambda block: block.kind is BlockKind.HEADING):
        yield replace(reading, area=f"{service}_{reading.area}")


def _service(page: Page, block: Block) -> str | None:
    """The service that a heading names: "safeguarding" or "looked_after"."""
    text = " ".join(page.text[block.start : block.end].split())
    if block.kind in (BlockKind.FURNITURE, BlockKind.BULLET) or len(text.split()) > _LONGEST_NAME or area_of(text):
        return None
    match = _SERVICE.fullmatch(text)
    return match.lastgroup if match else None
