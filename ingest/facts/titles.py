"""The titles of papers: those that inspectorates print, which tell the kind, and those of all others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from corpus.paper import Kind, Pages, Sure
from corpus.printed_dates import find_dates
from ingest.facts.fact import Fact, by_name, inferred, printed
from ingest.facts.kinds import written_for_a_committee
from ingest.facts.opening import Opening, verbatim
from ingest.facts.paper_dates import MEETING_NAME


@dataclass(frozen=True, slots=True)
class Title:
    """The title of an inspection paper, with what it says about the kind; ``at`` is the index of its first block."""

    text: str
    kind: Kind
    framework: str
    at: int


# The titles that inspectorates print. The first that fits decides: the older frameworks' titles hold the newer ones'.
_CHILDRENS = "children[’'‘`]?s"
_TITLES: tuple[tuple[str, Kind, str], ...] = (
    (
        r"(?:joint |integrated |re-?)*inspections? of services for children in need of help and protection",
        Kind.INSPECTION_REPORT,
        "SIF",
    ),
    (
        r"review of (?:the effectiveness of )?the (?:local )?safeguarding children board",
        Kind.INSPECTION_REPORT,
        "SIF",
    ),
    (
        r"(?:announced )?inspection of safeguarding and looked after children",
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
    (
        rf"annual {_CHILDRENS} services assessment|{_CHILDRENS} services annual (?:rating|assessment)",
        Kind.INSPECTION_REPORT,
        "annual children’s services assessment",
    ),
    (
        r"joint targeted area inspections?\b|joint inspections? of (?:the )?multi-agency",
        Kind.JTAI,
        "JTAI",
    ),
    (
        r"(?:joint )?(?:local )?area (?:send|special educational needs(?: (?:and/or|and|or) disabilit(?:y|ies))?"
        r"(?: \(send\))?) (?:\w+ ){0,2}(?:re)?(?:inspection|visit|review)"
        r"|joint (?:local )?area (?:revisit|re-visit) in",
        Kind.AREA_SEND,
        "area SEND",
    ),
    (r"(?:ofsted |ilacs )?focuss?ed visits? (?:to|of|in) ", Kind.FOCUSED_VISIT, "ILACS"),
    (
        r"(?:ofsted |ilacs )?(?:the )?(?:\w+ )?monitoring (?:visit|inspection) (?:to|of|in) ",
        Kind.MONITORING_VISIT,
        "ILACS",
    ),
    (
        rf"(?:short |standard |full )?inspection of (?:[^\n]+\s)?{_CHILDRENS} (?:social care )?services",
        Kind.INSPECTION_REPORT,
        "ILACS",
    ),
    (r"inspection of (?:[^\n]+\s)?(?:council|local authority|borough)$", Kind.INSPECTION_REPORT, "ILACS"),
)
_BY_INSPECTORS = re.compile(
    r"\b(?:lead|reporting) inspector\b|\binspection dates?\s*:|\breport published\b"
    r"|\b(?:her|his) majesty[’']s inspector|\bHMI\b|\bpiccadilly gate\b"
    r"|\b(?:summarises|contains|outlines|sets out) (?:the|our) (?:\w+ )?findings\b"
    r"|\b(?:letter|report) (?:\S+ ){0,8}outlines our findings\b|\bage group\s*:|^published\s*:"
    r"|\bofsted,? (?:and )?(?:the )?care quality commission\b"
    r"|\b(?:carried out|undertook|conducted) a joint inspection\b",
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
    if not _BY_INSPECTORS.search(text) or written_for_a_committee(opening):
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
        goes_on = parts[-1].lower().split()[-1] == "and" or block.lower() == "and" or block[0].islower()
        if not begun and not (goes_on and (block in opening.headings or len(block) < 90) and not block.endswith(".")):
            break
        parts.append(block)
    return re.sub(r"(?<=[a-z])\d$", "", " ".join(parts))


_LONGEST = 160
_SUBJECT = re.compile(
    r"^(?:(?:subject|title|report title|title of (?:the |this )?report)\s*:"
    r"|(?:agenda )?item (?:no\.? ?)?\d{1,2}\s*[.:–-])\s*(?P<title>\S.*)$",
    re.IGNORECASE,
)
_SUBJECT_CELL = re.compile(r"^(?:subject|(?:report )?title)\s+(?P<title>\S.*)$", re.IGNORECASE)  # of a row
_NO_TITLES = re.compile(
    r"^(?:\d{1,2}[.)]?\s+)?(?:statement of confidentiality|(?:brief |executive )?summary|recommendations?|introduction"
    r"|contents|(?:the )?purpose(?: of (?:the |this )?report)?"
    r"|background|agenda item.*|appendix.*|report of.*|decision-maker.*|subject:?|date.*|page \d+.*"
    # the meeting that a paper is for
    r"|.*\b(?:cabinet|committee|panel|board|commission)(?: ?[-–|,:] ?|,? )"
    r"(?:\w+day,? )?\d{1,2}(?:st|nd|rd|th)? \w+ \d{4}"
    r"(?:(?: ?[-–|,:] ?|,? )(?:agenda )?item \d+)?"
    r"|cover(?: (?:note|sheet|page))?|read ?me|sheet ?\d+|.*\bcouncil|minutes|draft|issue - .*|issue details"
    r"|decision details|agenda,? .*minutes|decisions and minutes)\W*$",
    re.IGNORECASE,
)


def title_of(
    title: Title | None, kind: Kind, authority: str | None, opening: Opening, pages: Pages, file: str
) -> Fact[str]:
    """The title as the paper prints it; of an inspection paper that does not name the authority, after its name."""
    if title is not None:
        named = authority is None or authority.casefold() in title.text.casefold()
        words = title.text if verbatim(pages, title.text) else opening.blocks[title.at]
        return printed(pages, title.text if named else f"{authority}: {title.text}", words)
    for block in opening.blocks:
        subject = _SUBJECT.match(block) or (_SUBJECT_CELL.match(block) if block in opening.rows else None)
        if subject:
            return printed(pages, subject["title"], subject["title"])
    first = [block for block in opening.blocks[:6] if len(block) <= _LONGEST and not _NO_TITLES.match(block)]
    if kind is not Kind.MINUTES:  # whose title is that of the committee
        first = [block for block in first if not MEETING_NAME.fullmatch(block)] or first
    heading = next((block for block in first if block in opening.headings), None)
    if heading or (first and opening.blocks[0] == first[0] and not find_dates(first[0])):
        words = heading or first[0]
        unnamed = kind is Kind.MINUTES and "minutes" not in words.lower()
        return printed(pages, f"{words}: minutes" if unnamed else words, words, Sure.LIKELY)
    own = " ".join((pages.title or "").split())
    if own and not _NO_TITLES.match(own):
        return inferred(own, Sure.LIKELY)
    return by_name(PurePosixPath(file).stem, file, Sure.UNSURE)
