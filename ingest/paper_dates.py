"""The dates of a paper: when the inspection was, and when the paper was published."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

from corpus.paper import Kind
from ingest.dates import Dates, find_dates, find_months
from ingest.kinds import Opening

_LONGEST_INSPECTION = 100  # days; a longer range is a slip of the paper
_LABELLED = re.compile(
    r"^(?:dates? of (?:\w+ )?|re-?)?inspection(?: visit)? dates?\s*:?\s*|^dates? of inspection\s*:?\s*", re.I
)
_VISITED = re.compile(r"\b(?:visit|inspect(?:ion|ed)|inspectors|Ofsted)\b", re.IGNORECASE)
_ANOTHER_VISIT = re.compile(r"\b(?:last|previous|since|earlier|next)\b", re.IGNORECASE)
_LETTER_BLOCKS = 12  # after the salutation, in which a letter says when the visit was


def inspected(opening: Opening) -> Dates | None:
    """When the inspection was: on its own line, or in the first sentence of a letter that says so."""
    for at, block in enumerate(opening.blocks):
        label = _LABELLED.match(block)
        if label and not block.lower().startswith(("date of previous", "dates of previous")):
            after = block[label.end() :] or (opening.blocks[at + 1] if at + 1 < len(opening.blocks) else "")
            found = find_dates(after)
            if found and found[0].start <= 3:
                return found[0]
    for block in opening.blocks:
        within = re.search(r"\bInspection dates?\s*:\s*(?=\d)", block)
        found = find_dates(block[within.end() :]) if within else []
        if found and found[0].start == 0:
            return found[0]
    salutation = next((i for i, block in enumerate(opening.blocks) if block.startswith("Dear ")), None)
    letter = opening.blocks if salutation is None else opening.blocks[salutation + 1 :]
    for block in letter[:_LETTER_BLOCKS]:
        for dates in find_dates(block):
            sentence_start = max(block.rfind(". ", 0, dates.start) + 1, 0)
            before = block[sentence_start : dates.start]
            after = block[dates.end : dates.end + 160]
            if not re.search(r"(?:^|\b)(?:on|between|from|during|over|of|dates?:?)\s*$", before, re.IGNORECASE):
                continue
            if _VISITED.search(before + " " + after.split(". ")[0]) and not _ANOTHER_VISIT.search(before):
                return dates
    return None


def first_and_last(dates: Dates | None) -> tuple[str | None, str | None, bool]:
    """First and last day; where the paper's range is too long to be true, its first day in the year of its last."""
    if dates is None or dates.first > dates.last:
        return None, None, False
    if dates.days <= _LONGEST_INSPECTION:
        return dates.first.isoformat(), dates.last.isoformat(), False
    first: date | None = None
    if (dates.first.month, dates.first.day) != (2, 29):
        first = dates.first.replace(year=dates.last.year)
    if first is None or not 0 <= (dates.last - first).days < _LONGEST_INSPECTION:
        return None, dates.last.isoformat(), False
    return first.isoformat(), dates.last.isoformat(), True


_PUBLISHED = re.compile(
    r"(?:^\W*(?:(?:report |first |date )?published(?: on)?|(?:date of )?publication(?: date)?)\s*:?"
    r"|\bReport published\s*:)\s*(?:\w+day,?\s*)?$",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(?:date of (?:decision|meeting)|(?:meeting|report|committee|decision) date|date|held on|meeting of .{0,80}on"
    r"|commenced on|(?:agreed|approved) (?:\S+ ){0,8}on)\s*:?\s*(?:\w+day,?)?\s*$",
    re.IGNORECASE,
)
_DATE_LINES = 30
_STORY_LINES = 8


def published_in_text(kind: Kind, opening: Opening) -> str | None:
    """The day of publication: labelled so, the date of a letter or a story, or the day of the meeting."""
    blocks = opening.blocks[:_DATE_LINES]
    for block in blocks:
        for dates in find_dates(block):
            if _PUBLISHED.search(block[: dates.start]) and dates.first == dates.last:
                return dates.first.isoformat()
    before_salutation = next((i for i, block in enumerate(blocks) if block.startswith("Dear ")), None)
    if before_salutation is not None:
        blocks = blocks[:before_salutation]
    council = kind in (Kind.COMMITTEE_REPORT, Kind.MINUTES, Kind.ACTION_PLAN, Kind.OTHER)
    if council:
        for at, block in enumerate(blocks):
            for dates in find_dates(block):
                before = block[: dates.start] or (blocks[at - 1] if at else "")
                if _DECIDED.search(before) and dates.first == dates.last:
                    return dates.first.isoformat()
    story = kind in (Kind.NEWS, Kind.PRESS_RELEASE)
    for block in blocks[:_STORY_LINES] if story else blocks:
        found = find_dates(block)
        if not found or found[0].first != found[0].last:
            continue
        rest = (block[: found[0].start] + block[found[0].end :]).strip(" ,.|–-")
        if not rest or (story and len(block) < 120 and found[0].start < 30):
            return found[0].first.isoformat()
    return None


def published_by_name(file: str) -> str | None:
    name = re.sub(r"[_]+", " ", PurePosixPath(file).stem)
    found = find_dates(name)
    if found:
        return found[-1].last.isoformat()
    months = find_months(name)
    return months[-1] if months else None
