"""The questions that are learnt from, or measured with: each names sentences that its papers hold."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.evaluation.questions import Source, read_questions
from corpus.paper import Role
from corpus.scope import Scope
from tests.evaluation.councillor_questions import (
    INVENTED,
    TRIAL,
    folded,
    half_of,
    own_lines,
    papers_of,
    sentences_named,
)
from tests.evaluation.premise_set import KINDS, WRITTEN

PREMISES = [json.loads(line) for line in WRITTEN.read_text(encoding="utf-8").splitlines()]
UNREAD = Path(__file__).with_name("unread")
HALF_READ = Path(__file__).with_name("half_read")
PLACES = sorted(folder.name for folder in INVENTED.iterdir() if folder.is_dir())


@pytest.mark.parametrize("place", PLACES)
def test_every_answer_stands_in_the_papers(place: str, tmp_path: Path) -> None:
    corpus = papers_of(place, tmp_path, tmp_path)
    officer = Scope(Role.OFFICER)
    held = [p for paper in corpus.catalogue.papers(officer) for p in corpus.catalogue.passages_of(paper)]
    answerable = [line for papers, line in own_lines() if papers == place and line.answerable]
    assert len(answerable) >= 10
    missing = [line.id for line in answerable if not any(sentences_named(line.gold, passage) for passage in held)]
    assert missing == []
    premises = [row for row in PREMISES if row["papers"] == place]
    assert [row for row in premises if not any(sentences_named([Source.model_validate(row)], p) for p in held)] == []


def test_each_premise_is_put_in_three_ways() -> None:
    assert len({row["papers"] for row in PREMISES} & set(PLACES)) >= 3
    assert [row for row in PREMISES if len({row[kind] for kind in KINDS}) < len(KINDS)] == []


def test_each_question_is_of_papers_at_hand_and_has_a_name_of_its_own() -> None:
    lines = list(own_lines())
    assert {papers for papers, _ in lines} == {*TRIAL, *PLACES}
    assert [name for name, count in Counter(line.id for _, line in lines).items() if count > 1] == []
    assert all(bool(line.gold) == line.answerable for _, line in lines)


@pytest.mark.parametrize(("folder", "place"), [(UNREAD, "brackenholt"), (HALF_READ, "castlefordvale")])
def test_the_unread_questions_are_answered_in_their_papers_and_learnt_from_by_nothing(folder: Path, place: str) -> None:
    lines = read_questions(folder / f"{place}.jsonl")
    texts = {file.name: folded(file.read_text(encoding="utf-8")) for file in (folder / place).glob("*.txt")}
    quotes = [(s.file, folded(s.quote or "")) for line in lines for s in [*line.sources, *line.gold]]
    assert len(quotes) > 60
    assert [quote for file, quote in quotes if not quote or quote not in texts[file]] == []
    assert place not in {papers for papers, _ in own_lines()}


def test_a_council_is_in_one_half_in_whatever_way_it_is_named() -> None:
    assert half_of("ofsted_dev", "Blackpool") == half_of("ofsted_dev", "blackpool") == 0
    assert half_of("wexcombe", "") == 0
    assert half_of("ofsted_dev", "Medway, Surrey") == half_of("carrowmere", "") == 1
