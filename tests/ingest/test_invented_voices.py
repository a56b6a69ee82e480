"""Who says each sentence of stories and papers such as other councils and their newspapers have, all invented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.paper import Kind
from tests.ingest.test_voices import said

TAGGED = re.compile(r"(?P<voice>\w+)(?: \((?P<speaker>.*?)\))?(?: < (?P<by>\w+))? \| (?P<text>.*)")
STORIES = Path(__file__).with_name("invented_voices.txt").read_text(encoding="utf-8").split("== ")[1:]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: " ".join(story.split()[:1]))
def test_stories_and_papers_such_as_other_councils_have(story: str) -> None:
    """One sentence a line, "voice (speaker) < quoted by | words"; an empty line between paragraphs."""
    kind, _, body = story.partition("\n")
    paragraphs = [[TAGGED.fullmatch(line) for line in lines.splitlines()] for lines in body.strip().split("\n\n")]
    found = said(Kind(kind), *(" ".join(line["text"] for line in lines if line) for lines in paragraphs))
    wrong = []
    for line in (line for lines in paragraphs for line in lines):
        assert line is not None
        text = re.sub(r"^(?:- |\(\w+\) |\d+\. )", "", line["text"])
        voice, speaker, quoted_by = found[text]
        wanted = line["speaker"]
        if (voice, quoted_by) != (line["voice"], line["by"]) or (wanted or "") not in (speaker or ""):
            wrong.append((text, voice, speaker, quoted_by))
        if speaker and not wanted:
            wrong.append((text, voice, speaker, quoted_by))
    assert wrong == []
