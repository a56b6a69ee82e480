"""What a question takes to have been lost, refused or asked for is held against the sentence that says otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.evidence.evidence import Asked
from assistant.premises.attributed import wrong_demand, wrong_speaker, wrong_theme
from assistant.premises.contrary import Line, find_contrary
from assistant.premises.figured import wrong_figure
from assistant.premises.misgraded import wrong_loss
from assistant.premises.outcome import outcomes_taken
from assistant.premises.presupposed import Assumed, presupposed
from assistant.premises.refused import find_accepted
from assistant.premises.told_grade import find_loss_in_text, find_rating_kept
from assistant.quoting.conflict import figures_of
from assistant.understanding.question import substance, understand
from assistant.understanding.stems import stems_of
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import Facts, Judgement, Kind, Passage, Sentence, Voice

HELD = ["Brackenford"]


def paper_of(kind: Kind) -> HeldPaper:
    facts = Facts("Report", kind, "Brackenford", published="2023-07-04", voice=Voice.INSPECTOR)
    return HeldPaper("id", "report.pdf", "current", 1, 9, True, facts)


def lines(*texts: str, voice: Voice = Voice.INSPECTOR, paper: HeldPaper | None = None) -> list[Line]:
    held = paper or paper_of(Kind.INSPECTION_REPORT)
    passages = [Passage(t, (), voice=voice, sentences=(Sentence(0, len(t)),)) for t in texts]
    return [Line(HeldPassage(f"k{i}", i, held, p, "", ""), 0, p.text) for i, p in enumerate(passages)]


def asked(words: str) -> Asked:
    groups = tuple(frozenset({(stem,)}) for stem in dict.fromkeys(stems_of(" ".join(substance(words)))))
    return Asked(groups, tuple(1.0 for _ in groups))


def first(question: str) -> Assumed:
    return presupposed(understand(question, held=HELD), tuple(HELD))[0]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["The council keeps its overall ‘good’ rating."], 1),
        (["The rating of good from 2021 is not changed by this visit."], 1),
        (["The rating of inadequate is not changed by this visit."], 0),
        (["It keeps its good rating for now.", "The council was downgraded in May."], 0),
        (["The council fell from good to requires improvement.", "Fostering keeps its good rating."], 0),
    ],
)
def test_a_rating_that_was_kept_was_not_lost(texts: Sequence[str], found: int) -> None:
    part = first("Why did Brackenford lose its good rating after the 2023 visit?")
    assert len(find_rating_kept(part, lines(*texts))) == found


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["That the recovery plan be endorsed."], 1),
        (["That the recovery plan be not endorsed."], 0),
        (["That the recovery plan be noted."], 0),
        (["That the budget be approved."], 0),
    ],
)
def test_a_resolution_that_agreed_was_no_refusal(texts: Sequence[str], found: int) -> None:
    part = first("Why did the panel refuse to endorse the recovery plan?")
    assert len(find_accepted(part, asked, lines(*texts, voice=Voice.DECISION))) == found


NOTES_IT = "Cabinet receive and note the Ofsted report;"
ACCEPTS_IT = "The council said that it accepted the report in full after an inadequate rating for the second time."


@pytest.mark.parametrize(
    ("question", "texts", "quoted"),
    [
        ("Why did cabinet members vote against noting the Ofsted report?", [NOTES_IT], [NOTES_IT]),
        (
            "How come the cabinet threw out the Ofsted report?",
            ["It was unanimously resolved that:", NOTES_IT],
            ["It was unanimously resolved that:", NOTES_IT],
        ),
        ("Why did three cabinet members vote against the Ofsted report?", [NOTES_IT], []),
        ("Why did the opposition vote against noting the Ofsted report?", [NOTES_IT], []),
        ("Why did the cabinet reject the Ofsted report?", [NOTES_IT, "The Ofsted report be referred back."], []),
        ("Why did the cabinet reject the Ofsted report?", ["Cabinet note the budget report;"], []),
    ],
)
def test_a_report_that_was_noted_was_not_voted_down(question: str, texts: Sequence[str], quoted: Sequence[str]) -> None:
    found = find_accepted(first(question), asked, lines(*texts, voice=Voice.DECISION))
    assert [item.passage.passage.text for item in found] == quoted


@pytest.mark.parametrize(
    ("question", "texts", "found"),
    [
        ("Why did the council reject the findings of the second inadequate report?", [ACCEPTS_IT], 1),
        ("Why did the council not accept the findings?", [ACCEPTS_IT], 1),
        ("Why did leaders dispute the inspectors' findings?", ["Leaders fully accept the findings."], 1),
        ("Why did the council dispute the verdict?", ["The verdict was accepted by leaders."], 1),
        ("Why did the council dispute the report?", [ACCEPTS_IT, "Leaders disputed one judgement."], 0),
        ("Why did the council reject the finding on agency staff?", [ACCEPTS_IT], 0),
        ("Why did the council reject the third inadequate report?", [ACCEPTS_IT], 0),
        ("Why did parents reject the report?", [ACCEPTS_IT], 0),
        ("Why did the council reject the offer of a trust?", [ACCEPTS_IT], 0),
        ("Why did the council reject the report?", ["The council did not accept the report."], 0),
        ("Why did the council reject the report?", ["The minister accepted the report."], 0),
    ],
)
def test_findings_that_were_accepted_were_not_rejected(question: str, texts: Sequence[str], found: int) -> None:
    assert len(find_accepted(first(question), asked, lines(*texts, voice=Voice.PRESS))) == found


def inspected(said: str, grade: str) -> tuple[HeldPaper, Judgement]:
    facts = Facts("Report", Kind.INSPECTION_REPORT, "Brackenford", published=said, inspected_to=said)
    paper = HeldPaper(said, f"{said}.pdf", "current", 1, 9, True, facts)
    return paper, Judgement("overall", "Overall effectiveness", grade, None, 1, grade)


IN_2019, IN_2023 = inspected("2019-03-01", "good"), inspected("2023-06-01", "good")


@pytest.mark.parametrize(
    ("question", "rows", "is_wrong"),
    [
        ("Why did Brackenford lose its good rating in 2023?", [IN_2019, IN_2023], True),
        ("Why did Brackenford slip below good in 2023?", [IN_2019, IN_2023], True),
        ("Why is Brackenford no longer good?", [IN_2019, IN_2023], True),
        ("Why did Brackenford lose its good rating of 2019?", [IN_2019, inspected("2023-06-01", "inadequate")], False),
        ("Why did Brackenford lose its good rating in 2023?", [IN_2019, inspected("2023-06-01", "inadequate")], False),
        ("Why did Brackenford almost lose its good rating in 2023?", [IN_2019, IN_2023], False),
        ("Why did Brackenford lose its good rating?", [IN_2019, IN_2023], False),
    ],
)
def test_a_grade_given_again_was_not_lost(
    question: str, rows: Sequence[tuple[HeldPaper, Judgement]], is_wrong: bool
) -> None:
    found = wrong_loss(understand(question, held=HELD), first(question), rows)
    assert (found is not None) is is_wrong


@pytest.mark.parametrize(
    ("texts", "since", "is_wrong"),
    [
        (["Care leavers – Outstanding"], [], True),
        (["Care leavers – Outstanding", "The service went from Outstanding to Good."], [], True),
        (["Care leavers – Good"], [], False),
        (["Care leavers – Outstanding"], ["Care leavers – Good"], False),
        (["Care leavers – Outstanding"], ["Care leavers went from outstanding to good."], False),
    ],
)
def test_a_grade_that_a_release_gives_was_not_lost(texts: Sequence[str], since: Sequence[str], is_wrong: bool) -> None:
    part = first("Why did support for care leavers lose its outstanding rating in 2023?")
    of_time = lines(*texts)
    assert (find_loss_in_text([part], of_time, [*of_time, *lines(*since)]) is not None) is is_wrong


@pytest.mark.parametrize(
    ("question", "taken"),
    [
        ("What were the systemic failings that the 2023 SEND inspection uncovered?", {"systemic failings"}),
        ("Which widespread and systemic failings did the SEND inspection find?", {"systemic failings"}),
        ("Why did the SEND inspection find inconsistent experiences?", {"inconsistent"}),
        ("Why does SEND provision typically lead to positive experiences?", {"typically positive"}),
        ("Did the SEND inspection find the systemic failings of before?", set()),
        ("What did the SEND inspection say about systemic failings?", set()),
        ("Why were there no systemic failings in the SEND inspection?", set()),
    ],
)
def test_an_outcome_of_a_send_inspection_is_taken_for_granted(question: str, taken: set[str]) -> None:
    asked_so = understand(question, held=HELD)
    assert outcomes_taken(asked_so, presupposed(asked_so, tuple(HELD))) == taken


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["All the carers that inspectors met were positive about their mentors."], 1),
        (["Some carers were positive about their mentors."], 0),
        (["All carers were positive about their mentors.", "Carers complained that their mentors changed."], 0),
    ],
)
def test_where_all_were_pleased_there_were_no_complaints(texts: Sequence[str], found: int) -> None:
    part = first("What were the main complaints that carers had about their mentors?")
    assert len(find_contrary(part, asked("carers mentors"), lines(*texts))) == found


def test_a_wait_in_months_is_held_against_one_in_weeks() -> None:
    part = first("Children wait six months for a first sight assessment. Why?")
    other = wrong_figure(part, lines("Children have a sight assessment within five weeks."), asked)
    assert other
    assert "five weeks" in other.said
    assert wrong_figure(part, lines("Children have a sight assessment after 26 weeks."), asked) is None


def test_a_joint_inspection_was_not_on_the_theme_asked_about() -> None:
    paper = paper_of(Kind.JTAI)
    question = understand(
        "What did the 2023 joint inspection into child sexual exploitation in Brackenford find?", held=HELD
    )
    of_help = lines("We looked at the response to children in Brackenford who need help.", paper=paper)
    found = wrong_theme(question, [paper], lambda _: of_help)
    assert found
    assert "sexual exploitation is not named" in found.said
    of_theme = lines("We looked at the response to children at risk of exploitation.", paper=paper)
    assert wrong_theme(question, [paper], lambda _: of_theme) is None


def test_a_send_report_that_asks_for_no_priority_action_plan_is_told_so() -> None:
    paper = paper_of(Kind.AREA_SEND)
    question = understand(
        "Why was Brackenford made to send a priority action plan after the 2023 SEND inspection?", held=HELD
    )
    mixed = "The arrangements lead to inconsistent experiences and outcomes for children."
    plan = "Ofsted asks that the partnership updates and publishes its strategic plan."
    found = wrong_demand(question, [paper], lambda _: lines(mixed, plan, paper=paper))
    assert found
    assert len(found.quoted) == 2
    failing = lines("There are systemic failings.", "Areas for priority action", mixed, paper=paper)
    assert wrong_demand(question, [paper], lambda _: failing) is None


@pytest.mark.parametrize(
    ("name", "is_wrong"), [("Ms Ruth Amble", True), ("the High Court judge", False), ("the Amble Trust", False)]
)
def test_a_body_that_speaks_is_no_person_of_another_year(name: str, is_wrong: bool) -> None:
    question = understand(f"What did {name} say about Brackenford in 2021?", held=HELD)
    facts = Facts("Story", Kind.NEWS, "Brackenford", published="2021-05-01", voice=Voice.PRESS)
    papers = [paper_of(Kind.INSPECTION_REPORT), HeldPaper("of 2021", "story.txt", "current", 1, 9, True, facts)]
    said = lines("Ruth Amble said that the High Court had heard the Amble Trust.", paper=papers[0])
    assert (wrong_speaker(question, papers, lambda _: said) is not None) is is_wrong


def test_a_number_in_words_is_a_figure() -> None:
    assert figures_of("Inspectors referred back fourteen cases.") == {"14"}
