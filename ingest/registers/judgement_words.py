"""Headings and their grades in a run of words, where a table came out of a file without its cells.

A grade that wraps beside a heading that wraps is printed as two columns and read as one line after another:
"The impact of leaders on social work / Requires improvement / practice with children and families / to be good".
Every way to share the words out among headings and grades is tried; a reading counts only if no word is left over
and there is no other.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.paper import Page
from ingest.registers.judgement_areas import GRADE_FORMS, VOCABULARY, area_of_letters

_LONGEST_PAIR = 26  # words of a heading and its grade
_LONGEST_RUN = 160
_MOST_PIECES = 3  # that a wrapped cell comes in
_GRADE_HEADS = frozenset({"outstanding", "good", "adequate", "inadequate", "improvement"})


@dataclass(frozen=True, slots=True)
class PrintedWord:
    bare: str  # its letters in lower case; a figure where it is the number of a grade
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A heading with its grade: ``words[i]`` for i in ``label`` are the heading; both lie in words[first:beyond]."""

    area: str
    grade: str
    label: tuple[int, ...]
    first: int
    beyond: int


def table_words(page: Page, start: int, end: int) -> list[PrintedWord] | None:
    """The words of ``text[start:end]``, without numbers; None where one is part of no heading and no grade."""
    words: list[PrintedWord] = []
    for found in re.finditer(r"[^\s:|/\-–—]+", page.text[start:end]):
        plain = unicodedata.normalize("NFKC", found.group()).casefold().replace("&", "and")
        bare = re.sub(r"[^a-z0-9]", "", plain)
        at = (start + found.start(), start + found.end())
        if words and words[-1].bare == "grade" and re.fullmatch("[1-4]", bare):
            words.append(PrintedWord(bare, *at))
            continue
        bare = bare.strip("0123456789")
        if not bare:
            continue
        parts = [bare] if bare in VOCABULARY else _parted(bare)
        if parts is None:
            return None
        words.extend(PrintedWord(part, *at) for part in parts)
    return words


@functools.lru_cache(maxsize=4096)
def _parted(run: str) -> list[str] | None:
    """A run of letters as the words that it is made of, as text recognition loses the gaps; None if not one way."""
    ways: list[list[list[str]]] = [[[]]]
    for end in range(1, len(run) + 1):
        ways.append(
            [
                [*way, run[start:end]]
                for start in range(max(0, end - 14), end)
                if run[start:end] in VOCABULARY
                for way in ways[start]
            ][:3]
        )
    whole = [way for way in ways[-1] if len(way) > 1]
    return whole[0] if len(whole) == 1 else None


def pairs_in(words: Sequence[PrintedWord]) -> list[Pair] | None:
    """The words shared out among headings and their grades; None where that fails or could be done differently."""
    if not words or len(words) > _LONGEST_RUN:
        return None
    bare = [word.bare for word in words]
    ways = _ways(bare)
    if len({tuple((pair.area, pair.grade) for pair in way) for way in ways}) == 1:
        return ways[0]
    return None if ways else _columns(bare)


def _ways(bare: Sequence[str]) -> list[list[Pair]]:
    """Ways to cut all the words into pairs, at most three that differ in what they say."""
    ways: list[list[list[Pair]]] = [[[]]]
    for end in range(1, len(bare) + 1):
        here: dict[tuple[tuple[str, str], ...], list[Pair]] = {}
        for start in range(max(0, end - _LONGEST_PAIR), end):
            if ways[start]:
                for pair in _pairs(bare, start, end):
                    for way in ways[start]:
                        longer = [*way, pair]
                        here.setdefault(tuple((p.area, p.grade) for p in longer), longer)
        ways.append(list(here.values())[:3])
    return ways[-1]


def _pairs(bare: Sequence[str], start: int, end: int) -> Iterator[Pair]:
    """What bare[start:end] can be as one heading and one grade, in whichever order and however interleaved."""
    part = bare[start:end]
    if not 1 <= sum(word in _GRADE_HEADS for word in part) <= 2:
        return
    for form, grade in GRADE_FORMS.items():
        for taken in _placed(form, part):
            rest = tuple(i for i in range(len(part)) if i not in taken)
            if rest and _pieces(taken) <= _MOST_PIECES and _pieces(rest) <= _MOST_PIECES:
                area = area_of_letters("".join(part[i] for i in rest))
                if area:
                    yield Pair(area, grade, tuple(start + i for i in rest), start, end)


def _placed(form: Sequence[str], part: Sequence[str], at: int = 0) -> Iterator[tuple[int, ...]]:
    """The places of the words of a grade in their order."""
    if not form:
        yield ()
        return
    for i in range(at, len(part)):
        if part[i] == form[0]:
            for rest in _placed(form[1:], part, i + 1):
                yield (i, *rest)


def _pieces(places: Sequence[int]) -> int:
    return 1 + sum(after != before + 1 for before, after in itertools.pairwise(places))


def _columns(bare: Sequence[str]) -> list[Pair] | None:
    """Two headings or more, then as many grades: a table read one column after the other."""
    for cut in range(2, len(bare) - 1):
        headings, grades = _headings(bare[:cut]), _grades(bare[cut:])
        if headings and grades and len(headings) == len(grades) > 1:
            return [
                Pair(area, grade, tuple(range(first, beyond)), 0, len(bare))
                for (area, first, beyond), grade in zip(headings, grades, strict=True)
            ]
    return None


def _headings(bare: Sequence[str]) -> list[tuple[str, int, int]] | None:
    ways: list[list[list[tuple[str, int, int]]]] = [[[]]]
    for end in range(1, len(bare) + 1):
        here = []
        for start in range(max(0, end - _LONGEST_PAIR), end):
            area = area_of_letters("".join(bare[start:end])) if ways[start] else None
            if area:
                here += [[*way, (area, start, end)] for way in ways[start]]
        ways.append(here[:3])
    return ways[-1][0] if len(ways[-1]) == 1 else None


def _grades(bare: Sequence[str]) -> list[str] | None:
    """The grades that the words are, each as long as can be."""
    found, at = [], 0
    while at < len(bare):
        sizes = [size for size in range(6, 0, -1) if tuple(bare[at : at + size]) in GRADE_FORMS]
        if not sizes:
            return None
        found.append(GRADE_FORMS[tuple(bare[at : at + sizes[0]])])
        at += sizes[0]
    return found
