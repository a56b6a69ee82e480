"""A real ``scrutiny serve`` on the sample papers, and a real headless Chromium before it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "corpus" / "sample" / "papers"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(home: Path, *options: str, port: int | None = None, **environment: str) -> Iterator[Served]:
    port = port or free_port()
    command = [sys.executable, "-m", "scrutiny", "serve", "--port", str(port), "--home", str(home), *options]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stderr=subprocess.PIPE, text=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield Served(f"http://127.0.0.1:{port}", home)
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=30)


def wait_for(address: str, server: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            assert server.poll() is None, "scrutiny serve ended before it was up"
            time.sleep(0.2)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    done = scrutiny("ingest", str(SAMPLE), home=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def served(home: Path) -> Iterator[Served]:
    with serving(home) as service:
        yield service


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        yield browser
        browser.close()


@pytest.fixture
def open_tab(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address as a new visitor would. At the end nothing may have been asked of another host."""
    heard, contexts = Heard(), []

    def visit(address: str, size: dict[str, int] = DESK) -> Page:
        context = chromium.new_context(viewport=size)  # type: ignore[arg-type]
        contexts.append(context)
        # what is asked of elsewhere is refused, and remembered
        context.route(is_outside, lambda route: route.abort())
        page = context.new_page()
        page.set_default_timeout(60_000)
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


def note_outside(request: Request, heard: Heard) -> None:
    if is_outside(request.url):
        heard.outside.append(request.url)


def is_outside(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


def note_error(message: ConsoleMessage, heard: Heard) -> None:
    # Streamlit looks for its own server below the address that was opened, then at the root
    if message.type == "error" and "/_stcore/" not in message.location["url"]:
        heard.errors.append(f"{message.text} {message.location['url']}")
