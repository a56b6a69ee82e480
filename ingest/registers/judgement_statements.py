"""Judgements made in a sentence of their own: "Children's services in Brackenford are inadequate".

A block counts only if it is one such statement from its first word to its last, in the present tense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.paper import Block, BlockKind, Judgement, Page
from ingest.registers.judgement_areas import GRADES, area_of
from ingest.registers.judgement_table import is_bullet, of_earlier_inspection

LONGEST_STATEMENT = 40  # words
_STATING = (BlockKind.HEADING, BlockKind.PARAGRAPH)
_GRADE = (
    r"(?P<grade>outstanding|good|inadequate|adequate|requires?\s+improvement(?:\s+to\s+be\s+good)?)"
    r"(?:\s+because)?\W*\d{0,2}\W*"
)
_GRADE_WORDS = ("outstanding", "good", "adequate", "improvement")  # no statement is without one, in small letters
_IS = r"(?:is|are)(?:\s+(?:judged|graded)(?:\s+(?:to\s+be|as))?)?"
# What may stand in a council's name, but no verb, no denial and no time past.
_NAME = (
    r"(?:(?!(?:is|are|was|were|be|been|being|has|have|had|not|never|no|yet|than|that|which|who|to|need|needs|judged"
    r"|previously|formerly|still|now|remain|remains|requires?|because)\b)[^\s.;:]+\s+){1,9}?"
)
_SERVICES = r"children[’']?s(?:\s+social\s+care)?\s+services"
_OVERALL = (
    rf"(?P<label>(?:the\s+)?overall\s+judge?ment)\s+(?:is\s+)?(?:that\s+)?"
    rf"(?:(?:it|they)\s+(?:is\s+|are\s+)?|(?:{_SERVICES}|services)\s+(?:(?:in|for)\s+{_NAME})?(?:is\s+|are\s+)?)?{_GRADE}",
    rf"(?P<label>(?:the\s+)?overall\s+effectiveness)\s+(?:of\s+{_SERVICES}\s+(?:(?:in|for)\s+{_NAME})?)?{_IS}\s+{_GRADE}",
    rf"(?P<label>{_SERVICES}\s+(?:in|for)\s+{_NAME})(?:{_IS}\s+|(?=requires?\b)){_GRADE}",
)
_BOARD = (
    rf"(?P<label>(?:the\s+)?(?:effectiveness\s+of\s+(?:the\s+)?)?(?:{_NAME})?(?:safeguarding\s+children[’']?s?\s+board"
    rf"|LSCB)(?:\s+\(\w+\))?)\s+(?:{_IS}\s+|(?=requires?\b)){_GRADE}"
)
_AREA = rf"(?P<label>.+?)\s+(?:{_IS}\s+|(?=requires?\b)){_GRADE}"
_GRADED_FOR = (
    rf"the\s+(?:graded\s+)?judge?ment\s+(?:for|about|on|of)\s+(?P<label>.+?)\s+is\s+"
    rf"(?:that\s+(?:it|they)\s+)?(?:(?:is|are)\s+)?{_GRADE}"
)


def statements(page: Page, *, front: bool) -> Iterator[Judgement]:
    """The judgements that a page states. On the front pages any paragraph may state one, overall or of an area;
    elsewhere a heading may, and a sentence on the board or on "the judgement for" an area."""
    blocks = [block for block in page.blocks if block.kind not in (BlockKind.FURNITURE, BlockKind.FOOTNOTE)]
    at = 0
    while at < len(blocks):
        block, end = blocks[at], blocks[at].end
        while at + 1 < len(blocks) and _goes_on(page, block, blocks[at + 1]):
            at += 1
            end = blocks[at].end
        text = " ".join(page.text[block.start : end].split())
        found = _stated(text, block, front) if len(text.split()) <= LONGEST_STATEMENT else None
        if found and not of_earlier_inspection(page, blocks, blocks.index(block)):
            area, label, grade = found
            yield Judgement(area, label, grade, None, page.number, page.text[block.start : end])
        at += 1


def _goes_on(page: Page, block: Block, following: Block) -> bool:
    """A heading or line cut in two: the second part begins in lower case."""
    return (
        block.kind is following.kind
        and block.kind in _STATING
        and page.text[following.start : following.end].lstrip()[:1].islower()
    )


def _stated(text: str, block: Block, front: bool) -> tuple[str, str, str] | None:
    if block.kind not in _STATING or is_bullet(block):
        return None
    small = text.lower()
    if not any(word in small for word in _GRADE_WORDS):
        return None
    text = re.sub(r"^\d+(?:\.\d+)*\.?\s+", "", text)
    heading = block.kind is BlockKind.HEADING
    tried: Sequence[tuple[str, str | None, bool]] = (
        *((pattern, "overall", front) for pattern in _OVERALL),
        (_OVERALL[-1], "overall", heading),
        (_BOARD, "lscb", True),
        (_GRADED_FOR, None, True),
        (_AREA, None, heading or front),
    )
    for pattern, area, allowed in tried:
        match = re.fullmatch(pattern, text, re.IGNORECASE) if allowed else None
        label = " ".join(match["label"].split()) if match else ""
        found = area or area_of(label)
        if match and found:
            return found, label, GRADES[" ".join(match["grade"].lower().split())]
    return None
