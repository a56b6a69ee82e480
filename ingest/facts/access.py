"""The access marking that a paper bears: exempt or confidential, read from its own words.

A marking applies to the whole file where it stands at the top or foot of a page, as a heading, or in the paper's
own statement of confidentiality. Where the paper only says that one of its appendices is exempt, the paper itself
stays public. In doubt the paper is closed: opening it is an officer's decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.paper import Access, BlockKind, Page, Pages

_TOP_LINES = 12  # of the first page: letterhead, committee, date, marking
_EDGE_LINES = 3  # at the top and the foot of any other page
_LONGEST_MARK = 200
_PLACEHOLDER_WORDS = 60  # a page that only says that another document is restricted

_SCHEDULE = r"\bsched(?:ule)?\.?\s*12\s*\(?A\b\)?"
_EXEMPT = re.compile(
    rf"\bnot\s+for\s+publication\b|\bexempt\b|{_SCHEDULE}|\bpink\s+papers?\b|\bdocument\s+is\s+restricted\b"
    r"|\bpart\s+(?:2|two|ii|b)\b(?=\W*$|.{0,20}\b(?:private|exempt|confidential|not\s+for|item|report|agenda|closed)\b)"
    r"|\bprivate\s+(?:report|item|agenda|session)\b",
    re.IGNORECASE,
)
_CONFIDENTIAL = re.compile(r"\bconfidential\b|\bofficial\s*[-–—:(]?\s*sensitive\b|^\W*restricted\W*$", re.IGNORECASE)
# Words that hold "exempt" or "confidential" and close nothing.
_HARMLESS = re.compile(
    r"exempt(?:ion)?s?\s+from\s+(?:the\s+)?(?:call|scrutiny|tax|council\s+tax|vat|fees|charges?|key)"
    r"|(?:tax|vat)[\s-]+exempt|(?:keep|kept|treat\w*|remains?|handled?|stored?)\s+(?:\w+\s+)?confidential"
    r"|confidential\s+(?:advice|helpline|counselling|support|line|service)"
    r"|(?:exempt|confidential)\w*(?:\s*(?:/|or|and)\s*(?:exempt|confidential)\w*)?\s*\(?(?:if|where)\s+(?:applicable|any)"
    rf"|{_SCHEDULE}\s+allowing\s+document.*|access\s+to\s+information\s+procedure\s+rules",
    re.IGNORECASE,
)
_MAY_CLOSE = re.compile(  # in small letters: all that the two patterns need, told much quicker
    r"exempt|publication|sched|pink|restricted|part|private|confidential|official"
)
_NEGATED = re.compile(
    r"\b(?:not|non|nor|isn't|no|neither|without)[\s-]+(?:\w+\s+){0,3}?(?:exempt|confidential|restricted)\b"
    r"|\b(?:exempt|confidential)\b[^.]*?[:?–-]\s*(?:no|none|nil|n/a|not\s+applicable|public|open)\b"
    r"|\b(?:exempt|confidential)(?:\s+(?:information|item|report))?s?\s+(?:no|none|n/a|not\s+applicable)\W*$",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"^\W*(?:no|none|nil|n/a|not\s+applicable|not\s+(?:exempt|confidential)|public|open|unrestricted)\b", re.I
)
_LABEL = re.compile(
    r"^\W*(?:is\s+this\s+\w+\s+)?(?:exempt|confidential)\w*(?:\s*(?:or|and|/)\s*\w+)?"
    r"(?:\s+(?:information|report|item|status))?\W*$",
    re.IGNORECASE,
)
# A section of a report's form, which is empty in most.
_SECTION = re.compile(
    r"^\W*(?:\d{1,2}(?:\.\d{1,2})?\.?\s+)?not\s+for\s+publication\s+(?:documents|items|information|reports)\W*$",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"^\W*(?:none|nil|n/?a|not\s+applicable|there\s+are\s+none)\W*$", re.IGNORECASE)
_STATEMENT = re.compile(r"^\W*statement\s+of\s+confidentiality\b", re.IGNORECASE)
_APPENDIX = r"\b(?:appendi(?:x|ces)|annex(?:e|es)?)\b"
_PAPER_AND_APPENDIX = re.compile(
    rf"\b(?:report|paper|document|item)s?\s*(?:,|and|&|with|together\s+with)[^.]{{0,20}}{_APPENDIX}", re.IGNORECASE
)
_OWN_TITLE = re.compile(rf"^\W*(?:(?:exempt|confidential)\s+)?{_APPENDIX}\s*\w{{0,4}}\b", re.IGNORECASE)
_VERB = re.compile(r"\b(?:is|are|contains?|includes?|to\s+th(?:is|e)|of\s+th(?:is|e)\s+report)\b", re.IGNORECASE)


def access_of(pages: Pages) -> tuple[Access, str | None]:
    """The access of a paper, and its marking verbatim (None where it bears none)."""
    for page in pages.pages:
        if page.number > 1 and _only_a_placeholder(page):
            continue
        lines = _lines(page.text)
        for at, line in enumerate(lines):
            if _STATEMENT.match(line):
                closed = _stated(line, lines[at + 1 : at + 7])
            elif page is pages.pages[0] and at < _TOP_LINES:
                closed = _marked(line, lines[at + 1 : at + 2], title=at < _EDGE_LINES, sentences=True)
            elif at < _EDGE_LINES or at >= len(lines) - _EDGE_LINES:
                closed = _marked(line, lines[at + 1 : at + 2], title=at < _EDGE_LINES, sentences=False)
            else:
                continue
            if closed is not None:
                return closed
        for heading, after in _headings(page):
            closed = _marked(heading, after, title=False, sentences=True)
            if closed is not None:
                return closed
    return Access.PUBLIC, None


def _lines(text: str) -> list[str]:
    return [line for raw in text.splitlines() if (line := " ".join(raw.split()))]


def _headings(page: Page) -> Iterator[tuple[str, list[str]]]:
    """Headings and running lines, each with the line after it."""
    for block in page.blocks:
        if block.kind in (BlockKind.HEADING, BlockKind.FURNITURE):
            yield " ".join(page.text[block.start : block.end].split()), _line_after(page.text, block.end)


def _line_after(text: str, at: int) -> list[str]:
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        if lines := _lines(text[at:end]):
            return lines[:1]
        at = end
    return []


def _only_a_placeholder(page: Page) -> bool:
    """A public agenda pack holds a page in place of each restricted document; nothing exempt is on it."""
    text = page.text.lower()
    return "document is restricted" in text and len(text.split()) <= _PLACEHOLDER_WORDS


def _marked(line: str, after: list[str], *, title: bool, sentences: bool) -> tuple[Access, str] | None:
    """The access that one line gives to the whole paper.

    ``title``: the line is high enough on its page to be the title of what follows. ``sentences``: it may also be
    a sentence; elsewhere a line in the run of the text, such as "exempt from inspection", marks nothing.
    """
    if len(line) > _LONGEST_MARK or _STATEMENT.match(line):
        return None
    access = _named_in(line)
    if access is None or _NEGATED.search(line) or (_LABEL.match(line) and after and _NONE.match(after[0])):
        return None
    if _SECTION.match(line) and after and _NOTHING.match(after[0]):
        return None
    if not (_in_capitals(line) or (sentences and _is_short_or_speaks_of_the_paper(line))):
        return None
    if _of_an_appendix(line) and not (title and _OWN_TITLE.match(line) and not _VERB.search(line)):
        return None
    return access, line


def _stated(line: str, after: list[str]) -> tuple[Access, str] | None:
    """The access given by a statement of confidentiality: by its sentences on the paper, not on an appendix."""
    said = _STATEMENT.sub("", line).strip(" :–-")
    if not said:
        body: list[str] = []
        for other in after:
            if other.isupper() and _named_in(other) is None:
                break  # the next heading
            body.append(other)
        said = " ".join(body)
    if _NONE.match(said):
        return None
    for sentence in re.split(r"(?<=[.;])\s+", said):
        access = _named_in(sentence)
        if access is not None and not _NEGATED.search(sentence) and not _of_an_appendix(sentence):
            return access, sentence
    return None


def _named_in(text: str) -> Access | None:
    if not _MAY_CLOSE.search(text.lower()):
        return None
    text = _HARMLESS.sub(" ", text)
    if _EXEMPT.search(text):
        return Access.EXEMPT
    return Access.CONFIDENTIAL if _CONFIDENTIAL.search(text) else None


def _in_capitals(line: str) -> bool:
    """Whether the marking's own words are in capitals."""
    return any(match.group().isupper() for pattern in (_EXEMPT, _CONFIDENTIAL) for match in pattern.finditer(line))


def _is_short_or_speaks_of_the_paper(line: str) -> bool:
    if len(line.split()) <= 6:
        return line[0].isupper() or not line[0].isalpha()
    return bool(re.search(rf"{_SCHEDULE}|\b(?:this|the)\s+(?:\w+\s+)?(?:report|paper|document|item)\b", line, re.I))


def _of_an_appendix(text: str) -> bool:
    """Whether only an appendix is said to be exempt."""
    return bool(re.search(_APPENDIX, text, re.IGNORECASE)) and not _PAPER_AND_APPENDIX.search(text)
