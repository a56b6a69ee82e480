"""The strongest sentences, read again with the question."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import ask
from assistant.evidence.evidence import ODDS, Evidence, find_evidence
from assistant.evidence.rerank import MOST_OF_ALL, STRONGEST, rerank, rerank_each
from assistant.evidence.retrieve import PassageRetriever, authorities_of
from assistant.understanding.question import Question, understand
from corpus.corpus import Corpus, open_corpus
from corpus.paper import Role
from corpus.scope import Scope
from corpus.settings import Settings
from ingest.sync import sync

MINUTES = """# Ottermere Council: Children's Services Scrutiny Panel

Minutes of the meeting held on Tuesday 4 March 2025

## Breakfast clubs

Councillor Bray asked about the breakfast club at Fenwick School. Two of its three cooks had left before Christmas, and
nobody had yet been found to take their place.

## Family hubs

Members raised the opening hours of the family hub in Saltgate. Parents on shift work find the door locked by the time
they get off. The hub manager will try two late evenings from May.
"""


def searched(corpus: Corpus, text: str) -> tuple[Question, list[Evidence]]:
    scope = Scope(Role.PUBLIC)
    papers = corpus.catalogue.papers(scope)
    question = understand(text, held=authorities_of(papers))
    found = PassageRetriever(corpus=corpus, scope=scope).find(question, papers)
    return question, find_evidence(corpus, question, found)


def key(e: Evidence) -> tuple[str, int]:
    return e.passage.key, e.sentence


def test_every_sentence_found_is_kept_and_the_strongest_passages_are_read(sample_corpus: Corpus) -> None:
    question, evidence = searched(sample_corpus, "How many personal advisers work with care leavers?")
    again = rerank(sample_corpus, question, evidence)
    assert sorted(map(key, again)) == sorted(map(key, evidence))
    read = {e.passage.key for e in again if e.answers > -ODDS}
    assert read == {e.passage.key for e in evidence[:STRONGEST]}
    assert [e.score for e in again] == sorted((e.score for e in again), reverse=True)


def test_of_councils_set_side_by_side_each_is_read(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for council in ("Ottermere", "Saltgate"):
        (papers / f"{council}.md").write_text(MINUTES.replace("Ottermere", council) + "\nMore of it was said.\n" * 9)
    corpus = open_corpus(Settings(home=tmp_path / "home"))
    sync(corpus, [papers])
    question, evidence = searched(corpus, "Who cooks for the breakfast clubs of Ottermere and Saltgate?")
    again = rerank_each(corpus, question, evidence)
    assert sorted(map(key, again)) == sorted(map(key, evidence))
    read = {e.passage.paper.facts.authority for e in again if e.answers > -ODDS}
    assert read == {e.passage.paper.facts.authority for e in evidence}
    assert len({e.passage.key for e in again if e.answers > -ODDS}) <= MOST_OF_ALL


@pytest.mark.parametrize(
    ("asked", "not_told"),
    [
        ("How many care leavers live in bed and breakfast?", "How much does a night in bed and breakfast cost?"),
        ("When was the last inspection of children's homes?", "Who built the children's homes?"),
    ],
)
def test_what_the_papers_do_not_tell_is_read_as_less_of_an_answer(
    sample_corpus: Corpus, asked: str, not_told: str
) -> None:
    told, lacking = (rerank(sample_corpus, *searched(sample_corpus, text)) for text in (asked, not_told))
    assert max(e.holds_words for e in lacking) < max(e.holds_words for e in told)


def test_no_evidence_stays_none(sample_corpus: Corpus) -> None:
    question, _ = searched(sample_corpus, "Who chairs the panel?")
    assert rerank(sample_corpus, question, []) == []


@pytest.mark.parametrize(
    "asked",
    [
        "Why are the opening hours of the Saltgate family hub a problem?",
        "What is wrong with the hours of the family hub in Saltgate?",
    ],
)
def test_what_brings_a_matter_up_does_not_stand_in_for_what_tells_of_it(tmp_path: Path, asked: str) -> None:
    (tmp_path / "minutes.md").write_text(MINUTES)
    corpus = open_corpus(Settings(home=tmp_path / "home"))
    assert sync(corpus, [tmp_path / "minutes.md"]).failed == []
    shown = " ".join(s.text for s in ask(corpus, asked, authority="Ottermere").statements)
    assert "find the door locked" in shown
