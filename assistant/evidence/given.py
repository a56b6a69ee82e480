"""How far a sentence gives what a question asks for: a value beside its thing, in somebody's words, of a time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence.answertype import has_rate, rates_in
from assistant.evidence.figure import own_figures
from assistant.evidence.requirement import PLURAL, SAME_PEOPLE, Requirement, Tense
from assistant.evidence.stated import Stated, fits_closely, is_month, is_of_other_times, overlaps, times_in
from assistant.understanding.groups import is_of_others
from assistant.understanding.periods import Period
from assistant.understanding.question import Question
from assistant.understanding.stems import stem, stems_of
from assistant.understanding.values import AGENT, CAUSE, WORDS, Ask, value_places
from corpus.held import HeldPaper, HeldPassage

AHEAD_SIGNS = re.compile(
    r"\b(?:due|will|shall|expect(?:s|ed)?|planned|plans? to|by|within|must|should|intends?|scheduled|from)\b",
    re.IGNORECASE,
)
SAYING = frozenset(
    stem(word)
    for word in "say says said tell told report reported describe described feel felt think express expressed speak "
    "spoke spoken explain explained respond responded response comment commented view views voice feedback value "
    "valued raised complain complained praise praised positive claim claimed promise promised warn warned announce "
    "announced argue argued admit admitted insist insisted blame blamed thank thanked criticise criticised call "
    "called ask asked add added write wrote".split()
)
# What somebody does with the words that are quoted.
SPEAKING = SAYING | frozenset(
    stem(word)
    for word in "apologise apologised apologises hope hopes hoped expect expects expected regret regrets want wants "
    "wanted welcome welcomed welcomes wish wishes wished urge urged urges demand demands demanded".split()
)
# A director of children's services is no child.
OFFICE = re.compile(
    r"\b(?:cabinet|chair|chief|commissioner|councillor|cllr|director|head|leader|lead member|manager|minister|mp|"
    r"officer|secretary|services?|spokes\w+)\b",
    re.IGNORECASE,
)
IN_OFFICE = re.compile(
    rf"{OFFICE.pattern}[\w ,'’-]{{0,30}}? (?:for|of) (?-i:[A-Z])[\w’']+(?:(?:,| and| &) (?-i:[A-Z])[\w’']+)*|"
    r"Children['’]?s Services?",
    re.IGNORECASE,
)
# Whose words the papers themselves are: nobody need be named beside what they say.
REPORTERS = frozenset(
    stem(word)
    for word in "inspectors inspector ofsted report reports letter inspection visit review council leaders leader "
    "they each both it she he paper papers story news article release jtai authority you we us".split()
)
NO_NOUNS = frozenset(
    "is was has does this its his hers theirs ours needs lives attends receives requires consists includes remains "
    "comes means shows becomes makes takes gives says works feels lacks goes gets provides meets ensures "
    "reflects".split()
)
TO_COME = re.compile(
    r"\b(?:due|will|shall|expect\w*|plan(?:s|ned|ning)?|intend\w*|scheduled|propos\w+|next|going to|aims?|"
    r"consider\w*)\b",
    re.IGNORECASE,
)
SPEED = re.compile(r"\bhow (?:quickly|soon|fast)\b", re.IGNORECASE)
SPEEDY = re.compile(
    r"\b(?:timel(?:y|iness)|prompt(?:ly)?|quick(?:ly)?|swift(?:ly)?|immediate(?:ly)?|imminent(?:ly)?|without delay|"
    r"delay(?:s|ed)?|slow(?:ly)?|too long)\b",
    re.IGNORECASE,
)
DONE_BY = re.compile(r"\b(?P<done>[\w-]+) by (?:the|an?|its|[A-Z])")
AVERAGE = re.compile(r"\b(?:average|typical(?:ly)?|median|mean)\b", re.IGNORECASE)
OF_EACH = re.compile(r"\b(?:average|mean|median|typically|caseloads?)(?: \w+){0,3}?\W*$", re.IGNORECASE)
AVERAGES = re.compile(
    r"\b(?:average|typical(?:ly)?|median|mean|around|about|approximately|most|majority|usually)\b", re.IGNORECASE
)
# "Over 100 children, staff and parents" tells of no one of them how many there are.
MIXED = re.compile(r"\S+ (?:[a-z-]+ )?[a-z-]+, [a-z-]+(?: [a-z-]+)?(?:,? [a-z-]+)*? and [a-z]+")
# "41 children left care" does not say how many there are in it.
MOVED = re.compile(
    r"\S+ (?:(?!who\b)[a-z’-]+ ){1,5}?(?:(?:have|had|has|were|who) )*(?:subsequently )?(?:became|becoming|ceased|came|"
    r"come|coming|entered|entering|joined|left|leaving|moved|returned|returning|started|starting)\b"
)
MOVES = re.compile(
    r"\b(?:became|become|becoming|ceas\w+|came|come|coming|enter\w*|go|gone|join\w*|leave|left|leaving|lose|lost|mov\w+|"
    r"return\w*|start\w*|went)\b",
    re.IGNORECASE,
)
ALL_TOGETHER = re.compile(r"\b(?:people|persons|altogether|in (?:all|total))\b", re.IGNORECASE)
# A sentence that gives an earlier figure of what the one before it counts.
STEP = re.compile(
    r"^\W*(?:This|That|It|Which) (?:is|was|represents|represented|marks|compares|compared) (?:\w+ ){0,2}?"
    r"(?:up|down|increase|decrease|reduction|rise|fall|drop|improvement|decline|growth|with|to)\b"
)
# A part of what the sentence before it counts: "Of these, 26 were late", "Eleven of them had no plan".
PART = re.compile(
    rf"^\W*(?:(?:\d[\d,]*|{WORDS}|one|half|all|some|many|most|few|none|only \w+|\d[\d.]*%|\d+ per cent) )?of "
    rf"(?:(?:all )?(?:these|those|them)|(?:the|these|those) (?:\d[\d,]*|{WORDS}))\b"
    r"(?! [a-z-]+s\b| (?:children|people|staff))",
    re.IGNORECASE,
)
BACK = 0.8  # what it counts
ON_THE_MOVE = 0.2  # and one of those who came or went, where those are asked for who are there
AMISS = 0.4  # what a value counts that is of no average, of no week, or of more than what is asked for
UNFORESEEN = 0.4  # what a sentence counts that looks back, where what has yet to come is asked for
UNEXPLAINED, CAUSE_NEAR = 0.5, 0.8  # and one that gives no cause, or stands beside one that does
CLOSE = 3
CLAUSE_END = re.compile(r"[,;:(](?!\d)")
BESIDE_AFTER, BESIDE_BEFORE = 5, 8  # words between a value and the thing that it is of
OF_LONGER, OF_YEAR = 0.8, 0.5  # a figure of a year or more, or of no time told, where that of a month is asked for
FRESH = 2  # years between the newest paper of a council and one that can still speak of "now"


def around(passage: HeldPassage, sentence: int) -> str:
    """The headings of a sentence, or the caption of its table, and the sentences before and after it."""
    own = passage.passage
    near = [own.sentences[i] for i in (sentence - 1, sentence + 1) if 0 <= i < len(own.sentences)]
    return " ".join([*own.headings, own.caption, *(own.text[s.start : s.end] for s in near)])


def value_in(requirement: Requirement, question: Question, text: str, speaker: str | None, near: str) -> float:
    """1 where a value of the type asked for stands beside its thing, less the further off, 0 where there is none.

    ``speaker`` is who says the sentence, if anybody is named; ``near`` its headings and the sentences beside it.
    """
    ask = requirement.ask
    if requirement.tense is Tense.AHEAD and not requirement.is_of_value and not TO_COME.search(text):
        return UNFORESEEN
    if not requirement.is_typed:
        return 1.0
    if ask is Ask.CAUSE:
        return 1.0 if CAUSE.search(text) else CAUSE_NEAR if CAUSE.search(near) else UNEXPLAINED
    if ask is Ask.AGENT and speaker:  # who speaks is who said it, not who did it
        return 1.0 if not requirement.thing or requirement.thing & SAYING else AMISS
    if ask is Ask.PERSON and speaker and is_of(requirement.thing, speaker) and SPEAKING & set(stems_of(question.text)):
        return 1.0  # "which councillor wants it?": whoever says that they do
    if requirement.tense is Tense.AHEAD and not AHEAD_SIGNS.search(text):
        return 0.0
    for place in question.authorities:  # the council's own name is no answer
        text = re.sub(re.escape(place), lambda m: " " * len(m.group()), text, flags=re.IGNORECASE)
    if ask is Ask.SAID:
        return said_in(requirement, text, speaker)
    if is_of_others(ask, question.text, text, near):
        return 0.0
    text = own_figures(ask, question.text, text)
    values = values_in(requirement, question, text)
    return beside_thing(requirement, values, text, near) if values else 0.0


def values_in(requirement: Requirement, question: Question, text: str) -> list[tuple[int, float]]:
    """Where a sentence has values of the type asked for, and from 0 to 1 how far each is of what is asked for."""
    ask = requirement.ask
    values = value_places(ask, text)
    if ask is Ask.AGENT and requirement.thing & SAYING:  # those who speak are told of by their office
        values += [(m.start(), 0.8) for m in AGENT.finditer(text)]
    if ask is Ask.PERSON:  # "who is the chair?": "chaired by the lead member"
        values += [(m.end(), 0.8) for m in DONE_BY.finditer(text) if stems_of(m["done"])[-1] in requirement.thing]
    if ask is Ask.DURATION and SPEED.search(question.text):
        values += [(m.start(), 0.7) for m in SPEEDY.finditer(text)]
    if AVERAGE.search(question.text) and not AVERAGES.search(text):  # one child's age is not that of all
        values = [(place, AMISS * strength) for place, strength in values]
    if ask in (Ask.NUMBER, Ask.MONEY, Ask.SHARE) and not has_rate(question.text, text):
        if rates_in(text):  # by another measure
            return []
        values = [(place, AMISS * strength) for place, strength in values]
    if ask is Ask.NUMBER and not AVERAGE.search(question.text):  # "an average of 16 children" tells no number of them
        values = [(place, (AMISS if OF_EACH.search(text[:place]) else 1.0) * strength) for place, strength in values]
    if ask is Ask.NUMBER and not ALL_TOGETHER.search(question.text):
        values = [(place, (AMISS if MIXED.match(text, place) else 1.0) * strength) for place, strength in values]
    if ask is Ask.NUMBER and is_with_people(requirement.thing) and not MOVES.search(question.text):
        values = [(place, (ON_THE_MOVE if MOVED.match(text, place) else 1.0) * strength) for place, strength in values]
    return values


def beside_thing(requirement: Requirement, values: Sequence[tuple[int, float]], text: str, near: str) -> float:
    """The best of the values, each by how far from its thing it stands."""
    strongest = max(strength for _, strength in values)
    if not requirement.thing:
        return strongest
    tokens = [(stem(m.group().casefold()), m.start()) for m in re.finditer(r"[\w%£]+", text)]
    things = [i for i, (word, _) in enumerate(tokens) if word in requirement.thing]
    best = 0.0
    if things:
        for start, strength in values:
            at = next((i for i, (_, where) in enumerate(tokens) if where >= start), len(tokens))
            best = max(best, strength * nearness_to(at, things, requirement, text[start:]))
        return best
    if requirement.thing & set(stems_of(near)):
        best = (BACK if leans_back(text) else 0.5) * strongest
    if requirement.ask is Ask.AGENT:  # somebody is named, though not as the doer of it
        best = max(best, 0.4 if any(strength == 1.0 for _, strength in values) else 0.2)
    return best


def leans_back(text: str) -> bool:
    """Whether a sentence only gives a figure of what the one before it counts: from where to where it went, or of a
    part of it."""
    return bool(STEP.match(text) or PART.match(text))


def counted_by(rest: str) -> str | None:
    """The stem of the plural that a number at the beginning of a text counts; None where none follows it closely."""
    clause = re.split(r"[,;:.(](?!\d)|\b(?:at|by|for|from|in|on|per|to|with)\b", rest, maxsplit=1)[0]
    nouns = (word for word in clause.split()[1 : 1 + BESIDE_AFTER] if PLURAL.fullmatch(word))
    return next((stem(noun.casefold()) for noun in nouns if noun not in NO_NOUNS), None)


def nearness_to(at: int, things: Sequence[int], requirement: Requirement, rest: str) -> float:
    """From 0 to 1, how near a value at a place among the words stands to a thing that it may be of."""
    ask = requirement.ask
    if ask in (Ask.NAME, Ask.PERSON):
        close = min(abs(thing - at) for thing in things)
        return 1.0 if close <= CLOSE else 0.7 if close <= BESIDE_BEFORE and ask is Ask.PERSON else 0.4
    if ask in (Ask.NUMBER, Ask.SHARE) and (noun := counted_by(rest)) and noun not in requirement.thing:
        return 0.3  # "11 district councils" are no children
    after = BESIDE_AFTER
    if ask in (Ask.NUMBER, Ask.SHARE):  # of "92% permanent, child protection plans" the number is not of children
        after = min(after, len(re.findall(r"[\w%£]+", CLAUSE_END.split(rest, maxsplit=1)[0])) - 1)
    if any(at <= thing <= at + after for thing in things):
        return 1.0
    return 0.8 if any(at - BESIDE_BEFORE <= thing < at for thing in things) else 0.5


def said_in(requirement: Requirement, text: str, speaker: str | None) -> float:
    """Whether those whose words are asked for speak in a sentence, or it tells what they said."""
    if requirement.thing & REPORTERS or (speaker and is_of(requirement.thing, speaker)):
        return 1.0
    # the cabinet member for children is no child
    own = IN_OFFICE.sub("", text) if is_people(requirement.thing) else text
    words = stems_of(own)
    speaking = [i for i, word in enumerate(words) if word in SAYING]
    naming = [i for i, word in enumerate(words) if word in requirement.thing]
    if any(0 <= i - thing <= BESIDE_BEFORE for i in speaking for thing in naming):
        return 1.0
    return 0.5 if naming else 0.3


def is_of(thing: frozenset[str], speaker: str) -> bool:
    """Whether a speaker is one of those who are asked for: by office where an office is named, else with none."""
    stems = set(stems_of(speaker))
    return bool(thing & stems) and not (is_people(thing) and OFFICE.search(speaker))


def is_people(thing: frozenset[str]) -> bool:
    return any(thing <= people for people in SAME_PEOPLE)


def is_with_people(thing: frozenset[str]) -> bool:
    return any(thing & people for people in SAME_PEOPLE)


def time_fits(requirement: Requirement, paper: HeldPaper, text: str, near: str, newest: str) -> float:
    """1 where a paper, or what a sentence says, is of the time asked about, and where the paper has no date."""
    facts = paper.facts
    dates = [date for date in (facts.inspected_from, facts.inspected_to, facts.published) if date]
    if requirement.periods:
        stated = times_in(text) if requirement.is_dated else ()
        said, is_dated = f"{facts.title} {text} {near}", requirement.is_dated
        return max(period_fits(period, dates, stated, said, is_dated) for period in requirement.periods)
    if requirement.tense is not Tense.ANY and paper.said and newest:
        return 1.0 if int(newest[:4]) - int(paper.said[:4]) <= FRESH else 0.0
    return 1.0


def period_fits(period: Period, dates: Sequence[str], stated: Sequence[Stated], text: str, is_dated: bool) -> float:
    if is_of_other_times(stated, period):
        return 0.0  # a paper of the year asked about gives a figure of another
    if overlaps(stated, period):
        return 1.0 if fits_closely(stated, period) else OF_LONGER
    year = period.year
    around = period if period.last_year else Period(year)  # what is said "at 31 March" may stand beside the year alone
    if not dates:
        return 1.0
    if overlaps([Stated(date[:7], date[:7]) for date in dates], around) or overlaps(times_in(text), around):
        # a figure of a month asked about is not any figure in a paper of that year
        return OF_YEAR if is_dated and is_month(period) and not overlaps(times_in(text), period) else 1.0
    # a story of the months after may tell of the year before
    return 0.5 if any(date.startswith(str(year + 1)) for date in dates) and len(dates) == 1 else 0.0
