"""The command that lists the papers held."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import groupby
from typing import Annotated

import typer
from rich.console import Console, Group, RenderableType
from rich.text import Text

from corpus.authorities import common_name
from corpus.context import KIND_NAMES, when
from corpus.corpus import STORE_ERRORS
from corpus.held import HeldPaper
from corpus.paper import Role
from corpus.scope import Scope
from corpus.terminal import NO_COUNCIL, AsJson, Home, Reader, fail, indented, opened


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
    if papers:
        Console().print(listing(papers))
    else:
        Console().print("No papers are held yet. Add some with: scrutiny ingest FOLDER")


def listing(papers: Sequence[HeldPaper]) -> Group:
    """The papers below their councils: kind and date, title, file, and what became of those that are not current."""
    files = {paper.id: paper.file for paper in papers}
    lines: list[RenderableType] = []
    for authority, own in groupby(papers, key=lambda paper: paper.facts.authority):
        lines.append(Text(authority or NO_COUNCIL, "bold"))
        for paper in own:
            facts = paper.facts
            by = files.get(paper.replaced_by or "")
            status = f"{paper.status} by {by}" if by else paper.status
            marked = "" if paper.status == "current" else f" ({status})"
            lines.append(indented(f"{KIND_NAMES[facts.kind]}, {when(facts) or 'date not known'}{marked}", 2))
            lines += [indented(text, 4) for text in (facts.title, paper.file) if text]
    return Group(*lines)
