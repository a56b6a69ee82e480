"""The local Chroma server: one for all clients of a folder, started on demand, gone when they are."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest

from corpus.vector_server import (
    Address,
    VectorServerError,
    answers,
    client_name,
    find_or_start,
    read_address,
    register_client,
    supervise,
)
from tests.conftest import PATIENCE, ROOT

CLIENT = """
import sys
from pathlib import Path
from corpus.vector_server import find_or_start
sys.stdout.write(f"{find_or_start(Path(sys.argv[1])).port}\\n")
sys.stdout.flush()
sys.stdin.read()
"""
SUPERVISOR = """
import sys
from pathlib import Path
from corpus.vector_server import supervise
sys.exit(supervise(Path(sys.argv[1]), idle_seconds=float(sys.argv[2])))
"""


def process(script: str, *args: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, args)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@contextmanager
def client(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that uses the server for as long as the block runs."""
    started = process(CLIENT, folder)
    try:
        yield started
    finally:
        started.communicate(timeout=PATIENCE)


def port_of(started: subprocess.Popen[str]) -> int:
    assert started.stdout
    return int(started.stdout.readline())


def wait_until(holds: Callable[[], object], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def is_up(folder: Path) -> bool:
    address = read_address(folder)
    return address is not None and answers(address)


def address_of(folder: Path) -> Address:
    address = read_address(folder)
    assert address is not None
    return address


def servers_of(folder: Path) -> list[int]:
    """The processes that hold this Chroma folder open."""
    found = []
    for one in psutil.process_iter(["cmdline"]):
        line = one.info["cmdline"] or []
        if str(folder / "data") in line:
            found.append(one.pid)
    return found


@contextmanager
def using(folder: Path) -> Iterator[None]:
    """This process counts as a client for as long as the block runs, however long the others take to begin."""
    register_client(folder)
    try:
        yield
    finally:
        (folder / "clients" / client_name(os.getpid())).unlink()


def test_two_clients_share_one_server_and_it_ends_after_the_last(tmp_path: Path) -> None:
    with ExitStack() as last:
        with using(tmp_path):
            supervisor = process(SUPERVISOR, tmp_path, 0.5)
            wait_until(lambda: is_up(tmp_path))
            one = last.enter_context(client(tmp_path))
            with client(tmp_path) as two:
                assert port_of(one) == port_of(two) == address_of(tmp_path).port
                assert len(servers_of(tmp_path)) == 1
        time.sleep(2)
        assert is_up(tmp_path), "it must not stop under its last client"
    wait_until(lambda: not servers_of(tmp_path))
    assert supervisor.wait(PATIENCE) == 0
    assert read_address(tmp_path) is None


def test_clients_that_come_at_once_start_one_server(tmp_path: Path) -> None:
    with client(tmp_path) as one, client(tmp_path) as two:
        assert port_of(one) == port_of(two)
        assert len(servers_of(tmp_path)) == 1
        psutil.Process(address_of(tmp_path).server_pid).terminate()


def test_a_client_that_comes_while_the_server_stops_gets_a_new_one(tmp_path: Path) -> None:
    with using(tmp_path):
        supervisor = process(SUPERVISOR, tmp_path, 0.5)
        wait_until(lambda: is_up(tmp_path))
    wait_until(lambda: read_address(tmp_path) is None)
    stopping = servers_of(tmp_path)
    address = find_or_start(tmp_path)
    assert answers(address)
    assert servers_of(tmp_path) == [address.server_pid]
    assert address.server_pid not in stopping
    assert supervisor.wait(PATIENCE) == 0
    psutil.Process(address.server_pid).terminate()


def test_the_server_of_a_killed_supervisor_is_ended_before_another_starts(tmp_path: Path) -> None:
    killed = process(SUPERVISOR, tmp_path, PATIENCE)
    wait_until(lambda: is_up(tmp_path))
    left = address_of(tmp_path)
    killed.send_signal(signal.SIGKILL)
    killed.wait(PATIENCE)
    assert answers(left), "the server outlives its supervisor"
    assert find_or_start(tmp_path) == left, "and serves on until there is another"
    heir = process(SUPERVISOR, tmp_path, PATIENCE)
    wait_until(lambda: is_up(tmp_path) and address_of(tmp_path) != left)
    assert servers_of(tmp_path) == [address_of(tmp_path).server_pid]
    assert not psutil.pid_exists(left.server_pid) or psutil.Process(left.server_pid).status() == "zombie"
    heir.send_signal(signal.SIGTERM)
    psutil.Process(address_of(tmp_path).server_pid).terminate()
    heir.wait(PATIENCE)


def test_another_process_that_took_the_number_of_a_leftover_is_left_alone(tmp_path: Path) -> None:
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
    (tmp_path / "address.json").write_text(
        f'{{"port": 9, "server_pid": {bystander.pid}, "server_started": {time.time() - 5000}}}'
    )
    assert supervise(tmp_path, idle_seconds=0) == 0
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait(PATIENCE)


def test_a_server_that_cannot_start_is_reported_with_its_log(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where Chroma wants its folder")
    with pytest.raises(VectorServerError, match="did not start") as error:
        find_or_start(tmp_path)
    assert str(tmp_path / "server.log") in str(error.value)
    assert (tmp_path / "server.log").read_text()
    assert servers_of(tmp_path) == []


def test_a_relative_home_is_the_same_for_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.settings import Settings

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCRUTINY_HOME", "papers-home")
    assert Settings().chroma_folder == tmp_path / "papers-home" / "chroma"
    monkeypatch.setenv("SCRUTINY_HOME", "~/papers-home")
    assert Settings().home == Path("~/papers-home").expanduser().resolve()
