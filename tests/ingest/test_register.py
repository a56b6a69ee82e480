"""The judgements of an inspection paper: what is printed for this inspection, or a reason why there is no grade."""

from __future__ import annotations

import pytest

from corpus.paper import Facts, Kind
from ingest.passages import passages_of
from ingest.registers.register import judgements_of
from tests.ingest.printed import BOTH, CARE, HELP, LEADERS, LEAVERS, OVERALL, Line, grades, paper, reasons, rows

TITLE = "# Inspection of Brackenford children’s services"
SIF_TITLE = "Inspection of services for children in need of help and protection, children looked after and care leavers"
BOARD_TITLE = "Review of the effectiveness of the Local Safeguarding Children Board"


def test_the_five_judgements_of_2023() -> None:
    table: list[Line] = [
        (LEADERS, "Outstanding"),
        (HELP, "Good"),
        (CARE, "Requires improvement to be good"),
        (LEAVERS, "Inadequate"),
        (OVERALL, "Good"),
    ]
    found = rows(paper([TITLE, ("Judgement", "Grade"), *table, "Leaders are good at their work."]))
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
    found = rows(pages, inspected_to="2019-11-29")
    assert {row.area: row.grade for row in found} == {
        "leaders": "good",
        "help_and_protection": "good",
        "in_care_and_care_leavers": "requires improvement",
        "overall": "good",
    }


def test_since_april_2026_there_is_no_overall_grade() -> None:
    pages = paper([TITLE, "Inspection dates: 1 to 12 June 2026", (LEADERS, "Good"), (HELP, "Good"), (CARE, "Good"),
                   (LEAVERS, "Good")])  # fmt: skip
    first = rows(pages, inspected_to="2026-06-12")[0]
    assert (first.area, first.grade, first.quote) == ("overall", None, "Inspection dates: 1 to 12 June 2026")
    assert "April 2026" in (first.why or "")
    assert not first.not_read
    assert rows(pages, inspected_to="2025-06-12")[0].not_read
    assert "2026" not in reasons(pages, inspected_to="2025-06-12")["overall"]


def test_a_judgement_that_was_not_found_has_a_row_that_says_so() -> None:
    pages = paper([TITLE, (LEADERS, "Good"), (OVERALL, "Good")])
    assert set(reasons(pages)) == {"help_and_protection", "in_care", "care_leavers"}
    assert set(reasons(pages, inspected_to="2020-06-16")) == {"help_and_protection", "in_care_and_care_leavers"}
    assert set(reasons(pages, framework="SIF")) == {"help_and_protection", "in_care", "adoption", "care_leavers"}
    assert "not found" in reasons(pages)["care_leavers"]


def test_sentences_and_tables_of_other_things_are_no_cells() -> None:
    pages = paper(
        [
            TITLE,
            "Overall effectiveness was good in 2019, when children were safe.",
            "The impact of leaders on social work practice is good in most teams.",
            "Outstanding practice with children in care.",
            "* The experiences and progress of children in care: good",
            ("Measure", "Good"),
            ("Visits on time", "Good"),
            (OVERALL, "92%"),
            ("Adoption", "12 orders made"),
        ]
    )
    assert grades(pages) == {}


@pytest.mark.parametrize(
    ("cells", "columns", "grade"),
    [
        ((LEADERS, "Inadequate", "Good"), (), None),
        ((LEADERS, "Inadequate", "Good"), ("Judgement", "Grade", "Previous grade"), "inadequate"),
        ((LEADERS, "Inadequate", "Good"), ("Judgement", "Last inspection", "Grade"), "good"),
        ((LEADERS, "Inadequate", "Good"), ("Judgement", "2019", "2023"), "good"),
        ((LEADERS, "Inadequate"), ("Judgement", "Previous inspection"), None),
        ((LEADERS, "Good", "a fall since then"), ("Judgement", "Grade", "Comment"), "good"),
        ((LEADERS, "Good", "was inadequate before"), ("", "", ""), None),
        (("1.", LEADERS, "Good"), (), "good"),
        (("Good", LEADERS), (), "good"),
        ((LEADERS, "Good (see page 4)"), (), None),
        ((LEADERS, "Not judged"), (), None),
        ((LEADERS, "Good1"), (), "good"),
        ((LEADERS, "GOOD"), (), "good"),
        ((LEADERS, "Requlres improvement"), (), None),
        ((LEADERS, "Requiresimprovementtobegood"), (), "requires improvement"),
        ((LEADERS.replace(" ", ""), "Good"), (), "good"),
        ((LEADERS.replace("leaders", "lcaders"), "Good"), (), None),
        ((LEADERS, "Adequate"), (), None),
        ((f"{LEADERS} in 2019", "Good"), (), None),
    ],
)
def test_one_row_of_a_table(cells: tuple[str, ...], columns: tuple[str, ...], grade: str | None) -> None:
    pages = paper([TITLE, cells, (OVERALL,) + ("Good",) * (len(cells) - 1)], columns=columns)
    found = {row.area: row for row in rows(pages)}
    assert found["leaders"].grade == grade
    if cells[1:] in (("Not judged",), ("Requlres improvement",)):
        assert cells[1] in (found["leaders"].why or "")
    assert found["leaders"].not_read == (grade is None)


def test_a_column_head_may_be_the_first_row() -> None:
    head = ("Judgement", "Previous", "Now")
    assert grades(paper([TITLE, head, (HELP, "Inadequate", "Good")])) == {"help_and_protection": "good"}


def test_a_table_of_the_last_inspection_is_not_this_one() -> None:
    for lead in ("# Previous Ofsted inspections", "The judgements of the last inspection were:"):
        pages = paper([TITLE, lead, (LEADERS, "Good"), (OVERALL, "Inadequate"), f"{HELP}: good"])
        assert grades(pages) == {}


def test_grades_of_the_last_inspection_in_the_body_are_left_alone() -> None:
    history: list[Line] = [
        "# Previous Ofsted inspections",
        "The last report was published in 2015. The judgements were:",
        f"* {OVERALL}: Inadequate",
        f"{HELP}: Inadequate",
        "# Local leadership",
    ]
    table: list[Line] = [
        "# Children’s services in Brackenford are good",
        ("1. Leadership, management and governance", "Good"),
    ]
    for pages in (paper([SIF_TITLE, *table], ["a"], history), paper([SIF_TITLE, *table], ["a"], ["b"], ["c"], history)):
        assert grades(pages, framework="SIF") == {"overall": "good", "leaders": "good"}


def test_the_end_of_a_grade_is_no_grade() -> None:
    """What is left when "Requires improvement to be" stands in a row or line that the reader put elsewhere."""
    assert grades(paper([TITLE, ("Area", "Requires improvement to be"), (LEADERS, "good")])) == {}
    assert grades(paper([TITLE, LEADERS, "good"])) == {}
    assert grades(paper([TITLE, "Good", LEADERS])) == {}


def test_an_area_with_two_different_grades_has_none() -> None:
    found = {row.area: row for row in rows(paper([(OVERALL, "Good")], [(OVERALL, "Inadequate")], [(OVERALL, "Good")]))}
    assert "good (page 1)" in (found["overall"].why or "")
    assert "inadequate (page 2)" in (found["overall"].why or "")
    assert found["overall"].not_read


def test_the_headings_of_the_body_bear_out_the_table_or_void_it() -> None:
    front: list[Line] = [TITLE, (CARE, "Good"), (LEAVERS, "Good"), (HELP, "Good")]
    body: list[Line] = [
        f"# {CARE}: good",
        "x",
        f"# {LEAVERS}: requires improvement to be good",
        "x",
        f"# {LEADERS} is good",
    ]
    pages = paper(front, ["a"], ["b"], ["c"], body)
    assert grades(pages) == {"in_care": "good", "help_and_protection": "good", "leaders": "good"}
    assert "requires improvement (page 5)" in reasons(pages)["care_leavers"]


def test_a_heading_of_the_body_fills_a_cell_that_was_not_read() -> None:
    pages = paper([TITLE, (CARE, "lnadequate grade")], ["a"], ["b"], [f"# {CARE}:", "# inadequate"])
    assert grades(pages) == {"in_care": "inadequate"}


def test_a_body_that_keeps_an_older_form_of_heading_changes_nothing() -> None:
    pages = paper([TITLE, (CARE, "Good"), (LEAVERS, "Inadequate")], ["a"], ["b"], [f"# {BOTH}: good"])
    assert grades(pages) == {"in_care": "good", "care_leavers": "inadequate"}


SIF: list[Line] = [
    "# Brackenford City Council",
    f"# {SIF_TITLE}",
    "# The overall judgement is that children’s services require improvement",
    "The judgements on areas of the service that contribute to overall effectiveness are:",
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
    title = f"{SIF_TITLE} and {BOARD_TITLE}"
    found = rows(paper(SIF, ["Findings"], board), framework="SIF", inspected_to="2014-07-30", title=title)
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
    assert "lscb" in reasons(paper(SIF), framework="SIF", title=title)


def test_a_single_inspection_in_sentences() -> None:
    body: list[Line] = [
        "# The graded judgment for adoption performance is that it requires improvement",
        "x",
        "# The graded judgement about the experience and progress of care leavers is that it is good",
        ("Key judgement", "Judgement grade"),
        ("The experiences and progress of children looked after and achieving permanence", "Requires Improvement"),
    ]
    pages = paper([f"# {SIF_TITLE}", "# Children’s services in Brackenford are inadequate"], ["a"], ["b"], body)
    assert grades(pages, framework="SIF") == {
        "overall": "inadequate",
        "adoption": "requires improvement",
        "care_leavers": "good",
        "in_care": "requires improvement",
    }


@pytest.mark.parametrize(
    ("line", "grade"),
    [
        ("The overall judgement is that children’s services are inadequate", "inadequate"),
        ("The overall judgement is requires improvement", "requires improvement"),
        ("THE OVERALL JUDGEMENT IS THAT CHILDREN’S SERVICES ARE GOOD", "good"),
        ("Children's services in Brackenford require improvement to be good", "requires improvement"),
        ("Children’s services in Brackenford are outstanding.1", "outstanding"),
        ("Children’s services in the Royal Borough of Upper Brackenford are inadequate because:", "inadequate"),
        ("Children’s services in Brackenford are not yet good", None),
        ("Children’s services in Brackenford were inadequate", None),
        ("Children’s services in Brackenford that are good", None),
        ("Children’s services in Brackenford are good at keeping children safe", None),
        ("The overall judgement in 2016 was that children’s services are inadequate", None),
        ("The local authority was judged inadequate in 2016", None),
    ],
)
def test_the_overall_judgement_in_a_sentence(line: str, grade: str | None) -> None:
    for written in (f"# {line}", line):
        pages = paper([SIF_TITLE, written])
        assert grades(pages, framework="SIF", inspected_to="2016-01-01").get("overall") == grade


def test_a_sentence_cut_in_two_is_read_whole() -> None:
    cut = ["# The overall judgement is that children’s services", "# require improvement"]
    assert grades(paper([SIF_TITLE, *cut]), framework="SIF") == {"overall": "requires improvement"}
    more = ["# Children’s services in Brackenford are good", "# at keeping children safe"]
    assert grades(paper([SIF_TITLE, *more]), framework="SIF") == {}


@pytest.mark.parametrize(
    ("line", "grade"),
    [
        ("# The Local Safeguarding Children Board is inadequate because:", "inadequate"),
        ("# THE LOCAL SAFEGUARDING CHILDREN BOARD (LSCB) REQUIRES IMPROVEMENT", "requires improvement"),
        ("The effectiveness of the LSCB is good", "good"),
        ("# Brackenford Safeguarding Children Board is outstanding", "outstanding"),
        (("The effectiveness of the Local Safeguarding Children Board", "Inadequate"), "inadequate"),
        ("# The Local Safeguarding Children Board is not yet good", None),
        ("The Local Safeguarding Children Board was inadequate", None),
        ("* The LSCB is good", None),
        ("A Local Safeguarding Children Board that is good", None),
    ],
)
def test_the_judgement_of_the_board(line: Line, grade: str | None) -> None:
    title = f"{SIF_TITLE} and {BOARD_TITLE}"
    found = rows(paper(SIF, ["a"], ["b"], ["c"], [line]), framework="SIF", title=title)
    assert {row.area: row.grade for row in found}["lscb"] == grade


def test_a_review_of_the_board_alone() -> None:
    pages = paper([f"# {BOARD_TITLE}", "# The Local Safeguarding Children Board requires improvement to be good"])
    found = rows(pages, framework="SIF", inspected_to="2015-06-17", title=BOARD_TITLE)
    assert [(row.area, row.grade) for row in found] == [("overall", None), ("lscb", "requires improvement")]
    assert "board alone" in (found[0].why or "")
    assert not found[0].not_read
    assert set(reasons(paper([f"# {BOARD_TITLE}"]), framework="SIF", title=BOARD_TITLE)) == {"overall", "lscb"}


def test_the_last_page_of_the_oldest_reports() -> None:
    table: list[Line] = [
        (OVERALL, "Inadequate Grade 4"),
        ("Capacity to improve", "Adequate Grade 3"),
        ("Quality of provision", "Good (Grade 2)"),
        ("Leadership and management", "Adequate"),
        ("Outcomes for looked after children and young people", "Good Grade 3"),
    ]
    body = ["# Overall effectiveness of services for looked after children and young people", "# Grade 4 (Inadequate)"]
    pages = paper(["# Inspection of looked after children services"], ["a"], body, ["c"], table)
    assert grades(pages, framework="LAC inspection", inspected_to="2013-07-19") == {
        "overall": "inadequate",
        "capacity_to_improve": "adequate",
        "quality_of_provision": "good",
        "leaders": "adequate",
    }


def test_arrangements_for_the_protection_of_children() -> None:
    table: list[Line] = [
        (OVERALL, "Adequate"),
        (
            "The effectiveness of the help and protection provided to children, young people, families and carers",
            "Good",
        ),
        ("The quality of practice", "Adequate"),
        ("Leadership and governance", "Requires improvement"),
    ]
    pages = paper(["# Inspection of local authority arrangements for the protection of children"], ["a"], ["b"], table)
    given = {"framework": "child protection inspection", "inspected_to": "2013-02-19"}
    assert grades(pages, **given) == {
        "overall": "adequate",
        "help_and_protection": "good",
        "quality_of_provision": "adequate",
    }
    assert "no grade of this framework" in reasons(pages, **given)["leaders"]


def test_two_services_graded_in_one_report() -> None:
    table: list[Line] = [
        "# Record of main findings:",
        ("Safeguarding services", ""),
        (OVERALL, "Adequate"),
        ("Capacity for improvement", "Good"),
        ("Services for looked after children", ""),
        (OVERALL, "Good"),
    ]
    pages = paper(["# Inspection of safeguarding and looked after children services", f"{OVERALL}: good"], ["a"], table)
    found = rows(pages, framework="safeguarding and LAC inspection", inspected_to="2011-05-06")
    assert {row.area: row.grade for row in found} == {
        "overall": None,
        "safeguarding_overall": "adequate",
        "safeguarding_capacity_to_improve": "good",
        "looked_after_overall": "good",
    }
    assert "graded apart" in (found[0].why or "")
    assert not found[0].not_read


@pytest.mark.parametrize("kind", [Kind.COMMITTEE_REPORT, Kind.NEWS, Kind.MINUTES, Kind.ACTION_PLAN, Kind.OTHER])
def test_papers_of_others_judge_nothing(kind: Kind) -> None:
    pages = paper([(OVERALL, "Good"), (HELP, "Good")])
    assert judgements_of(pages, passages_of(pages), Facts(title="Ofsted", kind=kind)) == []
