"""Whether the papers give what is asked for, but of another time than the one asked about, or only foretell it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence.evidence import Evidence
from assistant.evidence.gate import LOOKED_AT
from assistant.evidence.requirement import requirement_of
from assistant.understanding.periods import MONTH, month_number
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
# A question for what a meeting did, and how the meeting is called: "at the special meeting of council on 4 May".
MET = re.compile(
    r"\b(?:what|which|how|who|did)\b[^?]*?\b(?:agree[ds]?|approve[ds]?|conclude[ds]?|decide[ds]?|decisions?|decid(?:e|ing)|"
    r"discuss(?:ed)?|debate[ds]?|happen(?:ed)?|outcome|resolve[ds]?|resolutions?|result|said|say|vote[ds]?)\b[^?]*?"
    r"\b(?P<meeting>meeting|session)\b|"
    r"\bwhat (?:did|has|had) (?:the |an? )?(?:[\w'’-]+ ){0,5}?(?P<itself>meeting|session)\b[^?]*"
    r"\b(?:agree|agreed|conclude|decide|decided|resolve|resolved|say|vote)\b",
    re.IGNORECASE,
)
CALLED = re.compile(r"\b(?:emergency|extraordinary|special|urgent)\b", re.IGNORECASE)
DAY = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{MONTH})\b", re.IGNORECASE)
# "to be debated at a meeting", "the meeting to be held in May": nothing between says that anything was done there.
GOES_TO = re.compile(
    r"\b(?:will|would|shall|should|may|might|must|(?:is|are|was|were|due|going|plan\w*|intend\w*) to|to) (?:\w+ ){0,2}?"
    r"(?:be|come|go|consider|debate|decide|discuss|have|hold|meet|receive|return|take|vote)\b(?: [\w'’-]+){0,12}? "
    r"(?:meeting|session)\b",
    re.IGNORECASE,
)
TO_BE_HELD = re.compile(
    r"\b(?:meeting|session)(?: of [\w'’ -]{1,30}?)?(?: (?:in|on) (?:\w+day,? )?[\w ]{1,20}?)?,? "
    r"(?:which |that )?(?:(?:is|was|are|were) )?(?:to be|to take|to consider|will|would|shall|due|called for|"
    r"planned|scheduled|expected)\b|\b(?:forthcoming|next|upcoming) (?:[\w'’-]+ ){0,4}?(?:meeting|session)\b",
    re.IGNORECASE,
)
ALL_NAMED, FEWER = 0.9, 0.3  # of the question's words: those of another time have all, those of the time asked fewer


def is_told_of_another_time(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether what is asked is given in all its words for another time, and for the time asked about only something
    that has few of them: nine children in unregistered homes in 2021, and of 2017 how many children there were. So too
    where what came of something is asked that has yet to be held."""
    if is_yet_to_come(question, evidence) or is_yet_to_meet(question, evidence):
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


def is_yet_to_meet(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether what a meeting of a day or of a sort (an extraordinary one) did is asked, and every sentence that speaks
    of it only looks forward to it; False where a paper found is that meeting's own."""
    if not MET.search(question.text):
        return False
    days, called = DAY.findall(question.text), CALLED.search(question.text)
    if not days and not called:
        return False
    of_day = rf"\b{days[0][0]}(?:st|nd|rd|th)? {days[0][1]}" if days else ""
    # by whatever name: an extraordinary meeting is a special one
    speaks = re.compile(of_day or rf"{CALLED.pattern}[^.;]{{0,40}}\b(?:meeting|session)", re.IGNORECASE)
    top = evidence[:LOOKED_AT]
    if any(is_own_paper(question, days, e) for e in top):
        return False
    told = [e.text for e in top if e.feature("time") == 1 and speaks.search(e.text)]
    return bool(told) and told[0] == evidence[0].text and all(looks_forward(text) for text in told)


def is_own_paper(question: Question, days: Sequence[tuple[str, str]], e: Evidence) -> bool:
    """Whether a paper was written for, or is the minutes of, the meeting of a day that a question names."""
    met = e.passage.paper.facts.meeting_date if days else None
    if not met:
        return False
    day, month = days[0]
    return met[5:] == f"{month_number(month.casefold()):02}-{int(day):02}"


def looks_forward(text: str) -> bool:
    """Whether a sentence says of a meeting that it is to be held, or what is to be put to it."""
    return bool(GOES_TO.search(text) or TO_BE_HELD.search(text))


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
