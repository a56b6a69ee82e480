"""A press release and minutes on an invented council: who said what in the papers' own words, and what stands beside
the sentence that is nearest to a question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from assistant.answer import Answer, Standing
from assistant.ask import ask
from assistant.evidence.evidence import FEATURES, Evidence
from assistant.quoting.told import is_told, parts_asked, speakers_of
from assistant.understanding.question import understand
from corpus.corpus import open_corpus
from corpus.held import HeldPassage
from corpus.paper import Kind, Sentence
from corpus.settings import Settings
from ingest.sync import sync

Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def ask_marrowdale(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    corpus = open_corpus(Settings(home=tmp_path_factory.mktemp("marrowdale")))
    assert sync(corpus, [Path(__file__).parent / "marrowdale"]).failed == []

    def asked(text: str, *earlier: str) -> Answer:
        return ask(corpus, text, earlier=earlier, authority="Marrowdale")

    return asked


def shown(answer: Answer) -> str:
    return " ".join(statement.text for statement in answer.statements)


def test_the_line_that_gives_a_grade_corrects_another_and_no_remark_does(ask_marrowdale: Ask) -> None:
    answer = ask_marrowdale("Why was the impact of leaders judged outstanding in 2023?")
    assert answer.standing is Standing.PREMISE_CORRECTED
    assert [s.text for s in answer.statements] == [
        "Impact of leaders on social work practice with children and families – Good"
    ]


def test_the_words_of_a_councillor_in_minutes_are_found_though_nobody_is_quoted(ask_marrowdale: Ask) -> None:
    said = shown(ask_marrowdale("What did Cllr Tranter say about the action plan in March 2025?"))
    assert "took the plan to be finished" in said
    assert "proud" not in said


def test_both_parts_of_a_question_of_two_people_are_answered(ask_marrowdale: Ask) -> None:
    said = shown(
        ask_marrowdale("What did Cllr Tranter say about the action plan in March 2025, and did Cllr Rask agree?")
    )
    assert "took the plan to be finished" in said
    assert "disagreed" in said
    assert "waited ten weeks" in said


def test_a_sentence_that_only_announces_brings_what_it_announces(ask_marrowdale: Ask) -> None:
    said = shown(ask_marrowdale("Did inspectors find good things to tell of in 2023?"))
    assert "find good things" in said
    assert "night duty team was praised" in said


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("What did Councillor Venn say of the plan?", "Councillor Venn, Portfolio Holder, said it was late.", True),
        ("What did Cllr Venn say of the plan?", "The chair told Councillor Venn that it was late.", False),
        ("What did Cllr Venn say of the plan?", "Councillor Venn sat by as Councillor Rask said no.", False),
        ("What did the director tell councillors?", "In reply the Interim Director stated that it was pay.", True),
        ("What did the director tell councillors?", "Members asked the Director about pay, as was reported.", False),
        ("Who is Councillor Venn?", "Councillor Venn said that it was late.", False),
    ],
)  # fmt: skip
def test_a_sentence_tells_what_somebody_said_who_does_the_saying_in_it(question: str, text: str, told: bool) -> None:
    assert is_told(understand(question, held=["Marrowdale"]), text) is told


def test_the_second_part_is_of_the_time_of_the_first() -> None:
    question = understand("What did Cllr Venn say of pay in 2024, and what did the director answer?", held=[])
    assert [part.periods for part in parts_asked(question, [])] == [question.periods] * 2


def test_what_one_person_said_of_two_things_is_one_question() -> None:
    question = understand("What did Cllr Venn say about pay and the budget in 2024?", held=[])
    assert parts_asked(question, []) == []


def test_what_two_people_each_said_is_two_questions() -> None:
    question = understand("What did the cabinet member and the Labour leader each say about pay in 2024?", held=[])
    parts = parts_asked(question, [])
    assert [part.text for part in parts] == [
        "What did the cabinet member say about pay in 2024",
        "What did the Labour leader say about pay in 2024",
    ]
    assert is_told(parts[1], "Labour group leader Cllr Oona Venn said that the offer was an insult.")
    assert not is_told(parts[1], "The Leader of the Council, Cllr Amos Rask, said that the offer was fair.")


def test_a_plan_that_is_asked_about_is_the_matter_and_its_year_its_name(ask_marrowdale: Ask) -> None:
    question = understand("Has the 2023 action plan been finished?", held=[])
    assert (question.topic, question.periods, question.kinds) == ("Has the action plan been finished?", (), frozenset())
    assert "five of the six actions were complete" in shown(ask_marrowdale("Has the 2023 action plan been finished?"))


@pytest.mark.parametrize("text", ["What does the action plan say of pay?", "In the action plan, who pays?"])
def test_a_plan_in_which_to_look_is_a_kind_of_paper(text: str) -> None:
    question = understand(text, held=[])
    assert "plan" not in question.topic
    assert Kind.ACTION_PLAN in question.kinds


@pytest.mark.parametrize(
    "text",
    [
        "What did the director say about pay in 2024 and what did Labour say?",
        "What did the director say and what did Labour say about pay in 2024?",
        "What did the director say, and what did Labour say, about pay in 2024?",
        "What did the director and Labour say about pay in 2024?",
        "What did the director say about pay in 2024, and Labour?",
    ],
)
def test_each_of_two_speakers_is_asked_of_the_one_matter(text: str) -> None:
    parts = parts_asked(understand(text, held=[]), [])
    assert len(parts) == 2
    assert all("about pay in 2024" in part.text for part in parts)
    assert not is_told(parts[0], "Labour group leader Cllr Oona Venn said that the offer was an insult.")
    assert is_told(parts[1], "Labour group leader Cllr Oona Venn said that the offer was an insult.")


def test_what_one_says_is_asked_of_the_other_in_the_same_words() -> None:
    text = "In 2024 what did the council say the average caseload was, and what did the union say?"
    parts = parts_asked(understand(text, held=[]), [])
    assert [part.text for part in parts] == [
        "In 2024 what did the council say the average caseload was",
        "what did the union say the average caseload was",
    ]


def spoken(speaker: str, text: str) -> Evidence:
    sentence = Sentence(0, len(text), speaker=speaker)
    passage = SimpleNamespace(sentences=(sentence,), text=text, headings=(), columns=(), caption="")
    held = cast(HeldPassage, SimpleNamespace(passage=passage, key="k"))
    return Evidence(held, 0, text, (0.0,) * len(FEATURES), 1.0)


def test_a_union_speaks_through_whoever_papers_call_its_own() -> None:
    heard = [
        spoken("Ida Venn, branch secretary", "They are crying in car parks."),
        spoken("Una Brock, of the Care Workers' Union", "It is firefighting."),
        spoken("Amos Rask, the director", "We have hired nine people."),
    ]
    asked = understand("What did the union say about caseloads?", held=[])
    assert speakers_of(asked, heard) == {"Ida Venn, branch secretary", "Una Brock, of the Care Workers' Union"}
    named = understand("What did Una Brock of the union say about caseloads?", held=[])
    assert speakers_of(named, heard) == {"Una Brock, of the Care Workers' Union"}


@pytest.mark.parametrize(
    "text",
    [
        "What did the minister for children and families say about pay?",
        "What did the director say about Labour and the opposition?",
        "What did the green paper say and what did the independent review say?",
    ],
)
def test_an_and_within_a_name_or_a_matter_parts_nothing(text: str) -> None:
    assert parts_asked(understand(text, held=[]), []) == []


@pytest.fixture(scope="session")
def ask_marrowdale_visit(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    papers = tmp_path_factory.mktemp("told")
    (papers / "story.txt").write_text(
        "Marrowdale children's services 'still too slow'\n\nPublished: 12 January 2024\n\n"
        "Marrowdale has made only modest progress, says the report of the third visit, in November 2023.\n\n"
        "Amos Rask, director of children's services, said: “We know this picture. Visits to children are up.”\n\n"
        "Opposition councillor Oona Venn disagreed. “Families tell me that nothing has moved,” she said.\n\n"
        "Labour group leader Cllr Hal Tarn said that it was “a shaming report” and called for a review.\n",
        encoding="utf-8",
    )
    corpus = open_corpus(Settings(home=tmp_path_factory.mktemp("told_home")))
    assert sync(corpus, [papers], corrections={"authority": "Marrowdale", "kind": "news"}).failed == []
    return lambda text: ask(corpus, text, authority="Marrowdale")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What did the director say about the third visit and what did the opposition say?",
         ("We know this picture", "Oona Venn disagreed")),
        ("What did the director say about the November 2023 findings and what did Labour say?",
         ("We know this picture", "a shaming report")),
        ("What did Labour say about the November 2023 visit?", ("a shaming report",)),
    ],
)  # fmt: skip
def test_each_speaker_is_heard_on_the_inspection_itself(
    ask_marrowdale_visit: Ask, text: str, words: tuple[str, ...]
) -> None:
    answer = ask_marrowdale_visit(text)
    assert answer.standing is Standing.ANSWERED
    assert all(word in shown(answer) for word in words)


def test_who_is_not_heard_is_said(ask_marrowdale_visit: Ask) -> None:
    answer = ask_marrowdale_visit(
        "What did the director say about the November 2023 visit and what did the Greens say?"
    )
    assert answer.standing is Standing.PARTLY
    assert "the Greens" in answer.notes[0].text
    assert "shaming" not in shown(answer)


@pytest.mark.parametrize("which", ["fifth visit", "2019 inspection"])
def test_nobody_is_heard_on_another_inspection(ask_marrowdale_visit: Ask, which: str) -> None:
    answer = ask_marrowdale_visit(f"What did the director say about the {which} and what did Labour say?")
    assert answer.standing is Standing.NOT_IN_PAPERS
