"""What the commands share: their options, where they log, how they end."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from corpus.corpus import STORE_ERRORS, Corpus, open_corpus
from corpus.paper import Role
from corpus.settings import settings_for

Home = Annotated[Path | None, typer.Option("--home", help="The folder that holds everything.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Machine output on stdout.")]
Reader = Annotated[Role, typer.Option("--role", help="Who is reading.")]
FAILED, WRONG_USAGE = 1, 2
NO_COUNCIL = "Council not known"
log = Console(stderr=True)


def opened(home: Path | None) -> Corpus:
    """The corpus of the home folder; ends the command where it cannot be used."""
    try:
        return open_corpus(settings_for(home))
    except STORE_ERRORS as error:
        fail(str(error))


def indented(text: str | Text, by: int) -> Padding:
    """Lines that begin so many characters in, however often they have to be wrapped."""
    return Padding(text if isinstance(text, Text) else Text(text), (0, 0, 0, by), expand=False)


def say(message: str, style: str | None = None) -> None:
    """A line on standard error, as it is: standard output is kept for what a command was asked for."""
    log.print(message, style=style, markup=False, highlight=False, soft_wrap=True)


def fail(message: str, code: int = FAILED) -> NoReturn:
    """Says why on standard error, and ends the command."""
    say(message, style="red")
    raise typer.Exit(code)
