"""A question, its answer, and how the two compare."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.answer import Answer, Standing
from assistant.evaluation.faults import Fault
from assistant.evaluation.questions import FALSE_PREMISE, REFUSALS, QuestionLine, folded


@dataclass(frozen=True)
class Marked:
    """What the line gives no means to tell is None. ``fault`` says what went wrong, where something did."""

    line: QuestionLine
    answer: Answer
    quotes: int = 0
    quotes_not_verbatim: int = 0
    fault: Fault | None = None

    @cached_property
    def right(self) -> bool | None:
        is_expected = self.line.answerable is not None and self.line.sentences is None
        return self.line.is_right(self.answer) if is_expected else None

    @property
    def refused(self) -> bool:
        return self.answer.standing in REFUSALS

    @cached_property
    def recall(self) -> float | None:
        return self.line.page_recall(self.answer) if self.line.answerable else None

    @cached_property
    def precision(self) -> float | None:
        return self.line.page_precision(self.answer) if self.line.answerable else None

    @property
    def corrected(self) -> bool | None:
        """Of a question that assumes what is not so: whether the answer says so."""
        if self.line.kind != FALSE_PREMISE or not self.line.answerable:
            return None
        return self.answer.standing is Standing.PREMISE_CORRECTED

    @cached_property
    def asserts_wrong(self) -> bool:
        return bool(self.line.answerable and self.line.wrongly_said(self.answer))

    @cached_property
    def words(self) -> int:
        """The words that a reader is shown: a quotation that stands in its statement is counted once."""
        said = [self.answer.lead or "", *(note.text for note in self.answer.notes)]
        for statement in self.answer.statements:
            text = folded(statement.text)
            said += [statement.text, *(c.quote for c in statement.citations if folded(c.quote) not in text)]
        return sum(len(text.split()) for text in said)

    def as_row(self) -> dict[str, Any]:
        return {
            "id": self.line.id,
            "kind": self.line.kind,
            "right": self.right,
            "standing": self.answer.standing,
            "refused": self.refused,
            "corrected": self.corrected,
            "page_recall": self.recall,
            "page_precision": self.precision,
            "asserts_wrong": self.asserts_wrong,
            "words": self.words,
            "seconds": self.answer.seconds,
            "quotes": self.quotes,
            "quotes_not_verbatim": self.quotes_not_verbatim,
            "stage": self.fault.stage if self.fault else None,
            "why": self.fault.why if self.fault else None,
        }
