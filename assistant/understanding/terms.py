"""The field's acronyms and other names, for the two things that they are good for.

A line of terms.csv holds names of one meaning: one may stand for the other wherever it is said. A line of related.csv
holds what is worth looking for as well ("hotel" beside "B&B"): it widens a search and says nothing of meaning. A name
of terms.csv stands there for its whole line.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Term:
    """``found`` stands in the text; ``others`` mean the same, or are worth looking for as well."""

    found: str
    others: tuple[str, ...]


def term_lines() -> tuple[tuple[str, ...], ...]:
    """Names of one meaning."""
    return _lines("terms.csv")


@lru_cache(1)
def search_lines() -> tuple[tuple[str, ...], ...]:
    """Names to look for together: every line of names of one meaning, with what is related to it."""
    exact = {name: line for line in term_lines() for name in line}
    joined: dict[tuple[str, ...], tuple[str, ...]] = {line: line for line in term_lines()}
    for related in _lines("related.csv"):
        names = tuple(dict.fromkeys(name for head in related for name in exact.get(head, (head,))))
        for line in {exact[head] for head in related[1:] if head in exact}:
            del joined[line]
        joined[exact.get(related[0], related)] = names
    return tuple(joined.values())


@lru_cache(2)
def _lines(name: str) -> tuple[tuple[str, ...], ...]:
    source = files("assistant.understanding").joinpath(name).read_text(encoding="utf-8")
    return tuple(tuple(row) for row in csv.reader(source.splitlines(), delimiter=";") if row)


@lru_cache(2)
def _patterns(related: bool) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    lines = search_lines() if related else term_lines()
    return tuple((name_pattern(name), line) for line in lines for name in line)


# "Who was to send us the figures?": what is sent, and no special educational needs
SENDS = re.compile(
    r"\b(?:to|will|would|can|could|should|shall|must|might|we|they|you|I|please) send\b|"
    r"\bsend (?:us|me|them|him|her|it|an?|the|any|some\w*|out|back|in|their|our|your|his|more|copies|letters|members)\b"
)


def name_pattern(name: str) -> re.Pattern[str]:
    """Matches a name as a whole word. An acronym of two letters must be in capitals: "PA" is no "pa"."""
    flags = re.NOFLAG if len(name) <= 2 else re.IGNORECASE
    return re.compile(rf"(?<![\w]){re.escape(name)}(?![\w])", flags)


def terms_in(text: str, *, related: bool = True) -> list[Term]:
    """The terms that stand in a text, each line of names once, the longest name found.

    To be searched for, with what is related; without it the names of a term mean the same.
    """
    text = SENDS.sub(lambda said: said.group().replace("send", "give"), text.replace("’", "'"))
    best: dict[tuple[str, ...], str] = {}
    for pattern, line in _patterns(related):
        match = pattern.search(text)
        if match and len(match.group()) > len(best.get(line, "")):
            best[line] = match.group()
    return [
        Term(found, tuple(name for name in line if name.casefold() != found.casefold())) for line, found in best.items()
    ]
