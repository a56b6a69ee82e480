"""Fetches what is new at a source into a folder that can be ingested, with a manifest of what the site says of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus.authorities import common_name
from corpus.paper import Access
from corpus.settings import Settings
from ingest.manifests import MANIFEST
from ingest.sources.moderngov import meetings_of, offered_at_meeting
from ingest.sources.offered import Offered
from ingest.sources.ofsted_page import offered_by_ofsted
from ingest.sources.source import Restricted, Site, Source, read_sources
from ingest.sources.web import FetchError, Web

STATE = ".fetched.json"  # hidden, so that no ingest takes it for a paper
AGAIN = timedelta(days=180)  # minutes and late papers are added to meetings long past
AHEAD = timedelta(days=90)  # agendas come out before the meeting
FIRST_TIME = timedelta(days=3 * 365)
# what a site says of a document; whatever else an officer wrote into the manifest is left alone
STATED = ("title", "publisher", "authority", "published", "meeting_date", "access", "marking", "url")


class Got(StrEnum):
    FETCHED = "fetched"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    RESTRICTED = "left out, restricted"
    EARLIER = "left out, earlier"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """What became of one document of a source."""

    title: str
    url: str
    outcome: Got
    file: str | None = None
    reason: str | None = None


@dataclass(slots=True)
class FetchReport:
    folder: str
    documents: list[DocumentOutcome] = field(default_factory=list)
    failed_pages: list[str] = field(default_factory=list)  # lists of documents that could not be had, and why

    @property
    def failed(self) -> bool:
        return bool(self.failed_pages) or any(one.outcome is Got.FAILED for one in self.documents)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(slots=True)
class Folder:
    """What was fetched into a folder so far: written after each document, so that a broken-off run goes on."""

    path: Path
    known: dict[str, dict[str, Any]] = field(default_factory=dict)  # by key: file, stamp, validators, digest
    entries: list[dict[str, Any]] = field(default_factory=list)  # of the manifest; an officer's own stay as they are

    def keep(self, offered: Offered, state: dict[str, Any], entry: dict[str, Any]) -> None:
        self.known[offered.key] = state
        mine = next((one for one in self.entries if one.get("file") == entry["file"]), None)
        if mine is None:
            self.entries.append(entry)
        else:
            for name in STATED:
                mine.pop(name, None)
            mine.update(entry)
        write_whole(self.path / MANIFEST, self.entries)
        write_whole(self.path / STATE, self.known)


def web_of(settings: Settings, source: Source) -> Web:
    """The way to the hosts of the settings, and to the source's own where the home folder lists it: an address that
    somebody types opens no host. Raises SourceError."""
    listed = {one.host for one in read_sources(settings.home).values()}
    hosts = settings.fetch_hosts | ({source.host} & listed)
    return Web(hosts, settings.fetch_private_hosts, settings.fetch_delay, settings.fetch_agent)


def fetch(
    source: Source,
    folder: Path,
    web: Web,
    *,
    today: date,
    on_progress: Callable[[DocumentOutcome], None] = lambda _: None,
) -> FetchReport:
    """Fetches the documents of a source that are not in the folder yet, or have changed since.

    What fails is reported by name and tried again next time; the rest goes on. Raises FetchError where the source
    itself cannot be had, or the folder holds a list that cannot be read.
    """
    kept = open_folder(folder)
    report = FetchReport(str(folder))
    for offered in offers(source, web, kept, today, report):
        outcome = fetch_document(source, offered, kept, web)
        report.documents.append(outcome)
        on_progress(outcome)
    return report


def offers(source: Source, web: Web, kept: Folder, today: date, report: FetchReport) -> Iterator[Offered]:
    if source.site is Site.OFSTED:
        page = web.get(source.url)
        yield from offered_by_ofsted((page.content or b"").decode("utf-8", "replace"), page.url)
        return
    for number, day in meetings_of(web, source.url, first_day(source, kept, today), today + AHEAD):
        try:
            yield from offered_at_meeting(web, source.url, number, day)
        except FetchError as error:
            report.failed_pages.append(str(error))


def first_day(source: Source, kept: Folder, today: date) -> date:
    """From when on meetings are looked at: for the first time from the day given, then from the latest ones."""
    first = source.since or today - FIRST_TIME
    days = [date.fromisoformat(one["meeting_date"]) for one in kept.known.values() if one.get("meeting_date")]
    return max(first, min(max(days), today) - AGAIN) if days else first


def fetch_document(source: Source, offered: Offered, kept: Folder, web: Web) -> DocumentOutcome:
    held = kept.known.get(offered.key)
    if offered.restricted and source.restricted is Restricted.LEAVE_OUT:
        if held is None:
            return DocumentOutcome(offered.title, offered.url, Got.RESTRICTED, reason=offered.marking)
        # it was public when it was fetched: from now on nobody without the right may see it
        kept.keep(offered, held, entry_of(source, offered, held["file"]))
        reason = "restricted since it was fetched, and marked exempt now: ingest the folder again"
        return DocumentOutcome(offered.title, offered.url, Got.RESTRICTED, held["file"], reason)
    said = offered.meeting_date or offered.published
    if source.since and said and said < source.since.isoformat():
        return DocumentOutcome(offered.title, offered.url, Got.EARLIER)
    name = held["file"] if held else offered.name
    path = kept.path / name
    is_here = held is not None and path.is_file()
    validators = held["validators"] if held and is_here else {}
    if held and is_here and not validators and held["stamp"] == offered.stamp:
        return kept_as_is(kept, source, offered, held, name)
    try:
        answer = web.save(offered.url, path.with_name(f".{name}.new"), validators)
        if answer.content is None and held:
            return kept_as_is(kept, source, offered, held, name)
        new = path.with_name(f".{name}.new")
        refuse_web_page(offered, answer.content or b"", answer.content_type, new)
    except FetchError as error:
        return DocumentOutcome(offered.title, offered.url, Got.FAILED, reason=str(error))
    digest = hashlib.sha256(new.read_bytes()).hexdigest()
    outcome = Got.FETCHED if not is_here else Got.UNCHANGED if held and held["digest"] == digest else Got.CHANGED
    new.replace(path)
    state = {
        "file": name,
        "stamp": offered.stamp,
        "validators": dict(answer.validators),
        "digest": digest,
        "meeting_date": offered.meeting_date,
    }
    kept.keep(offered, state, entry_of(source, offered, name))
    return DocumentOutcome(offered.title, offered.url, outcome, name)


def kept_as_is(kept: Folder, source: Source, offered: Offered, held: dict[str, Any], name: str) -> DocumentOutcome:
    """The document is here already; what the site says of it, such as a restriction, may be new all the same."""
    entry = entry_of(source, offered, name)
    stored = next((one for one in kept.entries if one.get("file") == name), {})
    if any(stored.get(field) != entry.get(field) for field in STATED):
        kept.keep(offered, held | {"stamp": offered.stamp}, entry)
    return DocumentOutcome(offered.title, offered.url, Got.UNCHANGED, name)


def entry_of(source: Source, offered: Offered, name: str) -> dict[str, Any]:
    """What the site says of a document, as a manifest states it; what it leaves open is read from the paper."""
    stated = {
        "title": offered.title,
        "publisher": offered.publisher,
        "authority": common_name(source.authority) if source.authority else None,
        "published": offered.published,
        "meeting_date": offered.meeting_date,
        "access": Access.EXEMPT if offered.restricted else None,
        "marking": offered.marking if offered.restricted else None,
        "url": offered.url,
    }
    return {"file": name} | {field: stated[field] for field in STATED if stated[field]}


def refuse_web_page(offered: Offered, start: bytes, kind: str, path: Path) -> None:
    """Raises FetchError where an error page or a sign-in came in place of the document."""
    sent_page = kind in ("text/html", "application/xhtml+xml") or b"<html" in start.lower()
    if sent_page and offered.ending not in (".html", ".htm"):
        path.unlink(missing_ok=True)
        raise FetchError(
            f"{offered.url}: the server sent a web page in place of {offered.title!r}: it may need a sign-in."
        )
    if not start:
        path.unlink(missing_ok=True)
        raise FetchError(f"{offered.url}: the server sent an empty file in place of {offered.title!r}.")


def open_folder(path: Path) -> Folder:
    """The folder and what is known of it. Raises FetchError where its lists cannot be read."""
    path.mkdir(parents=True, exist_ok=True)
    for leftover in [*path.glob(".*.new"), *path.glob(".*.partial")]:
        leftover.unlink()
    state, entries = read_list(path / STATE, {}), read_list(path / MANIFEST, [])
    if not isinstance(state, dict) or not isinstance(entries, list):
        raise FetchError(f"{path}: {STATE} or {MANIFEST} is not as it was written. Choose another folder.")
    return Folder(path, state, entries)


def read_list(path: Path, otherwise: Any) -> Any:
    if not path.exists():
        return otherwise
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise FetchError(f"{path} cannot be read ({error}). Mend it, or move it away and fetch again.") from error


def write_whole(path: Path, value: Any) -> None:
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    partial.replace(path)
