"""What the catalogue says of the files that its papers were read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from corpus.catalogue import Catalogue
from corpus.changes import HELD
from corpus.schema import DuplicateRow, PaperRow, PassageRow, SourceRow


@dataclass(frozen=True, slots=True)
class Known:
    """A paper, and the file that it was read from last."""

    id: str
    source: str
    file: str
    path: str
    digest: str
    reader: str
    status: str
    corrections: Mapping[str, str]
    access: str
    authority: str | None
    pages: int
    passages: int
    concerns: Sequence[str]

    @property
    def is_held(self) -> bool:
        """Whether its file was there at the last look: the paper is current or superseded."""
        return self.status in HELD


@dataclass(frozen=True, slots=True)
class KnownDuplicate:
    """A file that was read and found to be a paper held already."""

    digest: str
    reader: str
    paper: str
    paper_digest: str


def known_files(catalogue: Catalogue) -> list[Known]:
    count = select(PassageRow.version_id, func.count().label("passages")).group_by(PassageRow.version_id).subquery()
    wanted = (
        select(
            PaperRow.id,
            SourceRow.path,
            PaperRow.file,
            PaperRow.path,
            PaperRow.digest,
            PaperRow.reader,
            PaperRow.status,
            PaperRow.corrections,
            PaperRow.access,
            PaperRow.authority,
            PaperRow.pages,
            func.coalesce(count.c.passages, 0),
            # of what is said of its quality the database takes out the little that is needed here
            PaperRow.quality["concerns"],
        )
        .join(SourceRow, SourceRow.id == PaperRow.source_id)
        .outerjoin(count, count.c.version_id == PaperRow.version_id)
    )
    with catalogue.session() as session:
        return [Known(*row) for row in session.execute(wanted)]


def known_duplicates(catalogue: Catalogue) -> dict[str, KnownDuplicate]:
    """By the path of the file."""
    with catalogue.session() as session:
        rows = session.scalars(select(DuplicateRow))
        return {row.path: KnownDuplicate(row.digest, row.reader, row.paper_id, row.paper_digest) for row in rows}
