"""The lines at the top of a story that say when and by whom it was written: facts of the paper, not its text."""

from __future__ import annotations

import re

TOP_LINES = 15
_LONGEST = 110  # characters
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_WHEN = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?(?:"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?:19|20)\d\d|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd"
    rf"|th)?,?\s+(?:19|20)\d\d"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)|(?:19|20)\d\d-\d\d-\d\d)"
    r"(?:,?\s*(?:at|-|–|\|)?\s*\d{1,2}[:.]\d\d\s*(?:am|pm|GMT|BST)?)?"
)
_LABEL = (
    r"(?:(?:(?:first|last|story|article|date|report)\s+)?(?:published|posted|updated|issued|modified|created|released)"
    r"(?:\s+(?:on|at|date))?|date(?:\s+(?:of\s+issue|issued|published|posted))?)\s*:?\s*"
)
_DATELINE = re.compile(
    rf"[•\s–|-]*(?:{_LABEL})?{_WHEN}(?:\s*[|,;–-]?\s*(?:{_LABEL})(?:{_WHEN}|at\s+\d{{1,2}}[:.]\d\d\s*(?:am|pm)?)?)*\s*",
    re.I,
)
_BYLINE = re.compile(
    r"(?:By|BY|Author:|Written by|Words by|Words:|Reporter:)\s+[A-Z][\w’'-]+(?:\s+(?:and\s+|for\s+(?:the\s+)?"
    r"|&\s+)?[A-Z][\w’'-]+){0,7}"
    rf"(?:,\s+[A-Za-z][^.]{{2,60}})?(?:\s*[|,–-]?\s*(?i:{_LABEL})?(?i:{_WHEN}))?"
)
_BARE_LABEL = re.compile(r"[•\s–-]*(?:(?:first|last)\s+)?(?:published|updated|posted)\s*:?", re.IGNORECASE)
_LED = re.compile(r"date\s*:?\s*(?:19|20)\d\d-\d\d-\d\d(?:\s+|$)")


def dateline_length(line: str) -> int:
    """How many characters at the start of a line are a dateline or byline: all, those before the text, or 0."""
    led = _LED.match(line)
    if led:
        return led.end()
    if len(line) > _LONGEST:
        return 0
    return len(line) if _DATELINE.fullmatch(line) or _BYLINE.fullmatch(line) else 0


def is_bare_label(line: str) -> bool:
    """ "Published" or "Updated:" on a line of its own."""
    return bool(_BARE_LABEL.fullmatch(line))
