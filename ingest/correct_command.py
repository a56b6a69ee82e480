"""The command with which officers correct what is known of a paper."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

from corpus.authorities import known_authorities
from corpus.corpus import STORE_ERRORS
from corpus.terminal import WRONG_USAGE, AsJson, Home, fail, opened, say
from ingest.correct import Corrected, NoSuchPaper, correct
from ingest.facts.corrections import FIELDS, BadCorrection
from ingest.facts.manifest import ManifestError
from ingest.sync import IngestBusy
from ingest.unreadable import UnreadablePaper


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
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Correct facts of a paper. Corrections outrank the paper, its file's name and any manifest, and are kept."""
    try:
        given = parsed(corrections)
        made = correct(opened(home), paper, given)
    except (BadCorrection, NoSuchPaper, ManifestError) as error:
        fail(str(error), WRONG_USAGE)
    except (UnreadablePaper, IngestBusy, *STORE_ERRORS) as error:
        fail(str(error))
    warn_of_unlisted(made)
    if as_json:
        json.dump(as_printed(made), sys.stdout, indent=1)
        sys.stdout.write("\n")
        return
    say(f"{made.paper.file} ({made.paper.id})")
    for change in made.changes:
        say(f"  {change.in_words}")
    if not made.changes:
        say("  nothing has changed")


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


def warn_of_unlisted(made: Corrected) -> None:
    """A misspelt name would make a council of its own."""
    for change in made.changes:
        if change.field == "authority" and change.after and change.after not in known_authorities():
            say(f"{change.after} is in no list of authorities. Check its spelling.", style="yellow")


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
