"""What the papers do not agree on, shown side by side, each under who says it: figures that one paper says another
gives differently, and what a council says of itself beside what inspectors found of the same.

A council's claim is no finding: where a question of yes or no is answered by the council alone, the inspectors' word
on it stands first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer import Note, Statement
from assistant.evidence.boilerplate import is_boilerplate
from assistant.evidence.evidence import Evidence
from assistant.evidence.given import OF_YEAR
from assistant.evidence.requirement import requirement_of
from assistant.evidence.selection import voices_asked
from assistant.lookups.judgements import AREA_SIGNS, areas_asked
from assistant.quoting.quote import as_statements
from assistant.quoting.quoted import Quoted, as_statement
from assistant.quoting.spread import EVALUATES
from assistant.understanding.number_words import UP_TO_TWENTY
from assistant.understanding.periods import first_month, last_month, periods_in
from assistant.understanding.question import Question
from assistant.understanding.values import Ask, value_places
from corpus.context import kind_name, when
from corpus.held import HeldPaper
from corpus.paper import BlockKind, Voice

LOOKED_AT = 15  # sentences, from the strongest
SIDE_LOOKED_AT = 40
AS_NEAR = 0.6  # of the overlap with the question that the best sentence shown has, from which another is of the same
LEAST = 0.5  # and of the question's own words, by rarity
VALUE, NAMED = 0.8, 0.5
MOST = 2
COUNTS = frozenset({Ask.NUMBER, Ask.SHARE, Ask.MONEY})
# How a paper says that another's figure is not its own: "while its own report gave the number as four", ", not nine".
DISAGREES = re.compile(
    r"\b(?:while|whereas|although|but|though|against)\b[^.]{0,60}\b(?:own|council['’]?s?|leaders['’]?|their|its|"
    r"official|published|reported) (?:own )?(?:report|figures?|count|total|number|records?|data)\b|"
    r"\b(?:gave|gives|put|puts|reported|recorded|counted|claimed) (?:it|them|the (?:number|figure|total)) (?:as|at)\b|"
    r",? (?:and )?not (?:the )?(?:\d[\d,.]*%?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    r"(?= (?:that|as|it|they|claimed|reported|stated)\b|\W*$)|"
    r"\b(?:figures?|numbers?|totals?) (?:do|did|does) not (?:agree|match|tally)\b|"
    r"\b(?:could|can) (?:not )?be squared with\b|\bcorrect (?:a|the|that) figure\b|"
    r"\bdisput\w+ (?:the|that|this) figure\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """The statements that give another figure than those shown already, and the note that says so."""

    statements: tuple[Statement, ...]
    note: Note


# Asked so, a matter may have two sides; a question of a fact has one answer.
ASKS_WHETHER = re.compile(
    r"\bor not\b|\breally\b|\btrue\b|\b(?:dis)?agree\w*|\bdiffer\w*|\bcontradict\w*|\bconflict\w*|\bclaim(?:s|ed)?\b|"
    r"\bhow (?:good|well|bad|poor|poorly|strong|effective|safe)\b|\bis that what\b",
    re.IGNORECASE,
)
OF_INSPECTORS = re.compile(r"\b(?:ofsted|inspectors?|inspection report)\b", re.IGNORECASE)
CLAIMS = frozenset({Voice.COUNCIL, Voice.DECISION})


def find_other_side(
    question: Question,
    shown: Sequence[Statement],
    evidence: Sequence[Evidence],
    judged: Callable[[HeldPaper], list[Statement]] = lambda _: [],
) -> Conflict | None:
    """What inspectors found of a matter on which only the council's papers are quoted, where the question asks whether
    a thing is so; None where their own are quoted, or said nothing near it. ``judged`` gives their judgements of the
    area asked about at the inspection of which a paper speaks, which stand in for their words where a question asks
    what they said."""
    whether = requirement_of(question).ask is Ask.YES_NO or ASKS_WHETHER.search(question.text)
    if not whether or not shown or any(is_first_hand(statement) for statement in shown):
        return None
    if voices_asked(question) == (Voice.COUNCIL,):
        return None
    has = " ".join(statement.text for statement in shown)
    quoted = [e for e in evidence if e.text in has]
    best = max((e.feature("sentence_overlap") for e in quoted), default=0.0)
    said = max((e.passage.paper.said for e in quoted), default="")
    heard = [
        e
        for e in evidence[:SIDE_LOOKED_AT]
        if e.passage.voice_of(e.sentence) is Voice.INSPECTOR and not is_boilerplate(e.text) and e.text not in has
    ]
    of_time = [
        e for e in heard if (e.feature("time") == 1.0 if question.periods else e.passage.paper.said[:4] >= said[:4])
    ]
    of_inspectors = OF_INSPECTORS.search(question.text) is not None
    # what inspectors said of it at any time answers whether they said it
    among = [*of_time, *(e for e in heard if of_inspectors and not question.periods)]
    nearest = max((e.feature("sentence_cosine") for e in quoted), default=1.0)
    found = [
        e
        for e in among
        if e.feature("sentence_overlap") >= LEAST
        and (e.feature("sentence_overlap") >= AS_NEAR * best or e.feature("sentence_cosine") >= nearest)
    ][:1]
    is_worded = bool(found)
    if not found:
        areas = [re.compile(sign, re.IGNORECASE) for area, sign in AREA_SIGNS.items() if area in areas_asked(question)]
        found = [e for e in of_time if EVALUATES.search(e.text) and any(area.search(e.text) for area in areas)][:1]
    places = [Quoted(e.passage, e.sentence) for e in found]
    others = as_statements(places, places)
    if not is_worded and quoted and of_inspectors:
        others += judged(max((e.passage.paper for e in quoted), key=lambda paper: paper.said))
    if not others:
        return None
    text = "The council’s own account and what inspectors found are shown side by side."
    return Conflict(tuple(others), Note(kind="conflict", text=text))


def is_first_hand(statement: Statement) -> bool:
    """Whether neither the council says it nor others as the council quotes them: it chooses what it quotes."""
    return statement.voice not in CLAIMS and statement.quoted_by not in CLAIMS


# A figure that a paper has from another, or that somebody gave before it was known better.
REPORTED = re.compile(
    r"\b(?:report|statement|release|letter|council|leaders|plan)s?\b[^.]{0,20}\b(?:says?|said|states?|stated|gives?|gave|"
    r"claims?|claimed|reported|puts?)\b[^.]*(?:\d\s*%|£\s*\d)",
    re.IGNORECASE,
)
OF_FIGURE = re.compile(
    r"\b(?:figure|number|total|count|percentage) of\b|\b(?:that|this) (?:figure|number|total)\b", re.I
)
GAVE = re.compile(
    r"\b(?:local authority|council|leaders?|managers|officers|director|report)\b[^.]{0,30}\b(?:had|has|have) (?:\w+ )?"
    r"(?:reported|recorded|counted|stated|given|told)\b",
    re.IGNORECASE,
)
PASSAGES_ON = 5  # within which a paper goes on about a figure
FURTHER_ON = 4  # sentences, within which a paper that quotes a figure gives its own
NEAR_VALUE = 0.5  # of a figure whose thing stands in the heading or the sentence before
TOGETHER = 6  # months, within which papers speak of one time where a question names none
ALIKE = 0.9  # of how near the question's words stand to the figure shown, from which another is of the same


def find_conflict(question: Question, shown: Sequence[Statement], evidence: Sequence[Evidence]) -> Conflict | None:
    """What gives a figure otherwise than what is shown: a sentence that says so, one beside it, or another paper."""
    return (
        told_conflict(question, shown, evidence)
        or corrected(shown, evidence)
        or gave_beside(question, shown, evidence)
        or differing(question, shown, evidence)
    )


def corrected(shown: Sequence[Statement], evidence: Sequence[Evidence]) -> Conflict | None:
    """Where a paper that is shown to quote another's figure goes on to give its own."""
    has = " ".join(statement.text for statement in shown)
    for e in evidence[:LOOKED_AT]:
        if e.text not in has or not REPORTED.search(e.text):
            continue
        sign = re.compile(r"\d\s*%") if "%" in e.text else re.compile(r"£\s*\d")
        passage = e.passage.passage
        for last in range(e.sentence + 1, min(e.sentence + 1 + FURTHER_ON, len(passage.sentences))):
            own = text_at(e, last)
            if sign.search(own) and not figures_of(own) & figures_of(e.text) and own not in has:
                run = as_statement([Quoted(e.passage, i) for i in range(e.sentence + 1, last + 1)])
                text = "A figure that this paper quotes from another it gives otherwise itself: see both."
                return Conflict((run,), Note(kind="conflict", text=text))
    return None


def gave_beside(question: Question, shown: Sequence[Statement], evidence: Sequence[Evidence]) -> Conflict | None:
    """Where a paper that gives a figure goes on to say that the council gives another, or that it is disputed."""
    own = figures_of(question.text)  # "which is right, 64 or 19?"
    if requirement_of(question).ask not in COUNTS and not own:
        return None
    has = " ".join(statement.text for statement in shown)
    near = [e for e in evidence[:LOOKED_AT] if e.text in has and e.feature("time") >= OF_YEAR]
    giving = [e for e in near if figures_of(e.text) & own or (not own and e.feature("value") >= VALUE)]
    for e in giving:
        further = [other for other in evidence if follows_on(e, other) and figures_of(other.text) - figures_of(e.text)]
        for other in sorted(further, key=lambda other: (other.passage.ordinal, other.sentence)):
            if DISAGREES.search(other.text) or GAVE.search(other.text):
                return beside(e, [Quoted(other.passage, other.sentence)], other.text in has)
        for other in (o for o in evidence if follows_on(e, o) and OF_FIGURE.search(o.text)):
            last = other.sentence + 1
            is_same = figures_of(other.text) & figures_of(e.text)
            if is_same and last < len(other.passage.passage.sentences) and figures_of(text_at(other, last)):
                run = [Quoted(other.passage, other.sentence), Quoted(other.passage, last)]
                return beside(e, run, other.text in has)
    return None


def beside(e: Evidence, run: Sequence[Quoted], is_shown: bool) -> Conflict:
    text = "This figure is given otherwise in the same paper: see both, and who says each."
    rest = run[1:] if is_shown else run
    return Conflict(tuple(as_statement([quoted]) for quoted in rest), Note(kind="conflict", text=text))


def follows_on(e: Evidence, other: Evidence) -> bool:
    """Whether a sentence stands a little further on in the same paper."""
    places = [(one.passage.ordinal, one.sentence) for one in (e, other)]
    is_near = places[1][0] - places[0][0] <= PASSAGES_ON
    return e.passage.paper.id == other.passage.paper.id and places[0] < places[1] and is_near


def is_of_time(question: Question, e: Evidence) -> bool:
    """Whether a sentence that names a time names that of the question, to the month where the question does."""
    if e.feature("time") < 1.0:
        return False
    named = periods_in(e.text)
    months = [period for period in question.periods if not period.is_whole_year]
    if not months or not named or any(period.is_whole_year for period in named):
        return True
    return any(
        first_month(one) <= last_month(period) and last_month(one) >= first_month(period)
        for one in named
        for period in months
    )


def differing(question: Question, shown: Sequence[Statement], evidence: Sequence[Evidence]) -> Conflict | None:
    """Another figure of the same time, of which the question's words stand as near, from another paper or voice."""
    required = requirement_of(question)
    if required.ask not in COUNTS:
        return None
    has = " ".join(statement.text for statement in shown)
    giving = [
        e
        for e in evidence[:LOOKED_AT]
        if e.feature("value") >= NEAR_VALUE
        and is_of_time(question, e)
        and not is_boilerplate(e.text)
        and e.passage.passage.kind is not BlockKind.ROW
    ]
    quoted = [e for e in giving if e.text in has and e.feature("value") >= VALUE]
    if not quoted:
        return None
    first = quoted[0]
    others = [
        e
        for e in giving
        if source_of(e) != source_of(first)
        and (question.periods or months_apart(e, first) <= TOGETHER)
        and (e.feature("named") >= max(NAMED, ALIKE * first.feature("named")) or is_as_near(e, first))
        and figures_of(e.text)
        and not figures_of(e.text) & figures_of(first.text)
    ][:MOST]
    if not others:
        return None
    further = tuple(as_statement([Quoted(e.passage, e.sentence)]) for e in others if e.text not in has)
    text = "The papers give more than one figure: see each. They may not count the same thing, or the same days."
    return Conflict(further, Note(kind="conflict", text=text))


def is_as_near(e: Evidence, first: Evidence) -> bool:
    """Whether a sentence has as much of the question's words as the one shown, where neither names all of its things:
    "sent back" and "referred back"."""
    names = all(e.feature(feature) >= first.feature(feature) for feature in ("named", "sentence_overlap"))
    return names and e.feature("sentence_overlap") >= LEAST and e.feature("value") >= VALUE


def months_apart(e: Evidence, other: Evidence) -> int:
    """Between two papers; more than any where one has no date."""
    said = [one.passage.paper.said for one in (e, other)]
    if any(len(date) < len("2020-01") for date in said):
        return 999
    first, second = (int(date[:4]) * 12 + int(date[5:7]) for date in said)
    return abs(first - second)


def text_at(e: Evidence, number: int) -> str:
    sentence = e.passage.passage.sentences[number]
    return e.passage.passage.text[sentence.start : sentence.end]


def source_of(e: Evidence) -> tuple[str, Voice]:
    return e.passage.paper.id, e.passage.voice_of(e.sentence)


def figures_of(text: str) -> frozenset[str]:
    """The numbers, shares and sums that a text gives, without years; words for small numbers as figures."""
    found = re.findall(r"(?<![\w.,])£?\d[\d,]*(?:\.\d+)?\s?%?", text)
    named = [str(UP_TO_TWENTY[word]) for word in re.findall(r"[a-z]+", text.casefold()) if word in UP_TO_TWENTY]
    plain = [figure.replace(" ", "").replace(",", "") for figure in found]
    return frozenset(f for f in [*plain, *named] if not re.fullmatch(r"(?:19|20)\d\d|1", f))


def told_conflict(question: Question, shown: Sequence[Statement], evidence: Sequence[Evidence]) -> Conflict | None:
    """Where a question asks for a figure and a sentence about the same time says that papers give it differently."""
    required = requirement_of(question)
    if required.ask not in COUNTS or not shown:
        return None
    disagreeing = [
        e
        for e in evidence[:LOOKED_AT]
        if DISAGREES.search(e.text)
        and e.feature("value") >= VALUE
        and e.feature("named") >= NAMED
        and e.feature("time") == 1.0
        and len(value_places(required.ask, e.text)) > 1
    ][:MOST]
    if not disagreeing:
        return None
    has = " ".join(statement.text for statement in shown)
    further = tuple(as_statement([Quoted(e.passage, e.sentence)]) for e in disagreeing if e.text not in has)
    papers = {e.passage.paper.id: e.passage.paper.facts for e in disagreeing}.values()
    named = "; ".join(", ".join(filter(None, [kind_name(facts), when(facts)])) for facts in papers)
    text = f"The papers do not agree on this figure: see both. The difference is told in the {named}."
    return Conflict(further, Note(kind="conflict", text=text))
