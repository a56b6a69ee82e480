"""What becomes of each file of a folder of awkward ones: python -m tests.bench.awkward_files [FOLDER]

Prints file, outcome, seconds, and pages with the first words, or the reason; exit code 1 if one broke a rule: every
file ends as pages or with a reason that names it, and none takes over 60 seconds.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from ingest.unreadable import UnreadablePaper
from ingest.worker import ReadingWorkers

LIMIT = 60.0


def main(folder: Path) -> int:
    outcomes: dict[str, int] = {}
    broken = slowest = 0.0
    with ReadingWorkers(seconds=LIMIT) as workers:
        for path in sorted(folder.iterdir()):
            started = time.monotonic()
            try:
                read = workers.submit(path, path.name, {}, {}).result()
            except UnreadablePaper as error:
                outcome, said = "refused", str(error)
                broken += not said.startswith(path.name) or "broke down" in said or "not met before" in said
            else:
                scanned = f", {len(read.quality.ocr_pages)} by OCR" if read.quality.ocr_pages else ""
                first = " ".join(read.pages.pages[0].text.split())[:60]
                outcome, said = "read", f"{len(read.pages.pages)} pages{scanned}: {first}"
            seconds = time.monotonic() - started
            broken += seconds > LIMIT
            slowest = max(slowest, seconds)
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
            print(f"{outcome:8}{seconds:6.1f} s  {path.name}: {said}", flush=True)
    print(outcomes, f"slowest {slowest:.1f} s, {broken:.0f} broke a rule")
    return int(broken > 0)


if __name__ == "__main__":
    shared = Path(__file__).resolve().parents[2].parent / "shared" / "awkward"
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else shared))
