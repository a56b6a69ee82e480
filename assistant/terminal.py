"""What the commands that answer share: their options, where they log, how they end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

from corpus.corpus import STORE_ERRORS, Corpus, open_corpus
from corpus.paper import Role
from corpus.settings import settings_for

# what answers takes a second to import: the other commands do without it
if TYPE_CHECKING:
    from assistant.writing.writer import Writer

Home = Annotated[Path | None, typer.Option("--home", help="The folder that holds everything.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Machine output on stdout.")]
Reader = Annotated[Role, typer.Option("--role", help="Who is reading.")]
ModelName = Annotated[
    str | None,
    typer.Option("--model", help="A chat model to write answers, as provider:model.", show_default="SCRUTINY_MODEL"),
]
FAILED, WRONG_USAGE = 1, 2
log = Console(stderr=True)


def opened(home: Path | None) -> Corpus:
    try:
        return open_corpus(settings_for(home))
    except STORE_ERRORS as error:
        fail(str(error))


def writer_for(home: Path | None, model: str | None) -> Writer | None:
    """The writer of the model that the command line names, or else the settings; None where neither does."""
    from assistant.writing.chat_model import ChatModelError
    from assistant.writing.writer import open_writer

    settings = settings_for(home)
    try:
        return open_writer(settings.model_copy(update={"model": model}) if model else settings)
    except ChatModelError as error:
        fail(str(error), WRONG_USAGE)


def fail(message: str, code: int = FAILED) -> NoReturn:
    log.print(message, style="red", markup=False, highlight=False)
    raise typer.Exit(code)
