"""Ofsted's page of a council: its list of published reports and letters."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from corpus.printed_dates import find_dates
from ingest.sources.offered import Offered
from ingest.sources.web import FetchError

_FILE = re.compile(r"/v\d+/file/(?P<id>\d+)|/files/(?P<old>\d+)|(?P<name>[^/]+)\.pdf$", re.IGNORECASE)
_KIND = re.compile(r",\s*(?:pdf|docx?|html)\b.*$", re.IGNORECASE)


def offered_by_ofsted(html: str, url: str) -> list[Offered]:
    """The documents that the page at ``url`` lists, in its order.

    Raises FetchError where the page lists none, for then it is not the page that it was.
    """
    page = LexborHTMLParser(html)
    found: dict[str, Offered] = {}
    for link in page.css("a[href]"):
        target = urljoin(url, link.attributes.get("href") or "")
        file = _FILE.search(urlsplit(target).path)
        is_listed = "publication-link" in (link.attributes.get("class") or "")
        if not file or not (is_listed or file["id"]):
            continue
        hidden = link.css_first(".nonvisual, .visually-hidden")
        spoken = " ".join((hidden or link).text(separator=" ").split())
        title = _KIND.sub("", spoken).strip(" ,-–") or spoken
        days = find_dates(spoken)
        key = file["id"] or file["old"] or file["name"]
        published = days[-1].last.isoformat() if days else None
        found.setdefault(key, Offered(key, target, title, published or "", published, publisher="Ofsted"))
    if not found:
        raise FetchError(f"{url}: the page lists no reports. Check that it is Ofsted's page of a council.")
    return list(found.values())
