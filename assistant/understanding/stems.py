"""Word stems, as the full-text index makes them."""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

_porter = snowballstemmer.stemmer("porter")


@lru_cache(50_000)
def stem(word: str) -> str:
    return str(_porter.stemWord(word))


def stems_of(text: str) -> list[str]:
    """The stems of a text, in order, repeats included."""
    return [stem(word) for word in re.findall(r"[\w%£]+", text.casefold())]
