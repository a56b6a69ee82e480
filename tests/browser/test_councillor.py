"""A councillor's way through the screens, with the mouse and with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from .conftest import PHONE, Served, expect, settle
from .test_chat import QUESTION, ask, highlighted, marked_words, one_line, picture
from .test_judgements import CHART, press_until_it_leaves

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Tab = Callable[..., "Page"]
FOLLOW_UP = "And before the inspection in 2017?"
MOST = 200  # presses of Tab: a screen may list many conversations


def quoted(page: Page, number: int) -> str:
    return one_line(page.locator("blockquote").nth(number).inner_text()).strip("“”")


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_councillors_way(open_tab: Tab, served: Served) -> None:
    page = open_tab(served.address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    ask(page, FOLLOW_UP)
    expect(page.locator("blockquote", has_text="22 care leavers").first).to_be_visible()
    quote = quoted(page, 0)

    page.get_by_role("button", name="Copy with citations").first.click()
    page.get_by_text("Copied.").first.wait_for()
    text = one_line(copied(page))
    assert QUESTION in text
    assert quote in text
    assert re.search(r"page \d+", text)

    page.get_by_role("link", name=re.compile(r"^\[1\] page \d+")).first.click()
    assert marked_words(page) == quote
    assert len(highlighted(picture(page))) > 1000
    settle(page)

    page.get_by_role("link", name="Judgements", exact=True).click()
    page.locator(CHART).wait_for()
    settle(page)
    press_until_it_leaves(page, page.locator(f"{CHART} path[opacity='0']").nth(1))
    assert marked_words(page).endswith("Inadequate")
    picture(page)
    settle(page)

    page.get_by_role("link", name="Then and now", exact=True).click()
    page.locator(".moments").wait_for()
    settle(page)
    page.get_by_role("combobox", name="Area").click()
    page.get_by_role("option", name="Care leavers", exact=True).click()
    page.get_by_role("heading", name="Worse", exact=True).wait_for()
    settle(page)
    first = page.locator(".moment").first
    quote = one_line(first.locator("blockquote").first.inner_text()).strip("“”")
    first.get_by_role("link").first.click()
    assert marked_words(page) == quote
    picture(page)
    settle(page)
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Link copied").wait_for()
    assert copied(page) == page.url


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


def in_focus(page: Page) -> str:
    """The name of what is in focus; that it is must be seen."""
    at = page.evaluate(FOCUS)
    if at is None:
        return ""
    assert at["seen"], f"no ring round {at}"
    return str(at["name"])


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until the element with that name is in focus; each on the way must show that it is."""
    settle(page)
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if re.search(name, in_focus(page)):
            return
    raise AssertionError(f"{name} is not reached by {MOST} presses of Tab")


def ask_by_keyboard(page: Page, question: str, number: int) -> None:
    tab_to(page, "^Ask a")
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    page.locator(f"#question-{number}").wait_for()
    page.get_by_text("Check the paper before you quote it").nth(number - 1).wait_for()
    settle(page)


def test_a_councillor_needs_no_mouse(open_tab: Tab, served: Served) -> None:
    page = open_tab(served.address)
    page.get_by_role("heading", name="For example").wait_for()
    ask_by_keyboard(page, QUESTION, 1)
    ask_by_keyboard(page, FOLLOW_UP, 2)
    quotes = [quoted(page, number) for number in range(page.locator("blockquote").count())]

    tab_to(page, "^Copy with citations")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("Copied[.]|This browser does not let the page copy")).first.wait_for()

    tab_to(page, r"^\[1\]")
    page.keyboard.press("Enter")
    assert marked_words(page) in quotes
    picture(page)
    tab_to(page, "^Copy link")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("Link copied|This browser does not let the page copy")).wait_for()

    tab_to(page, "^Judgements$")
    page.keyboard.press("Enter")
    page.locator(CHART).wait_for()
    tab_to(page, "^Picture of the judgements")
    tab_to(page, r"Inadequate\s*: open page")
    page.keyboard.press("Enter")
    page.wait_for_url("**/page?*")
    picture(page)

    tab_to(page, "^Then and now$")
    page.keyboard.press("Enter")
    page.locator(".moments").wait_for()
    tab_to(page, r"page \d+")
    page.keyboard.press("Enter")
    page.locator("mark").first.wait_for()


def test_every_cell_of_the_picture_is_reached_by_keyboard(open_tab: Tab, served: Served) -> None:
    page = open_tab(f"{served.address}/judgements", PHONE)
    page.locator(CHART).wait_for()
    tab_to(page, "^Picture of the judgements")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.st-key-judgement-picture').scrollLeft > 0")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("document.querySelector('.st-key-judgement-picture').scrollLeft === 0")
    cells = page.locator(f"{CHART} path[opacity='0']").count()
    assert cells > 10
    tab_to(page, "^Judgements of")
    opens = []
    for _ in range(cells):
        page.keyboard.press("Tab")
        assert ": open page" in in_focus(page)
        opens.append(page.evaluate("document.activeElement.href"))
    assert len(set(opens)) == cells
    page.keyboard.press("Enter")
    page.locator("mark").first.wait_for()
    assert page.url == opens[-1]
