"""What one inspection said beside what a later one said of the same: better, worse, unchanged, or not found again.

A verdict is given only where the words of both bear it out: the same matter, of the same thing, in clauses that are
sure. Otherwise both are shown, and the reader is the judge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from assistant.answer import Statement
from assistant.contrary import EVALUATIVE, own_words
from assistant.evidence import Asked, words_of_passage
from assistant.judgement_grid import Cell
from assistant.judgements import COMBINED
from assistant.polarity import DENIES, Clause, Sign, clauses_of
from assistant.question import substance
from assistant.quote import Quoted, as_statement, citation
from assistant.spread import EVALUATES, FIGURE
from assistant.stems import stems_of
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.paper import Voice
from corpus.tokens import Vectors

SAME_THING = 0.6  # cosine of two sentences, from which their words may bear out a verdict
SAME_WORTH = 0.7  # the same where they only praise or blame, and from which inspectors ask for the same
OWN_SHARE = 0.5  # of the words of the shorter clause beside the topic, that the other must hold
ASKED_SHARE = 0.4  # the same of two demands, each a whole sentence
CLOSE = 0.6  # from which they are shown as one though their words bear out no verdict
MENTIONED = 0.6  # from which a later sentence may be of the same
WORDS_AGAIN = 0.5  # share of its words of substance, from which a later one may be of the same
MOST_VERDICTS, MOST_SHOWN = 3, 1  # between two inspections
NEAR_DENIAL = 25  # characters from a word within which what denies it is quoted with it
GRADES = ("inadequate", "requires improvement", "good", "outstanding")
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


@dataclass(frozen=True, slots=True)
class Pair:
    """``now`` is None where nothing later came near ``then``; ``because`` says in plain words what the verdict rests
    on, or why there is none."""

    then: Statement
    now: Statement | None
    change: Change
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """What one inspection says on the topic: all that was found, and of that what is shown, the best first."""

    paper: HeldPaper
    found: tuple[Said, ...]
    shown: tuple[Said, ...]


def pairs_of(corpus: Corpus, asked: Asked, columns: Sequence[Column]) -> tuple[Pair, ...]:
    """The pairs between each inspection that speaks on the topic and the next that does, in the order of time, and
    what was not found again in any later one."""
    speaking = [column for column in columns if column.shown]
    vectors = sentence_vectors(corpus, [said.quoted for column in speaking for said in (*column.found, *column.shown)])
    pairs: list[Pair] = []
    for then, now in pairwise(speaking):
        taken: set[tuple[str, int]] = set()
        for one, other, change, because in verdicts(asked, then, now, vectors)[:MOST_VERDICTS]:
            pairs.append(Pair(as_statement([one.quoted]), as_statement([other.quoted]), change, because))
            taken |= {key(one), key(other)}
        close = likest(then.shown, now.shown, vectors, CLOSE, taken)
        pairs += [Pair(statement(one), statement(other), Change.BOTH_SHOWN) for one, other in close[:MOST_SHOWN]]
        matched = taken | {key(one) for one, _ in close}
        later = [column.paper for column in columns if column.paper.said > then.paper.said]
        alone = [one for one in then.shown if key(one) not in matched and finds(one)]
        pairs += not_again(corpus, asked, alone, later, vectors)
    return tuple(pairs)


def verdicts(
    asked: Asked, then: Column, now: Column, vectors: Mapping[tuple[str, int], Vectors]
) -> list[tuple[Said, Said, Change, str]]:
    """The sentences of two inspections whose words bear out a verdict, the likest first, each sentence once."""
    borne = [
        (float(vectors[key(one)] @ vectors[key(other)]), one, other, *verdict)
        for one in then.found
        for other in now.found
        if (verdict := change_between(asked, one, other, float(vectors[key(one)] @ vectors[key(other)])))
    ]
    borne.sort(key=lambda item: -item[0])
    kept: list[tuple[Said, Said, Change, str]] = []
    taken: set[tuple[str, int]] = set()
    for cosine, one, other, change, because in borne:
        if cosine >= SAME_THING and not {key(one), key(other)} & taken:
            kept.append((one, other, change, because))
            taken |= {key(one), key(other)}
    return kept


def likest(
    then: Sequence[Said],
    now: Sequence[Said],
    vectors: Mapping[tuple[str, int], Vectors],
    least: float,
    taken: AbstractSet[tuple[str, int]],
) -> list[tuple[Said, Said]]:
    """The likest two first, each sentence once, without those taken."""
    free = [[said for said in group if key(said) not in taken] for group in (then, now)]
    alike = [(float(vectors[key(a)] @ vectors[key(b)]), a, b) for a in free[0] for b in free[1]]
    kept: list[tuple[Said, Said]] = []
    for cosine, a, b in sorted(alike, key=lambda item: -item[0]):
        if cosine >= least and not any(a is one or b is other for one, other in kept):
            kept.append((a, b))
    return kept


def statement(said: Said) -> Statement:
    return as_statement([said.quoted])


def finds(said: Said) -> bool:
    """Whether a sentence says something that a later inspection might take up: a finding, or what must be done."""
    return said.is_demand or bool(EVALUATES.search(said.text) or FIGURE.search(said.text))


def key(said: Said) -> tuple[str, int]:
    return said.quoted.passage.key, said.quoted.sentence


def sentence_vectors(corpus: Corpus, quoted: Sequence[Quoted]) -> dict[tuple[str, int], Vectors]:
    held = corpus.catalogue.vectors_of([q.passage for q in quoted], corpus.embedder.name)
    return {(q.passage.key, q.sentence): held[q.passage.key].sentences[q.sentence] for q in quoted}


def change_between(asked: Asked, then: Said, now: Said, cosine: float) -> tuple[Change, str] | None:
    """What the words of two sentences, of an earlier and a later inspection, bear out; None where they do not."""
    if cosine < SAME_THING:
        return None
    if then.is_demand or now.is_demand:
        same = then.is_demand and now.is_demand and cosine >= SAME_WORTH and asks_again(asked, then, now)
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


def graded_pairs(graded: Sequence[Cell]) -> list[Pair]:
    """A pair for each two judgements of an area that follow one another, each with its cell; a verdict only where they
    are like for like."""
    pairs = []
    for then, now in pairwise(graded):
        grades = [cell.judgement.grade for cell in (then, now)]
        if any(grade not in GRADES for grade in grades):
            continue
        if why := not_like_for_like(then, now):
            change, because = Change.BOTH_SHOWN, f"Not like for like: {why}."
        else:
            ranks = [GRADES.index(grade or "") for grade in grades]
            step = ranks[1] - ranks[0]
            change = Change.BETTER if step > 0 else Change.WORSE if step < 0 else Change.UNCHANGED
            because = f"“{then.words}” then, “{now.words}” now."
        pairs.append(Pair(as_judged(then), as_judged(now), change, because))
    return pairs


def not_like_for_like(then: Cell, now: Cell) -> str | None:
    """Why two judgements of an area cannot be compared; None where they can."""
    old, new = then.paper.facts.framework, now.paper.facts.framework
    if old != new:
        return f"the framework changed from {old or 'one not named'} to {new or 'one not named'}"
    if then.area != now.area:
        one, other = ("together", "apart") if then.area == COMBINED else ("apart", "together")
        return f"children in care and care leavers were judged {one} then and {other} now"
    return None


def as_judged(cell: Cell) -> Statement:
    paper, judgement = cell.paper, cell.judgement
    return Statement(
        text=f"{cell.label}: {cell.words}",
        voice=Voice.INSPECTOR,
        kind="register",
        citations=[citation(paper, judgement.page, judgement.quote, None, "")],
    )


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


def not_again(
    corpus: Corpus,
    asked: Asked,
    alone: Sequence[Said],
    later: Sequence[HeldPaper],
    vectors: Mapping[tuple[str, int], Vectors],
) -> list[Pair]:
    """A pair without a later half for each sentence that nothing of the later inspections comes near; for the others
    the nearest, to be read beside it."""
    if not alone:
        return []
    passages = [held for paper in later for held in corpus.catalogue.passages_of(paper)]
    held = corpus.catalogue.vectors_of(passages, corpus.embedder.name)
    lines = [
        Said(Quoted(passage, i), passage.passage.text[s.start : s.end])
        for passage in passages
        for i, s in enumerate(passage.passage.sentences)
        if passage.voice_of(i) is Voice.INSPECTOR
    ]
    if not lines:
        return []
    matrix = np.stack([held[line.quoted.passage.key].sentences[line.quoted.sentence] for line in lines])
    pairs = []
    for one in alone:
        cosines = matrix @ vectors[key(one)]
        nearest = lines[int(cosines.argmax())]
        near = float(cosines.max()) >= MENTIONED or any(says_again(one.text, line.text) for line in lines)
        is_of_topic = asked.overlap(words_of_passage(nearest.quoted.passage)) >= IN_CLAUSE
        now = as_statement([nearest.quoted]) if float(cosines.max()) >= MENTIONED else None
        if now and is_of_topic:
            pairs.append(Pair(as_statement([one.quoted]), now, Change.BOTH_SHOWN))
        elif not near:
            pairs.append(Pair(as_statement([one.quoted]), None, Change.NOT_AGAIN))
    return pairs


def asks_again(asked: Asked, then: Said, now: Said) -> bool:
    """Whether two demands share, beside the topic, as much of what they say as two findings of one thing do."""
    topic = topic_stems(asked)
    one, other = substance_stems(then.text) - topic, substance_stems(now.text) - topic
    shorter = min(len(one), len(other))
    return len(one & other) >= ASKED_SHARE * shorter if shorter else not (one or other)


def topic_stems(asked: Asked) -> set[str]:
    return {stem for group in asked.groups for name in group for stem in name}


def says_again(text: str, later: str) -> bool:
    words = substance_stems(text)
    return bool(words) and len(words & substance_stems(later)) >= WORDS_AGAIN * len(words)


def substance_stems(text: str) -> set[str]:
    return {stem for word in substance(text) for stem in stems_of(word)}
