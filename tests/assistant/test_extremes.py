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


@pytest.fixture(scope="module")
def larkmoor(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("papers")
    body = "".join(f"<h2>{heading}</h2><p>The figures are set out below.</p>{rows}" for heading, rows in TABLES)
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
            "“17.2”) of the 2 rows for “30 September 2023”",
        ),
        (
            "Which locality had the highest average caseload in March 2023?",
            ["Harbour"],
            "“21.4”) of the 2 rows for “31 March 2023”",
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
    assert answer.lead == "“Harbour” and “Fells” have the highest “Agency workers” (“4”) of the 3 rows."


@pytest.mark.parametrize(
    "question",
    [
        "Which depot has the most days of sickness?",  # one of them has no figure
        "Which ward has the most complaints?",  # one stands there twice, and no column says why
        "Which team has the highest turnover?",  # no column of that
        "Which type of home had the biggest spend?",  # of which year?
        "Which type of home had the biggest spend in 2019/20?",
        "Which depot has at least nine days of sickness?",
        "Which team has the second highest vacancy rate?",
        "Which team doesn't have the most agency workers?",
        "What is the biggest danger to the service?",  # its only figures are the numbers of the rows
    ],
)
def test_what_cannot_be_compared_is_not(larkmoor: Corpus, question: str) -> None:
    assert " rows" not in (ask(larkmoor, question).lead or "")
