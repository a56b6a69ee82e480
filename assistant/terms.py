"""The field's acronyms and other names for one thing, from terms.csv: a line holds names of one meaning."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Term:
    """``found`` stands in the text; ``others`` mean the same."""

    found: str
    others: tuple[str, ...]


@lru_cache(1)
def term_lines() -> tuple[tuple[str, ...], ...]:
    source = files("assistant").joinpath("terms.csv").read_text(encoding="utf-8")
    return tuple(tuple(row) for row in csv.reader(source.splitlines(), delimiter=";") if row)


@lru_cache(1)
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((name_pattern(name), line) for line in term_lines() for name in line)


def name_pattern(name: str) -> re.Pattern[str]:
    """Matches a name as a whole word. An acronym of two letters must be in capitals: "PA" is no "pa"."""
    flags = re.NOFLAG if len(name) <= 2 else re.IGNORECASE
    return re.compile(rf"(?<![\w]){re.escape(name)}(?![\w])", flags)


def terms_in(text: str) -> list[Term]:
    """The terms that stand in a text, each line of names once, the longest name found."""
    text = text.replace("’", "'")
    best: dict[tuple[str, ...], str] = {}
    for pattern, line in _patterns():
        match = pattern.search(text)
        if match and len(match.group()) > len(best.get(line, "")):
            best[line] = match.group()
    return [
        Term(found, tuple(name for name in line if name.casefold() != found.casefold())) for line, found in best.items()
    ]
