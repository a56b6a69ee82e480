"""When an inspection was is read from its letter, if the letter is about what the question names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.lookups.cover import find_cover
from assistant.understanding.question import understand
from corpus.corpus import Corpus
from corpus.scope import Scope
from ingest.sync import sync

LETTER = """Focused visit to Brackenford children’s services

This letter summarises the findings of the focused visit to Brackenford children’s services on 4 and 5 March 2025.

Inspectors looked at the local authority’s arrangements for the front door and for private fostering.

A home for two children opened in Mill Street in the spring, and it is well led.
"""


@pytest.mark.parametrize(
    ("question", "is_told"),
    [
        ("When was the visit?", True),
        ("When was the front door visit?", True),
        ("When was the private fostering visit?", True),
        ("When was the visit to the home in Mill Street?", False),
        ("When was the adoption visit?", False),
        ("What was the date of the visit?", True),
        ("When exactly were Ofsted in?", True),
        ("Tell me when inspectors were here.", True),
        ("How long ago was the visit?", True),
        ("When was the home in Mill Street inspected?", False),
        ("When was the report of the visit published?", False),
        ("When did inspectors say the home opened?", False),
    ],
)
def test_the_days_are_those_of_a_visit_about_what_is_named(
    corpus: Corpus, tmp_path: Path, question: str, is_told: bool
) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text(LETTER, encoding="utf-8")
    sync(corpus, [tmp_path / "papers"])
    papers = corpus.catalogue.papers(Scope())
    found = find_cover(corpus.catalogue, understand(question, held=["Brackenford"]), papers)
    assert bool(found) == is_told
    for line in found:
        held = line.passage.passage
        assert "4 and 5 March 2025" in held.text[held.sentences[line.sentence].start :]


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("Who was in charge of the inspection that made Brackenford good and when was it?", "18 to 29 September 2023"),
        ("When was the inspection that judged us inadequate?", "2014"),
        ("On what dates were inspectors on site in 2023?", "18 to 29 September 2023"),
        ("The report on the 2023 inspection gives which dates?", "18 to 29 September 2023"),
        ("Who led the inspection rated good overall, and on what dates was it?", "18 to 29 September 2023"),
    ],
)
def test_a_grade_may_say_which_inspection_is_meant(ask_sample: Callable[..., Answer], question: str, days: str) -> None:
    answer = ask_sample(question)
    assert days in answer.statements[0].text
    assert all(statement.kind != "register" for statement in answer.statements)


def test_a_grade_asked_for_is_told_with_the_days_of_its_inspection(ask_sample: Callable[..., Answer]) -> None:
    answer = ask_sample("What grade did the 2023 inspection give, and who led it?")
    assert any(statement.kind == "register" for statement in answer.statements)


@pytest.mark.parametrize(
    "question",
    [
        "Which inspector was in charge when we were inspected in 2023?",
        "Under whose leadership was the 2023 inspection carried out?",
        "Who was leading the 2023 inspection?",
        "Who inspected us in 2023?",
        "Which HMI led on the 2023 inspection?",
        "I need the name of whoever led the 2023 inspection.",
        "Tell me who the inspectors were in 2023.",
        "Inspectors were here in 2023. Who were they?",
    ],
)
def test_who_made_an_inspection_is_asked_in_many_words(ask_sample: Callable[..., Answer], question: str) -> None:
    first = ask_sample(question).statements[0]
    assert first.text.startswith("Lead inspector: Adeyemi Coker")


@pytest.mark.parametrize(
    "question",
    [
        "Who was in charge of children's services when we were inspected in 2023?",
        "Who was leading the council when inspectors came in 2023?",
        "Who ran the fostering team after the 2023 inspection?",
    ],
)
def test_who_led_the_service_is_no_inspector(ask_sample: Callable[..., Answer], question: str) -> None:
    assert not any("Lead inspector" in statement.text for statement in ask_sample(question).statements)


SEND = """Area SEND inspection of Brackenford Local Area Partnership

Inspection dates: 4 to 8 March 2024

The inspection was led by one of His Majesty’s Inspectors from Ofsted, with a team of inspectors.

Priya Marsh, Ofsted HMI lead inspector Owen Tandy, CQC lead inspector
"""
VISIT = """Focused visit to Brackenford children’s services

This letter summarises the findings of the focused visit to Brackenford children’s services on 4 and 5 March 2025.

His Majesty’s Inspectors for this visit were Priya Marsh and Owen Tandy.

Much work has been undertaken by the local authority. Yours sincerely
"""


@pytest.mark.parametrize(
    ("letter", "question"),
    [
        (SEND, "Who were the two lead inspectors (Ofsted's and the CQC's) for Brackenford SEND?"),
        (SEND, "Who led the Brackenford SEND inspection?"),
        (VISIT, "Who came to Brackenford for the focused visit in early 2025 and on what dates?"),
    ],
)
def test_inspectors_are_told_by_name(corpus: Corpus, tmp_path: Path, letter: str, question: str) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text(letter, encoding="utf-8")
    sync(corpus, [tmp_path / "papers"])
    papers = corpus.catalogue.papers(Scope())
    found = find_cover(corpus.catalogue, understand(question, held=["Brackenford"]), papers)
    told = [line.passage.passage for line in found]
    said = [held.text[held.sentences[line.sentence].start :] for held, line in zip(told, found, strict=True)]
    assert any("Priya Marsh" in text and "Owen Tandy" in text for text in said)
    assert not any(text.startswith("Much work") for text in said)
