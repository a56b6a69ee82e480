"""The command that lists what must improve, what was recommended and resolved, and what is planned."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.authorities import common_name
from corpus.corpus import STORE_ERRORS
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.paper import Rag, Recommendation, RecommendationKind, Role
from corpus.scope import Scope
from corpus.spreadsheet import write_csv
from corpus.terminal import WRONG_USAGE, AsJson, Home, Reader, fail, opened

FIELDS = (
    "paper", "file", "authority", "title", "kind", "text", "number", "issue", "owner", "due", "due_date",
    "action_rag", "impact_rag", "progress", "page", "quote", "inspected_to", "published",
)  # fmt: skip
KIND_NAMES = {
    RecommendationKind.IMPROVEMENT: "needs to improve",
    RecommendationKind.PRIORITY_ACTION: "priority action",
    RecommendationKind.RECOMMENDATION: "recommended",
    RecommendationKind.RESOLVED: "resolved",
    RecommendationKind.ACTION: "action",
}
COLOURS = {Rag.RED: "red", Rag.AMBER: "yellow", Rag.GREEN: "green", Rag.BLUE: "blue"}


def recommendations_command(
    authority: Annotated[str | None, typer.Option(help="Only papers about this council.")] = None,
    kind: Annotated[RecommendationKind | None, typer.Option(help="Only rows of this kind.")] = None,
    role: Reader = Role.PUBLIC,
    as_csv: Annotated[bool, typer.Option("--csv", help="Rows for a spreadsheet on stdout.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """List what must improve, what was recommended or resolved, and what is planned."""
    if as_csv and as_json:
        fail("--csv and --json are both given. Choose one of them.", WRONG_USAGE)
    try:
        catalogue = opened(home).catalogue
        papers = catalogue.papers(Scope(role, frozenset({common_name(authority)} if authority else ())))
        rows = [(paper, row) for paper, row in catalogue.recommendations(papers) if kind in (None, row.kind)]
    except STORE_ERRORS as error:
        fail(str(error))
    if as_json:
        json.dump([row_as_json(paper, row) for paper, row in rows], sys.stdout, indent=1)
        sys.stdout.write("\n")
    elif as_csv:
        write_csv(sys.stdout, FIELDS, (row_as_json(paper, row) for paper, row in rows))
    elif rows:
        Console().print(table_of(rows))
    else:
        Console().print("No recommendations are held for these papers. Add papers with: scrutiny ingest FOLDER")


def row_as_json(paper: HeldPaper, row: Recommendation) -> dict[str, Any]:
    """A row with the paper that it stands in; ``page`` is None where the format has no pages."""
    facts = paper.facts
    said = {
        "paper": paper.id,
        "file": paper.file,
        "authority": facts.authority,
        "title": facts.title,
        "kind": row.kind,
        "text": row.text,
        "number": row.number,
        "issue": row.issue,
        "owner": row.owner,
        "due": row.due,
        "due_date": row.due_date,
        "action_rag": row.action_rag,
        "impact_rag": row.impact_rag,
        "progress": row.progress,
        "page": row.page if paper.paged else None,
        "quote": row.quote,
        "inspected_to": facts.inspected_to,
        "published": facts.published,
    }
    return {field: said[field] for field in FIELDS}


def table_of(rows: Sequence[tuple[HeldPaper, Recommendation]]) -> Table:
    table = Table("Council", "Date", "Kind", "No.", "Text", "Owner", "Due", "Action", "Impact", "Page", show_lines=True)
    for paper, row in rows:
        said = paper.said or paper.facts.meeting_date
        table.add_row(
            Text(paper.facts.authority or ""),
            date_in_words(said) if said else "not known",
            KIND_NAMES[row.kind],
            Text(row.number or ""),
            Text(row.text),
            Text(row.owner or ""),
            date_in_words(row.due_date) if row.due_date else Text(row.due or ""),
            coloured(row.action_rag),
            coloured(row.impact_rag),
            str(row.page) if paper.paged else "",
        )
    return table


def coloured(rag: Rag | None) -> Text:
    """The word, so that nobody needs to see the colour."""
    return Text(rag.value, COLOURS[rag]) if rag else Text("")
