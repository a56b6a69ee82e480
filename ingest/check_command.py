"""The command that looks whether the corpus is whole."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from corpus.corpus import STORE_ERRORS
from corpus.terminal import FAILED, AsJson, Home, fail, opened, say
from ingest.check import Findings, check
from ingest.sync import IngestBusy


def check_command(
    mend: Annotated[bool, typer.Option("--mend", help="Repair what can be repaired.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Is the corpus whole? Every paper in the catalogue, the full text, the kept files and Chroma alike."""
    try:
        findings = check(opened(home), mend=mend)
    except (*STORE_ERRORS, IngestBusy) as error:
        fail(str(error))
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
        say(f"{fault.what}{ending}")
    held = f"{findings.papers} papers and {findings.passages} passages"
    if findings.whole:
        say(f"The corpus is whole: {held}.")
    else:
        remedy = "" if mend else " Repair it with: scrutiny check --mend"
        say(f"The corpus is not whole: {held}.{remedy}")
