"""Sentences that say the opposite of what a question takes for granted: the same subject, the other side of it.

A true premise must never be "corrected": the subject must stand in the very clause that says the opposite, and no
sentence of the papers asked about may side with the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.evidence.evidence import Asked
from assistant.premises.polarity import DENIES as DENIED
from assistant.premises.polarity import Clause, Sign, clauses_of
from assistant.premises.presupposed import COMPLAINT, Assumed
from assistant.quoting.demands import IMPROVE, PRIORITY
from assistant.quoting.quoted import Quoted
from assistant.understanding.question import substance
from assistant.understanding.stems import stems_of
from corpus.held import HeldPassage
from corpus.paper import Voice

IN_CLAUSE = 0.6  # share of the subject, by rarity, that the clause itself must hold
IN_REACH = 0.85  # and with its headings and the rest of its sentence
NEAR = 0.5  # share from which a sentence that sides with the question stands in the way of a correction
OWN_SUBJECT = 4  # words of substance from which a clause is about something of its own
GOES_ON = re.compile(
    r"^(?:however,? |but |yet |at times,? |sometimes,? |nevertheless,? |as a result,? )*"
    r"(?:they|it|these|this|their|its|some|others|not all|for some|in some)\b",
    re.IGNORECASE,
)
IN_PASSAGE = 0.75
MOST = 2
TURNS = frozenset({"course", "amount"})
# Matters by which one can speak well or ill of a thing; the others are directions and levels, each of its own.
EVALUATIVE = frozenset("value time steady enough clear regular stable safe suit accurate mind morale".split())
OF_FINDINGS = frozenset({Voice.INSPECTOR, Voice.PRESS, Voice.DECISION})
# Matters of which a council knows best itself: how much there is of a thing and what it did. Not how well it does.
OF_RECORD = frozenset("amount level place post open agree track budget extra target public".split())
DEEDS = OF_RECORD - {"amount", "level"}
MONEY = re.compile(r"£\s?\d")
NONE = re.compile(
    r"\b(?:no|none|nil|zero|not any)\b(?! (?:longer|doubt|matter|less|fewer|more|other)\b)", re.IGNORECASE
)
NONE_REACH = 7  # words after "no" within which the thing denied must stand
DENIES = 0.55
OF_ALL = re.compile(
    r"^\W*(?:all|every|each|both)\b.*"
    r"\b(?:positive|happy|pleased|satisfied|prais\w+|spoke \w+ly|valued?|complimentary)\b",
    re.IGNORECASE,
)
COMPLAINS = re.compile(
    r"\b(?:complain\w*|dissatisf\w+|unhappy|frustrat\w+|grievances?|would (?:like|prefer)|"
    r"(?:want|wish)(?:ed|es)? (?:to|more|for))\b",
    re.IGNORECASE,
)
DONE_WORDS, DONE_LONGEST = 3, 25
DONE_NEAR, DONE_WHOLE = 0.7, 0.9


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a passage, with what is needed to weigh it."""

    passage: HeldPassage
    sentence: int
    text: str

    @property
    def quoted(self) -> Quoted:
        return Quoted(self.passage, self.sentence)

    @property
    def voice(self) -> Voice:
        return self.passage.voice_of(self.sentence)

    @property
    def around(self) -> list[str]:
        return stems_of(" ".join(self.passage.passage.headings))


def lines_of(passages: Iterable[HeldPassage]) -> list[Line]:
    return [
        Line(held, i, held.passage.text[sentence.start : sentence.end])
        for held in passages
        for i, sentence in enumerate(held.passage.sentences)
    ]


def contradicts(asked: Sign, said: Sign) -> bool:
    """Whether a sign says the opposite of what is asked: of the same matter, or well for ill in general."""
    if asked.good is said.good:
        return False
    return asked.matter == said.matter or (asked.matter == "value" and said.matter in EVALUATIVE)


def sides(asked: Sign, said: Sign) -> bool:
    """Whether a sign may bear out what is asked: anything on the same side of any matter of praise or course."""
    if asked.good is not said.good:
        return False
    return asked.matter == said.matter or (asked.matter == "value" and said.matter in EVALUATIVE | {"course", "gain"})


def find_contrary(assumed: Assumed, asked: Asked, lines: Sequence[Line]) -> list[Quoted]:
    """At most two sentences that contradict what is taken for granted; none where any sentence sides with it."""
    assumed = replace(assumed, signs=predicates(assumed.signs))
    if not asked.groups or not assumed.signs or len({s.good for s in assumed.signs if s.matter != "level"}) > 1:
        return []
    supposes_ill = not all(sign.good for sign in assumed.signs)
    own_record = all(sign.matter in OF_RECORD for sign in assumed.signs)
    contrary: list[tuple[float, Line]] = []
    told: list[tuple[float, Line]] = []  # by the council alone
    for line in lines:
        stems = stems_of(line.text)
        share = asked.overlap([*stems, *line.around])
        own = asked.overlap(stems)
        goes_on = continues(line) and asked.overlap(stems_of(before(line))) >= IN_REACH
        if share < NEAR and own < NEAR / 2 and not goes_on:
            continue
        clauses = clauses_of(line.text)
        if COMPLAINS.search(line.text) and any(sign.word == COMPLAINT for sign in assumed.signs):
            return []
        if stands_in_the_way(assumed, asked, line, clauses, own):
            return []
        is_finding = line.voice in OF_FINDINGS and not (supposes_ill and is_demanded(line))
        if (is_finding or (own_record and line.voice is Voice.COUNCIL)) and share >= IN_REACH:
            best = max((opposes(assumed, asked, clause) for clause in clauses), default=0.0)
            if best:
                (contrary if is_finding else told).append((best, line))
    contrary = contrary or told
    if any(sign.word == COMPLAINT for sign in assumed.signs):
        # that some were pleased denies no complaint of others
        contrary = [(best, line) for best, line in contrary if OF_ALL.search(line.text)]
    contrary.sort(key=lambda pair: -pair[0])
    return [line.quoted for _, line in contrary[:MOST]]


def predicates(signs: Sequence[Sign]) -> tuple[Sign, ...]:
    """The signs that say how it is; what was done is the point only where nothing else is said."""
    said = tuple(sign for sign in signs if sign.matter not in DEEDS and sign.matter != "gain")
    return said or tuple(signs)


def opposes(assumed: Assumed, asked: Asked, clause: Clause) -> float:
    """How much of the subject stands in a clause that says the opposite, and only that; 0 for no such clause."""
    turns = all(sign.matter in TURNS for sign in assumed.signs)
    is_sum = all(sign.matter == "extra" for sign in assumed.signs) and bool(MONEY.search(clause.text))
    if not (clause.sure or is_sum) or not clause.signs or (clause.before and not turns):
        return 0.0
    own = asked.overlap(stems_of(clause.text))
    if own < IN_CLAUSE or any(sides(a, s) for a in assumed.signs for s in clause.signs):
        return 0.0
    # where a matter of its own is named, a word of praise or blame beside it is not held against every other matter:
    # "so settled and doing well" says nothing of waits
    has_matter = any(sign.matter != "value" for sign in assumed.signs)
    is_contrary = any(
        contradicts(a, s) and (a.matter == s.matter or not (has_matter and a.matter == "value"))
        for a in assumed.signs
        for s in clause.signs
    )
    return own if is_contrary else 0.0


def stands_in_the_way(assumed: Assumed, asked: Asked, line: Line, clauses: Sequence[Clause], own: float) -> bool:
    """Whether a sentence about the subject sides with the question, in part, as a wish or of old."""
    if is_demanded(line):
        matters = {sign.matter for clause in clauses for sign in clause.signs}
        return own >= NEAR and any(not a.good and (a.matter == "value" or a.matter in matters) for a in assumed.signs)
    about = own >= NEAR and asked.overlap([*stems_of(line.text), *line.around]) >= IN_REACH
    about = about or (continues(line) and asked.overlap(stems_of(before(line))) >= IN_REACH)
    return any(
        any(sides(a, s) for a in assumed.signs for s in clause.signs)
        and (
            asked.overlap(stems_of(clause.text)) >= (IN_CLAUSE if len(asked.groups) > 2 else IN_REACH)
            or (about and len(own_words(clause)) < OWN_SUBJECT)
        )
        for clause in clauses
    )


def is_demanded(line: Line) -> bool:
    """Whether a sentence stands among what a paper says must improve: "Effective work on ..." is no praise there."""
    headings = " ".join(line.passage.passage.headings[-1:])
    return bool(IMPROVE.search(headings) or PRIORITY.search(headings))


def own_words(clause: Clause) -> list[str]:
    signs = {word for sign in clause.signs for word in sign.word.casefold().split()}
    return [word for word in substance(clause.text) if word.casefold() not in signs]


def continues(line: Line) -> bool:
    """Whether a sentence goes on about the subject of the one before it: "However, they ..."."""
    return line.sentence > 0 and bool(GOES_ON.search(line.text))


def before(line: Line) -> str:
    sentence = line.passage.passage.sentences[line.sentence - 1]
    return line.passage.passage.text[sentence.start : sentence.end]


def find_loss_denied(assumed: Assumed, asked: Asked, lines: Sequence[Line]) -> list[Quoted]:
    """Sentences that deny a loss which the question takes for granted, in a passage about just that."""
    if not any(sign.matter == "gain" and not sign.good for sign in assumed.signs):
        return []
    found: list[tuple[float, Line]] = []
    for line in lines:
        whole = stems_of(f"{' '.join(line.passage.passage.headings)} {line.passage.passage.text}")
        share = asked.overlap(whole)
        if share < IN_PASSAGE or asked.overlap(stems_of(line.text)) == 0.0:
            continue
        gains = [s for clause in clauses_of(line.text) for s in clause.signs if s.matter == "gain"]
        if any(not s.good for s in gains):
            return []
        if gains and line.voice in OF_FINDINGS:
            found.append((share, line))
    found.sort(key=lambda pair: -pair[0])
    return [line.quoted for _, line in found[:MOST]]


def find_denial(asked: Asked, lines: Sequence[Line], *, strict: bool) -> list[Quoted]:
    """Sentences that say there is none of what the question counts or supposes; none where another speaks of some.

    ``strict`` wants all of the subject in the clause that denies it.
    """
    if not asked.groups:
        return []
    rarest = max(range(len(asked.groups)), key=lambda i: asked.rarity[i])
    least = 0.99 if strict else DENIES
    denying: list[Line] = []
    for line in lines:
        stems = stems_of(line.text)
        if not has(asked, rarest, stems) or asked.overlap(stems) < min(least, DENIES):
            continue
        if any(denies(asked, rarest, clause.text, least) for clause in clauses_of(line.text)):
            denying.append(line)
        else:
            return []
    return [line.quoted for line in denying[:MOST]]


def find_done(asked: Asked, lines: Sequence[Line]) -> list[Quoted]:
    """Sentences that say of something that it was done which the question takes not to have been; none where any other
    denies it too, or leaves it open."""
    if len(asked.groups) < DONE_WORDS:
        return []
    done: list[Line] = []
    for line in lines:
        if asked.overlap(stems_of(line.text)) < DONE_NEAR:
            continue
        if is_demanded(line):
            return []
        whole = [clause for clause in clauses_of(line.text) if asked.overlap(stems_of(clause.text)) >= DONE_WHOLE]
        plain = [clause for clause in whole if clause.sure and not clause.before and not DENIED.search(clause.text)]
        if len(plain) < len(whole) or DENIED.search(line.text):
            return []
        if plain and line.voice in OF_FINDINGS and len(plain[0].text.split()) <= DONE_LONGEST:
            done.append(line)
    return [line.quoted for line in done[:MOST]]


def denies(asked: Asked, rarest: int, text: str, least: float) -> bool:
    match = NONE.search(text)
    if not match or asked.overlap(stems_of(text)) < least:
        return False
    return has(asked, rarest, stems_of(text[match.end() :])[:NONE_REACH])


def has(asked: Asked, group: int, stems: Sequence[str]) -> bool:
    return any(all(stem in stems for stem in name) for name in asked.groups[group])
