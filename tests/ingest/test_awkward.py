"""All the awkward files beside the repository, each through a reading worker. tests.bench.awkward_files shows them."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

import ingest.ahead
from assistant.ask import ask
from corpus.corpus import Corpus, open_corpus
from corpus.paper import Role
from corpus.scope import Scope
from corpus.settings import Settings
from ingest.readers.read_office import office_program
from ingest.reading import Reading
from ingest.sync import sync
from ingest.unreadable import UnreadablePaper
from ingest.worker import ReadingWorkers
from tests.conftest import PATIENCE, SHARED
from tests.ingest.blocks import check

AWKWARD = SHARED / "awkward"
SEEN = {  # what stands on the pictures, as a reader sees it
    "0113": "We arrived in the dead of night",
    "1df8": "Positive market comments",  # its own text is debris
    "25a4": "gives a straight line as shown in Fig. 5",
    "3e05": "Docling bundles PDF document conversion to",  # on its side
    "52fb": "recorder with PLAY, STOP, RECORD",
    "6bd7": "ReLU",
    "b1a9": "recorder with PLAY, STOP, RECORD",
    "c444": "perfectly cromulent word",
    "d29b": "Enabling Next-Gen LLM",
    "e364": "One or all tracks may be TRANSPOSED at the touch of a key",  # askew
}
ASKED = {  # in words that stand on one picture alone
    "0113": "Who arrived in the dead of night after tracking the maleficar for days?",
    "1df8": "What does the update say of positive market comments and limited liquidity headroom?",
    "3e05": "What does Docling bundle PDF document conversion to in a self contained package?",
    "c444": "Which perfectly cromulent word is it?",
    "d29b": "What does AutoGen enable via multi-agent conversation?",
}
WITHOUT_WORDS = ("82c8", "1ad9", "dc81", "42c9", "bcef", "d6a4")  # a drawing, smileys, colours
LOCKED = ("31b0", "3d6e", "b5dc")

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Reading | str]:
    """What is read of each file, or the reason why not."""
    told: dict[str, Reading | str] = {}
    with ReadingWorkers(seconds=PATIENCE, count=2) as workers:
        futures = {path.name: workers.submit(path, path.name, {}, {}) for path in sorted(AWKWARD.iterdir())}
        for name, future in futures.items():
            try:
                told[name] = future.result()
            except UnreadablePaper as error:
                told[name] = str(error)
    return told


class ReadAlready:
    """Hands out what was read before, in place of the processes that read."""

    def __init__(self, outcomes: dict[str, Reading | str]) -> None:
        self.outcomes = outcomes

    def submit(self, path: Path, file: str, *_: Any) -> Future[Reading]:
        future: Future[Reading] = Future()
        outcome = self.outcomes[path.name]
        if isinstance(outcome, Reading):
            future.set_result(outcome)
        else:
            future.set_exception(UnreadablePaper(outcome))
        return future


@pytest.fixture(scope="module")
def scans(outcomes: dict[str, Reading | str], tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The files of which a picture was read, and as many others, in a corpus."""
    folder = tmp_path_factory.mktemp("scans")
    others = [name for name, outcome in outcomes.items() if isinstance(outcome, Reading) and name[:4] not in SEEN]
    small = [name for name in others if (AWKWARD / name).stat().st_size < 40_000][: len(SEEN)]
    for name in [*small, *(name for name in outcomes if name[:4] in SEEN)]:
        (folder / name).symlink_to(AWKWARD / name)
    corpus = open_corpus(Settings(home=tmp_path_factory.mktemp("home")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest.ahead, "ReadingWorkers", lambda *_: nullcontext(ReadAlready(outcomes)))
        assert sync(corpus, [folder]).failed == []
    return corpus


def outcome_of(outcomes: dict[str, Reading | str], start: str) -> Reading | str:
    return next(outcome for name, outcome in outcomes.items() if name.startswith(start))


def test_every_file_ends_as_pages_or_with_a_reason(outcomes: dict[str, Reading | str]) -> None:
    assert len(outcomes) == len(list(AWKWARD.iterdir()))
    for name, outcome in outcomes.items():
        if isinstance(outcome, Reading):
            assert outcome.passages
            check(outcome.pages)
            assert any(page.text.strip() for page in outcome.pages.pages)
        else:
            assert outcome.startswith(name)
            assert len(outcome) > len(name) + 30


def test_no_file_breaks_the_reader_or_its_limits(outcomes: dict[str, Reading | str]) -> None:
    troubles = ("broke down", "not met before", "could not be read within", "megabytes of memory")
    reasons = [outcome for outcome in outcomes.values() if isinstance(outcome, str)]
    assert [reason for reason in reasons if any(trouble in reason for trouble in troubles)] == []


@pytest.mark.parametrize("start", SEEN)
def test_the_words_of_a_picture_are_read(outcomes: dict[str, Reading | str], start: str) -> None:
    outcome = outcome_of(outcomes, start)
    assert isinstance(outcome, Reading), outcome
    assert SEEN[start] in " ".join(passage.text for passage in outcome.passages)
    page = outcome.pages.pages[0]
    assert page.ocr
    assert page.words
    assert all(-1 < w.x0 < w.x1 < page.width + 1 and -1 < w.y0 < w.y1 < page.height + 1 for w in page.words)


@pytest.mark.parametrize("start", ASKED)
def test_what_stands_on_a_picture_is_found_by_a_question(scans: Corpus, start: str) -> None:
    answer = ask(scans, ASKED[start])
    cited = [c for said in (*answer.statements, *answer.closest) for c in said.citations]
    found = [citation for citation in cited if citation.file.startswith(start)]
    assert found, [citation.file for citation in cited]
    paper = scans.catalogue.paper(found[0].paper, Scope(Role.PUBLIC))
    assert paper is not None
    page = scans.catalogue.page(paper, found[0].page or 1)
    assert page is not None
    assert page.ocr, "the screen says of the page that it was read by OCR"
    assert found[0].quote in page.text


@pytest.mark.parametrize(
    ("starts", "reason"),
    [
        (WITHOUT_WORDS, "no text"),
        (LOCKED, "password"),
        (("empty",), "empty"),
        (("truncated",), "damaged"),
        (("really-html",), "web page"),
    ],
)
def test_a_refusal_names_what_is_wrong(
    outcomes: dict[str, Reading | str], starts: tuple[str, ...], reason: str
) -> None:
    for start in starts:
        outcome = outcome_of(outcomes, start)
        assert isinstance(outcome, str), start
        assert reason in outcome


def test_files_that_hold_text_are_read(outcomes: dict[str, Reading | str]) -> None:
    read = sum(isinstance(outcome, Reading) for outcome in outcomes.values())
    old_office = sum(
        isinstance(outcome, str) and "LibreOffice is installed" in outcome for outcome in outcomes.values()
    )
    assert read + old_office >= 100
    assert office_program() is None or not old_office
