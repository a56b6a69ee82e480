"""A story and a committee's page saved as plain text: what the site puts between and behind is no part of either."""

from __future__ import annotations

from corpus.paper import BlockKind, Pages
from ingest.readers.read_text import read_text

STORY = """Children's services in Kelderby go up a grade

image source, Pixel Pictures
image caption, The town hall in Kelderby
Inspectors found that most children get help when they need it, a report said.

Hide Ad

The council said that it was glad of the grade, which it had worked for over four years and two directors.

Hide Ad

Two things have to be better by the next visit: supervision and health assessments.

More on this story

Harbour wall to be rebuilt

We are not responsible for the content of other sites
"""
MINUTES = """Children and Families Committee
Tuesday, 11th March, 2025 6.00 pm

41. Apologies for Absence

Minutes:
Apologies for absence were received from Councillor Venn, who had been called away to a meeting of
the county council on the day before.

42. Action Plan: Second Update   pdf icon PDF 412 KB

Minutes:
The Director presented the report on the action plan that followed the inspection of May 2023, and
told members that five of the six actions were complete.

RESOLVED:

1.   That the update be noted, and that the thanks of the committee be passed on to the staff of
the two family hubs.

43. Schools Forum   pdf icon PDF 98 KB

Minutes:
The report was noted without debate, and the chair asked that the next one be printed in time for
members to read it.
"""


def texts(pages: Pages, kind: BlockKind) -> list[str]:
    (page,) = pages.pages
    return [" ".join(page.text[b.start : b.end].split()) for b in page.blocks if b.kind is kind]


def test_what_a_site_puts_between_and_behind_the_paragraphs_of_a_story_is_furniture() -> None:
    read = read_text(STORY.encode())
    assert [text.split()[0] for text in texts(read, BlockKind.PARAGRAPH)] == ["Inspectors", "The", "Two"]
    furniture = texts(read, BlockKind.FURNITURE)
    assert furniture.count("Hide Ad") == 2
    assert {"image source, Pixel Pictures", "More on this story", "Harbour wall to be rebuilt"} <= set(furniture)


def test_the_items_of_a_committees_page_are_headings_and_no_part_of_the_decision_before_them() -> None:
    read = read_text(MINUTES.encode())
    headings = texts(read, BlockKind.HEADING)
    assert "42. Action Plan: Second Update pdf icon PDF 412 KB" in headings
    assert headings.index("43. Schools Forum pdf icon PDF 98 KB") > headings.index("RESOLVED:")
    assert not [text for text in texts(read, BlockKind.PARAGRAPH) if "Minutes:" in text]
