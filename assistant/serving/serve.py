"""Serves the screens: to the browsers of this machine, or with sign-in to those of other computers."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from corpus.settings import Settings
from corpus.sign_in import SignInError, check_serving, has_sign_in, secrets_toml
from corpus.terminal import FAILED, WRONG_USAGE, say

START_SECONDS = 180.0
STOP_SECONDS = 10.0
OPTIONS = {
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.showEmailPrompt": "false",
    # who reads is known from the sign-in alone, whatever headers a request brings
    "server.trustedUserHeaders": "{}",
    "server.enableXsrfProtection": "true",
    "server.enableCORS": "true",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "runner.magicEnabled": "false",
    "theme.base": "light",
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#f2f5f6",
    "theme.textColor": "#17212e",
    "theme.borderColor": "#5b6675",
    "theme.baseRadius": "4px",
    "theme.showWidgetBorder": "true",
    "theme.paddingTop": "1rem",
}


def serve(settings: Settings, port: int = 8501, as_json: bool = False) -> int:
    """Serves until it is interrupted; returns 0 then, 1 where it could not start or fell over, 2 for wrong settings.

    With ``as_json`` the address is also said on standard output, once it answers: {"address": "http://..."}.

    Without sign-in only this machine can reach it.
    """
    try:
        check_serving(settings)
    except SignInError as error:
        say(str(error), style="red")
        return WRONG_USAGE
    if is_taken(settings.address, port):
        say(f"Port {port} is in use. Choose another with --port.", style="red")
        return FAILED
    signal.signal(signal.SIGTERM, interrupt)
    with secrets_file(settings) as file:
        # Streamlit's own greeting is a log: standard output is kept for machine output
        server = subprocess.Popen(
            streamlit_command(settings, port, file), env=environment_of(settings), stdout=sys.stderr
        )
        try:
            if not wait_until_up(server, settings.address, port):
                say(f"The screens did not start (exit code {server.poll()}).", style="red")
                return FAILED
            address = settings.url if has_sign_in(settings) else None
            address = address or f"http://{settings.address}:{port}"
            say(f"The screens are at {address}. Press Ctrl-C to end them.")
            if as_json:
                sys.stdout.write(json.dumps({"address": address}) + "\n")
                sys.stdout.flush()
            return FAILED if server.wait() else 0
        except KeyboardInterrupt:
            return 0
        finally:
            stop(server)


@contextmanager
def secrets_file(settings: Settings) -> Iterator[Path]:
    """The file from which Streamlit takes the sign-in, for as long as it serves; nobody else may read it."""
    with tempfile.TemporaryDirectory(prefix="scrutiny-") as folder:
        file = Path(folder) / "secrets.toml"
        file.touch(mode=0o600)
        file.write_text(secrets_toml(settings, cookie_secret(settings)), encoding="utf-8")
        yield file


def cookie_secret(settings: Settings) -> str:
    """What session cookies are signed with: drawn once for the home folder, so that a restart signs nobody out."""
    file = settings.home / "cookie_secret"
    if not file.is_file() or not file.read_text(encoding="ascii").strip():
        settings.home.mkdir(parents=True, exist_ok=True)
        # whole or not at all: with half of it, or none, anybody could sign a cookie
        partial = file.with_suffix(".partial")
        partial.touch(mode=0o600)
        partial.write_text(secrets.token_urlsafe(48), encoding="ascii")
        partial.replace(file)
    return file.read_text(encoding="ascii").strip()


def interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def is_taken(address: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        # as the server itself binds: a port that only waits for its last connections to close is free
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return True
    return False


def streamlit_command(settings: Settings, port: int, secrets_file: Path) -> list[str]:
    own = {
        "server.port": str(port),
        "server.address": settings.address,
        "secrets.files": str(secrets_file),
        "theme.primaryColor": settings.colour,
        "theme.linkColor": settings.colour,
    }
    options = [f"--{name}={value}" for name, value in {**OPTIONS, **own}.items()]
    # a page of another site may not reach this service under a name of its own
    options += [f"--server.allowedHosts={host}" for host in hosts_of(settings)]
    return [sys.executable, "-m", "assistant.serving.served", "run", str(app_file()), *options]


def hosts_of(settings: Settings) -> list[str]:
    """The names that browsers may call this service by."""
    named = urlsplit(settings.url or "").hostname
    own = {"127.0.0.1", "localhost", settings.address, *([named] if named else [])}
    return sorted(own - {"0.0.0.0", "::"})


def app_file() -> Path:
    """The entry that Streamlit runs: the module ``app``, wherever it is installed."""
    spec = find_spec("app")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The module app is missing. Install scrutiny-assistant again.")
    return Path(spec.origin)


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment from which the app reads the same settings."""
    given = {"HOME": str(settings.home), "ROLE": settings.role, "ADDRESS": settings.address}
    values = {**os.environ, **{f"SCRUTINY_{name}": value for name, value in given.items()}}
    # it stands in the file of secrets; the app itself has no use for it
    values.pop("SCRUTINY_SIGN_IN_SECRET", None)
    return values


def wait_until_up(server: subprocess.Popen[bytes], address: str, port: int) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(address, f"[{address}]" if ":" in address else address)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"http://{host}:{port}/_stcore/health", timeout=2) as reply:
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
