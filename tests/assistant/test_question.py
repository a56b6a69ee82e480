"""What is read out of a question: council, period, kind of paper, what would answer it, and earlier turns."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.understanding.periods import Period
from assistant.understanding.question import Question, kinds_in, periods_in, substance, understand
from assistant.understanding.wants import Wants, wants_of
from corpus.paper import Kind

HELD = ("Brackenford", "Southampton", "Portsmouth")


def read(text: str, *earlier: str, authority: str | None = None) -> Question:
    return understand(text, held=HELD, earlier=earlier, authority=authority)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("What was Brackenford's overall grade?", ("Brackenford",)),
        ("What was Brackenford’s overall grade?", ("Brackenford",)),
        ("brackenfords grade", ("Brackenford",)),
        ("what did southampton get", ("Southampton",)),
        ("Southampton or Portsmouth: who did better?", ("Southampton", "Portsmouth")),
        ("Is Brackenford better than Brackenford was?", ("Brackenford",)),
        ("What did Ofsted grade Leeds?", ("Leeds",)),  # none held, and still the one that is meant
        ("What did inspectors find?", ()),
    ],
)
def test_the_council_is_the_one_named(text: str, names: tuple[str, ...]) -> None:
    assert read(text).authorities == names


def test_a_question_that_names_no_council_is_the_readers() -> None:
    assert read("What did we get?", authority="southampton").authorities == ("Southampton",)
    assert read("What did Portsmouth get?", authority="Southampton").authorities == ("Portsmouth",)


def test_a_body_that_bears_a_places_name_is_not_its_council() -> None:
    asked = read("How many ambassadors did the Portsmouth force have when inspectors were in Brackenford?")
    assert asked.authorities == ("Brackenford",)
    assert "Portsmouth" in asked.topic  # it must be met with in the papers
    assert read("What did Leeds police say?").authorities == ()
    assert read("What did Portsmouth police say?").authorities == ("Portsmouth",)  # the only place that is meant


@pytest.mark.parametrize(
    "text",
    [
        "Staff supervision kept coming up. What did inspectors say about it in 2022 and 2023?",
        "Staff supervision is a recurring issue. What did inspectors say about it in 2022 and 2023?",
        "I've been asked about staff supervision. What did inspectors say about it in 2022 and 2023?",
    ],
)
def test_that_a_matter_is_raised_is_no_part_of_it(text: str) -> None:
    assert [word.casefold() for word in substance(read(text).topic)] == ["staff", "supervision"]


def test_a_request_to_compare_reports_says_only_where_to_look() -> None:
    asked = read("Has life story work got better? Compare the 2019, 2023 and 2025 reports")
    assert "Compare" not in asked.topic
    assert asked.periods == (Period(2019), Period(2023), Period(2025))


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("in 2019", (Period(2019),)),
        ("between the 2014 and 2023 inspections", (Period(2014), Period(2023))),
        ("the March 2025 letter", (Period(2025, 3, 3),)),
        ("on 12 March 2025", (Period(2025, 3, 3),)),
        ("in Sept 2023", (Period(2023, 9, 9),)),
        ("back in feb 2025", (Period(2025, 2, 2),)),
        ("in spring 2023", (Period(2023, 3, 5),)),
        ("in the autumn of 2019", (Period(2019, 9, 11),)),
        ("by the end of 2017", (Period(2017, 10, 12),)),
        ("in 2022/23", (Period(2022, 4, 3, 2023),)),
        ("21 children of 2,014", ()),
        ("what changed?", ()),
    ],
)
def test_the_period_is_the_one_named(text: str, periods: tuple[Period, ...]) -> None:
    assert periods_in(text) == periods


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("the 2021 focused visit", {Kind.FOCUSED_VISIT}),
        ("the focussed visit", {Kind.FOCUSED_VISIT}),
        ("the care leavers visit in February 2025", {Kind.FOCUSED_VISIT}),
        ("after inspectors visited in April", {Kind.FOCUSED_VISIT}),
        ("the monitoring visit of 2018", {Kind.MONITORING_VISIT}),
        ("the joint targeted area inspection", {Kind.JTAI}),
        ("what the minutes say", {Kind.MINUTES}),
        ("the council's press release", {Kind.PRESS_RELEASE, Kind.NEWS}),
        ("Are children in private fostering visited on time?", set()),
        ("How many had no social worker visit in two weeks?", set()),
        ("Do the social workers visit each week?", set()),
    ],
)
def test_the_kind_of_paper_is_the_one_named(text: str, kinds: set[Kind]) -> None:
    assert kinds_in(text) == kinds


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("How many care leavers were in hotels?", Wants.NUMBER),
        ("What percentage of visits were on time?", Wants.SHARE),
        ("How much did we spend?", Wants.MONEY),
        ("When was the plan due?", Wants.DATE),
        ("Who chaired the board?", Wants.PERSON),
        ("Which hotels were used?", Wants.NAME),
        ("How did Ofsted rate leadership?", Wants.GRADE),
        ("What did we get for help and protection in 2014?", Wants.GRADE),
        ("Which area was outstanding?", Wants.GRADE),
        ("List the areas for improvement", Wants.LIST),
        ("What did inspectors want done after the May 2021 visit?", Wants.LIST),
        ("What had to be better after the 2019 inspection?", Wants.LIST),
        ("Inspectors said life story work was poor. Has anything been said about it since?", Wants.OUTCOME),
        ("Ofsted wanted visits to be timely. Any later news?", Wants.OUTCOME),
        ("Was the weakness in private fostering put right?", Wants.OUTCOME),
        ("What has changed since 2019?", Wants.CHANGE),
        ("Has it ever been rated inadequate?", Wants.CHANGE),
        ("Tell me about fostering", Wants.TEXT),
    ],
)
def test_what_would_answer_is_told_by_the_words(text: str, wants: Wants) -> None:
    assert wants in wants_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "What is the vacancy rate for social workers?",
        "What is our staff turnover rate?",
        "Which actions are still outstanding?",
        "Are any recommendations outstanding from last year?",
    ],
)
def test_a_rate_and_an_outstanding_action_are_no_grades(text: str) -> None:
    assert Wants.GRADE not in wants_of(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("What was Brackenford’s overall grade in the 2017 inspection?", "What was overall grade in the inspection?"),
        ("private fostering in Southampton in March 2023", "private fostering in"),
        ("caseloads on 12 March 2024", "caseloads"),
        ("caseloads in 2022-23", "caseloads"),
        ("caseloads in the 2021 focused visit", "caseloads in the"),
        ("Are children visited on time?", "Are children visited on time?"),
    ],
)
def test_the_topic_leaves_out_council_dates_and_kind(text: str, topic: str) -> None:
    assert read(text).topic == topic


TEXTS = st.text(max_size=120) | st.lists(
    st.sampled_from(
        "and B&B 2019 2022/23 Sept Brackenford’s brackenford southampton PA LAC what about before that ? “ ' £ % 's "
        "the visit focused minutes \x00 \n 31 in Portsmouth: Reading".split(" ")
    ),
    max_size=12,
).map(" ".join)


@given(TEXTS, st.lists(TEXTS, max_size=2))
@example("", [])
@example("((((", ["[a-"])
@example("‘’’s 's", [""])
def test_any_text_is_understood(text: str, earlier: list[str]) -> None:
    question = understand(text, held=HELD, earlier=earlier)
    assert question.text == text
    assert question.wants
    said = " ".join([text, *earlier]).casefold()
    for name in question.authorities:
        if name in HELD:  # by name; a misspelling may be one or two letters away
            assert any(name.casefold()[:3] in word for word in said.split()) or name.casefold() in said
    assert all(str(period.year) in said for period in question.periods)


@given(st.sampled_from(HELD), st.sampled_from(["'s", "’s", "", "?", ", please"]), st.integers(2010, 2030))
def test_a_council_that_is_held_is_found_in_any_case(name: str, ending: str, year: int) -> None:
    for written in (name, name.lower(), name.upper()):
        question = read(f"how were foster carers doing in {written}{ending} in {year}")
        assert question.authorities == (name,)
        assert written not in question.topic
        assert str(year) not in question.topic


@pytest.mark.parametrize(
    "text",
    [
        "did they sort it?",
        "was that true?",
        "What did the next inspection find?",
        "The panel wanted an officer in post by the end of May 2024. Was one?",
    ],
)
def test_what_came_of_a_matter_is_asked_in_many_ways(text: str) -> None:
    assert Wants.OUTCOME in wants_of(text)


@pytest.mark.parametrize("text", ["Was it good?", "When is the next inspection?", "Did inspectors say it was good?"])
def test_what_is_found_of_a_matter_is_not_what_came_of_it(text: str) -> None:
    assert Wants.OUTCOME not in wants_of(text)


def test_the_topic_of_who_said_a_thing_is_the_thing() -> None:
    assert read("Was it Ofsted who said that hotels had been closed?").topic == "hotels had been closed?"
    assert "else" not in read("Did inspectors themselves say it was late, or was it somebody else?").topic


def test_inspectors_who_come_back_inspect_again() -> None:
    assert "re-inspect" in read("When will Ofsted come back?").search
    assert "re-inspect" not in read("Did inspectors say return home interviews were late?").search


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Going by the visit letter of March 2025, how many advisers were there?", "how many advisers were there?"),
        ("According to the minutes, who chairs the board?", "who chairs the board?"),
        ("How many advisers were there? It was in the 2023 inspection", "How many advisers were there?"),
        ("How many advisers were there, in the last report?", "How many advisers were there?"),
        (
            "The council says caseloads fell, in its 2024 report. Was it so?",
            "The council says caseloads fell. Was it so?",
        ),
    ],
)
def test_what_only_says_where_to_look_is_not_searched_for(text: str, asked: str) -> None:
    assert read(text).search == asked
    assert (read(text).periods, read(text).kinds) == (periods_in(text), kinds_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "And in 2023?",
        "Who led it, and when?",
        "What did inspectors say in 2019, 2021 and 2023?",
        "Since the 2022 inspection, has supervision improved?",
        "The 2023 inspection",
        "Supervision came up again. What did the 2023 report say?",
    ],
)
def test_what_is_asked_is_kept(text: str) -> None:
    assert read(text).search == text


@pytest.mark.parametrize(
    ("text", "is_of_money"),
    [
        ("How much were we leaning on agency staff?", False),
        ("How much progress had been made on life-story work?", False),
        ("How much do leaders know about practice?", False),
        ("How much use is made of bed and breakfast?", False),
        ("Who was in charge of the inspection?", False),
        ("How much of the workforce is agency?", False),
        ("How much do care leavers get towards driving lessons?", True),
        ("How much was set aside for early help?", True),
        ("How much did agency staff cost?", True),
        ("How much is the grant?", True),
        ("How much do we use of the placements budget?", True),
        ("How much was put into early help?", True),
        ("What is the charge for a place?", True),
    ],
)
def test_how_far_something_goes_is_no_sum(text: str, is_of_money: bool) -> None:
    assert (Wants.MONEY in wants_of(text)) is is_of_money


@pytest.mark.parametrize(
    "aside",
    [
        "I'd like to see 2022, 2023 and 2026 side by side.",
        "We'll want 2022 and 2026 together.",
        "Lay 2022 and 2026 alongside each other.",
    ],
)
def test_how_to_show_an_answer_is_no_part_of_what_is_asked(aside: str) -> None:
    asked = read(f"Are social workers carrying too many cases? {aside}")
    assert asked.search == "Are social workers carrying too many cases?"
    assert {period.year for period in asked.periods} >= {2022, 2026}


def test_a_grade_that_says_which_service_is_meant_is_not_asked_for() -> None:
    asked = "Southampton has a service for young carers that Ofsted rated highly in 2023 - name?"
    assert wants_of(asked) == {Wants.NAME}
    assert Wants.GRADE in wants_of("What was the area that Ofsted rated highly in 2023?")
    assert Wants.GRADE in wants_of("How has a service for young carers been rated?")


def test_a_slip_in_areas_for_improvement_is_read() -> None:
    assert Wants.LIST in wants_of("What were the areas for improvment in the SEND report?")


def test_how_a_grade_has_gone_from_one_year_to_another_is_a_change() -> None:
    assert Wants.CHANGE in wants_of("Show how the judgement for leadership has gone from 2014 to 2019")
