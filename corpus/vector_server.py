"""The one process that owns the Chroma folder: a local Chroma server, started on demand.

Embedded Chroma must not be opened by two processes: an open reader never sees what another process adds, and two
writers destroy the index. So whoever needs vectors talks to one server, which a supervisor (this module, run with
``python -m corpus.vector_server FOLDER``) starts, watches, and stops soon after its last client has gone.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
from filelock import FileLock, Timeout

IDLE_SECONDS = 15.0
START_SECONDS = 180.0
TRIES = 3  # a port that is free may in the next moment be given to whatever connects to anywhere
HOST = "127.0.0.1"
# what the command ``chroma`` does, without all else that the package imports: a second, and 75 megabytes
CHROMA = "import sys, chromadb_rust_bindings; chromadb_rust_bindings.cli(['chroma', *sys.argv[1:]])"


class VectorServerError(Exception):
    """The local Chroma server does not start or answer: the message says where its log is."""


@dataclass(frozen=True, slots=True)
class Address:
    port: int
    server_pid: int
    server_started: float


def register_client(folder: Path) -> None:
    """Says that this process uses the server; it counts for as long as the process lives."""
    clients = folder / "clients"
    clients.mkdir(parents=True, exist_ok=True)
    (clients / client_name(os.getpid())).touch()


def client_name(pid: int) -> str:
    return f"{pid}-{psutil.Process(pid).create_time():.2f}"


def find_or_start(folder: Path) -> Address:
    """The address of the server of this folder, started where there is none.

    Raises VectorServerError when it does not come up.
    """
    register_client(folder)
    address = read_address(folder)
    if address and answers(address):
        return address
    log = folder / "server.log"
    with log.open("ab") as stream:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "corpus.vector_server", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            start_new_session=True,
            cwd=Path(__file__).resolve().parent.parent,
        )
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        address = read_address(folder)
        if address and answers(address):
            return address
        # code 0 is a supervisor that found another one at work
        if supervisor.poll() not in (None, 0):
            break
        time.sleep(0.05)
    raise VectorServerError(
        f"The local Chroma server did not start. Its log is {log}; mend what it names and try again."
    )


def read_address(folder: Path) -> Address | None:
    try:
        return Address(**json.loads((folder / "address.json").read_text()))
    except FileNotFoundError:
        return None


def answers(address: Address) -> bool:
    try:
        with urlopen(f"http://{HOST}:{address.port}/api/v2/heartbeat", timeout=2) as reply:
            return bool(reply.status == 200)
    except (URLError, OSError):
        return False


def supervise(folder: Path, idle_seconds: float = IDLE_SECONDS) -> int:
    """Runs the server until no client has been alive for ``idle_seconds``. Returns the exit code of the process."""
    folder.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with FileLock(folder / "owner.lock", timeout=0.2):
                return keep_serving(folder, idle_seconds)
        except Timeout:
            # the owner may be serving, or on its way out: only then is there something to take over
            address = read_address(folder)
            if address and answers(address):
                return 0
    return 1


def keep_serving(folder: Path, idle_seconds: float) -> int:
    stop_leftover(read_address(folder))
    server, address = start_server(folder)
    try:
        last_seen = time.monotonic()
        while server.poll() is None:
            if has_clients(folder):
                last_seen = time.monotonic()
            elif time.monotonic() - last_seen > idle_seconds:
                withdraw_address(folder)
                # a client may have come between the last look and now
                if not has_clients(folder):
                    return 0
                write_address(folder, address)
            time.sleep(0.5)
        return server.returncode or 1
    finally:
        withdraw_address(folder)
        stop_process(psutil.Process(server.pid) if server.poll() is None else None)


def start_server(folder: Path) -> tuple[subprocess.Popen[bytes], Address]:
    """A server that answers. Raises VectorServerError."""
    for _ in range(TRIES):
        server, address = start_on_free_port(folder)
        if is_up_in_time(server, address):
            return server, address
        withdraw_address(folder)
        if server.poll() is None:
            stop_process(psutil.Process(server.pid))
            break
    raise VectorServerError(f"Chroma did not come up on port {address.port} (exit code {server.poll()})")


def start_on_free_port(folder: Path) -> tuple[subprocess.Popen[bytes], Address]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    run = ["run", "--path", str(folder / "data"), "--host", HOST, "--port", str(port)]
    server = subprocess.Popen([sys.executable, "-c", CHROMA, *run])
    address = Address(port, server.pid, psutil.Process(server.pid).create_time())
    # before it is up: whoever takes over from a supervisor that is killed now must find this server
    write_address(folder, address)
    return server, address


def is_up_in_time(server: subprocess.Popen[bytes], address: Address) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        if answers(address):
            return True
        time.sleep(0.05)
    return False


def write_address(folder: Path, address: Address) -> None:
    partial = folder / "address.partial"
    partial.write_text(json.dumps(asdict(address)))
    partial.replace(folder / "address.json")


def withdraw_address(folder: Path) -> None:
    (folder / "address.json").unlink(missing_ok=True)


def has_clients(folder: Path) -> bool:
    """Whether a registered process still lives. Those that have gone are struck off."""
    alive = False
    for entry in (folder / "clients").glob("*-*"):
        if is_running(entry.name):
            alive = True
        else:
            entry.unlink(missing_ok=True)
    return alive


def is_running(client: str) -> bool:
    """Whether this very process lives; one that has ended and was never waited for does not."""
    pid = int(client.partition("-")[0])
    with suppress(psutil.NoSuchProcess):
        return client_name(pid) == client and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False


def stop_leftover(address: Address | None) -> None:
    """Ends the server of a supervisor that was killed: two servers on one folder would destroy it."""
    if address is None:
        return
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(address.server_pid)
        if abs(process.create_time() - address.server_started) < 0.1:
            stop_process(process)


def stop_process(process: psutil.Process | None) -> None:
    if process is None:
        return
    with suppress(psutil.NoSuchProcess):
        process.terminate()
        try:
            process.wait(10)
        except psutil.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    sys.exit(supervise(Path(sys.argv[1])))
