"""The commands that answer, as they are called: what stands on stdout, and the exit codes."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner, Result

from assistant.answer import Answer, Standing
from assistant.plaintext import answer_as_text
from corpus.corpus import Corpus
from scrutiny import app
from tests.conftest import PATIENCE

from .chat_server import Part, serving_chat

ANSWER_KEYS = {
    "id", "question", "standing", "lead", "statements", "notes", "closest", "searched", "model", "seconds",
}  # fmt: skip
STATEMENT_KEYS = {"text", "voice", "speaker", "quoted_by", "kind", "under", "cells", "citations"}
CITATION_KEYS = {
    "file", "paper", "title", "authority", "inspected_to", "published", "page", "paragraph", "quote", "passage",
}  # fmt: skip
CONTACTS = "How many contacts had stood unread in the duty team's inbox in 2014?"


def run(corpus: Corpus, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--home", str(corpus.settings.home)], catch_exceptions=False)


def asked(corpus: Corpus, *arguments: str) -> dict[str, Any]:
    done = run(corpus, "ask", *arguments, "--json")
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_ask_prints_the_contract_and_nothing_else(sample_corpus: Corpus) -> None:
    found = asked(sample_corpus, CONTACTS, "--authority", "Brackenford")
    assert found.keys() == ANSWER_KEYS
    assert (found["id"], found["question"], found["standing"], found["model"]) == (None, CONTACTS, "answered", "quote")
    assert found["searched"].keys() == {"papers", "passages", "filters"}
    assert found["searched"]["filters"] == {"authority": ["Brackenford"]}
    assert found["seconds"] > 0
    statement = next(s for s in found["statements"] if "143 contacts" in s["text"])
    assert statement.keys() == STATEMENT_KEYS
    assert (statement["voice"], statement["kind"], statement["quoted_by"]) == ("inspector", "quote", None)
    (citation,) = statement["citations"]
    assert citation.keys() == CITATION_KEYS
    assert citation["file"] == "ofsted/children's services inspection - 09 may 2014.pdf"
    assert (citation["page"], citation["paragraph"], citation["inspected_to"]) == (3, "1", "2014-03-26")
    assert citation["published"] == "2014-05-09"


def test_an_earlier_question_is_given_with_after(sample_corpus: Corpus) -> None:
    found = asked(sample_corpus, "and in 2017?", "--after", "What grade did care leavers get in 2023?")
    assert [c["inspected_to"] for s in found["statements"] for c in s["citations"]] == ["2017-03-09"]
    assert found["question"] == "and in 2017?"


def test_the_role_is_public_unless_it_is_given(sample_corpus: Corpus) -> None:
    question = "What price a week was agreed with Larkmoor for each place?"
    assert "5,640" not in json.dumps(asked(sample_corpus, question))
    assert "5,640" not in json.dumps(asked(sample_corpus, question, "--role", "member"))
    assert "5,640" in json.dumps(asked(sample_corpus, question, "--role", "officer"))


def test_a_question_that_is_not_answered_is_done_all_the_same(sample_corpus: Corpus) -> None:
    assert asked(sample_corpus, "What did Ofsted grade Leeds in 2022?")["standing"] == "not_in_papers"


@pytest.mark.parametrize(
    "arguments",
    [["ask"], ["ask", "  "], ["ask", "Who?", "--role", "king"], ["ask", "Who?", "--nonsense"], ["evaluate"]],
)
def test_wrong_usage_ends_with_2_and_leaves_stdout_empty(sample_corpus: Corpus, arguments: list[str]) -> None:
    done = run(sample_corpus, *arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.strip()


def test_a_home_of_another_version_ends_with_1_and_says_what_to_do(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
        connection.execute("PRAGMA user_version=9999")
    done = CliRunner().invoke(app, ["ask", "Who?", "--home", str(tmp_path), "--json"], catch_exceptions=False)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "9999" in done.stderr


def test_plain_text_says_who_where_and_when(sample_corpus: Corpus) -> None:
    done = run(sample_corpus, "ask", CONTACTS)
    assert done.exit_code == 0
    assert "Inspectors said:" in done.stdout
    assert "“On the first day of the inspection, 143 contacts had stood unread" in done.stdout
    assert "inspected to 26 March 2014, page 3, paragraph 1" in done.stdout
    assert "{" not in done.stdout


def test_plain_text_tells_a_quotation_from_what_quotes_it_and_names_the_speaker(sample_corpus: Corpus) -> None:
    text = run(sample_corpus, "ask", "Who said “Six is six too many”?").stdout
    assert "The council said, as quoted in the press:" in text
    assert "(Councillor Imran Sadiq, cabinet member for children)" in text
    assert "dated January 2020" in text
    assert "Note: The date of" in text


def test_plain_text_of_no_answer_says_so_before_anything_else(sample_corpus: Corpus) -> None:
    text = run(sample_corpus, "ask", "What is the boiling point of tungsten?").stdout
    assert text.startswith("The papers do not say.\n")
    assert "The closest passages, which do not answer it:" in text


def test_plain_text_begins_with_a_line_of_its_own_for_every_standing(sample_corpus: Corpus) -> None:
    found = asked(sample_corpus, CONTACTS)
    said = answer_as_text(Answer.model_validate(found))
    others = [standing for standing in Standing if standing is not Standing.ANSWERED]
    texts = [answer_as_text(Answer.model_validate({**found, "standing": standing})) for standing in others]
    openings = {text.removesuffix(f"\n{said}") for text in texts}
    assert len(openings) == len(others) == 5
    assert all(opening and "\n" not in opening for opening in openings)


def test_evaluate_writes_an_answer_a_line_with_its_id(sample_corpus: Corpus, tmp_path: Path) -> None:
    questions, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    lines = [
        {"id": "one", "question": CONTACTS, "scope": "Brackenford", "answerable": True, "must_include": ["143"]},
        {"id": "two", "question": "What did Ofsted grade Leeds in 2022?", "answerable": False, "scope": None},
        {"id": "three", "question": "how tall is it", "title": "Tower", "sentences": ["It is 330 metres tall."]},
    ]
    questions.write_text("\n".join(map(json.dumps, lines)))
    done = run(sample_corpus, "evaluate", str(questions), "--answers", str(answers), "--json")
    assert done.exit_code == 0, done.stderr
    figures = json.loads(done.stdout)
    assert (figures["questions"], figures["answered_right"], figures["refused_right"]) == (3, 1.0, 1.0)
    assert figures["quotes_not_verbatim"] == 0
    written = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in written] == ["one", "two", "three"]
    assert all(answer.keys() == ANSWER_KEYS for answer in written)


def test_a_run_is_told_in_tables_kept_in_a_folder_and_compared(sample_corpus: Corpus, tmp_path: Path) -> None:
    questions, first = tmp_path / "questions.jsonl", tmp_path / "results" / "first"
    lines = [
        {"id": "one", "question": CONTACTS, "kind": "fact", "answerable": True, "must_include": ["143"]},
        {"id": "two", "question": "What did Ofsted grade Leeds in 2022?", "answerable": False},
        {"id": "three", "question": CONTACTS, "kind": "fact", "answerable": True, "must_include": ["a herring"]},
    ]
    questions.write_text("\n".join(map(json.dumps, lines)))
    done = run(sample_corpus, "evaluate", str(questions), "--results", str(first))
    assert done.exit_code == 0, done.stderr
    for said in ("Answerable questions answered right", "50%", "9% to 91%", "No passage found says “a herring”"):
        assert said in done.stdout, said
    assert sorted(file.name for file in first.iterdir()) == [
        "answers.jsonl", "figures.json", "marks.jsonl", "report.txt", "settings.json",
    ]  # fmt: skip
    assert "herring" in (first / "report.txt").read_text(encoding="utf-8")
    marks = [json.loads(raw) for raw in (first / "marks.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(mark["id"], mark["right"], mark["stage"]) for mark in marks] == [
        ("one", True, None), ("two", True, None), ("three", False, "retrieval"),
    ]  # fmt: skip
    settings = json.loads((first / "settings.json").read_text(encoding="utf-8"))
    assert settings["role"] == "public"
    assert settings["corpus"]["papers"] == 17
    assert len(settings["corpus"]["sha256"]) == len(settings["questions"]["sha256"]) == 64

    lines[2]["must_include"] = ["143"]
    questions.write_text("\n".join(map(json.dumps, [*lines, {"id": "four", "question": CONTACTS}])))
    done = run(sample_corpus, "evaluate", str(questions), "--against", str(first), "--json")
    against = json.loads(done.stdout)["against"]
    assert (against["both"], against["better"], against["worse"], against["only_now"]) == (3, [], [], ["four"])

    again = run(sample_corpus, "evaluate", str(questions), "--results", str(first))
    assert again.exit_code == 2
    assert "already holds the results of a run" in again.stderr.replace("\n", " ")
    wrong = run(sample_corpus, "evaluate", str(questions), "--against", str(questions))
    assert wrong.exit_code == 2
    assert "line 1: no answer" in wrong.stderr.replace("\n", " ")


@pytest.mark.parametrize("text", [None, '{"id": 1}', "no json"])
def test_a_question_file_that_cannot_be_used_is_wrong_usage(
    sample_corpus: Corpus, tmp_path: Path, text: str | None
) -> None:
    file = tmp_path / "questions.jsonl"
    if text is not None:
        file.write_text(text)
    done = run(sample_corpus, "evaluate", str(file), "--json")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "questions.jsonl" in done.stderr.replace("\n", "")


def test_serve_says_its_address_and_nothing_else_on_stdout(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "scrutiny", "serve", "--json", "--port", str(port), "--home", str(tmp_path)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout
        address = json.loads(server.stdout.readline())["address"]
        with urlopen(f"{address}/_stcore/health", timeout=PATIENCE) as reply:
            assert reply.status == 200
    finally:
        server.terminate()
        rest, _ = server.communicate(timeout=PATIENCE)
    assert rest == ""
    assert server.returncode == 0


def test_ask_and_evaluate_take_a_chat_model(
    sample_corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    lines, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    lines.write_text(json.dumps({"id": "1", "question": CONTACTS, "scope": "Brackenford"}) + "\n", encoding="utf-8")
    with serving_chat() as server:
        server.script = lambda body: Part([("143 contacts had stood unread in the duty team’s inbox.", [1])])
        monkeypatch.setenv("SCRUTINY_MODEL_URL", server.url)
        found = asked(sample_corpus, CONTACTS, "--authority", "Brackenford", "--model", "openai:played")
        done = run(
            sample_corpus, "evaluate", str(lines), "--answers", str(answers), "--model", "openai:played", "--json"
        )
    assert done.exit_code == 0, done.stderr
    for answer in (found, json.loads(answers.read_text(encoding="utf-8"))):
        assert (answer["model"], answer["statements"][0]["kind"]) == ("openai:played", "written")
        assert "143 contacts" in answer["statements"][0]["citations"][0]["quote"]


def test_a_chat_model_without_its_package_is_wrong_usage(sample_corpus: Corpus) -> None:
    done = run(sample_corpus, "ask", CONTACTS, "--model", "mistralai:small")
    assert done.exit_code == 2
    assert "pip install 'langchain-mistralai'" in " ".join(done.stderr.split())
