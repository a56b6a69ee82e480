"""Which authority a paper is about, or which several, by its title and its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.authorities import common_name, find_authorities, known_authorities
from corpus.paper import Sure
from ingest.facts.opening import Opening
from ingest.facts.titles import Title


@dataclass(frozen=True, slots=True)
class Named:
    """The authorities that a paper is about, the first first, and the words that name them."""

    names: tuple[str, ...]
    words: str
    sure: Sure = Sure.CERTAIN


_CHILDRENS = "children[’'‘`]?s"
_IN_TITLES = (
    r"\bon behalf of (?P<name>.+)$",
    r"(?:focuss?ed|monitoring) (?:visits?|inspection) (?:to|of|in) (?P<name>.+?)(?:[’']s?)?"
    rf"(?: local authority)? {_CHILDRENS}",
    r"(?:inspection|visit|revisit|review) (?:of|in|to) (?P<name>.+?) local area\b.*$",
    r"area (?:send )?(?:\w+ )?(?:inspection|visit|revisit) (?:of|in) (?P<name>.+?)(?: local area.*)?$",
    rf"inspection of (?P<name>.+?)(?: local authority)? {_CHILDRENS} (?:social care )?services",
    rf"\b(?:within|at) (?P<name>.+?)(?:[’']s?)?(?: local authority)? {_CHILDRENS} services",
    r"joint targeted area inspections? of .*\bin (?P<name>(?-i:[A-Z]).+)$",
    r"joint targeted area inspections? of (?P<name>.+)$",
    r".*\bin (?P<name>(?:the )?(?-i:[A-Z])[^,]+)$",
)
_NO_NAMES = re.compile(
    r"^(?:local authority|children|safeguarding|services|looked after"
    r"|(?:the )?(?:multi-agency|effectiveness|provision))\b",
    re.IGNORECASE,
)
_COVER_BLOCKS = 8
_LONGEST_NAME = 8  # words
_COUNCIL = (
    r"(?i:(?:City|County|Borough|District|Metropolitan|Town|Unitary|Royal)?"
    r"\s*(?:Borough|District|Metropolitan|County)?\s*Council)"
)
_FORMAL = re.compile(
    r"(?P<name>[A-Z][\w’'-]+(?:(?:,? (?i:and|upon|on|of|with|the|in)|,)? [A-Z][\w’'-]+){0,5}?) "
    rf"(?P<council>{_COUNCIL})\b"
    r"|(?:London Borough|Royal Borough|Metropolitan Borough|Borough|City and County|County Borough) of "
    r"(?P<borough>[A-Z][\w’'-]+(?: (?:and|upon) [A-Z][\w’'-]+| [A-Z][\w’'-]+)?)"
)
_SERVICES = re.compile(
    r"(?i:children[’']s (?:social care )?services) in (?P<in>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
    r"|(?P<of>[A-Z][\w’-]+(?: [A-Z][\w’-]+)?)[’']s (?i:children[’']s services)"
)
_ADDRESS = re.compile(r"@(?:[\w-]+\.)*(?P<label>[\w-]{4,})\.(?:gov\.uk|example)\b", re.IGNORECASE)
_NO_COUNCIL = frozenset(
    "a and any at both by each for from full he in it its no of on our parish that the their this to town under when "
    "with youth city county borough district local metropolitan overview scrutiny school student council labour "
    "conservative tory liberal democrat green independent care children people young youths leavers carers parents "
    "shadow corporate tenants residents patients pupils students staff parliament privy legal medical nursing general "
    "british national european regional joint full extraordinary annual previous new former whole neighbouring other "
    "another every your our research arts sports safety health works trades union community partnership".split()
)  # fmt: skip
# What follows a place's name where another body is meant.
_OTHER_BODY = re.compile(
    r"^(?:[’']s)?\s+(?:and \w+ )?(?:NHS|ICB|CCG|Police|Constabulary|Integrated|Clinical|Hospitals?|University"
    r"|Community Rehabilitation|Fire|Echo|Live|Post|News|Gazette|Telegraph|Mercury|Times|Probation)\b"
)


def authorities_in_title(title: Title, opening: Opening, text: str) -> Named | None:
    """The authorities that an inspection paper names in its title or, alone on a line, on its cover.

    A place that is no council's own, such as the area of a police force, comes with the councils that the paper is
    addressed to.
    """
    for pattern in _IN_TITLES:
        match = re.search(pattern, title.text, re.IGNORECASE)
        if match is None or _NO_NAMES.match(match["name"]):
            continue
        listed = _listed_in(match["name"])
        if listed:
            return Named(listed, title.text)
        name = _place(match["name"], text)
        if name:
            addressed = _addressed_councils(opening)
            several = tuple(addressed) if len(addressed) > 1 and name not in addressed else ()
            return Named((name, *several), title.text)
    for block in opening.blocks[:_COVER_BLOCKS]:
        if len(block.split()) <= _LONGEST_NAME and not block.endswith("."):
            listed = _listed_in(block)
            if listed:
                return Named(listed, block)
            if re.search(rf"\b{_COUNCIL}$", block):
                name = _place(block, text)
                return Named((name,), block) if name else None
    only = {found.name for found in find_authorities(title.text, misspelt=False)}
    return Named((only.pop(),), title.text, Sure.LIKELY) if len(only) == 1 else None


def _listed_in(written: str) -> tuple[str, ...]:
    """The listed authorities that words name and nothing else beside: "Kent and Medway Councils" -> two."""
    whole = common_name(written)
    if whole in known_authorities():
        return (whole,)
    parts = [common_name(part) for part in _BETWEEN_NAMES.split(written) if part.strip()]
    rejoined = _rejoined(parts)
    return tuple(dict.fromkeys(rejoined)) if len(rejoined) > 1 else ()


_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|/|\band\b)\s*", re.IGNORECASE)


def _rejoined(parts: Sequence[str]) -> list[str]:
    """Parts as listed names, where some are names with "and" in them; nothing where a part is no name."""
    names: list[str] = []
    at = 0
    while at < len(parts):
        for length in range(min(4, len(parts) - at), 0, -1):
            joined = [
                common_name(" and ".join(parts[at : at + length])),
                common_name(" ".join(parts[at : at + length])),
            ]
            name = next((name for name in joined if name in known_authorities()), None)
            if name:
                names.append(name)
                at += length
                break
        else:
            return []
    return names


def _addressed_councils(opening: Opening) -> list[str]:
    """The listed councils among those that a letter is addressed to."""
    salutation = next((at for at, block in enumerate(opening.blocks) if block.startswith("Dear ")), 0)
    address = "\n".join(opening.blocks[:salutation])
    names = [name for name, _ in formal_names(address) if name in known_authorities()]
    return list(dict.fromkeys(names))


def _place(written: str, text: str) -> str | None:
    """The common name; for one that no list holds, only where the paper calls it so more than once."""
    name = common_name(written)
    if name in known_authorities():
        return name
    if len(name.split()) <= 5 and name[:1].isupper() and len(re.findall(rf"\b{re.escape(name)}\b", text)) >= 2:
        return name
    return None


_JOINT_BODY = re.compile(
    r"\b(?:joint|regional|shared|combined|alliance|partnership|on behalf of|hosted|serving|made up of|comprising)\b",
    re.IGNORECASE,
)
_FOR_THESE = re.compile(
    r"\b(?:(?:agency|committee|board|partnership|alliance|consortium|panel|trust|services?|authority|body)\b[^.]{0,40}?"
    r"\b(?:for|of|between|serving|covering)|serving|serves|comprising|made up of|on behalf of|hosted by)\s+(?:the\s+)?"
    r"(?:(?:councils|areas|local authorities|authorities|boroughs|counties)\s+of\s+)?$",
    re.IGNORECASE,
)
_JOINT_BLOCKS = 10
_TITLE_BLOCKS = 4


def authorities_together(opening: Opening) -> Named | None:
    """The authorities that a joint body's paper lists at its top: "... is the agency for Kent, Medway and Bexley"."""
    for at, block in enumerate(opening.blocks[:_JOINT_BLOCKS]):
        if not _JOINT_BODY.search(block):
            continue
        titled = block in opening.headings or (at < _TITLE_BLOCKS and not block.endswith("."))
        found = [one for one in find_authorities(block, misspelt=False) if not _OTHER_BODY.match(block[one.end :])]
        run = found[:1]
        for one in found[1:]:
            if not _LIST_GAP.fullmatch(block[run[-1].end : one.start]):
                if len(run) > 1:
                    break
                run = []
            run.append(one)
        names = tuple(dict.fromkeys(one.name for one in run))
        if len(names) > 1 and (titled or _FOR_THESE.search(block[: run[0].start])):
            return Named(names, block[run[0].start : run[-1].end], Sure.LIKELY)
    return None


_LIST_GAP = re.compile(
    rf"\s*(?:{_COUNCIL}s?)?\s*(?:,\s*(?:and\s+)?|;\s*(?:and\s+)?|\band\b|&)\s*(?:the\s+)?"
    r"(?:(?:London|Royal|Metropolitan)\s+Borough\s+of\s+|City\s+of\s+|City\s+and\s+County\s+of\s+)?",
)


def authority_in_text(heading: str, text: str) -> Named | None:
    """The authority that a paper speaks of most; None where two are named about as often.

    A council by its full name counts three times, the place of "children's services in ..." twice, a name in
    ``heading`` five times. A name that no list holds must be a council's or such a place's at least once.
    """
    counts: Counter[str] = Counter()
    words: dict[str, str] = {}
    for name, written in formal_names(text):
        counts[name] += 3
        words.setdefault(name, written)
    for name in [*_served(text), *_addressed(text)]:
        counts[name] += 2
    unlisted = counts.keys() - known_authorities().keys()
    for part, weight in ((heading, 5), (text, 1)):
        for found in find_authorities(part, unlisted, misspelt=False):
            if not _OTHER_BODY.match(part[found.end : found.end + 40]):
                counts[found.name] += weight
                words.setdefault(found.name, part[found.start : found.end])
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
        return None
    first = ranked[0][0]
    return Named((first,), words.get(first, first), Sure.LIKELY)


_SUCCESSOR_YEARS = 1


def still_there(named: Named, year: str | None, opening: Opening, text: str) -> Named | None:
    """The authorities, less one abolished before ``year``: its successors take its place where the paper names them."""
    gone = [name for name in named.names if year and _ended_before(name, int(year))]
    if not gone:
        return named
    if len(gone) < len(named.names):
        return Named(tuple(name for name in named.names if name not in gone), named.words, Sure.LIKELY)
    written = {
        name: full
        for name, full in formal_names(opening.text) or formal_names(text)
        if name in known_authorities() and name not in gone
    }
    return Named(tuple(written), next(iter(written.values())), Sure.UNSURE) if written else None


def _ended_before(name: str, year: int) -> bool:
    authority = known_authorities().get(name)
    return bool(authority and authority.until and year > int(authority.until) + _SUCCESSOR_YEARS)


def formal_names(text: str) -> list[tuple[str, str]]:
    """The councils named in full, as (common name, as written): ("Camden", "London Borough of Camden")."""
    names: list[tuple[str, str]] = []
    for match in _FORMAL.finditer(text):
        if match["borough"]:
            names.append((common_name(match["borough"]), match.group()))
        elif place := _place_before_council(match["name"]):
            names.append((common_name(f"{place} {match['council']}"), f"{place} {match['council']}"))
    alone = {name for name, _ in names}
    return [(_last_of_two(name, alone), written) for name, written in names]


def _place_before_council(written: str) -> str:
    """The place at the end of the words before "Council": of "Inspection of Southampton" only "Southampton"."""
    listed = [found for found in find_authorities(written, misspelt=False) if found.end == len(written)]
    if listed:
        return written[listed[-1].start :]
    words = re.split(r"\b(?:[Oo]f|[Ii]n|[Oo]n|[Tt]he|[Ww]ith)\b", written)[-1].split()
    while words and words[0].casefold().strip(",") in _NO_COUNCIL:
        words.pop(0)
    return " ".join(words) if words and words[-1].casefold() not in _NO_COUNCIL else ""


def _last_of_two(name: str, alone: set[str]) -> str:
    """Of "Ofsted and Camden" the council that is also named by itself."""
    last = re.split(r",| and ", name)[-1].strip()
    return last if last in alone and name not in known_authorities() else name


def _served(text: str) -> list[str]:
    """The places whose children's services a text names."""
    names = (match["in"] or match["of"] for match in _SERVICES.finditer(text))
    return [common_name(name) for name in names if name.split()[0].casefold() not in _NO_COUNCIL | {"ofsted"}]


def _addressed(text: str) -> list[str]:
    """The places that are also the name of a public address in the text: "@camden.gov.uk"."""
    names: list[str] = []
    for label in {match["label"].casefold() for match in _ADDRESS.finditer(text)} - {"ofsted"}:
        spaced = r"[\s-]?".join(map(re.escape, label.replace("-", "")))
        place = re.search(rf"\b(?=[A-Z]){spaced}\b", re.sub(r"\S+@\S+", " ", text), re.IGNORECASE)
        if place and place.group()[0].isupper():
            names.append(common_name(place.group()))
    return names


def formal_name(authority: str, text: str) -> str | None:
    """How a paper writes the full name of the council, most often."""
    written: Sequence[tuple[str, int]] = Counter(
        " ".join(full.split()) for name, full in formal_names(text) if name == authority
    ).most_common(1)
    return written[0][0] if written else None
