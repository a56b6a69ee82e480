"""Local authorities: their common names, and where they stand in free text such as a question."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from rapidfuzz.distance import DamerauLevenshtein


@dataclass(frozen=True, slots=True)
class Authority:
    """A principal local authority of the United Kingdom.

    ``until`` is the year in which an abolished authority ended. ``words`` are those of its names that are ordinary
    words, too ("Reading"), ``surnames`` those that people bear. ``not_these`` are words a slip of the pen away
    that are no misspelling of it ("survey" for Surrey).
    """

    name: str
    nation: str
    type: str
    children_services: bool
    until: str | None
    aliases: tuple[str, ...]
    words: frozenset[str]
    surnames: frozenset[str]
    not_these: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """An authority named in a text: ``text[start:end]``; ``exact`` is False where the name is misspelt."""

    name: str
    start: int
    end: int
    exact: bool


_WORD = re.compile(r"[^\W_](?:[^\W_]|['’.](?=[^\W_]))*")
_WORD_OR_AND = re.compile(_WORD.pattern + "|&")
# fmt: off
_BEFORE = frozenset({
    "about", "across", "against", "and", "are", "around", "at", "between", "both", "by", "can", "compare",
    "compared", "did", "do", "does", "for", "from", "had", "has", "have", "in", "inside", "into", "is",
    "near", "of", "on", "or", "outside", "over", "show", "than", "that", "through", "to", "toward",
    "towards", "versus", "via", "vs", "was", "were", "what", "when", "where", "which", "while", "will",
    "with", "within", "would",
})
_AFTER = frozenset({
    "and", "area", "authority", "borough", "children's", "city", "compared", "corporation", "council",
    "council's", "county", "did", "district", "do", "does", "for", "from", "had", "has", "have", "improved",
    "in", "is", "joint", "local", "metropolitan", "or", "overall", "partnership", "rated", "send", "since",
    "versus", "vs", "was", "were", "will",
})
_NOT_BEFORE = frozenset({"dr", "miss", "mr", "mrs", "ms", "new"})
_COUNCIL = frozenset({
    "borough", "city", "council", "council's", "county", "district", "local", "metropolitan",
})

# What a formal name says around the place itself; the longest come first.
_PREFIXES = (
    "the mayor and burgesses of the", "the council of the", "council of the", "royal borough of", "london borough of",
    "metropolitan borough of", "county borough of", "borough of", "city and county of", "city of", "county of",
    "district of", "lb of", "lb", "the",
)
_SUFFIXES = frozenset({
    "authority", "authority's", "board", "borough", "boroughs", "children", "children's", "childrens",
    "city", "cc", "corporation", "council", "council's", "councils", "county", "dc", "department",
    "directorate", "district", "education", "family", "lea", "local", "mbc", "mdc", "metropolitan",
    "partnership", "royal", "safeguarding", "scb", "service", "services", "social", "care", "unitary",
})
# fmt: on


# What bears a place's name and is no council: "the Hampshire force", "Hampshire and Isle of Wight Constabulary".
_BODY = re.compile(
    r"(?:['’]s?)?(?:(?:,| and| &)(?: the)? (?-i:[A-Z])[\w'’-]*(?: (?:of|on|upon|and) (?-i:[A-Z])[\w'’-]*)*)*(?:['’]s?)?"
    r"(?: (?-i:[A-Z])[\w'’-]*){0,3} (?:force|police|policing|constabulary|fire|ambulance|nhs|icb|ccg|integrated care|"
    r"clinical commissioning|health ?care|hospitals?|(?:foundation )?trust|probation|universit(?:y|ies)|crown court|"
    r"magistrates)\b",
    re.IGNORECASE,
)


def is_body(text: str, found: Found) -> bool:
    """Whether a place named in a text names another body than the council: its police, its hospital."""
    return _BODY.match(text, found.end) is not None


@lru_cache(maxsize=1)
def known_authorities() -> dict[str, Authority]:
    """Every authority of the list, by its common name."""
    table = resources.files("corpus").joinpath("authorities.csv").read_text(encoding="utf-8")
    return {
        row["name"]: Authority(
            name=row["name"],
            nation=row["nation"],
            type=row["type"],
            children_services=row["children_services"] == "yes",
            until=row["until"] or None,
            aliases=tuple(filter(None, row["aliases"].split(";"))),
            words=frozenset(map(_key, filter(None, row["words"].split(";")))),
            surnames=frozenset(map(_key, filter(None, row["surnames"].split(";")))),
            not_these=frozenset(filter(None, row["not_these"].split(";"))),
        )
        for row in csv.DictReader(table.splitlines())
    }


def common_name(text: str) -> str:
    """The name of an authority without "council" and the like: "London Borough of Camden" -> "Camden".

    A name that is not in the list keeps its own words and capitals, less the formal ones around it.
    """
    kept = " ".join(text.replace("’", "'").split()).strip(" ,.;:")
    names = _index(()).names
    while kept:
        known = names.get(_key(kept))
        if known is not None:
            return known
        shorter = _without_formal_words(kept)
        if shorter == kept:
            break
        kept = shorter
    return _with_capitals(kept)


def _without_formal_words(name: str) -> str:
    """The name less one formal word at its end, or one formal phrase at its beginning; never nothing."""
    words = name.split(" ")
    if len(words) > 1 and words[-1].casefold().strip(",.") in _SUFFIXES:
        return " ".join(words[:-1]).strip(" ,-–").removesuffix("'s")
    folded = name.casefold()
    for prefix in _PREFIXES:
        if folded.startswith(prefix + " "):
            return name[len(prefix) + 1 :]
    return name


def _with_capitals(name: str) -> str:
    if not (name.isupper() or name.islower()):
        return name
    small = {"and", "of", "on", "upon", "the", "with", "in", "under"}
    return re.sub(
        r"[^\W\d_][\w']*",
        lambda word: word[0].lower() if word[0].lower() in small and word.start() else word[0].capitalize(),
        name,
    )


def find_authorities(text: str, also: Iterable[str] = (), *, misspelt: bool = True) -> list[Found]:
    """The authorities named in ``text``, in order; ``also`` names those of the corpus that no list holds.

    The longest name wins. Possessives count with and without their apostrophe. A long or capitalised word one or
    two letters away from a name counts as that name misspelt, unless it is a word of its own; ``misspelt`` False
    leaves those out.
    """
    index, words = _index(tuple(sorted(set(also)))), _words_of(text)
    found: list[Found] = []
    at = 0
    while at < len(words.folded):
        hit = _exact_at(index, words, at) or (_misspelt_at(index, words, at) if misspelt else None)
        if hit is None:
            at += 1
            continue
        length, name, exact = hit
        start, end = words.spans[at][0], words.spans[at + length - 1][1]
        if re.search(r"['’]s$", text[start:end]):
            end -= 2
        found.append(Found(name, start, end, exact))
        at += length
    return found


@dataclass(frozen=True, slots=True)
class _Index:
    """Names by their folded words; ``spellings`` holds, by number of words, the keys that may be misspelt."""

    names: dict[str, str]
    spellings: dict[int, tuple[str, ...]]
    longest: int


@lru_cache(maxsize=8)
def _index(also: tuple[str, ...]) -> _Index:
    names: dict[str, str] = {}
    for authority in known_authorities().values():
        for alias in authority.aliases:
            names.setdefault(_key(alias), authority.name)
    for authority in known_authorities().values():
        names[_key(authority.name)] = authority.name
    for name in also:
        names.setdefault(_key(name), name)
    spellings: dict[int, tuple[str, ...]] = {}
    for key, name in names.items():
        known = known_authorities().get(name)
        if len(key) >= 6 and not (known and key in known.words):
            count = key.count(" ") + 1
            spellings[count] = (*spellings.get(count, ()), key)
    return _Index(names, spellings, max(key.count(" ") + 1 for key in names))


def _fold(word: str) -> str:
    return word.replace("’", "'").casefold()


def _key(name: str) -> str:
    """The folded words of a name: "Southend-on-Sea" and "southend on sea" are one."""
    text = name.replace("’", "'").replace("&", " and ")
    return " ".join(_fold(word).replace(".", "") for word in _WORD.findall(text))


def _endings(word: str) -> Iterator[str]:
    """The word as it stands, and without what may be a possessive ending."""
    yield word
    if word.endswith("'s"):
        yield word[:-2]
    elif word.endswith("s") and len(word) > 4:
        yield word[:-1]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text with their offsets; ``folded`` has an "and" for each ampersand."""

    text: str
    folded: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def written(self, at: int) -> str:
        start, end = self.spans[at]
        return self.text[start:end]

    def together(self, at: int, length: int) -> bool:
        """Nothing but spaces, hyphens and commas between the words."""
        gaps = (self.text[self.spans[i][1] : self.spans[i + 1][0]] for i in range(at, at + length - 1))
        return all(re.fullmatch(r"\s*[-‐‑–,]?\s*", gap) for gap in gaps)


def _words_of(text: str) -> _Words:
    matches = list(_WORD_OR_AND.finditer(text))
    folded = ("and" if match.group() == "&" else _fold(match.group()).replace(".", "") for match in matches)
    return _Words(text, tuple(folded), tuple(match.span() for match in matches))


def _exact_at(index: _Index, words: _Words, at: int) -> tuple[int, str, bool] | None:
    for length in range(min(index.longest, len(words.folded) - at), 0, -1):
        head = words.folded[at : at + length - 1]
        for last in _endings(words.folded[at + length - 1]):
            key = " ".join((*head, last))
            name = index.names.get(key)
            if name is None or not words.together(at, length):
                continue
            if length > 1 or _stands_for_a_place(name, key, words, at):
                return length, name, True
    return None


def _stands_for_a_place(name: str, key: str, words: _Words, at: int) -> bool:
    """Whether a name of one word that is also an ordinary word or a surname is meant as a place here."""
    written, after = words.written(at), words.folded[at + 1] if at + 1 < len(words.folded) else ""
    before = words.folded[at - 1] if at else ""
    if len(key) <= 3:
        return written.isupper()  # initials
    authority = known_authorities().get(name)
    if authority is None or after in _COUNCIL:
        return True
    capital = written[0].isupper()
    after_a_name = bool(at) and words.written(at - 1)[0].isupper() and before not in _BEFORE
    if before in _NOT_BEFORE:
        return False
    if key in authority.surnames:
        return not (capital and after_a_name and _same_sentence(words, at))
    if key not in authority.words:
        return True
    if not capital:
        return False
    possessive = written.replace("’", "'").endswith("'s")
    return possessive or before in _BEFORE or after in _AFTER or len(words.folded) == 1


def _same_sentence(words: _Words, at: int) -> bool:
    return words.text[words.spans[at - 1][1] : words.spans[at][0]].strip() == ""


def _misspelt_at(index: _Index, words: _Words, at: int) -> tuple[int, str, bool] | None:
    for length in range(min(4, len(words.folded) - at), 0, -1):
        head = words.folded[at : at + length - 1]
        keys = [" ".join((*head, last)) for last in _endings(words.folded[at + length - 1])]
        near = [found for key in keys if (found := _nearest(index, key, length)) is not None]
        if near and words.together(at, length):
            name = min(near)[1]
            authority = known_authorities().get(name)
            if authority is None or authority.not_these.isdisjoint(keys):
                return length, name, False
    return None


def _nearest(index: _Index, written: str, length: int) -> tuple[int, str] | None:
    """The one name that ``written`` may misspell, by how many letters: one, or two where it is long."""
    if len(written) < 5 or not written.replace(" ", "").replace("'", "").isalpha():
        return None
    limit = 2 if len(written) >= 9 + 3 * (length > 1) else 1
    near = sorted(
        (distance, key)
        for key in index.spellings.get(length, ())
        if key[0] == written[0]
        and abs(len(key) - len(written)) <= limit
        and (distance := DamerauLevenshtein.distance(written, key, score_cutoff=limit)) <= limit
    )
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None  # nothing near, or two names equally near
    distance, key = near[0]
    return (distance, index.names[key]) if distance else None
