"""The commands that answer: ask, evaluate, serve."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console

from assistant.brief_command import brief_command
from assistant.evaluation.command import evaluate_command
from assistant.terminal import WRONG_USAGE, AsJson, Home, ModelName, Reader, fail, opened, writer_for
from corpus.corpus import STORE_ERRORS
from corpus.paper import Role
from corpus.settings import BadSettings, settings_for


def add_assistant_commands(app: typer.Typer) -> None:
    app.command("ask")(ask_command)
    app.command("evaluate")(evaluate_command)
    app.command("brief")(brief_command)
    app.command("serve")(serve_command)


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
    from assistant.ask import ask
    from assistant.plaintext import answer_as_text

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


def serve_command(
    port: Annotated[int, typer.Option(help="The port of this machine to listen on.")] = 8501,
    address: Annotated[
        str | None, typer.Option(help="The address to listen on. Any but this machine's own needs sign-in.")
    ] = None,
    role: Annotated[
        Role | None, typer.Option("--role", help="With no sign-in, who reads: by default an officer.")
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Open the screens in the browser: of this machine, or with sign-in of others."""
    from assistant.serve import serve

    given = {name: value for name, value in {"address": address, "role": role}.items() if value}
    try:
        settings = settings_for(home, **given)
    except BadSettings as error:
        fail(str(error), WRONG_USAGE)
    raise typer.Exit(serve(settings, port, as_json))
