"""Who says each sentence of the southampton papers, against southampton_voices.csv, a set made by hand.

The rule of the set. ``voice`` says whose words a sentence is, by most of its words:

- quoted word for word, with both quotation marks or one of them missing: the one quoted, with ``quoted_by`` the voice
  of the paper. A list under "Ofsted said:" or "the report highlights that ... because:" is the inspector's likewise.
- a paraphrase ("inspectors found that ...", "..., the report said" without marks) and a sentence that only holds a
  few quoted words: the writer's, so press in a news story and council in a council paper.
- the lead-in of a quotation that is a sentence of its own ("Jane Doe, the director, said:"): the writer's; within the
  sentence that it leads into, it goes with the quotation.
- a cabinet member, director or spokesperson: council, the name as ``speaker``; the council is not quoted by itself.
- a recommendation in a report is the council's; only what minutes resolve is a decision.
- an inspection paper is the inspector's, what it says of others included, but for words it quotes a person with.

``start`` is the first words of the sentence, no more than tell it from the others of its file; ``speaker`` is a part
of the speaker given, and empty where none is to be given.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from corpus.paper import Voice
from ingest.facts.manifest import read_manifest
from ingest.read_whole import reading_of

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
ROWS = list(csv.DictReader(Path(__file__).with_name("southampton_voices.csv").read_text(encoding="utf-8").splitlines()))
FILES = sorted({row["file"] for row in ROWS})


def test_the_set_is_large_and_of_every_kind() -> None:
    assert len(ROWS) >= 200
    assert len(FILES) == 12
    voices = Counter((row["voice"], row["quoted_by"]) for row in ROWS)
    assert min(voices[v] for v in [("inspector", "press"), ("inspector", "council"), ("council", "press")]) >= 15
    assert max(len(row["start"].split()) for row in ROWS) <= 8


@pytest.mark.shared
@pytest.mark.parametrize("file", FILES)
def test_every_sentence_of_the_set_has_its_voice(file: str) -> None:
    folder = SHARED / "papers" / "southampton"
    if not folder.is_dir():
        pytest.skip("the southampton papers are not beside the repository")
    reading = reading_of(folder / file, file, read_manifest(folder / "manifest.json").get(file, {}), {})
    said = [
        (" ".join(p.text[s.start : s.end].split()), s.voice or p.voice, s.speaker, s.quoted_by)
        for p in reading.passages
        for s in p.sentences
    ]
    wrong = []
    for row in (row for row in ROWS if row["file"] == file):
        found = [one for one in said if one[0].startswith(row["start"])]
        assert len(found) == 1, f"{len(found)} sentences begin with {row['start']!r}"
        (_, voice, speaker, quoted_by), wanted = found[0], row["speaker"]
        right = voice == Voice(row["voice"]) and (quoted_by or "") == row["quoted_by"]
        if not (right and (wanted in (speaker or "") if wanted else speaker is None)):
            wrong.append((row["start"], voice, speaker, quoted_by))
    assert wrong == []
