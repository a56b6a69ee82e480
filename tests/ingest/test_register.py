"""The judgements of an inspection paper."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

import pytest

from corpus.paper import Block, BlockKind, Facts, Judgement, Kind, Page, Pages
from ingest.describe import describe
from ingest.passages import passages_of
from ingest.read import read
from ingest.register import area_of, judgements_of

SHARED = Path(__file__).resolve().parents[2].parent / "shared"

LEADERS = "The impact of leaders on social work practice with children and families"
HELP = "The experiences and progress of children who need help and protection"
BOTH = "The experiences and progress of children in care and care leavers"
CARE = "The experiences and progress of children in care"
LEAVERS = "The experiences and progress of care leavers"
OVERALL = "Overall effectiveness"


def paper(*pages: list[str | tuple[str, ...]]) -> Pages:
    """Pages of lines; a tuple is a row of cells, "# " begins a heading."""
    made = []
    for number, lines in enumerate(pages, 1):
        text, blocks = "", []
        for line in lines:
            start = len(text)
            if isinstance(line, tuple):
                cells = []
                for cell in line:
                    cells.append((len(text), len(text) + len(cell)))
                    text += cell + " "
                text = text[:-1]
                blocks.append(Block(BlockKind.ROW, start, len(text), cells=tuple(cells)))
            else:
                text += line.removeprefix("# ")
                blocks.append(
                    Block(BlockKind.HEADING if line.startswith("# ") else BlockKind.PARAGRAPH, start, len(text))
                )
            text += "\n"
        made.append(Page(number, text, tuple(blocks)))
    return Pages(tuple(made), paged=True)


def rows(
    pages: Pages, kind: Kind = Kind.INSPECTION_REPORT, framework: str = "ILACS", inspected_to: str = "2023-06-16"
) -> list[Judgement]:
    title = pages.pages[0].text.split("\n")[0]
    facts = Facts(title=title, kind=kind, framework=framework, inspected_to=inspected_to)
    found = judgements_of(pages, passages_of(pages), facts)
    for row in found:
        assert row.quote in pages.pages[row.page - 1].text
        assert (row.grade is None) == (row.why is not None)
    return found


def grades(pages: Pages, **given: str) -> dict[str, str | None]:
    return {row.area: row.grade for row in rows(pages, **given)}  # type: ignore[arg-type]


def test_the_five_judgements_of_2023() -> None:
    pages = paper(
        [
            "# Inspection of Brackenford children’s services",
            ("Judgement", "Grade"),
            (LEADERS, "Outstanding"),
            (HELP, "Good"),
            (CARE, "Requires improvement to be good"),
            (LEAVERS, "Inadequate"),
            (OVERALL, "Good"),
            "Leaders are good at their work.",
        ]
    )
    found = rows(pages)
    assert [(row.area, row.grade) for row in found] == [
        ("leaders", "outstanding"),
        ("help_and_protection", "good"),
        ("in_care", "requires improvement"),
        ("care_leavers", "inadequate"),
        ("overall", "good"),
    ]
    assert found[2].label == CARE
    assert found[2].quote == f"{CARE} Requires improvement to be good"
    assert found[2].page == 1


def test_children_in_care_and_care_leavers_were_one_judgement_before_2023() -> None:
    pages = paper([(LEADERS, "Good"), (HELP, "Good"), (BOTH, "Requires improvement\nto be good"), (OVERALL, "Good")])
    assert grades(pages, inspected_to="2019-11-29") == {
        "leaders": "good",
        "help_and_protection": "good",
        "in_care_and_care_leavers": "requires improvement",
        "overall": "good",
    }


def test_since_april_2026_there_is_no_overall_grade() -> None:
    pages = paper(["# Inspection of Brackenford", (LEADERS, "Good"), (HELP, "Good"), (CARE, "Good"), (LEAVERS, "Good")])
    first = rows(pages, inspected_to="2026-06-12")[0]
    assert (first.area, first.grade) == ("overall", None)
    assert "April 2026" in (first.why or "")
    early = rows(pages, inspected_to="2025-06-12")[0]
    assert early.grade is None
    assert "2026" not in (early.why or "")


def test_cells_that_a_reader_saw_as_lines() -> None:
    """As a text file, or a scan, gives them: the grade behind its heading, or below it, or over two lines."""
    pages = paper(
        [f"{LEADERS} Good", HELP, "Requires improvement", "to be good", CARE, "Inadequate", f"{OVERALL}: Outstanding"]
    )
    assert grades(pages) == {
        "leaders": "good",
        "help_and_protection": "requires improvement",
        "in_care": "inadequate",
        "overall": "outstanding",
    }


def test_sentences_are_no_cells() -> None:
    pages = paper(
        [
            "# Inspection of Brackenford",
            "Overall effectiveness was good in 2019, when children were safe.",
            "# The impact of leaders on social work practice is good",
            "Outstanding practice with children in care.",
            ("Measure", "Good"),
            ("Visits on time", "Good"),
            (OVERALL, "92%"),
        ]
    )
    assert grades(pages) == {"overall": None}


def test_two_grades_in_a_row_are_not_guessed_between() -> None:
    pages = paper(["# Inspection", (LEADERS, "Inadequate", "Good"), (OVERALL, "Good"), (HELP, "Good")])
    assert grades(pages) == {"overall": "good", "help_and_protection": "good"}


def test_an_area_with_two_different_grades_has_none() -> None:
    pages = paper([(OVERALL, "Good")], [(OVERALL, "Inadequate")])
    (row,) = rows(pages)
    assert row.grade is None
    assert "good (page 1)" in (row.why or "")
    assert "inadequate (page 2)" in (row.why or "")


SIF = [
    "# Brackenford City Council",
    "# Inspection of services for children in need of help and protection",
    "# The overall judgement is that children’s services require improvement",
    ("1. Children who need help and protection", "Requires Improvement"),
    ("2. Children looked after and achieving permanence", "Good"),
    ("", "2.1 Adoption performance", "Good"),
    ("", "2.2 Experiences and progress of care leavers", "Inadequate"),
    ("3. Leadership, management and governance", "Good"),
]


def test_a_single_inspection_with_its_board() -> None:
    board = [
        "# The Local Safeguarding Children Board is good",
        "The arrangements are good.",
        "# The Local Safeguarding Children Board is good because:",
        "An LSCB requires improvement if it does not yet show the marks of good.",
    ]
    found = rows(paper(SIF, ["Findings"], board), framework="SIF", inspected_to="2014-07-30")
    assert [(row.area, row.grade, row.page) for row in found] == [
        ("overall", "requires improvement", 1),
        ("help_and_protection", "requires improvement", 1),
        ("in_care", "good", 1),
        ("adoption", "good", 1),
        ("care_leavers", "inadequate", 1),
        ("leaders", "good", 1),
        ("lscb", "good", 3),
    ]
    assert found[0].label == "The overall judgement"
    assert found[4].label == "2.2 Experiences and progress of care leavers"
    assert found[6].label == "The Local Safeguarding Children Board"


@pytest.mark.parametrize(
    ("line", "grade"),
    [
        ("The overall judgement is that children’s services are inadequate", "inadequate"),
        ("Children's services in Brackenford require improvement to be good", "requires improvement"),
        ("Children’s services in Brackenford are outstanding.1", "outstanding"),
        ("Children’s services in Brackenford are not yet good", None),
        ("Children’s services in Brackenford are good at keeping children safe", None),
    ],
)
def test_the_overall_judgement_in_a_sentence(line: str, grade: str | None) -> None:
    pages = paper(["# Inspection of services for children", f"# {line}"])
    assert grades(pages, framework="SIF", inspected_to="2016-01-01")["overall"] == grade


def test_a_review_of_the_board_alone() -> None:
    pages = paper(["# Review of the board", "# The Local Safeguarding Children Board requires improvement to be good"])
    found = rows(pages, framework="SIF", inspected_to="2015-06-17")
    assert [(row.area, row.grade) for row in found] == [("overall", None), ("lscb", "requires improvement")]
    assert "board alone" in (found[0].why or "")


def test_the_last_page_of_the_oldest_reports() -> None:
    table = [
        (OVERALL, "Inadequate Grade 4"),
        ("Capacity to improve", "Adequate Grade 3"),
        ("Quality of provision", "Good (Grade 2)"),
        ("Leadership and management", "Adequate"),
    ]
    pages = paper(["# Inspection of looked after children services"], ["a"], ["b"], ["c"], table)
    assert grades(pages, framework="LAC inspection", inspected_to="2013-07-19") == {
        "overall": "inadequate",
        "capacity_to_improve": "adequate",
        "quality_of_provision": "good",
        "leaders": "adequate",
    }


@pytest.mark.parametrize("kind", [Kind.FOCUSED_VISIT, Kind.MONITORING_VISIT, Kind.JTAI])
def test_letters_carry_no_grade_and_say_so(kind: Kind) -> None:
    pages = paper(["14 March 2025", "# Focused visit to Brackenford", "Overall effectiveness", "Good"])
    (row,) = judgements_of(pages, passages_of(pages), Facts(title="Focused visit to Brackenford", kind=kind))
    assert (row.area, row.grade, row.quote, row.page) == ("overall", None, "Focused visit to Brackenford", 1)
    assert "no" in (row.why or "")


@pytest.mark.parametrize(
    ("outcome", "grade"),
    [
        (
            "The partnership’s arrangements typically lead to positive experiences and outcomes for children.",
            "typically positive",
        ),
        ("The partnership’s arrangements lead to inconsistent experiences and outcomes for children.", "inconsistent"),
        ("There are widespread and/or systemic failings leading to significant concerns.", "systemic failings"),
        ("The partnership works.", None),
    ],
)
def test_the_outcome_of_an_area_send_inspection(outcome: str, grade: str | None) -> None:
    pages = paper(["# Area SEND inspection of Brackenford", "# Inspection outcome", f"{outcome} More follows."])
    (row,) = rows(pages, kind=Kind.AREA_SEND, framework="area SEND")  # type: ignore[arg-type]
    assert (row.area, row.grade) == ("send", grade)
    if grade:
        assert (row.label, row.quote) == ("Inspection outcome", outcome)


def test_an_area_send_letter_of_before_2023_has_no_outcome() -> None:
    pages = paper(["# Joint area SEND inspection in Brackenford", "A written statement of action is required."])
    (row,) = rows(pages, kind=Kind.AREA_SEND, inspected_to="2022-03-25")  # type: ignore[arg-type]
    assert row.grade is None
    assert "before 2023" in (row.why or "")


@pytest.mark.parametrize("kind", [Kind.COMMITTEE_REPORT, Kind.NEWS, Kind.MINUTES, Kind.ACTION_PLAN, Kind.OTHER])
def test_papers_of_others_judge_nothing(kind: Kind) -> None:
    assert rows(paper([(OVERALL, "Good"), (HELP, "Good")]), kind=kind) == []


def test_headings_and_their_areas() -> None:
    assert area_of("2.2 Experiences and progress of care leavers") == "care_leavers"
    assert area_of("The experiences and progress of\nchildren in care") == "in_care"
    assert area_of("Visits on time") is None


@functools.cache
def shared_rows() -> dict[str, list[Judgement]]:
    found = {}
    for path in sorted((SHARED / "papers").rglob("*.pdf")):
        pages = read(path)
        passages = passages_of(pages)
        file = str(path.relative_to(SHARED / "papers"))
        found[file] = judgements_of(pages, passages, describe(pages, passages, file))
        for row in found[file]:
            assert row.quote in pages.pages[row.page - 1].text
    return found


@pytest.mark.shared
def test_every_graded_cell_of_the_trial_reports() -> None:
    if not (SHARED / "papers").is_dir():
        pytest.skip("the trial papers are not beside the repository")
    columns = {
        "overall_effectiveness_grade": ("overall",),
        "impact_of_leaders_grade": ("leaders",),
        "help_and_protection_grade": ("help_and_protection",),
        "in_care_grade": ("in_care", "in_care_and_care_leavers"),
        "care_leavers_grade": ("care_leavers",),
    }
    checked, wrong = 0, []
    with (SHARED / "eval" / "judgements_dev.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found = {judgement.area: judgement.grade for judgement in shared_rows()[row["file"]]}
            for column, areas in columns.items():
                expected = row[column]
                if expected in ("", "data_unreadable"):
                    continue
                grade = next((found[area] for area in areas if area in found), "no row")
                absent = {"inspection_pre_dates_judgement": "no row", "not_reported_post_reform": None}
                checked += 1
                if grade != absent.get(expected, expected):
                    wrong.append(f"{row['file']}: {column} is {expected}, read {grade}")
    assert checked > 90
    assert wrong == []


@pytest.mark.shared
def test_trial_letters_have_no_grade_and_send_reports_have_an_outcome() -> None:
    if not (SHARED / "papers").is_dir():
        pytest.skip("the trial papers are not beside the repository")
    for file, found in shared_rows().items():
        if "focused visit" in file or "joint area child" in file:
            assert [(row.area, row.grade) for row in found] == [("overall", None)], file
        elif "area send" in file:
            assert [row.area for row in found] == ["send"], file
            assert found[0].grade is not None, file
