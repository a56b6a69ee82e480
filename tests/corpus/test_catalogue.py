"""The catalogue: who finds what by word, and a catalogue that cannot be used says why."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text

from corpus.catalogue import Catalogue, CatalogueError, pack_vectors, unpack_vectors
from corpus.corpus import Corpus
from corpus.paper import Access, Kind, Role
from corpus.scope import Scope
from tests.conftest import PATIENCE, ROOT
from tests.corpus.made import GOOD, MEMBER, OFFICER, PUBLIC, nearest, put, words

CARE = "Care leavers are supported well by their advisers."
FOSTER = "Foster carers speak highly of their training."
SECRET = "The tender of the home at Quarry Rise was negotiated to £385,000."


def test_words_are_found_in_other_forms_of_them(corpus: Corpus) -> None:
    put(corpus, "a", [CARE, FOSTER])
    assert words(corpus, '"supporting"') == [CARE]
    assert words(corpus, '"leaver"') == [CARE]
    assert set(words(corpus, '"train" OR "adviser"')) == {FOSTER, CARE}
    assert words(corpus, '"hospital"') == []
    assert words(corpus, "") == []


def test_amounts_and_shares_are_words(corpus: Corpus) -> None:
    put(corpus, "a", ["The rate was 17% of 41 posts.", "The rate was 17 posts.", SECRET])
    assert words(corpus, '"17%"') == ["The rate was 17% of 41 posts."]
    assert words(corpus, '"£385,000"') == [SECRET]


def test_a_passage_is_found_by_its_heading_and_its_council(corpus: Corpus) -> None:
    put(corpus, "a", [CARE], headings=("The experiences of children in residential homes",))
    put(corpus, "b", [CARE + " So it was."], file="b.pdf", authority="Milton Keynes")
    assert words(corpus, '"residential"') == [CARE]
    assert words(corpus, '"Milton Keynes"') == [CARE + " So it was."]
    assert set(words(corpus, '"September"')) == {CARE, CARE + " So it was."}


def test_a_word_in_the_passage_counts_for_more_than_one_in_its_heading(corpus: Corpus) -> None:
    put(corpus, "a", [FOSTER], headings=("Advisers",))
    put(corpus, "b", [CARE], file="b.pdf", headings=("Training",))
    put(corpus, "c", ["Nothing of the kind is said here at all."], file="c.pdf")
    assert words(corpus, '"advisers"') == [CARE, FOSTER]


def test_a_scope_narrows_to_councils_kinds_and_papers(corpus: Corpus) -> None:
    put(corpus, "a", [CARE])
    put(corpus, "b", [FOSTER], file="b.pdf", authority="Milton Keynes", kind=Kind.MINUTES, inspected_to=None)
    ids = {"a", "b"}

    def held(scope: Scope) -> set[str]:
        return {paper.id for paper in corpus.catalogue.papers(scope)}

    assert held(PUBLIC) == ids
    assert held(Scope(authorities=frozenset({"milton KEYNES"}))) == {"b"}
    assert held(Scope(authorities=frozenset({"Milton Keynes", "Brackenford"}))) == ids
    assert held(Scope(authorities=frozenset({"Southampton"}))) == set()
    assert held(Scope(kinds=frozenset({Kind.INSPECTION_REPORT}))) == {"a"}
    assert held(Scope(papers=frozenset({"b"}))) == {"b"}
    assert words(corpus, '"carer" OR "advisers"', Scope(kinds=frozenset({Kind.MINUTES}))) == [FOSTER]


@pytest.mark.parametrize("access", [Access.EXEMPT, Access.CONFIDENTIAL])
@pytest.mark.parametrize("role", Role)
def test_only_officers_meet_a_closed_paper_anywhere(corpus: Corpus, access: Access, role: Role) -> None:
    put(corpus, "open", [CARE])
    put(corpus, "shut", [SECRET], file="shut.pdf", access=access)
    scope, catalogue = Scope(role), corpus.catalogue
    papers = catalogue.papers(scope)
    everything = catalogue.papers(OFFICER)
    keys = [held.key for paper in everything for held in catalogue.passages_of(paper)]
    seen = {
        "papers": {paper.id for paper in papers} == {"open", "shut"},
        "any status": {paper.id for paper in catalogue.papers(scope, current=False)} == {"open", "shut"},
        "one paper": catalogue.paper("shut", scope) is not None,
        "words": SECRET in words(corpus, '"tender" OR "advisers"', scope),
        "passages": len(catalogue.passages(keys, papers)) == 2,
        "judgements": len(catalogue.judgements(papers)) == 2,
        "count": catalogue.count_passages(papers) == 2,
        "vectors": SECRET in nearest(corpus, "negotiated tender", scope),
    }
    assert set(seen.values()) == {role is Role.OFFICER}, seen
    assert catalogue.paper("open", scope) in papers
    assert CARE in words(corpus, '"tender" OR "advisers"', scope)


def test_a_paper_that_is_closed_later_is_closed_at_once(corpus: Corpus) -> None:
    put(corpus, "a", [CARE])
    put(corpus, "b", [SECRET], file="b.pdf")
    assert nearest(corpus, "negotiated tender")[0] == SECRET
    put(corpus, "b", [SECRET], file="b.pdf", access=Access.EXEMPT, tell=False)
    assert len(corpus.vectors.nearest(corpus.embedder.embed_one("tender"), PUBLIC, None, 5)) == 2  # Chroma lags behind
    for scope in (PUBLIC, MEMBER):
        assert nearest(corpus, "negotiated tender", scope) == [CARE]
        assert words(corpus, '"tender"', scope) == []
        assert corpus.catalogue.paper("b", scope) is None
    assert nearest(corpus, "negotiated tender", OFFICER)[0] == SECRET


def test_the_register_keeps_the_order_of_the_reports(corpus: Corpus) -> None:
    put(corpus, "late", [CARE])
    put(corpus, "early", [CARE], file="early.pdf", inspected_to="2019-11-15")
    papers = corpus.catalogue.papers(PUBLIC)
    assert [(paper.id, judgement) for paper, judgement in corpus.catalogue.judgements(papers)] == [
        ("early", GOOD),
        ("late", GOOD),
    ]


def test_the_same_words_twice_in_a_paper_are_two_passages_with_vectors(corpus: Corpus) -> None:
    put(corpus, "a", [CARE, FOSTER, CARE])
    (paper,) = corpus.catalogue.papers(PUBLIC)
    held = corpus.catalogue.passages_of(paper)
    vectors = corpus.catalogue.vectors_of(held, corpus.embedder.name)
    assert [passage.passage.segments[0].page for passage in held] == [1, 2, 3]
    assert set(vectors) == {passage.key for passage in held} == corpus.vectors.keys()
    assert np.array_equal(vectors[held[0].key].passage, vectors[held[2].key].passage)
    expected = corpus.embedder.embed_one(FOSTER)
    assert float(vectors[held[1].key].sentences[0] @ expected) > 0.999


def test_another_embedding_model_is_named_with_the_remedy(corpus: Corpus) -> None:
    put(corpus, "a", [CARE])
    (paper,) = corpus.catalogue.papers(PUBLIC)
    with pytest.raises(CatalogueError, match=r"1 passages .* no vectors of the embedding model 'other'.*Ingest"):
        corpus.catalogue.vectors_of(corpus.catalogue.passages_of(paper), "other")


def test_a_page_keeps_its_text_and_the_boxes_of_its_words(corpus: Corpus) -> None:
    put(corpus, "a", [CARE, FOSTER])
    (paper,) = corpus.catalogue.papers(PUBLIC)
    page = corpus.catalogue.page(paper, 2)
    assert page is not None
    assert (page.text, page.width, page.height) == (FOSTER, 595, 842)
    assert [(word.start, word.end, word.x1) for word in page.words] == [(0, len(FOSTER), 300)]
    assert corpus.catalogue.page(paper, 3) is None


def test_rare_words_are_told_from_common_ones(corpus: Corpus) -> None:
    put(corpus, "a", [CARE, FOSTER, "Foster carers meet every month."])
    rarity = corpus.catalogue.rarity(["foster", "advis", "hospit"])
    assert rarity["foster"] < rarity["advis"] < rarity["hospit"]
    assert "carer" in corpus.catalogue.stems(2)
    assert "advis" not in corpus.catalogue.stems(2)


def test_a_catalogue_of_another_version_is_refused_with_the_remedy(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite"
    with Catalogue(file).engine.begin() as connection:
        connection.execute(text("PRAGMA user_version=99"))
    with pytest.raises(CatalogueError, match=r"schema version 99; .*Move the folder .* away and ingest .* again") as no:
        Catalogue(file)
    assert str(file) in str(no.value)


def test_a_catalogue_of_the_version_before_is_taken_over(corpus: Corpus) -> None:
    put(corpus, "a", [CARE])
    file = corpus.settings.home / "catalogue.sqlite"
    with corpus.catalogue.engine.begin() as connection:
        connection.execute(text("ALTER TABLE papers DROP COLUMN about_inspection"))
        connection.execute(text("PRAGMA user_version=2"))
    corpus.catalogue.engine.dispose()
    for _ in range(2):
        (paper,) = Catalogue(file).papers(PUBLIC)
        assert (paper.id, paper.facts.about_inspection) == ("a", None)


def test_a_file_that_is_no_catalogue_is_named(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite"
    file.write_text("These are the minutes of the last meeting. " * 50)
    with pytest.raises(CatalogueError, match=r"catalogue.sqlite is no catalogue .*Move the folder"):
        Catalogue(file)


def test_a_home_below_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("a file")
    with pytest.raises(CatalogueError, match=r"The folder .*papers/home cannot be made"):
        Catalogue(tmp_path / "papers" / "home" / "catalogue.sqlite")


def test_an_odd_folder_name_is_a_folder_name(tmp_path: Path, make_corpus: Callable[[], Corpus]) -> None:
    file = tmp_path / "Children's papers? 100% #1 & more" / "catalogue.sqlite"
    Catalogue(file)
    assert file.is_file()
    assert Catalogue(file).papers(PUBLIC) == []


def test_two_processes_may_open_a_new_home_at_once(tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from corpus.catalogue import Catalogue; sys.stdin.readline();"
    script += "[Catalogue(Path(sys.argv[1]) / str(i) / 'catalogue.sqlite') for i in range(20)]"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    for process in both:
        assert process.stdin
        process.stdin.write(b"go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=PATIENCE)[1].decode() for process in both] == ["", ""]


def test_vectors_lose_less_than_a_thousandth_in_16_bits() -> None:
    rows = np.random.default_rng(1).normal(size=(20, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    kept = unpack_vectors(pack_vectors(rows))
    assert kept.shape == rows.shape
    assert float((kept * rows).sum(axis=1).min()) > 0.9999
