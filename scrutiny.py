"""The ``scrutiny`` command: ingest and assistant put their commands side by side here."""

from __future__ import annotations

import sys

import typer
from rich.console import Console

from assistant.commands import add_assistant_commands
from corpus.settings import BadSettings
from ingest.commands import add_ingest_commands

WRONG_USAGE = 2

app = typer.Typer(
    name="scrutiny",
    help="Ask inspection reports and committee papers, and check every answer on its page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
add_ingest_commands(app)
add_assistant_commands(app)


def main() -> None:
    """Runs the command line; exit codes: 0 done, 1 some input failed, 2 wrong usage."""
    try:
        app()
    except BadSettings as error:
        Console(stderr=True).print(str(error), style="red", markup=False, highlight=False)
        sys.exit(WRONG_USAGE)


if __name__ == "__main__":
    sys.exit(main())
