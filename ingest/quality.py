"""How well a paper was read, and what needs an officer's eye."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.dates import date_in_words
from corpus.paper import INSPECTIONS, Access, BlockKind, Facts, Judgement, Kind, Page, Pages, Passage, Quality

MOST_STRANGE = 0.02  # share of a page's characters that are no letters of any script, figures or signs
MOST_VOWELLESS = 0.08  # share of a page's words that no language spells so
FEWEST_WORDS = 20  # on a page, to judge its spelling by
_THREE_OUTCOMES_SINCE = "2023"

# A bullet of a private font stands alone; inside a word such a character is a letter that was not decoded.
_STRANGE = re.compile(
    "\ufffd|(?<=\\w)[\ue000-\uf8ff]|[\ue000-\uf8ff](?=\\w)|[\ue000-\uf8ff]{3,}|[\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
_MAY_BE_STRANGE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f]")  # quick to tell that there are none
_VOWELLESS = re.compile(r"\b[b-df-hj-np-tv-xz]{4,}\b")
_CLOSED_PART = re.compile(
    r"\bnot for publication\b|\b(?:exempt|confidential) (?:appendi(?:x|ces)|annex(?:e|es)?|information|report|item)\b"
    r"|\b(?:appendi(?:x|ces)|annex(?:e|es)?)\b[^.]{0,40}\b(?:is|are) (?:exempt|confidential)\b|\bschedule 12a\b",
    re.IGNORECASE,
)
_CLOSED_WORDS = ("publication", "exempt", "confidential", "schedule 12a")  # it needs one, in small letters
_DENIED = re.compile(r"\b(?:no|not|none|neither|nor|without|n/a)\b(?! for publication)", re.IGNORECASE)
_LONGEST_MARKING = 200  # characters
_COMMITTEE_HEADING = re.compile(
    r"\b(?:recommendations?|summary|background|purpose|introduction|implications|detail|options|decision[- ]maker"
    r"|report of|reasons?|consultation|supporting documentation)\b",
    re.IGNORECASE,
)
_DECIDED = re.compile(r"\b(?:resolved|agreed|decided|decisions?|noted)\b", re.IGNORECASE)
_LOOKS_BACK = re.compile(r"\b(?:progress|monitoring|re-?visit)\b", re.IGNORECASE)  # reports on progress carry no grade
_DATES = {
    "inspected_from": "first day of the inspection",
    "inspected_to": "last day of the inspection",
    "meeting_date": "date of the meeting",
    "published": "date of publication",
}


def quality_of(pages: Pages, passages: Sequence[Passage], facts: Facts, judgements: Sequence[Judgement]) -> Quality:
    """What an officer should know of the reading of one paper. Page numbers are of the file, from 1."""
    empty = [page.number for page in pages.pages if not page.text.strip()]
    ocr = [page.number for page in pages.pages if page.ocr and page.text.strip()]
    closed_parts = _closed_parts(passages)
    concerns = (
        *_of_pages(pages, empty, ocr),
        *_of_access(facts, closed_parts),
        *_of_grades(facts, judgements),
        *_of_facts(facts),
        *_of_headings(pages, facts),
    )
    return Quality(
        pages=len(pages.pages),
        pages_without_text=tuple(empty),
        ocr_pages=tuple(ocr),
        boilerplate=sum(_left_out(page) for page in pages.pages),
        markings=tuple(dict.fromkeys([*([facts.marking] if facts.marking else []), *closed_parts])),
        concerns=concerns,
    )


def _left_out(page: Page) -> int:
    """Furniture, but for footnote marks: the block that a mark interrupts goes on after it."""
    followed = itertools.zip_longest(page.blocks, page.blocks[1:])
    return sum(a.kind is BlockKind.FURNITURE and not (b and b.continues and a.start > 0) for a, b in followed)


def _of_pages(pages: Pages, empty: Sequence[int], ocr: Sequence[int]) -> Iterator[str]:
    if empty:
        hold, they = ("holds", "It may be a picture") if len(empty) == 1 else ("hold", "They may be pictures")
        yield f"{_in_words(empty)} {hold} no text that can be read. {they}: check what is there."
    garbled = [page.number for page in pages.pages if _is_garbled(page)]
    if garbled:
        where = f"the text of {_in_words(garbled).lower()}" if pages.paged else "the text"
        yield f"{where[0].upper()}{where[1:]} looks garbled and will not be found: ask for another copy of the paper."
    if ocr:
        what = f"{_in_words(ocr)} {'was' if len(ocr) == 1 else 'were'}" if pages.paged else "The text was"
        yield f"{what} read from a picture: check names and numbers against it."


def _is_garbled(page: Page) -> bool:
    """Letters without meaning: glyphs that no code was given for, or words that no language spells so."""
    if not page.text:
        return False
    if _MAY_BE_STRANGE.search(page.text) and len(_STRANGE.findall(page.text)) > MOST_STRANGE * len(page.text):
        return True
    words = len(page.text.split())
    return words >= FEWEST_WORDS and len(_VOWELLESS.findall(page.text)) > MOST_VOWELLESS * words


def _closed_parts(passages: Sequence[Passage]) -> list[str]:
    """Sentences that say that something which belongs to the paper is closed to the public, verbatim."""
    found: list[str] = []
    for passage in passages:
        small = passage.text.lower()
        if not (any(word in small for word in _CLOSED_WORDS) and _CLOSED_PART.search(passage.text)):
            continue
        for sentence in passage.sentences:
            text = passage.text[sentence.start : sentence.end]
            if _CLOSED_PART.search(text) and not _DENIED.search(text) and len(text) <= _LONGEST_MARKING:
                found.append(text)
    return found


def _of_access(facts: Facts, closed_parts: Sequence[str]) -> Iterator[str]:
    how = facts.known.get("access")
    if how == "officer":
        return
    if facts.access is not Access.PUBLIC and how == "in text":
        yield f"The paper is kept from the public because it says “{facts.marking}”: check that this is right."
    elif facts.access is Access.PUBLIC and facts.marking:
        yield f"The paper says “{facts.marking}” but is open to the public: check that it may be."
    elif facts.access is Access.PUBLIC and closed_parts:
        yield f"The paper says “{closed_parts[0]}”: check that nothing closed to the public is in this file."


def _of_grades(facts: Facts, judgements: Sequence[Judgement]) -> Iterator[str]:
    graded = [judgement for judgement in judgements if judgement.grade]
    if facts.kind is Kind.INSPECTION_REPORT and not graded and not _LOOKS_BACK.search(facts.title):
        yield "No grade was found, and inspection reports carry them: look for the table of judgements."
    dated = facts.inspected_to or facts.published or ""
    if facts.kind is Kind.AREA_SEND and not graded and dated >= _THREE_OUTCOMES_SINCE:
        why = f" ({judgements[0].why})" if judgements and judgements[0].why else ""
        yield f"No outcome of this area SEND inspection was found{why}: look under “Inspection outcome”."
    for judgement in judgements:
        if graded and judgement.not_read:
            yield f"A grade could not be read under “{judgement.label}”, because {judgement.why}: look at the page."


def _of_facts(facts: Facts) -> Iterator[str]:
    if facts.authority is None:
        yield "No authority was found: add it, or questions about a council will miss this paper."
    elif _how(facts, "authority") == "file name":
        yield f"The authority, {facts.authority}, is taken from the name of the file or its folder: check it."
    yield from _of_dates(facts)
    kind = facts.kind.value.replace("_", " ")
    if facts.kind is Kind.OTHER and _how(facts, "kind") not in ("officer", "manifest"):
        yield "The kind of paper is not known: add it."
    elif _how(facts, "kind") in ("file name", "inferred"):
        yield f"The kind of paper, {kind}, is {_guess(facts, 'kind')}: check it."


def _of_dates(facts: Facts) -> Iterator[str]:
    """Of the date that the paper stands under, and of every date that is a guess."""
    order = ("inspected_to", "published") if facts.kind in INSPECTIONS else ("meeting_date", "published")
    first = next((name for name in (*order, "inspected_to") if getattr(facts, name)), None)
    if first is None:
        yield "No date was found: add one, or questions about a period will miss this paper."
        return
    if facts.kind in INSPECTIONS and first == "published":
        yield f"No dates of the inspection were found: only the date of publication, {_date(facts, first)}."
    if facts.kind is Kind.MINUTES and first == "published":
        yield "The date of the meeting was not found."
    for name, called in _DATES.items():
        guessed = _how(facts, name) == "inferred" or (name == first and _how(facts, name) == "file name")
        if getattr(facts, name) and guessed:
            yield f"The {called}, {_date(facts, name)}, is {_guess(facts, name)}: check it."


def _of_headings(pages: Pages, facts: Facts) -> Iterator[str]:
    if facts.kind is Kind.COMMITTEE_REPORT:
        starts = (page.text[b.start : b.end][:60] for page in pages.pages for b in page.blocks)
        if not any(_COMMITTEE_HEADING.search(start) for start in starts):
            yield "None of the usual headings of a committee report was found: check that it is one and is whole."
    elif facts.kind is Kind.MINUTES and not any(_DECIDED.search(page.text) for page in pages.pages):
        yield "No decision was found in these minutes: check that they are whole."


def _how(facts: Facts, field: str) -> str | None:
    return facts.known.get(field)


def _guess(facts: Facts, field: str) -> str:
    return "taken from the name of the file" if _how(facts, field) == "file name" else "inferred and not printed"


def _date(facts: Facts, field: str) -> str:
    return date_in_words(getattr(facts, field))


def _in_words(numbers: Iterable[int]) -> str:
    """ "Page 3", "Pages 3 and 4", "Pages 1, 3 to 5 and 9"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run)
    if len(runs) == 1 and len(runs[0]) == 1:
        return f"Page {parts[0]}"
    return f"Pages {', '.join(parts[:-1])}{' and ' if parts[:-1] else ''}{parts[-1]}"
