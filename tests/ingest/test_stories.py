"""Who tells a story, when it was told, and the pages of a council's committee system."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.paper import BlockKind, Kind
from ingest.facts.describe import describe
from ingest.passages import passages_of
from ingest.readers.read_text import read_text
from tests.ingest.described import facts_of

BODY = (
    "Brackenford City Council’s children’s services have been judged good after a visit of two weeks in the autumn.\n\n"
    "Inspectors named two areas that have to improve, and leaders have begun work on both of them this week.\n\n"
)
LEADER = "Councillor Jo Mead, Cabinet Member for Children, said:\n\n“This is a day that our teams have earned.”\n\n"
DIRECTOR = "Ola Finch, Director of Children’s Services, said:\n\n“There is more to do and we know what it is.”\n\n"
UNION = "Tom Field, regional organiser for Unison, said:\n\n“Caseloads are still too high for many of our members.”\n\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Brackenford Council delighted to be judged good\n\n{BODY}{LEADER}", Kind.PRESS_RELEASE),
        (f"Council responds to report\n\n{BODY}We accept every finding.\n\n{LEADER}", Kind.PRESS_RELEASE),
        (
            f"Services are judged good\n\n{BODY}Inspectors say our hubs work. Read about our plan.\n\n{LEADER}",
            Kind.NEWS,
        ),
        (f"Services are judged good\n\n{BODY}{LEADER}Pay your council tax\nBins and recycling\n", Kind.PRESS_RELEASE),
        (f"Services are judged good\n\n{BODY}{LEADER}© 2024 Brackenford City Council\n", Kind.PRESS_RELEASE),
        (f"Services are judged good\n\n{BODY}{LEADER}{DIRECTOR}", Kind.PRESS_RELEASE),
        (f"Services are judged good\n\n{BODY}{LEADER}{DIRECTOR}{UNION}", Kind.NEWS),
        (f"Services are judged good\n\nBy Hal Moor\n\n{BODY}{LEADER}{DIRECTOR}", Kind.NEWS),
        (f"Services are judged good\n\n{BODY}{LEADER}{DIRECTOR}Read next: Bins to be emptied\n", Kind.NEWS),
        (f"Services are judged good\n\n{BODY}{LEADER}{DIRECTOR}The council said it was pleased.\n", Kind.NEWS),
        (f"Brackenford Council ‘delighted’ with report\n\n{BODY}{LEADER}The council said so.\n", Kind.NEWS),
    ],
)
def test_the_council_or_the_press_tells_a_story(tmp_path: Path, text: str, kind: Kind) -> None:
    found = facts_of(tmp_path, text + "Ofsted said it would return in a year.\n").kind
    assert found is kind


def test_a_release_told_by_nothing_but_its_speakers_is_for_an_officer_to_check(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, f"Services are judged good\n\n{BODY}{LEADER}{DIRECTOR}Ofsted said it would return.\n")
    assert facts.known["kind"] == "inferred"


@pytest.mark.parametrize(
    ("top", "published"),
    [
        ("14/03/26", "2026-03-14"),
        ("Published 22 January 2024", "2024-01-22"),
        ("Author: Hal Moor Published 3rd Feb 2024\nLast updated 9th Feb 2024", "2024-02-03"),
        ("Last updated: 9 February 2024", "2024-02-09"),
        ("31/31/26", None),
    ],
)
def test_the_day_at_the_head_of_a_story(tmp_path: Path, top: str, published: str | None) -> None:
    story = (
        f"Services are judged good\n\n{top}\n\n{BODY}The council said it was glad.\n\nOfsted said it would return.\n"
    )
    assert facts_of(tmp_path, story).published == published


def test_a_day_before_the_first_words_is_the_papers_and_not_theirs(tmp_path: Path) -> None:
    story = f" date 2024-01-22 {BODY}The council said it was glad.\n\nOfsted said it would return.\n"
    assert facts_of(tmp_path, story).published == "2024-01-22"
    passages = passages_of(read_text(story.encode()))
    assert passages[0].text.startswith("Brackenford City Council’s")


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("By Brackenford Live", "Brackenford Live"),
        ("© 2024 Brackenford Courier", "Brackenford Courier"),
        ("The BBC is not responsible for the content of external sites.", "BBC"),
        ("By Hal Moor", None),
        ("© 2024 All rights reserved", None),
    ],
)
def test_a_story_names_its_newspaper(tmp_path: Path, line: str, publisher: str | None) -> None:
    story = (
        f"Services are judged good\n\n{BODY}The council said it was glad.\n\nOfsted said it would return.\n\n{line}\n"
    )
    assert facts_of(tmp_path, story).publisher == publisher


AGENDA_ITEM = (
    "Brackenford City Council website\n\nContact information\n\nTelephone\n\nAgenda item\n\nOfsted action plan\n\n"
    "{meeting}\n\nThe report of the Director is attached\n\nMinutes:\n\n"
    "The Committee received the report of the Director, which set out the plan in answer to the inspection.\n\n"
    "RESOLVED:\n\nThat the plan be noted.\n"
)


@pytest.mark.parametrize(
    ("meeting", "day"),
    [
        ("Meeting of Scrutiny Committee, Monday 5th March 2018 10.00 am (Item 27.)", "2018-03-05"),
        ("Meeting of Cabinet, Thursday 28 March 2024 2.30 pm (Item 88.)", "2024-03-28"),
        ("Meeting: 29/09/2022 - Cabinet (Item 151)", "2022-09-29"),
        ("Cabinet - Tuesday, 22 January 2019 2.00 pm", "2019-01-22"),
        ("Meeting of Cabinet (Item 88.)", None),
    ],
)
def test_an_item_of_a_meeting_saved_from_the_web_is_minutes(tmp_path: Path, meeting: str, day: str | None) -> None:
    facts = facts_of(tmp_path, AGENDA_ITEM.format(meeting=meeting))
    assert (facts.kind, facts.meeting_date, facts.authority) == (Kind.MINUTES, day, "Brackenford")
    assert facts.title == "Ofsted action plan: minutes"
    stated = facts_of(tmp_path, AGENDA_ITEM.format(meeting=meeting), manifest={"kind": "minutes"})
    assert stated.meeting_date == day


def test_an_agenda_item_that_nothing_was_minuted_of_is_no_minutes(tmp_path: Path) -> None:
    text = "Agenda item\n\nOfsted action plan\n\nMeeting of Cabinet, Monday 5 March 2018\n\nThe report is attached\n"
    assert facts_of(tmp_path, text).kind is Kind.OTHER


def test_a_manifest_that_calls_a_page_minutes_has_its_day_read(tmp_path: Path) -> None:
    text = "Scrutiny Committee\n\nWednesday, 19th November, 2025 10.00 am\n\nMembers noted the letter.\n"
    assert facts_of(tmp_path, text, manifest={"kind": "minutes"}).meeting_date == "2025-11-19"


def test_a_letter_of_his_majestys_inspector_is_ofsteds() -> None:
    letter = (
        "Focused visit to Brackenford children’s services\n\nThis letter summarises the findings of the focused visit "
        "to Brackenford children’s services on 3 and 4 June 2024.\n\nPlans are good.\n\n"
        "Ann Other\n\nHis Majesty’s Inspector\n"
    )
    pages = read_text(letter.encode())
    assert describe(pages, passages_of(pages), "letter.txt").publisher == "Ofsted"


SITE = [
    "Hide Ad",
    "Read more: Bins to be emptied on Tuesdays",
    "Comments 14",
    "Share",
    "Sign up for our daily newsletter",
    "You can send a letter to the editor to have your say.",
    "This website uses cookies to give you the best experience.",
    "Image source, Someone",
    "@halmoor",
]


@pytest.mark.parametrize("aside", SITE)
def test_what_a_site_puts_between_the_lines_is_no_sentence_of_the_story(aside: str) -> None:
    lines = [
        "Services are judged good",
        *BODY.split("\n\n")[:1],
        aside,
        *BODY.split("\n\n")[1:],
        "Leaders are glad of it.",
    ]
    pages = read_text("\n\n".join(lines).encode())
    said = " ".join(passage.text for passage in passages_of(pages))
    assert aside not in said
    assert "Inspectors named two areas" in said
    assert pages.title == "Services are judged good"


def test_the_menu_above_and_the_teasers_below_a_story_are_furniture() -> None:
    lines = [
        "Menu",
        "Jobs",
        "Events",
        "Services are judged good",
        *BODY.strip().split("\n\n"),
        "Sponsored",
        "Foster with us",
    ]
    page = read_text("\n\n".join(lines).encode()).pages[0]
    furniture = [page.text[block.start : block.end] for block in page.blocks if block.kind is BlockKind.FURNITURE]
    assert furniture == ["Menu", "Jobs", "Events", "Sponsored", "Foster with us"]


def test_a_sentence_that_only_begins_like_a_call_of_the_site_is_kept() -> None:
    kept = "Share prices of private children’s homes rose last year while councils paid more for each of the places."
    pages = read_text("\n\n".join(["Services are judged good", kept, *BODY.strip().split("\n\n")]).encode())
    assert kept in " ".join(passage.text for passage in passages_of(pages))
