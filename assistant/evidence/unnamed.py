"""Whether the papers speak of the very person or body whom a question asks the name of, and leave them unnamed."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence.evidence import Evidence
from assistant.evidence.gate import is_plain
from assistant.evidence.requirement import requirement_of
from assistant.understanding.question import Question
from assistant.understanding.stems import stem
from assistant.understanding.values import Ask

SITTING = frozenset(stem(word) for word in ("sat", "sits", "served", "serves"))  # on a board, a panel
LOOKED_AT = 12  # sentences, from the strongest
NEAR_COSINE = 0.3
SPOKEN_OF = 0.6  # of the question's words, by rarity, in one sentence: it is about the person meant
OTHER = 0.4  # of that share, up to which a sentence with a name is about somebody else
NAMES = 0.6  # the feature "value" from which a sentence names somebody of the office asked for


def is_left_unnamed(question: Question, evidence: Sequence[Evidence]) -> bool:
    """ "Who was the director appointed after the complaint?" is not answered by "a director was appointed", nor by the
    director whom another paper names."""
    top, ask = evidence[:LOOKED_AT], requirement_of(question).ask
    if ask not in (Ask.PERSON, Ask.AGENT, Ask.NAME) or not top or is_plain(question, evidence):
        return False
    if ask is Ask.NAME:
        return is_spoken_of_alone(top)
    if top[0].feature("absent") == 1 and max(e.feature("sentence_cosine") for e in top) < NEAR_COSINE:
        return True  # no paper found speaks of such a person at all
    if ask is Ask.AGENT:
        # what a body did, or somebody named beside it, says not who its members are
        sitting = requirement_of(question).thing & SITTING
        return is_spoken_of_alone(top) or bool(sitting and not any(e.feature("value") >= NAMES for e in top))
    about = max(top, key=lambda e: e.feature("sentence_overlap"))
    share = about.feature("sentence_overlap")
    if share < SPOKEN_OF or about.feature("value") > 0:
        return False
    naming = [e for e in top if e.feature("value") >= NAMES]
    return all(
        e.feature("sentence_overlap") <= OTHER * share and e.passage.paper.id != about.passage.paper.id for e in naming
    )


def is_spoken_of_alone(top: Sequence[Evidence]) -> bool:
    """Whether sentences speak of all that a question asks about, and none of them names who or which it is: "hotels"
    are no hotel's name, nor is "a provider" a provider's."""
    spoken = max(e.feature("sentence_overlap") for e in top) >= SPOKEN_OF
    return spoken and not any(e.feature("value") >= NAMES for e in top)
