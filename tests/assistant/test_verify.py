"""Is a statement borne out by what it cites? One readable case a rule, and what holds of any sentence."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.verifier.verify import Check, Cited, Said, verify
from corpus.paper import Voice
from tests.evaluation.verifier_set import SAMPLE, hand_written, mark, read_papers

FIVE_YEARS = "The number of foster carers has fallen from 120 to 96. Most of them feel well supported."


def cited(text: str, voice: Voice = Voice.INSPECTOR, **more: object) -> Cited:
    sentences = tuple(Said(sentence, voice) for sentence in re.split(r"(?<=\.) ", text))
    about: dict[str, object] = {"authorities": ("Brackenford",), "inspected_from": "2023-09-18"}
    return Cited(sentences, **{**about, "inspected_to": "2023-09-29", "published": "2023-11-17", **more})  # type: ignore[arg-type]


TRUE = [
    ("Foster carers fell in number from 120 to 96.", FIVE_YEARS),
    ("Many foster carers feel well supported.", FIVE_YEARS),
    ("The MASH makes timely decisions.", "The multi-agency safeguarding hub makes timely decisions."),
    ("7 children waited over two weeks.", "Seven children waited more than two weeks."),
    ("20% of plans are late.", "One in five plans is late."),
    ("Reviews are late.", "Reviews are not timely."),
    ("In 2023 Ofsted found that audits are not yet effective.", "Audits are not yet effective."),
    (
        "The flats are due to open in May 2024.",
        "The flats are expected to open in May 2024, and staff are chosen.",
    ),
    ("Leaders believe that recruitment has improved.", "Leaders believe that recruitment has improved."),
    ("More than two thirds of schools took part.", "It engaged 69% of schools, and all of them took part."),
    ("Records are not good enough.", "The quality of records is not strong."),
    ("Since 2019 plans are better.", "Since the inspection in 2019, plans are better."),
    ("The inspection in 2019 found that plans are late.", "The inspection in 2019 found that plans are late."),
    ("Plans in Brackenford are reviewed in time.", "Plans are reviewed in time."),
    ("Agencies do not use the form consistently.", "Use of the form by agencies is inconsistent."),
    ("Agencies cannot share information well.", "These gaps prevent agencies from sharing information effectively."),
    ("Not all plans are completed.", "Plans are not consistently completed with all children."),
    ("Many children get an adviser too late.", "Many children are not given an adviser early enough."),
    ("Most plans exist.", "In most cases, plans are in place."),
    ("Brackenford relies less on agency staff.", "The use of agency staff has reduced. Workers rely on it less."),
    ("Constant difficulty in hiring harms teams.", "Difficulty in hiring is a constant problem and harms teams."),
    ("Advice is not given well.", "Managers know of deficiencies in the advice given."),
    ("The council itself accepts that audits vary.", "The council accepts that audits vary."),
    ("Many plans are not up to date.", "Many plans are out of date."),
    ("Managers lack the data they need to see delay.", "Managers do not have data with which to see delay."),
    ("The panel was asked to choose its aims quickly.", "The panel should swiftly choose its aims."),
    ("Overall effectiveness requires improvement.", "Children's services in Brackenford require improvement."),
    ("Care leavers were told that they should be helped first.", "Care leavers were told they should be helped first."),
    ("They waited more than a fortnight.", "They waited more than two weeks."),
    ("It can be hard to find help.", "It is sometimes hard to find help."),
    ("Social workers' assessments are prompt.", "Social work assessments are prompt."),
]
FALSE = [
    (Check.NUMBER, "The number of foster carers has fallen from 120 to 69.", FIVE_YEARS),
    (Check.NUMBER, "The number of foster carers has fallen from 96 to 120.", FIVE_YEARS),
    (Check.NUMBER, "The wait is six months.", "The wait is six weeks."),
    (Check.DATE, "The hub opened in 2018.", "The hub opened in 2015."),
    (Check.DATE, "In 2019 inspectors found that the hub works well.", "The hub works well."),
    (
        Check.DATE,
        "The inspection in 2019 found better plans for care leavers.",
        "Since the inspection in 2019, plans for care leavers are better.",
    ),
    (Check.NAME, "The home is run by Larkmoor.", "The home is run by Wychdale."),
    (Check.CONTENT, "Larkmoor runs the home.", "Wychdale runs the home."),
    (Check.NAME, "In Derby, the hub makes timely decisions.", "The hub makes timely decisions."),
    (Check.GRADE, "Overall effectiveness was judged outstanding.", "Overall effectiveness was judged good."),
    (
        Check.CONTENT,
        "Care leavers in custody were asked about the offer of homes and advice.",
        "Care leavers were asked about the offer of homes and advice.",
    ),
    (Check.AREA, "Children in care have too few advisers.", "Care leavers have too few advisers."),
    (Check.NEGATION, "Plans are reviewed in time.", "Plans are not reviewed in time."),
    (Check.NEGATION, "Audits have not led to change.", "Audits have led to change."),
    (Check.DIRECTION, "The quality of plans has deteriorated.", "The quality of plans has improved."),
    (Check.DIRECTION, "Plans have deteriorated.", "Plans have not improved."),
    (Check.QUANTIFIER, "All foster carers feel well supported.", FIVE_YEARS),
    (Check.QUANTIFIER, "Care leavers are lonely.", "Some care leavers are lonely."),
    (Check.HEDGE, "The council has opened a hub.", "The council plans to open a hub."),
    (Check.HEDGE, "Practice improves.", "Practice is beginning to improve."),
    (Check.SPEAKER, "The council said that the hub works well.", "The hub works well."),
    (Check.SPEAKER, "Recruitment has improved.", "Leaders reported that recruitment has improved."),
    (Check.NUMBER, "Approximately 193 assessments were cancelled.", "Approximately 196 assessments were cancelled."),
    (Check.NUMBER, "Of 31 foster carers, 164 are new.", "Of 164 foster carers, 31 are new."),
    (Check.NUMBER, "Only 212 of the 45 children live far away.", "Only 45 of the 212 children live far away."),
    (Check.NUMBER, "They achieved 64% in reading, 71% in writing.", "They achieved 71% in reading, 64% in writing."),
    (Check.QUANTIFIER, "Supervision never names an action.", "Supervision does not always name an action."),
    (Check.QUANTIFIER, "No children are helped in time.", "Most children are not helped in time."),
    (Check.QUANTIFIER, "It was not seen in most cases.", "It was not seen in some cases."),
    (Check.QUANTIFIER, "Most children live far away.", "A significant number of children live far away."),
    (Check.HEDGE, "Leaders have strengthened oversight.", "Leaders should continue to strengthen oversight."),
    (Check.HEDGE, "All workers receive supervision.", "Ensure that all workers receive supervision."),
    (Check.DIRECTION, "Staffing has helped change.", "Staffing has impeded change."),
    (Check.DIRECTION, "The analysis of risk is superficial.", "The analysis of risk is thorough."),
    (Check.NEGATION, "The impact of the board is clear.", "It is too soon to see the impact of the board."),
    (Check.SPEAKER, "The new chair says that progress has sped up.", "The new chair has accelerated progress."),
    (Check.AREA, "Care leavers' health needs are well met.", "Children's health needs are well met."),
    (Check.CONTENT, "Brackenford's schools exclude many pupils with autism.", "The hub makes timely decisions."),
    # a sentence repeated, with something else in the place of a part of it
    (
        Check.QUANTIFIER,
        "Direct work, most of which is skilled, helps.",
        "Direct work, some of which is skilled, helps.",
    ),
    (Check.QUANTIFIER, "It fails, as most staff are tired.", "It fails, as some staff are tired. Most staff are new."),
    (Check.NUMBER, "There are 40 adopters and 46 of them wait.", "There are 46 adopters and 40 of them wait."),
    (Check.NUMBER, "Around 95% of contacts are closed.", "Around 90% of contacts are closed."),
    (Check.DATE, "The actions of inspectors in 2023 are done.", "The actions of inspectors in 2021 are done."),
    (Check.NEGATION, "The hubs are not only used at night.", "The hubs are only used at night."),
    (Check.NAME, "The chair, Ann Lowe, asked for a report.", "The chair, Councillor Joan Pike, asked for a report."),
    (
        Check.AREA,
        "Care leavers help them to see a doctor.",
        "Care leavers are well. Personal advisers help them to see a doctor.",
    ),
    (Check.DIRECTION, "Systems do not help late visits.", "Systems do not help timely visits."),
    (Check.HEDGE, "Parents are seen as victims of the child.", "Parents may be seen as victims of the child."),
    (
        Check.CONTENT,
        "Workers are now placed in full-time schools quickly.",
        "Workers write plans. Some children have no school. More are now placed in full-time schools quickly.",
    ),
    (Check.CONTENT, "The police challenged the director twice.", "The director challenged the police twice."),
    # and other ways to say more than is said
    (Check.DIRECTION, "The plan is unrealistic.", "The plan is realistic."),
    (Check.DIRECTION, "Leadership was inadequate.", "Leadership was adequate but provision was inadequate."),
    (Check.DIRECTION, "Care leavers are in education, employment or training.", "Care leavers are NEET."),
    (Check.NEGATION, "It rests on full data.", "It is not built on analysis, or on full data."),
    (Check.DATE, "In 2019, inspectors found that the hub works.", "The hub works. Since the 2019 visit it has grown."),
    (Check.SPEAKER, "Councillors in Brackenford said that they need more training.", "Councillors need more training."),
]


@pytest.mark.parametrize(("statement", "source"), TRUE)
def test_a_true_statement_is_supported(statement: str, source: str) -> None:
    assert verify(statement, [cited(source)]).reasons == ()


@pytest.mark.parametrize(("check", "statement", "source"), FALSE)
def test_a_wrong_statement_is_refused_for_what_is_wrong_with_it(check: Check, statement: str, source: str) -> None:
    verdict = verify(statement, [cited(source)])
    assert not verdict.supported
    assert check in {reason.check for reason in verdict.reasons}


def test_the_subject_of_one_passage_does_not_take_the_predicate_of_another() -> None:
    passages = [cited("The virtual school is ambitious."), cited("The emergency team was praised by the police.")]
    assert not verify("The virtual school was praised by the police.", passages).supported


def test_a_statement_may_join_what_two_passages_say() -> None:
    passages = [
        cited("The virtual school is ambitious for pupils."),
        cited("The emergency team was praised by judges."),
    ]
    joined = "The virtual school is ambitious for pupils, and the emergency team was praised by judges."
    assert verify(joined, passages).supported


def test_a_claim_of_the_council_is_no_finding() -> None:
    said = cited("The use of hotels for care leavers has ended.", Voice.COUNCIL)
    assert verify("The council said that the use of hotels for care leavers has ended.", [said]).supported
    assert not verify("Ofsted found that the use of hotels for care leavers has ended.", [said]).supported


def test_what_a_council_quotes_of_the_inspector_is_the_inspectors() -> None:
    quoted = Cited((Said("There are too few homes for teenagers.", Voice.INSPECTOR, None, Voice.COUNCIL),))
    assert verify("Ofsted found that there are too few homes for teenagers.", [quoted]).supported


def test_a_sentence_is_checked_against_its_own_and_not_the_opposite_next_to_it() -> None:
    passage = cited("Assessments of risk are thorough. Assessments of need are not thorough.")
    assert verify("Assessments of need are not thorough.", [passage]).supported
    assert not verify("Assessments of need are thorough.", [passage]).supported


def test_a_neighbour_does_not_take_back_what_a_sentence_says() -> None:
    passage = cited("Caseloads have been reduced in Brackenford. This came of an increase in posts.")
    assert not verify("Caseloads have been increased in Brackenford.", [passage]).supported


def test_what_stands_under_what_to_improve_is_no_finding() -> None:
    asked = cited("Parents being consistently told of the outcomes of referrals.", headings=("What needs to improve",))
    assert not verify("Parents are consistently told of the outcomes of referrals.", [asked]).supported
    assert verify("Parents should be consistently told of the outcomes of referrals.", [asked]).supported


def test_a_title_that_lists_all_areas_makes_a_sentence_be_about_none_of_them() -> None:
    listing = (
        "Inspection of services for children in need of help and protection, children looked after and care leavers"
    )
    passage = cited("Nearly all of them have a plan that is up to date.", title=listing)
    assert not verify("Nearly all care leavers have a plan that is up to date.", [passage]).supported


def test_nothing_cited_supports_nothing() -> None:
    assert not verify("The hub works well.", []).supported
    with pytest.raises(ValueError, match="needs words"):
        verify(" ... ", [cited("The hub works well.")])


SUBJECTS = st.sampled_from(["Care leavers", "Most foster carers", "Some plans", "Leaders", "The three hubs", "Reviews"])
VERBS = st.sampled_from(["are", "were not", "have been", "will be", "may be", "are beginning to be", "are rarely"])
ENDS = st.sampled_from(["supported", "seen in time", "known to the service", "better than in 2019", "of good quality"])


@settings(max_examples=150, deadline=None)
@given(SUBJECTS, VERBS, ENDS, st.integers(21, 999))
def test_a_sentence_bears_itself_out_and_no_other_number(subject: str, verb: str, end: str, number: int) -> None:
    sentence = f"{subject} {verb} {end} in {number} cases."
    passage = cited(f"The inspection was short. {sentence} Staff are proud of it.")
    assert verify(sentence, [passage]).reasons == ()
    assert verify(f"Inspectors found that {sentence}", [passage]).supported
    assert not verify(sentence.replace(str(number), str(number + 3)), [passage]).supported


def test_a_statement_takes_a_few_milliseconds() -> None:
    statements = [f"Seven of the {n} care leavers seen had no plan." for n in range(30, 130)]
    passage = cited(f"{FIVE_YEARS} Seven of the 30 care leavers seen had no plan. The hub makes timely decisions.")
    verify("The hub is good.", [passage])
    began = time.process_time()
    for statement in statements:
        verify(statement, [passage])
    assert (time.process_time() - began) / len(statements) < 0.02


def test_most_statements_that_people_wrote_of_the_sample_papers_are_told_right() -> None:
    """The floor under the figures of ``python -m tests.evaluation.verifier_set``."""
    marked = mark(hand_written(read_papers(SAMPLE), "all"))
    kept = [told for _, told in marked.pop("faithful")]
    caught = [told for cases in marked.values() for _, told in cases]
    assert sum(kept) >= 0.93 * len(kept)
    assert sum(caught) >= 0.95 * len(caught)
