"""Conversations as their readers keep them: named, found again, deleted, and what they thought of an answer.

Each belongs to one reader. What was answered under wider rights than the reader has now is withheld.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import ValidationError
from sqlalchemy import ForeignKey, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.answer import Answer
from corpus.paper import Role, readable_by
from corpus.reader import ANYBODY, Reader
from corpus.workbench import Record, Workbench

LONGEST_NAME = 80  # characters
UNDO = timedelta(hours=1)  # from a deletion until it is for good
VISIT = timedelta(days=1)  # for which the conversations of somebody who has not signed in are kept


class ConversationRow(Record):
    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(primary_key=True)
    reader: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    begun: Mapped[datetime]
    changed: Mapped[datetime]
    deleted: Mapped[datetime | None]


class TurnRow(Record):
    __tablename__ = "turns"

    id: Mapped[str] = mapped_column(primary_key=True)
    conversation: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]  # from 1
    asked: Mapped[datetime]
    role: Mapped[str]  # under whose rights it was answered
    named: Mapped[str]  # and the papers opened to the reader by name, as JSON
    authority: Mapped[str | None]  # that the reader had set
    question: Mapped[str]
    answer: Mapped[str]  # as JSON
    words: Mapped[str]  # that it is found again by


class FeedbackRow(Record):
    """What a reader thought of an answer. It holds no question: that goes with the conversation."""

    __tablename__ = "feedback"

    turn: Mapped[str] = mapped_column(primary_key=True)
    reader: Mapped[str] = mapped_column(primary_key=True)
    given: Mapped[datetime]
    useful: Mapped[bool]
    reason: Mapped[str]


@dataclass(frozen=True, slots=True)
class Conversation:
    id: str
    name: str
    changed: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A question with its answer. ``role`` is the one under which it was answered."""

    id: str
    conversation: str
    number: int
    role: Role
    named: frozenset[str]
    authority: str | None
    answer: Answer

    def may_be_read(self, role: Role, readable: Collection[str]) -> bool:
        """Whether a reader of this role may see it now; ``readable`` are the ids of the papers that it may see."""
        if not readable_by(self.role) <= readable_by(role) or not self.named <= set(readable):
            return False
        said = [*self.answer.statements, *self.answer.closest]
        return {citation.paper for s in said for citation in s.citations} <= set(readable)


@dataclass(frozen=True, slots=True)
class Thought:
    """What a reader thinks of an answer; ``turn`` is None where its conversation was deleted."""

    given: datetime
    reader: str
    useful: bool
    reason: str
    turn: KeptTurn | None


class Conversations:
    """The conversations of the readers of one home folder. Raises WorkbenchError where they cannot be kept."""

    def __init__(self, workbench: Workbench) -> None:
        self.workbench = workbench
        workbench.prepare(ConversationRow, TurnRow, FeedbackRow)

    def of(self, reader: str, words: str = "") -> list[Conversation]:
        """A reader's conversations, the last changed first; those that hold all of ``words`` in name, questions or
        answers, where any are given."""
        with self.workbench.session() as session:
            count = select(func.count()).where(TurnRow.conversation == ConversationRow.id).scalar_subquery()
            wanted = select(ConversationRow, count).where(
                ConversationRow.reader == reader, ConversationRow.deleted.is_(None)
            )
            for word in words.split():
                said = select(TurnRow.conversation).where(TurnRow.words.icontains(word, autoescape=True))
                wanted = wanted.where(
                    ConversationRow.name.icontains(word, autoescape=True) | ConversationRow.id.in_(said)
                )
            rows = session.execute(wanted.order_by(ConversationRow.changed.desc(), ConversationRow.id)).all()
            return [Conversation(row.id, row.name, row.changed, turns) for row, turns in rows]

    def begin(self, reader: str, question: str) -> str:
        """A new conversation, named by its first question; returns its id."""
        identity, now = secrets.token_hex(8), datetime.now(UTC)
        with self.workbench.session() as session:
            forget(session, now)
            session.add(
                ConversationRow(
                    id=identity, reader=reader, name=as_name(question), begun=now, changed=now, deleted=None
                )
            )
        return identity

    def add(self, reader: Reader, conversation: str, answer: Answer, authority: str | None = None) -> KeptTurn:
        """Keeps the next turn. Raises KeyError where the reader has no such conversation."""
        identity, now = secrets.token_hex(8), datetime.now(UTC)
        with self.workbench.session() as session:
            row = own(session, reader.id, conversation)
            taken = session.scalar(select(func.count()).where(TurnRow.conversation == conversation)) or 0
            session.add(
                TurnRow(
                    id=identity,
                    conversation=conversation,
                    number=taken + 1,
                    asked=now,
                    role=reader.role,
                    named=json.dumps(sorted(reader.named)),
                    authority=authority,
                    question=answer.question,
                    answer=answer.model_dump_json(),
                    words=words_of(answer),
                )
            )
            row.changed = now
        return KeptTurn(identity, conversation, taken + 1, reader.role, reader.named, authority, answer)

    def turns(self, reader: str, conversation: str) -> list[KeptTurn]:
        """The turns in their order; none where the reader has no such conversation."""
        with self.workbench.session() as session:
            row = session.get(ConversationRow, conversation)
            if row is None or row.reader != reader or row.deleted:
                return []
            wanted = select(TurnRow).where(TurnRow.conversation == conversation).order_by(TurnRow.number)
            return [kept for turn in session.scalars(wanted) if (kept := kept_turn(turn))]

    def turn(self, identity: str) -> KeptTurn | None:
        """One turn of any reader, for a link that somebody was sent; None where it is deleted, or never was."""
        with self.workbench.session() as session:
            row = session.get(TurnRow, identity)
            if row is None or session.get_one(ConversationRow, row.conversation).deleted:
                return None
            return kept_turn(row)

    def is_of(self, reader: str, conversation: str) -> bool:
        with self.workbench.session() as session:
            row = session.get(ConversationRow, conversation)
            return row is not None and row.reader == reader and row.deleted is None

    def name(self, reader: str, conversation: str) -> str:
        with self.workbench.session() as session:
            return own(session, reader, conversation).name

    def rename(self, reader: str, conversation: str, name: str) -> None:
        if named := as_name(name):
            with self.workbench.session() as session:
                own(session, reader, conversation).name = named

    def delete(self, reader: str, conversation: str) -> None:
        """Takes a conversation away; ``restore`` brings it back within UNDO. Older deletions are carried out."""
        now = datetime.now(UTC)
        with self.workbench.session() as session:
            own(session, reader, conversation).deleted = now
            forget(session, now)

    def restore(self, reader: str, conversation: str) -> None:
        with self.workbench.session() as session:
            own(session, reader, conversation).deleted = None

    def think(self, reader: str, turn: str, useful: bool, reason: str = "") -> None:
        """Keeps what a reader thinks of an answer, in place of what was thought before."""
        with self.workbench.session() as session:
            session.merge(
                FeedbackRow(turn=turn, reader=reader, given=datetime.now(UTC), useful=useful, reason=reason.strip())
            )

    def thought(self, reader: str, turn: str) -> tuple[bool, str] | None:
        with self.workbench.session() as session:
            row = session.get(FeedbackRow, (turn, reader))
            return (row.useful, row.reason) if row else None

    def thoughts(self) -> list[Thought]:
        """What all readers think of answers, the newest first: for those who run the service."""
        with self.workbench.session() as session:
            rows = session.execute(
                select(FeedbackRow, TurnRow)
                .outerjoin(TurnRow, TurnRow.id == FeedbackRow.turn)
                .order_by(FeedbackRow.given.desc())
            )
            return [Thought(f.given, f.reader, f.useful, f.reason, kept_turn(t) if t else None) for f, t in rows]

    def erase(self, reader: str) -> None:
        """Erases all that a reader kept and thought, at once and for good."""
        with self.workbench.session() as session:
            kept = select(ConversationRow.id).where(ConversationRow.reader == reader)
            session.execute(delete(FeedbackRow).where(FeedbackRow.reader == reader))
            session.execute(delete(TurnRow).where(TurnRow.conversation.in_(kept)))
            session.execute(delete(ConversationRow).where(ConversationRow.reader == reader))


def own(session: Session, reader: str, conversation: str) -> ConversationRow:
    row = session.get(ConversationRow, conversation)
    if row is None or row.reader != reader:
        raise KeyError(f"The reader has no conversation {conversation!r}: begin a new one.")
    return row


def forget(session: Session, now: datetime) -> None:
    """Carries out the deletions that can no longer be undone, and forgets the visits of the public that are over."""
    visit_is_over = ConversationRow.reader.startswith(f"{ANYBODY.id}-") & (ConversationRow.changed < now - VISIT)
    over = (ConversationRow.deleted < now - UNDO) | visit_is_over
    gone: Sequence[str] = list(session.scalars(select(ConversationRow.id).where(over)))
    turns = select(TurnRow.id).where(TurnRow.conversation.in_(gone))
    session.execute(delete(FeedbackRow).where(FeedbackRow.turn.in_(turns)))
    session.execute(delete(TurnRow).where(TurnRow.conversation.in_(gone)))
    session.execute(delete(ConversationRow).where(ConversationRow.id.in_(gone)))


def kept_turn(row: TurnRow) -> KeptTurn | None:
    """None for an answer of a shape that is no longer known: it can be asked again."""
    try:
        answer = Answer.model_validate_json(row.answer)
    except ValidationError:
        return None
    named = frozenset(json.loads(row.named))
    return KeptTurn(row.id, row.conversation, row.number, Role(row.role), named, row.authority, answer)


def words_of(answer: Answer) -> str:
    """The question, what was answered, and the titles of the papers cited."""
    said = [statement.text for statement in answer.statements]
    titles = {citation.title for statement in answer.statements for citation in statement.citations}
    return "\n".join([answer.question, answer.lead or "", *said, *sorted(titles)])


def as_name(text: str) -> str:
    """One line of at most LONGEST_NAME characters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1].rstrip()}…"
