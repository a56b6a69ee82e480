"""The language that a paper is written in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.paper import FactSource, Pages, Sure
from ingest.facts.fact import Fact

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_ENGLISH = frozenset("the of and to in a is for that on with are by as be was at from it have has this not".split())
_PLAINLY_ENGLISH = 0.25  # share of the words: above that only English is
_LEAST_WORDS = 12
_SLICE = 1000  # characters
_SLICES = 8
_CERTAIN = 0.9  # probability of a slice
_MOST = 0.75  # share of the slices that must be in one language


def language_of(pages: Pages) -> Fact[str] | None:
    """The ISO 639-1 code of the paper's language; None for a few words, or a paper in two languages."""
    words = re.findall(r"[^\W\d_]+", " ".join(page.text for page in pages.pages).casefold())
    if len(words) < _LEAST_WORDS:
        return None
    if sum(map(_ENGLISH.__contains__, words)) / len(words) >= _PLAINLY_ENGLISH:
        return Fact("en", FactSource("in text", Sure.LIKELY))
    text = " ".join(" ".join(page.text.split()) for page in pages.pages)
    step = max(_SLICE, len(text) // _SLICES)
    slices = [text[start : start + _SLICE] for start in range(0, len(text), step)]
    heard = [classified(part) for part in slices]
    named = {language for language in heard if language}
    first = max(named, key=heard.count, default=None)
    if first is None or len(first) != 2 or heard.count(first) < _MOST * len(heard):
        return None
    return Fact(first, FactSource("in text", Sure.LIKELY))


def classified(text: str) -> str | None:
    language, probability = identifier().classify(text)
    return str(language) if probability >= _CERTAIN else None


@lru_cache(maxsize=1)
def identifier() -> LanguageIdentifier:
    # half a second to load: papers that are plainly in English do without it
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
