"""How long an answer takes, against the time to embed its question alone: the machine's speed then falls out.

    python -m tests.bench.ask_speed [HOME]

HOME is a corpus that holds the sample papers; without it they are ingested first.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from assistant.ask import ask
from corpus.corpus import Corpus, open_corpus
from corpus.settings import Settings
from ingest.sync import sync

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample"


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def said(name: str, seconds: Sequence[float], base: float) -> str:
    median, high = np.percentile(seconds, [50, 95])
    return (
        f"{name}: median {1000 * median:.0f} ms, 95% {1000 * high:.0f} ms "
        f"({median / base:.1f} and {high / base:.1f} times one embedding)"
    )


def measure(corpus: Corpus) -> None:
    lines = (SAMPLE / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    ask(corpus, questions[0]["question"])  # the model is loaded, and Chroma is up
    embedding = [timed(lambda q=q: corpus.embedder.embed([q["question"]])) for q in questions]  # type: ignore[misc]
    base = float(np.median(embedding))
    first, again = (
        [
            timed(lambda q=q: ask(corpus, q["question"], authority=q.get("scope")))  # type: ignore[misc]
            for q in questions
        ]
        for _ in range(2)
    )
    print(f"{len(questions)} questions over {len(corpus.catalogue.current_keys())} passages")
    print(said("embedding a question", embedding, base))
    print(said("ask", first, base))
    print(said("ask, asked before", again, base))


def main() -> None:
    if len(sys.argv) > 1:
        measure(open_corpus(Settings(home=Path(sys.argv[1]))))
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        corpus = open_corpus(Settings(home=Path(home)))
        sync(corpus, [SAMPLE / "papers"])
        measure(corpus)


if __name__ == "__main__":
    main()
