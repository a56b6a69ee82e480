"""Why this answer: what was understood, what was searched, what was kept of what was found, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Standing
from assistant.ask import ask
from assistant.evidence.evidence import Evidence
from assistant.evidence.gate import is_enough
from assistant.looked import Looked
from assistant.quoting.quoted import Quoted, as_statement
from assistant.understanding.periods import Period
from assistant.understanding.question import Question
from assistant.understanding.wants import Wants
from corpus.context import KIND_NAMES
from corpus.corpus import Corpus
from corpus.dates import range_in_words
from corpus.reader import Reader

MOST_LEFT_OUT = 5
WANTED = {
    Wants.NUMBER: "a number", Wants.SHARE: "a share", Wants.MONEY: "an amount of money", Wants.DATE: "a date",
    Wants.PERSON: "a person", Wants.NAME: "a name", Wants.GRADE: "a grade", Wants.LIST: "a list",
    Wants.CHANGE: "what changed", Wants.OUTCOME: "what came of it", Wants.TEXT: "what is said of it",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sentence that was found and not shown, with the paper and page that it is from, and why."""

    text: str
    source: str
    why: str


@dataclass(frozen=True, slots=True)
class Explained:
    """Plain lines; ``understood`` and ``searched`` are pairs of what and how."""

    understood: tuple[tuple[str, str], ...]
    searched: tuple[tuple[str, str], ...]
    kept: str
    left_out: tuple[LeftOut, ...]


def explain(corpus: Corpus, answer: Answer, earlier: Sequence[str], authority: str | None, reader: Reader) -> Explained:
    """Goes the way of the question again, with the papers as they are now and the rights of the reader."""
    seen: list[Looked] = []
    ask(
        corpus,
        answer.question,
        earlier=earlier,
        authority=authority,
        watch=seen.append,
        role=reader.role,
        named=reader.named,
    )
    first = seen[0]
    evidence = [] if answer.standing in (Standing.REFUSED, Standing.NEEDS_DETAIL) else first.evidence
    return Explained(
        understood(first.question),
        searched(answer, len({e.passage.key for e in evidence}), len(evidence)),
        kept(answer),
        left_out(answer, first.question, evidence),
    )


def period_in_words(period: Period) -> str:
    """ "2023", "June 2023", or "April 2023 to March 2024" for a financial year."""
    if period.is_whole_year:
        return str(period.year)
    first = f"{period.year}-{period.first_month:02}"
    return range_in_words(first, f"{period.last_year or period.year}-{period.last_month:02}")


def understood(question: Question) -> tuple[tuple[str, str], ...]:
    """What the question was read as: pairs of what is told, and how it was understood."""
    lines = [("The question, as it was read", question.search)]
    lines.append(("Council", ", ".join(question.authorities) or "none named: all that are held"))
    periods = [period_in_words(period) for period in question.periods]
    if periods or question.latest:
        lines.append(("Time", ", ".join(periods) or "the latest"))
    if question.kinds:
        lines.append(("Kind of paper", ", ".join(sorted(KIND_NAMES[kind] for kind in question.kinds))))
    if names := [f"{term.found} ({', '.join(term.others)})" for term in question.terms if term.others]:
        lines.append(("Also looked for under other names", "; ".join(names)))
    lines.append(("What would answer it", ", ".join(WANTED[want] for want in sorted(question.wants))))
    return tuple(lines)


def searched(answer: Answer, passages: int, sentences: int) -> tuple[tuple[str, str], ...]:
    found = answer.searched
    filters = "; ".join(f"{name}: {', '.join([v] if isinstance(v, str) else v)}" for name, v in found.filters.items())
    lines = [("Papers", f"{found.papers:,}"), ("Passages in them", f"{found.passages:,}")]
    if filters:
        lines.append(("Kept to", filters))
    if sentences:
        lines.append(("Looked at closely", f"{sentences:,} sentences of {passages:,} passages"))
    return tuple(lines)


def kept(answer: Answer) -> str:
    if not answer.statements:
        return "Nothing was kept: no sentence found says enough to answer the question."
    papers = {citation.paper for statement in answer.statements for citation in statement.citations}
    register = sum(statement.kind == "register" for statement in answer.statements)
    how = "looked up in the register of judgements" if register == len(answer.statements) else "quoted word for word"
    said = "1 statement" if len(answer.statements) == 1 else f"{len(answer.statements)} statements"
    of = "1 paper" if len(papers) == 1 else f"{len(papers)} papers"
    return f"{said} from {of}, {how}."


def left_out(answer: Answer, question: Question, evidence: Sequence[Evidence]) -> tuple[LeftOut, ...]:
    """The strongest sentences that are not in the answer."""
    shown = " ".join(part for s in answer.statements for part in (s.text, *(c.quote for c in s.citations)))
    enough = is_enough(question, evidence)
    rest = [e for e in evidence if e.text not in shown][:MOST_LEFT_OUT]
    why = "fits the question less well than what is shown" if enough else "comes near it, and does not answer it"
    return tuple(LeftOut(e.text, source_of(e), why) for e in rest)


def source_of(e: Evidence) -> str:
    citation = as_statement([Quoted(e.passage, e.sentence)]).citations[0]
    return f"{citation.title}, page {citation.page}" if citation.page else citation.title
