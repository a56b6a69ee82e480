"""False premises: what a question takes for granted and the papers contradict, corrected before it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Note, Statement
from assistant.evidence.evidence import Asked, asked_of
from assistant.evidence.focus import SOON_AFTER, in_focus, period_weight
from assistant.lookups.judgements import judgement_statements
from assistant.premises.attributed import (
    Otherwise,
    wrong_day,
    wrong_demand,
    wrong_doer,
    wrong_office,
    wrong_speaker,
    wrong_theme,
)
from assistant.premises.contrary import (
    TURNS,
    Line,
    find_contrary,
    find_denial,
    find_done,
    find_loss_denied,
    lines_of,
)
from assistant.premises.figured import wrong_figure
from assistant.premises.misgraded import find_misgraded, has_grade, lost_grade
from assistant.premises.often import wrong_frequency
from assistant.premises.outcome import wrong_outcome
from assistant.premises.polarity import DENIES
from assistant.premises.presupposed import Assumed, presupposed
from assistant.premises.refused import find_accepted, refuses
from assistant.premises.told_grade import (
    find_loss_in_text,
    find_misgraded_in_text,
    find_misgraded_now,
    find_rating_kept,
)
from assistant.quoting.quoted import Quoted, as_statement
from assistant.understanding.periods import AFTER_YEAR, Span
from assistant.understanding.question import DATED, Question
from assistant.understanding.terms import terms_in
from corpus.context import kind_name, when
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.paper import Voice

NOTE = Note(kind="premise", text="The question takes something for granted that the papers held contradict.")


@dataclass(frozen=True, slots=True)
class Premise:
    """A correction: a line that leads, the statements that bear it out, and whether the rest can still be answered."""

    lead: str
    statements: tuple[Statement, ...]
    note: Note
    goes_on: bool = False


def find_premise(corpus: Corpus, question: Question, papers: Sequence[HeldPaper]) -> Premise | None:
    """What the question takes for granted and the papers contradict; None for nearly every question."""
    taken = presupposed(question, question.authorities)
    catalogue, councils = corpus.catalogue, {paper.facts.authority for paper in papers}
    misgraded = find_misgraded(catalogue, question, taken, papers)
    if misgraded is None and len(councils) == 1:
        misgraded = wrong_outcome(catalogue, question, taken, papers)
    if misgraded:
        return Premise(misgraded.said, tuple(judgement_statements(catalogue, misgraded.rows)), NOTE)
    if len(councils) != 1:
        return None
    check = PremiseCheck(corpus, question, papers)
    if otherwise := check.otherwise(taken):
        return as_premise(otherwise)
    graded = [part for part in taken if has_grade(part)]
    unregistered = bool(graded and question.periods) and not check.is_registered()
    if unregistered:
        of_time = check.of_time(question)
        later = [paper for paper in papers if of_time and paper.said >= min(one.said for one in of_time)]
        lines, since = check.lines(of_time), check.lines(later)
        if found := find_misgraded_in_text(graded, lines) or find_loss_in_text(graded, lines, since):
            return as_premise(Otherwise((found[1],), found[0]))
    if graded and not question.periods and not check.is_graded():
        latest_first = sorted(papers, key=lambda paper: paper.said, reverse=True)
        if found := find_misgraded_now(graded, [check.lines([paper]) for paper in latest_first]):
            return as_premise(Otherwise((found[1],), found[0]))
    for part in taken:
        lines = check.lines(check.scope(part))
        decided = check.lines(check.of_any_kind()) if refuses(part) else []
        if kept := find_rating_kept(part, lines) or find_accepted(part, check.asked_without_time, decided):
            return as_premise(Otherwise(tuple(kept), contrary_lead(kept, counts=False)))
        # of a rating that was lost, what is well or ill done beside it says nothing
        if part.subject and not lost_grade(part) and (quoted := check.contrary(part)):
            return as_premise(Otherwise(tuple(quoted), contrary_lead(quoted, counts=part.counts)))
    return None


def as_premise(otherwise: Otherwise) -> Premise:
    statements = tuple(as_statement([item]) for item in otherwise.quoted)
    return Premise(otherwise.said, statements, NOTE, otherwise.goes_on)


def contrary_lead(quoted: Sequence[Quoted], *, counts: bool) -> str:
    facts = quoted[0].passage.paper.facts
    named = when(facts)
    of = f"the {kind_name(facts)}{' of' if facts.inspected_to else ','} {named}" if named else f"“{facts.title}”"
    if counts:
        return f"The papers say that there were none: {of}."
    who = "council says" if quoted[0].passage.voice_of(quoted[0].sentence) is Voice.COUNCIL else "papers say"
    return f"The {who} otherwise: {of}."


class PremiseCheck:
    """Reads the papers that a question is about, once, for all that it takes for granted."""

    def __init__(self, corpus: Corpus, question: Question, papers: Sequence[HeldPaper]) -> None:
        self.corpus, self.question, self.papers = corpus, question, papers
        self._lines: dict[str, list[Line]] = {}

    def lines(self, papers: Sequence[HeldPaper]) -> list[Line]:
        for paper in papers:
            if paper.id not in self._lines:
                self._lines[paper.id] = lines_of(self.corpus.catalogue.passages_of(paper))
        return [line for paper in papers for line in self._lines[paper.id]]

    def asked(self, words: str) -> Asked:
        return asked_of(self.corpus, replace(self.question, topic=words, terms=tuple(terms_in(words))))

    def asked_without_time(self, words: str) -> Asked:
        return self.asked(DATED.sub(" ", words))

    def is_registered(self) -> bool:
        """Whether the register holds judgements of the papers that the question is about.

        One whose grade could not be read counts: a paper that leaves its grade unclear corrects nobody.
        """
        return bool(self.corpus.catalogue.judgements(in_focus(self.question, self.papers)))

    def is_graded(self) -> bool:
        """Whether it holds a grade of any paper, read or not: of a visit that carries none it holds a line as well."""
        return any(judged.grade or judged.not_read for _, judged in self.corpus.catalogue.judgements(self.papers))

    def of_time(self, question: Question) -> list[HeldPaper]:
        """The papers of the time that a question names, or those that came out soon after it."""
        near = [paper for paper in self.papers if period_weight(question.periods, paper) >= SOON_AFTER]
        return in_focus(question, self.papers) or near

    def of_any_kind(self) -> list[HeldPaper]:
        """The same of whatever kind: what was resolved on a letter stands in minutes, and never in the letter."""
        question = replace(self.question, kinds=frozenset())
        return self.of_time(question) if question.periods else list(self.papers)

    def otherwise(self, taken: Sequence[Assumed]) -> Otherwise | None:
        question = self.question
        if found := wrong_theme(question, self.papers, self.lines) or (
            wrong_demand(question, self.papers, self.lines) if taken else None
        ):
            return found
        for part in taken:
            if part.counts:
                continue
            if found := wrong_doer(part, self.papers, self.lines, self.asked):
                return found
            if found := wrong_day(part, self.papers, self.lines, self.asked):
                return found
            if found := wrong_frequency(part, self.lines(self.scope(part)), self.asked):
                return found
            if found := wrong_figure(part, self.lines(self.scope(part)), self.asked):
                return found
        return wrong_office(question, self.papers, self.lines) or wrong_speaker(question, self.papers, self.lines)

    def contrary(self, part: Assumed) -> list[Quoted]:
        asked = self.asked(" ".join(part.subject))
        lines = self.lines(self.scope(part))
        if part.counts:
            return [] if DENIES.search(part.text) else find_denial(asked, lines, strict=False)
        if part.signs:
            found = find_contrary(part, asked, lines) or find_loss_denied(part, asked, lines)
            if found:
                return found
        if not DENIES.search(part.text):
            return find_denial(asked, lines, strict=True)
        return [] if part.signs else find_done(asked, lines)

    def scope(self, part: Assumed) -> list[HeldPaper]:
        """The papers that fit what the question names; of a turn between two years only those of the second."""
        question = self.question
        turns = any(sign.matter in TURNS for sign in part.signs)
        if turns and len(question.periods) > 1:
            last = max(question.periods, key=lambda period: (period.year, period.last_month))
            question = replace(question, periods=(last,))
        if after := AFTER_YEAR.search(part.text):
            return self.within(Span(str(int(after["year"]) + 1)))
        span = question.span
        if turns and span and span.first:
            return self.within(Span(span.first))
        # what a paper of another time says contradicts nothing of this one
        if span and (not question.periods or (span.first and span.last is None)):
            return self.within(span)
        focused = in_focus(question, self.papers)
        if focused and (question.periods or question.kinds):
            return focused
        return self.of_time(replace(question, kinds=frozenset())) if question.periods else list(self.papers)

    def within(self, span: Span) -> list[HeldPaper]:
        """The papers of a stretch of time, which None leaves open: of an inspection, when it ended."""
        first, last = span.first or "", span.last or "9999"
        dated = [(paper, paper.facts.inspected_to or paper.said) for paper in self.papers]
        return [paper for paper, day in dated if first <= day[: len(first)] and day[: len(last)] <= last]
