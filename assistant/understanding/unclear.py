"""Questions that could mean several things, of which the papers leave more than one open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Note
from assistant.understanding.question import Question
from assistant.understanding.wants import Wants

OURS = re.compile(
    r"\b(we|us|our|ours|here|(the|this|my) (council|city|borough|county|town|authority|area))\b", re.IGNORECASE
)
ANY = re.compile(
    r"\b(which|what|any|all|every|other|each|how many|most|both) (of the )?(\w+ )?(councils?|authorit(y|ies)|areas|"
    r"boroughs|places)\b|\bwho\b|\banyone\b",
    re.IGNORECASE,
)
MOST_NAMES = 12


def which_council(question: Question, held: Sequence[str]) -> Note | None:
    """Asks back for the council, where a question is of one, names none, and papers on several are held."""
    if question.authorities or len(held) < 2 or ANY.search(question.text):
        return None
    if not OURS.search(question.text) and Wants.GRADE not in question.wants:
        return None
    shown = ", ".join(sorted(held)[:MOST_NAMES])
    more = f" and {len(held) - MOST_NAMES} more" if len(held) > MOST_NAMES else ""
    return Note(kind="coverage", text=f"Which council do you mean? Papers are held on {shown}{more}.")
