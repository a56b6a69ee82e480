"""The command that lists the papers held."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from corpus.authorities import common_name
from corpus.context import KIND_NAMES, when
from corpus.corpus import STORE_ERRORS, open_corpus
from corpus.paper import Role
from corpus.scope import Scope
from corpus.settings import settings_for

FAILED = 1
log = Console(stderr=True)


def papers_command(
    authority: Annotated[str | None, typer.Option(help="Only papers about this council.")] = None,
    role: Annotated[Role, typer.Option(help="Who is reading.")] = Role.PUBLIC,
    home: Annotated[
        Path | None, typer.Option("--home", help="The folder that holds everything.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine output on stdout.")] = False,
) -> None:
    """List the papers held."""
    scope = Scope(role, frozenset({common_name(authority)} if authority else ()))
    try:
        papers = open_corpus(settings_for(home)).catalogue.papers(scope, current=False)
    except STORE_ERRORS as error:
        log.print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(FAILED) from error
    if as_json:
        json.dump([paper.as_json() for paper in papers], sys.stdout, indent=1)
        sys.stdout.write("\n")
        return
    table = Table("Council", "Kind", "Date", "Title", "File", "Status")
    files = {paper.id: paper.file for paper in papers}
    for paper in papers:
        facts = paper.facts
        by = files.get(paper.replaced_by or "")
        status = f"{paper.status} by {by}" if by else paper.status
        table.add_row(
            facts.authority, KIND_NAMES[facts.kind], when(facts) or "not known", facts.title, paper.file, status
        )
    Console().print(table if papers else "No papers are held yet. Add some with: scrutiny ingest FOLDER")
