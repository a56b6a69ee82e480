"""Intervals, faults, comparisons and sheets: what an evaluation says beyond its marks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Citation, Searched, Standing, Statement
from assistant.ask import ask
from assistant.evaluation.comparison import AnswersFileError, compare, read_answers
from assistant.evaluation.evaluate import Marked, figures
from assistant.evaluation.faults import Stage, find_fault
from assistant.evaluation.intervals import bootstrap, mcnemar, median_of, wilson
from assistant.evaluation.questions import QuestionFileError, QuestionLine, read_questions
from assistant.evaluation.report import report_as_text
from assistant.evaluation.results import corpus_digest, settings_of
from assistant.looked import Looked
from corpus.corpus import Corpus
from corpus.paper import Role, Voice
from corpus.scope import Scope

DOCS = Path(__file__).resolve().parents[2] / "docs"
REPORT_2014 = "ofsted/children's services inspection - 09 may 2014.pdf"
CONTACTS = "How many contacts had stood unread in the duty team's inbox in 2014?"


def test_wilson_agrees_with_worked_examples() -> None:
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=0.0001)  # Newcombe 1998, table I, method 3
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=0.0001)
    assert wilson(20, 20) == pytest.approx((0.8389, 1.0), abs=0.0001)
    assert wilson(0, 0) is None


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_within_its_interval(of: tuple[int, int]) -> None:
    low, high = wilson(*of) or (1.0, 0.0)
    assert 0 <= low <= of[0] / of[1] <= high <= 1


def test_mcnemar_is_the_exact_binomial_of_both_tails() -> None:
    assert mcnemar(0, 0) == 1
    assert mcnemar(5, 5) == 1
    assert mcnemar(6, 0) == pytest.approx(2 / 64)
    assert mcnemar(1, 8) == pytest.approx(2 * 10 / 512)


def test_a_bootstrap_covers_the_mean_and_narrows_with_more_values() -> None:
    low, high = bootstrap([0.0, 1.0] * 10) or (1.0, 0.0)
    assert 0.2 < low < 0.5 < high < 0.8
    more_low, more_high = bootstrap([0.0, 1.0] * 200) or (1.0, 0.0)
    assert more_high - more_low < (high - low) / 3
    assert bootstrap([3.0, 3.0, 3.0], median_of) == (3.0, 3.0)
    assert bootstrap([1.0]) is None


def line(**keys: Any) -> QuestionLine:
    return QuestionLine.model_validate({"id": "a", "question": CONTACTS, "answerable": True, **keys})


def fault_of(corpus: Corpus, asked: QuestionLine, **changes: Any) -> tuple[Stage, str] | None:
    looked: list[Looked] = []
    answer = ask(corpus, asked.asked, authority=asked.scope, watch=looked.append)
    found = find_fault(asked, answer.model_copy(update=changes), looked, corpus.catalogue.papers(Scope(Role.PUBLIC)))
    return (found.stage, found.why) if found else None


SOURCE = [{"file": REPORT_2014, "page": 3, "quote": "143 contacts had stood unread"}]
REFUSED = {"standing": Standing.NOT_IN_PAPERS, "statements": [], "lead": None}


@pytest.mark.parametrize(
    ("keys", "changes", "stage", "why"),
    [
        (
            {"gold": [{"file": "no.pdf", "page": 1}], "must_include": ["a herring"]},
            {},
            Stage.PAPERS,
            "no.pdf is not held",
        ),
        (
            {"gold": [{"file": REPORT_2014, "page": 99}], "must_include": ["a herring"]},
            {},
            Stage.PAPERS,
            "has no page 99",
        ),
        ({"gold": SOURCE, "scope": "Leeds"}, REFUSED, Stage.UNDERSTANDING, "It was read as about Leeds"),
        ({"gold": SOURCE}, {"standing": Standing.NEEDS_DETAIL}, Stage.UNDERSTANDING, "Asked for more detail"),
        ({"gold": SOURCE}, {"standing": Standing.REFUSED}, Stage.UNDERSTANDING, "Refused as out of bounds"),
        ({"must_include": ["a herring"]}, {}, Stage.RETRIEVAL, "No passage found says “a herring”"),
        ({"gold": SOURCE}, REFUSED, Stage.GATE, "though what answers it was found (place 1 of the sentences)"),
        (
            {"gold": SOURCE},
            {**REFUSED, "standing": "answered"},
            Stage.COMPOSITION,
            "page 3, was found (place 1 of the sentences) and not",
        ),
        ({"gold": SOURCE, "must_include": ["144"]}, {}, Stage.COMPOSITION, "“144”, though it cites the page"),
        ({"must_not_include": ["143"]}, {}, Stage.COMPOSITION, "It says “143”, which it must not"),
        ({"answerable": False}, {}, Stage.GATE, "Answered, though the papers do not say"),
        ({"kind": "false_premise", "gold": SOURCE}, {}, Stage.COMPOSITION, "assumes what is not so"),
    ],
)
def test_a_wrong_answer_is_put_down_to_the_step_that_failed_first(
    sample_corpus: Corpus, keys: dict[str, Any], changes: dict[str, Any], stage: Stage, why: str
) -> None:
    keys = (
        {"must_include": ["143"], **keys} if keys.get("answerable", True) and "must_not_include" not in keys else keys
    )
    found = fault_of(sample_corpus, line(**keys), **changes)
    assert found
    assert (found[0], why in found[1]) == (stage, True), found


def test_a_right_answer_and_one_of_which_nothing_is_expected_have_no_fault(sample_corpus: Corpus) -> None:
    assert fault_of(sample_corpus, line(gold=SOURCE, must_include=["143"])) is None
    assert fault_of(sample_corpus, line(answerable=None)) is None


def test_a_page_that_no_passage_found_touches_is_the_fault_of_retrieval(sample_corpus: Corpus) -> None:
    asked = line(gold=SOURCE, must_include=["143"])
    looked: list[Looked] = []
    answer = ask(sample_corpus, asked.asked, watch=looked.append).model_copy(update=REFUSED)
    elsewhere = [e for e in looked[0].evidence if e.passage.paper.file != REPORT_2014]
    cut = Looked(looked[0].question, looked[0].papers, elsewhere)
    found = find_fault(asked, answer, [cut], sample_corpus.catalogue.papers(Scope(Role.PUBLIC)))
    assert found
    assert found.stage is Stage.RETRIEVAL
    assert f"{REPORT_2014}, page 3, was not among the" in found.why


def said(id: str, text: str, standing: Standing = Standing.ANSWERED, question: str = CONTACTS) -> Answer:
    cited = Citation(
        file="b.pdf", paper="p", title="Report", authority=None, inspected_to=None, published=None,
        page=3, paragraph=None, quote=text, passage="k",
    )  # fmt: skip
    statements = [Statement(text=text, voice=Voice.INSPECTOR, citations=[cited])] if text else []
    searched = Searched(papers=1, passages=1, filters={})
    return Answer(id=id, question=question, standing=standing, statements=statements, searched=searched, seconds=0.1)


def test_two_runs_are_compared_question_by_question() -> None:
    lines = {i: line(id=i, kind="fact", must_include=["ten"]) for i in "abcdefgh"}
    now = [Marked(lines[i], said(i, "It was ten.")) for i in "abcdef"] + [Marked(lines["g"], said("g", "It was nine."))]
    then = [said(i, "It was nine.") for i in "abcde"] + [said("g", "It was ten.")]
    then += [said("f", "It was ten.", question="Who led it?"), said("z", "Yes.")]
    found = compare([*now, Marked(lines["h"], said("h", "It was ten."))], then)
    assert (found.both, found.better, found.worse) == (6, tuple("abcde"), ("g",))
    assert found.chance == pytest.approx(mcnemar(5, 1), abs=0.0001)
    assert (found.changed, found.only_now, found.only_then) == (("f",), ("h",), ("z",))
    shift = found.shifts["answered_right"]
    assert (shift["before"], shift["now"], shift["difference"]) == (0.167, 0.833, 0.667)
    assert shift["interval"][0] < 0.667 <= shift["interval"][1]
    assert found.by_kind["fact"] == {"questions": 6, "before": 0.167, "now": 0.833, "better": 5, "worse": 1}
    shown = report_as_text({**figures(now), "against": found.as_json()}, "Seven questions.")
    assert "Right now and not before (5): a, b, c, d, e." in shown
    assert "no more than chance might do" in shown


@pytest.mark.parametrize(
    ("content", "says"), [("{}", "no answer"), ("?", "no answer"), (said("a", "x").model_dump_json(), "has no id")]
)
def test_an_answers_file_that_cannot_be_paired_is_refused(tmp_path: Path, content: str, says: str) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text("\n" + content.replace('"id":"a"', '"id":null'))
    with pytest.raises(AnswersFileError, match=f"line 2: .*{says}"):
        read_answers(file)


def test_the_templates_say_the_same_and_can_be_asked(sample_corpus: Corpus) -> None:
    sheet, lines = (read_questions(DOCS / f"questions-template.{ending}") for ending in ("csv", "jsonl"))
    assert [each.model_dump() for each in sheet] == [each.model_dump() for each in lines]
    held = {paper.file for paper in sample_corpus.catalogue.papers(Scope(Role.PUBLIC))}
    assert {source.file for each in lines for source in each.gold} <= held
    assert {each.answerable for each in lines} == {True, False}
    assert any(each.earlier for each in lines)


def test_a_sheet_may_part_its_columns_by_semicolons_and_name_them_in_capitals(tmp_path: Path) -> None:
    file = tmp_path / "questions.csv"
    file.write_bytes("\ufeffID;Question;Answerable;Must_include;Page;File\r\nQ1;Who?;no;;;\r\n;;;;;\r\n".encode())
    (only,) = read_questions(file)
    assert (only.id, only.question, only.answerable, only.gold) == ("Q1", "Who?", False, [])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("name,text\nQ1,Who?\n", "line 1: the first row must name the columns, and has no “id” or “question”"),
        ("id,question,answerable\nQ1,Who?,no\nQ2,Why?,maybe\n", 'line 3: "answerable" is "maybe", and must be true'),
        (
            "id,question,file,page\nQ1,Who?,a.pdf,three\n",
            'line 2: "gold.0.page" is "three", and must be a whole number',
        ),
    ],
)
def test_a_bad_row_of_a_sheet_is_named_by_its_number(tmp_path: Path, content: str, says: str) -> None:
    file = tmp_path / "questions.csv"
    file.write_text(content)
    with pytest.raises(QuestionFileError) as error:
        read_questions(file)
    assert says in str(error.value)


def test_the_settings_kept_name_the_papers_searched_and_no_password(sample_corpus: Corpus, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text("{}")
    guarded = sample_corpus.settings.model_copy(update={"chroma_url": "https://ann:secret@chroma.example:8000"})
    corpus = Corpus(guarded, sample_corpus.catalogue, sample_corpus.vectors, sample_corpus.embedder)
    kept = json.dumps(settings_of(corpus, questions, Role.PUBLIC))
    assert "ann" not in kept.split("chroma_url")[1].split(",")[0]
    assert ":secret" not in kept
    assert "https://chroma.example:8000" in kept
    assert corpus_digest(sample_corpus, Role.PUBLIC) == corpus_digest(sample_corpus, Role.PUBLIC)
    assert corpus_digest(sample_corpus, Role.PUBLIC) != corpus_digest(sample_corpus, Role.OFFICER)
