"""What the assistant does not answer, whatever the papers hold."""

from __future__ import annotations

import re

CHILD = r"child(ren)?|girl|boy|baby|teenager|pupil|sibling|family|mother|father|parent|care leaver|young person"
IDENTITY = (
    r"real name|full name|surname|last name|home address|identity of|actual name|true name|"
    r"(help (me |us )?(to )?|(can|could) you |please |how (can|could|do) (i|we) )identify"
)
ASKS_IDENTITY = re.compile(rf"\b({IDENTITY})\b.*\b({CHILD})\b|\b({CHILD})\b.*\b({IDENTITY})\b", re.IGNORECASE)


def out_of_bounds(text: str) -> str | None:
    """Why a question is not answered; None where it may be."""
    if ASKS_IDENTITY.search(text):
        return "The assistant does not say, or help to work out, who a child or a family in a paper is."
    return None
