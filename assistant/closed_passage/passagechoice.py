"""Which sentences of one given passage answer: a small classifier, fitted by tests/evaluation/fit_passages.py."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.cross_encoder import Reading, SentenceReader

FEATURES = (
    "near",  # the two cosines and the words that a sentence shares with the question
    "near_best",  # less that of the nearest; so with the next two
    "answers",  # the cross-encoder: that the sentence answers, as the logarithm of odds
    "answers_best",
    "words",  # that some words in it do
    "words_best",
    "near_rank",  # how many are nearer; so with the next two
    "answers_rank",
    "words_rank",
    "first",
    "place",  # from 0, the beginning of the passage, to 1
    "sentences",
    "length",  # in words, as a logarithm
    "distance",  # in sentences, from the likeliest
    "next",  # it follows the likeliest
    "answers_before",  # that the sentence before answers, or after
    "answers_after",
    "answers_top",  # mean of the likeliest three
    "answers_spread",
    "number",
    "of_fact",  # the question asks who, when, where or how
)
Matrix = NDArray[np.float64]
WINDOW = 140  # words that the cross-encoder is given at once
UNREAD, UNREAD_WORDS = -8.0, -16.0
NEARLY = 0.6  # of the likeliest sentence's probability, from where on others are quoted too
MOST = 6


def read_windows(reader: SentenceReader, asked: str, title: str, sentences: Sequence[str]) -> Reading:
    """The sentences as the cross-encoder reads them, under the title, as many at once as it can read."""
    texts, spans = [], []
    for window in windows(sentences):
        text, own = f"{title} · " if title else "", []
        for sentence in window:
            own.append((len(text), len(text) + len(sentence)))
            text += f"{sentence} "
        texts.append(text)
        spans.append(own)
    read = reader.read(asked, texts, spans)
    answers = np.nan_to_num(np.concatenate([r.sentences for r in read]), nan=UNREAD)
    return Reading(answers, np.nan_to_num(np.concatenate([r.words for r in read]), nan=UNREAD_WORDS))


def windows(sentences: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    words = 0
    for sentence in sentences:
        count = len(sentence.split())
        if found[-1] and words + count > WINDOW:
            found.append([])
            words = 0
        found[-1].append(sentence)
        words += count
    return found


def choice_features(asked: str, sentences: Sequence[str], near: Sequence[float], reading: Reading) -> Matrix:
    """A row for each sentence, of FEATURES."""
    count = len(sentences)
    by_kind = [np.asarray(near, float), reading.sentences.astype(float), reading.words.astype(float)]
    closeness, answers, words = by_kind
    likeliest = int(np.argmax(answers + words / 2 + 3 * closeness))
    top = np.sort(answers)[::-1][:3].mean()
    is_of_fact = asked.split()[:1] in (["who"], ["when"], ["where"], ["how"])
    rows = []
    for i, sentence in enumerate(sentences):
        values = [value for own in by_kind for value in (own[i], own[i] - own.max())]
        ranks = [float((own > own[i]).sum()) for own in by_kind]
        place = [float(i == 0), i / count, count, np.log(len(sentence.split()) + 1), abs(i - likeliest)]
        around = [float(i - likeliest == 1), answers[max(0, i - 1)], answers[min(count - 1, i + 1)]]
        has_number = any(letter.isdigit() for letter in sentence)
        rows.append([*values, *ranks, *place, *around, top, answers.std(), float(has_number), float(is_of_fact)])
    return np.array(rows)


def choose(features: Matrix) -> list[int]:
    """The sentences to quote, in the order of the passage: at least one."""
    return chosen_of(features @ weights() + float(choice_settings()["intercept"]))


def chosen_of(odds: Matrix, nearly: float = NEARLY) -> list[int]:
    chance = 1 / (1 + np.exp(-odds))
    order = np.argsort(-chance, kind="stable")[:MOST]
    return sorted(int(i) for i in order if chance[i] >= nearly * chance[order[0]])


def weights() -> Matrix:
    return np.array([float(choice_settings()["weights"][name]) for name in FEATURES])


@lru_cache(1)
def choice_settings() -> dict[str, Any]:
    return dict(json.loads(files("assistant.evidence").joinpath("weights.json").read_text())["passage_sentences"])
