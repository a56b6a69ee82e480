"""How long an answer takes, against the time to embed its question alone: the machine's speed then falls out.

    python -m tests.bench.ask_speed [--home HOME] [--questions FILE] [--steps]

HOME is a corpus that holds the papers that the questions are about; without it the sample papers are ingested first.
``--steps`` says in which functions of the project and of its libraries the time goes: the profiler itself slows them.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from assistant.ask import ask
from assistant.evaluation.questions import QuestionLine, read_questions
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


def measure(corpus: Corpus, questions: Sequence[QuestionLine]) -> None:
    ask(corpus, questions[0].asked)  # the model is loaded, and Chroma is up
    embedding = [timed(lambda q=q: corpus.embedder.embed([q.asked])) for q in questions]  # type: ignore[misc]
    base = float(np.median(embedding))
    first, again = (
        [
            timed(lambda q=q: ask(corpus, q.asked, earlier=q.earlier, authority=q.scope))  # type: ignore[misc]
            for q in questions
        ]
        for _ in range(2)
    )
    print(f"{len(questions)} questions over {len(corpus.catalogue.current_keys())} passages")
    print(said("embedding a question", embedding, base))
    print(said("ask", first, base))
    print(said("ask, asked before", again, base))
    for kind in sorted({q.kind for q in questions}):
        own = [seconds for q, seconds in zip(questions, again, strict=True) if q.kind == kind]
        print(
            f"  {kind:24} {len(own):4} questions, median {1000 * np.median(own):.0f} ms, most {1000 * max(own):.0f} ms"
        )


def show_steps(corpus: Corpus, questions: Sequence[QuestionLine]) -> None:
    """The functions that take the most time, with all that they call, and alone."""
    profile = cProfile.Profile()
    with profile:
        for q in questions:
            ask(corpus, q.asked, earlier=q.earlier, authority=q.scope)
    stats = pstats.Stats(profile).strip_dirs()
    stats.sort_stats("cumulative").print_stats(r"^(?!.*(frozen|<built-in|site-packages))", 45)
    stats.sort_stats("tottime").print_stats(25)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="a corpus that is there already")
    parser.add_argument("--questions", type=Path, default=SAMPLE / "questions.jsonl")
    parser.add_argument("--steps", action="store_true", help="where the time goes")
    asked = parser.parse_args()
    questions = read_questions(asked.questions)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        corpus = open_corpus(Settings(home=asked.home or Path(made)))
        if not asked.home:
            sync(corpus, [SAMPLE / "papers"])
        measure(corpus, questions)
        if asked.steps:
            show_steps(corpus, questions)


if __name__ == "__main__":
    main()
