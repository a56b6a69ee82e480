"""The dates of a paper: when the inspection was, when the committee met, and when the paper was published."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from corpus.paper import Kind, Sure
from corpus.printed_dates import Dates, find_dates, find_months
from ingest.facts.fact import Printed
from ingest.facts.opening import Opening

_LONGEST_INSPECTION = 100  # days; a longer range is a slip of the paper
_LABELLED = re.compile(
    r"^(?:dates? of (?:the |this )?(?:\w+ )?|re-?)?inspection(?: visit)? dates?\s*[:–-]?\s*"
    r"|^(?:inspection|visit) dates?\s*[:–-]?\s*|^dates? of (?:the |this )?(?:inspection|visit)\s*[:–-]?\s*"
    r"|^(?:this )?inspection (?:took place|was carried out)\s*:?\s*(?:on|from|between)?\s*",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"(?<!previous )(?<!last )\bInspection dates?\s*:\s*(?=\d)", re.IGNORECASE)
# "This letter summarises the findings of the focused visit to X on ...", "This inspection took place from ..."
_OWN_VISIT = re.compile(
    r"\b(?:this (?:letter|report)|summarises|outlines|sets out|this (?:inspection|visit)"
    r"|the (?:inspection|visit) (?:took place|was)|carried out|undertook|conducted|re-?visited|findings of)\b",
    re.IGNORECASE,
)
_VISITED = re.compile(r"\b(?:(?:re-?)?visit(?:ed)?|inspect(?:ion|ed)|inspectors|Ofsted)\b", re.IGNORECASE)
_LEADS_TO_DATES = re.compile(r"(?:^|\b)(?:on|between|from|during|over|of|dates?:?)\s*(?:the\s+)?$", re.IGNORECASE)
_ANOTHER_VISIT = re.compile(
    r"\b(?:last|previous(?:ly)?|initial|original|first inspected|since"
    r"|earlier|next|prior|before|following|after|published|letter dated"
    r"|judged|week (?:commencing|beginning)|w/c)\b",
    re.IGNORECASE,
)
_MORE_DATES = re.compile(r"[\s;,.&/()–-]*(?:and|plus|then|also)?(?:\s+(?:on|from|between|week (?:two|2):?))?\s*", re.I)
_OPEN_ENDED = re.compile(r"(?:\bfrom|\b(?:week )?(?:commencing|beginning)|\bw/c)\s*:?\s*$", re.IGNORECASE)
_MOST_APART = 60  # days between two visits of one inspection
_MOST_BEFORE = 250  # days from a visit to the letter on it; an earlier one is another visit
_ON_A_DAY = re.compile(r"\b(?:on|between|from|during|over|of)\s+(?:the\s+)?$", re.IGNORECASE)
_SALUTATION = re.compile(r"(?:^|\s)Dear (?=[A-Z])")
_ADDRESS = re.compile(r"\S+@\S+|\bwww\.\S+|\bOfsted(?= (?:Piccadilly|Agora|Clive|\d|[A-Z]\w+ (?:House|Street|Gate)))")
_LETTER_BLOCKS = 12  # after the salutation, in which a letter says when the visit was


@dataclass(frozen=True, slots=True)
class Inspected:
    """When the inspection was, and the words that say so."""

    dates: Dates
    words: str
    sure: Sure


def inspected(opening: Opening) -> Inspected | None:
    """When the inspection was: on its own line, or in the first sentence of a letter that says so."""
    for at, block in enumerate(opening.blocks):
        label = _LABELLED.match(block)
        if label is None:
            continue
        after = block[label.end() :]
        if not after or re.search(r"(?:\b(?:to|and|from|until)|[–-])$", after):
            after = f"{after} {opening.blocks[at + 1]}".strip() if at + 1 < len(opening.blocks) else after
        found = find_dates(after)
        if found and found[0].start <= 3:
            dates = _with_later(found, after)
            return Inspected(dates, after[dates.start : dates.end], Sure.CERTAIN)
    for block in opening.blocks:
        within = _WITHIN.search(block)
        found = find_dates(block[within.end() :]) if within else []
        if within and found and found[0].start == 0:
            after = block[within.end() :]
            return Inspected(found[0], after[found[0].start : found[0].end], Sure.CERTAIN)
    return _in_letter(opening)


def _with_later(found: Sequence[Dates], text: str) -> Dates:
    """The first dates with those that follow in the same list: "4 to 8 March 2019; 18 to 22 March 2019" is one."""
    dates = found[0]
    for later in found[1:]:
        gap = text[dates.end : later.start]
        if not _MORE_DATES.fullmatch(gap) or not 0 < (later.first - dates.last).days <= _MOST_APART:
            break
        dates = replace(dates, last=later.last, end=later.end)
    return dates


def _in_letter(opening: Opening) -> Inspected | None:
    salutation = next((i for i, block in enumerate(opening.blocks) if block.startswith("Dear ")), None)
    letter = opening.blocks if salutation is None else opening.blocks[salutation + 1 :]
    written = _labelled_published(letter) or _alone(opening.blocks[:salutation])
    likely: Inspected | None = None
    for block in letter[:_LETTER_BLOCKS]:
        found = find_dates(block)
        for at, first in enumerate(found):
            start = max((match.end() for match in re.finditer(r"[.!?]\s+(?=[A-Z])", block[: first.start])), default=0)
            before = block[start : first.start]
            if not _LEADS_TO_DATES.search(before) or _ANOTHER_VISIT.search(before):
                continue
            if first.first == first.last and _OPEN_ENDED.search(before):
                continue  # "from 5 June 2023" does not say when it ended
            dates = _with_later(found[at:], block)
            if written and _long_before(dates, written.value):
                continue
            after = re.split(r"\.\s", block[dates.end : dates.end + 160])[0]
            if not _VISITED.search(f"{before} {after}"):
                continue
            words = block[dates.start : dates.end]
            if _OWN_VISIT.search(f"{before} {after}"):
                return Inspected(dates, words, Sure.CERTAIN)
            likely = likely or Inspected(dates, words, Sure.LIKELY)
    return likely


def _long_before(dates: Dates, written: str) -> bool:
    return len(written) == len("2023-06-05") and (date.fromisoformat(written) - dates.last).days > _MOST_BEFORE


def _alone(blocks: Sequence[str]) -> Printed | None:
    """The first day that stands on a line of its own."""
    for block in blocks:
        found = find_dates(block)
        if found and found[0].first == found[0].last:
            rest = (block[: found[0].start] + block[found[0].end :]).strip(" ,.|–-")
            if not rest or re.fullmatch(r"date\s*:?", rest, re.IGNORECASE):
                return Printed(found[0].first.isoformat(), block[found[0].start : found[0].end], Sure.LIKELY)
    return None


def first_and_last(found: Inspected | None) -> tuple[str | None, str | None, bool]:
    """First and last day; where the paper's range is too long to be true, its first day in the year of its last."""
    if found is None or found.dates.first > found.dates.last:
        return None, None, False
    dates = found.dates
    if dates.days <= _LONGEST_INSPECTION:
        return dates.first.isoformat(), dates.last.isoformat(), False
    first: date | None = None
    if (dates.first.month, dates.first.day) != (2, 29):
        first = dates.first.replace(year=dates.last.year)
    if first is None or not 0 <= (dates.last - first).days < _LONGEST_INSPECTION:
        return None, dates.last.isoformat(), False
    return first.isoformat(), dates.last.isoformat(), True


_PUBLISHED = re.compile(
    r"(?:^\W*(?:(?:report |first |date |last |version [\w.]+,? )?published(?: on| date)?"
    r"|(?:date of )?publication(?: date)?)\s*[:–-]?"
    r"|\b(?:Report|First) published\s*:"
    r"|^(?:author|by)\b.{2,60}?\b(?-i:Published)(?: on)?\s*[:–-]?)\s*(?:\w+day,?\s*)?$",
    re.IGNORECASE,
)
_A_REPORT = re.compile(r"\breport\W+published\b", re.IGNORECASE)
_DECIDED = re.compile(
    r"\b(?:date of (?:decision|meeting|committee|panel)|(?:meeting|report|committee|decision) date"
    r"|(?<!due )(?<!end )(?<!start )(?<!review )(?<!target )(?<!revised )date|held on"
    r"|meeting of .{0,80}on|^\W*meeting(?= ?:)|^\W*meeting of [^.;]{3,120},"
    r"|^[^.;:]{0,100}\b(?:cabinet|council|committee|panel|board|commission|executive|forum) [-–](?=\s*$)"
    r"|commenced on|(?:agreed|approved) (?:\S+ ){0,8}on)\s*[:–-]?\s*(?:\w+day,?)?\s*$",
    re.IGNORECASE,
)
# "Children and Young People Scrutiny Committee, 18 June 2024": the names of a meeting and its day, and no sentence
_MEETING_HEAD = re.compile(
    r"^\W*(?:[A-Z][\w’'&-]*,? |(?:and|of|the|for|&) ){0,9}"
    r"(?:Cabinet|Council|Committee|Sub-Committee|Panel|Board|Commission|Executive|Forum)(?:,| [-–|]|:)?\s*"
    r"(?:\w+day,?)?\s*$"
)
_DATE_LINES = 30
_STORY_LINES = 8
_LONGEST_DATELINE = 120  # characters
_DATELINE_LEAD = 30
_FOR_A_MEETING = (Kind.COMMITTEE_REPORT, Kind.MINUTES)


def meeting_of(opening: Opening) -> str | None:
    """The words at the top of a paper that name the meeting it is for, and its day: "Cabinet, 18 June 2024"."""
    for block in opening.blocks[:_TOP_LINES]:
        for dates in find_dates(block):
            said = re.split(r"[.;)]\s", block[: dates.start])[-1]
            if dates.first == dates.last and _MEETING_HEAD.match(said) and not _OTHER_MEETING.search(said):
                return said + block[dates.start : dates.end]
    for block, below in itertools.pairwise(opening.blocks[:_TOP_LINES]):
        days = find_dates(below) if MEETING_NAME.fullmatch(block) else []
        if days and len(below) <= _LONGEST_DAY_LINE and not _OTHER_MEETING.search(below):
            return block
    return next((block for block in opening.blocks[:_TOP_LINES] if _MEETING_LABEL.match(block)), None)


MEETING_NAME = re.compile(
    r"(?:[A-Z][\w’',&-]* |(?:and|of|the|for|&) ){0,9}(?:cabinet|committee|sub-committee|panel|board|commission|forum)",
    re.IGNORECASE,
)
_LONGEST_DAY_LINE = 70  # characters
_MEETING_LABEL = re.compile(
    r"^(?:(?:name of )?(?:meeting|committee|decision[- ]making body)|report to)\s*:\s*.{0,80}"
    r"\b(?:cabinet|council|committee|panel|board|commission|executive|forum)\b",
    re.IGNORECASE,
)


def met(kind: Kind, opening: Opening) -> Printed | None:
    """The day of the committee that a report was written for, or whose minutes it is."""
    return _decided(kind, opening) if kind in _FOR_A_MEETING else None


def published_in_text(kind: Kind, opening: Opening, *, inspection: bool) -> Printed | None:
    """The day of publication: labelled so, or the date of a letter or a story, or of the meeting a paper is for."""
    blocks = opening.blocks[:_DATE_LINES]
    # the report that a council's paper says was published is the inspector's
    own = blocks if inspection else [block for block in blocks if not _A_REPORT.search(block)]
    labelled = _labelled_published(own)
    if labelled:
        return labelled
    salutation = next((i for i, block in enumerate(blocks) if block.startswith("Dear ")), None)
    if salutation is not None:
        blocks = blocks[:salutation]
    if not inspection and kind in (*_FOR_A_MEETING, Kind.ACTION_PLAN, Kind.OTHER):
        decided = _decided(kind, opening)
        if decided:
            return replace(decided, sure=Sure.LIKELY)
    if kind in (Kind.NEWS, Kind.PRESS_RELEASE):
        return _told(blocks[:_DATED_WITHIN]) or _dateline(blocks[:_STORY_LINES])
    return _alone(blocks) or _above_salutation(opening)


def _above_salutation(opening: Opening) -> Printed | None:
    """The day of a letter that stands in one line with an address or a reference: the only day above the salutation,
    apart from those of the visit, and none that the visit came after. None where there is any doubt."""
    head: list[str] = []
    for block in opening.blocks[:_DATE_LINES]:
        salutation = _SALUTATION.search(block)
        head.append(block[: salutation.start()] if salutation else block)
        if salutation:
            break
    else:
        return None  # no letter
    days: dict[date, str] = {}
    for block in head:
        if _VISITED.search(_ADDRESS.sub(" ", block)) or _ANOTHER_VISIT.search(block):
            continue
        for found in find_dates(block):
            if found.first == found.last and not _ON_A_DAY.search(block[: found.start]):
                days.setdefault(found.first, block[found.start : found.end])
    if len(days) != 1:
        return None
    (day, words), made = *days.items(), inspected(opening)
    if made and not 0 <= (day - made.dates.last).days <= _MOST_BEFORE:
        return None
    return Printed(day.isoformat(), words, Sure.LIKELY)


_DATED_WITHIN = 15  # lines
_LED = re.compile(r"^\W*date\s*:?\s*(?=\d{4}-\d\d-\d\d\b)", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:published|posted|issued)(?: on| at| date)?\s*:?\s*(?:\w+day,?\s*)?$", re.IGNORECASE)
_UPDATED = re.compile(r"\b(?:updated|modified|reviewed)(?: on| at)?\s*:?\s*(?:\w+day,?\s*)?$", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"^\W*(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d\d)\W*$")


def _told(blocks: Sequence[str]) -> Printed | None:
    """The day that a line says a story was published on, wherever in the line, or that the story is led by."""
    for block in blocks:
        led = _LED.match(block)
        for found in find_dates(block) if led or len(block) < _LONGEST_DATELINE else ():
            begins = led is not None and found.start == led.end()
            if found.first == found.last and (begins or _TOLD.search(block[: found.start])):
                return Printed(found.first.isoformat(), block[found.start : found.end], Sure.LIKELY)
    return None


def _dateline(blocks: Sequence[str]) -> Printed | None:
    """The day of a story, on a short line near its top: "9 May 2017, 08:40 | Updated: 12 June 2018".

    The day on which it was last changed is taken where no other is printed.
    """
    updated: Printed | None = None
    for at, block in enumerate(blocks):
        short = _SHORT_YEAR.match(block)
        found = find_dates(f"{short['day']}/{short['month']}/20{short['year']}" if short else block)
        if not found or found[0].first != found[0].last:
            continue
        words = block.strip() if short else block[found[0].start : found[0].end]
        before = block[: found[0].start] or (blocks[at - 1] if at else "")
        alone = short or not (block[: found[0].start] + block[found[0].end :]).strip(" ,.|–-")
        if _UPDATED.search(before) and len(block) < _LONGEST_DATELINE:
            updated = updated or Printed(found[0].first.isoformat(), words, Sure.UNSURE)
        elif alone or (len(block) < _LONGEST_DATELINE and found[0].start < _DATELINE_LEAD):
            return Printed(found[0].first.isoformat(), words, Sure.LIKELY)
    return updated


_PUBLISHED_IN = re.compile(r"\b[Pp]ublished\s*:\s*(?P<month>[A-Z][a-z]+ \d{4})\b")


def _labelled_published(blocks: Sequence[str]) -> Printed | None:
    for at, block in enumerate(blocks):
        for dates in find_dates(block):
            before = block[: dates.start] or (blocks[at - 1] if at else "")
            if _PUBLISHED.search(before) and dates.first == dates.last:
                return Printed(dates.first.isoformat(), block[dates.start : dates.end])
        month = _PUBLISHED_IN.search(block)
        months = find_months(month["month"]) if month else []
        if month and months:
            return Printed(months[0], month["month"])
    return None


_OTHER_MEETING = re.compile(
    r"\b(?:previous|last|next|deferred|future|correct record|signed|inspection)\b", re.IGNORECASE
)
_APPROVED = re.compile(
    r"\b(?:be|were|was|as) (?:\w+ ){0,2}(?:approved|agreed|signed|confirmed|accepted|a correct)\b", re.I
)
_TIME = re.compile(
    r"(?:at |from |commencing at |,|-|–|\s)*(?:\d{1,2}[.:]?\d{0,2}\s*(?:[ap]\.?m\.?|noon|hours)?)?\W*", re.IGNORECASE
)
_WEEKDAY = re.compile(r"\W*\w+day,?\s*", re.IGNORECASE)
_ITEM = re.compile(r"\W*\b(?:agenda )?item (?:no\.? ?)?\d{1,2}\W*$", re.IGNORECASE)
_TOP_LINES = 12


def _decided(kind: Kind, opening: Opening) -> Printed | None:
    """The day of the meeting, or on which a plan was agreed: after a label, or on a line of its own near the top.

    The rows of a plan hold the days of its actions; those of a report may be its header.
    """
    blocks = [
        block for block in opening.blocks[:_DATE_LINES] if kind is not Kind.ACTION_PLAN or block not in opening.rows
    ]
    alone: Printed | None = None
    for at, block in enumerate(blocks):
        for dates in find_dates(block):
            if dates.first != dates.last or _APPROVED.search(block[dates.end :]):
                continue
            found = Printed(dates.first.isoformat(), block[dates.start : dates.end])
            before = block[: dates.start] or (blocks[at - 1] if at else "")
            said = re.split(r"[.;)]\s", before)[-1]
            headed = at < _TOP_LINES and bool(block[: dates.start]) and _MEETING_HEAD.match(said)
            if (_DECIDED.search(said) or headed) and not _OTHER_MEETING.search(said):
                return found
            led = not block[: dates.start].strip() or _WEEKDAY.fullmatch(block[: dates.start])
            if alone is None and at < _TOP_LINES and led and _TIME.fullmatch(_ITEM.sub("", block[dates.end :])):
                alone = found
    return alone


def published_by_name(file: str) -> str | None:
    """The last date in a file's name, or else the last month."""
    name = re.sub(r"[_]+", " ", PurePosixPath(file).stem)
    found = find_dates(name)
    if found:
        return found[-1].last.isoformat()
    months = find_months(name)
    return months[-1] if months else None


_POSTED_WITHIN = 92  # days between the date on a letter and its publication


def posted_later(letter: str, by_name: str) -> bool:
    """Whether the file's name gives the day on which a letter of that date was published, some days after."""
    if len(letter) < 10 or len(by_name) < 10:
        return False
    return 0 < (date.fromisoformat(by_name) - date.fromisoformat(letter)).days <= _POSTED_WITHIN


def plausible(inspected_to: str | None, published: str | None) -> bool:
    """Whether an inspection may have ended when the paper says, given when it was published."""
    if inspected_to is None or published is None:
        return True
    size = min(len(inspected_to), len(published))
    return inspected_to[:size] <= published[:size]
