"""What a question takes for granted and the papers contradict is corrected first; what is so is never corrected."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer, Standing
from assistant.premises.polarity import clauses_of, signs_in

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # a grade, an area called weak, a turn, against the register
        ("Why was adoption judged inadequate in 2017?", "good"),
        ("Why did children in care drop to requires improvement in 2026?", "good"),
        ("What happened after we were found inadequate for a second time in 2017?", "requires improvement"),
        ("Why was Brackenford judged good overall in June 2026?", "give no overall effectiveness grade"),
        ("Why did the February 2025 focused visit rate care leavers inadequate?", "carry no grade"),
        ("Help and protection was the weak spot in the 2026 inspection. What went wrong?", "outstanding"),
        ("Why did the overall grade fall between 2014 and 2017?", "rose"),
        ("What was behind the inadequate grade for adoption in 2017?", "good"),
        # praise for blame and the other way about
        ("Why was early help so weak in 2019?", "Early help is a strength."),
        ("Why was the response to neglect poor in 2026?", "especially strong"),
        ("Why was the virtual school so weak in 2023?", "ambitious"),
        ("What did inspectors praise about the response to missing children in 2014?", "weak"),
        ("Why were strategy meetings slow in 2019?", "timely"),
        ("What did the SEND inspectors like about how quickly EHC plans were issued in 2022?", "often late"),
        # better for worse, more for fewer
        ("Why did private fostering get worse between the 2023 and 2026 inspections?", "transformed"),
        ("Why did caseloads in the assessment teams rise between 2014 and 2017?", "fallen from 26 to 21"),
        ("Why did the share of agency social workers go up by 2017?", "from 31% to 24%"),
        # who did it, who said it, what the visit was about, when it opened
        ("Why did Ofsted open the MASH in 2015?", "opened in October 2015"),
        ("What did Councillor Beth Lowther say about the 2019 inspection?", "2023"),
        ("What did the February 2025 focused visit on adoption find?", "about care leavers"),
        ("Tannery Court opened in September 2025 on schedule. What did the residents tell inspectors?", "March 2026"),
        # none of it
        ("How many children were in unregistered homes during the September 2023 inspection?", "No children"),
    ],
)
def test_a_false_premise_is_corrected_with_what_the_papers_say(ask_sample: Ask, question: str, said: str) -> None:
    answer = ask_sample(question)
    assert answer.standing is Standing.PREMISE_CORRECTED
    assert answer.lead
    assert "premise" in {note.kind for note in answer.notes}
    shown = " ".join([answer.lead, *(s.text for s in answer.statements), *(n.text for n in answer.notes)])
    assert said in shown
    assert all(statement.citations for statement in answer.statements)


@pytest.mark.parametrize(
    "question",
    [
        "Why was the response to missing children weak in 2014?",
        "What made the response to missing children so strong after 2014?",
        "Why has the response to missing children been strong since 2019?",
        "Why were initial health assessments late in 2023?",
        "Why did services for care leavers decline by 2017?",
        "Why were we rated inadequate in 2014?",
        "What did inspectors praise about early help in 2026?",
        "Tannery Court opened in March 2026. What did the residents tell inspectors?",
        "Why did the accommodation of care leavers get worse by February 2025?",
        "Why did the share of agency social workers fall by 2017?",
        "Why were pathway plans inconsistent in 2023?",
        "What did Councillor Sadiq say about the 2019 inspection?",
        "What did Beth Lowther say about the 2023 inspection?",
        "What did Daniel Okafor say about the February 2025 visit?",
        "Why was the MASH praised in 2026?",
        "Why was private fostering weak in 2023?",
        "Why is help and protection outstanding in 2026?",
        "What did the February 2025 focused visit on care leavers find?",
        "Why were care leavers judged inadequate in 2017?",
        "How did we go from requires improvement to good in 2023?",
        "Why did the proportion of care leavers in education, employment or training fall by 2023?",
        "Why were EHC plans late in 2022?",
        "Why was supervision irregular in 2014?",
        "Why did Ofsted give no overall grade in 2026?",
        "Why did the council set up a leaving care team?",
        "Why was adoption a strength in 2014?",
        "Why did caseloads in the assessment teams come down between 2014 and 2017?",
        "Why was recruitment of foster carers hard in 2023?",
        "Why did inspectors say scrutiny by elected members was weak in 2014?",
        "Why did children wait so long for an autism assessment in 2022?",
        "Why did the overall grade rise between 2014 and 2017?",
        "How many children were living in unregistered children's homes in May 2021?",
    ],
)
def test_a_true_premise_is_not_corrected(ask_sample: Ask, question: str) -> None:
    assert ask_sample(question).standing is not Standing.PREMISE_CORRECTED


def test_a_plain_question_takes_nothing_for_granted(ask_sample: Ask) -> None:
    """Whether early help was weak is asked, not said: the answer is that it was not, and nothing is corrected."""
    assert ask_sample("Was early help weak in 2019?").standing is not Standing.PREMISE_CORRECTED


def test_what_the_council_says_of_itself_corrects_no_finding(ask_sample: Ask) -> None:
    """In 2017 only the council spoke of strong leadership at every level."""
    answer = ask_sample("Why was leadership so weak for care leavers in 2017?")
    assert answer.standing is not Standing.PREMISE_CORRECTED


def test_after_a_wrong_theme_is_corrected_the_rest_is_answered(ask_sample: Ask) -> None:
    answer = ask_sample("What did the February 2025 focused visit on adoption say about bed and breakfast?")
    assert answer.standing is Standing.PREMISE_CORRECTED
    assert "about care leavers" in answer.statements[0].text
    assert any("bed and breakfast" in statement.text for statement in answer.statements[1:])


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Supervision is effective", {("value", True)}),
        ("Supervision is not effective", {("value", False)}),
        ("Assessments are completed without delay", {("time", True)}),
        ("Plans are produced within the nationally set timescale", {("time", True)}),
        ("Young carers are poorly supported", {("value", False), ("morale", False)}),
        ("Visits are not only timely", {("time", True)}),
    ],
)
def test_a_word_counts_for_its_side_unless_it_is_denied(text: str, sides: set[tuple[str, bool]]) -> None:
    assert {(sign.matter, sign.good) for sign in signs_in(text)} == sides


def test_each_clause_speaks_for_itself() -> None:
    first, second = clauses_of(
        "While planning for adoption is strong, help for children in foster care is not effective."
    )
    assert [[sign.good for sign in clause.signs] for clause in (first, second)] == [[True], [False]]


def test_a_list_is_one_clause() -> None:
    assert len(clauses_of("Education, health and care (EHC) plans are often late and often poor.")) == 1


def test_what_should_be_is_no_finding() -> None:
    assert not clauses_of("Supervision should be more effective.")[0].sure


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # the council's own figure, as the council's own
        ("Why did the share of agency staff go up by August 2018?", "The council says otherwise"),
        ("Why does Harrowmere employ 400 social workers?", "212"),
        ("Why were 40 care leavers housed in bed and breakfast?", "17"),
        ("What did director Moira Tench say about caseloads?", "cabinet member, not director"),
        ("Why did Ofsted recruit 24 social workers in 2018?", "do not say that inspectors did it"),
        ("In the January 2018 inspection why was supervision so regular?", "irregular"),
        ("Why did the council reject the findings in 2018?", "accept"),
        ("How come Harrowmere ended up with an inadequate in January 2018?", "requires improvement"),
    ],
)
def test_a_false_premise_is_corrected_where_no_report_is_held(ask_harrowmere: Ask, question: str, said: str) -> None:
    answer = ask_harrowmere(question)
    assert answer.standing is Standing.PREMISE_CORRECTED
    assert said in " ".join([answer.lead or "", *(s.text for s in answer.statements)])


@pytest.mark.parametrize(
    "question",
    [
        "Why did the share of agency staff go down by August 2018?",
        "Why does Harrowmere employ 212 social workers?",
        "Why were 17 care leavers housed in bed and breakfast?",
        "What did cabinet member Moira Tench say about caseloads?",
        "In the January 2018 inspection why was supervision irregular?",
        "What led to the requires improvement judgement in 2018?",
        "Why were 64 children without an allocated social worker in January 2018?",
        "Why did the director accept the findings in March 2018?",
    ],
)
def test_a_true_premise_is_left_alone_where_no_report_is_held(ask_harrowmere: Ask, question: str) -> None:
    assert ask_harrowmere(question).standing is not Standing.PREMISE_CORRECTED
