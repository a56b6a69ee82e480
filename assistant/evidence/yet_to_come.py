"""Whether what came of something is asked that the papers only foretell: a review that is to report, a meeting that is
to be held, a grant that the health service would decide on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.evidence.evidence import Evidence
from assistant.evidence.gate import LOOKED_AT
from assistant.evidence.requirement import requirement_of
from assistant.understanding.periods import MONTH, month_number
from assistant.understanding.question import Question
from assistant.understanding.values import Ask

EVENT = (
    r"(audit|ballot|consultation|inquest|inquiry|investigation|pilot|referendum|review|survey|"
    r"(?:task|working)(?: and finish)? group|trial|vote)"
)
FINDS = (
    r"(?:come up with|conclude|concluded|decide|decided|find|found|recommend|recommended|reveal|revealed|say|said|"
    r"show|shown|turn up)"
)
# A question for what came of something that may yet have to be held.
RESULT = re.compile(
    r"\b(?:conclusions?|findings?|outcome|results?|verdict) (?:of|from) (?:the |an? |its |their )?"
    rf"(?:[\w'’-]+ ){{0,3}}?{EVENT}\b|"
    rf"\bwhat (?:did|has|had) (?:the |an? |its |their )?(?:[\w'’-]+ ){{0,3}}?{EVENT}\b[^?]*\b{FINDS}\b|"
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
FIRST = 3  # sentences
ABOUT = 0.3  # of the question's words, by rarity, in a sentence: it may be about what is asked
AS_MUCH = 0.9  # of what another has of them
ABOUT_AS_MUCH = 0.6
# Logarithms of the odds that a sentence answers, by the cross-encoder: within so much one is as good as another, and
# from so much on it plainly does.
AS_LIKE, PLAINLY = 0.5, 1.0
# A question for whether something was done; not what somebody said, nor what was meant to be done.
WAS_DONE = re.compile(
    r"^\W*(?:(?:so|and|but|ok|okay|please|then)\b[ ,]*)*(?:did|has|have|had|was|were)\b", re.IGNORECASE
)
OF_WORDS = re.compile(
    r"\b(?:accus\w+|admit\w*|agree\w*|apologi\w+|ask\w*|blam\w+|call\w*|claim\w*|complain\w*|criticis\w+|den(?:y|ied)|"
    r"describ\w+|find|found|judg\w+|mention\w*|own up|prais\w+|promis\w+|rat(?:e|ed)|recommend\w*|said|say|sound|"
    r"speak|spoke|tell|think|thought|told|warn\w*|want\w*)\b",
    re.IGNORECASE,
)
LOOKS_AHEAD = re.compile(
    r"\b(?:will|would|shall)\b|"
    r"\b(?:is|are|was|were|be|been) (?:about|asked|due|expected|going|hoped|intended|invited|likely|planned|scheduled|"
    r"set) to\b|\b(?:is|are|was|were|be) (?:due|expected|planned|proposed)\b|"
    r"\b(?:undertook|undertakes|pledged|plan(?:s|ned)|intend(?:s|ed)|aim(?:s|ed)|hope[sd]?|propose[sd]?) to\b|"
    r"^\W*(?:RESOLVED\W+|RECOMMENDED\W+)?that\b[^.;]{0,80}? be (?:asked|commissioned|established|instructed|invited|"
    r"requested|set up|urged)\b|^\W*RESOLVED\W+that [^.;]{0,80}? (?:bring|consider|report|visit|write)\b",
    re.IGNORECASE,
)
WAS = re.compile(r"\b(?:did|had|has|have|was|were|kept|no longer|never|already)\b|\w(?:n't|n’t)\b", re.IGNORECASE)


def is_only_foretold(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether what is asked is what came of something, and the papers found only say that it is to come."""
    return any(one(question, evidence) for one in (is_yet_to_come, is_yet_to_meet, is_yet_to_be_done))


def is_yet_to_come(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether what came of a ballot, a review or the like is asked, and every sentence that speaks of one only calls
    for it or says that it is to be held."""
    asked = RESULT.search(question.text)
    if not asked:
        return False
    event = next(word for word in asked.groups() if word).casefold()
    speaks = re.compile(rf"\b{event}s?\b", re.IGNORECASE)
    told = [e for e in evidence[:LOOKED_AT] if speaks.search(e.text)]
    return bool(told) and is_best(told[0], evidence) and all(is_foretold(event, e.text) for e in told)


def is_best(told: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Whether a sentence is the strongest, or one of the first that holds as much of what is asked, and reads as much
    like an answer, as those above it."""
    above = list(takewhile(lambda e: e is not told, evidence))
    return (
        len(above) < FIRST
        and all(
            e.feature("sentence_overlap") * AS_MUCH <= told.feature("sentence_overlap")
            and e.answers <= told.answers + AS_LIKE
            for e in above
        )
        and (not above or told.feature("sentence_overlap") >= ABOUT)
    )


def is_yet_to_be_done(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether it is asked if something was done, and every sentence that is about it only says that it was to be:
    "Did the police keep the second sergeant?" where they "will decide in May"."""
    if not evidence or requirement_of(question).ask is not Ask.YES_NO or not WAS_DONE.search(question.text):
        return False
    if OF_WORDS.search(question.text) or LOOKS_AHEAD.search(question.text):
        return False
    top = evidence[:LOOKED_AT]
    most = max(e.feature("sentence_overlap") for e in top)
    about = [e for e in top if e is top[0] or e.feature("sentence_overlap") >= max(ABOUT, ABOUT_AS_MUCH * most)]
    return all(is_to_be_done(e.text) for e in (*about, *(e for e in top if e.answers >= PLAINLY)))


def is_to_be_done(text: str) -> bool:
    """Whether a sentence says that something is to be done, and of nothing that it was."""
    return bool(LOOKS_AHEAD.search(text)) and not WAS.search(LOOKS_AHEAD.sub(" ", text))


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
        or re.search(
            rf"\b(?:sent|referred|submitted)\b[^.;]{{0,60}}? for (?:[\w'’-]+ ){{0,3}}?{event}\b", text, re.IGNORECASE
        )
        # as members resolve: "that a working group of three look at the routes"
        or re.search(
            rf"^\W*(?:RESOLVED\W+)?that (?:[\w'’-]+ ){{1,4}}?{event}(?: of (?:[\w'’-]+ ){{0,3}}?[\w'’-]+)?"
            r" (?:be|bring|consider|look|make|meet|report|take|visit)\b",
            text,
            re.IGNORECASE,
        )
    )
