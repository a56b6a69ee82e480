"""The register of the real reports beside the repository: their printed grades, and those grades printed otherwise."""

from __future__ import annotations

import csv
import functools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.paper import Block, BlockKind, Facts, Judgement, Kind, Page, Pages
from ingest.facts.describe import describe
from ingest.passages import passages_of
from ingest.readers.read import read
from ingest.registers.judgement_areas import area_of, grade_of, names_columns
from ingest.registers.register import judgements_of
from tests.ingest.printed import Line, page

pytestmark = pytest.mark.shared
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
COLUMNS = {
    "overall_effectiveness_grade": ("overall",),
    "impact_of_leaders_grade": ("leaders",),
    "help_and_protection_grade": ("help_and_protection",),
    "in_care_grade": ("in_care", "in_care_and_care_leavers"),
    "care_leavers_grade": ("care_leavers",),
}
UNKNOWN = ("", "data_unreadable")
ABSENT = ("inspection_pre_dates_judgement", "not_reported_post_reform")
NEXT_GRADE = {
    "outstanding": "Good",
    "good": "Requires improvement to be good",
    "requires improvement": "Inadequate",
    "inadequate": "Outstanding",
    "adequate": "Good",
}


@functools.cache
def papers() -> dict[str, tuple[Pages, Facts]]:
    if not (SHARED / "papers").is_dir():
        pytest.skip(f"the trial papers are not at {SHARED}")
    found = {}
    for path in sorted((SHARED / "papers").rglob("*.pdf")):
        file = path.relative_to(SHARED / "papers").as_posix()
        pages = read(path)
        found[file] = (pages, describe(pages, passages_of(pages), file))
    return found


@functools.cache
def registers() -> dict[str, list[Judgement]]:
    return {file: judgements_of(pages, [], facts) for file, (pages, facts) in papers().items()}


def reports() -> Iterator[tuple[str, Pages, Facts]]:
    """The inspections under the single inspection framework and the one after it."""
    for file, (pages, facts) in papers().items():
        if facts.kind is Kind.INSPECTION_REPORT and facts.framework in ("SIF", "ILACS"):
            yield file, pages, facts


def test_every_graded_cell_of_the_trial_reports() -> None:
    checked, wrong = 0, []
    registers()
    with (SHARED / "eval" / "judgements_dev.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found = {judgement.area: judgement.grade for judgement in registers()[row["file"]]}
            for column, areas in COLUMNS.items():
                if row[column] not in UNKNOWN:
                    grade = next((found[area] for area in areas if area in found), None)
                    checked += 1
                    if grade != (None if row[column] in ABSENT else row[column]):
                        wrong.append(f"{row['file']}: {column} is {row[column]}, read {grade}")
    assert checked > 90
    assert wrong == []


def test_no_cell_of_the_trial_reports_is_left_out() -> None:
    """Every judgement that the framework makes has its grade, but for the overall one since April 2026."""
    for file, _, facts in reports():
        missing = {row.area for row in registers()[file] if row.grade is None}
        alone = "Review of the effectiveness" in facts.title and "Inspection" not in facts.title
        assert missing <= ({"overall"} if (facts.inspected_to or "") >= "2026-04" or alone else set()), file


def test_every_quote_is_on_its_page_and_holds_its_label_and_grade() -> None:
    for file, found in registers().items():
        pages, _ = papers()[file]
        for row in found:
            assert row.quote, file
            assert row.quote in pages.pages[row.page - 1].text
            if row.grade and row.area != "send":
                quote = " ".join(row.quote.casefold().split())
                assert row.label.casefold() in quote
                assert row.grade in quote.replace("require improvement", "requires improvement")


def test_letters_have_no_grade_and_quote_what_they_are() -> None:
    signs = {Kind.FOCUSED_VISIT: "focused visit", Kind.JTAI: "joint"}
    for file, (_, facts) in papers().items():
        if facts.kind in signs:
            (row,) = registers()[file]
            assert (row.area, row.grade) == ("overall", None), file
            assert signs[facts.kind] in row.quote.casefold(), file
            assert len(row.quote.split()) > 10, file
        elif facts.kind is Kind.AREA_SEND:
            assert [row.area for row in registers()[file]] == ["send"], file
            assert registers()[file][0].grade is not None, file


def lines_of(front: Page) -> list[Line]:
    """A real page as lines that can be changed and printed again."""
    lines: list[Line] = []
    for block in front.blocks:
        text = " ".join(front.text[block.start : block.end].split())
        if block.kind is BlockKind.ROW:
            lines.append(tuple(" ".join(front.text[start:end].split()) for start, end in block.cells))
        elif block.kind is not BlockKind.FURNITURE and text:
            lines.append(f"# {text}" if block.kind is BlockKind.HEADING else text)
    return lines


def is_graded(line: Line) -> bool:
    return isinstance(line, tuple) and area_of(line[0]) is not None and grade_of(line[-1]) is not None


def grades_moved_on(lines: list[Line]) -> list[Line]:
    return [(line[0], NEXT_GRADE[grade_of(line[-1]) or ""]) if is_graded(line) else line for line in lines]


def rows_reversed(lines: list[Line]) -> list[Line]:
    graded = iter([line for line in lines if is_graded(line)][::-1])
    return [next(graded) if is_graded(line) else line for line in lines]


def rows_broken(lines: list[Line]) -> list[Line]:
    """Each row over two rows, as a reader sees a cell that wraps."""
    broken: list[Line] = []
    for line in lines:
        if is_graded(line):
            left, right = line[0].split(), line[-1].split()
            broken += [(" ".join(left[:3]), " ".join(right[:2])), (" ".join(left[3:]), " ".join(right[2:]))]
        else:
            broken.append(line)
    return broken


def rows_as_lines(lines: list[Line]) -> list[Line]:
    """No cells at all: a heading and its grade interleaved, line by line."""
    plain: list[Line] = []
    for line in lines:
        if is_graded(line):
            left, right = line[0].split(), line[-1].split()
            parts = [left[:4], right[:2], left[4:], right[2:]]
            plain += [" ".join(part) for part in parts if part]
        elif isinstance(line, str) or not names_columns(" ".join(line)):
            plain.append(line)
    return plain


def rows_lost(lines: list[Line]) -> list[Line]:
    return [line for line in lines if not is_graded(line)]


@pytest.mark.parametrize(
    ("change", "least"),
    [(grades_moved_on, 0.99), (rows_reversed, 0.99), (rows_broken, 0.99), (rows_as_lines, 0.99), (rows_lost, 0.0)],
)
def test_a_real_front_page_printed_otherwise_is_read_as_printed(
    change: Callable[[list[Line]], list[Line]], least: float
) -> None:
    """The first page alone is changed, so the body contradicts it where it says other grades: it is left out, too."""
    right = printed = 0
    for file, pages, facts in reports():
        lines = lines_of(pages.pages[0])
        cells = [line for line in (change(lines) if change is grades_moved_on else lines) if is_graded(line)]
        expected = {area_of(line[0]): grade_of(line[-1]) for line in cells}
        alone = Pages((page(1, change(lines)),), paged=True)
        for row in judgements_of(alone, [], facts):
            if row.area in expected:
                printed += 1
                right += row.grade == expected[row.area]
                assert row.grade in (None, expected[row.area]), f"{file}: {row}"
    assert printed > 90
    assert right >= least * printed


def test_a_table_that_the_body_contradicts_gives_no_grade() -> None:
    voided = 0
    for file, pages, facts in reports():
        changed = page(1, grades_moved_on(lines_of(pages.pages[0])))
        body = tuple(page for page in pages.pages[1:])
        before = {row.area: row.grade for row in registers()[file]}
        for row in judgements_of(replace(pages, pages=(changed, *body)), [], facts):
            printed = NEXT_GRADE.get(before.get(row.area) or "", "")
            if row.grade is None and "two" in (row.why or ""):
                voided += 1
            elif row.grade and row.grade != before[row.area]:
                assert row.grade == grade_of(printed), file
    assert voided > 90


def test_without_its_table_a_report_is_read_from_its_headings_or_not_at_all() -> None:
    right = 0
    for file, pages, facts in reports():
        front = pages.pages[0]
        blocks = tuple(block for block in front.blocks if not is_row_of_grades(front, block))
        before = {row.area: row.grade for row in registers()[file]}
        bare = replace(pages, pages=(replace(front, blocks=blocks), *pages.pages[1:]))
        for row in judgements_of(bare, [], facts):
            assert row.grade in (None, before[row.area]), f"{file}: {row}"
            right += row.grade is not None
    assert right > 90


def is_row_of_grades(front: Page, block: Block) -> bool:
    cells = [front.text[start:end] for start, end in block.cells]
    return len(cells) > 1 and grade_of(cells[-1]) is not None
