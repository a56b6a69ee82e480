"""Question files in, answers and figures out; the marking agrees with the public scorer."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

import pytest

from assistant.answer import Answer, Citation, Note, Searched, Standing, Statement
from assistant.evaluation.evaluate import Marked, check_quotes, evaluate, figures
from assistant.evaluation.questions import QuestionFileError, QuestionLine, doubts_about, read_questions, stands
from corpus.corpus import Corpus
from corpus.paper import Role, Voice

SCORER = Path(__file__).resolve().parents[2].parent / "shared" / "eval" / "score.py"
QUESTIONS = Path(__file__).resolve().parents[2] / "corpus" / "sample" / "questions.jsonl"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(*lines: str | dict[str, Any]) -> Path:
        file = tmp_path / "questions.jsonl"
        file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
        return file

    return written


def test_lines_are_read_in_order_and_unknown_keys_are_kept(write: Write) -> None:
    file = write({"id": "b", "question": "Who?", "weight": 3}, "", {"id": "a", "question": "Why?", "scope": None})
    lines = read_questions(file)
    assert [line.id for line in lines] == ["b", "a"]
    assert lines[0].model_dump()["weight"] == 3
    assert lines[1].scope is None


def test_a_line_of_turns_asks_the_last(write: Write) -> None:
    (line,) = read_questions(write({"id": "a", "turns": ["Who led it?", "And before?"]}))
    assert (line.asked, line.earlier, line.question) == ("And before?", ["Who led it?"], "And before?")


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ('{"id": "b", "question": ', "not JSON"),
        ("{“id”: “b”, “question”: “Who?”}", "straight quotation marks"),
        ('[{"id": "b", "question": "Who?"}]', "no list around them"),
        ('{"id": "b"}', '"question" is missing. Add it, such as "How many'),
        ('{"question": "Who?"}', '"id" is missing. Add it, such as "Q1".'),
        ('{"id": "b", "question": 7}', '"question" is 7, and must be text in quotation marks, such as'),
        ('{"id": "b", "question": "  "}', '"question" is empty. Write what is to be asked.'),
        ('"b"', 'a line must be one object in curly brackets with a question, and is "b".'),
        ('{"id": "b", "question": "Who?", "must_include": "143"}', 'is "143", and must be a list in square brackets'),
        ('{"id": "b", "question": "Who?", "any_of": ["3"]}', '"any_of.0" is "3", and must be a list'),
        ('{"id": "b", "question": "Who?", "turns": "Who?"}', '"turns" is "Who?", and must be a list'),
        ('{"id": "b", "question": "Who?", "answerable": "perhaps"}', "must be true or false, such as true."),
        ('{"id": "b", "question": "Who?", "gold": [{"page": 1}]}', '"gold.0.file" is missing. Add it, such as'),
        ('{"id": "b", "question": "Who?", "gold": [{"file": "a", "page": "x"}]}', "must be a whole number, such as 3."),
        ('{"id": "a", "question": "Who?"}', "'a' stands twice, first in line 1. Give each its own."),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_a_remedy(write: Write, bad: str, says: str) -> None:
    file = write({"id": "a", "question": "Who?"}, bad)
    with pytest.raises(QuestionFileError) as error:
        read_questions(file)
    assert str(error.value).startswith(f"{file}, line 2: ")
    assert says in str(error.value)


def test_every_bad_line_is_named_and_after_ten_they_are_counted(write: Write) -> None:
    with pytest.raises(QuestionFileError) as error:
        read_questions(write({"id": "a", "question": "Who?"}, *["?"] * 12))
    assert str(error.value).count("not JSON") == 10
    assert str(error.value).endswith("and 2 more")


def test_a_line_separator_within_a_question_ends_no_line(write: Write) -> None:
    (line,) = read_questions(write(json.dumps({"id": "a", "question": "Who\u2028led?"}, ensure_ascii=False)))
    assert line.question == "Who\u2028led?"


@pytest.mark.parametrize(("content", "says"), [(b"", "holds no question"), (b'{"id": "\xe9"}', "not in UTF-8")])
def test_a_file_without_questions_or_in_another_encoding_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(content)
    with pytest.raises(QuestionFileError, match=says):
        read_questions(file)


def test_a_misspelt_key_and_a_line_that_expects_nothing_are_pointed_out(write: Write) -> None:
    file = write(
        {"id": "a", "question": "Who?", "answerable": True, "must_inculde": ["x"], "answer": "X"},
        {"id": "b", "question": "Who?", "answerable": False, "weight": 3},
    )
    misspelt, nothing = doubts_about(read_questions(file))
    assert misspelt == "a: “must_inculde” is not read. Did you mean “must_include”?"
    assert nothing.startswith("a: any answer will count as right")


@pytest.mark.parametrize(
    ("words", "text", "is_there"),
    [
        ("24", "in 2024", False),
        ("24", "24 children", True),
        ("6%", "96%", False),
        ("6%", "only 6% of", True),
        ("Children’s “home”", 'the children\'s "home"', True),
        ("18-21", "aged 18–21", False),  # the text is folded before
        ("5", "£2.5 million", False),
        ("good", "goods", True),
    ],
)
def test_a_number_is_never_found_within_a_longer_one(words: str, text: str, is_there: bool) -> None:
    assert stands(words, text) is is_there


def answer(standing: Standing = Standing.ANSWERED, text: str = "", file: str = "a/b.pdf", page: int = 3) -> Answer:
    cited = Citation(
        file=file, paper="p", title="Report", authority=None, inspected_to=None, published=None,
        page=page, paragraph=None, quote=text, passage="k",
    )  # fmt: skip
    said = [Statement(text=text, voice=Voice.INSPECTOR, citations=[cited])] if text else []
    return Answer(question="?", standing=standing, statements=said, searched=Searched(papers=1, passages=1, filters={}))


def line(**keys: Any) -> QuestionLine:
    return QuestionLine.model_validate({"id": "a", "question": "?", "answerable": True, **keys})


def test_an_answer_is_right_with_all_it_must_hold_and_nothing_it_must_not() -> None:
    expected = line(must_include=["nine"], any_of=[["hotel", "B&B"]], must_not_include=["four"])
    assert expected.is_right(answer(text="Nine were in a hotel."))
    assert not expected.is_right(answer(text="Nine were at home."))
    assert not expected.is_right(answer(text="A hotel."))
    assert not expected.is_right(answer(text="Nine, not four, were in a hotel."))
    assert not expected.is_right(answer(Standing.NOT_IN_PAPERS, "Nine were in a hotel."))


def test_an_unanswerable_question_is_right_when_refused_or_when_it_says_there_is_none() -> None:
    expected = line(answerable=False, must_not_include=["£5"], also_right=["no grade"])
    assert expected.is_right(answer(Standing.NOT_IN_PAPERS))
    assert expected.is_right(answer(text="It carries no grade."))
    assert not expected.is_right(answer(text="It is good."))
    assert not expected.is_right(answer(Standing.REFUSED, text="£5 a week"))


def test_notes_are_read_too() -> None:
    noted = answer().model_copy(update={"notes": [Note(kind="coverage", text="There is no grade.")]})
    assert line(answerable=False, also_right=["no grade"]).is_right(noted)


def test_page_recall_is_the_share_of_groups_of_which_a_page_is_cited() -> None:
    gold = [
        {"file": "a/b.pdf", "page": 3, "group": 1},
        {"file": "a/c.pdf", "page": 9, "group": 1},
        {"file": "a/d.pdf", "page": 1, "group": 2},
    ]
    assert line(gold=gold).page_recall(answer(text="x")) == 0.5
    assert line(gold=gold).page_recall(answer(text="x", page=4)) == 0.0
    assert line(gold=[{"file": "b.pdf"}]).page_recall(answer(text="x")) == 1.0
    assert line().page_recall(answer(text="x")) is None


def test_page_precision_is_the_share_of_the_pages_cited_that_are_sources() -> None:
    gold = [{"file": "a/b.pdf", "page": 3}]
    assert line(gold=gold).page_precision(answer(text="x")) == 1.0
    assert line(gold=gold).page_precision(answer(text="x", page=4)) == 0.0
    assert line(gold=gold).page_precision(answer()) == 0.0
    assert line().page_precision(answer(text="x")) is None


def test_a_quotation_that_is_not_on_its_page_is_counted(sample_corpus: Corpus, marked: list[Marked]) -> None:
    real = next(m.answer for m in marked if m.quotes > 1)
    assert check_quotes(sample_corpus, real, Role.PUBLIC)[1] == 0
    first = real.statements[0]
    wrong = first.citations[0].model_copy(update={"quote": first.citations[0].quote[:-1] + "!!"})
    spoilt = real.model_copy(update={"statements": [first.model_copy(update={"citations": [wrong]})]})
    assert check_quotes(sample_corpus, spoilt, Role.PUBLIC) == (1, 1)
    moved = wrong.model_copy(update={"quote": first.citations[0].quote, "page": 99})
    astray = real.model_copy(update={"statements": [first.model_copy(update={"citations": [moved]})]})
    assert check_quotes(sample_corpus, astray, Role.PUBLIC) == (1, 1)


def test_figures_of_nothing_are_not_invented() -> None:
    found = figures([])
    assert found["questions"] == 0
    assert found["answered_right"] is None
    assert found["seconds_median"] is None


def test_questions_without_expectations_are_only_answered(sample_corpus: Corpus) -> None:
    (found,) = evaluate(sample_corpus, [QuestionLine(id="x", question="What of private fostering?")])
    assert (found.right, found.recall) == (None, None)
    assert found.answer.id == "x"
    assert figures([found])["answered_right"] is None


def test_a_closed_line_is_answered_from_its_sentences(sample_corpus: Corpus) -> None:
    sentences = ["The tower is 330 metres tall.", "It stands in Paris."]
    closed = QuestionLine(id="c", question="how tall is the tower", title="Tower", sentences=sentences)
    (found,) = evaluate(sample_corpus, [closed])
    assert {c.quote for s in found.answer.statements for c in s.citations} <= set(sentences)
    assert found.quotes_not_verbatim == 0


def test_the_sample_is_answered_within_sight_of_its_marks(marked: list[Marked]) -> None:
    """Floors, well below what is measured: a fall through one is a fault and no matter of fitting."""
    found = figures(marked)
    assert found["questions"] == 78
    assert found["quotes_not_verbatim"] == 0
    assert found["right_by_kind"]["judgement"] >= 0.9
    assert found["answered_right"] >= 0.5
    assert found["page_recall"] >= 0.6
    assert found["false_refusals"] <= 0.15
    assert found["seconds_median"] > 0


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.is_file():
        pytest.skip(f"{SCORER} is not there")
    spec = importlib.util.spec_from_file_location("public_scorer", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
def test_the_marks_agree_with_the_public_scorer(scorer: ModuleType, marked: list[Marked]) -> None:
    gold = [json.loads(raw) for raw in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    answers = {m.line.id: json.loads(m.answer.model_dump_json()) for m in marked}
    rows = {row["id"]: row for row in scorer.score(gold, answers)}
    for m in marked:
        row = rows[m.line.id]
        assert row["right"] == m.right, m.line.id
        assert row["refused"] == m.refused, m.line.id
        assert row.get("recall") == m.recall, m.line.id
        assert row.get("precision") == m.precision, m.line.id
        assert row.get("corrected") == m.corrected, m.line.id
        assert row["words"] == m.words, m.line.id
    theirs, ours = scorer.summary(list(rows.values())), figures(marked)
    assert theirs["missing"] == 0
    for name in (
        "questions", "answered_right", "refused_right", "false_refusals", "page_recall", "page_precision",
        "wrong_assertions",
    ):  # fmt: skip
        assert ours[name] == pytest.approx(theirs[name], abs=0.001), name
    # of an even number of answers the scorer takes the longer one in the middle
    assert ours["words_median"] == round(median(row["words"] for row in rows.values()))
    assert ours["premises_corrected"] == theirs["premise_corrected"]
