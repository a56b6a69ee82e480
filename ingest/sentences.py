"""Where sentences begin and end in the English of inspection reports and council papers."""

from __future__ import annotations

import re

_STOP = re.compile(r"[.?!…]+[)\]’”\"']*(?=\s)")
_OPENS = re.compile(r"\s+[(\[‘“\"']*[A-Z0-9£À-Ý]")
_BREAK = re.compile(r"[\s(\[‘“\"'/]")  # what a word begins behind
_NEVER_LAST = frozenset(
    "e.g i.e eg ie cf viz vs v mr mrs ms mx dr prof rev hon st cllr cllrs messrs para paras pp ss sch art arts "
    "reg regs fig figs vol ch approx dept ref refs tel ext incl esp jan feb mar apr jun jul aug sept sep oct nov "
    "dec".split()
)  # without their last point
_BEFORE_DIGIT = frozenset("no nos p s c sec section".split())  # "s. 47"; but "The answer is no. The ..."


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of each sentence, in order and without overlap; what lies between them is white space only."""
    spans: list[tuple[int, int]] = []
    start = _skip(text, 0)
    for stop in _STOP.finditer(text):
        if stop.start() >= start and _OPENS.match(text, stop.end()) and not _abbreviates(text, start, stop):
            spans.append((start, stop.end()))
            start = _skip(text, stop.end())
    end = len(text.rstrip())
    if start < end:
        spans.append((start, end))
    return spans


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _abbreviates(text: str, start: int, stop: re.Match[str]) -> bool:
    """Does the point belong to the word before it and not to the sentence?"""
    if text[stop.start()] != "." or stop.group().startswith(".."):
        return False
    before = text[max(start, stop.start() - 20) : stop.start()]
    word = _BREAK.split(before)[-1]
    after = _skip(text, stop.end())
    following = text[after : after + 1]
    if word.lower() in _NEVER_LAST:
        return True
    if word.lower() in _BEFORE_DIGIT and following.isdigit():
        return True
    if len(word) == 1 and word.isupper() and word != "I":
        return True  # an initial
    return not before[: -len(word)].strip() and len(before) == stop.start() - start and _numbers(word)


def _numbers(word: str) -> bool:
    """A printed number at the very start: "15." or "iv."."""
    return bool(re.fullmatch(r"\d{1,3}(\.\d{1,3})*|[ivxl]{1,5}|[a-z]", word))
