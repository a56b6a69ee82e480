"""What is known of a paper: read from its own text first, then its file name; a manifest overrules both.

What nothing says is left out: a wrong date or authority would be repeated in public.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from corpus.authorities import find_authorities
from corpus.paper import Access, Facts, Kind, Pages, Passage, Voice
from ingest.access import access_of
from ingest.council import authority_in_text, authority_in_title, formal_name
from ingest.dates import find_dates
from ingest.kinds import Opening, Title, council_kind, inspection_title, lines_of, opening_of, site_of, story_kind
from ingest.paper_dates import first_and_last, inspected, published_by_name, published_in_text

VOICES = {
    Kind.INSPECTION_REPORT: Voice.INSPECTOR,
    Kind.FOCUSED_VISIT: Voice.INSPECTOR,
    Kind.MONITORING_VISIT: Voice.INSPECTOR,
    Kind.JTAI: Voice.INSPECTOR,
    Kind.AREA_SEND: Voice.INSPECTOR,
    Kind.COMMITTEE_REPORT: Voice.COUNCIL,
    Kind.MINUTES: Voice.COUNCIL,
    Kind.ACTION_PLAN: Voice.COUNCIL,
    Kind.PRESS_RELEASE: Voice.COUNCIL,
    Kind.NEWS: Voice.PRESS,
    Kind.OTHER: Voice.OTHER,
}
_LONGEST_TITLE = 160
_ILACS_BEGAN = "2018"


def describe(
    pages: Pages, passages: Sequence[Passage], file: str, manifest: Mapping[str, object] | None = None
) -> Facts:
    """The facts of a paper; ``file`` is its path below the ingested folder. ``known`` says where each comes from."""
    opening = opening_of(pages)
    text = "\n".join(lines_of(pages, running=True))
    title = inspection_title(opening)
    known: dict[str, str] = {}

    def told(field: str, value: str | None, how: str) -> str | None:
        if value is not None:
            known[field] = how
        return value

    kind = title.kind if title else council_kind(opening, pages) or story_kind(opening, pages)
    known["kind"] = "in text"
    if kind is None:
        kind = _kind_of_name(file)
        known["kind"] = "inferred" if kind is Kind.OTHER else "file name"
    authority = told("authority", _authority(title, opening, pages, text), "in text")
    authority = authority or told("authority", _authority_of_name(file), "file name")
    first, last, slipped = first_and_last(inspected(opening) if title else None)
    told("inspected_to", last, "in text")
    told("inspected_from", first, "inferred" if slipped else "in text")
    published = told("published", published_in_text(kind, opening), "in text")
    published = published or told("published", published_by_name(file), "file name")
    if published and last and published < last[: len(published)]:
        published = None  # a slip, or a file named after something else
        known.pop("published", None)
    access, marking = access_of(pages)
    known["access"] = "in text" if marking else "inferred"
    known["voice"] = "inferred"
    facts = Facts(
        title=_title(title, kind, authority, opening, pages, file, known),
        kind=kind,
        authority=authority,
        framework=told("framework", _framework(title, published or last), "in text"),
        inspected_from=first,
        inspected_to=last,
        published=published,
        publisher=told(
            "publisher", _publisher(title, kind, authority, site_of(pages, opening), opening, text), "in text"
        ),
        voice=VOICES[kind],
        access=access,
        marking=told("marking", marking, "in text"),
        known=known,
    )
    return overruled(facts, manifest) if manifest else facts


def overruled(facts: Facts, manifest: Mapping[str, object]) -> Facts:
    """The facts with those that a manifest states in their place; ``published_how`` says how it knows that date."""
    how = str(manifest.get("published_how") or "manifest")
    stated: dict[str, Any] = {
        name: str(manifest[name])
        for name in (
            "title", "kind", "authority", "framework", "inspected_from", "inspected_to", "published", "publisher",
            "voice", "access", "marking",
        )
        if manifest.get(name) is not None
    }  # fmt: skip
    known = facts.known | {name: how if name == "published" else "manifest" for name in stated}
    kind = Kind(stated.pop("kind", facts.kind))
    voice = Voice(stated.pop("voice", VOICES[kind]))
    access = Access(stated.pop("access", facts.access))
    return replace(facts, **stated, kind=kind, voice=voice, access=access, known=known)


def _authority(title: Title | None, opening: Opening, pages: Pages, text: str) -> str | None:
    if title is not None:
        named = authority_in_title(title, opening, text)
        if named:
            return named
    return authority_in_text(f"{pages.title or ''}\n{opening.blocks[0] if opening.blocks else ''}", text)


def _authority_of_name(file: str) -> str | None:
    """The authority that the name of the file or the nearest folder names."""
    for part in (PurePosixPath(file).stem, *reversed(PurePosixPath(file).parts[:-1])):
        words = re.sub(r"[_\W]+", " ", part).strip().title()
        named = {found.name for found in find_authorities(words, misspelt=False)}
        if len(named) == 1:
            return named.pop()
    return None


_NAMED_KINDS = (
    (r"minutes", Kind.MINUTES),
    (r"action plan|improvement plan", Kind.ACTION_PLAN),
    (r"press release|news release", Kind.PRESS_RELEASE),
    (r"committee report|cabinet report|scrutiny report", Kind.COMMITTEE_REPORT),
)


def _kind_of_name(file: str) -> Kind:
    """The kind of a council paper by its file name; an inspection paper is never known by that alone."""
    words = re.sub(r"[_\W]+", " ", PurePosixPath(file).stem).lower()
    return next((kind for pattern, kind in _NAMED_KINDS if re.search(rf"\b(?:{pattern})\b", words)), Kind.OTHER)


def _framework(title: Title | None, year: str | None) -> str | None:
    if title is None:
        return None
    if title.kind is Kind.MONITORING_VISIT and year and year < _ILACS_BEGAN:
        return "SIF"
    return title.framework


_BY_LINE = re.compile(r"^By [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2}, (?P<paper>[A-Z][^.:]{3,60})$")


def _publisher(
    title: Title | None, kind: Kind, authority: str | None, site: str | None, opening: Opening, text: str
) -> str | None:
    if title is not None:
        return "Ofsted" if re.search(r"\bOfsted\b", text, re.IGNORECASE) else None
    if kind in (Kind.NEWS, Kind.OTHER):
        by_line = next((match for block in opening.blocks[:5] if (match := _BY_LINE.match(block))), None)
        return site or (by_line["paper"] if by_line else None)
    return formal_name(authority, text) if authority else site


_SUBJECT = re.compile(r"^(?:subject|title|report title)\s*:\s*(?P<title>\S.*)$", re.IGNORECASE)
_NO_TITLES = re.compile(
    r"^(?:statement of confidentiality|(?:brief |executive )?summary|recommendations?|introduction|contents"
    r"|background|agenda item.*|appendix.*|report of.*|decision-maker.*|subject:?|date.*|page \d+.*"
    r"|.*\bcouncil|minutes|draft)\W*$",
    re.IGNORECASE,
)


def _title(
    title: Title | None,
    kind: Kind,
    authority: str | None,
    opening: Opening,
    pages: Pages,
    file: str,
    known: dict[str, str],
) -> str:
    """The title as the paper prints it; of an inspection paper that does not name the authority, after its name."""
    known["title"] = "in text"
    if title is not None:
        named = authority is None or authority.casefold() in title.text.casefold()
        return title.text if named else f"{authority}: {title.text}"
    for block in opening.blocks:
        subject = _SUBJECT.match(block)
        if subject:
            return subject["title"]
    first = [block for block in opening.blocks[:6] if len(block) <= _LONGEST_TITLE and not _NO_TITLES.match(block)]
    heading = next((block for block in first if block in opening.headings), None)
    if heading or (first and opening.blocks[0] == first[0] and not find_dates(first[0])):
        printed = heading or first[0]
        return f"{printed}: minutes" if kind is Kind.MINUTES and "minutes" not in printed.lower() else printed
    known["title"] = "inferred"
    if pages.title and pages.title.strip():
        return " ".join(pages.title.split())
    known["title"] = "file name"
    return PurePosixPath(file).stem
