"""The vector store: nearest first, within rights and scope, over a server that may come and go."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import psutil
import pytest

from corpus.corpus import Corpus
from corpus.embedding import Embedder
from corpus.paper import Role
from corpus.scope import Scope
from corpus.vector_server import find_or_start, read_address
from corpus.vectors import VectorStore, VectorStoreError
from tests.corpus.made import MEMBER, OFFICER, PUBLIC

AXES = np.eye(4, dtype=np.float32)
FIELDS = [{"paper": "a", "access": "public"}, {"paper": "a", "access": "public"}, {"paper": "b", "access": "exempt"}]
TOWARDS = np.array([0.9, 0.4, 0.1, 0.0], np.float32) / np.linalg.norm([0.9, 0.4, 0.1])


def fill(store: VectorStore) -> None:
    store.put(["one", "two", "three"], AXES[:3], FIELDS)


def keys(found: list[tuple[str, float]]) -> list[str]:
    return [key for key, _ in found]


def test_the_nearest_come_first_with_their_cosines(corpus: Corpus) -> None:
    fill(corpus.vectors)
    found = corpus.vectors.nearest(TOWARDS, OFFICER, None, 10)
    assert keys(found) == ["one", "two", "three"]
    assert [cosine for _, cosine in found] == pytest.approx([TOWARDS @ axis for axis in AXES[:3]], abs=1e-4)
    assert keys(corpus.vectors.nearest(TOWARDS, OFFICER, None, 1)) == ["one"]


@pytest.mark.parametrize("scope", [PUBLIC, MEMBER])
def test_only_officers_find_closed_passages(corpus: Corpus, scope: Scope) -> None:
    fill(corpus.vectors)
    assert keys(corpus.vectors.nearest(AXES[2], scope, None, 10)) == ["one", "two"]
    assert corpus.vectors.nearest(AXES[2], scope, ["b"], 10) == []
    assert keys(corpus.vectors.nearest(AXES[2], Scope(Role.OFFICER), ["b"], 10)) == ["three"]


def test_a_scope_of_papers_is_kept_before_ranking(corpus: Corpus) -> None:
    fill(corpus.vectors)
    assert keys(corpus.vectors.nearest(TOWARDS, OFFICER, ["b", "c"], 1)) == ["three"]
    assert corpus.vectors.nearest(TOWARDS, OFFICER, ["c"], 10) == []
    assert corpus.vectors.nearest(TOWARDS, OFFICER, [], 10) == []


def test_put_replaces_and_drop_forgets(corpus: Corpus) -> None:
    store = corpus.vectors
    fill(store)
    store.put(["three"], AXES[3:], [{"paper": "c", "access": "public"}])
    assert store.nearest(AXES[3], PUBLIC, ["c"], 5) == [("three", pytest.approx(1))]
    assert store.nearest(AXES[2], OFFICER, ["b"], 5) == []
    store.drop(["one", "three", "never held"])
    assert (store.keys(), store.count()) == ({"two"}, 1)
    store.drop([])
    store.clear()
    assert (store.keys(), store.count()) == (set(), 0)
    assert store.nearest(TOWARDS, OFFICER, None, 5) == []


def test_more_than_one_request_holds(corpus: Corpus) -> None:
    rows = np.random.default_rng(3).normal(size=(4500, 4)).astype(np.float32)
    names = [f"p{i}" for i in range(4500)]
    corpus.vectors.put(names, rows, [{"paper": "a", "access": "public"}] * 4500)
    assert corpus.vectors.keys() == set(names)
    corpus.vectors.drop(names[:4400])
    assert corpus.vectors.keys() == set(names[4400:])


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "https://127.0.0.1:9/"])
def test_a_server_that_is_not_there_is_named(tmp_path: Path, url: str) -> None:
    with pytest.raises(VectorStoreError, match="did not answer") as error:
        VectorStore(tmp_path, "m", url).count()
    assert url in str(error.value)


def test_models_of_any_name_are_kept_apart(chroma_url: str, tmp_path: Path) -> None:
    stores = [VectorStore(tmp_path, name, chroma_url) for name in ("/models/modèle-é", "日本", "BAAI/bge-small")]
    for number, store in enumerate(stores):
        store.clear()
        store.put([f"p{i}" for i in range(number + 1)], AXES[: number + 1], FIELDS[: number + 1])
    assert [store.count() for store in stores] == [1, 2, 3]
    for store in stores:
        store.clear()


def test_two_catalogues_on_one_server_are_kept_apart(chroma_url: str, tmp_path: Path) -> None:
    one, two = (VectorStore(tmp_path, "m", chroma_url, home) for home in ("aaaa", "bbbb"))
    fill(one)
    assert (one.count(), two.count()) == (3, 0)
    assert one.fields() == dict(zip(["one", "two", "three"], FIELDS, strict=True))
    two.clear()
    assert one.keys() == {"one", "two", "three"}
    one.clear()


def test_vectors_outlive_the_server_and_clients_find_its_successor(tmp_path: Path, embedder: Embedder) -> None:
    folder = tmp_path / "chroma"
    ours, others = VectorStore(folder, embedder.name), VectorStore(folder, embedder.name)
    fill(ours)
    assert others.count() == 3
    before = find_or_start(folder)
    psutil.Process(before.server_pid).kill()
    assert keys(ours.nearest(TOWARDS, OFFICER, None, 3)) == ["one", "two", "three"]
    after = read_address(folder)
    assert after is not None
    assert after.server_pid != before.server_pid
    others.put(["four"], AXES[3:], [{"paper": "d", "access": "public"}])
    assert ours.keys() == {"one", "two", "three", "four"}
    assert read_address(folder) == after
    psutil.Process(after.server_pid).kill()


def test_a_killed_server_was_told_whatever_put_returned_for(tmp_path: Path, embedder: Embedder) -> None:
    folder = tmp_path / "chroma"
    store = VectorStore(folder, embedder.name)
    for i in range(5):
        store.put([f"p{i}"], AXES[i % 4 : i % 4 + 1], [{"paper": "a", "access": "public"}])
    psutil.Process(find_or_start(folder).server_pid).kill()
    assert store.keys() == {"p0", "p1", "p2", "p3", "p4"}
    psutil.Process(find_or_start(folder).server_pid).kill()
