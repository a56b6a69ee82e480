"""What one inspection said beside what a later one said of the same: better, worse, unchanged, or not found again.

A verdict is given only where the words of both bear it out. Otherwise both are shown, and the reader is the judge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assistant.answer import Statement
from assistant.evidence.evidence import Asked, words_of_passage
from assistant.judgement_views.judgement_grid import Cell
from assistant.lookups.judgements import COMBINED
from assistant.quoting.quoted import Quoted, as_statement, citation
from assistant.quoting.spread import EVALUATES, FIGURE
from assistant.stories.verdicts import IN_CLAUSE, SAME_THING, Change, Said, change_between, substance_stems
from assistant.understanding.grades import GRADES
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.paper import Voice
from corpus.tokens import Vectors

CLOSE = 0.6  # from which they are shown as one though their words bear out no verdict
MENTIONED = 0.6  # from which a later sentence may be of the same
WORDS_AGAIN = 0.5  # share of its words of substance, from which a later one may be of the same
MOST_VERDICTS, MOST_SHOWN = 3, 1  # between two inspections


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


def says_again(text: str, later: str) -> bool:
    words = substance_stems(text)
    return bool(words) and len(words & substance_stems(later)) >= WORDS_AGAIN * len(words)
