"""A file read whole: its pages, facts, passages and registers, ready to be embedded and put into the corpus.

It stands apart from what makes it: whoever takes a reading from another process imports this module, and the readers
take half a second to import.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.paper import Facts, Judgement, Pages, Passage, Quality, Recommendation


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is made of a file's bytes. It needs no corpus and no model, so that a worker can make it."""

    pages: Pages
    facts: Facts
    passages: Sequence[Passage]
    judgements: Sequence[Judgement]
    recommendations: Sequence[Recommendation]
    quality: Quality
    text_digest: str
