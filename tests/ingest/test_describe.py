"""What is known of a paper, and how."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.paper import Access, Block, BlockKind, Kind, Page, Pages, Sure, Voice
from ingest.facts.describe import describe
from ingest.passages import passages_of
from ingest.readers.read import read
from ingest.readers.read_html import read_html
from tests.ingest.described import COMMITTEE, ILACS, LETTER, facts_of, facts_of_lines, lines


def test_a_letter_without_empty_lines_is_read_as_well(tmp_path: Path) -> None:
    """As a PDF's text comes out of many converters: title and first paragraph run into one."""
    text = LETTER.format(visit="4 and 5 February 2025").replace("\n\n", "\n")
    facts = facts_of(tmp_path, text)
    assert (facts.kind, facts.authority, facts.published) == (Kind.FOCUSED_VISIT, "Brackenford", "2025-03-14")
    assert facts.title == "Focused visit to Brackenford City Council children’s services"
    assert facts.inspected_to in ("2025-02-05", None)


def test_the_text_outranks_the_file_name(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, LETTER.format(visit="4 February 2025"), "plymouth/minutes - 1 may 2020.txt")
    assert (facts.kind, facts.authority, facts.published) == (Kind.FOCUSED_VISIT, "Brackenford", "2025-03-14")


def test_a_committee_report_on_a_focused_visit_is_the_councils(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, COMMITTEE)
    assert (facts.kind, facts.voice, facts.framework) == (Kind.COMMITTEE_REPORT, Voice.COUNCIL, None)
    assert facts.title == "OFSTED FOCUSED VISIT: CARE LEAVERS"
    assert facts.published == "2025-02-12"
    assert facts.authority == "Brackenford"
    assert facts.publisher == "Brackenford City Council"
    assert (facts.inspected_from, facts.inspected_to) == (None, None)
    assert facts.access is Access.PUBLIC


def test_minutes(tmp_path: Path) -> None:
    facts = facts_of(
        tmp_path,
        "BRACKENFORD CITY COUNCIL\n\nSCRUTINY PANEL\n\nMINUTES OF THE MEETING HELD ON 23 JANUARY 2024\n\n"
        "Present: Councillors Marsh (Chair) and Pike\n\n1. APOLOGIES\n\nNone.\n\n2. CARE LEAVERS\n\n"
        "RESOLVED: that the report be noted.\n",
    )
    assert (facts.kind, facts.published, facts.authority) == (Kind.MINUTES, "2024-01-23", "Brackenford")
    assert facts.title == "SCRUTINY PANEL: minutes"


def test_an_action_plan_by_the_columns_of_its_table() -> None:
    columns = ("Issue", "Action", "Owner", "Due date", "RAG")
    text, blocks = "Improvement plan\n", [Block(BlockKind.HEADING, 0, 16, level=1)]
    for row in (
        "Visits are late. | Weekly report. | A. Other | 31 May 2020 | Amber",
        "No list. | Make one. | B. Body | 2020 | Red",
    ):
        blocks.append(Block(BlockKind.ROW, len(text), len(text) + len(row), columns=columns))
        text += row + "\n"
    pages = Pages((Page(1, text, tuple(blocks)),), paged=False)
    facts = describe(pages, passages_of(pages), "plan.docx")
    assert (facts.kind, facts.voice, facts.title) == (Kind.ACTION_PLAN, Voice.COUNCIL, "Improvement plan")


STORY = """{title}

{top}Children’s services in Brackenford have improved, inspectors have found.

The report said that leaders know their services well, and {who} thanked the staff.

Councillor Jane Doe, cabinet member for children, said: “I am proud of everyone in Brackenford.”

“We have more to do.”

{tail}
"""


def test_news_is_told_from_a_press_release(tmp_path: Path) -> None:
    story = STORY.format(
        title="Council praised",
        top="16 September 2014, 12:57\n\n",
        who="the council",
        tail="The council said that it would go on.",
    )
    facts = facts_of(tmp_path, story)
    assert (facts.kind, facts.voice, facts.published) == (Kind.NEWS, Voice.PRESS, "2014-09-16")
    release = STORY.format(title="Council praised", top="", who="we have", tail="Notes to editors: see the report.")
    assert facts_of(tmp_path, release).kind is Kind.PRESS_RELEASE
    assert facts_of(tmp_path, release).published is None


def test_a_release_that_does_not_call_itself_one_says_we(tmp_path: Path) -> None:
    text = (
        "Brackenford City Council judged good\n\nInspectors described our leaders as “impressive” this summer.\n\n"
        "Jane Doe, Director of Children’s Services, said: “I am proud.”\n\n"
        "We are looking for foster carers in the city.\n"
    )
    facts = facts_of(tmp_path, text)
    assert (facts.kind, facts.publisher) == (Kind.PRESS_RELEASE, "Brackenford City Council")


def test_a_news_site_names_the_publisher(tmp_path: Path) -> None:
    head = "<html><head><title>{0} | Brackenford Courier</title></head>"
    page = head + "<body><article><h1>{0}</h1>{1}</article></body></html>"
    body = "".join(
        f"<p>{text}</p>"
        for text in (
            "Inspectors have found that Brackenford City Council housed care leavers in hotels last autumn and winter.",
            "The council said that it was sorry and would write to every young person who had been housed there.",
            "Councillor Jane Doe, cabinet member for children in Brackenford, said: “It was wrong and it will stop.”",
            "Ofsted said that it would return to the city within six months to see what had been done about it.",
        )
    )
    path = tmp_path / "story.html"
    path.write_text(page.format("Care leavers put in hotels", body), encoding="utf-8")
    pages = read(path)
    facts = describe(pages, passages_of(pages), "story.html")
    assert (facts.kind, facts.publisher, facts.authority) == (Kind.NEWS, "Brackenford Courier", "Brackenford")


def test_a_manifest_overrules_the_paper(tmp_path: Path) -> None:
    manifest = {
        "kind": "news",
        "authority": "Plymouth",
        "published": "2024-05",
        "published_how": "inferred",
        "title": "T",
        "access": "exempt",
    }
    facts = facts_of(tmp_path, COMMITTEE, manifest=manifest)
    assert (facts.kind, facts.voice, facts.authority, facts.title) == (Kind.NEWS, Voice.PRESS, "Plymouth", "T")
    assert facts.access is Access.EXEMPT
    assert (facts.published, facts.known["published"]) == ("2024-05", "inferred")
    assert facts.known["authority"] == "manifest"
    assert facts.publisher == "Brackenford City Council"


@pytest.mark.parametrize(
    ("title", "kind", "framework"),
    [
        (
            "Inspection of services for children in need of help and protection, children looked after",
            Kind.INSPECTION_REPORT,
            "SIF",
        ),
        ("Inspection of Brackenford local authority children’s services", Kind.INSPECTION_REPORT, "ILACS"),
        ("Inspection of children's social care services", Kind.INSPECTION_REPORT, "ILACS"),
        ("Inspection of looked after children services", Kind.INSPECTION_REPORT, "LAC inspection"),
        (
            "Inspection of progress made in the provision of safeguarding services in Brackenford",
            Kind.INSPECTION_REPORT,
            "joint area review",
        ),
        ("Joint targeted area inspection of the multi-agency response to abuse in Brackenford", Kind.JTAI, "JTAI"),
        ("Area SEND inspection of Brackenford Local Area Partnership", Kind.AREA_SEND, "area SEND"),
        ("Joint area SEND inspection in Brackenford", Kind.AREA_SEND, "area SEND"),
        ("Focused visit to Brackenford children’s services", Kind.FOCUSED_VISIT, "ILACS"),
        ("Monitoring visit of Brackenford City Council children’s services", Kind.MONITORING_VISIT, "ILACS"),
    ],
)
def test_the_titles_of_inspection_papers(tmp_path: Path, title: str, kind: Kind, framework: str) -> None:
    text = (
        f"Brackenford City Council\n\n{title}\n\nInspection dates: 4 to 8 March 2019\n\nLead inspector: Ann Other\n\n"
        "Children in Brackenford are safe.\n"
    )
    facts = facts_of(tmp_path, text)
    assert (facts.kind, facts.framework, facts.authority) == (kind, framework, "Brackenford")
    assert (facts.inspected_from, facts.inspected_to) == ("2019-03-04", "2019-03-08")
    assert "Brackenford" in facts.title


def test_a_council_paper_may_be_known_by_its_file_name_alone(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, "Nothing was said.", "panel/draft_minutes-3.txt")
    assert (facts.kind, facts.known["kind"]) == (Kind.MINUTES, "file name")
    facts = facts_of(tmp_path, "Nothing was said.", "panel/inspection report.txt")
    assert (facts.kind, facts.known["kind"]) == (Kind.OTHER, "inferred")


def test_a_paper_of_nothing_is_still_described() -> None:
    facts = describe(Pages((), paged=True), [], "folder/scan 12.pdf")
    assert (facts.kind, facts.title, facts.authority) == (Kind.OTHER, "scan 12", None)


def test_a_councils_report_on_an_inspection_is_not_the_inspection(tmp_path: Path) -> None:
    text = COMMITTEE.replace("SUBJECT: OFSTED FOCUSED VISIT", "SUBJECT:\n\nFocused visit to Brackenford: OUTCOME") + (
        "\nHMI for the visit were A and B. Inspection dates: 4 and 5 February 2025.\n"
    )
    facts = facts_of(tmp_path, text)
    assert (facts.kind, facts.inspected_to) == (Kind.COMMITTEE_REPORT, None)


def test_each_fact_says_where_it_stands_and_how_sure_it_is() -> None:
    text = (
        "Brackenford City Council\nInspection of services for children in need of help and protection, children\n"
        "looked after and care leavers\nInspection date: 5 June 2014 –\n16 June 2014\nReport published: 24 July 2014\n"
        "Children in Brackenford are safe, Ofsted says.\n"
    )
    pages = lines(text)
    facts = describe(pages, [], "x.pdf")
    for field, source in facts.sources.items():
        assert facts.known[field] == source.how, field
        assert getattr(facts, field) is not None, field
        if source.page:
            assert source.quote, field
            assert source.quote in pages.pages[source.page - 1].text, field
    quotes = {field: source.quote for field, source in facts.sources.items()}
    assert quotes["authority"] == "Brackenford City Council"
    assert quotes["published"] == "24 July 2014"
    assert facts.sources["published"].sure is Sure.CERTAIN
    assert (facts.sources["voice"].how, facts.sources["access"].how) == ("inferred", "inferred")


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ("You may reuse this under the terms of the Open Government Licence v3.0.", "Open Government Licence v3.0"),
        (
            "You may reuse it under the Open Government Licence: www.example.org/open-government-licence/version/3/",
            "Open Government Licence v3.0",
        ),
        ("You may reuse this under the terms of the Open Government Licence.", "Open Government Licence"),
        (
            "This document may be reproduced for non-commercial purposes. Thank you.",
            "This document may be reproduced for non-commercial purposes.",
        ),
        ("The map contains data under the Open Government Licence v3.0.", None),
        ("© Crown copyright 2023", None),
    ],
)
def test_the_licence_is_what_the_paper_says(said: str, licence: str | None) -> None:
    text = ILACS.format(name="Brackenford City", dates="Inspection dates: 5 to 16 June 2023") + said + "\n"
    assert facts_of_lines(text).licence == licence


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council has improved the support for children in care, and it knows what is left to be done.", "en"),
        (
            "Mae plant mewn gofal yn cael eu cefnogi’n dda ac mae arweinwyr yn adnabod eu gwasanaethau. Mae’r cyngor "
            "wedi gwella’r cymorth i blant ac yn gwybod beth sydd ar ôl i’w wneud.",
            "cy",
        ),
        ("See table 3", None),
        ("Grade 1 2 3 4 5 6 7 8 9 10 11 12 A B C D E F G H", None),
    ],
)
def test_the_language_of_a_paper(text: str, language: str | None) -> None:
    assert facts_of_lines(text).language == language


def test_a_manifest_may_name_several_authorities_and_the_meeting(tmp_path: Path) -> None:
    stated: dict[str, object] = {"authorities": ["Kent", "Medway Council"], "meeting_date": "2024-05", "language": "cy"}
    facts = facts_of(tmp_path, COMMITTEE, manifest=stated)
    assert (facts.authority, facts.authorities) == ("Kent", ("Kent", "Medway"))
    assert (facts.meeting_date, facts.language, facts.known["meeting_date"]) == ("2024-05", "cy", "manifest")
    assert facts.sources["authority"].how == "manifest"


def test_a_web_page_may_state_its_day_for_machines_alone() -> None:
    text = "Brackenford City Council said that more foster carers are needed. " * 5
    page = (
        "<html><head><title>Foster carers needed | Brackenford Herald</title>{}</head>"
        f"<body><article><h1>Foster carers needed</h1><p>{text}</p></article></body></html>"
    )
    meta = '<meta property="article:published_time" content="{}"/>'
    for stated, published in (
        (meta.format("2023-05-04T10:00:00Z"), "2023-05-04"),
        (meta.format("soon"), None),
        (meta.format("2023-05-04") + '<meta itemprop="datePublished" content="2021-01-01"/>', None),
    ):
        pages = read_html(page.format(stated).encode())
        facts = describe(pages, passages_of(pages), "story.html")
        assert facts.published == published
        assert ("published" in facts.sources) == bool(published)


def test_an_appendix_printed_by_itself_is_part_of_a_committee_report(tmp_path: Path) -> None:
    text = """EXEMPT APPENDIX 2

NOT FOR PUBLICATION by virtue of paragraph 3 of Schedule 12A of the Local Government Act 1972

Residential home: outcome of negotiation

Brackenford City Council, Cabinet, 15 April 2025. Report of the {author}.

1. The preferred bidder scored 54 out of 60 for quality.
"""
    assert (
        facts_of(tmp_path, text.format(author="Cabinet Member for Children and Learning")).kind is Kind.COMMITTEE_REPORT
    )
    assert facts_of(tmp_path, text.format(author="Lighthouse Trust")).kind is Kind.OTHER
    letter = "Dear Daniel\n\nThe report of the Director of Finance says that 92% were on time. Appendix 2 says 54%.\n"
    assert facts_of(tmp_path, letter).kind is Kind.OTHER


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        (
            "Placements sufficiency statement\n\nAldmoor Council. Children and Young People Scrutiny Committee, "
            "17 September 2024, Item 4. Report of the Head of Commissioning.\n",
            "Placements sufficiency statement",
        ),
        (
            "Children and Young People Scrutiny Committee – 17 September 2024\n\nReport of the Director of Children’s "
            "Services\n\nTHE YEAR IN FOSTERING\n",
            "THE YEAR IN FOSTERING",
        ),
        (
            "Aldmoor Council\n\nItem 8. Revenue budget\n\nMeeting: Cabinet\n\nDate: Tuesday 17 September 2024, 5.30pm"
            "\n\nReport of: Cabinet Member for Finance\n",
            "Revenue budget",
        ),
        (
            "ALDMOOR COUNTY COUNCIL\n\nCHILDREN AND LEARNING SCRUTINY COMMITTEE\n\n17 September 2024\n\n"
            "HOMES FOR CHILDREN\n\nReport of the Director of Children’s Services\n",
            "HOMES FOR CHILDREN",
        ),
        (
            "Aldmoor County Council\n\nChildren and Learning Scrutiny Committee\n\nDate of meeting: 17 September 2024"
            "\n\nTitle of report: Homes for children\n\nReport of: Ann Lea, Director of Children’s Services\n\n"
            "1. PURPOSE OF REPORT\n",
            "Homes for children",
        ),
        (
            "Aldmoor County Council\n\nChildren and Learning Scrutiny Committee, 17 September 2024\n\n"
            "1. PURPOSE OF REPORT\n\nReport of the Director of Children’s Services\n\nHOMES FOR CHILDREN\n",
            "HOMES FOR CHILDREN",
        ),
        (
            "Aldmoor Council\n\nChildren’s Services Scrutiny Committee\n\nTuesday 17 September 2024, Agenda item 7\n\n"
            "WORKFORCE REPORT\n\nReport of: Director of Children’s Services\n",
            "WORKFORCE REPORT",
        ),
    ],
)
def test_a_report_without_the_usual_form_is_known_by_the_meeting_it_is_for(
    tmp_path: Path, opening: str, title: str
) -> None:
    facts = facts_of(tmp_path, f"{opening}\nAldmoor Council has 34 foster carers, six fewer than a year ago.\n")
    assert (facts.kind, facts.voice) == (Kind.COMMITTEE_REPORT, Voice.COUNCIL)
    assert (facts.published, facts.meeting_date) == ("2024-09-17", "2024-09-17")
    assert facts.title == title


def test_a_day_on_which_a_committee_met_before_is_not_the_papers(tmp_path: Path) -> None:
    facts = facts_of(
        tmp_path,
        "Notes on fostering\n\nAldmoor Council has 34 foster carers.\n\nThe question was raised at the last meeting of "
        "the Scrutiny Committee, 12 March 2023, and by the Cabinet, who asked for a report.\n",
    )
    assert (facts.kind, facts.published, facts.meeting_date) == (Kind.OTHER, None, None)
