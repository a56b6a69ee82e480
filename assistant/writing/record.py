"""The record of written answers, for audit: what was sent, what came back, and what was shown of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from langchain_core.messages import BaseMessage
from sqlalchemy import JSON, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from assistant.writing.checked import Checked
from assistant.writing.numbered import Numbered
from corpus.workbench import Record, Workbench


class WrittenAnswer(Record):
    """One request to a chat model. ``outcome`` is "written", or why the answer is by quotation.

    It may hold the text of exempt papers: who may read it is for whoever shows it to decide.
    """

    __tablename__ = "written_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime]  # UTC
    role: Mapped[str]
    model: Mapped[str]
    question: Mapped[str]
    prompt: Mapped[list[Any]] = mapped_column(JSON)  # [{"role", "content"}] as sent
    evidence: Mapped[list[Any]] = mapped_column(JSON)  # [{"number", "passage", "paper", "text"}]
    reply: Mapped[str] = mapped_column(default="")  # as it came, whole or not
    verdicts: Mapped[list[Any]] = mapped_column(JSON, default=list)  # [{"text", "evidence", "passed", "reasons", ...}]
    outcome: Mapped[str] = mapped_column(default="begun")
    seconds: Mapped[float] = mapped_column(default=0.0)


class WrittenRecord:
    """Keeps it for ``days``, as long as the words of questions in the audit trail.

    Raises WorkbenchError or SQLAlchemyError where it cannot be kept.
    """

    def __init__(self, bench: Workbench, days: int) -> None:
        self.bench = bench
        self.days = days

    def begin(
        self, role: str, model: str, question: str, prompt: Sequence[BaseMessage], evidence: Sequence[Numbered]
    ) -> int:
        """Keeps what is about to be sent; returns the id of the row."""
        self.bench.prepare(WrittenAnswer)
        now = datetime.now(UTC).replace(tzinfo=None)
        row = WrittenAnswer(
            asked_at=now,
            role=role,
            model=model,
            question=question,
            prompt=[{"role": message.type, "content": message.content} for message in prompt],
            evidence=[
                {
                    "number": item.number,
                    "passage": item.passage.key,
                    "paper": item.passage.paper.id,
                    "text": item.quotation.text,
                }
                for item in evidence
            ],
        )
        with self.bench.session() as session:
            session.execute(delete(WrittenAnswer).where(WrittenAnswer.asked_at < now - timedelta(days=self.days)))
            session.add(row)
            session.flush()
            return row.id

    def end(self, row: int, reply: str, verdicts: Sequence[Checked], outcome: str, seconds: float) -> None:
        with self.bench.session() as session:
            kept = session.get_one(WrittenAnswer, row)
            kept.reply, kept.outcome, kept.seconds = reply, outcome, seconds
            kept.verdicts = [
                {
                    **asdict(checked.draft),
                    "passed": checked.passed,
                    "reasons": list(checked.reasons),
                    "shown": [statement.text for statement in checked.shown],
                }
                for checked in verdicts
            ]


def written_answers(bench: Workbench, limit: int = 100) -> list[WrittenAnswer]:
    """The latest requests to a chat model, the newest first. Raises WorkbenchError."""
    bench.prepare(WrittenAnswer)
    with bench.session() as session:
        rows = list(session.scalars(select(WrittenAnswer).order_by(WrittenAnswer.id.desc()).limit(limit)))
        session.expunge_all()
        return rows


def written_as_json(bench: Workbench) -> str:
    """The same as JSON, for an officer's eyes; empty where nothing was ever sent. Raises WorkbenchError."""
    columns = WrittenAnswer.__table__.columns.keys()
    rows = [{name: getattr(row, name) for name in columns} for row in written_answers(bench)]
    return json.dumps(rows, indent=1, ensure_ascii=False, default=str) if rows else ""
