"""A question about one given passage is answered from its sentences alone."""

from __future__ import annotations

import pytest

from assistant.answer import Standing
from assistant.closed_passage.closed import ask_closed
from corpus.corpus import Corpus

TITLE = "Eiffel Tower"
SENTENCES = [
    "The Eiffel Tower is a wrought-iron lattice tower on the Champ de Mars in Paris, France.",
    "It is named after the engineer Gustave Eiffel, whose company designed and built the tower from 1887 to 1889.",
    "It was criticised at first by some of France's leading artists for its design.",
    "The tower is 330 metres tall, about the same height as an 81-storey building.",
]


@pytest.mark.parametrize(
    ("question", "number"),
    [("who is the eiffel tower named after", 1), ("how tall is the eiffel tower", 3)],
)
def test_the_sentence_that_answers_is_quoted_whole(sample_corpus: Corpus, question: str, number: int) -> None:
    answer = ask_closed(sample_corpus, question, TITLE, SENTENCES)
    assert answer.standing is Standing.ANSWERED
    quotes = [c.quote for s in answer.statements for c in s.citations]
    assert SENTENCES[number] in quotes
    assert set(quotes) <= set(SENTENCES)
    assert quotes == sorted(quotes, key=SENTENCES.index)
    assert [s.text for s in answer.statements] == quotes
    assert {c.title for s in answer.statements for c in s.citations} == {TITLE}


@pytest.mark.parametrize(
    "question",
    ["when did Ofsted last inspect the council's fostering service", "how many goals did Pelé score in 1958"],
)
def test_a_passage_about_something_else_is_refused(sample_corpus: Corpus, question: str) -> None:
    answer = ask_closed(sample_corpus, question, TITLE, SENTENCES)
    assert answer.standing is Standing.NOT_IN_PAPERS
    assert answer.statements == []
    assert answer.notes[0].text == "The passage given does not say."


def test_the_papers_of_the_corpus_do_not_answer_for_a_passage(sample_corpus: Corpus) -> None:
    answer = ask_closed(sample_corpus, "What was Brackenford's overall grade in 2017?", TITLE, SENTENCES)
    assert all(c.quote in SENTENCES for s in answer.statements for c in s.citations)
    assert answer.searched.papers == 1


@pytest.mark.parametrize("sentences", [[], ["", "  "], ["One."], ["Same.", "Same."]])
def test_a_passage_of_little_or_nothing_is_no_error(sample_corpus: Corpus, sentences: list[str]) -> None:
    answer = ask_closed(sample_corpus, "how tall is the tower", "", sentences)
    assert all(s.text in sentences for s in answer.statements)
