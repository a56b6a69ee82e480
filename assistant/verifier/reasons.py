"""Why a statement is not borne out by what it cites, and what may be taken as said around a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.verifier.datings import Dating


class Check(StrEnum):
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    GRADE = "grade"
    AREA = "area"
    NEGATION = "negation"
    DIRECTION = "direction"
    QUANTIFIER = "quantifier"
    HEDGE = "hedge"
    SPEAKER = "speaker"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Reason:
    """``said`` are the words of the statement at fault, or those of its source that it leaves out."""

    check: Check
    said: str
    text: str


@dataclass(frozen=True, slots=True)
class Around:
    """What may be taken as said of a sentence without standing in it: by its headings, its paper, its neighbours."""

    meanings: frozenset[str] = frozenset()  # of the words of headings, title, authority and speaker
    council: frozenset[str] = frozenset()  # of the names of the councils that the paper is about
    nearby: frozenset[str] = frozenset()  # of the words of the rest of the passage
    before: frozenset[str] = frozenset()  # of the sentences before, as far back as each leans on the one before it
    areas: frozenset[str] = frozenset()  # of the headings, title and speaker
    nearby_areas: frozenset[str] = frozenset()  # of the rest of the passage
    grades: frozenset[tuple[str | None, str]] = frozenset()  # of the headings
    dates: tuple[Dating, ...] = ()  # of the paper
    elsewhere: frozenset[str] = frozenset()  # of the words of the other passages cited
    leans: bool = False  # on the sentence before: it begins with "They" or "This"
    asks: bool = False  # under a heading such as "What needs to improve"
    years: frozenset[int] = field(default_factory=frozenset)
