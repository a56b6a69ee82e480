"""What the papers held do not show: named, so that nobody takes silence for good news."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.briefing.bearing import Bearing
from assistant.briefing.briefing import Line
from assistant.briefing.lines import LineMaker, paper_heading, strictest
from assistant.tracker.item import Item, said_on
from assistant.tracker.later import NO_MENTION, Later
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.paper import INSPECTIONS, Kind, Rag, RecommendationKind, Voice

COUNCIL = frozenset({Kind.COMMITTEE_REPORT, Kind.MINUTES, Kind.ACTION_PLAN, Kind.PRESS_RELEASE})
MOST_SILENT = 6


def gap_lines(
    maker: LineMaker,
    papers: Sequence[HeldPaper],
    bearing: Bearing,
    items: Sequence[Item],
    later: Mapping[str, Later],
) -> tuple[Line, ...]:
    """``papers`` are those searched, in date order; ``items`` what is outstanding.

    A gap is as closed as the papers that it names: that a draft inspection report is held is itself not public."""
    lines = [
        *of_voices(papers, bearing),
        *of_silent_inspections(papers, bearing),
        *of_items(maker, items, later),
        *of_dates(papers, bearing),
    ]
    return tuple(lines)


def of_voices(papers: Sequence[HeldPaper], bearing: Bearing) -> list[Line]:
    """No council paper, or none since the last inspection; no inspection."""
    speaking = [p for p in papers if bearing.by_paper.get(p.id)]
    inspected = [p for p in speaking if p.facts.kind in INSPECTIONS]
    # a count of closed papers would tell of them to a reader who may not see them
    council = [p for p in papers if p.facts.kind in COUNCIL and p.is_public]
    lines: list[Line] = []
    if not any(p.facts.kind in INSPECTIONS for p in papers):
        lines.append(gap("No inspection paper of this council and time is held."))
    if not council:
        lines.append(gap("No paper of the council itself is held: what it says and does is known only through others."))
    elif inspected:
        last = max(inspected, key=said_on)
        since = [p for p in council if said_on(p) > said_on(last)]
        spoke = [p for p in since if p.id in bearing.by_paper or p.id in bearing.hinted]
        if not since:
            lines.append(gap(f"No paper of the council is held from after {heading_of(last)}.", [last]))
        elif not spoke:
            count = f"{len(since)} council papers are" if len(since) > 1 else "1 council paper is"
            text = f"{count} held from after {heading_of(last)}, and nothing on this was found there."
            lines.append(gap(text, [last]))
    return lines


def of_silent_inspections(papers: Sequence[HeldPaper], bearing: Bearing) -> list[Line]:
    near = bearing.hinted | bearing.by_paper.keys()
    silent = [p for p in papers if p.facts.kind in INSPECTIONS and p.id not in near]
    if not silent or len(silent) == sum(p.facts.kind in INSPECTIONS for p in papers):
        return []
    if len(silent) > MOST_SILENT:
        return [gap(f"{len(silent)} of the inspection papers searched say nothing found on this.", silent)]
    return [gap(f"Nothing on this was found in: {heading_of(paper)}.", [paper]) for paper in silent]


def of_items(maker: LineMaker, items: Sequence[Item], later: Mapping[str, Later]) -> list[Line]:
    """Actions that nothing held says anything of, and those whose impact is not on record."""
    lines: list[Line] = []
    for item in items:
        cited = maker.from_item(item)
        if later[item.key].silence == NO_MENTION:
            text = f"No later paper held mentions what was {SAID_AS[item.row.kind]} in: {heading_of(item.paper)}."
            lines.append(gap_at(cited, text))
        if item.row.action_rag in (Rag.GREEN, Rag.AMBER) and item.row.impact_rag in (None, Rag.RED, Rag.AMBER):
            lines.append(gap_at(cited, impact_gap(item)))
    return lines


SAID_AS = {
    RecommendationKind.IMPROVEMENT: "required",
    RecommendationKind.PRIORITY_ACTION: "required as a priority",
    RecommendationKind.RECOMMENDATION: "recommended",
    RecommendationKind.RESOLVED: "resolved",
    RecommendationKind.ACTION: "planned",
}


def impact_gap(item: Item) -> str:
    rag = item.row.impact_rag
    of = heading_of(item.paper)
    if rag is None:
        return f"The plan rates how far an action is, and not what it has changed for children, in: {of}."
    return f"The plan itself rates the impact of an action as {rag.value}, in: {of}."


def of_dates(papers: Sequence[HeldPaper], bearing: Bearing) -> list[Line]:
    """Papers that speak of the topic and whose date is inferred, or not known."""
    lines: list[Line] = []
    for paper in papers:
        if not bearing.by_paper.get(paper.id):
            continue
        facts = paper.facts
        if not said_on(paper):
            lines.append(gap(f"The date of “{facts.title}” is not known.", [paper]))
        elif not facts.inspected_to and facts.known.get("published") == "inferred" and facts.published:
            day = date_in_words(facts.published)
            lines.append(gap(f"The date of “{facts.title}”, {day}, is inferred and not printed in it.", [paper]))
    return lines


def heading_of(paper: HeldPaper) -> str:
    """ "the ILACS inspection report, 18 to 29 September 2023"."""
    heading = paper_heading(paper)
    first = heading.split(" ", 1)[0]
    return f"the {heading if first.isupper() else heading[:1].lower() + heading[1:]}"


def gap(text: str, named: Sequence[HeldPaper] = ()) -> Line:
    """A gap that the papers ``named`` in it, or counted in it, are read from."""
    return Line(text=text, kind="gap", voice=Voice.OTHER, access=strictest(named))


def gap_at(cited: Line, text: str) -> Line:
    """A gap that is seen in what a line cites."""
    return Line(text=text, kind="gap", references=cited.references, access=cited.access)
