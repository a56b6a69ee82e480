"""What the commands that may be worded by a chat model share: its option, and the writer that it names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.settings import settings_for
from corpus.terminal import WRONG_USAGE, fail

# what answers takes a second to import: the other commands do without it
if TYPE_CHECKING:
    from assistant.writing.writer import Writer

ModelName = Annotated[
    str | None,
    typer.Option("--model", help="A chat model to write answers, as provider:model.", show_default="SCRUTINY_MODEL"),
]


def writer_for(home: Path | None, model: str | None) -> Writer | None:
    """The writer of the model that the command line names, or else the settings; None where neither does."""
    from assistant.writing.chat_model import ChatModelError
    from assistant.writing.writer import open_writer

    settings = settings_for(home)
    try:
        return open_writer(settings.model_copy(update={"model": model}) if model else settings)
    except ChatModelError as error:
        fail(str(error), WRONG_USAGE)
