"""Then and now: the columns, the council's words under them, and verdicts only where the words bear them out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.answer import Statement
from assistant.evidence.evidence import Asked
from assistant.quoting.quoted import Quoted
from assistant.stories.then_and_now import ThenAndNow, section_of, then_and_now
from assistant.stories.verdicts import Change, Said, change_between
from assistant.understanding.stems import stems_of
from corpus.corpus import Corpus, open_corpus
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import INSPECTIONS, Facts, Kind, Passage, Role, Segment, Sentence, Voice
from corpus.scope import Scope
from corpus.settings import Settings
from ingest.sync import sync

COSINE = 0.8


@pytest.fixture(scope="module")
def hotels(sample_corpus: Corpus) -> ThenAndNow:
    return then_and_now(sample_corpus, Role.PUBLIC, "Brackenford", "care leavers in bed and breakfast hotels")


def all_said(told: ThenAndNow) -> list[Statement]:
    said = [statement for moment in told.moments for statement in (*moment.said, *moment.council)]
    return said + [half for pair in told.pairs for half in (pair.then, pair.now) if half]


def test_each_inspection_has_its_column_with_inspectors_words_alone(hotels: ThenAndNow) -> None:
    months = [moment.inspection.month for moment in hotels.moments]
    assert months == ["March 2014", "March 2017", "November 2019", "May 2021", "September 2023", "February 2025",
                      "June 2026"]  # fmt: skip
    for moment in hotels.moments:
        assert moment.said, moment.inspection.month
        assert {statement.voice for statement in moment.said} == {Voice.INSPECTOR}
        assert {c.paper for s in moment.said for c in s.citations} == {moment.paper.id}


def test_the_council_stands_under_the_inspection_that_it_answers(hotels: ThenAndNow) -> None:
    replies = 0
    for number, moment in enumerate(hotels.moments):
        until = hotels.moments[number + 1].paper.said if number + 1 < len(hotels.moments) else "9999"
        for statement in moment.council:
            replies += 1
            assert statement.voice is Voice.COUNCIL
            assert moment.paper.said <= (statement.citations[0].published or "") < until
    assert replies > 2


def test_every_word_is_verbatim(sample_corpus: Corpus, hotels: ThenAndNow) -> None:
    papers = {paper.id: paper for paper in sample_corpus.catalogue.papers(Scope(Role.PUBLIC))}
    for statement in all_said(hotels):
        for citation in statement.citations:
            texts = " ".join(" ".join(sample_corpus.catalogue.texts(papers[citation.paper])).split())
            assert " ".join(citation.quote.split()) in texts


def test_what_is_asked_for_twice_is_unchanged(hotels: ThenAndNow) -> None:
    again = [pair for pair in hotels.pairs if pair.because == "Inspectors asked for this at both."]
    assert again
    assert {pair.change for pair in again} == {Change.UNCHANGED}
    then, now = again[0].then.text, again[0].now
    assert now is not None
    assert then.startswith("End at once the use of bed and breakfast")
    assert now.text.endswith("which should cease.")


@pytest.mark.parametrize("area", ["leaders", "help_and_protection", "in_care", "adoption", "care_leavers"])
def test_a_section_under_a_row_of_grades_is_read(sample_corpus: Corpus, area: str) -> None:
    told = then_and_now(sample_corpus, Role.PUBLIC, "Brackenford", "", area)
    for moment in told.moments[:2]:  # those of 2014 and 2017, whose sections are headed "Summary"
        assert moment.grade
        section = section_of(sample_corpus.catalogue.passages_of(moment.paper), moment.grade.label)
        assert section
        assert {segment.page for held in section for segment in held.passage.segments} <= {5, 6, 7}
        assert moment.said


def test_the_last_row_of_a_table_of_grades_heads_no_section(sample_corpus: Corpus) -> None:
    latest = then_and_now(sample_corpus, Role.PUBLIC, "Brackenford", "", "care_leavers").moments[-1]
    assert latest.grade
    section = section_of(sample_corpus.catalogue.passages_of(latest.paper), latest.grade.label)
    assert section
    assert all(held.passage.headings[-1].startswith(latest.grade.label) for held in section)


def test_an_area_brings_its_grades_and_says_what_is_not_like_for_like(sample_corpus: Corpus) -> None:
    told = then_and_now(sample_corpus, Role.PUBLIC, "Brackenford", "", "care_leavers")
    grades = {m.inspection.year: m.grade.words for m in told.moments if m.grade}
    assert grades["2014"] == "Requires improvement"
    assert grades["2017"] == "Inadequate"
    assert [m.inspection.year for m in told.moments if m.is_judged_together] == ["2019"]
    verdicts = {
        (p.then.citations[0].inspected_to or "")[:4]: p for p in told.pairs if p.then.kind == "register" and p.now
    }
    assert verdicts["2014"].change is Change.WORSE
    assert verdicts["2017"].change is Change.BOTH_SHOWN
    assert "SIF to ILACS" in (verdicts["2017"].because or "")
    assert "judged together then and apart now" in (verdicts["2019"].because or "")
    assert verdicts["2023"].change is Change.UNCHANGED


@pytest.mark.parametrize("topic", ["the football league", "zebra crossings", "", "?", "the"])
def test_a_topic_that_the_papers_do_not_speak_of_has_empty_columns(sample_corpus: Corpus, topic: str) -> None:
    told = then_and_now(sample_corpus, Role.PUBLIC, "Brackenford", topic)
    assert not told.is_found
    assert told.pairs == ()
    assert all(moment.paper.facts.kind in INSPECTIONS for moment in told.moments)


def test_an_exempt_paper_is_told_to_no_one_without_the_right(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    words = "Private fostering visits are late and the register is incomplete."
    (folder / "open.txt").write_text(f"Inspection of Ferndale\n\n1. {words}\n\n2. The panel meets every month.")
    (folder / "exempt.txt").write_text("Appendix\n\n1. LARKMOOR CANARY private fostering visits are late at home.")
    base = {"authority": "Ferndale", "title": "Inspection"}
    facts = [
        {**base, "file": "open.txt", "kind": "inspection_report", "inspected_to": "2023-06-16", "framework": "ILACS"},
        {**base, "file": "exempt.txt", "kind": "focused_visit", "inspected_to": "2024-06-16", "access": "exempt"},
    ]
    (folder / "manifest.json").write_text(json.dumps(facts))
    corpus = open_corpus(Settings(home=tmp_path / "home"))
    assert sync(corpus, [folder]).failed == []
    for role in (Role.PUBLIC, Role.MEMBER):
        told = then_and_now(corpus, role, "Ferndale", "private fostering visits")
        assert len(told.moments) == 1
        assert "CANARY" not in str(told)
    assert "CANARY" in str(then_and_now(corpus, Role.OFFICER, "Ferndale", "private fostering visits"))


def said(text: str, is_demand: bool = False) -> Said:
    facts = Facts("T", Kind.INSPECTION_REPORT, "Ferndale")
    paper = HeldPaper("p", "a.pdf", "current", 1, 1, True, facts)
    passage = Passage(text, (Segment(1, 0, len(text)),), sentences=(Sentence(0, len(text)),))
    return Said(Quoted(HeldPassage("k", 0, paper, passage, "", ""), 0), text, is_demand)


def verdict(topic: str, then: str, now: str, cosine: float = COSINE) -> Change | None:
    words = stems_of(topic)
    asked = Asked(tuple(frozenset({(word,)}) for word in words), tuple(1.0 for _ in words))
    found = change_between(asked, said(then), said(now), cosine)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("topic", "then", "now", "change"),
    [
        ("caseloads", "Caseloads are too high.", "Caseloads are manageable.", Change.BETTER),
        ("caseloads", "Caseloads are manageable.", "Caseloads are too high.", Change.WORSE),
        ("assessments", "Health assessments are timely.", "Health assessments are delayed.", Change.WORSE),
        ("assessments", "Health assessments are not timely.", "Health assessments are timely.", Change.BETTER),
        ("supervision", "Supervision is inconsistent.", "Supervision is still inconsistent.", Change.UNCHANGED),
        ("visits", "Visits to children are irregular.", "Visits to children are now regular.", Change.BETTER),
    ],
)
def test_a_verdict_that_the_words_bear_out(topic: str, then: str, now: str, change: Change) -> None:
    assert verdict(topic, then, now) is change


@pytest.mark.parametrize(
    ("topic", "then", "now"),
    [
        # another matter, another thing, or some only
        ("assessments", "Assessments are timely.", "Assessments are clear."),
        ("assessments", "Health assessments are timely.", "Foster carers' assessments are delayed."),
        ("assessments", "Health assessments are timely.", "For a small number, health assessments are delayed."),
        ("assessments", "Some health assessments are delayed.", "Health assessments are timely."),
        # what should be, or was before
        ("assessments", "Health assessments should be timely.", "Health assessments are timely."),
        ("assessments", "Health assessments are timely.", "Health assessments were previously delayed."),
        # both sides of it
        ("supervision", "Supervision is regular but weak.", "Supervision is regular and weak."),
        # a direction is well or ill by what it is of
        ("hotels", "The use of hotels has increased.", "The use of hotels has fallen."),
        # grades are for the register
        ("care leavers", "Care leavers' services are good.", "Care leavers' services are inadequate."),
        # not about the topic
        ("fostering", "Caseloads are too high.", "Caseloads are manageable."),
    ],
)
def test_no_verdict_where_the_words_do_not_bear_it_out(topic: str, then: str, now: str) -> None:
    assert verdict(topic, then, now) is None


def test_sentences_that_are_not_alike_have_no_verdict() -> None:
    assert verdict("caseloads", "Caseloads are too high.", "Caseloads are manageable.", cosine=0.3) is None


def test_a_section_headed_with_its_grade_is_read_too(sample_corpus: Corpus) -> None:
    told = then_and_now(sample_corpus, Role.PUBLIC, "Brackenford", "", "leaders")
    of_2023 = next(moment for moment in told.moments if moment.inspection.month == "September 2023")
    assert any(statement.text.startswith("Leaders have a clear vision") for statement in of_2023.said)
