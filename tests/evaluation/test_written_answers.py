"""The tallying of written answers: what is shown was let through, and is borne out by what stands beside it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.corpus import Corpus
from tests.assistant.chat_server import ChatServer, Part, evidence_in, serving_chat
from tests.conftest import copy_home
from tests.evaluation import written_answers

LINES = [
    {
        "id": "one",
        "kind": "single_fact",
        "question": "How many contacts had stood unread in the duty team's inbox in 2014?",
        "scope": "Brackenford",
        "answerable": True,
    },
    {
        "id": "two",
        "kind": "judgement",
        "question": "What was the overall grade in 2023?",
        "scope": "Brackenford",
        "answerable": True,
    },
]
WROTE = "143 contacts had stood unread in the duty team’s inbox for more than three working days."
Run = Callable[[], int]


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with serving_chat() as played:
        played.script = lambda body: Part(
            [(WROTE.replace("143", "341"), [1]), (WROTE, [1])] if evidence_in(body) else []
        )
        yield played


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "answers"


@pytest.fixture
def run(
    sample_corpus: Corpus, tmp_path: Path, folder: Path, server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Runs the command over two questions of the sample, of which one is put to a model; returns its exit status."""
    questions = tmp_path / "questions.jsonl"
    questions.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    home = copy_home(sample_corpus.settings.home, tmp_path / "home")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("SCRUTINY_MODEL", "openai:played")
    monkeypatch.setenv("SCRUTINY_MODEL_URL", server.url)
    monkeypatch.setattr(sys, "argv", ["written_answers", str(questions), str(folder), "--home", str(home)])

    def status() -> int:
        with pytest.raises(SystemExit) as left:
            written_answers.main()
        return int(left.value.code or 0)

    return status


def test_what_the_model_wrote_is_counted_and_nothing_is_asked_twice(
    run: Run, server: ChatServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    assert run() == 0
    assert len(server.requests) == 1
    told = capsys.readouterr().out
    assert told.count("2 answers, 1 put to the model, 1 worded by it") == 2
    assert (
        "2 statements: 1 passed (0 as a quotation, word for word), 1 replaced by a quotation, 0 shown unverified"
        in told
    )


@pytest.mark.parametrize(
    ("file", "true", "false"),
    [
        ("record", '"passed": true', '"passed": false'),
        ("written", f'"text":"{WROTE}', f'"text":"{WROTE[:-1]} in 2011.'),
    ],
)
def test_a_statement_that_was_not_let_through_or_is_not_borne_out_is_found(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str], file: str, true: str, false: str
) -> None:
    run()
    kept = folder / f"{file}.jsonl"
    text = kept.read_text(encoding="utf-8")
    assert true in text
    kept.write_text(text.replace(true, false), encoding="utf-8")
    assert run() == 1
    assert "1 shown unverified" in capsys.readouterr().out
