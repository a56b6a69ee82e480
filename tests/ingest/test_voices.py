"""Who says each sentence."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.paper import Block, BlockKind, Facts, Kind, Page, Pages, Passage, Sentence, Voice
from ingest.facts.describe import VOICES
from ingest.passages import passages_of
from ingest.voices.voices import give_voices


def paper(*lines: str) -> Pages:
    """A paper of paragraphs; "# " begins a heading, "- " a bullet, "(a) " or "1. " a numbered paragraph."""
    text, blocks = "", []
    for line in lines:
        kind, number, label = BlockKind.PARAGRAPH, None, 0
        if line.startswith("# "):
            kind, line = BlockKind.HEADING, line[2:]
        elif line.startswith("- "):
            kind, label = BlockKind.BULLET, 2
        elif printed := re.match(r"\((\w{1,3})\) |(\d+)\. ", line):
            number, label = printed[1] or printed[2], printed.end()
        start = len(text)
        blocks.append(
            Block(kind, start, start + len(line), start + label, level=kind is BlockKind.HEADING, number=number)
        )
        text += line + "\n"
    return Pages((Page(1, text, tuple(blocks)),), paged=False)


def voiced(kind: Kind, *lines: str) -> list[tuple[str, Passage, Sentence]]:
    facts = Facts(title="A paper", kind=kind, authority="Brackenford", voice=VOICES[kind])
    passages = give_voices(passages_of(paper(*lines)), facts)
    return [(p.text[s.start : s.end], p, s) for p in passages for s in p.sentences]


def said(kind: Kind, *lines: str) -> dict[str, tuple[Voice, str | None, Voice | None]]:
    """Sentence -> voice, speaker, quoted by."""
    found = {}
    for text, passage, sentence in voiced(kind, *lines):
        voice = sentence.voice or passage.voice
        assert voice is not None
        found[text] = (voice, sentence.speaker, sentence.quoted_by)
    return found


PRESS = (Voice.PRESS, None, None)
COUNCIL = (Voice.COUNCIL, None, None)
DECISION = (Voice.DECISION, None, None)
INSPECTOR_BY_PRESS = (Voice.INSPECTOR, None, Voice.PRESS)
INSPECTOR_BY_COUNCIL = (Voice.INSPECTOR, None, Voice.COUNCIL)


@pytest.mark.parametrize("kind", [Kind.INSPECTION_REPORT, Kind.FOCUSED_VISIT, Kind.JTAI, Kind.AREA_SEND])
def test_an_inspection_paper_is_the_inspectors_but_for_whom_it_quotes(kind: Kind) -> None:
    found = said(
        kind,
        "One young person said: “My worker listens.” The council said that it would act.",
        "Staff speak of ‘growing our own’, and of the carers’ help. Ofsted said: “This is an improvement.”",
        "Senior leaders (including Jane Doe, the director) told inspectors that they had a plan.",
    )
    assert found.pop("One young person said: “My worker listens.”") == (
        Voice.OTHER,
        "One young person",
        Voice.INSPECTOR,
    )
    assert set(found.values()) == {(Voice.INSPECTOR, None, None)}


def test_a_speaker_named_before_a_quotation_of_several_paragraphs() -> None:
    found = said(
        Kind.NEWS,
        "Services in Brackenford have improved.",
        "Jane Doe, Director of People at the council, said:",
        "“We welcome the findings. There is more to do.",
        '"In March we opened a hub. It works.',
        '"Our aim is to be good.”',
        "You can read the report here.",
    )
    doe = (Voice.COUNCIL, "Jane Doe, Director of People at the council", Voice.PRESS)
    assert found["There is more to do."] == doe
    assert found["It works."] == doe
    assert found['"Our aim is to be good.”'] == doe
    assert found["Services in Brackenford have improved."] == PRESS
    assert found["You can read the report here."] == PRESS


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "''"])
def test_a_speech_of_several_paragraphs_closes_once_in_any_marks(marks: str) -> None:
    first, last = marks
    found = said(
        Kind.NEWS,
        f"Una Brock, the interim director, said: {first}I am sorry to every child. Nothing here is unfair.",
        f"{first}We have begun. It will open by May.{last}",
        "The rooms are those of the class of '98. The rest is unknown.",
    )
    spoken = [text for text, (_, speaker, _) in found.items() if speaker == "Una Brock, the interim director"]
    assert len(spoken) == 4
    assert "May" in spoken[-1]
    assert found["The rest is unknown."] == PRESS


def test_a_speaker_named_after_the_quotation() -> None:
    found = said(
        Kind.NEWS,
        '"Managers were told of six children. Visits are more regular. Some live in hotels," the report said.',
        "“We are sorry. It will stop,” said Councillor Ann Bell, the cabinet member for children.",
        "Ofsted will come back.",
    )
    # before anything spoke of an inspection "the report" could be anybody's
    assert found["Visits are more regular."][0] is not Voice.INSPECTOR
    assert found["“We are sorry."] == (
        Voice.COUNCIL,
        "Councillor Ann Bell, the cabinet member for children",
        Voice.PRESS,
    )
    assert found["Ofsted will come back."] == PRESS


def test_the_report_is_the_inspectors_once_an_inspection_was_named() -> None:
    found = said(
        Kind.NEWS,
        "Ofsted has inspected the city.",
        '"Managers were told of six children. Visits are more regular," the report said.',
        "Nobody at the council would comment.",
    )
    assert found['"Managers were told of six children.'] == INSPECTOR_BY_PRESS
    assert found['Visits are more regular," the report said.'] == INSPECTOR_BY_PRESS
    assert found["Nobody at the council would comment."] == PRESS


def test_a_sentence_with_a_few_quoted_words_stays_its_writers() -> None:
    found = said(
        Kind.NEWS,
        'Workloads are "too high" and "too many" young people are not in touch with their advisers, Ofsted says.',
        "The council says it's 'working hard' on this.",
    )
    assert set(found.values()) == {PRESS}


def test_the_lead_in_of_a_quotation_goes_with_it() -> None:
    found = said(Kind.NEWS, "Councillor Ann Bell, leader of the council, said: “Six is too many. It will be none.”")
    bell = (Voice.COUNCIL, "Councillor Ann Bell, leader of the council", Voice.PRESS)
    assert set(found.values()) == {bell}


def test_the_council_quoted_by_the_press_in_turns() -> None:
    found = said(
        Kind.NEWS,
        "Brackenford City Council said visits had been hard to keep up.",
        'Talking of care leavers it added: "More advisers have started.',
        '"We are checking every plan."',
        "More staff are being sought.",
    )
    assert found['"We are checking every plan."'] == (Voice.COUNCIL, None, Voice.PRESS)
    assert found["More staff are being sought."] == PRESS


def test_nobody_is_given_another_persons_words() -> None:
    found = said(
        Kind.NEWS,
        "Councillor Ann Bell said: “We will act.”",
        "Jo, 20, who left care in May, told the paper: “The hotel was horrible. I was afraid.”",
        "The chair of the scrutiny panel, Councillor Ben Cole, said he had asked. “It never came,” he said.",
        "“I was promised a flat,” it was whispered in the queue.",
    )
    assert found["I was afraid.”"] == (Voice.OTHER, "Jo", Voice.PRESS)
    assert found["“It never came,” he said."] == (
        Voice.COUNCIL,
        "Councillor Ben Cole, chair of the scrutiny panel",
        Voice.PRESS,
    )


def test_a_surname_later_means_the_person_named_before() -> None:
    found = said(
        Kind.NEWS,
        "Councillor Ann Bell, cabinet member for children, said: “We will act.”",
        "Cllr Bell added: “And soon. Very soon.”",
    )
    assert found["Very soon.”"] == (Voice.COUNCIL, "Councillor Ann Bell, cabinet member for children", Voice.PRESS)


def test_others_are_neither_council_nor_inspector() -> None:
    found = said(
        Kind.NEWS, "Sam Lake, chief executive of the charity Leaving Well, said: “It is a scandal. It must end.”"
    )
    assert {voice for voice, _, _ in found.values()} == {Voice.OTHER}


@pytest.mark.parametrize(
    ("body", "voice"),
    [
        ("The Lamp Youth Trust", Voice.OTHER),
        ("Harbour Carers, a charity,", Voice.OTHER),
        ("Brackenford Council", Voice.COUNCIL),
    ],
)
def test_the_chief_executive_of_whoever_spoke_is_the_councils_only_where_that_was_the_council(
    body: str, voice: Voice
) -> None:
    found = said(
        Kind.NEWS,
        f"{body} said that this was not so. “We know of four of them,” said its chief executive, Una Brock.",
    )
    assert found["“We know of four of them,” said its chief executive, Una Brock."][0] is voice


def test_a_list_under_ofsted_said() -> None:
    found = said(
        Kind.NEWS,
        "On children in care, Ofsted said:",
        "- Most children live in the right place.",
        "- Reviews are on time. Children come to them.",
        "However, some visits are late.",
    )
    assert found["On children in care, Ofsted said:"] == PRESS
    assert found["Children come to them."] == INSPECTOR_BY_PRESS
    assert found["However, some visits are late."] == PRESS


def test_a_committee_report_lists_what_the_report_says() -> None:
    found = said(
        Kind.COMMITTEE_REPORT,
        "# DETAIL",
        "4. The report has the findings of an inspection. The report highlights that services need to improve because:",
        "(a) Members have not done their duty as corporate parents.",
        "(b) Too many young people have no job.",
        "5. Under each of these there is a list of what the authority must do.",
    )
    assert found["Members have not done their duty as corporate parents."] == INSPECTOR_BY_COUNCIL
    assert found["Too many young people have no job."] == INSPECTOR_BY_COUNCIL
    assert found["Under each of these there is a list of what the authority must do."] == COUNCIL


def test_a_quotation_whose_opening_mark_is_missing() -> None:
    found = said(
        Kind.COMMITTEE_REPORT,
        "6. The inspectors also noted the programme:",
        "“This inspection found that the programme has begun to work”.",
        "7. However, leadership is not yet good. For example, visits are late. Scrutiny has not been sharp.”",
        "8. An action plan has been written.",
    )
    assert found["“This inspection found that the programme has begun to work”."] == INSPECTOR_BY_COUNCIL
    assert found["For example, visits are late."] == INSPECTOR_BY_COUNCIL
    assert found["Scrutiny has not been sharp.”"] == INSPECTOR_BY_COUNCIL
    assert found["An action plan has been written."] == COUNCIL


def test_a_quotation_whose_closing_mark_is_missing_ends_with_its_paragraph() -> None:
    found = said(
        Kind.COMMITTEE_REPORT,
        "1. On care leavers inspectors wrote: “Plans are late. Young people do not know their rights.",
        "2. The council accepts this.",
        "3. A team of nine has been set up.",
    )
    assert found["Young people do not know their rights."] == INSPECTOR_BY_COUNCIL
    assert found["The council accepts this."] == COUNCIL
    assert found["A team of nine has been set up."] == COUNCIL


def test_a_press_release_names_its_speakers_and_quotes_the_inspector() -> None:
    found = said(
        Kind.PRESS_RELEASE,
        "Ofsted came in June. They concluded that “children who need help get a timely and effective service”.",
        "Sam Lake, Executive Director of Children and Learning said,",
        "“It is a great read. I am proud.",
        '"We are not complacent.”',
        "See our vacancies on the website.",
    )
    assert (
        found["They concluded that “children who need help get a timely and effective service”."]
        == INSPECTOR_BY_COUNCIL
    )
    lake = (Voice.COUNCIL, "Sam Lake, Executive Director of Children and Learning", None)
    assert found["I am proud."] == lake
    assert found['"We are not complacent.”'] == lake
    assert found["See our vacancies on the website."] == COUNCIL


def test_a_passage_has_the_voice_of_most_of_its_words() -> None:
    rows = voiced(
        Kind.COMMITTEE_REPORT,
        "1. Inspectors wrote: “There are too few homes. Young people wait seven months for one of their own.” Noted.",
    )
    assert {passage.voice for _, passage, _ in rows} == {Voice.INSPECTOR}
    assert rows[-1][2].voice is Voice.COUNCIL


def test_a_passage_is_divided_between_paragraphs_of_different_speakers() -> None:
    pages = paper(
        "The city was inspected in May.",
        "“We are sorry. It will not happen again,” said Councillor Ann Bell, the leader of the council.",
        "The council meets on Monday. Ofsted said:",
        "- Plans are late.",
        "- Visits are on time. They help.",
    )
    facts = Facts(title="A story", kind=Kind.NEWS, voice=Voice.PRESS)
    assert len(passages_of(pages)) == 1
    passages = give_voices(passages_of(pages), facts)
    assert [(p.voice, p.text.split(" ")[0]) for p in passages] == [
        (Voice.PRESS, "The"),
        (Voice.COUNCIL, "“We"),
        (Voice.PRESS, "The"),
        (Voice.INSPECTOR, "Plans"),
    ]
    bullets = passages[-1]
    assert [pages.pages[0].text[s.start : s.end] for s in bullets.segments] == [
        "Plans are late.",
        "Visits are on time. They help.",
    ]
    assert [bullets.text[s.start : s.end] for s in bullets.sentences][-1] == "They help."


def test_paragraphs_of_one_speaker_stay_together() -> None:
    lines = ("It rained.", "The hub opened in May.", "It has ten staff.")
    (passage,) = give_voices(passages_of(paper(*lines)), Facts(title="t", kind=Kind.NEWS, voice=Voice.PRESS))
    assert passage.text == " ".join(lines)


def test_an_ofsted_letter_behind_a_council_report_is_the_inspectors() -> None:
    found = said(
        Kind.COMMITTEE_REPORT,
        "1. The letter is at Appendix A.",
        "Ofsted, Piccadilly Gate, Store Street, Manchester M1 2WD",
        "Dear Ms Doe",
        "Visits to children are late.",
        "Yours sincerely",
        "Sam Lake, His Majesty’s Inspector",
        "2. The council will answer in June.",
    )
    assert found["The letter is at Appendix A."] == COUNCIL
    assert found["Visits to children are late."] == INSPECTOR_BY_COUNCIL
    assert found["The council will answer in June."] == COUNCIL


def test_an_ofsted_address_alone_begins_no_letter() -> None:
    found = said(
        Kind.COMMITTEE_REPORT,
        "1. Complaints go to Ofsted, Piccadilly Gate, Store Street, Manchester.",
        "2. Visits to children are late.",
    )
    assert set(found.values()) == {COUNCIL}


WILD = "aA “”\"‘’.,:'() said Ofsted RESOLVED\n"


@given(st.lists(st.text(alphabet=WILD, min_size=1, max_size=60), max_size=8), st.sampled_from(list(Kind)))
def test_any_text_is_survived_with_every_word_in_its_place(lines: list[str], kind: Kind) -> None:
    pages = paper(*(" ".join(line.split()) for line in lines))
    before = passages_of(pages)
    after = give_voices(before, Facts(title="A paper", kind=kind, voice=VOICES[kind]))
    assert [segment for p in after for segment in p.segments] == [segment for p in before for segment in p.segments]
    for passage in after:
        assert passage.text == " ".join(pages.pages[0].text[s.start : s.end] for s in passage.segments)
        assert passage.voice is not None
        assert all(one.end <= other.start for one, other in pairwise(passage.sentences))
        for sentence in passage.sentences:
            assert 0 <= sentence.start < sentence.end <= len(passage.text)
            parts = passage.parts(sentence.start, sentence.end)
            assert [pages.pages[0].text[place.start : place.end] for place, _ in parts] == [words for _, words in parts]
            assert sentence.quoted_by is None or (sentence.voice or passage.voice) is not sentence.quoted_by
