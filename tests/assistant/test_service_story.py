"""How a council's whole service has gone: grades area by area, the inspectors' summaries, the council's promises."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer
from assistant.plaintext import answer_as_text
from corpus.corpus import Corpus
from corpus.paper import Role, Voice
from corpus.scope import Scope

Ask = Callable[..., Answer]
SINCE_2014 = "How have Brackenford's children's services changed since 2014?"


@pytest.fixture(scope="module")
def told(ask_sample: Ask) -> Answer:
    return ask_sample(SINCE_2014)


@pytest.mark.parametrize(
    "question",
    [
        "What has happened to our children's services over the years?",
        "How has Brackenford done at its inspections?",
        "Have things got better or worse since 2014?",
        "How has overall effectiveness changed since 2014?",
    ],
)
def test_the_whole_service_has_one_story_however_it_is_asked_for(ask_sample: Ask, told: Answer, question: str) -> None:
    answer = ask_sample(question)
    assert [s.text for s in answer.statements if s.voice is Voice.INSPECTOR] == [
        s.text for s in told.statements if s.voice is Voice.INSPECTOR
    ]


def test_the_whole_service_is_asked_for_whatever_was_asked_before(ask_sample: Ask, told: Answer) -> None:
    answer = ask_sample("How have our children's services changed since 2014?", "Which actions are red?")
    assert answer.lead == told.lead
    assert [s.text for s in answer.statements] == [s.text for s in told.statements]


def test_the_grades_stand_area_by_area_each_with_its_page(told: Answer) -> None:
    lines = {s.text.split(": ")[1]: s for s in told.statements if s.kind == "register"}
    assert list(lines) == [
        "Overall effectiveness", "Leadership", "Help and protection", "Children in care", "Care leavers", "Adoption",
        "Safeguarding children board",
    ]  # fmt: skip
    leaders = lines["Leadership"]
    assert leaders.text.endswith(
        ": inadequate (March 2014), then requires improvement (March 2017), then requires improvement to be good "
        "(November 2019), then good (September 2023), then good (June 2026)."
    )
    years = [(c.inspected_to or "")[:4] for c in leaders.citations]
    assert years == ["2014", "2017", "2019", "2023", "2026"]
    assert all(c.page and c.quote for line in lines.values() for c in line.citations)
    assert (
        "requires improvement to be good (November 2019, together with care leavers)" in lines["Children in care"].text
    )


def test_the_lead_says_where_no_overall_grade_was_given(told: Answer) -> None:
    assert told.lead
    assert told.lead.startswith("Overall effectiveness: inadequate (March 2014), then requires improvement to be good")
    assert told.lead.endswith("then good (September 2023), then no grade given (June 2026).")


def test_each_inspection_is_summed_up_in_its_own_words_and_in_order(sample_corpus: Corpus, told: Answer) -> None:
    said = [s for s in told.statements if s.kind == "quote" and s.voice is Voice.INSPECTOR]
    times = [s.citations[0].inspected_to for s in said]
    assert times == sorted(times, key=str)
    assert {(time or "")[:4] for time in times} >= {"2014", "2017", "2019", "2023", "2026"}
    assert said[0].text.startswith("There are widespread or serious failures which leave children at risk")
    papers = {paper.id: paper for paper in sample_corpus.catalogue.papers(Scope(Role.PUBLIC))}
    for cited in (c for s in told.statements if s.kind == "quote" for c in s.citations):
        texts = " ".join(" ".join(sample_corpus.catalogue.texts(papers[cited.paper])).split())
        assert " ".join(cited.quote.split()) in texts


def test_it_is_short_and_the_councils_promises_stand_apart(told: Answer) -> None:
    quoted = [s for s in told.statements if s.kind == "quote"]
    assert sum(len(s.text.split()) for s in quoted) <= 150
    council = [s for s in told.statements if s.voice is Voice.COUNCIL]
    assert council
    assert told.statements[-len(council) :] == council
    assert all(" will " in s.text for s in council)


def test_what_cannot_be_compared_and_what_is_the_latest_are_said(told: Answer) -> None:
    notes = {kind: " ".join(n.text for n in told.notes if n.kind == kind) for kind in ("not_like_for_like", "currency")}
    assert "children in care and care leavers together" in notes["not_like_for_like"]
    assert "different frameworks (ILACS, SIF)" in notes["not_like_for_like"]
    assert "The latest inspection held is the ILACS inspection report of 1 to 12 June 2026" in notes["currency"]


def test_only_the_time_asked_about_is_told(ask_sample: Ask) -> None:
    answer = ask_sample("How did our children's services change between 2017 and 2019?")
    inspected = {(c.inspected_to or "")[:4] for s in answer.statements for c in s.citations if c.inspected_to}
    assert inspected == {"2017", "2019"}


@pytest.mark.parametrize(
    "question",
    [
        "How has early help changed since 2014?",
        "How many social workers did we have in 2014 and how has that changed?",
        "Why have children's services changed?",
        "How have children's homes changed?",
    ],
)
def test_a_matter_within_the_service_is_no_story_of_the_whole(ask_sample: Ask, question: str) -> None:
    assert not any(s.kind == "register" for s in ask_sample(question).statements)


def test_in_plain_text_each_grade_has_its_inspection_and_page(told: Answer) -> None:
    text = answer_as_text(told)
    line = next(line for line in text.splitlines() if line.startswith("  Brackenford: Leadership: "))
    after = text.split(line, 1)[1].splitlines()[1:6]
    assert [part.strip().split(",")[0] for part in after] == [
        "inspected to 26 March 2014", "inspected to 9 March 2017", "inspected to 15 November 2019",
        "inspected to 29 September 2023", "inspected to 12 June 2026",
    ]  # fmt: skip
    assert all("page " in part for part in after)
