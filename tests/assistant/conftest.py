"""The questions of the sample, answered once, and a corpus in which what is out of scope crowds in."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.answer import Answer
from assistant.ask import ask
from assistant.evaluation.evaluate import Marked, evaluate
from assistant.evaluation.questions import QuestionLine, read_questions
from corpus.corpus import Corpus, open_corpus
from corpus.paper import Role
from corpus.settings import Settings
from ingest.sync import sync
from tests.conftest import folder_of_run

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample"
CROWD = 100  # passages out of scope: more than either search takes


@pytest.fixture(scope="session")
def sample_lines() -> list[QuestionLine]:
    return read_questions(SAMPLE / "questions.jsonl")


@pytest.fixture(scope="session")
def marked(
    tmp_path_factory: pytest.TempPathFactory, sample_corpus: Corpus, sample_lines: list[QuestionLine]
) -> list[Marked]:
    """Every question of the sample, answered for the public; once for all processes of this run."""
    file = folder_of_run(tmp_path_factory) / "marked.pickle"
    with FileLock(f"{file}.lock"):
        if not file.is_file():
            file.write_bytes(pickle.dumps(evaluate(sample_corpus, sample_lines)))
    answered: list[Marked] = pickle.loads(file.read_bytes())
    return answered


@pytest.fixture(scope="session")
def ask_sample(sample_corpus: Corpus) -> Callable[..., Answer]:
    """Asks the sample papers as a reader of Brackenford, of the public unless ``role`` says otherwise."""

    def asked(text: str, *earlier: str, role: Role = Role.PUBLIC) -> Answer:
        return ask(sample_corpus, text, earlier=earlier, authority="Brackenford", role=role)

    return asked


@pytest.fixture(scope="session")
def ask_harrowmere(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Answer]:
    """Asks six papers on an invented council, none of them an inspection report: two stories, a press release, a
    committee report, minutes and an action plan, which differ on several figures."""
    corpus = open_corpus(Settings(home=tmp_path_factory.mktemp("harrowmere")))
    assert sync(corpus, [Path(__file__).parent / "harrowmere"]).failed == []

    def asked(text: str, *earlier: str) -> Answer:
        return ask(corpus, text, earlier=earlier, authority="Harrowmere")

    return asked


@pytest.fixture(scope="session")
def crowded_corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A public paper on Brackenford with one lame sentence on private fostering, and two papers out of scope that
    speak of nothing else: one on another council, one exempt."""
    folder = tmp_path_factory.mktemp("crowded-papers")
    lame = "Some children stay with friends of the family, and a private arrangement of that kind must be reported."
    (folder / "lame.txt").write_text(f"Letter on homes\n\n{lame}\n\nThe office moved to Mill Street in the spring.\n")
    other = "Private fostering in Ferndale is weak: private fostering visit"
    secret = "Private fostering in Brackenford: LARKMOOR CANARY private fostering case"
    (folder / "other.txt").write_text(numbered("Letter on homes", other))
    (folder / "secret.txt").write_text(numbered("Letter on homes", secret))
    facts = {"kind": "other", "published": "2024-03-01"}
    (folder / "manifest.json").write_text(
        json.dumps(
            [
                {"file": "lame.txt", "title": "Letter A", "authority": "Brackenford", **facts},
                {"file": "other.txt", "title": "Letter B", "authority": "Ferndale", **facts},
                {"file": "secret.txt", "title": "Letter C", "authority": "Brackenford", "access": "exempt", **facts},
            ]
        )
    )
    corpus = open_corpus(Settings(home=tmp_path_factory.mktemp("crowded")))
    report = sync(corpus, [folder])
    assert report.failed == []
    assert report.embedded > 2 * CROWD
    return corpus


def numbered(heading: str, text: str) -> str:
    """Numbered paragraphs that differ by a number: a passage each."""
    return "\n\n".join([heading, *(f"{i}. {text} {i}." for i in range(1, CROWD + 1))])
