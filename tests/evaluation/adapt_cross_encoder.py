"""Goes on training the packaged cross-encoder, on what councillors ask of council papers.

    python -m tests.evaluation.adapt_cross_encoder TRAIN --work DIR [--from FILE] [--without 0|1]
        [--apart PAPERS] [--passes 2] [--shared ../shared]

TRAIN is that of tests/evaluation/train_cross_encoder.py, whose weights are gone on from (--from; the packaged ones
where they are not named) and of whose questions some are asked again, lest they be forgotten. DIR holds homes of the
papers, as for fit_weights.py. Each question is read beside the passages that the search finds for it and those that
answer it: beside the first "the passage does not tell" is right, beside the others each sentence that answers.

--without leaves a half of the councils out, writes DIR/without-0.safetensors or -1 and prints how well the questions on
that half are answered: what the gate is fitted on (fit_weights.py). --apart leaves one set of papers out, prints how
well its questions are answered before and after, and writes DIR/apart-PAPERS.safetensors. With neither,
corpus/cross_encoder.safetensors is written.
Printed: how often a sentence that answers stands first and among the first three of all that was read, and how well
(area under the curve) the surest sentence tells the questions that have an answer from the others.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer
from torch import nn

from assistant.enquiry import enquire
from assistant.evaluation.questions import QuestionLine
from assistant.evidence.rerank import as_read
from assistant.evidence.retrieve import expanded
from corpus.corpus import Corpus
from corpus.embedding import packaged_folder
from corpus.held import HeldPassage
from corpus.minilm_cross_encoder import LONGEST, LONGEST_QUESTION
from corpus.paper import Role
from corpus.scope import Scope
from tests.evaluation.councillor_questions import (
    PROJECT,
    TRIAL,
    half_of,
    own_lines,
    papers_of,
    same_file,
    sentences_named,
    trial_lines,
)
from tests.evaluation.squad import MODES, Article, example_of, read_squad
from tests.evaluation.train_cross_encoder import NEVER, WRITTEN, CrossEncoder, batch_of, batches, loss_of

PASSES, RATE, WARM_UP, LEAST_RATE = 2, 4e-4, 40, 0.02
ASKED_AGAIN = 1200  # questions of TRAIN, in each pass
FOUND = 14  # sentences, the nearest to a question, whose passages are read beside it
PASSAGES = 5  # of a question, in one pass
UNNAMED, UNANSWERED = (
    0.25,
    0.5,
)  # weight of a passage that answers a question not, or only in part; of one without answer
UNTOLD = frozenset({"judgement", "false_premise"})  # kinds of question that no single sentence answers
BATCH = 4096  # tokens, padding included

Batch = tuple[torch.Tensor, ...]


@dataclass(frozen=True)
class Pair:
    """A question beside a passage, of which the sentences ``answering`` answer it."""

    ids: list[int]
    parts: list[int]
    sentences: list[tuple[int, int] | None]  # tokens; None beyond what the model reads
    answering: frozenset[int]


@dataclass(frozen=True)
class Asked:
    """A question with the passages that it is read beside."""

    papers: str
    half: int
    is_answerable: bool
    pairs: list[Pair]
    found: int  # how many of the pairs, from the first, the search found


def all_asked(work: Path, shared: Path, tokenizer: Tokenizer) -> list[Asked]:
    lines = [(name, line) for name in TRIAL for line in trial_lines(name, shared)] + list(own_lines())
    corpora = {name: papers_of(name, work, shared) for name in dict.fromkeys(name for name, _ in lines)}
    # a paper's passages are looked through for the sentences of many questions
    passages = {name: passages_held(corpus) for name, corpus in corpora.items()}
    found = (
        asked_of(corpora[name], name, passages[name], line, tokenizer)
        for name, line in lines
        if line.kind not in UNTOLD and line.answerable is not None
    )
    return [asked for asked in found if asked]


def passages_held(corpus: Corpus) -> dict[str, list[HeldPassage]]:
    """What anyone may read, by paper."""
    papers = corpus.catalogue.papers(Scope(Role.PUBLIC))
    return {paper.file: corpus.catalogue.passages_of(paper) for paper in papers}


def asked_of(
    corpus: Corpus, name: str, passages: dict[str, list[HeldPassage]], line: QuestionLine, tokenizer: Tokenizer
) -> Asked | None:
    """None where no paper is asked, or where no sentence that answers is known."""
    reader = Scope(Role.PUBLIC)
    enquiry = enquire(corpus, line.asked, reader=reader, earlier=line.earlier, authority=line.scope)
    held = {e.passage.key: e.passage for e in enquiry.nearest[:FOUND]}
    found = len(held)
    answering: dict[str, list[int]] = {}
    sources = (line.gold or line.sources) if line.answerable else []
    for file, own in passages.items():
        if not any(same_file(source, file) for source in sources):
            continue
        for passage in own:
            if numbers := sentences_named(sources, passage):
                held[passage.key], answering[passage.key] = passage, numbers
    if not enquiry.papers or (line.answerable and not answering):
        return None
    question = expanded(enquiry.question, enquiry.question.search)[:LONGEST_QUESTION]
    pairs = [pair_of(tokenizer, question, *as_read(passage), answering.get(key, ())) for key, passage in held.items()]
    council = line.scope or " ".join(enquiry.question.authorities)
    return Asked(name, half_of(name, council), bool(line.answerable), pairs, found)


def pair_of(
    tokenizer: Tokenizer, question: str, text: str, spans: Sequence[tuple[int, int]], answering: Sequence[int]
) -> Pair:
    read = tokenizer.encode(question, text)
    own = [i for i, part in enumerate(read.sequence_ids) if part == 1]
    starts = np.array([read.offsets[i][0] for i in own])
    ends = np.array([read.offsets[i][1] for i in own])
    sentences: list[tuple[int, int] | None] = []
    for start, end in spans:
        first, last = int(np.searchsorted(starts, start)), int(np.searchsorted(ends, end, side="right"))
        sentences.append((own[0] + first, own[0] + last) if last > first else None)
    return Pair(read.ids, read.type_ids, sentences, frozenset(n for n in answering if sentences[n]))


def weighed(asked: Asked, draw: random.Random) -> Iterator[tuple[Pair, float]]:
    """The pairs of one pass: those that answer, and some that do not."""
    answering = [pair for pair in asked.pairs if pair.answering]
    others = [pair for pair in asked.pairs if not pair.answering]
    yield from ((pair, len(answering) ** -0.5) for pair in answering)
    draw.shuffle(others)
    weight = UNNAMED if asked.is_answerable else UNANSWERED
    yield from ((pair, weight) for pair in others[: PASSAGES - min(2, len(answering))])


def batched(pairs: Sequence[tuple[Pair, float]]) -> Iterator[list[tuple[Pair, float]]]:
    batch: list[tuple[Pair, float]] = []
    for pair in sorted(pairs, key=lambda pair: len(pair[0].ids)):
        if batch and len(pair[0].ids) * (len(batch) + 1) > BATCH:
            yield batch
            batch = []
        batch.append(pair)
    yield batch


def tensors_of(pairs: Sequence[Pair]) -> Batch:
    """Ids, parts and whether a token is there, each (pairs, tokens); the share of each token in a sentence, (pairs,
    sentences, tokens); and which of nothing and the sentences is right, (pairs, 1 + sentences)."""
    length, most = max(len(pair.ids) for pair in pairs), max(len(pair.sentences) for pair in pairs)
    ids = torch.zeros(len(pairs), length, dtype=torch.long)
    parts, held = torch.zeros_like(ids), torch.zeros_like(ids, dtype=torch.bool)
    shares = torch.zeros(len(pairs), most, length)
    right = torch.zeros(len(pairs), 1 + most, dtype=torch.bool)
    for row, pair in enumerate(pairs):
        ids[row, : len(pair.ids)], parts[row, : len(pair.ids)] = torch.tensor(pair.ids), torch.tensor(pair.parts)
        held[row, : len(pair.ids)] = True
        for number, span in enumerate(pair.sentences):
            if span:
                shares[row, number, span[0] : span[1]] = 1 / (span[1] - span[0])
        right[row, [1 + number for number in pair.answering] or [0]] = True
    return ids, parts, held, shares, right


def said_of(model: CrossEncoder, batch: Batch) -> torch.Tensor:
    """Of nothing and of each sentence: (pairs, 1 + sentences)."""
    ids, parts, held, shares, _ = batch
    said = model(ids, parts, held)
    sentences = torch.bmm(shares, said[..., :1])[..., 0].masked_fill(shares.sum(-1) == 0, NEVER)
    return torch.cat([said[:, 0, 1:2], sentences], 1)


def loss_beside(model: CrossEncoder, pairs: Sequence[tuple[Pair, float]]) -> torch.Tensor:
    batch = tensors_of([pair for pair, _ in pairs])
    chance = said_of(model, batch).log_softmax(1).masked_fill(~batch[4], -1e9).logsumexp(1)
    weight = torch.tensor([weight for _, weight in pairs])
    # a batch of passages that do not answer moves the model less
    return -(weight * chance).sum() / weight.sum() * min(1.0, float(weight.mean()) * 2)


def adapt(
    model: CrossEncoder, asked: Sequence[Asked], articles: list[Article], tokenizer: Tokenizer, times: int
) -> None:
    draw = random.Random(7)
    torch.manual_seed(7)
    learnt = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    before = [(article, question) for article in articles for question in article.questions]
    passes = []
    for _ in range(times):
        beside = list(batched([pair for one in asked for pair in weighed(one, draw)]))
        modes = draw.choices(list(MODES), MODES.values(), k=ASKED_AGAIN)
        again = zip(draw.sample(before, ASKED_AGAIN), modes, strict=True)
        examples = list(batches([example_of(a, q, mode, tokenizer, draw) for (a, q), mode in again]))
        order = [(beside, i) for i in range(len(beside))] + [(examples, i) for i in range(len(examples))]
        draw.shuffle(order)
        passes += [(own, i, own is beside) for own, i in order]
    started, mean = time.monotonic(), 0.0
    for step, (own, i, is_beside) in enumerate(passes):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / WARM_UP) * max(LEAST_RATE, 1 - step / len(passes))
        loss = loss_beside(model, own[i]) if is_beside else loss_of(model, batch_of(own[i]))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        mean = loss.item() if step == 0 else 0.97 * mean + 0.03 * loss.item()
        if step % 100 == 99:
            print(f"{time.monotonic() - started:.0f} s, step {step + 1} of {len(passes)}, loss {mean:.3f}", flush=True)


@torch.inference_mode()
def measure(model: CrossEncoder, asked: Sequence[Asked]) -> tuple[float, float, float]:
    """Of the passages that the search found: the share of the questions with a sentence that answers put first, and
    among the first three; the area under the curve of the surest sentence."""
    first, third, surest = [], [], []
    for one in asked:
        found = one.pairs[: one.found]
        if not found:
            continue
        said = said_of(model, tensors_of(found))
        odds = (said[:, 1:] - said[:, :1]).flatten().tolist()
        most = said.shape[1] - 1
        right = {row * most + number for row, pair in enumerate(found) for number in pair.answering}
        ranked = sorted(range(len(odds)), key=lambda i: -odds[i])
        surest.append((one.is_answerable, odds[ranked[0]]))
        if right:
            first.append(ranked[0] in right)
            third.append(bool(right & set(ranked[:3])))
    return float(np.mean(first)), float(np.mean(third)), float(roc_auc_score(*zip(*surest, strict=True)))


def resumed(file: Path) -> CrossEncoder:
    """The model with the changes that a file holds."""
    model = CrossEncoder(load_file(packaged_folder() / "model.safetensors"))
    held = load_file(file)
    with torch.no_grad():
        model.parts.copy_(held["parts"])
        model.said.weight.copy_(held["said.weight"])
        model.said.bias.copy_(held["said.bias"])
        for i, layer in enumerate(model.layers):
            for part, changed in layer.changed.items():
                key = f"encoder.layer.{i}.{part.replace(' ', '.')}"
                changed.up.copy_(held[f"{key}.up"])
                changed.down.copy_(held[f"{key}.down"])
    return model


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("train", type=Path)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--from", type=Path, default=WRITTEN, dest="begun")
    left_out = options.add_mutually_exclusive_group()
    left_out.add_argument("--without", type=int, choices=(0, 1))
    left_out.add_argument("--apart", choices=sorted({*TRIAL, *(name for name, _ in own_lines())}), metavar="PAPERS")
    options.add_argument("--passes", type=int, default=PASSES)
    options.add_argument("--shared", type=Path, default=PROJECT.parent / "shared")
    given = options.parse_args()
    tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST, strategy="only_second")
    asked = all_asked(given.work, given.shared, tokenizer)
    print(f"{len(asked)} questions, {sum(one.is_answerable for one in asked)} of them with an answer", flush=True)
    tokenizer.no_truncation()
    articles = read_squad(given.train, tokenizer)
    model = resumed(given.begun)
    learning, unseen = [], []
    for one in asked:
        (unseen if one.half == given.without or one.papers == given.apart else learning).append(one)
    if given.apart:
        print_measured(f"{given.apart}, before", model, unseen)
    adapt(model, learning, articles, tokenizer, given.passes)
    if given.apart is None and given.without is None:
        save_file(model.learnt(), WRITTEN)
        return 0
    name = f"without-{given.without}" if given.apart is None else f"apart-{given.apart}"
    save_file(model.learnt(), given.work / f"{name}.safetensors")
    print_measured(f"{name}, not seen", model, unseen)
    return 0


def print_measured(what: str, model: CrossEncoder, asked: Sequence[Asked]) -> None:
    first, third, area = measure(model, asked)
    print(f"{what}: first {first:.3f}, first three {third:.3f}, area {area:.3f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
