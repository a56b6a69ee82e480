"""Then and now in the browser: an area, a topic, the pages behind them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from .conftest import PHONE, Served, expect, settle
from .test_chat import is_wider_than_screen, marked_words, one_line

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Tab = Callable[..., "Page"]


def open_story(open_tab: Tab, served: Served, query: str = "", **more: dict[str, int]) -> Page:
    page = open_tab(f"{served.address}/then-and-now{query}", **more)
    page.locator(".moments").wait_for()
    settle(page)
    return page


def test_an_area_is_told_inspection_by_inspection(open_tab: Tab, served: Served) -> None:
    page = open_story(open_tab, served, "?area=care_leavers")
    columns = page.locator(".moment")
    assert columns.locator("h3").all_inner_texts()[:3] == ["March 2014", "March 2017", "November 2019"]
    assert "judged together" in columns.nth(2).inner_text()
    assert "The council said" in columns.nth(1).inner_text()
    page.get_by_role("heading", name="Worse", exact=True).wait_for()
    expect(page.locator("main")).to_contain_text("Not like for like: the framework changed from SIF to ILACS.")
    quote = one_line(columns.first.locator("blockquote").first.inner_text()).strip("“”")
    columns.first.get_by_role("link").first.click()
    assert marked_words(page) == quote


def test_a_topic_can_be_typed_and_sent_to_a_colleague(open_tab: Tab, served: Served) -> None:
    page = open_story(open_tab, served)
    page.get_by_role("combobox", name="Area").click()
    page.get_by_role("option", name="A topic in my own words").click()
    page.get_by_label("Topic").wait_for()
    settle(page)
    page.get_by_label("Topic").fill("bed and breakfast hotels")
    page.get_by_label("Topic").press("Enter")
    page.get_by_role("heading", name="bed and breakfast hotels").wait_for()
    page.locator(".moments blockquote").first.wait_for()
    page.wait_for_url("**topic=bed*")
    settle(page)
    colleague = open_story(open_tab, served, "?" + page.url.split("?")[1])
    colleague.get_by_role("heading", name="bed and breakfast hotels").wait_for()
    assert colleague.locator(".moments").inner_text() == page.locator(".moments").inner_text()


def test_what_the_papers_do_not_speak_of_is_said(open_tab: Tab, served: Served) -> None:
    page = open_tab(f"{served.address}/then-and-now?topic=the+football+league")
    page.get_by_text("The papers held do not say").wait_for()
    settle(page)
    assert page.locator(".moments").count() == 0


def test_a_phone_shows_one_inspection_under_the_other(open_tab: Tab, served: Served) -> None:
    page = open_story(open_tab, served, "?area=care_leavers", size=PHONE)
    assert not is_wider_than_screen(page)
    first, second = (page.locator(".moment").nth(i).bounding_box() for i in (0, 1))
    assert first is not None
    assert second is not None
    assert second["y"] >= first["y"] + first["height"]
