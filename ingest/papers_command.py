"""The command that lists the papers held."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from corpus.authorities import common_name
from corpus.context import KIND_NAMES, when
from corpus.corpus import STORE_ERRORS
from corpus.paper import Role
from corpus.scope import Scope
from corpus.terminal import AsJson, Home, Reader, fail, opened


def papers_command(
    authority: Annotated[str | None, typer.Option(help="Only papers about this council.")] = None,
    role: Reader = Role.PUBLIC,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """List the papers held."""
    scope = Scope(role, frozenset({common_name(authority)} if authority else ()))
    try:
        papers = opened(home).catalogue.papers(scope, current=False)
    except STORE_ERRORS as error:
        fail(str(error))
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
