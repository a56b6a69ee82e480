"""Whether the papers give what is asked for, but of another time than the one asked about."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence.evidence import Evidence
from assistant.evidence.gate import LOOKED_AT
from assistant.evidence.requirement import requirement_of
from assistant.understanding.question import Question

STRONGEST = 12  # sentences that an answer might show
GIVES, GIVES_SURELY = 0.6, 0.8  # the feature "value" of a sentence that gives what is asked
GIVES_NEAR_BY = 0.5  # of one whose thing is named in the sentence before it: "the figure in July was 31"
NAMED_ENOUGH = 0.75  # for a value of another time to be offered
ALL_NAMED, FEWER = 0.9, 0.3  # of the question's words: those of another time have all, those of the time asked fewer


def is_told_of_another_time(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether what is asked is given in all its words for another time, and for the time asked about only something
    that has few of them: nine children in unregistered homes in 2021, and of 2017 how many children there were."""
    required = requirement_of(question)
    if not (required.periods and required.is_dated):
        return False
    giving = [e for e in evidence[:STRONGEST] if e.feature("value") >= GIVES]
    near_by = [e for e in evidence[:STRONGEST] if e.feature("value") >= GIVES_NEAR_BY]
    then = max((e.feature("named") for e in near_by if e.feature("time") > 0), default=0.0)
    other = max((e.feature("named") for e in giving if e.feature("time") == 0), default=0.0)
    return other >= ALL_NAMED and then <= other - FEWER


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
