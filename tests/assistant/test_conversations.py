"""Conversations as they are kept: whose they are, what is found again, what is gone, and what may still be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.answer import Answer, Citation, Searched, Standing, Statement
from assistant.conversations import LONGEST_NAME, UNDO, VISIT, ConversationRow, Conversations, FeedbackRow, TurnRow
from corpus.paper import Role, Voice
from corpus.reader import Reader
from corpus.workbench import Workbench

ADA, BOB = (Reader(name, name.title(), Role.PUBLIC) for name in ("ada", "bob"))
NIGHT_BUSES = "How many night buses are there?"


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(Workbench(tmp_path / "workbench.sqlite"))


def answer(question: str, said: str = "There are nine.", paper: str = "p1") -> Answer:
    citation = Citation(
        file="a.pdf", paper=paper, title="T", authority=None, inspected_to=None, published=None, page=1,
        paragraph=None, quote=said, passage="p1-1",
    )  # fmt: skip
    statement = Statement(text=said, voice=Voice.COUNCIL, citations=[citation])
    searched = Searched(papers=1, passages=1, filters={})
    return Answer(question=question, standing=Standing.ANSWERED, statements=[statement], searched=searched)


def hold(kept: Conversations, reader: str, question: str, said: str = "There are nine.") -> str:
    conversation = kept.begin(reader, question)
    kept.add(replace(ADA, id=reader), conversation, answer(question, said))
    return conversation


def test_a_conversation_is_there_again_as_it_was(kept: Conversations, tmp_path: Path) -> None:
    conversation = hold(kept, "ada", NIGHT_BUSES)
    kept.add(ADA, conversation, answer("And by day?", "Forty."), "Ferndale")
    again = Conversations(Workbench(tmp_path / "workbench.sqlite"))
    turns = again.turns("ada", conversation)
    assert [turn.answer.question for turn in turns] == [NIGHT_BUSES, "And by day?"]
    assert [turn.number for turn in turns] == [1, 2]
    assert turns[1].answer == answer("And by day?", "Forty.")
    assert turns[1].authority == "Ferndale"
    (listed,) = again.of("ada")
    assert (listed.name, listed.turns) == (NIGHT_BUSES, 2)


def test_nobody_sees_the_conversations_of_another(kept: Conversations) -> None:
    conversation = hold(kept, "ada", NIGHT_BUSES)
    assert kept.of("bob") == []
    assert kept.turns("bob", conversation) == []
    assert not kept.is_of("bob", conversation)
    for do in (kept.delete, kept.restore, kept.name):
        with pytest.raises(KeyError, match="no conversation"):
            do("bob", conversation)
    with pytest.raises(KeyError):
        kept.rename("bob", conversation, "Mine")
    with pytest.raises(KeyError):
        kept.add(BOB, conversation, answer("?"))
    assert kept.name("ada", conversation) == NIGHT_BUSES


def test_conversations_are_found_by_their_words(kept: Conversations) -> None:
    buses = hold(kept, "ada", NIGHT_BUSES, "The depot in Mill Street has 100% of them.")
    trains = hold(kept, "ada", "Which trains run late?", "The one to Larkmoor.")

    def found(words: str) -> list[str]:
        return [conversation.id for conversation in kept.of("ada", words)]

    assert found("") == [trains, buses]
    assert found("BUSES") == [buses]
    assert found("larkmoor trains") == [trains]
    assert found("mill buses") == [buses]
    assert found("mill trains") == []
    assert found("100%") == [buses]
    assert found("10%") == []
    assert found("_") == []


def test_a_name_is_one_line_and_never_empty(kept: Conversations) -> None:
    conversation = hold(kept, "ada", "word " * 60)
    assert len(kept.name("ada", conversation)) <= LONGEST_NAME
    kept.rename("ada", conversation, "  Buses \n at night ")
    assert kept.name("ada", conversation) == "Buses at night"
    kept.rename("ada", conversation, "   ")
    assert kept.name("ada", conversation) == "Buses at night"


def test_a_deletion_can_be_undone_and_then_is_for_good(kept: Conversations) -> None:
    conversation = hold(kept, "ada", NIGHT_BUSES)
    (turn,) = kept.turns("ada", conversation)
    kept.think("ada", turn.id, True, "clear")
    kept.delete("ada", conversation)
    assert kept.of("ada") == []
    assert kept.turns("ada", conversation) == []
    assert kept.turn(turn.id) is None
    kept.restore("ada", conversation)
    assert [t.id for t in kept.turns("ada", conversation)] == [turn.id]

    kept.delete("ada", conversation)
    with kept.workbench.session() as session:
        session.get_one(ConversationRow, conversation).deleted = datetime.now(UTC) - 2 * UNDO
    other = hold(kept, "bob", "Another?")
    kept.delete("bob", other)
    with kept.workbench.session() as session:
        assert [row.id for row in session.scalars(select(ConversationRow))] == [other]
        assert NIGHT_BUSES not in [row.question for row in session.scalars(select(TurnRow))]
        assert session.scalars(select(FeedbackRow)).all() == []


def test_a_visit_of_the_public_is_forgotten_after_a_day(kept: Conversations) -> None:
    readers = ("public-a", "public-b", "ann")
    old = {reader: kept.begin(reader, "What of care leavers?") for reader in readers}
    with kept.workbench.session() as session:
        for reader in ("public-a", "ann"):
            row = session.get(ConversationRow, old[reader])
            assert row
            row.changed -= VISIT
    kept.begin("ben", "And of fostering?")
    assert [len(kept.of(reader)) for reader in readers] == [0, 1, 1]


def test_what_a_reader_thinks_is_kept_once(kept: Conversations) -> None:
    conversation = hold(kept, "ada", NIGHT_BUSES)
    (turn,) = kept.turns("ada", conversation)
    assert kept.thought("ada", turn.id) is None
    kept.think("ada", turn.id, False, " too short ")
    kept.think("ada", turn.id, True)
    assert kept.thought("ada", turn.id) == (True, "")
    assert kept.thought("bob", turn.id) is None


def test_an_answer_made_with_wider_rights_is_withheld(kept: Conversations) -> None:
    conversation = kept.begin("ada", "?")
    public = kept.add(ADA, conversation, answer("?"))
    exempt = kept.add(replace(ADA, role=Role.OFFICER), conversation, answer("?"))
    assert public.may_be_read(Role.PUBLIC, {"p1"})
    assert public.may_be_read(Role.OFFICER, {"p1", "p2"})
    assert exempt.may_be_read(Role.OFFICER, {"p1"})
    # also where all that it cites is public: what it says of what was searched may not be
    assert not exempt.may_be_read(Role.MEMBER, {"p1"})
    named = kept.add(replace(ADA, role=Role.MEMBER, named=frozenset({"p9"})), conversation, answer("?"))
    assert named.may_be_read(Role.MEMBER, {"p1", "p9"})
    # no longer named for the paper, of which the answer may tell without citing it
    assert not named.may_be_read(Role.MEMBER, {"p1"})
    # a paper that has become exempt since
    assert not public.may_be_read(Role.PUBLIC, {"p2"})


def test_an_answer_of_another_shape_is_left_out(kept: Conversations) -> None:
    conversation = hold(kept, "ada", NIGHT_BUSES)
    with kept.workbench.session() as session:
        session.scalars(select(TurnRow)).one().answer = '{"question": "old"}'
    assert kept.turns("ada", conversation) == []
