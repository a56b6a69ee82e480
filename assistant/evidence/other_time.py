"""Whether the papers give what is asked for, but of another time than the one asked about, or only foretell it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence.evidence import Evidence
from assistant.evidence.gate import LOOKED_AT
from assistant.evidence.requirement import requirement_of
from assistant.understanding.question import Question

STRONGEST = 12  # sentences that an answer might show
GIVES, GIVES_SURELY = 0.6, 0.8  # the feature "value" of a sentence that gives what is asked
GIVES_NEAR_BY = 0.5  # of one whose thing is named in the sentence before it: "the figure in July was 31"
NAMED_ENOUGH = 0.75  # for a value of another time to be offered
EVENT = r"(audit|ballot|consultation|inquest|inquiry|investigation|referendum|review|survey|vote)"
# A question for what came of something that may yet have to be held.
RESULT = re.compile(
    r"\b(?:conclusions?|findings?|outcome|results?|verdict) (?:of|from) (?:the |an? |its |their )?"
    rf"(?:[\w'’-]+ ){{0,3}}?{EVENT}\b|"
    rf"\bwhat (?:did|has|had) (?:the |an? |its |their )?(?:[\w'’-]+ ){{0,3}}?{EVENT}\b[^?]*"
    r"\b(?:conclude|concluded|find|found|recommend|recommended|say|said|show|shown)\b|"
    rf"\bhow did (?:[\w'’-]+ ){{0,4}}?{EVENT} (?:go|turn out|end)\b",
    re.IGNORECASE,
)
WISHED = (
    r"(?:ask|asks|asked|asking|call|calls|called|calling|demand(?:s|ed|ing)?|press(?:es|ed|ing)?|push(?:es|ed|ing)?|"
    r"urge[sd]?|want(?:s|ed|ing)?)"
)
PLANNED = (
    r"(?:(?:is|are|was|were|due|going|intend\w*|plan\w*|propos\w*|threaten\w*) to|will|would|should|shall|may|might|"
    r"could|must|next|forthcoming|planned|proposed|upcoming)"
)
ALL_NAMED, FEWER = 0.9, 0.3  # of the question's words: those of another time have all, those of the time asked fewer


def is_told_of_another_time(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether what is asked is given in all its words for another time, and for the time asked about only something
    that has few of them: nine children in unregistered homes in 2021, and of 2017 how many children there were. So too
    where what came of something is asked that has yet to be held."""
    if is_yet_to_come(question, evidence):
        return True
    required = requirement_of(question)
    if not (required.periods and required.is_dated):
        return False
    giving = [e for e in evidence[:STRONGEST] if e.feature("value") >= GIVES]
    near_by = [e for e in evidence[:STRONGEST] if e.feature("value") >= GIVES_NEAR_BY]
    then = max((e.feature("named") for e in near_by if e.feature("time") > 0), default=0.0)
    other = max((e.feature("named") for e in giving if e.feature("time") == 0), default=0.0)
    return other >= ALL_NAMED and then <= other - FEWER


def is_yet_to_come(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether what came of a ballot, a review or the like is asked, and every sentence that speaks of one only calls
    for it or says that it is to be held."""
    asked = RESULT.search(question.text)
    if not asked:
        return False
    event = next(word for word in asked.groups() if word).casefold()
    speaks = re.compile(rf"\b{event}s?\b", re.IGNORECASE)
    told = [e.text for e in evidence[:LOOKED_AT] if speaks.search(e.text)]
    return bool(told) and told[0] == evidence[0].text and all(is_foretold(event, text) for text in told)


def is_foretold(event: str, text: str) -> bool:
    """Whether a sentence asks for something, or says that it is to be held, rather than that it was."""
    return bool(
        re.search(rf"\b{WISHED} (?:[\w'’-]+ ){{0,4}}?{event}\b", text, re.IGNORECASE)
        or re.search(rf"\b{PLANNED} (?:[\w'’-]+ ){{0,4}}?{event}\b", text, re.IGNORECASE)
        or re.search(
            rf"\b{event}\b (?:[\w'’-]+ ){{0,6}}?{PLANNED} (?:be|begin|open|report|start|take)\b", text, re.IGNORECASE
        )
    )


def of_another_time(question: Question, evidence: Sequence[Evidence]) -> Evidence | None:
    """The newest sentence that gives what is asked for another time than the one asked about, if any does."""
    if not requirement_of(question).is_of_value:
        return None
    fitting = [
        e
        for e in evidence[:LOOKED_AT]
        if e.feature("time") < 1 and e.feature("value") >= GIVES_SURELY and e.feature("named") >= NAMED_ENOUGH
    ]
    return max(fitting, key=lambda e: (e.passage.paper.said, e.score), default=None)
