"""The conversation as a councillor meets it: question, quotations, citation, page, link."""

from __future__ import annotations

import io
import re
import time
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pypdfium2
import pytest
from filelock import FileLock
from PIL import Image

from assistant.screens.drawing import FILL, WIDTH
from corpus.corpus import open_corpus
from corpus.paper import Role
from corpus.scope import Scope
from corpus.settings import Settings

from .conftest import DESK, PHONE, WAIT, Served, expect, serving, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
QUESTION = "How many care leavers had been placed in bed and breakfast accommodation before the inspection in 2019?"
Tab = Callable[..., "Page"]


def ask(page: Page, question: str) -> None:
    settle(page)
    asked = page.locator("h2.question[id]").count()
    box = page.get_by_role("textbox", name=re.compile("^Ask a"))
    box.fill(question)
    box.press("Enter")
    page.locator(f"#question-{asked + 1}").wait_for()
    page.get_by_text("Check the paper before you quote it").nth(asked).wait_for()
    settle(page)


def close(*pages: Page) -> None:
    """A tab that outlives its service complains, rightly, that it has lost it."""
    for page in pages:
        page.close()


def one_line(text: str) -> str:
    return " ".join(text.split())


def marked_words(page: Page) -> str:
    page.locator("mark").first.wait_for()
    return one_line(" ".join(page.locator("mark").all_inner_texts()))


def picture(page: Page) -> Image.Image:
    page.wait_for_function("document.querySelector('.st-key-print img')?.naturalWidth > 0")
    source = page.locator(".st-key-print img").evaluate("image => image.src")
    if source.startswith("data:"):
        return Image.open(io.BytesIO(b64decode(source.partition(",")[2]))).convert("RGB")
    return Image.open(io.BytesIO(page.request.get(source).body())).convert("RGB")


def highlighted(image: Image.Image) -> np.ndarray:
    """Row and column of every pixel that has the highlighter's colour; shape (n, 2)."""
    return np.argwhere((np.asarray(image) == FILL).all(axis=2))


def image_and_text(page: Page) -> list[dict[str, float]]:
    """Where the picture and the text of the page stand, both at one moment: the screen may still be scrolling."""
    settle(page)
    places: list[dict[str, float]] = page.evaluate(
        "['.st-key-print img', '.page-text'].map(p => document.querySelector(p).getBoundingClientRect().toJSON())"
    )
    return places


def is_wider_than_screen(page: Page) -> bool:
    """Whether anything is and stays so: a chart may take a moment to fit itself."""
    wider = "[document.scrollingElement, document.querySelector('main')].some(e => e.scrollWidth > e.clientWidth + 1)"
    settle(page)
    for _ in range(40):
        if not page.evaluate(wider):
            return False
        page.wait_for_timeout(250)
    return True


def wait_until_it_stays(page: Page, holds: Callable[[], bool]) -> None:
    """Until it has held for a second and a half on end."""
    deadline, looks = time.monotonic() + WAIT / 1000, 0
    while looks < 10:
        assert time.monotonic() < deadline, "it never came to stay"
        looks = looks + 1 if holds() else 0
        page.wait_for_timeout(150)


@pytest.mark.parametrize("elsewhere", ["http://brackenford.example/", "http://192.0.2.1/"])
def test_these_tests_reach_no_other_host(chromium: Browser, served: Served, elsewhere: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(served.address)
    with page.expect_event("requestfailed", lambda request: request.url == elsewhere) as failed:
        page.evaluate("address => { fetch(address, { mode: 'no-cors' }).catch(() => null) }", elsewhere)
    assert failed.value.failure == "net::ERR_NAME_NOT_RESOLVED"
    context.close()


def test_a_citation_opens_the_page_with_the_quotation_boxed(open_tab: Tab, served: Served) -> None:
    page = open_tab(served.address)
    ask(page, QUESTION)
    group = page.locator(".stHtml", has=page.get_by_role("heading", name="Inspectors said", exact=True)).first
    expect(page.locator("main")).to_contain_text("4 to 15 November 2019")
    expect(group).to_be_visible()
    quote = one_line(page.locator("blockquote").first.inner_text()).strip("“”")
    page.get_by_role("link", name=re.compile(r"^\[1\] page \d+")).click()

    assert marked_words(page) == quote
    expect(page.locator("main")).to_contain_text("Inspectors said")
    where = highlighted(picture(page))
    assert len(where) > 1000
    (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0)
    query = parse_qs(urlsplit(page.url).query)
    printed = printed_words(served.home, query, (left, top, right, bottom))
    assert quote in printed
    # a rectangle round several lines also holds what stands before and after on the first and last of them
    assert len(printed) < len(quote) + 200


def printed_words(home: Path, query: dict[str, list[str]], box: tuple[int, int, int, int]) -> str:
    """The words that the file itself has in a box of the picture, read without the corpus's own boxes."""
    corpus = open_corpus(Settings(home=home))
    paper = corpus.catalogue.paper(query["paper"][0], Scope(Role.PUBLIC))
    assert paper is not None
    with pypdfium2.PdfDocument(corpus.file_of(paper)) as document:
        page = document[int(query["page"][0]) - 1]
        points = page.get_width() / WIDTH
        left, top, right, bottom = (edge * points for edge in box)
        height = page.get_height()
        return one_line(page.get_textpage().get_text_bounded(left, height - bottom, right, height - top))


def test_the_link_shows_a_colleague_the_same_passage(open_tab: Tab, served: Served) -> None:
    page = open_tab(served.address)
    ask(page, QUESTION)
    page.get_by_role("link", name=re.compile(r"^\[1\] page \d+")).click()
    words = marked_words(page)
    colleague = open_tab(page.url)
    assert marked_words(colleague) == words
    assert len(highlighted(picture(colleague))) > 1000
    colleague.get_by_role("link", name="Ask a question").wait_for()
    assert not [word for word in words.split() if len(word) > 4 and word in page.url]

    plain = open_tab(re.sub("&passage=.*", "", page.url))
    assert len(highlighted(picture(plain))) == 0
    settle(plain)
    assert plain.locator("mark").count() == 0


def test_the_link_can_be_copied(open_tab: Tab, served: Served) -> None:
    page = open_tab(served.address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    page.get_by_role("link", name=re.compile(r"^\[1\]")).click()
    picture(page)
    settle(page)
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Link copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_the_conversation_is_still_there_after_a_look_at_a_page(open_tab: Tab, served: Served) -> None:
    page = open_tab(served.address)
    ask(page, QUESTION)
    ask(page, "And what did inspectors say about them in 2023?")
    expect(page.locator("h2.question")).to_have_count(2)
    page.get_by_role("link", name=re.compile(r"^\[1\]")).first.click()
    picture(page)
    settle(page)
    page.get_by_role("link", name="Back to the conversation").click()
    page.locator("#question-2").wait_for()
    expect(page.locator("main")).to_contain_text(QUESTION)
    settle(page)
    page.get_by_role("button", name="New conversation").click()
    page.get_by_role("heading", name="For example").wait_for()
    expect(page.locator("h2.question")).to_have_count(0)


def test_an_answer_is_announced_to_screen_readers(open_tab: Tab, served: Served) -> None:
    page = open_tab(served.address)
    ask(page, QUESTION)
    expect(page.locator("[role=status].only-heard")).to_have_text(re.compile("^Answer ready"))


def test_an_answer_is_shown_from_its_beginning(open_tab: Tab, served: Served) -> None:
    page = open_tab(served.address, PHONE)
    for number in (1, 2):
        ask(page, QUESTION)
        question = page.locator(f"#question-{number}")
        wait_until_it_stays(page, lambda q=question: (box := q.bounding_box()) is not None and 0 < box["y"] < 250)


def test_the_boxed_passage_comes_into_view(open_tab: Tab, served: Served) -> None:
    page = open_tab(served.address, {"width": 1280, "height": 600})
    ask(page, QUESTION)
    page.get_by_role("link", name=re.compile(r"^\[1\] page")).click()
    lowest = highlighted(picture(page))[:, 0].max() / picture(page).height

    def end_of_passage() -> float:
        image, _ = image_and_text(page)
        return float(image["top"] + lowest * image["height"])

    wait_until_it_stays(page, lambda: 0 < end_of_passage() < 600)


def test_example_questions_are_answered_at_a_click(open_tab: Tab, served: Served) -> None:
    page = open_tab(served.address)
    page.get_by_role("heading", name="For example").wait_for()
    settle(page)
    example = page.locator("main .stButton button").first
    question = example.inner_text()
    assert "Brackenford" in page.inner_text("main") or "inspect" in question
    example.click()
    expect(page.locator("#question-1")).to_contain_text(question)
    expect(page.locator("blockquote").first).to_be_visible()


def test_what_the_papers_do_not_say_is_said_so(open_tab: Tab, served: Served) -> None:
    page = open_tab(served.address)
    ask(page, "Which football club won the league in 1974?")
    said = page.inner_text("main")
    assert "do not say" in said
    assert re.search(r"\d+ papers", said)
    assert page.get_by_role("heading", name=re.compile("said$|reported$|decided$"), level=3).count() == 0


@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 640}])
def test_nothing_is_wider_than_a_phone(open_tab: Tab, served: Served, size: dict[str, int]) -> None:
    page = open_tab(served.address, size)
    page.get_by_role("heading", name="For example").wait_for()
    assert not is_wider_than_screen(page)
    ask(page, QUESTION)
    assert not is_wider_than_screen(page)
    page.get_by_role("link", name=re.compile(r"^\[1\]")).click()
    marked_words(page)
    picture(page)
    assert not is_wider_than_screen(page)
    image, text = image_and_text(page)
    assert text["y"] >= image["y"] + image["height"]
    listed = open_tab(f"{served.address}/papers", size)
    listed.get_by_role("heading", name="Papers held").wait_for()
    assert not is_wider_than_screen(listed)


def test_the_page_stands_beside_its_text_on_a_desk(open_tab: Tab, served: Served) -> None:
    page = open_tab(served.address, DESK)
    ask(page, QUESTION)
    page.get_by_role("link", name=re.compile(r"^\[1\] page")).click()
    picture(page)
    image, text = image_and_text(page)
    assert text["x"] >= image["x"] + image["width"]
    assert page.locator(".st-key-print img").get_attribute("alt")
    assert page.locator("h1").count() == 1


def exempt_link(served: Served) -> str:
    corpus = open_corpus(Settings(home=served.home))
    paper = next(p for p in corpus.catalogue.papers(Scope(Role.OFFICER)) if not p.is_public)
    passage = corpus.catalogue.passages_of(paper)[0]
    return served.link(paper=paper.id, page=1, passage=passage.key, start=0, end=20)


def test_a_link_to_an_exempt_paper_tells_the_public_nothing(open_tab: Tab, served_to_public: Served) -> None:
    service = served_to_public
    exempt, unknown = open_tab(exempt_link(service)), open_tab(service.link(paper="0" * 12, page=1))
    for page in (exempt, unknown):
        page.get_by_text("There is no such paper, or you may not read it.").wait_for()
        settle(page)
    assert exempt.inner_text("main") == unknown.inner_text("main")
    assert exempt.title() == unknown.title()
    listed = open_tab(f"{service.address}/papers")
    listed.get_by_role("heading", name="Papers held").wait_for()
    settle(listed)
    assert "exempt" not in listed.inner_text("main").casefold()


def test_an_officer_sees_the_marking_of_an_exempt_paper(open_tab: Tab, served: Served) -> None:
    page = open_tab(exempt_link(served))
    page.get_by_text("Not public: exempt").wait_for()
    assert len(highlighted(picture(page))) > 100
    listed = open_tab(f"{served.address}/papers")
    listed.locator(".tag", has_text="Exempt").first.wait_for()


def test_while_papers_are_being_added_every_screen_says_so(open_tab: Tab, served: Served) -> None:
    with FileLock(served.home / "ingest.lock"):
        page = open_tab(served.address)
        page.get_by_text("Papers are being added now").wait_for()
        page.get_by_role("heading", name="For example").wait_for()
        settle(page)
        page.get_by_role("link", name="Papers").click()
        page.get_by_role("heading", name="Papers held").wait_for()
        expect(page.get_by_text("Papers are being added now")).to_be_visible()
    page.reload()
    page.get_by_role("heading", name="Papers held").wait_for()
    expect(page.get_by_text("Papers are being added now")).to_have_count(0)


def test_papers_are_found_and_opened_from_the_list(open_tab: Tab, served: Served) -> None:
    page = open_tab(f"{served.address}/papers")
    settle(page)
    page.get_by_label("Find a paper").fill("focused visit 2021")
    page.get_by_label("Find a paper").press("Enter")
    expect(page.locator("main .stPageLink")).to_have_count(1)
    settle(page)
    page.locator("main .stPageLink a").click()
    page.get_by_text("page 1 of").wait_for()
    assert picture(page).width == WIDTH
    settle(page)
    page.get_by_role("link", name="Next page").click()
    page.get_by_text("page 2 of").wait_for()


def test_an_empty_corpus_says_how_to_begin_and_fills_without_a_restart(
    open_tab: Tab, tmp_path: Path, ingest: Callable[[Path, Path], None]
) -> None:
    home, papers = tmp_path / "home", tmp_path / "papers"
    papers.mkdir()
    (papers / "kept.txt").write_text(
        "Brackenford City Council\n\nThe council opened a library in Mill Street in May 2022."
    )
    (papers / "lost.txt").write_text("Brackenford City Council\n\nThe council closed a swimming pool in June 2021 <b>.")
    with serving(home) as service:
        page = open_tab(service.address)
        page.get_by_role("heading", name="No papers are held yet").wait_for()
        expect(page.locator("main")).to_contain_text("scrutiny ingest FOLDER")
        settle(page)
        assert page.locator("textarea").count() == 0

        ingest(papers, home)
        page.reload()
        page.get_by_role("textbox", name=re.compile("^Ask a")).wait_for()
        listed = open_tab(f"{service.address}/papers")
        listed.get_by_text("2 papers").wait_for()
        judged = open_tab(f"{service.address}/judgements")
        judged.get_by_text("The papers held have no inspection with judgements").wait_for()

        (papers / "lost.txt").unlink()
        ingest(papers, home)
        corpus = open_corpus(Settings(home=home))
        gone = next(p for p in corpus.catalogue.papers(Scope(), current=False) if p.status == "withdrawn")
        passage = next(p for p in corpus.catalogue.passages_of(gone) if "swimming" in p.passage.text)
        start = passage.passage.text.index("The council closed")
        words = passage.passage.text[start:]
        link: dict[str, str | int] = {
            "paper": gone.id,
            "page": 1,
            "passage": passage.key,
            "start": start,
            "end": start + len(words),
        }
        withdrawn = open_tab(service.link(**link))
        withdrawn.get_by_text("This paper has been withdrawn").wait_for()
        assert marked_words(withdrawn) == words
        stale = open_tab(service.link(**{**link, "passage": f"{gone.id}-gone"}))
        stale.get_by_text("The paper has changed since this link was made").wait_for()
        settle(stale)
        assert stale.locator("mark").count() == 0
        close(page, listed, judged, withdrawn, stale)


def test_a_search_that_does_not_work_says_so_in_plain_words(open_tab: Tab, home: Path) -> None:
    with serving(home, SCRUTINY_CHROMA_URL="http://127.0.0.1:9") as service:
        page = open_tab(service.address)
        page.get_by_text("The search index is not answering.").first.wait_for()
        settle(page)
        assert "Traceback" not in page.inner_text("main")
        assert "127.0.0.1" not in page.inner_text("main")
        close(page)
