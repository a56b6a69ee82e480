"""Misspelt words of a question, mended from the words of the papers themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.understanding.english import is_english
from assistant.understanding.question import Question, substance, words_of
from assistant.understanding.stems import stems_of
from assistant.understanding.terms import terms_in
from corpus.catalogue import Catalogue
from corpus.held import HeldPaper

SHORTEST = 6  # letters: shorter words have too many neighbours
SHORTEST_STEM, LONG_STEM = 5, 7
NEAR = 12  # stems looked at
# letters by which stems may differ more than the words do: "persnal", whose ending no rule knows, and "person"
ENDING = 2
READ = 50  # passages in which a word is looked for as it is written
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
        near = process.extract(stems[0], vocabulary, scorer=OSA.distance, score_cutoff=letters + ENDING, limit=NEAR)
        written = (as_written(catalogue, stem, word.casefold(), letters, papers) for stem, *_ in near)
        if held := next(filter(None, written), None):
            mended[word] = held
    return mended


def as_written(catalogue: Catalogue, stem: str, typed: str, letters: int, papers: Sequence[HeldPaper]) -> str | None:
    """The word of that stem, as the papers write it, of which ``typed`` is a slip: models know words, not stems."""
    held = catalogue.passages(catalogue.keys_of_stem(stem, papers, READ), papers).values()
    words = {word.casefold() for one in held for word in words_of(f"{one.context} {one.passage.text}")}
    far = {word: OSA.distance(typed, word) for word in words if stem in stems_of(word)}
    alike = [word for word, by in far.items() if 0 < by <= letters and is_slip(typed, word, by)]
    return min(alike, key=lambda word: (far[word], word), default=None)


def is_slip(typed: str, meant: str, letters: int) -> bool:
    """Whether a word may be another mistyped: never with another first letter, nor a short one with one letter changed
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
