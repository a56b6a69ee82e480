"""The ``scrutiny`` command: ingest and assistant put their commands side by side here."""

from __future__ import annotations

import sys

import typer

from assistant.commands import add_assistant_commands
from ingest.commands import add_ingest_commands

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
    app()


if __name__ == "__main__":
    sys.exit(main())
