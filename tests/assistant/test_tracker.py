"""What was recommended is followed: what later papers say of it, and how far officers say it is."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import docx
import pytest

from assistant.quoting.passage_link import marked_by, version_of
from assistant.tracker.followed import Followed, Status
from assistant.tracker.item import Item, items_of
from assistant.tracker.later import NO_MENTION, NONE_LATER, Later, later_evidence
from assistant.tracker.tracked import Tracked, Wanted, as_csv, as_word, narrowed, tracked
from corpus.corpus import Corpus
from corpus.paper import Role
from corpus.reader import Reader
from corpus.scope import Scope
from corpus.workbench import Workbench
from ingest.sync import sync

OFFICER = Scope(Role.OFFICER)
ANN = Reader("a", "Ann Officer", Role.OFFICER)


@pytest.fixture(scope="module")
def items(sample_corpus: Corpus) -> list[Item]:
    return items_of(sample_corpus.catalogue, sample_corpus.catalogue.papers(OFFICER))


@pytest.fixture(scope="module")
def later(sample_corpus: Corpus, items: list[Item]) -> dict[str, Later]:
    return later_evidence(sample_corpus, items, sample_corpus.catalogue.papers(OFFICER))


@pytest.fixture
def rows(items: list[Item], later: dict[str, Later]) -> list[Tracked]:
    return tracked(items, later, {})


def said_later(items: list[Item], later: dict[str, Later], words: str) -> tuple[str, Later]:
    [item] = [item for item in items if words in item.row.text]
    found = later[item.key]
    return " ".join(statement.text for statement in found.statements()), found


def test_every_row_opens_its_page_with_its_words_marked(sample_corpus: Corpus, items: list[Item]) -> None:
    assert len(items) > 50
    for item in items:
        found = version_of(sample_corpus, item.link, OFFICER)
        assert found is not None
        marked = marked_by(sample_corpus, found[1], found[0])
        assert marked is not None, item.row.text
        assert marked.quote == item.citation.quote


def test_what_later_papers_say_of_it_is_quoted(items: list[Item], later: dict[str, Later]) -> None:
    text, _ = said_later(items, later, "bring forward the opening of Tannery Court")
    assert "opened in March 2026" in text
    text, _ = said_later(items, later, "Increase the proportion of children who are offered a return home interview")
    assert "96%" in text


def test_what_no_later_paper_mentions_is_said_so(items: list[Item], later: dict[str, Later]) -> None:
    text, found = said_later(items, later, "learning centre at Mill Street")
    assert (text, found.silence) == ("", NO_MENTION)
    newest = [item for item in items if item.said.startswith("2026")]
    assert newest
    assert {later[item.key].silence for item in newest} == {NONE_LATER}


def test_only_later_papers_of_the_same_council_count(items: list[Item], later: dict[str, Later]) -> None:
    for item in items:
        for near in (*later[item.key].found, *later[item.key].closest):
            assert near.paper.facts.authority == item.paper.facts.authority
            assert (
                near.paper.facts.inspected_to or near.paper.facts.meeting_date or near.paper.facts.published or ""
            ) > (item.said)


def test_a_paper_that_a_reader_may_not_see_is_no_evidence(corpus: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "minutes.txt").write_text(
        "Brackenford City Council\n\nMinutes of the Children and Families Scrutiny Panel, 23 January 2024\n\n"
        "RESOLVED: that a respite scheme for foster carers of disabled children be opened in Mill Street.\n"
    )
    (folder / "secret.txt").write_text(
        "Brackenford City Council\n\nReport to Cabinet, 12 March 2025\n\n"
        "The respite scheme for foster carers of disabled children was opened in Mill Street.\n"
    )
    (folder / "manifest.json").write_text(
        '[{"file": "secret.txt", "access": "exempt", "published": "2025-03-12", "authority": "Brackenford"},'
        '{"file": "minutes.txt", "kind": "minutes", "published": "2024-01-23", "authority": "Brackenford"}]'
    )
    sync(corpus, [folder])
    found = {}
    for role in (Role.MEMBER, Role.OFFICER):
        papers = corpus.catalogue.papers(Scope(role))
        own = [i for i in items_of(corpus.catalogue, papers) if "respite" in i.row.text]
        assert len(own) == 1
        found[role] = later_evidence(corpus, own, papers)[own[0].key]
    assert [n.paper.file for n in found[Role.OFFICER].found] == ["secret.txt"]
    assert found[Role.MEMBER] == Later(silence=NONE_LATER)


def test_status_and_note_are_kept_with_their_history(tmp_path: Path, items: list[Item]) -> None:
    followed = Followed(Workbench(tmp_path / "workbench.sqlite"))
    key = items[0].key
    assert not followed.set(ANN, key, None, "")
    assert followed.set(ANN, key, Status.OPEN, "Asked the director.")
    assert followed.set(ANN, key, Status.DONE, "Seen in July.")
    assert not followed.set(ANN, key, Status.DONE, "Seen in July. ")
    assert [(one.status, one.note) for one in followed.history(key)] == [
        (Status.DONE, "Seen in July."),
        (Status.OPEN, "Asked the director."),
    ]
    assert followed.statuses() == {key: "done"}
    with pytest.raises(ValueError, match="2,001"):
        followed.set(ANN, key, Status.DONE, "x" * 2001)


def test_the_key_of_a_row_outlasts_a_new_reading(corpus: Corpus, small_papers: Path) -> None:
    sync(corpus, [small_papers])
    before = {i.key for i in items_of(corpus.catalogue, corpus.catalogue.papers(OFFICER))}
    assert before
    minutes = small_papers / "report.txt"
    minutes.write_text(minutes.read_text() + "\n3. The library is open.\n")
    sync(corpus, [small_papers])
    assert before <= {i.key for i in items_of(corpus.catalogue, corpus.catalogue.papers(OFFICER))}


def test_the_table_is_narrowed_by_each_filter(rows: list[Tracked]) -> None:
    assert all(not row.item.is_formal for row in narrowed(rows, Wanted()))
    assert len(narrowed(rows, Wanted(formal=True))) == len(rows)
    fostering = narrowed(rows, Wanted(words="private fostering"))
    assert 1 < len(fostering) < len(rows)
    assert all("private fostering" in (r.item.row.text + (r.item.row.issue or "")).casefold() for r in fostering)
    assert all(not row.later.found for row in narrowed(rows, Wanted(silent=True)))
    assert narrowed(rows, Wanted(authority="Ferndale")) == []
    assert narrowed(rows, Wanted(statuses=frozenset({Status.DONE}))) == []


def test_what_is_only_noted_is_told_from_what_can_be_followed(items: list[Item]) -> None:
    formal = {item.row.text for item in items if item.is_formal}
    assert "that the report be noted;" in formal
    assert not [text for text in formal if "percentage" in text or "Director" in text]


def test_the_files_hold_every_row(rows: list[Tracked]) -> None:
    read = list(csv.DictReader(io.StringIO(as_csv(rows).decode("utf-8-sig"))))
    assert [row["Recommendation"] for row in read] == [row.item.row.text for row in rows]
    assert all(row["Evidence since"] for row in read)
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(as_word(rows, "2026-11-22"))).paragraphs)
    assert all(" ".join(row.item.row.text.split()) in " ".join(text.split()) for row in rows)
