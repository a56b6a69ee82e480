"""Is a sentence about the same matter as another? By meaning and by the rarer words that they share.

The likeness is the cosine of their vectors plus half the geometric mean of the two shares of common words, each word
weighed by its inverse document frequency (Sparck Jones 1972, "A statistical interpretation of term specificity").
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evidence.boilerplate import is_boilerplate, is_grade_line
from assistant.quoting.quoted import Quoted
from assistant.tracker.item import Item, said_on
from assistant.understanding.question import substance
from assistant.understanding.stems import stems_of
from corpus.corpus import Corpus
from corpus.embedding import Embedder
from corpus.held import HeldPaper, HeldPassage
from corpus.tokens import Vectors

CLEARLY = 0.87  # likeness from which two sentences are about one matter
CLEARLY_SHARED = 0.33  # of the weight of the words of the one that is followed, that the other has too
PERHAPS = 0.52  # likeness below which nothing is near
LEAST_COSINE = 0.4
LEAST_SHARED = 0.12
MOST_LIKE = 60  # sentences by meaning, whose words are then compared
FEWEST_WORDS = 5  # a shorter sentence is a heading or says nothing by itself
WORDS_WEIGH = 0.5


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence, and how like the matter it is."""

    quoted: Quoted
    paper: HeldPaper
    likeness: float
    shared: float  # of the words that are followed, by their rarity

    @property
    def is_clear(self) -> bool:
        return self.likeness >= CLEARLY and self.shared >= CLEARLY_SHARED


@dataclass(slots=True)
class Matters:
    """The sentences of the papers on one council. ``vectors`` has shape (sentences, dimension), rows of length 1."""

    sentences: list[Quoted]
    stems: list[frozenset[str]]
    weights: list[float]
    said: np.ndarray
    vectors: Vectors
    rarity: dict[str, float]
    first: dict[str, int]  # passage key -> the row of its first sentence
    embedder: Embedder

    def later(self, item: Item, most: int) -> list[Near]:
        """The likest sentences of papers that speak after the item's own, the likest first."""
        return self.near(item, self.said > item.said, most) if item.said else []

    def near(self, item: Item, wanted: np.ndarray, most: int) -> list[Near]:
        """The likest of the sentences wanted (a mask over them) to any sentence of the item, the likest first."""
        best: dict[int, Near] = {}
        for vector, stems in self._sentences_of(item):
            weight = self._weight(stems)
            cosines = np.where(wanted, self.vectors @ vector, 0.0)
            for row in np.argsort(-cosines)[:MOST_LIKE] if weight else ():
                if cosines[row] < LEAST_COSINE:
                    break
                common = self._weight(stems & self.stems[row])
                shared, back = common / weight, common / (self.weights[row] or math.inf)
                likeness = float(cosines[row]) + WORDS_WEIGH * math.sqrt(shared * back)
                if shared >= LEAST_SHARED and likeness >= max(PERHAPS, best[row].likeness if row in best else 0.0):
                    quoted = self.sentences[row]
                    best[row] = Near(quoted, quoted.passage.paper, likeness, shared)
        near = sorted(best.values(), key=lambda n: (-n.likeness, n.quoted.passage.key, n.quoted.sentence))
        return near[:most]

    def _sentences_of(self, item: Item) -> list[tuple[Vectors, frozenset[str]]]:
        """The vectors and stems of the sentences that the item's words run over."""
        if item.passage is None or item.passage.key not in self.first:
            return [(self.embedder.embed_one(item.row.text), stems_in(item.row.text))]
        first = self.first[item.passage.key]
        rows = [
            first + number
            for number, sentence in enumerate(item.passage.passage.sentences)
            if sentence.start < item.end and sentence.end > item.start
        ]
        return [(self.vectors[row], self.stems[row]) for row in rows]

    def _weight(self, stems: frozenset[str]) -> float:
        return sum(self.rarity.get(stem, 0.0) for stem in stems)


def stems_in(text: str) -> frozenset[str]:
    return frozenset(stems_of(" ".join(substance(text))))


def matters_of(corpus: Corpus, papers: Sequence[HeldPaper]) -> Matters:
    """The sentences of these papers that say something. Raises CatalogueError where they have no vectors."""
    sentences: list[Quoted] = []
    texts: list[str] = []
    said: list[str] = []
    rows: list[Vectors] = []
    first: dict[str, int] = {}
    for paper in papers:
        held = corpus.catalogue.passages_of(paper)
        vectors = corpus.catalogue.vectors_of(held, corpus.embedder.name)
        for passage in held:
            first[passage.key] = len(sentences)
            for number in range(len(passage.passage.sentences)):
                sentences.append(Quoted(passage, number))
                texts.append(sentence_text(passage, number))
                said.append(said_on(paper) if says_something(texts[-1]) else "")
                rows.append(vectors[passage.key].sentences[number])
    stems = [stems_in(text) for text in texts]
    rarity = corpus.catalogue.rarity({stem for own in stems for stem in own})
    stacked = np.stack(rows) if rows else np.zeros((0, 1), np.float32)
    weights = [sum(rarity.get(stem, 0.0) for stem in own) for own in stems]
    return Matters(sentences, stems, weights, np.array(said, dtype="U10"), stacked, rarity, first, corpus.embedder)


def sentence_text(passage: HeldPassage, number: int) -> str:
    sentence = passage.passage.sentences[number]
    return passage.passage.text[sentence.start : sentence.end]


def says_something(text: str) -> bool:
    return len(text.split()) >= FEWEST_WORDS and not is_boilerplate(text) and not is_grade_line(text)
