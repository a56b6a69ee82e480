"""Which authority a paper is about, by its title and its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.authorities import common_name, find_authorities, known_authorities
from ingest.kinds import Opening, Title

_IN_TITLES = (
    r"(?:focused|monitoring) (?:visit|inspection) (?:to|of) (?P<name>.+?)(?:[’']s?)?"
    r"(?: local authority)? children[’']s",
    r"area (?:send )?(?:\w+ )?(?:inspection|visit|revisit) (?:of|in) (?P<name>.+?)(?: local area.*)?$",
    r"inspection of (?P<name>.+?)(?: local authority)? children[’']s (?:social care )?services",
    r"joint targeted area inspection of .*\bin (?P<name>[A-Z].+)$",
    r"joint targeted area inspection of (?P<name>.+)$",
    r".*\bin (?P<name>(?:the )?[A-Z][^,]+)$",
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
    "conservative tory liberal democrat green independent".split()
)  # fmt: skip
# What follows a place's name where another body is meant.
_OTHER_BODY = re.compile(
    r"^(?:[’']s)?\s+(?:and \w+ )?(?:NHS|ICB|CCG|Police|Constabulary|Integrated|Clinical|Hospitals?|University"
    r"|Community Rehabilitation|Fire|Echo|Live|Post|News|Gazette|Telegraph|Mercury|Times|Probation)\b"
)


def authority_in_title(title: Title, opening: Opening, text: str) -> str | None:
    """The authority that an inspection paper names in its title or, alone on a line, on its cover."""
    for pattern in _IN_TITLES:
        match = re.search(pattern, title.text, re.IGNORECASE if pattern.startswith(("(", "area", "insp")) else 0)
        name = _place(match["name"], text) if match and not _NO_NAMES.match(match["name"]) else None
        if name:
            return name
    for block in opening.blocks[:_COVER_BLOCKS]:
        if len(block.split()) <= _LONGEST_NAME and not block.endswith("."):
            name = common_name(block)
            if name in known_authorities():
                return name
            if re.search(rf"\b{_COUNCIL}$", block):
                return _place(block, text)
    return None


def _place(written: str, text: str) -> str | None:
    """The common name; for one that no list holds, only where the paper calls it so more than once."""
    name = common_name(written)
    if name in known_authorities():
        return name
    if len(name.split()) <= 5 and name[:1].isupper() and len(re.findall(rf"\b{re.escape(name)}\b", text)) >= 2:
        return name
    return None


def authority_in_text(heading: str, text: str) -> str | None:
    """The authority that a paper speaks of most; None where two are named about as often.

    A council by its full name counts three times, the place of "children's services in ..." twice, a name in
    ``heading`` five times. A name that no list holds must be a council's or such a place's at least once.
    """
    counts: Counter[str] = Counter()
    for name, _ in formal_names(text):
        counts[name] += 3
    for name in [*_served(text), *_addressed(text)]:
        counts[name] += 2
    unlisted = counts.keys() - known_authorities().keys()
    for part, weight in ((heading, 5), (text, 1)):
        for found in find_authorities(part, unlisted, misspelt=False):
            if not _OTHER_BODY.match(part[found.end : found.end + 40]):
                counts[found.name] += weight
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
        return None
    return ranked[0][0]


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
