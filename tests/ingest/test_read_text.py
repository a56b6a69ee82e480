import sqlite3
import textwrap
from pathlib import Path

import pytest

from corpus.paper import BlockKind, Pages
from ingest.passages import passages_of
from ingest.readers.read import read
from ingest.readers.read_text import decoded, read_text
from ingest.unreadable import UnreadablePaper

REPORT = """
BRIEF SUMMARY
On 7 July the inspectorate visited the children’s services of Brackenford and
stayed for four weeks. Its report has now been
published.

RECOMMENDATIONS:

 (i) To note the report of the inspection.
 (ii) To review the action plan in order to see whether the changes make any

difference to children.
LEGAL IMPLICATIONS
Other legal implications:
1. The council has a duty to publish an action plan within ninety days, and has

agreed to do so.
2. Members should know that:
a. Plans are out of date.
b. Visits to children in care are late and the reasons for this are not known to
the managers who should know them.
"""
ARTICLE = [
    "Council rated good by inspectors",
    "12 May 2024",
    "Inspectors have found that Brackenford looks after its children well, and that leaders know what to do next.",
    "The visit took place in March. It looked at the front door, at care plans and at the support for care leavers.",
    "- Thresholds are understood.",
    "- Care plans are up to date.",
    "The council said that it was pleased and that it would keep working on the timeliness of its reviews of children.",
]
SITE_BEFORE = ["Support our campaign for safer cycling today.", "Menu", "Contact us"]
SITE_AFTER = [
    "About our news team",
    "Read more",
    "Bins to be emptied on Tuesdays, the council has said.",
    "Read full story",
    "Follow us",
]


def blocks(pages: Pages) -> list[tuple[BlockKind, str | None, str]]:
    page = pages.pages[0]
    return [(b.kind, b.number, page.text[b.label_end : b.end]) for b in page.blocks]


def test_wrapped_lines_are_put_together_again() -> None:
    found = blocks(read_text(REPORT.encode()))
    assert found == [
        (BlockKind.HEADING, None, "BRIEF SUMMARY"),
        (
            BlockKind.PARAGRAPH,
            None,
            "On 7 July the inspectorate visited the children’s services of Brackenford and stayed for four weeks. "
            "Its report has now been published.",
        ),
        (BlockKind.HEADING, None, "RECOMMENDATIONS:"),
        (BlockKind.PARAGRAPH, "i", "To note the report of the inspection."),
        (
            BlockKind.PARAGRAPH,
            "ii",
            "To review the action plan in order to see whether the changes make any difference to children.",
        ),
        (BlockKind.HEADING, None, "LEGAL IMPLICATIONS"),
        (BlockKind.HEADING, None, "Other legal implications:"),
        (
            BlockKind.PARAGRAPH,
            "1",
            "The council has a duty to publish an action plan within ninety days, and has agreed to do so.",
        ),
        (BlockKind.PARAGRAPH, "2", "Members should know that:"),
        (BlockKind.PARAGRAPH, "a", "Plans are out of date."),
        (
            BlockKind.PARAGRAPH,
            "b",
            "Visits to children in care are late and the reasons for this are not known to the managers who should "
            "know them.",
        ),
    ]


def test_capitals_are_a_higher_heading() -> None:
    page = read_text(REPORT.encode()).pages[0]
    levels = {page.text[b.start : b.end]: b.level for b in page.blocks if b.kind is BlockKind.HEADING}
    assert levels["LEGAL IMPLICATIONS"] < levels["Other legal implications:"]


def test_each_line_of_an_article_is_a_paragraph() -> None:
    found = blocks(read_text("\n".join(ARTICLE).encode()))
    assert [kind for kind, _, _ in found] == [
        BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.BULLET,
        BlockKind.BULLET, BlockKind.PARAGRAPH,
    ]  # fmt: skip
    assert read_text("\n".join(ARTICLE).encode()).title == ARTICLE[0]


def test_what_a_site_puts_around_an_article_is_furniture() -> None:
    found = blocks(read_text("\n\n".join(SITE_BEFORE + ARTICLE + SITE_AFTER).encode()))
    furniture = [text for kind, _, text in found if kind is BlockKind.FURNITURE]
    assert furniture == SITE_BEFORE + SITE_AFTER


def test_an_article_that_mentions_contact_is_kept_whole() -> None:
    found = blocks(read_text("\n".join([*ARTICLE[:4], "Contact", *ARTICLE[4:], *ARTICLE[2:4]]).encode()))
    assert all(any(line.removeprefix("- ") == text for _, _, text in found) for line in ARTICLE)
    kinds = {text: kind for kind, _, text in found}
    assert kinds[ARTICLE[2]] is BlockKind.PARAGRAPH
    assert kinds[ARTICLE[6]] is BlockKind.PARAGRAPH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_told_apart(encoding: str) -> None:
    text = "The council’s “action plan” cost £4,000 – twice the sum.\n" * 3
    assert decoded(text.encode(encoding)).lstrip("\ufeff") == text


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadablePaper, match="PDF or Word"):
        read_text(bytes(range(256)) * 20)


def test_blank_text_is_refused() -> None:
    with pytest.raises(UnreadablePaper, match="no text"):
        read_text(b" \n\n \t\n")


def test_a_year_or_an_amount_at_the_start_of_a_line_is_no_number() -> None:
    text = textwrap.dedent(
        """
        The council spent a good deal of money on this in the course of the year, and
        2.5 million more was asked for. It was told so in the spring, in a letter of
        15 pages that nobody read. The panel took note of this and asked for a report
        in the autumn of that year, when the accounts had been closed and signed off.
        """
    )
    found = blocks(read_text((text * 2).encode()))
    assert all(number is None for _, number, _ in found)


def test_a_database_is_no_text_in_16_bits(tmp_path: Path) -> None:
    path = tmp_path / "papers.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE papers (title TEXT)")
    with pytest.raises(UnreadablePaper, match="no kind of paper that is read"):
        read(path)


NUMBERED = """STATEMENT OF CONFIDENTIALITY
Not applicable. This report is public and may be read by anybody who wishes to.
1. SUMMARY

Ofsted inspected children's services in Brackenford in the autumn and published its
report in January. The overall judgement is that services require improvement to be
good.
2. Background

2.1 The service was judged inadequate four years before. The Secretary of State
  issued an improvement notice that December.
2.2 The panel asked for
1. More foster carers
2. Fewer agency staff
4. FINDINGS

4.1 All graded areas were judged better than before, as the table shows in which
the earlier grades stand first:
Overall effectiveness Inadequate Good
4.2 Ofsted's principal concerns are that children wait too long for help and that
their plans are late.
"""


def test_numbered_sections_are_headings_and_neither_list_items_nor_rows_of_grades() -> None:
    pages = read_text(NUMBERED.encode())
    paths = {p.text: p.headings for p in passages_of(pages)}
    summary = next(text for text in paths if text.startswith("Ofsted inspected"))
    before = next(text for text in paths if text.startswith("The service was judged"))
    concerns = next(text for text in paths if text.startswith("Ofsted's principal"))
    assert paths[summary] == ("SUMMARY",)
    assert paths[before] == ("Background",)
    assert paths[concerns] == ("FINDINGS",)
    assert not any("More foster carers" in heading for path in paths.values() for heading in path)


PLAN = """DRAFT ACTION PLAN
1.1 The plan has three priorities, and each of them has a lead officer who reports
  to the panel every month.
Ref Priority Action Lead By when Rating
P1 Workforce Reduce agency social workers from 38% to 25% of the workforce. Reduce
average caseload from 22 to 18. Head of Workforce December 2023 Red
P2 Front door Agree a new threshold document with police, health and schools and
train partner staff. Head of the Front Door July 2023 Amber
P3 Care leavers Update all pathway plans and publish a local offer that is better
than the last. Head of Through Care October 2023 Amber

7

1.2 Ofsted requires a plan within 70 working days of receiving the final report, and
  the panel will see it before that.
"""


def test_rows_with_references_that_follow_each_other_are_a_passage_each() -> None:
    pages = read_text(PLAN.encode())
    passages = passages_of(pages)
    rows = [p.text for p in passages if p.kind is BlockKind.ROW]
    assert len(rows) == 3
    assert rows[2].startswith("P3 Care leavers")
    assert rows[2].endswith("October 2023 Amber")
    assert all(len(p.sentences) == 1 for p in passages if p.kind is BlockKind.ROW)
    assert "7" not in {p.text for p in passages}


def test_two_references_are_no_table() -> None:
    text = PLAN.replace("P3 Care", "P9 Care")
    assert not [p for p in passages_of(read_text(text.encode())) if p.kind is BlockKind.ROW]
