"""What is new since a day: papers that came or changed, grades that are others than before, findings that returned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from assistant.briefing.themes import returned
from assistant.lookups.judgements import COMBINED
from assistant.tracker.item import Item, said_on
from assistant.tracker.later import Later
from corpus.catalogue import Catalogue
from corpus.held import HeldPaper
from corpus.paper import Judgement, Kind
from corpus.schema import VersionRow

MEETINGS = frozenset({Kind.MINUTES, Kind.COMMITTEE_REPORT})


@dataclass(frozen=True, slots=True)
class GradeChange:
    """The judgement of a new inspection, and that of the one before on the same area; ``before`` is None for none."""

    paper: HeldPaper
    now: Judgement
    paper_before: HeldPaper | None
    before: Judgement | None

    @property
    def is_change(self) -> bool:
        return self.before is None or self.before.grade != self.now.grade


@dataclass(frozen=True, slots=True)
class News:
    """``added`` came since, ``changed`` were there and are others now, ``gone`` are no longer in use."""

    added: tuple[HeldPaper, ...]
    changed: tuple[HeldPaper, ...]
    grades: tuple[GradeChange, ...]
    returned: tuple[tuple[Item, ...], ...]


@dataclass(frozen=True, slots=True)
class Dates:
    """When a paper was first read, and when its file was last another one (UTC); None where it never was."""

    first: datetime
    changed: datetime | None


def dates_of(catalogue: Catalogue) -> dict[str, Dates]:
    """By the id of the paper."""
    wanted = select(VersionRow.paper_id, VersionRow.digest, func.min(VersionRow.ingested)).group_by(
        VersionRow.paper_id, VersionRow.digest
    )
    read: dict[str, list[datetime]] = {}
    with catalogue.session() as session:
        for paper, _, first in session.execute(wanted):
            read.setdefault(paper, []).append(first)
    return {paper: Dates(min(days), max(days) if len(days) > 1 else None) for paper, days in read.items()}


def news_since(
    catalogue: Catalogue, papers: Sequence[HeldPaper], items: Sequence[Item], later: dict[str, Later], since: str
) -> News:
    """What came into the corpus on the day ``since`` (ISO) or after. ``papers`` are the current ones of the reader."""
    dates = dates_of(catalogue)
    added = [p for p in papers if p.id in dates and dates[p.id].first.date().isoformat() >= since]
    ids = {paper.id for paper in added}
    changed = [
        p for p in papers if p.id not in ids and (day := dates[p.id].changed) and day.date().isoformat() >= since
    ]
    fresh = ids | {paper.id for paper in changed}
    runs = [tuple(run) for run in returned(items, later) if run[-1].paper.id in fresh]
    return News(
        tuple(sorted(added, key=said_on, reverse=True)),
        tuple(sorted(changed, key=said_on, reverse=True)),
        tuple(grade_changes(catalogue, papers, fresh)),
        tuple(runs),
    )


def grade_changes(catalogue: Catalogue, papers: Sequence[HeldPaper], fresh: set[str]) -> list[GradeChange]:
    """The grades of the new inspections beside those of the one before of the same council and area."""
    ordered = sorted(papers, key=said_on)
    latest: dict[tuple[str | None, str], tuple[HeldPaper, Judgement]] = {}
    changes: list[GradeChange] = []
    for paper, judgement in catalogue.judgements(ordered):
        if judgement.grade is None or judgement.area == COMBINED:
            continue
        key = (paper.facts.authority, judgement.area)
        before = latest.get(key)
        if paper.id in fresh:
            changes.append(GradeChange(paper, judgement, *(before or (None, None))))
        latest[key] = paper, judgement
    return [change for change in changes if change.is_change]


def meetings(papers: Sequence[HeldPaper]) -> list[tuple[str, str]]:
    """Day (ISO) and title of the meetings whose papers are held, the latest first, each day once."""
    days: dict[str, str] = {}
    for paper in papers:
        day = paper.facts.meeting_date
        if day and len(day) == 10 and paper.facts.kind in MEETINGS:
            days.setdefault(day, paper.facts.title)
    return sorted(days.items(), reverse=True)
