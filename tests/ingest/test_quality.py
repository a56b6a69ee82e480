from dataclasses import replace

import pytest

from corpus.paper import Access, BlockKind, Facts, Judgement, Kind, Page, Pages, Quality
from ingest.passages import passages_of
from ingest.quality import quality_of
from ingest.readers.page_draft import PageDraft

TEXT = "Children in Brackenford receive help early, and every agency knows what the others are doing for them."
GOOD = Facts(
    "Inspection of Brackenford",
    Kind.INSPECTION_REPORT,
    authority="Brackenford",
    inspected_from="2023-06-05",
    inspected_to="2023-06-16",
    published="2023-07-28",
    known=dict.fromkeys(("kind", "authority", "inspected_from", "inspected_to", "published"), "in text"),
)
GRADE = Judgement("overall", "Overall effectiveness", "good", None, 1, "Overall effectiveness Good")


def page(number: int, text: str = TEXT, ocr: bool = False) -> Page:
    draft = PageDraft(number)
    draft.add(BlockKind.PARAGRAPH, text)
    return draft.page(595, 842, ocr)


def quality(
    *pages: Page, facts: Facts = GOOD, judgements: tuple[Judgement, ...] = (GRADE,), paged: bool = True
) -> Quality:
    read = Pages(pages or (page(1), page(2)), paged=paged)
    return quality_of(read, passages_of(read), facts, judgements)


def known(**how: str) -> dict[str, str]:
    return GOOD.known | how


def test_a_paper_that_was_read_well_raises_no_concern() -> None:
    assert quality() == Quality(pages=2)


def test_pages_without_text_come_first() -> None:
    found = quality(page(1), page(2, "", ocr=True), page(3, ""), page(4, ocr=True), facts=replace(GOOD, authority=None))
    assert (found.pages, found.pages_without_text, found.ocr_pages) == (4, (2, 3), (4,))
    assert found.concerns[:2] == (
        "Pages 2 and 3 hold no text that can be read. They may be pictures: check what is there.",
        "Page 4 was read from a picture: check names and numbers against it.",
    )
    assert "No authority was found" in found.concerns[2]


def test_pages_are_named_in_runs() -> None:
    found = quality(*(page(n, TEXT if n in (2, 6) else "") for n in range(1, 9)))
    assert found.concerns[0].startswith("Pages 1, 3 to 5, 7 and 8 hold no text")


def test_one_page_is_spoken_of_in_the_singular() -> None:
    assert quality(page(1), page(2, "")).concerns == (
        "Page 2 holds no text that can be read. It may be a picture: check what is there.",
    )


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("e", "\ufffd"),
        TEXT.replace("a", "\ue012"),
        " ".join(["Xkfrn mtbkl hlp rcvd wqsx Brackenford"] * 5),
    ],
)
def test_text_without_meaning_is_named_with_its_page(text: str) -> None:
    found = quality(page(1), page(2, text))
    assert found.concerns == (
        "The text of page 2 looks garbled and will not be found: ask for another copy of the paper.",
    )


def test_private_bullets_and_abbreviations_are_not_garbled() -> None:
    bullets = "\n".join(f"\uf0b7 The DCS and the LSCB met NHS staff, item {n}." for n in range(40))
    assert quality(page(1, bullets)).concerns == ()


def test_furniture_is_counted_and_footnote_marks_are_not() -> None:
    draft = PageDraft()
    draft.add(BlockKind.FURNITURE, "Brackenford City Council")
    draft.add(BlockKind.PARAGRAPH, TEXT)
    draft.add(BlockKind.FURNITURE, "1")
    draft.add(BlockKind.PARAGRAPH, TEXT, continues=True)
    draft.add(BlockKind.FURNITURE, "Page 1")
    assert quality(draft.page(595, 842)).boilerplate == 2


def test_a_closed_paper_says_why() -> None:
    marked = replace(GOOD, access=Access.EXEMPT, marking="NOT FOR PUBLICATION", known=known(access="in text"))
    found = quality(facts=marked)
    assert found.markings == ("NOT FOR PUBLICATION",)
    assert found.concerns == (
        "The paper is kept from the public because it says “NOT FOR PUBLICATION”: check that this is right.",
    )
    assert quality(facts=replace(marked, known=known(access="officer"))).concerns == ()


def test_an_open_paper_with_a_marking_is_named() -> None:
    opened = replace(GOOD, marking="EXEMPT", known=known(access="manifest"))
    assert quality(facts=opened).concerns == (
        "The paper says “EXEMPT” but is open to the public: check that it may be.",
    )


def test_a_closed_appendix_is_named_and_its_denial_is_not() -> None:
    found = quality(page(1, f"{TEXT} Appendix 2 is exempt under paragraph 3."))
    assert found.markings == ("Appendix 2 is exempt under paragraph 3.",)
    assert found.concerns == (
        "The paper says “Appendix 2 is exempt under paragraph 3.”: check that nothing closed to the public is in this "
        "file.",
    )
    assert quality(page(1, f"{TEXT} The report holds no exempt information.")).concerns == ()


def test_an_inspection_report_without_a_grade_is_a_concern() -> None:
    without = replace(GRADE, grade=None, why="no grades are stated in the report")
    assert "No grade was found" in quality(judgements=(without,)).concerns[0]
    letter = replace(GOOD, kind=Kind.FOCUSED_VISIT)
    assert quality(facts=letter, judgements=(without,)).concerns == ()
    looking_back = replace(GOOD, title="Progress inspection of safeguarding in Brackenford")
    assert quality(facts=looking_back, judgements=(without,)).concerns == ()


def test_a_missing_overall_grade_is_none_where_other_areas_have_theirs() -> None:
    why = "inspections since April 2026 give no overall effectiveness grade"
    leaders = replace(GRADE, area="leaders", label="Leaders")
    assert quality(judgements=(replace(GRADE, grade=None, why=why), leaders)).concerns == ()


def test_grades_that_disagree_are_named() -> None:
    two = replace(GRADE, grade=None, why="the paper gives two: good (page 1), inadequate (page 9)")
    leaders = replace(GRADE, area="leaders", label="Leaders")
    concerns = quality(judgements=(two, leaders)).concerns
    assert len(concerns) == 1
    assert "Overall effectiveness" in concerns[0]
    assert "inadequate (page 9)" in concerns[0]


@pytest.mark.parametrize(("year", "asked"), [("2024", True), ("2019", False)])
def test_an_area_send_inspection_without_an_outcome(year: str, asked: bool) -> None:
    send = replace(GOOD, kind=Kind.AREA_SEND, inspected_from=None, inspected_to=f"{year}-03-01", published=None)
    row = Judgement("send", "Inspection outcome", None, "the report states none of the three outcomes", 1, "")
    assert bool(quality(facts=send, judgements=(row,)).concerns) is asked


def test_guessed_facts_are_named_with_their_origin() -> None:
    guessed = replace(
        GOOD, known=known(authority="file name", inspected_from="inferred", inspected_to="file name", kind="file name")
    )
    assert quality(facts=guessed).concerns == (
        "The authority, Brackenford, is taken from the name of the file or its folder: check it.",
        "The first day of the inspection, 5 June 2023, is inferred and not printed: check it.",
        "The last day of the inspection, 16 June 2023, is taken from the name of the file: check it.",
        "The kind of paper, inspection report, is taken from the name of the file: check it.",
    )


def test_a_publication_date_by_file_name_matters_only_where_there_is_no_better_date() -> None:
    by_name = replace(GOOD, known=known(published="file name"))
    assert quality(facts=by_name).concerns == ()
    alone = replace(by_name, kind=Kind.PRESS_RELEASE, inspected_from=None, inspected_to=None)
    assert quality(facts=alone).concerns == (
        "The date of publication, 28 July 2023, is taken from the name of the file: check it.",
    )


def test_a_paper_without_kind_authority_and_date_says_so() -> None:
    bare = Facts("A paper", Kind.OTHER, known={"kind": "inferred"})
    assert quality(facts=bare, judgements=()).concerns == (
        "No authority was found: add it, or questions about a council will miss this paper.",
        "No date was found: add one, or questions about a period will miss this paper.",
        "The kind of paper is not known: add it.",
    )


def test_minutes_without_a_decision_and_reports_without_their_headings() -> None:
    met = replace(GOOD, meeting_date="2023-09-01", inspected_from=None, inspected_to=None)
    minutes = replace(met, kind=Kind.MINUTES)
    assert quality(facts=minutes, judgements=()).concerns == (
        "No decision was found in these minutes: check that they are whole.",
    )
    assert quality(page(1, "RESOLVED that the report be noted."), facts=minutes, judgements=()).concerns == ()
    report = replace(met, kind=Kind.COMMITTEE_REPORT)
    assert quality(facts=report, judgements=()).concerns == (
        "None of the usual headings of a committee report was found: check that it is one and is whole.",
    )
    assert quality(page(1, "RECOMMENDATIONS"), page(2), facts=report, judgements=()).concerns == ()
