"""What changes the corpus does so whole or not at all, and Chroma follows."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError

from corpus.changes import (
    FileState,
    move_paper,
    queue_everything,
    replacements_are_due,
    save_paper,
    settle_replacements,
    tell_chroma,
    withdraw_paper,
)
from corpus.corpus import Corpus
from corpus.paper import Access, Judgement
from corpus.schema import EmbeddingRow, PageRow
from corpus.teller import Teller
from corpus.vectors import VectorStore, VectorStoreError
from tests.conftest import PATIENCE
from tests.corpus.made import OFFICER, PUBLIC, made_paper, nearest, put, words

CARE = "Care leavers are supported well by their advisers."
FOSTER = "Foster carers speak highly of their training."
LATER = "Since the last visit, advisers meet every care leaver."


def agrees(corpus: Corpus) -> bool:
    """Whether Chroma holds exactly the current passages."""
    return corpus.vectors.keys() == corpus.catalogue.current_keys() and corpus.catalogue.waiting_changes() == 0


def test_a_saved_paper_is_found_by_word_and_by_meaning(corpus: Corpus) -> None:
    put(corpus, "a", [CARE, FOSTER])
    assert words(corpus, '"advisers"') == [CARE]
    assert nearest(corpus, "people who look after children of others") == [FOSTER, CARE]
    assert agrees(corpus)


def test_an_update_replaces_what_is_found_and_keeps_the_old_pages(corpus: Corpus) -> None:
    put(corpus, "a", [CARE, FOSTER])
    (before,) = corpus.catalogue.papers(PUBLIC)
    key = {held.passage.text: held.key for held in corpus.catalogue.passages_of(before)}
    put(corpus, "a", [LATER, FOSTER])
    (after,) = corpus.catalogue.papers(PUBLIC)
    assert words(corpus, '"supported"') == []
    assert set(words(corpus, '"visit" OR "training"')) == {LATER, FOSTER}
    assert CARE not in nearest(corpus, CARE)
    assert agrees(corpus)
    held = {held.passage.text: held.key for held in corpus.catalogue.passages_of(after)}
    assert held[FOSTER] == key[FOSTER]  # what has not changed is cited under the same id
    old = corpus.catalogue.page(before, 1)
    assert old is not None
    assert old.text == CARE
    assert corpus.catalogue.stored_file(before) != corpus.catalogue.stored_file(after)
    assert corpus.catalogue.count_passages([after]) == 2
    assert len(corpus.catalogue.judgements([after])) == 1


def test_a_withdrawn_paper_is_found_no_more_but_can_be_opened(corpus: Corpus) -> None:
    put(corpus, "a", [CARE])
    put(corpus, "b", [FOSTER], file="b.pdf")
    withdraw_paper(corpus.catalogue, "a")
    assert nearest(corpus, CARE) == [FOSTER]  # though Chroma has not been told
    assert words(corpus, '"advisers"') == []
    corpus.mend_vectors()
    assert agrees(corpus)
    paper = corpus.catalogue.paper("a", PUBLIC)
    assert paper is not None
    assert paper.status == "withdrawn"
    page = corpus.catalogue.page(paper, 1)
    assert page is not None
    assert page.text == CARE
    assert {p.id: p.status for p in corpus.catalogue.papers(PUBLIC, current=False)} == {
        "a": "withdrawn",
        "b": "current",
    }
    put(corpus, "a", [CARE])
    assert words(corpus, '"advisers"') == [CARE]
    assert agrees(corpus)


def test_a_moved_paper_keeps_all_but_its_place(corpus: Corpus) -> None:
    put(corpus, "a", [CARE])
    (before,) = corpus.catalogue.papers(PUBLIC)
    move_paper(corpus.catalogue, "a", FileState("/elsewhere", "sub/b.pdf", "/elsewhere/sub/b.pdf", "", ""))
    (after,) = corpus.catalogue.papers(PUBLIC)
    assert after == replace(before, file="sub/b.pdf")
    assert words(corpus, '"advisers"') == [CARE]


@pytest.mark.parametrize("at_last", ["a judgement that cannot be kept", "vectors that cannot be kept"])
def test_a_change_that_fails_midway_changes_nothing(corpus: Corpus, at_last: str) -> None:
    put(corpus, "a", [CARE, FOSTER])
    (before,) = corpus.catalogue.papers(PUBLIC)
    new = made_paper(corpus, [LATER], access=Access.EXEMPT)
    if at_last.startswith("a judgement"):
        new = replace(new, judgements=[Judgement("overall", "Overall", "good", None, 1, object())])  # type: ignore[arg-type]
    else:
        new = replace(new, passages=[replace(new.passages[0], vectors=np.zeros(3, np.float32))])
    with pytest.raises((StatementError, IndexError)):
        save_paper(corpus.catalogue, new, "a", corpus.embedder.name)
    assert corpus.catalogue.papers(PUBLIC) == [before]
    assert set(words(corpus, '"advisers" OR "training"')) == {CARE, FOSTER}
    assert words(corpus, '"visit"', OFFICER) == []
    assert set(nearest(corpus, CARE)) == {CARE, FOSTER}
    assert agrees(corpus)
    with corpus.catalogue.session() as session:
        assert session.scalar(select(func.count()).select_from(PageRow)) == 2


def test_what_was_embedded_once_is_not_kept_twice(corpus: Corpus) -> None:
    put(corpus, "a", [CARE, CARE, FOSTER])
    put(corpus, "a", [FOSTER, CARE])
    put(corpus, "copy", [CARE], file="copy.pdf")
    with corpus.catalogue.session() as session:
        assert session.scalar(select(func.count()).select_from(EmbeddingRow)) == 2
    digests = [new.digest for new in made_paper(corpus, [CARE, LATER]).passages]
    cached = corpus.catalogue.embeddings(digests, corpus.embedder.name)
    assert set(cached) == {digests[0]}
    assert float(cached[digests[0]][1] @ corpus.embedder.embed_one(CARE)) > 0.999
    assert corpus.catalogue.embeddings(digests, "another model") == {}


def test_chroma_may_be_told_twice(corpus: Corpus) -> None:
    put(corpus, "a", [CARE, FOSTER])
    assert corpus.mend_vectors() == 0
    queue_everything(corpus.catalogue)
    assert corpus.mend_vectors() == 2
    assert agrees(corpus)


def test_a_passage_that_comes_goes_and_comes_back_unheard_is_held_once(corpus: Corpus) -> None:
    put(corpus, "a", [CARE], tell=False)
    put(corpus, "a", [LATER], tell=False)
    put(corpus, "a", [CARE, FOSTER], tell=False)
    withdraw_paper(corpus.catalogue, "a")
    put(corpus, "a", [CARE], tell=False)
    tell_chroma(corpus.catalogue, corpus.vectors, corpus.embedder.name)
    assert agrees(corpus)
    assert nearest(corpus, "advisers") == [CARE]


def test_changes_wait_while_chroma_is_away(corpus: Corpus, make_corpus: Callable[[], Corpus], tmp_path: Path) -> None:
    put(corpus, "a", [CARE], tell=False)
    assert words(corpus, '"advisers"') == [CARE]
    assert nearest(corpus, "advisers") == []
    away = VectorStore(tmp_path, corpus.embedder.name, "http://127.0.0.1:9")
    with pytest.raises(Exception, match=r"127\.0\.0\.1:9"):
        tell_chroma(corpus.catalogue, away, corpus.embedder.name)
    assert corpus.catalogue.waiting_changes() == 1
    assert replace(corpus).mend_vectors() == 1
    assert nearest(corpus, "advisers") == [CARE]
    assert agrees(corpus)


def test_chroma_is_filled_again_from_the_catalogue(corpus: Corpus) -> None:
    put(corpus, "a", [CARE, FOSTER])
    put(corpus, "shut", [LATER], file="shut.pdf", access=Access.EXEMPT)
    corpus.vectors.clear()
    assert corpus.vectors.count() == 0
    queue_everything(corpus.catalogue)
    corpus.mend_vectors()
    assert agrees(corpus)
    assert LATER not in nearest(corpus, LATER)
    assert nearest(corpus, LATER, OFFICER)[0] == LATER


def test_chroma_is_told_while_an_ingest_goes_on(corpus: Corpus) -> None:
    with Teller(corpus, seconds=0.05):
        for name in ("a", "b"):
            put(corpus, name, [f"{CARE} {name}"], file=f"{name}.pdf", tell=False)
            deadline = time.monotonic() + PATIENCE
            while corpus.catalogue.waiting_changes():
                assert time.monotonic() < deadline, "Chroma was never told"
                time.sleep(0.02)
            assert f"{CARE} {name}" in nearest(corpus, CARE)
    assert agrees(corpus)


def test_an_ingest_hears_that_chroma_is_not_there(corpus: Corpus, tmp_path: Path) -> None:
    away = replace(corpus, vectors=VectorStore(tmp_path, corpus.embedder.name, "http://127.0.0.1:9"))
    with Teller(away) as teller:
        pass
    with pytest.raises(VectorStoreError, match=r"127\.0\.0\.1:9"):
        teller.raise_trouble()


def test_a_superseded_paper_leaves_every_search_and_comes_back(corpus: Corpus) -> None:
    put(corpus, "old", [CARE], file="old.pdf")
    put(corpus, "new", [CARE, FOSTER], file="new.pdf")
    assert replacements_are_due(corpus.catalogue)
    settle_replacements(corpus.catalogue, {"old": "new"})
    assert not replacements_are_due(corpus.catalogue)
    corpus.mend_vectors()
    assert {p.id: (p.status, p.replaced_by) for p in corpus.catalogue.papers(PUBLIC, current=False)} == {
        "old": ("superseded", "new"),
        "new": ("current", None),
    }
    assert words(corpus, '"advisers"') == [CARE]
    assert agrees(corpus)
    settle_replacements(corpus.catalogue, {"old": "new"})  # again, to no effect
    assert corpus.catalogue.waiting_changes() == 0
    settle_replacements(corpus.catalogue, {})
    corpus.mend_vectors()
    assert words(corpus, '"advisers"') == [CARE, CARE]
    assert agrees(corpus)


def test_earlier_versions_say_when_other_bytes_took_their_place(corpus: Corpus) -> None:
    for texts in ([CARE], [LATER], [LATER, FOSTER]):
        put(corpus, "a", texts, access=Access.EXEMPT if texts == [LATER] else Access.PUBLIC)
    newest, closed, oldest = corpus.catalogue.versions("a", OFFICER)
    assert (newest.pages, closed.pages, oldest.pages) == (2, 1, 1)
    assert (newest.replaced_on, bool(closed.replaced_on), bool(oldest.replaced_on)) == (None, True, True)
    assert [v.version for v in corpus.catalogue.versions("a", PUBLIC)] == [newest.version, oldest.version]
    assert corpus.catalogue.texts(oldest) == [CARE]
    assert corpus.catalogue.versions("none", OFFICER) == []
