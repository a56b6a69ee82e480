"""The commands that bring papers in and list them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

import ingest.sync as syncing
from corpus.authorities import common_name
from corpus.context import KIND_NAMES, when
from corpus.corpus import STORE_ERRORS, Corpus, open_corpus
from corpus.paper import Access, Kind, Role
from corpus.scope import Scope
from corpus.settings import settings_for
from ingest.manifest import ManifestError
from ingest.plan import NothingToIngest, Outcome

Home = Annotated[Path | None, typer.Option("--home", help="The folder that holds everything.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Machine output on stdout.")]
FAILED, WRONG_USAGE = 1, 2
log = Console(stderr=True)


def add_ingest_commands(app: typer.Typer) -> None:
    app.command("ingest")(ingest_command)
    app.command("papers")(papers_command)


def ingest_command(
    paths: Annotated[
        list[Path], typer.Argument(help="Files and folders. A folder is synchronised.", show_default=False)
    ],
    authority: Annotated[str | None, typer.Option(help="The council that the papers are about.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="What kind of paper they are.")] = None,
    access: Annotated[Access | None, typer.Option(help="Who may read them.")] = None,
    manifest: Annotated[Path | None, typer.Option(help="A list of what is known of each file.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Read papers into the corpus: new, changed and withdrawn files are told apart."""
    if authority is not None and not authority.strip():
        log.print("--authority is empty. Give the name of a council, or leave it out.", style="red")
        raise typer.Exit(WRONG_USAGE)
    given = {"authority": authority, "kind": kind, "access": access}
    corrections = {name: str(value) for name, value in given.items() if value is not None}
    corpus = corpus_or_exit(home)
    try:
        report = sync_with_progress(corpus, paths, corrections, manifest)
    except (NothingToIngest, ManifestError, syncing.IngestBusy) as error:
        log.print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(FAILED if isinstance(error, syncing.IngestBusy) else WRONG_USAGE) from error
    except STORE_ERRORS as error:
        log.print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(FAILED) from error
    if as_json:
        json.dump(report.as_json(), sys.stdout, indent=1)
        sys.stdout.write("\n")
    else:
        print_report(report)
    if report.failed:
        raise typer.Exit(FAILED)


def sync_with_progress(
    corpus: Corpus, paths: list[Path], corrections: dict[str, str], manifest: Path | None
) -> syncing.Report:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("pages"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=log, transient=True) as bar:
        task = bar.add_task("Looking at the files", total=None)

        def show(progress: syncing.Progress) -> None:
            bar.update(task, description=progress.file[-50:], completed=progress.pages, total=progress.total or None)

        return syncing.sync(corpus, paths, corrections=corrections, manifest=manifest, on_progress=show)


def print_report(report: syncing.Report) -> None:
    counts = {outcome: sum(file.outcome is outcome for file in report.files) for outcome in Outcome}
    said = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count) or "no files"
    log.print(f"{said}; {report.embedded} passages embedded; {report.seconds:.1f} seconds")
    for file in report.files:
        if file.reason:
            log.print(f"{file.outcome}: {file.file}: {file.reason}", highlight=False, markup=False)


def papers_command(
    authority: Annotated[str | None, typer.Option(help="Only papers about this council.")] = None,
    role: Annotated[Role, typer.Option(help="Who is reading.")] = Role.PUBLIC,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """List the papers held."""
    corpus = corpus_or_exit(home)
    scope = Scope(role, frozenset({common_name(authority)} if authority else ()))
    papers = corpus.catalogue.papers(scope, current=False)
    if as_json:
        json.dump([paper.as_json() for paper in papers], sys.stdout, indent=1)
        sys.stdout.write("\n")
        return
    table = Table("Council", "Kind", "Date", "Title", "File", "Status")
    for paper in papers:
        facts = paper.facts
        table.add_row(
            facts.authority, KIND_NAMES[facts.kind], when(facts) or "not known", facts.title, paper.file, paper.status
        )
    Console().print(table if papers else "No papers are held yet. Add some with: scrutiny ingest FOLDER")


def corpus_or_exit(home: Path | None) -> Corpus:
    try:
        return open_corpus(settings_for(home))
    except STORE_ERRORS as error:
        log.print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(FAILED) from error
