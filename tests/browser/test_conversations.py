"""Conversations in the browser: kept over a reload, named, found, deleted, brought back; what goes with an answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.conversations import ConversationRow, Conversations, FeedbackRow, TurnRow
from corpus.settings import Settings
from corpus.workbench import Workbench

from .conftest import DESK, PHONE, Served, expect, settle
from .test_chat import QUESTION, ask, is_wider_than_screen

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Tab = Callable[..., "Page"]
SIDE = ".stSidebar"


@pytest.fixture
def fresh(served: Served) -> Served:
    """The service with no conversation kept yet."""
    with conversations(served.home).workbench.session() as session:
        session.query(TurnRow).delete()
        session.query(ConversationRow).delete()
    return served


def conversations(home: Path) -> Conversations:
    return Conversations(Workbench(Settings(home=home).workbench_file))


def test_a_reload_keeps_the_conversation(open_tab: Tab, fresh: Served) -> None:
    page = open_tab(fresh.address)
    ask(page, QUESTION)
    said = page.locator("blockquote").first.inner_text()
    page.wait_for_url(re.compile("conversation="))
    page.reload()
    page.locator("#question-1").wait_for()
    expect(page.locator("blockquote").first).to_have_text(said, use_inner_text=True)
    ask(page, "And what did inspectors say about them in 2023?")
    page.reload()
    page.locator("#question-2").wait_for()


def test_a_conversation_is_named_found_deleted_and_brought_back(open_tab: Tab, fresh: Served) -> None:
    page = open_tab(fresh.address)
    ask(page, QUESTION)
    page.get_by_role("button", name="Rename this conversation").click()
    page.get_by_label("Name of this conversation").fill("Hotels & <hostels>")
    page.get_by_label("Name of this conversation").press("Enter")
    page.get_by_role("button", name="Keep the name").click()
    page.locator(SIDE).get_by_role("button", name="Hotels & <hostels>").wait_for()
    settle(page)
    page.get_by_role("button", name="New conversation").click()
    page.get_by_role("heading", name="For example").wait_for()
    ask(page, "What was decided in January 2024?")

    page.get_by_label("Find a conversation").fill("hostels")
    page.get_by_label("Find a conversation").press("Enter")
    page.locator(SIDE).get_by_role("button", name="What was decided").wait_for(state="detached")
    settle(page)
    page.locator(SIDE).get_by_role("button", name="Hotels & <hostels>").click()
    page.locator("#question-1", has_text="bed and breakfast").wait_for()
    settle(page)

    page.get_by_role("button", name="Delete this conversation").click()
    page.get_by_text("Deleted: “Hotels & <hostels>”.").wait_for()
    page.get_by_role("heading", name="For example").wait_for()
    page.locator(SIDE).get_by_role("button", name="Hotels & <hostels>").wait_for(state="detached")
    settle(page)
    page.get_by_role("button", name="Undo the deletion").click()
    page.locator(SIDE).get_by_role("button", name="Hotels & <hostels>").wait_for()


def test_sources_stand_beside_the_answer_or_under_it(open_tab: Tab, fresh: Served) -> None:
    for size, is_beside in ((DESK, True), (PHONE, False)):
        page = open_tab(fresh.address, size)
        ask(page, QUESTION)
        page.get_by_role("heading", name="Sources").wait_for()
        answer = page.locator("blockquote").first.bounding_box()
        sources = page.get_by_role("heading", name="Sources").bounding_box()
        assert answer is not None
        assert sources is not None
        assert (sources["x"] > answer["x"] + answer["width"]) is is_beside
        assert (sources["y"] > answer["y"] + answer["height"]) is not is_beside
        expect(page.locator("main")).to_contain_text("Cited here as [1]")
        assert not is_wider_than_screen(page)


def test_an_answer_is_copied_with_its_citations(open_tab: Tab, fresh: Served) -> None:
    page = open_tab(fresh.address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    page.get_by_role("button", name="Copy with citations").click()
    page.get_by_text("Before you use a quotation in public").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert QUESTION in copied
    assert "Six care leavers had been placed in bed and breakfast" in copied
    assert "page 4, paragraph 22" in copied
    assert "check the words" in copied


def test_a_link_to_an_answer_shows_it_alone(open_tab: Tab, fresh: Served) -> None:
    page = open_tab(fresh.address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    page.get_by_role("button", name="Copy link to this answer").click()
    page.get_by_text("Link copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    colleague = open_tab(link)
    colleague.locator("#question-1").wait_for()
    expect(colleague.locator("main")).to_contain_text("Six care leavers")
    none = open_tab(f"{fresh.address}/?answer=0123456789abcdef")
    none.get_by_text("There is no such answer").wait_for()


def test_why_an_answer_is_so_is_told(open_tab: Tab, fresh: Served) -> None:
    page = open_tab(fresh.address)
    ask(page, QUESTION)
    page.get_by_text("Why this answer").click()
    page.locator(".why").wait_for()
    why = page.locator(".why").inner_text()
    for heading in ("understood", "searched", "kept", "left out"):
        assert f"{heading}\n" in why
    assert "2019" in why
    assert "a number" in why


def test_what_a_reader_thinks_is_kept(open_tab: Tab, fresh: Served) -> None:
    page = open_tab(fresh.address)
    ask(page, QUESTION)
    page.get_by_role("button", name="Was this useful?").click()
    page.get_by_text("No", exact=True).click()
    expect(page.get_by_role("button", name="Send this")).to_be_enabled()
    page.get_by_label("Why? Do not name").fill("The figure is old")
    page.get_by_label("Why? Do not name").press("Control+Enter")
    page.get_by_role("button", name="Send this").click()
    page.get_by_role("button", name="Thank you").wait_for()
    with conversations(fresh.home).workbench.session() as session:
        row = session.query(FeedbackRow).order_by(FeedbackRow.given.desc()).first()
        assert row is not None
        assert (row.useful, row.reason) == (False, "The figure is old")


def test_a_question_about_one_child_is_not_asked_before_it_is_thought_over(open_tab: Tab, fresh: Served) -> None:
    page = open_tab(fresh.address)
    box = page.get_by_role("textbox", name=re.compile("^Ask a"))
    settle(page)
    box.fill("Why was the boy called Kyle moved to a hotel?")
    box.press("Enter")
    page.get_by_text("It was not asked and is not kept").wait_for()
    settle(page)
    assert page.locator("h2.question[id]").count() == 0
    with conversations(fresh.home).workbench.session() as session:
        assert session.query(TurnRow).count() == session.query(ConversationRow).count() == 0
    page.get_by_role("button", name="Do not ask it").click()
    page.get_by_text("It was not asked and is not kept").wait_for(state="detached")
    settle(page)
    box.fill("Why was the boy called Kyle moved to a hotel?")
    box.press("Enter")
    page.get_by_text("It was not asked and is not kept").wait_for()
    settle(page)
    page.get_by_role("button", name="It names no child or family: ask it").click()
    page.locator("#question-1").wait_for()


def test_what_an_officer_was_answered_is_withheld_from_the_public(
    open_tab: Tab, served: Served, served_to_public: Served
) -> None:
    page = open_tab(served.address)
    ask(page, "What was the outcome of negotiation on the residential home?")
    expect(page.locator("main")).to_contain_text(re.compile("exempt", re.IGNORECASE))
    page.wait_for_url(re.compile("conversation="))
    kept = page.url.split("?")[1]
    page = open_tab(f"{served_to_public.address}/?{kept}")
    page.get_by_text("answered from papers that you may no longer read").wait_for()
    settle(page)
    assert page.locator("blockquote").count() == 0
