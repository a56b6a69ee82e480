"""The outcome of an area SEND inspection that a question takes for granted, held against the register."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.lookups.judgements import fits_kind, is_in_period, shown
from assistant.premises.misgraded import Misgraded, any_unread
from assistant.premises.polarity import DENIES
from assistant.premises.presupposed import ASKS_WHETHER, Assumed
from assistant.understanding.question import Question
from corpus.catalogue import Catalogue
from corpus.context import when
from corpus.held import HeldPaper

FAILINGS = (
    r"(?:widespread|systemic)(?:[ /,]+(?:and|or|systemic|widespread|serious|significant))* "
    r"(?:failings?|failures?)\b"
)
# The three outcomes of the framework of 2023, as reports word them.
OUTCOMES = {
    "systemic failings": rf"\b{FAILINGS}",
    "inconsistent": r"\binconsistent experiences\b",
    "typically positive": r"\btypically (?:lead\w* to )?(?:\w+ ){0,2}?positive\b",
}
# Whoever asks for "the systemic failings", or which they were, takes them for given.
DEFINITE = re.compile(
    rf"\b(?:the|its|their|these|those|such) (?:\w+ ){{0,2}}?(?P<said>{FAILINGS})|"
    rf"^(?:so |and |but )*(?:what|which) (?:\w+ )?(?P<which>{FAILINGS})",
    re.IGNORECASE,
)


def wrong_outcome(
    catalogue: Catalogue, question: Question, assumed: Sequence[Assumed], papers: Sequence[HeldPaper]
) -> Misgraded | None:
    """An outcome that no area SEND inspection meant had. None where a report meant uses its words all the same."""
    taken = outcomes_taken(question, assumed)
    if len(taken) != 1:
        return None
    (outcome,) = taken
    rows = catalogue.judgements([paper for paper in papers if fits_kind(question, paper)])
    meant = [row for row in rows if row[1].area == "send" and is_in_period(question, row[0])]
    if not meant or any_unread(meant) or any(j.grade == outcome or j.grade not in OUTCOMES for _, j in meant):
        return None
    sign = re.compile(OUTCOMES[outcome], re.IGNORECASE)
    if any(sign.search(held.passage.text) for paper, _ in meant for held in catalogue.passages_of(paper)):
        return None
    said = "; ".join(f"{shown(j.grade or '')} ({when(paper.facts)})" for paper, j in meant)
    return Misgraded(tuple(meant), f"The outcome of the area SEND inspection was otherwise: {said}.")


def outcomes_taken(question: Question, assumed: Sequence[Assumed]) -> set[str]:
    text = question.text.strip()
    texts = [part.text for part in assumed if not part.counts]
    if (match := DEFINITE.search(text)) and not ASKS_WHETHER.search(text):
        texts.append(match["said"] or match["which"])
    return {
        outcome
        for said in texts
        for outcome, sign in OUTCOMES.items()
        if re.search(sign, said, re.IGNORECASE) and not DENIES.search(said)
    }
