"""The judgements, then and now, and kept conversations show nothing of a paper that the reader may not read."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.ask import ask
from assistant.conversations import Conversations
from corpus.corpus import Corpus, open_corpus
from corpus.embedding import Embedder
from corpus.paper import Role
from corpus.reader import Reader
from corpus.settings import Settings
from corpus.workbench import Workbench
from ingest.sync import sync
from tests.conftest import PATIENCE

MEMBER = Reader("m", "Cllr Mary Member", Role.MEMBER)
OFFICER = Reader("o", "Olu Officer", Role.OFFICER)
CANARY = "Zanthorpe"
OPEN = """Inspection of Brackenford City Council children's services

Inspection dates: 18 to 29 September 2023

Overall effectiveness: Good

1. Care leavers are supported well by their personal advisers.

2. Foster carers speak highly of their training.
"""
HIDDEN = f"""Inspection of {CANARY} City Council children's services

Inspection dates: 3 to 14 March 2025

Overall effectiveness: Inadequate

1. Care leavers in {CANARY} are not supported well by their personal advisers.
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Corpus:
    folder = tmp_path_factory.mktemp("rights")
    papers = folder / "papers"
    papers.mkdir()
    (papers / "open.txt").write_text(OPEN)
    (papers / "hidden.txt").write_text(HIDDEN)
    common = {"kind": "inspection_report", "framework": "ILACS"}
    entries = [
        {**common, "file": "open.txt", "authority": "Brackenford", "inspected_to": "2023-09-29"},
        {**common, "file": "hidden.txt", "authority": CANARY, "inspected_to": "2025-03-14", "access": "confidential"},
    ]
    (papers / "manifest.json").write_text(json.dumps(entries))
    made = dataclasses.replace(open_corpus(Settings(home=folder / "home")), embedder=embedder)
    assert sync(made, [papers]).failed == []
    return made


def shown(screen: str, corpus: Corpus, reader: Reader, **query: str) -> str:
    """All that the browser is sent."""

    def script(screen, corpus, reader):  # type: ignore[no-untyped-def]  # Streamlit runs its source by itself
        import streamlit as st

        from assistant.screens.ask import show_ask
        from assistant.screens.judgements import show_judgements
        from assistant.screens.then_and_now import show_then_and_now
        from corpus.workbench import Workbench

        viewer = st.Page(lambda: None, title="Page", url_path="page")
        st.navigation([viewer], position="hidden")
        if screen == "judgements":
            show_judgements(corpus, reader, viewer)
        elif screen == "then-and-now":
            show_then_and_now(corpus, reader, viewer)
        else:
            show_ask(corpus, Workbench(corpus.settings.workbench_file), reader, viewer)

    test = AppTest.from_function(script, args=(screen, corpus, reader), default_timeout=PATIENCE)
    for name, value in query.items():
        test.query_params[name] = value
    ran = test.run()
    assert not ran.exception
    return f"{ran.main}{ran.sidebar}" + "".join(element.proto.body for element in ran.get("html"))


def test_the_judgements_of_a_paper_that_is_not_the_readers_are_not_there(corpus: Corpus) -> None:
    assert CANARY in shown("judgements", corpus, OFFICER)
    for query in ({}, {"council": CANARY}):
        came_out = shown("judgements", corpus, MEMBER, **query)
        assert "Brackenford" in came_out
        assert CANARY not in came_out


def test_then_and_now_does_not_speak_of_it(corpus: Corpus) -> None:
    assert CANARY in shown("then-and-now", corpus, OFFICER, council=CANARY, topic="care leavers")
    came_out = shown("then-and-now", corpus, MEMBER, council=CANARY, topic="care leavers")
    assert "Brackenford" in came_out
    assert "not supported well" not in came_out


def test_a_link_to_an_officers_answer_gives_it_to_no_one_else(corpus: Corpus) -> None:
    kept = Conversations(Workbench(Path(corpus.settings.workbench_file)))
    question = f"Are care leavers in {CANARY} supported?"
    answer = ask(corpus, question, role=Role.OFFICER)
    assert "not supported well" in answer.model_dump_json()
    turn = kept.add(OFFICER, kept.begin(OFFICER.id, question), answer)
    assert "not supported well" in shown("ask", corpus, OFFICER, answer=turn.id)
    for query in ({"answer": turn.id}, {"conversation": turn.conversation}):
        came_out = shown("ask", corpus, MEMBER, **query)
        assert CANARY not in came_out
        assert "not supported well" not in came_out
