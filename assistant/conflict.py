"""Figures on which the papers disagree, and say so: both are shown side by side, each under who gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Note, Statement
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.quote import Quoted, as_statement
from assistant.requirement import requirement_of
from assistant.values import Ask, value_places
from corpus.context import kind_name, when

LOOKED_AT = 15  # sentences, from the strongest
VALUE, NAMED = 0.8, 0.5
MOST = 2
COUNTS = frozenset({Ask.NUMBER, Ask.SHARE, Ask.MONEY})
# How a paper says that another's figure is not its own: "while its own report gave the number as four", ", not nine".
DISAGREES = re.compile(
    r"\b(?:while|whereas|although|but|though|against)\b[^.]{0,60}\b(?:own|council['’]?s?|leaders['’]?|their|its|"
    r"official|published|reported) (?:own )?(?:report|figures?|count|total|number|records?|data)\b|"
    r"\b(?:gave|gives|put|puts|reported|recorded|counted|claimed) (?:it|them|the (?:number|figure|total)) (?:as|at)\b|"
    r",? (?:and )?not (?:the )?(?:\d[\d,.]*%?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    r"(?= (?:that|as|it|they|claimed|reported|stated)\b|\W*$)|"
    r"\b(?:figures?|numbers?|totals?) (?:do|did|does) not (?:agree|match|tally)\b|"
    r"\b(?:could|can) (?:not )?be squared with\b|\bcorrect (?:a|the|that) figure\b|"
    r"\bdisput\w+ (?:the|that|this) figure\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """The statements that give another figure than those shown already, and the note that says so."""

    statements: tuple[Statement, ...]
    note: Note


def find_conflict(question: Question, shown: Sequence[Statement], evidence: Sequence[Evidence]) -> Conflict | None:
    """Where a question asks for a figure and a sentence about the same time says that papers give it differently."""
    required = requirement_of(question)
    if required.ask not in COUNTS or not shown:
        return None
    disagreeing = [
        e
        for e in evidence[:LOOKED_AT]
        if DISAGREES.search(e.text)
        and e.feature("value") >= VALUE
        and e.feature("named") >= NAMED
        and e.feature("time") == 1.0
        and len(value_places(required.ask, e.text)) > 1
    ][:MOST]
    if not disagreeing:
        return None
    has = " ".join(statement.text for statement in shown)
    further = tuple(as_statement([Quoted(e.passage, e.sentence)]) for e in disagreeing if e.text not in has)
    papers = {e.passage.paper.id: e.passage.paper.facts for e in disagreeing}.values()
    named = "; ".join(", ".join(filter(None, [kind_name(facts), when(facts)])) for facts in papers)
    text = f"The papers do not agree on this figure: see both. The difference is told in the {named}."
    return Conflict(further, Note(kind="conflict", text=text))
