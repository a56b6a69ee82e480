"""What is known of a paper, and how."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

import pytest

from corpus.paper import Access, Block, BlockKind, Facts, Kind, Page, Pages, Voice
from ingest.describe import describe
from ingest.passages import passages_of
from ingest.read import read

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def facts_of(folder: Path, text: str, file: str = "paper.txt", manifest: dict[str, object] | None = None) -> Facts:
    """The facts of a text file, read the way that ingest reads it."""
    path = folder / Path(file).name
    path.write_text(text, encoding="utf-8")
    pages = read(path)
    return describe(pages, passages_of(pages), file, manifest)


LETTER = """Ofsted
Piccadilly Gate
Store Street
Manchester

14 March 2025

Daniel Okafor
Director of Children’s Services
Brackenford City Council
Mill Street
Brackenford

Dear Mr Okafor

Focused visit to Brackenford City Council children’s services

This letter summarises the findings of the focused visit to Brackenford children’s services on {visit}. His
Majesty’s Inspectors for this visit were Ann Other and Sam Body.

Inspectors looked at the arrangements for care leavers. At the last inspection, on 5 June 2023, they were good.
"""

REPORT = """Inspection of Brackenford City local authority children’s services

Inspection dates: {dates}

Lead inspector: Ann Other, His Majesty’s Inspector

Children in Brackenford receive a good service.
"""

COMMITTEE = """DECISION-MAKER: CHILDREN AND FAMILIES SCRUTINY PANEL

SUBJECT: OFSTED FOCUSED VISIT: CARE LEAVERS

DATE OF DECISION: 12 FEBRUARY 2025

REPORT OF: DIRECTOR OF CHILDREN’S SERVICES

STATEMENT OF CONFIDENTIALITY

None.

BRIEF SUMMARY

Ofsted made a focused visit to Brackenford City Council in December 2024. Inspectors met 20 young people.

RECOMMENDATIONS:

(i) To note the letter.

LEGAL IMPLICATIONS

None.
"""


def test_a_letter_is_dated_by_its_own_top_and_by_its_visit(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, LETTER.format(visit="4 and 5 February 2025"))
    assert (facts.kind, facts.framework, facts.voice) == (Kind.FOCUSED_VISIT, "ILACS", Voice.INSPECTOR)
    assert facts.authority == "Brackenford"
    assert (facts.inspected_from, facts.inspected_to) == ("2025-02-04", "2025-02-05")
    assert facts.published == "2025-03-14"
    assert facts.publisher == "Ofsted"
    assert facts.title == "Focused visit to Brackenford City Council children’s services"
    assert facts.known["authority"] == facts.known["published"] == facts.known["inspected_to"] == "in text"


def test_a_letter_without_empty_lines_is_read_as_well(tmp_path: Path) -> None:
    """As a PDF's text comes out of many converters: title and first paragraph run into one."""
    text = LETTER.format(visit="4 and 5 February 2025").replace("\n\n", "\n")
    facts = facts_of(tmp_path, text)
    assert (facts.kind, facts.authority, facts.published) == (Kind.FOCUSED_VISIT, "Brackenford", "2025-03-14")
    assert facts.title == "Focused visit to Brackenford City Council children’s services"
    assert facts.inspected_to in ("2025-02-05", None)


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


def test_a_date_that_only_the_file_name_knows_is_said_to_come_from_there(tmp_path: Path) -> None:
    text = REPORT.format(dates="18 to 29 September 2023")
    facts = facts_of(tmp_path, text, "ofsted/inspection - 17 november 2023.txt")
    assert (facts.published, facts.known["published"]) == ("2023-11-17", "file name")
    assert facts_of(tmp_path, text, "ofsted/x17.txt").published is None


def test_a_file_named_after_the_inspection_is_not_published_then(tmp_path: Path) -> None:
    text = REPORT.format(dates="18 to 29 September 2023")
    assert facts_of(tmp_path, text, "inspection 18 september 2023.txt").published is None


def test_the_text_outranks_the_file_name(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, LETTER.format(visit="4 February 2025"), "plymouth/minutes - 1 may 2020.txt")
    assert (facts.kind, facts.authority, facts.published) == (Kind.FOCUSED_VISIT, "Brackenford", "2025-03-14")


def test_a_folder_names_the_authority_where_the_text_does_not(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, "Notes of a conversation about nothing much.", "plymouth/notes.txt")
    assert (facts.authority, facts.known["authority"]) == ("Plymouth", "file name")
    assert facts_of(tmp_path, "Notes of a conversation about nothing much.", "misc/notes.txt").authority is None


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


def test_two_councils_named_alike_often_leave_the_authority_open(tmp_path: Path) -> None:
    text = "Plymouth City Council met Portsmouth City Council. They talked of care leavers.\n"
    assert facts_of(tmp_path, text).authority is None


def test_another_body_of_the_same_name_is_not_the_council(tmp_path: Path) -> None:
    text = "Kent Police and Kent Constabulary and Kent NHS wrote. Medway Council answered, and Medway was glad.\n"
    assert facts_of(tmp_path, text).authority == "Medway"


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


KINDS = {
    "children's services focused visit": Kind.FOCUSED_VISIT,
    "children's services inspection": Kind.INSPECTION_REPORT,
    "joint area child protection inspection": Kind.JTAI,
    "area send full inspection": Kind.AREA_SEND,
    "joint area review": Kind.INSPECTION_REPORT,
}


@functools.cache
def shared_pages() -> dict[str, Pages]:
    root = SHARED / "papers"
    return {str(path.relative_to(root)): read(path) for path in sorted(root.rglob("*.pdf"))}


@pytest.fixture
def reports() -> dict[str, Pages]:
    if not (SHARED / "papers").is_dir():
        pytest.skip("the trial papers are not beside the repository")
    return shared_pages()


@pytest.mark.shared
@pytest.mark.parametrize("meaningless", [False, True])
def test_every_trial_report_is_described_rightly(reports: dict[str, Pages], meaningless: bool) -> None:
    with (SHARED / "eval" / "judgements_dev.csv").open(newline="", encoding="utf-8") as file:
        inspected = {row["file"]: (row["inspection_start"], row["inspection_end"]) for row in csv.DictReader(file)}
    assert len(reports) > 70
    wrong = []
    for number, (file, pages) in enumerate(reports.items()):
        facts = describe(pages, passages_of(pages), f"{number}.pdf" if meaningless else file)
        name, _, day = Path(file).stem.rpartition(" - ")
        kind = next(kind for start, kind in KINDS.items() if name.startswith(start))
        day, month, year = day.split(" ")
        published = f"{year}-{'jan feb mar apr may jun jul aug sep oct nov dec'.split().index(month[:3]) + 1:02d}-{day}"
        if (facts.kind, (facts.authority or "").lower()) != (kind, Path(file).parts[-2]):
            wrong.append(f"{file}: {facts.kind} {facts.authority}")
        if facts.published != published and not (meaningless and facts.published is None):
            wrong.append(f"{file}: published {facts.published}")
        start, end = ("-".join(reversed(day.split("/"))) for day in inspected.get(file, ("", "")))
        if end and (facts.inspected_from, facts.inspected_to) != (start, end):
            wrong.append(f"{file}: inspected {facts.inspected_from} to {facts.inspected_to}")
        if "joint area review" not in file and facts.inspected_to is None:
            wrong.append(f"{file}: no inspection date")
        if facts.access is not Access.PUBLIC:
            wrong.append(f"{file}: {facts.access} {facts.marking}")
    assert wrong == []
