"""What a paper itself says of its reuse; nothing is assumed from its year or its publisher."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.paper import Pages
from ingest.facts.fact import Fact, printed
from ingest.facts.opening import verbatim

_OPEN = re.compile(
    r"\bOpen\s+Government\s+Licen[cs]e(?:\s*\(?(?:OGL|version|v)?\.?\s*(?P<version>[1-3](?:\.0)?)\b)?", re.I
)
_OPEN_ADDRESS = re.compile(r"open-government-licen[cs]e/(?:version/)?(?P<version>[1-3])", re.IGNORECASE)
_CREATIVE = re.compile(
    r"\bCC[ -](?:BY(?:-(?:NC|SA|ND))*|0)(?:[ -]\d\.\d)?\b"
    r"|\bCreative Commons (?:Attribution|Zero)[\w .-]{0,60}?licen[cs]e\b",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\bmay (?:be |not be )?(?:reproduced?|re-?used?|copied)\b|\ball rights reserved\b"
    r"|\bno part of this (?:document|report|publication)\b",
    re.IGNORECASE,
)
_OF_THE_PAPER = re.compile(r"\b(?:document|report|publication|information|material|rights)\b", re.IGNORECASE)
# Without one of these, in small letters, a paper says nothing of its reuse; looking for them is quick.
_SPEAKS_OF_REUSE = (
    "licence", "license", "cc by", "cc-by", "cc 0", "cc-0", "reproduce", "reuse", "re-use", "copied", "reserved",
    "no part of",
)  # fmt: skip
_LONGEST = 400


def licence_of(pages: Pages, lines: Sequence[str]) -> Fact[str] | None:
    """The licence that a paper prints, by its name; or else its own sentence on reuse, verbatim; or None.

    ``lines`` are all of the paper's, running ones too.
    """
    whole = " ".join(lines)
    small = whole.lower()
    if not any(word in small for word in _SPEAKS_OF_REUSE):
        return None
    for named in _OPEN.finditer(whole):
        sentence = re.split(r"(?<=[.!?])\s", whole[max(0, named.start() - _LONGEST) : named.start()])[-1]
        if re.search(r"\bcontains\b", sentence, re.IGNORECASE):
            continue  # of data or a map that the paper holds
        address = _OPEN_ADDRESS.search(re.sub(r"\s+", "", whole[named.start() :]))
        version = named["version"] or (address["version"] if address else None)
        value = f"Open Government Licence v{version[0]}.0" if version else "Open Government Licence"
        words = sentence + named.group()
        return printed(pages, value, words if verbatim(pages, words) else named.group())
    for line in lines:
        creative = _CREATIVE.search(line)
        if creative:
            return printed(pages, creative.group(), creative.group())
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z©])", line):
            if _STATED.search(sentence) and _OF_THE_PAPER.search(sentence) and len(sentence) <= _LONGEST:
                return printed(pages, sentence, sentence)
    return None
