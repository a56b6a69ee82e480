"""An ingest that is killed leaves every paper as before or as after, and the next one mends the rest."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest

from tests.conftest import PATIENCE, ROOT

ROUNDS = 12


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each round is a process that is forked")
def test_an_ingest_may_be_killed_at_any_moment() -> None:
    seed = random.randrange(10**6)
    command = [sys.executable, "-m", "tests.bench.kill_ingest", "--rounds", ROUNDS, "--seed", seed]
    done = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True, timeout=3 * PATIENCE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{ROUNDS} rounds" in done.stdout
    assert "0 lost, 0 half-written, 0 duplicated, 0 not mended, 0 stray processes" in done.stdout
