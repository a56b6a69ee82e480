"""The outcome of an area SEND inspection: one of three since 2023, none before, none in a visit that looks back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.paper import Block, BlockKind, Facts, Judgement, NoGrade, Page, Pages
from ingest.registers.ungraded import without_grade
from ingest.sentences import sentence_spans

_PAGES = 3  # the outcome stands on the first
_THREE_OUTCOMES_SINCE = "2023"
_OUTCOMES = (
    (r"\barrangements typically lead to positive experiences and outcomes\b", "typically positive"),
    (r"\barrangements lead to inconsistent experiences and outcomes\b", "inconsistent"),
    (r"\bthere are widespread and ?/? ?(?:or )?systemic failings\b", "systemic failings"),
)
_NOT_THIS = r"\b(?:previous(?:ly)?|last|earlier|not|if|20[012]\d|had|was|were)\b"
_UNDER_HEADING = r"inspection outcomes?"
_STATEMENT = "written statement of action"
_REQUIRED = (
    rf"\b(?:determined|decided|concluded) that a {_STATEMENT} (?:is|was) required\b"
    rf"|\b{_STATEMENT}(?: \([^)]*\))? (?:is|was) (?:therefore )?required\b"
    rf"|\b(?:is|are|was|were) (?:jointly )?(?:required|requiring) (?:the \w+(?: \w+){{0,4}} )?"
    rf"to (?:produce|submit|prepare|write) (?:and submit )?a {_STATEMENT}\b"
)


def send_judgement(pages: Pages, facts: Facts) -> Judgement:
    """The one row of an area SEND paper: its outcome, or why it has none."""
    looking_back = re.search(r"\b(monitoring|revisit|re-visit)\b", facts.title, re.IGNORECASE)
    if looking_back:
        why = NoGrade.SEND_MONITORING if looking_back[1].lower() == "monitoring" else NoGrade.SEND_REVISIT
        progress = r"\b(?:effective action|sufficient progress|made progress|progress in addressing)\b"
        return without_grade("send", why, pages, facts, progress)
    if (facts.inspected_to or facts.published or "9999") < _THREE_OUTCOMES_SINCE:
        return _before_2023(pages, facts)
    found = list(_under_heading(pages)) or list(_anywhere(pages))
    grades = {judgement.grade for judgement in found}
    if len(grades) == 1:
        return found[0]
    if found:
        said = ", ".join(f"{judgement.grade} (page {judgement.page})" for judgement in found)
        return without_grade("send", f"the report states more than one outcome: {said}", pages, facts)
    return without_grade("send", "the report states none of the three outcomes", pages, facts)


def _before_2023(pages: Pages, facts: Facts) -> Judgement:
    why: str = NoGrade.SEND_BEFORE_2023
    text = " ".join(" ".join(page.text.split()) for page in pages.pages)
    required = re.search(_REQUIRED, text, re.IGNORECASE)
    if required and not re.search(r"\bnot\b", required.group()):
        why += "; a written statement of action was required"
        return without_grade("send", why, pages, facts, _REQUIRED)
    return without_grade("send", why, pages, facts)


def _under_heading(pages: Pages) -> Iterator[Judgement]:
    for page in pages.pages[:_PAGES]:
        label: str | None = None
        for block in page.blocks:
            text = " ".join(page.text[block.start : block.end].split())
            if re.fullmatch(rf"{_UNDER_HEADING}\W*", text, re.IGNORECASE):
                label = text
            elif block.kind is BlockKind.HEADING and label and not _outcomes_in(text):
                label = None
            elif label:
                yield from _outcomes(page, block, label)


def _anywhere(pages: Pages) -> Iterator[Judgement]:
    """Where the heading was lost: the standard sentence at the beginning of a block."""
    for page in pages.pages[:_PAGES]:
        for block in page.blocks:
            text = " ".join(page.text[block.start : block.end].split())
            if re.match(r"(?:the local area (?:partnership|SEND)\b|there are widespread\b)", text, re.IGNORECASE):
                yield from list(_outcomes(page, block, "Inspection outcome"))[:1]


def _outcomes(page: Page, block: Block, label: str) -> Iterator[Judgement]:
    if block.kind in (BlockKind.FURNITURE, BlockKind.FOOTNOTE):
        return
    text = page.text[block.start : block.end]
    for start, end in sentence_spans(text):
        for outcome in _outcomes_in(text[start:end]):
            yield Judgement("send", label, outcome, None, page.number, text[start:end])


def _outcomes_in(sentence: str) -> list[str]:
    plain = " ".join(sentence.split())
    if re.search(_NOT_THIS, plain, re.IGNORECASE):
        return []
    return [outcome for pattern, outcome in _OUTCOMES if re.search(pattern, plain, re.IGNORECASE)]
