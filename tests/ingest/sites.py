"""A web server with the shapes and quirks of the sites that papers are fetched from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Page:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    fails_first: int = 0  # how many requests are answered with 503 before it comes
    breaks_off: bool = False


@dataclass
class Served:
    """``pages`` by path with query; ``asked`` lists each request and its headers, in order."""

    url: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    most_at_once: int = 0

    @property
    def host(self) -> str:
        return self.url.removeprefix("http://")

    def asked_for(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.asked)


@contextmanager
def a_site() -> Iterator[Served]:
    served = Served()
    now = 0

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            nonlocal now
            now += 1
            served.most_at_once = max(served.most_at_once, now)
            served.asked.append((self.path, dict(self.headers)))
            try:
                self.answer(served.pages.get(self.path) or Page(b"not here", 404))
            finally:
                now -= 1

        def answer(self, page: Page) -> None:
            if page.fails_first:
                page.fails_first -= 1
                self.send(503, b"", {"Retry-After": "0"})
            elif page.etag and self.headers.get("If-None-Match") == page.etag:
                self.send(304, b"", {"ETag": page.etag})
            else:
                self.send(page.status, page.body, page.headers | ({"ETag": page.etag} if page.etag else {}), page)

        def send(self, status: int, body: bytes, headers: dict[str, str], page: Page | None = None) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if page and page.breaks_off:
                self.wfile.write(body[: len(body) // 2])
                self.close_connection = True
            elif status != 304:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def ofsted_page(*reports: tuple[str, str]) -> Page:
    """A council's page as Ofsted's site builds it; each report is (address, what a screen reader hears)."""
    items = "".join(
        f'<li class="timeline__day"><a class="publication-link" href="{address}" target="_blank">'
        f'Report<span class="nonvisual">{spoken}</span></a></li>'
        for address, spoken in reports
    )
    body = f'<!doctype html><html><body><a href="/about">About</a><ol class="timeline">{items}</ol></body></html>'
    return Page(body.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def xml(body: str) -> Page:
    return Page(f'<?xml version="1.0" encoding="utf-8"?>{body}'.encode(), headers={"Content-Type": "text/xml"})


def meetings(*listed: tuple[int, str]) -> Page:
    rows = "".join(
        f"<meeting><meetingid>{n}</meetingid><meetingdate>{day}</meetingdate></meeting>" for n, day in listed
    )
    return xml(f"<getmeetings><committeeid>130</committeeid><meetings>{rows}</meetings></getmeetings>")


def document(number: int, title: str, url: str, restricted: str = "False", published: str = "02/05/2024") -> str:
    return (
        f"<linkeddoc><attachmentid>{number}</attachmentid><title>{title}</title><url>{url}</url>"
        f"<isrestricted>{restricted}</isrestricted><restrictionsref>{'3' if restricted == 'True' else ''}"
        f"</restrictionsref><publicationdate>{published}</publicationdate></linkeddoc>"
    )


def meeting(*items: tuple[str, str]) -> Page:
    """A meeting's agenda; each item is (whether it is restricted, its documents)."""
    rows = "".join(
        f"<agendaitem><agendaitemtitle>Item</agendaitemtitle><isrestricted>{restricted}</isrestricted>"
        f"<isdecision>False</isdecision><linkeddocuments>{documents}</linkeddocuments></agendaitem>"
        for restricted, documents in items
    )
    return xml(f"<meeting><meetingid>9</meetingid><agendaitems>{rows}</agendaitems></meeting>")
