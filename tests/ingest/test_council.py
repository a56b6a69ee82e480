"""Which authority a paper is about, or which several."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.authorities import known_authorities
from corpus.paper import Kind
from tests.ingest.described import COMMITTEE, facts_of, facts_of_lines


def test_a_folder_names_the_authority_where_the_text_does_not(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, "Notes of a conversation about nothing much.", "plymouth/notes.txt")
    assert (facts.authority, facts.known["authority"]) == ("Plymouth", "file name")
    assert facts_of(tmp_path, "Notes of a conversation about nothing much.", "misc/notes.txt").authority is None


def test_two_councils_named_alike_often_leave_the_authority_open(tmp_path: Path) -> None:
    text = "Plymouth City Council met Portsmouth City Council. They talked of care leavers.\n"
    assert facts_of(tmp_path, text).authority is None


def test_another_body_of_the_same_name_is_not_the_council(tmp_path: Path) -> None:
    text = "Kent Police and Kent Constabulary and Kent NHS wrote. Medway Council answered, and Medway was glad.\n"
    assert facts_of(tmp_path, text).authority == "Medway"


FORMAL = {
    "county": ["{} County Council"],
    "london borough": ["London Borough of {}", "{} Council", "Royal Borough of {}"],
    "metropolitan district": ["{} Metropolitan Borough Council", "City of {} Council", "{} MBC", "{} City Council"],
    "unitary": ["{} Council", "{} Borough Council", "{} City Council", "Royal Borough of {}"],
    "isles": ["Council of the {}"],
    "corporation": ["City of {} Corporation"],
}
TEMPLATES = {
    Kind.INSPECTION_REPORT: "{0}\nInspection of children’s social care services\nInspection dates: 5 to 16 June 2018\n",
    Kind.FOCUSED_VISIT: "24 July 2018\nDear Ms Other\nFocused visit to {0} children’s services\n"
    "This letter summarises the findings of the focused visit on 5 to 16 June 2018.\n",
    Kind.MONITORING_VISIT: "24 July 2018\nDear Ms Other\nMonitoring visit of {0} children’s services\n"
    "This letter summarises the findings of the monitoring visit on 5 to 16 June 2018.\n",
    Kind.JTAI: "24 July 2018\nDear partnership\nJoint targeted area inspection of the multi-agency response to abuse "
    "in {1}\nBetween 5 and 16 June 2018, Ofsted and the Care Quality Commission (CQC) undertook an inspection.\n",
    Kind.AREA_SEND: "Area SEND inspection of {1} Local Area Partnership\nInspection dates: 5 to 16 June 2018\n"
    "{0} and NHS Kent and Medway Integrated Care Board are jointly responsible.\n",
}


def test_every_council_with_children_services_is_known_by_its_formal_names() -> None:
    wrong = []
    for authority in known_authorities().values():
        if authority.nation != "England" or not authority.children_services or authority.until:
            continue
        for form in ["{}", *FORMAL[authority.type]]:
            for kind, template in TEMPLATES.items():
                text = template.format(form.format(authority.name), authority.name)
                facts = facts_of_lines(text)
                said = (facts.kind, facts.authority, facts.authorities, facts.inspected_from, facts.inspected_to)
                if said != (kind, authority.name, (authority.name,), "2018-06-05", "2018-06-16"):
                    wrong.append((text, said))
    assert wrong == []


@pytest.mark.parametrize(
    ("title", "kind", "authorities"),
    [
        ("Focused visit to Sandwell Children’s Trust on behalf of Sandwell MBC", Kind.FOCUSED_VISIT, ("Sandwell",)),
        ("Focussed visit to Slough Children First", Kind.FOCUSED_VISIT, ("Slough",)),
        ("Ofsted monitoring visit to Birmingham Children’s Trust", Kind.MONITORING_VISIT, ("Birmingham",)),
        (
            "Focused visit to Northamptonshire Children’s Trust on behalf of North Northamptonshire and West "
            "Northamptonshire Councils",
            Kind.FOCUSED_VISIT,
            ("North Northamptonshire", "West Northamptonshire"),
        ),
        (
            "Area SEND inspection of Bournemouth, Christchurch and Poole Local Area Partnership",
            Kind.AREA_SEND,
            ("Bournemouth, Christchurch and Poole",),
        ),
        ("Joint local area SEND inspection in Isle of Wight", Kind.AREA_SEND, ("Isle of Wight",)),
        (
            "Joint local area special educational needs and/or disabilities inspection in Wokingham",
            Kind.AREA_SEND,
            ("Wokingham",),
        ),
        ("Area SEND monitoring inspection of Kent Local Area Partnership", Kind.AREA_SEND, ("Kent",)),
        (
            "Annual unannounced inspection of contact, referral and assessment arrangements within Leeds City Council "
            "children’s services",
            Kind.INSPECTION_REPORT,
            ("Leeds",),
        ),
        ("Inspection of Telford & Wrekin Council childrens services", Kind.INSPECTION_REPORT, ("Telford and Wrekin",)),
        ("Joint targeted area inspection of Bath & North East Somerset", Kind.JTAI, ("Bath and North East Somerset",)),
    ],
)
def test_whom_an_inspection_is_about(title: str, kind: Kind, authorities: tuple[str, ...]) -> None:
    facts = facts_of_lines(f"14 March 2025\nDear colleague\n{title}\nThis letter summarises the findings.\n")
    assert (facts.kind, facts.authority, facts.authorities) == (kind, authorities[0], authorities)


def test_a_joint_inspection_of_an_area_is_about_the_councils_it_is_addressed_to() -> None:
    facts = facts_of_lines(
        "14 March 2025\nAnn Other, Director, Liverpool City Council\nSam Body, Director, Knowsley Metropolitan Borough "
        "Council\nChief Constable, Merseyside Police\nDear partnership\nJoint targeted area inspection of Merseyside\n"
        "This letter summarises the findings of the inspection of Merseyside.\n"
    )
    assert facts.authority == "Merseyside"
    assert facts.authorities == ("Merseyside", "Liverpool", "Knowsley")


def test_an_abolished_council_is_replaced_by_those_named_in_its_place() -> None:
    letter = (
        "14 March 2025\nDirector, Cumberland Council\nDear Ms Other\nFocused visit to {} children’s services\n"
        "This letter summarises the findings of the visit on 4 February 2025.\n"
    )
    assert facts_of_lines(letter.format("Cumbria County Council")).authority == "Cumberland"
    then = letter.replace("2025", "2020").format("Cumbria County Council")
    assert facts_of_lines(then).authority == "Cumbria"


def test_a_joint_bodys_report_is_about_all_its_councils() -> None:
    facts = facts_of_lines(
        "Adopt Vale annual report\nAdopt Vale is the regional adoption agency for Kent, Medway and Bexley.\n"
        "It has found homes for children from Essex, too.\n"
    )
    assert facts.authorities == ("Kent", "Medway", "Bexley")
    assert facts.authority == "Kent"


def test_a_partnership_merely_mentioned_does_not_make_a_paper_joint() -> None:
    facts = facts_of_lines(
        "Plymouth City Council\nNotes on early help\n"
        "Staff of Plymouth and Torbay worked in partnership with Plymouth City Council last year.\n"
    )
    assert facts.authorities == ("Plymouth",)


def test_a_council_merely_mentioned_is_none_of_the_authorities(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, COMMITTEE.replace("Inspectors met", "Like Kent and Medway before. Inspectors met"))
    assert facts.authorities == ("Brackenford",)


@pytest.mark.parametrize(
    "body", ["Children in Care Council", "Youth Council", "Shadow Council", "General Medical Council"]
)
def test_a_council_that_is_no_authority_gives_no_name(tmp_path: Path, body: str) -> None:
    text = f"The {body} met twice. The {body} asked for fewer changes, and the {body} was heard.\n"
    assert facts_of(tmp_path, text).authority is None


def test_an_unlisted_council_named_beside_the_children_in_care_council_is_the_authority(tmp_path: Path) -> None:
    text = (
        "Kelderby children's services go up a grade\n\nInspectors visited Kelderby Council in May.\n\n"
        "The Children in Care Council has real sway with councillors.\n"
    )
    assert facts_of(tmp_path, text).authority == "Kelderby"
