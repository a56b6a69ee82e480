"""An ingest as the command line tells of it: which manifests count, how far it is, and what came of each file."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as ProgressBar

from corpus.corpus import STORE_ERRORS, Corpus, open_corpus
from corpus.settings import Settings
from ingest.facts.manifest import ManifestError
from ingest.manifests import concerning, forget_manifests, remembered_manifests
from ingest.plan import READ, NothingToIngest
from ingest.report import Progress, Report
from ingest.stopping import stopping_by_ctrl_c
from ingest.sync import IngestBusy, only_one, sync
from ingest.worker import NoWorker, ReadingWorkers

FAILED, WRONG_USAGE = 1, 2
NAMED_AT_MOST = 5  # files, after a concern that they share
log = Console(stderr=True)


def ingest_and_tell(
    settings: Settings,
    paths: list[Path],
    corrections: dict[str, str],
    manifest: Path | None,
    workers: ReadingWorkers,
    *,
    forget_manifest: bool,
    as_json: bool,
) -> None:
    """Raises typer.Exit where a file failed, or nothing could be done."""
    try:
        corpus = open_corpus(settings)
        if forget_manifest:
            forget_manifests_of(corpus, paths)
        say_manifests(corpus, paths, manifest)
        report = sync_with_progress(corpus, paths, corrections, manifest, workers)
    except (NothingToIngest, ManifestError, IngestBusy) as error:
        log.print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(FAILED if isinstance(error, IngestBusy) else WRONG_USAGE) from error
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


def sync_with_progress(
    corpus: Corpus, paths: list[Path], corrections: dict[str, str], manifest: Path | None, workers: ReadingWorkers
) -> Report:
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

        def say_stopping() -> None:
            bar.update(task, description="Stopping; what is done is kept")

        with stopping_by_ctrl_c(say_stopping) as stopping:
            return sync(
                corpus,
                paths,
                corrections=corrections,
                manifest=manifest,
                on_progress=show,
                workers=workers,
                stopping=stopping,
            )


def forget_manifests_of(corpus: Corpus, paths: list[Path]) -> None:
    with only_one(corpus):
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
