"""The writing of an answer: evidence out, statements in, each verified before it is shown.

Whether there is enough to answer, what the registers say, false premises and refusals are settled before; where the
model gives nothing that can be shown, the quoting answer stands.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import NamedTuple

from langchain_core.messages import BaseMessage
from sqlalchemy.exc import SQLAlchemyError

from assistant.answer import Note, Statement
from assistant.evidence.evidence import Evidence
from assistant.evidence.selection import reranked
from assistant.understanding.question import Question
from assistant.writing.chat_model import TOOLS, ChatModel, open_chat_model
from assistant.writing.checked import Checked, check
from assistant.writing.notes import closed_note, fallback_note, replaced_note
from assistant.writing.numbered import Sent, number_evidence
from assistant.writing.prompt import LEAST_ASKED, MOST, messages_for
from assistant.writing.record import WrittenRecord
from assistant.writing.reply import Draft, HalfReply, UnusableReply, drafts_of, drafts_so_far
from assistant.writing.stream import Failure, Limits, ReplyFailed, stream_reply
from corpus.paper import Role
from corpus.settings import Settings
from corpus.workbench import Workbench, WorkbenchError

log = logging.getLogger(__name__)
BY_QUOTATION = "quote"


class Written(NamedTuple):
    """``model`` is the name of the chat model, or "quote" where the answer is the quoting one after all."""

    statements: list[Statement]
    notes: list[Note]
    model: str


@dataclass(frozen=True, slots=True)
class Writer:
    """``on_statement`` is given each statement as it passes; what ``write`` returns is the whole, and may differ."""

    chat: ChatModel
    settings: Settings
    record: WrittenRecord
    on_statement: Callable[[Statement], None] = lambda _: None

    def write(
        self,
        question: Question,
        role: Role,
        quoted: Sequence[Statement],
        notes: Sequence[Note],
        evidence: Sequence[Evidence],
        shared: Sequence[Evidence] = (),
    ) -> Written:
        """Writes what the quoting answer quotes from ``evidence``, or from ``shared`` where it sets papers side by
        side; ``notes`` go with it either way. Nothing that the model or its server does is raised.
        """
        if not quoted:
            return Written([], list(notes), BY_QUOTATION)
        ranked = [reranked(question, part) for part in (shared, evidence) if part]
        sent = number_evidence(quoted, ranked, self.may_see_exempt)
        try:
            if not sent.evidence:
                raise ReplyFailed(Failure.KEPT_BACK)
            checked = Attempt(self, question, role, sent).run()
        except ReplyFailed as error:
            log.warning("The chat model %s gave no answer: %s.", self.chat.name, error.failure)
            return Written(list(quoted), [*notes, fallback_note(error.failure)], BY_QUOTATION)
        statements = composed(sent, checked, needed_of(quoted, ranked[0][0], bool(shared)))
        return Written(statements, [*notes, *notes_on_writing(sent, checked)], self.chat.name)

    @property
    def may_see_exempt(self) -> bool:
        allowed = self.settings.model_reads_exempt
        return self.chat.is_on_this_machine if allowed is None else allowed


def open_writer(settings: Settings) -> Writer | None:
    """The writer of SCRUTINY_MODEL, None where that is unset. Raises ChatModelError."""
    if not settings.model:
        return None
    record = WrittenRecord(Workbench(settings.workbench_file), settings.words_days)
    return Writer(open_chat_model(settings), settings, record)


class Attempt:
    """One question put to the model, in each form in turn until it takes one; on record from before it is sent."""

    def __init__(self, writer: Writer, question: Question, role: Role, sent: Sent) -> None:
        self.writer, self.question, self.role, self.sent = writer, question, role, sent
        self.evidence = {item.number: item for item in sent.evidence}
        self.most = most_asked(sent)
        self.reply = ""
        self.checked: list[Checked] = []

    def run(self) -> list[Checked]:
        """The statements checked, of which one at least has passed. Raises ReplyFailed."""
        limits = Limits(self.writer.settings.model_first_seconds, self.writer.settings.model_seconds, time.monotonic())
        forms = self.writer.chat.forms
        for form in forms:
            try:
                return self.ask(form, limits)
            except ReplyFailed as error:
                if form == forms[-1] or not error.may_suit_text:
                    raise
        raise ReplyFailed(Failure.UNUSABLE)

    def ask(self, form: str, limits: Limits) -> list[Checked]:
        messages = messages_for(self.question, list(self.evidence.values()), self.most, shows_form=form != TOOLS)
        row = self.keep_sent(messages)
        outcome = "written"
        try:
            with closing(self.drafts(form, messages, limits)) as drafts:
                for draft in drafts:
                    self.take(draft)
                    if is_enough(self.sent, self.checked, self.most):
                        break
            if not self.checked:
                raise ReplyFailed(Failure.EMPTY)
            if not any(checked.passed for checked in self.checked):
                raise ReplyFailed(Failure.NOTHING_HELD)
        except ReplyFailed as error:
            outcome = str(error.failure)
            raise
        finally:
            self.keep_outcome(row, outcome, time.monotonic() - limits.started)
        return self.checked

    def drafts(self, form: str, messages: Sequence[BaseMessage], limits: Limits) -> Generator[Draft, None, None]:
        """Each statement once, as soon as it is whole."""
        given: list[Draft] = []
        try:
            model = self.writer.chat.asked_by(form)
        except NotImplementedError as error:
            raise ReplyFailed(Failure.UNUSABLE, may_suit_text=True) from error
        with closing(stream_reply(model, messages, limits)) as replies:
            for self.reply in replies:
                for draft in drafts_so_far(self.reply)[len(given) :]:
                    given.append(draft)
                    yield draft
                if len(given) >= 2 * self.most:  # a model that does not end
                    return
        try:
            yield from drafts_of(self.reply)[len(given) :]
        except HalfReply as error:
            raise ReplyFailed(Failure.BROKEN_OFF) from error
        except UnusableReply as error:
            raise ReplyFailed(failed_reply(self.reply)) from error

    def take(self, draft: Draft) -> None:
        said = {checked.draft.text for checked in self.checked}
        if draft.text in said:
            return
        checked = check(draft, self.evidence)
        self.checked.append(checked)
        for statement in checked.shown:
            self.writer.on_statement(statement)

    def keep_sent(self, messages: Sequence[BaseMessage]) -> int:
        try:
            return self.writer.record.begin(
                self.role, self.writer.chat.name, self.question.text, messages, list(self.evidence.values())
            )
        except (WorkbenchError, SQLAlchemyError) as error:
            # nothing is sent that is not on record
            raise ReplyFailed(Failure.NOT_KEPT) from error

    def keep_outcome(self, row: int, outcome: str, seconds: float) -> None:
        try:
            self.writer.record.end(row, self.reply, self.checked, outcome, round(seconds, 3))
        except (WorkbenchError, SQLAlchemyError) as error:
            raise ReplyFailed(Failure.NOT_KEPT) from error


def most_asked(sent: Sent) -> int:
    """How many statements are asked for: one more than the quoting answer has sentences."""
    return min(MOST, max(LEAST_ASKED, 1 + sum(sentences_wanted(sent).values())))


def sentences_wanted(sent: Sent) -> dict[int, int]:
    return {item.number: max(1, len(item.cited.sentences)) for item in sent.evidence if item.number in sent.wanted}


def is_enough(sent: Sent, checked: Sequence[Checked], most: int) -> bool:
    """Whether a model need not be heard further: as many statements have passed as were asked for, or as many as the
    quoting answer has sentences, which between them cite each of its quotations."""
    passed = [statement for one in checked if one.passed for statement in one.shown]
    if len(passed) >= most:
        return True
    cited = {citation for statement in passed for citation in statement.citations}
    wanted = sentences_wanted(sent)
    quoted = (item.quotation for item in sent.evidence if item.number in wanted)
    return len(passed) >= sum(wanted.values()) > 0 and all(cited.issuperset(q.citations) for q in quoted)


REFUSAL = re.compile(
    r"^\W*(i['’]?m (very )?sorry|i (can|could|must|will|do)( ?not|n['’]t)|sorry\b|unfortunately)", re.I
)


def failed_reply(reply: str) -> Failure:
    if not reply.strip():
        return Failure.EMPTY
    return Failure.REFUSED if REFUSAL.match(reply) else Failure.UNUSABLE


def composed(sent: Sent, checked: Sequence[Checked], needed: Sequence[Statement]) -> list[Statement]:
    """First each quotation of ``needed`` that nothing cites: a statement can be true and miss the question. Then what
    passed, in the model's order, what stands in for the rest, and what the model was not shown."""
    passed = [statement for one in checked if one.passed for statement in one.shown]
    in_place = [statement for one in checked if not one.passed for statement in one.shown]
    cited = {citation for statement in passed for citation in statement.citations}
    missed = [quotation for quotation in needed if not cited.issuperset(quotation.citations)]
    statements = {statement.text: statement for statement in (*missed, *passed)}
    cited.update(citation for quotation in missed for citation in quotation.citations)
    for quotation in (*in_place, *sent.closed, *sent.kept_back):
        if not cited.issuperset(quotation.citations):
            statements.setdefault(quotation.text, quotation)
            cited.update(quotation.citations)
    return list(statements.values())


def notes_on_writing(sent: Sent, checked: Sequence[Checked]) -> list[Note]:
    replaced = sum(not one.passed for one in checked)
    notes = [replaced_note(replaced, len(checked))] if replaced else []
    return [*notes, closed_note()] if sent.closed else notes


def needed_of(quoted: Sequence[Statement], best: Evidence, of_each_paper: bool) -> list[Statement]:
    """What a written answer may not leave out: the best quotation; of a comparison, the first of each paper."""
    if of_each_paper:
        return list({statement.citations[0].paper: statement for statement in reversed(quoted)}.values())[::-1]
    holding = (s for s in quoted if best.text in s.text and s.citations[0].passage == best.passage.key)
    return [next(holding, quoted[0])]
