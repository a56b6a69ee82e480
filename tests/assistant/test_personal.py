"""Which questions are taken to tell of a child, and which are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.understanding.personal import seems_personal

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample" / "questions.jsonl"
TRIAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"


@pytest.mark.parametrize(
    "text",
    [
        "What happened to the boy called Kyle?",
        "Why was our child Amira placed in Larkmoor?",
        "My daughter Beth has no personal adviser",
        "a girl born on 3 May 2012 was moved twice",
        "DOB 03/05/2012, what support is there?",
        "The family living at 14 Mill Street has had no visit",
        "Jayden, 14, was placed in a hotel",
        "Jayden is 14 years old and lives in a hotel",
        "Look at case number 1234567",
        "NHS number 943 476 5919",
        "What happened to Kyle Smith, a foster child?",
    ],
)
def test_a_question_about_one_child_is_noticed(text: str) -> None:
    assert seems_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "How many care leavers had been placed in bed and breakfast accommodation before the inspection in 2019?",
        "What did Ofsted say about the child protection service in May 2021?",
        "What did the Children and Families Scrutiny Panel decide on 23 January 2024?",
        "Who is the Director of Children's Services in Milton Keynes?",
        "How many children aged 14 were placed in hotels?",
        "Are 16 and 17 year olds placed in unregistered homes?",
        "What did Councillor Jane Hart say about the family hubs?",
        "Was the child in the serious case review of 2019 known to services?",
        "Did the family safeguarding model in Hertfordshire work?",
    ],
)
def test_a_question_about_the_service_is_let_through(text: str) -> None:
    assert not seems_personal(text)


def test_the_questions_of_the_sample_are_let_through() -> None:
    lines = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    asked = [text for line in lines for text in line.get("turns") or [line["question"]]]
    assert len(asked) > 20
    noticed = [text for text in asked if seems_personal(text)]
    assert len(noticed) <= 1, noticed


@pytest.mark.shared
def test_the_trial_questions_are_let_through() -> None:
    asked = []
    for file in sorted(TRIAL.glob("*dev*.jsonl")):
        if "clapnq" not in file.name:
            asked += [json.loads(line).get("question", "") for line in file.read_text(encoding="utf-8").splitlines()]
    noticed = [text for text in asked if seems_personal(text)]
    assert len(noticed) <= len(asked) / 100, noticed
