"""Which papers an officer has looked at: what was read of them is right, or has been corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Mapped, mapped_column

from corpus.reader import Reader
from corpus.workbench import Record, Workbench


class PaperCheckRow(Record):
    __tablename__ = "paper_checks"
    paper: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]  # of the paper that was looked at: another one has to be looked at anew
    at: Mapped[datetime]  # UTC
    reader: Mapped[str]  # Reader.id
    name: Mapped[str]


@dataclass(frozen=True, slots=True)
class PaperCheck:
    version: int
    at: datetime
    name: str


def confirm_paper(workbench: Workbench, reader: Reader, paper: str, version: int) -> None:
    workbench.prepare(PaperCheckRow)
    now = datetime.now(UTC).replace(tzinfo=None)
    with workbench.session() as session:
        session.merge(PaperCheckRow(paper=paper, version=version, at=now, reader=reader.id, name=reader.name))


def paper_check(workbench: Workbench, paper: str, version: int) -> PaperCheck | None:
    """Who has looked at this version of the paper; None where nobody has."""
    workbench.prepare(PaperCheckRow)
    with workbench.session() as session:
        row = session.get(PaperCheckRow, paper)
        return PaperCheck(row.version, row.at, row.name) if row and row.version == version else None
