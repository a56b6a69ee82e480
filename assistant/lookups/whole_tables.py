"""The whole tables that strong sentences stand in, of the time asked about: what a figure can be compared within."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.evidence.evidence import Evidence
from assistant.evidence.stated import Stated, times_in
from assistant.quoting.row import cells_of
from assistant.understanding.periods import first_month, last_month
from assistant.understanding.question import Question
from corpus.catalogue import Catalogue
from corpus.held import HeldPassage
from corpus.paper import BlockKind

LOOKED_AT = 12  # sentences, from the strongest, whose tables are looked at


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with a label each, no two the same. ``of_time`` is the column that says of what time they are, where one
    does; ``told`` are the times that the caption or the headings name."""

    rows: Sequence[HeldPassage]
    of_time: str | None
    told: tuple[Stated, ...]

    @property
    def columns(self) -> Sequence[str]:
        return self.rows[0].passage.columns


def whole_tables(catalogue: Catalogue, question: Question, evidence: Sequence[Evidence]) -> Iterator[Table]:
    """Each table that can be read as a whole. One that is broken up by other lines is left out, for a row may have been
    lost among them, and one that does not say of what time it is, where the question does."""
    seen: set[str] = set()
    for e in evidence[:LOOKED_AT]:
        if e.passage.key in seen or not is_row(e.passage):
            continue
        rows = table_around(e.passage, catalogue.passages_of(e.passage.paper))
        seen |= {row.key for row in rows}
        table = of_time_asked(question, rows, is_dated=e.feature("time") >= 1) if rows else None
        if table:
            yield table


def table_around(row: HeldPassage, passages: Sequence[HeldPassage]) -> list[HeldPassage]:
    """All rows of the table that a row stands in; none where they do not stand together."""
    own = row.passage
    alike = [
        i
        for i, held in enumerate(passages)
        if is_row(held) and (held.passage.columns, held.passage.caption) == (own.columns, own.caption)
    ]
    rows = [passages[i] for i in alike]
    together = alike == list(range(alike[0], alike[0] + len(alike))) if alike else False
    return rows if together and len({held.passage.headings for held in rows}) == 1 else []


def of_time_asked(question: Question, rows: Sequence[HeldPassage], *, is_dated: bool) -> Table | None:
    """The table with its rows of the time asked about, or of the latest. A column of dates is taken for the time of the
    rows only where labels stand there several times: a contract's end is no time of its value."""
    passage = rows[0].passage
    told = times_in(" ".join([*passage.headings, passage.caption]))
    column = None
    if not are_apart(rows):
        column = column_of_times(rows)
        rows = rows_of_time(question, rows, column) if column else []
        if not rows or not are_apart(rows):
            return None
    elif question.periods and not is_of_time(question, rows, told, is_dated=is_dated):
        return None
    return Table(rows, column, told)


def is_of_time(question: Question, rows: Sequence[HeldPassage], told: Sequence[Stated], *, is_dated: bool) -> bool:
    """Whether a table whose labels stand there once can be of the time asked about: its caption or headings say so, or
    its columns are of several times, of which one may be; else by what its sentences say."""
    if told:
        return all(is_within(question, time) for time in told)
    return any(times_in(name) for name in rows[0].passage.columns) or (is_dated and column_of_times(rows) is None)


def are_apart(rows: Sequence[HeldPassage]) -> bool:
    labels = [label_of(row) for row in rows]
    return len(set(labels)) == len(labels)


def column_of_times(rows: Sequence[HeldPassage]) -> str | None:
    """The column, but for the first, that gives a time in each row, and not the same in all."""
    for name in rows[0].passage.columns[1:]:
        times = {cell_under(row, name): times_in(cell_under(row, name)) for row in rows}
        if name and len(times) > 1 and all(len(stated) == 1 and stated[0].last for stated in times.values()):
            return name
    return None


def rows_of_time(question: Question, rows: Sequence[HeldPassage], column: str) -> list[HeldPassage]:
    times = {row.key: times_in(cell_under(row, column))[0] for row in rows}
    if question.periods:
        return [row for row in rows if is_within(question, times[row.key])]
    latest = max(time.last for time in times.values())
    return [row for row in rows if times[row.key].last == latest]


def is_within(question: Question, time: Stated) -> bool:
    """Whether all of a time is of a period asked about: of "2023" the year 2022/23 is not."""
    return bool(time.first) and any(
        first_month(period) <= time.first and time.last <= last_month(period) for period in question.periods
    )


def is_row(held: HeldPassage) -> bool:
    return held.passage.kind is BlockKind.ROW and any(held.passage.columns)


def cell_under(held: HeldPassage, column: str) -> str:
    cells = cells_of(held.passage, 0, len(held.passage.text))
    return next((cell.text.strip() for cell in cells[1:] if cell.column == column), "")


def label_of(held: HeldPassage) -> str:
    """The cell under the first column; "" where that is empty."""
    cells = cells_of(held.passage, 0, len(held.passage.text))
    first = held.passage.columns[0] or None
    return cells[0].text.strip() if cells and cells[0].column == first else ""
