"""All the awkward files beside the repository, each through a reading worker. tests.bench.awkward_files shows them."""

from __future__ import annotations

import pytest

from ingest.reading import Reading
from ingest.unreadable import UnreadablePaper
from ingest.worker import ReadingWorkers
from tests.conftest import SHARED
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
WITHOUT_WORDS = ("82c8", "1ad9", "dc81", "42c9", "bcef", "d6a4")  # a drawing, smileys, colours
LOCKED = ("31b0", "3d6e", "b5dc")

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Reading | str]:
    """What is read of each file, or the reason why not."""
    told: dict[str, Reading | str] = {}
    with ReadingWorkers(seconds=60, count=2) as workers:
        futures = {path.name: workers.submit(path, path.name, {}, {}) for path in sorted(AWKWARD.iterdir())}
        for name, future in futures.items():
            try:
                told[name] = future.result()
            except UnreadablePaper as error:
                told[name] = str(error)
    return told


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
    assert read >= 100
