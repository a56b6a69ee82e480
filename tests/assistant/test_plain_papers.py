"""A news story, a release and a committee report as plain text, where no register holds what is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answer import Answer, Standing
from assistant.ask import ask
from assistant.quoting.parts import questions_in
from assistant.understanding.question import understand
from corpus.corpus import open_corpus
from corpus.settings import Settings
from ingest.sync import sync

Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def ask_ravensmoor(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    corpus = open_corpus(Settings(home=tmp_path_factory.mktemp("ravensmoor")))
    assert sync(corpus, [Path(__file__).parent / "ravensmoor"]).failed == []
    return lambda text: ask(corpus, text)


def shown(answer: Answer) -> str:
    return " ".join(statement.text for statement in answer.statements)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What grade did the leaders get in 2018?", "Leadership is said to require improvement to be good."),
        ("who owns young futures?", "wholly owned by Ravensmoor Council"),
        ("When was the company meant to begin work, and when did it actually get going?", "It began on 1 April 2019"),
        ("Why did it take until 2019 for the trust to open after the report of 2018?", "a dispute over pensions"),
        ("is there a joining bonus for social workers and how much is it", "£4,500"),
        ("Caseloads, how have they moved since 2018? want the numbers", "Head of Workforce December 2019 Red"),
        ("Which councillor said that people can judge them by the figures?", "people may judge me by them"),
    ],
)
def test_the_sentence_that_answers_is_quoted(ask_ravensmoor: Ask, question: str, said: str) -> None:
    answer = ask_ravensmoor(question)
    assert answer.standing is Standing.ANSWERED
    assert said in shown(answer)


def test_who_speaks_for_a_body_is_not_quoted_for_being_called_by_its_name(ask_ravensmoor: Ask) -> None:
    assert "Nobody here will rest" not in shown(ask_ravensmoor("who owns young futures?"))
    assert "Nobody here will rest" in shown(ask_ravensmoor("What does Ravensmoor Young Futures say of caseloads?"))


def test_the_average_of_each_worker_tells_no_number_of_children(ask_ravensmoor: Ask) -> None:
    assert ask_ravensmoor("How many children were in care in 2018?").standing is Standing.NOT_IN_PAPERS


def test_a_grade_is_told_by_what_grades_and_by_the_papers_of_its_time_alone(ask_ravensmoor: Ask) -> None:
    assert ask_ravensmoor("What grade did care leavers get in 2018?").standing is Standing.NOT_IN_PAPERS
    assert ask_ravensmoor("What grade did the leaders get in 2013?").standing is Standing.NOT_IN_PAPERS
    assert "outstanding" not in shown(ask_ravensmoor("What grade did children in care get in 2018?"))


def test_a_grade_that_only_a_story_tells_corrects_another(ask_ravensmoor: Ask) -> None:
    answer = ask_ravensmoor("Why was adoption rated inadequate in 2018?")
    assert answer.standing is Standing.PREMISE_CORRECTED
    assert "adoption, which was graded good" in shown(answer)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "What was the target for caseloads, and did the trust meet it?",
            ["What was the target for caseloads", "did the trust meet it"],
        ),
        ("When did the visit begin? Who led it that week?", ["When did the visit begin", "Who led it that week"]),
        ("Are homes safe and clean?", []),
        ("What do inspectors say about children and what they need?", []),
        ("How many, and why?", []),
    ],
)
def test_a_question_that_asks_two_things_is_two_questions(text: str, parts: list[str]) -> None:
    assert [part.text for part in questions_in(understand(text, held=()), ())] == parts


@pytest.mark.parametrize("aside", ["want the numbers", "Give me exact figures please.", "Dates, please"])
def test_how_an_answer_should_look_is_nothing_to_search_for(aside: str) -> None:
    plain = understand("How have caseloads changed since 2018?", held=())
    assert understand(f"How have caseloads changed since 2018? {aside}", held=()).topic == plain.topic
