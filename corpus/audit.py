"""The audit trail: who asked, added, corrected and exported what, and when.

Rows are only ever added: triggers of SQLite refuse to change one, or to delete one before ``LEAST_KEPT`` days. Names
and words that tell of a person stand in tables of their own (``audit_details`` here, ``readers`` in identities.py), so
that they can be erased and the trail stay whole.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import DDL, CursorResult, Delete, ForeignKey, delete, event, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from corpus.paper import Role
from corpus.reader import Reader
from corpus.workbench import Record, Workbench

LEAST_KEPT = 90  # days


class Action(StrEnum):
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    ASKED = "asked a question"
    DELETED = "deleted"  # a conversation, a briefing
    GAVE_FEEDBACK = "gave feedback"
    OPENED_RESTRICTED = "opened a paper that is not public"
    ADDED = "added papers"
    FETCHED = "fetched papers"
    CORRECTED = "corrected a paper"
    TRACKED = "changed the follow-up of a recommendation"
    WROTE = "wrote or changed a briefing"
    EXPORTED = "exported"
    NAMED = "named a reader for a paper"
    UNNAMED = "ended a reader's right to a paper"
    SET = "changed a setting"
    ERASED = "erased personal data"
    TIDIED = "deleted entries past their time"


# the words of a question, and of a complaint about its answer, may tell of a child or a family: they are short-lived
WORDS_OF_READERS = frozenset({Action.ASKED, Action.GAVE_FEEDBACK})
ABOUT_PERSONS = WORDS_OF_READERS | {Action.NAMED, Action.UNNAMED}


class AuditEventRow(Record):
    __tablename__ = "audit_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)  # UTC
    reader: Mapped[str] = mapped_column(index=True)  # Reader.id
    role: Mapped[str]
    action: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str]


class AuditDetailRow(Record):
    __tablename__ = "audit_details"
    event_id: Mapped[int] = mapped_column(ForeignKey("audit_events.id"), primary_key=True)
    at: Mapped[datetime]
    detail: Mapped[str]
    erasable: Mapped[bool]


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """``detail`` is "" where there was none, and None where it has been erased."""

    id: int
    at: datetime
    reader: str
    role: Role
    action: Action
    subject: str
    detail: str | None


def record(workbench: Workbench, reader: Reader, action: Action, subject: str, detail: str = "") -> int:
    """Adds an entry, and returns its number.

    ``subject`` is what it was done to, without anybody's words: the title of a paper, the name of a file. ``detail``
    says more: a question's words, what a fact was before and is now.
    """
    prepare_audit(workbench)
    now = datetime.now(UTC).replace(tzinfo=None)
    with workbench.session() as session:
        row = AuditEventRow(at=now, reader=reader.id, role=reader.role, action=action, subject=subject)
        session.add(row)
        session.flush()
        session.add(AuditDetailRow(event_id=row.id, at=now, detail=detail, erasable=action in ABOUT_PERSONS))
        return row.id


def events(
    workbench: Workbench,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    actions: Collection[Action] = (),
    reader: str | None = None,
    limit: int | None = None,
) -> list[AuditEvent]:
    """Entries, the newest first; ``since`` is within and ``until`` without, both UTC."""
    prepare_audit(workbench)
    wanted = select(AuditEventRow, AuditDetailRow.detail).outerjoin(
        AuditDetailRow, AuditDetailRow.event_id == AuditEventRow.id
    )
    if since:
        wanted = wanted.where(AuditEventRow.at >= since)
    if until:
        wanted = wanted.where(AuditEventRow.at < until)
    if actions:
        wanted = wanted.where(AuditEventRow.action.in_(sorted(actions)))
    if reader:
        wanted = wanted.where(AuditEventRow.reader == reader)
    with workbench.session() as session:
        rows = session.execute(wanted.order_by(AuditEventRow.id.desc()).limit(limit))
        return [
            AuditEvent(r.id, r.at, r.reader, Role(r.role), Action(r.action), r.subject, detail) for r, detail in rows
        ]


def erase_words(session: Session, reader: str, address: str | None) -> int:
    """Erases the words of a reader, and the entries' details that hold nothing but this reader's address."""
    own = select(AuditEventRow.id).where(
        AuditEventRow.reader == reader, AuditEventRow.action.in_(sorted(WORDS_OF_READERS))
    )
    count = carry_out(session, delete(AuditDetailRow).where(AuditDetailRow.event_id.in_(own)))
    if address:
        told = delete(AuditDetailRow).where(AuditDetailRow.erasable, AuditDetailRow.detail == address)
        count += carry_out(session, told)
    return count


def tidy(workbench: Workbench, *, kept_days: int, words_days: int) -> int:
    """Deletes entries older than ``kept_days``, and readers' words older than ``words_days``; returns how many rows.

    Raises ValueError where ``kept_days`` is less than the database would allow.
    """
    if kept_days < LEAST_KEPT:
        raise ValueError(f"The audit trail is kept for {kept_days} days. Keep it for {LEAST_KEPT} or more.")
    prepare_audit(workbench)
    now = datetime.now(UTC).replace(tzinfo=None)
    old, worn = now - timedelta(days=kept_days), now - timedelta(days=words_days)
    asked = select(AuditEventRow.id).where(AuditEventRow.action.in_(sorted(WORDS_OF_READERS)))
    with workbench.session() as session:
        gone = [
            delete(AuditDetailRow).where(AuditDetailRow.at < worn, AuditDetailRow.event_id.in_(asked)),
            delete(AuditDetailRow).where(AuditDetailRow.at < old),
            delete(AuditEventRow).where(AuditEventRow.at < old),
        ]
        return sum(carry_out(session, statement) for statement in gone)


def carry_out(session: Session, statement: Delete) -> int:
    """Deletes, and returns how many rows."""
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount


def prepare_audit(workbench: Workbench) -> None:
    workbench.prepare(AuditEventRow, AuditDetailRow)


def refuse(table: str, when: str, condition: str, why: str) -> DDL:
    name = f"{table}_{when.split()[-1].lower()}_refused"
    return DDL(  # type: ignore[no-untyped-call]
        f"CREATE TRIGGER {name} {when} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only: {why}'); END"
    )


YOUNG = f"OLD.at >= datetime('now', '-{LEAST_KEPT} days')"
for _row, _young in ((AuditEventRow, YOUNG), (AuditDetailRow, f"NOT OLD.erasable AND {YOUNG}")):
    _table = _row.__tablename__
    _key = "id" if _row is AuditEventRow else "event_id"
    for _trigger in (
        refuse(_table, "BEFORE UPDATE", "1", "no entry is changed"),
        refuse(_table, "BEFORE DELETE", _young, "no entry is deleted before its time"),
        # INSERT OR REPLACE deletes without asking the trigger above
        refuse(
            _table,
            "BEFORE INSERT",
            f"EXISTS (SELECT 1 FROM {_table} WHERE {_key} = NEW.{_key})",
            "no entry is replaced",
        ),
    ):
        event.listen(Record.metadata.tables[_table], "after_create", _trigger)
