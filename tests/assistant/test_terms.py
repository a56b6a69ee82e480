"""The field's acronyms are read both ways, and misspelt words still find their passage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer
from assistant.evidence.retrieve import match_query
from assistant.understanding.question import understand
from assistant.understanding.spelling import mend, mend_question
from assistant.understanding.terms import search_lines, term_lines, terms_in
from assistant.verifier.words import words_of
from corpus.corpus import Corpus
from corpus.paper import Role
from corpus.scope import Scope


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("MASH", "multi-agency safeguarding hub"),
        ("UASC", "unaccompanied asylum-seeking children"),
        ("B&B", "bed and breakfast"),
        ("PA", "personal adviser"),
        ("LAC", "children in care"),
        ("LADO", "allegations against professionals"),
        ("IHA", "initial health assessments"),
    ],
)
def test_an_acronym_and_its_words_stand_for_one_another(short: str, long: str) -> None:
    (from_short,) = terms_in(f"How is the {short} doing?")
    assert (from_short.found, long in from_short.others) == (short, True)
    (from_long,) = terms_in(f"How is the {long} doing?")
    assert (from_long.found, short in from_long.others) == (long, True)


def test_two_letters_are_an_acronym_only_in_capitals() -> None:
    assert terms_in("Does every care leaver see their PA?")
    assert [term.found for term in terms_in("the cost is £412,000 pa")] == []
    assert [term.found for term in terms_in("Asked by SW London")] == ["SW"]


@pytest.mark.parametrize(
    ("asked", "is_acronym"),
    [
        ("Who was to send us the figures?", False),
        ("Did they say they would send members a note?", False),
        ("how did our send service do in 2022", True),
        ("What did inspectors say about SEND?", True),
    ],
)
def test_what_is_sent_is_no_acronym(asked: str, is_acronym: bool) -> None:
    assert any("special educational needs and disabilities" in term.others for term in terms_in(asked)) is is_acronym


def test_an_acronym_is_no_part_of_a_word() -> None:
    assert terms_in("The place was black with placards.") == []


def test_the_longest_name_of_a_line_is_the_one_found() -> None:
    (term,) = terms_in("looked-after children")
    assert term.found == "looked-after children"
    assert "looked-after children" not in term.others


@pytest.mark.parametrize("lines", [term_lines, search_lines])
def test_no_name_stands_in_two_lines(lines: Callable[[], tuple[tuple[str, ...], ...]]) -> None:
    names = [name for line in lines() for name in line]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("asked", "looked_for"),
    [
        ("hotels", "bed and breakfast"),
        ("the front door", "MASH"),
        ("workload", "caseloads"),
        ("early intervention", "early help"),
        ("the CCG", "integrated care board"),
    ],
)
def test_what_is_related_is_looked_for_and_means_something_else(asked: str, looked_for: str) -> None:
    assert any(looked_for in term.others for term in terms_in(f"What of {asked} in 2023?"))
    assert not any(looked_for in term.others for term in terms_in(f"What of {asked} in 2023?", related=False))


@pytest.mark.parametrize(
    "pair", [("workload", "caseload"), ("early intervention", "early help"), ("custody", "prison")]
)
def test_what_is_related_is_no_meaning_of_a_word_to_the_verifier(pair: tuple[str, str]) -> None:
    said, cited = (frozenset().union(*(word.meanings for word in words_of(name))) for name in pair)
    assert said
    assert not said & cited
    assert words_of("LAC")[0].meanings & words_of("children in care")[0].meanings


def test_other_names_are_searched_for_as_phrases() -> None:
    asked = match_query(understand("How fast is the MASH?", held=()))
    assert '"multi-agency safeguarding hub"' in asked
    assert '"MASH"' in asked


def pages_of(answer: Answer) -> set[tuple[str, int | None]]:
    return {(c.file, c.page) for s in (*answer.statements, *answer.closest) for c in s.citations}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("What of private fostering in 2023?", "What of private fostring in 2023?"),
        ("How many contacts stood unread in 2014?", "How many contaacts stood unread in 2014?"),
    ],
)
def test_a_misspelt_word_finds_the_same_page(ask_sample: Callable[..., Answer], right: str, wrong: str) -> None:
    spelt, misspelt = ask_sample(right), ask_sample(wrong)
    assert misspelt.question == wrong
    assert pages_of(spelt) & pages_of(misspelt)


def test_only_words_that_no_paper_holds_are_mended(sample_corpus: Corpus) -> None:
    words = ["fostring", "fostering", "panel", "pa", "385,000", "Wolverhampton"]
    mended = mend(words, sample_corpus.catalogue, sample_corpus.catalogue.papers(Scope()))
    assert mended == {"fostring": "fostering"}


def test_a_word_is_never_taken_for_one_that_begins_otherwise_or_has_other_letters(sample_corpus: Corpus) -> None:
    words = ["appointed", "criticism", "fraction", "kinds", "worse", "covering", "thinking", "excluded"]
    assert mend(words, sample_corpus.catalogue, sample_corpus.catalogue.papers(Scope())) == {}
    doubled = mend(["acomodation", "inspecttion"], sample_corpus.catalogue, sample_corpus.catalogue.papers(Scope()))
    assert doubled == {"acomodation": "accommodation", "inspecttion": "inspection"}


def test_a_slip_in_an_ending_is_mended_too(sample_corpus: Corpus) -> None:
    words = ["persnal", "familes", "advisrs"]
    mended = mend(words, sample_corpus.catalogue, sample_corpus.catalogue.papers(Scope()))
    assert mended == {"persnal": "personal", "familes": "families", "advisrs": "advisers"}


@pytest.mark.parametrize("word", ["wards", "political", "compensation", "overspend", "apologise", "resign"])
def test_a_word_of_english_is_not_mended(sample_corpus: Corpus, word: str) -> None:
    assert mend([word], sample_corpus.catalogue, sample_corpus.catalogue.papers(Scope())) == {}


def test_the_question_stays_as_it_was_asked(sample_corpus: Corpus) -> None:
    question = understand("What of private fostring?", held=())
    mended = mend_question(question, sample_corpus.catalogue, sample_corpus.catalogue.papers(Scope()))
    assert mended.text == "What of private fostring?"
    assert mended.topic == "What of private fostering?"


def test_a_word_is_not_mended_towards_what_the_reader_may_not_see(sample_corpus: Corpus) -> None:
    catalogue = sample_corpus.catalogue
    officer, public = (catalogue.papers(Scope(role)) for role in (Role.OFFICER, Role.PUBLIC))
    exempt_only = next(
        stem
        for stem in catalogue.stems(3)
        if stem.isalpha()
        and len(stem) > 5
        and catalogue.find_words(f'"{stem}"', officer, 1)
        and not catalogue.find_words(f'"{stem}"', public, 1)
    )
    misspelt = exempt_only[:-1] + ("x" if exempt_only[-1] != "x" else "y")
    assert mend([misspelt], catalogue, officer) == {misspelt: exempt_only}
    assert mend([misspelt], catalogue, public) == {}


def test_an_acronym_by_itself_finds_what_is_spelt_out(ask_sample: Callable[..., Answer]) -> None:
    answer = ask_sample("what's happened with B&B since 2014?")
    years = {s.citations[0].file for s in answer.statements if "bed and breakfast" in s.text}
    assert len(years) > 2
