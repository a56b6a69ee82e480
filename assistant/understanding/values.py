"""Where a text holds a value of a sort that a question can ask for: a number, a sum of money, a date, a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from assistant.understanding.grades import ANY_GRADE
from assistant.understanding.periods import MONTH_NAMES


class Ask(StrEnum):
    """The sort of value that answers."""

    NUMBER = "number"
    SHARE = "share"
    MONEY = "money"
    DATE = "date"
    DURATION = "duration"
    AGE = "age"
    PERSON = "person"  # by name
    AGENT = "agent"  # who did it: a person, a role or a body
    NAME = "name"  # of a place, a body or a thing
    GRADE = "grade"
    SAID = "said"  # what somebody told
    CAUSE = "cause"  # why
    YES_NO = "yes_no"
    TEXT = "text"


MONTHS = "|".join(MONTH_NAMES)
WORDS = (
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    r"nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|hundreds?|dozens?"
)
# A number that counts nothing: a year, a day of the month, an age, a section of an Act, a rank, a number in a list.
NO_COUNT = re.compile(
    rf"\b(?:19|20)\d\d(?:\s*[-–/]\s*\d{{2,4}})?\b|\b\d{{1,2}}(?:st|nd|rd|th)?(?=\s+(?:{MONTHS})\b)|£\s*[\d,.]+|"
    r"\b(?:over|under|above|below|post|pre|turn(?:s|ed|ing)?)[- ](?:1[0-9]|2[0-5])\b"
    r"(?! ?(?:%|per ?cent|(?:[a-z-]+ ){0,2}[a-z]+s\b|(?:[a-z-]+ )?(?:children|people|staff)\b))|"
    r"\b\d{1,2}(?:st|nd|rd|th)\b|"
    r"\b(?:sections?|regulations?|pages?|paragraphs?)\s+\d+[A-Z]*(?:\s*(?:,|to|and|-|–|or)\s*\d+[A-Z]*)*|"
    r"\b(?:aged?|ages|part|grade|key stage|stage|(?-i:Year)|schedule|tier|level)\s+"
    r"\d+(?:\s*(?:to|and|-|–|or)\s*\d+)?|\d+(?:-?\s*(?:to|and|or|-|–)\s*\d+)?[- ]*years?[- ]olds?|"
    r"\b\d+\s*(?:to|–|-)\s*\d+ (?:years|service)|^\s*\d+\.\s*(?=[A-Z])|per [\d,]+|"
    r"\b\d+\s*(?:working |calendar )?(?:days?|weeks?|months?|years?|hours?)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(rf"(?<![\w£.,/-])\d[\d,]*(?:\.\d+)?(?!\d)(?!\s*(?:%|per ?cent))|\b(?:{WORDS})\b", re.IGNORECASE)
NOTHING = re.compile(
    r"\bnone\b|\bno (?=\w+s\b|child|care|young|other)|\bone (?=\w)|"
    r"(?:\bnot|n['’]t) (?:find|found|identif\w+|see|seen|encounter\w*|come across|record\w*|have|been) "
    r"any (?=(?:[a-z-]+ )?(?:\w+s\b|child))",
    re.IGNORECASE,
)
PERCENT = re.compile(
    rf"(?<![\d.,])\d[\d.,]*\s*%|(?:(?<![\d.,])\d[\d.,]*|\b(?:{WORDS}|{WORDS}[- ]\w+)) per ?cent", re.IGNORECASE
)
FRACTION = re.compile(
    r"\b(?:half|(?:a|one|two|three)[- ](?:third|quarter|fifth|tenth)s?|thirds?|quarters?|"
    r"(?:one|two|three|four|\d+) (?:in|out of) (?:every )?"
    rf"(?:\d{{1,2}}\b|{WORDS})|rate of)\b|\d per [\d,]+",
    re.IGNORECASE,
)
LOOSE_SHARE = re.compile(r"\b(?:all|most|majority|minority|none|few)\b", re.IGNORECASE)
MONEY = re.compile(r"£\s*\d|\d\s*(?:million|pounds)\b|\bno [\w ]*costs?\b", re.IGNORECASE)
DATE = re.compile(rf"\b(?:{MONTHS})\b|\b20\d\d\b|\b(?:19)\d\d\b", re.IGNORECASE)
LOOSE_DATE = re.compile(r"\b(?:spring|summer|autumn|winter)\b|"
                        r"(?:days|weeks|months|years) (?:ago|before|earlier|after|later)|"
                        r"(?:weeks|months|years)['’]? time\b|"
                        r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|weekly|fortnightly|monthly|termly|quarterly|"
                        r"annually|(?:each|every) (?:day|week|fortnight|month|term|quarter|year|summer|winter))\b|"
                        r"\bin \w+(?:[- ](?:to )?\w+)? (?:weeks|months|years)\b|"
                        r"\bwithin\b.*\b(?:days|weeks|months)\b", re.IGNORECASE)  # fmt: skip
DURATION = re.compile(
    rf"(?:\d|\b(?:{WORDS}|a|an|one|several|few))[- ]*\d*[- ]*(?:working |calendar |school )?"
    r"(?:days?|weeks?|months?|years?|nights?|hours?|minutes?|terms?)\b",
    re.IGNORECASE,
)
# How long it takes where it takes no time.
NO_WAIT = re.compile(
    r"\b(?:non-?existent|no (?:waits?|waiting|delays?|queues?)|nobody (?:waits|waited)|"
    r"without (?:any |a )?(?:wait|delay)|(?:the )?same day|straight ?away)\b",
    re.IGNORECASE,
)
AGE = re.compile(
    r"\b(?:aged?|ages?(?: of)?|under|over|turn(?:s|ed|ing)?|until|up to|from) (?:the age of )?"
    r"(?:\d{1,2}|eighteen|twenty[- ]\w+)\b(?! (?:%|per ?cent|working|days?|weeks?|months?))|"
    r"\b\d{1,2}(?:st|nd|rd|th) birthdays?\b|\d{1,2}(?:-?\s*(?:to|and|or|-|–)\s*\d+)?[- ]*years?[- ]olds?\b|"
    r"\b\d{1,2} years (?:old|of age|onwards?|and over|up)|\bat \d{1,2}\b",
    re.IGNORECASE,
)
ROLES = (
    r"Director|Executive|Councillor|Cllr|Chair|Manager|Officer|Head|Leader|Member|Minister|Inspector|Inspection|His|Her|"
    r"Majesty|Senior|Cabinet|Chief|Council|City|Borough|County|Children|Childrens|Services|Service|Board|Safeguarding|"
    r"Local|Area|Ofsted|National|Regional|Social|Care|Family|Families|Adult|Education|Health|Police|Court|Act|Street|"
    r"Road|Team|Hub|Trust|Partnership|Report|Plan|Panel|Committee|The|This|That|These|Those|In|At|On|Since|However|"
    rf"Early|Help|Young|People|Mr|Mrs|Ms|Dr|NHS|Independent|{'|'.join(month.title() for month in MONTH_NAMES)}"
)
PERSON = re.compile(
    rf"\b(?:(?:Cllr|Councillor|Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Baroness|Judge|Professor) [A-Z][\w’'-]+|"
    rf"(?!(?:{ROLES})\b)[A-Z][a-z’'-]+ (?!(?:{ROLES})\b)(?:[A-Z]\. ?)?[A-Z][\w’'-]*[a-z])"
)
DOER = re.compile(r"\b(?-i:[Bb]y|[Ww]ith) (?:the |its |his |her |their |Ofsted|(?-i:[A-Z]))", re.IGNORECASE)
AGENT = re.compile(
    r"\b(?:director|chair|leader|manager|officers?|"
    r"councillors?|member|inspectors?|commissioner|executive|partnership|board|council|police|trust|agency|company|"
    r"charity|team|service|young people|social workers?|department|judge|auditors?)\b",
    re.IGNORECASE,
)
# Words by which a sentence gives the cause of something, or what came of it.
CAUSE = re.compile(
    r"\bbecause\b|\b(?:due|owing|thanks) to\b|\bas a (?:direct )?(?:result|consequence)\b|\breasons?\b|\btherefore\b|"
    r"\bresult(?:s|ed|ing)? (?:of|in|from)\b|\b(?:led|leads|leading|contribut\w+) to\b|\bcaus(?:e|es|ed|ing)\b|"
    r"\bconsequen(?:ce|tly)\b|\bmean(?:s|t|ing)? that\b|\b(?:this|which) (?:means|meant)\b|\bstem(?:s|med)? from\b|"
    r"\bso (?:that|as to)\b|\b(?:driven|hindered|hampered|compounded|exacerbated|affected|prevented|explained|"
    r"amplified|attributed|triggered|impeded|limited|prompted) (?:by|to)\b|\bin (?:order to|response to|light of)\b|"
    r"\bat the request of\b|\bgiven (?:that|the)\b|\b(?:lack|absence|shortage) of\b|\bto ensure\b|"
    r"\bsince(?= [a-z]+ (?:are|is|have|has|were)\b)|\bfollow(?:s|ed|ing)\b",
    re.IGNORECASE,
)
SOMEBODY = re.compile(r"\bby an? ", re.IGNORECASE)  # a provider, a charity: it is not said which
# What something is called need be no name with a capital.
CALLED = re.compile(
    r"\b(?:called(?! (?:for|in|on|out|to|upon)\b)|dubbed|known(?: locally)? as|referred to as|termed)\b", re.IGNORECASE
)
NAME = re.compile(
    r"(?<=[a-z,;:] )[‘“'\"(]?[A-Z][\w’'-]{2,}|[‘“][A-Z][^‘’“”]{2,60}[’”]|\b[A-Z]{3,}\b|"
    # what is called so and so in small letters stands in quotation marks: ‘chatty tots’
    r"[‘“](?!(?:outstanding|good|adequate|inadequate|requires)\b)[a-z][\w-]*(?:,? [\w&-]+){0,4}[’”]"
)
COMMON_NAMES = re.compile(
    r"^[‘“'\"(]?(?:Ofsted|SEND|EHC\w*|ILACS|JTAI|CAMHS|MASH|LSCB|DCS|IRO|NEET|LADO|CQC|HMI\w*|PEPs?|SIF|PLO|RAA|ASYE|"
    r"MACE|NHS|COVID\w*|English|England|Act|Her|His|Majesty\w*|Inspector\w*|"
    rf"{'|'.join(month.title() for month in MONTH_NAMES)}|"
    r"Children\w*|Section|Director|Board|Education|Health|Care|Monday|Tuesday|Wednesday|Thursday|Friday)$"
)

FIRM: Mapping[Ask, re.Pattern[str]] = {
    Ask.NUMBER: NUMBER,
    Ask.SHARE: PERCENT,
    Ask.MONEY: MONEY,
    Ask.DATE: DATE,
    Ask.DURATION: DURATION,
    Ask.AGE: AGE,
    Ask.PERSON: PERSON,
    Ask.AGENT: PERSON,
    Ask.NAME: NAME,
    Ask.GRADE: ANY_GRADE,
}
LOOSE: Mapping[Ask, tuple[tuple[re.Pattern[str], float], ...]] = {
    Ask.NUMBER: ((NOTHING, 0.8), (PERCENT, 0.6), (FRACTION, 0.6)),
    Ask.SHARE: ((FRACTION, 0.9), (NUMBER, 0.5), (LOOSE_SHARE, 0.4)),
    Ask.DATE: ((LOOSE_DATE, 0.7), (re.compile(r"\bimminent(?:ly)?\b", re.IGNORECASE), 0.7)),
    Ask.DURATION: ((NO_WAIT, 0.7),),
    Ask.AGE: ((DURATION, 0.5),),
    Ask.AGENT: ((DOER, 0.8), (AGENT, 0.5), (SOMEBODY, 0.4)),
    Ask.NAME: ((CALLED, 0.8), (re.compile(r"\b(?:all|none|both)\b", re.IGNORECASE), 0.5)),
}


def value_places(ask: Ask, text: str) -> list[tuple[int, float]]:
    """Where each value begins, and how well it is of the sort asked for, from 0 to 1."""
    if ask not in FIRM:
        return []
    counted = NO_COUNT.sub(lambda m: "_" * len(m.group()), text) if ask in (Ask.NUMBER, Ask.SHARE) else text
    places = [
        (m.start(), 1.0) for m in FIRM[ask].finditer(counted) if not (ask is Ask.NAME and COMMON_NAMES.match(m.group()))
    ]
    for pattern, strength in LOOSE.get(ask, ()):
        source = text if pattern is FRACTION else counted
        places += [(m.start(), strength) for m in pattern.finditer(source)]
    return places
