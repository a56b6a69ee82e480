"""What kind of paper a council or the press wrote, by its headings and by who speaks in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from corpus.paper import Block, BlockKind, Kind, Page, Pages, Sure
from ingest.facts.opening import Opening, lines_of, one_line
from ingest.facts.paper_dates import meeting_of


@dataclass(frozen=True, slots=True)
class KindFound:
    """A kind with the words that show it, and how sure they make it."""

    kind: Kind
    words: str
    sure: Sure = Sure.CERTAIN


_COMMITTEE = re.compile(
    r"^(?:decision[- ]maker|subject|title|date of (?:decision|meeting)|meeting date|report (?:of|to|by|author)"
    r"|statement of confidentiality|(?:brief |executive )?summary|(?:officer )?recommendations?|reasons? for (?:the )?"
    r"(?:report )?(?:recommendations?|decision)|(?:alternative|other) options (?:considered)?|detail\b.*|background"
    r"|purpose of (?:the )?report|resource implications|(?:capital|revenue|financial|legal|property|staffing|equality"
    r"|policy framework|other legal|risk management|environmental)[\w /]* implications|key decision|background "
    r"(?:papers|documents)|(?:wards?|communities)[/ ]?(?:\(s\))?(?:communities)?(?: affected)?|supporting documentation"
    r"|consultation|equality impact assessment|implications of the report|cabinet member|portfolio|contact officer"
    r"|lead officer|report approved by|appendices)\b\s*\??\s*(?::|$|\(|\W*(?:yes|no|none)\b)",
    re.IGNORECASE,
)
_STRONG_COMMITTEE = re.compile(
    r"^(?:decision[- ]maker|statement of confidentiality|reasons for report recommendations"
    r"|alternative options considered and rejected|policy framework implications|wards/communities affected"
    r"|purpose of (?:the )?report|(?:financial|legal|resource) implications)\b",
    re.IGNORECASE,
)
_REPORT_OF = re.compile(
    r"\breport (?:of|by|from) (?:the )?(?:cabinet member|portfolio holder|(?:[\w’']+ ){0,3}director|chief executive"
    r"|leader of|head of|service (?:lead|manager|director)|monitoring officer)\b",
    re.IGNORECASE,
)
_APPENDIX = re.compile(r"^(?:exempt |confidential |restricted )?appendix\b[\w .:–—-]{0,40}$", re.IGNORECASE)
_PLAN_COLUMNS = (
    r"\bactions?\b",
    r"\b(?:owner|lead|responsib\w+|by whom|accountable)\b",
    r"\b(?:date|deadline|by when|timescales?|due|target)\b",
    r"\b(?:RAG|status|progress|rating|BRAG)\b",
    r"\b(?:evidence|impact|outcomes?|measures?|success)\b",
    r"\b(?:issue|recommendation|finding|priority|ref)\b",
)
_PLAN = re.compile(r"\b(?:action|improvement|delivery) plan\b", re.IGNORECASE)
_MINUTES = (
    r"^(?:draft )?minutes (?:of|for|from)\b|^minutes:?$|^(?:agenda,? )?(?:decisions? )?and minutes$"
    r"|\bminutes of (?:the )?(?:meeting|proceedings)\b",
    r"^(?:present|in attendance|also present|members present|councillors)\s*:?(?:\s|$)",
    r"\bRESOLVED\b|^Resolved\s*[-–—:]",
    r"^(?:\d+\.?\s*)?(?:apologies|declarations? of|disclosures? of|minutes of the (?:previous|last))\b",
    r"\b(?:the )?meeting (?:closed|ended|commenced|started|held) (?:at|on)\b",
)
_PRESS_RELEASE = (
    r"^\W*(?:press|news|media) (?:release|statement)\b|\bthis (?:press|news|media) release\b"
    r"|\bfor immediate release\b|^notes? (?:to|for) editors?\b|^\W*ends\W*$|\bmedia (?:contact|enquiries)\b"
    r"|\bpress office\b"
)


def written_for_a_committee(opening: Opening) -> bool:
    """Whether a paper begins as a council's report does: it may then bear the title of an inspection it reports on."""
    marks = {match.group().casefold() for line in opening.blocks if (match := _COMMITTEE.match(line))}
    return len(marks) >= 3 and any(_STRONG_COMMITTEE.match(line) for line in opening.blocks)


def council_kind(opening: Opening, pages: Pages) -> KindFound | None:
    """A committee report, minutes, an action plan or a press release, by their headings; else None."""
    lines = [*opening.blocks, *lines_of(pages)]
    marks = {match.group().casefold() for line in lines if (match := _COMMITTEE.match(line))}
    strong = {match.group().casefold(): line for line in lines if (match := _STRONG_COMMITTEE.match(line))}
    text = "\n".join(lines)
    minutes = [found for mark in _MINUTES if (found := re.search(mark, text, re.MULTILINE | _case(mark)))]
    titled = re.search(_MINUTES[0], "\n".join(opening.blocks[:12]), re.IGNORECASE | re.MULTILINE)
    if len(minutes) >= (2 if titled else 4):
        words = (titled or minutes[0]).group()
        return KindFound(Kind.MINUTES, words, Sure.CERTAIN if titled else Sure.LIKELY)
    if page := _committee_page(opening, lines):
        return KindFound(Kind.MINUTES, page)
    plan = _plan_words(pages, opening)
    if plan is not None:
        return KindFound(Kind.ACTION_PLAN, plan)
    if (len(marks) >= 4 and strong) or len(strong) >= 2:
        return KindFound(Kind.COMMITTEE_REPORT, next(iter(strong.values())))
    if part := _appendix_words(opening) or _for_a_meeting(opening):
        return KindFound(Kind.COMMITTEE_REPORT, part, Sure.LIKELY)
    released = re.search(_PRESS_RELEASE, text, re.IGNORECASE | re.MULTILINE)
    if released:
        return KindFound(Kind.PRESS_RELEASE, released.group().strip())
    return None


_PAGE_HEAD = re.compile(
    r"^(?:agenda item|issue - (?:meetings|decisions|items at meetings)|issue details|decision details"
    r"|agenda,? (?:decisions )?and (?:draft |decisions |printed )?minutes|decisions and minutes)\W*$"
    r"|^meeting(?: of\b.{3,120}|\s*:.{3,120})\(item [\w.]+\)\W*$",
    re.IGNORECASE,
)
_PAGE_HEAD_WITHIN = 20  # blocks
_RECORDED = re.compile(
    r"^\W*(?:minutes|decisions?)\s*:(?:\s*$|\s+\S)"
    r"|^\W*(?:it was )?(?:unanimously )?resolved\b(?=\s*(?:[-–—:]|that\b|to\b|$))",
    re.IGNORECASE,
)


def _committee_page(opening: Opening, lines: list[str]) -> str | None:
    """The head of a page of a council's committee system that has the minutes or the decision of an item."""
    head = next((line for line in opening.blocks[:_PAGE_HEAD_WITHIN] if _PAGE_HEAD.match(line)), None)
    return head if any(_RECORDED.match(line) for line in lines) else None


def _appendix_words(opening: Opening) -> str | None:
    """Of a part of a committee report that is printed by itself: it calls itself an appendix, and says whose report."""
    first = opening.blocks[:8]
    reported = next((match.group() for line in first if (match := _REPORT_OF.search(line))), None)
    return reported if any(_APPENDIX.match(line.strip()) for line in first) else None


_FOR_MEETING_WITHIN = 15  # blocks
_WHOSE_REPORT = re.compile(r"^report (?:of|by|from|author)\s*:", re.IGNORECASE)
_ITEM = re.compile(r"(?:^|[,.] )(?:agenda )?item (?:no\.? ?)?\d{1,2}\b", re.IGNORECASE)


def _for_a_meeting(opening: Opening) -> str | None:
    """The meeting that a report without the usual form names at its top, with whose report it is or which item."""
    first = opening.blocks[:_FOR_MEETING_WITHIN]
    if any(_REPORT_OF.search(line) or _WHOSE_REPORT.match(line) or _ITEM.search(line) for line in first):
        return meeting_of(opening)
    return None


def _case(pattern: str) -> re.RegexFlag:
    return re.RegexFlag(0) if "RESOLVED" in pattern else re.IGNORECASE


def _plan_words(pages: Pages, opening: Opening) -> str | None:
    """The title of an action plan, or the head of its table; None where the paper is none.

    A plan has rows of actions with an owner and a date, and most of the paper is in them, or it has such a title.
    """
    rows = [(page, block) for page in pages.pages for block in page.blocks if block.kind is BlockKind.ROW]
    heads = [" | ".join(block.columns) for _, block in rows if _names_plan(" | ".join(block.columns))]
    printed = [line for page, block in rows if not block.columns and _names_plan(line := _row(page, block))]
    title = next((block for block in opening.blocks[:6] if _PLAN.search(block)), None)
    words = sum(len(page.text.split()) for page in pages.pages)
    in_rows = sum(len(page.text[block.start : block.end].split()) for page, block in rows)
    if (len(heads) >= 2 or printed) and (title or in_rows > words / 2):
        return title or (printed[0] if printed else heads[0])
    return None


def _row(page: Page, block: Block) -> str:
    return one_line(page, block.start, block.end)


def _names_plan(header: str) -> bool:
    named = [bool(re.search(column, header, re.IGNORECASE)) for column in _PLAN_COLUMNS]
    return named[0] and sum(named) >= 3


_NAMED_KINDS = (
    (r"minutes", Kind.MINUTES),
    (r"action plan|improvement plan", Kind.ACTION_PLAN),
    (r"press release|news release", Kind.PRESS_RELEASE),
    (r"committee report|cabinet report|scrutiny report", Kind.COMMITTEE_REPORT),
)


def kind_of_name(file: str) -> Kind | None:
    """The kind of a council paper by its file name; an inspection paper is never known by that alone."""
    words = re.sub(r"[_\W]+", " ", PurePosixPath(file).stem).lower()
    return next((kind for pattern, kind in _NAMED_KINDS if re.search(rf"\b(?:{pattern})\b", words)), None)
