"""What people make is kept apart from what is read from the papers."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from corpus.workbench import Record, Workbench, WorkbenchError


class NoteForTest(Record):
    __tablename__ = "note_for_test"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


def test_what_was_kept_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    for text in ("first", "second"):
        bench = Workbench(tmp_path / "home" / "workbench.sqlite")
        bench.prepare(NoteForTest)
        with bench.session() as session:
            session.add(NoteForTest(text=text))
    with bench.session() as session:
        assert session.scalars(select(NoteForTest.text)).all() == ["first", "second"]


def test_what_is_raised_in_a_transaction_undoes_it(tmp_path: Path) -> None:
    bench = Workbench(tmp_path / "workbench.sqlite")
    bench.prepare(NoteForTest)
    with pytest.raises(KeyError), bench.session() as session:
        session.add(NoteForTest(text="half"))
        session.flush()
        raise KeyError
    with bench.session() as session:
        assert session.scalars(select(NoteForTest.text)).all() == []


def test_a_broken_file_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "workbench.sqlite"
    file.write_bytes(b"no database" * 100)
    with pytest.raises(WorkbenchError, match="do not delete it"):
        Workbench(file).prepare(NoteForTest)
    assert file.read_bytes() == b"no database" * 100
