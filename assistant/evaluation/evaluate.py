"""Asks every line of a question file and says how the answers did."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.answer import Answer
from assistant.ask import ask
from assistant.closed_passage.closed import ask_closed
from assistant.evaluation.faults import find_fault
from assistant.evaluation.figures import figures as figures
from assistant.evaluation.marks import Marked as Marked
from assistant.evaluation.questions import QuestionLine
from assistant.looked import Looked
from assistant.writing.writer import Writer
from corpus.corpus import Corpus
from corpus.paper import Role
from corpus.scope import Scope


def evaluate(
    corpus: Corpus,
    lines: Iterable[QuestionLine],
    role: Role = Role.PUBLIC,
    on_answer: Callable[[Answer], None] = lambda _: None,
    writer: Writer | None = None,
) -> list[Marked]:
    """Answers each line; ``on_answer`` is given each answer as it is ready."""
    readable = corpus.catalogue.papers(Scope(role))
    marked = []
    for line in lines:
        looked: list[Looked] = []
        answer = answer_line(corpus, line, role, looked.append, writer)
        on_answer(answer)
        quotes, wrong = check_quotes(corpus, answer, role)
        fault = find_fault(line, answer, looked, readable)
        marked.append(Marked(line, answer, quotes, wrong, fault))
    return marked


def answer_line(
    corpus: Corpus,
    line: QuestionLine,
    role: Role,
    watch: Callable[[Looked], None] = lambda _: None,
    writer: Writer | None = None,
) -> Answer:
    if line.sentences is not None:
        answer = ask_closed(corpus, line.asked, line.title or "", line.sentences)
    else:
        answer = ask(
            corpus, line.asked, earlier=line.earlier, authority=line.scope, watch=watch, role=role, writer=writer
        )
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
            paper = papers[citation.paper]
            # a workbook or an archive has parts and no pages to cite
            numbers = [citation.page] if citation.page else range(1, paper.pages + 1)
            pages = [corpus.catalogue.page(paper, number) for number in numbers]
            wrong += not any(page and citation.quote in page.text for page in pages)
    return total, wrong
