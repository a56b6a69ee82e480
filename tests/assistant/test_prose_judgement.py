"""A judgement that a report gives in sentences is quoted from under its heading, where the register holds no grade."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.lookups.prose_judgement import judged_in_prose
from assistant.understanding.question import understand
from corpus.corpus import Corpus
from corpus.paper import Judgement
from corpus.scope import Scope
from ingest.sync import sync

REPORT = """# Inspection of progress made in safeguarding services in Brackenford

## About the inspection

The inspection took place from 6 to 10 July 2009 and looked at the progress made since 2008.

## Overall judgement on progress

The council and its partners have made limited progress overall. Front-line practice is still weak.

## Key findings

Recording has improved.
"""


def test_the_sentences_under_its_heading_answer(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "progress.md").write_text(REPORT, encoding="utf-8")
    sync(corpus, [tmp_path / "papers"])
    (paper,) = corpus.catalogue.papers(Scope())
    none = Judgement(area="overall", label="Overall", grade=None, why="no grade is printed", page=1, quote="Overall")
    asked = understand("What was the overall judgement on progress in Brackenford?", held=["Brackenford"])
    (statement,) = judged_in_prose(corpus.catalogue, asked, [(paper, none)])
    assert statement.text.startswith("The council and its partners have made limited progress overall.")
    assert "Recording" not in statement.text
    graded = replace(none, grade="good", why=None)
    assert judged_in_prose(corpus.catalogue, asked, [(paper, graded)]) == []
    why = understand("Why was progress in Brackenford judged limited?", held=["Brackenford"])
    assert judged_in_prose(corpus.catalogue, why, [(paper, none)]) == []
