"""The most and the least of a column: the row of a table that answers "which team has the highest vacancy rate?".

No sentence says which of ten figures is the greatest. A row is shown only where the table and one of its columns hold
every word that the question asks by, and where every row but the totals gives a figure that can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Statement
from assistant.evidence.evidence import Evidence
from assistant.evidence.stated import times_in
from assistant.quoting.quoted import Quoted, as_statement
from assistant.quoting.row import cells_of
from assistant.understanding.periods import MONTH, first_month, last_month
from assistant.understanding.question import Question, substance
from assistant.understanding.stems import stems_of
from corpus.catalogue import Catalogue
from corpus.held import HeldPassage
from corpus.paper import BlockKind

ASKS = re.compile(
    r"\b(?:which|what|who|where)\b[^?.;:]*?\b(?:(?P<most>most(?! (?:of|recent\w*|likely|often|important\w*)\b)|highest|"
    r"greatest|largest|biggest)|(?P<least>fewest|lowest|smallest|(?<!at )least))\b",
    re.IGNORECASE,
)
# asks for another row than the first, or for all but it
OTHER = re.compile(
    r"\b(?:not|never|except|besides|other than|apart from|second|third|next|after)\b|n['’]t\b", re.IGNORECASE
)
RANK = frozenset(stems_of("most highest greatest largest biggest fewest lowest smallest least"))
TIME = re.compile(
    rf"\b(?:{MONTH}|\d[\d/–-]*|q[1-4]|quarters?|years?|months?|half|end|latest|currently|today)\b", re.IGNORECASE
)
NUMBER = re.compile(r"(?P<minus>[-−–(])?\s?(?P<before>£?)(?P<digits>\d[\d,]*(?:\.\d+)?)\s?(?P<after>%|k|m|bn)?\)?")
TIMES = {"k": 1e3, "m": 1e6, "bn": 1e9}
# of all rows together, or of somebody to compare with
OF_ALL = re.compile(
    r"\b(?:sub-?)?totals?\b|\b(?:all|overall|whole|average|mean|median|combined|england|national(?:ly)?|regional|target|"
    r"neighbours?)\b",
    re.IGNORECASE,
)
LOOKED_AT = 12  # sentences, from the strongest, whose tables are looked at
MOST_TABLES = 3
FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Figure:
    row: HeldPassage
    label: str  # the first cell
    column: str
    text: str
    number: float
    unit: str


@dataclass(frozen=True, slots=True)
class Extreme:
    """``statements`` are the rows, the oldest paper first; ``lead`` says of how many rows each is the first."""

    lead: str
    statements: Sequence[Statement]


def find_extreme(catalogue: Catalogue, question: Question, find: Callable[[], Sequence[Evidence]]) -> Extreme | None:
    """The rows with the most or the least of what is asked for, of each table that tabulates it; None where none does,
    or the question asks for no such row."""
    asked = ASKS.search(question.text)
    if asked is None or OTHER.search(question.text):
        return None
    of = max if asked["most"] else min
    name = "highest" if asked["most"] else "lowest"
    needed = set(stems_of(" ".join(substance(TIME.sub(" ", question.topic))))) - RANK
    said: list[tuple[str, list[HeldPassage]]] = []
    for rows in tables(catalogue, question, find()):
        firsts: dict[tuple[str, ...], list[list[Figure]]] = {}
        for column in columns_asked(question, needed, rows):
            figures = figures_under(rows, column)
            best = of(figure.number for figure in figures)
            chosen = [figure for figure in figures if figure.number == best]
            firsts.setdefault(tuple(figure.label for figure in chosen), []).append(chosen)
        for labels, by_column in firsts.items():
            compared = len(figures_under(rows, by_column[0][0].column))
            said.append((in_words(name, rows, compared, labels, by_column), [figure.row for figure in by_column[0]]))
        if len(said) >= MOST_TABLES:
            break
    if not said:
        return None
    said.sort(key=lambda one: one[1][0].paper.said)
    shown = list({row.key: row for _, rows in said for row in rows}.values())
    if len({row.paper.id for row in shown}) > 1:
        said = [(f"{rows[0].paper.facts.title}: {words}", rows) for words, rows in said]
    return Extreme(" ".join(words for words, _ in said), [whole_row(row) for row in shown])


def tables(catalogue: Catalogue, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[HeldPassage]]:
    """The rows of each table that the strongest sentences stand in, of the time asked about, one for each label."""
    seen: set[str] = set()
    for e in evidence[:LOOKED_AT]:
        if e.passage.key in seen or not is_row(e.passage):
            continue
        passages = catalogue.passages_of(e.passage.paper)
        at = next(i for i, held in enumerate(passages) if held.key == e.passage.key)
        first = last = at
        while first > 0 and is_of_table(passages[first - 1], e.passage):
            first -= 1
        while last + 1 < len(passages) and is_of_table(passages[last + 1], e.passage):
            last += 1
        rows = passages[first : last + 1]
        seen |= {row.key for row in rows}
        column = column_of_times(rows)
        if column is None and question.periods and e.feature("time") < 1:
            continue
        rows = rows if column is None else of_time(question, rows, column)
        labels = [first_cell(row) for row in rows]
        if rows and len(set(labels)) == len(labels):
            yield rows


def column_of_times(rows: Sequence[HeldPassage]) -> str | None:
    """The column, but for the first, that gives a time in each row, and not the same in all."""
    for name in rows[0].passage.columns[1:]:
        times = {cell_under(row, name): times_in(cell_under(row, name)) for row in rows}
        if name and len(times) > 1 and all(len(stated) == 1 and stated[0].last for stated in times.values()):
            return name
    return None


def of_time(question: Question, rows: Sequence[HeldPassage], column: str) -> list[HeldPassage]:
    """The rows of the time asked about, or else of the latest."""
    last = {row.key: times_in(cell_under(row, column))[0].last for row in rows}
    if not question.periods:
        return [row for row in rows if last[row.key] == max(last.values())]
    return [row for row in rows if is_within(question, last[row.key])]


def is_within(question: Question, month: str) -> bool:
    return any(first_month(period) <= month <= last_month(period) for period in question.periods)


def cell_under(held: HeldPassage, column: str) -> str:
    cells = cells_of(held.passage, 0, len(held.passage.text))
    return next((cell.text.strip() for cell in cells[1:] if cell.column == column), "")


def first_cell(held: HeldPassage) -> str:
    cells = cells_of(held.passage, 0, len(held.passage.text))
    return cells[0].text.strip() if cells else ""


def is_row(held: HeldPassage) -> bool:
    return held.passage.kind is BlockKind.ROW and any(held.passage.columns)


def is_of_table(held: HeldPassage, row: HeldPassage) -> bool:
    own, other = held.passage, row.passage
    return is_row(held) and (own.columns, own.caption, own.headings) == (other.columns, other.caption, other.headings)


def columns_asked(question: Question, needed: set[str], rows: Sequence[HeldPassage]) -> list[str]:
    """The columns of figures that hold the most of what is asked by, where the table holds the rest of it; where none
    holds any, the only column of figures. Of columns of times, that of the time asked about, and none where no time is.
    """
    passage = rows[0].passage
    first, *names = passage.columns
    given = [name for name in names if name and figures_under(rows, name)]
    if question.periods and any(times_in(name) for name in given):
        given = [name for name in given if any(is_within(question, time.last) for time in times_in(name))]
    else:
        given = [name for name in given if not times_in(name)]
    around = set(stems_of(" ".join([first, passage.caption, *passage.headings, rows[0].paper.facts.title])))
    shares = {name: len(needed & set(stems_of(name))) for name in given}
    most = max(shares.values(), default=0)
    if most == 0 and len(given) > 1:
        return []
    best = [name for name in given if shares[name] == most]
    if needed <= set(stems_of(first)):
        return []  # "the biggest risk": by what measure, it does not say
    return [name for name in best if needed <= around | set(stems_of(name))]


def figures_under(rows: Sequence[HeldPassage], column: str) -> list[Figure]:
    """The figure of each row under a column, the totals left out; empty where one of them has none, where they are of
    several units, and where there is nothing to compare."""
    figures = []
    for held in rows:
        label = first_cell(held)
        if not label or OF_ALL.search(label):
            continue
        text = cell_under(held, column)
        read = NUMBER.fullmatch(text)
        if read is None:
            return []
        number = float(read["digits"].replace(",", "")) * TIMES.get(read["after"] or "", 1)
        unit = read["before"] or ("%" if read["after"] == "%" else "")
        figures.append(Figure(held, label, column, text, -number if read["minus"] else number, unit))
    is_comparable = len({figure.unit for figure in figures}) == 1 and len(figures) >= FEWEST_ROWS
    return figures if is_comparable and len({figure.number for figure in figures}) > 1 else []


def in_words(
    name: str, rows: Sequence[HeldPassage], compared: int, labels: Sequence[str], by_column: Sequence[Sequence[Figure]]
) -> str:
    """ "“Northway” has the highest “Vacancy rate” (“24.0%”) of the 6 rows." """
    column_of_time = next((c for c in rows[0].passage.columns[1:] if c and is_of_one_time(rows, c)), None)
    of_time = f" for “{cell_under(rows[0], column_of_time)}”" if column_of_time else ""
    have = "has" if len(labels) == 1 else "have"
    who = " and ".join(f"“{label}”" for label in labels)
    what = " and ".join(f"“{chosen[0].column}” (“{chosen[0].text}”)" for chosen in by_column)
    return f"{who} {have} the {name} {what} of the {compared} rows{of_time}."


def is_of_one_time(rows: Sequence[HeldPassage], column: str) -> bool:
    said = {cell_under(row, column) for row in rows}
    return len(said) == 1 and any(stated.last for text in said for stated in times_in(text))


def whole_row(held: HeldPassage) -> Statement:
    return as_statement([Quoted(held, i) for i in range(len(held.passage.sentences))])
