"""When an inspection was, when a committee met, and when a paper was published."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.paper import Block, BlockKind, Kind, Page, Pages, Sure, Voice
from ingest.facts.describe import describe
from tests.ingest.described import ILACS, LETTER, REPORT, facts_of, facts_of_lines


def test_a_letter_is_dated_by_its_own_top_and_by_its_visit(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, LETTER.format(visit="4 and 5 February 2025"))
    assert (facts.kind, facts.framework, facts.voice) == (Kind.FOCUSED_VISIT, "ILACS", Voice.INSPECTOR)
    assert facts.authority == "Brackenford"
    assert (facts.inspected_from, facts.inspected_to) == ("2025-02-04", "2025-02-05")
    assert facts.published == "2025-03-14"
    assert facts.publisher == "Ofsted"
    assert facts.title == "Focused visit to Brackenford City Council children’s services"
    assert facts.known["authority"] == facts.known["published"] == facts.known["inspected_to"] == "in text"


def test_a_range_of_more_than_a_year_is_a_slip(tmp_path: Path) -> None:
    facts = facts_of(
        tmp_path, LETTER.format(visit="24 October 2022 to 25 October 2023").replace("March 2025", "May 2024")
    )
    assert (facts.inspected_from, facts.inspected_to) == ("2023-10-24", "2023-10-25")
    assert (facts.known["inspected_from"], facts.known["inspected_to"]) == ("inferred", "in text")


def test_a_range_printed_backwards_gives_no_dates(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, LETTER.format(visit="5 March 2025 to 4 February 2025"))
    assert (facts.inspected_from, facts.inspected_to) == (None, None)
    assert "inspected_to" not in facts.known


def test_a_letter_dated_before_its_visit_keeps_no_publication_date(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, LETTER.format(visit="4 and 5 April 2025"))
    assert facts.inspected_to == "2025-04-05"
    assert facts.published is None
    assert "published" not in facts.known


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("Piccadilly Gate, Store Street, Manchester M1 2WD 14 March 2025", "2025-03-14"),
        ("14 March 2025 Margaret Ellwood, Director of Children’s Services", "2025-03-14"),
        ("Our ref: FV/2025/17 Date: 14 March 2025 Tel: 0300 123 1231", "2025-03-14"),
        ("Friday 14th March 2025, by e-mail to director@brackenford.example", "2025-03-14"),
        # the visit's own day, a day that the visit came after, two days, and a day long after
        ("Focused visit to Brackenford on 5 February 2025", None),
        ("Brackenford, 10 January 2025, Guildhall", None),
        ("Sent 14 March 2025, amended 20 March 2025, Guildhall", None),
        ("Guildhall, 14 March 2026, Brackenford", None),
    ],
)
def test_the_only_day_above_the_salutation_is_that_of_the_letter(head: str, published: str | None) -> None:
    lines = [
        head,
        "Dear Ms Ellwood",
        "Focused visit to Brackenford City Council children’s services",
        "This letter summarises the findings of the focused visit to Brackenford on 4 and 5 February 2025.",
    ]
    facts = facts_of_lines("\n".join(lines))
    assert facts.inspected_to == "2025-02-05"
    assert facts.published == published
    assert published is None or facts.sources["published"].sure is not Sure.CERTAIN


def test_a_date_that_only_the_file_name_knows_is_said_to_come_from_there(tmp_path: Path) -> None:
    text = REPORT.format(dates="18 to 29 September 2023")
    facts = facts_of(tmp_path, text, "ofsted/inspection - 17 november 2023.txt")
    assert (facts.published, facts.known["published"]) == ("2023-11-17", "file name")
    assert facts_of(tmp_path, text, "ofsted/x17.txt").published is None


def test_a_file_named_after_the_inspection_is_not_published_then(tmp_path: Path) -> None:
    text = REPORT.format(dates="18 to 29 September 2023")
    assert facts_of(tmp_path, text, "inspection 18 september 2023.txt").published is None


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("Inspection dates: 5 June 2023 to 16 June 2023", "2023-06-05", "2023-06-16"),
        ("Inspection date: 5–16 June 2023", "2023-06-05", "2023-06-16"),
        ("Inspection dates 5 to 16 June 2023", "2023-06-05", "2023-06-16"),
        ("Inspection dates – 5 to 16 June 2023", "2023-06-05", "2023-06-16"),
        ("Dates of inspection: 5 to 16 June 2023", "2023-06-05", "2023-06-16"),
        ("Date of this inspection: 5 to 16 June 2023", "2023-06-05", "2023-06-16"),
        ("Inspection visit dates: 5 to 16 June 2023", "2023-06-05", "2023-06-16"),
        ("Re-inspection dates: 5 to 16 June 2023", "2023-06-05", "2023-06-16"),
        ("Inspection dates:\n5 to 16 June 2023", "2023-06-05", "2023-06-16"),
        ("Inspection dates: 5 June 2023 to\n16 June 2023", "2023-06-05", "2023-06-16"),
        ("Inspection dates: 5–9 June and 19–23 June 2023", "2023-06-05", "2023-06-23"),
        ("Inspection dates: 5 to 9 June 2023; 19 to 23 June 2023", "2023-06-05", "2023-06-23"),
        ("Inspection dates: 5 to 9 June 2023 and 19 to 23 June 2023", "2023-06-05", "2023-06-23"),
        ("Inspection dates: 27 Febuary to 10 March 2023", "2023-02-27", "2023-03-10"),
        ("Date of last inspection: 3 May 2019\nInspection dates: 5 to 16 June 2023", "2023-06-05", "2023-06-16"),
        ("Inspection dates: 5 to 16 June 2023\nPrevious inspection: 3 May 2019", "2023-06-05", "2023-06-16"),
        ("Dates of previous inspection: 28 February to 4 March 2022", None, None),
        ("Previous inspection dates: 28 February to 4 March 2022", None, None),
        ("Last inspection date: 4 March 2022", None, None),
        ("Inspection dates: 20 to 31 June 2023", None, None),
        ("Inspection dates: 16 to 5 June 2023", None, None),
        ("Inspection dates: week commencing 5 June 2023", None, None),
        ("Inspection dates: June 5th to June 16th, 2023", None, None),
    ],
)
def test_when_a_report_says_its_inspection_was(printed: str, first: str | None, last: str | None) -> None:
    facts = facts_of_lines(ILACS.format(name="Brackenford City", dates=printed))
    assert facts.kind is Kind.INSPECTION_REPORT
    assert (facts.inspected_from, facts.inspected_to) == (first, last)


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("This letter summarises the findings of the visit on 4 and 5 February 2025.", "2025-02-04", "2025-02-05"),
        ("The visit took place between 4 and 6 February 2025.", "2025-02-04", "2025-02-06"),
        ("This inspection took place from 4 to 6 February 2025.", "2025-02-04", "2025-02-06"),
        (
            "Between 4 February 2025 and 6 February 2025, Ofsted carried out an inspection.",
            "2025-02-04",
            "2025-02-06",
        ),
        (
            "At the previous inspection on 5 June 2023, services were good. "
            "This letter is about the visit on 4 February 2025.",
            "2025-02-04",
            "2025-02-04",
        ),
        ("Between 4 and 6 February 2025, Ofsted and the CQC revisited the area.", "2025-02-04", "2025-02-06"),
        ("Services were inspected on 5 June 2022 and were good.", None, None),
        ("The last inspection was on 5 June 2023.", None, None),
        ("Since we visited on 5 June 2023, leaders have changed.", None, None),
        ("Ofsted inspected from 4 February 2025 and wrote to the council.", None, None),
        ("Ofsted judged services inadequate after the inspection of 5 June 2023.", None, None),
    ],
)
def test_when_a_letter_says_its_visit_was(sentence: str, first: str | None, last: str | None) -> None:
    letter = "14 March 2025\nDear Mr Okafor\nFocused visit to Brackenford children’s services\n{}\nHMI for it: A B.\n"
    facts = facts_of_lines(letter.format(sentence))
    assert (facts.kind, facts.published) == (Kind.FOCUSED_VISIT, "2025-03-14")
    assert (facts.inspected_from, facts.inspected_to) == (first, last)


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("Report published: 24 July 2023", "2023-07-24"),
        ("Published: 24 July 2023", "2023-07-24"),
        ("First published: 24 July 2023", "2023-07-24"),
        ("Publication date: Monday 24 July 2023", "2023-07-24"),
        ("Published: July 2023", "2023-07"),
        ("The last report was published in 2019", None),
    ],
)
def test_when_a_report_says_it_was_published(printed: str, published: str | None) -> None:
    facts = facts_of_lines(
        ILACS.format(name="Brackenford City", dates="Inspection dates: 5 to 16 June 2023\n" + printed)
    )
    assert (facts.published, facts.inspected_to) == (published, "2023-06-16")


def test_the_report_that_a_councils_paper_says_was_published_is_not_that_paper() -> None:
    facts = facts_of_lines(
        "Brackenford City Council\nImprovement plan\n"
        "Plan after the inspection of 4 to 15 November 2019 (report published: 6 January 2020).\n"
        "Report published 6 January 2020\n"
    )
    assert facts.published is None


def test_a_plan_is_dated_by_when_it_was_agreed_and_not_by_an_action() -> None:
    head = "Improvement plan after the inspection of 4 November 2019 (report published 6 January 2020). {}\n"
    row = "Late visits | Weekly report, agreed by the Personnel Committee on 4 February 2020 | A. Body | 2020 | Red\n"
    columns = ("Issue", "Action", "Owner", "Due date", "RAG")
    for said, published in (("Agreed by the Improvement Board on 12 March 2020.", "2020-03-12"), ("", None)):
        text = head.format(said) + row * 2
        starts = len(text) - 2 * len(row), len(text) - len(row)
        rows = [Block(BlockKind.ROW, start, start + len(row) - 1, columns=columns) for start in starts]
        first = Block(BlockKind.PARAGRAPH, 0, len(head.format(said)) - 1)
        facts = describe(Pages((Page(1, text, (first, *rows)),), paged=False), [], "a1.docx")
        assert (facts.kind, facts.published) == (Kind.ACTION_PLAN, published)


def test_the_file_of_a_letter_may_know_better_when_it_was_published(tmp_path: Path) -> None:
    text = LETTER.format(visit="4 and 5 February 2025")
    facts = facts_of(tmp_path, text, "focused visit - 18 march 2025.txt")
    assert (facts.published, facts.known["published"]) == ("2025-03-18", "file name")
    for stale in ("focused visit - 18 march 2026.txt", "focused visit - 10 march 2025.txt"):
        assert facts_of(tmp_path, text, stale).published == "2025-03-14"


@pytest.mark.parametrize(
    ("top", "met"),
    [
        ("MINUTES OF THE MEETING HELD ON 23 JANUARY 2024", "2024-01-23"),
        ("Minutes of the Scrutiny Panel\nTuesday, 23 January 2024 at 5.30 pm", "2024-01-23"),
        ("Minutes of the Scrutiny Panel\nDate: Tuesday 23 January 2024", "2024-01-23"),
        ("Minutes of the Scrutiny Panel", None),
    ],
)
def test_the_day_of_a_meeting_is_not_that_of_the_meeting_before(top: str, met: str | None) -> None:
    facts = facts_of_lines(
        f"BRACKENFORD CITY COUNCIL\n{top}\nPresent: Councillors Marsh (Chair) and Pike\n1. APOLOGIES\nNone.\n"
        "2. MINUTES OF THE PREVIOUS MEETING\n"
        "RESOLVED: that the minutes of the meeting held on 12 December 2023 be approved.\n"
    )
    assert (facts.kind, facts.meeting_date, facts.published) == (Kind.MINUTES, met, met)


def test_a_misprinted_first_day_says_that_it_is_inferred_and_from_what() -> None:
    facts = facts_of_lines(ILACS.format(name="Brackenford City", dates="Inspection dates: 5 June 2022 to 16 June 2023"))
    assert facts.inspected_from == "2023-06-05"
    source = facts.sources["inspected_from"]
    assert (source.how, source.sure, source.quote) == ("inferred", Sure.UNSURE, "5 June 2022 to 16 June 2023")


def test_a_by_line_gives_the_day_behind_its_author(tmp_path: Path) -> None:
    text = "Early signs of better times in Kelderby\n\nAuthor: Tess Moor Published 13th Dec 2023\n"
    assert facts_of(tmp_path, f"{text}\nKelderby Council said that it was glad.\n").published == "2023-12-13"


def test_minutes_by_the_manifest_have_the_day_of_their_meeting(tmp_path: Path) -> None:
    text = "Families Committee\nWednesday, 19th November, 2025 10.00 am\n\nThe plan was talked about at length.\n"
    assert facts_of(tmp_path, text, manifest={"kind": "minutes"}).meeting_date == "2025-11-19"


def test_the_page_of_a_committee_system_is_minutes(tmp_path: Path) -> None:
    text = (
        "Families Committee\nWednesday, 19th November, 2025 10.00 am\n\nAgenda, decisions and minutes\n\n"
        "31. Apologies for Absence\n\nMinutes:\nThere were none.\n\nThe Director said that the council said no.\n\n"
        "RESOLVED:\n\n1.   That it be noted.\n"
    )
    facts = facts_of(tmp_path, text)
    assert (facts.kind, facts.meeting_date) == (Kind.MINUTES, "2025-11-19")
