"""A list that a report makes is given whole and in its own order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer, Standing
from assistant.plaintext import answer_as_text
from assistant.understanding.question import understand
from assistant.understanding.wants import Wants
from corpus.paper import Voice

Ask = Callable[..., Answer]
OF_2019 = "ofsted/children's services inspection - 06 january 2020.pdf"


def test_what_must_improve_is_the_whole_list_in_its_order(ask_sample: Ask) -> None:
    answer = ask_sample("What did Ofsted say needs to improve in 2019?")
    assert answer.standing is Standing.ANSWERED
    starts = [
        "The consistency of social work",
        "The use of bed and breakfast",
        "The identification of children in private fostering",
        "The timeliness of initial health",
        "Life story work",
        "Oversight by managers",
    ]
    assert len(answer.statements) == len(starts)
    for statement, start in zip(answer.statements, starts, strict=True):
        assert statement.text.startswith(start)
        assert statement.voice is Voice.INSPECTOR
        assert [(c.file, c.page) for c in statement.citations] == [(OF_2019, 1)]


def test_an_item_of_what_must_improve_is_never_shown_without_its_heading(ask_sample: Ask) -> None:
    answer = ask_sample("What did Ofsted say needs to improve in 2019?")
    headings = {statement.under for statement in answer.statements}
    assert headings == {"What needs to improve"}
    lines = answer_as_text(answer).splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("  “"))
    assert lines[first - 1] == "  Listed under “What needs to improve”:"
    assert sum("Listed under" in line for line in lines) == 1


def test_without_a_date_the_list_is_the_latest_inspections(ask_sample: Ask) -> None:
    answer = ask_sample("What are the areas for improvement in the latest children's services inspection?")
    assert [s.text.split(",")[0].split(" ")[0] for s in answer.statements] == ["Homes", "Education", "The"]
    assert {c.inspected_to for s in answer.statements for c in s.citations} == {"2026-06-12"}


def test_what_was_wanted_of_a_visit_is_its_whole_list(ask_sample: Ask) -> None:
    answer = ask_sample("What did inspectors want done after the care leavers visit in February 2025?")
    assert [s.text.split(" ")[1] for s in answer.statements] == ["sufficiency", "by", "accuracy"]
    of_one_matter = ask_sample("What did inspectors want done about private fostering in 2019?")
    assert of_one_matter.statements
    assert all("ife story" not in statement.text for statement in of_one_matter.statements)


def test_what_a_statement_of_action_must_cover_is_listed_whatever_its_heading(ask_sample: Ask) -> None:
    answer = ask_sample("What were the weaknesses the SEND written statement of action had to cover?")
    said = " ".join(statement.text for statement in answer.statements)
    for words in ("EHC plans", "autism", "adulthood", "parents"):
        assert words in said


def test_a_priority_action_is_not_mixed_with_what_else_must_improve(ask_sample: Ask) -> None:
    answer = ask_sample("Was there a priority action in the 2021 letter and what was it?")
    assert len(answer.statements) == 1
    assert "senior managers" in answer.statements[0].text
    assert "unregistered" in answer.statements[0].text


def test_a_list_parted_by_headings_is_whole_and_has_no_bare_heading(ask_sample: Ask) -> None:
    wanted = [
        "Clear the backlog of unread contacts",
        "Reduce social workers’ caseloads",
        "Make sure that every strategy",
    ]
    for text in (
        "What had to improve after the 2014 inspection?",
        "What did we need to improve in 2014?",
        "What were the main weaknesses found at the 2014 inspection?",
        "whats the biggest worry of the 2014 inspection",
    ):
        answer = ask_sample(text)
        said = " ".join(statement.text for statement in answer.statements)
        assert all(start in said for start in wanted), text
        assert all(len(statement.text.split()) > 4 for statement in answer.statements)
        assert all(statement.under for statement in answer.statements)


def test_the_main_concerns_about_one_matter_are_no_whole_list(ask_sample: Ask) -> None:
    answer = ask_sample("What were the main concerns about private fostering at the 2019 inspection?")
    assert answer.statements
    assert all("ife story" not in statement.text for statement in answer.statements)


@pytest.mark.parametrize(
    "question",
    [
        "What three things did Ofsted want sorted after the care leavers visit in February 2025?",
        "Following the February 2025 care leavers visit, what was wanted of us?",
        "What jobs did the February 2025 visit leave us with?",
        "What were the three asks of the February 2025 visit?",
        "Name the 3 points inspectors wanted tackled after the February 2025 visit.",
        "The February 2025 visit said something needed work. What was it?",
    ],
)
def test_what_must_improve_is_asked_for_in_any_words(ask_sample: Ask, question: str) -> None:
    answer = ask_sample(question)
    assert [s.text.split(" ")[1] for s in answer.statements] == ["sufficiency", "by", "accuracy"]


@pytest.mark.parametrize(
    "question",
    ["What has improved since the 2019 inspection?", "What did inspectors ask care leavers about in February 2025?"],
)
def test_what_improved_or_was_asked_is_no_list_of_demands(ask_sample: Ask, question: str) -> None:
    answer = ask_sample(question)
    assert all(statement.under != "What needs to improve" for statement in answer.statements)


@pytest.mark.parametrize(
    "question",
    [
        "We came out inadequate in 2019. What needed work?",
        "The 2019 inspection was inadequate but what still needed attention?",
    ],
)
def test_a_grade_that_is_told_is_not_asked_for(ask_sample: Ask, question: str) -> None:
    answer = ask_sample(question)
    assert not any("Overall effectiveness" in statement.text for statement in answer.statements[1:])
    assert Wants.GRADE not in understand(question, held=[]).wants
