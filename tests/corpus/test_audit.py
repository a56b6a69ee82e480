"""The audit trail cannot be changed, and what it knows of persons can be erased."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.audit import LEAST_KEPT, Action, events, record, tidy
from corpus.paper import Role
from corpus.reader import LOCAL_OFFICER, Reader
from corpus.workbench import Workbench

MEMBER = Reader("m1", "Cllr Ann Example", Role.MEMBER)


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return Workbench(tmp_path / "workbench.sqlite")


def in_sqlite(workbench: Workbench, statement: str) -> None:
    """As somebody would who opens the file with another program."""
    connection = sqlite3.connect(workbench.file)
    with connection:
        connection.execute(statement)
    connection.close()


def make_older(workbench: Workbench, days: int) -> None:
    """Puts an entry so many days back, as time would: there is no other way to it."""
    connection = sqlite3.connect(workbench.file)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    with connection:
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for table in ("audit_events", "audit_details"):
            connection.execute(f"UPDATE {table} SET at = datetime(at, '-{days} days')")
        for _, statement in triggers:
            connection.execute(statement)
    connection.close()


def test_an_entry_says_who_did_what_and_when(workbench: Workbench) -> None:
    before = datetime.now(UTC).replace(tzinfo=None)
    record(workbench, MEMBER, Action.ASKED, "conversation 7", "Who owns the action?")
    record(workbench, LOCAL_OFFICER, Action.CORRECTED, "Report of May 2017", "access: exempt to public")
    newest, oldest = events(workbench)
    assert (newest.reader, newest.role, newest.action) == ("local", Role.OFFICER, Action.CORRECTED)
    assert (oldest.reader, oldest.subject, oldest.detail) == ("m1", "conversation 7", "Who owns the action?")
    assert before <= oldest.at <= newest.at
    assert events(workbench, actions=[Action.ASKED]) == [oldest]
    assert events(workbench, reader="local") == [newest]
    assert events(workbench, since=before - timedelta(days=2), until=before) == []
    assert events(workbench, limit=1) == [newest]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_events SET reader = 'somebody else'",
        "UPDATE audit_details SET detail = 'something else'",
        "DELETE FROM audit_events",
        "DELETE FROM audit_details",
        "INSERT OR REPLACE INTO audit_events SELECT id, at, 'else', role, action, subject FROM audit_events",
        "INSERT OR REPLACE INTO audit_details SELECT event_id, at, 'else', erasable FROM audit_details",
        "UPDATE OR REPLACE audit_events SET at = '2020-01-01'",
    ],
)
def test_no_entry_can_be_changed_or_taken_away(workbench: Workbench, statement: str) -> None:
    record(workbench, LOCAL_OFFICER, Action.CORRECTED, "a paper", "kind: minutes to other")
    before = events(workbench)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        in_sqlite(workbench, statement)
    assert events(workbench) == before


def test_entries_go_when_their_time_is_over_and_not_before(workbench: Workbench) -> None:
    record(workbench, MEMBER, Action.ASKED, "conversation 1", "old words")
    make_older(workbench, 100)
    record(workbench, MEMBER, Action.ASKED, "conversation 2", "new words")
    assert tidy(workbench, kept_days=200, words_days=30) == 1
    assert [(e.subject, e.detail) for e in events(workbench)] == [
        ("conversation 2", "new words"),
        ("conversation 1", None),
    ]
    tidy(workbench, kept_days=95, words_days=30)
    assert [e.subject for e in events(workbench)] == ["conversation 2"]
    with pytest.raises(ValueError, match=str(LEAST_KEPT)):
        tidy(workbench, kept_days=LEAST_KEPT - 1, words_days=30)
