"""A file read whole: its pages, facts, passages and registers, ready to be embedded and put into the corpus."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.authorities import common_name
from corpus.paper import Access, Facts, Judgement, Kind, Pages, Passage, Quality, Recommendation, Voice
from ingest.describe import VOICES, describe
from ingest.passages import passages_of
from ingest.quality import quality_of
from ingest.read import read
from ingest.recommendations import recommendations_of
from ingest.register import judgements_of
from ingest.unreadable import UnreadablePaper
from ingest.voices import give_voices


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is made of a file's bytes. It needs no corpus and no model, so that a worker can make it."""

    pages: Pages
    facts: Facts
    passages: Sequence[Passage]
    judgements: Sequence[Judgement]
    recommendations: Sequence[Recommendation]
    quality: Quality
    text_digest: str


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


def corrected(facts: Facts, corrections: Mapping[str, str]) -> Facts:
    """The facts as officers have corrected them; the voice follows the kind unless somebody has stated it."""
    made: dict[str, Callable[[str], Any]] = {"kind": Kind, "access": Access, "voice": Voice, "authority": common_name}
    values: dict[str, Any] = {name: made.get(name, str)(value) for name, value in corrections.items()}
    known = {**facts.known, **dict.fromkeys(values, "officer")}
    if "kind" in values and known.get("voice", "inferred") == "inferred":
        values["voice"] = VOICES[values["kind"]]
    return replace(facts, **values, known=known)


def text_digest(pages: Pages) -> str:
    """Of the words alone: the same paper saved anew, or in another format, has the same."""
    words = re.sub(r"\W+", " ", " ".join(page.text for page in pages.pages)).strip().casefold()
    return hashlib.sha256(words.encode()).hexdigest()
