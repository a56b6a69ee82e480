"""The command that prints the register of judgements."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.authorities import common_name
from corpus.context import KIND_NAMES, when
from corpus.corpus import STORE_ERRORS
from corpus.held import HeldPaper
from corpus.paper import Judgement, Kind, Role
from corpus.scope import Scope
from corpus.spreadsheet import write_csv
from corpus.terminal import WRONG_USAGE, AsJson, Home, Reader, fail, opened

COLUMNS = (
    "authority", "file", "framework", "inspected_from", "inspected_to", "published", "area", "label", "grade", "why",
    "page", "quote", "paper", "kind", "title",
)  # fmt: skip
AREA_NAMES = {
    "overall": "Overall",
    "leaders": "Leaders",
    "help_and_protection": "Help and protection",
    "in_care": "Children in care",
    "care_leavers": "Care leavers",
    "in_care_and_care_leavers": "Children in care and care leavers together",
    "adoption": "Adoption",
    "lscb": "Local safeguarding children board",
    "send": "Area SEND outcome",
}
_COMBINED, _APART = "in_care_and_care_leavers", frozenset({"in_care", "care_leavers"})

Row = tuple[HeldPaper, Judgement]


def register_command(
    authority: Annotated[str | None, typer.Option(help="Only inspections of this council.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values on stdout.")] = False,
    role: Reader = Role.PUBLIC,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """List the judgements of every inspection held, each with its page and its words."""
    if as_csv and as_json:
        fail("--csv and --json are both given. Choose one of them.", WRONG_USAGE)
    if authority is not None and not authority.strip():
        fail("--authority is empty. Give the name of a council, or leave it out.", WRONG_USAGE)
    scope = Scope(role, frozenset({common_name(authority)} if authority else ()))
    try:
        corpus = opened(home)
        rows = corpus.catalogue.judgements(corpus.catalogue.papers(scope))
    except STORE_ERRORS as error:
        fail(str(error))
    if as_json:
        json.dump([row_as_json(paper, judgement) for paper, judgement in rows], sys.stdout, indent=1)
        sys.stdout.write("\n")
    elif as_csv:
        write_csv(sys.stdout, COLUMNS, (row_as_json(paper, judgement) for paper, judgement in rows))
    elif rows:
        print_register(rows, Console())
    else:
        of = f" of {authority}" if authority else ""
        Console().print(
            f"No judgements{of} are held. Add inspection reports with: scrutiny ingest FOLDER", markup=False
        )


def row_as_json(paper: HeldPaper, judgement: Judgement) -> dict[str, Any]:
    facts = paper.facts
    return {
        "authority": facts.authority,
        "file": paper.file,
        "framework": facts.framework,
        "inspected_from": facts.inspected_from,
        "inspected_to": facts.inspected_to,
        "published": facts.published,
        "area": judgement.area,
        "label": judgement.label,
        "grade": judgement.grade,
        "why": judgement.why,
        "page": judgement.page if paper.paged else None,
        "quote": judgement.quote,
        "paper": paper.id,
        "kind": facts.kind,
        "title": facts.title,
    }


def print_register(rows: Sequence[Row], console: Console) -> None:
    """Council by council and inspection by inspection, the oldest first; what cannot be compared is marked."""
    ordered = sorted(rows, key=lambda row: (row[0].facts.authority or "", row[0].said, row[0].file))
    for authority, council in itertools.groupby(ordered, key=lambda row: row[0].facts.authority):
        held = list(council)
        table = Table(
            "Inspection", "Area", "Grade", "Page", title=authority or "Council not known", title_justify="left"
        )
        for _, inspection in itertools.groupby(held, key=lambda row: row[0].id):
            for place, (paper, judgement) in enumerate(inspection):
                table.add_row(
                    "" if place else inspection_name(paper),
                    area_name(judgement.area, held),
                    Text(judgement.grade or f"{'not read' if judgement.not_read else 'no grade'}: {judgement.why}"),
                    str(judgement.page) if paper.paged else "",
                )
            table.add_section()
        console.print(table)
        for note in not_like_for_like(held):
            console.print(note, markup=False, highlight=False)


def inspection_name(paper: HeldPaper) -> str:
    facts = paper.facts
    name = KIND_NAMES[facts.kind]
    if facts.framework and facts.kind is Kind.INSPECTION_REPORT:
        name = f"{facts.framework.removesuffix(' inspection')} {name}"
    return f"{name}, {when(facts) or 'date not known'}"


def area_name(area: str, held: Sequence[Row]) -> str:
    """The area in words, with a star where another inspection of the council judged it in another form."""
    name = AREA_NAMES.get(area, area.replace("_", " ").capitalize())
    return f"{name} *" if area in unlike(held) else name


def unlike(held: Sequence[Row]) -> frozenset[str]:
    areas = {judgement.area for _, judgement in held}
    return _APART | {_COMBINED} if _COMBINED in areas and areas & _APART else frozenset()


def not_like_for_like(held: Sequence[Row]) -> list[str]:
    """What cannot be compared among the inspections of one council."""
    notes = []
    if unlike(held):
        notes.append(
            "* Not like for like: some inspections judged children in care and care leavers together, "
            "others each on their own."
        )
    frameworks = {paper.facts.framework for paper, _ in held if paper.facts.kind is Kind.INSPECTION_REPORT}
    named = sorted(framework for framework in frameworks if framework)
    if len(named) > 1:
        notes.append(f"Not like for like: inspections were made under different frameworks ({', '.join(named)}).")
    return notes
