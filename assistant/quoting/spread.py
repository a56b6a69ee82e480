"""Then and now, and side by side: the papers that each need a share of an answer, and the best of what each says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Note
from assistant.evidence.answertype import SIGNS
from assistant.evidence.boilerplate import is_boilerplate, is_grade_line
from assistant.evidence.evidence import FEATURES, Evidence, sentence_weights
from assistant.evidence.focus import IN_YEAR, SOON_AFTER, fits_kind, in_focus, one_period_weight
from assistant.evidence.procedure import is_procedure
from assistant.evidence.requirement import requirement_of
from assistant.evidence.selection import ASKS_WHAT_WAS_CHANGED
from assistant.quoting.demands import demanded_under
from assistant.understanding.periods import Period
from assistant.understanding.question import Question
from assistant.understanding.stems import stems_of
from assistant.understanding.values import Ask
from assistant.understanding.wants import Wants
from corpus.context import KIND_NAMES, when
from corpus.held import HeldPaper
from corpus.paper import INSPECTIONS, BlockKind, Kind

MOST_PAPERS = 8
FEW_PAPERS = 3  # up to which each may have a further sentence
ABOUT = 0.55  # share of the best overlap, or
WORDED = 0.3  # of the subject's words, that some sentence holds: below it the papers word it otherwise
WHOLE, PART = 0.95, 0.3  # of the words in a passage, and of the best overlap in the sentence of it
OF_PROCEDURE = 0.75  # of the subject's words, from which a sentence of procedure is what is asked for
NEAR = 0.85  # of the best closeness, from which a sentence is about the subject
# Up to so many papers: the sentences of each at most, and the share of its best from which a further one is quoted.
SHARES: tuple[tuple[int, tuple[int, float]], ...] = ((2, (3, 0.8)), (4, (2, 0.85)), (99, (1, 1.0)))
LATER = 0.9  # of the best of its council, from which a later paper is quoted instead
REPORTED_AFTER = 3  # months
HINTS = 0.75  # share of the best from which a sentence may bear on the subject
AS_PLAIN = 0.85
AS_GOOD = 0.6  # of the best of all, from which a paper bears on what came of something
MOST_OUTCOME = 4  # papers
FOR_DUE = 0.5  # more than a demand is else held to be worth less
FOR_GRADE = 0.15  # a sentence that names a grade, where a grade's story is asked for
SHORT_ITEM = 14  # words
FIGURE = re.compile(
    r"\d\s?%|\b(per cent|half|one in \w+)\b|"
    r"\b(?!20\d\d\b)(\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    r"(?!\s?(-|–|to \d|(working )?(days?|hours?|weeks?|months?|years?)\b))",
    re.IGNORECASE,
)
DEMANDS = re.compile(
    r"\b(should|must)\b|^\W*(ensure|improve|increase|develop|review|strengthen|expand|end|make sure|work with|"
    r"implement)\b",
    re.IGNORECASE,
)
EVALUATES = re.compile(
    r"\b(weak|poor|strong|good|effective|ineffective|inconsistent|consistent(ly)?|timely|delay(s|ed)?|drift|"
    r"too (many|few|"
    r"high|long|slow)|not (always|yet|all|consistently)|serious|fail(s|ed|ings?|ures?)|improv(ed|ing)|strengthened|"
    r"better|"
    r"worse|declin\w+|reduc\w+|fallen|risen|increas\w+|sustained|underdeveloped|inadequate|swift(ly)?|prompt(ly)?|"
    r"robust|"
    r"manageable|late|regular(ly)?|few|most|well)\b",
    re.IGNORECASE,
)
# A question of what was wanted or promised, whose answer opens with the words of the demand or the promise itself.
ASKS_WHAT_WAS_DUE = re.compile(
    r"\b(want(ed)?|ask(ed|ing)? (for|to|that)|recommend\w*|requir(e|ed|ing|ement)s?|called? (on|for)|told|promis\w+|"
    r"pledg\w+|agreed|resolved|vow(ed)?|aim(s|ed)?|commit(ted|ment)s?|undertook|intend(s|ed)?|target|due|supposed to|"
    r"(was|were) going to|plan(s|ned)? to|would)\b",
    re.IGNORECASE,
)
PROMISES = re.compile(
    r"\b(will|shall|be going to|"
    r"(aims?|plans?|intends?|planned|intended|expects?|expected|committed|due|promised|agreed|resolved) to|"
    r"aim is|(promis|pledg)\w+|be (discontinued|addressed|ended|improved|recommended))\b",
    re.IGNORECASE,
)
DEADLINE = re.compile(r"\bby (the )?((end|start) of )?(\w+ )?20\d\d", re.IGNORECASE)
# What is still wanted, or is not yet so, is told by the latest word on it, and not by how it came to be.
PEOPLE = re.compile(
    r"\b(?:child\w*|people|persons?|adults?|leavers?|carers?|workers?|advis[eo]rs?|parents?|famil\w+|staff|councillors?|teams?)\b",
    re.IGNORECASE,
)
STILL = re.compile(
    r"\b(?:what|which|where|who)\b[^?,]*\b(?:still|yet)\b[^?,]*\b(?:wants?|needs?|asks?|says?|thinks?|expects?|requires?|"
    r"has to|have to|must|should|missing|lack(?:s|ing)?|left|outstanding|remains?|"
    r"worr(?:y|ies|ied)|wrong|to (?:do|be done|improve))\b",
    re.IGNORECASE,
)
OVER_TIME = re.compile(r"\b(?:chang\w+|compar\w+|since|over the years|between|history|trend|used to)\b", re.IGNORECASE)
NEEDS = re.compile(
    r"\b(send|ehc\w*|disab\w+|special educational|sen|autis\w+|alternative provision|ap)\b", re.IGNORECASE
)
AMOUNTS = frozenset({Wants.NUMBER, Wants.SHARE, Wants.MONEY})


@dataclass(frozen=True, slots=True)
class Spread:
    """``papers`` in date order; ``kind`` is "change", "compare" or "outcome"; ``graded`` where grades are asked for."""

    kind: str
    papers: tuple[HeldPaper, ...]
    graded: bool = False
    named: frozenset[str] = frozenset()  # ids of the papers of the time that the question names
    due: bool = False  # the question asks what was wanted or promised
    terms: tuple[tuple[str, ...], ...] = ()  # the stems of the names, of several words, that the question gives things


def spread_of(question: Question, papers: Sequence[HeldPaper]) -> Spread | None:
    """The papers among which a question's answer is to be shared out; None where one place may answer it."""
    kind, shared = shared_among(question, papers)
    dates = [period for period in question.periods if not DEADLINE.search(question.text)]
    named = frozenset(p.id for p in shared if any(one_period_weight(period, p) >= SOON_AFTER for period in dates))
    if len(shared) < 2:
        return None
    due = kind == "outcome" and bool(ASKS_WHAT_WAS_DUE.search(question.text))
    names = [name for term in question.terms for name in (term.found, *term.others)]
    terms = tuple(tuple(stems_of(name)) for name in names if len(name.split()) > 1 and not PEOPLE.search(name))
    return Spread(kind, tuple(shared), Wants.GRADE in question.wants, named, due, terms)


def shared_among(question: Question, papers: Sequence[HeldPaper]) -> tuple[str, Sequence[HeldPaper]]:
    if len(question.authorities) > 1:
        return "compare", compared(question, papers)
    if question.before is not None:
        return "", ()
    if requirement_of(question).ask is Ask.CAUSE and not OVER_TIME.search(question.text):
        return "", ()  # the years that it names, and what came of them, are to be explained
    if Wants.OUTCOME in question.wants and not (len(question.periods) > 1 and dated(question, papers)):
        return "outcome", dated(question, papers) if question.span else papers
    if question.wants & AMOUNTS and any(not period.is_whole_year for period in question.periods):
        return "", ()  # the days that a figure is of, and not those of the papers
    is_story = Wants.CHANGE in question.wants and (not question.periods or question.span)
    if is_story and not question.span and ASKS_WHAT_WAS_CHANGED.search(question.text):
        return "", ()
    if is_story and not question.span and STILL.search(question.text) and not OVER_TIME.search(question.text):
        return "", ()
    since = question.span and question.span.first
    if len(question.periods) > 1 or is_story or since or question.inspections:
        return "change", dated(question, inspections_first(question, papers))
    return "", ()


def inspections_first(question: Question, papers: Sequence[HeldPaper]) -> Sequence[HeldPaper]:
    """The inspections, where there are enough to tell a story: the rest repeats what they found."""
    inspections = [paper for paper in of_the_service(question, papers) if paper.facts.kind in INSPECTIONS]
    wanted = question.kinds - INSPECTIONS
    return inspections if len(inspections) > 1 and not wanted else papers


def compared(question: Question, papers: Sequence[HeldPaper]) -> list[HeldPaper]:
    kinds = {kind for kind in question.kinds if any(paper.facts.kind is kind for paper in papers)}
    fitting = in_focus(question, papers) if question.periods else list(papers)
    return [paper for paper in of_the_service(question, fitting) if fits_kind(paper, kinds)]


def of_the_service(question: Question, papers: Sequence[HeldPaper]) -> list[HeldPaper]:
    """The papers, without the inspections of special educational needs where the question is not of these."""
    of_needs = Kind.AREA_SEND in question.kinds or NEEDS.search(question.search)
    return [paper for paper in papers if of_needs or paper.facts.kind is not Kind.AREA_SEND]


def dated(question: Question, papers: Sequence[HeldPaper]) -> list[HeldPaper]:
    """The papers of the periods or of the span that a question names, in date order; of all where it names none."""
    ordered = sorted(papers, key=lambda paper: (paper.said, paper.file))
    if question.inspections:
        full = [paper for paper in ordered if paper.facts.kind in (question.kinds or {Kind.INSPECTION_REPORT})]
        return full[-question.inspections :]
    if span := question.span:
        within = [p for p in ordered if is_within(p, span.first, span.last)]
        before = [p for p in ordered if span.first and p.said and p.said[:7] < span.first]
        starts = within and span.first and within[0].said[:4] == span.first[:4]
        # a story needs a beginning: where no paper is of the first year, the last one before it
        return within if starts or not before else [before[-1], *within]
    if question.periods:
        of_each = [of_period(period, ordered) for period in question.periods]
        return [paper for paper in ordered if any(paper in own for own in of_each)]
    return ordered


def of_period(period: Period, papers: Sequence[HeldPaper]) -> list[HeldPaper]:
    """The papers of a period, or where there are none those that came out soon after and may tell of it."""
    weights = {paper.id: one_period_weight(period, paper) for paper in papers}
    of_time = [paper for paper in papers if weights[paper.id] >= IN_YEAR]
    return of_time or [paper for paper in papers if weights[paper.id] >= SOON_AFTER]


def is_within(paper: HeldPaper, first: str | None, last: str | None) -> bool:
    said = paper.said[:7]
    if not said:
        return False
    if last and not paper.facts.inspected_to:  # it tells of an inspection some weeks after
        last = months_later(last, REPORTED_AFTER)
    return (not first or said >= first[: len(said)]) and (not last or said <= last)


def months_later(month: str, count: int) -> str:
    number = int(month[:4]) * 12 + int(month[5:7]) - 1 + count
    return f"{number // 12}-{number % 12 + 1:02}"


def share_out(spread: Spread, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best sentences about the subject of each paper, in the order of the papers; nothing of a paper that is
    silent on it."""
    about = on_subject(evidence, near_too=spread.kind != "outcome")
    if not about:
        return []
    if spread.kind == "outcome":  # a later paper calls the thing by its name, and the people by another
        about += [e for e in evidence if names_it(spread, e) and e not in about]
    own = {
        paper.id: sorted((e for e in about if e.passage.paper.id == paper.id), key=lambda e: -worth(e, spread.graded))
        for paper in spread.papers
    }
    speaking = [paper for paper in spread.papers if own[paper.id]]
    best = {paper.id: worth(own[paper.id][0], spread.graded) for paper in speaking}
    if spread.kind == "compare":
        speaking = one_each(speaking, best)
    elif spread.kind == "outcome":
        speaking = from_the_promise(spread, speaking, own, best)
        if spread.due and speaking:
            first = speaking[0].id
            own[first].sort(key=lambda e: -as_due(e))
            best[first] = min(best[first], worth(own[first][0], spread.graded))
    speaking = most_telling(speaking, best, MOST_PAPERS)
    most, near_own = next(share for count, share in SHARES if len(speaking) <= count)
    chosen: list[Evidence] = []
    for paper in speaking:
        near = [e for e in own[paper.id] if worth(e, spread.graded) >= near_own * best[paper.id]]
        chosen += without_repeats(near)[:most]
    return chosen


def on_subject(evidence: Sequence[Evidence], *, near_too: bool = True) -> list[Evidence]:
    """The sentences about the subject: those that hold enough of its words, and with ``near_too``, or where none does,
    those that come near its meaning."""
    about = [e for e in evidence if not is_boilerplate(e.text) and not is_beside(e)]
    if not about:
        return []
    overlap = max(e.feature("sentence_overlap") for e in about)
    cosine = max(e.feature("sentence_cosine") for e in about)
    worded = [e for e in about if e.feature("sentence_overlap") >= ABOUT * overlap] if overlap >= WORDED else []
    if worded and not near_too:  # what was done may stand in the sentence beside the one that names the matter
        whole = [e for e in about if e.feature("passage_overlap") >= WHOLE]
        worded += [e for e in whole if e.feature("sentence_overlap") >= PART * overlap]
    near = [e for e in about if e.feature("sentence_cosine") >= NEAR * cosine]
    if worded and not near_too:
        near = []  # another finding on the same children is no word of what was done
    return list({(e.passage.key, e.sentence): e for e in [*worded, *near]}.values())


def names_it(spread: Spread, e: Evidence) -> bool:
    """Whether a sentence has a name of several words that the question gives something, or another name for it."""
    stems = stems_of(e.text)
    named = any(tuple(stems[i : i + len(name)]) == name for name in spread.terms for i in range(len(stems)))
    return named and not (is_boilerplate(e.text) or is_beside(e))


def is_beside(e: Evidence) -> bool:
    """Whether a sentence is of procedure alone: it has next to nothing of what is asked."""
    return e.feature("sentence_overlap") < OF_PROCEDURE and is_procedure(e.text)


def from_the_promise(
    spread: Spread, papers: Sequence[HeldPaper], own: dict[str, list[Evidence]], best: dict[str, float]
) -> list[HeldPaper]:
    """The paper that speaks most plainly of an action, and the later ones that bear on it, the latest among them."""
    if not papers:
        return []
    # as the evidence ranks them: the month that a promise names counts, and a finding no more than a demand
    named = [paper for paper in papers if paper.id in spread.named]
    promise = max(named or papers, key=lambda paper: max(e.score for e in own[paper.id]))
    later = [p for p in papers if p.said > promise.said and best[p.id] >= AS_GOOD * best[promise.id]]
    if later:
        telling = sorted(later[:-1], key=lambda paper: -best[paper.id])[: MOST_OUTCOME - 2]
        return [paper for paper in papers if paper in (promise, *telling, later[-1])]
    if named:
        return [promise]
    earlier = [p for p in papers if p.said < promise.said and best[p.id] >= AS_PLAIN * best[promise.id]]
    return [*earlier[-1:], promise]


def worth(e: Evidence, graded: bool) -> float:
    """How much a sentence says of its subject: a finding more than the line of a table or an item of a list, and a
    figure more than a word. Its paper is chosen, so how well that fits counts no more."""
    less = 0.5 if is_grade_line(e.text) and not graded else 0.0
    less += 0.2 if is_demand(e) else 0.0
    more = FOR_GRADE if graded and SIGNS[Wants.GRADE].search(e.text) else 0.0
    more += (0.06 if FIGURE.search(e.text) else 0.0) + (0.04 if EVALUATES.search(e.text) else 0.0)
    fits = sentence_weights()[FEATURES.index("paper_weight")] * e.feature("paper_weight")
    return e.score - fits - less + more


def as_due(e: Evidence) -> float:
    """How much a sentence says of what was to be done: a demand or a promise before what was found."""
    return worth(e, graded=False) + (FOR_DUE if is_demand(e) or PROMISES.search(e.text) else 0.0)


def asks(e: Evidence) -> bool:
    """Whether a sentence stands in a list of what must be done, or says by itself what must be."""
    return bool(demanded_under(e.passage.passage) or DEMANDS.search(e.text))


def is_demand(e: Evidence) -> bool:
    """The same, and where it is as short as the items of such a list are."""
    if asks(e):
        return True
    return e.passage.passage.kind is BlockKind.BULLET and len(e.text.split()) < SHORT_ITEM


def one_each(papers: Sequence[HeldPaper], best: dict[str, float]) -> list[HeldPaper]:
    """For each council the latest paper that says about as much as its best."""
    chosen: list[HeldPaper] = []
    for authority in dict.fromkeys(paper.facts.authority for paper in papers):
        held = [paper for paper in papers if paper.facts.authority == authority]
        most = max(best[paper.id] for paper in held)
        chosen.append([paper for paper in held if best[paper.id] >= LATER * most][-1])
    return chosen


def most_telling(papers: Sequence[HeldPaper], best: dict[str, float], most: int) -> list[HeldPaper]:
    """At most so many: the first, the last, and those between that say most."""
    if len(papers) <= most:
        return list(papers)
    between = sorted(papers[1:-1], key=lambda paper: -best[paper.id])[: most - 2]
    kept = {papers[0].id, papers[-1].id, *(paper.id for paper in between)}
    return [paper for paper in papers if paper.id in kept]


def without_repeats(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences, the same words once."""
    first: dict[str, Evidence] = {}
    for e in evidence:
        first.setdefault(" ".join(e.text.casefold().split()), e)
    return list(first.values())


def nearly(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences that may bear on the subject though they were not chosen: their paper is not said to be silent."""
    overlap = max((e.feature("sentence_overlap") for e in evidence), default=0.0)
    cosine = max((e.feature("sentence_cosine") for e in evidence), default=0.0)
    return [
        e
        for e in evidence
        if e.feature("sentence_overlap") >= HINTS * max(overlap, WORDED)
        or e.feature("sentence_cosine") >= HINTS * cosine
    ]


def silence_note(spread: Spread, chosen: Sequence[Evidence], evidence: Sequence[Evidence]) -> Note | None:
    """Which of the inspections compared say nothing on the subject; that no later paper does, of an action."""
    speaking = {e.passage.paper.id for e in (*chosen, *nearly(evidence))}
    silent = [paper for paper in spread.papers if paper.id not in speaking]
    if spread.kind == "outcome":
        last = max((e.passage.paper.said for e in chosen), default="")
        if not chosen or last != min(e.passage.paper.said for e in chosen):
            return None
        if not any(paper.said > last for paper in spread.papers):
            return Note(kind="coverage", text="No later paper is held, so the papers do not say what came of it.")
        most = max((e.feature("sentence_overlap") for e in evidence), default=0.0)
        if any(
            e.passage.paper.said > last and e.feature("sentence_overlap") >= HINTS * max(most, WORDED) for e in evidence
        ):
            return None  # a later paper bears on it in other words
        return Note(kind="coverage", text="The papers held do not mention this later: nothing on it was found.")
    if spread.kind == "compare":
        lacking = {p.facts.authority for p in spread.papers} - {e.passage.paper.facts.authority for e in chosen}
        names = " or ".join(sorted(name for name in lacking if name))
        return Note(kind="coverage", text=f"Nothing on this was found for {names}.") if names else None
    silent = [paper for paper in silent if paper.facts.kind in INSPECTIONS]
    if not silent or not chosen:
        return None
    named = [f"{KIND_NAMES[paper.facts.kind]}, {when(paper.facts)}" for paper in silent]
    if len(named) > FEW_PAPERS:
        return Note(kind="coverage", text=f"{len(named)} other inspections of the time say nothing found on this.")
    return Note(kind="coverage", text=f"Nothing on this was found in: {'; '.join(named)}.")
