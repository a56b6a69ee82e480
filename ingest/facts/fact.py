"""One fact of a paper, with where it stands and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from corpus.paper import FactSource, Pages, Sure
from ingest.facts.opening import verbatim

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Fact(Generic[Value]):
    value: Value
    source: FactSource


@dataclass(frozen=True, slots=True)
class Printed:
    """What a paper prints, and in which words (line ends apart)."""

    value: str
    words: str
    sure: Sure = Sure.CERTAIN


def printed(pages: Pages, value: Value, words: str, sure: Sure = Sure.CERTAIN, how: str = "in text") -> Fact[Value]:
    """A fact that the paper's own ``words`` give; without a quote where they do not stand together on one page."""
    page, quote = verbatim(pages, words) or (None, None)
    return Fact(value, FactSource(how, sure, page, quote))


def by_name(value: Value, file: str, sure: Sure = Sure.LIKELY) -> Fact[Value]:
    """A fact that only the file's name gives."""
    return Fact(value, FactSource("file name", sure, None, PurePosixPath(file).name))


def by_folder(value: Value, folder: str) -> Fact[Value]:
    """A fact that only the name of a folder gives, which is part of the file's name below the ingested folder."""
    return Fact(value, FactSource("file name", Sure.UNSURE, None, folder))


def inferred(value: Value, sure: Sure = Sure.UNSURE) -> Fact[Value]:
    return Fact(value, FactSource("inferred", sure))
