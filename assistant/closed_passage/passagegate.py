"""Is there enough in one given passage to answer? Where there is nothing to search, how the passage itself fits."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from assistant.understanding.stems import stems_of
from corpus.cross_encoder import Reading
from corpus.embedding import Embedder

FEATURES = (
    "cosine_in_place",  # of the question and its nearest sentence, read along with its surroundings
    "cosine_alone",  # the same, the sentence read by itself
    "cosine_passage",
    "cosine_first_three",  # mean of the nearest three by themselves
    "spread",  # how far the nearest sentence stands out from the mean
    "margin",  # and from the second
    "overlap",  # share of the question's words in one sentence
    "overlap_beyond_title",  # share of its words that the title lacks in the whole passage
    "title_in_passage",
    "sentences",
    "words",  # as a logarithm, as is the next
    "words_a_sentence",
    "function_words",  # share of them: prose has many, a table or a list of songs few
    "digits",  # share of words that begin with one
    "answers",  # the cross-encoder: that some sentence answers, as the logarithm of odds
    "holds_words",  # that some words do
)
SMALL_WORDS = frozenset(
    "a an the of in on at to for is are was were be been do does did has have had who what when where which why how "
    "and or by from with as that it its this these their there i you we he she they can will would not".split()
)


OVERLAP = 0.3  # what the words that a sentence shares with the question weigh beside its two cosines


def read_passage(
    embedder: Embedder, asked: str, title: str, sentences: Sequence[str], reading: Reading
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """What speaks for the passage, in the order of FEATURES, and for each of its sentences (at least one)."""
    head = f"{title}. " if title else ""
    spans, start = [], len(head)
    for sentence in sentences:
        spans.append((start, start + len(sentence)))
        start += len(sentence) + 1
    question = embedder.embed_one(asked)
    whole, *placed = embedder.embed_with_parts([head + " ".join(sentences)], [spans])[0] @ question
    alone = embedder.embed(sentences) @ question
    both = np.sort(np.asarray(placed) + alone)[::-1]
    words = [word for sentence in sentences for word in sentence.split()]
    own = {word for word in stems_of(asked) if word not in SMALL_WORDS}
    named, held = set(stems_of(title)), {word for sentence in sentences for word in stems_of(sentence)}
    overlaps = [share(own, set(stems_of(sentence))) for sentence in sentences]
    features = (
        float(max(placed)),
        float(alone.max()),
        float(whole),
        float(np.sort(alone)[::-1][:3].mean()),
        float(alone.max() - alone.mean()),
        float(both[0] - both[min(1, len(both) - 1)]),
        max(overlaps),
        share(own - named, held),
        share(named, held),
        float(len(sentences)),
        math.log(len(words) or 1),
        math.log((len(words) or 1) / len(sentences)),
        sum(word.casefold() in SMALL_WORDS for word in words) / (len(words) or 1),
        sum(word[:1].isdigit() for word in words) / (len(words) or 1),
        float(reading.sentences.max()),
        float(reading.words.max()),
    )
    scores = np.asarray(placed) + alone + OVERLAP * np.asarray(overlaps)
    return features, tuple(float(score) for score in scores)


def share(wanted: set[str], held: set[str]) -> float:
    """The share of what is wanted that is held; 1 where nothing is."""
    return len(wanted & held) / len(wanted) if wanted else 1.0


def passage_suffices(features: Sequence[float]) -> bool:
    fitted = passage_settings()
    return passage_sufficiency(features) >= float(fitted["threshold"])


def passage_sufficiency(features: Sequence[float]) -> float:
    """The probability, from 0 to 1, that a passage answers: logistic, each feature by a line through a few points."""
    fitted = passage_settings()
    lines = fitted["lines"]
    z = fitted["intercept"] + sum(
        float(np.interp(x, lines[name]["at"], lines[name]["weight"]))
        for name, x in zip(FEATURES, features, strict=True)
    )
    return 1 / (1 + math.exp(-z))


@lru_cache(1)
def passage_settings() -> dict[str, Any]:
    return dict(json.loads(files("assistant.evidence").joinpath("weights.json").read_text())["gate"]["closed"])
