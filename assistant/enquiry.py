"""A question with all that its answer goes by: how it is understood, the papers it is asked of, what is found there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.answer import Note
from assistant.evidence.evidence import Evidence, find_evidence
from assistant.evidence.focus import IN_PERIOD, of_year, one_period_weight, paper_after, paper_before, year_turned_to
from assistant.evidence.gate import names_asked, names_unmet
from assistant.evidence.rerank import rerank
from assistant.evidence.retrieve import PassageRetriever, authorities_of
from assistant.looked import Looked
from assistant.lookups.judgements import ASSUMES, Judged, look_up
from assistant.lookups.lists import Listed, find_list
from assistant.quoting.notes import missing_note, nothing_of
from assistant.quoting.spread import of_the_service
from assistant.understanding.periods import Period
from assistant.understanding.question import Question, understand
from assistant.understanding.scene import inspection_told
from assistant.understanding.spelling import mend_question
from assistant.understanding.subject import subject_of
from assistant.writing.writer import Writer
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.paper import INSPECTIONS
from corpus.scope import Scope

READ = 1000  # characters of a question, from either end: more than that is looked through word by word for nothing


@dataclass(frozen=True)
class Enquiry:
    """``text`` is the question in full, ``papers`` those within ``scope``, the oldest first; ``councils`` are all that
    the reader may read papers on. ``year`` is the one that a follow-up turns to, and ``missing`` says why the papers
    cannot answer, where that is plain before any search. With a ``writer`` a chat model words what is quoted.

    What several cases look at is found when the first of them does, and once.
    """

    corpus: Corpus
    text: str
    question: Question
    councils: Sequence[str]
    papers: Sequence[HeldPaper]
    scope: Scope
    year: Period | None
    missing: Note | None
    writer: Writer | None = None

    @property
    def is_cut(self) -> bool:
        return self.question.text != self.text

    @cached_property
    def judged(self) -> Judged:
        return look_up(self.corpus.catalogue, self.question, self.papers)

    @cached_property
    def listed(self) -> Listed:
        return find_list(self.corpus.catalogue, self.question, self.papers)

    @property
    def gap(self) -> Note | None:
        """Why the papers cannot answer: nothing is held of the council, the kind of paper or the time asked about."""
        return self.missing or (Note(kind="coverage", text=self.judged.gap) if self.judged.gap else None)

    @cached_property
    def is_in_register(self) -> bool:
        """Whether the judgements answer: not why one was made, nor one of somebody whom no paper names."""
        if not self.judged.rows or ASSUMES.search(self.question.text):
            return False
        return not names_asked(self.question) or not names_unmet(self.question, self.nearest)

    @property
    def retriever(self) -> PassageRetriever:
        return PassageRetriever(corpus=self.corpus, scope=self.scope)

    @cached_property
    def nearest(self) -> list[Evidence]:
        """The sentences of the passages that the search finds, as it ranks them."""
        return find_evidence(self.corpus, self.question, self.retriever.find(self.question, self.papers))

    @cached_property
    def evidence(self) -> list[Evidence]:
        """The same in the order of the cross-encoder, but where the answer is made of no sentence of theirs: to read
        them takes longer than all else."""
        if self.gap or self.listed.items or self.is_in_register:
            return self.nearest
        return rerank(self.corpus, self.question, self.nearest)

    def find(self) -> list[Evidence]:
        """``evidence``, for what may do without: a search takes longer than any lookup."""
        return self.evidence

    def looked(self) -> Looked:
        return Looked(self.question, self.papers, self.evidence, bool(self.gap))


def enquire(
    corpus: Corpus,
    text: str,
    *,
    reader: Scope,
    earlier: Sequence[str] = (),
    authority: str | None = None,
    writer: Writer | None = None,
) -> Enquiry:
    """Understands a question, by the earlier ones and the reader's own authority, and narrows the papers of the reader
    to those that it is asked of: of its council, and then of the inspection before, or of the year, that it turns to.
    """
    readable = corpus.catalogue.papers(reader)
    councils = authorities_of(readable)
    read, *before = (ends_of(said) for said in (text, *earlier))
    question = understand(read, held=councils, earlier=before, authority=authority)
    question = mend_question(question, corpus.catalogue, readable)
    scope = replace(reader, authorities=frozenset(question.authorities))
    papers = corpus.catalogue.papers(scope) if scope != reader else readable
    if stepped_to := paper_before(question, papers) or paper_after(question, papers):
        papers, scope = [stepped_to], replace(scope, papers=frozenset({stepped_to.id}))
    missing = missing_note(question, papers, readable)
    if question.after is not None and not stepped_to:
        missing = missing or Note(kind="coverage", text="No inspection after that one is held.")
    year = None if missing else year_turned_to(question)
    if year and not year.is_whole_year and not of_year(question, year, of_the_service(question, papers)):
        year = None  # the year has papers of other months, perhaps
    if year:
        own = of_the_service(question, papers)
        spoken = of_year(question, year, own)
        missing = None if spoken else nothing_of(year.year, own)
        papers, scope = spoken or papers, replace(scope, papers=frozenset(paper.id for paper in spoken))
        subject = subject_of(question)  # not how the turn before asked for it
        question = replace(question, topic=subject, search=subject)
    elif not missing and (inspections := inspections_told(question, papers)):
        papers, scope = inspections, replace(scope, papers=frozenset(paper.id for paper in inspections))
    return Enquiry(corpus, text, question, councils, papers, scope, year, missing, writer)


def inspections_told(question: Question, papers: Sequence[HeldPaper]) -> list[HeldPaper]:
    """The inspections of the time at which a question says, before it asks, that inspectors came; empty where it says
    no such thing or none is held."""
    period = inspection_told(question.text)
    if period is None:
        return []
    held = [p for p in of_the_service(question, papers) if p.facts.kind in INSPECTIONS and p.said]
    return [p for p in held if one_period_weight(period, p) >= IN_PERIOD]


def ends_of(text: str) -> str:
    """A question, without the middle of one that is longer than anybody asks: a letter pasted in, say."""
    return text if len(text) <= 2 * READ else f"{text[:READ].rpartition(' ')[0]} {text[-READ:].partition(' ')[2]}"
