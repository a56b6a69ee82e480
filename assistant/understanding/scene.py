"""What somebody tells before they ask: "Inspectors came about children in care in May 2024. What must we still do?" """

from __future__ import annotations

import re

from assistant.understanding.other_subject import SAYS_WHAT
from assistant.understanding.periods import Period, periods_in
from assistant.understanding.question import LATEST
from assistant.understanding.wants import Wants, wants_of

INSPECTORS = re.compile(r"\b(?:ofsted|inspectors?|hmi|the inspectorate)\b", re.IGNORECASE)
# where what is told ends: at a full stop, or where a clause that asks begins
_ASKING = r"(?:and |so |but )?(?:what|which|how|where|who|when|why|did|do|does|is|are|was|were|has|have|list|tell|show)"
ENDS = re.compile(rf"(?<=[.!])\s+(?=\w)|\s*[,;:]\s+(?={_ASKING}\b)|\s+[-–—]\s*(?={_ASKING}\b)", re.IGNORECASE)
ASKS = re.compile(rf"^\W*{_ASKING}\b", re.IGNORECASE)
# That there was an inspection, and not what it found.
OF_INSPECTION = re.compile(
    rf"{INSPECTORS.pattern}(?: \w+){{0,3}}? (?:came|come|visited|inspected|arrived|called|were (?:here|in)|"
    r"(?:was|were) (?:last )?(?:here|in)|looked (?:at|into)|turned up|paid|spent)\b|"
    r"\b(?:inspected|visited)\b|"
    r"\b(?:we|they|there|the council|it) (?:\w+ )?(?:had|was|were|got|received) (?:an?|our|its|the|another) "
    r"(?:[\w'’-]+ ){0,5}?(?:inspection|visit)\b",
    re.IGNORECASE,
)
OF_SINCE = re.compile(r"\b(?:since|now|today|later|afterwards|then|after that|next|current\w*)\b", re.IGNORECASE)
# what is yet to be done is what the inspection asked for, and no story of change
STILL = re.compile(r"\b(?:still|yet)\b", re.IGNORECASE)
THEIR_WORDS = re.compile(rf"(?:{INSPECTORS.pattern}|\bthey\b)", re.IGNORECASE)
DUE = re.compile(
    r"\b(?:must|should|need|needs|needed|ought|(?:have|has|had|told|asked|left|expected|required|supposed) to|"
    r"want(?:ed|s)?|improvements?|recommend\w*|weakness\w*|priorit\w+)\b",
    re.IGNORECASE,
)

PERFECT = re.compile(r"\b(?:has|have|had)\b(?! to\b)|['’]ve\b", re.IGNORECASE)


def told_and_asked(text: str) -> tuple[str, str]:
    """What a text tells before it asks, and what it asks; the first is empty where it asks from the first."""
    parts = ENDS.split(text.strip())
    first = next((i for i, part in enumerate(parts) if ASKS.search(part) or part.rstrip().endswith("?")), 0)
    if not first:
        return "", text
    starts = text.index(parts[first], len(" ".join(parts[:first])) - first)
    return text[:starts].rstrip(" ,;:-–—"), text[starts:]


def inspection_told(text: str) -> Period | None:
    """When the inspection was that a text tells of, where it then asks what inspectors said or what must be done; None
    where it asks what came of it, for a figure, or for the words of others: later papers tell these."""
    told, asked = told_and_asked(text)
    periods = periods_in(told)
    if len(periods) != 1 or periods_in(asked) or not OF_INSPECTION.search(told):
        return None
    if OF_SINCE.search(asked) or LATEST.search(asked):
        return None
    wants, is_due = wants_of(STILL.sub(" ", asked)), bool(DUE.search(asked) and not PERFECT.search(asked))
    if not wants <= {Wants.TEXT, Wants.LIST} | ({Wants.CHANGE} if is_due else set()):
        return None
    theirs = THEIR_WORDS.search(asked) and SAYS_WHAT.search(asked)
    return periods[0] if theirs or is_due else None
