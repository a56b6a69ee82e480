"""Which papers are closed: the marking must be the paper's own, and in doubt the paper is closed."""

from __future__ import annotations

import pytest

from corpus.paper import Access, Block, BlockKind, Page, Pages
from ingest.facts.access import access_of

BODY = [f"The council has twelve foster carers in ward {n}." for n in range(20)]


def paper(*pages: list[str], headings: tuple[str, ...] = ()) -> Pages:
    """Pages of lines; a line is a heading where it is in ``headings``."""
    made = []
    for number, lines in enumerate(pages, 1):
        text, blocks = "", []
        for line in lines:
            kind = BlockKind.HEADING if line in headings else BlockKind.PARAGRAPH
            blocks.append(Block(kind, len(text), len(text) + len(line)))
            text += line + "\n"
        made.append(Page(number, text, tuple(blocks)))
    return Pages(tuple(made), paged=True)


@pytest.mark.parametrize(
    ("top", "access"),
    [
        (["NOT FOR PUBLICATION"], Access.EXEMPT),
        (["Brackenford City Council", "Cabinet", "EXEMPT", "Contract for a children's home"], Access.EXEMPT),
        (["Not for publication by virtue of paragraph 3 of Schedule 12A"], Access.EXEMPT),
        (["Exempt under paragraphs 1 and 2 of Part 1 of Schedule 12A to the Local Government Act 1972"], Access.EXEMPT),
        (["By virtue of paragraph(s) 3 of Part 1 of Schedule 12A", "of the Local Government Act 1972."], Access.EXEMPT),
        (["EXEMPT INFORMATION – Paragraph 3 – Financial or business affairs"], Access.EXEMPT),
        (["Agenda item 9", "PART 2", "Report of the Director"], Access.EXEMPT),
        (["Agenda item 9", "Part II – Private", "Report of the Director"], Access.EXEMPT),
        (["Part B - Confidential items"], Access.EXEMPT),
        (["This report is exempt from publication under paragraph 3 of Schedule 12A."], Access.EXEMPT),
        (["This document contains exempt information"], Access.EXEMPT),
        (["Appendix 2 - NOT FOR PUBLICATION", "Cost of placements"], Access.EXEMPT),
        (["EXEMPT APPENDIX 2", "Cost of placements"], Access.EXEMPT),
        (["Pink paper"], Access.EXEMPT),
        (["CONFIDENTIAL"], Access.CONFIDENTIAL),
        (["PRIVATE AND CONFIDENTIAL", "Dear Ms Adeyemi"], Access.CONFIDENTIAL),
        (["Confidential item"], Access.CONFIDENTIAL),
        (["OFFICIAL-SENSITIVE"], Access.CONFIDENTIAL),
        (["RESTRICTED"], Access.CONFIDENTIAL),
        (
            ["STATEMENT OF CONFIDENTIALITY", "This report is not for publication by virtue of category 3."],
            Access.EXEMPT,
        ),
        (["STATEMENT OF CONFIDENTIALITY: This report is confidential."], Access.CONFIDENTIAL),
        (["STATEMENT OF CONFIDENTIALITY", "The report and its appendices are exempt from publication."], Access.EXEMPT),
        (
            ["STATEMENT OF CONFIDENTIALITY", "Appendix 1 is public.", "This report is exempt under paragraph 3."],
            Access.EXEMPT,
        ),
    ],
)
def test_a_paper_with_its_own_marking_is_closed(top: list[str], access: Access) -> None:
    found, marking = access_of(paper([*top, *BODY], BODY))
    assert found is access
    assert marking is not None
    assert marking in " ".join(top)  # verbatim


@pytest.mark.parametrize(
    "top",
    [
        ["STATEMENT OF CONFIDENTIALITY", "None."],
        ["STATEMENT OF CONFIDENTIALITY", "Not applicable", "BRIEF SUMMARY"],
        ["STATEMENT OF CONFIDENTIALITY: None"],
        ["STATEMENT OF CONFIDENTIALITY", "Appendix 2 is not for publication by virtue of category 3.", "BRIEF SUMMARY"],
        ["STATEMENT OF CONFIDENTIALITY", "The appendix to this report is confidential.", "BRIEF SUMMARY"],
        ["Report", "Appendix 2 to this report is not for publication by virtue of paragraph 3 of Schedule 12A."],
        ["Open report", "Appendix A contains exempt information as defined in paragraph 3 of Schedule 12A"],
        ["This report is public, but contains an exempt appendix."],
        ["Exempt: No"],
        ["Key decision: No", "Exempt/confidential: No"],
        ["Is this report exempt? No"],
        ["Confidential or exempt information: None"],
        ["Exempt or Confidential Report – No"],
        ["Exempt information", "None", "Report"],
        ["NOT EXEMPT"],
        ["This report is not confidential."],
        ["This report does not contain exempt information."],
        ["PART 1 - PUBLIC"],
        ["Part 2 of the strategy", "sets out the homes we need."],
        ["OFFICIAL"],
        ["This report is exempt from call-in."],
        ["Care leavers are exempt from council tax."],
        ["Social workers keep records confidential."],
        ["Young people may ring a confidential helpline."],
        ["Inspection of Brackenford local authority children’s services", "Lead inspector: Ann Other"],
    ],
)
def test_a_paper_that_only_speaks_of_it_stays_public(top: list[str]) -> None:
    assert access_of(paper([*top, *BODY], BODY)) == (Access.PUBLIC, None)


def test_words_in_the_run_of_the_text_close_nothing() -> None:
    page = [*BODY, "Some details are exempt and confidential, and not for publication.", *BODY]
    assert access_of(paper(page, ["confidential. Leaders know this.", *BODY])) == (Access.PUBLIC, None)


def test_an_appendix_in_the_list_of_appendices_closes_nothing() -> None:
    page = [
        *BODY,
        "Appendices",
        "1. Action plan",
        "2. Costs – NOT FOR PUBLICATION (paragraph 3 of Schedule 12A)",
        *BODY,
    ]
    assert access_of(paper(page)) == (Access.PUBLIC, None)


def test_a_section_for_what_is_not_for_publication_closes_the_paper_only_where_something_stands_in_it() -> None:
    heading = "11. NOT FOR PUBLICATION DOCUMENTS"
    for said, access in (
        ("None.", Access.PUBLIC),
        ("Not applicable", Access.PUBLIC),
        ("The contract of the home.", Access.EXEMPT),
        ("Public interest test: it is not met.", Access.EXEMPT),
        ("No. 4, the contract of the home", Access.EXEMPT),
    ):
        pages = paper([*BODY, heading, said, "12. APPENDICES", *BODY], headings=(heading,))
        assert access_of(pages)[0] is access


def test_an_exempt_appendix_bound_into_the_file_closes_it() -> None:
    assert access_of(paper(BODY, ["Appendix 3 – NOT FOR PUBLICATION", *BODY]))[0] is Access.EXEMPT


def test_a_marking_at_the_foot_of_a_page_closes_the_paper() -> None:
    assert access_of(paper(BODY, [*BODY, "CONFIDENTIAL", "2"]))[0] is Access.CONFIDENTIAL


def test_a_heading_on_any_page_closes_the_paper() -> None:
    page = [*BODY, "NOT FOR PUBLICATION", *BODY]
    assert access_of(paper(BODY, page, headings=("NOT FOR PUBLICATION",)))[0] is Access.EXEMPT


def test_the_place_of_a_restricted_document_in_a_public_pack_closes_nothing() -> None:
    stamp = ["Agenda item 8", "By virtue of paragraph(s) 3 of Part 1 of Schedule 12A", "Document is Restricted"]
    assert access_of(paper(BODY, stamp, BODY)) == (Access.PUBLIC, None)
    assert access_of(paper([*stamp, *BODY]))[0] is Access.EXEMPT


def test_a_table_of_background_papers_closes_nothing() -> None:
    page = [
        "Title of background paper(s)",
        "Schedule 12A allowing document to be",
        "Exempt/Confidential (if applicable)",
    ]
    assert access_of(paper(BODY, [*page, *BODY], headings=tuple(page))) == (Access.PUBLIC, None)


def test_a_paper_without_text_is_public() -> None:
    assert access_of(Pages((), paged=True)) == (Access.PUBLIC, None)
    assert access_of(paper([])) == (Access.PUBLIC, None)
