"""Whether the papers speak of the very thing of which a figure is asked, and give none: the wait is "too long"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence.evidence import Evidence
from assistant.evidence.gate import LOOKED_AT, VALUE_ENOUGH
from assistant.evidence.requirement import requirement_of
from assistant.understanding.question import Question
from assistant.understanding.values import Ask

FIGURES = frozenset({Ask.NUMBER, Ask.SHARE, Ask.MONEY, Ask.DURATION, Ask.AGE})
SPOKEN_OF = 0.5  # of the question's words, by rarity, in the strongest sentence: it is about what is asked
AS_MUCH = 0.8  # of that share, from which another sentence is about it as well
NEARLY_ABOUT = 0.4  # from which it may be, where the cross-encoder ...
ANSWERS = 0.0  # ... takes it for an answer
# What tells how many without a number, or what is paid without a sum.
IN_WORDS = re.compile(
    r"\b(?:all|each|every|few|fewer than|handful|majority|minority|most|nobody|none|small (?:number|proportion)|"
    r"free|nothing)\b",
    re.IGNORECASE,
)


def is_left_unmeasured(question: Question, evidence: Sequence[Evidence]) -> bool:
    """ "What is the average wait?" is not answered by "the wait is too long", nor by how long something else takes."""
    ask, top = requirement_of(question).ask, evidence[:LOOKED_AT]
    if ask not in FIGURES or not top:
        return False
    share = top[0].feature("sentence_overlap")
    about = [e for e in top if e.feature("sentence_overlap") >= AS_MUCH * share]
    if share < SPOKEN_OF or any(e.feature("value") > 0 for e in about):
        return False
    if ask is not Ask.DURATION and any(IN_WORDS.search(e.text) for e in about):
        return False
    giving = [e for e in top if e.feature("value") >= VALUE_ENOUGH]
    return not any(e.answers >= ANSWERS and e.feature("sentence_overlap") >= NEARLY_ABOUT * share for e in giving)
