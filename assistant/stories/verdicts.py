"""Whether the words of two sentences, of an earlier and a later inspection, bear out that something changed.

A verdict needs the same matter, of the same thing, in clauses that are sure and speak of the whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.evidence.evidence import Asked
from assistant.premises.contrary import EVALUATIVE, own_words
from assistant.premises.polarity import DENIES, Clause, Sign, clauses_of
from assistant.quoting.quoted import Quoted
from assistant.understanding.grades import GRADES
from assistant.understanding.question import substance
from assistant.understanding.stems import stems_of
from corpus.held import HeldPaper

SAME_THING = 0.6  # cosine of two sentences, from which their words may bear out a verdict
SAME_WORTH = 0.7  # the same where they only praise or blame
SAME_DEMAND = 0.65  # the same of two demands, which share most of their words as well
OWN_SHARE = 0.5  # of the words of the shorter clause beside the topic, that the other must hold
ASKED_SHARE = 0.4  # the same of two demands, each a whole sentence
NEAR_DENIAL = 25  # characters from a word within which what denies it is quoted with it
GRADE = re.compile(r"^requir\w+ improvement")
# Of some only, or of a part: it neither bears out nor denies what is said of the whole.
IN_PART = re.compile(
    r"\b(some|(very )?small|few(er)?|minority|not (all|always|every|yet)|occasional(ly)?|sometimes|at times|in part|"
    r"for example|a (third|quarter|half)|one in \w+|mixed|partly|some respects)\b",
    re.IGNORECASE,
)
ADVERTISES = re.compile(r"\b(website|e-?mail|subscribe)\b", re.IGNORECASE)
NOW = re.compile(r"\b(now|no longer)\b", re.IGNORECASE)
IN_CLAUSE = 0.5  # share of the topic that the clause with the verdict, or its heading, must hold


class Change(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    UNCHANGED = "unchanged"
    BOTH_SHOWN = "both shown"
    NOT_AGAIN = "not found again"


@dataclass(frozen=True, slots=True)
class Said:
    quoted: Quoted
    text: str
    is_demand: bool = False  # what must be done, and no finding

    @property
    def paper(self) -> HeldPaper:
        return self.quoted.passage.paper


def change_between(asked: Asked, then: Said, now: Said, cosine: float) -> tuple[Change, str] | None:
    """What the words of two sentences, of an earlier and a later inspection, bear out; None where they do not."""
    if cosine < SAME_THING:
        return None
    if then.is_demand or now.is_demand:
        same = then.is_demand and now.is_demand and cosine >= SAME_DEMAND and asks_again(asked, then, now)
        return (Change.UNCHANGED, "Inspectors asked for this at both.") if same else None
    before, after = telling(asked, then), telling(asked, now)
    if any(len({sign.good for _, sign in signs}) != 1 for signs in (before, after)):
        return None
    found: dict[Change, str] = {}
    for a, one in before:
        for b, other in after:
            if one.matter != other.matter or not of_one_thing(asked, a, b):
                continue
            is_turn = one.good is not other.good
            if one.matter == "value" and cosine < SAME_WORTH:
                continue
            if not is_turn and stems_of(one.words) != stems_of(other.words):
                continue  # two words of praise are no proof that nothing changed
            change = Change.UNCHANGED if not is_turn else Change.BETTER if other.good else Change.WORSE
            found.setdefault(change, f"“{one.words}” then, “{other.words}” now.")
    return next(iter(found.items())) if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that speaks well or ill of a matter, as it is said: "no longer inadequate"."""

    matter: str
    good: bool
    words: str


TOO_MUCH = frozenset("excessive unmanageable".split()) | {"too high", "too large"}


def telling(asked: Asked, said: Said) -> list[tuple[Clause, Telling]]:
    """What a sentence says well or ill of the topic. A clause that is unsure, or of some only, spoils the sentence."""
    clauses = clauses_of(said.text)
    if (
        IN_PART.search(said.text)
        or ADVERTISES.search(said.text)
        or any(clause.signs and not clause.sure for clause in clauses)
    ):
        return []
    around = stems_of(" ".join(said.quoted.passage.passage.headings[-1:]))
    found = []
    for clause in clauses:
        of_topic = asked.overlap([*stems_of(clause.text), *around]) >= IN_CLAUSE
        of_now = not clause.before or NOW.search(clause.text)
        for sign in clause.signs:
            side = side_of(sign)
            if side is not None and of_topic and of_now:
                matter, good = side
                found.append((clause, Telling(matter, good, as_said(sign, clause.text))))
    return found


def side_of(sign: Sign) -> tuple[str, bool] | None:
    """Whether a sign praises: None for one that tells a direction or a level, which is well or ill by what it is of."""
    word = sign.word.casefold()
    if word in GRADES or GRADE.search(word):  # the register tells grades, and what of them is like for like
        return None
    if sign.matter in EVALUATIVE:
        return sign.matter, sign.good
    if sign.matter == "level" and (word in TOO_MUCH or word == "manageable"):
        return "manageable", not sign.good
    return None


def as_said(sign: Sign, text: str) -> str:
    """The word with what denies it before it."""
    plain = text.replace("’", "'")
    place = plain.casefold().find(sign.word.casefold())
    denials = list(DENIES.finditer(plain[: max(place, 0)]))
    start = denials[-1].start() if denials and place - denials[-1].end() < NEAR_DENIAL else place
    return " ".join(plain[start : place + len(sign.word)].split())


def of_one_thing(asked: Asked, one: Clause, other: Clause) -> bool:
    """Whether two clauses on the topic share what they say beside it, or say nothing beside it."""
    topic = topic_stems(asked)
    one_own, other_own = (
        {stem for word in own_words(clause) for stem in stems_of(word)} - topic for clause in (one, other)
    )
    shorter = min(len(one_own), len(other_own))
    return len(one_own & other_own) >= OWN_SHARE * shorter if shorter else not (one_own or other_own)


def asks_again(asked: Asked, then: Said, now: Said) -> bool:
    """Whether two demands share, beside the topic, as much of what they say as two findings of one thing do."""
    topic = topic_stems(asked)
    one, other = substance_stems(then.text) - topic, substance_stems(now.text) - topic
    shorter = min(len(one), len(other))
    return len(one & other) >= ASKED_SHARE * shorter if shorter else not (one or other)


def topic_stems(asked: Asked) -> set[str]:
    return {stem for group in asked.groups for name in group for stem in name}


def substance_stems(text: str) -> set[str]:
    return {stem for word in substance(text) for stem in stems_of(word)}
