"""What papers tell in their own words of what somebody said, whom a question names: "Councillor Marsh, the Portfolio
Holder, said that the plan was late." """

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence.evidence import Evidence
from assistant.evidence.focus import SOON_AFTER, period_weight
from assistant.evidence.selection import FOR_SPEAKER, NO_TIME, ROLES, SAYS, TITLES, speakers_asked, voices_asked
from assistant.understanding.people import NAMED, NO_NAME, PARTIES, TITLE
from assistant.understanding.question import Question, substance, topic_of, understand, words_of

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
# Those that speak through people of their own, whom papers mostly name by office: a party, a union.
BODIES = (
    *(
        (re.compile(rf"\b(?:the )?(?:{asked})[^.?,;]{{0,20}}?{SAYS}|\baccording to (?:the )?(?:{asked})\b", re.I),
         re.compile(rf"\b(?:{asked})\b", re.I))
        for asked in PARTIES
    ),
    (
        re.compile(rf"\bunions?\b[^.?,;]{{0,60}}?{SAYS}|\b{SAYS}[^.?,;]{{0,20}}\bunions?\b", re.I),
        re.compile(r"\bunions?\b|\b(?:UNISON|GMB|Unite)\b|\bbranch (?:chair|secretary|organiser)\b", re.I),
    ),
)  # fmt: skip
OFFICES = (
    *ROLES,
    *BODIES,
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
    r"^\s*(?P<asks>what (?:did|do|does|has|have)) (?P<first>(?:(?!\b(?:about|sa(?:y|id))\b)[^,?])+?) and "
    r"(?P<second>(?!(?:then |also )?(?:what|how|why|who|when|where|did|does|do)\b)[^,?]+?) (?:both |each )?"
    rf"(?P<rest>{REACTS}.*)$",
    re.IGNORECASE,
)

# "..., and Labour?", "..., and what about the opposition?"
AND_ANOTHER = re.compile(
    rf"(?:[,;] and|,? and (?:what|how) about) (?P<who>(?:the )?(?:{'|'.join(PARTIES)}|opposition|director|leader|"
    r"chief executive|chair|council|cabinet member|lead member|inspectors|ofsted))\W*$",
    re.IGNORECASE,
)
BARE = re.compile(rf"{SAYS}$", re.IGNORECASE)  # asks for somebody's words, and says not on what
# "What did the council say the average was, and what did the union say?"
CLAUSE = re.compile(rf"^.*?(?:{SAYS}) (?P<clause>\S+ .*)$", re.IGNORECASE)
ABOUT = re.compile(r"(?<=[\w,] )(?:about|on|of|to|regarding) [^?]+(?=\W*$)", re.IGNORECASE)


def parts_asked(question: Question, held: Sequence[str]) -> list[Question]:
    """A question of two parts that asks, in one of them at least, for the words of a person or an office, as the two;
    each has the time that the other names where it names none itself. Empty for any other."""
    pieces = pieces_of(question.text)
    if len(pieces) != 2 or not any(of_somebody(piece, question) for piece in pieces):
        return []
    if not all(of_somebody(piece, question) or voices_asked(replace(question, text=piece)) for piece in pieces):
        return []
    first = understand(pieces[0], held=held)
    second = understand(pieces[1], held=held, earlier=[] if ABOUT.search(pieces[1]) else [pieces[0]])
    return [
        replace(
            q,
            authorities=question.authorities,
            periods=q.periods or question.periods,
            kinds=q.kinds or question.kinds,
        )
        for q in (first, second)
    ]


def pieces_of(text: str) -> list[str]:
    """The parts of a question; of "What did A and B each say of it?", what did A say of it and what did B. What only
    one part is about, the other is as well: "What did A say of it and what did B say?"."""
    if both := OF_BOTH.search(text):
        return [f"{both['asks']} {both[who]} {both['rest']}".strip(" ,?") for who in ("first", "second")]
    if also := AND_ANOTHER.search(text):
        text = f"{text[: also.start()]} and what did {also['who']} say"
    pieces = [piece.strip(" ,?") for piece in PARTS.split(text)]
    matters = [match.group() for piece in pieces if (match := ABOUT.search(piece))]
    if not matters and (said := CLAUSE.search(pieces[0])):
        matters = [said["clause"]]
    if len(matters) != 1:
        return pieces
    return [f"{piece} {matters[0]}" if BARE.search(piece) else piece for piece in pieces]


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


def on_inspection(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence of the papers in which somebody speaks whose words are asked for on an inspection itself ("What did
    the director say about the third monitoring visit?"), of the time that is asked about; empty where a question is
    of another matter, for these words need hold none of its own."""
    about = ABOUT.search(question.text)
    if not about or not of_somebody(question.text, question):
        return []
    if any(word.casefold() not in INSPECTION_WORDS | ORDINALS for word in substance(topic_of(about.group(), ()))):
        return []
    if not (question.periods or question.kinds):
        return []  # the words of any year would do
    needed = {word.casefold() for word in words_of(about.group())} & (ORDINALS | VISIT_WORDS)
    spoken = own_and_told(question, evidence, speakers_of(question, evidence))
    papers = {e.passage.paper.id: e.passage.paper for e in spoken}
    fitting = set()
    for key, paper in papers.items():
        words = {w.casefold() for e in evidence if e.passage.paper.id == key for w in words_of(e.passage.passage.text)}
        if needed <= words and period_weight(question.periods, paper) >= SOON_AFTER:
            fitting.add(key)
    return [e for e in evidence if e.passage.paper.id in fitting]


def speakers_of(question: Question, evidence: Sequence[Evidence]) -> frozenset[str]:
    """The speakers whom a question names or whose office it names, or else those of the body that it names."""
    named = speakers_asked(question, evidence)
    signs = [written for asked, written in BODIES if asked.search(question.text)]
    if named and (not signs or names_in(question.text, question.authorities)):
        return named
    spoken = {s for e in evidence if (s := e.passage.passage.sentences[e.sentence].speaker)}
    return named | {speaker for speaker in spoken if any(sign.search(speaker) for sign in signs)}


VISIT_WORDS = frozenset({"monitoring", "focused"})
ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth 1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th".split()
)
INSPECTION_WORDS = frozenset(
    """finding findings report reports inspection visit letter verdict result results outcome judgement judgements
    judgment rating ratings grade grades conclusions conclusion ofsted ofsted's inspectors inspectors'""".split()
)


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
