"""Whose voice a person or a body has: the inspector's, the council's or neither, by name and role.

The council is the body, its officers, and the councillors who answer for it. A councillor of the opposition or of a
party group, a union, a Member of Parliament or an independent chair speaks for others, wherever they work.
"""

from __future__ import annotations

import functools
import re

from corpus.paper import Voice

_INSPECTORS = (
    r"ofsted|inspectors?|inspectorates?|inspection|(?<!housing )(?<!spending )watchdog|regulator|HMI|CQC"
    r"|care\s+quality\s+commission"
)
INSPECTOR = re.compile(rf"\b(?:{_INSPECTORS})\b", re.IGNORECASE)
INSPECTOR_WORDS = ("ofsted", "inspect", "watchdog", "regulator", "hmi", "cqc", "commission")  # it needs one of them
_OTHER_INSPECTORS = re.compile(r"\b(?:police|detective|det|planning|school\s+transport)\b", re.IGNORECASE)
_COUNCILLOR = re.compile(r"\b(?:councillor|cllr)\b", re.IGNORECASE)
_COUNCIL_BODY = re.compile(
    r"\b(?:council(?:[’']s)?|councillors?|cllr|cabinet|local\s+authority|(?:the|its)\s+authority(?:[’']s)?|town\s+hall"
    r"|county\s+hall|city\s+hall|civic\s+centre|social\s+services|children[’']s\s+(?:services|social\s+care))\b",
    re.IGNORECASE,
)
_COUNCIL_ROLE = re.compile(
    r"\b(?:director|executive|portfolio|mayor|leaders?|head\s+of|chair\w*|officers?|officials?|bosses|managers?"
    r"|lead\s+member)\b",
    re.IGNORECASE,
)
_ANSWERS_FOR_COUNCIL = re.compile(
    r"\b(?:cabinet|portfolio|executive\s+(?:member|councillor)|lead\s+member|leader\s+of\s+(?:the\s+)?(?:\w+\s+){0,3}council"
    r"|council\s+leader)\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(  # in small letters: one of these is in all that is the inspector's or the council's
    "|".join(INSPECTOR_WORDS) + r"|council|cllr|cabinet|authority|hall|civic|services|social\s+care"
    "|director|executive|portfolio|mayor|leader|head|chair|offic|boss|manager|member"
)
_OPPOSITION = re.compile(r"\b(?:opposition|shadow)\b", re.IGNORECASE)
_PARTY = (
    r"(?:Conservatives?|Tory|Tories|Labour|Liberal\s+Democrats?|Lib\s?Dems?|Greens?|Reform(?:\s+UK)?|Independents?|UKIP"
    r"|Plaid\s+Cymru)"
)
_PARTY_SPEAKER = re.compile(
    rf"\b{_PARTY}\s+(?:group|leader|deputy\s+leader|spokes\w+|councillor|member|candidate|peer)\b|\bfor\s+the\s+{_PARTY}\b"
)
_NOT_THE_COUNCILS = re.compile(
    r"\b(?:MPs?|minister|secretary\s+of\s+state|(?:education|home|health)\s+secretary|union|unison|gmb|unite|BASW"
    r"|campaign\w*|independent\s+chair\w*|commissioner|Association\s+of\s+Directors|ADCS|Local\s+Government\s+Association"
    r"|LGA|ombudsman|coroner|judge|barrister|solicitor|professor|lecturer)\b",
    re.IGNORECASE,
)
_OTHER_BODY = re.compile(
    r"\b(?:charit\w+|police|NHS|hospital|integrated\s+care|university|college|foundation|society|association|trust"
    r"|partnership|DfE|government|Department\s+(?:for|of)|Whitehall|NSPCC|Barnardo|Coram|protester|demonstrator"
    r"|forum|healthwatch|resident|neighbour|teacher|headteacher|cafcass|court)\b",
    re.IGNORECASE,
)
_AT_A_NAME = re.compile(r"\b(?:at|from)\s+(?:the\s+)?[A-Z]")
_LAY = (
    r"(?:child(?:ren)?|young\s+(?:person|people|man|woman)|care\s+leavers?|teenagers?|parents?|mother|mum|father|dad"
    r"|grand\w+|foster\s+carers?|carers?|adopters?|family|families|pupils?|students?|social\s+workers?|practitioners?"
    r"|workers?|members?\s+of\s+staff|staff|another|others)"
)
_LAY_HEAD = re.compile(
    rf"^(?:as\s+)?(?:(?!(?:of|for|to|with|at|in|from|on|about|by|among|between)\b)[\w’'-]+\s+){{0,3}}?{_LAY}\b(?![’'])",
    re.IGNORECASE,
)


_FORMER = re.compile(r"^(?:the\s+|its\s+|their\s+|a\s+)?(?:[\w-]+[’']s?\s+)?(?:former\b|ex-|retired\b)", re.IGNORECASE)


def voice_of_person(name: str, role: str) -> Voice:
    """By the printed name with its title, and what stands behind or before it as the role (or nothing)."""
    first = role.split(",")[0]
    if _FORMER.match(first):
        return Voice.OTHER
    councillor = bool(_COUNCILLOR.search(f"{name} {role}"))
    if not councillor and INSPECTOR.search(first) and not _OTHER_INSPECTORS.search(role):
        return Voice.INSPECTOR
    if _OPPOSITION.search(role) or _NOT_THE_COUNCILS.search(role) or _PARTY_SPEAKER.search(role):
        return Voice.COUNCIL if _ANSWERS_FOR_COUNCIL.search(role) and not _OPPOSITION.search(role) else Voice.OTHER
    if councillor or _COUNCIL_BODY.search(role):
        return Voice.COUNCIL
    if _OTHER_BODY.search(role) or _AT_A_NAME.search(role):
        return Voice.OTHER
    return Voice.COUNCIL if _COUNCIL_ROLE.search(f"{name} {role}") else Voice.OTHER


@functools.lru_cache(maxsize=20_000)  # sentences begin alike, in one paper as in the next
def voice_of_body(clause: str) -> Voice | None:
    """Of an unnamed speaker: "a spokesperson for Ofsted", "the social workers' union", "one young person".

    The first body named is the one that speaks, a role alone ("the director") the council's. None: nobody known.
    """
    if is_lay(clause):
        return Voice.OTHER
    if _OPPOSITION.search(clause) or _NOT_THE_COUNCILS.search(clause):
        return Voice.OTHER
    named = [
        (match.start(), voice)
        for pattern, voice in (
            (_COUNCIL_BODY, Voice.COUNCIL),
            (_OTHER_BODY, Voice.OTHER),
            (INSPECTOR, Voice.OTHER if _OTHER_INSPECTORS.search(clause) else Voice.INSPECTOR),
        )
        if (match := pattern.search(clause))
    ]
    if named:
        return min(named)[1]
    return Voice.COUNCIL if _COUNCIL_ROLE.search(clause) else None


def is_other_body(name: str) -> bool:
    """A charity, a union, a health trust: a body of its own beside council and inspectors."""
    return bool(_OTHER_BODY.search(name) or _NOT_THE_COUNCILS.search(name)) and not _COUNCIL_BODY.search(name)


def may_be_official(clause: str) -> bool:
    """False where ``voice_of_body`` can be neither the inspector's nor the council's; it is told much quicker."""
    return _OFFICIAL.search(clause.lower()) is not None


def is_lay(clause: str) -> bool:
    """A child, a parent, a carer or a worker as the one who speaks."""
    return bool(_LAY_HEAD.match(clause))
