"""Which row of a table has the most or the least: reckoned from its figures, and shown by its own words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.answer import Answer, Standing
from assistant.ask import ask
from corpus.corpus import Corpus, open_corpus
from corpus.settings import Settings
from ingest.sync import sync


def table(caption: str, *rows: Sequence[str]) -> str:
    head, *body = rows
    cells = "".join(f"<th>{name}</th>" for name in head)
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in body)
    return f"<table><caption>{caption}</caption><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>"


TABLES = (
    (
        "Posts",
        table(
            "Table 1: Social work posts by team",
            ("Team", "Posts (FTE)", "Vacancy rate", "Agency workers"),
            ("Harbour", "18.0", "11.1%", "4"),
            ("Fells", "22.5", "17.8%", "4"),
            ("Moorside", "20.0", "5.0%", "1"),
            ("All teams", "60.5", "24.0%", "9"),
        ),
    ),
    (
        "Caseloads",
        table(
            "Table 2: Average caseload by team and date",
            ("Locality", "Date", "Average caseload"),
            ("Harbour", "31 March 2023", "21.4"),
            ("Fells", "31 March 2023", "15.0"),
            ("Harbour", "30 September 2023", "16.1"),
            ("Fells", "30 September 2023", "17.2"),
        ),
    ),
    (
        "Spending",
        table(
            "Table 3: Placement spend by type of home (£000)",
            ("Type of home", "2021/22", "2022/23"),
            ("Foster home", "3,410", "3,905"),
            ("Residential home", "3,980", "3,880"),
        ),
    ),
    (
        "Absence",
        table(
            "Table 4: Days of sickness by depot",
            ("Depot", "Days of sickness"),
            ("North", "9.5"),
            ("South", "–"),
        ),
    ),
    (
        "Dangers",
        table(
            "Table 6: Dangers to the service",
            ("Danger", "No."),
            ("Loss of the fostering grant", "7"),
            ("A strike of drivers", "8"),
        ),
    ),
    (
        "Complaints",
        table(
            "Table 5: Complaints by ward",
            ("Ward", "Complaints"),
            ("Quay", "14"),
            ("Tarn", "6"),
            ("Quay", "3"),
        ),
    ),
)


# by heading: tables that one or another question must not be answered from
OTHERS = (
    (
        "Turnover",
        table(
            "Table 7: Turnover and starters by office",
            ("Office", "Starters", "Turnover rate"),
            ("Quayside", "4", "12%"),
            ("Hillside", "9", "*"),
            ("Westgate", "5", "7%"),
        ),
    ),
    (
        "Contracts",
        table(
            "Table 8: Contracts by value",
            ("Contract", "Ends", "Value"),
            ("Buses", "31 March 2026", "£900,000"),
            ("Meals", "31 March 2028", "£300k"),
            ("Cleaning", "31 March 2028", "£200,000"),
        ),
    ),
    (
        "Absence in March 2023",
        table("Table 9: Absence by school", ("School", "Absence"), ("Ashby", "9%"), ("Corve", "6%")),
    ),
    (
        "Absence in September 2023",
        table("Table 10: Absence by school", ("School", "Absence"), ("Ashby", "4%"), ("Corve", "7%")),
    ),
    (
        "Overspends",
        table(
            "Table 11: Overspend or (underspend) by budget, £000",
            ("Budget", "Overspend or (underspend)"),
            ("Transport", "1,204"),
            ("Fostering", "(310)"),
            ("Legal", "45"),
        ),
    ),
    (
        "Waits",
        table("Table 12: Wait by clinic", ("Clinic", "Wait"), ("Harrow", "9m"), ("Mill Lane", "18"), ("Dell", "2")),
    ),
    (
        "Priorities",
        table("Table 13: Priority of projects", ("Project", "Priority"), ("Roofs", "1"), ("Boilers", "3"), ("IT", "2")),
    ),
    (
        "Visits",
        table(
            "Table 14: Visits by hub", ("Hub", "Visits"), ("North", "180"), ("East", "220"), ("All-age hub", "90"),
            ("Both towns", "490"),
        ),
    ),
    (
        "Referrals",
        table(
            "Table 15: Referrals by source", ("Source", "Referrals"), ("Schools", "181"), ("Police", "225"),
            ("All-age disability", "406"), ("Whole family support", "500"), ("Larkmoor", "1,312"),
        ),
    ),
    (
        "Buildings",
        table(
            "Table 16: Repairs by building", ("Building", "Repairs"), ("Old Hall", "11"), ("Baths", "7"), ("", "18"),
        ),
    ),
    (
        "Grants",
        table(
            "Table 17: Grants by parish", ("Parish", "Grants"), ("Upton", "11"), ("Lowton", "7"),
        ) + "<p>South of the river:</p>" + table(
            "Table 17: Grants by parish", ("Parish", "Grants"), ("Marsh", "12"), ("Fen", "2"),
        ),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def larkmoor(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("papers")
    body = "".join(
        f"<h2>{heading}</h2><p>The figures are set out below.</p>{rows}" for heading, rows in (*TABLES, *OTHERS)
    )
    (folder / "workforce.html").write_text(
        "<html><body><h1>Children’s social care workforce report</h1>"
        "<p>Larkmoor Council, Scrutiny Committee, 14 November 2023. Report of the Director of Children’s Services.</p>"
        f"{body}</body></html>",
        encoding="utf-8",
    )
    corpus = open_corpus(Settings(home=tmp_path_factory.mktemp("larkmoor")))
    assert sync(corpus, [folder]).failed == []
    return corpus


def labels(answer: Answer) -> list[str]:
    return [statement.cells[0].text for statement in answer.statements]


@pytest.mark.parametrize(
    ("question", "rows", "said"),
    [
        ("Which team has the highest vacancy rate?", ["Fells"], "“Vacancy rate” (“17.8%”)"),
        ("which team's got the lowest vacancy rate", ["Moorside"], "“Vacancy rate” (“5.0%”)"),
        ("What team has the fewest agency workers?", ["Moorside"], "“Agency workers” (“1”)"),
        ("Which team has the most posts?", ["Fells"], "“Posts (FTE)” (“22.5”)"),
        ("Which type of home had the biggest spend in 2021/22?", ["Residential home"], "“2021/22” (“3,980”)"),
        ("Which type of home had the biggest spend in 2022/23?", ["Foster home"], "“2022/23” (“3,905”)"),
        (
            "Which locality has the highest average caseload?",
            ["Fells"],
            "“17.2”) of the 2 rows with a figure for “30 September 2023”",
        ),
        ("Which contract has the highest value?", ["Buses"], "“£900,000”) of the 3 rows"),
        ("Which contract has the lowest value?", ["Cleaning"], "“£200,000”) of the 3 rows"),
        (
            "Which school has the highest absence?",
            ["Corve"],
            "Absence in September 2023: “Corve” has the highest “Absence” (“7%”)",
        ),
        ("Which school had the highest absence in September 2023?", ["Corve"], "“Absence” (“7%”)"),
        ("Which school had the highest absence in March 2023?", ["Ashby"], "“Absence” (“9%”)"),
        ("Which source makes the most referrals?", ["Whole family support"], "“500”) of the 4 rows"),
        (
            "Which locality had the highest average caseload in March 2023?",
            ["Harbour"],
            "“21.4”) of the 2 rows with a figure for “31 March 2023”",
        ),
    ],
)
def test_the_row_with_the_most_or_the_least_is_shown(
    larkmoor: Corpus, question: str, rows: list[str], said: str
) -> None:
    answer = ask(larkmoor, question)
    assert answer.standing is Standing.ANSWERED
    assert labels(answer) == rows
    assert said in (answer.lead or "")
    assert all(
        c.quote.split() == " ".join(x.text for x in s.cells).split() for s in answer.statements for c in s.citations
    )


def test_rows_with_the_same_figure_are_all_shown_and_the_row_of_all_is_none_of_them(larkmoor: Corpus) -> None:
    answer = ask(larkmoor, "Which team has the most agency workers?")
    assert labels(answer) == ["Harbour", "Fells"]
    assert answer.lead == "“Harbour” and “Fells” have the highest “Agency workers” (“4”) of the 3 rows with a figure."


@pytest.mark.parametrize(
    "question",
    [
        "Which depot has the most days of sickness?",  # one of them has no figure
        "Which ward has the most complaints?",  # one stands there twice, and no column says why
        "Which team has the highest turnover?",  # no column of that
        "Which type of home had the biggest spend?",  # of which year?
        "Which type of home had the biggest spend in 2019/20?",
        "Which team has at least 4 agency workers?",
        "Which team has at most 4 agency workers?",
        "Which team has the second highest vacancy rate?",
        "Which team has the highest vacancy rate and which has the lowest?",
        "Which team has the highest and which has the lowest vacancy rate?",
        "What did inspectors say about the team with the highest vacancy rate?",
        "What is being done about the team with the highest vacancy rate?",
        "What is the most up to date vacancy rate for each team?",
        "What do most agency workers say?",
        "Which 2 teams have the highest vacancy rate?",
        "Which year had the highest vacancy rate?",
        "Which council has the highest vacancy rate?",
        "Which month had the highest average caseload?",
        "Which type of home had the biggest spend before 2022/23?",
        "Which type of home had the biggest spend since 2021/22?",
        "Which type of home had the biggest spend in 2023?",
        "Which office has the highest turnover rate?",  # of one it is not told, and starters are another matter
        "Which contract had the highest value in March 2026?",  # that is when one ends
        "Which budget has the biggest underspend?",  # which stands in brackets
        "Which clinic has the highest wait?",  # minutes, thousands and what else
        "Which project has the highest priority?",  # which is the first, and not the third
        "Which hub has the most visits?",  # one is the sum of the others, by its figure
        "Which building has the most repairs?",  # one row has no label
        "Which parish has the most grants?",  # the table is broken in two
        "Which team doesn't have the most agency workers?",
        "What is the biggest danger to the service?",  # its only figures are the numbers of the rows
    ],
)
def test_what_cannot_be_compared_is_not(larkmoor: Corpus, question: str) -> None:
    assert " rows" not in (ask(larkmoor, question).lead or "")
