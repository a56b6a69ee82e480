"""The rows of action plans: action, owner, date, and the ratings of the action and of its impact apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.paper import Block, BlockKind, Facts, Kind, Page, Pages, Rag, Recommendation, RecommendationKind
from ingest.readers.labels import printed_label
from ingest.registers.due_dates import due_date_of
from ingest.registers.plan_columns import Column, plan_columns
from ingest.registers.printed_items import trimmed
from ingest.registers.rag import legend_of, rag_of

PLANS = (Kind.ACTION_PLAN, Kind.COMMITTEE_REPORT, Kind.MINUTES, Kind.OTHER)
_EMPTY = re.compile(r"(?:n/?a|tbc|none|nil|[-–—.\s])*", re.IGNORECASE)
LONGEST_ISSUE = 60  # words of a finding printed across a table
LONGEST_LINE = 12  # words of a line across a table
_LEVEL = re.compile(r"(?:high|medium|low|\d{1,2})", re.IGNORECASE)  # a priority that is no finding
_SPANNING = re.compile(
    r"(?:ofsted\W+)?(?:recommendation|priority|finding|area for (?:improvement|priority action|development)"
    r"|objective|theme|issue|workstream)\b(?:\W+\d+(?:\.\d+)*)?\W+\S",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Plan:
    """The table that is being read."""

    headings: tuple[str, ...] = ()
    columns: tuple[Column, ...] | None = None
    issue: str | None = None  # of the row above
    over: str | None = None  # the line across the table, or just above it
    last: Recommendation | None = None
    rows: list[Recommendation] = field(default_factory=list)


def actions_of(pages: Pages, facts: Facts) -> list[Recommendation]:
    """Every row of every plan in a paper of the council, in order. What a cell does not say is None."""
    if facts.kind not in PLANS:
        return []
    legend = legend_of(pages)
    year = _year_of(facts)
    plan = Plan()
    for page in pages.pages:
        for block in page.blocks:
            if block.kind in (BlockKind.FURNITURE, BlockKind.FOOTNOTE, BlockKind.CAPTION):
                continue
            if block.kind is not BlockKind.ROW:
                _look_across(plan, page.text[block.label_end : block.end], block.kind)
            else:
                _read_row(plan, page, block, legend, year)
    return plan.rows


def _year_of(facts: Facts) -> int | None:
    said = facts.meeting_date or facts.published or facts.inspected_to
    return int(said[:4]) if said else None


def _look_across(plan: Plan, text: str, kind: BlockKind) -> None:
    plan.issue, plan.last = None, None
    text = text.strip()
    if _SPANNING.match(text) and len(text.split()) <= LONGEST_ISSUE:
        plan.over = text
    elif kind is BlockKind.HEADING or len(text.split()) > LONGEST_LINE:
        plan.over, plan.headings, plan.columns = None, (), None  # the table has ended


def _read_row(plan: Plan, page: Page, block: Block, legend: dict[str, Rag], year: int | None) -> None:
    cells = tuple(page.text[start:end].strip() for start, end in block.cells)
    filled = [cell for cell in cells if cell]
    headings = block.columns
    if not headings and len(filled) == len(cells) and plan_columns(cells):
        headings = cells
    if headings and headings != plan.headings:
        plan.headings, plan.columns = headings, plan_columns(headings)
        plan.issue, plan.last = None, None
    if len(filled) == 1 and len(cells) != 1 and plan.columns and _SPANNING.match(filled[0]):
        _look_across(plan, filled[0], BlockKind.ROW)
        return
    if plan.columns is None or len(cells) != len(plan.columns) or cells == plan.headings:
        return
    _add_action(plan, plan.columns, page, block, cells, legend, year)


def _add_action(
    plan: Plan,
    columns: Sequence[Column],
    page: Page,
    block: Block,
    cells: Sequence[str],
    legend: dict[str, Rag],
    year: int | None,
) -> None:
    said = _said(columns, cells)
    acts = Column.ACTION in columns
    text = said.get(Column.ACTION if acts else Column.RECOMMENDATION)
    issue = (said.get(Column.ISSUE) or said.get(Column.RECOMMENDATION)) if acts else None
    if issue and _LEVEL.fullmatch(issue):
        issue = None
    if plan.last and text and (block.continues or _goes_on(said, text)):
        plan.rows[-1] = plan.last = _longer(plan.last, text, said)
        return
    plan.issue = issue or (plan.issue if acts and _carries(columns) else None)
    if not text or len(text.split()) < 2:
        return
    segment = trimmed(page, block.start, block.end)
    if segment is None:
        return
    label = printed_label(text)
    number = said.get(Column.REFERENCE)
    if number is None and label and label[1] and "." in label[1]:
        number, text = label[1], text[label[0] :]
    due = said.get(Column.DUE)
    action_rag, impact_rag, progress = _ratings(plan.headings, columns, cells, legend)
    row = Recommendation(
        kind=RecommendationKind.ACTION if acts else RecommendationKind.RECOMMENDATION,
        text=text,
        page=page.number,
        quote=page.text[segment.start : segment.end],
        number=number,
        issue=plan.issue or (plan.over if acts else None),
        owner=said.get(Column.OWNER),
        due=due,
        due_date=due_date_of(due, year),
        action_rag=action_rag,
        impact_rag=impact_rag,
        progress=progress,
    )
    plan.rows.append(row)
    plan.last = row


def _said(columns: Sequence[Column], cells: Sequence[str]) -> dict[Column, str]:
    said: dict[Column, str] = {}
    for column, cell in zip(columns, cells, strict=True):
        if column is not Column.OTHER and not _EMPTY.fullmatch(cell):
            said.setdefault(column, cell)
    return said


def _carries(columns: Sequence[Column]) -> bool:
    """An empty issue belongs to the row above only where the issue stands before the action."""
    stands = [columns.index(column) for column in (Column.ISSUE, Column.RECOMMENDATION) if column in columns]
    return bool(stands) and min(stands) < columns.index(Column.ACTION)


def _goes_on(said: dict[Column, str], text: str) -> bool:
    """The rest of a row that was broken over two pages: no owner, date or number, and the midst of a sentence."""
    alone = not {Column.REFERENCE, Column.OWNER, Column.DUE, Column.ACTION_RAG, Column.ISSUE} & set(said)
    return alone and text[:1].islower()


def _longer(row: Recommendation, text: str, said: dict[Column, str]) -> Recommendation:
    more = said.get(Column.PROGRESS)
    progress = f"{row.progress} {more}" if row.progress and more else row.progress or more
    return replace(row, text=f"{row.text} {text}", progress=progress)


def _ratings(
    headings: Sequence[str], columns: Sequence[Column], cells: Sequence[str], legend: dict[str, Rag]
) -> tuple[Rag | None, Rag | None, str | None]:
    """The colour of the action, that of its impact, and what the row says was done.

    Words in a column of ratings that are no colour stand in the progress, under the heading of their column.
    """
    action: Rag | None = None
    impact: Rag | None = None
    done: list[str] = []
    unrated: list[str] = []
    for heading, column, cell in zip(headings, columns, cells, strict=True):
        if _EMPTY.fullmatch(cell):
            continue
        rates = column in (Column.ACTION_RAG, Column.IMPACT_RAG)
        rag = rag_of(cell, legend, letters=rates)
        if column is Column.ACTION_RAG and rag:
            action = rag
        elif column in (Column.IMPACT_RAG, Column.IMPACT) and rag:
            impact = rag
        elif rates:
            unrated.append(f"{heading}: {cell}")
        elif column is Column.PROGRESS and rag and len(cell.split()) == 1:
            action = action or rag
        elif column is Column.PROGRESS:
            done.append(cell)
        elif column is Column.IMPACT:
            unrated.append(f"{heading}: {cell}")
    return action, impact, "; ".join([*done, *unrated]) or None
