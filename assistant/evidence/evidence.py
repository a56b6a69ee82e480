"""The sentences that bear on a question, each with what speaks for it, the strongest first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

import numpy as np

from assistant.evidence.answertype import counted_in, has_type, is_counted
from assistant.evidence.given import around, leans_back, time_fits, value_in
from assistant.evidence.requirement import DOINGS, Requirement, requirement_of
from assistant.evidence.retrieve import Found, expanded
from assistant.evidence.row_value import value_in_row
from assistant.evidence.said import said_in
from assistant.understanding.question import Question, substance
from assistant.understanding.stems import stems_of
from assistant.understanding.subject import subject_of
from assistant.understanding.wants import Wants
from corpus.corpus import Corpus
from corpus.held import HeldPassage, PassageVectors

FEATURES = (
    "sentence_cosine",  # question and sentence
    "passage_cosine",  # question and passage, as it is embedded
    "sentence_overlap",  # share of the question's words in the sentence, by their rarity
    "passage_overlap",  # the same in its passage, headings included
    "fused_rank",  # of the passage, against the best
    "paper_weight",  # how well the paper fits what the question names
    "type_fits",  # a number where a number is asked for, and so on
    "shortness",  # under 8 words a sentence says little by itself
    "rarest_missed",  # the rarest of the question's words that its passage lacks, against the rarest possible
    "absent",  # share of the question's words, by their rarity, in none of the passages found: the same for all of them
    "counted",  # an amount beside the thing of which the question asks how many or what share
    "value",  # of the sort required, beside the thing it is asked of
    "time",  # the paper or the sentence speaks of the time asked about
    "named",  # how near the question's other words stand: in the sentence, around it, in its passage
    "rarest_named",  # the same for the rarest of them alone
    "least_named",  # the same for the one that is missed the most: the rarer, the worse
)
PRIOR = 0.7  # what a word counts of which nothing is known
NEAR, IN_PASSAGE = 0.7, 0.4  # what a word counts that stands not in the sentence but around it, or in its passage
ENOUGH_WORDS = 8
ODDS = 10.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a passage. ``features`` are in the order of FEATURES; ``score`` weighs them up.

    ``answers`` and ``holds_words`` are what the cross-encoder says where it has read the passage, as logarithms of odds
    up to ODDS either way: that the sentence answers the question, and that some words in it do. ``beside`` is the first
    of these of the sentences before and after it.
    """

    passage: HeldPassage
    sentence: int
    text: str
    features: tuple[float, ...]
    score: float
    answers: float = -ODDS
    holds_words: float = -ODDS
    beside: tuple[float, float] = (-ODDS, -ODDS)

    @property
    def shown(self) -> str:
        """As ``said_in`` has it, with the name of who says it."""
        return shown(said_in(self.passage)[self.sentence], self.passage.passage.sentences[self.sentence].speaker)

    def feature(self, name: str) -> float:
        return self.features[FEATURES.index(name)]


@dataclass(frozen=True, slots=True)
class Asked:
    """The words that a sentence is held against: groups of stems of one meaning, and the rarity of each group."""

    groups: tuple[frozenset[tuple[str, ...]], ...]
    rarity: tuple[float, ...]
    unseen: float = 1.0  # the rarity of a word that stands nowhere

    def nearness(
        self, sentence: Sequence[str], near: Sequence[str], passage: Sequence[str], but: frozenset[str]
    ) -> tuple[float, float, float]:
        """How near the words stand to a sentence, by rarity, from 0 to 1, those of the thing asked for left out; how
        near the rarest of them stands; and how little is missed of the one that is missed the most.
        """
        rings = [(set(sentence), 1.0), (set(sentence) | set(near), NEAR), (set(passage), IN_PASSAGE)]
        total = found = rarest = 0.0
        nearest = least = 1.0
        for group, rarity in zip(self.groups, self.rarity, strict=True):
            if all(but.issuperset(name) for name in group):
                continue
            names = [*group, *((other,) for name in group if len(name) == 1 for other in DOINGS.get(name[0], ()))]
            near_by = next((w for has, w in rings if any(has.issuperset(name) for name in names)), 0.0)
            total += rarity
            found += rarity * near_by
            least = min(least, 1 - min(rarity / self.unseen, 1.0) * (1 - near_by))
            if rarity > rarest:
                rarest, nearest = rarity, near_by
        # a question of one word beside the thing tells less than one of four
        some = sum(self.rarity) / len(self.rarity) if total else 1.0
        return (found + PRIOR * some) / (total + some), nearest, least

    def overlap(self, stems: Sequence[str]) -> float:
        """The share, by rarity, of the groups of which some name stands in a text, from 0 to 1.

        1 where nothing is asked beyond the council, the date and the kind of paper.
        """
        total = sum(self.rarity)
        return 1 - sum(self.missed(stems)) / total if total else 1.0

    def missed(self, stems: Sequence[str]) -> list[float]:
        """The rarity of each group of which no name stands in a text."""
        has = set(stems)
        return [
            rarity
            for group, rarity in zip(self.groups, self.rarity, strict=True)
            if not any(all(stem in has for stem in name) for name in group)
        ]


def find_evidence(
    corpus: Corpus, question: Question, found: Sequence[Found], vectors: Mapping[str, PassageVectors] | None = None
) -> list[Evidence]:
    """Every sentence of the passages found, the strongest first.

    ``vectors``, by passage key, are for passages that the corpus does not hold.
    """
    if not found:
        return []
    if Wants.CHANGE in question.wants and not requirement_of(question).is_of_value:
        question = replace(question, topic=subject_of(question))  # "has it got better?" is of no sentence's words
    asked = asked_of(corpus, question)
    vector = corpus.embedder.embed_one(expanded(question, question.search))
    topic = corpus.embedder.embed_one(expanded(question, question.topic or question.search))
    if vectors is None:
        vectors = corpus.catalogue.vectors_of([f.passage for f in found], corpus.embedder.name)
    best = max(f.score for f in found)
    weights = sentence_weights()
    words_found = [words_of_passage(f.passage) for f in found]
    absent = 1 - asked.overlap([stem for words in words_found for stem in words])
    required = requirement_of(question)
    newest = max((f.passage.paper.said for f in found), default="")
    evidence: list[Evidence] = []
    for item, words in zip(found, words_found, strict=True):
        held = vectors[item.passage.key]
        cosines = held.sentences @ topic
        shared = shared_features(asked, item, words, float(held.passage @ vector), best, absent)
        said = said_in(item.passage)
        for i, sentence in enumerate(item.passage.passage.sentences):
            text = item.passage.passage.text[sentence.start : sentence.end]
            fits = has_type(question, shown(said[i], sentence.speaker)) or (
                value_in_row(required, question, item.passage, i) == 1.0
            )
            whole, near = said[i], float(cosines[i])
            if i and leans_back(text):  # it says of what only together with the sentence before it
                whole = f"{said[i - 1]} {said[i]}"
                near = max(near, float(cosines[i - 1]))
            features = sentence_features(asked, question, whole, fits, near, shared)
            features += required_features(asked, required, question, item.passage, i, said[i], words, newest)
            evidence.append(Evidence(item.passage, i, text, features, float(np.dot(weights, features))))
    evidence.sort(key=lambda e: (-e.score, e.passage.key, e.sentence))
    return evidence


def asked_of(corpus: Corpus, question: Question) -> Asked:
    """The words of a question that its answer should hold: not its council, years and months, which scope it."""
    single = substance(question.topic)
    taken = {stem for term in question.terms for stem in stems_of(term.found)}
    groups = [
        frozenset(tuple(stems_of(name)) for name in (term.found, *term.others) if stems_of(name))
        for term in question.terms
    ]
    words = dict.fromkeys(tuple(stems_of(w)) for w in single)
    groups += [frozenset({word}) for word in words if word and not set(word) <= taken]
    rarity = corpus.catalogue.rarity({"", *(stem for group in groups for name in group for stem in name)})
    # a name is as rare as its rarest word, and a group as common as its commonest name
    rarities = (min(max(rarity[stem] for stem in name) for name in group) for group in groups)
    return Asked(tuple(groups), tuple(max(r, 0.0) for r in rarities), rarity[""])


@dataclass(frozen=True, slots=True)
class Shared:
    """The features that the sentences of a passage share."""

    cosine: float
    overlap: float
    fused: float
    weight: float
    rarest_missed: float
    absent: float


def words_of_passage(held: HeldPassage) -> list[str]:
    passage = held.passage
    return stems_of(" ".join([*passage.headings, passage.caption, *passage.columns, passage.text]))


def shared_features(
    asked: Asked, found: Found, words: Sequence[str], cosine: float, best: float, absent: float
) -> Shared:
    missed = max(asked.missed(words), default=0.0) / max(asked.rarity, default=1.0) if asked.groups else 0.0
    return Shared(cosine, asked.overlap(words), found.score / best, found.weight, missed, absent)


def shown(text: str, speaker: str | None) -> str:
    """A sentence with the name of who says it, as an answer shows it."""
    return f"{text} ({speaker})" if speaker else text


def sentence_features(
    asked: Asked, question: Question, text: str, fits: bool, cosine: float, shared: Shared
) -> tuple[float, ...]:
    stems = stems_of(text)
    return (
        cosine,
        shared.cosine,
        asked.overlap(stems),
        shared.overlap,
        shared.fused,
        shared.weight,
        float(fits),
        min(len(text.split()), ENOUGH_WORDS) / ENOUGH_WORDS - 1,
        shared.rarest_missed,
        shared.absent,
        float(is_counted(counted_in(question), stems)),
    )


def required_features(
    asked: Asked,
    required: Requirement,
    question: Question,
    held: HeldPassage,
    sentence: int,
    text: str,
    words: Sequence[str],
    newest: str,
) -> tuple[float, ...]:
    """How far a sentence, which says ``text``, gives what the question requires."""
    near = around(held, sentence)
    value = value_in(required, question, text, held.passage.sentences[sentence].speaker, near)
    return (
        max(value, value_in_row(required, question, held, sentence)),
        time_fits(required, held.paper, text, near, newest),
        *asked.nearness(
            stems_of(f"{text} {near}" if leans_back(text) else text), stems_of(near), words, required.thing
        ),
    )


@lru_cache(1)
def sentence_weights() -> tuple[float, ...]:
    fitted = json.loads(files("assistant.evidence").joinpath("weights.json").read_text())["sentence"]
    return tuple(fitted.get(name, 0.0) for name in FEATURES)
