"""Who the readers are: kept apart from all that they did, so that it can be erased; and the papers opened to them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from corpus.audit import Action, erase_words, prepare_audit, record
from corpus.paper import Role
from corpus.reader import ANYBODY, LOCAL_OFFICER, Reader
from corpus.sign_in import address_of, signed_in_at
from corpus.workbench import Record, Workbench

NO_NAMES = {LOCAL_OFFICER.id: LOCAL_OFFICER.name, ANYBODY.id: ANYBODY.name}
ERASED = "Erased"


class ReaderRow(Record):
    """A person who has signed in. ``id`` is drawn by lot: without this row it tells of nobody."""

    __tablename__ = "readers"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    name: Mapped[str]
    address: Mapped[str | None] = mapped_column(index=True)
    role: Mapped[str]
    seen: Mapped[datetime]  # the last sign-in, UTC
    ended: Mapped[float] = mapped_column(default=0.0)  # sign-ins up to then are over: seconds of the epoch


class NamedReaderRow(Record):
    """A paper that is not public, opened to one person by address."""

    __tablename__ = "named_readers"
    paper: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    address: str | None
    role: Role
    seen: datetime


class SessionOver(Exception):
    """The person has signed out since this token was given, here or in another window."""


def known_reader(workbench: Workbench, claims: Mapping[str, Any], role: Role) -> Reader:
    """The reader whom a token names; a new one is entered, and each new sign-in recorded. Raises SessionOver."""
    prepare(workbench)
    issuer, subject, address = str(claims.get("iss", "")), str(claims["sub"]), address_of(claims)
    name = str(claims.get("name") or address or "A reader with no name")
    began = datetime.fromtimestamp(signed_in_at(claims), UTC).replace(tzinfo=None)
    with workbench.session() as session:
        row = session.scalar(select(ReaderRow).where(ReaderRow.issuer == issuer, ReaderRow.subject == subject))
        if row and row.ended >= signed_in_at(claims):
            raise SessionOver
        is_new = row is None or row.seen < began
        if row is None:
            row = ReaderRow(id=secrets.token_hex(8), issuer=issuer, subject=subject, seen=began, ended=0.0)
            session.add(row)
        if is_new or (row.name, row.address, row.role) != (name, address, role):
            row.name, row.address, row.role, row.seen = name, address, role, max(row.seen, began)
        named = select(NamedReaderRow.paper).where(NamedReaderRow.address == address)
        # whose rights come from a list of addresses has them by the address alone
        papers = frozenset(session.scalars(named)) if address and role is not Role.PUBLIC else frozenset()
        reader = Reader(row.id, name, role, papers)
    if is_new:
        record(workbench, reader, Action.SIGNED_IN, "this service")
    return reader


def end_sessions(workbench: Workbench, reader: Reader) -> None:
    """Signs a reader out: every sign-in up to now is over, in every window."""
    prepare(workbench)
    with workbench.session() as session:
        row = session.get(ReaderRow, reader.id)
        if row:
            row.ended = datetime.now(UTC).timestamp()
    record(workbench, reader, Action.SIGNED_OUT, "this service")


def people(workbench: Workbench) -> list[Person]:
    """All who have signed in, by name."""
    prepare(workbench)
    with workbench.session() as session:
        rows = session.scalars(select(ReaderRow).order_by(ReaderRow.name, ReaderRow.id))
        return [Person(r.id, r.name, r.address, Role(r.role), r.seen) for r in rows]


def names_of(workbench: Workbench) -> dict[str, str]:
    """The names of readers by id; an id that is not there has been erased."""
    return NO_NAMES | {person.id: person.name for person in people(workbench)}


def erase(workbench: Workbench, reader_id: str, by: Reader) -> int:
    """Erases a person: the name, the address, and the words of their questions. What they did stays, without them.

    Returns how many entries lost their words. Somebody who signs in again is a new reader.
    """
    prepare(workbench)
    with workbench.session() as session:
        row = session.get(ReaderRow, reader_id)
        if row is None:
            return 0
        count = erase_words(session, reader_id, row.address)
        session.execute(delete(NamedReaderRow).where(NamedReaderRow.address == row.address))
        session.delete(row)
    record(workbench, by, Action.ERASED, f"reader {reader_id}", f"the words of {count} entries")
    return count


def named_readers(workbench: Workbench) -> dict[str, list[str]]:
    """The addresses named for each paper, by the paper's id."""
    prepare(workbench)
    found: dict[str, list[str]] = {}
    with workbench.session() as session:
        for row in session.scalars(select(NamedReaderRow).order_by(NamedReaderRow.address)):
            found.setdefault(row.paper, []).append(row.address)
    return found


def name_reader(workbench: Workbench, paper: str, title: str, address: str, by: Reader) -> None:
    """Opens a paper to the councillor with this address. Raises PermissionError unless an officer does it."""
    only_officers(by)
    prepare(workbench)
    with workbench.session() as session:
        now = datetime.now(UTC).replace(tzinfo=None)
        session.merge(NamedReaderRow(paper=paper, address=address.strip().lower(), since=now))
    record(workbench, by, Action.NAMED, title, address.strip().lower())


def unname_reader(workbench: Workbench, paper: str, title: str, address: str, by: Reader) -> None:
    """Closes it again. Raises PermissionError unless an officer does it."""
    only_officers(by)
    prepare(workbench)
    with workbench.session() as session:
        session.execute(
            delete(NamedReaderRow).where(NamedReaderRow.paper == paper, NamedReaderRow.address == address.lower())
        )
    record(workbench, by, Action.UNNAMED, title, address.lower())


def only_officers(reader: Reader) -> None:
    if not reader.is_officer:
        raise PermissionError("Only an officer says who may read a paper that is not public.")


def prepare(workbench: Workbench) -> None:
    workbench.prepare(ReaderRow, NamedReaderRow)
    prepare_audit(workbench)
