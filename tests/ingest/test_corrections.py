"""Officers correct what is known of a paper, and every store follows."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import CliRunner, Result

from assistant.ask import ask
from corpus.corpus import Corpus
from corpus.paper import Access, Facts, FactSource, Kind, Role, Sure, Voice
from corpus.scope import Scope
from ingest.correct import NoSuchPaper, correct
from ingest.facts.corrections import FIELDS, BadCorrection, checked_correction, corrected
from ingest.sync import sync
from scrutiny import app
from tests.ingest.synced import OFFICER, assert_agrees, finds, held, outcomes, write_manifest

REPORT_FILE = "report.txt"
Run = Callable[..., Result]


@pytest.fixture
def ingested(corpus: Corpus, small_papers: Path) -> Corpus:
    (small_papers / "minutes.docx").unlink()
    (small_papers / "letter.pdf").unlink()
    sync(corpus, [small_papers])
    return corpus


@pytest.fixture
def run(ingested: Corpus, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command against this test's corpus."""
    monkeypatch.setattr("corpus.terminal.open_corpus", lambda _: ingested)
    return lambda *arguments: CliRunner().invoke(app, ["correct", *arguments])


def facts_of(corpus: Corpus, file: str = REPORT_FILE) -> Facts:
    return held(corpus)[file].facts


def contexts(corpus: Corpus, file: str = REPORT_FILE) -> set[str]:
    papers = [paper for paper in corpus.catalogue.papers(OFFICER) if paper.file == file]
    return {
        passage.context
        for passage in corpus.catalogue.passages(sorted(corpus.catalogue.current_keys()), papers).values()
    }


def test_a_corrected_fact_is_the_officers_and_all_that_follows_follows(ingested: Corpus) -> None:
    made = correct(ingested, REPORT_FILE, {"authority": "Plymouth City Council", "inspected_to": "2023-09-30"})
    facts = facts_of(ingested)
    assert (facts.authority, facts.authorities, facts.inspected_to) == ("Plymouth", ("Plymouth",), "2023-09-30")
    assert facts.known["authority"] == facts.sources["authority"].how == "officer"
    assert {change.field: (change.before, change.after) for change in made.changes} == {
        "authority": ("Brackenford", "Plymouth"),
        "authorities": (("Brackenford",), ("Plymouth",)),
        "inspected_to": ("2023-09-29", "2023-09-30"),
    }
    assert all("Plymouth" in line and "30 September 2023" in line for line in contexts(ingested))
    assert REPORT_FILE in finds(ingested, '"plymouth"')
    assert made.embedded > 0
    assert_agrees(ingested)


def test_a_corrected_kind_brings_its_voice(ingested: Corpus) -> None:
    correct(ingested, REPORT_FILE, {"kind": "Press release"})
    facts = facts_of(ingested)
    assert (facts.kind, facts.voice, facts.framework) == (Kind.PRESS_RELEASE, Voice.COUNCIL, None)
    correct(ingested, REPORT_FILE, {"voice": "other"})
    correct(ingested, REPORT_FILE, {"kind": "news"})
    assert facts_of(ingested).voice is Voice.OTHER


def test_an_exempt_paper_is_closed_at_once_in_every_store(ingested: Corpus) -> None:
    question = "How are care leavers in Brackenford supported?"
    public = Scope(Role.PUBLIC)
    assert REPORT_FILE in {c.file for s in ask(ingested, question).statements for c in s.citations}
    correct(ingested, REPORT_FILE, {"access": "exempt"})

    said = ask(ingested, question).model_dump_json()
    assert REPORT_FILE not in said
    assert "personal advisers" not in said
    paper = held(ingested)[REPORT_FILE]
    assert paper.facts.access is Access.EXEMPT
    assert ingested.catalogue.paper(paper.id, public) is None
    assert ingested.catalogue.versions(paper.id, public) == []
    of_paper = [fields for fields in ingested.vectors.fields().values() if fields["paper"] == paper.id]
    assert of_paper
    assert {fields["access"] for fields in of_paper} == {"exempt"}
    asked = ask(ingested, question, role=Role.OFFICER)
    assert REPORT_FILE in {c.file for s in asked.statements for c in s.citations}
    assert_agrees(ingested)


def test_corrections_outlast_every_ingest_and_can_be_taken_back(ingested: Corpus, small_papers: Path) -> None:
    before = facts_of(ingested)
    correct(ingested, REPORT_FILE, {"title": "A better title", "published": "2023-11"})
    corrected_facts = facts_of(ingested)
    assert set(outcomes(sync(ingested, [small_papers])).values()) == {"unchanged"}
    assert facts_of(ingested) == corrected_facts

    path = small_papers / REPORT_FILE
    path.write_text(path.read_text(encoding="utf-8") + "\n3. One more.\n", encoding="utf-8")
    assert outcomes(sync(ingested, [small_papers]))[REPORT_FILE] == "updated"
    assert (facts_of(ingested).title, facts_of(ingested).published) == ("A better title", "2023-11")

    correct(ingested, REPORT_FILE, {"title": "", "published": ""})
    assert facts_of(ingested) == before
    assert set(outcomes(sync(ingested, [small_papers])).values()) == {"unchanged"}


def test_a_wrong_date_is_taken_away_by_none(ingested: Corpus) -> None:
    correct(ingested, REPORT_FILE, {"inspected_from": "none", "inspected_to": "None"})
    facts = facts_of(ingested)
    assert (facts.inspected_from, facts.inspected_to) == (None, None)
    assert facts.known["inspected_to"] == "officer"


def test_the_corpus_has_its_own_copy(ingested: Corpus, small_papers: Path) -> None:
    (small_papers / REPORT_FILE).unlink()
    correct(ingested, REPORT_FILE, {"published": "2023-11-17"})
    assert facts_of(ingested).published == "2023-11-17"


def test_what_a_manifest_states_stays(corpus: Corpus, small_papers: Path, tmp_path: Path) -> None:
    stated = {"file": REPORT_FILE, "published": "2023-12", "published_how": "inferred", "publisher": "Ofsted"}
    manifest = write_manifest(tmp_path / "papers", stated, name="elsewhere.json")
    sync(corpus, [small_papers], manifest=manifest)
    correct(corpus, REPORT_FILE, {"title": "T"})
    facts = facts_of(corpus)
    assert (facts.title, facts.published, facts.publisher) == ("T", "2023-12", "Ofsted")
    assert (facts.known["published"], facts.known["publisher"]) == ("inferred", "manifest")


def test_papers_are_named_by_id_or_file(ingested: Corpus, small_papers: Path) -> None:
    paper = held(ingested)["news/hotels.html"]
    for name in (paper.id, "news/hotels.html", "hotels.html", str(small_papers / "news" / "hotels.html")):
        assert correct(ingested, name, {"title": name}).paper.id == paper.id
    with pytest.raises(NoSuchPaper, match="hotel"):
        correct(ingested, "hotel", {"title": "T"})
    (small_papers / "other").mkdir()
    (small_papers / "other" / "hotels.html").write_text("<html><body><p>Another story of hotels.</p></body></html>")
    sync(ingested, [small_papers])
    with pytest.raises(NoSuchPaper, match=r"2 papers.*other/hotels\.html"):
        correct(ingested, "hotels.html", {"title": "T"})


NOT_ALLOWED = [
    ("kind", "report", ["'report'", "inspection_report", "minutes"]),
    ("voice", "me", ["'me'", "inspector"]),
    ("access", "secret", ["'secret'", "confidential"]),
    ("published", "17 May 2024", ["17 May 2024", "YYYY-MM-DD"]),
    ("inspected_to", "2023-02-30", ["2023-02-30", "YYYY-MM"]),
    ("inspected_to", "2023-09-01", ["2023-09-01", "before", "2023-09-18"]),
    ("inspected_from", "2024", ["2023-09-29", "before", "2024"]),
    ("language", "Welsh", ["Welsh", "cy"]),
    ("title", "none", ["title", "every paper"]),
    ("grade", "good", ["'grade'", "authority"]),
    ("published", "", ["published", "taken back"]),
]


def test_what_is_not_allowed_is_said_and_nothing_changes(ingested: Corpus, run: Run) -> None:
    before = held(ingested)
    for field, value, said in NOT_ALLOWED:
        done = run(REPORT_FILE, f"{field}={value}")
        assert done.exit_code == 2
        for words in said:
            assert words in done.stderr.replace("\n", " ")
    assert held(ingested) == before


def test_the_command_says_what_changed(run: Run, ingested: Corpus) -> None:
    done = run(REPORT_FILE, "inspected_to=2023-09-30", "marking=Not for publication")
    assert done.exit_code == 0, done.stderr
    assert "inspected to: 29 September 2023 (in text) -> 30 September 2023 (officer)" in done.stderr
    assert "marking: none -> Not for publication (officer)" in done.stderr
    printed = json.loads(run(REPORT_FILE, "inspected_to=", "--json").stdout)
    assert printed["changed"] == [
        {
            "field": "inspected_to",
            "before": "2023-09-30",
            "after": "2023-09-29",
            "known_before": "officer",
            "known_after": "in text",
        }
    ]
    assert json.loads(run(REPORT_FILE, "marking=Not for publication", "--json").stdout)["changed"] == []


def test_wrong_words_and_a_busy_corpus(run: Run, ingested: Corpus) -> None:
    assert run(REPORT_FILE, "title").exit_code == 2
    assert "given twice" in run(REPORT_FILE, "title=a", "title=b").stderr
    assert "no paper.pdf" in run("no paper.pdf", "title=a").stderr.replace("\n", " ")
    with FileLock(ingested.settings.home / "ingest.lock"):
        done = run(REPORT_FILE, "title=a")
    assert done.exit_code == 1
    assert "at work" in done.stderr


READ = Facts(
    title="T",
    kind=Kind.INSPECTION_REPORT,
    authority="Kent",
    authorities=("Kent", "Medway"),
    inspected_from="2023-06-05",
    inspected_to="2023-06-16",
    known={"authority": "in text"},
    sources={"authority": FactSource("in text", Sure.CERTAIN, 1, "Kent")},
)


def test_several_authorities_stay_in_step() -> None:
    assert corrected(READ, {"authority": "Essex"}).authorities == ("Essex", "Medway")
    made = corrected(READ, {"authorities": "Bournemouth, Christchurch and Poole; Dorset Council"})
    assert made.authority == "Bournemouth, Christchurch and Poole"
    assert made.authorities == ("Bournemouth, Christchurch and Poole", "Dorset")
    assert corrected(READ, {"authorities": "Kent; Medway", "authority": "Medway"}).authorities == ("Medway", "Kent")
    assert corrected(READ, {"authority": "none"}).authorities == ()


def test_a_title_led_by_the_authority_follows_it() -> None:
    source = FactSource("in text", Sure.CERTAIN, 1, "Inspection of services")
    led = replace(READ, title="Kent: Inspection of services", sources={"title": source})
    assert corrected(led, {"authority": "Essex"}).title == "Essex: Inspection of services"
    assert corrected(led, {"authority": "none"}).title == "Inspection of services"
    assert corrected(led, {"authority": "Essex", "title": "Kent: T"}).title == "Kent: T"


def test_a_date_as_read_that_a_correction_contradicts_is_left_out() -> None:
    made = corrected(READ, {"inspected_to": "2023-05"})
    assert (made.inspected_from, made.inspected_to) == (None, "2023-05")
    assert corrected(READ, {"inspected_to": "2023"}).inspected_from == "2023-06-05"


def test_every_field_can_be_corrected() -> None:
    values = {"kind": "minutes", "voice": "council", "access": "exempt", "language": "cy"}
    for field in FIELDS:
        value = checked_correction(field, values.get(field, "2024-01"))
        made = corrected(READ, {field: value})
        assert made.sources[field].how == made.known[field] == "officer"
        assert getattr(made, field) in (value, (value,))
    with pytest.raises(BadCorrection, match="empty"):
        checked_correction("title", "  ")
