"""Corpora that the tests share: real SQLite, a real Chroma server, and the real embedding model."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import hypothesis
import pytest

from corpus.catalogue import Catalogue
from corpus.corpus import Corpus
from corpus.embedding import Embedder
from corpus.settings import Settings
from corpus.vector_server import HOST, find_or_start
from corpus.vectors import VectorStore

# how long an example takes says more of the machine than of the code
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "corpus" / "sample" / "papers"
SHARED = ROOT.parent / "shared"

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
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(pytest.mark.skip(reason=f"the trial papers are not at {SHARED}"))


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
    from ingest.worker import ReadingWorkers

    with ReadingWorkers() as workers, pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest.ahead, "ReadingWorkers", lambda *_: nullcontext(workers))
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
def sample_corpus(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Corpus]:
    """The sample papers, ingested once, with a Chroma server of their own. Read it; do not write to it."""
    from corpus.corpus import open_corpus
    from ingest.sync import sync

    opened = open_corpus(Settings(home=tmp_path_factory.mktemp("sample")))
    corpus = dataclasses.replace(opened, embedder=embedder)
    report = sync(corpus, [SAMPLE])
    assert report.failed == []
    return corpus


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
