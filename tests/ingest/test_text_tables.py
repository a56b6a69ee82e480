"""Tables that were printed as plain text: by strokes, by tabs, or ranged by spaces."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.paper import BlockKind, Kind, Rag
from ingest.readers.read_text import read_text
from tests.ingest.blocks import check, rows, shown
from tests.ingest.drafted import rows_of

BEFORE = """REPORT TO THE SCRUTINY COMMITTEE

4.1 The panel heard that plans for children were being issued late, and asked the
director for the figures of each quarter since the last inspection of the
service. They are set out in the table, with the target that the council has
agreed with the department.

"""
AFTER = """
4.2 The fall in the first quarter was put down to the posts that were empty, which
have been filled since. The director expects to meet the target by the summer, and
will report to the panel in July.
"""
QUARTERS = """ Quarter        Plans issued   Issued in 20 weeks    Target
 Q3 2017/18         96              34%               60%
 Q4 2017/18         88              29%               60%
 Q1 2018/19        121              22%               65%
"""
ACTIONS = """ Action                                     Owner                  By
 ----------------------------------------------------------------------------
 Fill the two vacant posts in the           Head of Safeguarding   30 April 2019
   contact team
 Move the front door to the police          Director and           1 June 2019
 station                                    Chief Inspector
 Agree a protocol with schools              Heads' association     July 2019
"""


def read_with(table: str) -> list[dict[str, str]]:
    pages = read_text((BEFORE + table + AFTER).encode())
    check(pages)
    return rows(pages)


def test_columns_ranged_by_spaces_are_read_below_their_names() -> None:
    assert read_with(QUARTERS) == [
        {"Quarter": "Q3 2017/18", "Plans issued": "96", "Issued in 20 weeks": "34%", "Target": "60%"},
        {"Quarter": "Q4 2017/18", "Plans issued": "88", "Issued in 20 weeks": "29%", "Target": "60%"},
        {"Quarter": "Q1 2018/19", "Plans issued": "121", "Issued in 20 weeks": "22%", "Target": "65%"},
    ]


def test_what_stands_before_and_after_a_table_is_told_apart_from_it() -> None:
    pages = read_text((BEFORE + QUARTERS + AFTER).encode())
    kinds = [kind for kind, _ in shown(pages)]
    assert kinds == ["heading", "paragraph", *["row"] * 4, "paragraph"]
    assert [block.number for block in pages.pages[0].blocks if block.number] == ["4.1", "4.2"]


def test_a_table_may_end_a_paper_and_follow_another() -> None:
    pages = read_text((BEFORE + QUARTERS + "\n\n" + ACTIONS).encode())
    assert [len(row) for row in rows(pages)] == [4, 4, 4, 3, 3, 3]


def test_cells_that_were_wrapped_are_put_together_and_rules_left_out() -> None:
    assert [tuple(row.values()) for row in read_with(ACTIONS)] == [
        ("Fill the two vacant posts in the contact team", "Head of Safeguarding", "30 April 2019"),
        ("Move the front door to the police station", "Director and Chief Inspector", "1 June 2019"),
        ("Agree a protocol with schools", "Heads' association", "July 2019"),
    ]


def test_a_plan_printed_as_text_is_in_the_register_with_owner_and_date() -> None:
    found = rows_of(read_text((BEFORE + ACTIONS + AFTER).encode()), Kind.COMMITTEE_REPORT)
    assert [(row.text, row.owner, row.due_date) for row in found] == [
        ("Fill the two vacant posts in the contact team", "Head of Safeguarding", "2019-04-30"),
        ("Move the front door to the police station", "Director and Chief Inspector", "2019-06-01"),
        ("Agree a protocol with schools", "Heads' association", "2019-07"),
    ]


@pytest.mark.parametrize("framed", [False, True])
def test_strokes_set_cells_apart_also_where_a_row_was_wrapped(framed: bool) -> None:
    lines = [
        "Action | Owner | By when | Status",
        "Return interviews brought in house | Head of Early Help | 1 October 2017 | Red",
        "Five places for teenagers in a new short-term home | Head of",
        "Resources | Spring 2018 | Amber",
    ]
    if framed:
        lines = [f"| {line} |" if "Five" not in line and "Spring" not in line else line for line in lines]
        lines.insert(1, "|---|---|---|---|")
    found = rows_of(read_text((BEFORE + "\n".join(lines) + "\n" + AFTER).encode()), Kind.COMMITTEE_REPORT)
    assert [(row.text, row.owner, row.due, row.action_rag) for row in found] == [
        ("Return interviews brought in house", "Head of Early Help", "1 October 2017", Rag.RED),
        ("Five places for teenagers in a new short-term home", "Head of Resources", "Spring 2018", Rag.AMBER),
    ]


def test_years_may_name_columns_and_the_first_column_have_no_name() -> None:
    table = """                          2015      2016      2017
 Children in care          312       348       371
 Care leavers              140       133       151
"""
    assert [tuple(row.items()) for row in read_with(table)] == [
        (("", "Children in care"), ("2015", "312"), ("2016", "348"), ("2017", "371")),
        (("", "Care leavers"), ("2015", "140"), ("2016", "133"), ("2017", "151")),
    ]


def test_names_that_go_over_two_lines_are_put_together() -> None:
    table = """ Measure                  Quarter 3     Quarter 1     Target
                          2014/15       2015/16       for both
 Average caseload         24            21            16
 Agency social workers    44            41            20
"""
    assert [*read_with(table)[0]] == ["Measure", "Quarter 3 2014/15", "Quarter 1 2015/16", "Target for both"]


@pytest.mark.parametrize(
    "text",
    [
        "Present:  Councillor Bray  Councillor Cole  Councillor Dunn\nApologies:  Councillor Reed  Councillor Marsh\n",
        "The panel met.  It heard evidence.  It agreed the plan.\nThe chair spoke.  Officers replied.  All agreed.\n"
        "The next item was heard.  Nobody spoke.  It was noted.\n",
        "1.\tThe plan\tis agreed.\n2.\tThe report\tis noted.\n3.\tThe panel\tmeets in May.\n",
        "12      34      56\n78      90      12\n34      56      78\n",
    ],
)
def test_what_names_no_columns_is_no_table(text: str) -> None:
    pages = read_text((BEFORE + text + AFTER).encode())
    assert not [block for block in pages.pages[0].blocks if block.kind is BlockKind.ROW]


WORD = st.from_regex(r"[A-Z][a-z]{1,9}", fullmatch=True)
CELL = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
TABLE = st.integers(3, 5).flatmap(
    lambda width: st.tuples(
        st.lists(CELL, min_size=width, max_size=width),
        st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=2, max_size=6),
    )
)


def printed(names: list[str], body: list[list[str]], style: str) -> str:
    if style != "spaces":
        return "".join(style.join(row) + "\n" for row in [names, *body])
    widths = [max(len(row[i]) for row in [names, *body]) + 3 for i in range(len(names))]
    return "".join("".join(map(str.ljust, row, widths)).rstrip() + "\n" for row in [names, *body])


@given(TABLE, st.sampled_from([" | ", "\t", "spaces"]))
def test_a_table_is_read_as_it_was_printed(table: tuple[list[str], list[list[str]]], style: str) -> None:
    names, body = table
    assume(len(set(names)) == len(names) and names not in body)
    assert [list(row.values()) for row in read_with(printed(names, body, style))] == body


@given(
    st.lists(st.lists(st.sampled_from(["Action", "owner", "12%", "the", "|", "\t", "   ", "."]), max_size=9)),
    st.sampled_from([BEFORE, QUARTERS, ""]),
    st.sampled_from([AFTER, ACTIONS, BEFORE + QUARTERS]),
)
def test_no_word_is_lost_whatever_the_gaps(lines: list[list[str]], before: str, after: str) -> None:
    text = before + "".join(" ".join(line) + "\n" for line in lines) + after
    pages = read_text(text.encode())
    check(pages)
    words = re.compile(r"[\w%]+")
    assert Counter(words.findall(pages.pages[0].text)) == Counter(words.findall(text))
