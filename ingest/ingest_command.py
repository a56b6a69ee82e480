"""The command that brings papers in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from corpus.paper import Access, Kind
from corpus.settings import settings_for
from ingest.worker import ReadingWorkers

WRONG_USAGE = 2
log = Console(stderr=True)


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
    home: Annotated[
        Path | None, typer.Option("--home", help="The folder that holds everything.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine output on stdout.")] = False,
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
    settings = settings_for(home)
    with ReadingWorkers(settings.read_seconds, settings.read_megabytes) as workers:
        # the process that reads starts while this one imports the rest, which takes as long
        if is_something_newer(paths, settings.catalogue_file):
            workers.wake()
        from ingest.ingesting import ingest_and_tell

        ingest_and_tell(
            settings, paths, corrections, manifest, workers, forget_manifest=forget_manifest, as_json=as_json
        )


def is_something_newer(paths: list[Path], catalogue: Path) -> bool:
    """Whether a file came or changed since the catalogue was written last: a guess by the clock of what is to be read,
    and good enough to begin by. What is read is decided by the bytes."""
    found = (file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]))
    try:
        written = catalogue.stat().st_mtime
        return any(max(said.st_mtime, said.st_ctime) > written for said in (file.stat() for file in found))
    except OSError:
        return True
