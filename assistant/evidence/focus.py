"""Which of the papers within scope a question is most likely about, as a weight for each.

A soft choice: the year that a question names may be the inspection's, the publication's, or only a point in the
story, so other papers stay in reach.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.periods import Period, first_month, last_month, periods_in
from assistant.understanding.question import Question
from assistant.understanding.wants import Wants, wants_of
from corpus.held import HeldPaper
from corpus.paper import Kind, Voice

IN_PERIOD, IN_YEAR, OUT_OF_PERIOD = 1.0, 0.8, 0.35
SOON_AFTER = 0.7  # of a paper that speaks within a year of the month named
MONTHS_AFTER = 12
OF_KIND, OTHER_KIND = 1.0, 0.6
OLDER = 0.85  # of a paper that is not the latest, where the latest was asked for

UP_TO = re.compile(r"\b(?:by|until|till|up to|before|since|after)\b[^?]*\b20\d\d", re.IGNORECASE)
INSPECTORS = re.compile(r"\b(?:ofsted|inspect(?:ors?|ion|ions)|hmi)\b", re.IGNORECASE)

INSPECTION = re.compile(r"\b(?:visit|inspection|report|letter|review|jtai)\b", re.IGNORECASE)


def weigh_papers(question: Question, papers: Sequence[HeldPaper]) -> dict[str, float]:
    """A weight from 0 to 1 for each paper id: how well its kind and date fit what the question names."""
    kinds = {kind for kind in question.kinds if any(paper.facts.kind is kind for paper in papers)}
    weights = {
        paper.id: period_weight(question.periods, paper) * (OF_KIND if fits_kind(paper, kinds) else OTHER_KIND)
        for paper in papers
    }
    if question.latest and not question.periods:
        for paper in papers:
            if paper.id not in latest_of(papers, kinds):
                weights[paper.id] *= OLDER
    return weights


def paper_before(question: Question, papers: Sequence[HeldPaper]) -> HeldPaper | None:
    """The inspection before the one of the dates that a question steps back from, or before the latest."""
    if question.before is None:
        return None
    meant = question.kinds or {Kind.INSPECTION_REPORT}
    ordered = sorted((paper for paper in papers if paper.facts.kind in meant), key=lambda paper: paper.said)
    named = [p for p in ordered if question.before and period_weight(question.before, p) >= IN_YEAR] or ordered[-1:]
    earlier = [paper for paper in ordered if named and paper.said < named[0].said]
    return earlier[-1] if earlier else None


def paper_after(question: Question, papers: Sequence[HeldPaper]) -> HeldPaper | None:
    """The inspection after the one of the dates that a follow-up steps on from."""
    if not question.after:
        return None
    meant = question.kinds or {Kind.INSPECTION_REPORT}
    ordered = sorted((paper for paper in papers if paper.facts.kind in meant), key=lambda paper: paper.said)
    named = [paper for paper in ordered if period_weight(question.after, paper) >= IN_YEAR]
    return next((paper for paper in ordered if named and paper.said > named[-1].said), None)


def year_turned_to(question: Question) -> Period | None:
    """The one year, or the inspection of one month, that a follow-up turns to for what was said then ("and what did
    they say in 2023?", "was it a problem at the visit of May 2018?"); None where it asks for a figure,
    which a later paper may give, or for what changed up to that year."""
    if not question.earlier or question.span or question.before is not None:
        return None
    own = periods_in(question.text)
    if len(own) != 1 or UP_TO.search(question.text):
        return None
    if not own[0].is_whole_year and not INSPECTION.search(question.text):
        return None
    return own[0] if wants_of(question.text) == {Wants.TEXT} else None


def of_year(question: Question, year: Period, papers: Sequence[HeldPaper]) -> list[HeldPaper]:
    """The papers that speak in a year, or else those published in it; the inspectors' own where they are asked for and
    theirs are among them."""
    weights = {paper.id: one_period_weight(year, paper) for paper in papers}
    spoken = [paper for paper in papers if weights[paper.id] >= IN_PERIOD and paper.said]
    spoken = spoken or [paper for paper in papers if weights[paper.id] >= IN_YEAR and paper.said]
    own = [paper for paper in spoken if paper.facts.voice is Voice.INSPECTOR]
    return own if own and INSPECTORS.search(question.text) else spoken


def fits_kind(paper: HeldPaper, kinds: set[Kind]) -> bool:
    return not kinds or paper.facts.kind in kinds


def period_weight(periods: Sequence[Period], paper: HeldPaper) -> float:
    if not periods:
        return 1.0
    return max(one_period_weight(period, paper) for period in periods)


def one_period_weight(period: Period, paper: HeldPaper) -> float:
    facts, told = paper.facts, paper.tells_of or ()
    dates = [date for date in (facts.inspected_from, facts.inspected_to, *told, facts.published) if date]
    if not dates:
        return IN_YEAR  # nothing known is no reason to leave it out
    if period.last_year:
        said_in = [date[:7] if "-" in date else f"{date}-06" for date in dates]
        is_in = any(first_month(period) <= month <= last_month(period) for month in said_in)
        return IN_PERIOD if is_in else OUT_OF_PERIOD
    in_year = [date for date in dates if date.startswith(str(period.year))]
    if not in_year:
        return SOON_AFTER if is_soon_after(period, dates, bool(facts.inspected_to)) else OUT_OF_PERIOD
    if period.is_whole_year:
        # the year of the inspection fits better than the year in which its report came out
        said = facts.inspected_to or (told[-1] if told else facts.published) or ""
        return IN_PERIOD if said.startswith(str(period.year)) else IN_YEAR
    months = [int(date.split("-")[1]) for date in in_year if "-" in date]
    if not months:
        return IN_YEAR
    if any(period.first_month <= month <= period.last_month for month in months):
        return IN_PERIOD
    return SOON_AFTER if is_soon_after(period, dates, bool(facts.inspected_to)) else 0.5 * IN_YEAR


def is_soon_after(period: Period, dates: Sequence[str], is_inspected: bool) -> bool:
    """Whether a paper speaks within a year of a month named: figures "at 31 March" stand in the next report."""
    if period.is_whole_year:  # a story or a council's report tells of the inspection some weeks after
        first, last = f"{period.year + 1}-01", f"{period.year + 1}-03"
        return not is_inspected and any(first <= date[:7] <= last for date in dates)
    after = [(int(date[:4]) - period.year) * 12 + int(date[5:7]) - period.last_month for date in dates if "-" in date]
    return bool(after) and 0 < min(after) <= MONTHS_AFTER


def latest_of(papers: Sequence[HeldPaper], kinds: set[Kind]) -> set[str]:
    """The latest paper of each kind asked for, or of every kind, for each authority."""
    latest: dict[tuple[str | None, Kind], HeldPaper] = {}
    for paper in sorted(papers, key=lambda p: p.said):
        if fits_kind(paper, kinds):
            latest[paper.facts.authority, paper.facts.kind] = paper
    return {paper.id for paper in latest.values()}


def in_focus(question: Question, papers: Sequence[HeldPaper]) -> list[HeldPaper]:
    """The papers that fit all that the question names; empty where none does."""
    weights = weigh_papers(question, papers)
    return [paper for paper in papers if weights[paper.id] >= IN_YEAR]
