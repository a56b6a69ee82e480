"""Rows of tables are quoted cell by cell, and stay verbatim in what they cite."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answer import Answer, RowCell, Standing, Statement
from assistant.ask import ask
from assistant.plaintext import answer_as_text
from assistant.quoting.row import cells_of, in_words
from assistant.screens.markup import quoted_html
from corpus.corpus import Corpus, open_corpus
from corpus.paper import BlockKind, Passage, Segment
from corpus.settings import Settings
from ingest.sync import sync

TEXT = "B2 Recruit two nurses May 2024"
ROW = Passage(
    TEXT, (Segment(1, 0, 30),), kind=BlockKind.ROW, columns=("Ref", "Action", "Due"),
    cells=((0, 0, 2), (1, 3, 21), (2, 22, 30)),
)  # fmt: skip


def statement(cells: tuple[RowCell, ...]) -> Statement:
    return Statement(text=TEXT, voice="council", cells=cells, citations=[])  # type: ignore[arg-type]


def test_each_cell_has_the_name_of_its_column() -> None:
    cells = cells_of(ROW, 0, len(TEXT))
    assert in_words(cells) == "Ref: “B2”; Action: “Recruit two nurses”; Due: “May 2024”"
    html = quoted_html(statement(cells))
    assert "<dt>Action</dt><dd>“Recruit two nurses”</dd>" in html


def test_a_part_of_a_row_has_its_own_cells_alone() -> None:
    assert in_words(cells_of(ROW, 3, 14)) == ""
    assert in_words(cells_of(ROW, 3, 30)) == "Action: “Recruit two nurses”; Due: “May 2024”"


def test_without_names_of_columns_the_first_of_two_cells_names_the_second() -> None:
    form = Passage("KEY DECISION? No", (Segment(1, 0, 16),), kind=BlockKind.ROW, cells=((0, 0, 13), (1, 14, 16)))
    assert in_words(cells_of(form, 0, 16)) == "KEY DECISION?: “No”"
    three = Passage("Adoption Good Good", (Segment(1, 0, 18),), cells=((0, 0, 8), (1, 9, 13), (2, 14, 18)))
    assert in_words(cells_of(three, 0, 18)) == "“Adoption”; “Good”; “Good”"
    assert "<dl" not in quoted_html(statement(cells_of(three, 0, 18)))


@pytest.fixture(scope="module")
def answer(ask_sample: Callable[..., Answer]) -> Answer:
    return ask_sample("What does the improvement plan of March 2020 say about respite for foster carers?")


def test_a_row_of_a_plan_is_answered_cell_by_cell(answer: Answer) -> None:
    row = next(s for s in answer.statements if s.cells)
    assert {cell.column for cell in row.cells} >= {"Ref", "Issue", "Action", "Owner", "Due date", "RAG of action"}
    assert "Action: “Set up a respite scheme with 15 approved carers”; Owner: “" in row.text
    (cited,) = row.citations
    assert " ".join(cell.text for cell in row.cells) == " ".join(cited.quote.split())
    again = json.loads(answer.model_dump_json())
    assert "Action: “Set up a respite scheme" in json.dumps(again["statements"], ensure_ascii=False)
    assert any(s["cells"] for s in again["statements"])


def test_the_terminal_gives_a_cell_a_line(answer: Answer) -> None:
    lines = answer_as_text(answer).splitlines()
    assert "  Action: “Set up a respite scheme with 15 approved carers”" in lines


@pytest.fixture(scope="module")
def tarnbeck(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    corpus = open_corpus(Settings(home=tmp_path_factory.mktemp("tarnbeck")))
    assert sync(corpus, [Path(__file__).parent / "tarnbeck"]).failed == []
    return corpus


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("What share of plans were issued within 20 weeks in Q3 2018/19?", ("Q3 2018/19", "47%")),
        ("how many plans did we issue in the first quarter of 2018/19", ("Q1 2018/19", "121")),
        ("What was the target for plans in 20 weeks in Q4 2017/18?", ("Q4 2017/18", "60%")),
        ("Who was to appoint more co-ordinators and by when?", ("Head of Inclusion", "30 April 2019")),
        ("By when was the template for health advice due?", ("31 May 2019",)),
        ("What RAG rating has the action on publishing waiting times?", ("Green",)),
        ("What did agency foster care cost a week in 17/18?", ("Agency foster care", "£846")),
        ("how much is a residential home per week in 2018/19", ("Residential home", "£3,905")),
        ("Who's joining us up to the regional block contract for beds?", ("Head of Commissioning", "October 2019")),
        ("When will the home in Wherrow open?", ("31 March 2020",)),
        ("Who is responsible for the grant for extra rooms?", ("Head of Fostering",)),
    ],
)
def test_a_row_answers_by_the_names_of_its_columns(tarnbeck: Corpus, question: str, cells: tuple[str, ...]) -> None:
    answer = ask(tarnbeck, question)
    assert answer.standing is Standing.ANSWERED
    first = next(statement for statement in answer.statements if statement.cells)
    assert set(cells) <= {cell.text for cell in first.cells}


def test_the_row_of_another_quarter_is_not_shown_for_the_one_asked_about(tarnbeck: Corpus) -> None:
    shown = [s.text for s in ask(tarnbeck, "What share of plans were issued within 20 weeks in Q3 2018/19?").statements]
    assert not any("22%" in text or "38%" in text for text in shown)


@pytest.mark.parametrize(
    "question",
    [
        "How many plans were appealed to the tribunal in Q3 2018/19?",
        "What did a secure home cost a week in 2017/18?",
        "Who is to open the contact centre in Wherrow?",
    ],
)
def test_what_no_column_tells_is_not_answered_by_a_row(tarnbeck: Corpus, question: str) -> None:
    assert ask(tarnbeck, question).standing is Standing.NOT_IN_PAPERS
