"""Briefings as they are kept: each saving is a version, and no version is ever changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ForeignKey, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.briefing.briefing import Briefing
from corpus.reader import Reader
from corpus.workbench import Record, Workbench


class BriefingRow(Record):
    __tablename__ = "briefings"
    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(index=True)  # Reader.id
    by_officer: Mapped[bool]
    title: Mapped[str]
    made: Mapped[datetime]  # UTC


class BriefingVersionRow(Record):
    __tablename__ = "briefing_versions"
    id: Mapped[int] = mapped_column(primary_key=True)
    briefing_id: Mapped[int] = mapped_column(ForeignKey("briefings.id"), index=True)
    number: Mapped[int]  # from 1
    saved: Mapped[datetime]  # UTC
    reader: Mapped[str]  # Reader.id
    change: Mapped[str]  # what was done, in a few words
    content: Mapped[str]  # the Briefing, as JSON


class NoSuchBriefing(Exception):
    """There is none of that number, or the reader may not see it: one message for both."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A briefing on the list."""

    id: int
    owner: str
    title: str
    versions: int
    saved: datetime


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    saved: datetime
    reader: str
    change: str


class Briefings:
    """The briefings of a workbench. A reader sees their own; officers see those that any officer has made."""

    def __init__(self, workbench: Workbench) -> None:
        self.workbench = workbench
        workbench.prepare(BriefingRow, BriefingVersionRow)

    def add(self, reader: Reader, briefing: Briefing) -> int:
        """Keeps a new briefing as its first version, and returns its number."""
        with self.workbench.session() as session:
            row = BriefingRow(owner=reader.id, by_officer=reader.is_officer, title=briefing.title, made=now())
            session.add(row)
            session.flush()
            add_version(session, row.id, reader, briefing, "made")
            return row.id

    def save(self, reader: Reader, number: int, briefing: Briefing, change: str) -> int:
        """Keeps a further version, and returns its number. Raises NoSuchBriefing."""
        with self.workbench.session() as session:
            row = self._row(session, reader, number)
            row.title = briefing.title
            return add_version(session, row.id, reader, briefing, change)

    def get(self, reader: Reader, number: int, version: int | None = None) -> Briefing:
        """The latest version, or the one named. Raises NoSuchBriefing."""
        with self.workbench.session() as session:
            self._row(session, reader, number)
            wanted = select(BriefingVersionRow.content).where(BriefingVersionRow.briefing_id == number)
            if version is not None:
                wanted = wanted.where(BriefingVersionRow.number == version)
            content = session.scalar(wanted.order_by(BriefingVersionRow.number.desc()).limit(1))
        if content is None:
            raise NoSuchBriefing(f"The briefing has no version {version}.")
        return Briefing.model_validate_json(content)

    def listed(self, reader: Reader) -> list[Kept]:
        """Those that the reader may see, the latest saved first."""
        last = func.max(BriefingVersionRow.saved)
        wanted = (
            select(BriefingRow.id, BriefingRow.owner, BriefingRow.title, func.count(), last)
            .join(BriefingVersionRow, BriefingVersionRow.briefing_id == BriefingRow.id)
            .where(BriefingRow.by_officer if reader.is_officer else BriefingRow.owner == reader.id)
            .group_by(BriefingRow.id)
            .order_by(last.desc(), BriefingRow.id.desc())
        )
        with self.workbench.session() as session:
            return [Kept(*row) for row in session.execute(wanted)]

    def citing(self, reader: Reader, paper: str) -> list[tuple[int, Briefing]]:
        """Number and latest version of those that the reader may see and that cite the paper with this id."""
        found = []
        for one in self.listed(reader):
            with self.workbench.session() as session:
                wanted = select(BriefingVersionRow.content).where(
                    BriefingVersionRow.briefing_id == one.id,
                    BriefingVersionRow.number == one.versions,
                    BriefingVersionRow.content.contains(f'"{paper}"', autoescape=True),
                )
                content = session.scalar(wanted)
            if content:
                found.append((one.id, Briefing.model_validate_json(content)))
        return found

    def versions(self, reader: Reader, number: int) -> list[Version]:
        """The newest first. Raises NoSuchBriefing."""
        with self.workbench.session() as session:
            self._row(session, reader, number)
            wanted = select(BriefingVersionRow).where(BriefingVersionRow.briefing_id == number)
            rows = session.scalars(wanted.order_by(BriefingVersionRow.number.desc()))
            return [Version(row.number, row.saved, row.reader, row.change) for row in rows]

    def delete(self, reader: Reader, number: int) -> None:
        """Deletes a briefing with all its versions. Raises NoSuchBriefing."""
        with self.workbench.session() as session:
            row = self._row(session, reader, number)
            session.execute(delete(BriefingVersionRow).where(BriefingVersionRow.briefing_id == number))
            session.delete(row)

    def _row(self, session: Session, reader: Reader, number: int) -> BriefingRow:
        row = session.get(BriefingRow, number)
        if row is None or not (row.owner == reader.id or (reader.is_officer and row.by_officer)):
            raise NoSuchBriefing("There is no such briefing, or you may not read it.")
        return row


def add_version(session: Session, briefing: int, reader: Reader, content: Briefing, change: str) -> int:
    last = session.scalar(select(func.max(BriefingVersionRow.number)).where(BriefingVersionRow.briefing_id == briefing))
    row = BriefingVersionRow(
        briefing_id=briefing,
        number=(last or 0) + 1,
        saved=now(),
        reader=reader.id,
        change=change,
        content=content.model_copy(update={"warnings": ()}).model_dump_json(),
    )
    session.add(row)
    session.flush()
    return row.number


def now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
