"""An inspection that no paper is of is told from the report after it, and never in the place of one that is held."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.ask import ask
from assistant.lookups.judgements import look_up
from assistant.lookups.told_grades import Told, told_grades, told_where_none_is_held
from assistant.understanding.question import understand
from corpus.corpus import Corpus
from corpus.scope import Scope
from ingest.sync import sync


def told(corpus: Corpus, question: str, without: str = "none") -> Told:
    papers = [paper for paper in corpus.catalogue.papers(Scope()) if not paper.said.startswith(without)]
    asked = understand(question, held=["Brackenford"])
    return told_grades(corpus.catalogue, asked, papers, look_up(corpus.catalogue, asked, papers).rows)


def test_a_grade_of_an_inspection_that_is_not_held_is_quoted_from_the_next_report(sample_corpus: Corpus) -> None:
    found = told(sample_corpus, "How has Brackenford's overall grade changed since 2019?", without="2019")
    (statement,) = found.statements
    assert "last inspection in 2019" in statement.text
    assert "requires improvement to be good" in statement.text
    assert statement.citations[0].inspected_to == "2023-09-29"
    assert found.notes[0].text.startswith("No inspection of 2019 is held.")


def test_a_year_that_nothing_tells_of_is_named(sample_corpus: Corpus) -> None:
    found = told(sample_corpus, "How has Brackenford's overall grade changed since 2010?")
    assert found.statements == ()
    assert found.notes[0].text.startswith("No inspection of 2010 is held. The first held of the time asked about is")


def test_an_inspection_that_is_held_needs_no_telling(sample_corpus: Corpus) -> None:
    assert told(sample_corpus, "How has Brackenford's overall grade changed since 2014?") == Told()
    assert told(sample_corpus, "What was Brackenford's overall grade in 2023?", without="2019") == Told()


def test_another_area_is_not_told_by_the_grade_overall(sample_corpus: Corpus) -> None:
    asked = "How has the judgement on adoption in Brackenford changed since 2019?"
    assert told(sample_corpus, asked, without="2019").statements == ()


def test_a_grade_of_one_year_without_a_paper_is_told_by_the_next_report(sample_corpus: Corpus) -> None:
    papers = [paper for paper in sample_corpus.catalogue.papers(Scope()) if not paper.said.startswith("2019")]

    def asked(text: str) -> list[str]:
        question = understand(text, held=["Brackenford"])
        return [said.text for said in told_where_none_is_held(sample_corpus.catalogue, question, papers)]

    (text,) = asked("What was Brackenford's overall grade in 2019?")
    assert "requires improvement to be good" in text
    assert asked("What was Brackenford's overall grade in 2021?") == []
    assert asked("What was Brackenford graded for adoption in 2019?") == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            "What was the 2019 judgement for care leavers?",
            "What is done for children in care",
        ),
        ("Which grade was help and protection given in 2019?", "In terms of children who need help and protection"),
        ("How was help and protection judged in 2019?", "In terms of children who need help and protection"),
        ("What was the 2018 judgement for care leavers?", None),
    ],
)
def test_a_story_tells_the_grades_of_the_inspection_that_it_is_said_to_be_about(
    corpus: Corpus, tmp_path: Path, asked: str, told: str | None
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "story.txt").write_text(
        "Ferndale still has far to go, inspectors say\n\n"
        "In terms of children who need help and protection, which requires improvement to be good, they wrote that "
        "thresholds are well understood and visits are regular.\n\n"
        "What is done for children in care and care leavers requires improvement to be good. Too many of them wait for "
        "a home of their own.\n\n"
        "The leader of the council said that money had been found for twelve more social workers.\n"
    )
    stated = {"kind": "news", "authority": "Ferndale", "published": "2020-01"}
    (folder / "manifest.json").write_text(
        json.dumps([{"file": "story.txt", "about_inspection": "ILACS 18-29 November 2019", **stated}])
    )
    assert sync(corpus, [folder]).failed == []
    texts = [statement.text for statement in ask(corpus, asked, authority="Ferndale").statements]
    if told is None:
        assert not any("requires improvement" in text for text in texts)
    else:
        (text,) = texts
        assert text.startswith(told)
        assert "requires improvement to be good" in text
