"""``scrutiny evaluate``: a council's own questions asked, marked, and set against an earlier run."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.terminal import ModelName, writer_for
from corpus.corpus import STORE_ERRORS, Corpus
from corpus.paper import Role
from corpus.scope import Scope
from corpus.terminal import WRONG_USAGE, AsJson, Home, Reader, fail, log, opened, say

# what answers takes a second to import: the other commands do without it
if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.evaluation.marks import Marked
    from assistant.evaluation.questions import QuestionLine
    from assistant.writing.writer import Writer

EVERY = 15.0  # seconds between lines of progress where no bar can be drawn
READERS = {Role.PUBLIC: "as the public", Role.MEMBER: "as a member", Role.OFFICER: "as an officer"}


def evaluate_command(
    questions: Annotated[
        Path, typer.Argument(help="One question a line, as JSON, or a .csv file with a row each.", show_default=False)
    ],
    answers: Annotated[Path | None, typer.Option(help="Write the answers here, one a line.")] = None,
    results: Annotated[
        Path | None, typer.Option(help="A new folder for answers, marks, figures and the settings that made them.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(help="Compare with an earlier run: its answers file or its results folder.")
    ] = None,
    role: Reader = Role.PUBLIC,
    model: ModelName = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Ask every question of a file, and say how the answers did and where the wrong ones went wrong."""
    from assistant.evaluation.comparison import AnswersFileError, compare, read_answers
    from assistant.evaluation.evaluate import figures
    from assistant.evaluation.questions import QuestionFileError, doubts_about, read_questions
    from assistant.evaluation.report import print_report, report_as_text
    from assistant.evaluation.results import (
        ANSWERS,
        ResultsFolderError,
        make_results_folder,
        write_results,
        write_settings,
    )  # fmt: skip

    try:
        lines = read_questions(questions)
        earlier = read_answers(against) if against else None
        if results:
            make_results_folder(results)
    except (QuestionFileError, AnswersFileError, ResultsFolderError, OSError) as error:
        fail(str(error), WRONG_USAGE)
    for doubt in doubts_about(lines):
        say(f"{questions}: {doubt}")
    corpus, writer = opened(home), writer_for(home, model)
    try:
        if results:
            write_settings(results, corpus, questions, role, model)
        marked = answered(corpus, lines, role, writer, (answers, results / ANSWERS if results else None))
        papers = len(corpus.catalogue.papers(Scope(role)))
    except (*STORE_ERRORS, OSError) as error:
        fail(str(error))
    found = figures(marked)
    if earlier is not None:
        found["against"] = compare(marked, earlier).as_json()
    about = f"{len(marked)} questions of {questions.name}, asked of {papers} papers ({READERS[role]})."
    if results:
        write_results(results, marked, found, report_as_text(found, about))
    if as_json:
        json.dump(found, sys.stdout, indent=1)
        sys.stdout.write("\n")
    else:
        print_report(found, about, Console(highlight=False))


def answered(
    corpus: Corpus,
    lines: Iterable[QuestionLine],
    role: Role,
    writer: Writer | None,
    files: tuple[Path | None, Path | None],
) -> list[Marked]:
    """Asks every question and marks its answer; each answer is written to the files as it comes."""
    from assistant.evaluation.evaluate import evaluate
    from assistant.evaluation.results import answers_files

    corpus.warm_up()  # not timed as part of the first question
    with answers_files(*files) as outs:

        def keep(answer: Answer) -> None:
            for out in outs:
                out.write(answer.model_dump_json() + "\n")

        return evaluate(corpus, counted(lines), role, keep, writer)


def counted(lines: Iterable[QuestionLine]) -> Iterator[QuestionLine]:
    """The lines, with how many are done shown on stderr: a bar in a terminal, else a line now and then."""
    lines = list(lines)
    if log.is_terminal:
        columns = (TextColumn("Asking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=log, transient=True) as progress:
            yield from progress.track(lines)
        return
    started = told = time.monotonic()
    for done, line in enumerate(lines):
        now = time.monotonic()
        if now - told >= EVERY:
            left = (now - started) / done * (len(lines) - done)
            log.print(f"Asked {done} of {len(lines)} questions; about {_in_words(left)} left.", highlight=False)
            told = now
        yield line


def _in_words(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} seconds"
    return f"{round(seconds / 60)} minutes"
