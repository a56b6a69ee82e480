"""The web service of a ModernGov site: a committee's meetings and the documents of their agendas."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import urlencode, urljoin, urlsplit

from lxml import etree

from ingest.sources.offered import Offered
from ingest.sources.source import committee_of
from ingest.sources.web import Fetched, FetchError

SERVICE = "mgWebService.asmx"


class Getter(Protocol):
    def get(self, url: str) -> Fetched: ...


def service_of(url: str) -> str:
    """The address of the web service: it stands beside the pages of the site."""
    path = urlsplit(url).path
    below = path[: path.lower().find(SERVICE.lower())] if SERVICE.lower() in path.lower() else path.rsplit("/", 1)[0]
    return urljoin(url, f"{below.rstrip('/')}/{SERVICE}")


def meetings_of(web: Getter, url: str, first: date, last: date) -> list[tuple[str, date]]:
    """Numbers and days of the committee's meetings, the oldest first. Raises FetchError."""
    asked = {
        "lCommitteeId": committee_of(url) or "",
        "sFromDate": f"{first:%d/%m/%Y}",
        "sToDate": f"{last:%d/%m/%Y}",
    }
    answer = ask(web, f"{service_of(url)}/GetMeetings?{urlencode(asked)}")
    found: dict[str, date] = {}
    for meeting in elements(answer, "meeting"):
        number, day = field(meeting, "meetingid"), day_of(field(meeting, "meetingdate"))
        if number and day and first <= day <= last:
            found[number] = day
    return sorted(found.items(), key=lambda meeting: (meeting[1], meeting[0]))


def offered_at_meeting(web: Getter, url: str, number: str, day: date) -> list[Offered]:
    """The documents of a meeting's agenda. Those of a restricted item are restricted. Raises FetchError."""
    service = service_of(url)
    meeting = ask(web, f"{service}/GetMeeting?{urlencode({'lMeetingId': number})}")
    found: dict[str, Offered] = {}
    for item in elements(meeting, "agendaitem"):
        closed = is_true(field(item, "isrestricted"))
        for document in elements(item, "linkeddoc"):
            one = offered_document(document, service, day, closed)
            if one:
                found.setdefault(one.key, one)
    for document in elements(meeting, "linkeddoc"):
        # minutes and agenda packs hang on the meeting itself
        one = offered_document(document, service, day, False)
        if one:
            found.setdefault(one.key, one)
    return list(found.values())


def offered_document(document: etree._Element, service: str, day: date, closed: bool) -> Offered | None:
    key, link = field(document, "attachmentid"), field(document, "url")
    if not key or not link:
        return None
    address = urljoin(service.rsplit("/", 1)[0] + "/", link)
    published = day_of(field(document, "publicationdate"))
    ending = PurePosixPath(urlsplit(address).path).suffix.lower()
    return Offered(
        key=key,
        url=address,
        title=field(document, "title") or f"Document {key}",
        stamp=field(document, "publicationdate"),
        published=published.isoformat() if published else None,
        meeting_date=day.isoformat(),
        restricted=closed or is_true(field(document, "isrestricted")),
        marking=field(document, "restrictionsref") or None,
        ending=ending if re.fullmatch(r"\.[a-z0-9]{2,5}", ending) else ".pdf",
    )


def ask(web: Getter, url: str) -> etree._Element:
    """The service's answer. Raises FetchError where it is none, as on a site that has the service switched off."""
    content = web.get(url).content or b""
    # entities stay closed and nothing is loaded: the answer comes from outside
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        what = "a web page" if b"<html" in content[:2000].lower() else "no valid XML"
        raise FetchError(
            f"{url}: the site sent {what} in place of its meetings ({error}). Its web service may be switched off: "
            "save the papers by hand and ingest their folder."
        ) from error
    if local_name(root) == "html":
        raise FetchError(
            f"{url}: the site sent a web page in place of its meetings. Its web service may be switched off: "
            "save the papers by hand and ingest their folder."
        )
    return root


def local_name(element: etree._Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def elements(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (element for element in root.iter() if local_name(element) == name)


def field(element: etree._Element, name: str) -> str:
    """The text of the nearest field of that name, or "". Its entities are often encoded twice."""
    for child in element:
        if local_name(child) == name:
            return " ".join(html.unescape(html.unescape(child.text or "")).split())
    return ""


def is_true(value: str) -> bool:
    return value.strip().lower() in ("true", "1", "yes")


def day_of(value: str) -> date | None:
    """A day as the service writes it: 03/05/2024, with or without a time, or 2024-05-03T00:00:00."""
    for pattern, form in ((r"\d{1,2}/\d{1,2}/\d{4}", "%d/%m/%Y"), (r"\d{4}-\d{2}-\d{2}", "%Y-%m-%d")):
        match = re.match(pattern, value.strip())
        if match:
            try:
                return datetime.strptime(match[0], form).date()
            except ValueError:
                return None
    return None
