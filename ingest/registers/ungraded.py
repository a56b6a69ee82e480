"""Why a paper gives no grade, with the words of the paper that bear it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.paper import BlockKind, Facts, Judgement, Kind, NoGrade, Pages
from ingest.sentences import sentence_spans

NO_OVERALL_SINCE = "2026-04"
UNGRADED = {
    Kind.FOCUSED_VISIT: NoGrade.FOCUSED_VISIT,
    Kind.MONITORING_VISIT: NoGrade.MONITORING_VISIT,
    Kind.JTAI: NoGrade.JTAI,
}
_LETTER_PAGES = 2
_SAYS_NO_GRADE = (
    r"\b(?:visit|inspection|letter|report)s?\b[^.]*\b(?:no|not|without|nor)\b[^.]{0,80}\bgrad(?:e|es|ed|ing)\b"
    r"|\b(?:no|not|without)\b[^.]{0,40}\bgrad(?:e|es|ed)\b[^.]*\b(?:visit|inspection|letter|report)s?\b"
)
_NAMES = {
    Kind.FOCUSED_VISIT: r"\bfocused visit\b",
    Kind.MONITORING_VISIT: r"\bmonitoring (?:visit|inspection)\b",
    Kind.JTAI: r"\bjoint (?:targeted (?:area )?)?inspection\b",
}
_TELLS_OF_ITSELF = r"\b(?:this letter|this inspection|this visit|undertook|carried out|findings)\b"


def without_grade(area: str, why: str, pages: Pages, facts: Facts, *says: str) -> Judgement:
    """A row that says why there is no grade. It quotes the first sentence that one of the patterns ``says`` fits, the
    patterns in their order, or else the title of the paper."""
    label = facts.title
    for pattern in says:
        for number, sentence in sentences(pages):
            if re.search(pattern, " ".join(sentence.split()), re.IGNORECASE):
                return Judgement(area, label, None, why, number, sentence)
    wanted = {" ".join(title.split()).casefold() for title in (facts.title, facts.title.split(": ", 1)[-1])}
    first: Judgement | None = None
    for page in pages.pages:
        for block in page.blocks:
            text = page.text[block.start : block.end]
            if block.kind is BlockKind.FURNITURE or not text.strip():
                continue
            if " ".join(text.split()).casefold() in wanted:
                return Judgement(area, " ".join(text.split()), None, why, page.number, text)
            first = first or Judgement(area, label, None, why, page.number, text)
    return first or Judgement(area, label, None, why, 1, "")


def ungraded_letter(pages: Pages, facts: Facts) -> Judgement:
    """The row of a visit or inspection that gives no grade: it quotes where the letter says what it is."""
    name = _NAMES[facts.kind]
    what_it_is = rf"(?=.*{name}).*{_TELLS_OF_ITSELF}"
    return without_grade("overall", UNGRADED[facts.kind], pages, facts, _SAYS_NO_GRADE, what_it_is)


def no_overall(pages: Pages, facts: Facts) -> Judgement:
    """The row of an inspection since April 2026: it quotes the dates of the inspection."""
    return without_grade("overall", NoGrade.SINCE_APRIL_2026, pages, facts, r"^inspection dates?\b")


def sentences(pages: Pages) -> Iterator[tuple[int, str]]:
    """The sentences of the first pages, verbatim, with their page."""
    for page in pages.pages[:_LETTER_PAGES]:
        for block in page.blocks:
            if block.kind not in (BlockKind.FURNITURE, BlockKind.HEADING, BlockKind.FOOTNOTE):
                text = page.text[block.label_end : block.end]
                for start, end in sentence_spans(text):
                    yield page.number, text[start:end]
