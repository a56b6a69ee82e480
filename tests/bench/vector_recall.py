"""How much of the exact nearest neighbours our Chroma index finds, with the settings of corpus/vectors.py.

    python -m tests.bench.vector_recall [HOME]

Three sets: the passages of HOME (a corpus of the sample papers, say), asked the questions of the sample; 20,000 made
vectors in clusters, as many papers that repeat the same phrases give; and 200 vectors just added to those. With
filters the search is narrowed to a tenth of the papers.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.corpus import open_corpus
from corpus.paper import Role
from corpus.scope import Scope
from corpus.settings import Settings
from corpus.tokens import Vectors, unit
from corpus.vectors import INDEX, VectorStore

QUESTIONS = Path(__file__).resolve().parents[2] / "corpus" / "sample" / "questions.jsonl"
MADE, CLUSTERS, PAPERS, ADDED, ASKED, DIMENSION = 20_000, 400, 300, 200, 200, 384
SPREAD = 0.6  # length of the noise around a cluster's centre: neighbours then have cosines of some 0.75
OFFICER = Scope(Role.OFFICER)


def report(
    name: str, store: VectorStore, keys: Sequence[str], rows: Vectors, asked: Vectors, papers: Sequence[str] | None
) -> None:
    """Prints recall at 10 and 50, how often the very nearest is found first, and the time of a search."""
    exact = np.argsort(-(asked @ rows.T), axis=1)
    hits = {10: 0.0, 50: 0.0}
    first, seconds = 0, []
    for vector, order in zip(asked, exact, strict=True):
        for limit in hits:
            started = time.perf_counter()
            found = [key for key, _ in store.nearest(vector, OFFICER, papers, limit)]
            seconds.append(time.perf_counter() - started)
            wanted = {keys[i] for i in order[:limit]}
            hits[limit] += len(wanted & set(found)) / len(wanted)
        first += found[0] == keys[order[0]]
    n = len(asked)
    print(
        f"{name}: {len(rows)} vectors, {n} searches: recall@10 {hits[10] / n:.4f}, recall@50 {hits[50] / n:.4f}, "
        f"nearest first {first / n:.3f}, {1000 * np.median(seconds):.1f} ms"
    )


def clustered(rng: np.random.Generator, centres: Vectors, count: int) -> Vectors:
    noise = rng.normal(size=(count, DIMENSION)) * SPREAD / np.sqrt(DIMENSION)
    return unit((centres[rng.integers(0, len(centres), count)] + noise).astype(np.float32))


def of_home(home: Path) -> None:
    corpus = open_corpus(Settings(home=home))
    papers = corpus.catalogue.papers(OFFICER)
    passages = [passage for paper in papers for passage in corpus.catalogue.passages_of(paper)]
    vectors = corpus.catalogue.vectors_of(passages, corpus.embedder.name)
    questions = [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    rows = np.stack([vectors[passage.key].passage for passage in passages])
    report(str(home), corpus.vectors, [p.key for p in passages], rows, corpus.embedder.embed(questions), None)


def of_made(folder: Path) -> None:
    rng = np.random.default_rng(7)
    centres = unit(rng.normal(size=(CLUSTERS, DIMENSION)).astype(np.float32))
    store = VectorStore(folder, "made")
    rows = clustered(rng, centres, MADE)
    keys = [f"p{i}" for i in range(MADE)]
    paper = rng.integers(0, PAPERS, MADE + ADDED)
    fields = [{"paper": f"paper{n}", "access": "public"} for n in paper]
    started = time.perf_counter()
    store.put(keys, rows, fields[:MADE])
    print(f"made: {MADE} vectors put in {time.perf_counter() - started:.1f} s")
    asked = clustered(rng, centres, ASKED)
    report("made", store, keys, rows, asked, None)
    tenth = sorted({f"paper{n}" for n in range(0, PAPERS, 10)})
    inside = [i for i in range(MADE) if fields[i]["paper"] in set(tenth)]
    report("made, a tenth of the papers", store, [keys[i] for i in inside], rows[inside], asked, tenth)
    added = clustered(rng, centres, ADDED)
    keys += [f"new{i}" for i in range(ADDED)]
    store.put(keys[MADE:], added, fields[MADE:])
    near = unit(added + (rng.normal(size=added.shape) * 0.2 / np.sqrt(DIMENSION)).astype(np.float32))
    report("just added, asked for", store, keys, np.concatenate([rows, added]), near, None)


def main() -> None:
    print(json.dumps(INDEX))
    if len(sys.argv) > 1:
        of_home(Path(sys.argv[1]))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        of_made(Path(folder))


if __name__ == "__main__":
    main()
