"""The story of a judged area: its grade at each inspection, what inspectors said, and the council's words after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Note, Statement
from assistant.evidence.focus import year_turned_to
from assistant.judgement_views.judgement_grid import AREA_NAMES, Mark
from assistant.lookups.judgements import AREA_SIGNS, ASSUMES, areas_asked, judgement_statements, like_for_like
from assistant.quoting.quote import POINTS_BACK
from assistant.quoting.spread import EVALUATES, PROMISES, dated
from assistant.stories.then_and_now import AREA_TOPICS, Moment, ThenAndNow, then_and_now
from assistant.stories.verdicts import Change
from assistant.understanding.question import Question, substance
from assistant.understanding.subject import subject_of
from assistant.understanding.wants import Wants
from corpus.context import KIND_NAMES, when
from corpus.corpus import Corpus
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.paper import INSPECTIONS
from corpus.scope import Scope

FEW = 3  # inspections, up to which each may have a further sentence
MOST_OF_COUNCIL = 3
MOST_NOT_AGAIN = 2
# What a question says of an area as a whole: what is left beside these is a matter within it, with a story of its own.
OF_THE_WHOLE = frozenset(
    """service services support supported help helped provision arrangements practice performance quality experience
    experiences progress outcomes outcome work child children children's childrens young people persons adults team
    city county council council's councils local area inspection inspections inspectors ofsted picture story thing
    things life lives looked years year time""".split()
)


@dataclass(frozen=True, slots=True)
class Story:
    lead: str | None
    statements: list[Statement]
    notes: list[Note]


def tell_story(corpus: Corpus, question: Question, papers: Sequence[HeldPaper], scope: Scope) -> Story | None:
    """None where the question is not how one area of one council has gone over time, or the papers tell no story."""
    area = area_of(question)
    councils = {paper.facts.authority for paper in papers if paper.facts.kind in INSPECTIONS and paper.facts.authority}
    councils = councils & set(question.authorities) or councils
    if area is None or len(councils) != 1:
        return None
    told = then_and_now(corpus, scope.role, councils.pop() or "", "", area, scope.named)
    within = {paper.id for paper in dated(question, [moment.paper for moment in told.moments])}
    moments = [moment for moment in told.moments if moment.paper.id in within]
    speaking = [moment for moment in moments if moment.said or moment.grade]
    if len(speaking) < 2:
        return None
    rows = [(m.paper, m.grade.judgement) for m in speaking if m.grade and m.grade.mark is not Mark.NO_GRADE]
    graded = dict(zip([paper.id for paper, _ in rows], judgement_statements(corpus.catalogue, rows), strict=True))
    most = 2 if len(speaking) <= FEW else 1
    statements: list[Statement] = []
    for moment in speaking:
        statements += [graded[moment.paper.id]] if moment.paper.id in graded else []
        statements += plainest(moment.said, EVALUATES)[:most]
    replies = [plainest(moment.council, PROMISES)[0] for moment in moments if moment.council][-MOST_OF_COUNCIL:]
    replies.sort(key=lambda statement: statement.quoted_by or "")
    notes = [*like_for_like(rows), *not_again(told, statements), *silent(moments)]
    return Story(lead_of(area, speaking), [*statements, *replies], notes)


def area_of(question: Question) -> str | None:
    """The area of the register that a question of change is about as a whole; None where it is about anything else."""
    is_of_change = question.wants & {Wants.CHANGE, Wants.OUTCOME} or (question.span and question.span.first)
    areas = areas_asked(question) & AREA_TOPICS.keys()
    if year_turned_to(question):
        return None
    if not is_of_change or len(areas) != 1 or question.kinds or question.before or ASSUMES.search(question.text):
        return None
    if question.wants & {Wants.GRADE, Wants.LIST} or len(question.authorities) > 1:
        return None
    rest = subject_of(question).replace("’", "'")
    for sign in AREA_SIGNS.values():
        rest = re.sub(rf"(?:{sign})\w*", " ", rest, flags=re.IGNORECASE)
    return None if {word.casefold() for word in substance(rest)} - OF_THE_WHOLE else areas.pop()


def plainest(said: Sequence[Statement], sign: re.Pattern[str]) -> list[Statement]:
    """Those first that stand by themselves, of these those that bear the sign, else in the order that they have."""
    return sorted(
        said, key=lambda s: (s.under is not None, POINTS_BACK.search(s.text) is not None, sign.search(s.text) is None)
    )


def lead_of(area: str, moments: Sequence[Moment]) -> str | None:
    """The grades in one line, the oldest first; None where fewer than two were read."""
    other = AREA_TOPICS["care_leavers" if area == "in_care" else "in_care"]
    grades = [
        f"{moment.grade.words[:1].lower()}{moment.grade.words[1:]} "
        f"({date_in_words(moment.paper.said[:7])}{f', together with {other}' if moment.is_judged_together else ''})"
        for moment in moments
        if moment.grade and moment.grade.mark is Mark.GRADED
    ]
    return f"{AREA_NAMES[area]}: {', then '.join(grades)}." if len(grades) > 1 else None


def not_again(told: ThenAndNow, shown: Sequence[Statement]) -> list[Note]:
    """Of what is shown, that to which nothing in the later inspections comes near."""
    texts = {statement.text for statement in shown}
    lost = [pair.then.text for pair in told.pairs if pair.change is Change.NOT_AGAIN and pair.then.text in texts]
    return [
        Note(kind="coverage", text=f"Nothing close to this was found in a later inspection held: “{text}”")
        for text in lost[:MOST_NOT_AGAIN]
    ]


def silent(moments: Sequence[Moment]) -> list[Note]:
    names = [
        f"{KIND_NAMES[moment.paper.facts.kind]}, {when(moment.paper.facts)}" for moment in moments if not moment.said
    ]
    return [Note(kind="coverage", text=f"Nothing on this was found in: {'; '.join(names)}.")] if names else []
