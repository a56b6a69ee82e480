"""An officer's way: papers added and corrected, a recommendation followed, a briefing made and found out of date."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from .conftest import Served, scrutiny, serving
from .test_accessibility import violations
from .test_chat import close

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Tab = Callable[..., "Page"]
REPORT = """Inspection of Brackenford City Council children's services

Inspection dates: 18 to 29 September 2023

What needs to improve?

1. The supply of suitable homes for care leavers.

2. Nine care leavers lived in hotels when inspectors arrived.
"""
MINUTES = """Brackenford City Council

Minutes of the Children and Families Scrutiny Panel

23 January 2024

The panel heard that two care leavers lived in hotels at Christmas.

RESOLVED: that the Director report to the Panel in July 2024 on homes for care leavers.
"""


def drop(page: Page, *files: tuple[str, str]) -> None:
    """Drops files on the screen for adding papers, and waits until they have been read."""
    loads = [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files]
    page.locator("input[type=file]").set_input_files(loads)  # type: ignore[arg-type]
    page.get_by_text(files[-1][0]).first.wait_for()
    page.get_by_role("button", name="Add these papers").click()
    page.get_by_role("heading", name="What was read").wait_for(timeout=120_000)


def settle(page: Page) -> None:
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")


def test_an_officers_way(open_tab: Tab, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(home, "--role", "officer") as service:
        page = open_tab(f"{service.address}/add")
        drop(page, ("report.txt", REPORT), ("minutes.txt", MINUTES))
        said = page.inner_text("main")
        assert said.count("Added.") == 2
        assert violations(page) == []
        correct_council_of_minutes(page)
        follow_a_recommendation(page, service)
        export_a_briefing(page, service, tmp_path)
        learn_that_it_is_out_of_date(page, service)
        audited = scrutiny("papers", "--json", home=home)
        assert '"officer"' in audited.stdout
        close(page)


def correct_council_of_minutes(page: Page) -> None:
    box = page.locator("[data-testid=stVerticalBlock]", has=page.get_by_role("heading", name="minutes.txt")).last
    box.get_by_label(re.compile("^Title")).fill("Minutes of the panel, January 2024")
    box.get_by_role("button", name=re.compile("Confirm or correct")).click()
    page.get_by_text(re.compile("Corrected title")).wait_for(timeout=120_000)
    page.get_by_text(re.compile("Confirmed by")).wait_for()


def follow_a_recommendation(page: Page, service: Served) -> None:
    page.goto(f"{service.address}/recommendations")
    page.get_by_text("Director report to the Panel in July 2024").first.wait_for()
    page.get_by_text("Minutes of the panel, January 2024").first.wait_for()
    settle(page)
    page.get_by_text("Set status and note").first.click()
    assert violations(page) == []
    page.get_by_label("Note", exact=True).first.fill("Asked the director on 1 July.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.locator(".note", has_text="Asked the director on 1 July.").wait_for()
    page.reload()
    page.locator(".note", has_text="Asked the director on 1 July.").wait_for()
    with page.expect_download() as got:
        page.get_by_role("button", name="Save as CSV").click()
    assert "Asked the director on 1 July." in Path(got.value.path()).read_text("utf-8-sig")


def export_a_briefing(page: Page, service: Served, folder: Path) -> None:
    page.goto(f"{service.address}/briefings")
    page.get_by_label("Topic").fill("care leavers in hotels")
    page.get_by_role("button", name="Make the briefing").click()
    page.get_by_role("button", name="Save as Word").wait_for()
    page.get_by_text("two care leavers lived in hotels at Christmas").first.wait_for()
    settle(page)
    assert violations(page) == []
    page.get_by_text("Change this briefing").click()
    page.get_by_role("button", name="Save as a new version").wait_for()
    assert violations(page) == []
    page.get_by_label("Note", exact=True).fill("The panel meets again in March.")
    page.get_by_role("button", name="Save as a new version").click()
    page.get_by_text("Version 2 of 2").wait_for()
    with page.expect_download() as got:
        page.get_by_role("button", name="Save as Word").click()
    document = docx.Document(io.BytesIO(Path(got.value.path()).read_bytes()))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "two care leavers lived in hotels at Christmas" in text
    assert "Officer’s words: The panel meets again in March." in text
    assert "Out of date" not in text


def learn_that_it_is_out_of_date(page: Page, service: Served) -> None:
    briefing = page.url
    page.goto(f"{service.address}/add")
    drop(page, ("minutes.txt", MINUTES.replace("two care leavers", "seven care leavers")))
    assert "New version of a paper held" in page.inner_text("main")
    page.goto(briefing)
    page.get_by_text("This briefing is out of date.").wait_for()
    page.get_by_text(re.compile("no longer stand")).wait_for()
    page.goto(f"{service.address}/new")
    page.get_by_role("heading", name="New papers").wait_for()
    settle(page)
    assert "Minutes of the panel, January 2024" in page.inner_text("main")
