"""Serves the chat to the browsers of this machine."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from rich.console import Console

from corpus.settings import Settings

HOST = "127.0.0.1"
FAILED = 1
START_SECONDS = 60.0
STOP_SECONDS = 10.0
OPTIONS = {
    "server.address": HOST,
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.showEmailPrompt": "false",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "runner.magicEnabled": "false",
    "theme.base": "light",
    "theme.primaryColor": "#0b4f55",
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#f2f5f6",
    "theme.textColor": "#17212e",
    "theme.linkColor": "#0b4f55",
    "theme.borderColor": "#5b6675",
    "theme.baseRadius": "4px",
    "theme.showWidgetBorder": "true",
    "theme.paddingTop": "1rem",
}
log = Console(stderr=True)


def serve(settings: Settings, port: int = 8501, as_json: bool = False) -> int:
    """Serves until it is interrupted; returns 0 then, and 1 where it could not start or fell over.

    With ``as_json`` the address is also said on standard output, once it answers: {"address": "http://..."}.

    Only this machine can reach it: a service for others needs a proxy with sign-in before it.
    """
    if is_taken(port):
        log.print(f"Port {port} is in use. Choose another with --port.", style="red", highlight=False)
        return FAILED
    signal.signal(signal.SIGTERM, interrupt)
    # Streamlit's own greeting is a log: standard output is kept for machine output
    server = subprocess.Popen(streamlit_command(port), env=environment_of(settings), stdout=sys.stderr)
    try:
        if not wait_until_up(server, port):
            log.print(f"The chat did not start (exit code {server.poll()}).", style="red", highlight=False)
            return FAILED
        address = f"http://{HOST}:{port}"
        log.print(f"The chat is at {address}. Press Ctrl-C to end it.", highlight=False)
        if as_json:
            sys.stdout.write(json.dumps({"address": address}) + "\n")
            sys.stdout.flush()
        return FAILED if server.wait() else 0
    except KeyboardInterrupt:
        return 0
    finally:
        stop(server)


def interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        # as the server itself binds: a port that only waits for its last connections to close is free
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def streamlit_command(port: int) -> list[str]:
    options = [f"--{name}={value}" for name, value in {**OPTIONS, "server.port": str(port)}.items()]
    return [sys.executable, "-m", "streamlit", "run", str(app_file()), *options]


def app_file() -> Path:
    """The entry that Streamlit runs: the module ``app``, wherever it is installed."""
    spec = find_spec("app")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The module app is missing. Install scrutiny-assistant again.")
    return Path(spec.origin)


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment from which the app reads the same settings."""
    values = {name: value for name, value in settings.model_dump().items() if value is not None}
    return {**os.environ, **{f"SCRUTINY_{name.upper()}": str(value) for name, value in values.items()}}


def wait_until_up(server: subprocess.Popen[bytes], port: int) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=2) as reply:
                return bool(reply.status == 200)
        except (URLError, OSError):
            time.sleep(0.1)
    return False


def stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is not None:
        return
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
