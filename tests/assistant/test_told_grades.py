"""An inspection that no paper is of is told from the report after it, and never in the place of one that is held."""

from __future__ import annotations

from assistant.lookups.judgements import look_up
from assistant.lookups.told_grades import Told, told_grades, told_where_none_is_held
from assistant.understanding.question import understand
from corpus.corpus import Corpus
from corpus.scope import Scope


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
