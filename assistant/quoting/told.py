"""What papers tell in their own words of what somebody said, whom a question names: "Councillor Marsh, the Portfolio
Holder, said that the plan was late." """

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence.evidence import Evidence
from assistant.evidence.selection import FOR_SPEAKER, NO_TIME, ROLES, SAYS, TITLES, voices_asked
from assistant.understanding.people import NAMED, NO_NAME, TITLE
from assistant.understanding.question import Question, understand

REACTS = (
    rf"(?:{SAYS}|\b(?:(?:dis)?agree[ds]?|ask(?:ed|s)?|added|adds|advised|acknowledg\w+|accept\w*|assured|challeng\w+|"
    r"confirm\w*|congratulat\w+|emphasi\w+|express\w*|highlight\w*|insist\w*|not(?:ed|es)|object\w*|outlined|"
    r"question\w*|quer(?:y|ied)|remind\w*|regard\w*|request\w*|stress\w*|suggest\w*|support\w*|thank\w*|undertook|"
    r"updated|urged|vot(?:e|ed)|warn\w*|welcom\w+)\b)"
)
REACTION = re.compile(REACTS, re.IGNORECASE)
GOES_ON = re.compile(rf"^\W*(?:he|she|they|the (?:councillor|director|member|officer))\b[^.]{{0,40}}?{REACTS}", re.I)
# "It was put to the Director that": somebody else speaks.
TO_SOMEBODY = re.compile(r"\b(?:to|by|from|with|asked|told|thanked|reminded|informed)(?: the| our| its)?\s*$", re.I)
OFFICES = (
    *ROLES,
    *(
        (re.compile(rf"\b(?:{asked})\b[^.?,;]{{0,60}}?{SAYS}|\b{SAYS}[^.?,;]{{0,20}}\b(?:{asked})\b", re.I),
         re.compile(rf"\b(?:{asked})\b", re.I))
        for asked in (r"heads? of [\w'’ ]+?", r"officers?", r"co-opted members?", r"commissioner", r"auditors?")
    ),
)  # fmt: skip
PARTS = re.compile(
    r"(?:,|;)? (?:and|but) (?=(?:then |also )?(?:what|how|why|who|when|where|which|did|does|do|has|have|had|was|were|"
    r"is|are|whether)\b)",
    re.IGNORECASE,
)

OF_BOTH = re.compile(
    r"^\s*(?P<asks>what (?:did|do|does|has|have)) (?P<first>[^,?]+?) and (?P<second>[^,?]+?) (?:both|each) "
    rf"(?P<rest>{REACTS}.*)$",
    re.IGNORECASE,
)


def parts_asked(question: Question, held: Sequence[str]) -> list[Question]:
    """A question of two parts that asks, in one of them at least, for the words of a person or an office, as the two;
    each has the time that the other names where it names none itself. Empty for any other."""
    pieces = pieces_of(question.text)
    if len(pieces) != 2 or not any(of_somebody(piece, question) for piece in pieces):
        return []
    if not all(of_somebody(piece, question) or voices_asked(replace(question, text=piece)) for piece in pieces):
        return []
    first = understand(pieces[0], held=held)
    second = understand(pieces[1], held=held, earlier=[pieces[0]])
    return [
        replace(q, authorities=question.authorities, periods=q.periods or question.periods) for q in (first, second)
    ]


def pieces_of(text: str) -> list[str]:
    """The parts of a question; of "What did A and B each say of it?", what did A say of it and what did B."""
    if both := OF_BOTH.search(text):
        return [f"{both['asks']} {both[who]} {both['rest']}".strip(" ,?") for who in ("first", "second")]
    return [piece.strip(" ,?") for piece in PARTS.split(text)]


def of_somebody(text: str, question: Question) -> bool:
    return bool(names_in(text, question.authorities) and REACTION.search(text)) or bool(offices_in(text))


def names_in(text: str, places: Sequence[str] = ()) -> list[str]:
    """The surnames, or the only names, of the people that a question names."""
    found = [NO_NAME.sub("", re.sub(r"['’]s$", "", match.group())) for match in NAMED.finditer(text)]
    known = {place.casefold() for place in places}
    bare = [TITLE.sub("", name).split() for name in found if name.casefold() not in known]
    people = [words for words in bare if words and not {w.casefold() for w in words} & (TITLES | NO_PEOPLE | known)]
    return [words[-1] for words in people]


NO_PEOPLE = frozenset(
    """ofsted trust board panel cabinet department education action plan overview social care review report inspection
    inspectors monitoring visit families together working group safeguarding partnership youth justice early help
    public law outline care leavers looked after january february march april may june july august september october
    november december""".split()
)


def offices_in(text: str) -> list[re.Pattern[str]]:
    """How papers write the office whose words a question asks for."""
    plain = text.replace("’", "'")
    return [written for asked, written in OFFICES if asked.search(plain)][:1]


def is_told(question: Question, text: str) -> bool:
    """Whether a sentence tells what somebody whom the question names, or holds the office that it names, said."""
    if not REACTION.search(question.text):
        return False
    names = names_in(question.text, question.authorities)
    signs = [re.compile(rf"\b{re.escape(name)}\b") for name in names] or offices_in(question.text)
    return any(speaks(sign, text) for sign in signs)


def speaks(sign: re.Pattern[str], text: str) -> bool:
    """Whether somebody does the saying in a sentence, and nobody who is named after them."""
    for match in sign.finditer(text):
        verb = REACTION.search(text, match.end())
        between = OWN_TITLE.sub("", text[match.end() : verb.start()]) if verb else ""
        is_near = verb and len(between) <= LONGEST_OFFICE and not OTHERS_BETWEEN.search(between)
        if is_near and not TO_SOMEBODY.search(text[: match.start()].rstrip()):
            return True
    return False


OWN_TITLE = re.compile(r"^ (?:Councillor|Cllr|Coun)\b")  # "the group leader Cllr Marsh said"
OTHERS_BETWEEN = re.compile(r"[.;:“”\"]|\b(?:Councillor|Cllr|Coun)\b")
LONGEST_OFFICE = 110  # letters between a name and the verb: "..., the Portfolio Holder for Children's Services, "


def own_and_told(question: Question, evidence: Sequence[Evidence], speakers: frozenset[str]) -> list[Evidence]:
    """The sentences that these speakers say and those that tell what they said, the strongest first; of the time
    asked about where any is."""
    own = []
    for e in evidence:
        if e.passage.passage.sentences[e.sentence].speaker in speakers:
            own.append(e)
        elif is_told(question, e.text):
            own.append(replace(e, score=e.score + FOR_SPEAKER))
    of_time = [e for e in own if e.feature("time") >= NO_TIME]
    return sorted(of_time or own, key=lambda e: -e.score)


def told_on(e: Evidence) -> list[int]:
    """The sentences after one, by number, that go on to tell what the same person said: "He said that ..."."""
    sentences = e.passage.passage.sentences
    found = []
    for number in range(e.sentence + 1, min(e.sentence + 1 + MOST_ON, len(sentences))):
        own = sentences[number]
        if own.speaker or not GOES_ON.search(e.passage.passage.text[own.start : own.end]):
            break
        found.append(number)
    return found


MOST_ON = 2
