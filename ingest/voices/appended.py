"""An inspector's letter that a council put behind its own report: the inspector's words, page after page, unmarked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.paper import Passage

_LETTERHEAD = re.compile(
    r"\bPiccadilly Gate\b|\benquiries@ofsted\.gov\.uk\b|\bwww\.(?:gov\.uk/)?ofsted\b", re.IGNORECASE
)
_DEAR = re.compile(r"(?:^|\n|\s)Dear\s+[A-Z]")
_YOURS = re.compile(r"\bYours (?:sincerely|faithfully)\b")
_SIGNED = re.compile(r"\b(?:Majesty[’']s Inspector|HMI|Inspector|Ofsted|Care Quality Commission)\b")
_GREETED_WITHIN = 6  # passages of the letterhead
_SIGNED_WITHIN = 3  # passages of "Yours sincerely"


def inspectors_letters(passages: Sequence[Passage]) -> set[int]:
    """The passages, by index, of letters under an inspectorate's letterhead, from there to the signature.

    A letter whose greeting or ending is not found is left out.
    """
    texts = ["\n".join((*passage.headings, passage.text)) for passage in passages]
    within: set[int] = set()
    at = 0
    while at < len(texts):
        end = _end(texts, at) if _LETTERHEAD.search(texts[at]) else None
        if end is not None:
            within.update(range(at, end + 1))
            at = end
        at += 1
    return within


def _end(texts: Sequence[str], start: int) -> int | None:
    greeting = next((i for i in range(start, len(texts[: start + _GREETED_WITHIN])) if _DEAR.search(texts[i])), None)
    if greeting is None:
        return None
    ending = next((i for i in range(greeting, len(texts)) if _YOURS.search(texts[i])), None)
    if ending is None:
        return None
    signed = [i for i in range(ending, len(texts[: ending + 1 + _SIGNED_WITHIN])) if _SIGNED.search(texts[i])]
    return signed[-1] if signed else None
