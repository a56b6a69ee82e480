"""Takes the figures of RESULTS.md over to the screen About: ``python -m tests.evaluation.publish_figures``."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from assistant.screens.about import FIGURES, FOLDER, SETS

RESULTS = Path(__file__).parent / "RESULTS.md"


def figures() -> str:
    """CSV of the table "Answers": a line for each figure that the screen shows, a column for each set."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in answers_table()]
    heads = rows[0][1:]
    known = {row[0]: dict(zip(heads, row[1:], strict=True)) for row in rows[2:]}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["figure", *SETS])
    for figure in FIGURES:
        writer.writerow([figure, *(known[figure][name] for name in SETS)])
    return out.getvalue()


def answers_table() -> list[str]:
    text = RESULTS.read_text(encoding="utf-8")
    section = text.split("\n## Answers\n", 1)[1].lstrip().splitlines()
    end = next(i for i, line in enumerate(section) if not line.startswith("|"))
    return [line.strip() for line in section[:end]]


if __name__ == "__main__":
    (FOLDER / "figures.csv").write_text(figures(), encoding="utf-8")
