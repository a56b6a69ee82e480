"""The most and the least of a column: the row of a table that answers "which team has the highest vacancy rate?".

No sentence says which of ten figures is the greatest. It is reckoned only for a question that asks for nothing else, of
what the table lists and by what a column of it measures, and only where every row but the totals gives a figure that
can be compared: a wrong row is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer import Statement
from assistant.evidence.evidence import Evidence
from assistant.evidence.stated import times_in
from assistant.lookups.whole_tables import Table, cell_under, is_within, label_of, whole_tables
from assistant.quoting.quoted import Quoted, as_statement
from assistant.understanding.periods import MONTH
from assistant.understanding.question import Question, substance
from assistant.understanding.stems import stems_of
from corpus.catalogue import Catalogue
from corpus.held import HeldPassage

VERBS = (
    "has had have got gets is are was were saw sees shows showed records recorded reports reported spends spent costs "
    "cost makes made takes took holds held needs needed pays paid loses lost uses used receives received does did do"
)
# "Which team has the highest vacancy rate?": which of what, and the rest, that ends with what it is measured by
ASKS = re.compile(
    r"^\W*(?:and |but |so |ok(?:ay)? |then )*(?:(?:in|at|by|for|during) [^,?.;:]{1,40},? )?(?:which|what) "
    rf"(?P<who>[^?.;:,]{{1,60}}?)(?:['’]s|\s(?:{'|'.join(VERBS.split())}))\s(?P<rest>[^?.;:]*)[?.!\s]*$",
    re.IGNORECASE,
)
RANK = re.compile(
    r"\b(?:(?P<most>(?<!at )most(?! (?:of|recent\w*|likely|often|important\w*|up)\b)|highest|greatest|largest|biggest)|"
    r"(?P<least>fewest|lowest|smallest|(?<!at )least))\b",
    re.IGNORECASE,
)
RANKS = frozenset(stems_of("most highest greatest largest biggest fewest lowest smallest least"))
# asks for another row than the first, for all but it, for how it came to be so, or for more than one thing
OTHER = re.compile(
    r"\b(?:not|never|except|besides|other than|apart from|than|second|third|fourth|fifth|last but|\d+(?:st|nd|rd|th)|"
    r"next|before|after|since|until|till|up to|between|from|each|every|per|how|why|who|whose|when|what|which|"
    r"say|says|said)\b|n['’]t\b",
    re.IGNORECASE,
)
TIME = re.compile(
    rf"\b(?:{MONTH}|\d[\d/–-]*|q[1-4]|quarters?|years?|months?|half|end|latest|currently|today|now)\b", re.IGNORECASE
)
NUMBER = re.compile(r"(?P<before>£?)(?P<digits>\d[\d,]*(?:\.\d+)?)\s?(?P<after>%|k|m|bn)?")
TIMES = {"k": 1e3, "m": 1e6, "bn": 1e9}
# of all rows together, or of somebody to compare with: the whole label says so
OF_ALL = re.compile(
    r"(?:grand |sub-?)?totals?\b.*|.*\btotals?|all(?: \w+)?|overall\b.*|"
    r"(?:the )?whole (?:service|council|authority|area)|"
    r"(?:average|mean|median|combined|national|regional|target|statistical|england)\b.*|.*\b(?:average|neighbours?)|"
    r"(?:the )?(?:city|borough|county|district|council|authority|local authority)(?:[ -]wide)?",
    re.IGNORECASE,
)
# a number that counts down, or nothing at all: the first is no more than the second
ORDINAL = re.compile(
    r"\b(?:rank\w*|priorit\w+|position|quartile|decile)\b|^(?:no\.?|ref(?:erence)?\.?|#|id|code)$", re.IGNORECASE
)
LITTLE = frozenset(stems_of("the our of in at and its their this that a an has had have got is are was were did do"))
MOST_TABLES = 3
FEWEST_ROWS = 2
FEWEST_SUMMED = 3  # rows, one of which may be the sum of the others


@dataclass(frozen=True, slots=True)
class Asked:
    """Stems of what is asked for ("team") and of what it is measured by ("vacancy", "rate"); the most, or the least."""

    who: frozenset[str]
    measure: frozenset[str]
    is_most: bool


@dataclass(frozen=True, slots=True)
class Figure:
    row: HeldPassage
    label: str
    column: str
    text: str
    number: float
    unit: str


@dataclass(frozen=True, slots=True)
class First:
    """The rows with the most or the least under one or more columns of a table, and of how many."""

    table: Table
    by_column: Sequence[Sequence[Figure]]
    compared: int

    @property
    def rows(self) -> list[HeldPassage]:
        return [figure.row for figure in self.by_column[0]]


@dataclass(frozen=True, slots=True)
class Extreme:
    """``statements`` are the rows, the oldest paper first; ``lead`` says of how many rows each is the first."""

    lead: str
    statements: Sequence[Statement]


def find_extreme(catalogue: Catalogue, question: Question, find: Callable[[], Sequence[Evidence]]) -> Extreme | None:
    """The rows with the most or the least of what is asked for, of each table that tabulates it; None where none does,
    or the question asks for anything but such a row."""
    asked = asked_by(question)
    if asked is None:
        return None
    found: list[First] = []
    for table in whole_tables(catalogue, question, find()):
        found += firsts_in(question, asked, table)
        if len(found) >= MOST_TABLES:
            break
    if not question.periods:
        found = latest_of_each_paper(found)
    if not found:
        return None
    found.sort(key=lambda first: first.rows[0].paper.said)
    shown = list({row.key: row for first in found for row in first.rows}.values())
    said = [f"{where(first, found)}{in_words(first, asked)}" for first in found]
    return Extreme(" ".join(said), [as_statement(whole(row)) for row in shown])


def asked_by(question: Question) -> Asked | None:
    """What a question asks for, if that is a row of a table and nothing besides."""
    match = ASKS.match(question.text)
    if match is None or OTHER.search(match["who"]) or OTHER.search(match["rest"]) or question.span:
        return None
    ranks = list(RANK.finditer(question.text))
    if len(ranks) != 1 or not RANK.search(match["rest"]):
        return None
    named = frozenset(stems_of(" ".join(question.authorities)))
    who = frozenset(stems_of(match["who"])) - LITTLE - named
    measure = frozenset(stems_of(" ".join(substance(TIME.sub(" ", match["rest"])))))
    measure = measure - RANKS - named - LITTLE - who
    return Asked(who, measure, bool(ranks[0]["most"])) if who and measure else None


def firsts_in(question: Question, asked: Asked, table: Table) -> list[First]:
    of = max if asked.is_most else min
    firsts: dict[tuple[str, ...], list[list[Figure]]] = {}
    compared = 0
    for column in columns_asked(question, asked, table):
        figures = figures_under(table, column)
        if not figures:
            return []
        compared = len(figures)
        best = of(figure.number for figure in figures)
        chosen = [figure for figure in figures if figure.number == best]
        firsts.setdefault(tuple(figure.label for figure in chosen), []).append(chosen)
    return [First(table, by_column, compared) for by_column in firsts.values()]


def columns_asked(question: Question, asked: Asked, table: Table) -> list[str]:
    """The columns that hold the most of what is asked by, where the table holds the rest of it; where none holds any,
    the only column. Of columns of times, that of the time asked about, and none where no time is."""
    passage = table.rows[0].passage
    first, *names = table.columns
    head = set(stems_of(first))
    around = head | set(stems_of(" ".join([passage.caption, *passage.headings, table.rows[0].paper.facts.title])))
    if not asked.who & head or not asked.who <= around or asked.measure <= head:
        return []
    given = [name for name in names if name and name != table.of_time]
    if question.periods and any(times_in(name) for name in given):
        given = [name for name in given if any(is_within(question, time) for time in times_in(name))]
    else:
        given = [name for name in given if not times_in(name)]
    shares = {name: len(asked.measure & set(stems_of(name))) for name in given}
    most = max(shares.values(), default=0)
    if most == 0 and len(given) > 1:
        return []
    best = [name for name in given if shares[name] == most]
    return [name for name in best if asked.measure <= around | set(stems_of(name))]


def figures_under(table: Table, column: str) -> list[Figure]:
    """The figure of each row under a column, the totals left out. Empty where one has none or is below nothing, where
    they are of several units or all the same, and where one may be the sum of the others, though no label says so."""
    figures: list[Figure] = []
    if ORDINAL.search(column):
        return []
    for held in table.rows:
        label, text = label_of(held), cell_under(held, column)
        read = NUMBER.fullmatch(text)
        if label and is_of_all(label, held):
            continue
        if not label or read is None:
            return []
        number, after = float(read["digits"].replace(",", "")), read["after"] or ""
        if read["before"]:  # of money: "£1.2m" can be held against "£300k", and "9m" may be minutes
            number, after = number * TIMES.get(after, 1), ""
        figures.append(Figure(held, label, column, text, number, read["before"] + after))
    numbers = [figure.number for figure in figures]
    if len({figure.unit for figure in figures}) != 1 or len(figures) < FEWEST_ROWS or len(set(numbers)) < 2:
        return []
    if len(figures) >= FEWEST_SUMMED and figures[0].unit != "%" and abs(2 * max(numbers) - sum(numbers)) < 1e-6:
        return []
    return figures


def is_of_all(label: str, held: HeldPassage) -> bool:
    own = [name.casefold() for name in held.paper.facts.authorities or (held.paper.facts.authority or "",) if name]
    return bool(OF_ALL.fullmatch(label)) or label.casefold().removesuffix(" council") in own


def latest_of_each_paper(found: Sequence[First]) -> list[First]:
    """Of tables of one paper that say of what time they are, those of the latest; the others stay."""
    latest: dict[str, str] = {}
    for first in found:
        for time in first.table.told:
            paper = first.rows[0].paper.id
            latest[paper] = max(latest.get(paper, ""), time.last)
    return [
        first
        for first in found
        if not first.table.told or max(t.last for t in first.table.told) == latest[first.rows[0].paper.id]
    ]


def where(first: First, found: Sequence[First]) -> str:
    """Which paper and which table it is, where more than one is told of, and what says of what time the table is: a
    later one may not be among those found."""
    papers = {other.rows[0].paper.id for other in found}
    tables = {other.rows[0].passage.caption for other in found}
    passage = first.rows[0].passage
    names = [first.rows[0].paper.facts.title] if len(papers) > 1 else []
    names += [passage.caption] if len(tables) > 1 else []
    names += [said for said in (passage.caption, *passage.headings) if times_in(said)]
    return f"{', '.join(filter(None, dict.fromkeys(names)))}: " if any(names) else ""


def in_words(first: First, asked: Asked) -> str:
    """ "“Northway” has the highest “Vacancy rate” (“24.0%”) of the 6 rows with a figure." """
    labels = [figure.label for figure in first.by_column[0]]
    time = cell_under(first.rows[0], first.table.of_time) if first.table.of_time else ""
    of_time = f" for “{time}”" if time and is_one_time(first) else ""
    have = "has" if len(labels) == 1 else "have"
    who = " and ".join(f"“{label}”" for label in labels)
    what = " and ".join(f"“{chosen[0].column}” (“{chosen[0].text}”)" for chosen in first.by_column)
    name = "highest" if asked.is_most else "lowest"
    return f"{who} {have} the {name} {what} of the {first.compared} rows with a figure{of_time}."


def is_one_time(first: First) -> bool:
    return len({cell_under(row, first.table.of_time or "") for row in first.table.rows}) == 1


def whole(held: HeldPassage) -> list[Quoted]:
    return [Quoted(held, i) for i in range(len(held.passage.sentences))]
