"""What a question takes to have been lost, refused or asked for is held against the sentence that says otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.evidence.evidence import Asked
from assistant.premises.attributed import wrong_demand, wrong_theme
from assistant.premises.contrary import Line, find_contrary, find_rating_kept, find_resolved
from assistant.premises.figured import wrong_figure
from assistant.premises.presupposed import Assumed, presupposed
from assistant.quoting.conflict import figures_of
from assistant.understanding.question import substance, understand
from assistant.understanding.stems import stems_of
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import Facts, Kind, Passage, Sentence, Voice

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
    assert len(find_resolved(part, asked, lines(*texts, voice=Voice.DECISION))) == found


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


def test_a_number_in_words_is_a_figure() -> None:
    assert figures_of("Inspectors referred back fourteen cases.") == {"14"}
