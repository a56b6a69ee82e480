"""What a sentence denies: words that negate, and the words that stand in their scope.

A cue reaches forward to the end of its clause, as in NegEx (Chapman et al. 2001, "A simple algorithm for identifying
negated findings and diseases in discharge summaries"); a second cue in the same clause turns the sense back.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.verifier.words import Word

CUES = frozenset(
    """not no never neither nor none nobody nothing nought without cannot unable fail fails failed failing failure lack
    lacks lacked lacking few little seldom rarely hardly scarcely barely rare""".split()
)
PAIRS = frozenset({("yet", "to"), ("missing", "from"), ("absent", "from")})
_JUST = frozenset({"only", "just", "merely", "simply", "least"})  # "not only" denies nothing
AFTER_A = frozenset({"few", "little"})  # "a few" denies nothing
FROM = 7  # words within which "prevents" has its "from"
REACH = 8  # words of substance to which a cue reaches
TOGETHER = 3  # words within which two negations go together: "does not fail to"


def cues_in(words: Sequence[Word]) -> list[int]:
    """The places of the words that negate. "No longer" and "unable to" are one each; "a few" and "not only" none."""
    found: list[int] = []
    for i, word in enumerate(words):
        folded = word.folded
        after = words[i + 1].folded if i + 1 < len(words) else ""
        before = words[i - 1].folded if i else ""
        if folded == "or" and word.after_comma and found and words[found[-1]].clause == word.clause - 1:
            found.append(i)  # "not on this, or on that"
            continue
        too_soon = folded in {"early", "soon"} and before == "too" and after in {"to", "for", "a"}  # "too early to say"
        prevents = folded.startswith("prevent") and any(w.folded == "from" for w in words[i + 1 : i + 1 + FROM])
        if too_soon or prevents or folded.endswith("n't") or (folded, after) in PAIRS:
            found.append(i)
        elif folded in CUES:
            if folded in AFTER_A and before in {"a", "the", "last", "past", "next", "these", "those", "first"}:
                continue
            if (folded == "not" and after in _JUST) or (folded == "no" and after in {"doubt", "less", "fewer", "more"}):
                continue
            found.append(i)
    return found


def scope_of(words: Sequence[Word], cue: int, cues: Sequence[int] = ()) -> list[int]:
    """The places of the words of substance that a cue bears on, nearest first: those after it in its clause, as far as
    the next cue that does not go with it; those before it where none follows ("but planning is not")."""
    here = words[cue].clause
    after: list[int] = []
    for i in range(cue + 1, len(words)):
        if words[i].clause != here or (i in cues and i > cue + TOGETHER) or (after and words[i].after_comma):
            break
        if words[i].counts or words[i].sides:
            after.append(i)
    if after:
        return after[:REACH]
    return [i for i in range(cue - 1, -1, -1) if words[i].clause == here and (words[i].counts or words[i].sides)]


def negated(words: Sequence[Word]) -> list[bool]:
    """For each word, whether it is denied."""
    denied = [False] * len(words)
    cues = cues_in(words)
    for cue in cues:
        for i in scope_of(words, cue, cues):
            denied[i] = not denied[i]
    return denied
