"""What kind of paper it is, by its own title and headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.paper import BlockKind, Kind, Page, Pages

_OPENING_BLOCKS = 80  # of a paper without pages


@dataclass(frozen=True, slots=True)
class Opening:
    """The blocks of the first page, without its running lines, each on one line; ``text`` joins them by line ends."""

    blocks: tuple[str, ...]
    headings: frozenset[str]

    @property
    def text(self) -> str:
        return "\n".join(self.blocks)


@dataclass(frozen=True, slots=True)
class Title:
    """The title of an inspection paper, with what it says about the kind; ``at`` is the index of its first block."""

    text: str
    kind: Kind
    framework: str
    at: int


def opening_of(pages: Pages) -> Opening:
    """How a paper begins."""
    page = next((page for page in pages.pages if page.text.strip()), None)
    if page is None:
        return Opening((), frozenset())
    blocks = [block for block in page.blocks if block.kind is not BlockKind.FURNITURE]
    blocks = blocks if pages.paged else blocks[:_OPENING_BLOCKS]
    texts = [_one_line(page, block.start, block.end) for block in blocks]
    headings = {text for block, text in zip(blocks, texts, strict=True) if block.kind is BlockKind.HEADING}
    return Opening(tuple(filter(None, texts)), frozenset(headings))


def _one_line(page: Page, start: int, end: int) -> str:
    return " ".join(page.text[start:end].split())


# The titles that inspectorates print. The first that fits decides: the older frameworks' titles hold the newer ones'.
_TITLES: tuple[tuple[str, Kind, str], ...] = (
    (r"(?:re-?)?inspection of services for children in need of help and protection", Kind.INSPECTION_REPORT, "SIF"),
    (r"review of the effectiveness of the local safeguarding children board", Kind.INSPECTION_REPORT, "SIF"),
    (
        r"inspection of safeguarding and looked after children",
        Kind.INSPECTION_REPORT,
        "safeguarding and LAC inspection",
    ),
    (r"inspection of (?:services for )?looked after children", Kind.INSPECTION_REPORT, "LAC inspection"),
    (
        r"inspection of local authority arrangements for the protection of children",
        Kind.INSPECTION_REPORT,
        "child protection inspection",
    ),
    (
        r"inspection of progress made in the provision of safeguarding|joint area review",
        Kind.INSPECTION_REPORT,
        "joint area review",
    ),
    (
        r"(?:annual )?unannounced inspection of contact, referral and assessment",
        Kind.INSPECTION_REPORT,
        "contact, referral and assessment inspection",
    ),
    (r"joint targeted area inspection", Kind.JTAI, "JTAI"),
    (
        r"(?:joint )?(?:local )?area send (?:\w+ )?(?:inspection|revisit|visit)|joint (?:local )?area revisit in",
        Kind.AREA_SEND,
        "area SEND",
    ),
    (r"focused visit (?:to|of) ", Kind.FOCUSED_VISIT, "ILACS"),
    (r"(?:\w+ )?monitoring (?:visit|inspection) (?:to|of) ", Kind.MONITORING_VISIT, "ILACS"),
    (r"inspection of (?:[^\n]+\s)?children[’']s (?:social care )?services", Kind.INSPECTION_REPORT, "ILACS"),
)
_BY_INSPECTORS = re.compile(
    r"\b(?:lead|reporting) inspector\b|\binspection dates?\s*:|\breport published\b"
    r"|\b(?:her|his) majesty[’']s inspector|\bHMI\b|\bpiccadilly gate\b|\bsummarises the findings\b"
    r"|\b(?:letter|report) (?:\S+ ){0,8}outlines our findings\b|\bage group\s*:|^published\s*:"
    r"|\bofsted (?:and|,) the care quality commission\b",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST_TITLE = 260
_AFTER_TITLES = re.compile(
    r"\s+(?=(?:This letter|This inspection|H(?:er|is) Majesty|Inspection dates?|Report published|Lead inspector"
    r"|Between \d|The overall judgement)\b)"
)


def inspection_title(opening: Opening) -> Title | None:
    """The title of an inspection report or letter; None where the paper is none."""
    text = opening.text
    if not _BY_INSPECTORS.search(text):
        return None
    for pattern, kind, framework in _TITLES:
        spaced = pattern.replace(" ", r"\s+")
        match = re.search(rf"^(?:{spaced})", text, re.IGNORECASE | re.MULTILINE)
        if match is None:
            continue
        at = text.count("\n", 0, match.start())
        title = _whole_title(opening, at, match.group())
        if len(title) <= _LONGEST_TITLE:
            return Title(title, kind, framework, at)
    return None


def _whole_title(opening: Opening, at: int, matched: str) -> str:
    """The block of the title, and those after it that go on in the same title.

    In text without empty lines the block runs on into what follows the title, which is cut off.
    """
    parts = [_AFTER_TITLES.split(opening.blocks[at], maxsplit=1)[0]]
    if parts[0] != opening.blocks[at]:
        return parts[0]
    for block in opening.blocks[at + 1 : at + 4]:
        begun = len(" ".join(parts)) < len(matched)
        goes_on = parts[-1].lower() == "and" or block.lower() == "and" or block[0].islower()
        if not begun and not (goes_on and (block in opening.headings or len(block) < 90) and not block.endswith(".")):
            break
        parts.append(block)
    return re.sub(r"(?<=[a-z])\d$", "", " ".join(parts))


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
_PLAN_COLUMNS = (
    r"\bactions?\b",
    r"\b(?:owner|lead|responsib\w+|by whom|accountable)\b",
    r"\b(?:date|deadline|by when|timescales?|due|target)\b",
    r"\b(?:RAG|status|progress|rating|BRAG)\b",
    r"\b(?:evidence|impact|outcomes?|measures?|success)\b",
    r"\b(?:issue|recommendation|finding|priority|ref)\b",
)
_MINUTES = (
    r"^(?:draft )?minutes (?:of|for|from)\b|^minutes$|\bminutes of (?:the )?(?:meeting|proceedings)\b",
    r"^(?:present|in attendance|also present|members present|councillors)\s*:?(?:\s|$)",
    r"\bRESOLVED\b",
    r"^(?:\d+\.?\s*)?(?:apologies|declarations? of|disclosures? of|minutes of the (?:previous|last))\b",
    r"\b(?:the )?meeting (?:closed|ended|commenced|started|held) (?:at|on)\b",
)
_PRESS_RELEASE = (
    r"^\W*(?:press|news|media) (?:release|statement)\b|\bthis (?:press|news|media) release\b"
    r"|\bfor immediate release\b|^notes? (?:to|for) editors?\b|^\W*ends\W*$|\bmedia (?:contact|enquiries)\b"
    r"|\bpress office\b"
)


def council_kind(opening: Opening, pages: Pages) -> Kind | None:
    """A committee report, minutes, an action plan or a press release, by their headings; else None."""
    lines = [*opening.blocks, *lines_of(pages)]
    marks = {match.group().casefold() for line in lines if (match := _COMMITTEE.match(line))}
    strong = {match.group().casefold() for line in lines if (match := _STRONG_COMMITTEE.match(line))}
    text = "\n".join(lines)
    minutes = sum(bool(re.search(mark, text, re.MULTILINE | _case(mark))) for mark in _MINUTES)
    titled = re.search(_MINUTES[0], "\n".join(opening.blocks[:12]), re.IGNORECASE | re.MULTILINE) is not None
    if minutes >= (2 if titled else 4):
        return Kind.MINUTES
    if _is_plan(pages, opening):
        return Kind.ACTION_PLAN
    if (len(marks) >= 4 and strong) or len(strong) >= 2:
        return Kind.COMMITTEE_REPORT
    if re.search(_PRESS_RELEASE, text, re.IGNORECASE | re.MULTILINE):
        return Kind.PRESS_RELEASE
    return None


def _case(pattern: str) -> re.RegexFlag:
    return re.RegexFlag(0) if "RESOLVED" in pattern else re.IGNORECASE


def lines_of(pages: Pages, *, running: bool = False) -> list[str]:
    """Every block of a paper on one line each; ``running``: headers and footers, too."""
    return [
        _one_line(page, block.start, block.end)
        for page in pages.pages
        for block in page.blocks
        if running or block.kind is not BlockKind.FURNITURE
    ]


def site_of(pages: Pages, opening: Opening) -> str | None:
    """The name of the site behind the title of a web page: "Council praised | Camden News" -> "Camden News"."""
    title, _, site = (pages.title or "").replace(" – ", " | ").replace(" - ", " | ").rpartition(" | ")
    shown = {" ".join(block.split()).casefold() for block in opening.blocks[:4]}
    return site.strip() or None if " ".join(title.split()).casefold() in shown else None


def _is_plan(pages: Pages, opening: Opening) -> bool:
    """Rows of actions with an owner and a date, and most of the paper in them; or a title and such rows."""
    rows = [(page, block) for page in pages.pages for block in page.blocks if block.kind is BlockKind.ROW]
    planned = sum(_names_plan(" | ".join(block.columns)) for _, block in rows)
    headers = sum(_names_plan(_one_line(page, block.start, block.end)) for page, block in rows if not block.columns)
    titled = bool(re.search(r"\b(?:action|improvement|delivery) plan\b", "\n".join(opening.blocks[:6]), re.IGNORECASE))
    words = sum(len(page.text.split()) for page in pages.pages)
    in_rows = sum(len(page.text[block.start : block.end].split()) for page, block in rows)
    return (planned >= 2 or headers >= 1) and (titled or in_rows > words / 2)


def _names_plan(header: str) -> bool:
    named = [bool(re.search(column, header, re.IGNORECASE)) for column in _PLAN_COLUMNS]
    return named[0] and sum(named) >= 3


_QUOTED = re.compile(r"[“\"][^”\"]*(?:[”\"]|$)", re.MULTILINE)
_WE = re.compile(r"\b(?:we|we[’']re|our|us)\b", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:ofsted|council|report|inspectors?|watchdog|spokes\w+|authority|it)\s+(?:has\s+|have\s+|had\s+)?(?:also\s+)?"
    r"(?:said|says|added|adds|told|concluded|stated|states|noted|notes|reads)\b",
    re.IGNORECASE,
)
_ROLE_SAID = re.compile(
    r"\b(?:councillor|cllr|cabinet member|director|leader|chief executive|mayor)\b[^.\n]{0,120}\bsaid\b"
    r"|\bsaid\b[^.\n]{0,60}\b(?:councillor|cllr|cabinet member|director|leader of)\b",
    re.IGNORECASE,
)


def story_kind(opening: Opening, pages: Pages) -> Kind | None:
    """News or a press release that does not call itself one: who is it that says "we" outside the quotation marks?"""
    prose = [line for line in lines_of(pages) if len(line.split()) >= 4]
    outside = [_QUOTED.sub(" ", line) for line in prose if not re.match(r"[“\"]", line)]
    reported = sum(bool(_REPORTED.search(line)) for line in outside)
    roles = sum(bool(_ROLE_SAID.search(line)) for line in outside)
    ours = sum(bool(_WE.search(line)) for line in outside)
    if reported + roles and re.search(r"\bcouncil\b", site_of(pages, opening) or "", re.IGNORECASE):
        return Kind.PRESS_RELEASE
    if ours >= 2 and roles and not reported:
        return Kind.PRESS_RELEASE
    return Kind.NEWS if reported + roles >= 2 else None
