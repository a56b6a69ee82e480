"""What people make with the papers: conversations, briefings, the follow-up of recommendations, the audit trail.

It stands in a database of its own, because the catalogue can be built again from the papers and this cannot. Each room
declares its tables on ``Record`` beside the code that uses them, and asks for them with ``Workbench.prepare``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 10


class WorkbenchError(Exception):
    """The database of the workbench cannot be used: the message names the file and the remedy."""


class Record(DeclarativeBase):
    """A row that somebody made, and that no ingest can make again."""


class Workbench:
    def __init__(self, file: Path) -> None:
        self.file = file
        self.engine = open_engine(file)
        self._prepared: set[str] = set()

    def prepare(self, *records: type[Record]) -> None:
        """Makes the tables of these records where they are missing; called again, it does nothing.

        Raises WorkbenchError.
        """
        missing = [record.__tablename__ for record in records if record.__tablename__ not in self._prepared]
        if not missing:
            return
        try:
            with self.engine.begin() as connection:
                # two processes may open a new home at once: the second waits here, and finds the tables made
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                Record.metadata.create_all(connection, tables=[Record.metadata.tables[name] for name in missing])
        except DatabaseError as error:
            raise WorkbenchError(
                f"{self.file} cannot be used ({error.orig}). It holds briefings, conversations and the audit trail: "
                "do not delete it; put back a copy from your backup, or move it away to begin with none."
            ) from error
        self._prepared.update(missing)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction: committed at the end, undone when anything is raised."""
        with Session(self.engine) as session, session.begin():
            yield session


def open_engine(file: Path) -> Engine:
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(URL.create("sqlite", database=str(file)), connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", prepare_connection)
    return engine


def prepare_connection(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
