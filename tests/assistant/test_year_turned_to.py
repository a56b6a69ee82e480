"""A follow-up that turns to another year is answered of that year alone, or it is said that nothing of it is held."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer
from corpus.corpus import Corpus
from corpus.paper import Role
from corpus.scope import Scope

Ask = Callable[..., Answer]


def years(answer: Answer) -> set[str]:
    return {(c.inspected_to or c.published or "")[:4] for s in answer.statements for c in s.citations}


@pytest.mark.parametrize(
    "before",
    [
        "What did inspectors say about care leavers in 2014?",
        "How have services for care leavers changed since 2014?",
        "What happened to care leavers between 2014 and 2019?",
        "What grade did care leavers get in 2017?",
    ],
)
def test_the_year_turned_to_alone_is_quoted(ask_sample: Ask, sample_corpus: Corpus, before: str) -> None:
    answer = ask_sample("And what did inspectors say about them in 2023?", before)
    assert answer.standing == "answered"
    assert years(answer) == {"2023"}
    keys = [citation.passage for statement in answer.statements for citation in statement.citations]
    cited = sample_corpus.catalogue.passages(keys, sample_corpus.catalogue.papers(Scope(Role.PUBLIC)))
    assert len(cited) == len(set(keys))
    assert all("care leavers" in held.passage.text.casefold() for held in cited.values())
    assert all(s.kind == "quote" for s in answer.statements)


def test_of_the_whole_service_the_year_has_its_grades_and_its_summary(ask_sample: Ask) -> None:
    answer = ask_sample("And what did inspectors say in 2023?", "How have our children's services changed since 2014?")
    assert years(answer) == {"2023"}
    assert [s.kind for s in answer.statements] == ["register"] * 5 + ["quote"]


def test_a_year_of_which_nothing_is_held_is_said_to_be_so(ask_sample: Ask) -> None:
    answer = ask_sample(
        "And what did inspectors say about them in 2018?", "What did Ofsted say about foster carers in 2019?"
    )
    assert answer.standing == "not_in_papers"
    assert answer.statements == []
    assert "No paper of 2018 is held on this council." in answer.notes[0].text


def test_a_year_whose_papers_are_silent_names_what_was_searched(ask_sample: Ask) -> None:
    answer = ask_sample(
        "And what did they say about it in 2021?", "What did inspectors say about private fostering in 2019?"
    )
    assert answer.standing == "not_in_papers"
    assert "The papers held of 2021 do not say this. Searched: focused visit letter (19 to 20 May 2021)" in (
        answer.notes[0].text
    )


def test_a_figure_of_a_year_may_still_stand_in_a_later_paper(ask_sample: Ask) -> None:
    answer = ask_sample(
        "And how many were there in 2014?", "How many children were subject of a child protection plan in 2017?"
    )
    assert answer.standing == "answered"
    assert "318" in " ".join(s.text for s in answer.statements)
