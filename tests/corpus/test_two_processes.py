"""Papers are added while others ask: two live processes on one home folder."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.corpus import open_corpus
from corpus.embedding import Embedder
from corpus.settings import Settings
from ingest.sync import sync
from tests.conftest import PATIENCE, ROOT, SAMPLE

FIRST = "council/Progress since the Ofsted inspection - 23 January 2024.pdf"
LATER = [
    "press/Ofsted praises Brackenford children's services.html",
    "ofsted/children's services focused visit - 25 june 2021.pdf",
    "press/Care leavers still in hotels, Ofsted tells city.txt",
]
# Asks over and over until its input ends; one line of JSON for each answer.
ASKER = """
import json, sys, threading
from pathlib import Path
from assistant.ask import ask
from assistant.understanding.question import understand
from assistant.evidence.retrieve import PassageRetriever, authorities_of
from corpus.corpus import open_corpus
from corpus.scope import Scope
from corpus.settings import Settings

QUESTIONS = ["Which inspectors came for the 2021 focused visit?", "How many care leavers were in hotels?",
             "Did Ofsted praise the services?"]
corpus = open_corpus(Settings(home=Path(sys.argv[1])))
over = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
turn, left = 0, len(QUESTIONS)
while left:
    left -= over.is_set()  # each question once more at the end
    question = QUESTIONS[turn % len(QUESTIONS)]
    answer = ask(corpus, question)
    papers = corpus.catalogue.papers(Scope())
    asked = understand(question, held=authorities_of(papers))
    found = PassageRetriever(corpus=corpus, scope=Scope()).find(asked, papers)
    whole = {}
    for paper in {item.passage.paper.id: item.passage.paper for item in found}.values():
        held = corpus.catalogue.passages_of(paper)
        vectors = corpus.catalogue.vectors_of(held, corpus.embedder.name)
        whole[paper.file] = [len(held), len(vectors), corpus.catalogue.count_passages([paper])]
    cited = [c.file for s in answer.statements for c in s.citations]
    by_meaning = [item.passage.paper.file for item in found if item.cosine > 0]
    line = {"searched": answer.searched.papers, "whole": whole, "cited": cited, "by_meaning": by_meaning}
    print(json.dumps(line), flush=True)
    turn += 1
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_who_asks_sees_new_papers_whole_and_without_a_restart(tmp_path: Path, home: Path, embedder: Embedder) -> None:
    corpus = replace(open_corpus(Settings(home=home)), embedder=embedder)
    papers = tmp_path / "papers"
    bring(FIRST, papers)
    expected = {file.file: file.passages for file in sync(corpus, [papers]).files}
    # into files: a pipe that nobody reads would stop the process
    with (tmp_path / "answers").open("w+") as said, (tmp_path / "errors").open("w+") as errors:
        asker = subprocess.Popen(
            [sys.executable, "-c", ASKER, str(home)], cwd=ROOT, stdin=subprocess.PIPE, stdout=said, stderr=errors
        )
        wait_for_answer_from(1, asker, tmp_path / "answers")
        for held, file in enumerate(LATER, 2):
            bring(file, papers)
            report = sync(corpus, [papers])
            assert report.failed == []
            wait_for_answer_from(held, asker, tmp_path / "answers")
            expected |= {one.file: one.passages for one in report.files if one.outcome == "created"}
        (papers / LATER[0]).unlink()
        assert [f.outcome for f in sync(corpus, [papers]).files].count("withdrawn") == 1  # type: ignore[comparison-overlap]
        asker.communicate(timeout=PATIENCE)
        assert (asker.returncode, (tmp_path / "errors").read_text()) == (0, "")
    answers = [json.loads(line) for line in (tmp_path / "answers").read_text().splitlines()]
    halves = [(f, n) for a in answers for f, n in a["whole"].items() if n != [expected[f]] * 3]
    assert halves == []
    assert answers[-1]["searched"] == len(LATER)
    last = answers[-3:]
    assert any(LATER[1] in answer["cited"] for answer in last)
    for file in LATER[1:]:
        assert any(file in answer["by_meaning"] for answer in last), f"{file} is not found by meaning"
    assert not any(LATER[0] in answer["by_meaning"] + answer["cited"] for answer in last)
    assert corpus.vectors.keys() == corpus.catalogue.current_keys()


def wait_for_answer_from(papers: int, asker: subprocess.Popen[bytes], answers: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while f'"searched": {papers},' not in answers.read_text():
        assert asker.poll() is None, "the process that asks has ended"
        assert time.monotonic() < deadline, f"it never answered from {papers} papers"
        time.sleep(0.1)


def bring(file: str, papers: Path) -> None:
    (papers / file).parent.mkdir(parents=True, exist_ok=True)
    (papers / file).write_bytes((SAMPLE / file).read_bytes())
