"""Fetching from the hosts that were configured, and from no other: one request at a time, with a pause between."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx

TIMEOUT = httpx.Timeout(90, connect=20)  # ModernGov may think for a minute
TRIES = 3
LARGEST = 200_000_000  # bytes of one document
REDIRECTS = 5
PATIENCE = 120  # seconds: a server that asks for a longer pause is left alone
_PASSING = frozenset({429, 500, 502, 503, 504})


class FetchError(Exception):
    """A page or document cannot be fetched: the message names its address, what is wrong and the remedy."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent. ``content`` is None where it says that nothing has changed."""

    url: str
    content: bytes | None
    content_type: str
    validators: Mapping[str, str] = field(default_factory=dict)  # to ask next time whether it has changed


@dataclass(slots=True)
class Web:
    """Requests to ``hosts`` alone ("reports.ofsted.gov.uk", "127.0.0.1:8080"), ``delay`` seconds apart.

    Hosts on a private network are refused unless they are named in ``private_hosts`` too.
    """

    hosts: frozenset[str]
    private_hosts: frozenset[str] = frozenset()
    delay: float = 1.0
    agent: str = "Mozilla/5.0 (compatible; ScrutinyAssistant/0.1)"
    _client: httpx.Client | None = None
    _last: float = 0.0

    def __enter__(self) -> Web:
        # the environment's proxies and .netrc would open a way around the list of hosts
        self._client = httpx.Client(
            timeout=TIMEOUT,
            headers={"User-Agent": self.agent},
            follow_redirects=False,
            trust_env=False,
            limits=httpx.Limits(max_connections=1),
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._client is not None
        self._client.close()
        self._client = None

    def get(self, url: str, validators: Mapping[str, str] | None = None) -> Fetched:
        """A page, whole. Raises FetchError."""
        with self._answer(url, validators or {}) as answer:
            content = None if answer.status_code == httpx.codes.NOT_MODIFIED else b"".join(bounded(answer))
            return Fetched(str(answer.url), content, content_type(answer), validators_of(answer))

    def save(self, url: str, path: Path, validators: Mapping[str, str] | None = None) -> Fetched:
        """A document into a file: whole, or not at all. ``content`` is its first kilobyte. Raises FetchError."""
        with self._answer(url, validators or {}) as answer:
            if answer.status_code == httpx.codes.NOT_MODIFIED:
                return Fetched(str(answer.url), None, content_type(answer), validators_of(answer))
            partial = path.with_name(f".{path.name}.partial")
            start = b""
            try:
                with partial.open("wb") as stream:
                    for chunk in bounded(answer):
                        start += chunk[: 1024 - len(start)]
                        stream.write(chunk)
                partial.replace(path)
            finally:
                partial.unlink(missing_ok=True)
            return Fetched(str(answer.url), start, content_type(answer), validators_of(answer))

    @contextmanager
    def _answer(self, url: str, validators: Mapping[str, str]) -> Iterator[httpx.Response]:
        """The answer behind an address and its redirects: 200, or 304 where validators were sent."""
        for _ in range(REDIRECTS + 1):
            answer = self._ask(url, validators)
            try:
                if not answer.has_redirect_location:
                    yield answer
                    return
                url = urljoin(url, answer.headers["location"])
            finally:
                answer.close()
        raise FetchError(f"{url}: the server sends from one address to the next without end. Check the address.")

    def _ask(self, url: str, validators: Mapping[str, str]) -> httpx.Response:
        assert self._client is not None, "Web is used in a with statement"
        for tried in range(1, TRIES + 1):
            self.check(url)
            self._pause()
            try:
                request = self._client.build_request("GET", url, headers=dict(validators))
                answer = self._client.send(request, stream=True)
                self._check_peer(answer)
            except httpx.HTTPError as error:
                if tried < TRIES and isinstance(error, httpx.TransportError):
                    time.sleep(self.delay * tried)
                    continue
                raise FetchError(f"{url}: the server does not answer ({error}). Try again later.") from error
            if answer.status_code in _PASSING and tried < TRIES:
                answer.close()
                wait = asked_pause(answer, self.delay * 2**tried)
                if wait > PATIENCE:
                    raise FetchError(f"{url}: the server asks for a pause of {wait:.0f} seconds. Try again then.")
                time.sleep(wait)
                continue
            complain(url, answer)
            return answer
        raise AssertionError("the last try either answers or raises")

    def _pause(self) -> None:
        wait = self._last + self.delay - time.monotonic()
        if self._last and wait > 0:
            time.sleep(wait)
        self._last = time.monotonic()

    def check(self, url: str) -> None:
        """Raises FetchError for an address that is not http(s), not of a configured host, or of a private network."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise FetchError(f"{url}: only http and https addresses are fetched.")
        if parts.username or parts.password:
            raise FetchError(f"{parts.hostname}: the address holds a user name or password. Leave it out.")
        if not is_among(url, self.hosts):
            raise FetchError(
                f"{url}: {parts.netloc} is not one of the hosts that may be fetched from "
                f"({', '.join(sorted(self.hosts))}). If it should be, add it to SCRUTINY_FETCH_HOSTS, or list the page "
                "in sources.toml of the home folder."
            )
        if is_among(url, self.private_hosts):
            return
        try:
            found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
        except OSError as error:
            raise FetchError(f"{url}: the host {parts.hostname} is not known ({error.strerror}).") from error
        for *_, address in found:
            refuse_private(url, str(address[0]))

    def _check_peer(self, answer: httpx.Response) -> None:
        # the name may have been given another address since it was looked up
        stream = answer.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream is not None else None
        if peer and not is_among(str(answer.url), self.private_hosts):
            try:
                refuse_private(str(answer.url), str(peer[0]))
            except FetchError:
                answer.close()
                raise


def is_among(url: str, hosts: frozenset[str]) -> bool:
    """Whether the host of an address is listed; one listed without a port stands for the usual ports alone."""
    parts = urlsplit(url)
    usual = parts.port in (None, 80, 443)
    return parts.netloc.lower() in hosts or (usual and parts.hostname in hosts)


def refuse_private(url: str, address: str) -> None:
    if not ipaddress.ip_address(address.split("%")[0]).is_global:
        raise FetchError(
            f"{url}: the address {address} is on a private network. "
            "If the council's own server is meant, add its host to SCRUTINY_FETCH_PRIVATE_HOSTS."
        )


def bounded(answer: httpx.Response) -> Iterator[bytes]:
    """The body in pieces. Raises FetchError where it is too long or breaks off."""
    size = 0
    try:
        for chunk in answer.iter_bytes():
            size += len(chunk)
            if size > LARGEST:
                raise FetchError(f"{answer.url}: the document is larger than {LARGEST // 1_000_000} megabytes.")
            yield chunk
    except httpx.HTTPError as error:
        raise FetchError(f"{answer.url}: the answer broke off ({error}). Fetch again to go on from here.") from error


def complain(url: str, answer: httpx.Response) -> None:
    """Raises FetchError for an answer that is neither the document nor the way to it."""
    code = answer.status_code
    if code in (httpx.codes.OK, httpx.codes.NOT_MODIFIED) or answer.has_redirect_location:
        return
    answer.close()
    why = {
        401: "asks for a sign-in: the document is not public",
        403: "refuses (403). Some servers refuse programs they do not know: see SCRUTINY_FETCH_AGENT",
        404: "has no such page (404). Check the address",
        410: "says that the page is gone (410)",
    }.get(code, f"answered {code}. Try again later")
    raise FetchError(f"{url}: the server {why}.")


def asked_pause(answer: httpx.Response, otherwise: float) -> float:
    """Seconds that the server asks to wait: a number or a date."""
    asked = answer.headers.get("retry-after", "")
    if asked.isdigit():
        return float(asked)
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except (TypeError, ValueError):
        return otherwise


def content_type(answer: httpx.Response) -> str:
    return str(answer.headers.get("content-type", "")).split(";")[0].strip().lower()


def validators_of(answer: httpx.Response) -> dict[str, str]:
    """The headers that ask the server next time whether the document has changed; none where it knows none."""
    pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
    return {asking: answer.headers[told] for asking, told in pairs if told in answer.headers}
