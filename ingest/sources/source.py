"""Where papers are fetched from: Ofsted's page of a council, a committee on a ModernGov site."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

SOURCES = "sources.toml"
EXAMPLE = """\
[children-and-families-panel]
url = "https://democracy.example.gov.uk/ieListMeetings.aspx?CId=130"
authority = "Example"
since = 2024-01-01
restricted = "leave out"
"""


class SourceError(ValueError):
    """A source that cannot be used: the message names it, the value and the remedy."""


class Site(StrEnum):
    OFSTED = "ofsted"
    MODERNGOV = "moderngov"


class Restricted(StrEnum):
    """What becomes of documents that a site marks as restricted."""

    LEAVE_OUT = "leave out"
    MARK_EXEMPT = "mark exempt"


def _known_site(url: str) -> str:
    site_of(url)
    return url


class Source(BaseModel):
    """A page with papers, as sources.toml in the home folder lists it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    url: Annotated[str, AfterValidator(_known_site)]
    authority: str | None = None
    since: date | None = None  # documents of earlier meetings, and reports published before it, are left out
    restricted: Restricted = Restricted.LEAVE_OUT
    folder: Path | None = None

    @property
    def site(self) -> Site:
        return site_of(self.url)

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc.lower()


def site_of(url: str) -> Site:
    """Which kind of site an address belongs to. Raises SourceError for any other."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise SourceError(f"{url!r} is no web address; it begins with https://")
    if re.search(r"/provider/", parts.path):
        return Site.OFSTED
    if committee_of(url):
        return Site.MODERNGOV
    raise SourceError(
        f"{url}: give Ofsted's page of a council (https://reports.ofsted.gov.uk/provider/44/...), or the page of a "
        "committee on a ModernGov site (.../ieListMeetings.aspx?CId=130)"
    )


def committee_of(url: str) -> str | None:
    """The number of the committee that a ModernGov address names: CId, or ID on the committee's own page."""
    parts = urlsplit(url)
    asked = {name.lower(): value for name, value in parse_qsl(parts.query)}
    number = asked.get("cid") or asked.get("lcommitteeid")
    if number is None and "mgcommittee" in parts.path.lower():
        number = asked.get("id")
    return number if number and number.isdigit() else None


def read_sources(home: Path) -> dict[str, Source]:
    """The sources listed in the home folder, by name; none where there is no list. Raises SourceError."""
    path = home / SOURCES
    if not path.exists():
        return {}
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} cannot be read ({error}). A source is written so:\n{EXAMPLE}") from error
    sources = {}
    for name, stated in listed.items():
        if not isinstance(stated, dict):
            raise SourceError(f"{path}: {name} = {stated!r} is no source. A source is written so:\n{EXAMPLE}")
        try:
            sources[name] = Source(name=name, **stated)
        except ValidationError as error:
            wrong = error.errors()[0]
            field = ".".join(str(part) for part in wrong["loc"])
            said = str(wrong["msg"]).removeprefix("Value error, ")
            raise SourceError(f"{path}: [{name}] {field}: {said}") from error
    return sources


def source_named(given: str, home: Path) -> Source:
    """The source of that name in sources.toml, or the one at that address. Raises SourceError."""
    sources = read_sources(home)
    if given in sources:
        return sources[given]
    if "://" in given:
        site_of(given)
        return Source(name=name_for(given), url=given)
    names = ", ".join(sources) or "none yet"
    raise SourceError(
        f"{given!r} is neither a web address nor a source listed in {home / SOURCES} ({names}). "
        f"A source is written so:\n{EXAMPLE}"
    )


def name_for(url: str) -> str:
    """The name of the folder for an address that has no name."""
    parts = urlsplit(url)
    words = f"{parts.netloc} {parts.path} {committee_of(url) or ''}".lower()
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")
