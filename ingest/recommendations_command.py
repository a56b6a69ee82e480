"""The command that lists what must improve, what was recommended and resolved, and what is planned."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import groupby
from typing import Annotated, Any

import typer
from rich.console import Console, Group, RenderableType
from rich.text import Text

from corpus.authorities import common_name
from corpus.corpus import STORE_ERRORS
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.paper import Rag, Recommendation, RecommendationKind, Role
from corpus.scope import Scope
from corpus.spreadsheet import write_csv
from corpus.terminal import NO_COUNCIL, WRONG_USAGE, AsJson, Home, Reader, fail, indented, opened

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
        Console().print(listing(rows))
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


def listing(rows: Sequence[tuple[HeldPaper, Recommendation]]) -> Group:
    """The rows below their papers and kinds, with what is known of each on a line of its own."""
    lines: list[RenderableType] = []
    for paper, own in groupby(rows, key=lambda row: row[0]):
        said = paper.said or paper.facts.meeting_date
        date = date_in_words(said) if said else "date not known"
        lines.append(Text(f"{paper.facts.authority or NO_COUNCIL}, {date}: {paper.file}", "bold"))
        for kind, of_kind in groupby(own, key=lambda row: row[1].kind):
            lines.append(indented(KIND_NAMES[kind].capitalize(), 2))
            for _, row in of_kind:
                lines.append(indented(f"{row.number} {row.text}" if row.number else row.text, 4))
                if known := known_of(paper, row):
                    lines.append(indented(Text("; ").join(known), 6))
    return Group(*lines)


def known_of(paper: HeldPaper, row: Recommendation) -> list[Text]:
    due = date_in_words(row.due_date) if row.due_date else row.due
    said = [("owner", row.owner), ("due", due), ("page", str(row.page) if paper.paged else None)]
    known = [Text(f"{name} {value}") for name, value in said if value]
    rated = [("action", row.action_rag), ("impact", row.impact_rag)]
    known += [Text(f"{name} ").append_text(coloured(rag)) for name, rag in rated if rag]
    more = [("answers", row.issue), ("progress", row.progress)]
    return known + [Text(f"{name}: {' '.join(value.split())}") for name, value in more if value]


def coloured(rag: Rag) -> Text:
    """The word, so that nobody needs to see the colour."""
    return Text(rag.value, COLOURS[rag])
