"""Grades come from the register of judgements: the right inspection, the right area, and a warning where due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from assistant.answer import Answer, Standing
from assistant.lookups.judgements import look_up
from assistant.understanding.question import understand
from corpus.catalogue import Catalogue
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.paper import Judgement, Voice
from corpus.scope import Scope

Ask = Callable[..., Answer]


def graded(answer: Answer) -> list[tuple[str | None, str]]:
    """The day each inspection ended, and what the statement says after the inspection's dates."""
    assert all(s.kind == "register" and s.voice is Voice.INSPECTOR for s in answer.statements)
    return [(s.citations[0].inspected_to, s.text.split(": ", 1)[1]) for s in answer.statements]


@pytest.mark.parametrize(
    ("question", "ended", "grade"),
    [
        ("What was the overall grade in 2014?", "2014-03-26", "inadequate"),
        ("What was the overall grade in 2017?", "2017-03-09", "requires improvement to be good"),
        ("What was the overall grade in 2019?", "2019-11-15", "requires improvement to be good"),
        ("What was the overall grade in 2023?", "2023-09-29", "good"),
        ("How did Ofsted rate leadership in 2014?", "2014-03-26", "inadequate"),
        ("Adoption - what grade in 2017?", "2017-03-09", "good"),
        ("What did we get for help and protection back in 2014?", "2014-03-26", "inadequate"),
        ("What grade did care leavers get in 2017?", "2017-03-09", "inadequate"),
        ("What grade did care leavers get in 2023?", "2023-09-29", "requires improvement to be good"),
    ],
)
def test_a_grade_is_the_one_of_the_inspection_asked_about(
    ask_sample: Ask, question: str, ended: str, grade: str
) -> None:
    answer = ask_sample(question)
    assert answer.standing is Standing.ANSWERED
    ((day, said),) = graded(answer)
    assert day == ended
    assert said.endswith(f": {grade}.")
    assert answer.lead is not None
    assert grade in answer.lead
    assert grade in answer.statements[0].citations[0].quote.casefold().replace("require ", "requires ")


def test_a_grade_is_worded_as_its_report_words_it(ask_sample: Ask) -> None:
    """Until 2017 an area required improvement; since then it requires improvement to be good."""
    ((_, said),) = graded(ask_sample("What grade did care leavers get in 2014?"))
    assert said.endswith(": requires improvement.")


def test_without_a_date_the_grade_is_the_latest(ask_sample: Ask) -> None:
    ((day, said),) = graded(ask_sample("What is the grade for children who need help and protection?"))
    assert (day, said.rsplit(": ", 1)[1]) == ("2026-06-12", "outstanding.")


def test_an_inspection_since_april_2026_has_no_overall_grade_and_says_so(ask_sample: Ask) -> None:
    answer = ask_sample("What overall grade did Brackenford get in June 2026?")
    assert answer.standing is Standing.ANSWERED
    ((day, said),) = graded(answer)
    assert day == "2026-06-12"
    assert said == "no grade given (inspections since April 2026 give no overall effectiveness grade)."
    assert "good" not in said


@pytest.mark.parametrize("when", ["the February 2025 focused visit", "the 2021 focused visit"])
def test_a_focused_visit_carries_no_grade(ask_sample: Ask, when: str) -> None:
    answer = ask_sample(f"What grade did we get from {when}?")
    assert answer.standing is Standing.ANSWERED
    assert answer.lead == "No grade was given: focused visits carry no grade."
    assert len(answer.statements) == 1


def test_care_leavers_over_the_years_are_not_like_for_like(ask_sample: Ask) -> None:
    answer = ask_sample("How have care leavers' grades changed since 2014?")
    assert [(day or "")[:4] for day, _ in graded(answer)] == ["2014", "2017", "2019", "2023", "2026"]
    combined = answer.statements[2].text
    assert "children in care and care leavers" in combined
    warnings = [note.text for note in answer.notes if note.kind == "not_like_for_like"]
    assert any("4 to 15 November 2019" in text and "together" in text for text in warnings)
    assert any("ILACS" in text and "SIF" in text for text in warnings)


def test_one_grade_alone_needs_no_warning(ask_sample: Ask) -> None:
    answer = ask_sample("What was the overall grade in 2023?")
    assert [note for note in answer.notes if note.kind == "not_like_for_like"] == []


def test_the_overall_grade_over_the_years_is_complete_and_in_order(ask_sample: Ask) -> None:
    grades = [
        said.rsplit(": ", 1)[-1] for _, said in graded(ask_sample("How has the overall grade changed since 2014?"))
    ]
    assert grades[:4] == [
        "inadequate.",
        "requires improvement to be good.",
        "requires improvement to be good.",
        "good.",
    ]
    assert grades[4].startswith("no grade given")


@pytest.mark.parametrize(
    "question",
    [
        "Take me through the overall grade each time since 2014.",
        "What was the overall grade at every inspection since 2014?",
        "List the overall grade of all the full inspections since 2014.",
    ],
)
def test_each_time_is_of_inspections_and_not_of_areas(ask_sample: Ask, question: str) -> None:
    rows = graded(ask_sample(question))
    assert [(day or "")[:4] for day, _ in rows] == ["2014", "2017", "2019", "2023", "2026"]


@pytest.mark.parametrize(
    ("question", "wrong", "right"),
    [
        ("Why did Ofsted rate Brackenford outstanding overall in 2023?", "outstanding", "good"),
        ("What made Ofsted judge us inadequate overall in 2017?", "inadequate", "requires improvement to be good"),
    ],
)
def test_a_grade_that_was_never_given_is_corrected(ask_sample: Ask, question: str, wrong: str, right: str) -> None:
    answer = ask_sample(question)
    assert answer.standing is Standing.PREMISE_CORRECTED
    assert answer.lead is not None
    assert answer.lead.startswith(f"Brackenford was not judged {wrong} in the inspection of ")
    assert answer.lead.endswith(f": {right}.")
    assert any(right in s.text for s in answer.statements)


def test_a_grade_that_was_given_is_not_corrected(ask_sample: Ask) -> None:
    answer = ask_sample("Why did Ofsted rate Brackenford inadequate overall in 2014?")
    assert answer.standing is not Standing.PREMISE_CORRECTED


def test_a_council_that_is_not_held_has_no_grade(ask_sample: Ask) -> None:
    answer = ask_sample("What did Ofsted grade Leeds children's services in 2022?")
    assert answer.standing is Standing.NOT_IN_PAPERS
    assert answer.statements == []
    assert answer.notes[0].text == "No paper on Leeds is held. Papers are held on Brackenford."


def test_a_year_without_an_inspection_has_no_grade(ask_sample: Ask) -> None:
    answer = ask_sample("What was the overall grade in 2021?")
    assert answer.standing is Standing.NOT_IN_PAPERS
    assert answer.statements == []
    assert "No inspection of that date is held" in answer.notes[0].text
    assert "18 to 29 September 2023" in answer.notes[0].text


@pytest.mark.parametrize(
    "question",
    [
        "How did the youth justice service do in its last HMIP inspection?",
        "How many of the preferred bidder's homes has Ofsted judged outstanding?",
        "What is the vacancy rate for social workers?",
        "Which actions are still outstanding?",
        "What GCSE grades did children in care get?",
    ],
)
def test_grades_of_the_council_do_not_answer_for_something_else(ask_sample: Ask, question: str) -> None:
    assert all(s.kind != "register" for s in ask_sample(question).statements)


def test_whether_a_grade_was_ever_given_is_told_from_every_inspection(ask_sample: Ask) -> None:
    rows = graded(ask_sample("Has the overall grade ever been inadequate?"))
    assert [(day or "")[:4] for day, said in rows if said.endswith("inadequate.")] == ["2014"]
    assert len(rows) == 5


def test_a_follow_up_asks_the_register_of_another_year(ask_sample: Ask) -> None:
    ((day, said),) = graded(ask_sample("and in 2017?", "What grade did care leavers get in 2023?"))
    assert (day, said.rsplit(": ", 1)[1]) == ("2017-03-09", "inadequate.")


def test_from_one_year_to_another_is_every_inspection_between(ask_sample: Ask) -> None:
    answer = ask_sample("Show how our judgement for leadership has gone from 2014 to 2019")
    assert [day for day, _ in graded(answer)] == ["2014-03-26", "2017-03-09", "2019-11-15"]


@pytest.mark.parametrize(
    ("ended", "found"), [("2024-02-09", ["2023-09-29", "2024-02-09"]), ("2026-02-09", ["2023-09-29"])]
)
def test_a_council_beside_another_is_judged_by_its_inspection_nearest_to_the_date(
    sample_corpus: Corpus, ended: str, found: list[str]
) -> None:
    class WithAnother(Catalogue):
        """The sample, with a second council that has its judgements of 2023 on another day."""

        def judgements(self, papers: Sequence[HeldPaper]) -> list[tuple[HeldPaper, Judgement]]:
            rows = super().judgements(papers)
            facts = {"authority": "Othershire", "inspected_from": ended, "inspected_to": ended, "published": ended}
            return rows + [
                (replace(paper, id="othershire", facts=replace(paper.facts, **facts)), judgement)
                for paper, judgement in rows
                if paper.facts.inspected_to == "2023-09-29"
            ]

    catalogue = WithAnother(sample_corpus.settings.catalogue_file)
    held = ["Brackenford", "Othershire"]
    text = "Brackenford was inspected in September 2023 and Othershire soon after. Who was graded better for leaders?"
    rows = look_up(catalogue, understand(text, held=held), sample_corpus.catalogue.papers(Scope())).rows
    assert sorted({paper.facts.inspected_to or "" for paper, _ in rows}) == found


def test_the_last_few_inspections_are_told_and_no_others(ask_sample: Ask) -> None:
    answer = ask_sample("Take me through our overall Ofsted grades at the last three full inspections")
    assert [(day or "")[:4] for day, _ in graded(answer)] == ["2019", "2023", "2026"]


def test_the_inspection_after_one_is_stepped_on_to(ask_sample: Ask) -> None:
    answer = ask_sample("and at the one after that?", "How was leadership graded at the 2017 inspection?")
    assert [day for day, _ in graded(answer)] == ["2019-11-15"]
    none = ask_sample("and at the one after that?", "How was leadership graded at the 2026 inspection?")
    assert (none.standing, none.statements) == (Standing.NOT_IN_PAPERS, [])


def test_an_area_judged_together_with_another_before_is_no_lower_for_it(ask_sample: Ask) -> None:
    answer = ask_sample("Our children in care judgement dropped in 2023. Why?")
    assert answer.standing is Standing.PREMISE_CORRECTED
    assert answer.lead is not None
    assert answer.lead.startswith("The judgements show no such fall: requires improvement to be good for")
    assert answer.lead.endswith("cannot be compared directly with a judgement of either alone.")
    assert [s.citations[0].inspected_to for s in answer.statements] == ["2019-11-15", "2023-09-29"]
