"""The command that looks whether the corpus is whole."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from corpus.corpus import STORE_ERRORS, open_corpus
from corpus.settings import settings_for
from ingest.check import Findings, check
from ingest.sync import IngestBusy

FAILED = 1
log = Console(stderr=True)


def check_command(
    mend: Annotated[bool, typer.Option("--mend", help="Repair what can be repaired.")] = False,
    home: Annotated[
        Path | None, typer.Option("--home", help="The folder that holds everything.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine output on stdout.")] = False,
) -> None:
    """Is the corpus whole? Every paper in the catalogue, the full text, the kept files and Chroma alike."""
    try:
        findings = check(open_corpus(settings_for(home)), mend=mend)
    except (*STORE_ERRORS, IngestBusy) as error:
        log.print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(FAILED) from error
    if as_json:
        json.dump(findings.as_json(), sys.stdout, indent=1)
        sys.stdout.write("\n")
    else:
        print_findings(findings, mend)
    if not findings.whole:
        raise typer.Exit(FAILED)


def print_findings(findings: Findings, mend: bool) -> None:
    for fault in findings.faults:
        ending = f" Mended: {fault.mended}." if fault.mended else " This cannot be mended here." if mend else ""
        log.print(f"{fault.what}{ending}", highlight=False, markup=False)
    held = f"{findings.papers} papers and {findings.passages} passages"
    if findings.whole:
        log.print(f"The corpus is whole: {held}.", highlight=False)
    else:
        remedy = "" if mend else " Repair it with: scrutiny check --mend"
        log.print(f"The corpus is not whole: {held}.{remedy}", highlight=False)
