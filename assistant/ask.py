"""From a question to an answer made of cited statements: the whole way on one screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from assistant.answer import Answer, Note, Searched, Standing, Statement
from assistant.cases import Settled, settle
from assistant.enquiry import READ, Enquiry, enquire
from assistant.looked import Looked
from assistant.quoting.notes import notes_on
from assistant.quoting.quoted import Quoted, as_statement
from assistant.quoting.row import by_cell
from assistant.writing.writer import Writer
from corpus.corpus import Corpus
from corpus.paper import Role
from corpus.scope import Scope

CLOSEST = 2  # sentences shown, as such, when the papers do not say


def ask(
    corpus: Corpus,
    text: str,
    *,
    earlier: Sequence[str] = (),
    authority: str | None = None,
    watch: Callable[[Looked], None] | None = None,
    role: Role = Role.PUBLIC,
    writer: Writer | None = None,
    named: frozenset[str] = frozenset(),
) -> Answer:
    """Answers a question from the papers that the role may read, and those that its reader was named for.

    ``earlier`` are the questions before it in the conversation, the oldest first; ``authority`` is the reader's own.
    ``watch`` is told what was looked at, for which the passages are searched even where the answer needs no search.
    With a ``writer`` a chat model writes what would else be quoted; all that is decided here is decided without it.
    """
    started = time.perf_counter()
    # half a surrogate pair, which JSON and a shell can bring, can be neither embedded nor printed
    text, *earlier = (said.encode(errors="replace").decode() for said in (text, *earlier))
    reader = Scope(role, named=named)
    enquiry = enquire(corpus, text, reader=reader, earlier=earlier, authority=authority, writer=writer)
    settled = settle(enquiry)
    answer = Answer(
        question=text,
        standing=settled.standing,
        lead=settled.lead,
        statements=[by_cell(statement) for statement in settled.statements],
        notes=[*settled.notes, *notes_beside(enquiry, settled)],
        closest=[by_cell(statement) for statement in closest(enquiry, settled)],
        searched=Searched(
            papers=len(enquiry.papers),
            passages=corpus.catalogue.count_passages(enquiry.papers),
            filters=enquiry.scope.as_filters(),
        ),
        model=settled.model,
        seconds=round(time.perf_counter() - started, 4),
    )
    if watch:
        for looked in (enquiry.looked(), *settled.looked):
            watch(looked)
    return answer


def notes_beside(enquiry: Enquiry, settled: Settled) -> list[Note]:
    """What a reader must know of any answer, whatever the case."""
    text = f"Of this long question the first and last {READ:,} letters count."
    cut = [Note(kind="coverage", text=text)] if enquiry.is_cut else []
    return [*cut, *notes_on(enquiry.question, settled.statements, enquiry.papers)]


def closest(enquiry: Enquiry, settled: Settled) -> list[Statement]:
    """The nearest sentences to a question that was taken up and got no statement."""
    if settled.statements or settled.standing in (Standing.REFUSED, Standing.NEEDS_DETAIL):
        return []
    return [as_statement([Quoted(e.passage, e.sentence)]) for e in enquiry.evidence[:CLOSEST]]
