"""Tables of judgements in every layout that a reader may make of them: each cell is read right, or not at all."""

from __future__ import annotations

import itertools
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.paper import Pages
from tests.ingest.printed import BOTH, CARE, HELP, LEADERS, LEAVERS, OVERALL, Line, grades, page, paper, reasons

PRINTED = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires improvement": "Requires improvement to be good",
    "inadequate": "Inadequate",
}
FORMS = {
    "ILACS of 2018": {
        "leaders": LEADERS,
        "help_and_protection": HELP,
        "in_care_and_care_leavers": BOTH,
        "overall": OVERALL,
    },
    "ILACS of 2023": {
        "leaders": LEADERS,
        "help_and_protection": HELP,
        "in_care": CARE,
        "care_leavers": LEAVERS,
        "overall": OVERALL,
    },
    "SIF": {
        "help_and_protection": "1. Children who need help and protection",
        "in_care": "2. Children looked after and achieving permanence",
        "adoption": "2.1 Adoption performance",
        "care_leavers": "2.2 Experiences and progress of care leavers",
        "leaders": "3. Leadership, management and governance",
    },
}
WHOLE = ("cells", "lines", "colons", "stacked", "one block", "columns", "interleaved", "interleaved in one block")
TITLE = "# Inspection of Brackenford children’s services"
Table = tuple[str, list[tuple[str, str, str]]]  # the form, and (area, heading, grade) by row


@st.composite
def tables(draw: st.DrawFn) -> Table:
    form = draw(st.sampled_from(sorted(FORMS)))
    order = draw(st.permutations(sorted(FORMS[form].items())))
    return form, [(area, label, draw(st.sampled_from(sorted(PRINTED)))) for area, label in order]


def cut(draw: st.DrawFn, text: str, most: int) -> list[str]:
    """A cell wrapped over so many lines at most."""
    words = text.split()
    at = sorted(draw(st.sets(st.integers(1, max(1, len(words) - 1)), max_size=most - 1)))
    edges = [0, *(i for i in at if i < len(words)), len(words)]
    return [" ".join(words[a:b]) for a, b in itertools.pairwise(edges)]


def interleaved(draw: st.DrawFn, label: str, grade: str) -> list[str]:
    """The lines of a wrapped heading and those of its wrapped grade, each in their order."""
    left, right = cut(draw, label.lstrip("123. "), 3), cut(draw, grade, 2)
    lines = [left.pop(0)]
    while left or right:
        lines.append((right if not left or (right and draw(st.booleans())) else left).pop(0))
    return lines


def laid_out(draw: st.DrawFn, layout: str, table: Table) -> list[Line]:
    cells = [(label, PRINTED[grade]) for _, label, grade in table[1]]
    match layout:
        case "cells":
            return [("Judgement", "Grade"), *cells]
        case "lines":
            return [f"{label} {grade}" for label, grade in cells]
        case "colons":
            return [f"# {label}: {grade.lower()}" for label, grade in cells]
        case "stacked":
            return [text for cell in cells for text in cell]
        case "grade first":
            return [text for label, grade in cells for text in (grade, label)]
        case "columns":
            return [*(label for label, _ in cells), *(grade for _, grade in cells)]
        case "one block":
            return ["Judgement Grade " + " ".join(f"{label} {grade}" for label, grade in cells)]
        case "cut rows":
            rows: list[Line] = []
            for label, grade in cells:
                left, right = cut(draw, label, 3), cut(draw, grade, 3)
                size = max(len(left), len(right))
                columns = (part + [""] * (size - len(part)) for part in (left, right))
                rows.extend(zip(*columns, strict=True))
            return rows
    lines = [line for label, grade in cells for line in interleaved(draw, label, grade)]
    return [" ".join(lines)] if layout == "interleaved in one block" else list(lines)


def read(lines: list[Line], table: Table, *, ocr: bool = False) -> dict[str, str]:
    form = table[0]
    given = {"framework": form.split()[0], "inspected_to": "2021-03-05" if form == "ILACS of 2018" else "2024-03-05"}
    pages = Pages((page(1, [TITLE, *lines, "Children are safe."], ocr=ocr),), paged=True)
    found = grades(pages, **given)
    assert not set(found) & set(reasons(pages, **given))
    return found


def wrong(found: dict[str, str], table: Table) -> dict[str, str]:
    """What was read and is not printed. A heading that lost its end may be read as the area of what is left of it."""
    printed = {area: grade for area, _, grade in table[1]}
    if "in_care_and_care_leavers" in printed:
        printed["in_care"] = printed["in_care_and_care_leavers"]
    return {area: grade for area, grade in found.items() if printed.get(area) != grade}


@pytest.mark.parametrize("layout", WHOLE)
@given(table=tables(), data=st.data())
@settings(max_examples=12, deadline=None)
def test_a_whole_table_is_read_whole(layout: str, table: Table, data: st.DataObject) -> None:
    lines = laid_out(data.draw, layout, table)
    assert read(lines, table) == {area: grade for area, _, grade in table[1]}


def spoilt(draw: st.DrawFn, line: Line) -> list[Line]:
    """What may become of a line: lost, printed twice, after something else, or without a letter, a word or its gaps."""
    between: Line = draw(st.sampled_from(["Requires improvement", "Good", LEAVERS, "Leaders know this."]))
    text = " | ".join(line) if isinstance(line, tuple) else line
    words = text.split(" ")
    place, word = draw(st.integers(0, len(text) - 1)), draw(st.integers(0, len(words) - 1))
    texts = {
        "letter": text[:place] + draw(st.sampled_from(string.ascii_letters + " ")) + text[place + 1 :],
        "word": " ".join(words[:word] + words[word + 1 :]),
        "gaps": text.replace(" ", "").replace("|", " | "),
    }
    way = draw(st.sampled_from(["whole", "lost", "twice", "between", *texts]))
    if way in texts:
        return [tuple(texts[way].split(" | ")) if isinstance(line, tuple) else texts[way] or "."]
    return {"whole": [line], "lost": [], "twice": [line, line], "between": [between, line]}[way]


@pytest.mark.parametrize("layout", [*WHOLE, "cut rows", "grade first"])
@given(table=tables(), data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_spoilt_table_is_never_read_wrong(layout: str, table: Table, data: st.DataObject) -> None:
    """One thing goes wrong: a line is lost, a letter misread, a word lost, or one of its lines comes twice."""
    lines = laid_out(data.draw, layout, table)
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at : at + 1] = spoilt(data.draw, lines[at])
    found = read(lines, table, ocr=True)
    assert wrong(found, table) == {}


@given(table=tables(), others=tables(), data=st.data())
@settings(max_examples=25, deadline=None)
def test_the_last_inspection_beside_this_one_is_never_taken(table: Table, others: Table, data: st.DataObject) -> None:
    """A column of earlier grades, or a list of them on a later page."""
    before = {area: PRINTED[grade] for area, _, grade in others[1]}
    head = data.draw(st.permutations(["Judgement", "Grade", "Previous inspection"]))
    lines: list[Line] = [tuple(head)]
    for area, label, grade in table[1]:
        cells = {"Judgement": label, "Grade": PRINTED[grade], "Previous inspection": before.get(area, "Not judged")}
        lines.append(tuple(cells[column] for column in head))
    printed = {area: grade for area, _, grade in table[1]}
    assert read(lines, table) == printed
    history: list[Line] = ["# Previous inspections", *(f"{label}: {PRINTED[grade]}" for _, label, grade in others[1])]
    pages = paper([TITLE, *lines], history, ["x"], history)
    assert grades(pages, framework=table[0].split()[0]) == printed
