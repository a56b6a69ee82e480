"""Papers are put in whole, corrected as officers say, and what fails is named."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from filelock import FileLock

from corpus.corpus import Corpus
from corpus.paper import Access, Kind, Role, Voice
from corpus.scope import Scope
from corpus.teller import Teller
from ingest.facts.manifest import ManifestError
from ingest.manifests import forget_manifests
from ingest.report import Progress
from ingest.stopping import Stopping
from ingest.sync import IngestBusy, sync
from tests.conftest import LETTER, REPORT, write_pdf, write_word
from tests.ingest.synced import (
    assert_agrees,
    finds,
    held,
    held_after,
    outcomes,
    reason,
    write_manifest,
    write_note,
)


def test_what_cannot_be_read_is_named_and_the_others_go_on(corpus: Corpus, small_papers: Path) -> None:
    (small_papers / "empty.pdf").touch()
    (small_papers / "blank.txt").write_text(" \n\n ")
    (small_papers / "damaged.docx").write_bytes((small_papers / "minutes.docx").read_bytes()[:2000])
    (small_papers / "cut.pdf").write_bytes((small_papers / "letter.pdf").read_bytes()[:300])
    write_pdf(small_papers / "locked.pdf", LETTER, password="secret")
    (small_papers / "gone.txt").symlink_to("/proc/self/mem")  # it is there, and cannot be read
    report = sync(corpus, [small_papers])
    failed = {file.file: file.reason or "" for file in report.failed}
    assert set(failed) == {"empty.pdf", "blank.txt", "damaged.docx", "cut.pdf", "locked.pdf", "gone.txt"}
    assert all(name in why for name, why in failed.items())
    assert "empty" in failed["empty.pdf"]
    assert "password" in failed["locked.pdf"]
    assert "damaged" in failed["damaged.docx"]
    assert "cannot be opened" in failed["gone.txt"]
    assert set(held(corpus)) == {"letter.pdf", "minutes.docx", "news/hotels.html", "report.txt"}
    assert_agrees(corpus)


def test_a_file_that_becomes_unreadable_keeps_its_paper(corpus: Corpus, small_papers: Path) -> None:
    before = held_after(corpus, small_papers)
    (small_papers / "report.txt").write_bytes(b"")
    report = sync(corpus, [small_papers])
    assert outcomes(report)["report.txt"] == "failed"
    assert held(corpus) == before
    assert "report.txt" in finds(corpus, '"hotels"')
    (small_papers / "report.txt").write_text(REPORT, encoding="utf-8")
    assert outcomes(sync(corpus, [small_papers]))["report.txt"] == "unchanged"


def test_a_file_that_changes_while_it_is_read_fails_and_is_read_next_time(corpus: Corpus, tmp_path: Path) -> None:
    note = write_note(tmp_path / "papers" / "note.txt", "hotels")

    def change(progress: Progress) -> None:
        # its digest is taken, and it is being read
        if progress.file == "note.txt":
            write_note(note, "caravans")

    assert "changed while it was read" in reason(sync(corpus, [note.parent], on_progress=change), "note.txt")
    assert list(corpus.settings.files_folder.glob("*")) == []  # nor is there a folder, if it was found out early
    assert outcomes(sync(corpus, [note.parent])) == {"note.txt": "created"}
    assert corpus.file_of(held(corpus)["note.txt"]).read_bytes() == note.read_bytes()


def test_a_file_that_is_emptied_while_it_is_read_is_not_called_empty(corpus: Corpus, tmp_path: Path) -> None:
    note = write_note(tmp_path / "papers" / "note.txt", "hotels")

    def empty(progress: Progress) -> None:
        if progress.file == "note.txt":
            note.write_bytes(b"")

    assert "changed while it was read" in reason(sync(corpus, [note.parent], on_progress=empty), "note.txt")


def test_a_file_that_goes_away_while_it_is_read_is_named(corpus: Corpus, small_papers: Path) -> None:
    def remove(progress: Progress) -> None:
        (small_papers / "report.txt").unlink(missing_ok=True)

    report = sync(corpus, [small_papers], on_progress=remove)
    assert [file.file for file in report.failed] == ["report.txt"]
    assert set(held(corpus)) == {"letter.pdf", "minutes.docx", "news/hotels.html"}
    assert_agrees(corpus)


def test_corrections_outlast_later_ingests(corpus: Corpus, small_papers: Path) -> None:
    sync(corpus, [small_papers / "report.txt"], corrections={"authority": "Milton Keynes City Council"})
    (small_papers / "report.txt").write_text(REPORT + "\n3. The panel meets weekly.\n", encoding="utf-8")
    assert outcomes(sync(corpus, [small_papers]))["report.txt"] == "updated"
    facts = held(corpus)["report.txt"].facts
    assert (facts.authority, facts.known["authority"]) == ("Milton Keynes", "officer")
    assert held(corpus)["letter.pdf"].facts.authority == "Brackenford"
    assert outcomes(sync(corpus, [small_papers]))["report.txt"] == "unchanged"


def test_a_paper_closed_by_an_officer_stays_closed(corpus: Corpus, small_papers: Path) -> None:
    letter = small_papers / "letter.pdf"
    sync(corpus, [small_papers])
    sync(corpus, [letter], corrections={"access": "exempt"})
    sync(corpus, [small_papers])
    assert held(corpus)["letter.pdf"].facts.access is Access.EXEMPT
    public = corpus.catalogue.papers(Scope())
    assert "letter.pdf" not in {paper.file for paper in public}
    vector = corpus.embedder.embed_one("attendance service visits to schools")
    near = [key for key, _ in corpus.vectors.nearest(vector, Scope(), None, 50)]
    assert not any(key.startswith(held(corpus)["letter.pdf"].id) for key in near)


def test_the_voice_follows_a_corrected_kind(corpus: Corpus, small_papers: Path) -> None:
    sync(corpus, [small_papers / "report.txt"], corrections={"kind": "press_release"})
    paper = held(corpus)["report.txt"]
    assert (paper.facts.kind, paper.facts.voice) == (Kind.PRESS_RELEASE, Voice.COUNCIL)
    assert {p.passage.voice for p in corpus.catalogue.passages_of(paper)} == {Voice.COUNCIL}
    sync(corpus, [small_papers / "report.txt"], corrections={"kind": "inspection_report"})
    paper = held(corpus)["report.txt"]
    assert (paper.facts.kind, paper.facts.voice) == (Kind.INSPECTION_REPORT, Voice.INSPECTOR)
    assert {p.passage.voice for p in corpus.catalogue.passages_of(paper)} == {Voice.INSPECTOR}


def test_a_voice_that_a_manifest_states_stays(corpus: Corpus, small_papers: Path) -> None:
    write_manifest(small_papers, {"file": "report.txt", "voice": "press"})
    sync(corpus, [small_papers], corrections={"kind": "minutes"})
    assert held(corpus)["report.txt"].facts.voice is Voice.PRESS


def test_a_manifest_overrules_the_paper_and_its_change_updates_it(corpus: Corpus, small_papers: Path) -> None:
    write_manifest(small_papers, {"file": "report.txt", "kind": "news", "title": "A story", "published": "2023-11"})
    facts = held_after(corpus, small_papers)["report.txt"].facts
    assert (facts.kind, facts.title, facts.published, facts.voice) == (Kind.NEWS, "A story", "2023-11", Voice.PRESS)
    assert facts.known["title"] == "manifest"
    assert "manifest.json" not in held(corpus)
    write_manifest(small_papers, {"file": "report.txt", "kind": "news", "title": "Another", "published": "2023-11"})
    report = sync(corpus, [small_papers])
    assert outcomes(report) == dict.fromkeys(outcomes(report), "unchanged") | {"report.txt": "updated"}
    assert held(corpus)["report.txt"].facts.title == "Another"
    # a single file is read with the manifest of the folder that it came from
    assert outcomes(sync(corpus, [small_papers / "report.txt"])) == {"report.txt": "unchanged"}


def test_the_nearest_manifest_counts_and_the_one_given_most(corpus: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    write_note(folder / "a" / "note.txt", "hotels")
    write_manifest(folder, {"file": "a/note.txt", "title": "From above"})
    write_manifest(folder / "a", {"file": "note.txt", "title": "From beside"})
    write_manifest(folder / ".old", {"file": "no list of papers"})
    assert held_after(corpus, folder)["a/note.txt"].facts.title == "From beside"
    given = write_manifest(folder, {"file": "a/note.txt", "title": "As given"}, name="facts.json")
    report = sync(corpus, [folder], manifest=given)
    assert outcomes(report) == {"a/note.txt": "updated"}
    assert held(corpus)["a/note.txt"].facts.title == "As given"


def test_a_manifest_that_was_named_is_remembered(corpus: Corpus, small_papers: Path, tmp_path: Path) -> None:
    (small_papers / "manifest.json").write_text('[{"file": "report.txt", "access": "exempt", "publisher": "Ofsted"}]')
    stated = [{"file": "report.txt", "title": "As named", "publisher": "Named"}, {"file": "letter.pdf", "kind": "news"}]
    named = write_manifest(small_papers, *stated, name="facts.json")
    first = sync(corpus, [small_papers], manifest=named)
    before = held(corpus)
    assert (before["report.txt"].facts.title, before["report.txt"].facts.publisher) == ("As named", "Named")
    assert before["report.txt"].facts.access is Access.EXEMPT, "what the named manifest does not mention stays said"
    assert "facts.json" not in outcomes(first)
    for paths in ([small_papers], [small_papers / "report.txt"]):
        assert set(outcomes(sync(corpus, paths)).values()) == {"unchanged"}, paths
    assert held(corpus) == before
    write_manifest(small_papers, {"file": "report.txt", "title": "Named anew"}, name="facts.json")
    report = sync(corpus, [small_papers])
    assert {file for file, outcome in outcomes(report).items() if outcome == "updated"} == {"report.txt", "letter.pdf"}
    assert held(corpus)["report.txt"].facts.title == "Named anew"
    named.unlink()
    with pytest.raises(ManifestError, match=r"facts\.json: the manifest cannot be opened.*--forget-manifest"):
        sync(corpus, [small_papers])
    assert forget_manifests(corpus.catalogue, [small_papers]) == [named]
    assert outcomes(sync(corpus, [small_papers]))["report.txt"] == "updated"
    assert held(corpus)["report.txt"].facts.title != "Named anew"
    assert held(corpus)["report.txt"].facts.access is Access.EXEMPT


def test_a_bad_manifest_changes_nothing_and_says_why(corpus: Corpus, small_papers: Path) -> None:
    write_manifest(small_papers, {"file": "report.txt", "kind": "leaflet"})
    with pytest.raises(ManifestError, match=r"report\.txt: kind 'leaflet'"):
        sync(corpus, [small_papers])
    assert held(corpus) == {}
    (small_papers / "manifest.json").unlink()
    with pytest.raises(ManifestError, match=r"nowhere\.json: the manifest cannot be opened"):
        sync(corpus, [small_papers / "report.txt"], manifest=small_papers / "nowhere.json")
    assert held(corpus) == {}
    assert outcomes(sync(corpus, [small_papers / "report.txt"])) == {"report.txt": "created"}, "it is not remembered"


def test_one_ingest_at_a_time(corpus: Corpus, small_papers: Path) -> None:
    with (
        FileLock(corpus.settings.home / "ingest.lock"),
        pytest.raises(IngestBusy, match="Another ingest is at work on"),
    ):
        sync(corpus, [small_papers])
    lock = FileLock(corpus.settings.home / "ingest.lock", thread_local=False)
    lock.acquire()  # as a screen does, for a moment, to see whether an ingest is at work
    threading.Timer(0.2, lock.release).start()
    assert set(outcomes(sync(corpus, [small_papers])).values()) == {"created"}


def test_what_a_crash_left_unsaid_is_said_at_the_next_sync(
    corpus: Corpus, small_papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crash(Exception):
        """Stands for whatever ends a process between two papers."""

    def crash(progress: Progress) -> None:
        if progress.files == 2:
            raise Crash

    with monkeypatch.context() as patched, pytest.raises(Crash):
        patched.setattr(Teller, "_tell", lambda self: None)  # the process ends before it has told Chroma anything
        sync(corpus, [small_papers], on_progress=crash)
    assert set(held(corpus)) == {"letter.pdf", "minutes.docx"}
    assert corpus.catalogue.waiting_changes() > 0
    report = sync(corpus, [small_papers])
    assert sorted(outcomes(report).values()) == ["created", "created", "unchanged", "unchanged"]
    assert_agrees(corpus)


def test_ctrl_c_leaves_the_papers_that_are_done_and_says_so(corpus: Corpus, small_papers: Path) -> None:
    stopping = Stopping()

    def interrupt(progress: Progress) -> None:
        if progress.files == 2:
            stopping.ask()

    report = sync(corpus, [small_papers], on_progress=interrupt, stopping=stopping)
    assert report.stopped
    assert outcomes(report) == {"letter.pdf": "created", "minutes.docx": "created"}
    assert set(held(corpus)) == {"letter.pdf", "minutes.docx"}
    assert_agrees(corpus)  # what is done is found by meaning too
    after = sync(corpus, [small_papers])
    assert not after.stopped
    assert after.counts["created"] == after.counts["unchanged"] == 2


def test_a_word_file_saved_again_without_a_change_is_read_but_not_embedded(corpus: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in (1, 2):
        write_word(folder / "minutes.docx", ["Minutes of the panel", "The panel met.", "It heard from foster carers."])
        with (folder / "minutes.docx").open("ab") as stream:
            stream.write(b"\x00" * number)  # other bytes, the same words
        report = sync(corpus, [folder])
    assert outcomes(report) == {"minutes.docx": "updated"}
    assert report.embedded == 0
    assert_agrees(corpus)


def test_a_paper_that_was_closed_is_opened_only_by_a_word(corpus: Corpus, small_papers: Path, tmp_path: Path) -> None:
    closed = write_manifest(small_papers, {"file": "report.txt", "access": "exempt"}, name="closed.json")
    sync(corpus, [small_papers], manifest=closed)
    assert held(corpus)["report.txt"].facts.access is Access.EXEMPT
    forget_manifests(corpus.catalogue, [small_papers])
    report = sync(corpus, [small_papers / "report.txt"])
    assert held(corpus)["report.txt"].facts.access is Access.EXEMPT
    [said] = [one for one in report.files if one.file == "report.txt"]
    assert "It stays exempt" in said.concerns[0]
    assert "report.txt" not in {paper.file for paper in corpus.catalogue.papers(Scope(Role.PUBLIC))}
    sync(corpus, [small_papers], corrections={"access": "public"})
    assert held(corpus)["report.txt"].facts.access is Access.PUBLIC
