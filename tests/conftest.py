"""Corpora that the tests share: real SQLite, a real Chroma server, and the real embedding model."""

from __future__ import annotations

import dataclasses
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

# where several processes test side by side, each has one core: before anything that counts them is imported
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OMP_NUM_THREADS", "1")

import hypothesis
import psutil
import pytest
from filelock import FileLock

from corpus.catalogue import Catalogue
from corpus.corpus import Corpus, open_corpus
from corpus.embedding import Embedder
from corpus.settings import Settings
from corpus.vector_server import HOST, find_or_start, read_address
from corpus.vectors import VectorStore
from ingest.sync import sync

# how long an example takes says more of the machine than of the code; the same examples each time, so that a failure
# is of what was changed. --hypothesis-profile=search looks for new ones.
hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, derandomize=False, max_examples=1000)
hypothesis.settings.load_profile("same")

PATIENCE = 300  # seconds: whatever takes longer, on the busiest machine, does not come at all
ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "corpus" / "sample" / "papers"
SHARED = ROOT.parent / "shared"
LONGEST = (
    "tests/ingest/test_kill.py",
    "tests/ingest/test_awkward.py",
    "tests/browser/test_accessibility.py",
    "tests/browser/",
    "tests/test_whole_way.py",
    "tests/test_exempt.py",
    "tests/test_exempt_screens.py",
    "tests/assistant/test_planted.py",
    "tests/ingest/test_shared_register.py",
    "tests/assistant/test_ask.py",
    "tests/ingest/test_scan.py",
    "tests/corpus/test_sample.py",
)

REPORT = """Inspection of Brackenford City Council children's services

Inspection dates: 18 to 29 September 2023

1. Care leavers in Brackenford are supported well by their personal advisers. Nine of them live in hotels.

2. Foster carers speak highly of the training that the council gives them. The panel meets every month.
"""
MINUTES = [
    "Brackenford City Council",
    "Minutes of the Children and Families Scrutiny Panel",
    "23 January 2024",
    "The panel heard that the number of agency social workers had fallen from 41 to 17.",
    "RESOLVED: that the report be noted.",
]
STORY = """<!doctype html><html><head><title>Hotels for care leavers - Brackenford Courier</title></head><body><main>
<h1>Hotels for care leavers</h1><p>The Courier has counted nine young people in hotels across the city.</p>
<p>A spokesman said that the bus station would be rebuilt by the spring.</p></main></body></html>
"""
LETTER = [
    "Brackenford City Council",
    "Letter to schools, 12 March 2024",
    "The attendance service will visit every secondary school before the summer holiday.",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # what takes longest is begun first: at the end every process should have something left to do
    items.sort(key=lambda item: place_in_line(item.nodeid))
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(pytest.mark.skip(reason=f"the trial papers are not at {SHARED}"))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """A process of the tests that dies takes its last words with it: what is known of its end is said for it."""
    process = getattr(node.gateway._io, "popen", None)
    if error and process:
        print(f"\n{node.gateway.id} ended with {process.wait(PATIENCE)} (below zero: the number of a signal)")


def place_in_line(test: str) -> int:
    return next((place for place, path in enumerate(LONGEST) if test.startswith(path)), len(LONGEST))


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The packaged model, loaded once."""
    return Embedder()


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One Chroma server for all small corpora: each has a collection of its own."""
    return f"http://{HOST}:{find_or_start(tmp_path_factory.mktemp('chroma')).port}"


@pytest.fixture(scope="session", autouse=True)
def one_reading_process() -> Iterator[None]:
    """The process that reads is started once, at the first ingest, and not for each of them."""
    import ingest.ahead
    import ingest.ingest_command
    from ingest.worker import ReadingWorkers

    with ReadingWorkers() as workers, pytest.MonkeyPatch.context() as patch:
        for module in (ingest.ahead, ingest.ingest_command):
            patch.setattr(module, "ReadingWorkers", lambda *_: nullcontext(workers))
        yield


@pytest.fixture
def make_corpus(tmp_path: Path, chroma_url: str, embedder: Embedder) -> Callable[[], Corpus]:
    """Opens the corpus of this test's home folder, anew at each call as another process would."""

    def opened() -> Corpus:
        settings = Settings(home=tmp_path / "home", chroma_url=chroma_url)
        catalogue = Catalogue(settings.catalogue_file)
        store = VectorStore(settings.chroma_folder, embedder.name, chroma_url, catalogue.home_id())
        return Corpus(settings, catalogue, store, embedder)

    return opened


@pytest.fixture
def corpus(make_corpus: Callable[[], Corpus]) -> Corpus:
    """An empty corpus."""
    return make_corpus()


@pytest.fixture
def small_papers(tmp_path: Path) -> Path:
    """A folder with one tiny paper of each format."""
    return write_small_papers(tmp_path / "papers")


@pytest.fixture(scope="session")
def ingested_sample(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """The home folder of the sample papers, ingested once for all processes of this run. Nothing is at work on it:
    copy it."""
    folder = folder_of_run(tmp_path_factory) / "ingested-sample"
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            made = tmp_path_factory.mktemp("sample-being-ingested")
            corpus = dataclasses.replace(open_corpus(Settings(home=made / "home")), embedder=embedder)
            report = sync(corpus, [SAMPLE])
            assert report.failed == []
            corpus.catalogue.engine.dispose()
            stop_vector_server(corpus.settings.chroma_folder)
            copy_home(made / "home", made / "copy").rename(folder)
    return folder


@pytest.fixture(scope="session")
def sample_corpus(tmp_path_factory: pytest.TempPathFactory, ingested_sample: Path, embedder: Embedder) -> Corpus:
    """The sample papers, with a Chroma server of their own. Read it; do not write to it."""
    home = copy_home(ingested_sample, tmp_path_factory.mktemp("sample") / "home")
    return dataclasses.replace(open_corpus(Settings(home=home)), embedder=embedder)


def folder_of_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one folder of all processes of this run; what is made in it is made under a lock."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def stop_vector_server(folder: Path) -> None:
    """Ends the server of a Chroma folder, so that the folder can be copied; the next client starts another."""
    if address := read_address(folder):
        server = psutil.Process(address.server_pid)
        server.terminate()
        psutil.wait_procs([server], timeout=PATIENCE)


def copy_home(home: Path, copy: Path) -> Path:
    """The papers of a home folder, without what people made of them and without the processes at work on it."""
    others = shutil.ignore_patterns("*.lock", "server*", "address*", "clients", "workbench*", "cookie_secret*")
    return Path(shutil.copytree(home, copy, ignore=others))


def write_small_papers(folder: Path) -> Path:
    (folder / "news").mkdir(parents=True)
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "news" / "hotels.html").write_text(STORY, encoding="utf-8")
    write_word(folder / "minutes.docx", MINUTES)
    write_pdf(folder / "letter.pdf", LETTER)
    return folder


def write_word(path: Path, paragraphs: list[str]) -> None:
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))


def write_pdf(path: Path, lines: list[str], password: str | None = None) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab, of the test extra, draws the papers")
    from reportlab.lib.pdfencrypt import StandardEncryption

    # invariant: the same lines make the same bytes
    page = canvas.Canvas(str(path), invariant=1, encrypt=StandardEncryption(password) if password else None)
    for i, line in enumerate(lines):
        page.drawString(72, 760 - 40 * i, line)
    page.save()
