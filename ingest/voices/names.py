"""The people that a clause names, each with the role printed behind the name or before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TITLE = r"(?:Councillor|Cllr\.?|Dr\.?|Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Baroness|Rev|Prof(?:essor)?)"
_CAPITAL = r"[A-Z][\w’'-]+"
NAME = rf"(?:{_TITLE}\s+{_CAPITAL}(?:\s+{_CAPITAL}){{0,3}}|{_CAPITAL}(?:\s+{_CAPITAL}){{1,4}})(?!\w)"
_NAME = re.compile(NAME)
_TITLED = re.compile(rf"^{_TITLE}\s+")
_TAIL = re.compile(r"^\s*(?:\([^)]{1,40}\))?\s*(?:,\s*(?P<role>[^“”\".:;]{2,160}))?$")
_ROLE_WORD = re.compile(
    r"\b(?:MP|leader|member|director|executive|head|chair\w*|inspectors?|minister|secretary|commissioner|organiser"
    r"|spokes\w+|officer|manager|mayor|councillor|holder|mum\S*|dad\S*|mother|father|parent|carer|leaver|adopter"
    r"|lecturer|campaigner|unison|ofsted)\b",
    re.IGNORECASE,
)
_NO_ROLE = re.compile(
    r"(?:speaking|responding|commenting|reacting|writing|posting|welcoming|addressing|talking|referring|answering"
    r"|following|after|when|while|in|on|at|aged|\d)\b",
    re.IGNORECASE,
)
_NO_PEOPLE = re.compile(
    r"\b(?:council|ofsted|services?|board|committee|panel|report|inspectors?|hub|families|child|children|city|county"
    r"|commission|government|department|trust|centre|school|university|college|hospital|police|group|party|democrats?"
    r"|conservatives?|labour|reporting|radio|society|partnership|association|authority|cabinet"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"\b(?:hall|house|street|road|court|north|south|east|west|mail|echo|news|herald|post|gazette|march|july|january)\b",
    re.IGNORECASE,
)
_LONGEST_ROLE = 10  # words before a name


@dataclass(frozen=True, slots=True)
class Person:
    name: str  # with its title, as printed
    role: str  # "" where none is printed

    @property
    def surname(self) -> str:
        return self.name.split(" ")[-1]

    @property
    def titled(self) -> bool:
        return bool(_TITLED.match(self.name))

    @property
    def given(self) -> str:
        """What stands between title and surname: "" in "Cllr Doe"."""
        return " ".join(_TITLED.sub("", self.name).split(" ")[:-1])

    @property
    def printed(self) -> str:
        return f"{self.name}, {self.role}" if self.role else self.name


def person_in(subject: str) -> Person | None:
    """The person that the words before a verb end with, by name or by name and role."""
    for match in _NAME.finditer(subject):
        tail = _TAIL.match(subject[match.end() :])
        name, before = match.group(), subject[: match.start()]
        titled = bool(_TITLED.match(name))
        if not titled:
            name, before = _without_role(name, before)
        if tail is None or " " not in name or _NO_PEOPLE.search(name):
            continue
        role = role_behind(tail["role"] or "") or _role_before(before)
        if titled or role or tail["role"] or not _PLACES.search(name):
            return Person(name, role)
    return None


_INTRODUCED = re.compile(rf"(?P<name>{NAME})(?:\s*\([^)]{{1,40}}\))?,\s+(?P<role>[^“”\".:;,]{{3,100}}),")
_BEGINS = re.compile(rf"(?P<name>{NAME}),\s+(?:\d+,|aged\b|who\b)")  # "Jo Bell, 20, who left care in May, has"


def introduced(sentence: str) -> Iterator[tuple[int, Person]]:
    """The people whom a sentence gives with their roles, with the offset of each: "Jane Doe, the leader, has"."""
    for match in _INTRODUCED.finditer(sentence):
        role = role_behind(match["role"])
        if _ROLE_WORD.search(role) and not _NO_PEOPLE.search(match["name"]):
            yield match.start(), Person(match["name"], role)
    begins = _BEGINS.match(sentence)
    if begins and not _NO_PEOPLE.search(begins["name"]):
        yield 0, Person(begins["name"], "")


_THEN_VERB = re.compile(
    r"^(?:\s*\([^)]{1,40}\))?(?:,\s+(?P<role>[^“”\".:;]{3,160}?),)?\s+(?!(?:and|or|of|at|in|on|for|from|to|with|by|as|the|an?"
    r"|but|who|which|that|after|before|when|while|during|is\s+pictured)\b)[a-z]"
)
_BETWEEN_COMMAS = re.compile(r"^(?:\s*\([^)]{1,40}\))?,\s+(?!who\b|aged\b)[a-z]")


def subject_of(sentence: str) -> Person | None:
    """The person who does what a sentence says: named first, or behind the role that it begins with."""
    match = _NAME.search(sentence)
    if match is None:
        return None
    name, before, after = match.group(), sentence[: match.start()], sentence[match.end() :]
    if not _TITLED.match(name):
        name, before = _without_role(name, before)
    if " " not in name or _NO_PEOPLE.search(name) or (before.strip() and not _role_before(before)):
        return None
    if before.rstrip().endswith(","):  # "Its chair, Jane Doe, left"
        return Person(name, _role_before(before)) if _BETWEEN_COMMAS.match(after) else None
    verb = _THEN_VERB.match(after)
    if verb is None:
        return None
    role = role_behind(verb["role"] or "") or _role_before(before)
    return Person(name, role) if role or _TITLED.match(name) or not _PLACES.search(name) else None


def people_in(sentence: str) -> Iterator[Person]:
    """Those named anywhere in a sentence who are people by their title or role."""
    for match in _NAME.finditer(sentence):
        name, before = match.group(), sentence[: match.start()]
        titled = bool(_TITLED.match(name))
        if not titled:
            name, before = _without_role(name, before)
        near = " ".join(before.split()[-2:])
        if " " in name and not _NO_PEOPLE.search(name) and (titled or _ROLE_WORD.search(near)):
            yield Person(name, "")
    for _, person in introduced(sentence):
        yield person


def names_in(clause: str) -> Iterator[int]:
    """Where each name in a clause ends."""
    return (match.end() for match in _NAME.finditer(clause))


def _without_role(name: str, before: str) -> tuple[str, str]:
    """From "Brackenford MP Priya Nath" the name, and all that stands before it."""
    words = name.split(" ")
    last = max((i for i, word in enumerate(words[:-1]) if _ROLE_WORD.fullmatch(word)), default=-1)
    return " ".join(words[last + 1 :]), f"{before}{' '.join(words[: last + 1])}"


def role_behind(text: str) -> str:
    """The role behind a name, without the age and without what the person was doing."""
    kept = []
    for part in text.split(", "):
        if re.fullmatch(r"(?:aged\s+)?\d+", part.strip()):
            continue
        if _NO_ROLE.match(part.strip()):
            break
        kept.append(part)
    return ", ".join(kept).strip(" ,")


def _role_before(text: str) -> str:
    clauses = [clause.strip() for clause in text.split(",") if clause.strip()]
    if not clauses or not _ROLE_WORD.search(clauses[-1]) or len(clauses[-1].split()) > _LONGEST_ROLE:
        return ""
    return re.sub(r"^(?:the|a|an)\s+", "", clauses[-1], flags=re.IGNORECASE)
