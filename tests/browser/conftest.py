"""A real ``scrutiny serve`` on the sample papers, and a real headless Chromium before it."""

from __future__ import annotations

import dataclasses
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.request import urlopen

import pytest

from corpus.corpus import open_corpus
from corpus.embedding import Embedder
from corpus.settings import Settings
from ingest.sync import sync
from tests.conftest import PATIENCE, ROOT, copy_home

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import (  # noqa: E402
    Browser,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
# No other host has an address. Playwright's routes would refuse them too, but a browser with routes caches nothing.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
WAIT = 120_000  # milliseconds that a screen may take on a machine that is busy
PORTS = range(20_000, 32_000)  # below those that a system hands out for a moment, to whoever connects
# a screen may be drawn for a while after its heading is there
SETTLED = """() => document.querySelector("[data-test-script-state=notRunning]") && document.querySelector("main h1")
  && !document.querySelector("[data-stale=true], [data-testid=stSpinner], [data-testid=stSkeleton]")
  && !document.querySelector("ul[data-testid=stSidebarNavItems]:not([role]) > div")"""
expect.set_options(timeout=WAIT)


@dataclass(frozen=True)
class Served:
    """A running service: where it is, and the home folder that it serves."""

    address: str
    home: Path

    def link(self, **query: str | int) -> str:
        return f"{self.address}/page?" + "&".join(f"{name}={value}" for name, value in query.items())


@dataclass
class Heard:
    """What the browser asked for and complained of."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def scrutiny(*args: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrutiny", *args, "--home", str(home)]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, text=True, capture_output=True)


def free_port() -> int:
    for port in random.SystemRandom().sample(PORTS, len(PORTS)):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError(f"no port is free between {PORTS.start} and {PORTS.stop}")


@contextmanager
def serving(home: Path, *options: str, port: int | None = None, **environment: str) -> Iterator[Served]:
    port = port or free_port()
    command = [sys.executable, "-m", "scrutiny", "serve", "--port", str(port), "--home", str(home), *options]
    # into a file: a pipe that nobody reads would stop the service once it is full
    with tempfile.TemporaryFile("w+") as said:
        server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stderr=said)
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, said)
            yield Served(f"http://127.0.0.1:{port}", home)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(PATIENCE)


def wait_for(address: str, server: subprocess.Popen[bytes], said: IO[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=PATIENCE):
                return
        except OSError:
            if server.poll() is not None:
                said.seek(0)
                raise AssertionError(f"scrutiny serve ended before it was up: {said.read()}") from None
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, ingested_sample: Path) -> Path:
    return copy_home(ingested_sample, tmp_path_factory.mktemp("browser") / "home")


@pytest.fixture(scope="session")
def ingest(embedder: Embedder) -> Callable[[Path, Path], None]:
    """Ingests papers into a home folder, from this process: another than that of the service."""

    def done(papers: Path, home: Path) -> None:
        corpus = dataclasses.replace(open_corpus(Settings(home=home)), embedder=embedder)
        assert sync(corpus, [papers]).failed == []

    return done


@pytest.fixture(scope="session")
def served(home: Path) -> Iterator[Served]:
    with serving(home) as service:
        yield service


@pytest.fixture(scope="session")
def served_to_public(home: Path) -> Iterator[Served]:
    """The same papers and conversations, to whoever may read only what is public."""
    with serving(home, "--role", "public") as service:
        yield service


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=[*QUIET.split(), ALONE])
        yield browser
        browser.close()


@pytest.fixture
def open_tab(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address as a new visitor would. At the end nothing may have been asked of another host."""
    heard, contexts = Heard(), []

    def visit(address: str, size: dict[str, int] = DESK) -> Page:
        context = chromium.new_context(viewport=size)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        # what is asked of elsewhere is refused (ALONE), and remembered
        page.on("request", lambda request: note_outside(request, heard))
        page.on("console", lambda message: note_error(message, heard))
        page.on("pageerror", lambda error: heard.errors.append(str(error)))
        page.goto(address)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert heard.outside == []
    assert heard.errors == []


def settle(page: Page) -> None:
    """Waits until the screen is drawn. After a click, wait first for something that the click brings: until its
    answer comes, the screen before it is drawn too."""
    page.wait_for_function(SETTLED)


def note_outside(request: Request, heard: Heard) -> None:
    if is_outside(request.url):
        heard.outside.append(request.url)


def is_outside(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


def note_error(message: ConsoleMessage, heard: Heard) -> None:
    # Streamlit looks for its own server below the address that was opened, then at the root
    if message.type == "error" and "/_stcore/" not in message.location["url"]:
        heard.errors.append(f"{message.text} {message.location['url']}")
