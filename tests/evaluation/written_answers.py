"""Asks questions of a set twice, by quotation and of a chat model, and says what became of what the model wrote.

    python -m tests.evaluation.written_answers QUESTIONS.jsonl FOLDER --home HOME [--draw 100] [--seed 7] [--minutes N]

The model is that of SCRUTINY_MODEL and its settings. FOLDER gets `gold.jsonl`, the questions drawn that are answered
so far, an answer to each in `written.jsonl` and `quoted.jsonl`, and in `record.jsonl` what was sent and what came of
it, as soon as it is there: for `score.py`, and for another run, which goes on where this one ended, by --minutes also.

A written statement counts as unverified unless it stands in the record with a verdict that let it pass, and is borne
out, by a look of its own, by the quotations that are shown with it. Fails where one is.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Statement
from assistant.evaluation.evaluate import answer_line, check_quotes
from assistant.evaluation.questions import QuestionLine, read_questions
from assistant.verifier.verify import Cited, cited_of, verify
from assistant.writing.record import written_answers
from assistant.writing.writer import open_writer
from corpus.corpus import Corpus, open_corpus
from corpus.paper import Role
from corpus.scope import Scope
from corpus.settings import Settings
from corpus.workbench import Workbench

FILES = ("gold", "written", "record", "quoted")
OF_RECORD = ("outcome", "seconds", "prompt", "evidence", "reply", "verdicts")
Row = dict[str, Any]  # of record.jsonl: the id of the question and OF_RECORD, which a question has that was put


@dataclass
class Tally:
    answers: int = 0
    put_to_model: int = 0  # questions; the others are settled by the registers, refused or corrected
    shown_written: int = 0  # answers in which something that the model wrote is shown
    outcomes: Counter[str] = field(default_factory=Counter)
    statements: int = 0  # that the model wrote
    copied: int = 0  # of these word for word a sentence of the evidence, shown as a quotation
    passed: int = 0
    replaced: int = 0
    unverified: int = 0
    quotes: int = 0
    not_verbatim: int = 0
    seconds: list[float] = field(default_factory=list)  # of the questions put to the model

    def as_text(self) -> str:
        slow = sorted(self.seconds)
        spent = f"median {statistics.median(slow):.1f}, longest {slow[-1]:.1f}" if slow else "none"
        return (
            f"{self.answers} answers, {self.put_to_model} put to the model, {self.shown_written} worded by it; "
            f"outcomes {dict(self.outcomes)}\n"
            f"{self.statements} statements: {self.passed} passed ({self.copied} as a quotation, word for word), "
            f"{self.replaced} replaced by a quotation, {self.unverified} shown unverified\n"
            f"{self.quotes} quotations, {self.not_verbatim} not verbatim; seconds of those put to the model: {spent}"
        )


def main() -> None:
    options = options_given()
    settings = Settings(home=options.home)
    writer = open_writer(settings)
    if writer is None:
        sys.exit("SCRUTINY_MODEL is unset: name the chat model in it, as provider:model.")
    corpus = open_corpus(settings)
    corpus.warm_up()
    options.folder.mkdir(parents=True, exist_ok=True)
    drawn = draw(read_questions(options.questions), options.draw, options.seed)
    raw = {row["id"]: row for row in map(json.loads, lines_of(options.questions))}
    bench = Workbench(settings.workbench_file)
    done = {answer.id for answer in answers_of(options.folder / "quoted.jsonl")}
    end = time.monotonic() + 60 * options.minutes
    for line in drawn:
        if line.id in done:
            continue
        if time.monotonic() > end:
            break
        before = [row.id for row in written_answers(bench, limit=1)]
        written = answer_line(corpus, line, Role.PUBLIC, writer=writer)
        quoted = answer_line(corpus, line, Role.PUBLIC)
        of_record = json.dumps({"id": line.id} | newest(bench, before))
        texts = (json.dumps(raw[line.id]), written.model_dump_json(), of_record, quoted.model_dump_json())
        for name, text in zip(FILES, texts, strict=True):
            with (options.folder / f"{name}.jsonl").open("a", encoding="utf-8") as out:
                out.write(f"{text}\n")
        print(f"{line.id}: {written.model}, {written.seconds:.1f} s", flush=True)
    answers = answers_of(options.folder / "written.jsonl")
    rows = {row["id"]: row for row in map(json.loads, lines_of(options.folder / "record.jsonl"))}
    tally = tallied(corpus, answers, rows)
    print(f"of {len(drawn)} drawn: {tally.as_text()}")
    sys.exit(bool(tally.unverified or tally.not_verbatim))


def options_given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--home", type=Path, required=True, help="where the papers are held; the record is kept there")
    parser.add_argument("--draw", type=int, default=100, help="how many questions, drawn at random")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin no answer after these")
    return parser.parse_args()


def draw(lines: list[QuestionLine], count: int, seed: int) -> list[QuestionLine]:
    """In the order of the draw, so that the first of them are a draw as well."""
    return random.Random(seed).sample(lines, min(count, len(lines)))


def lines_of(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()] if file.is_file() else []


def answers_of(file: Path) -> list[Answer]:
    return [Answer.model_validate_json(line) for line in lines_of(file)]


def newest(bench: Workbench, before: list[int]) -> Row:
    """What is on record of the last request, if one was made since ``before``; a form refused leaves a row as well."""
    return next(
        ({name: getattr(row, name) for name in OF_RECORD} for row in written_answers(bench, 1) if row.id not in before),
        {},
    )


def tallied(corpus: Corpus, answers: Iterable[Answer], rows: Mapping[str | None, Row]) -> Tally:
    tally = Tally()
    for answer in answers:
        tally.answers += 1
        quotes, wrong = check_quotes(corpus, answer, Role.PUBLIC)
        tally.quotes, tally.not_verbatim = tally.quotes + quotes, tally.not_verbatim + wrong
        row = rows[answer.id]
        verdicts = row.get("verdicts", [])
        on_record = {text for verdict in verdicts if verdict["passed"] for text in verdict["shown"]}
        worded = [statement for statement in answer.statements if statement.kind == "written"]
        tally.unverified += sum(
            statement.text not in on_record or not is_borne_out(corpus, statement) for statement in worded
        )
        if "outcome" not in row:
            continue
        tally.put_to_model += 1
        tally.shown_written += answer.model != "quote"
        tally.outcomes[row["outcome"]] += 1
        tally.statements += len(verdicts)
        tally.passed += sum(verdict["passed"] for verdict in verdicts)
        own_words = {statement.text for statement in worded}
        tally.copied += sum(verdict["passed"] and own_words.isdisjoint(verdict["shown"]) for verdict in verdicts)
        tally.replaced += sum(not verdict["passed"] for verdict in verdicts)
        tally.seconds.append(answer.seconds)
    return tally


def is_borne_out(corpus: Corpus, statement: Statement) -> bool:
    """By the sentences that are quoted with it, each quotation by itself or all together."""
    papers = corpus.catalogue.papers(Scope(Role.PUBLIC))
    held = corpus.catalogue.passages([citation.passage for citation in statement.citations], papers)
    quoted = [only(cited_of(held[c.passage]), c.quote) for c in statement.citations if c.passage in held]
    return any(verify(statement.text, [one]).supported for one in quoted) or (
        bool(quoted) and verify(statement.text, quoted).supported
    )


def only(cited: Cited, quote: str) -> Cited:
    return replace(cited, sentences=tuple(said for said in cited.sentences if said.text.strip() in quote))


if __name__ == "__main__":
    main()
