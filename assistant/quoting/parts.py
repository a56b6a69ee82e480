"""The questions in a question that asks two things: "What was the target, and did they meet it?" """

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.understanding.question import Question, substance, topic_of, understand

# "what they need" asks nothing by itself
ASKING = (
    r"(?:(?:how|what|when|where|which|who|whose|why)"
    r"(?! (?:each|he|his|it|its|our|she|that|the|their|they|this|we|you)\b)|"
    r"are|did|do|does|had|has|have|is|was|were|will)"
)
BETWEEN = re.compile(
    rf"(?:[,;?.]\s*|\s)(?:and|but|so)\s+(?=(?:then |also |by )?{ASKING}\b)|[?.]\s+(?={ASKING}\b)", re.I
)
ASKS = re.compile(rf"^\W*(?:(?:and|but|so|in|on|at|by|for|to|then|also|now)\s+)*(?:[\w'’]+\s+){{0,6}}?{ASKING}\b", re.I)
FEWEST_WORDS = 3


def questions_in(question: Question, held: Sequence[str]) -> list[Question]:
    """The two or three questions that a question is made of, each of the councils, times and kinds of paper of the
    whole where it names none; empty where it asks one thing."""
    pieces = [piece.strip(" ,;?.") for piece in BETWEEN.split(question.text)]
    if not 2 <= len(pieces) <= 3 or any(len(piece.split()) < FEWEST_WORDS for piece in pieces):
        return []
    if not all(ASKS.search(piece) for piece in pieces):
        return []
    asked = [understand(pieces[0], held=held)]
    asked += [understand(piece, held=held, earlier=[pieces[0]]) for piece in pieces[1:]]
    if not all(substance(topic_of(part.search, held)) for part in asked):
        return []
    return [
        replace(
            part,
            authorities=part.authorities or question.authorities,
            periods=part.periods or question.periods,
            kinds=part.kinds or question.kinds,
        )
        for part in asked
    ]
