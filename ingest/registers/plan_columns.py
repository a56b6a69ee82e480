"""The columns of an action plan, known by what their headings mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

LONGEST_HEADING = 16  # words
FEWEST_NAMED = 3  # columns that a table must name to be a plan


class Column(StrEnum):
    REFERENCE = "reference"
    ISSUE = "issue"
    RECOMMENDATION = "recommendation"
    ACTION = "action"
    OWNER = "owner"
    DUE = "due"
    ACTION_RAG = "action rag"
    IMPACT_RAG = "impact rag"
    IMPACT = "impact"  # words on what has changed, or its colour alone
    PROGRESS = "progress"
    OTHER = "other"


# The first that fits decides.
_MEANINGS: tuple[tuple[Column, str], ...] = (
    (
        Column.REFERENCE,
        r"^(?:ref(?:erence)?\b.{0,12}|nos?\.?|#|number|id|item(?: no\.?)?"
        r"|(?:action|rec\w*\.?) (?:ref\w*|no\.?|number|id))$",
    ),
    (Column.OTHER, r"\brisk|\bofsted (?:grade|judgement|rating)|\bpriority (?:rating|level)"),
    (
        Column.IMPACT_RAG,
        r"\b(?:impact|outcomes?)\b.*\b(?:b?rag|rating|status|colou?r)\b|\bb?rag\b.*\b(?:impact|outcomes?)\b",
    ),
    (Column.ACTION_RAG, r"\bb?rag\b|\bstatus\b|\brating\b|\btraffic light\b"),
    (Column.OTHER, r"\blast updated?\b|\bdate (?:raised|added|agreed|updated?|of (?:meeting|update))\b"),
    (
        Column.PROGRESS,
        r"\bprogress\b|\bupdates?\b|\bevidence\b|\bcomments?\b|\bactions? (?:taken|completed|to date)\b|\bresponse\b"
        r"|\bcurrent position\b|\bwhat (?:have|has) (?:we|been) (?:done|achieved)|\bwhat difference (?:has|have|did)\b",
    ),
    (Column.OTHER, r"\brevised\b|\bactual\b|\bcompletion date\b|\bcomplet(?:ed|ion)\b|\bclosed\b|\bstart(?:ed)?\b"),
    (
        Column.OTHER,
        r"\b(?:expected|intended|desired|planned|anticipated|target) (?:outcomes?|impacts?|measures?)\b|\bcriteria\b"
        r"|\bsuccess\b|\bhow (?:will|do) we (?:know|measure)|\bwhat will (?:be different|success|good)|\bmeasures?\b"
        r"|\bkpis?\b|\bresources?\b|\bcosts?\b|\bbudget\b|\bsource\b|\bcommittee\b|\bmonitor\w*|\bgovernance\b",
    ),
    (
        Column.OWNER,
        r"\bowners?\b|\bleads?\b|\bresponsib\w+|\baccountab\w+|\bby whom\b|\bwho\b|\bassigned\b|\bofficers?\b",
    ),
    (
        Column.DUE,
        r"\bby when\b|^when\b|\btime ?-?(?:scale|frame|line)s?\b|\bdeadlines?\b|\bdue\b|\btarget date\b|\bdates?\b",
    ),
    (Column.IMPACT, r"^(?:the )?impacts?\b"),
    (Column.RECOMMENDATION, r"^(?:ofsted |inspection |panel |scrutiny |agreed )?recommendations?\b"),
    (
        Column.ACTION,
        r"^what (?:we |will we |we will |are we |we are |will be )?(?:do|doing|done)\b"
        r"|^what (?:we will|will we|we are|are we|needs to be done|will be|do we)\b|\bhow (?:we will|will we)\b"
        r"|\bactions?\b|\btasks?\b|\bactivit(?:y|ies)\b|\bmilestones?\b|\bsteps?\b",
    ),
    (
        Column.ISSUE,
        r"\bissues?\b|\bfindings?\b|\bareas?\b|\bthemes?\b|\bpriorit(?:y|ies)\b|\bobjectives?\b"
        r"|\bwhat needs to improve\b|\bconcerns?\b|\bresolution\b",
    ),
)
_COMPILED = tuple((column, re.compile(pattern, re.IGNORECASE)) for column, pattern in _MEANINGS)
_DEADLINE = re.compile(
    r"\bby when\b|^when\b|\btime ?-?(?:scale|frame|line)|\bdeadline|\bdue\b|\btarget\b", re.IGNORECASE
)
_FINDING = re.compile(r"\bissue|\bfinding|\barea|\bneeds to improve\b|\bconcern", re.IGNORECASE)
_BY = re.compile(r"by", re.IGNORECASE)  # when, where another column says who
_RISKS = re.compile(r"(?:the )?risks?(?: (?:description|no|ref|identified|title))?", re.IGNORECASE)


def column_of(heading: str) -> Column:
    words = _plain(heading)
    if words and len(words.split()) <= LONGEST_HEADING:
        for column, pattern in _COMPILED:
            if pattern.search(words):
                return column
    return Column.OTHER


def plan_columns(headings: Sequence[str]) -> tuple[Column, ...] | None:
    """The columns of a plan; None for other tables, registers of risks among them.

    A plan names an action (or a recommendation), who does it or by when, and at least three columns in all. Of two
    columns of one meaning the first counts, but for words on progress, and for a finding beside a mere priority.
    """
    columns = [column_of(heading) for heading in headings]
    if Column.OWNER in columns and Column.DUE not in columns:
        columns = [
            Column.DUE if _BY.fullmatch(_plain(heading)) else column
            for heading, column in zip(headings, columns, strict=True)
        ]
    findings = [i for i, column in enumerate(columns) if column is Column.ISSUE and _FINDING.search(headings[i])]
    for at, column in enumerate(columns):
        first = findings[0] if column is Column.ISSUE and findings else columns.index(column)
        if column is not Column.PROGRESS and at != first:
            columns[at] = Column.OTHER
    asks = Column.ACTION in columns or Column.RECOMMENDATION in columns
    told = Column.OWNER in columns or any(
        column is Column.DUE and _DEADLINE.search(_plain(heading))
        for heading, column in zip(headings, columns, strict=True)
    )
    named = sum(column is not Column.OTHER for column in columns)
    if not (asks and told and named >= FEWEST_NAMED) or any(_RISKS.fullmatch(_plain(each)) for each in headings):
        return None
    return tuple(columns)


def _plain(heading: str) -> str:
    return " ".join(heading.split()).strip(" :?*.")
