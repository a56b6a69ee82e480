"""Every screen that app.py lists: WCAG 2.2 A and AA by axe-core, and what the eye and the keyboard need besides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app import SCREENS
from assistant.screens.forced import AXE, FORCED
from corpus.corpus import open_corpus
from corpus.scope import Scope
from corpus.settings import Settings

from .conftest import DESK, PHONE, Served, free_port, serving
from .test_chat import QUESTION, ask, close, is_wider_than_screen, picture

if TYPE_CHECKING:
    from playwright.sync_api import Page

axe = pytest.importorskip(
    "axe_playwright_python.base", reason="axe-playwright-python, of the test extra, brings axe-core"
)
pytestmark = pytest.mark.browser
Tab = Callable[..., "Page"]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async ([tags, forced]) => {
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  const isForced = (rule, target) => forced.some(([r, selector]) =>
    r === rule && target.length === 1 && document.querySelector(target[0])?.matches(selector));
  return found.violations.flatMap((v) => v.nodes
    .filter((n) => !isForced(v.id, n.target))
    .map((n) => `${v.id}: ${n.target.join(" ")} ${n.html.slice(0, 200)} ${n.failureSummary.slice(0, 200)}`));
}"""
# a screen may be drawn for a while after its heading is there
SETTLED = """() => document.querySelector("[data-test-script-state=notRunning]") && document.querySelector("main h1")
  && !document.querySelector("[data-stale=true], [data-testid=stSpinner], [data-testid=stSkeleton]")"""


def violations(page: Page) -> list[str]:
    page.wait_for_function(SETTLED)
    page.wait_for_timeout(400)  # for the last fade
    page.evaluate(axe.AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, [WCAG, [[f.rule, f.selector] for f in FORCED]])
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


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["wide", "narrow"])
@pytest.mark.parametrize("held", ["full", "empty"])
def test_every_screen_meets_wcag(open_tab: Tab, served: Served, bare: Served, size: dict[str, int], held: str) -> None:
    service = served if held == "full" else bare
    page = open_tab(service.address, size)
    found: dict[str, list[str]] = {}
    for screen in SCREENS:
        page.goto(address_of(service, screen.path))
        found[screen.path] = violations(page)
        assert page.locator("main h1").count() == 1, f"{screen.path} has one heading of the first level"
        assert not is_wider_than_screen(page), f"{screen.path} is wider than the screen"
    close(page)
    assert {path: list_ for path, list_ in found.items() if list_} == {}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["wide", "narrow"])
def test_an_answer_and_its_page_meet_wcag(open_tab: Tab, served: Served, size: dict[str, int]) -> None:
    page = open_tab(served.address, size)
    ask(page, QUESTION)
    assert violations(page) == []
    page.get_by_role("link", name=re.compile(r"^\[1\]")).click()
    picture(page)
    assert violations(page) == []


def test_the_way_in_meets_wcag(open_tab: Tab, home: Path) -> None:
    port = free_port()
    sign_in = {
        "SCRUTINY_SIGN_IN_METADATA": "https://id.example/.well-known/openid-configuration",
        "SCRUTINY_SIGN_IN_CLIENT": "scrutiny",
        "SCRUTINY_SIGN_IN_SECRET": "secret",
        "SCRUTINY_URL": f"http://127.0.0.1:{port}",
        "SCRUTINY_BANNER": "Until 7 May this service is for council business only.",
    }
    with serving(home, port=port, **sign_in) as service:
        page = open_tab(service.address)
        page.get_by_role("heading", name="Sign in to ask the papers").wait_for()
        assert violations(page) == []
        assert "council business only" in page.inner_text("main")
        close(page)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.path)
def test_every_screen_works_at_400_per_cent(open_tab: Tab, served: Served, screen: Any) -> None:
    # 1280 by 1024 at 400%, as WCAG 2.2, 1.4.10 has it
    page = open_tab(address_of(served, screen.path), {"width": 320, "height": 256})
    page.wait_for_function(SETTLED)
    assert not is_wider_than_screen(page)


def test_every_screen_prints_its_whole_length_without_the_bar(open_tab: Tab, served: Served) -> None:
    page = open_tab(served.address)
    for screen in SCREENS:
        page.goto(address_of(served, screen.path))
        page.wait_for_function(SETTLED)
        page.emulate_media(media="print")
        cut = page.evaluate("""() => [...document.querySelectorAll("main, [data-testid=stAppViewContainer], .stApp")]
            .filter((e) => e.scrollHeight > e.clientHeight + 2 && getComputedStyle(e).overflowY !== "visible")
            .map((e) => e.className)""")
        assert cut == [], f"{screen.path} is cut off when it is printed"
        assert not page.locator("header").first.is_visible(), screen.path
        page.emulate_media(media="screen")


FOCUS = """() => {
  let at = document.activeElement;
  // a component of its own keeps its button in a shadow tree
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return null;
  const ring = (e) => {
    const s = getComputedStyle(e);
    return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
  };
  let seen = false;
  for (let e = at; e && e !== document.body && !seen; e = e.parentElement) seen = ring(e);
  const name = at.getAttribute("aria-label") || at.innerText || at.tagName;
  return { seen, name: name.trim().slice(0, 60), tag: at.tagName };
}"""


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Presses Tab until the element with that name is in focus; each on the way must show that it is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at is None:
            continue
        assert at["seen"], f"no ring round {at}"
        if re.search(name, at["name"]):
            return
    raise AssertionError(f"{name} is not reached by {most} presses of Tab")


def test_a_councillor_needs_no_mouse(open_tab: Tab, served: Served) -> None:
    page = open_tab(served.address)
    page.get_by_role("heading", name="For example").wait_for()
    page.wait_for_function(SETTLED)
    tab_to(page, "^Ask a question")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.locator("#question-1").wait_for()
    page.get_by_text("Check the paper before you quote it").first.wait_for()
    page.wait_for_function(SETTLED)
    tab_to(page, "^Ask a follow-up|follow-up")
    page.keyboard.type("And what did inspectors say about them in 2023?")
    page.keyboard.press("Enter")
    page.locator("#question-2").wait_for()
    page.get_by_text("Check the paper before you quote it").nth(1).wait_for()
    page.wait_for_function(SETTLED)
    page.locator("#question-1").evaluate("e => { e.tabIndex = -1; e.focus(); }")
    tab_to(page, r"^\[1\]")
    page.keyboard.press("Enter")
    page.locator("mark").first.wait_for()
    page.wait_for_function(SETTLED)
    tab_to(page, "^Copy link")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("Link copied|Copy the link from the address bar")).wait_for()
