"""From a question to an answer made of cited statements: the whole way on one screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.actions import find_actions
from assistant.answer import Answer, Note, Searched, Standing, Statement
from assistant.before import find_again, find_before
from assistant.bounds import out_of_bounds
from assistant.claims import against_grades, giving_figure, judgements_beside
from assistant.conflict import find_conflict, find_other_side
from assistant.cover import find_cover
from assistant.evidence import Evidence, find_evidence
from assistant.fields import find_field
from assistant.focus import of_year, paper_before, year_turned_to
from assistant.gate import is_enough, names_unmet, of_another_time
from assistant.judgements import ASSUMES, judgement_lead, judgement_statements, like_for_like, look_up
from assistant.lists import find_list
from assistant.looked import Looked
from assistant.notes import missing_note, notes_on, nothing_of, silent_in
from assistant.premises import find_premise
from assistant.question import is_empty, understand
from assistant.quote import Quoted, as_statement, quote_ahead, quote_answer, quote_list, quote_spread
from assistant.rerank import rerank
from assistant.retrieve import PassageRetriever, authorities_of
from assistant.row import by_cell
from assistant.service_story import tell_service_story
from assistant.spelling import mend_question
from assistant.spread import of_the_service, spread_of
from assistant.story import tell_story
from assistant.subject import subject_of
from assistant.unclear import which_council
from assistant.unnamed import is_left_unnamed
from assistant.writing.writer import Writer
from corpus.context import kind_name, when
from corpus.corpus import Corpus
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import Role
from corpus.scope import Scope

READ = 1000  # characters of a question, from either end: more than that is looked through word by word for nothing
SPOKEN_OF = 0.6  # of the subject's words, that some passage has
CLOSEST = 2  # sentences shown, as such, when the papers do not say


def ask(
    corpus: Corpus,
    text: str,
    *,
    earlier: Sequence[str] = (),
    authority: str | None = None,
    watch: Callable[[Looked], None] = lambda _: None,
    role: Role = Role.PUBLIC,
    writer: Writer | None = None,
    named: frozenset[str] = frozenset(),
) -> Answer:
    """Answers a question from the papers that the role may read, and those that its reader was named for.

    ``earlier`` are the questions before it in the conversation, the oldest first; ``authority`` is the reader's own.
    ``watch`` is told what was looked at.
    With a ``writer`` a chat model writes what would else be quoted; all that is decided here is decided without it.
    """
    started = time.perf_counter()
    # half a surrogate pair, which JSON and a shell can bring, can be neither embedded nor printed
    text, *earlier = (said.encode(errors="replace").decode() for said in (text, *earlier))
    readable = corpus.catalogue.papers(Scope(role, named=named))
    read, *before = (ends_of(said) for said in (text, *earlier))
    question = understand(read, held=authorities_of(readable), earlier=before, authority=authority)
    question = mend_question(question, corpus.catalogue, readable)
    scope = Scope(role, frozenset(question.authorities), named=named)
    papers = corpus.catalogue.papers(scope)
    if stepped_to := paper_before(question, papers):
        papers, scope = [stepped_to], replace(scope, papers=frozenset({stepped_to.id}))

    missing = missing_note(question, papers, readable)
    year = year_turned_to(question)
    if year and not missing:
        own = of_the_service(question, papers)
        spoken = of_year(question, year, own)
        missing = None if spoken else nothing_of(year.year, own)
        papers, scope = spoken or papers, replace(scope, papers=frozenset(paper.id for paper in spoken))
        subject = subject_of(question)  # not how the turn before asked for it
        question = replace(question, topic=subject, search=subject)
    premise = None if missing else find_premise(corpus, question, papers)
    looked = look_up(corpus.catalogue, question, papers)
    listed = find_list(corpus.catalogue, question, papers)
    acted = find_actions(corpus.catalogue, question, papers)
    stated = find_cover(corpus.catalogue, question, papers) or find_field(corpus.catalogue, question, papers)
    retriever = PassageRetriever(corpus=corpus, scope=scope)
    evidence = find_evidence(corpus, question, retriever.find(question, papers))
    is_in_register = bool(looked.rows) and not ASSUMES.search(question.text) and not names_unmet(question, evidence)
    if not (missing or looked.gap or listed.items or is_in_register):
        evidence = rerank(corpus, question, evidence)
    watch(Looked(question, papers, evidence, bool(missing or looked.gap)))

    def judged(shown_from: HeldPaper) -> list[Statement]:
        return judgements_beside(corpus.catalogue, question, papers, shown_from)

    lead: str | None = None
    model = "quote"
    notes: list[Note] = []
    statements: list[Statement] = []
    if refusal := out_of_bounds(text):
        standing, evidence = Standing.REFUSED, []
        notes = [Note(kind="coverage", text=refusal)]
    elif is_empty(question):
        standing, evidence = Standing.NEEDS_DETAIL, []
        notes = [Note(kind="coverage", text="What would you like to know? Name a subject, a council or an inspection.")]
    elif unclear := which_council(question, authorities_of(readable)):
        standing, notes, evidence = Standing.NEEDS_DETAIL, [unclear], []
    elif premise:
        standing, lead, notes = Standing.PREMISE_CORRECTED, premise.lead, [premise.note]
        statements = list(premise.statements)
        if premise.goes_on and is_enough(question, evidence):
            shown = {statement.text for statement in statements}
            statements += [s for s in quote_answer(question, evidence, following(corpus)) if s.text not in shown]
    elif held_against := against_grades(corpus.catalogue, question, papers, evidence):
        standing, lead, statements = Standing.ANSWERED, held_against.lead, held_against.statements
    elif acted:
        standing, lead, statements, notes = Standing.ANSWERED, acted.lead, acted.statements, acted.notes
    elif missing or looked.gap:
        standing = Standing.NOT_IN_PAPERS
        notes = [missing or Note(kind="coverage", text=looked.gap or "")]
    elif told := (
        find_before(corpus.catalogue, question, papers) or find_again(corpus.catalogue, question, papers, evidence)
    ):
        standing, lead, statements, notes = Standing.ANSWERED, told.lead, told.statements, told.notes
    elif stated:
        standing, statements = Standing.ANSWERED, [*quote_list(stated), *quote_ahead(question, evidence)]
    elif is_in_register:
        standing = Standing.PARTLY if any(row.not_read for _, row in looked.rows) else Standing.ANSWERED
        lead, statements = judgement_lead(looked), judgement_statements(corpus.catalogue, looked.rows)
        notes = like_for_like(looked.rows)
    elif listed.items:
        standing = Standing.PREMISE_CORRECTED if listed.lacks else Standing.ANSWERED
        statements = quote_list(listed.items)
        notes = [Note(kind="premise", text=listed.lacks)] if listed.lacks else []
    elif story := (tell_story(corpus, question, papers, scope) or tell_service_story(corpus, question, papers, scope)):
        standing, lead, statements, notes = Standing.ANSWERED, story.lead, story.statements, story.notes
    elif (
        is_enough(question, evidence)
        and not is_left_unnamed(question, evidence)
        and (not year or is_spoken_of(evidence))
    ):
        standing, shared = Standing.ANSWERED, []
        if spread := spread_of(question, papers):
            about = replace(question, topic=subject_of(question))
            shared = find_evidence(corpus, about, retriever.find_share(about, spread.papers))
            watch(Looked(about, papers, shared))
            statements, notes = quote_spread(question, spread, shared)
            standing = Standing.PARTLY if notes and spread.kind == "compare" else standing
        statements = statements or giving_figure(question, evidence)
        statements = statements or quote_answer(question, evidence, following(corpus))
        if writer:
            statements, notes, model = writer.write(question, role, statements, notes, evidence, shared)
        if conflict := find_conflict(question, statements, evidence):
            statements, notes = [*statements, *conflict.statements], [*notes, conflict.note]
        elif other := find_other_side(question, statements, evidence, judged):
            statements, notes = [*other.statements, *statements], [*notes, other.note]
    else:
        standing = Standing.NOT_IN_PAPERS
        notes = [silent_in(year.year, papers) if year else unanswered(papers, of_another_time(question, evidence))]
    if read != text:
        notes = [
            *notes,
            Note(kind="coverage", text=f"Of this long question the first and last {READ:,} letters count."),
        ]
    return Answer(
        question=text,
        standing=standing,
        lead=lead,
        statements=[by_cell(statement) for statement in statements],
        notes=[*notes, *notes_on(question, statements, papers)],
        closest=[] if statements else [by_cell(statement) for statement in closest(evidence)],
        searched=Searched(
            papers=len(papers), passages=corpus.catalogue.count_passages(papers), filters=scope.as_filters()
        ),
        model=model,
        seconds=round(time.perf_counter() - started, 4),
    )


def is_spoken_of(evidence: Sequence[Evidence]) -> bool:
    """Whether papers that hold little at all speak of the subject: of few sentences the best may be far from it."""
    return any(e.feature("passage_overlap") >= SPOKEN_OF for e in evidence)


def ends_of(text: str) -> str:
    """A question, without the middle of one that is longer than anybody asks: a letter pasted in, say."""
    return text if len(text) <= 2 * READ else f"{text[:READ].rpartition(' ')[0]} {text[-READ:].partition(' ')[2]}"


def following(corpus: Corpus) -> Callable[[HeldPassage], list[HeldPassage]]:
    """Finds the passages of a paper that follow one of its own, in the order of reading."""
    return lambda held: [p for p in corpus.catalogue.passages_of(held.paper) if p.ordinal > held.ordinal]


def unanswered(papers: Sequence[HeldPaper], other: Evidence | None) -> Note:
    """That the papers do not say; where one says it of another time, which."""
    if other:
        facts = other.passage.paper.facts
        paper = " ".join(filter(None, [facts.authority, kind_name(facts)]))
        text = f"The papers held do not say this for the time asked about. The latest that does is the {paper}"
        return Note(kind="coverage", text=f"{text} ({when(facts) or 'no date known'}).")
    return Note(kind="coverage", text=f"The papers held do not say. {len(papers)} papers were searched.")


def closest(evidence: Sequence[Evidence]) -> list[Statement]:
    return [as_statement([Quoted(e.passage, e.sentence)]) for e in evidence[:CLOSEST]]
