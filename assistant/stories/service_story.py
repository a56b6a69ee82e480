"""The story of a council's whole service: its grades at each inspection area by area, what inspectors say of it on the
whole, what the council said that it would do, and what is the latest held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Note, Statement
from assistant.evidence.evidence import Evidence, find_evidence
from assistant.evidence.focus import year_turned_to
from assistant.evidence.procedure import is_procedure
from assistant.evidence.retrieve import PassageRetriever
from assistant.judgement_views.judgement_grid import AREA_NAMES, Cell, Inspection, Mark
from assistant.lookups.judgements import ASSUMES, areas_asked, cite_judgement, judgement_statements, like_for_like
from assistant.quoting.quote import POINTS_BACK
from assistant.quoting.quoted import Quoted, as_statement
from assistant.quoting.spread import dated, of_the_service
from assistant.quoting.summary import summary_of
from assistant.stories.story import Story
from assistant.stories.then_and_now import columns_of, grade_of
from assistant.understanding.question import Question, substance
from assistant.understanding.subject import FRAME, STORY_WORDS
from assistant.understanding.wants import Wants
from corpus.context import kind_name, when
from corpus.corpus import Corpus
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.paper import INSPECTIONS, Kind, Voice
from corpus.scope import Scope

AREAS = ("overall", "leaders", "help_and_protection", "in_care", "care_leavers", "adoption", "lscb")
TOGETHER = {"in_care": "care leavers", "care_leavers": "children in care"}
MOST_WORDS = 150  # of quotations, beside the rows of the register
MOST_OF_COUNCIL = 2
LONGEST_PROMISE = 45  # words
WILL_DO = "what the council will do to improve children's services after the inspection"
# What a question says of the service as a whole, beside how it asks for a story.
SERVICE_WORDS = frozenset(
    """service services support supported provision arrangements practice performance quality experience experiences
    progress outcomes outcome work children children's childrens social care council council's councils county city
    borough authority authorities local inspection inspections inspected inspectors ofsted picture story thing things
    looked look years year time overall effectiveness whole general record journey performed performing families
    fared faring department since recent decade""".split()
)
# Who promises what; and what is expected, or offered to those who read, is no promise.
OF_COUNCIL = re.compile(
    r"\b(?:we|the (?:city |county |borough )?council|(?:the )?(?:local )?authority|the service|leaders|managers|"
    r"officers) "
    r"(?:\w+ly |also |now |all )?(?:will|shall|(?:are|is) (?:going|determined|committed) to|intends? to|plans? to|"
    r"aims? to|ha(?:s|ve) (?:agreed|pledged|promised|committed) to)(?! (?:not|never|be aware)\b)\b|"
    r"\b(?:our|the council['’]s) (?:aim|plan|priority|goal|ambition|intention|target) (?:is|are)\b|"
    r"\bwill (?:be (?:set up|recruited|appointed|opened|created|introduced|ended|reviewed|strengthened|launched|"
    r"discontinued|addressed|improved|ready|in place)|open|end|start|begin in)\b",
    re.IGNORECASE,
)
ON_INSPECTION = re.compile(r"\b(?:ofsted|inspect\w*|improvement plan)\b", re.IGNORECASE)
HEAD = 8  # passages at the head of a paper
IDLE = re.compile(r"\b(?:anticipat\w+|expect\w*|hope\w*|you|your)\b", re.IGNORECASE)
STORY = re.compile(r"\b(?:story|journey|track record)\b", re.IGNORECASE)
WHOLE = re.compile(r"\bchildren(?:,| and) young people(?: and (?:their )?families)?\b", re.IGNORECASE)


def tell_service_story(corpus: Corpus, question: Question, papers: Sequence[HeldPaper], scope: Scope) -> Story | None:
    """None where the question is not how one council's service has gone over time, or fewer than two inspections of
    the time asked about are held."""
    councils = {paper.facts.authority for paper in papers if paper.facts.kind in INSPECTIONS and paper.facts.authority}
    councils = councils & set(question.authorities) or councils
    if len(councils) != 1 or not is_of_service(question):
        return None
    council = councils.pop() or ""
    own = [paper for paper in papers if paper.facts.authority == council]
    inspections = [paper for paper in of_the_service(question, own) if paper.facts.kind in INSPECTIONS and paper.said]
    held = columns_of(corpus, sorted(inspections, key=lambda paper: (paper.said, paper.file)))
    within = {paper.id for paper in dated(question, inspections)}
    told = [inspection for inspection in held if inspection.paper.id in within]
    full = [inspection for inspection in told if inspection.paper.facts.kind is Kind.INSPECTION_REPORT]
    year = year_turned_to(question)
    if len(told) < (1 if year else 2) or not any(inspection.cells for inspection in told):
        return None
    others = [] if year else [paper for paper in own if paper.facts.kind not in INSPECTIONS]
    replies = promised(corpus, question, others, scope)
    said = summaries(corpus, told, MOST_WORDS - sum(len(reply.text.split()) for reply in replies))
    rows = [(cell.paper, cell.judgement) for i in full for cell in i.cells.values()]
    left = [inspection for inspection in told if inspection.paper.id not in said]
    summed_up = [said[inspection.paper.id] for inspection in told if inspection.paper.id in said]
    grades = judgement_statements(corpus.catalogue, rows) if year else area_lines(corpus, council, full)
    return Story(
        overall_line(full),
        [*grades, *summed_up, *replies],
        [*like_for_like(rows), *not_quoted(left), *([] if year else [latest_held(held)])],
    )


def is_of_service(question: Question) -> bool:
    """Whether a question asks how the whole service has gone over time, and for nothing within it."""
    is_since = question.span is not None and question.span.first is not None
    is_of_change = bool(question.wants & {Wants.CHANGE, Wants.OUTCOME} or STORY.search(question.text)) or is_since
    if (
        not (is_of_change or year_turned_to(question))
        or question.before is not None
        or ASSUMES.search(question.text)
        or len(question.authorities) > 1
    ):
        return False
    if question.wants - {Wants.CHANGE, Wants.OUTCOME, Wants.TEXT} or question.kinds - {Kind.INSPECTION_REPORT}:
        return False
    rest = FRAME.sub(" ", WHOLE.sub(" ", question.topic.replace("’", "'")))
    is_within = {word.casefold() for word in substance(rest)} - SERVICE_WORDS - STORY_WORDS
    return not is_within and areas_asked(question) <= {"overall"}


def overall_line(full: Sequence[Inspection]) -> str | None:
    """Overall effectiveness in one line, the oldest first; None where fewer than two grades were read."""
    cells = [i.cells["overall"] for i in full if "overall" in i.cells]
    if sum(cell.mark is Mark.GRADED for cell in cells) < 2:
        return None
    return f"{AREA_NAMES['overall']}: {', then '.join(graded_in(cell, 'overall') for cell in cells)}."


def graded_in(cell: Cell, area: str) -> str:
    """ "requires improvement to be good (November 2019, together with care leavers)"."""
    words = f"{cell.words[:1].lower()}{cell.words[1:]}"
    together = f", together with {TOGETHER[area]}" if cell.area not in (area, "overall") and area in TOGETHER else ""
    return f"{words} ({date_in_words(cell.paper.said[:7])}{together})"


def area_lines(corpus: Corpus, council: str, full: Sequence[Inspection]) -> list[Statement]:
    """A line of the register for each area that was judged at two inspections or more, with a citation for each."""
    passages = {inspection.paper.id: corpus.catalogue.passages_of(inspection.paper) for inspection in full}
    lines = []
    for area in AREAS:
        cells = [cell for inspection in full if (cell := grade_of(inspection, area))]
        if len(cells) < 2:
            continue
        grades = ", then ".join(graded_in(cell, area) for cell in cells)
        lines.append(
            Statement(
                text=f"{council}: {AREA_NAMES[area]}: {grades}.",
                voice=Voice.INSPECTOR,
                kind="register",
                citations=[cite_judgement(c.paper, c.judgement, passages[c.paper.id]) for c in cells],
            )
        )
    return lines


def summaries(corpus: Corpus, told: Sequence[Inspection], most_words: int) -> dict[str, Statement]:
    """The inspectors' own summary by paper id, of the full inspections and then of the latest visits, as far as the
    words go; of each inspection held where they go far enough."""
    by_weight = sorted(told, key=lambda i: (i.paper.facts.kind is Kind.INSPECTION_REPORT, i.paper.said), reverse=True)
    said: dict[str, Statement] = {}
    for inspection in by_weight:
        overall = inspection.cells.get("overall")
        quoted = summary_of(
            corpus.catalogue.passages_of(inspection.paper),
            inspection.paper.facts.authority,
            is_inadequate=overall is not None and overall.judgement.grade == "inadequate",
        )
        statement = as_statement([quoted]) if quoted else None
        if statement and len(statement.text.split()) <= most_words:
            most_words -= len(statement.text.split())
            said[inspection.paper.id] = statement
    return said


def promised(corpus: Corpus, question: Question, others: Sequence[HeldPaper], scope: Scope) -> list[Statement]:
    """What the council said that it would do, in its latest papers of the time that say so, the oldest first."""
    papers = dated(question, [paper for paper in others if paper.said and is_on_inspection(corpus, paper)])
    if not papers:
        return []
    about = replace(question, text=WILL_DO, search=WILL_DO, topic=WILL_DO, periods=(), span=None)
    found = find_evidence(corpus, about, PassageRetriever(corpus=corpus, scope=scope).find_share(about, papers))
    promises = [
        e
        for e in found
        if e.passage.voice_of(e.sentence) is Voice.COUNCIL
        and OF_COUNCIL.search(e.text)
        and not IDLE.search(e.text)
        and not is_procedure(e.text)
        and not POINTS_BACK.search(e.text)
        and len(e.text.split()) <= LONGEST_PROMISE
    ]
    best: dict[str, Evidence] = {}
    for e in sorted(promises, key=lambda e: -e.score):
        best.setdefault(e.passage.paper.id, e)
    latest = sorted(best.values(), key=lambda e: e.passage.paper.said)[-MOST_OF_COUNCIL:]
    statements = [as_statement([Quoted(e.passage, e.sentence)]) for e in latest]
    return sorted(statements, key=lambda statement: statement.quoted_by or "")


def is_on_inspection(corpus: Corpus, paper: HeldPaper) -> bool:
    """Whether a council's paper says at its head that it is about an inspection, or about what must improve."""
    ahead = " ".join(held.passage.text for held in corpus.catalogue.passages_of(paper)[:HEAD])
    return bool(ON_INSPECTION.search(f"{paper.facts.title} {ahead}"))


def not_quoted(left: Sequence[Inspection]) -> list[Note]:
    names = [f"{kind_name(inspection.paper.facts)}, {inspection.when}" for inspection in left]
    return [Note(kind="coverage", text=f"Also held, and not quoted here: {'; '.join(names)}.")] if names else []


def latest_held(held: Sequence[Inspection]) -> Note:
    """Which inspection is the latest of those held, whatever the time asked about."""
    latest = held[-1].paper
    text = f"The latest inspection held is the {kind_name(latest.facts)} of {when(latest.facts)}"
    full = [i.paper for i in held if i.paper.facts.kind is Kind.INSPECTION_REPORT]
    if full and full[-1].id != latest.id:
        text += f"; the latest with grades is the {kind_name(full[-1].facts)} of {when(full[-1].facts)}"
    return Note(kind="currency", text=f"{text}.")
