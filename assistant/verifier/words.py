"""The words of a text as things that can be compared: each with its meanings, and which of two opposites it says.

Meanings are the word's stem, the lines of terms.csv and meanings.csv that name it, and the pair of opposites.csv of
which it is one side. areas.csv says whom or what a finding can be about, its own name first on each line: a finding
about one is none about another. A phrase of several words is one word here.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files

from assistant.understanding.grades import WRITTEN
from assistant.understanding.stems import stem
from assistant.understanding.terms import term_lines
from assistant.verifier.datings import Dating, dates_in
from assistant.verifier.numbers import Amount, amounts_in

# Those who help: naming one of them beside those who are helped changes not whom a finding is about.
HELPERS = frozenset(
    ["personal advisers", "independent reviewing officers", "social workers", "police",
     "elected members", "parents", "governors", "virtual school", "MASH", "leadership, management and governance"]
)  # fmt: skip
STOP = frozenset(
    """a about across again all also am an and any are around as at be because been being both but by can could did do
    does doing each either else ever every for from further had has have having he her here hers him his how however if
    in into is it its itself may me might more most much must my nor not of off on once one onto or other others our
    out own per shall she should so some such than that the their theirs them themselves then there these they this
    those though through thus to too under until up upon us very was we were what when where whether which while who
    whom whose why will with within without would yet you your no never neither none cannot s t re ll ve d
    although among between during since toward towards via still just only even already now currently including well
    therefore therein while whilst i""".split()
)
AUXILIARIES = frozenset("is are was were has have had will would can could should must may might do does did".split())
# Words about the saying and the place, not about what is said.
NEUTRAL = frozenset(
    """find finds found finding findings say says said saying note notes noted report reports reported state states
    stated judge judged judges judgement judgements judgment inspector inspectors inspection inspections inspected
    ofsted hmi cqc council council's councils authority authority's authorities local service services according
    claim claims claimed conclude concluded observe observed highlight highlighted identify identifies identified
    describe described visit letter published paper papers area areas city borough county grade graded grades rated
    rating time also overall effectiveness provide provided given result results particular general thing things
    many several numerous nearly almost virtually majority minority few handful great vast
    sometimes often usually mostly generally typically always occasionally frequently rarely
    seldom
    case way there same level get gets got become becomes became gone went come came make makes made take takes took
    taken
    thanks
    local year years month months week weeks day days""".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """``meanings`` of a word of a statement must be among those, or the ``parts``, of a word of what it cites."""

    text: str
    start: int
    end: int
    clause: int
    meanings: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    sides: tuple[tuple[str, int], ...] = ()  # of pairs of opposites: the pair's name, and 1 or -1
    area: str | None = None
    grade: str | None = None
    amount: Amount | None = None
    date: Dating | None = None
    is_name: bool = False
    after_comma: bool = False

    @property
    def counts(self) -> bool:
        """Whether it says something that must be borne out."""
        return bool(self.meanings)

    @property
    def folded(self) -> str:
        return self.text.casefold()


@dataclass(slots=True)
class _Entry:
    meanings: set[str] = field(default_factory=set)
    sides: list[tuple[str, int]] = field(default_factory=list)
    area: str | None = None
    grade: str | None = None


@lru_cache(1)
def _lexicon() -> tuple[dict[str, _Entry], dict[str, _Entry], re.Pattern[str], frozenset[str]]:
    """Entries by folded phrase, the same by stem for single words, a pattern of the phrases of several words, and the
    words with which such phrases begin."""
    entries: dict[str, _Entry] = defaultdict(_Entry)
    stems: dict[str, _Entry] = defaultdict(_Entry)
    for number, line in enumerate(term_lines()):
        for name in line:
            entries[name if len(name) <= 2 else name.casefold()].meanings.add(f"term {number}")
    for number, names in enumerate(_lines("meanings.csv")):
        for name in names:
            entries[name.casefold()].meanings.add(f"meaning {number}")
            if " " not in name:
                stems[stem(name.casefold())].meanings.add(f"meaning {number}")
    for pair, *sides in ([line[0], *" ; ".join(line[1:]).split("|")] for line in _lines("opposites.csv")):
        for side, sign in zip(sides, (1, -1), strict=True):
            for name in filter(None, (part.strip() for part in side.split(";"))):
                entries[name.casefold()].sides.append((pair, sign))
    for aliases in _lines("areas.csv"):
        for name in aliases:
            entry = entries[name if len(name) <= 2 else name.casefold()]
            entry.area = aliases[0]
            entry.meanings.add(f"area {aliases[0]}")
    areas = {name: entry.area for name, entry in entries.items() if entry.area and " " in name}
    for phrase, entry in entries.items():  # "private fostering arrangements" is of private fostering
        if " " in phrase and entry.area is None:
            entry.area = next(
                (area for name, area in areas.items() if re.search(rf"\b{re.escape(name)}\b", phrase)), None
            )
            if entry.area:
                entry.meanings.add(f"area {entry.area}")
    phrases = sorted((p for p in entries if not re.fullmatch(r"\w+", p)), key=len, reverse=True)
    alternatives = "|".join(re.escape(phrase).replace(r"\-", "[- ]") for phrase in phrases)
    begin = frozenset(first.group() for p in phrases if (first := _RUN.match(p.casefold())))
    return dict(entries), dict(stems), re.compile(rf"(?:{alternatives})(?!\w)", re.IGNORECASE), begin


def _lines(name: str) -> list[list[str]]:
    source = files("assistant.verifier").joinpath(name).read_text(encoding="utf-8")
    return [row for row in csv.reader(source.splitlines(), delimiter=";") if row]


_GRADE = re.compile("|".join(f"(?P<g{i}>{words})" for i, words in enumerate(WRITTEN.values())), re.IGNORECASE)
_RUN = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"[^\W_]+(?:['&.](?=\w)[^\W_]+)*")
_CLAUSE = re.compile(
    r"[;:()]|[.!?]['\"”’]?(?=\s|$)| [-–—] |,(?= (?:but|and|although|though|while|whereas|which|who|whose|because|so|or|"
    r"however|yet|with|as|where|when|including|despite)\b)|,(?= [a-z]+ing\b)|"
    r" (?=(?:but|although|though|while|whereas|because|however|which|despite|unless|if)\b)",
)
_TITLES = frozenset("councillor cllr mr mrs ms miss dr sir dame director chair chief cabinet".split())
_MONTH_OR_DAY = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)


def plain(text: str) -> str:
    """Straight quotation marks and apostrophes, single spaces; of the same length wherever no space is folded."""
    text = text.translate(_STRAIGHT)
    return re.sub(r"\s+", " ", text).strip()


_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00ad": "", "\u2011": "-", "\u00a0": " "})


@lru_cache(4096)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, in order, stop words included."""
    text = plain(text)
    return tuple(
        replace(word, after_comma=True) if text[max(0, word.start - 2) : word.start] == ", " else word
        for word in _words(text)
    )


def _words(text: str) -> Iterator[Word]:
    entries, _, phrase, begin = _lexicon()
    dates = {date.start: date for date in dates_in(text)}
    blank = list(text)
    for dating in dates.values():
        blank[dating.start : dating.end] = "." * (dating.end - dating.start)
    amounts = {amount.start: amount for amount in amounts_in("".join(blank))}
    clauses = [match.end() for match in _CLAUSE.finditer(text)]
    clause, at, begins = 0, 0, True
    while at < len(text):
        while clauses and clauses[0] <= at:
            clauses.pop(0)
            clause += 1
        if (date := dates.get(at)) is not None:
            yield Word(text[at : date.end], at, date.end, clause, frozenset({"a date"}), date=date)
            at, begins = date.end, False
            continue
        if amount := amounts.get(at):
            yield Word(text[at : amount.end], at, amount.end, clause, frozenset({"an amount"}), amount=amount)
            at, begins = amount.end, False
            continue
        if not text[at].isalnum():
            begins = (
                begins or (text[at] in ".!?:" and not text[at + 1 : at + 2].isalnum()) or (text[at] == '"' and begins)
            )
            at += 1
            continue
        if at and text[at - 1].isalnum():
            at += 1
            continue
        if grade := _GRADE.match(text, at):
            end = grade.end()
            if not text[end : end + 1].isalnum():
                name = next(n for i, n in enumerate(WRITTEN) if grade[f"g{i}"])
                entry = entries.get(grade.group().casefold())
                yield Word(
                    grade.group(), at, end, clause, frozenset({f"grade {name}"}), grade=name,
                    sides=tuple(entry.sides) if entry else (),
                )  # fmt: skip
                at, begins = end, False
                continue
        run = _RUN.match(text, at)
        match = (phrase.match(text, at) if run and run.group().casefold() in begin else None) or _TOKEN.match(text, at)
        if match is None:
            at += 1
            continue
        meanings, parts, sides, area, is_name = _sense(match.group(), begins)
        yield Word(
            match.group(), match.start(), match.end(), clause, meanings, parts, sides, area, None, None, None, is_name
        )
        at, begins = match.end(), False


_Sense = tuple[frozenset[str], frozenset[str], tuple[tuple[str, int], ...], str | None, bool]


@lru_cache(20_000)
def _sense(text: str, begins: bool) -> _Sense:
    """The meanings, parts, sides and area of a word or phrase, and whether it is a name."""
    entries, stems, _, _ = _lexicon()
    folded = text.casefold()
    bare = re.sub(r"'s?$", "", folded)
    several = not re.fullmatch(r"\w+", bare)
    entry = entries.get(text) or entries.get(folded) or entries.get(bare) or (entries.get(folded.replace("-", " ")))
    by_stem = stems.get(stem(bare))
    meanings: set[str] = set()
    if entry:
        meanings |= entry.meanings
    parts = [part for part in re.findall(r"[^\W_]+", bare) if part not in STOP]
    if several and entry:
        parts_of = {stem(part) for part in parts}
        meanings = meanings or {stem(bare)}
    else:
        parts_of = set()
        if by_stem:
            meanings |= by_stem.meanings
        if (bare not in STOP and len(bare) > 1) or (meanings and bare not in STOP):
            meanings |= {stem(bare)}
    if bare in STOP:
        meanings = set()
    is_name = (
        text[0].isupper()
        and not begins
        and bare not in STOP
        and bare not in NEUTRAL
        and bare not in _TITLES
        and bare not in _MONTH_OR_DAY
        and len(bare) > 1
        and not (entry and (several or entry.meanings))
    )
    sides, area = (tuple(entry.sides), entry.area) if entry else ((), None)
    return frozenset(meanings), frozenset(parts_of), sides, area, is_name
