"""A grade that could not be read from its paper is never said to be missing, and corrects nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer, Standing
from assistant.ask import ask
from corpus.catalogue import Catalogue
from corpus.corpus import Corpus
from corpus.embedding import Embedder
from corpus.settings import Settings
from corpus.vectors import VectorStore
from ingest.sync import sync

Ask = Callable[[str], Answer]
LEADERS = "The impact of leaders on social work practice with children and families"
HELP = "The experiences and progress of children who need help and protection"
CARE = "The experiences and progress of children in care"
LEAVERS = "The experiences and progress of care leavers"
OVERALL = "Overall effectiveness"
REPORT = """<!doctype html><html><head><title>{title}</title></head><body><main><h1>{title}</h1>
<p>Inspection dates: {dates}</p><p>Lead inspector: Ada Green, His Majesty’s Inspector</p>
<table><tr><th>Judgement</th><th>Grade</th></tr>{rows}</table>
<p>Services for children in Brackenford have changed since the last inspection, and leaders know what is to do.</p>
</main></body></html>"""
GOOD = {LEADERS: "Good", HELP: "Good", CARE: "Good"}
DENIALS = ("no grade", "No grade", "No such judgement", "was not judged")


@pytest.fixture(scope="module")
def ask_unread(tmp_path_factory: pytest.TempPathFactory, chroma_url: str, embedder: Embedder) -> Ask:
    """Asks of three inspections: the grade of 2018 is plain; in 2021 the table gives the overall effectiveness twice,
    and in 2023 the grade of care leavers is misprinted."""
    folder = tmp_path_factory.mktemp("reports")
    dated = {
        "5 to 16 March 2018": [*GOOD.items(), (LEAVERS, "Good"), (OVERALL, "Good")],
        "10 to 21 May 2021": [*GOOD.items(), (LEAVERS, "Good"), (OVERALL, "Good"), (OVERALL, "Inadequate")],
        "5 to 16 June 2023": [*GOOD.items(), (LEAVERS, "Requlres improvement"), (OVERALL, "Good")],
    }
    for dates, graded in dated.items():
        rows = "".join(f"<tr><td>{label}</td><td>{grade}</td></tr>" for label, grade in graded)
        title = "Inspection of Brackenford local authority children’s services"
        (folder / f"{dates[-4:]}.html").write_text(REPORT.format(title=title, dates=dates, rows=rows), encoding="utf-8")
    settings = Settings(home=tmp_path_factory.mktemp("unread"), chroma_url=chroma_url)
    catalogue = Catalogue(settings.catalogue_file)
    store = VectorStore(settings.chroma_folder, embedder.name, chroma_url, catalogue.home_id())
    corpus = Corpus(settings, catalogue, store, embedder)
    assert sync(corpus, [folder]).failed == []
    return lambda text: ask(corpus, text, authority="Brackenford")


def said(answer: Answer) -> str:
    return " ".join([answer.lead or "", *(s.text for s in answer.statements), *(n.text for n in answer.notes)])


@pytest.mark.parametrize(
    ("question", "area", "reason"),
    [
        ("What was the overall grade in 2021?", "overall effectiveness", "the paper gives two"),
        ("What grade did care leavers get in 2023?", "care leavers", "Requlres improvement"),
    ],
)
def test_a_grade_that_could_not_be_read_sends_the_reader_to_the_page(
    ask_unread: Ask, question: str, area: str, reason: str
) -> None:
    answer = ask_unread(question)
    assert answer.standing is Standing.PARTLY
    (statement,) = answer.statements
    for text in (answer.lead or "", statement.text):
        assert f"{area}: the grade could not be read from the paper: look at the page" in text
        assert reason in text
    assert statement.citations[0].file == f"{question[-5:-1]}.html"
    assert not any(denial in said(answer) for denial in DENIALS)


def test_the_grades_beside_it_are_not_said_to_be_all(ask_unread: Ask) -> None:
    """Four areas of 2023 were good and a fifth could not be read."""
    answer = ask_unread("What were all the grades in 2023?")
    assert answer.standing is Standing.PARTLY
    assert len(answer.statements) == 5
    assert "All" not in said(answer)
    assert "All five judgements were good" in said(ask_unread("What were all the grades in 2018?"))


@pytest.mark.parametrize(
    "question",
    [
        "Why was Brackenford judged inadequate overall in 2021?",
        "Why was Brackenford judged outstanding overall in 2021?",
        "Why were care leavers judged to require improvement in 2023?",
        "Why were care leavers judged inadequate in 2023?",
        "What happened after Brackenford was found inadequate?",
        "Why did the overall grade fall between 2018 and 2023?",
        "Why did the overall grade rise in 2023?",
        "What happened after care leavers went from good to requires improvement in 2023?",
    ],
)
def test_a_grade_that_could_not_be_read_corrects_nobody(ask_unread: Ask, question: str) -> None:
    answer = ask_unread(question)
    assert answer.standing is not Standing.PREMISE_CORRECTED
    assert not any(denial in said(answer) for denial in DENIALS)


def test_a_grade_that_was_read_still_corrects(ask_unread: Ask) -> None:
    """Else the tests above would pass whatever is done with what could not be read."""
    for question in (
        "Why was Brackenford judged inadequate overall in 2018?",
        "Why was Brackenford judged inadequate overall in 2023?",
        "Why were care leavers judged inadequate in 2018?",
    ):
        answer = ask_unread(question)
        assert answer.standing is Standing.PREMISE_CORRECTED
        assert "was not judged inadequate" in (answer.lead or "")
