"""The areas that inspectors judge, by every heading they have printed, and the grades they give.

Headings and grades are compared by their letters alone, so that spacing, capitals, hyphens, ligatures and footnote
marks make no difference, and anything else does: a heading or a grade is recognised whole or not at all.
"""

from __future__ import annotations

import re
import unicodedata

_THE = "(?:the )?"
_PROGRESS = "(?:experience|experiences) and progress of "
_IN_CARE = "(?:children(?: and young people)? (?:in care|looked after)|looked after children(?: and young people)?)"
_LEAVERS = (
    "(?:care leavers|care experienced (?:young people|young adults|children and young people)"
    "|young (?:people|adults) (?:leaving care|with care experience))"
)
_BOARD = "(?:local )?safeguarding (?:children|childrens) (?:board|boards)"

# Words in lower case; the first that fits decides.
_HEADINGS: tuple[tuple[str, str], ...] = (
    (f"{_THE}overall (?:effectiveness|judgement|judgment|grade)", "overall"),
    (f"{_THE}overall effectiveness of services for looked after children(?: and young people)?", "overall"),
    ("overall", "overall"),
    (f"{_THE}impact of (?:leaders|leadership) on social work practice(?: with children and(?: their)? families)?",
     "leaders"),
    (f"{_THE}leadership(?: management)? and (?:management|governance)", "leaders"),
    (f"{_THE}(?:{_PROGRESS})?children(?: and young people)? (?:who need|in need of|needing|who are in need of) "
     "help and protection", "help_and_protection"),
    (f"{_THE}effectiveness of the help and protection provided"
     "(?: to children(?: and)?(?: young people)?(?: and)?(?: families)?(?: and)?(?: carers)?)?", "help_and_protection"),
    (f"{_THE}(?:{_PROGRESS})?{_IN_CARE} and {_LEAVERS}", "in_care_and_care_leavers"),
    (f"{_THE}{_PROGRESS}{_IN_CARE}(?: and achieving permanence)?", "in_care"),
    (f"{_IN_CARE} and achieving permanence", "in_care"),
    (f"{_THE}{_PROGRESS}{_LEAVERS}", "care_leavers"),
    ("adoption(?: performance)?", "adoption"),
    (f"{_THE}(?:effectiveness of the )?(?:{_BOARD}(?: lscb)?|lscb)", "lscb"),
    (f"{_THE}capacity (?:to improve|for improvement)", "capacity_to_improve"),
    ("(?:safeguarding )?outcomes for (?:looked after )?children(?: and young people)?", "outcomes"),
    (f"{_THE}quality of (?:provision|practice)", "quality_of_provision"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(heading.replace(" ", "")), area) for heading, area in _HEADINGS)
_TITLES = {
    "Judgement", "Judgements", "Judgment", "Judgments", "Grade", "Grades", "Key judgement", "Key judgment", "Area",
    "Judgement Grade", "Judgements Grade", "Judgements Grades", "Judgment Grade", "Key judgement Judgement grade",
}  # fmt: skip

GRADES = {
    "outstanding": "outstanding",
    "good": "good",
    "requires improvement": "requires improvement",
    "requires improvement to be good": "requires improvement",
    "require improvement": "requires improvement",
    "require improvement to be good": "requires improvement",
    "inadequate": "inadequate",
    "adequate": "adequate",
}
_NUMBERS = {"outstanding": "1", "good": "2", "adequate": "3", "inadequate": "4"}  # before the single inspection
# A grade as printed: alone, or with the number that the older frameworks gave it.
GRADE_FORMS: dict[tuple[str, ...], str] = {tuple(words.split()): grade for words, grade in GRADES.items()}
for _grade, _number in _NUMBERS.items():
    GRADE_FORMS[(_grade, "grade", _number)] = _grade
    GRADE_FORMS[("grade", _number, _grade)] = _grade
_BY_LETTERS = {"".join(form): grade for form, grade in GRADE_FORMS.items()}
GRADE_WORD = re.compile(r"outstanding|\bgood\b|adequate|improvement", re.IGNORECASE)

VOCABULARY = frozenset(re.findall("[a-z]+", " ".join(heading for heading, _ in _HEADINGS))) | frozenset(
    word for form in GRADE_FORMS for word in form if word.isalpha()
)
_SINGLE = {"outstanding", "good", "requires improvement", "inadequate"}
_OLD = {"outstanding", "good", "adequate", "inadequate"}


def area_of(label: str) -> str | None:
    """The area that a heading judges; None for a heading that no framework has."""
    return area_of_letters(letters(label))


def area_of_letters(bare: str) -> str | None:
    return next((area for pattern, area in _PATTERNS if pattern.fullmatch(bare)), None)


def grade_of(cell: str) -> str | None:
    """The grade that a cell holds and nothing else: "Requires improvement to be good" -> "requires improvement"."""
    marked = letters(cell, digits=True)
    return _BY_LETTERS.get(marked) or _BY_LETTERS.get(re.sub(r"\d{1,2}$", "", marked))


def names_columns(text: str) -> bool:
    """Is it the head of a table of judgements, such as "Judgement", or "Judgement Grade"?"""
    return letters(text) in {letters(title) for title in _TITLES}


def letters(text: str, *, digits: bool = False) -> str:
    """The letters of a text in lower case: "2.1 Looked-after children¹" -> "lookedafterchildren"."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", "and")
    return re.sub(r"[^a-z0-9]" if digits else r"[^a-z]", "", plain)


def grades_of(framework: str | None) -> set[str]:
    """The grades that a framework knows."""
    if framework in ("ILACS", "SIF"):
        return _SINGLE
    return _OLD if framework else _SINGLE | _OLD
