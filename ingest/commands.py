"""The commands that bring papers in and list them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as ProgressBar
from rich.table import Table

import ingest.sync as syncing
from corpus.authorities import common_name
from corpus.context import KIND_NAMES, when
from corpus.corpus import STORE_ERRORS, Corpus, open_corpus
from corpus.paper import Access, Kind, Role
from corpus.scope import Scope
from corpus.settings import settings_for
from ingest.check_command import check_command
from ingest.correct_command import correct_command
from ingest.facts.manifest import ManifestError
from ingest.fetch_command import fetch_command
from ingest.manifests import concerning, forget_manifests, remembered_manifests
from ingest.plan import READ, NothingToIngest
from ingest.recommendations_command import recommendations_command
from ingest.register_command import register_command
from ingest.report import Progress, Report
from ingest.worker import NoWorker

Home = Annotated[Path | None, typer.Option("--home", help="The folder that holds everything.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Machine output on stdout.")]
FAILED, WRONG_USAGE = 1, 2
NAMED_AT_MOST = 5  # files, after a concern that they share
log = Console(stderr=True)


def add_ingest_commands(app: typer.Typer) -> None:
    app.command("ingest")(ingest_command)
    app.command("papers")(papers_command)
    app.command("check")(check_command)
    app.command("register")(register_command)
    app.command("recommendations")(recommendations_command)
    app.command("correct")(correct_command)
    app.command("fetch")(fetch_command)


def ingest_command(
    paths: Annotated[
        list[Path], typer.Argument(help="Files and folders. A folder is synchronised.", show_default=False)
    ],
    authority: Annotated[str | None, typer.Option(help="The council that the papers are about.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="What kind of paper they are.")] = None,
    access: Annotated[Access | None, typer.Option(help="Who may read them.")] = None,
    manifest: Annotated[
        Path | None, typer.Option(help="A list of what is known of each file. It is remembered for the paths given.")
    ] = None,
    forget_manifest: Annotated[
        bool, typer.Option("--forget-manifest", help="Go on without the manifest remembered for the paths given.")
    ] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Read papers into the corpus: new, changed and withdrawn files are told apart."""
    if authority is not None and not authority.strip():
        log.print("--authority is empty. Give the name of a council, or leave it out.", style="red")
        raise typer.Exit(WRONG_USAGE)
    if manifest is not None and forget_manifest:
        log.print("--manifest and --forget-manifest exclude each other: leave one out.", style="red")
        raise typer.Exit(WRONG_USAGE)
    given = {"authority": authority, "kind": kind, "access": access}
    corrections = {name: str(value) for name, value in given.items() if value is not None}
    corpus = corpus_or_exit(home)
    try:
        if forget_manifest:
            forget_manifests_of(corpus, paths)
        say_manifests(corpus, paths, manifest)
        report = sync_with_progress(corpus, paths, corrections, manifest)
    except (NothingToIngest, ManifestError, syncing.IngestBusy) as error:
        log.print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(FAILED if isinstance(error, syncing.IngestBusy) else WRONG_USAGE) from error
    except (*STORE_ERRORS, NoWorker) as error:
        log.print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(FAILED) from error
    if as_json:
        json.dump(report.as_json(), sys.stdout, indent=1)
        sys.stdout.write("\n")
    else:
        print_report(report)
    if report.failed or report.stopped:
        raise typer.Exit(FAILED)


def sync_with_progress(corpus: Corpus, paths: list[Path], corrections: dict[str, str], manifest: Path | None) -> Report:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files"),
        TimeRemainingColumn(),
    )
    with ProgressBar(*columns, console=log, transient=True) as bar:
        task = bar.add_task("Looking at the files", total=None)

        def show(progress: Progress) -> None:
            bar.update(task, description=progress.file[-50:], completed=progress.files, total=progress.total)

        return syncing.sync(corpus, paths, corrections=corrections, manifest=manifest, on_progress=show)


def forget_manifests_of(corpus: Corpus, paths: list[Path]) -> None:
    with syncing.only_one(corpus):
        forgotten = forget_manifests(corpus.catalogue, [path.expanduser().resolve() for path in paths])
    for file in forgotten:
        say(f"The manifest {file} is forgotten: what it said of the papers no longer counts.")
    if not forgotten:
        say("No manifest was remembered for what you named.")


def say_manifests(corpus: Corpus, paths: list[Path], given: Path | None) -> None:
    """Which manifests count that do not lie in the folders themselves."""
    roots = [path.expanduser().resolve() for path in paths]
    if given is not None:
        say(f"The manifest {given} is remembered: it counts at each later ingest of the same papers too.")
    named = remembered_manifests(corpus.catalogue)
    counting = {root: file for path in roots for root, file in concerning(path, named).items()}
    for root, file in counting.items():
        if given is None or root not in roots:
            say(f"The manifest {file} counts, which was named for {root} before.")


def say(line: str) -> None:
    log.print(line, highlight=False, markup=False, soft_wrap=True)


def print_report(report: Report) -> None:
    """The counts, what came of each file that needs a word, and what an officer should look at."""
    said = ", ".join(f"{count} {outcome}" for outcome, count in report.counts.items() if count) or "no files"
    log.print(f"{said}; {report.embedded} passages embedded; {report.seconds:.1f} seconds")
    for file in report.files:
        if file.reason:
            log.print(f"{file.outcome}: {file.file}: {file.reason}", highlight=False, markup=False)
    concerned: dict[str, list[str]] = {}
    for file in report.files:
        for concern in file.concerns if file.outcome in READ else ():
            concerned.setdefault(concern, []).append(file.file)
    if concerned:
        log.print("For an officer to look at:", style="bold")
    for concern, files in concerned.items():
        rest = f" and {len(files) - NAMED_AT_MOST} more" if len(files) > NAMED_AT_MOST else ""
        said = f"  {concern} ({', '.join(files[:NAMED_AT_MOST])}{rest})"
        log.print(said, highlight=False, markup=False, soft_wrap=True)
    before = sum(bool(file.concerns) and file.outcome not in READ for file in report.files)
    if before:
        log.print(f"{before} papers read earlier have concerns too: scrutiny papers --json lists them.")
    if report.stopped:
        log.print("Stopped before the last file. What is said above is done; run it again for the rest.", style="red")


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
    files = {paper.id: paper.file for paper in papers}
    for paper in papers:
        facts = paper.facts
        by = files.get(paper.replaced_by or "")
        status = f"{paper.status} by {by}" if by else paper.status
        table.add_row(
            facts.authority, KIND_NAMES[facts.kind], when(facts) or "not known", facts.title, paper.file, status
        )
    Console().print(table if papers else "No papers are held yet. Add some with: scrutiny ingest FOLDER")


def corpus_or_exit(home: Path | None) -> Corpus:
    try:
        return open_corpus(settings_for(home))
    except STORE_ERRORS as error:
        log.print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(FAILED) from error
