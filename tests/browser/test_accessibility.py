"""Every screen that app.py lists: WCAG 2.2 A and AA by axe-core, and what the eye and the keyboard need besides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from app import SCREENS
from assistant.screens.mended import AXE, MENDED
from corpus.corpus import open_corpus
from corpus.scope import Scope
from corpus.settings import Settings

from .conftest import DESK, PHONE, Served, serving, settle
from .test_chat import QUESTION, ask, close, is_wider_than_screen, picture

if TYPE_CHECKING:
    from playwright.sync_api import Page

axe = pytest.importorskip(
    "axe_playwright_python.base", reason="axe-playwright-python, of the test extra, brings axe-core"
)
pytestmark = pytest.mark.browser
Tab = Callable[..., "Page"]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return found.violations.flatMap((v) => v.nodes
    .map((n) => `${v.id}: ${n.target.join(" ")} ${n.html.slice(0, 200)} ${n.failureSummary.slice(0, 200)}`));
}"""
STILL = """() => document.getAnimations().every((a) =>
  a.playState !== "running" || a.effect?.getComputedTiming().iterations === Infinity)"""


def violations(page: Page) -> list[str]:
    """What stands there for good: a screen that is still being drawn is looked at again."""
    for _ in range(4):
        settle(page)
        page.wait_for_function(STILL)  # the last fade
        page.evaluate(f"() => {{ if (!window.axe) {{ {axe.AXE_SCRIPT} }} }}")
        found: list[str] = page.evaluate(RUN, WCAG)
        if not found:
            break
        page.wait_for_timeout(500)
    return found


def address_of(service: Served, path: str) -> str:
    """Of a screen with something on it: the screen of a page needs a paper."""
    papers = open_corpus(Settings(home=service.home)).catalogue.papers(Scope())
    if path == SCREENS[0].path:
        return service.address  # the screen where a reader comes in has no path of its own
    return f"{service.address}/{path}" + (f"?paper={papers[0].id}" if path == "page" and papers else "")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("bare")) as service:
        yield service


def test_the_version_of_axe_is_the_one_that_the_statement_names() -> None:
    assert re.search(rf"axe v{re.escape(AXE)}\.", axe.AXE_SCRIPT[:200])


def faults(page: Page) -> list[str]:
    """What is wrong with the screen that is shown, at the size that it is shown at."""
    found = violations(page)
    if (headings := page.locator("main h1").count()) != 1:
        found.append(f"it has {headings} headings of the first level")
    if is_wider_than_screen(page):
        found.append(f"it is wider than the {page.viewport_size}")
    return found


def cut_in_print(page: Page) -> list[str]:
    """What of the screen would be missing on paper, or too much."""
    page.emulate_media(media="print")
    found: list[str] = (
        page.evaluate("""() => [...document.querySelectorAll("main, [data-testid=stAppViewContainer], .stApp")]
        .filter((e) => e.scrollHeight > e.clientHeight + 2 && getComputedStyle(e).overflowY !== "visible")
        .map((e) => `it is cut off when it is printed: ${e.className}`)""")
    )
    if page.locator("header").first.is_visible():
        found.append("the bar is printed")
    page.emulate_media(media="screen")
    return found


def only_faulty(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {path: faults for path, faults in found.items() if faults}


# A screen takes seconds to come, and much less to be looked at once more: so each is opened as seldom as may be.
def test_every_screen_meets_wcag_and_prints_its_whole_length_without_the_bar(open_tab: Tab, served: Served) -> None:
    page = open_tab("about:blank")
    found: dict[str, list[str]] = {}
    for screen in SCREENS:
        page.goto(address_of(served, screen.path))
        found[screen.path] = [*faults(page), *cut_in_print(page)]
    assert only_faulty(found) == {}


def test_every_screen_meets_wcag_on_a_phone_and_fits_at_400_per_cent(open_tab: Tab, served: Served) -> None:
    page = open_tab("about:blank", PHONE)
    found: dict[str, list[str]] = {}
    for screen in SCREENS:
        page.goto(address_of(served, screen.path))
        found[screen.path] = faults(page)
        # 1280 by 1024 at 400%, as WCAG 2.2, 1.4.10 has it
        page.set_viewport_size({"width": 320, "height": 256})
        if is_wider_than_screen(page):
            found[screen.path].append("it is wider than a screen at 400%")
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert only_faulty(found) == {}


def test_every_screen_of_an_empty_service_meets_wcag(open_tab: Tab, bare: Served) -> None:
    page = open_tab("about:blank")
    found: dict[str, list[str]] = {}
    for screen in SCREENS:
        page.goto(address_of(bare, screen.path))
        found[screen.path] = faults(page)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        found[screen.path] += faults(page)
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
    close(page)
    assert only_faulty(found) == {}


def test_the_statement_lists_what_is_mended(open_tab: Tab, served: Served) -> None:
    page = open_tab(f"{served.address}/accessibility", PHONE)
    assert violations(page) == []
    menus = page.locator("[data-testid=stSidebarNavItems] > [role=list]")
    assert menus.evaluate_all("all => all.map(e => e.getAttribute('aria-label'))") == ["For officers", "About"]
    page.evaluate("""() => document.querySelectorAll("ul[role=none], ul > div, ul header")
        .forEach((e) => ["role", "aria-label", "aria-hidden"].forEach((name) => e.removeAttribute(name)))""")
    assert {found.partition(":")[0] for found in page.evaluate(RUN, WCAG)} == {mended.rule for mended in MENDED}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["wide", "narrow"])
def test_an_answer_and_its_page_meet_wcag(open_tab: Tab, served: Served, size: dict[str, int]) -> None:
    page = open_tab(served.address, size)
    ask(page, QUESTION)
    assert violations(page) == []
    page.get_by_role("link", name=re.compile(r"^\[1\]")).click()
    picture(page)
    assert violations(page) == []
