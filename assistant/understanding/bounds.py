"""What the assistant does not answer, whatever the papers hold."""

from __future__ import annotations

import re

CHILD = r"child(ren)?|girl|boy|baby|teenager|pupil|sibling|family|mother|father|parent|care leaver|young person"
IDENTITY = (
    r"real name|full name|surname|last name|home address|identity of|actual name|true name|"
    r"(help (me |us )?(to )?|(can|could) you |please |how (can|could|do) (i|we) )identify"
)
# One child or family, and not a service for them: "the boy in the report", but not "the family hub".
ONE = (
    r"(the|this|that|a|which) (\w+[ -]){0,3}?(child|girl|boy|baby|toddler|teenager|pupil|sibling|family|mother|father|"
    r"mum|dad|care leaver|young person)\b(?! (hubs?|support|safeguarding|group|help|court|centres?|services?|"
    r"protection|in need|arrangements|plans?|conferences?|assessments?|benefit|practice|network|first|judges?|workers?|"
    r"officers?|leads?|director|minister|commissioner|advis\w+|doctor|solicitors?|panel|board|forum|council))"
)
# The day on which one was born tells who it is; what every child is given for a birthday does not.
BORN = r"dates? of birth|birth ?dates?|birthdays?|d\.?o\.?b\.?s?"
THESE = (
    r"(the|these|those) (\w+[ -]){0,2}?(children|girls|boys|babies|siblings|twins|young people|pupils)\b"
    r"(?! in (care|need|our))|(child|baby|boy|girl|young person|family) (?-i:[A-Z])"
)
COMING_OF_AGE = re.compile(
    r"\b(\d+(st|nd|rd|th)|first|second|third|fifth|tenth|eleventh|twelfth|sixteenth|seventeenth|eighteenth|"
    r"twenty[- ]?\w+|"
    r"next|each|every) birthdays?\b",
    re.IGNORECASE,
)
ASKS_BIRTH = re.compile(rf"\b({BORN})\b.*\b({ONE}|{THESE})|\b({ONE}|{THESE}).*\b({BORN})\b", re.IGNORECASE)
GIVEN = re.compile(r"\b(gets?|receives?|celebrat\w+|presents?|gifts?|cards?|cakes?|money|part(y|ies))\b", re.IGNORECASE)
ASKS_DAY = re.compile(
    rf"\bwh(at|en|ich)\b.*\b({BORN})\b|\b({BORN}) of\b|\b(give|tell|show|list|find)\b.*\b({BORN})\b",
    re.IGNORECASE,
)
ASKS_IDENTITY = re.compile(
    rf"\b({IDENTITY})\b.*\b({CHILD})\b|\b({CHILD})\b.*\b({IDENTITY})\b|"
    rf"\bnames? of {ONE}|\b(address|phone number|whereabouts) of {ONE}|\bwho (is|was) {ONE}|"
    rf"\bwhere (does|did|is) {ONE}[^?]{{0,40}}\b(lives?|living|go to school)\b|\b(what|which) school (does|did) {ONE}|"
    rf"\bwhen (is|was|were) ({ONE}|{THESE}) born\b|"
    rf"\bwhat (is|was) {ONE}('s)? (called|name|address|phone number)\b",
    re.IGNORECASE,
)


def out_of_bounds(text: str) -> str | None:
    """Why a question is not answered; None where it may be."""
    text = text.replace("’", "'")
    born = COMING_OF_AGE.sub(" ", text)
    asks_birth = ASKS_BIRTH.search(born) and ASKS_DAY.search(born) and not GIVEN.search(born)
    if ASKS_IDENTITY.search(text) or asks_birth:
        return "The assistant does not say, or help to work out, who a child or a family in a paper is."
    return None
