"""Example questions, drawn from the papers at hand: a reader sees at once what can be asked of them."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.paper import INSPECTIONS, Kind, Recommendation, RecommendationKind, Voice

MOST = 4
MOST_THEMES, LONGEST_THEME = 4, 110  # letters
TOPICS = ("care leavers", "children in care", "help and protection", "leaders")


def example_questions(papers: Sequence[HeldPaper], headings: Sequence[str], *, name_council: bool) -> list[str]:
    """At most four questions; ``papers`` oldest first, ``headings`` those of ``latest_inspection(papers)``."""
    questions = [
        about_latest_inspection(latest_inspection(papers), headings, name_council),
        about_improvement(papers, name_council),
        about_change(papers, name_council),
        about_decisions(papers),
        about_what_the_council_says(papers),
    ]
    return [question for question in questions if question][:MOST]


def themes(required: Sequence[Recommendation], council: str = "") -> list[tuple[str, str]]:
    """What the latest inspection says needs to improve, each as it is printed, with a question about it.

    ``council`` is named in the questions where papers on several are held.
    """
    found = []
    for item in required:
        text = " ".join(item.text.split()).rstrip(".;, ")
        if item.kind is RecommendationKind.IMPROVEMENT and text and len(text) <= LONGEST_THEME:
            of = f" in {council}" if council else ""
            found.append((text, f"What do the papers say about {text[0].lower()}{text[1:]}{of}?"))
    return found[:MOST_THEMES]


def latest_inspection(papers: Sequence[HeldPaper]) -> HeldPaper | None:
    return next((p for p in reversed(papers) if p.facts.kind is Kind.INSPECTION_REPORT), None)


def about_latest_inspection(paper: HeldPaper | None, headings: Sequence[str], name_council: bool) -> str | None:
    """A topic that the latest report has a heading for."""
    if paper is None:
        return None
    printed = " ".join(headings).casefold()
    topic = next((topic for topic in TOPICS if topic in printed), None)
    of = council_of(paper, name_council)
    return f"What did the latest inspection{of} say about {topic}?" if topic else None


def about_improvement(papers: Sequence[HeldPaper], name_council: bool) -> str | None:
    """What needed to improve at the inspection before the latest, or at the only one."""
    reports = [p for p in papers if p.facts.kind is Kind.INSPECTION_REPORT and p.said]
    if not reports:
        return None
    paper = reports[max(0, len(reports) - 2)]
    of = council_of(paper, name_council)
    return f"What did inspectors say needs to improve{of} in {month_of(paper)}?"


def about_change(papers: Sequence[HeldPaper], name_council: bool) -> str | None:
    """How care leavers or the whole moved between the first and the last report of one council."""
    latest = latest_inspection(papers)
    if latest is None:
        return None
    own = [p for p in papers if p.facts.kind is Kind.INSPECTION_REPORT and p.facts.authority == latest.facts.authority]
    if len(own) < 2 or not own[0].said:
        return None
    return f"How have the judgements{council_of(latest, name_council)} changed since {own[0].said[:4]}?"


def about_decisions(papers: Sequence[HeldPaper]) -> str | None:
    minutes = [p for p in papers if p.facts.kind is Kind.MINUTES and p.said]
    return f"What was decided in {month_of(minutes[-1])}?" if minutes else None


def about_what_the_council_says(papers: Sequence[HeldPaper]) -> str | None:
    reports = [p for p in papers if p.facts.voice is Voice.COUNCIL and p.said and p.facts.kind not in INSPECTIONS]
    return f"What did the council say about its progress in {month_of(reports[-1])}?" if reports else None


def council_of(paper: HeldPaper, name_council: bool) -> str:
    return f" in {paper.facts.authority}" if name_council and paper.facts.authority else ""


def month_of(paper: HeldPaper) -> str:
    """ "November 2023", or the year alone where no more is known."""
    return date_in_words(paper.said[:7])
