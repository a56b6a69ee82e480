"""The process that reads, started by ingest.worker as ``python -m ingest.worker_child JOB SECONDS MEGABYTES``.

It takes files from standard input, one after another, and says on standard output what became of each.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import pkgutil
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

from ingest.pace import on_page
from ingest.parcel import parcel_of
from ingest.unreadable import SAVE_ANEW, UnreadablePaper

SPARE_MEGABYTES = 600  # the system refuses that much beyond what the parent allows: the stacks of threads and the like
BETWEEN_COLLECTIONS = 50_000  # objects; a paper is made of very many, and hardly any refer to each other in a circle
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def main(job: str, processor_seconds: float, megabytes: int) -> None:
    """Reads until the parent is gone. ``job`` is the function that reads, as "module:name"."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group, and the parent ends its children
    die_with_parent()
    incoming, answers = private_streams()
    limit_memory(megabytes)
    requests: SimpleQueue[Any] = SimpleQueue()
    Thread(target=listen, args=[incoming, requests], daemon=True).start()
    on_page.set(lambda: say(answers, "page"))
    read = pkgutil.resolve_name(job)
    gc.freeze()  # what the readers have set up is never garbage, and need not be looked at for each paper
    gc.set_threshold(BETWEEN_COLLECTIONS)
    say(answers, "ready")
    while True:
        arguments = requests.get()
        limit_processor_time(processor_seconds)
        say(answers, *outcome(read, *arguments))


def private_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Standard input and output for this module alone: what a library prints must not stand between the answers."""
    incoming, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    return incoming, answers


def outcome(
    read: Callable[..., Any], path: Path, file: str, manifest: Mapping[str, Any], corrections: Mapping[str, str]
) -> tuple[str, Any]:
    """("read", the reading), ("unreadable", why) or ("memory", None)."""
    try:
        return "read", read(path, file, manifest, corrections)
    except UnreadablePaper as error:
        return "unreadable", str(error)
    except MemoryError:
        return "memory", None
    except Exception as error:  # noqa: BLE001
        # The one place where a library's own error on a bad file becomes a reason: nobody can list what a dozen
        # parsers raise, and one file must not end the ingest of the others. The log keeps what a developer needs.
        traceback.print_exc()
        name = type(error).__name__
        return "unreadable", f"{file}: it is damaged or of a kind not met before ({name}): {SAVE_ANEW}"


def listen(incoming: IO[bytes], requests: SimpleQueue[Any]) -> None:
    """Takes what the parent sends; when the parent is gone, so is this process, in the middle of a file or not."""
    try:
        while True:
            requests.put(pickle.load(incoming))
    except (EOFError, pickle.UnpicklingError):
        os._exit(0)


def say(answers: IO[bytes], said: str, value: Any = None) -> None:
    try:
        answers.write(parcel_of((said, value)))
        answers.flush()
    except BrokenPipeError:
        os._exit(0)


def die_with_parent() -> None:
    """Also out of C code that never lets another thread of Python run; elsewhere than on Linux ``listen`` must do."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


def limit_memory(megabytes: int) -> None:
    """A hard stop for what grows faster than the parent looks. Where the system has none, the parent's eye remains."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, ((megabytes + SPARE_MEGABYTES) * 1_000_000, hard))


def limit_processor_time(seconds: float) -> None:
    """A hard stop for a loop that outlives the parent."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(sum(os.times()[:2]) + seconds) + 1, hard))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
