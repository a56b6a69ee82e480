"""Asks every line of a question file and says how the answers did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from assistant.answer import Answer
from assistant.ask import ask
from assistant.closed import ask_closed
from assistant.questions import REFUSALS, QuestionLine
from assistant.writing.writer import Writer
from corpus.corpus import Corpus
from corpus.paper import Role
from corpus.scope import Scope


@dataclass(frozen=True, slots=True)
class Marked:
    """A question, its answer, and how it compares; ``right`` is None where nothing is expected."""

    line: QuestionLine
    answer: Answer
    right: bool | None
    recall: float | None
    quotes: int
    quotes_not_verbatim: int

    @property
    def refused(self) -> bool:
        return self.answer.standing in REFUSALS


def evaluate(
    corpus: Corpus,
    lines: Iterable[QuestionLine],
    role: Role = Role.PUBLIC,
    on_answer: Callable[[Answer], None] = lambda _: None,
    writer: Writer | None = None,
) -> list[Marked]:
    """Answers each line; ``on_answer`` is given each answer as it is ready."""
    marked = []
    for line in lines:
        answer = answer_line(corpus, line, role, writer)
        on_answer(answer)
        quotes, wrong = check_quotes(corpus, answer, role)
        is_expected = line.answerable is not None and line.sentences is None
        right = line.is_right(answer) if is_expected else None
        recall = line.page_recall(answer) if line.answerable else None
        marked.append(Marked(line, answer, right, recall, quotes, wrong))
    return marked


def answer_line(corpus: Corpus, line: QuestionLine, role: Role, writer: Writer | None = None) -> Answer:
    if line.sentences is not None:
        answer = ask_closed(corpus, line.asked, line.title or "", line.sentences)
    else:
        answer = ask(corpus, line.asked, earlier=line.earlier, authority=line.scope, role=role, writer=writer)
    return answer.model_copy(update={"id": line.id})


def check_quotes(corpus: Corpus, answer: Answer, role: Role) -> tuple[int, int]:
    """How many quotations an answer has, and how many do not stand word for word on the page they name."""
    papers = {paper.id: paper for paper in corpus.catalogue.papers(Scope(role))}
    total = wrong = 0
    for statement in answer.statements:
        for citation in statement.citations:
            if citation.paper not in papers:  # a closed passage is in no paper
                continue
            total += 1
            page = corpus.catalogue.page(papers[citation.paper], citation.page or 1)
            wrong += page is None or citation.quote not in page.text
    return total, wrong


def figures(marked: Sequence[Marked]) -> dict[str, Any]:
    """Shares from 0 to 1, counts, and seconds; None for what the questions give no means to tell."""
    answerable = [m for m in marked if m.line.answerable]
    unanswerable = [m for m in marked if m.line.answerable is False]
    seconds = [m.answer.seconds for m in marked]
    kinds: dict[str, list[bool]] = defaultdict(list)
    for m in marked:
        if m.right is not None:
            kinds[m.line.kind].append(m.right)
    return {
        "questions": len(marked),
        "answered_right": share(m.right for m in answerable),
        "refused_right": share(m.refused if m.right is None else m.right for m in unanswerable),
        "false_refusals": share(m.refused for m in answerable),
        "page_recall": share(m.recall for m in answerable),
        "quotes": sum(m.quotes for m in marked),
        "quotes_not_verbatim": sum(m.quotes_not_verbatim for m in marked),
        "seconds_median": round(median(seconds), 3) if seconds else None,
        "seconds_95": round(quantiles(seconds, n=20)[-1], 3) if len(seconds) > 1 else None,
        "right_by_kind": {kind: share(right) for kind, right in sorted(kinds.items())},
    }


def share(values: Iterable[float | None]) -> float | None:
    known = [float(value) for value in values if value is not None]
    return round(sum(known) / len(known), 3) if known else None
