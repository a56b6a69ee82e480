"""Finds the paper held already whose text a file repeats: the same words saved anew, or in another format.

In doubt a file is a paper of its own: what is found twice does less harm than what is not found, and a text that
somebody has closed must not be opened by a copy of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from sqlalchemy import select

from corpus.catalogue import Catalogue
from corpus.changes import HELD, FileState
from corpus.paper import Access, Facts
from corpus.schema import PageRow, PaperRow
from ingest.reading import Reading

FEWEST_WORDS = 50  # a title page or a notice of so few words may well stand for two papers
STATED = ("manifest", "officer")  # how a fact is known that somebody has said, and no reader found


@dataclass(frozen=True, slots=True)
class Twin:
    """A paper with the same text."""

    id: str
    file: str
    path: str
    status: str
    corrections: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Twins:
    """``paper``: the one that the file repeats, if any. ``concerns``: what an officer should know of the others."""

    paper: Twin | None = None
    concerns: tuple[str, ...] = ()


def twins_of(catalogue: Catalogue, reading: Reading, state: FileState, changing: Container[str]) -> Twins:
    """The papers with the text of a file just read. Papers in ``changing`` are about to say something else."""
    concerns = []
    found = None
    own_marks: str | None = None  # told once a paper with the same words is found
    with catalogue.session() as session:
        wanted = select(PaperRow).where(PaperRow.text_digest == reading.text_digest, PaperRow.path != state.path)
        for row in session.scalars(wanted.order_by(PaperRow.status, PaperRow.id)):
            if row.id in changing or not (row.digest == state.digest or is_telling(reading, row)):
                continue
            texts = session.scalars(select(PageRow.text).where(PageRow.version_id == row.version_id))
            if own_marks is None:
                own_marks = marks_of(page.text for page in reading.pages.pages)
            if marks_of(texts) != own_marks or is_said_to_differ(reading.facts, row):
                continue
            if not opens_nothing(reading.facts, Access(row.access)):
                if row.status in HELD:
                    concerns.append(
                        f"The same text is held as {row.access} in {row.file}: see which of the two is right."
                    )
                continue
            twin = Twin(row.id, row.file, row.path, row.status, dict(row.corrections))
            # one that is held before one that was withdrawn
            if found is None or (found.status not in HELD and row.status in HELD):
                found = twin
    return Twins(found, tuple(concerns))


def is_telling(reading: Reading, row: PaperRow) -> bool:
    """Whether the text is long enough, and all of it was read in both: a picture may differ where no text does."""
    words = sum(len(page.text.split()) for page in reading.pages.pages)
    unread = reading.quality.pages_without_text or row.quality["pages_without_text"]
    return words >= FEWEST_WORDS and not unread


def is_said_to_differ(facts: Facts, row: PaperRow) -> bool:
    """Whether somebody has said that the file is about another authority."""
    return facts.known.get("authority") in STATED and facts.authority != row.authority


def opens_nothing(facts: Facts, access: Access) -> bool:
    """Whether a file may count as a copy of a paper of that access: nothing closed is lost, and nothing is opened."""
    if facts.access is access:
        return True
    return facts.access is Access.PUBLIC and facts.known.get("access") not in STATED


def marks_of(texts: Iterable[str]) -> str:
    """The signs that a digest of the words leaves out and that can change what is said: currency, ticks, plus, %."""
    found = []
    for text in texts:
        others = {ord(letter): None for letter in set(text) if not is_mark(letter)}
        found.append(text.translate(others))
    return "".join(found)


def is_mark(letter: str) -> bool:
    return letter in "%-−" or unicodedata.category(letter) in ("Sc", "Sm", "So")
