"""A follow-up that names another subject: "what about young carers?"."""

from __future__ import annotations

import re

from assistant.understanding.people import NAMED, PARTIES

SAYS_WHAT = re.compile(r"\b(say|said|says|find|found|think|thought|make of|made of|conclude|report)\b", re.IGNORECASE)
# "what about young carers in 2019?", and no "what about the cost?", "what about theirs?"
_NO_SUBJECT = (
    r"(?!(?:for|in|at|of|by|from|with|the|this|that|these|those|its?|their|his|her|our|others?|any|who|what|why|how|"
    r"when|where|which|did|does|do|is|are|was|were|has|have|had|if)\b)"
)
SUBJECT_ALONE = re.compile(
    r"^\W*(?:and |but |so |ok |okay )*(?:what|how) about "
    rf"(?P<what>{_NO_SUBJECT}(?:[^\W_][\w'’-]*[ ,]*){{1,6}})\W*$",
    re.IGNORECASE,
)
ASKED_ABOUT = re.compile(
    r"\b(?:about|on|regarding|concerning|(?:think|thought|make|made) of) "
    r"(?P<what>(?!(?:how|what|whether|why|who)\b)(?:[\w'’-]+ ?){1,5})\W*$",
    re.IGNORECASE,
)
# Of delays for care leavers, the delays or the care leavers may be what the next turn changes.
OF_TWO = re.compile(r"\b(?:for|of|in|at|to|with|among|by)\b(?=\W+\w)", re.IGNORECASE)
SET_PHRASE = re.compile(r"\b(?:in|at|with|leaving|from) (?:care|need|risk|disabilities|home)\b", re.IGNORECASE)
SPEAKERS = re.compile(
    rf"\b(?:{'|'.join(PARTIES)}|ofsted|inspectors?|hmi|council(?:lors?)?|cllr|director|leader|cabinet|opposition|members|"
    r"officers)\b",
    re.IGNORECASE,
)


def with_other_subject(topic: str, text: str) -> str | None:
    """The topic of the turn before with the subject that a follow-up names in the place of its own: "What did
    inspectors say about private fostering?", "what about young carers?". None where the one is no whole matter that
    was asked about, or the other but a side of it ("and the cost?")."""
    named, about = SUBJECT_ALONE.match(text), ASKED_ABOUT.search(topic)
    if not named or not about or not SAYS_WHAT.search(topic[: about.start("what")]):
        return None
    if (
        OF_TWO.search(SET_PHRASE.sub("", about["what"]))
        or SPEAKERS.search(named["what"])
        or NAMED.search(named["what"])
    ):
        return None
    return f"{topic[: about.start('what')]}{named['what']}?"


def is_of_speaker(what: str) -> bool:
    """Whether it is rather whose words are asked for that changes: "what about Labour?"."""
    return bool(SPEAKERS.search(what) or NAMED.search(what))
