"""How often a question that builds on something untrue is corrected, and one that does not is corrected wrongly.

    python -m tests.evaluation.premise_set --work DIR [--shared ../shared] [--wrong]

The questions of premise_questions.jsonl go three by three with a sentence of a paper, named by its first words: "false"
takes for granted what the sentence contradicts, "true" what it says, in the same style, and "near" sounds as if it were
contradicted and is not. They are freely worded, mostly in none of the sentence's words. DIR holds homes of the papers,
as for fit_weights.py. With --wrong, the questions that are corrected though nothing contradicts them are listed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from assistant.cases import false_premise
from assistant.enquiry import enquire
from corpus.paper import Role
from corpus.scope import Scope
from tests.evaluation.councillor_questions import PROJECT, papers_of

WRITTEN = Path(__file__).with_name("premise_questions.jsonl")
KINDS = ("false", "true", "near")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--shared", type=Path, default=PROJECT.parent / "shared")
    options.add_argument("--wrong", action="store_true")
    given = options.parse_args()
    reader = Scope(Role.PUBLIC)
    rows = [json.loads(line) for line in WRITTEN.read_text(encoding="utf-8").splitlines()]
    corrected: Counter[str] = Counter()
    for name in dict.fromkeys(row["papers"] for row in rows):
        corpus = papers_of(name, given.work, given.shared)
        councils = {paper.file: paper.facts.authority for paper in corpus.catalogue.papers(reader)}
        for row in (row for row in rows if row["papers"] == name):
            for kind in KINDS:
                enquiry = enquire(corpus, row[kind], reader=reader, authority=councils.get(row["file"]))
                if settled := false_premise(enquiry):
                    corrected[kind] += 1
                    if given.wrong and kind != "false":
                        print(f"{kind}: {row[kind]}\n    {settled.lead}\n    {settled.statements[0].text}")
    print(f"{len(rows)} questions of each kind; corrected: {', '.join(f'{kind} {corrected[kind]}' for kind in KINDS)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
