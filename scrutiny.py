"""The ``scrutiny`` command: ingest and assistant put their commands side by side here."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Mapping
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from typer.core import TyperGroup
from typer.main import get_command

from corpus.settings import BadSettings

if TYPE_CHECKING:
    from typer._click import Command

WRONG_USAGE = 2
BETWEEN_COLLECTIONS = 50_000  # objects: most of what a command makes are modules and papers, which stay
COMMANDS = {
    "ingest": "ingest.ingest_command:ingest_command",
    "papers": "ingest.papers_command:papers_command",
    "check": "ingest.check_command:check_command",
    "register": "ingest.register_command:register_command",
    "recommendations": "ingest.recommendations_command:recommendations_command",
    "correct": "ingest.correct_command:correct_command",
    "fetch": "ingest.fetch_command:fetch_command",
    "ask": "assistant.ask_command:ask_command",
    "evaluate": "assistant.evaluation.command:evaluate_command",
    "brief": "assistant.briefing.brief_command:brief_command",
    "serve": "assistant.serving.serve_command:serve_command",
}


class ImportedWhenAsked(Mapping[str, "Command"]):
    """The commands by name: none waits for what the others import."""

    def __getitem__(self, name: str) -> Command:
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command(name)(resolve_name(COMMANDS[name]))
        return get_command(alone)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Commands(TyperGroup):
    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = ImportedWhenAsked()  # type: ignore[assignment]


app = typer.Typer(
    cls=Commands,
    name="scrutiny",
    help="Ask inspection reports and committee papers, and check every answer on its page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def scrutiny() -> None:
    """Makes a group of it, which an app with no commands of its own would not be."""


def main() -> None:
    """Runs the command line; exit codes: 0 done, 1 some input failed, 2 wrong usage."""
    gc.set_threshold(BETWEEN_COLLECTIONS)
    try:
        app()
    except BadSettings as error:
        Console(stderr=True).print(str(error), style="red", markup=False, highlight=False)
        sys.exit(WRONG_USAGE)
    finally:
        # at its end the interpreter looks for circles among all that is left, several times: half a second of an ingest
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
