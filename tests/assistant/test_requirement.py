"""What a question asks for, and whether a sentence gives it."""

from __future__ import annotations

import pytest

from assistant.evidence.given import value_in
from assistant.evidence.requirement import requirement_of
from assistant.understanding.question import understand
from assistant.understanding.values import Ask

HELD = ("Ashmere", "Calderby")


def given(asked: str, sentence: str, speaker: str | None = None) -> float:
    question = understand(asked, held=HELD)
    return value_in(requirement_of(question), question, sentence, speaker, "")


@pytest.mark.parametrize(
    ("asked", "sort"),
    [
        ("How many foster carers did Ashmere lose last year?", Ask.NUMBER),
        ("What share of pathway plans were late?", Ask.SHARE),
        ("What do we pay for a night in a secure home?", Ask.MONEY),
        ("When did the emergency duty team move?", Ask.DATE),
        ("How long do young people wait for a mentor?", Ask.DURATION),
        ("What is the name of the new cabinet member?", Ask.PERSON),
        ("Who chairs the fostering panel?", Ask.AGENT),
        ("Which charity runs the drop-in?", Ask.NAME),
        ("What did foster carers tell inspectors?", Ask.SAID),
        ("What grade was given for leadership in 2022?", Ask.GRADE),
        ("Do our foster carers get free parking?", Ask.YES_NO),
        ("What is wrong with supervision?", Ask.TEXT),
        ("Why did the head of fostering leave?", Ask.CAUSE),
        ("What led to the drop in adoptions?", Ask.CAUSE),
        ("How old was the mentor?", Ask.AGE),
        ("Who was the whistleblower?", Ask.AGENT),
        ("Which prison do the advisers visit?", Ask.NAME),
        ("Admissions to hospital have dropped by what amount?", Ask.SHARE),
        ("What was our bill for taxis?", Ask.MONEY),
        ("For the secure home, what price a night was agreed?", Ask.MONEY),
        ("School taxis cost Ashmere how much?", Ask.MONEY),
        ("What number had a mentor?", Ask.NUMBER),
        ("A new chair came in May. What are they called?", Ask.PERSON),
        ("Name the managers who left", Ask.PERSON),
        ("Who held the post of director in 2019?", Ask.PERSON),
        ("Which scheme tells schools about children who are missing?", Ask.TEXT),
        ("Is the share of care leavers who are out of work low?", Ask.YES_NO),
        ("Has respite got better or worse?", Ask.TEXT),
        ("The review was written by whom?", Ask.AGENT),
        ("Families were put up in hotels: which ones?", Ask.NAME),
    ],
)
def test_the_sort_of_value_asked_for(asked: str, sort: Ask) -> None:
    assert requirement_of(understand(asked, held=HELD)).ask is sort


@pytest.mark.parametrize(
    ("asked", "gives", "gives_less"),
    [
        (
            "How many foster carers left in 2022?",
            "In that year 14 foster carers left.",
            "Over 11 weeks a number of foster carers left, and 3 panels were cancelled.",
        ),
        (
            "How many children are on a plan?",
            "There are 212 children subject to a plan.",
            "For 11 district councils, children aged 16 to 17 have a plan under section 20.",
        ),
        (
            "What percentage of visits were on time?",
            "In June 87% of visits were on time.",
            "Most visits were on time, as they had been in 2019.",
        ),
        (
            "What is the turnover rate of foster carers?",
            "There is a 9% turnover rate for foster carers.",
            "The turnover of foster carers is high.",
        ),
        ("Who chairs the fostering panel?", "The panel is chaired by Rosa Whitlam.", "The panel met in June."),
        (
            "What did foster carers tell inspectors?",
            "Foster carers told inspectors that they feel listened to.",
            "Foster carers are well trained.",
        ),
        (
            "Why were reviews late?",
            "Reviews were late because two officers were ill.",
            "Reviews were late.",
        ),
        (
            "How old are the mentors?",
            "The mentors are aged 19 to 24.",
            "The mentors work for 6 months.",
        ),
        (
            "What is the average caseload of a mentor?",
            "On average a mentor has a caseload of 12.",
            "One mentor has a caseload of 30.",
        ),
        (
            "How many children go missing each year?",
            "About 40 children go missing each year.",
            "Two children were missing during the visit.",
        ),
        (
            "How many children are in care?",
            "There are 212 children in care.",
            "Inspectors met 90 children, foster carers and staff in care settings.",
        ),
        (
            "Will the drop-in be moved?",
            "The council plans to move the drop-in.",
            "The drop-in was moved to the library.",
        ),
        (
            "How many 16 and 17 year olds are homeless?",
            "There are 9 homeless young people.",
            "Homeless 16- to 17-year-olds wait for help.",
        ),
        (
            "Which charity runs the drop-in?",
            "The charity Open Door runs the drop-in.",
            "The drop-in is run by a charity.",
        ),
    ],
)
def test_a_value_beside_its_thing_gives_more_than_one_of_something_else(
    asked: str, gives: str, gives_less: str
) -> None:
    assert given(asked, gives) >= 0.8
    assert given(asked, gives_less) <= 0.5 * given(asked, gives)


@pytest.mark.parametrize(
    ("asked", "gives", "gives_less"),
    [
        (
            "What proportion of the nursing posts were unfilled?",
            "The vacancy rate in some of the outer clinics was still 42%.",
            "The sickness rate in some of the outer clinics was still 42%.",
        ),
        (
            "How many districts share the pool?",
            "The pool is shared by 14 district councils.",
            "In this district the pool is shared by 14 clubs.",
        ),
        (
            "How many children were found to be at risk?",
            "Inspectors did not find any children at risk.",
            "Inspectors did not find that children were at risk.",
        ),
        (
            "When are the drop-ins held?",
            "The drop-ins are held every other Tuesday.",
            "The drop-ins are held upstairs.",
        ),
        (
            "How many children have a plan?",
            "Of those seen, 40% of children have a plan.",
            "The workforce is 92% permanent, children have a plan and visits are on time.",
        ),
        (
            "How many police referrals were not passed on?",
            "In all 60 referrals were not passed on.",
            "In all 60 officers were not told.",
        ),
        (
            "What is the average caseload?",
            "The average is 24 children for each social worker.",
            "The average is 24 miles for each social worker.",
        ),
        (
            "By whom was the review written?",
            "The review was prepared by Dr Ottoline Marsh.",
            "The review was welcomed by Dr Ottoline Marsh.",
        ),
        (
            "What is the name of the company that runs respite?",
            "A provider called Larkfield Care runs respite.",
            "Respite is run from Larkfield House.",
        ),
        (
            "What name do they give to the drop-in?",
            "The drop-in, known as the den, is open daily.",
            "The drop-in is open daily.",
        ),
        (
            "The statement of action owed after the inspection: when is it due?",
            "The statement is due by 4 May 2023.",
            "The next inspection was on 4 May 2023.",
        ),
    ],
)
def test_a_value_in_other_words_is_one_of_what_is_asked(asked: str, gives: str, gives_less: str) -> None:
    assert given(asked, gives) > given(asked, gives_less)


def test_the_name_of_the_council_is_no_answer() -> None:
    assert given("Which hospital in Ashmere takes them?", "A hospital in Ashmere takes them.") == 0


def test_an_age_counts_nobody() -> None:
    asked = "How many care leavers were in Ashmere's homes at the last inspection?"
    assert given(asked, "Care leavers over 21 keep an adviser for as long as they want one.") == 0
    assert given(asked, "Over 21 care leavers live in the homes.") > 0


def test_the_director_of_childrens_services_is_no_child() -> None:
    asked, sentence = "What did children tell inspectors?", "“We take this with us into the next year.”"
    assert given(asked, sentence, "Ann Oakes, Director of Children’s Services") < given(asked, sentence, "Children")


def test_a_provider_is_no_name_of_one() -> None:
    asked = "Who won the contract for the short breaks?"
    assert given(asked, "The contract was awarded by an officer.") < given(asked, "The contract was won by Open Door.")


def test_those_who_came_or_went_are_not_those_who_are_there() -> None:
    asked = "How many children in care were there in Ashmere in 2023?"
    assert (
        given(asked, "In the last year 41 children left care.") < given(asked, "There were 212 children in care.") / 2
    )
    assert given("How many children left care in Ashmere in 2023?", "In the last year 41 children left care.") >= 0.8


def test_an_amount_by_the_week_is_none_by_the_month() -> None:
    assert given("What allowance do foster carers get a month?", "Foster carers have an allowance of £90 a week.") == 0
    assert given("What allowance do foster carers get a week?", "Foster carers have an allowance of £90 a week.") > 0


def test_the_day_of_taking_up_a_post_is_not_any_day() -> None:
    asked = "Since when had the chief executive of Ashmere been in post?"
    assert given(asked, "The chief executive reorganised services in March 2014.") == 0
    assert given(asked, "The chief executive has been in post since March 2014.") >= 0.8


def test_a_sentence_that_only_says_from_where_a_figure_rose_counts_what_the_one_before_it_does() -> None:
    question = understand("How many children had a mentor in Ashmere in March 2013?", held=HELD)
    required, before = requirement_of(question), "At 31 March 2014, 31 children had a mentor."
    assert value_in(required, question, "This is an increase from 24 at 31 March 2013.", None, before) >= 0.8
    assert value_in(required, question, "The hub opened with 24 at 31 March 2013.", None, before) <= 0.5


def test_a_question_that_names_nothing_to_count_is_taken_up() -> None:
    required = requirement_of(understand("How does Ashmere say well done to its staff and foster carers?", held=HELD))
    assert not required.is_of_value


def test_inspectors_who_call_name_nothing() -> None:
    asked = "What caseload was Ashmere working towards when Ofsted called in 2019?"
    assert requirement_of(understand(asked, held=HELD)).ask is not Ask.NAME


def test_a_name_in_small_letters_stands_in_quotation_marks() -> None:
    asked = "What is the drop-in for toddlers called?"
    named = given(asked, "Parents come to the drop-in for toddlers, ‘chatty tots’, every week.")
    assert named > given(asked, "Parents come to the drop-in for toddlers every week, and it is ‘good’.")
