"""What the commands that answer share: their options, where they log, how they end."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from corpus.corpus import STORE_ERRORS, Corpus, open_corpus
from corpus.paper import Role
from corpus.settings import settings_for

Home = Annotated[Path | None, typer.Option("--home", help="The folder that holds everything.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Machine output on stdout.")]
Reader = Annotated[Role, typer.Option("--role", help="Who is reading.")]
FAILED, WRONG_USAGE = 1, 2
log = Console(stderr=True)


def opened(home: Path | None) -> Corpus:
    try:
        return open_corpus(settings_for(home))
    except STORE_ERRORS as error:
        fail(str(error))


def fail(message: str, code: int = FAILED) -> NoReturn:
    log.print(message, style="red", markup=False, highlight=False)
    raise typer.Exit(code)
