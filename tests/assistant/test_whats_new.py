"""What came, what changed, which grades are others and which findings returned, since a day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from assistant.tracker.item import items_of
from assistant.tracker.later import later_evidence
from assistant.whats_new import News, dates_of, meetings, news_since
from corpus.corpus import Corpus
from corpus.paper import Role
from corpus.scope import Scope
from ingest.sync import sync

OFFICER = Scope(Role.OFFICER)


def days(corpus: Corpus) -> tuple[str, str]:
    """The day on which the first paper was read, and the day after the last was: midnight may lie between."""
    read = [one.first.date() for one in dates_of(corpus.catalogue).values()]
    return min(read).isoformat(), (max(read) + timedelta(days=1)).isoformat()


def news(corpus: Corpus, since: str) -> News:
    papers = corpus.catalogue.papers(OFFICER)
    items = items_of(corpus.catalogue, papers)
    return news_since(corpus.catalogue, papers, items, later_evidence(corpus, items, papers), since)


def test_the_sample_is_new_today_and_not_tomorrow(sample_corpus: Corpus) -> None:
    today, tomorrow = days(sample_corpus)
    new = news(sample_corpus, today)
    assert len(new.added) == len(sample_corpus.catalogue.papers(OFFICER))
    assert new.changed == ()
    changed = {
        (change.now.area, change.before.grade if change.before else None, change.now.grade) for change in new.grades
    }
    assert ("overall", "requires improvement", "good") in changed
    assert not [change for change in new.grades if change.before and change.before.grade == change.now.grade]
    assert any("bed and breakfast" in run[-1].row.text for run in new.returned)
    assert all(len(run) > 1 for run in new.returned)
    nothing = news(sample_corpus, tomorrow)
    assert nothing == News((), (), (), ())


def test_a_changed_paper_is_told_from_a_new_one(corpus: Corpus, small_papers: Path) -> None:
    sync(corpus, [small_papers])
    report = small_papers / "report.txt"
    report.write_text(report.read_text() + "\n3. The library is open to care leavers.\n")
    sync(corpus, [small_papers])
    today, _ = days(corpus)
    assert [paper.file for paper in news(corpus, today).changed] == []
    assert "report.txt" in [paper.file for paper in news(corpus, today).added]


def test_the_meetings_are_those_whose_papers_are_held(sample_corpus: Corpus) -> None:
    days = [day for day, _ in meetings(sample_corpus.catalogue.papers(OFFICER))]
    assert "2024-01-23" in days
    assert days == sorted(set(days), reverse=True)
