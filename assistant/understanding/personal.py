"""Whether a question seems to hold what could tell who a child is: names, birthdays, addresses, case numbers."""

from __future__ import annotations

import re

PERSONAL_WARNING = (
    "This may hold personal data of a child or a family. Do not type names, birthdays, addresses or case details here: "
    "ask about the service, not about a case."
)
_CHILD = (
    r"(?:child|girl|boy|baby|toddler|teenager|pupil|sibling|son|daughter|foster child|young person|care leaver|twins?)"
)
_NAME = r"[A-Z][a-z]+(?:[-'’][A-Z][a-z]+)?"
# Names of months and of the field that stand with a capital after such words.
_NO_NAME = (
    r"(?!January|February|March|April|May|June|July|August|September|October|November|December|Ofsted|ILACS|SEND|"
    r"Council|Services?|Social|Care|Board|Safeguarding|Panel|Court)"
)
_SIGNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?i:\b{_CHILD}\b),? (?i:called|named|whose name is|by the name of) {_NAME}",
        rf"(?i:\bmy|the|our|this|a) (?i:{_CHILD}),? {_NO_NAME}{_NAME}\b(?! (?i:council|city|borough|county))",
        r"(?i:\b(?:born|date of birth|d\.?o\.?b\.?|birthday)\b).{0,12}\d{1,2}",
        rf"(?i:\b(?:{_CHILD}|family|mother|father|parents?)\b.{{0,60}}\b(?:lives?|living|address|home) (?:at|is) \d+)",
        rf"(?i:\b\d{{1,2}}[- ]years?[- ]old\b.{{0,40}}\b(?:called|named)\b)|\b{_NO_NAME}{_NAME},? (?:is |who is )?"
        r"(?:aged )?\d{1,2}(?:[- ]years?[- ]old\b|,? (?:is|was|has|lives|who)\b)",
        r"(?i:\b(?:case|NHS|UPN|LCS|mosaic|liquidlogic|pupil|client|person)\s?(?:number|no\.?|ref(?:erence)?|id)\b"
        r"\W{0,3}[A-Z]?\d{4,})",
        r"\b\d{3}[ -]\d{3}[ -]\d{4}\b|\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b",
        rf"(?i:\b(?:happened to|case of|about)) {_NO_NAME}{_NAME} {_NAME}(?i:.{{0,40}}\b(?:child|aged|case|family|"
        r"social worker|placement|foster))",
    )
)


def seems_personal(text: str) -> bool:
    """Whether a text seems to speak of one child or family so that they could be known; it is a guess, by signs."""
    return any(sign.search(text) for sign in _SIGNS)
