"""The judgements in the browser: the picture, its cells, the table, the downloads."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from .conftest import DESK, PHONE, Served, expect, settle
from .test_chat import is_wider_than_screen, marked_words

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
Tab = Callable[..., "Page"]
CHART = ".st-key-judgement-picture svg.marks"


def open_judgements(open_tab: Tab, served: Served, size: dict[str, int] = DESK) -> Page:
    page = open_tab(f"{served.address}/judgements", size)
    page.locator(CHART).wait_for()
    settle(page)
    return page


def test_a_cell_of_the_picture_opens_its_page(open_tab: Tab, served: Served) -> None:
    page = open_judgements(open_tab, served)
    drawn = " ".join(page.locator(f"{CHART} text").all_text_contents())
    assert "November 2019" in drawn
    assert "not like for like" in drawn
    assert "Outstanding" in drawn
    # what is pressed lies over the words of the cell, as the last of the chart's layers
    press_until_it_leaves(page, page.locator(f"{CHART} path[opacity='0']").nth(1))
    assert marked_words(page).endswith("Inadequate")
    # Streamlit forgets a picture once nobody looks at its page, also one that the browser still waits for
    page.wait_for_function("() => [...document.images].every(image => image.complete)")
    page.go_back()
    page.locator(CHART).wait_for()
    assert "/judgements" in page.url


def press_until_it_leaves(page: Page, cell: Locator) -> None:
    """As a reader does: a chart that is being drawn anew, to fit the screen, does not feel the first press."""
    for _ in range(5):
        cell.click(force=True)
        for _ in range(80):
            if "/page?" in page.url:
                return
            page.wait_for_timeout(250)
    raise AssertionError("the cell opens no page")


def test_the_table_is_there_for_whoever_cannot_see_the_picture(open_tab: Tab, served: Served) -> None:
    page = open_judgements(open_tab, served)
    table = page.get_by_role("table")
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Care leavers", exact=True))
    assert [" ".join(words.split()) for words in row.get_by_role("link").all_text_contents()] == [
        "■ Requires improvement: open page 1",
        "▼ Inadequate: open page 1",
        "■ Requires improvement to be good: open page 1",
        "■ Requires improvement to be good: open page 1",
    ]
    expect(page.locator("main")).to_contain_text("Before you compare")
    expect(page.locator("main")).to_contain_text("focused visits carry no grade")
    row.get_by_role("link").nth(1).focus()
    page.keyboard.press("Enter")
    assert marked_words(page).endswith("Inadequate")


def test_the_picture_can_be_scrolled_by_keyboard_on_a_phone(open_tab: Tab, served: Served) -> None:
    page = open_judgements(open_tab, served, PHONE)
    assert not is_wider_than_screen(page)
    picture = page.get_by_role("region", name="Picture of the judgements")
    picture.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.st-key-judgement-picture').scrollLeft > 0")


def test_table_and_picture_can_be_saved(open_tab: Tab, served: Served) -> None:
    page = open_judgements(open_tab, served)
    page.get_by_text("Show visits and joint inspections").click()
    page.get_by_text("focused visits carry no grade").first.wait_for(state="hidden")
    settle(page)
    with page.expect_download() as table:
        page.get_by_role("button", name="Download the table").click()
    lines = list(csv.DictReader(io.StringIO(Path(table.value.path()).read_text(encoding="utf-8-sig"))))
    assert {line["council"] for line in lines} == {"Brackenford"}
    assert "Focused visit" not in {line["inspection"] for line in lines}
    assert any(line["area"] == "Care leavers" and line["grade"] == "Inadequate" for line in lines)
    with page.expect_download() as picture:
        page.get_by_role("button", name="Download the picture").click()
    assert Image.open(picture.value.path()).width > 1000
