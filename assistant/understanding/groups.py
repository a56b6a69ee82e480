"""Whom, where and in what measure a question asks about, and whether a sentence speaks of others.

A figure for children under five is none for children over five, the turnover of the east team none for the north team,
and the lead inspector of one inspectorate none for that of another. Two things are told: ages, which are compared as
numbers, and sides, of which only one can be meant at a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.values import Ask

OLDEST = 99
NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        1,
    )
} | {"twenty-one": 21, "twenty-five": 25}
N = rf"(?:2[0-5]|1?\d|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})(?:s\b|es\b)?"
UNIT = (
    r"(?! ?(?:%|per ?cent|[-–]?(?:day|week|month|mile|minute|hour|night|working|calendar|hundred|thousand)|"
    r"(?:of|other|or more) |[a-z-]*(?:child|people|famil|case|worker|carer|placement|place|visit|staff|plan)))"
)
COUNTED = r"(?! (?!years\b)[a-z]{3,}s\b)"  # "over 20 adopters"
SPANS = re.compile(
    rf"\b(?P<under>under|below|younger than)[- ](?:the age of )?(?P<top>{N})\b{UNIT}{COUNTED}|"
    rf"\b(?P<over>over|above|older than)[- ](?:the age of )?(?P<bottom>{N})\b{UNIT}{COUNTED}|"
    rf"\b(?P<from>{N})(?:[- ]years?[- ]olds?)?-?\s?(?:to|and|or|–|-)\s?(?P<to>{N})[- ]?years?[- ]olds?|"
    rf"\b(?:aged?|ages|ages of) (?P<first>{N})\s?(?:to|and|or|–|-)\s?(?P<last>{N})\b{UNIT}|"
    rf"\b(?:aged |age of )?(?P<least>{N})\+?(?: years)?(?: old)?,? (?:and|or) (?:over|above|older)\b|"
    rf"\b(?P<exact>{N})[- ]years?[- ](?:olds?|of age)|\baged (?P<aged>{N})\b{UNIT}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sides:
    """Patterns of which a figure can be of one only. Where ``must_be_said``, a sentence that names none of them is of
    all, and so not of the one that is asked about."""

    names: tuple[re.Pattern[str], ...]
    must_be_said: bool = False


def sides(*names: str, must_be_said: bool = False) -> Sides:
    return Sides(tuple(re.compile(rf"\b(?:{name})\b", re.IGNORECASE) for name in names), must_be_said)


PART = r"(?:ern)?[- ](?:area|cluster|districts?|hub|locality|localities|office|quadrant|side|teams?|of the)"
SCHOOL = r"[- ](?:age|aged|children|education|phase|pupils?|schools?|sector)"
SIDES: tuple[Sides, ...] = (
    sides(*(f"{point}{PART}" for point in ("north", "south", "east", "west", "central")), must_be_said=True),
    sides("boys?|males?|men|young men|fathers", "girls?|females?|women|young women|mothers", must_be_said=True),
    sides(f"primary{SCHOOL}", f"secondary{SCHOOL}", f"(?:nursery|early years){SCHOOL}|nurseries", must_be_said=True),
    sides(*(rf"(?:key stages?|KS) ?{n}|key stages \d (?:and|to) {n}" for n in range(1, 6))),
    sides(*(rf"year {n}" for n in range(7, 14))),
    sides(*(f"{which} (?:[a-z-]+ ){{0,2}}(?:assessments?|conferences?|meetings?)" for which in ("initial", "review"))),
    sides("fixed[- ]term|suspen(?:ded|sions?)", r"permanent(?:ly)? exclu\w+"),
    sides("in[- ]house", "independent fostering|agency (?:foster )?carers"),
    sides(*(f"{rank}(?: [a-z]+){{0,2}}" for rank in ("deputy", "assistant", "vice")), must_be_said=True),
    sides(
        "(?:interim|acting|temporary) (?:[a-z]+ ){0,2}(?:chair|chief|director|head|leader|manager)", must_be_said=True
    ),
)
# Whose work is counted where a question asks for it: the caseload of one profession is none of another's.
PROFESSIONS = Sides(
    tuple(
        re.compile(rf"\b(?:{name})\b")
        for name in (
            r"[Pp]ersonal [Aa]dvis[eo]rs?|PAs?",
            r"[Ss]ocial [Ww]orkers?",
            r"[Ii]ndependent [Rr]eviewing [Oo]fficers?|IROs?",
            r"[Hh]ealth [Vv]isitors?",
            r"[Ss]chool [Nn]urses?",
            r"[Ee]ducational [Pp]sychologists?|EPs?",
        )
    )
)
WORK = re.compile(r"\b(?:caseloads?|cases|turnover|vacanc\w+|sickness)\b", re.IGNORECASE)
BODIES = sides("ofsted", "CQC|Care Quality Commission", "HMICFRS|constabulary", "HMI Prob(?:ation)?")
# Offices that one holds alone: the day on which one took it up is not that of another.
OFFICES = sides(
    r"chief executives?",
    r"(?<!assistant )(?<!deputy )director of (?:children|education|public)[\w’' ]*|DCS",
    r"chair(?:man|woman|person)?",
    r"(?:cabinet|lead) member|portfolio holder",
    r"leader of the council|council leader",
)
# Who led the service is no inspector, though it be asked of the time when inspectors came.
LEADS_SERVICE = re.compile(
    r"\b(?:led|lead(?:s|ing)?|charge|r[au]n|running|head\w*|director|manager|chair\w*)\b"
    r"(?:(?!\b(?:inspect\w*|visit|review|when|while|as)\b)[^?.])*"
    r"\b(?:council|services?|department|directorate|authority|board|teams?)\b"
    r"(?! (?:that|who|which) (?:inspect|visit|came))",
    re.IGNORECASE,
)
LEAD_INSPECTOR = re.compile(r"\b(?:lead|reporting) inspector\b|\binspection team\b", re.IGNORECASE)
# Who says it is not what it is about: "when did the interim director say the hub would open?".
SAYS = (
    r"(?:admit(?:s|ted)?|announced?|announces|claim(?:s|ed)?|expect(?:s|ed)?|hoped?|hopes|predict(?:s|ed)?|promised?|"
    r"promises|reckon(?:s|ed)?|reveal(?:s|ed)?|said|says?|tell|tells|told|warn(?:s|ed)?)"
)
WHO_SAYS = re.compile(
    rf"\b(?P<asks>did|does|do|had|has|have) (?:[\w'’-]+ ){{1,6}}?{SAYS}\b|\baccording to (?:[\w'’-]+ ?){{1,5}}",
    re.IGNORECASE,
)


@lru_cache(256)
def ages_in(text: str) -> tuple[tuple[int, int], ...]:
    """The ages that a text names, in whole years, from the youngest to the oldest of each."""
    found = []
    for match in SPANS.finditer(text):
        of = {name: number_of(said) for name, said in match.groupdict().items() if said}
        if "under" in of:
            found.append((0, of["top"] - 1))
        elif "over" in of:
            found.append((of["bottom"], OLDEST))
        elif "from" in of:
            found.append((of["from"], of["to"]))
        elif "first" in of:
            found.append((of["first"], of["last"]))
        elif "least" in of:
            found.append((of["least"], OLDEST))
        else:
            age = of.get("exact", of.get("aged", 0))
            found.append((age, age))
    return tuple(found)


def number_of(said: str) -> int:
    word = said.casefold()
    bare = word.removesuffix("es") if word.removesuffix("es") in NUMBERS else word.removesuffix("s")
    return int(bare) if bare.isdigit() else NUMBERS.get(bare, 0)


def is_of_others(ask: Ask, asked: str, text: str, near: str) -> bool:
    """Whether a sentence speaks of another age, sex, place, school, office or body than the one asked about.

    ``near`` are its headings and the sentences beside it, which may say of whom it speaks.
    """
    wanted = ages_in(asked) if ask is not Ask.AGE else ()
    if wanted:
        said = ages_in(text)
        if said and not any(a <= d and c <= b for a, b in wanted for c, d in said):
            return True
    if ask in (Ask.PERSON, Ask.AGENT) and LEAD_INSPECTOR.search(text) and LEADS_SERVICE.search(asked):
        return True
    return any(is_other_side(kind, names, text, near) for kind, names in sides_in(ask, asked))


@lru_cache(256)
def sides_in(ask: Ask, asked: str) -> tuple[tuple[Sides, tuple[re.Pattern[str], ...]], ...]:
    """The kinds of which a question names a side, with the sides that it names; none of which it names all."""
    if ask not in (Ask.PERSON, Ask.AGENT, Ask.SAID):
        asked = WHO_SAYS.sub(" ", asked)
    kinds = [*SIDES, *([BODIES] if ask in (Ask.PERSON, Ask.AGENT) else [OFFICES] if ask is Ask.DATE else [])]
    kinds += [PROFESSIONS] if ask in (Ask.NUMBER, Ask.SHARE) and WORK.search(asked) else []
    found = ((kind, tuple(name for name in kind.names if name.search(asked))) for kind in kinds)
    return tuple((kind, names) for kind, names in found if names and (len(names) < len(kind.names) or len(names) == 1))


def is_other_side(kind: Sides, wanted: tuple[re.Pattern[str], ...], text: str, near: str) -> bool:
    """Whether of several sides a text names another than the wanted or, where one must be named, none."""
    if any(name.search(text) for name in wanted):
        return False
    if any(name.search(text) for name in kind.names):
        return True
    return kind.must_be_said and not any(name.search(near) for name in wanted)
