"""Misspelt words of a question, mended from the words of the papers themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.english import is_english
from assistant.question import Question, substance
from assistant.stems import stems_of
from assistant.terms import terms_in
from corpus.catalogue import Catalogue
from corpus.held import HeldPaper

SHORTEST = 6  # letters: shorter words have too many neighbours
SHORTEST_STEM, LONG_STEM = 5, 7
NEAR = 5  # neighbours looked at
OFTEN = 3  # passages that must hold a word before a misspelling is taken for it


def mend_question(question: Question, catalogue: Catalogue, papers: Sequence[HeldPaper]) -> Question:
    """The question with misspelt words mended where it is searched for; as asked it stays.

    Only towards words of ``papers``, those that the reader may see.
    """
    mended = mend(substance(question.topic), catalogue, papers)
    if not mended:
        return question
    pattern = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in mended))
    search, topic = (pattern.sub(lambda m: mended[m.group()], text) for text in (question.search, question.topic))
    return replace(question, search=search, topic=topic, terms=tuple(terms_in(topic)))


def mend(words: Sequence[str], catalogue: Catalogue, papers: Sequence[HeldPaper]) -> dict[str, str]:
    """For each word that is no English and that no paper holds, the word of the papers one or two letters away."""
    mended = {}
    for word in words:
        stems = stems_of(word)
        if len(word) < SHORTEST or not word.isalpha() or is_english(word):
            continue
        # a word that stands only in papers that the reader may not see is as one that stands nowhere
        if is_held(catalogue, word, papers):
            continue
        vocabulary = vocabulary_of(catalogue, catalogue.fingerprint())
        letters = 1 if len(word) < 8 else 2
        near = process.extract(stems[0], vocabulary, scorer=OSA.distance, score_cutoff=letters, limit=NEAR)
        alike = (found for found, far, _ in near if far and is_slip(stems[0], found, far))
        held = next((found for found in alike if is_held(catalogue, found, papers)), None)
        if held:
            mended[word] = held
    return mended


def is_slip(typed: str, meant: str, letters: int) -> bool:
    """Whether a stem may be another mistyped: never with another first letter, nor a short one with one letter changed
    ("cover" is no "Coker"); two letters only where they are doubled, dropped or swapped ("acomodation")."""
    if typed[0] != meant[0] or len(typed) < SHORTEST_STEM:
        return False
    if letters > 1:
        return set(typed) == set(meant)
    is_other_letter = len(typed) == len(meant) and sorted(typed) != sorted(meant)
    return not is_other_letter or len(typed) >= LONG_STEM


def is_held(catalogue: Catalogue, word: str, papers: Sequence[HeldPaper]) -> bool:
    return bool(catalogue.find_words(f'"{word}"', papers, 1))


@lru_cache(4)
def vocabulary_of(catalogue: Catalogue, _fingerprint: str) -> tuple[str, ...]:
    return tuple(catalogue.stems(OFTEN))
