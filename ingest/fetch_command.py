"""``scrutiny fetch``: new documents of a source into a folder."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.settings import settings_for
from corpus.terminal import FAILED, WRONG_USAGE, AsJson, Home, fail, say

if TYPE_CHECKING:
    from ingest.sources.fetch import DocumentOutcome


def fetch_command(
    given: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="A source of sources.toml in the home folder, Ofsted's page of a council, or a ModernGov committee.",
            show_default=False,
        ),
    ],
    into: Annotated[Path | None, typer.Option(help="The folder to fetch into.", show_default=False)] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Fetch what is new at a source: then ingest the folder that it names."""
    # here, because no other command needs what these load
    from ingest.sources.fetch import Got, fetch, web_of
    from ingest.sources.source import SourceError, source_named
    from ingest.sources.web import FetchError

    settings = settings_for(home)
    try:
        source = source_named(given, settings.home)
    except SourceError as error:
        fail(str(error), WRONG_USAGE)
    folder = into or source.folder or settings.home / "fetched" / source.name

    def show(outcome: DocumentOutcome) -> None:
        if outcome.outcome is not Got.UNCHANGED:
            say(f"{outcome.outcome}: {outcome.title}" + (f" ({outcome.reason})" if outcome.reason else ""))

    try:
        with web_of(settings, source) as web:
            report = fetch(source, folder, web, today=datetime.now(UTC).date(), on_progress=show)
    except FetchError as error:
        fail(str(error))
    for reason in report.failed_pages:
        say(reason, style="red")
    if as_json:
        json.dump(report.as_json(), sys.stdout, indent=1)
        sys.stdout.write("\n")
    counts = {got: sum(one.outcome is got for one in report.documents) for got in Got}
    say(", ".join(f"{count} {got}" for got, count in counts.items() if count) or "No documents are listed there.")
    say(f"Now add them to the corpus: scrutiny ingest {folder}")
    if report.failed:
        raise typer.Exit(FAILED)
