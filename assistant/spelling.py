"""Misspelt words of a question, mended from the words of the papers themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.question import Question, substance
from assistant.stems import stems_of
from assistant.terms import terms_in
from corpus.catalogue import Catalogue
from corpus.held import HeldPaper

SHORTEST = 6  # letters: shorter words have too many neighbours
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
    """For each word that no paper holds, the word of the papers one or two letters away, where there is one."""
    vocabulary = vocabulary_of(catalogue, catalogue.fingerprint())
    mended = {}
    for word in words:
        stems = stems_of(word)
        if len(word) < SHORTEST or not word.isalpha():
            continue
        # a word that stands only in papers that the reader may not see is as one that stands nowhere
        if is_held(catalogue, word, papers):
            continue
        letters = 1 if len(word) < 8 else 2
        near = process.extract(stems[0], vocabulary, scorer=OSA.distance, score_cutoff=letters, limit=NEAR)
        # The first letter is seldom mistyped, and two wrong letters are as a rule doubled, dropped or swapped ones:
        # "appointed" is no "point", "criticism" no "city", and "acomodation" is "accommodation".
        alike = (
            found
            for found, far, _ in near
            if far and found[0] == word[0].casefold() and (far == 1 or set(found) == set(stems[0]))
        )
        held = next((found for found in alike if is_held(catalogue, found, papers)), None)
        if held:
            mended[word] = held
    return mended


def is_held(catalogue: Catalogue, word: str, papers: Sequence[HeldPaper]) -> bool:
    return bool(catalogue.find_words(f'"{word}"', papers, 1))


@lru_cache(4)
def vocabulary_of(catalogue: Catalogue, _fingerprint: str) -> tuple[str, ...]:
    return tuple(catalogue.stems(OFTEN))
