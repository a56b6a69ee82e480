"""What exactly a question asks for, and how far a sentence gives it.

A question of a type asks for a value of a thing: how many (value) children in care (thing), who (value) is the
director (thing). A sentence gives it where a value of the type stands beside the thing, the other words that the
question names stand in the sentence or around it, and it speaks of the time asked about. What is measured here is
only how far that holds; what follows from it is weighed up in gate.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.periods import Period
from assistant.question import Question
from assistant.stems import stem, stems_of
from assistant.values import Ask, value_places
from corpus.held import HeldPaper, HeldPassage


class Tense(StrEnum):
    ANY = "any"
    NOW = "now"  # today's figure
    AHEAD = "ahead"  # what has yet to come


# What ends the name of a thing: "how many (children in care) were ..."
ENDS = (
    r"are|were|is|was|be|been|do|does|did|has|have|had|can|could|will|would|should|must|may|might|who|that|which|"
    r"whose|when|where|if|per|by|with|without|from|to|at|on|during|after|before|since|within|under|over|against|"
    r"live|lived|lives|need|needed|get|got|gets|took|take|takes|went|go|goes|came|come|left|leave|leaves"
)
AUX = r"are|were|is|was|be|do|does|did|has|have|had|can|could|will|would|should|made|to|the"
KIND = rf"(?:(?!(?:{AUX})\b)[\w’'-]+ )"  # a word that tells which sort of a thing is meant
THING = rf"(?P<thing>(?:(?!(?:{ENDS})\b)[\w'’&/-]+[ ]*){{1,6}})"
DETERMINERS = (
    r"(?:of )?(?:(?:the|our|its|their|all|these|those|a|an|any|your|more|other|new|extra|different|looked[- ]after) )*"
)
PLACE_NOUNS = (
    r"agency|agencies|authority|authorities|boards?|borough|charity|charities|college|committee|company|companies|"
    r"consultanc(?:y|ies)|court|estates?|firms?|homes?|hospitals?|hotels?|judge|neighbourhoods?|organisations?|"
    r"panel|partners|partnership|providers?|schools?|streets?|towns?|trust|universit(?:y|ies)|wards?"
)
PERSON_NOUNS = (
    r"chair|chief executive|councillors?|directors?|doctor|executive|headteacher|heads?|inspectors?|judge|leaders?|"
    r"managers?|members?|ministers?|officers?|person|people|portfolio holder|social workers?|surname"
)
PATTERNS: tuple[tuple[Ask, re.Pattern[str]], ...] = tuple(
    (ask, re.compile(pattern, re.IGNORECASE))
    for ask, pattern in (
        (Ask.DURATION, r"\bhow (?:long|soon|old|quickly)\b|\bwhat age\b|\b(?:average|typical|median) age\b|"
                       r"\bhow many (?:working )?"
                       r"(?P<thing>days|weeks|months|years|nights|hours|terms)\b"),
        (Ask.SHARE, rf"\b(?:percentage|per ?cent|proportion|fraction|share) of {DETERMINERS}{THING}"),
        (Ask.SHARE, r"\b(?:percentage|per ?cent|proportion|what share)\b"),
        (Ask.SHARE, rf"\bwhat(?:'s| is| was| were)? {DETERMINERS}{KIND}{{0,2}}(?:(?P<thing>\w+) )??"
                    r"(?<!ofsted )rates?\b(?! (?:us|them|our|the))"),
        (Ask.SHARE, r"\bby how much\b|\bhow much (?:more|less|fewer|higher|lower)\b"
                    r"(?!.*\b(?:costs?|spend|spent|pay|paid|saved?|money)\b)"),
        (Ask.MONEY, r"\bhow much (?:money|funding|does .* cost|did .* cost|do|does|did|is|are|was|were|will|has|have|a|"
                    r"of the budget)\b|\bwhat (?:does|do|did|will) .*\b(?:cost|pay|spend)\b|\bhow much\b.*"
                    r"\b(?:cost|pay|paid|spend|spent|invest|budget|worth|fund|save|price)|\bwhat (?:is|was|'s) .*"
                    r"\b(?:budget|cost|price|fee|salary|worth|grant|allowance)\b|\bweekly (?:price|cost|fee)|£"),
        (Ask.NUMBER, rf"\bhow (?:many|few) {DETERMINERS}{THING}"),
        (Ask.NUMBER, rf"\b(?:number|total|count) of {DETERMINERS}{THING}"),
        (Ask.NUMBER, r"\bwhat(?:'s|’s| is| was| were) .*\b(?P<thing>caseloads?|figures?|total)\b|"
                     r"\bhow (?:many|big|large)\b"),
        (Ask.DATE, r"\bwhen(?:'s|’s| is| was| were| did| does| do| will| are| has| had| should| would| can| must|$|\?)|"
                   r"\b(?:what|which|exactly what) (?:dates?|day|month|year)\b|\bby when\b|"
                   r"\bwhat(?:'s| is| was| were) .*\bdeadlines?\b"),
        (Ask.PERSON, rf"\bnames? of (?:the |our )?(?:[\w'-]+ ){{0,4}}(?P<thing>{PERSON_NOUNS})\b|"
                     r"\bsurname\b|\breal name\b"),
        (Ask.PERSON, rf"\bwhich {KIND}{{0,2}}(?P<thing>{PERSON_NOUNS})\b|\bby name\b"),
        (Ask.PERSON, rf"\bwho(?:'s|’s| is| was| were| are) (?:(?:the|our|its|their|[\w' -]+'s?) )?"
                     rf"(?:new |current |interim |lead )?(?:\w+ ){{0,2}}(?P<thing>{PERSON_NOUNS})\b"),
        (Ask.AGENT, r"(?:^|[,;.] |\band )(?:so )?who(?:'s)?"
                    r"(?: (?:is|was|were|are|has|had|have|will|else|actually|first))* "
                    r"(?P<thing>(?!(?:in|on|at|did|does|do|the|our)\b)\w{3,})|"
                    r"\bwho(?:'s| is| was) in charge|\bby whom\b|\bwhose\b"),
        (Ask.NAME, rf"\b(?:which|what) {KIND}{{0,3}}?(?:of (?:the |our )?(?:\w+['’]?s? )?)?(?P<thing>{PLACE_NOUNS})\b"),
        (Ask.NAME, r"\bnames?\b|\bcalled\b|\bknown as\b"),
        (Ask.GRADE, r"\b(?:what|which) (?:overall |ofsted )?(?:grade|rating|judgement|judgment)\b|"
                    r"\bwhat did [^?]*\b(?:rate|grade|judge)\b"),
        (Ask.SAID, rf"\b(?:what|how) (?:did|do|does|have|had|has) {DETERMINERS}"
                   r"(?P<thing>(?:[\w'-]+ ){1,3}?)(?:themselves )?"
                   r"(?:say|said|tell|told|think|thought|feel|respond|responded|react|reacted|reply|describe)\b"),
    )
)  # fmt: skip
YES_OR_NO = re.compile(
    r"^(?:and |so |but |please |hi,? |ok,? )?"
    r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should)\b",
    re.IGNORECASE,
)
SUBORDINATE = re.compile(r"^\s*(?:when|while|after|before|during|back when)\b[^,?]*,\s*", re.IGNORECASE)
NOW = re.compile(
    r"\b(?:now|currently|at the moment|right now|today|this (?:year|month|week|term)|last year|these days|at present|"
    r"nowadays|up to date figure)\b",
    re.IGNORECASE,
)
AHEAD = re.compile(r"\b(?:next|due|will|going to|coming (?:back|again)|expected to)\b", re.IGNORECASE)
AHEAD_SIGNS = re.compile(
    r"\b(?:due|will|shall|expect(?:s|ed)?|planned|plans? to|by|within|must|should|intends?|scheduled|from)\b",
    re.IGNORECASE,
)
# Nouns that councillors and papers use for the same people; the answer may count them by another of these.
SAME_PEOPLE: tuple[frozenset[str], ...] = tuple(
    frozenset(stem(word) for word in line.split())
    for line in (
        "children child people young kids youngsters teenagers pupils leavers babies boys girls persons residents "
        "experienced",
        "workers staff practitioners posts employees",
        "cases referrals contacts",
        "families parents households",
        "carers foster families households",
    )
)
PLURAL = re.compile(r"(?!childrens\b)\w+[a-rt-z]s|children|people|staff|police", re.IGNORECASE)
# What somebody does, and other words for it, by stem: "who drew up the plan?" is answered by "written by".
DOINGS = {
    stem(word): frozenset(stem(other) for other in line.split())
    for line in (
        "wrote written write author authored drew drawn prepared produced compiled conducted undertook undertaken",
        "led leads lead leading leader headed head heads ran run runs managed manages manager",
        "chairs chaired chair chairing chairman chairperson cochaired",
        "said says say told tell stated added noted praised warned asked called",
        "owns owned own run runs operated operates operate",
        "appointed appoint hired recruited recruit joined replaced",
        "dismissed sacked fired suspended removed",
        "died death deaths dies",
        "commissioned commissions commission contracted contract won awarded",
    )
    for word in line.split()
}
SAYING = frozenset(
    stem(word)
    for word in "say says said tell told report reported describe described feel felt think express expressed speak "
    "spoke spoken explain explained respond responded response comment commented view views voice feedback value "
    "valued raised complain complained praise praised positive".split()
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
NO_NOUNS = frozenset("is was has does this its his hers theirs ours needs lives attends receives requires".split())
INSPECTED = re.compile(r"\b(?:ofsted|inspect\w*|visit)\b", re.IGNORECASE)
INSPECTION = frozenset(
    stem(word) for word in "inspection inspections reinspection ofsted inspect inspectors visit return".split()
)
CLOSE = 3
BESIDE_AFTER, BESIDE_BEFORE = 5, 8  # words between a value and the thing that it is of
FRESH = 2  # years between the newest paper of a council and one that can still speak of "now"


@dataclass(frozen=True, slots=True)
class Requirement:
    """``ask`` is the sort of value, ``thing`` the stems of the noun that it is of (empty where none is named)."""

    ask: Ask
    thing: frozenset[str] = frozenset()
    tense: Tense = Tense.ANY
    periods: tuple[Period, ...] = ()

    @property
    def is_typed(self) -> bool:
        return self.ask not in (Ask.TEXT, Ask.YES_NO)


@lru_cache(256)
def requirement_of(question: Question) -> Requirement:
    """What a question asks for; of several things, the first that has a type."""
    text = SUBORDINATE.sub("", question.text.replace("’", "'"), count=1)
    tense = Tense.NOW if NOW.search(text) else Tense.ANY
    found = [(match.start(), order) for order, (_, pattern) in enumerate(PATTERNS) if (match := pattern.search(text))]
    if not found:
        return Requirement(Ask.YES_NO if YES_OR_NO.search(text) else Ask.TEXT, frozenset(), tense, question.periods)
    ask, pattern = PATTERNS[min(found)[1]]
    match = pattern.search(text)
    thing = thing_of(question, match) if match else frozenset()
    if ask in (Ask.DATE, Ask.DURATION) and AHEAD.search(text):
        tense, thing = Tense.AHEAD, thing or (INSPECTION if INSPECTED.search(text) else frozenset())
    return Requirement(ask, thing, tense, question.periods)


def thing_of(question: Question, match: re.Match[str]) -> frozenset[str]:
    """Stems of the noun of which a value is asked, by all its names: the last word of what is named."""
    named = match.groupdict().get("thing")
    if not named:
        return frozenset()
    own = {place.casefold().rstrip("s") for name in question.authorities for place in name.split()}
    noun = noun_of(" ".join(word for word in named.split() if word.casefold().rstrip("s") not in own))
    if not noun:
        return frozenset()
    found = {noun} | DOINGS.get(noun, frozenset())
    for term in question.terms:
        if noun in stems_of(term.found):
            found |= {noun_of(name) for name in term.others if " " not in name or PLURAL.search(name)}
    for people in SAME_PEOPLE:
        if noun in people:
            found |= people
    return frozenset(found)


def noun_of(named: str) -> str:
    """The stem of the noun in what a question names: its first plural, which a verb may follow, or its last word."""
    words = re.split(r"\b(?:in|of|for|as|and|or|not)\b", named, maxsplit=1)[0].split() or named.split()
    plurals = (word for word in words if PLURAL.fullmatch(word))
    stems = stems_of(next(plurals, words[-1] if words else ""))
    return stems[-1] if stems else ""


def around(passage: HeldPassage, sentence: int) -> str:
    """The headings of a sentence and the sentences before and after it."""
    sentences = passage.passage.sentences
    near = [sentences[i] for i in (sentence - 1, sentence + 1) if 0 <= i < len(sentences)]
    return " ".join([*passage.passage.headings, *(passage.passage.text[s.start : s.end] for s in near)])


def value_in(requirement: Requirement, question: Question, text: str, speaker: str | None, near: str) -> float:
    """1 where a value of the type asked for stands beside its thing, less the further off, 0 where there is none."""
    if not requirement.is_typed:
        return 1.0
    if requirement.ask is Ask.AGENT and speaker:
        return 1.0
    if requirement.tense is Tense.AHEAD and not AHEAD_SIGNS.search(text):
        return 0.0
    for place in question.authorities:  # the council's own name is no answer
        text = re.sub(re.escape(place), lambda m: " " * len(m.group()), text, flags=re.IGNORECASE)
    if requirement.ask is Ask.SAID:
        return said_in(requirement, text, speaker)
    values = value_places(requirement.ask, text)
    if requirement.ask is Ask.PERSON:  # "who is the chair?": "chaired by the lead member"
        by = re.compile(r"\b([\w-]+) by (?:the|an?|its|[A-Z])")
        values += [(m.end(), 0.8) for m in by.finditer(text) if stems_of(m.group(1))[-1] in requirement.thing]
    if not values:
        return 0.0
    if not requirement.thing:
        return max(strength for _, strength in values)
    tokens = [(stem(m.group().casefold()), m.start()) for m in re.finditer(r"[\w%£]+", text)]
    things = [i for i, (word, _) in enumerate(tokens) if word in requirement.thing]
    best = 0.0
    for start, strength in values:
        at = next((i for i, (_, where) in enumerate(tokens) if where >= start), len(tokens))
        if things:
            best = max(best, strength * nearness_to(at, things, requirement, text[start:]))
    if not things and requirement.thing & set(stems_of(near)):
        best = 0.5 * max(strength for _, strength in values)
    if not things and requirement.ask is Ask.AGENT:  # somebody is named, though not as the doer of it
        best = max(best, 0.4 if any(strength == 1.0 for _, strength in values) else 0.2)
    return best


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
    if any(at <= thing <= at + BESIDE_AFTER for thing in things):
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


def time_fits(requirement: Requirement, paper: HeldPaper, text: str, newest: str) -> float:
    """1 where a paper, or what a sentence says, is of the time asked about, and where the paper has no date."""
    facts = paper.facts
    dates = [date for date in (facts.inspected_from, facts.inspected_to, facts.published) if date]
    if requirement.periods:
        return max(period_fits(period, dates, f"{facts.title} {text}") for period in requirement.periods)
    if requirement.tense is not Tense.ANY and paper.said and newest:
        return 1.0 if int(newest[:4]) - int(paper.said[:4]) <= FRESH else 0.0
    return 1.0


def period_fits(period: Period, dates: Sequence[str], text: str) -> float:
    year = period.year
    if not dates or any(date.startswith(str(year)) for date in dates):
        return 1.0
    if re.search(rf"\b{year}\b|\b{year - 1}\s*[-–/]\s*(?:20)?{year % 100:02}\b", text):
        return 1.0
    # a story of the months after may tell of the year before
    return 0.5 if any(date.startswith(str(year + 1)) for date in dates) and len(dates) == 1 else 0.0
