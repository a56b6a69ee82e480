"""What exactly a question asks for, and how far a sentence gives it.

A question of a type asks for a value of a thing: how many (value) children in care (thing), who (value) is the
director (thing). A sentence gives it where a value of the type stands beside the thing, the other words that the
question names stand in the sentence or around it, and it speaks of the time asked about. What is measured here is
only how far that holds; what follows from it is weighed up in gate.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.understanding.degree import as_degree
from assistant.understanding.periods import Period
from assistant.understanding.question import Question, substance, topic_of
from assistant.understanding.stems import stem, stems_of
from assistant.understanding.values import WORDS, Ask
from assistant.understanding.wants import NAMED


class Tense(StrEnum):
    ANY = "any"
    NOW = "now"  # today's figure
    AHEAD = "ahead"  # what has yet to come


# What ends the name of a thing: "how many (children in care) were ..."
ENDS = (
    r"are|were|is|was|be|been|do|does|did|has|have|had|can|could|will|would|should|must|may|might|who|that|which|"
    r"(?:are|were|is|was|do|does|did|has|have|had|ca|could|wo|would|should)n't|"
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
    r"bed and breakfasts?|B&Bs?|consultanc(?:y|ies)|contractors?|court|estates?|firms?|homes?|hospitals?|hotels?|judge|"
    r"neighbourhoods?|newspapers?|organisations?|panel|partners|partnership|part(?:y|ies)|prisons?|providers?|schools?|"
    r"streets?|suppliers?|towns?|trust|unions?|universit(?:y|ies)|vendors?|villages?|wards?"
)
# Of "which scheme tells schools?" the scheme is asked for, and no school.
DEVICES = (
    r"(?:app|approach|campaign|course|framework|initiative|method|model|pilot|policy|programme|project|report|scheme|"
    r"service|strategy|system|team|tool)s?"
)
PERSON_NOUNS = (
    r"chair|chief executive|councillors?|directors?|doctor|executive|headteacher|heads?|inspectors?|judge|leaders?|"
    r"managers?|members?|ministers?|officers?|person|people|portfolio holder|social workers?|surname"
)
PATTERNS: tuple[tuple[Ask, re.Pattern[str]], ...] = tuple(
    (ask, re.compile(pattern, re.IGNORECASE))
    for ask, pattern in (
        (Ask.AGE, r"\bhow old\b|\bwhat ages?\b|\b(?:average|typical|median) age\b"),
        (Ask.CAUSE, r"\bwhy\b|\bhow come\b|\b(?:reasons?|explanation|causes?) (?:for|of|behind)\b|"
                    r"\bwhat(?:'s| is| was| were| has| have)? (?:\w+ )?(?:caus(?:e|es|ed|ing)|made|drove|led to|"
                    r"prompted|triggered|behind)\b"),
        (Ask.DURATION, rf"\bwhat(?:'s| is| was| were)? {DETERMINERS}{KIND}{{0,2}}"
                       r"(?:waits?|waiting times?|stay)\b"),
        (Ask.DURATION, r"\bhow (?:long|soon|quickly|fast)\b|"
                       r"\bhow many (?:working )?"
                       r"(?P<thing>days|weeks|months|years|nights|hours|terms)\b"),
        (Ask.SHARE, rf"\b(?:percentage|per ?cent|proportion|fraction|share) of {DETERMINERS}{THING}"),
        (Ask.SHARE, r"\b(?:percentage|per ?cent|proportion|what share)\b"),
        (Ask.SHARE, rf"\bwhat(?:'s| is| was| were)? {DETERMINERS}{KIND}{{0,2}}(?:(?P<thing>\w+) )??"
                    r"(?<!ofsted )rates?\b(?! (?:us|them|our|the))"),
        (Ask.SHARE, rf"\bwhat(?:'s| is| was| were)? {DETERMINERS}{KIND}{{0,2}}turnover\b"),
        (Ask.SHARE, r"\bhow much of (?!(?:\w+ ){0,2}(?:budget|cost|fund\w*|grant|money|overspend|price|sum)\b)|"
                    r"\bby (?:what|which) (?:amount|fraction|margin|percentage|proportion|share)\b|"
                    r"\bwhat (?:fraction|part|portion) of\b"),
        (Ask.SHARE, r"\bby how much\b|\bhow much (?:more|less|fewer|higher|lower)\b"
                    r"(?!.*\b(?:costs?|spend|spent|pay|paid|saved?|money)\b)"),
        (Ask.MONEY, r"\bhow much (?:money|funding|does .* cost|did .* cost|do|does|did|is|are|was|were|will|has|have|a|"
                    r"of the budget)\b|\bwhat (?:does|do|did|will) .*\b(?:cost|pay|spend)\b|\bhow much\b.*"
                    r"\b(?:cost|pay|paid|spend|spent|invest|budget|worth|fund|save|price)|"
                    r"\b(?:costs?|pays?|paid|spends?|spent|budgeted|raised|saved?)\b[^?]*\bhow much\W*$|"
                    r"\bwhat (?:is|was|'s) .*"
                    r"\b(?:budget|cost|price|fee|salary|worth|grant|allowance)\b|\bweekly (?:price|cost|fee)|£|"
                    r"\bwhat (?:\w+ ){0,2}?"
                    r"(?:allowances?|bill|budget|fees?|grants?|price|salary|savings?|sum of money)\b"
                    r"(?! (?:cuts?|plans?|for improvement))|"
                    r"\bwhat(?:'s| is| was| were) (?:[\w-]+ ){0,4}(?:bill|outlay|overspend|spend|underspend)\b|"
                    r"^\W*(?:[\w'-]+ ){0,5}?(?:bill|budget|cost|price|salary|spend|spending)"
                    r"(?: (?:for|in|of|on|per)\b[^?,.:;]*)?\W*$"),
        (Ask.NUMBER, rf"(?:^\W*|\bout )of {DETERMINERS}(?:(?:\d[\d,]*|{WORDS}) )?{THING}[^?]*?[ ,:;]how (?:many|few) "
                     rf"(?:of (?:them|these|those) )?(?:{ENDS}|\w+ed)\b"),
        (Ask.NUMBER, rf"\bhow (?:many|few) {DETERMINERS}{THING}"),
        (Ask.NUMBER, rf"\b(?:number|total|count) of {DETERMINERS}{THING}"),
        (Ask.NUMBER, rf"\bwhat number of {DETERMINERS}{THING}|\bwhat number\b"),
        (Ask.NUMBER, r"\bwhat(?:'s|’s| is| was| were) .*\b(?P<thing>caseloads?|figures?|total)\b|"
                     r"\bhow (?:many|big|large|tall|far|heavy|wide)\b"),
        (Ask.DATE, r"\b(?:since )?(?:when|what (?:date|month|year))\b[^?]*?\b(?P<thing>appointed|post)\b"),
        (Ask.DATE, r"\bwhen(?:'s|’s| is| was| were| did| does| do| will| are| has| had| should| would| could| can|"
                   r" may| might| must| shall|$|\?)|"
                   r"\b(?:what|which|exactly what) (?:dates?|day|month|year)\b|\bby when\b|"
                   r"\bwhat(?:'s| is| was| were) .*\bdeadlines?\b"),
        (Ask.PERSON, rf"\bnames? of (?:the |our )?(?:[\w'-]+ ){{0,4}}(?P<thing>{PERSON_NOUNS})\b|"
                     r"\bsurname\b|\breal name\b"),
        (Ask.PERSON, rf"\b(?P<thing>{PERSON_NOUNS})'s (?:full |own )?names?\b"),
        (Ask.PERSON, rf"^\W*(?:please )?name (?:(?:the|all|any|both|each|our|its|their) )*{KIND}{{0,3}}"
                     rf"(?P<thing>{PERSON_NOUNS})\b"),
        (Ask.PERSON, rf"\b(?P<thing>{PERSON_NOUNS})\b[^?]*\b(?:what (?:is|are|was|were) (?:he|she|they) called|"
                     r"what(?:'s| is| are| was| were) (?:his|her|their) names?)\b"),
        (Ask.PERSON, r"\bwho (?:(?:has|had|was|were|then|now) )?"
                     r"(?:fill(?:s|ed)|held|holds?|holding|occupied|took|taken) "
                     r"(?:up )?(?:the )?(?:job|office|position|post|role|title) (?:of|as) "
                     r"(?:(?:the|an?) )?(?:\w+ ){0,2}?"
                     rf"(?P<thing>{PERSON_NOUNS})\b"),
        (Ask.PERSON, r"\bwho (?:(?:has|had) been|is|was) in the (?P<thing>chair)\b"),
        (Ask.PERSON, rf"\bwhich {KIND}{{0,2}}(?P<thing>{PERSON_NOUNS})\b|\bby name\b"),
        (Ask.PERSON, rf"\bwho(?:'s|’s| is| was| were| are) (?:(?:the|our|its|their|[\w' -]+'s?) )?"
                     rf"(?:new |current |interim |lead )?(?:\w+ ){{0,2}}(?P<thing>{PERSON_NOUNS})\b"),
        (Ask.AGENT, r"\bby whom (?:[\w'-]+ ){1,8}?(?P<thing>\w+(?:ed|en|wn))\W*$"),
        (Ask.AGENT, r"\b(?P<thing>\w+(?:ed|en|wn)) by (?:whom|who)\W*$"),
        (Ask.AGENT, rf"\bwho(?:'s| is| was| were| are) (?:the|our|its|their) (?!(?:{PERSON_NOUNS})\b)"
                    rf"(?:(?!(?:{ENDS}|of|in)\b)[\w'’-]+ ){{0,3}}?(?P<thing>[\w-]+)"
                    r"(?= (?:of|in|for|at|that|who|when|during|by|to)\b|\W*$)"),
        (Ask.AGENT, r"(?:^|[,;.] |\band )(?:so )?who(?:'s)?"
                    r"(?: (?:is|was|were|are|has|had|have|will|else|actually|first))*+ "
                    r"(?P<thing>(?!(?:in|on|at|did|does|do|the|our)\b)\w{3,})|"
                    r"\bwho(?:'s| is| was) in charge|\bby whom\b|\bwhose\b"),
        (Ask.NAME, rf"\b(?:which|what) (?!{DEVICES}\b){KIND}{{0,3}}?"
                   rf"(?:of (?:the |our )?(?:\w+['’]?s? )?)?(?P<thing>{PLACE_NOUNS})\b"),
        (Ask.NAME, r"^\W*(?:please )?name (?:(?:the|all|any|both|each|our|its|their) )*"
                   rf"{KIND}{{0,3}}?(?P<thing>{PLACE_NOUNS})\b"),
        (Ask.NAME, rf"\bnames? of {DETERMINERS}{KIND}{{0,3}}?(?P<thing>{PLACE_NOUNS})\b"),
        (Ask.NAME, rf"\b(?P<thing>{PLACE_NOUNS})\b[^?]*[,;:.] ?which (?:one|ones)\W*$"),
        (Ask.NAME, rf"\bnames?\b|{NAMED}|\bknown as\b"),
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
# "Has it got better or worse?" is answered by neither yes nor no.
OR_THE_OTHER = re.compile(
    r"\b(?:better|best|down|falling|fewer|good|higher|improv\w+|less|more|rising|stronger|up)(?: \w+){0,2},? or "
    r"(?:\w+ ){0,2}?(?:bad|declin\w+|down|falling|fewer|higher|less|lower|more|poor|rising|up|weaker|worse\w*)\b|"
    r"\b(?:worse|down|falling|fewer|lower|less|weaker) or (?:\w+ ){0,2}?(?:better|up|rising|more|higher|stronger)\b",
    re.IGNORECASE,
)
HOW_MANY = re.compile(
    r"\bhow (?:many|much|few)\b|(?:^|[,;:.?] ?|\b(?:and|but|is it|say|tell me|to|who[mse]* (?:or|and)) )"
    r"(?:and |but |so )?(?:what|which|whose|who|name)\b|\b(?:what|which)\b",
    re.IGNORECASE,
)
SUBORDINATE = re.compile(r"^\s*(?:when|while|after|before|during|back when)\b[^,?]*,\s*", re.IGNORECASE)
NOW = re.compile(
    r"\b(?:now|currently|current (?=count|figure|number|percentage|proportion|rate|share|total)|"
    r"at the moment|right now|today|this (?:year|month|week|term)|last year|these days|at present|"
    r"nowadays|up to date figure)\b",
    re.IGNORECASE,
)
AHEAD = re.compile(
    r"\b(?:next|due|will|going to|coming (?:back|again)|expected to|by when(?! (?:had|was|were)\b))\b", re.IGNORECASE
)
# A question whose own verb is of what has yet to come.
LOOKS_BACK = re.compile(
    r"\b(?:was|were) (?:[\w'-]+ ){1,8}going to\b|\b(?:was|were) (?:[\w'-]+ ){0,10}due\b|"
    r"\b(?:who|which \w+) (?:was|were) to \w+",
    re.IGNORECASE,
)
FORESEEN = re.compile(
    r"^\W*(?:(?:so|and|but|or)\b[ ,]*)?(?:(?:when|what|how|which|who|where|why)\b[^,?]{0,40}?)?\bwill\b|"
    r"^\W*(?:is|are)\b[^,?]{1,40}\bgoing to\b",
    re.IGNORECASE,
)
# Nouns that councillors and papers use for the same people; the answer may count them by another of these.
SAME_PEOPLE: tuple[frozenset[str], ...] = tuple(
    frozenset(stem(word) for word in line.split())
    for line in (
        "children child people young kids youngsters teenagers pupils leavers babies boys girls persons residents "
        "experienced",
        "workers staff practitioners posts employees workforce",
        "cases referrals contacts",
        "families parents households",
        "carers foster families households",
    )
)
# Nouns for a body of which the name is asked, and by which a paper may call it instead.
SAME_BODIES = frozenset(
    stem(word)
    for word in "agency agencies charity charities company companies contractor contractors firm firms organisation "
    "organisations provider providers supplier suppliers vendor vendors".split()
)
# A union speaks through the officers of its branch, and papers mostly call it by its name.
UNION = frozenset(stem(word) for word in "union unions unison gmb unite branch".split())
YEAR_OLDS = re.compile(
    r"^(?:\w+ ){0,2}\d+(?:-?\s*(?:to|and|or|&|-|–)\s*\d+)?[- ]*(?:years?|yrs?)[- ]olds?", re.IGNORECASE
)
# "What share of posts is empty?" is answered by the vacancy rate.
EMPTY_POSTS = re.compile(
    r"\b(?:jobs?|positions?|posts?|roles?)\b[^?.,;]{0,40}\b(?:empty|not filled|unfilled|vacant)\b|"
    r"\b(?:empty|unfilled|vacant)\b (?:[\w-]+ ){0,3}(?:jobs?|positions?|posts?|roles?)\b",
    re.IGNORECASE,
)
VACANCIES = frozenset(stem(word) for word in "vacancy vacancies vacant unfilled".split())
# Of "11 district councils" the councils are counted, and so the districts.
WITH_COUNCIL = frozenset(stem(word) for word in "borough boroughs county counties district districts".split())
COUNCIL = stem("councils")
SECOND_NOUN = re.compile(r"[A-Z]\w+|[a-z]+(?:[^s\W]s|ies)")
CASELOAD = frozenset(stem(word) for word in ("caseload", "caseloads"))  # "24 children for each social worker"
CASES = re.compile(r"\bchild(?:ren)?['’]?s['’]? cases\b", re.IGNORECASE)  # counted as children
PLURAL = re.compile(r"(?!childrens\b)\w+[a-rt-z]s|children|people|staff|police", re.IGNORECASE)
# A year that a question names beside one of these may be that of a paper, which tells of other years as well.
OF_PAPER = re.compile(
    r"\b(?:according|action plan|article|going by|hmi|inspect\w*|jtai|letter|minutes|ofsted|papers?|press|release|"
    r"reports?|story|visit)\b",
    re.IGNORECASE,
)
# What somebody does, and other words for it, by stem: "who drew up the plan?" is answered by "written by".
DOINGS = {
    stem(word): frozenset(stem(other) for other in line.split())
    for line in (
        "wrote written write author authored drew drawn prepared produced compiled conducted undertook undertaken",
        "led leads lead leading leader headed head heads ran run runs managed manages manager",
        "chairs chaired chair chairing chairman chairperson cochaired",
        "said says say told tell stated added noted praised warned asked called",
        "owns owned own run runs operated operates operate",
        "appointed appoint appointment hired recruited recruit joined replaced post",
        "dismissed sacked fired suspended removed",
        "sat sits sit served serves serve member members membership",
        "died death deaths dies",
        "commissioned commissions commission contracted contract won awarded",
    )
    for word in line.split()
}
MOVES_ON_ONLY = re.compile(r"^\W*(?:so |ok |okay )?(?:and|or|but|what about|how about)\b", re.IGNORECASE)
INSPECTED = re.compile(r"\b(?:ofsted|inspect\w*|visit)\b", re.IGNORECASE)
# One that has been: what is due after it is something else.
INSPECTED_BEFORE = re.compile(
    r"\b(?:after|at|during|following|from|since) (?:(?:a|an|area|focused|full|ilacs|its|joint|jtai|last|latest|"
    r"monitoring|our|send|targeted|that|the|their|this|(?:19|20)\d\d) )*(?:inspection|ofsted|visit)\b",
    re.IGNORECASE,
)
INSPECTION = frozenset(
    stem(word) for word in "inspection inspections reinspection ofsted inspect inspectors visit return".split()
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """``ask`` is the sort of value, ``thing`` the stems of the noun that it is of (empty where none is named)."""

    ask: Ask
    thing: frozenset[str] = frozenset()
    tense: Tense = Tense.ANY
    periods: tuple[Period, ...] = ()
    of_paper: bool = False  # the periods may be those of a paper or an inspection

    @property
    def is_typed(self) -> bool:
        return self.ask not in (Ask.TEXT, Ask.YES_NO)

    @property
    def is_dated(self) -> bool:
        """Whether the value asked for is of the periods named, and not merely told in a paper of then."""
        return self.is_of_value and not self.of_paper and self.ask is not Ask.DATE

    @property
    def is_of_value(self) -> bool:
        """Whether what is asked for can be told by its looks: a number, a date, a name."""
        return self.is_typed and self.ask not in (Ask.SAID, Ask.CAUSE)


@lru_cache(256)
def requirement_of(question: Question) -> Requirement:
    """What a question asks for; of several things, the first that has a type."""
    asked = question.search if moves_on_only(question) else question.text
    text = as_degree(SUBORDINATE.sub("", asked.replace("’", "'"), count=1))
    tense = Tense.NOW if NOW.search(text) else Tense.ANY
    found = [(match.start(), order) for order, (_, pattern) in enumerate(PATTERNS) if (match := pattern.search(text))]
    if FORESEEN.search(text):
        tense = Tense.AHEAD
    of_paper = bool(OF_PAPER.search(asked))
    # "is the number of care leavers high?" asks for no number
    if YES_OR_NO.search(text) and not HOW_MANY.search(text):
        found = [place for place in found if PATTERNS[place[1]][0] not in (Ask.NUMBER, Ask.SHARE, Ask.NAME)]
    if not found:
        ask = Ask.YES_NO if YES_OR_NO.search(text) and not OR_THE_OTHER.search(text) else Ask.TEXT
        return Requirement(ask, frozenset(), tense, question.periods, of_paper)
    ask, pattern = PATTERNS[min(found)[1]]
    match = pattern.search(text)
    thing = thing_of(question, match) if match else frozenset()
    if ask in (Ask.DATE, Ask.DURATION) and AHEAD.search(text) and not LOOKS_BACK.search(text):
        tense, thing = (
            Tense.AHEAD,
            thing or (INSPECTION if INSPECTED.search(INSPECTED_BEFORE.sub(" ", text)) else frozenset()),
        )
    return Requirement(ask, thing, tense, question.periods, of_paper)


def moves_on_only(question: Question) -> bool:
    """Whether a question asks the one before it again, of another time or council: "what about 2023?"."""
    if not question.earlier or not MOVES_ON_ONLY.search(question.text):
        return False
    return not substance(topic_of(question.text, question.authorities))


def thing_of(question: Question, match: re.Match[str]) -> frozenset[str]:
    """Stems of the noun of which a value is asked, by all its names: the last word of what is named."""
    named = match.groupdict().get("thing")
    if not named:
        return frozenset()
    if YEAR_OLDS.search(match.string[match.start("thing") :]):
        return SAME_PEOPLE[0]
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
    if noun == stem("union"):
        found |= UNION
    if noun in SAME_BODIES:
        found |= SAME_BODIES
    if noun in WITH_COUNCIL:
        found.add(COUNCIL)
    if EMPTY_POSTS.search(match.string):
        found |= VACANCIES
    if CASES.search(named) or noun in CASELOAD:
        found |= SAME_PEOPLE[0]
    return frozenset(found)


def noun_of(named: str) -> str:
    """The stem of the noun in what a question names: its first plural, which a verb may follow, or its last word."""
    words = re.split(r"\b(?:in|of|for|as|and|or|not)\b", named, maxsplit=1)[0].split() or named.split()
    if not words:
        return ""
    # of "police reports" and "staff vacancies" the latter are counted
    plurals = (
        word
        for word, after in zip(words, [*words[1:], ""], strict=True)
        if PLURAL.fullmatch(word) and not (word.casefold() in ("police", "staff") and SECOND_NOUN.fullmatch(after))
    )
    stems = stems_of(next(plurals, words[-1]))
    return stems[-1] if stems else ""
