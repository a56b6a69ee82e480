"""The sentences that bear on a topic, paper by paper, those that say most first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence.boilerplate import is_boilerplate, is_grade_line
from assistant.evidence.evidence import Asked, Evidence, asked_of, find_evidence
from assistant.evidence.gate import is_enough
from assistant.evidence.procedure import is_procedure
from assistant.evidence.retrieve import PassageRetriever
from assistant.quoting.spread import ABOUT, EVALUATES, HINTS, WORDED, asks, without_repeats, worth
from assistant.understanding.question import Question
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.scope import Scope

FEWEST_WORDS = 6  # a shorter sentence is a heading, or leans on the one before it
NEAR = 0.9  # of the best closeness, from which a sentence is about the topic whatever its words
NEAR_IN_PAPER = 0.8  # the same for the sentences of a paper that has none with the topic's words
COMMON = 0.23  # share of the greatest rarity that a topic's rarest word has where it names the whole of the service
# the head of a committee report, whom to call, which acts apply: nothing that was said or done
FORM = re.compile(r"^\W*[A-Z][A-Z’' /-]{4,}:|@|\bTel\b|\bwww\.|\bTextphone\b|:\W*$")
OF_FORM = re.compile(
    r"\blegal (?:implications|comments)|policy framework|supporting document|contact|background papers", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Bearing:
    """``by_paper``: the sentences of each paper that bear on the topic, the most telling first. ``hinted`` are the
    papers that come near to it: they are not said to be silent."""

    by_paper: dict[str, list[Evidence]]
    hinted: frozenset[str]
    enough: bool

    def of(self, papers: Sequence[HeldPaper], most: int, *, demands: bool = False) -> list[Evidence]:
        """The ``most`` telling of each of these papers; what must be done only with ``demands``."""
        chosen: list[Evidence] = []
        for paper in papers:
            own = [e for e in self.by_paper.get(paper.id, ()) if demands or not asks(e)]
            chosen += without_repeats(own)[:most]
        return chosen


def bearing_on(corpus: Corpus, question: Question, scope: Scope, papers: Sequence[HeldPaper]) -> Bearing:
    """What the papers say on the topic. ``enough`` is False where they are, as far as can be told, silent on it."""
    retriever = PassageRetriever(corpus=corpus, scope=scope)
    general = is_general(corpus, asked_of(corpus, question))
    enough = general or is_enough(question, find_evidence(corpus, question, retriever.find(question, papers)))
    evidence = find_evidence(corpus, question, retriever.find_share(question, papers))
    said = [e for e in evidence if is_finding(e)]
    about = [e for e in said if EVALUATES.search(e.text)] if general else about_topic(said)
    by_paper: dict[str, list[Evidence]] = {}
    for e in sorted(about, key=lambda e: (-worth(e, False), e.passage.key, e.sentence)):
        by_paper.setdefault(e.passage.paper.id, []).append(e)
    closest = max((e.feature("sentence_cosine") for e in said), default=0.0)
    hinted = {e.passage.paper.id for e in said if e.feature("sentence_cosine") >= HINTS * closest}
    return Bearing(by_paper, frozenset(hinted), enough)


def is_general(corpus: Corpus, asked: Asked) -> bool:
    """Whether a topic names nothing beyond the council, its dates and the whole of its service."""
    nowhere = "\0"  # a stem that no passage has
    return max(asked.rarity, default=0.0) < COMMON * corpus.catalogue.rarity([nowhere])[nowhere]


def is_finding(e: Evidence) -> bool:
    headings = " ".join(e.passage.passage.headings[-1:])
    if len(e.text.split()) < FEWEST_WORDS or FORM.search(e.text) or OF_FORM.search(headings):
        return False
    return not (is_boilerplate(e.text) or is_grade_line(e.text) or is_procedure(e.text))


def about_topic(evidence: Sequence[Evidence]) -> list[Evidence]:
    """By the topic's words, or by meaning where no sentence of the paper has them."""
    if not evidence:
        return []
    overlap = max(e.feature("sentence_overlap") for e in evidence)
    cosine = max(e.feature("sentence_cosine") for e in evidence)
    worded = [e for e in evidence if overlap >= WORDED and e.feature("sentence_overlap") >= ABOUT * overlap]
    speaking = {e.passage.paper.id for e in worded}
    return worded + [
        e
        for e in evidence
        if e.feature("sentence_overlap") < ABOUT * max(overlap, WORDED)
        and e.feature("sentence_cosine") >= cosine * (NEAR if e.passage.paper.id in speaking else NEAR_IN_PAPER)
    ]
