"""Questions of SQuAD as the cross-encoder learns from them: beside a passage that answers, or one that does not."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from ingest.sentences import sentence_spans

CLS, SEP = 101, 102
LONGEST_QUESTION, LONGEST_TITLE, FEWEST = 40, 12, 8  # tokens
USUAL, LONG, LONG_SHARE = 112, 220, 0.2  # tokens of an example, and the share of the long ones
NAME = re.compile(r"(?<=\s)[A-Z]\w+(?: [A-Z]\w+)*|\b\d[\d,]*\b")  # or number
MODES = {"answered": 58, "taken out": 17, "other passage": 15, "other name": 10}  # of a hundred
NEAREST, TRIES = 3, 30

Sentence = tuple[list[int], list[tuple[int, int]]]  # its tokens, and the characters that each is of


@dataclass(frozen=True)
class SquadQuestion:
    text: str
    ids: list[int]
    passage: int
    sentence: int
    start: int  # of the answer, in characters of the sentence
    end: int
    answer: str


@dataclass
class Article:
    title: list[int]
    texts: list[str]
    passages: list[list[Sentence]]
    questions: list[SquadQuestion]
    words: list[Counter[str]] = field(default_factory=list)
    known: Counter[str] = field(default_factory=Counter)  # in how many passages a word stands


@dataclass(frozen=True)
class Example:
    ids: list[int]
    parts: list[int]  # 0 the question, 1 the passage
    sentences: list[tuple[int, int]]  # tokens
    answer: int  # the sentence that answers, from 1; 0 where none does
    start: int  # token of the answer; 0 where there is none
    end: int


def read_squad(file: Path, tokenizer: Tokenizer) -> list[Article]:
    return [article_of(entry, tokenizer) for entry in json.loads(file.read_text())["data"]]


def article_of(entry: dict[str, object], tokenizer: Tokenizer) -> Article:
    title = tokenizer.encode(f"{str(entry['title']).replace('_', ' ')} ·", add_special_tokens=False).ids
    article = Article(title, [], [], [])
    for paragraph in entry["paragraphs"]:  # type: ignore[attr-defined]
        text, spans = paragraph["context"], sentence_spans(paragraph["context"])
        read = tokenizer.encode_batch([text[a:b] for a, b in spans], add_special_tokens=False)
        for asked in paragraph["qas"]:
            answer = asked["answers"][0]
            start, end = answer["answer_start"], answer["answer_start"] + len(answer["text"])
            for i, (a, b) in enumerate(spans):
                if a <= start < b:
                    question = asked["question"].strip()
                    ids = tokenizer.encode(question, add_special_tokens=False).ids
                    place = (len(article.texts), i, start - a, end - a)
                    article.questions.append(SquadQuestion(question, ids, *place, answer["text"]))
        article.texts.append(text)
        article.passages.append([(sentence.ids, sentence.offsets) for sentence in read])
        article.words.append(Counter(re.findall(r"\w+", text.lower())))
        article.known.update(article.words[-1].keys())
    return article


def example_of(article: Article, asked: SquadQuestion, mode: str, tokenizer: Tokenizer, draw: random.Random) -> Example:
    """An example of the mode, or an answered one where the article does not give for it.

    What makes a question unanswerable: the sentence with the answer is left out; the passage is another one of the
    article that shares the question's words; or a name or number in the question is one of another question.
    """
    ids, sentences = asked.ids, article.passages[asked.passage]
    answering: int | None = asked.sentence
    middle = asked.sentence
    if mode == "taken out" and len(sentences) > 1:
        sentences = sentences[: asked.sentence] + sentences[asked.sentence + 1 :]
        answering, middle = None, min(asked.sentence, len(sentences) - 1)
    elif mode == "other passage" and (others := other_passages(article, asked, draw)):
        sentences = article.passages[draw.choice(others)]
        answering, middle = None, draw.randrange(len(sentences))
    elif mode == "other name" and (renamed := other_name(article, asked, draw)):
        ids, answering = tokenizer.encode(renamed, add_special_tokens=False).ids, None
    longest = LONG if draw.random() < LONG_SHARE else USUAL
    before = [CLS, *ids[:LONGEST_QUESTION], SEP]
    parts = [0] * len(before)
    if draw.random() < 0.5:
        before += article.title[:LONGEST_TITLE]
    room = longest - len(before) - 1
    first, last = window(sentences, middle, room, draw)
    return put_together(before, parts, sentences[first : last + 1], room, asked, answering, first)


def put_together(
    before: Sequence[int],
    parts: Sequence[int],
    sentences: Sequence[Sentence],
    room: int,
    asked: SquadQuestion,
    answering: int | None,
    first: int,
) -> Example:
    ids, spans, start, end = list(before), [], 0, 0
    for i, (tokens, places) in enumerate(sentences, first):
        tokens = tokens[: max(FEWEST, room)]
        if i == answering:
            for at, (a, b) in enumerate(places[: len(tokens)], len(ids)):
                start = at if a <= asked.start < b else start
                end = at if a < asked.end <= b else end
        spans.append((len(ids), len(ids) + len(tokens)))
        ids += tokens
    ids.append(SEP)
    if not 0 < start <= end:
        start = end = 0
    answer = 0 if answering is None else answering - first + 1
    return Example(ids, [*parts, *[1] * (len(ids) - len(parts))], spans, answer, start, end)


def window(sentences: Sequence[Sentence], middle: int, room: int, draw: random.Random) -> tuple[int, int]:
    """The first and the last of the sentences around one that there is room for."""
    first = last = middle
    length = len(sentences[middle][0])
    while True:
        steps = [
            (step, more)
            for step, at in ((-1, first - 1), (1, last + 1))
            if 0 <= at < len(sentences) and length + (more := len(sentences[at][0])) <= room
        ]
        if not steps:
            return first, last
        step, more = draw.choice(steps)
        length += more
        first, last = (first - 1, last) if step < 0 else (first, last + 1)


def other_passages(article: Article, asked: SquadQuestion, draw: random.Random) -> list[int]:
    """The passages of the article that share the rarest words with the question, those with its answer left out."""
    own = set(re.findall(r"\w+", asked.text.lower()))
    near = sorted(
        (-sum(1 / article.known[word] for word in own if word in words) - 0.05 * draw.random(), at)
        for at, words in enumerate(article.words)
        if at != asked.passage
    )
    return [at for _, at in near[:NEAREST] if asked.answer.lower() not in article.texts[at].lower()]


def other_name(article: Article, asked: SquadQuestion, draw: random.Random) -> str | None:
    """The question with a name or number of another question in the place of one of its own."""
    names = [found for found in NAME.finditer(asked.text) if found.start() > 0]
    if not names:
        return None
    taken = draw.choice(names)
    is_number, text = taken.group()[0].isdigit(), article.texts[asked.passage]
    for _ in range(TRIES):
        other = draw.choice(article.questions).text
        fitting = [
            found.group()
            for found in NAME.finditer(other)
            if found.start() > 0 and found.group()[0].isdigit() == is_number
            if found.group() not in text and found.group() != taken.group()
        ]
        if fitting:
            return f"{asked.text[: taken.start()]}{draw.choice(fitting)}{asked.text[taken.end() :]}"
    return None
