"""The judgements of an inspection paper: each graded cell with its heading, its page and its words.

A grade is only given where the paper prints it beside its heading; in doubt the row has no grade and says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.paper import Block, BlockKind, Facts, Judgement, Kind, Page, Pages, Passage

# Headings of the frameworks, and the area that each judges. The first that fits decides.
_AREAS: tuple[tuple[str, str], ...] = (
    (r"overall effectiveness|(?:the )?overall judgement|overall", "overall"),
    (r"(?:the )?impact of leaders on social work practice(?: with children and families)?", "leaders"),
    (r"(?:the )?leadership,? (?:management )?and (?:management|governance)", "leaders"),
    (r"(?:the )?experiences and progress of children who need help and protection", "help_and_protection"),
    (r"children who need help and protection", "help_and_protection"),
    (r"(?:the )?effectiveness of the help and protection provided(?: to children.{0,60})?", "help_and_protection"),
    (r"(?:the )?experiences and progress of children in care and care leavers", "in_care_and_care_leavers"),
    (
        r"(?:the )?experiences and progress of children (?:in care|looked after)(?: and achieving permanence)?",
        "in_care",
    ),
    (r"children looked after and achieving permanence", "in_care"),
    (r"(?:the )?experiences and progress of care[ -](?:leavers|experienced young people)", "care_leavers"),
    (r"(?:the )?(?:graded judgment for )?adoption(?: performance)?", "adoption"),
    (r"(?:the )?(?:effectiveness of the )?local safeguarding children board(?: \(LSCB\))?|the LSCB", "lscb"),
    (r"capacity (?:to improve|for improvement)", "capacity_to_improve"),
    (r"outcomes for (?:looked after )?children(?: and young people)?", "outcomes"),
    (r"(?:the )?quality of (?:provision|practice)", "quality_of_provision"),
)
_GRADE = (
    r"(?P<grade>outstanding|good|requires\s+improvement(?:\s+to\s+be\s+good)?|inadequate|adequate)"
    r"\W*(?:\(?grade\s+\d\)?)?\W*"
)
_ONLY_A_GRADE = re.compile(_GRADE, re.IGNORECASE)
_NUMBER = re.compile(r"^\d+(?:\.\d+)*\.?\s+")
_TABLE_PAGES = 3  # the table of judgements stands on the first pages; that of the oldest reports on the last

_OVERALL = re.compile(
    r"^(?P<label>the overall judgement|children[’']s services(?: in [^.]{1,60}?)?)\s+"
    r"(?:is\s+(?:that\s+)?)?(?:\S+\s+){0,6}?"
    r"(?P<grade>outstanding|good|requires?\s+improvement(?:\s+to\s+be\s+good)?|inadequate)\b",
    re.IGNORECASE,
)
_BOARD = re.compile(
    r"^(?P<label>the local safeguarding children board(?: \(LSCB\))?)\s+(?:is\s+)?"
    r"(?P<grade>outstanding|good|requires\s+improvement(?:\s+to\s+be\s+good)?|inadequate)\b",
    re.IGNORECASE,
)
_LONGEST_STATEMENT = 30  # words
_OUTCOMES = (
    (r"\btypically\s+lead\s+to\s+positive\s+experiences\b", "typically positive"),
    (r"\binconsistent\s+experiences\s+and\s+outcomes\b", "inconsistent"),
    (r"\bwidespread\s+and/?\s?(?:or\s+)?systemic\s+failings\b", "systemic failings"),
)
_NO_OVERALL_SINCE = "2026-04"

_UNGRADED = {
    Kind.FOCUSED_VISIT: "focused visits carry no grade",
    Kind.MONITORING_VISIT: "monitoring visits carry no grade",
    Kind.JTAI: "joint targeted area inspections carry no single grade",
}


def judgements_of(pages: Pages, passages: Sequence[Passage], facts: Facts) -> list[Judgement]:
    """The register rows of a paper, in the paper's order; none for papers of the council or the press.

    A paper without an overall grade has one row for the area "overall" that says why. Where two cells of an area
    disagree, the area has no grade.
    """
    if facts.kind in _UNGRADED:
        return [_without_grade("overall", _UNGRADED[facts.kind], pages, facts)]
    if facts.kind is Kind.AREA_SEND:
        return [_area_send(pages, facts)]
    if facts.kind is not Kind.INSPECTION_REPORT:
        return []
    found = sorted([*_statements(pages), *_table(pages, facts)], key=lambda judgement: judgement.page)
    rows = _one_for_each_area(found)
    if not any(row.area == "overall" for row in rows):
        rows.insert(0, _without_grade("overall", _why_no_overall(facts, rows), pages, facts))
    return rows


def _table(pages: Pages, facts: Facts) -> Iterator[Judgement]:
    """The graded cells of the table of judgements, whether the reader saw rows or one block after another."""
    first = pages.pages[:_TABLE_PAGES]
    last = pages.pages[_TABLE_PAGES:] if facts.framework not in ("ILACS", "SIF") else ()
    for page in (*first, *last):
        blocks = [block for block in page.blocks if block.kind is not BlockKind.FURNITURE]
        for at, block in enumerate(blocks):
            judgement = _row(page, block) if block.kind is BlockKind.ROW else _line(page, blocks[at : at + 4])
            if judgement:
                yield judgement


def _row(page: Page, block: Block) -> Judgement | None:
    cells = [text for start, end in block.cells if (text := " ".join(page.text[start:end].split()))]
    if len(cells) < 2:
        return _line(page, [block])
    grades = [cell for cell in cells if _ONLY_A_GRADE.fullmatch(cell)]
    if len(grades) != 1 or cells[-1] != grades[0]:
        return None  # no grade, or this one beside the last one
    label = cells[-2]
    area = area_of(label)
    return _judgement(area, label, grades[0], page, block.start, block.end) if area else None


def _line(page: Page, blocks: Sequence[Block]) -> Judgement | None:
    """A heading and its grade in one block, or the grade in the one or two blocks after the heading."""
    text = ""
    for block in blocks:
        text = f"{text} {page.text[block.start : block.end]}".strip()
        if len(text.split()) > _LONGEST_STATEMENT:
            return None
        match = re.fullmatch(rf"(?P<label>.+?)\s*[:–—-]?\s+{_GRADE}", " ".join(text.split()), re.IGNORECASE)
        if match and (area := area_of(match["label"])):
            # What goes on in the next block is no whole cell: "Requires improvement / to be good".
            if len(blocks) > 1 and block is blocks[0] and page.text[blocks[1].start].islower():
                continue
            return _judgement(area, match["label"], match["grade"], page, blocks[0].start, block.end)
    return None


def area_of(label: str) -> str | None:
    """The area that a heading judges; None for a heading that no framework has."""
    bare = _NUMBER.sub("", " ".join(label.split())).strip(" :.")
    return next((area for pattern, area in _AREAS if re.fullmatch(pattern, bare, re.IGNORECASE)), None)


def _statements(pages: Pages) -> Iterator[Judgement]:
    """Judgements made in a sentence on a line of its own: the overall one of a single inspection, and the board's."""
    for page in pages.pages:
        for block in page.blocks:
            text = " ".join(page.text[block.start : block.end].split())
            if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH) or len(text.split()) > _LONGEST_STATEMENT:
                continue
            for pattern, area, on_pages in ((_OVERALL, "overall", 2), (_BOARD, "lscb", len(pages.pages))):
                match = pattern.match(text)
                rest = text[match.end() :].strip(" .0123456789") if match else ""
                if match and page.number <= on_pages and not rest and not re.search(r"\bnot\b", match.group()):
                    yield _judgement(area, match["label"], match["grade"], page, block.start, block.end)


def _judgement(area: str, label: str, grade: str, page: Page, start: int, end: int) -> Judgement:
    return Judgement(area, label, _plain(grade), None, page.number, page.text[start:end])


def _plain(grade: str) -> str:
    """ "Requires improvement to be good" -> "requires improvement"."""
    words = " ".join(re.sub(r"\W*grade\s+\d\W*$", "", grade, flags=re.IGNORECASE).lower().split()).strip(" .:()")
    return "requires improvement" if words.startswith("require") else words


def _area_send(pages: Pages, facts: Facts) -> Judgement:
    """The outcome of an area SEND inspection; those before 2023 had none of the three."""
    for page in pages.pages[:2]:
        for at, block in enumerate(page.blocks):
            text = page.text[block.start : block.end]
            named = [outcome for pattern, outcome in _OUTCOMES if re.search(pattern, text, re.IGNORECASE)]
            if len(named) == 1 and re.search(r"\b(?:arrangements|failings)\b", text):
                label = page.blocks[at - 1] if at else block
                heading = " ".join(page.text[label.start : label.end].split())
                sentence = re.match(r".*?\.(?=\s|$)", text, re.DOTALL)
                quote = sentence.group() if sentence else text
                return Judgement(
                    "send",
                    heading if label.kind is BlockKind.HEADING else "Inspection outcome",
                    named[0],
                    None,
                    page.number,
                    quote,
                )
    before = (facts.inspected_to or facts.published or "9999") < "2023"
    why = (
        "area SEND inspections before 2023 gave no graded outcome"
        if before
        else "the report states none of the three outcomes"
    )
    return _without_grade("send", why, pages, facts)


def _one_for_each_area(found: Sequence[Judgement]) -> list[Judgement]:
    """One row for each area, in order; an area whose cells disagree loses its grade."""
    rows: dict[str, Judgement] = {}
    for judgement in found:
        earlier = rows.get(judgement.area)
        if earlier is None:
            rows[judgement.area] = judgement
        elif earlier.grade != judgement.grade and earlier.grade is not None:
            why = (
                f"the paper gives two: {earlier.grade} (page {earlier.page}), {judgement.grade} (page {judgement.page})"
            )
            rows[judgement.area] = Judgement(earlier.area, earlier.label, None, why, earlier.page, earlier.quote)
    return list(rows.values())


def _why_no_overall(facts: Facts, rows: Sequence[Judgement]) -> str:
    if (facts.inspected_to or facts.published or "") >= _NO_OVERALL_SINCE:
        return "inspections since April 2026 give no overall effectiveness grade"
    if [row.area for row in rows] == ["lscb"]:
        return "the review judges the local safeguarding children board alone"
    return "no overall grade is stated in the report" if rows else "no grades are stated in the report"


def _without_grade(area: str, why: str, pages: Pages, facts: Facts) -> Judgement:
    """A row that says why there is no grade; it quotes the title of the paper."""
    wanted = " ".join(facts.title.split(": ", 1)[-1].split()).casefold()
    for page in pages.pages[:2]:
        for block in page.blocks:
            text = page.text[block.start : block.end]
            if text.strip() and " ".join(text.split()).casefold() in (wanted, facts.title.casefold()):
                return Judgement(area, " ".join(text.split()), None, why, page.number, text)
    for page in pages.pages:
        for block in page.blocks:
            if block.kind is not BlockKind.FURNITURE and page.text[block.start : block.end].strip():
                text = page.text[block.start : block.end]
                return Judgement(area, facts.title, None, why, page.number, text)
    return Judgement(area, facts.title, None, why, 1, "")
