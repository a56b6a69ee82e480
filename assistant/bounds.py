"""What the assistant does not answer, whatever the papers hold."""

from __future__ import annotations

import re

CHILD = r"child(ren)?|girl|boy|baby|teenager|pupil|sibling|family|mother|father|parent|care leaver|young person"
IDENTITY = (
    r"real name|full name|surname|last name|home address|identity of|actual name|true name|date of birth|"
    r"(help (me |us )?(to )?|(can|could) you |please |how (can|could|do) (i|we) )identify"
)
# One child or family, and not a service for them: "the boy in the report", but not "the family hub".
ONE = (
    r"(the|this|that|a|which) (\w+[ -]){0,3}?(child|girl|boy|baby|toddler|teenager|pupil|sibling|family|mother|father|"
    r"mum|dad|care leaver|young person)\b(?! (hubs?|support|safeguarding|group|help|court|centres?|services?|"
    r"protection|in need|arrangements|plans?|conferences?|assessments?|benefit|practice|network|first|judges?|workers?|"
    r"officers?|leads?|director|minister|commissioner|advis\w+|doctor|solicitors?|panel|board|forum|council))"
)
ASKS_IDENTITY = re.compile(
    rf"\b({IDENTITY})\b.*\b({CHILD})\b|\b({CHILD})\b.*\b({IDENTITY})\b|"
    rf"\bnames? of {ONE}|\b(address|phone number|whereabouts) of {ONE}|\bwho (is|was) {ONE}|"
    rf"\bwhere (does|did|is) {ONE}[^?]{{0,40}}\b(lives?|living|go to school)\b|\b(what|which) school (does|did) {ONE}|"
    rf"\bwhat (is|was) {ONE}('s)? (called|name|address|phone number)\b|"
    # not "what does each child get on their birthday?"
    rf"\b(when|what date|what day|which day)\b[^?]{{0,30}}\b{ONE}[^?]{{0,20}}\bbirthday|\bbirthday of {ONE}",
    re.IGNORECASE,
)


def out_of_bounds(text: str) -> str | None:
    """Why a question is not answered; None where it may be."""
    if ASKS_IDENTITY.search(text.replace("’", "'")):
        return "The assistant does not say, or help to work out, who a child or a family in a paper is."
    return None
