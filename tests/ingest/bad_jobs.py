"""Stand-ins for a reader of bad files, run by the reading workers in place of ingest.read_whole.reading_of."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from ingest.pace import on_page
from ingest.unreadable import UnreadablePaper

Texts = Mapping[str, str]
served: list[str] = []  # by this process


def job(path: Path, file: str, manifest: Texts, corrections: Texts) -> object:
    """Does what the file's name says."""
    served.append(file)
    match Path(file).stem.split("-")[0]:
        case "sleep":
            (path / "pid").write_text(str(os.getpid()))
            time.sleep(3600)
        case "loop":  # inside C code that lets no other thread run
            (path / "pid").write_text(str(os.getpid()))
            re.match(r"(a+)+$", "a" * 60 + "b")
        case "scan":
            for _ in range(6):
                time.sleep(0.4)
                on_page.get()()
        case "endless":
            while True:
                time.sleep(0.1)
                on_page.get()()
        case "grow":
            hoard = []
            while True:
                hoard.append(bytearray(10_000_000))
                time.sleep(0.01)
        case "bomb":
            return len(bytearray(100_000_000_000))
        case "die":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "quit":
            sys.exit(3)
        case "break":
            raise ZeroDivisionError("the width of the page is 0")
        case "refuse":
            raise UnreadablePaper(f"{file}: the PDF is locked with a password: save a copy without one")
        case "print":
            print("a library's own remark", flush=True)
            os.write(1, b"and one of its C code\n")
        case "frail" if len(served) > 1:  # as a library does whose memory another file has spoilt
            os.kill(os.getpid(), signal.SIGSEGV)
    return {"pid": os.getpid(), "file": file, "modules": sorted(sys.modules), "served": list(served)}
