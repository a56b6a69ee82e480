"""How far a recommendation is, as officers say: status and note, each change kept for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, mapped_column

from corpus.reader import Reader
from corpus.workbench import Record, Workbench

LONGEST_NOTE = 2000  # characters


class Status(StrEnum):
    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


STATUS_NAMES = {
    None: "Not set",
    Status.OPEN: "Not begun",
    Status.UNDER_WAY: "Under way",
    Status.DONE: "Done",
    Status.DROPPED: "No longer pursued",
}


class FollowUpRow(Record):
    """One change; the last of a key is how it stands."""

    __tablename__ = "follow_ups"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)  # Item.key
    at: Mapped[datetime]  # UTC
    reader: Mapped[str]  # Reader.id
    name: Mapped[str]  # of the reader then
    status: Mapped[str | None]
    note: Mapped[str]


@dataclass(frozen=True, slots=True)
class FollowUp:
    key: str
    at: datetime
    reader: str
    name: str
    status: Status | None
    note: str


class Followed:
    def __init__(self, workbench: Workbench) -> None:
        self.workbench = workbench
        workbench.prepare(FollowUpRow)

    def set(self, reader: Reader, key: str, status: Status | None, note: str) -> bool:
        """Keeps a change; False where it changes nothing. Raises ValueError for a note that is too long."""
        note = note.strip()
        if len(note) > LONGEST_NOTE:
            raise ValueError(f"The note has {len(note):,} characters; it may have {LONGEST_NOTE:,}.")
        before = self.latest().get(key)
        if (before.status, before.note) == (status, note) if before else (status is None and not note):
            return False
        with self.workbench.session() as session:
            now = datetime.now(UTC).replace(tzinfo=None)
            row = FollowUpRow(key=key, at=now, reader=reader.id, name=reader.name, status=status, note=note)
            session.add(row)
        return True

    def latest(self) -> Mapping[str, FollowUp]:
        """By the key of the recommendation."""
        last = select(func.max(FollowUpRow.id)).group_by(FollowUpRow.key)
        with self.workbench.session() as session:
            return {
                row.key: as_value(row) for row in session.scalars(select(FollowUpRow).where(FollowUpRow.id.in_(last)))
            }

    def statuses(self) -> dict[str, str]:
        return {key: one.status for key, one in self.latest().items() if one.status}

    def history(self, key: str) -> list[FollowUp]:
        """The newest first."""
        wanted = select(FollowUpRow).where(FollowUpRow.key == key).order_by(FollowUpRow.id.desc())
        with self.workbench.session() as session:
            return [as_value(row) for row in session.scalars(wanted)]


def as_value(row: FollowUpRow) -> FollowUp:
    status = Status(row.status) if row.status else None
    return FollowUp(row.key, row.at, row.reader, row.name, status, row.note)
