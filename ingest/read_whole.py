"""Reads a file whole, with everything that takes: the readers, and what finds facts, voices and registers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.paper import Pages, Passage
from ingest.facts.corrections import corrected
from ingest.facts.describe import describe
from ingest.passages import passages_of
from ingest.quality import quality_of
from ingest.readers.read import read
from ingest.reading import Reading
from ingest.registers.recommendations import recommendations_of
from ingest.registers.register import judgements_of
from ingest.unreadable import UnreadablePaper
from ingest.voices.voices import give_voices


def reading_of(path: Path, file: str, manifest: Mapping[str, Any], corrections: Mapping[str, str]) -> Reading:
    """Reads the file at ``path``; ``file`` is its name below the ingested folder.

    Raises UnreadablePaper.
    """
    pages = read(path)
    passages: Sequence[Passage] = passages_of(pages)
    if not passages:
        raise UnreadablePaper(f"{file} holds no text. If it is a scan, make it readable and add it again.")
    facts = corrected(describe(pages, passages, file, manifest or None), corrections)
    passages = give_voices(passages, facts)
    judgements = judgements_of(pages, passages, facts)
    recommendations = recommendations_of(pages, passages, facts)
    quality = quality_of(pages, passages, facts, judgements)
    return Reading(pages, facts, passages, judgements, recommendations, quality, text_digest(pages))


def text_digest(pages: Pages) -> str:
    """Of the words alone: the same paper saved anew, or in another format, has the same."""
    words = " ".join(re.findall(r"\w+", " ".join(page.text for page in pages.pages))).casefold()
    return hashlib.sha256(words.encode()).hexdigest()
