"""The questions that the weights are fitted on, each with the evidence that is found for it.

Those of the trial sets are learnt from and measured on; our own (councillor_questions.py) and those made by rule are
learnt from alone. The cross-encoder has learnt from most of these very questions, so each is read here by one that has
seen no question on its council: adapt_cross_encoder.py writes both with --without. Those of our own that came after it
are read by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from assistant.cases import cases, quotations
from assistant.enquiry import enquire
from assistant.evaluation.questions import QuestionLine
from assistant.evidence.evidence import Evidence
from assistant.evidence.rerank import in_order, rerank
from assistant.understanding.question import Question
from corpus.corpus import Corpus
from corpus.cross_encoder import SentenceReader
from corpus.minilm_cross_encoder import MiniLMCrossEncoder
from corpus.paper import Role
from corpus.scope import Scope
from tests.evaluation.councillor_questions import TRIAL, half_of, own_lines, papers_of, trial_lines, unlearnt_lines
from tests.evaluation.made_questions import made_questions

READERS = ("without-0.safetensors", "without-1.safetensors")  # in the folder of the homes


@dataclass(frozen=True)
class Row:
    """A question that reaches the gate, with its evidence."""

    set: str
    line: QuestionLine
    question: Question
    evidence: list[Evidence]


class UnseenReader(SentenceReader):
    """A cross-encoder that has learnt from no question on a half of the councils."""

    def __init__(self, learnt: Path) -> None:
        super().__init__()
        if not learnt.is_file():
            raise SystemExit(f"{learnt} is missing: python -m tests.evaluation.adapt_cross_encoder writes it.")
        self._reader = MiniLMCrossEncoder(learnt)

    def load(self) -> MiniLMCrossEncoder:
        return self._reader


@dataclass
class GateRows:
    """``work`` holds the homes and the two cross-encoders, ``shared`` the trial papers and sets."""

    work: Path
    shared: Path

    def __post_init__(self) -> None:
        self.readers: dict[int, UnseenReader] = {}
        self.corpora: dict[str, Corpus] = {}

    def of_trial(self) -> list[Row]:
        return self.rows((name, name, line) for name in TRIAL for line in trial_lines(name, self.shared))

    def of_own(self) -> list[Row]:
        return self.rows((name, "own", line) for name, line in own_lines() if line.answerable is not None)

    def unlearnt(self) -> list[Row]:
        """Our own that have an answer and that the packaged cross-encoder has not learnt from, as it reads them."""
        return self.rows(((name, name, line) for name, line in unlearnt_lines() if line.answerable), by_packaged=True)

    def made(self) -> list[Row]:
        made = made_questions(self.corpus("ofsted_dev"))
        return self.rows(
            ("ofsted_dev", "made", QuestionLine(
                id=f"made-{number}", kind=one.sort, question=one.text, answerable=one.answerable, scope=one.authority
            ))
            for number, one in enumerate(made)
        )  # fmt: skip

    def rows(self, lines: Iterable[tuple[str, str, QuestionLine]], *, by_packaged: bool = False) -> list[Row]:
        found = (self.row(papers, name, line, by_packaged) for papers, name, line in lines)
        return [row for row in found if row]

    def row(self, papers: str, name: str, line: QuestionLine, by_packaged: bool) -> Row | None:
        """None where a case before that of quotations settles the question, so that no gate is asked."""
        corpus, reader = self.corpus(papers), Scope(Role.PUBLIC)
        enquiry = enquire(corpus, line.asked, reader=reader, earlier=line.earlier, authority=line.scope)
        if any(case(enquiry) for case in takewhile(lambda case: case is not quotations, cases())):
            return None
        council = line.scope or " ".join(enquiry.question.authorities)
        unseen = corpus if by_packaged else replace(corpus, cross_encoder=self.reader(half_of(papers, council)))
        return Row(name, line, enquiry.question, rerank(unseen, enquiry.question, enquiry.nearest))

    def reader(self, half: int) -> UnseenReader:
        if half not in self.readers:
            self.readers[half] = UnseenReader(self.work / READERS[half])
        return self.readers[half]

    def corpus(self, papers: str) -> Corpus:
        if papers not in self.corpora:
            self.corpora[papers] = papers_of(papers, self.work, self.shared)
        return self.corpora[papers]


def rescored(row: Row) -> Row:
    return Row(row.set, row.line, row.question, in_order(row.evidence))
