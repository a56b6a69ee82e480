"""How fast papers are ingested, beside the plain LangChain recipe over the same files in the same run.

    python -m tests.bench.ingest_speed [FOLDER]        (needs: pip install --editable ".[bench]")

FOLDER is ../shared/papers, or the sample papers where that is absent. Each way runs in a process of its own, its start
included. Printed: pages a second and their ratio, time by stage, the share of the wall time that the embedding alone
takes at its best, peak memory, an ingest with nothing to do, and one with a single changed paper.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import pypdfium2

from corpus.context import embedded_line
from corpus.corpus import open_corpus
from corpus.embedding import packaged_folder
from corpus.paper import Role
from corpus.scope import Scope
from corpus.settings import Settings

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared" / "papers"
READ_BY_BOTH = frozenset({".pdf", ".txt"})


@dataclass(frozen=True)
class Run:
    seconds: float
    megabytes: float  # at the peak, of the process and its children
    output: str


def run(*command: str) -> Run:
    """Runs a command to its end, looking at its memory ten times a second."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as process:
        watched, peak = psutil.Process(process.pid), 0.0
        while process.poll() is None:
            peak = max(peak, memory_of(watched))
            time.sleep(0.1)
        seconds = time.perf_counter() - started
        output = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Run(seconds, peak / 1e6, output)


def memory_of(process: psutil.Process) -> float:
    total = 0.0
    try:
        for one in [process, *process.children(recursive=True)]:
            total += one.memory_info().rss
    except psutil.NoSuchProcess:
        return 0.0
    return total


def ingest(folder: Path, home: Path) -> Run:
    return run(sys.executable, "scrutiny.py", "ingest", str(folder), "--home", str(home), "--json")


def copied(papers: Path, folder: Path) -> int:
    """Copies what both ways read, and returns how many pages that is."""
    pages = 0
    for path in sorted(papers.rglob("*")):
        if path.suffix not in READ_BY_BOTH and path.name != "manifest.json":
            continue
        if path.suffix == ".pdf" and path.read_bytes()[:5] != b"%PDF-":
            continue
        copy = folder / path.relative_to(papers)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        if path.suffix == ".pdf":
            with pypdfium2.PdfDocument(path) as document:
                pages += len(document)
        elif path.suffix == ".txt":
            pages += 1
    return pages


def change_one(folder: Path) -> Path:
    """Leaves the last page out of a paper of middling length."""
    pdfs = sorted(folder.rglob("*.pdf"), key=lambda path: path.stat().st_size)
    path = pdfs[len(pdfs) // 2]
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        document.del_page(len(document) - 1)
        document.save(path)
    return path


def embedding_alone(home: Path) -> float:
    """Seconds that the model takes for every passage and sentence held, in one go, once it is warm."""
    corpus = open_corpus(Settings(home=home))
    papers = corpus.catalogue.papers(Scope(Role.OFFICER))
    texts, parts = [], []
    for paper in papers:
        for passage in [held.passage for held in corpus.catalogue.passages_of(paper)]:
            line = embedded_line(paper.facts, passage.headings, passage.caption, passage.columns)
            texts.append(f"{line}\n{passage.text}")
            parts.append([(len(line) + 1 + s.start, len(line) + 1 + s.end) for s in passage.sentences])
    corpus.embedder.embed_with_parts(texts[:200], parts[:200])
    started = time.perf_counter()
    corpus.embedder.embed_with_parts(texts, parts)
    return time.perf_counter() - started


def main(papers: Path) -> None:
    with tempfile.TemporaryDirectory() as work:
        folder, home = Path(work) / "papers", Path(work) / "home"
        pages = copied(papers, folder)
        ours = ingest(folder, home)
        plain = run(
            sys.executable, "-W", "ignore", "-m", "tests.bench.langchain_recipe",
            str(folder), str(Path(work) / "plain"), str(packaged_folder()),
        )  # fmt: skip
        again = ingest(folder, home)
        changed = change_one(folder)
        one = ingest(folder, home)
        alone = embedding_alone(home)
        said = json.loads(ours.output)
        print(f"{pages} pages of {len(said['files'])} papers in {papers}")
        rate = pages / plain.seconds
        print(f"LangChain recipe: {plain.seconds:.1f} s, {rate:.1f} pages a second, {plain.output.strip()}")
        print(f"scrutiny ingest:  {ours.seconds:.1f} s, {pages / ours.seconds:.1f} pages a second")
        print(f"ratio: {plain.seconds / ours.seconds:.2f}")
        print(f"stages, in seconds of the ingesting process: {said['stages']}")
        print(f"embedding alone, warm: {alone:.1f} s, {alone / ours.seconds:.0%} of the wall time")
        print(f"peak memory: {ours.megabytes:.0f} MB; the recipe {plain.megabytes:.0f} MB")
        print(f"nothing to do: {again.seconds:.2f} s, of which work {json.loads(again.output)['seconds']:.2f} s")
        print(
            f"one changed paper ({changed.name}): {one.seconds:.2f} s, work {json.loads(one.output)['seconds']:.2f} s"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else (SHARED if SHARED.is_dir() else PROJECT / "corpus/sample/papers"))
