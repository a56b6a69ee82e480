"""How far a row of a table gives the value that a question asks for: in a cell of the sort, under a column of it."""

from __future__ import annotations

import re

from assistant.evidence.answertype import has_rate
from assistant.evidence.requirement import Requirement
from assistant.quoting.row import cells_of
from assistant.understanding.groups import is_of_others
from assistant.understanding.question import Question
from assistant.understanding.stems import stems_of
from assistant.understanding.values import Ask
from corpus.held import HeldPassage

OF_SOMEBODY = re.compile(
    r"\b(?:owners?|leads?|responsib\w+|accountab\w+|by whom|who|assigned|officers?|contacts?|members?|attend\w*|"
    r"councillors?|chair)\b",
    re.IGNORECASE,
)
OF_A_DAY = re.compile(
    r"^(?:by|when)$|\bby when\b|\bdeadlines?\b|\bdue\b|\bdates?\b|\btime ?-?(?:scale|frame|line)s?\b|\bcompletion\b",
    re.IGNORECASE,
)
OF_MONEY = re.compile(
    r"£|\b(?:costs?|budgets?|savings?|spend\w*|spent|prices?|fees?|funding|pressures?)\b", re.IGNORECASE
)
FIGURE = re.compile(r"^[^\w£]*£?\d[\d,.]*\s?(?:%|per ?cent|[km]|bn|million)?\W*$", re.IGNORECASE)
ELSEWHERE = 0.5  # a figure of the sort in a row, and under a caption, that does not name its thing


def value_in_row(requirement: Requirement, question: Question, held: HeldPassage, sentence: int) -> float:
    """1 where a cell gives a value of the type asked for; 0 where none does, or the sentence is no row."""
    passage = held.passage
    own = passage.sentences[sentence]
    cells = cells_of(passage, own.start, own.end)
    if not any(cell.column for cell in cells):
        return 0.0
    over = " ".join([*passage.headings[-1:], passage.caption])
    said = " ".join([over, *passage.columns, passage.text[own.start : own.end]])
    if is_of_others(requirement.ask, question.text, said, over):
        return 0.0
    if requirement.ask in (Ask.AGENT, Ask.PERSON):
        return float(any(OF_SOMEBODY.search(cell.column or "") for cell in cells))
    if requirement.ask is Ask.DATE:
        return float(any(OF_A_DAY.search(cell.column or "") and re.search(r"\d", cell.text) for cell in cells))
    figures = [cell for cell in cells[1:] if FIGURE.match(cell.text)]
    is_given = any(is_of_sort(requirement.ask, over, cell.column, cell.text) for cell in figures)
    if not is_given or not has_rate(question.text, said):
        return 0.0
    return 1.0 if not requirement.thing or requirement.thing & set(stems_of(said)) else ELSEWHERE


def is_of_sort(ask: Ask, over: str, column: str | None, figure: str) -> bool:
    """Whether a figure is an amount of money, a share or a number, by its sign or by what stands over it."""
    is_share = "%" in f"{column} {figure}" or "per cent" in figure
    is_money = "£" in figure or (not is_share and bool(OF_MONEY.search(f"{over} {column}")))
    if ask is Ask.MONEY:
        return is_money
    return is_share if ask is Ask.SHARE else ask is Ask.NUMBER and not is_share and not is_money
