"""The command with which officers correct what is known of a paper."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from corpus.authorities import known_authorities
from corpus.corpus import STORE_ERRORS, open_corpus
from corpus.dates import date_in_words
from corpus.settings import settings_for
from ingest.correct import Change, Corrected, NoSuchPaper, correct
from ingest.facts.corrections import DATES, FIELDS, BadCorrection
from ingest.facts.manifest import ManifestError
from ingest.sync import IngestBusy
from ingest.unreadable import UnreadablePaper

FAILED, WRONG_USAGE = 1, 2
log = Console(stderr=True)


def correct_command(
    paper: Annotated[str, typer.Argument(help="The id of a paper, or its file.", show_default=False)],
    corrections: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE...",
            help=f"Facts: {', '.join(FIELDS)}. FIELD= takes a correction back, FIELD=none says there is no such fact.",
            show_default=False,
        ),
    ],
    home: Annotated[
        Path | None, typer.Option("--home", help="The folder that holds everything.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine output on stdout.")] = False,
) -> None:
    """Correct facts of a paper. Corrections outrank the paper, its file's name and any manifest, and are kept."""
    try:
        given = parsed(corrections)
        made = correct(open_corpus(settings_for(home)), paper, given)
    except (BadCorrection, NoSuchPaper, ManifestError) as error:
        raise told(error, WRONG_USAGE) from error
    except (UnreadablePaper, IngestBusy, *STORE_ERRORS) as error:
        raise told(error, FAILED) from error
    warn_of_unlisted(made)
    if as_json:
        json.dump(as_printed(made), sys.stdout, indent=1)
        sys.stdout.write("\n")
        return
    log.print(f"{made.paper.file} ({made.paper.id})", markup=False, highlight=False)
    for change in made.changes:
        log.print(f"  {line_of(change)}", markup=False, highlight=False)
    if not made.changes:
        log.print("  nothing has changed")


def parsed(corrections: list[str]) -> dict[str, str]:
    """Raises BadCorrection for a word without an equals sign, or a field given twice."""
    given: dict[str, str] = {}
    for word in corrections:
        name, equals, value = word.partition("=")
        name = name.strip()
        if not equals:
            raise BadCorrection(f"{word!r} is no correction. Write FIELD=VALUE, such as published=2024-05-03.")
        if name in given:
            raise BadCorrection(f"{name} is given twice. Give it once.")
        if name not in FIELDS:
            raise BadCorrection(f"{name!r} is no fact of a paper. Correct one of: {', '.join(FIELDS)}.")
        given[name] = value
    return given


def told(error: Exception, code: int) -> typer.Exit:
    log.print(str(error), style="red", markup=False, highlight=False)
    return typer.Exit(code)


def warn_of_unlisted(made: Corrected) -> None:
    """A misspelt name would make a council of its own."""
    for change in made.changes:
        if change.field == "authority" and change.after and change.after not in known_authorities():
            log.print(f"{change.after} is in no list of authorities. Check its spelling.", style="yellow", markup=False)


def line_of(change: Change) -> str:
    before, after = (
        f"{in_words(change.field, value)} ({how})" if how else in_words(change.field, value)
        for value, how in ((change.before, change.known_before), (change.after, change.known_after))
    )
    return f"{change.field.replace('_', ' ')}: {before} -> {after}"


def in_words(field: str, value: Any) -> str:
    if value is None or value == ():
        return "none"
    if field in DATES:
        return date_in_words(str(value))
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def as_printed(made: Corrected) -> dict[str, Any]:
    changed = [
        {
            "field": change.field,
            "before": change.before,
            "after": change.after,
            "known_before": change.known_before,
            "known_after": change.known_after,
        }
        for change in made.changes
    ]
    return {"paper": made.paper.id, "file": made.paper.file, "changed": changed, "embedded": made.embedded}
