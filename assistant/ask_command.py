"""``scrutiny ask``: one question, answered on the command line."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console

from assistant.ask import ask
from assistant.plaintext import answer_as_text
from assistant.terminal import ModelName, writer_for
from corpus.corpus import STORE_ERRORS
from corpus.paper import Role
from corpus.terminal import WRONG_USAGE, AsJson, Home, Reader, fail, opened


def ask_command(
    question: Annotated[str, typer.Argument(help="What you want to know.", show_default=False)],
    after: Annotated[list[str] | None, typer.Option(help="An earlier question of the conversation.")] = None,
    authority: Annotated[str | None, typer.Option(help="Your council: whom 'we' and 'us' mean.")] = None,
    role: Reader = Role.PUBLIC,
    model: ModelName = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question by quotation, each quotation with its page; with a chat model, in its words, each checked."""
    if not question.strip():
        fail("The question is empty. Write it in quotation marks after ask.", WRONG_USAGE)
    writer = writer_for(home, model)
    try:
        answer = ask(opened(home), question, earlier=after or (), authority=authority, role=role, writer=writer)
    except STORE_ERRORS as error:
        fail(str(error))
    if as_json:
        sys.stdout.write(answer.model_dump_json(indent=1) + "\n")
    else:
        Console().print(answer_as_text(answer), markup=False, highlight=False, soft_wrap=True)
