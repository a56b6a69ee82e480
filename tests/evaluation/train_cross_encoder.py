"""Trains the packaged cross-encoder and writes corpus/cross_encoder.safetensors.

    python -m tests.evaluation.train_cross_encoder TRAIN DEV [--minutes 40]

TRAIN and DEV are the two files of SQuAD 1.1 (train-v1.1.json, dev-v1.1.json). Learnt are low-rank changes to the layers
of the packaged embedding model, a vector for either part of the text, and four numbers a token: of the sentence that
answers, of nothing that answers, and of the first and last word of the answer. Printed, for questions of articles
never seen: how often the sentence that answers is put first, and how well (area under the curve) a passage that answers
is told from the same passage without that sentence.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from corpus.embedding import packaged_folder
from corpus.minilm import DIMENSION, EPSILON, HEADS, LAYERS
from tests.evaluation.squad import MODES, Article, Example, example_of, read_squad

WRITTEN = Path(__file__).resolve().parents[2] / "corpus" / "cross_encoder.safetensors"
RANK = 32
RATE, WARM_UP, LEAST_RATE = 1.5e-3, 150, 0.02  # of learning: its height, steps up to it, and the share left at the end
BATCH = 4096  # tokens, padding included
CHUNK = 640  # questions, put into batches of like length
WORDS_WEIGHT = 0.25  # of the first and of the last word of the answer, against 1 for its sentence
NEVER = -1e4
MEASURED = 1500  # questions

Batch = tuple[torch.Tensor, ...]


class Changed(nn.Module):
    """A linear layer of the model, with a change of low rank that is learnt."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor) -> None:
        super().__init__()
        self.register_buffer("weight", weight.clone())
        self.register_buffer("bias", bias.clone())
        self.down = nn.Parameter(torch.randn(RANK, weight.shape[1]) / math.sqrt(weight.shape[1]))
        self.up = nn.Parameter(torch.zeros(weight.shape[0], RANK))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return functional.linear(x, (self.weight + self.up @ self.down).to(x.dtype), self.bias.to(x.dtype))


class Layer(nn.Module):
    def __init__(self, weights: dict[str, torch.Tensor], name: str) -> None:
        super().__init__()
        self.changed = nn.ModuleDict(
            {
                part.replace(".", " "): Changed(weights[f"{name}.{part}.weight"], weights[f"{name}.{part}.bias"])
                for part in (
                    *(f"attention.self.{role}" for role in ("query", "key", "value")),
                    "attention.output.dense",
                    "intermediate.dense",
                    "output.dense",
                )
            }
        )
        self.after_attention = norm(weights, f"{name}.attention.output.LayerNorm")
        self.after = norm(weights, f"{name}.output.LayerNorm")

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        texts, length, _ = x.shape
        size = DIMENSION // HEADS
        query, key, value = (
            self.changed[f"attention self {role}"](x).view(texts, length, HEADS, size).transpose(1, 2)
            for role in ("query", "key", "value")
        )
        # written out: the fused attention is several times as slow backwards on a processor
        weights = torch.softmax(query @ key.transpose(2, 3) * size**-0.5 + mask, -1)
        attended = (weights @ value).transpose(1, 2).reshape(texts, length, DIMENSION)
        x = self.after_attention(x + self.changed["attention output dense"](attended))
        inner = functional.gelu(self.changed["intermediate dense"](x))
        return self.after(x + self.changed["output dense"](inner))


class CrossEncoder(nn.Module):
    def __init__(self, weights: dict[str, torch.Tensor]) -> None:
        super().__init__()
        types = weights["embeddings.token_type_embeddings.weight"]
        self.register_buffer("words", weights["embeddings.word_embeddings.weight"])
        self.register_buffer("places", weights["embeddings.position_embeddings.weight"] + types[0])
        self.norm = norm(weights, "embeddings.LayerNorm")
        self.parts = nn.Parameter(torch.zeros(2, DIMENSION))
        self.layers = nn.ModuleList(Layer(weights, f"encoder.layer.{i}") for i in range(LAYERS))
        self.said = nn.Linear(DIMENSION, 4)

    def forward(self, ids: torch.Tensor, parts: torch.Tensor, held: torch.Tensor) -> torch.Tensor:
        """Of shape (texts, tokens, 4)."""
        x = self.norm(self.words[ids] + self.places[: ids.shape[1]] + self.parts[parts])
        mask = torch.where(held, 0.0, NEVER)[:, None, None, :]
        with torch.autocast("cpu", torch.bfloat16):
            x, mask = x.bfloat16(), mask.bfloat16()
            for layer in self.layers:
                x = layer(x, mask)
        return self.said(x.float())

    def learnt(self) -> dict[str, torch.Tensor]:
        """By the names that corpus/minilm_cross_encoder.py reads."""
        found = {"parts": self.parts, "said.weight": self.said.weight, "said.bias": self.said.bias}
        for i, layer in enumerate(self.layers):
            for part, changed in layer.changed.items():
                key = f"encoder.layer.{i}.{part.replace(' ', '.')}"
                found |= {f"{key}.up": changed.up, f"{key}.down": changed.down}
        return {name: values.detach().half().contiguous() for name, values in found.items()}


def norm(weights: dict[str, torch.Tensor], name: str) -> nn.LayerNorm:
    found = nn.LayerNorm(DIMENSION, eps=EPSILON)
    found.weight.data, found.bias.data = weights[f"{name}.weight"].clone(), weights[f"{name}.bias"].clone()
    return found.requires_grad_(False)


def scores(model: CrossEncoder, batch: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """For each text: of nothing and of each sentence; of each token as the first word, and as the last."""
    ids, parts, held, shares, *_ = batch
    said = model(ids, parts, held)
    sentences = torch.bmm(shares, said[..., :1])[..., 0].masked_fill(shares.sum(-1) == 0, NEVER)
    can_be = held & (parts == 1)
    can_be[:, 0] = True
    first, last = said[..., 2:].masked_fill(~can_be[..., None], NEVER).unbind(-1)
    return torch.cat([said[:, 0, 1:2], sentences], 1), first, last


def loss_of(model: CrossEncoder, batch: Batch) -> torch.Tensor:
    answer, start, end = batch[4:]
    sentences, first, last = scores(model, batch)
    loss = functional.cross_entropy(sentences, answer)
    known = (answer == 0) | (start > 0)
    if known.any():
        loss = loss + WORDS_WEIGHT * functional.cross_entropy(first[known], start[known])
        loss = loss + WORDS_WEIGHT * functional.cross_entropy(last[known], end[known])
    return loss


def batch_of(examples: Sequence[Example]) -> Batch:
    length, most = max(len(e.ids) for e in examples), max(len(e.sentences) for e in examples)
    ids = torch.zeros(len(examples), length, dtype=torch.long)
    parts, held = torch.zeros_like(ids), torch.zeros_like(ids, dtype=torch.bool)
    shares = torch.zeros(len(examples), most, length)
    for row, e in enumerate(examples):
        ids[row, : len(e.ids)], parts[row, : len(e.ids)] = torch.tensor(e.ids), torch.tensor(e.parts)
        held[row, : len(e.ids)] = True
        for i, (a, b) in enumerate(e.sentences):
            shares[row, i, a:b] = 1 / (b - a)
    marks = [torch.tensor([getattr(e, name) for e in examples]) for name in ("answer", "start", "end")]
    return ids, parts, held, shares, *marks


def batches(examples: Sequence[Example]) -> Iterator[list[Example]]:
    batch: list[Example] = []
    for e in sorted(examples, key=lambda e: len(e.ids)):
        if batch and len(e.ids) * (len(batch) + 1) > BATCH:
            yield batch
            batch = []
        batch.append(e)
    yield batch


def train(model: CrossEncoder, articles: list[Article], tokenizer: Tokenizer, minutes: float, seed: int) -> None:
    draw = random.Random(seed)
    asked = [(article, question) for article in articles for question in article.questions]
    draw.shuffle(asked)
    learnt = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    started, step, seen, mean = time.monotonic(), 0, 0, 0.0
    for at in range(0, len(asked), CHUNK):
        modes = draw.choices(list(MODES), MODES.values(), k=CHUNK)
        chunk = zip(asked[at : at + CHUNK], modes, strict=False)
        own = list(batches([example_of(article, q, mode, tokenizer, draw) for (article, q), mode in chunk]))
        draw.shuffle(own)
        for examples in own:
            spent = max((time.monotonic() - started) / (60 * minutes), seen / len(asked))
            if spent >= 1:
                return
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1.0, (step + 1) / WARM_UP) * max(LEAST_RATE, 1 - spent)
            loss = loss_of(model, batch_of(examples))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            step, seen = step + 1, seen + len(examples)
            mean = loss.item() if step == 1 else 0.98 * mean + 0.02 * loss.item()
            if step % 50 == 0:
                print(f"{time.monotonic() - started:.0f} s, {seen} questions, loss {mean:.3f}", flush=True)


@torch.inference_mode()
def measure(model: CrossEncoder, articles: list[Article], tokenizer: Tokenizer) -> tuple[float, float]:
    draw = random.Random(5)
    asked = [(a, draw.choice(a.questions)) for a in draw.choices(articles, k=MEASURED)]
    pairs = [example_of(a, q, mode, tokenizer, draw) for a, q in asked for mode in ("answered", "taken out")]
    first: list[bool] = []
    told: list[tuple[bool, float]] = []
    for examples in batches(pairs):
        batch = batch_of(examples)
        found = scores(model, batch)[0]
        answers = batch[4] > 0
        first += (found[:, 1:].argmax(1) + 1 == batch[4])[answers].tolist()
        told += zip(answers.tolist(), (found[:, 1:].max(1).values - found[:, 0]).tolist(), strict=True)
    return sum(first) / len(first), float(roc_auc_score(*zip(*told, strict=True)))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("train", type=Path)
    options.add_argument("dev", type=Path)
    options.add_argument("--minutes", type=float, default=40)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    torch.manual_seed(given.seed)
    tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model = CrossEncoder(load_file(packaged_folder() / "model.safetensors"))
    train(model, read_squad(given.train, tokenizer), tokenizer, given.minutes, given.seed)
    save_file(model.learnt(), WRITTEN)
    first, area = measure(model, read_squad(given.dev, tokenizer), tokenizer)
    print(f"the sentence that answers first: {first:.3f}; area under the curve: {area:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
