"""The commands that answer: ask, evaluate, serve."""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO

import typer
from rich.console import Console
from rich.progress import track

from assistant.brief_command import brief_command
from corpus.corpus import STORE_ERRORS, Corpus, open_corpus
from corpus.paper import Role
from corpus.settings import BadSettings, settings_for

# what answers takes a second to import: the other commands do without it
if TYPE_CHECKING:
    from assistant.answer import Answer

Home = Annotated[Path | None, typer.Option("--home", help="The folder that holds everything.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Machine output on stdout.")]
Reader = Annotated[Role, typer.Option("--role", help="Who is reading.")]
FAILED, WRONG_USAGE = 1, 2
log = Console(stderr=True)


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
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question by quotation, each quotation with its page."""
    from assistant.ask import ask
    from assistant.plaintext import answer_as_text

    if not question.strip():
        fail("The question is empty. Write it in quotation marks after ask.", WRONG_USAGE)
    try:
        answer = ask(opened(home), question, earlier=after or (), authority=authority, role=role)
    except STORE_ERRORS as error:
        fail(str(error))
    if as_json:
        sys.stdout.write(answer.model_dump_json(indent=1) + "\n")
    else:
        Console().print(answer_as_text(answer), markup=False, highlight=False, soft_wrap=True)


def evaluate_command(
    questions: Annotated[Path, typer.Argument(help="One question a line, as JSON.", show_default=False)],
    answers: Annotated[Path | None, typer.Option(help="Write the answers here, one a line.")] = None,
    role: Reader = Role.PUBLIC,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Ask every question of a file, and say how the answers did."""
    from assistant.evaluate import evaluate, figures
    from assistant.questions import QuestionFileError, read_questions

    try:
        lines = read_questions(questions)
    except (QuestionFileError, OSError) as error:
        fail(str(error), WRONG_USAGE)
    corpus = opened(home)
    try:
        corpus.embedder.embed_one("loaded before the first question is timed")
        with open_answers(answers) as out:

            def keep(answer: Answer) -> None:
                if out:
                    out.write(answer.model_dump_json() + "\n")

            counted = track(lines, "Asking", console=log, transient=True)
            marked = evaluate(corpus, counted, role, keep)
    except STORE_ERRORS as error:
        fail(str(error))
    found = figures(marked)
    if as_json:
        json.dump(found, sys.stdout, indent=1)
        sys.stdout.write("\n")
    else:
        for name, value in found.items():
            Console().print(f"{name.replace('_', ' ')}: {value}", highlight=False)


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


def open_answers(path: Path | None) -> AbstractContextManager[TextIO | None]:
    return path.open("w", encoding="utf-8") if path else nullcontext()


def opened(home: Path | None) -> Corpus:
    try:
        return open_corpus(settings_for(home))
    except STORE_ERRORS as error:
        fail(str(error))


def fail(message: str, code: int = FAILED) -> NoReturn:
    log.print(message, style="red", markup=False, highlight=False)
    raise typer.Exit(code)
