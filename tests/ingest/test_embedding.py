"""Papers are embedded along with those that come after them, and each keeps its own vectors."""

from __future__ import annotations

from pathlib import Path

import pytest

import ingest.embedding
from corpus.context import embedded_line
from corpus.corpus import Corpus
from ingest.sync import sync
from tests.ingest.synced import OFFICER, assert_agrees, write_note

SUBJECTS = ["care leavers", "adoption", "missing children", "private fostering", "the front door", "placements", "SEND"]


@pytest.mark.parametrize(("fewest", "most"), [(1, 2), (250, 500)])
def test_each_passage_has_the_vector_of_its_own_text(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fewest: int, most: int
) -> None:
    monkeypatch.setattr(ingest.embedding, "FEWEST", fewest)
    monkeypatch.setattr(ingest.embedding, "MOST", most)
    for i, subject in enumerate(SUBJECTS):
        write_note(tmp_path / "papers" / f"{i}.txt", subject)
    (tmp_path / "papers" / "2a.pdf").touch()
    write_note(tmp_path / "papers" / "4a.txt", SUBJECTS[4])
    report = sync(corpus, [tmp_path / "papers"])
    assert report.counts["created"] == len(SUBJECTS)
    assert (report.counts["failed"], report.counts["duplicate"]) == (1, 1)
    held = [(paper.facts, corpus.catalogue.passages_of(paper)) for paper in corpus.catalogue.papers(OFFICER)]
    assert report.embedded == sum(len(passages) for _, passages in held)
    for facts, passages in held:
        vectors = corpus.catalogue.vectors_of(passages, corpus.embedder.name)
        for passage in passages:
            line = embedded_line(facts, passage.passage.headings)
            own = corpus.embedder.embed_one(f"{line}\n{passage.passage.text}")
            assert vectors[passage.key].passage @ own == pytest.approx(1, abs=2e-3)
    assert_agrees(corpus)
    assert sync(corpus, [tmp_path / "papers"]).embedded == 0
