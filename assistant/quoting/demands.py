"""The headings under which papers list what must be done; an item reads as praise without its heading."""

from __future__ import annotations

import re

from corpus.paper import Passage

PRIORITY = re.compile(r"areas? for priority action|priority and immediate action|priority actions?", re.IGNORECASE)
IMPROVE = re.compile(
    r"what (needs|does .* need) to improve|areas? for improvement|recommendations?\b|needs? to improve", re.IGNORECASE
)


def demanded_under(passage: Passage) -> str | None:
    """The heading, as printed, where a passage stands under one that makes a demand of it; else None."""
    heading = " ".join(passage.headings[-1].split()) if passage.headings else ""
    return heading if IMPROVE.search(heading) or PRIORITY.search(heading) else None
