"""Themes for lines of enquiry, each tied to a passage or to a named gap: evidence to ask about, and no party's line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from assistant.answer import Statement
from assistant.briefing.briefing import Line
from assistant.briefing.lines import STRICTEST, LineMaker
from assistant.tracker.item import Item
from assistant.tracker.later import NO_MENTION, Later
from corpus.held import HeldPaper
from corpus.paper import Judgement, Rag

MOST_OF_EACH = 3
WEAK = frozenset({"requires improvement", "inadequate", "adequate", "inconsistent", "systemic failings"})
RETURNED = "A finding made more than once"
UNMOVED = "A judgement that has not moved"
OVERDUE = "A date that has passed"
UNMENTIONED = "Nothing heard since"
IMPACT = "What it has changed for children"
FIGURES = "Figures that do not agree"
SILENT = "What the council has done since"
QUESTIONS = {
    RETURNED: "What was done each time, and what shows that it will hold now?",
    UNMOVED: "What would have to change for the next judgement to be better, and how will the committee know?",
    OVERDUE: "Was it done by then, and where is that on record?",
    UNMENTIONED: "What became of it, and who can say so?",
    IMPACT: "What has changed for children, and how is that measured?",
    FIGURES: "Which figure is right, what does each of them count, and which does the council go by?",
    SILENT: "What has been done since, and when will it be reported?",
}


def theme_lines(
    maker: LineMaker,
    items: Sequence[Item],
    outstanding: Sequence[Item],
    later: Mapping[str, Later],
    register: Sequence[tuple[HeldPaper, Judgement, Statement]],
    conflicts: Sequence[Line],
    gaps: Sequence[Line],
    today: str,
) -> tuple[Line, ...]:
    """``register`` holds the judgements of the topic's areas, the oldest first, each as a statement."""
    themes: list[tuple[str, list[Line]]] = []
    themes += [
        (f"{RETURNED}, first in {chain[0].said[:4]}", [maker.from_item(i) for i in chain])
        for chain in returned(items, later)[:MOST_OF_EACH]
    ]
    themes += [(UNMOVED, [maker.from_statement(s) for s in pair]) for pair in unmoved(register)]
    if conflicts:
        themes.append((FIGURES, list(conflicts[:2])))
    late = [i for i in outstanding if i.row.due_date and i.row.due_date < today[: len(i.row.due_date)]]
    themes += [(OVERDUE, [maker.from_item(i)]) for i in late[:MOST_OF_EACH]]
    unheard = [i for i in outstanding if later[i.key].silence == NO_MENTION and i not in late]
    themes += [(UNMENTIONED, [maker.from_item(i)]) for i in unheard[:MOST_OF_EACH]]
    themes += [(IMPACT, [maker.from_item(i)]) for i in unproved(outstanding)[:MOST_OF_EACH]]
    themes += [(SILENT, [line]) for line in gaps if "council" in line.text and not line.references][:1]
    return tuple(line for title, lines in merged(themes) for line in as_theme(maker, title, lines))


def as_theme(maker: LineMaker, title: str, lines: Sequence[Line]) -> Iterator[Line]:
    access = max((line.access for line in lines), key=STRICTEST.index)
    question = next(asked for theme, asked in QUESTIONS.items() if title.startswith(theme))
    yield Line(text=question, kind="question", under=title, access=access)
    for line in lines:
        paper = line.references[0].citation.paper if line.references and line.kind == "quote" else None
        yield line.model_copy(update={"under": title, "label": maker.heading(paper) if paper else None})


def merged(themes: Sequence[tuple[str, list[Line]]]) -> list[tuple[str, list[Line]]]:
    """Each theme once, with all that it is tied to."""
    by_title: dict[str, list[Line]] = {}
    for title, lines in themes:
        known = by_title.setdefault(title, [])
        known += [line for line in lines if line not in known]
    return list(by_title.items())


def returned(items: Sequence[Item], later: Mapping[str, Later]) -> list[list[Item]]:
    """What inspectors required and required again: runs of items on one matter, the oldest first, the longest run
    first."""
    own = [item for item in items if item.is_by_inspectors]
    following: dict[str, set[str]] = {item.key: set() for item in own}
    for item in own:
        for near in later[item.key].found:
            for other in own:
                if (
                    other.passage
                    and other.passage.key == near.quoted.passage.key
                    and covers(other, near.quoted.sentence)
                ):
                    following[item.key].add(other.key)
    runs: list[list[Item]] = []
    for item in sorted(own, key=lambda i: i.said):
        run = next((run for run in runs if any(item.key in following[i.key] for i in run)), None)
        if run is None:
            runs.append([item])
        elif all(item.said != i.said for i in run):
            run.append(item)
    for run in runs:
        run.sort(key=lambda i: i.said)
    return sorted((run for run in runs if len(run) > 1), key=lambda run: (-len(run), run[-1].said))


def covers(item: Item, sentence: int) -> bool:
    assert item.passage is not None
    place = item.passage.passage.sentences[sentence]
    return place.start < item.end and place.end > item.start


def unmoved(register: Sequence[tuple[HeldPaper, Judgement, Statement]]) -> list[list[Statement]]:
    """The last two judgements of an area that are the same and less than good."""
    by_area: dict[str, list[tuple[Judgement, Statement]]] = {}
    for _, judgement, statement in register:
        if judgement.grade:
            by_area.setdefault(judgement.area, []).append((judgement, statement))
    found = []
    for rows in by_area.values():
        pairs = list(pairwise(rows))
        if pairs and pairs[-1][0][0].grade == pairs[-1][1][0].grade in WEAK:
            found.append([statement for _, statement in pairs[-1]])
    return found


def unproved(items: Sequence[Item]) -> list[Item]:
    """Actions whose own plan rates the action above its impact, or says nothing of impact."""
    good = (Rag.GREEN, Rag.BLUE)
    return [i for i in items if i.row.action_rag in good and i.row.impact_rag not in good]
