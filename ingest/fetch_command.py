"""``scrutiny fetch``: new documents of a source into a folder."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from corpus.settings import Settings, settings_for

if TYPE_CHECKING:
    from ingest.sources.fetch import DocumentOutcome
    from ingest.sources.web import Web

FAILED, WRONG_USAGE = 1, 2
log = Console(stderr=True)


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
    home: Annotated[
        Path | None, typer.Option("--home", help="The folder that holds everything.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine output on stdout.")] = False,
) -> None:
    """Fetch what is new at a source: then ingest the folder that it names."""
    # here, because no other command needs what these load
    from ingest.sources.fetch import Got, fetch
    from ingest.sources.source import SourceError, source_named
    from ingest.sources.web import FetchError

    settings = settings_for(home)
    try:
        source = source_named(given, settings.home)
    except SourceError as error:
        say(str(error), style="red")
        raise typer.Exit(WRONG_USAGE) from error
    folder = into or source.folder or settings.home / "fetched" / source.name

    def show(outcome: DocumentOutcome) -> None:
        if outcome.outcome is not Got.UNCHANGED:
            say(f"{outcome.outcome}: {outcome.title}" + (f" ({outcome.reason})" if outcome.reason else ""))

    try:
        with web_of(settings, source.host if given != source.url else None) as web:
            report = fetch(source, folder, web, today=datetime.now(UTC).date(), on_progress=show)
    except FetchError as error:
        say(str(error), style="red")
        raise typer.Exit(FAILED) from error
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


def web_of(settings: Settings, configured: str | None) -> Web:
    """The way to the hosts of the settings, and to that of a source which the home folder lists."""
    from ingest.sources.web import Web

    hosts = settings.fetch_hosts | ({configured} if configured else frozenset())
    return Web(hosts, settings.fetch_private_hosts, settings.fetch_delay, settings.fetch_agent)


def say(text: str, style: str | None = None) -> None:
    log.print(text, style=style, markup=False, highlight=False, soft_wrap=True)
