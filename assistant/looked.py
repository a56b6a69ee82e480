"""What an answer was looked for in, for whoever wants to know why it came out as it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence.evidence import Evidence
from assistant.understanding.question import Question
from corpus.held import HeldPaper


@dataclass(frozen=True, slots=True)
class Looked:
    """``papers`` are those within the scope of the question, ``evidence`` every sentence of the passages found, the
    strongest first. With ``is_gap`` the question was taken to be of a council or a time of which nothing is held."""

    question: Question
    papers: Sequence[HeldPaper]
    evidence: Sequence[Evidence]
    is_gap: bool = False
