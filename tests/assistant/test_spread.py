"""Then and now, side by side, and what came of it: each paper has its share, and a silent one is said to be silent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer, Standing
from assistant.evidence.boilerplate import is_boilerplate, is_courtesy, is_grade_line
from assistant.evidence.evidence import FEATURES, Evidence
from assistant.evidence.selection import ASKS_WHAT_WAS_CHANGED, CHANGED
from assistant.quoting.quote import quote_spread
from assistant.quoting.spread import spread_of
from assistant.understanding.question import understand
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.paper import INSPECTIONS
from corpus.scope import Scope

Ask = Callable[..., Answer]


def files(answer: Answer) -> list[str]:
    return [citation.file.split(" - ")[-1] for s in answer.statements for citation in s.citations]


def said(answer: Answer) -> str:
    return " ".join(statement.text for statement in answer.statements)


def test_a_story_has_the_figure_of_every_inspection(ask_sample: Ask) -> None:
    answer = ask_sample("How many agency social workers are there now compared with earlier inspections?")
    assert len(set(files(answer))) >= 4
    answer = ask_sample("Trace the share of return home interviews offered within 72 hours over the inspections")
    for figure in ("38%", "74%", "88%", "96%"):
        assert figure in said(answer)


def test_a_story_runs_from_the_oldest_to_the_newest(ask_sample: Ask) -> None:
    answer = ask_sample("How has private fostering changed over the years?")
    dates = [c.inspected_to or c.published or "" for s in answer.statements for c in s.citations]
    assert dates == sorted(dates)
    assert len(set(dates)) >= 4


def test_an_inspection_named_is_silent_only_once_it_was_read(sample_corpus: Corpus) -> None:
    papers = sample_corpus.catalogue.papers(Scope())
    question = understand("How were swimming lessons in 2019 and in 2023?", held=[])
    spread = spread_of(question, papers)
    assert spread is not None
    asked: list[str] = []

    def read(paper: HeldPaper) -> Evidence:
        asked.append(paper.id)
        held = sample_corpus.catalogue.passages_of(paper)[0]
        own = held.passage.sentences[0]
        return Evidence(held, 0, held.passage.text[own.start : own.end], (0.0,) * len(FEATURES), 1.0)

    statements, _ = quote_spread(question, spread, [], read)
    inspections = {paper.id for paper in spread.papers if paper.facts.kind in INSPECTIONS}
    assert asked
    assert set(asked) <= inspections
    assert {citation.file for statement in statements for citation in statement.citations} == {
        paper.file for paper in papers if paper.id in asked
    }
    assert quote_spread(question, spread, [], lambda _: None)[0] == []


def test_since_keeps_to_what_came_after(ask_sample: Ask) -> None:
    answer = ask_sample("How has private fostering changed since 2019?")
    dates = [c.inspected_to or c.published or "" for s in answer.statements for c in s.citations]
    assert dates
    assert min(dates) >= "2019"


def test_before_the_pandemic_keeps_to_what_came_before(ask_sample: Ask) -> None:
    answer = ask_sample("How did private fostering change before the pandemic?")
    dates = [c.inspected_to or c.published or "" for s in answer.statements for c in s.citations]
    assert dates
    assert max(dates) < "2020-04"


@pytest.mark.parametrize(
    ("question", "of_one_deed"),
    [
        ("What did the health trust change about how it books visits?", True),
        ("What has the council changed in the way it pays carers?", True),
        ("What has changed about caseloads?", False),
        ("How did caseloads change in the city?", False),
        ("What did inspectors find had changed since 2019?", False),
    ],
)
def test_what_somebody_changed_is_one_deed_and_no_story(question: str, of_one_deed: bool) -> None:
    assert bool(ASKS_WHAT_WAS_CHANGED.search(question)) is of_one_deed


def test_a_change_is_told_from_the_fault_before_it() -> None:
    assert CHANGED.search("Since 4 May letters had been posted each day.")
    assert CHANGED.search("The monthly panel has been replaced with a weekly one.")
    assert not CHANGED.search("Letters arrive once a week rather than each day.")


def test_an_action_is_followed_to_the_later_paper(ask_sample: Ask) -> None:
    answer = ask_sample("What came of the private fostering officer?")
    assert "20 july 2026.pdf" in files(answer)


def test_an_action_that_no_later_paper_mentions_is_said_to_be_so(ask_sample: Ask) -> None:
    answer = ask_sample("What came of the action to set up a respite scheme for foster carers?")
    assert answer.standing is Standing.ANSWERED
    assert any(note.kind == "coverage" and "do not mention" in note.text for note in answer.notes)


def test_what_was_demanded_comes_first_where_that_is_asked(ask_sample: Ask) -> None:
    answer = ask_sample("What was recommended on private fostering in 2014, and is there any later news?")
    assert "Raise awareness of private fostering" in said(answer)
    assert len(set(files(answer))) > 1


def test_the_words_of_an_office_are_quoted_of_who_holds_it(ask_sample: Ask) -> None:
    answer = ask_sample("What did the opposition leader say about hotels?")
    assert {statement.speaker for statement in answer.statements} == {
        "Councillor Dennis Pike, who leads the opposition group"
    }


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Daniel Okafor say about the counting?", "We counted the wrong thing"),
        ("What did Councillor Lowther say when asked about the hotel figures?", "I said what I had been told"),
        ("What did Jade tell the Courier?", "My adviser was brilliant"),
    ],
)
def test_a_speaker_who_is_named_is_the_one_quoted(ask_sample: Ask, question: str, words: str) -> None:
    answer = ask_sample(question)
    assert words in said(answer)
    assert len({statement.speaker.lower() for statement in answer.statements if statement.speaker}) == 1


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Which wards does the residential home report affect?", "Quarry Hill"),
        ("Was the April 2025 residential home report a key decision?", "Yes"),
        ("What alternative options did the residential home report reject?", "run by the council"),
        ("Does the July 2017 report have a statement of confidentiality?", "None"),
    ],
)
def test_the_form_of_a_report_is_read(ask_sample: Ask, question: str, words: str) -> None:
    assert words in said(ask_sample(question))


def test_what_a_closed_appendix_says_is_no_part_of_the_form(ask_sample: Ask) -> None:
    answer = ask_sample("What did the exempt appendix to the July 2017 report say about money?")
    assert "None" not in [statement.text for statement in answer.statements]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When was the 2023 inspection?", "18 to 29 September 2023"),
        ("What dates was the 2019 inspection and who led it?", "Sian Prosser"),
        ("Who carried out the 2021 focused visit?", "Ruth Hallam"),
    ],
)
def test_the_cover_of_an_inspection_is_read(ask_sample: Ask, question: str, words: str) -> None:
    assert words in said(ask_sample(question))


def test_the_grade_of_the_inspection_before_is_the_one_before(ask_sample: Ask) -> None:
    answer = ask_sample("And the one before that?", "What overall grade did we get in 2017?")
    assert {"09 may 2014.pdf"} == set(files(answer))


def test_a_sentence_that_points_back_is_quoted_with_what_it_points_at(ask_sample: Ask) -> None:
    answer = ask_sample("What did the care leavers' forum ask for when consulted in June 2017?")
    assert "Young people on the care leavers’ forum were consulted" in said(answer)
    assert "suitcases in place of bin bags" in said(answer)


@pytest.mark.parametrize(
    "text",
    [
        "This letter summarises the findings of the focused visit to Ferndale on 3 and 4 May 2022.",
        "Inspectors looked at the local authority’s arrangements for care leavers.",
        "The local authority’s last inspection was in June 2018, when it was judged inadequate.",
        "You may reuse this information free of charge in any format or medium.",
        "Councillor Ann Example, cabinet member for children, said:",
    ],
)
def test_stock_phrases_are_told_from_findings(text: str) -> None:
    assert is_boilerplate(text)


@pytest.mark.parametrize(
    ("text", "is_imprint"),
    [
        ("To view this licence, visit the National Archives, or write to the Information Policy Team.", True),
        ("This publication is available at www.gov.uk/government/organisations/ofsted.", True),
        ("Any enquiries regarding this publication should be sent to the council.", True),
        ("The home has been without a licence since May.", False),
    ],
)
def test_the_imprint_answers_nothing(text: str, is_imprint: bool) -> None:
    assert is_courtesy(text) is is_imprint


@pytest.mark.parametrize(
    "text",
    [
        "Inspectors found two care leavers who had been placed in a hotel.",
        "The last time that children were seen alone was not recorded.",
        "This visiting is regular and children know their social workers well.",
        "Last year 64% of care leavers were in work or training, the council said.",
    ],
)
def test_a_finding_is_no_stock_phrase(text: str) -> None:
    assert not is_boilerplate(text)
    assert not is_grade_line(text)
