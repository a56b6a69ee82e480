"""Which paper replaces which: a corrected report, the second version of a plan, a letter published anew.

In doubt neither replaces the other: a paper that is wrongly superseded is in no answer any more.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from pathlib import PurePosixPath

from corpus.catalogue import Catalogue
from corpus.changes import HELD
from corpus.held import HeldPaper
from corpus.paper import INSPECTIONS, Kind, Role
from corpus.scope import Scope

# a news story that was "updated" is not the council's or the inspector's to replace
NEVER = frozenset({Kind.NEWS, Kind.PRESS_RELEASE})
SHINGLE = 4  # words
KEPT_BY_A_REVISION = 0.6  # share of the old text's shingles that a paper which says it is a revision must hold
NEARLY_SAME = 0.9  # Jaccard similarity of the shingles of two papers of which neither says anything
OPENING = 3000  # characters, in which a paper says what it is

NUMBER = re.compile(r"\b(?:version|revision|rev|v)[ .:]?\s?(\d{1,2}(?:\.\d{1,2})?)(?![\d/])", re.IGNORECASE)
NUMBER_LINE = re.compile(rf"^\W*{NUMBER.pattern}\W*$", re.IGNORECASE | re.MULTILINE)
REVISED = re.compile(r"\b(?:revised|corrected|amended|updated|re-?issued|re-?published|replacement)\b", re.IGNORECASE)
SAYS_SO = re.compile(
    r"\bthis (?:[a-z]+ ){0,2}(?:report|letter|version|paper|document|plan|publication|notice|minute)s?\b[^.]{0,60}"
    r"\b(?:replaces|supersedes|corrects|(?:has|have) been (?:corrected|revised|amended|re-?issued|re-?published)|"
    r"(?:was|were|is|are) (?:corrected|revised|amended|re-?issued|re-?published))\b",
    re.IGNORECASE,
)


def replacements(catalogue: Catalogue) -> dict[str, str]:
    """The ids of the papers that another replaces, each with the id of the one that stands in its place at last."""
    papers = [p for p in catalogue.papers(Scope(Role.OFFICER), current=False) if p.status in HELD]
    direct: dict[str, str] = {}
    for group in groups_of(papers):
        printed = [Printed(paper, tuple(catalogue.texts(paper))) for paper in group]
        for old, new in permutations(sorted(printed, key=lambda p: (p.paper.facts.published or "", p.paper.id)), 2):
            if replaces(new, old):
                direct[old.paper.id] = new.paper.id  # of several the one that was published last
    return {old: last_of(old, direct) for old in direct}


def last_of(paper: str, direct: dict[str, str]) -> str:
    while paper in direct:
        paper = direct[paper]
    return paper


def groups_of(papers: Iterable[HeldPaper]) -> Iterator[list[HeldPaper]]:
    """Papers that may be versions of each other: same authority, kind and language, and same inspection or meeting."""
    groups: dict[Hashable, list[HeldPaper]] = {}
    for paper in papers:
        facts = paper.facts
        if facts.authority is None or facts.kind in NEVER:
            continue
        inspected = facts.kind in INSPECTIONS
        if inspected and facts.inspected_to is None:
            continue
        about = (facts.inspected_to,) if inspected else (facts.meeting_date, bare_title(facts.title))
        groups.setdefault((facts.authority.casefold(), facts.kind, facts.language, *about), []).append(paper)
    yield from (group for group in groups.values() if len(group) > 1)


def bare_title(title: str) -> str:
    """The title without what tells its versions apart."""
    return " ".join(re.findall(r"\w+", REVISED.sub(" ", NUMBER.sub(" ", title)).casefold()))


@dataclass(frozen=True)
class Printed:
    """A paper with its text, and what it says of its own version."""

    paper: HeldPaper
    pages: tuple[str, ...]

    @cached_property
    def number(self) -> float:
        """The version that the title, the file's name or a line of the first page gives; 1 where none does."""
        names = [self.paper.facts.title, self.stem]
        found = [NUMBER.search(name) for name in names] + [NUMBER_LINE.search(self.opening)]
        return max([1.0, *(float(match[1]) for match in found if match)])

    @cached_property
    def is_revision(self) -> bool:
        names = f"{self.paper.facts.title}\n{self.stem}"
        return bool(REVISED.search(names) or SAYS_SO.search(self.opening))

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        words = re.findall(r"\w+", " ".join(self.pages).casefold())
        return frozenset(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))

    @property
    def opening(self) -> str:
        return self.pages[0][:OPENING] if self.pages else ""

    @property
    def stem(self) -> str:
        return PurePosixPath(self.paper.file).stem.replace("_", " ")


def replaces(new: Printed, old: Printed) -> bool:
    """Whether ``new`` takes the place of ``old``, both of one group."""
    if not (new.paper.is_public or new.paper.facts.access is old.paper.facts.access):
        return False  # who may read the old one could read neither
    if not (new.shingles and old.shingles):
        return False
    common = len(new.shingles & old.shingles)
    if says_it_is_later(new, old):
        return common >= KEPT_BY_A_REVISION * len(old.shingles)
    if new.number == old.number and not new.is_revision and not old.is_revision:
        return was_published_later(new.paper, old.paper) and common >= NEARLY_SAME * len(new.shingles | old.shingles)
    return False


def says_it_is_later(new: Printed, old: Printed) -> bool:
    if new.number != old.number:
        # "version 2" and "revised" may be the same one
        return new.number > old.number and not (old.number == 1 and old.is_revision)
    return new.number == 1 and new.is_revision and not old.is_revision


def was_published_later(new: HeldPaper, old: HeldPaper) -> bool:
    """Whether both are letters or reports of one inspection, and the days of publication are known and differ."""
    if new.facts.kind not in INSPECTIONS or new.facts.inspected_from != old.facts.inspected_from:
        return False
    days = [paper.facts.published or "" for paper in (old, new)]
    sure = all(paper.facts.known.get("published") != "inferred" for paper in (old, new))
    return sure and all(len(day) == len("2024-05-03") for day in days) and days[0] < days[1]
