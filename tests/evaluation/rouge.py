"""RougeL of a text beside a reference (Lin 2004, "ROUGE: a package for automatic evaluation of summaries")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.stems import stem

SHORT = 3  # letters: words that are not stemmed


def rouge_l(reference: str, text: str) -> float:
    """From 0 to 1: the harmonic mean of what either shares with the longest run of words in common, gaps allowed."""
    wanted, given = rouge_words(reference), rouge_words(text)
    common = longest_common(wanted, given)
    return 2 * common / (len(wanted) + len(given)) if common else 0.0


def rouge_words(text: str) -> list[str]:
    return [word if len(word) <= SHORT else stem(word) for word in re.findall(r"[a-z0-9]+", text.lower())]


def longest_common(wanted: Sequence[str], given: Sequence[str]) -> int:
    """The length of the longest common subsequence."""
    above = [0] * (len(given) + 1)
    for word in wanted:
        row = [0]
        for i, other in enumerate(given):
            row.append(above[i] + 1 if word == other else max(above[i + 1], row[i]))
        above = row
    return above[-1]
