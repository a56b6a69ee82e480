"""The cases of an answer, in their order: the first that settles an enquiry answers it, and no later one is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.answer import Note, Standing, Statement
from assistant.enquiry import Enquiry
from assistant.evidence.boilerplate import is_boilerplate, is_courtesy
from assistant.evidence.elsewhere import is_of_elsewhere
from assistant.evidence.evidence import Evidence, find_evidence
from assistant.evidence.gate import is_enough
from assistant.evidence.other_time import is_told_of_another_time, of_another_time
from assistant.evidence.procedure import is_procedure
from assistant.evidence.rerank import rerank, rerank_each
from assistant.evidence.unmeasured import is_left_unmeasured
from assistant.evidence.unnamed import is_left_unnamed
from assistant.evidence.yet_to_come import is_only_foretold
from assistant.looked import Looked
from assistant.lookups.actions import find_actions
from assistant.lookups.before import find_again, find_before
from assistant.lookups.cover import find_cover
from assistant.lookups.extremes import find_extreme
from assistant.lookups.fields import find_field
from assistant.lookups.judgements import judgement_lead, judgement_statements, like_for_like
from assistant.lookups.prose_judgement import judged_in_prose
from assistant.lookups.told_grades import told_grades, told_of_its_time, told_where_none_is_held
from assistant.premises.claims import against_grades, giving_figure, judgements_beside
from assistant.premises.premises import find_premise
from assistant.quoting.conflict import find_conflict, find_other_side
from assistant.quoting.notes import silent_in
from assistant.quoting.parts import questions_in
from assistant.quoting.quote import quote_ahead, quote_answer, quote_list, quote_spread
from assistant.quoting.quoted import Quoted, as_statement
from assistant.quoting.spread import spread_of
from assistant.quoting.told import on_inspection, parts_asked
from assistant.stories.service_story import tell_service_story
from assistant.stories.story import tell_story
from assistant.understanding.bounds import out_of_bounds
from assistant.understanding.question import Question, is_empty
from assistant.understanding.subject import subject_of
from assistant.understanding.unclear import which_council
from assistant.understanding.wants import Wants
from corpus.context import kind_name, when
from corpus.held import HeldPaper, HeldPassage

PLAINLY, ANSWERS = 1.0, 0.0  # logarithms of the odds that a sentence answers, by the cross-encoder
READ_FOR_ANSWER = 3  # sentences of a paper that is read by itself
SPOKEN_OF = 0.6  # of the subject's words, that some passage has


@dataclass(frozen=True, slots=True)
class Settled:
    """What a case answers. ``looked`` are the searches it made besides that of the enquiry."""

    standing: Standing
    lead: str | None = None
    statements: Sequence[Statement] = ()
    notes: Sequence[Note] = ()
    model: str = "quote"
    looked: Sequence[Looked] = ()


Case = Callable[[Enquiry], Settled | None]


def settle(enquiry: Enquiry) -> Settled:
    """Asks each case whether the question is one for it; the last takes every one that is left."""
    return next(settled for case in cases() if (settled := case(enquiry)))


def cases() -> tuple[Case, ...]:
    """The cases in their order, with the reason for it."""
    return (
        # What is not taken up, or asked back, whatever the papers hold: nothing is looked up for it.
        who_a_child_is,
        nothing_asked,
        open_council,  # papers on other councils would answer for the one that is meant
        # What the papers contradict: any case after it would answer the question as it is put, and so bear it out.
        false_premise,
        claim_of_every_area,  # the register alone would list the grades, and not say whether the claim holds
        # What the papers list or tabulate is looked up there, for a search may find a part of it.
        rows_of_plan,  # its ratings and dates would be taken for the grades and the date of an inspection
        nothing_held,  # all that follows would answer of another council or another time
        inspection_before,  # the register would give the grades of the date named, and not of the inspection before it
        cover_or_form,  # a list would give what inspectors recommend, and not what the council's report does
        judgement_in_words,  # the register says only that no grade was given
        grades,  # a list of the grades is none of what must improve
        whole_list,
        most_or_least,  # a sentence may name one of the figures, and none says which of them is above the others
        # What they tell in sentences.
        story_over_time,  # single sentences would tell of one inspection or another
        grade_alone,  # quotations would tell what was found there besides
        quotations,  # where they say enough
        grade_told,  # the sentence that answers may hold few of the question's words
        silence,
    )


def who_a_child_is(enquiry: Enquiry) -> Settled | None:
    refusal = out_of_bounds(enquiry.text)
    return Settled(Standing.REFUSED, notes=[Note(kind="coverage", text=refusal)]) if refusal else None


def nothing_asked(enquiry: Enquiry) -> Settled | None:
    if not is_empty(enquiry.question):
        return None
    text = "What would you like to know? Name a subject, a council or an inspection."
    return Settled(Standing.NEEDS_DETAIL, notes=[Note(kind="coverage", text=text)])


def open_council(enquiry: Enquiry) -> Settled | None:
    unclear = which_council(enquiry.question, enquiry.councils)
    return Settled(Standing.NEEDS_DETAIL, notes=[unclear]) if unclear else None


def false_premise(enquiry: Enquiry) -> Settled | None:
    """What the question takes for granted, corrected; where the rest can still be answered, with that."""
    premise = None if enquiry.missing else find_premise(enquiry.corpus, enquiry.question, enquiry.papers)
    if premise is None:
        return None
    statements = list(premise.statements)
    if premise.goes_on and is_enough(enquiry.question, enquiry.evidence):
        shown = {statement.text for statement in statements}
        statements += [statement for statement in quoted(enquiry) if statement.text not in shown]
    return Settled(Standing.PREMISE_CORRECTED, premise.lead, statements, [premise.note])


def claim_of_every_area(enquiry: Enquiry) -> Settled | None:
    held = against_grades(enquiry.corpus.catalogue, enquiry.question, enquiry.papers, enquiry.find)
    return Settled(Standing.ANSWERED, held.lead, held.statements) if held else None


def rows_of_plan(enquiry: Enquiry) -> Settled | None:
    acted = find_actions(enquiry.corpus.catalogue, enquiry.question, enquiry.papers)
    return Settled(Standing.ANSWERED, acted.lead, acted.statements, acted.notes) if acted else None


def nothing_held(enquiry: Enquiry) -> Settled | None:
    if not enquiry.gap:
        return None
    if not enquiry.missing:
        catalogue, question, papers = enquiry.corpus.catalogue, enquiry.question, enquiry.papers
        if told := told_where_none_is_held(catalogue, question, papers):
            return Settled(Standing.PARTLY, statements=told, notes=[enquiry.gap])
    return Settled(Standing.NOT_IN_PAPERS, notes=[enquiry.gap])


def inspection_before(enquiry: Enquiry) -> Settled | None:
    """The inspection before one, or the one that came of the promise of another."""
    catalogue, question, papers = enquiry.corpus.catalogue, enquiry.question, enquiry.papers
    told = find_before(catalogue, question, papers) or find_again(catalogue, question, papers, enquiry.find)
    return Settled(Standing.ANSWERED, told.lead, told.statements, told.notes) if told else None


def cover_or_form(enquiry: Enquiry) -> Settled | None:
    """The days of an inspection and who made it, or a part of the form of a council's report."""
    catalogue, question, papers = enquiry.corpus.catalogue, enquiry.question, enquiry.papers
    stated = find_cover(catalogue, question, papers) or find_field(catalogue, question, papers)
    if not stated:
        return None
    return Settled(Standing.ANSWERED, statements=[*quote_list(stated), *quote_ahead(question, enquiry.find)])


def judgement_in_words(enquiry: Enquiry) -> Settled | None:
    stated = judged_in_prose(enquiry.corpus.catalogue, enquiry.question, enquiry.judged.rows)
    return Settled(Standing.ANSWERED, statements=stated) if stated else None


def grades(enquiry: Enquiry) -> Settled | None:
    if not enquiry.is_in_register:
        return None
    rows = enquiry.judged.rows
    standing = Standing.PARTLY if any(row.not_read for _, row in rows) else Standing.ANSWERED
    catalogue = enquiry.corpus.catalogue
    told = told_grades(catalogue, enquiry.question, enquiry.papers, rows)
    statements = [*told.statements, *judgement_statements(catalogue, rows)]
    return Settled(standing, judgement_lead(enquiry.judged), statements, [*told.notes, *like_for_like(rows)])


def whole_list(enquiry: Enquiry) -> Settled | None:
    listed = enquiry.listed
    if not listed.items:
        return None
    statements = quote_list(listed.items)
    if listed.lacks is None:
        return Settled(Standing.ANSWERED, statements=statements)
    note = Note(kind="premise", text=listed.lacks)
    return Settled(Standing.PREMISE_CORRECTED, statements=statements, notes=[note])


def most_or_least(enquiry: Enquiry) -> Settled | None:
    extreme = find_extreme(enquiry.corpus.catalogue, enquiry.question, enquiry.find)
    return Settled(Standing.ANSWERED, extreme.lead, extreme.statements) if extreme else None


def story_over_time(enquiry: Enquiry) -> Settled | None:
    """The story of a judged area, or of the whole service."""
    asked = enquiry.corpus, enquiry.question, enquiry.papers, enquiry.scope
    story = tell_story(*asked) or tell_service_story(*asked)
    return Settled(Standing.ANSWERED, story.lead, story.statements, story.notes) if story else None


def quotations(enquiry: Enquiry) -> Settled | None:
    """The sentences that answer, where they say enough; with what other papers say against them."""
    question, evidence = enquiry.question, telling(enquiry)
    if spoken := on_inspection_said(enquiry):
        return spoken
    if not is_enough(question, evidence) or is_left_unnamed(question, evidence):
        return None
    if is_left_unmeasured(question, evidence) or is_told_of_another_time(question, evidence):
        return None
    if is_of_elsewhere(question, evidence) or is_only_foretold(question, evidence):
        return None
    if enquiry.year and not is_spoken_of(evidence):
        return None
    settled = side_by_side(enquiry) or Settled(Standing.ANSWERED)
    if not settled.statements:
        settled = replace(settled, statements=giving_figure(question, evidence) or quoted(enquiry))
    settled = replace(settled, statements=[*settled.statements, *left_open(enquiry, settled.statements)])
    if not any(tells(statement, evidence) for statement in settled.statements):
        return None
    return with_other_side(enquiry, worded(enquiry, settled))


def grade_alone(enquiry: Enquiry) -> Settled | None:
    is_all = enquiry.question.wants == {Wants.GRADE} and not questions_in(enquiry.question, enquiry.councils)
    return grade_told(enquiry) if is_all else None


def grade_told(enquiry: Enquiry) -> Settled | None:
    if enquiry.judged.rows:
        return None
    told = told_of_its_time(enquiry.corpus.catalogue, enquiry.question, enquiry.papers)
    return worded(enquiry, Settled(Standing.ANSWERED, statements=told)) if told else None


def side_by_side(enquiry: Enquiry) -> Settled | None:
    """What several papers or councils say of the subject, where the question sets them side by side."""
    spread = spread_of(enquiry.question, enquiry.papers)
    if spread is None:
        return None
    about = replace(enquiry.question, topic=subject_of(enquiry.question))
    shared = find_evidence(enquiry.corpus, about, enquiry.retriever.find_share(about, spread.papers))
    if spread.kind == "compare":
        shared = rerank_each(enquiry.corpus, enquiry.question, shared)
    read = partial(answering_in, enquiry, about)
    statements, notes = quote_spread(enquiry.question, spread, shared, read)
    standing = Standing.PARTLY if notes and spread.kind == "compare" else Standing.ANSWERED
    return Settled(standing, None, statements, notes, looked=[Looked(about, enquiry.papers, shared)])


def answering_in(enquiry: Enquiry, about: Question, paper: HeldPaper) -> Evidence | None:
    """The sentence of one paper that answers, whatever words it has of those asked by; None where none does."""
    found = find_evidence(enquiry.corpus, about, enquiry.retriever.find(about, [paper]))
    read = rerank(enquiry.corpus, enquiry.question, found)[:READ_FOR_ANSWER]
    # not one of the parts of a sentence that lists what a visit looked at
    telling = (e for e in read if e.text[:1].isupper() and not is_boilerplate(e.text) and not is_procedure(e.text))
    best = next(telling, None)
    return best if best and best.answers >= ANSWERS else None


def quoted(enquiry: Enquiry) -> list[Statement]:
    """What is quoted; for a question that asks for the words of two, what each said."""
    statements: list[Statement] = []
    for part in parts_asked(enquiry.question, enquiry.councils):
        asked = replace(enquiry, question=part)
        if not is_enough(part, asked.evidence):
            continue
        own = quote_answer(part, asked.evidence, lambda held: following(enquiry, held))
        statements += [one for one in own if one.text not in {shown.text for shown in statements}]
    return statements or quote_answer(enquiry.question, enquiry.evidence, lambda held: following(enquiry, held))


def left_open(enquiry: Enquiry, shown: Sequence[Statement]) -> list[Statement]:
    """For each part of a question that asks two things, the sentence that plainly answers it, where none of those
    shown does."""
    further: list[Statement] = []
    for part in questions_in(enquiry.question, enquiry.councils):
        asked = replace(enquiry, question=part)
        best = next(iter(asked.evidence), None)
        if best is None or best.answers < PLAINLY or not is_enough(part, asked.evidence):
            continue
        if not any(best.text in statement.text for statement in (*shown, *further)):
            further.append(as_statement([Quoted(best.passage, best.sentence)]))
    return further


def on_inspection_said(enquiry: Enquiry) -> Settled | None:
    """What each of those said of an inspection whose words are asked for: each is looked for by themselves, and who
    is not heard is said."""
    parts = parts_asked(enquiry.question, enquiry.councils) or [enquiry.question]
    statements: list[Statement] = []
    unheard = []
    for part in parts:
        asked = enquiry if part is enquiry.question else replace(enquiry, question=part)
        heard = on_inspection(part, asked.evidence)
        if not heard and is_enough(part, asked.evidence):
            return None  # of a matter of its own
        own = quote_answer(part, heard, lambda held: following(enquiry, held))
        statements += [one for one in own if one.text not in {shown.text for shown in statements}]
        unheard += [] if heard else [part.text]
    if not statements:
        return None
    notes = [Note(kind="coverage", text=f"The papers held do not say this: {text}.") for text in unheard]
    return worded(
        enquiry, Settled(Standing.PARTLY if unheard else Standing.ANSWERED, statements=statements, notes=notes)
    )


def tells(statement: Statement, evidence: Sequence[Evidence]) -> bool:
    """Whether a statement holds more than the courtesies of a letter."""
    passages = {citation.passage for citation in statement.citations}
    own = [e for e in evidence if e.passage.key in passages and e.text in statement.text]
    return not own or not all(is_courtesy(e.text) for e in own)


def telling(enquiry: Enquiry) -> list[Evidence]:
    """The evidence without the courtesies of a letter, but where it is asked when or by whom it was written."""
    if enquiry.question.wants & {Wants.DATE, Wants.PERSON, Wants.GRADE}:
        return enquiry.evidence
    return [e for e in enquiry.evidence if not is_courtesy(e.text)]


def following(enquiry: Enquiry, held: HeldPassage) -> list[HeldPassage]:
    """The passages of a paper that follow one of its own, in the order of reading."""
    return [p for p in enquiry.corpus.catalogue.passages_of(held.paper) if p.ordinal > held.ordinal]


def worded(enquiry: Enquiry, settled: Settled) -> Settled:
    """The same in the words of the chat model, where there is one."""
    if enquiry.writer is None:
        return settled
    shared = [e for looked in settled.looked for e in looked.evidence]
    role = enquiry.scope.role
    written = enquiry.writer.write(enquiry.question, role, settled.statements, settled.notes, enquiry.evidence, shared)
    return replace(settled, statements=written.statements, notes=written.notes, model=written.model)


def with_other_side(enquiry: Enquiry, settled: Settled) -> Settled:
    """With the figures that differ from those shown, or else with the inspectors' word beside the council's own."""

    def judged(shown_from: HeldPaper) -> list[Statement]:
        return judgements_beside(enquiry.corpus.catalogue, enquiry.question, enquiry.papers, shown_from)

    question, evidence, shown = enquiry.question, enquiry.evidence, settled.statements
    if conflict := find_conflict(question, shown, evidence):
        statements, note = [*shown, *conflict.statements], conflict.note
    elif other := find_other_side(question, shown, evidence, judged):
        statements, note = [*other.statements, *shown], other.note
    else:
        return settled
    return replace(settled, statements=statements, notes=[*settled.notes, note])


def is_spoken_of(evidence: Sequence[Evidence]) -> bool:
    """Whether papers that hold little at all speak of the subject: of few sentences the best may be far from it."""
    return any(e.feature("passage_overlap") >= SPOKEN_OF for e in evidence)


def silence(enquiry: Enquiry) -> Settled:
    if enquiry.year:
        note = silent_in(enquiry.year.year, enquiry.papers)
    elif is_only_foretold(enquiry.question, telling(enquiry)):
        text = "The papers held do not say what came of this: they only look ahead to it."
        note = Note(kind="coverage", text=text)
    else:
        note = unanswered(enquiry.papers, of_another_time(enquiry.question, enquiry.evidence))
    return Settled(Standing.NOT_IN_PAPERS, notes=[note])


def unanswered(papers: Sequence[HeldPaper], other: Evidence | None) -> Note:
    """That the papers do not say; where one says it of another time, which."""
    if other:
        facts = other.passage.paper.facts
        paper = " ".join(filter(None, [facts.authority, kind_name(facts)]))
        text = f"The papers held do not say this for the time asked about. The latest that does is the {paper}"
        return Note(kind="coverage", text=f"{text} ({when(facts) or 'no date known'}).")
    return Note(kind="coverage", text=f"The papers held do not say. {len(papers)} papers were searched.")
