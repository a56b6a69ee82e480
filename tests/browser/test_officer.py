"""An officer's way, from sign-in on: papers added and corrected, a recommendation followed, a briefing out of date."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from corpus.audit import Action, events
from corpus.settings import Settings
from corpus.workbench import Workbench
from tests.conftest import copy_home

from .conftest import WAIT, Served, expect, free_port, serving, settle
from .test_accessibility import violations
from .test_judgements import press_until_it_leaves
from .test_sign_in import PEOPLE, provider, sign_in_settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
REPORT = """Brackenford City Council

Report of the Director of Children's Services to the Children and Families Scrutiny Panel

8 September 2026

The night shelter minibus

1. The night shelter minibus costs £14,200 a year.

2. Nine care leavers have asked for a place on the night shelter minibus.
"""
MINUTES = """Brackenford City Council

Minutes of the Children and Families Scrutiny Panel

8 September 2026

The panel heard that the night shelter minibus had taken two care leavers to college each day.

RESOLVED: that the Director report to the Panel in January 2027 on the night shelter minibus.
"""
TITLE = "Minutes of the panel, September 2026"
RESOLVED = "Director report to the Panel in January 2027"
HEARD = "the night shelter minibus had taken two care leavers to college each day"


def test_an_officers_way(chromium: Browser, ingested_sample: Path, tmp_path: Path) -> None:
    own = copy_home(ingested_sample, tmp_path / "home")
    port = free_port()
    olive = provider.User(sub="olive", claims=PEOPLE["olive"])
    with (
        provider.run_server_in_thread(user_claims=[olive]) as issuer,
        serving(own, port=port, **sign_in_settings(issuer.server_port, port)) as service,
    ):
        page = sign_in_on_the_way_to(chromium, f"{service.address}/add")
        add_two_papers(page)
        correct_the_minutes(page)
        see_the_change(page, service)
        follow_a_recommendation(page, service)
        export_a_briefing(page, service)
        learn_that_it_is_out_of_date(page, service)
        page.context.close()
    done = {event.action for event in events(Workbench(Settings(home=own).workbench_file))}
    assert done >= {Action.SIGNED_IN, Action.ADDED, Action.CORRECTED, Action.TRACKED, Action.WROTE, Action.EXPORTED}


def sign_in_on_the_way_to(chromium: Browser, address: str) -> Page:
    """Opens a link, signs in for it, and is where it leads."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto(address)
    settle(page)
    page.get_by_role("button", name="Sign in with your council account").click()
    page.get_by_role("button", name="olive", exact=True).first.click()
    page.get_by_role("heading", name="Add papers", level=1).wait_for()
    page.get_by_text("Signed in: Olive Officer, officer").wait_for()
    assert page.url == address
    return page


def add_two_papers(page: Page) -> None:
    drop(page, ("report.txt", REPORT), ("minutes.txt", MINUTES))
    page.get_by_role("heading", name="report.txt", exact=True).wait_for()
    page.get_by_role("heading", name="minutes.txt", exact=True).wait_for()
    expect(page.get_by_text("Added.", exact=True)).to_have_count(2)
    assert violations(page) == []


def drop(page: Page, *files: tuple[str, str]) -> None:
    """Drops files on the screen for adding papers, and waits until they have been read."""
    settle(page)
    loads = [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files]
    page.locator("input[type=file]").set_input_files(loads)  # type: ignore[arg-type]
    for name, _ in files:
        page.get_by_text(name).first.wait_for()
    page.get_by_role("button", name="Add these papers").click()
    page.get_by_role("heading", name="What was read").wait_for()


def correct_the_minutes(page: Page) -> None:
    box = page.locator("[data-testid=stVerticalBlock]", has=page.get_by_role("heading", name="minutes.txt")).last
    box.get_by_label(re.compile("^Title")).fill(TITLE)
    box.get_by_role("button", name=re.compile("Confirm or correct")).click()
    page.get_by_text(re.compile("Corrected title")).wait_for()
    page.get_by_text(re.compile("Confirmed by Olive Officer")).wait_for()


def see_the_change(page: Page, service: Served) -> None:
    page.goto(f"{service.address}/papers")
    settle(page)
    page.get_by_label("Find a paper").fill("panel September 2026")
    page.get_by_label("Find a paper").press("Enter")
    # the list is drawn anew while it narrows down, and a click on what is being replaced leads nowhere
    link = page.locator("main .stPageLink a", has_text=TITLE)
    expect(page.locator("main .stPageLink a")).to_have_count(1)
    press_until_it_leaves(page, link)
    page.get_by_role("heading", name=TITLE).wait_for()
    page.get_by_text(HEARD).first.wait_for()


def follow_a_recommendation(page: Page, service: Served) -> None:
    page.goto(f"{service.address}/recommendations")
    settle(page)
    page.get_by_label("Find by words, owner or paper").fill("minibus")
    page.get_by_label("Find by words, owner or paper").press("Enter")
    page.get_by_role("status").get_by_text("1 recommendation of").wait_for()
    page.get_by_text(RESOLVED).first.wait_for()
    page.get_by_role("link", name=re.compile(TITLE)).first.wait_for()
    settle(page)
    page.get_by_text("Set status and note").click()
    page.get_by_label("Note", exact=True).wait_for()
    assert violations(page) == []
    page.get_by_label("Note", exact=True).fill("Asked the director on 1 October.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".note", has_text="Asked the director on 1 October.").wait_for()
    settle(page)
    with page.expect_download() as got:
        page.get_by_role("button", name="Save as CSV").click()
    assert "Asked the director on 1 October." in Path(got.value.path()).read_text("utf-8-sig")
    page.reload()
    settle(page)
    page.get_by_label("Find by words, owner or paper").fill("minibus")
    page.get_by_label("Find by words, owner or paper").press("Enter")
    page.locator(".note", has_text="Asked the director on 1 October.").wait_for()


def export_a_briefing(page: Page, service: Served) -> None:
    page.goto(f"{service.address}/briefings")
    settle(page)
    page.get_by_label("Topic").fill("the night shelter minibus")
    page.get_by_role("button", name="Make the briefing").click()
    page.get_by_role("button", name="Save as Word").wait_for()
    page.get_by_text(HEARD).first.wait_for()
    settle(page)
    assert violations(page) == []
    page.get_by_text("Change this briefing").click()
    page.get_by_role("button", name="Save as a new version").wait_for()
    assert violations(page) == []
    page.get_by_label("Note", exact=True).fill("The panel meets again in March.")
    page.get_by_role("button", name="Save as a new version").click()
    page.get_by_text("Version 2 of 2").wait_for()
    settle(page)
    with page.expect_download() as got:
        page.get_by_role("button", name="Save as Word").click()
    document = docx.Document(io.BytesIO(Path(got.value.path()).read_bytes()))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert HEARD in text
    assert "Officer’s words: The panel meets again in March." in text
    assert "Out of date" not in text


def learn_that_it_is_out_of_date(page: Page, service: Served) -> None:
    briefing = page.url
    page.goto(f"{service.address}/add")
    page.get_by_role("heading", name="Add papers", level=1).wait_for()
    drop(page, ("minutes.txt", MINUTES.replace("two care leavers", "seven care leavers")))
    page.get_by_text("New version of a paper held").wait_for()
    page.goto(briefing)
    page.get_by_text("This briefing is out of date.").wait_for()
    page.get_by_text(re.compile("no longer stand")).wait_for()
    page.goto(f"{service.address}/new")
    page.get_by_role("heading", name="New papers").wait_for()
    page.locator("main").get_by_text(TITLE).first.wait_for()


def test_name_and_colour_show_without_a_restart(open_tab: Callable[..., Page], tmp_path: Path) -> None:
    with serving(tmp_path / "home") as service:
        other, page = open_tab(f"{service.address}/add"), open_tab(f"{service.address}/settings")
        button = other.get_by_role("button", name="Add these papers")
        assert "rgb(90, 31, 107)" not in colours_of(button)
        settle(other)
        settle(page)
        page.get_by_role("textbox", name="Name at the top of every screen").fill("Brackenford City Council")
        page.get_by_role("textbox", name="The council's colour").fill("#5a1f6b")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("Saved.").wait_for()
        page.locator(".council", has_text="Brackenford City Council").wait_for()
        assert "rgb(90, 31, 107)" in colours_of(page.locator(".council"))
        # another reader's next step
        other.get_by_role("button", name="Fetch and add").click()
        other.locator(".council", has_text="Brackenford City Council").wait_for()
        other.wait_for_function(
            "getComputedStyle(document.querySelector('[data-testid=stBaseButton-primaryFormSubmit]')).backgroundColor"
            " === 'rgb(90, 31, 107)'"
        )
        other.close()
        page.close()


def colours_of(part: Locator) -> str:
    return str(part.evaluate("e => getComputedStyle(e).color + ' ' + getComputedStyle(e).backgroundColor"))
