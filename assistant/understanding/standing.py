"""Whether a question asks how a council, or a judged area of its service, was judged, in whatever words.

Not the word for a grade tells it ("where did our leaders end up?"), but that nothing else is left to ask for: beside
how it is asked for, and the area, a question for a grade names no matter.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.resources import files

from assistant.understanding.areas import AREA_SIGNS

# What must be done is a list and no grade.
DEMANDS = re.compile(
    r"\b(?:must|should|ought|needs?|needed|needing|(?:has|have|had|left|still|yet|asked|told|expected|required|"
    r"wanted) to|"
    r"improvements?|recommend\w*|priorit\w+|want(?:s|ed)?|weakness(?:es)?|failings?|fall short|fell short)\b",
    re.IGNORECASE,
)
NEEDS_HELP = re.compile(r"\b(?:who |that )?need(?:s|ed|ing)? (?:of )?(?:help|support|protection|care)\b", re.IGNORECASE)
# An area as its label in a report has it: the words around it are no matter of their own.
LABELS = re.compile(
    r"\bcapacity (?:to|for) improve(?:ment)?\b|\boverall effectiveness\b|\blocal area\b|\barea\b|"
    r"\b(?:local )?safeguarding (?:children['’]?s? )?board\b|\b(?:child(?:ren)?|those) (?:in|who) need(?:ing)?\b|"
    r"\bimpact of leaders\b(?: on social work practice(?: with children and families)?)?|\bsocial work practice\b",
    re.IGNORECASE,
)
GRADE_NAMES = r"outstandings?|inadequate|requir(?:es?|ed|ing) improvement(?: to be good)?|good"
ANY_GRADE = re.compile(
    rf"\b(?:any(?:thing|where)?|every(?:thing|where)?|nothing|something|all|which|better|worse|higher|lower|less|more|"
    rf"above|below|beyond|short|than|as|was|were|is|are|got|get|came|come|rated|graded|judged|reach(?:ed)?) "
    rf"(?:\w+[ -]){{0,6}}?(?:{GRADE_NAMES})\b|"
    rf"\b(?:{GRADE_NAMES})\b,? (?:across the board|all round|throughout|for everything|in everything|overall)\b",
    re.IGNORECASE,
)
WHY = re.compile(r"\b(?:why|how come|reasons?|because|what (?:made|led|caused|drove))\b", re.IGNORECASE)
SHORTENED = re.compile(r"\b(how|what|where|who|when)'s\b", re.IGNORECASE)
PERFECT = re.compile(r"\b(?:has|have|hasn['’]t|haven['’]t|['’]ve)\b(?! to\b)", re.IGNORECASE)
AREAS = re.compile(r"\b(?:areas?|parts?|aspects?|where|which|elements?|strands?|categor(?:y|ies))\b", re.IGNORECASE)


@lru_cache(1)
def roles() -> dict[str, str]:
    """For each role that words have in a question for a grade, its words as an alternation, the longest first."""
    source = files("assistant.understanding").joinpath("standing.csv").read_text(encoding="utf-8")
    rows = csv.reader(source.splitlines(), delimiter=";")
    return {row[0]: "|".join(map(re.escape, sorted(set(row[1:]), key=lambda word: (-len(word), word)))) for row in rows}


@lru_cache(1)
def cues() -> dict[str, re.Pattern[str]]:
    """The ways of asking for a grade, by name."""
    role = roles()
    past = r"(?:did|does|do|was|were|is|are|would|could)"
    return {
        name: re.compile(pattern, re.IGNORECASE)
        for name, pattern in {
            "result": rf"\b(?:{role['result']})\b(?! for (?:children|young|care|families|their|our)\b)",
            "how": rf"\bhow (?:(?:{role['degree']}) )?{past}\b.*\b(?:{role['fare']})\b",
            # also as it is asked indirectly: "say how it was classed", "what we got", "where they ended up"
            "how_seen": rf"\bhow (?:(?:{role['degree']}) )?(?:\w+ ){{0,4}}?(?:was|were|is|are)\b"
            rf".*\b(?:{role['seen']})\b",
            "how_good": rf"\bhow (?:{role['degree']}) (?:was|were|is|are)\b",
            "where": rf"\bwhere (?:did|does|do|was|were|has|have|is|are)\b.*\b(?:{role['place']})\b",
            "what": rf"\bwhat (?:did|does|do|was|were|has|have)\b.*\b(?:{role['get']})\b|"
            rf"\b(?:what|where) (?:it|they|we|he|she|(?:the|our|their) (?:\w+ )?\w+) (?:{role['got']})\b",
            "what_given": r"\bwhat did (?:they|(?:the )?(?:\w+ )?(?:ofsted|inspectors?|inspection|report)) "
            r"(?:give|award|hand)\b",
            "what_seen": rf"\bwhat (?:\w+ )?(?:was|were|did)\b.*\b(?:{role['seen']}|{role['said']})\b",
            "from_to": rf"\b(?:{role['place']}|went|moved|gone) from what\b|\bfrom what\b.*\bto what\b",
            "grade": ANY_GRADE.pattern,
            "rank": rf"\b(?:{role['rank']})\b",
        }.items()
    }


PLAIN = frozenset({"result", "where", "what", "what_given", "from_to", "grade"})


def asks_how_judged(
    topic: str, councils: int, *, is_of_change: bool, substance: Callable[[str], Sequence[str]]
) -> bool:
    """``topic`` is a question without its councils, dates and kinds of paper, ``councils`` how many it names.

    One of change ("how have care leavers fared?") is for a story, unless it asks for results or places by name.
    """
    plain = " ".join(topic.replace("’", "'").replace("-wise", "").split())
    text = NEEDS_HELP.sub(" ", SHORTENED.sub(r"\1 is", plain))
    if WHY.search(text) or DEMANDS.search(
        re.sub(rf"\b(?:{GRADE_NAMES})\b", " ", LABELS.sub(" ", text), flags=re.IGNORECASE)
    ):
        return False
    found = {name for name, cue in cues().items() if cue.search(text)}
    if "rank" in found and not (councils > 1 or (AREAS.search(text) and not PERFECT.search(text))):
        found.discard("rank")
    if is_of_change and "rank" not in found:
        found &= PLAIN
    if not found or ("grade" in found and len(found) == 1 and PERFECT.search(text)):
        return False
    return not matter_in(text, substance)


def matter_in(text: str, substance: Callable[[str], Sequence[str]]) -> list[str]:
    """The words of substance that are neither an area nor a way of asking for its grade."""
    rest = LABELS.sub(" ", text)
    for sign in AREA_SIGNS.values():
        rest = re.sub(rf"(?:{sign})\w*(?:['’]s?)?", " ", rest, flags=re.IGNORECASE)
    rest = re.sub(rf"\b(?:{GRADE_NAMES})\b", " ", rest, flags=re.IGNORECASE)
    role = roles()
    for name in ("get", "fare", "place", "seen", "said", "rank", "result", "degree", "beside"):
        rest = re.sub(rf"(?<![\w'-])(?:{role[name]})(?![\w'-])", " ", rest, flags=re.IGNORECASE)
    return [word for word in substance(rest) if not word.isdigit() and len(word) > 1]
