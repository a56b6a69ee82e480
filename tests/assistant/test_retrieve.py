"""Both searches are kept to the scope before they rank, and nothing exempt is found by those without the right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.ask import ask
from assistant.evidence.retrieve import FUSION, Found, PassageRetriever, match_query
from assistant.understanding.question import understand
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.paper import Access, Kind, Role
from corpus.scope import Scope

CANARY = "LARKMOOR CANARY"
TEXT = "private fostering in Brackenford"


def find(corpus: Corpus, scope: Scope, text: str = TEXT) -> list[Found]:
    papers = corpus.catalogue.papers(scope)
    return PassageRetriever(corpus=corpus, scope=scope).find(understand(text, held=("Brackenford",)), papers)


def titles(found: list[Found]) -> set[str]:
    return {f.passage.paper.facts.title for f in found}


def test_it_is_a_langchain_retriever(sample_corpus: Corpus) -> None:
    retriever = PassageRetriever(corpus=sample_corpus, scope=Scope(), limit=5)
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke("How many contacts stood unread in the duty team's inbox in 2014?")
    assert len(documents) == 5
    assert all(isinstance(document, Document) for document in documents)
    first = documents[0]
    assert "143 contacts" in first.page_content
    assert first.metadata["file"] == "ofsted/children's services inspection - 09 may 2014.pdf"
    assert (first.metadata["page"], first.metadata["paragraph"]) == (3, "1")
    assert (first.metadata["authority"], first.metadata["kind"]) == ("Brackenford", Kind.INSPECTION_REPORT)
    scores = [document.metadata["score"] for document in documents]
    assert scores == sorted(scores, reverse=True)


def test_a_chain_of_langchain_takes_it(sample_corpus: Corpus) -> None:
    chain = PassageRetriever(corpus=sample_corpus, scope=Scope(), limit=3) | (lambda found: len(found))
    assert chain.invoke("private fostering") == 3


def test_another_councils_paper_cannot_crowd_out_the_one_in_scope(crowded_corpus: Corpus) -> None:
    assert "Letter B" in titles(find(crowded_corpus, Scope()))  # it matches far better
    found = find(crowded_corpus, Scope(authorities=frozenset({"Brackenford"})))
    assert titles(found) == {"Letter A"}
    assert is_found_by_both(found)


def test_an_exempt_paper_cannot_crowd_out_a_public_one(crowded_corpus: Corpus) -> None:
    scope = frozenset({"Brackenford"})
    for role in (Role.PUBLIC, Role.MEMBER):
        found = find(crowded_corpus, Scope(role, scope))
        assert titles(found) == {"Letter A"}
        assert is_found_by_both(found)
    assert "Letter C" in titles(find(crowded_corpus, Scope(Role.OFFICER, scope)))


def is_found_by_both(found: list[Found]) -> bool:
    """Whether the lame sentence was found by its vector and by its words."""
    (lame,) = (f for f in found if "stay with friends of the family" in f.passage.passage.text)
    return lame.score / lame.weight > 1 / (FUSION + 1)  # which is the most that either search alone can give


def exempt_paper(corpus: Corpus) -> HeldPaper:
    held = corpus.catalogue.papers(Scope(Role.OFFICER))
    return next(paper for paper in held if paper.facts.access is Access.EXEMPT)


@contextmanager
def stale_in_chroma(corpus: Corpus, paper: HeldPaper) -> Iterator[None]:
    """Chroma still has the paper's passages as public, as before it was marked."""
    passages = corpus.catalogue.passages_of(paper)
    vectors = corpus.catalogue.vectors_of(passages, corpus.embedder.name)
    keys, rows = [p.key for p in passages], [vectors[p.key].passage for p in passages]

    def mark(access: str) -> None:
        fields = [{"paper": paper.id, "access": access} for _ in keys]
        corpus.vectors.put(keys, np.stack(rows), fields)

    mark("public")
    try:
        near = corpus.vectors.nearest(rows[0], Scope(), None, 5)
        assert set(dict(near)) & set(keys), "the stale marking is not in Chroma: the test would prove nothing"
        yield
    finally:
        mark("exempt")


@pytest.mark.parametrize("authorities", [frozenset(), frozenset({"Brackenford"})])
def test_a_stale_marking_in_chroma_opens_nothing(crowded_corpus: Corpus, authorities: frozenset[str]) -> None:
    with stale_in_chroma(crowded_corpus, exempt_paper(crowded_corpus)):
        assert "Letter C" not in titles(find(crowded_corpus, Scope(Role.PUBLIC, authorities)))
        for text in (TEXT, f"What is {CANARY} 7?"):
            assert (
                CANARY.casefold()
                not in ask(crowded_corpus, text).model_copy(update={"question": ""}).model_dump_json().casefold()
            )


def test_papers_handed_in_are_held_against_the_readers_rights(crowded_corpus: Corpus) -> None:
    everything = crowded_corpus.catalogue.papers(Scope(Role.OFFICER))
    retriever = PassageRetriever(corpus=crowded_corpus, scope=Scope(Role.PUBLIC))
    found = retriever.find(understand(f"{CANARY} private fostering", held=()), everything)
    assert found
    assert "Letter C" not in titles(found)


def test_the_words_of_an_exempt_paper_are_found_by_none_but_officers(crowded_corpus: Corpus) -> None:
    public = crowded_corpus.catalogue.papers(Scope(Role.PUBLIC))
    officer = crowded_corpus.catalogue.papers(Scope(Role.OFFICER))
    assert crowded_corpus.catalogue.find_words('"larkmoor"', public, 10) == []
    assert len(crowded_corpus.catalogue.find_words('"larkmoor"', officer, 10)) == 10


@pytest.mark.parametrize("text", ['"', "NEAR(", "a AND OR NOT", "*", "col:umn", "what's “that”?", "--", "B&B's 50%"])
def test_no_text_breaks_the_word_search(crowded_corpus: Corpus, text: str) -> None:
    papers = crowded_corpus.catalogue.papers(Scope())
    found = crowded_corpus.catalogue.find_words(match_query(understand(text, held=())), papers, 5)
    assert len(found) <= 5
