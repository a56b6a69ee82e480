"""The line that a passage is indexed and shown to the cross-encoder under (which council, which inspection, which
heading), and the shorter one that it is embedded under.

Inspection reports repeat the same phrases for every council; a bare passage cannot be told from its like.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.dates import date_in_words, range_in_words
from corpus.paper import Facts, Kind

KIND_NAMES = {
    Kind.INSPECTION_REPORT: "inspection report",
    Kind.FOCUSED_VISIT: "focused visit letter",
    Kind.MONITORING_VISIT: "monitoring visit letter",
    Kind.JTAI: "joint targeted area inspection letter",
    Kind.AREA_SEND: "area SEND inspection report",
    Kind.COMMITTEE_REPORT: "committee report",
    Kind.MINUTES: "minutes",
    Kind.ACTION_PLAN: "action plan",
    Kind.PRESS_RELEASE: "press release",
    Kind.NEWS: "news story",
    Kind.OTHER: "paper",
}
LONGEST_HEADING = 90  # characters: the model reads 256 word pieces, context included
LONGEST_COLUMNS = 150  # characters: the names of all columns of a table


def context_line(facts: Facts, headings: Sequence[str], caption: str = "", columns: Sequence[str] = ()) -> str:
    """Authority, kind of paper, date, the last two headings, and over a row the caption of its table and the names of
    its columns, joined by a raised dot."""
    parts = [facts.authority, kind_name(facts), when(facts), *over_it(headings[-2:], caption, columns)]
    return " · ".join(part for part in parts if part)


def embedded_line(facts: Facts, headings: Sequence[str], caption: str = "", columns: Sequence[str] = ()) -> str:
    """As much of the context line as tells passages of like wording apart.

    Days and the marks between its parts are left out, and so is the title of the paper where a heading stands over the
    passage besides: the model would read them over each passage, and they do not tell those of one paper apart.
    """
    latest = facts.inspected_to or facts.published
    parts = [facts.authority, kind_name(facts), date_in_words(latest[: len("2026-11")]) if latest else None]
    title = folded(facts.title)
    own = [heading for heading in headings[-2:] if folded(heading) != title]
    parts += over_it(own or headings[-1:], caption, columns)
    return " ".join(part for part in parts if part)


def over_it(headings: Sequence[str], caption: str, columns: Sequence[str]) -> list[str]:
    """What stands over a passage in its paper, cut to what the model has room for."""
    names = ", ".join(filter(None, columns))
    return [*(heading[:LONGEST_HEADING] for heading in headings), caption[:LONGEST_HEADING], names[:LONGEST_COLUMNS]]


def folded(title: str) -> str:
    return title.casefold().strip(" .:")


def kind_name(facts: Facts) -> str:
    name = KIND_NAMES[facts.kind]
    if not facts.framework or facts.kind is not Kind.INSPECTION_REPORT:
        return name
    return f"{facts.framework.removesuffix(' inspection')} {name}"  # "LAC inspection" is a framework by itself


def when(facts: Facts) -> str | None:
    """The days of the inspection in words, or else of publication."""
    if facts.inspected_to:
        return range_in_words(facts.inspected_from, facts.inspected_to)
    return f"published {date_in_words(facts.published)}" if facts.published else None
