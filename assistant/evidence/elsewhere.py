"""Whether a question is about something of a council that no paper is held of, and that no passage found names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence.evidence import Evidence
from assistant.evidence.gate import LOOKED_AT
from assistant.understanding.question import COMPARES, Question, words_of

LONG = 4  # letters of a word that tells a council's name from others


def is_of_elsewhere(question: Question, evidence: Sequence[Evidence]) -> bool:
    """ "What does Calderby's new home mean for us?" is not answered by what our papers say of homes."""
    if len(question.authorities) < 2 or COMPARES.search(question.text):
        return False
    top = evidence[:LOOKED_AT]
    held = {e.passage.paper.facts.authority for e in top}
    own = [name for name in question.authorities if name in held]
    if not own or any(has_of_its_own(name, question.text) for name in own):  # both are asked about
        return False
    said = " ".join(" ".join([*e.passage.passage.headings, e.passage.passage.text]) for e in top)
    return any(
        has_of_its_own(name, question.text) and not is_named(name, said)
        for name in question.authorities
        if name not in held
    )


def has_of_its_own(name: str, asked: str) -> bool:
    """Whether a question names something of a council: "Calderby's new home"."""
    written = r"\s+".join("(?:and|&)" if word in ("and", "&") else re.escape(word) for word in name.split())
    of_council = r"(?: (?:borough |city |county |district )?council)?"
    return bool(re.search(rf"\b{written}{of_council}(?:['’]s|(?<=s)['’])(?!\w)", asked, re.IGNORECASE))


def is_named(name: str, text: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in words_of(name) if len(word) >= LONG)
