"""What is refused, asked back, corrected or looked up needs no search, and is the same answer where none works."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer, Standing
from assistant.ask import ask
from corpus.corpus import Corpus
from corpus.vectors import VectorStore, VectorStoreError


@pytest.fixture
def without_search(sample_corpus: Corpus, tmp_path: Path) -> Corpus:
    """The sample papers, with a Chroma server that nobody answers for."""
    away = VectorStore(tmp_path, sample_corpus.embedder.name, "http://127.0.0.1:9")
    return replace(sample_corpus, vectors=away)


def asked_of(corpus: Corpus, question: str) -> Answer:
    return ask(corpus, question, authority="Brackenford").model_copy(update={"seconds": 0.0})


@pytest.mark.parametrize(
    ("question", "standing"),
    [
        ("What is the home address of the girl in the 2014 report?", Standing.REFUSED),
        ("?!", Standing.NEEDS_DETAIL),
        ("Why did Ofsted rate Brackenford outstanding overall in 2023?", Standing.PREMISE_CORRECTED),
        ("What did Ofsted say about care leavers in Leeds?", Standing.NOT_IN_PAPERS),
        ("In the improvement plan, which actions were green but made no difference?", Standing.ANSWERED),
        ("What dates was the 2023 inspection?", Standing.ANSWERED),
        ("What was our overall grade in the 2017 inspection?", Standing.ANSWERED),
        ("List what Ofsted said we had to improve after the 2019 inspection", Standing.ANSWERED),
    ],
)
def test_what_is_looked_up_is_answered_alike_without_a_search(
    sample_corpus: Corpus, without_search: Corpus, question: str, standing: Standing
) -> None:
    answer = asked_of(without_search, question)
    assert answer.standing is standing
    assert answer == asked_of(sample_corpus, question)


def test_what_the_papers_tell_in_sentences_is_not_answered_without_a_search(without_search: Corpus) -> None:
    with pytest.raises(VectorStoreError, match=r"127\.0\.0\.1:9"):
        asked_of(without_search, "How many contacts had stood unread in the duty team's inbox in 2014?")
