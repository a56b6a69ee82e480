"""What is known of a paper: read from its own text first, then its file name; a manifest overrules both.

What nothing says is left out: a wrong date or authority would be repeated in public.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from corpus.authorities import common_name, find_authorities
from corpus.paper import Access, Facts, FactSource, Kind, Pages, Passage, Sure, Voice
from ingest.facts.access import access_of
from ingest.facts.council import (
    Named,
    authorities_in_title,
    authorities_together,
    authority_in_text,
    formal_name,
    still_there,
)
from ingest.facts.fact import Fact, Printed, by_folder, by_name, inferred, printed
from ingest.facts.kinds import council_kind, kind_of_name
from ingest.facts.language import language_of
from ingest.facts.licence import licence_of
from ingest.facts.opening import Opening, lines_of, opening_of, site_of
from ingest.facts.paper_dates import (
    Inspected,
    first_and_last,
    inspected,
    met,
    plausible,
    posted_later,
    published_by_name,
    published_in_text,
)
from ingest.facts.stories import story_kind
from ingest.facts.titles import Title, inspection_title, title_of

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
_ILACS_BEGAN = "2018"


def describe(
    pages: Pages, passages: Sequence[Passage], file: str, manifest: Mapping[str, object] | None = None
) -> Facts:
    """The facts of a paper; ``file`` is its path below the ingested folder. ``sources`` says where each comes from."""
    opening = opening_of(pages)
    lines = lines_of(pages, running=True)
    text = "\n".join(lines)
    title = inspection_title(opening)
    kind = kind_of(title, opening, pages, file)
    visit = inspected(opening) if title else None
    first, last = inspection_dates(visit, pages)
    stated = (manifest or {}).get("kind")
    as_kind = Kind(str(stated)) if stated else kind.value
    published = published_of(as_kind, title, last, opening, pages, file)
    dated = published or last
    named = authorities_of(title, dated.value[:4] if dated else None, opening, pages, text)
    authority = authority_of(named, pages, file)
    name = authority.value if authority else None
    access, marking = access_of(pages)
    meeting = met(as_kind, opening) if title is None else None
    found: dict[str, Fact[Any] | None] = {
        "kind": kind,
        "authority": authority,
        "inspected_from": first,
        "inspected_to": last,
        "published": published,
        "meeting_date": printed(pages, meeting.value, meeting.words) if meeting else None,
        "title": title_of(title, as_kind, name, opening, pages, file),
        "framework": framework_of(title, dated.value if dated else None, pages),
        "publisher": publisher_of(title, kind.value, name, opening, pages, text),
        "voice": Fact(VOICES[kind.value], FactSource("inferred", kind.source.sure)),
        "access": printed(pages, access, marking) if marking else inferred(access, Sure.LIKELY),
        "marking": printed(pages, marking, marking) if marking else None,
        "licence": licence_of(pages, lines),
        "language": language_of(pages),
    }
    values: dict[str, Any] = {field: fact.value if fact else None for field, fact in found.items()}
    facts = Facts(
        **values,
        authorities=named.names if named else tuple(filter(None, [name])),
        known={field: fact.source.how for field, fact in found.items() if fact},
        sources={field: fact.source for field, fact in found.items() if fact},
    )
    return overruled(facts, manifest) if manifest else facts


def kind_of(title: Title | None, opening: Opening, pages: Pages, file: str) -> Fact[Kind]:
    if title is not None:
        return printed(pages, title.kind, opening.blocks[title.at])
    found = council_kind(opening, pages) or story_kind(opening, pages)
    if found:
        how = "inferred" if found.sure is Sure.UNSURE else "in text"
        return printed(pages, found.kind, found.words, found.sure, how)
    by_its_name = kind_of_name(file)
    return by_name(by_its_name, file, Sure.UNSURE) if by_its_name else inferred(Kind.OTHER)


def inspection_dates(visit: Inspected | None, pages: Pages) -> tuple[Fact[str] | None, Fact[str] | None]:
    """First and last day of the inspection. A first day that the paper misprints is inferred, and says so."""
    first, last, slipped = first_and_last(visit)
    if visit is None or last is None:
        return None, None
    if slipped:
        assert first is not None
        of_first = printed(pages, first, visit.words, Sure.UNSURE, how="inferred")
        return of_first, printed(pages, last, visit.words, Sure.LIKELY)
    return (
        printed(pages, first, visit.words, visit.sure) if first else None,
        printed(pages, last, visit.words, visit.sure),
    )


def published_of(
    kind: Kind, title: Title | None, last: Fact[str] | None, opening: Opening, pages: Pages, file: str
) -> Fact[str] | None:
    """The day of publication; left out where it would lie before the inspection's end.

    A letter is published some days after the date it bears: a file's name that says so is believed.
    """
    printed_date: Printed | None = published_in_text(kind, opening, inspection=title is not None)
    ended = last.value if last else None
    if printed_date and not plausible(ended, printed_date.value):
        printed_date = None
    if printed_date is None and pages.published and plausible(ended, pages.published):
        # no reader sees it, so that it has no words to quote
        return Fact(pages.published, FactSource("in text", Sure.LIKELY))
    named = published_by_name(file)
    if named and not plausible(ended, named):
        named = None
    if printed_date is None:
        return by_name(named, file) if named else None
    letter = title is not None and printed_date.sure is Sure.LIKELY
    if letter and named and posted_later(printed_date.value, named):
        return by_name(named, file)
    return printed(pages, printed_date.value, printed_date.words, printed_date.sure)


def authorities_of(title: Title | None, year: str | None, opening: Opening, pages: Pages, text: str) -> Named | None:
    """The authorities that the paper's own text is about; one that had been abolished by ``year`` is none of them."""
    named = authorities_in_title(title, opening, text) if title else None
    if named is None:
        heading = f"{pages.title or ''}\n{opening.blocks[0] if opening.blocks else ''}"
        named = authority_in_text(heading, text)
    if title is None:
        together = authorities_together(opening)
        return together if together and (named is None or named.names[0] in together.names) else named
    return still_there(named, year, opening, text) if named else None


def authority_of(named: Named | None, pages: Pages, file: str) -> Fact[str] | None:
    """The first authority of the text, or else the one that the name of the file or the nearest folder names."""
    if named:
        return printed(pages, named.names[0], named.words, named.sure)
    path = PurePosixPath(file)
    for part in (path.stem, *reversed(path.parts[:-1])):
        words = re.sub(r"[_\W]+", " ", part).strip().title()
        names = {found.name for found in find_authorities(words, misspelt=False)}
        if len(names) == 1:
            return by_name(names.pop(), file) if part == path.stem else by_folder(names.pop(), part)
    return None


def framework_of(title: Title | None, year: str | None, pages: Pages) -> Fact[str] | None:
    if title is None:
        return None
    if title.kind is Kind.MONITORING_VISIT and year and year < _ILACS_BEGAN:
        return inferred("SIF", Sure.LIKELY)
    return printed(pages, title.framework, title.text)


_MEDIUM = (
    r"(?:Live|News|Echo|Times|Star|Herald|Post|Gazette|Mail|Express|Chronicle|Advertiser|Observer|Journal|Standard|Courier"
    r"|Telegraph|Argus|Mercury|Press|Radio|FM|TV|Today|Online|Independent|Examiner|Guardian|Citizen"
    r"|Bulletin|Record|Evening News|Messenger|Voice|Weekly|Magazine)"
)
_BY_MEDIUM = re.compile(rf"^By (?P<paper>(?:The )?(?:[A-Z][\w’'-]+ (?:& |and )?){{1,4}}{_MEDIUM})$")
_OWNED = re.compile(rf"^(?:©|\(c\)|Copyright)[ ©]*(?:(?:19|20)\d\d,? )?(?P<paper>(?:[A-Z][\w’'-]+ ){{1,4}}{_MEDIUM})\b")
_BBC = re.compile(r"^The BBC is not responsible for the content of external (?:web)?sites")
_HMI = re.compile(r"\bH(?:er|is) Majesty[’']s Inspectors?\b(?! of (?:Constabulary|Probation|Prisons|Fire))")
_BY_LINE = re.compile(r"^By [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2}, (?P<paper>[A-Z][^.:]{3,60})$")


def publisher_of(
    title: Title | None, kind: Kind, authority: str | None, opening: Opening, pages: Pages, text: str
) -> Fact[str] | None:
    if title is not None:
        ofsted = re.search(r"\bOfsted\b", text) or re.search(r"\bofsted\b", text, re.IGNORECASE)
        # of a council's services for children alone nobody else has Majesty's Inspectors
        hmi = _HMI.search(text) if title.kind not in (Kind.JTAI, Kind.AREA_SEND) else None
        named = ofsted or hmi
        return printed(pages, "Ofsted", named.group(), Sure.LIKELY) if named else None
    site = site_of(pages, opening)
    of_site = Fact(site, FactSource("in text", Sure.LIKELY, None, pages.title)) if site else None
    if kind in (Kind.NEWS, Kind.OTHER):
        by_line = next((match for block in opening.blocks[:5] if (match := _BY_LINE.match(block))), None)
        return of_site or (printed(pages, by_line["paper"], by_line.group()) if by_line else _medium_of(kind, pages))
    full = formal_name(authority, text) if authority else None
    if authority:
        return printed(pages, full, full, Sure.LIKELY) if full else None
    return of_site


def _medium_of(kind: Kind, pages: Pages) -> Fact[str] | None:
    """The newspaper, site or station that a story names as its own: in the byline or under the story."""
    lines = lines_of(pages, running=True) if kind is Kind.NEWS else []
    for line in lines:
        named = _BY_MEDIUM.match(line) or _OWNED.match(line)
        if named:
            return printed(pages, named["paper"], named["paper"], Sure.LIKELY)
        if _BBC.match(line):
            return printed(pages, "BBC", "BBC", Sure.LIKELY)
    return None


_STATED = (
    "title", "kind", "authority", "framework", "inspected_from", "inspected_to", "published", "publisher", "voice",
    "access", "marking", "meeting_date", "licence", "language", "about_inspection",
)  # fmt: skip


def overruled(facts: Facts, manifest: Mapping[str, object]) -> Facts:
    """The facts with those that a manifest states in their place; ``published_how`` says how it knows that date."""
    stated: dict[str, Any] = {name: str(manifest[name]) for name in _STATED if manifest.get(name) is not None}
    how = dict.fromkeys(stated, "manifest")
    if "published" in stated:
        how["published"] = str(manifest.get("published_how") or "manifest")
    sources = {
        name: FactSource(said, Sure.UNSURE if said == "inferred" else Sure.CERTAIN) for name, said in how.items()
    }
    kind = Kind(stated.pop("kind", facts.kind))
    several = authorities_stated(manifest.get("authorities"), stated.get("authority"), facts)
    if several and "authority" not in stated and manifest.get("authorities"):
        stated["authority"], how["authority"] = several[0], "manifest"
        sources["authority"] = FactSource("manifest", Sure.CERTAIN)
    voice, access = Voice(stated.pop("voice", VOICES[kind])), Access(stated.pop("access", facts.access))
    return replace(
        facts,
        **stated,
        kind=kind,
        voice=voice,
        access=access,
        authorities=several,
        known=facts.known | how,
        sources=facts.sources | sources,
    )


def authorities_stated(several: object, authority: str | None, facts: Facts) -> tuple[str, ...]:
    """All authorities, ``authority`` first: those stated, or else the one stated alone, or else those read."""
    names = [common_name(str(name)) for name in several] if isinstance(several, list | tuple) else []
    if names:
        return tuple(dict.fromkeys([authority, *names] if authority else names))
    return (authority,) if authority else facts.authorities
